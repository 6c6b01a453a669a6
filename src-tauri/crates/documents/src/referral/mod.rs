//! A referral that arrives as a file: our own one-page form, or a FHIR R4 bundle with a ServiceRequest (UK Core).
//!
//! What comes out fits the rules of the domain: every value goes through the door that a screen's would, and what does not fit is
//! left out and named. Nothing is guessed: who the person is, is for whoever reads it to say. The form is a page that works without
//! a server and saves a small file, to be sent by whatever e-mail the practice trusts.

pub mod table;

use alongside_domain::Record;
use alongside_domain::coming_in::Referral;
use alongside_domain::ids::{PersonId, ReferralId};
use alongside_domain::person::Person;
use serde_json::{Map, Value, json};
use thiserror::Error;
use uuid::Uuid;

/// The most bytes such a file may have: a letter's worth of words, many times over.
pub const LARGEST: usize = 1024 * 1024;
/// The most characters of one answer.
const LONGEST: usize = 20_000;
const NHS: &str = "https://fhir.nhs.uk/Id/nhs-number";
const ODS: &str = "https://fhir.nhs.uk/Id/ods-organization-code";

/// Why a file is no referral. It is left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotAReferral {
    /// It is larger than [`LARGEST`].
    #[error("too large for a referral")]
    TooLarge,
    /// It is not JSON: another file, or a broken one.
    #[error("not JSON")]
    NotJson,
    /// It is JSON of another kind.
    #[error("JSON, but no referral")]
    Other,
    /// It was made by a newer form.
    #[error("made by a newer form")]
    TooNew,
}

/// What a file says.
#[derive(Clone)]
pub struct ReferralFile {
    /// About whom. Its id says nothing.
    pub person: Person,
    /// The referral. Its id says nothing.
    pub referral: Referral,
    /// Fields whose value did not fit and was left out.
    pub left_out: Vec<String>,
}

/// Reads a file.
///
/// # Errors
/// [`NotAReferral`]: nothing of it is used.
pub fn read_referral(bytes: &[u8]) -> Result<ReferralFile, NotAReferral> {
    if bytes.len() > LARGEST {
        return Err(NotAReferral::TooLarge);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|_| NotAReferral::NotJson)?;
    if let Some(form) = value.get("alongside_referral") {
        return match form.as_u64() {
            Some(1) => Ok(own_form(&value)),
            Some(_) => Err(NotAReferral::TooNew),
            None => Err(NotAReferral::Other),
        };
    }
    fhir(&value).ok_or(NotAReferral::Other)
}

/// Sets fields as a screen would, and remembers what did not fit.
struct Filling {
    file: ReferralFile,
}

impl Filling {
    fn new() -> Self {
        Self {
            file: ReferralFile {
                person: Person::blank(PersonId(Uuid::nil())),
                referral: Referral::blank(ReferralId(Uuid::nil())),
                left_out: Vec::new(),
            },
        }
    }

    fn person(&mut self, field: &str, value: Value) {
        if is_said(&value) && self.file.person.set(field, value).is_err() {
            self.file.left_out.push(field.to_owned());
        }
    }

    fn referral(&mut self, field: &str, value: Value) {
        if is_said(&value) && self.file.referral.set(field, value).is_err() {
            self.file.left_out.push(field.to_owned());
        }
    }

    fn reach(&mut self, kind: &str, value: &str) {
        if value.is_empty() || self.file.person.reach.len() >= 20 {
            return;
        }
        self.file
            .person
            .reach
            .push(alongside_domain::person::Reach {
                kind: kind.to_owned(),
                value: value.to_owned(),
                ..Default::default()
            });
    }

    fn address(&mut self, lines: Vec<String>, postcode: &str) {
        let lines: Vec<String> = lines
            .into_iter()
            .filter(|line| !line.is_empty())
            .take(5)
            .collect();
        if lines.is_empty() && postcode.is_empty() {
            return;
        }
        self.file
            .person
            .addresses
            .push(alongside_domain::person::Address {
                lines,
                postcode: postcode.to_owned(),
                kind: String::new(),
            });
    }
}

fn is_said(value: &Value) -> bool {
    !(value.is_null() || value.as_str() == Some(""))
}

/// A text of an object, trimmed and of bounded length; empty if there is none.
fn text(of: &Value, name: &str) -> String {
    let text = of.get(name).and_then(Value::as_str).unwrap_or_default();
    text.trim()
        .chars()
        .filter(|c| *c != '\0')
        .take(LONGEST)
        .collect()
}

fn digits(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .collect()
}

/// The form that the app makes.
fn own_form(value: &Value) -> ReferralFile {
    let nothing = Value::Object(Map::new());
    let said = value.get("fields").unwrap_or(&nothing);
    let mut filling = Filling::new();
    for field in [
        "preferred_name",
        "given_name",
        "family_name",
        "date_of_birth",
    ] {
        filling.person(field, text(said, field).into());
    }
    filling.person("nhs_number", digits(&text(said, "nhs_number")).into());
    filling.reach("phone", &text(said, "phone"));
    filling.reach("email", &text(said, "email"));
    let address = text(said, "address");
    filling.address(
        address.lines().map(|line| line.trim().to_owned()).collect(),
        &text(said, "postcode"),
    );
    for field in [
        "source",
        "referrer_name",
        "referrer_role",
        "referrer_contact",
        "organisation",
        "practice_code",
        "reason",
        "asked",
        "own_view",
        "urgency",
        "consent_to_contact",
        "received_on",
    ] {
        filling.referral(field, text(said, field).into());
    }
    let mut id = text(value, "id");
    id.truncate(id.char_indices().nth(100).map_or(id.len(), |(at, _)| at));
    filling.referral("source_id", id.into());
    filling.file
}

/// The resources of a bundle, each with the names by which it is referred to; a resource by itself is a bundle of one.
fn resources(value: &Value) -> Vec<(&str, &Value)> {
    let mut all = vec![("", value)];
    let entries = value.get("entry").and_then(Value::as_array);
    for entry in entries.into_iter().flatten().take(1_000) {
        if let Some(resource) = entry.get("resource") {
            let name = entry
                .get("fullUrl")
                .and_then(Value::as_str)
                .unwrap_or_default();
            all.push((name, resource));
        }
    }
    let contained: Vec<(&str, &Value)> = all
        .iter()
        .filter_map(|(_, resource)| resource.get("contained").and_then(Value::as_array))
        .flat_map(|list| list.iter().take(100).map(|resource| ("", resource)))
        .collect();
    all.extend(contained);
    all
}

fn is_a(resource: &Value, kind: &str) -> bool {
    resource.get("resourceType").and_then(Value::as_str) == Some(kind)
}

/// The resource that a reference means.
fn referred<'v>(all: &[(&'v str, &'v Value)], reference: Option<&Value>) -> Option<&'v Value> {
    let name = reference?.get("reference")?.as_str()?;
    let id = name.trim_start_matches('#');
    all.iter()
        .find(|(full, resource)| {
            let own = resource
                .get("id")
                .and_then(Value::as_str)
                .unwrap_or_default();
            let kind = resource
                .get("resourceType")
                .and_then(Value::as_str)
                .unwrap_or_default();
            *full == name || (!own.is_empty() && (own == id || name == format!("{kind}/{own}")))
        })
        .map(|(_, resource)| *resource)
}

fn list<'v>(of: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    of.get(name)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .take(50)
}

fn identifier(of: &Value, system: &str) -> String {
    list(of, "identifier")
        .find(|identifier| text(identifier, "system") == system)
        .map(|identifier| text(identifier, "value"))
        .unwrap_or_default()
}

/// Family and given names: the official or usual name, else the first.
fn human_name(of: &Value) -> (String, String) {
    let names: Vec<&Value> = list(of, "name").collect();
    let preferred = names
        .iter()
        .find(|name| matches!(text(name, "use").as_str(), "official" | "usual"))
        .or(names.first());
    let Some(name) = preferred else {
        return Default::default();
    };
    let given: Vec<&str> = list(name, "given").filter_map(Value::as_str).collect();
    (text(name, "family"), given.join(" ").trim().to_owned())
}

fn fhir(value: &Value) -> Option<ReferralFile> {
    let all = resources(value);
    let request = all
        .iter()
        .map(|(_, resource)| *resource)
        .find(|resource| is_a(resource, "ServiceRequest"))?;
    let mut filling = Filling::new();
    let patient = referred(&all, request.get("subject")).or_else(|| {
        all.iter()
            .map(|(_, resource)| *resource)
            .find(|resource| is_a(resource, "Patient"))
    });
    if let Some(patient) = patient {
        patient_of(&mut filling, &all, patient);
    }
    requester_of(&mut filling, &all, request.get("requester"));
    let reasons: Vec<String> = list(request, "reasonCode")
        .map(concept)
        .filter(|words| !words.is_empty())
        .collect();
    filling.referral("reason", reasons.join("; ").into());
    let notes: Vec<String> = list(request, "note")
        .map(|note| text(note, "text"))
        .filter(|words| !words.is_empty())
        .collect();
    let asked = request.get("code").map(concept).unwrap_or_default();
    let asked: Vec<String> = [asked]
        .into_iter()
        .chain(notes)
        .filter(|words| !words.is_empty())
        .collect();
    filling.referral("asked", asked.join("\n").into());
    // In FHIR `asap` is sooner than `urgent`.
    let urgency = match text(request, "priority").as_str() {
        "routine" => "routine",
        "urgent" => "soon",
        "asap" | "stat" => "urgent",
        _ => "",
    };
    filling.referral("urgency", urgency.into());
    let day: String = text(request, "authoredOn").chars().take(10).collect();
    filling.referral("received_on", day.into());
    let mut number = list(request, "identifier")
        .map(|known| text(known, "value"))
        .next()
        .unwrap_or_default();
    if number.is_empty() {
        number = text(request, "id");
    }
    filling.referral(
        "source_id",
        number.chars().take(100).collect::<String>().into(),
    );
    Some(filling.file)
}

/// What a coded thing says in words.
fn concept(of: &Value) -> String {
    let words = text(of, "text");
    if !words.is_empty() {
        return words;
    }
    list(of, "coding")
        .map(|coding| text(coding, "display"))
        .find(|words| !words.is_empty())
        .unwrap_or_default()
}

fn patient_of(filling: &mut Filling, all: &[(&str, &Value)], patient: &Value) {
    let (family, given) = human_name(patient);
    filling.person("family_name", family.into());
    filling.person("given_name", given.into());
    filling.person("date_of_birth", text(patient, "birthDate").into());
    filling.person("nhs_number", digits(&identifier(patient, NHS)).into());
    for telecom in list(patient, "telecom") {
        let kind = match text(telecom, "system").as_str() {
            "email" => "email",
            "phone" if text(telecom, "use") == "mobile" => "mobile",
            "phone" | "sms" => "phone",
            _ => "other",
        };
        filling.reach(kind, &text(telecom, "value"));
    }
    if let Some(address) = list(patient, "address").next() {
        let mut lines: Vec<String> = list(address, "line")
            .filter_map(Value::as_str)
            .map(|line| line.trim().to_owned())
            .collect();
        lines.extend([text(address, "city"), text(address, "district")]);
        filling.address(lines, &text(address, "postalCode"));
    }
    if let Some(practice) = list(patient, "generalPractitioner").next() {
        let organisation = referred(all, Some(practice));
        let code = organisation
            .map(|known| identifier(known, ODS))
            .filter(|code| !code.is_empty());
        let named = practice
            .get("identifier")
            .filter(|known| text(known, "system") == ODS);
        let code = code
            .or_else(|| named.map(|known| text(known, "value")))
            .unwrap_or_default();
        filling.person("gp_practice_code", code.into());
        let name = organisation
            .map(|known| text(known, "name"))
            .filter(|name| !name.is_empty());
        filling.person(
            "gp_practice_name",
            name.unwrap_or_else(|| text(practice, "display")).into(),
        );
    }
}

/// Who asks: a practitioner, in a role, of an organisation; any of them may be all there is.
fn requester_of(filling: &mut Filling, all: &[(&str, &Value)], requester: Option<&Value>) {
    let Some(reference) = requester else {
        return;
    };
    let found = referred(all, Some(reference));
    let role = found.filter(|resource| is_a(resource, "PractitionerRole"));
    let practitioner = found
        .filter(|resource| is_a(resource, "Practitioner"))
        .or_else(|| role.and_then(|role| referred(all, role.get("practitioner"))));
    let organisation = found
        .filter(|resource| is_a(resource, "Organization"))
        .or_else(|| role.and_then(|role| referred(all, role.get("organization"))));
    if found.is_some_and(|resource| is_a(resource, "Patient")) {
        filling.referral("source", json!("themselves"));
        return;
    }
    let name = practitioner
        .map(human_name)
        .map(|(family, given)| format!("{given} {family}").trim().to_owned());
    let name = name
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| text(reference, "display"));
    filling.referral("referrer_name", name.into());
    if let Some(role) = role {
        let words = list(role, "code")
            .map(concept)
            .find(|words| !words.is_empty());
        filling.referral("referrer_role", words.unwrap_or_default().into());
    }
    let reach = [role, practitioner]
        .into_iter()
        .flatten()
        .flat_map(|known| list(known, "telecom"))
        .next();
    filling.referral(
        "referrer_contact",
        reach
            .map(|known| text(known, "value"))
            .unwrap_or_default()
            .into(),
    );
    if let Some(organisation) = organisation {
        filling.referral("organisation", text(organisation, "name").into());
        let code = identifier(organisation, ODS);
        if !code.is_empty() {
            filling.referral("source", json!("practice"));
        }
        filling.referral("practice_code", code.into());
    }
}

/// The one-page form, made for a team: one file that works in any browser without a network, and sends nothing by itself.
#[must_use]
pub fn referral_form(team: &str, words: &str, email: &str) -> String {
    include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../assets/templates/referral-form.html"
    ))
    .replace("{{team}}", &escaped(team))
    .replace("{{words}}", &escaped(words).replace('\n', "<br>"))
    .replace("{{email}}", &escaped(email))
}

fn escaped(text: &str) -> String {
    text.trim()
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
        .replace("{{", "{ {")
}
