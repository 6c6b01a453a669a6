//! A referral that arrives as a file: read where it can be, explained where it cannot, and never anything between.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

use alongside_documents::referral::{LARGEST, NotAReferral, read_referral, referral_form};
use alongside_domain::codes::{Given, ReferralSource, Urgency};
use proptest::prelude::*;
use serde_json::{Value, json};

fn read(value: &Value) -> Result<alongside_documents::referral::ReferralFile, NotAReferral> {
    read_referral(value.to_string().as_bytes())
}

/// What the page saves.
fn form() -> Value {
    json!({"alongside_referral": 1, "id": "0f1e2d", "fields": {
        "given_name": " Emeka ", "family_name": "Okafor", "date_of_birth": "1946-03-11", "nhs_number": "943 476 5919",
        "phone": "01691 555 0123", "postcode": "SY10 1AA", "address": "2 Mill Lane\nOswestry", "source": "practice",
        "referrer_name": "Dr Rees", "referrer_role": "GP", "organisation": "Mill Lane Surgery", "practice_code": "Z99000",
        "reason": "Low since his wife died", "own_view": "I would like to sing again", "urgency": "soon",
        "consent_to_contact": "yes", "received_on": "2026-11-20"}})
}

#[test]
fn the_form_of_a_practice_is_read_whole() {
    let file = read(&form()).unwrap();
    assert_eq!(file.person.full_name(), "Emeka Okafor");
    assert_eq!(file.person.nhs_number.unwrap().as_str(), "9434765919");
    assert_eq!(file.person.addresses[0].lines, ["2 Mill Lane", "Oswestry"]);
    assert_eq!(file.person.reach[0].value, "01691 555 0123");
    assert_eq!(file.referral.source, Some(ReferralSource::Practice));
    assert_eq!(file.referral.urgency, Some(Urgency::Soon));
    assert_eq!(file.referral.consent_to_contact, Some(Given::Yes));
    assert_eq!(file.referral.source_id.0, "0f1e2d");
    assert!(file.left_out.is_empty());
}

#[test]
fn what_does_not_fit_is_left_out_and_named_and_the_rest_is_kept() {
    let mut bad = form();
    bad["fields"]["nhs_number"] = json!("1234567890");
    bad["fields"]["date_of_birth"] = json!("11/03/1946");
    bad["fields"]["urgency"] = json!("yesterday");
    bad["fields"]["reason"] = json!(["a list"]);
    let file = read(&bad).unwrap();
    assert_eq!(file.left_out, ["date_of_birth", "nhs_number", "urgency"]);
    assert_eq!(file.person.family_name.0, "Okafor");
    assert!(file.referral.reason.is_blank());
}

#[test]
fn a_bundle_of_uk_core_is_read_through_its_references() {
    let bundle = json!({"resourceType": "Bundle", "type": "message", "entry": [
        {"fullUrl": "urn:uuid:1", "resource": {"resourceType": "ServiceRequest", "id": "sr", "status": "active", "intent": "order",
            "priority": "asap", "authoredOn": "2026-11-20T09:30:00Z", "subject": {"reference": "urn:uuid:2"},
            "requester": {"reference": "PractitionerRole/r"}, "code": {"coding": [{"system": "http://snomed.info/sct",
            "code": "871731000000106", "display": "Referral to social prescribing service"}]},
            "reasonCode": [{"text": "Loneliness"}, {"coding": [{"display": "Housing"}]}], "note": [{"text": "Prefers mornings"}],
            "identifier": [{"value": "UBRN-1"}]}},
        {"fullUrl": "urn:uuid:2", "resource": {"resourceType": "Patient", "id": "p", "birthDate": "1946-03-11",
            "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9434765919"}],
            "name": [{"use": "old", "family": "Bright"}, {"use": "official", "family": "Okafor", "given": ["Emeka", "John"]}],
            "telecom": [{"system": "phone", "use": "mobile", "value": "07700 900123"}],
            "address": [{"line": ["2 Mill Lane"], "city": "Oswestry", "postalCode": "SY10 1AA"}],
            "generalPractitioner": [{"identifier": {"system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "Z99000"},
            "display": "Mill Lane Surgery"}]}},
        {"resource": {"resourceType": "PractitionerRole", "id": "r", "practitioner": {"reference": "Practitioner/d"},
            "organization": {"reference": "Organization/o"}, "code": [{"text": "General practitioner"}]}},
        {"resource": {"resourceType": "Practitioner", "id": "d", "name": [{"family": "Rees", "given": ["Mair"]}]}},
        {"resource": {"resourceType": "Organization", "id": "o", "name": "Mill Lane Surgery",
            "identifier": [{"system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "Z99000"}]}}]});
    let file = read(&bundle).unwrap();
    assert_eq!(file.person.given_name.0, "Emeka John");
    assert_eq!(file.person.gp_practice_code.0, "Z99000");
    assert_eq!(file.person.addresses[0].lines, ["2 Mill Lane", "Oswestry"]);
    assert_eq!(file.referral.referrer_name.0, "Mair Rees");
    assert_eq!(file.referral.referrer_role.0, "General practitioner");
    assert_eq!(file.referral.organisation.0, "Mill Lane Surgery");
    assert_eq!(file.referral.reason.0, "Loneliness; Housing");
    assert_eq!(
        file.referral.asked.0,
        "Referral to social prescribing service\nPrefers mornings"
    );
    assert_eq!(file.referral.urgency, Some(Urgency::Urgent));
    assert_eq!(file.referral.source_id.0, "UBRN-1");
    assert!(file.left_out.is_empty());
}

#[test]
fn what_is_no_referral_is_refused_whole() {
    for (bytes, why) in [
        (&b"%PDF-1.7"[..], NotAReferral::NotJson),
        (b"", NotAReferral::NotJson),
        (
            b"{\"alongside_referral\": 1, \"fields\": {",
            NotAReferral::NotJson,
        ),
        (
            b"{\"resourceType\": \"Bundle\", \"entry\": []}",
            NotAReferral::Other,
        ),
        (b"[1, 2]", NotAReferral::Other),
        (b"{\"alongside_referral\": 2}", NotAReferral::TooNew),
        (b"{\"alongside_referral\": \"1\"}", NotAReferral::Other),
    ] {
        assert_eq!(read_referral(bytes).err(), Some(why));
    }
    assert_eq!(
        read_referral(&vec![b' '; LARGEST + 1]).err(),
        Some(NotAReferral::TooLarge)
    );
    let deep = "[".repeat(100_000);
    assert_eq!(
        read_referral(deep.as_bytes()).err(),
        Some(NotAReferral::NotJson)
    );
}

#[test]
fn the_page_asks_what_is_read_and_carries_nothing_that_runs_but_its_own() {
    let page = referral_form(
        "Larkbridge <script>",
        "Ring us: \"Mon\"\nto Fri",
        "team@larkbridge.example",
    );
    assert!(page.contains("Larkbridge &lt;script&gt;"));
    assert!(page.contains("Ring us: &quot;Mon&quot;<br>to Fri"));
    assert!(!page.contains("{{"));
    assert_eq!(page.matches("<script>").count(), 1);
    assert!(!page.contains("http://") && !page.contains("https://"));
    for field in form()["fields"].as_object().unwrap().keys() {
        let is_asked = page.contains(&format!("id=\"{field}\""))
            || page.contains(&format!("name=\"{field}\""));
        assert!(
            is_asked || page.contains(&format!("fields.{field} =")),
            "{field}"
        );
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        prop::sample::select(vec![
            "ServiceRequest",
            "Patient",
            "#p",
            "p",
            "Patient/p",
            "stat",
            "1946-03-11"
        ])
        .prop_map(Value::from),
    ];
    let key = prop::sample::select(vec![
        "resourceType",
        "entry",
        "resource",
        "contained",
        "fullUrl",
        "id",
        "subject",
        "reference",
        "requester",
        "name",
        "given",
        "family",
        "identifier",
        "system",
        "value",
        "telecom",
        "address",
        "line",
        "reasonCode",
        "coding",
        "display",
        "note",
        "text",
        "alongside_referral",
        "fields",
        "priority",
        "generalPractitioner",
    ]);
    leaf.prop_recursive(6, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..8).prop_map(|pairs| Value::Object(
                pairs
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value))
                    .collect()
            )),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_arrives_the_reading_never_breaks(value in any_json(), bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read_referral(&bytes);
        let request = json!({"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "ServiceRequest", "subject": value.clone(),
            "requester": value.clone(), "contained": [value.clone()], "reasonCode": value.clone()}}, {"resource": value}]});
        prop_assert!(read(&request).is_ok());
    }
}
