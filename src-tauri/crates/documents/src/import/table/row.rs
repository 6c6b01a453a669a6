//! One row of a table, read by a mapping.

use super::{Mapping, StatusRule, hours};
use crate::import::fields::Fields;
use crate::import::gather::Arrival;
use crate::import::open_referral::place::{Position as Spot, pick_position};
use crate::import::open_referral::service::bound;
use crate::import::{ImportError, Incoming, Position, Warning, WarningKind, clean, identity};
use alongside_domain::codes::ServiceStatus;
use alongside_domain::directory::{Cost, Organisation, Place, RegisterEntry, Service};
use alongside_domain::geo::plain_postcode;
use serde_json::{Map, Value};
use std::collections::HashSet;

/// A mapping resolved against a header.
pub(super) struct Reader<'a> {
    mapping: &'a Mapping,
    header: &'a [String],
    source: &'a str,
    used: HashSet<&'a str>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        mapping: &'a Mapping,
        header: &'a [String],
        source: &'a str,
    ) -> Result<Self, ImportError> {
        if mapping.name.is_none() {
            return Err(ImportError::NoNameColumn);
        }
        let used: HashSet<&str> = mapping.columns().collect();
        match used
            .iter()
            .find(|column| !header.iter().any(|heading| heading == *column))
        {
            Some(column) => Err(ImportError::NoSuchColumn((*column).to_owned())),
            None => Ok(Self {
                mapping,
                header,
                source,
                used,
            }),
        }
    }

    /// Reads a row; nothing if it gives no name.
    pub(super) fn read(&self, row: &[String], at: Position) -> Option<Arrival> {
        let mut row = Row {
            header: self.header,
            cells: row,
            warnings: Vec::new(),
        };
        let mapping = self.mapping;
        let given_id = row.entry(mapping.source_id.as_deref());
        let organisation = self.organisation(&mut row, &given_id);
        let mut service = Service {
            source: self.source.into(),
            name: row.text(mapping.name.as_deref()).into(),
            also_known_as: row.text(mapping.also_known_as.as_deref()).into(),
            eligibility: row.text(mapping.eligibility.as_deref()).into(),
            how_to_join: row.text(mapping.how_to_join.as_deref()).into(),
            access: row.text(mapping.access.as_deref()).into(),
            area: row.text(mapping.area.as_deref()).into(),
            phone: row.entry(mapping.phone.as_deref()).into(),
            opening_words: row.text(mapping.opening.as_deref()).into(),
            ..Service::default()
        };
        let own_name = !service.name.is_blank();
        if !own_name {
            service.name = organisation
                .as_ref()
                .map(|organisation| organisation.name.clone())?;
            row.warn(WarningKind::NameFromOrganisation, "", service.name.as_str());
        }
        service.description = mapping
            .description
            .iter()
            .map(|column| row.text(Some(column)))
            .find(|text| !text.is_empty())
            .unwrap_or_default()
            .into();
        let mut extras = Map::new();
        self.reach(&mut row, &mut service, &mut extras);
        self.when(&mut row, &mut service);
        self.who_and_cost(&mut row, &mut service);
        self.status(&mut row, &mut service, &mut extras);
        service.languages = parts(&row.text(mapping.languages.as_deref()), ",;/|");
        service.tags = self.tags(&mut row);
        service.step_free = clean::says_step_free(service.access.as_str());
        let places = self.place(&mut row).into_iter().collect();
        for (heading, cell) in self.header.iter().zip(row.cells) {
            let cell = cell.trim();
            if !cell.is_empty() && !self.used.contains(heading.as_str()) {
                extras.insert(heading.clone(), Value::String(cell.to_owned()));
            }
        }
        let beyond = row.cells.len().saturating_sub(self.header.len());
        if beyond > 0 {
            row.warn(WarningKind::CellsBeyondHeader, "", beyond.to_string());
        }
        let mut warnings = row.warnings;
        bound(&mut service, &mut warnings);
        let mut extras = Fields::of(extras);
        service.also = extras.also();
        warnings.append(&mut extras.warnings);
        Some(Arrival {
            incoming: Incoming {
                organisation,
                service,
                places,
                at,
                warnings,
            },
            given_id,
            own_name,
            uuid_expected: false,
        })
    }

    fn organisation(&self, row: &mut Row<'_>, given_id: &str) -> Option<Organisation> {
        let column = self.mapping.organisation.as_deref();
        let name = row.text(column);
        if name.is_empty() {
            return None;
        }
        // In a register of organisations the record's id is the organisation's own.
        let itself = column == self.mapping.name.as_deref();
        let id = identity::usable(given_id).filter(|_| itself);
        let register = id.and_then(register_entry).into_iter().collect();
        let source_id = id.map_or_else(|| identity::made(&[&name]), str::to_owned);
        Some(Organisation {
            name: name.into(),
            register,
            source: self.source.into(),
            source_id: source_id.into(),
            ..Organisation::default()
        })
    }

    /// E-mail and web page, also from a column that holds either.
    fn reach(&self, row: &mut Row<'_>, service: &mut Service, extras: &mut Map<String, Value>) {
        let mapping = self.mapping;
        for column in [&mapping.email, &mapping.website, &mapping.email_or_website] {
            let cell = row.entry(column.as_deref());
            let bare = cell.strip_prefix("mailto:").unwrap_or(&cell);
            if bare.is_empty() {
                continue;
            }
            let email = column.is_some() && column != &mapping.website;
            let website = column.is_some() && column != &mapping.email;
            if email && clean::is_email(bare) && service.email.is_blank() {
                service.email = bare.into();
            } else if website && clean::is_url(bare) && service.url.is_blank() {
                service.url = bare.into();
            } else {
                let heading = column.as_deref().unwrap_or_default();
                row.warn(WarningKind::NotUsable, heading, bare);
                extras.insert(heading.to_owned(), Value::String(cell));
            }
        }
    }

    fn when(&self, row: &mut Row<'_>, service: &mut Service) {
        if self.mapping.weekdays.is_empty() {
            return;
        }
        let cells: Vec<String> = self
            .mapping
            .weekdays
            .iter()
            .map(|column| row.entry(column.as_deref()))
            .collect();
        let (opening, words) = hours::week(&cells);
        service.opening = opening;
        let all: Vec<&str> = [service.opening_words.some(), words.some()]
            .into_iter()
            .flatten()
            .collect();
        service.opening_words = all.join("\n").into();
    }

    fn who_and_cost(&self, row: &mut Row<'_>, service: &mut Service) {
        let mapping = self.mapping;
        let age = |row: &mut Row<'_>, column: &Option<String>| {
            let cell = row.entry(column.as_deref());
            let age = clean::integer(&cell).filter(|age| (0..=130).contains(age));
            if age.is_none() && !cell.is_empty() {
                row.warn(
                    WarningKind::OutOfRange,
                    column.as_deref().unwrap_or_default(),
                    cell,
                );
            }
            age
        };
        service.minimum_age = age(row, &mapping.minimum_age);
        service.maximum_age = age(row, &mapping.maximum_age);
        let words = row.text(mapping.ages.as_deref());
        if !words.is_empty() {
            let (least, most) = ages(&words);
            service.minimum_age = service.minimum_age.or(least);
            service.maximum_age = service.maximum_age.or(most);
            let all: Vec<&str> = [Some(words.as_str()), service.eligibility.some()]
                .into_iter()
                .flatten()
                .collect();
            service.eligibility = all.join("\n").into();
        }
        if let (Some(least), Some(most)) = (service.minimum_age, service.maximum_age)
            && least > most
        {
            row.warn(WarningKind::OutOfRange, "", format!("{least} to {most}"));
            (service.minimum_age, service.maximum_age) = (None, None);
        }
        let cost = row.text(mapping.cost.as_deref());
        let amount = clean::number(&cost).filter(|amount| *amount >= 0.0);
        service.free = clean::says_free(&cost) || amount == Some(0.0);
        match amount {
            Some(amount) => {
                service.costs = vec![Cost {
                    amount: Some(amount),
                    ..Cost::default()
                }]
            }
            None => service.fees = cost.into(),
        }
    }

    fn status(&self, row: &mut Row<'_>, service: &mut Service, extras: &mut Map<String, Value>) {
        let Some(status) = &self.mapping.status else {
            return;
        };
        let cell = row.entry(Some(&status.column));
        let lower = cell.to_lowercase();
        let closed = matches!(
            lower.as_str(),
            "false"
                | "no"
                | "n"
                | "0"
                | "closed"
                | "removed"
                | "ceased"
                | "ended"
                | "dissolved"
                | "deregistered"
        );
        let open = matches!(
            lower.as_str(),
            "true" | "yes" | "y" | "1" | "open" | "registered" | "running" | "current" | "live"
        );
        // A column called "closed" means the reverse by the same words.
        let reversed = status.column.to_lowercase().contains("closed");
        service.status = match status.rule {
            StatusRule::ClosedIfFilled if cell.is_empty() => Some(ServiceStatus::Active),
            StatusRule::ClosedIfFilled => {
                // When it closed is worth keeping.
                extras.insert(status.column.clone(), Value::String(cell));
                Some(ServiceStatus::Defunct)
            }
            StatusRule::Words if cell.is_empty() => None,
            StatusRule::Words if (open && !reversed) || (closed && reversed) => {
                Some(ServiceStatus::Active)
            }
            StatusRule::Words if open || closed => Some(ServiceStatus::Defunct),
            StatusRule::Words => {
                let known = ServiceStatus::from_code(&lower);
                if known.is_none() {
                    row.warn(WarningKind::StatusUnknown, &status.column, cell.as_str());
                    extras.insert(status.column.clone(), Value::String(cell));
                }
                known
            }
        };
    }

    fn tags(&self, row: &mut Row<'_>) -> Vec<String> {
        let mut tags: Vec<String> = Vec::new();
        for column in &self.mapping.tags {
            let cell = row.text(Some(&column.column));
            for tag in parts(&cell, &column.separator) {
                let tag = clean::shortened(&format!("{}{tag}", column.prefix), 200);
                if !tags.contains(&tag) {
                    tags.push(tag);
                }
            }
        }
        tags
    }

    fn place(&self, row: &mut Row<'_>) -> Option<Place> {
        let mapping = self.mapping;
        let lines: Vec<String> = mapping
            .address
            .iter()
            .map(|column| row.entry(Some(column)).replace('\n', ", "))
            .filter(|line| !line.is_empty())
            .collect();
        let mut place = Place {
            address: lines.join(", ").into(),
            town: row.entry(mapping.town.as_deref()).into(),
            postcode: row.entry(mapping.postcode.as_deref()).into(),
            ..Place::default()
        };
        if !place.postcode.is_blank() && plain_postcode(place.postcode.as_str()).is_none() {
            row.warn(
                WarningKind::PostcodeUnusual,
                mapping.postcode.as_deref().unwrap_or_default(),
                place.postcode.as_str(),
            );
        }
        let latitude = clean::number(&row.entry(mapping.latitude.as_deref()));
        let longitude = clean::number(&row.entry(mapping.longitude.as_deref()));
        match pick_position(latitude, longitude) {
            Spot::Good(point) => {
                (place.latitude, place.longitude) = (Some(point.latitude), Some(point.longitude))
            }
            Spot::Swapped(point) => {
                (place.latitude, place.longitude) = (Some(point.latitude), Some(point.longitude));
                row.warn(
                    WarningKind::PositionSwapped,
                    "",
                    point.longitude.to_string(),
                );
            }
            Spot::Bad(detail) => row.warn(WarningKind::PositionDropped, "", detail),
            Spot::None => {}
        }
        let nothing = place.address.is_blank()
            && place.town.is_blank()
            && place.postcode.is_blank()
            && place.latitude.is_none();
        (!nothing).then_some(place)
    }
}

impl Mapping {
    /// Every column that feeds something.
    fn columns(&self) -> impl Iterator<Item = &str> {
        [
            &self.name,
            &self.organisation,
            &self.also_known_as,
            &self.town,
            &self.postcode,
            &self.latitude,
            &self.longitude,
            &self.phone,
            &self.email,
            &self.website,
            &self.email_or_website,
            &self.opening,
            &self.cost,
            &self.minimum_age,
            &self.maximum_age,
            &self.ages,
            &self.eligibility,
            &self.how_to_join,
            &self.access,
            &self.languages,
            &self.area,
            &self.source_id,
        ]
        .into_iter()
        .chain(&self.weekdays)
        .flatten()
        .chain(&self.description)
        .chain(&self.address)
        .chain(self.tags.iter().map(|tags| &tags.column))
        .chain(self.status.iter().map(|status| &status.column))
        .map(String::as_str)
    }
}

/// A row being read.
struct Row<'a> {
    header: &'a [String],
    cells: &'a [String],
    warnings: Vec<Warning>,
}

impl Row<'_> {
    fn warn(&mut self, kind: WarningKind, field: &str, detail: impl Into<String>) {
        self.warnings.push(Warning::new(kind, field, detail));
    }

    fn words(&mut self, column: Option<&str>, most: usize) -> String {
        let Some(column) = column else {
            return String::new();
        };
        let cell = self
            .header
            .iter()
            .position(|heading| heading == column)
            .and_then(|at| self.cells.get(at))
            .map_or("", String::as_str);
        let mut text = clean::plain(cell);
        if let Some(mended) = clean::mended(&text) {
            text = mended;
            self.warn(WarningKind::CharactersMended, column, "");
        }
        if text.contains(char::REPLACEMENT_CHARACTER) {
            self.warn(
                WarningKind::CharactersLost,
                column,
                clean::shortened(&text, 60),
            );
        }
        if let Some(gone) = clean::cut(&mut text, most) {
            self.warn(WarningKind::Cut, column, gone.to_string());
        }
        text
    }

    fn text(&mut self, column: Option<&str>) -> String {
        self.words(column, clean::TEXT)
    }

    fn entry(&mut self, column: Option<&str>) -> String {
        self.words(column, clean::ENTRY)
    }
}

/// The parts of a cell, each once, without blanks.
fn parts(cell: &str, separators: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for part in cell.split(|c: char| separators.contains(c) || c == '\n') {
        let part = part.trim();
        if !part.is_empty() && !all.iter().any(|known| known == part) {
            all.push(part.to_owned());
        }
    }
    all
}

/// `GB-CHC-1000003` names a public register and a number in it (org-id.guide).
fn register_entry(id: &str) -> Option<RegisterEntry> {
    let (country, rest) = id.split_once('-')?;
    let (register, number) = rest.split_once('-')?;
    let code = country.len() == 2
        && (2..=6).contains(&register.len())
        && format!("{country}{register}")
            .chars()
            .all(|c| c.is_ascii_uppercase());
    (code && !number.is_empty()).then(|| RegisterEntry {
        scheme: format!("{country}-{register}"),
        identifier: number.to_owned(),
    })
}

/// Ages from words: "18+", "Over 55s", "16-25", "Under 5s". Other words stay words.
fn ages(words: &str) -> (Option<i64>, Option<i64>) {
    let lower = words.to_lowercase();
    let numbers: Vec<i64> = lower
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .filter(|age| (0..=130).contains(age))
        .collect();
    match numbers.as_slice() {
        [from, to]
            if from <= to
                && (lower.contains('-') || lower.contains("to") || lower.contains('–')) =>
        {
            (Some(*from), Some(*to))
        }
        [age] if lower.contains("under") => (None, Some((*age - 1).max(0))),
        [age]
            if ["+", "over", "and above", "older", "plus"]
                .iter()
                .any(|word| lower.contains(word)) =>
        {
            (Some(*age), None)
        }
        _ => (None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::{ages, register_entry};

    #[test]
    fn ages_in_words_are_read_where_they_are_plain() {
        assert_eq!(ages("18+"), (Some(18), None));
        assert_eq!(ages("Over 55s"), (Some(55), None));
        assert_eq!(ages("16 to 25"), (Some(16), Some(25)));
        assert_eq!(ages("Under 5s"), (None, Some(4)));
        assert_eq!(ages("All ages"), (None, None));
        assert_eq!(ages("5 groups, 3 ages and 7 more"), (None, None));
    }

    #[test]
    fn a_register_is_told_from_a_mere_reference() {
        assert_eq!(
            register_entry("GB-CHC-1000003").map(|entry| (entry.scheme, entry.identifier)),
            Some(("GB-CHC".to_owned(), "1000003".to_owned()))
        );
        assert!(register_entry("AB-12-77").is_none());
    }
}
