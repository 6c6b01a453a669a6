//! Open Referral as tables: the CSV files of a data package, in a zip file or a folder.
//!
//! HSDS 2 and 3 and Open Referral UK say the same things in files of almost the same names. A row becomes the JSON that the same
//! record would be in a feed, hung where its ids say that it belongs, and from there one reader reads both ([`open_referral`]).
//! `datapackage.json` is not needed: a file is what its name and headings say.
//!
//! A zip file comes from anybody: it is unpacked within bounds, and what it says of its own size is not believed.

use super::charset::{Charset, decode};
use super::gather::Batch;
use super::{ImportError, LARGEST_FILE, Progress, open_referral, size, tell};
use csv::{ReaderBuilder, Trim};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::io::{Cursor, Read as _};
use std::path::Path;

/// Files in a package: the standard has some thirty tables.
const ENTRIES: usize = 1_000;
/// What its tables may unpack to, in bytes.
const UNPACKED: u64 = 2 * LARGEST_FILE;
/// So many times its packed size is no table: a bomb is a thousand times.
const RATIO: u64 = 200;
/// Under this a ratio says nothing.
const SMALL: u64 = 4 * 1024 * 1024;
/// Rows of all tables.
const ROWS: usize = 4_000_000;

type Row = Map<String, Value>;
type ById = HashMap<String, Row>;

/// The tables that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Table {
    Services,
    Organisations,
    Identifiers,
    Locations,
    AtLocations,
    Addresses,
    Phones,
    Contacts,
    Schedules,
    Costs,
    Eligibility,
    Languages,
    Accessibility,
    Areas,
    Taxonomies,
    Terms,
    Attributes,
}

/// What a file holds, by its name: one or several of a thing, in either spelling.
fn table_of(name: &str) -> Option<Table> {
    let name = name.replace('\\', "/");
    let file = name.rsplit('/').next()?;
    // What a Mac leaves beside each file.
    if file.starts_with('.') || name.starts_with("__MACOSX/") {
        return None;
    }
    let (stem, ending) = file.rsplit_once('.')?;
    if !ending.eq_ignore_ascii_case("csv") {
        return None;
    }
    Some(
        match stem.to_lowercase().replace(['-', ' '], "_").as_str() {
            "service" | "services" => Table::Services,
            "organization" | "organizations" | "organisation" | "organisations" => {
                Table::Organisations
            }
            "organization_identifier" | "organization_identifiers" => Table::Identifiers,
            "location" | "locations" => Table::Locations,
            "service_at_location" | "service_at_locations" | "services_at_location" => {
                Table::AtLocations
            }
            "address" | "addresses" | "physical_address" | "physical_addresses" => Table::Addresses,
            "phone" | "phones" => Table::Phones,
            "contact" | "contacts" => Table::Contacts,
            "schedule" | "schedules" | "regular_schedule" | "regular_schedules" => Table::Schedules,
            "cost_option" | "cost_options" => Table::Costs,
            "eligibility" | "eligibilities" | "eligibilitys" => Table::Eligibility,
            "language" | "languages" => Table::Languages,
            "accessibility" | "accessibility_for_disabilities" => Table::Accessibility,
            "service_area" | "service_areas" => Table::Areas,
            "service_taxonomy" | "service_taxonomies" | "service_taxonomys" => Table::Taxonomies,
            "taxonomy" | "taxonomies" | "taxonomy_term" | "taxonomy_terms" => Table::Terms,
            "attribute" | "attributes" => Table::Attributes,
            _ => return None,
        },
    )
}

/// A package, unpacked and read as text.
pub struct Package {
    tables: HashMap<Table, Vec<Row>>,
    /// How the letters of the services were read.
    pub charset: Charset,
}

/// Whether the files of that name make a package: one of them lists services.
pub fn is_package(mut names: impl Iterator<Item = impl AsRef<str>>) -> bool {
    names.any(|name| table_of(name.as_ref()) == Some(Table::Services))
}

/// Whether these bytes are a zip file with a package in it.
#[must_use]
pub fn is_zipped_package(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        && zip::ZipArchive::new(Cursor::new(bytes))
            .is_ok_and(|archive| is_package(archive.file_names().flatten()))
}

/// Unpacks a zip file.
///
/// # Errors
/// [`ImportError::TooLarge`] for what unpacks to more than a package can be, or to far more than it is packed.
pub fn unzip(bytes: &[u8]) -> Result<Package, ImportError> {
    size::within(bytes.len() as u64)?;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| ImportError::NoTable)?;
    let entries = archive.len();
    if entries > ENTRIES {
        return Err(ImportError::TooLarge {
            size: entries as u64,
            most: ENTRIES as u64,
        });
    }
    let most = UNPACKED.min((bytes.len() as u64).saturating_mul(RATIO).max(SMALL));
    let mut left = most;
    let mut package = Reading::default();
    for at in 0..entries {
        // One that is locked or of an unknown kind is passed over, as is one that breaks off: its table is missing, the rest is read.
        let Ok(part) = archive.by_index(at) else {
            continue;
        };
        let Some(table) = part.name().ok().and_then(|name| table_of(&name)) else {
            continue;
        };
        let mut content = Vec::new();
        let whole = part.take(left + 1).read_to_end(&mut content);
        left = left
            .checked_sub(content.len() as u64)
            .ok_or(ImportError::TooLarge {
                size: most + 1,
                most,
            })?;
        if whole.is_ok() {
            package.table(table, &content)?;
        }
    }
    package.finish()
}

/// Reads the tables of a folder.
///
/// # Errors
/// When it cannot be read, or holds more than a package can.
pub fn read_folder(folder: &Path) -> Result<Package, ImportError> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    let mut left = UNPACKED;
    let mut package = Reading::default();
    for path in paths.iter().take(ENTRIES) {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        if let Some(table) = table_of(&name) {
            let content = size::read_file(path)?;
            left = left
                .checked_sub(content.len() as u64)
                .ok_or(ImportError::TooLarge {
                    size: UNPACKED + 1,
                    most: UNPACKED,
                })?;
            package.table(table, &content)?;
        }
    }
    package.finish()
}

#[derive(Default)]
struct Reading {
    tables: HashMap<Table, Vec<Row>>,
    rows: usize,
    charset: Option<Charset>,
}

impl Reading {
    fn table(&mut self, table: Table, content: &[u8]) -> Result<(), ImportError> {
        let decoded = decode(content);
        if table == Table::Services {
            self.charset = Some(decoded.charset);
        }
        let mut reader = ReaderBuilder::new()
            .flexible(true)
            .trim(Trim::Headers)
            .from_reader(decoded.text.as_bytes());
        let broken = |_| ImportError::NoTable;
        let headings: Vec<String> = reader
            .headers()
            .map_err(broken)?
            .iter()
            .map(|heading| heading.to_lowercase().replace(' ', "_"))
            .collect();
        let rows = self.tables.entry(table).or_default();
        for record in reader.records() {
            self.rows += 1;
            if self.rows > ROWS {
                return Err(ImportError::TooLarge {
                    size: self.rows as u64,
                    most: ROWS as u64,
                });
            }
            let row: Row = headings
                .iter()
                .zip(record.map_err(broken)?.iter())
                .filter(|(heading, cell)| !heading.is_empty() && !cell.trim().is_empty())
                .map(|(heading, cell)| (heading.clone(), Value::from(cell)))
                .collect();
            if !row.is_empty() {
                rows.push(row);
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<Package, ImportError> {
        Ok(Package {
            charset: self.charset.ok_or(ImportError::NoTable)?,
            tables: self.tables,
        })
    }
}

fn id_of(row: &Row, key: &str) -> Option<String> {
    row.get(key)?.as_str().map(|id| id.trim().to_owned())
}

/// Hangs a row under another, in a list.
fn hang(under: &mut Row, list: &str, row: Row) {
    let entry = under
        .entry(list.to_owned())
        .or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(all) = entry {
        all.push(Value::Object(row));
    }
}

impl Package {
    fn take(&mut self, table: Table) -> Vec<Row> {
        self.tables.remove(&table).unwrap_or_default()
    }

    fn by_id(&mut self, table: Table) -> ById {
        self.take(table)
            .into_iter()
            .filter_map(|row| Some((id_of(&row, "id")?, row)))
            .collect()
    }

    /// Hangs each row of a table where the first of these ids says, and gives back those that name nobody.
    fn hang_all(&mut self, table: Table, list: &str, owners: &mut [(&str, &mut ById)]) {
        for row in self.take(table) {
            let owner = owners.iter_mut().find_map(|(key, known)| {
                let id = id_of(&row, key)?;
                known.get_mut(&id)
            });
            if let Some(owner) = owner {
                hang(owner, list, row);
            }
        }
    }

    /// The records of the services, as a feed would have them.
    fn nested(mut self) -> Vec<Value> {
        let mut organisations = self.by_id(Table::Organisations);
        let mut locations = self.by_id(Table::Locations);
        let mut at_locations = self.by_id(Table::AtLocations);
        let mut contacts = self.by_id(Table::Contacts);
        let terms = self.by_id(Table::Terms);
        // A service without an id is one all the same, and nothing can hang under it.
        let mut order = Vec::new();
        let mut services = ById::new();
        for (at, row) in self.take(Table::Services).into_iter().enumerate() {
            let id = id_of(&row, "id")
                .filter(|id| !services.contains_key(id))
                .unwrap_or_else(|| format!("\u{1f}{at}"));
            order.push(id.clone());
            services.insert(id, row);
        }
        self.hang_all(
            Table::Identifiers,
            "organization_identifiers",
            &mut [("organization_id", &mut organisations)],
        );
        self.hang_all(
            Table::Addresses,
            "addresses",
            &mut [("location_id", &mut locations)],
        );
        self.hang_all(
            Table::Accessibility,
            "accessibility",
            &mut [("location_id", &mut locations)],
        );
        let mut everybody: [(&str, &mut ById); 4] = [
            ("contact_id", &mut contacts),
            ("service_at_location_id", &mut at_locations),
            ("service_id", &mut services),
            ("location_id", &mut locations),
        ];
        self.hang_all(Table::Phones, "phones", &mut everybody);
        let mut timed: [(&str, &mut ById); 3] = [
            ("service_at_location_id", &mut at_locations),
            ("service_id", &mut services),
            ("location_id", &mut locations),
        ];
        self.hang_all(Table::Schedules, "schedules", &mut timed);
        for (table, list) in [
            (Table::Costs, "cost_options"),
            (Table::Eligibility, "eligibilitys"),
            (Table::Areas, "service_areas"),
            (Table::Languages, "languages"),
        ] {
            self.hang_all(table, list, &mut [("service_id", &mut services)]);
        }
        for contact in sorted(contacts) {
            let owner = [
                ("service_at_location_id", &mut at_locations),
                ("service_id", &mut services),
            ]
            .into_iter()
            .find_map(|(key, known)| known.get_mut(&id_of(&contact, key)?));
            if let Some(owner) = owner {
                hang(owner, "contacts", contact);
            }
        }
        for at in sorted(at_locations) {
            let (Some(service), Some(location)) =
                (id_of(&at, "service_id"), id_of(&at, "location_id"))
            else {
                continue;
            };
            let (Some(service), Some(location)) =
                (services.get_mut(&service), locations.get(&location))
            else {
                continue;
            };
            let mut at = at;
            at.insert("location".to_owned(), Value::Object(location.clone()));
            hang(service, "service_at_locations", at);
        }
        for table in [Table::Attributes, Table::Taxonomies] {
            for mut row in self.take(table) {
                let service = ["service_id", "link_id"]
                    .into_iter()
                    .find_map(|key| id_of(&row, key));
                let term = ["taxonomy_term_id", "taxonomy_id"]
                    .into_iter()
                    .find_map(|key| terms.get(&id_of(&row, key)?));
                let (Some(service), Some(term)) =
                    (service.and_then(|id| services.get_mut(&id)), term)
                else {
                    continue;
                };
                row.insert("taxonomy_term".to_owned(), Value::Object(term.clone()));
                hang(service, "attributes", row);
            }
        }
        order
            .into_iter()
            .filter_map(|id| services.remove(&id))
            .map(|mut service| {
                if let Some(organisation) = ["organization_id", "organisation_id"]
                    .into_iter()
                    .find_map(|key| organisations.get(&id_of(&service, key)?))
                {
                    service.insert(
                        "organization".to_owned(),
                        Value::Object(organisation.clone()),
                    );
                }
                Value::Object(service)
            })
            .collect()
    }
}

/// Rows in the order of their ids, so that the same package gives the same records.
fn sorted(rows: ById) -> Vec<Row> {
    let mut rows: Vec<(String, Row)> = rows.into_iter().collect();
    rows.sort_by(|(a, _), (b, _)| a.cmp(b));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Reads a package as a batch of services.
///
/// # Errors
/// [`ImportError::Stopped`].
pub fn read_package(
    package: Package,
    file_name: &str,
    source: &str,
    progress: Progress<'_>,
) -> Result<Batch, ImportError> {
    tell(progress, 0, 1)?;
    open_referral::read_records(package.nested(), file_name, source, progress)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
    use super::*;
    use std::io::Write as _;
    use std::ops::ControlFlow;
    use zip::write::SimpleFileOptions;

    fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            archive
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            archive.write_all(content).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn read(files: &[(&str, &[u8])]) -> Batch {
        let bytes = zipped(files);
        assert!(is_zipped_package(&bytes));
        read_package(
            unzip(&bytes).unwrap(),
            "council.zip",
            "council",
            &mut |_, _| ControlFlow::Continue(()),
        )
        .unwrap()
    }

    #[test]
    fn a_package_of_the_international_standard_comes_in_whole() {
        let batch = read(&[
            ("hsds/datapackage.json", b"{\"name\": \"council\"}"),
            ("hsds/services.csv", b"id,organization_id,name,description,status\ns1,o1,Lunch Club,\"Soup, and company\",active\ns2,,Walking Group,,active\n"),
            ("hsds/organizations.csv", b"id,name,email\no1,Borderland Trust,hello@trust.example\n"),
            ("hsds/locations.csv", b"id,name,latitude,longitude,location_type\nl1,The Hall,52.89,-3.03,physical\n"),
            ("hsds/service_at_location.csv", b"id,service_id,location_id\nsl1,s1,l1\n"),
            ("hsds/addresses.csv", b"id,location_id,address_1,city,postal_code,address_type\na1,l1,Old Street,Gobowen,SY11 3JS,physical\n"),
            ("hsds/contacts.csv", b"id,service_id,name\nc1,s1,Jean\n"),
            ("hsds/phones.csv", b"id,service_id,contact_id,number\np1,s1,,01691 650001\np2,,c1,07700 900123\n"),
            ("hsds/schedules.csv", b"id,service_id,freq,byday,opens_at,closes_at\nt1,s1,WEEKLY,TH,12:00,14:00\n"),
            ("hsds/cost_options.csv", b"id,service_id,option,amount\nx1,s1,Meal,4.00\n"),
            ("hsds/taxonomy_terms.csv", b"id,name\nterm1,Loneliness\n"),
            ("hsds/attributes.csv", b"id,link_id,taxonomy_term_id,link_entity\nat1,s1,term1,service\n"),
            ("__MACOSX/hsds/._services.csv", b"\x00\x05\x16"),
        ]);
        assert_eq!((batch.incoming.len(), batch.skipped.len()), (2, 0));
        let club = &batch.incoming[0];
        assert_eq!(club.service.name.as_str(), "Lunch Club");
        assert_eq!(club.source_id(), "s1");
        assert_eq!(
            club.organisation.as_ref().unwrap().name.as_str(),
            "Borderland Trust"
        );
        assert_eq!(club.places.len(), 1);
        assert_eq!(club.places[0].postcode.as_str(), "SY11 3JS");
        assert_eq!(club.places[0].latitude, Some(52.89));
        assert_eq!(club.service.opening[0].byday, "TH");
        assert_eq!(club.service.costs[0].amount, Some(4.0));
        assert_eq!(club.service.tags, ["Loneliness"]);
        assert_eq!(club.service.ask_for[0].name, "Jean");
        assert_eq!(club.service.ask_for[0].phones, ["07700 900123"]);
        assert_eq!(club.service.phone.as_str(), "01691 650001");
        assert!(batch.incoming[1].places.is_empty());
    }

    #[test]
    fn the_older_names_and_an_older_alphabet_are_read_too() {
        let batch = read(&[
            (
                "service.csv",
                b"id,organization_id,name\n7,3,Caf\xe9 Llanymynech\n",
            ),
            ("organization.csv", b"id,name\n3,Trust\n"),
            ("location.csv", b"id,name\n5,Hall\n"),
            (
                "services_at_location.csv",
                b"id,service_id,location_id\n1,7,5\n",
            ),
            (
                "physical_addresses.csv",
                b"id,location_id,address_1,city,postal_code\n1,5,Main Road,Llanymynech,SY22 6EA\n",
            ),
            (
                "regular_schedules.csv",
                b"id,service_at_location_id,weekday,opens_at,closes_at\n1,1,MO,09:00,11:00\n",
            ),
            ("taxonomy.csv", b"id,name\n9,Company\n"),
            (
                "service_taxonomy.csv",
                b"id,service_id,taxonomy_id\n1,7,9\n",
            ),
            (
                "eligibility.csv",
                b"id,service_id,eligibility,minimum_age\n1,7,Anyone over 50,50\n",
            ),
        ]);
        let cafe = &batch.incoming[0];
        assert_eq!(cafe.service.name.as_str(), "Café Llanymynech");
        assert_eq!(cafe.places[0].postcode.as_str(), "SY22 6EA");
        assert_eq!(cafe.service.opening.len(), 1);
        assert_eq!(cafe.service.minimum_age, Some(50));
        assert_eq!(cafe.service.tags, ["Company"]);
    }

    #[test]
    fn what_hangs_nowhere_and_ids_that_repeat_spoil_nothing() {
        let batch = read(&[
            ("services.csv", b"id,name\ns1,One\ns1,Two\n,Three\n"),
            ("phones.csv", b"id,service_id,number\np,s9,01691 650001\n"),
            (
                "service_at_locations.csv",
                b"id,service_id,location_id\nx,s1,nowhere\n",
            ),
        ]);
        let names: Vec<&str> = batch
            .incoming
            .iter()
            .map(|one| one.service.name.as_str())
            .collect();
        assert_eq!(names, ["One", "Two", "Three"]);
    }

    #[test]
    fn a_bomb_is_refused_before_it_fills_the_memory() {
        let mut zeros = b"id,name\n".to_vec();
        zeros.resize(40 * 1024 * 1024, b'0');
        let bomb = zipped(&[("services.csv", &zeros)]);
        assert!(bomb.len() < 100_000);
        assert!(matches!(unzip(&bomb), Err(ImportError::TooLarge { .. })));
        let many: Vec<(String, &[u8])> = (0..=ENTRIES)
            .map(|n| (format!("{n}.csv"), b"id".as_slice()))
            .collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|(n, c)| (n.as_str(), *c)).collect();
        assert!(matches!(
            unzip(&zipped(&many)),
            Err(ImportError::TooLarge { .. })
        ));
        assert!(!is_zipped_package(&zipped(&[("xl/workbook.xml", b"<x/>")])));
        assert!(matches!(
            unzip(&zipped(&[("phones.csv", b"id,number\n1,2\n")])),
            Err(ImportError::NoTable)
        ));
    }

    #[test]
    fn a_package_cut_anywhere_is_an_error_or_less_and_never_a_crash() {
        let whole = zipped(&[("services.csv", b"id,name\ns1,One\n")]);
        for cut in 0..whole.len() {
            let _ = unzip(&whole[..cut]);
        }
    }
}
