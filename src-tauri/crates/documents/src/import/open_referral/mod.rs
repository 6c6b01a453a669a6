//! Open Referral, in: UK 3.0, its forerunner 1.0 and the international HSDS 3.0, from files.
//!
//! What a file *is* is told by what it holds, never by its name: a page of services, one service in full, an organisation with
//! its services, a service at a place, terms of a taxonomy, or a bare list of any of them.

mod organisation;
pub(super) mod place;
mod schedule;
pub(super) mod service;

use super::charset::{Charset, decode};
use super::fields::Fields;
use super::gather::{Batch, Gathering};
use super::{ImportError, Position, Progress, SkipReason, WarningKind, size, tell};
use crate::import::clean;
use alongside_domain::directory::Organisation;
use serde_json::{Map, Value};
use std::path::Path;

/// Reads one file of Open Referral JSON. `source` is what the records are known by from now on: the same for the same feed.
///
/// # Errors
/// When the file as a whole is no Open Referral JSON, is too large, or `progress` breaks off. Bad records are no error.
pub fn read_open_referral(
    bytes: &[u8],
    file_name: &str,
    source: &str,
    progress: Progress<'_>,
) -> Result<Batch, ImportError> {
    let mut gathering = Gathering::default();
    read_into(&mut gathering, bytes, file_name, source, progress)?;
    let batch = gathering.finish();
    Ok(no_services_said(batch, file_name))
}

/// Reads several files as one batch: what a list says briefly, the full record fills. A file that cannot be read is listed among
/// the skipped. Progress counts files.
///
/// # Errors
/// Only when `progress` breaks off.
pub fn read_files<'a>(
    files: impl ExactSizeIterator<Item = (String, Result<std::borrow::Cow<'a, [u8]>, ImportError>)>,
    source: &str,
    progress: Progress<'_>,
) -> Result<Batch, ImportError> {
    let mut gathering = Gathering::default();
    let total = files.len();
    for (done, (name, bytes)) in files.enumerate() {
        tell(progress, done, total)?;
        // Within a file the counting stays still, but the person can stop at any record.
        let mut inside = |_: usize, _: usize| progress(done, total);
        match bytes.and_then(|bytes| read_into(&mut gathering, &bytes, &name, source, &mut inside))
        {
            Err(ImportError::Stopped) => return Err(ImportError::Stopped),
            Err(error) => {
                let reason = match error {
                    ImportError::TooLarge { .. } => SkipReason::FileTooLarge,
                    _ => SkipReason::FileNotReadable,
                };
                let at = Position {
                    file: name.clone(),
                    record: 0,
                };
                gathering.skip(at, &name, reason, error.to_string());
            }
            Ok(()) => {}
        }
    }
    tell(progress, total, total)?;
    Ok(no_services_said(gathering.finish(), ""))
}

/// Reads every `.json` file of a folder (not of folders in it), in order of name, one at a time.
///
/// # Errors
/// When the folder cannot be read, or `progress` breaks off.
pub fn read_folder(
    folder: &Path,
    source: &str,
    progress: Progress<'_>,
) -> Result<Batch, ImportError> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let json = path.extension().is_some_and(|end| {
            end.eq_ignore_ascii_case("json")
                || end.eq_ignore_ascii_case("ndjson")
                || end.eq_ignore_ascii_case("jsonl")
        });
        if json && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    let files = paths.into_iter().map(|path| {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        (name, size::read_file(&path).map(Into::into))
    });
    read_files(files, source, progress)
}

/// Reads one file from disk.
///
/// # Errors
/// As [`read_open_referral`], and when it cannot be read.
pub fn read_path(path: &Path, source: &str, progress: Progress<'_>) -> Result<Batch, ImportError> {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    read_open_referral(&size::read_file(path)?, &name, source, progress)
}

fn no_services_said(mut batch: Batch, file: &str) -> Batch {
    if batch.incoming.is_empty() && batch.skipped.is_empty() {
        batch.warnings.push(super::gather::FileWarning {
            file: file.to_owned(),
            warning: super::Warning::new(WarningKind::NoServices, "", ""),
        });
    }
    batch
}

fn read_into(
    gathering: &mut Gathering,
    bytes: &[u8],
    file: &str,
    source: &str,
    progress: Progress<'_>,
) -> Result<(), ImportError> {
    size::within(bytes.len() as u64)?;
    let decoded = decode(bytes);
    if decoded.charset == Charset::Utf8Damaged {
        let lost = decoded.text.matches(char::REPLACEMENT_CHARACTER).count();
        gathering.warn(file, WarningKind::CharactersLost, lost.to_string());
    }
    if decoded.text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let mut records = Vec::new();
    // One value, or one on each line.
    for value in serde_json::Deserializer::from_str(&decoded.text).into_iter::<Value>() {
        let value = value.map_err(|error| ImportError::NotJson {
            line: error.line(),
            column: error.column(),
        })?;
        unpack(gathering, value, file, &mut records)?;
    }
    take_all(gathering, records, file, source, progress)
}

/// Reads records that were put together from something else than a file of JSON.
pub(super) fn read_records(
    records: Vec<Value>,
    file: &str,
    source: &str,
    progress: Progress<'_>,
) -> Result<Batch, ImportError> {
    let mut gathering = Gathering::default();
    take_all(&mut gathering, records, file, source, progress)?;
    Ok(no_services_said(gathering.finish(), file))
}

fn take_all(
    gathering: &mut Gathering,
    records: Vec<Value>,
    file: &str,
    source: &str,
    progress: Progress<'_>,
) -> Result<(), ImportError> {
    let total = records.len();
    for (index, record) in records.into_iter().enumerate() {
        if index % 64 == 0 {
            tell(progress, index, total)?;
        }
        let at = Position {
            file: file.to_owned(),
            record: index + 1,
        };
        gathering.batch.read += 1;
        match record {
            Value::Object(map) => take(gathering, Fields::of(map), source, &at),
            other => gathering.skip(
                at,
                "",
                SkipReason::NotARecord,
                clean::shortened(&other.to_string(), 60),
            ),
        }
    }
    tell(progress, total, total)
}

/// Opens the envelope: a page, a bare list, or a record by itself.
fn unpack(
    gathering: &mut Gathering,
    value: Value,
    file: &str,
    records: &mut Vec<Value>,
) -> Result<(), ImportError> {
    match value {
        Value::Array(items) => {
            records.extend(items);
            Ok(())
        }
        Value::Object(mut map) => {
            let is_schema = map.get("properties").is_some_and(Value::is_object)
                || map.contains_key("$schema")
                || map.contains_key("$ref");
            if is_schema || map.contains_key("openapi") || map.contains_key("swagger") {
                return Err(ImportError::NotOpenReferral { what: "a schema" });
            }
            let page = ["contents", "content", "items", "results", "data"]
                .into_iter()
                .find(|key| map.get(*key).is_some_and(Value::is_array));
            let list = page.or_else(|| {
                let bare = !map.contains_key("id") && !map.contains_key("name");
                [
                    "services",
                    "organizations",
                    "service_at_locations",
                    "taxonomies",
                    "taxonomy_terms",
                ]
                .into_iter()
                .find(|key| bare && map.get(*key).is_some_and(Value::is_array))
            });
            if let Some(key) = list {
                if let Some(Value::Array(items)) = map.remove(key) {
                    pages(gathering, &map, file);
                    records.extend(items);
                }
                return Ok(());
            }
            if map.is_empty() || !KNOWN.iter().any(|key| map.contains_key(*key)) {
                return Err(ImportError::NotOpenReferral {
                    what: "no field of a service, organisation or term",
                });
            }
            records.push(Value::Object(map));
            Ok(())
        }
        _ => Err(ImportError::NotOpenReferral {
            what: "a bare value",
        }),
    }
}

/// Fields of which a record by itself has at least one.
const KNOWN: &[&str] = &[
    "name",
    "id",
    "description",
    "service",
    "location",
    "services",
    "organization",
    "taxonomy_terms",
    "openapi_url",
    "status",
];

/// Says when a file is one page of several, so that nobody takes ten services for the whole town.
fn pages(gathering: &mut Gathering, envelope: &Map<String, Value>, file: &str) {
    let number = |keys: [&str; 2]| keys.iter().find_map(|key| envelope.get(*key)?.as_u64());
    let (total, page) = (
        number(["total_pages", "totalPages"]),
        number(["page_number", "number"]),
    );
    if let Some(total) = total.filter(|total| *total > 1) {
        gathering.warn(
            file,
            WarningKind::OnePageOfMany,
            format!("{}/{total}", page.unwrap_or_default()),
        );
    }
}

/// Takes one record for what it is.
fn take(gathering: &mut Gathering, mut fields: Fields, source: &str, at: &Position) {
    if fields.is_object("service") {
        at_place(gathering, fields, source, at);
    } else if fields.is_list("services")
        || (fields.has_any(ORGANISATION) && !fields.has_any(SERVICE))
    {
        let services = fields.objects("services");
        let organisation = organisation::organisation(&mut fields, source);
        if organisation.name.is_blank() && services.is_empty() {
            return gathering.skip(
                at.clone(),
                organisation.source_id.as_str(),
                SkipReason::NoName,
                "",
            );
        }
        for service in services {
            one_service(gathering, service, source, at, Some(&organisation));
        }
        if !organisation.name.is_blank() {
            gathering.organisation(organisation);
        }
    } else if fields.has("openapi_url") && !fields.has("name") {
        // A feed describing itself: version, profile, where its specification is. Nothing to bring in, nothing wrong.
    } else if fields.is_list("taxonomy_terms") || (fields.has_any(TERM) && !fields.has_any(SERVICE))
    {
        let terms = fields.objects("taxonomy_terms");
        if terms.is_empty() && !fields.has("version") {
            match organisation::term(&mut fields) {
                Some(term) => gathering.batch.terms.push(term),
                None => gathering.skip(at.clone(), "", SkipReason::NoName, ""),
            }
        }
        gathering.batch.terms.extend(
            terms
                .into_iter()
                .filter_map(|mut term| organisation::term(&mut term)),
        );
    } else if fields.is_list("service_at_locations")
        && fields.has_any(PLACE)
        && !fields.has_any(&["organization", "status"])
    {
        // A location of 1.0, which carries its services.
        let all = fields.objects("service_at_locations");
        let location = Value::Object(fields.into_map());
        for mut at_location in all {
            at_location.keep("location", location.clone());
            at_place(gathering, at_location, source, at);
        }
    } else if fields.has_any(&["location", "location_id", "service_id"])
        || (fields.has_any(PLACE) && !fields.has_any(SERVICE))
    {
        let name = fields.called();
        gathering.skip(at.clone(), &name, SkipReason::NoService, "");
    } else if fields.has_any(SERVICE) || fields.has("name") {
        one_service(gathering, fields, source, at, None);
    } else {
        let name = fields.called();
        gathering.skip(at.clone(), &name, SkipReason::NotRecognised, "");
    }
}

/// Fields that only a service has.
const SERVICE: &[&str] = &[
    "organization",
    "organization_id",
    "status",
    "fees",
    "schedules",
    "service_at_locations",
    "cost_options",
    "minimum_age",
    "assured_date",
    "deliverable_type",
    "eligibilitys",
    "regular_schedules",
    "accreditations",
    "attributes",
    "service_taxonomys",
];
/// Fields that an organisation has and a term or place has not.
const ORGANISATION: &[&str] = &[
    "website",
    "logo",
    "organization_identifiers",
    "parent_organization_id",
    "legal_status",
];
/// Fields that only a term or taxonomy has.
const TERM: &[&str] = &[
    "taxonomy",
    "term_uri",
    "term",
    "parent_id",
    "vocabulary",
    "version",
    "taxonomy_id",
];
/// Fields that only a place has.
const PLACE: &[&str] = &[
    "location_type",
    "latitude",
    "addresses",
    "physical_addresses",
    "external_identifier",
];

/// A service at a place: the service, with that place.
fn at_place(gathering: &mut Gathering, mut fields: Fields, source: &str, at: &Position) {
    let Some(mut service) = fields.object("service") else {
        return;
    };
    let mut rest = fields.into_map();
    rest.remove("id");
    let mut places = service.list("service_at_locations");
    places.push(Value::Object(rest));
    service.keep("service_at_locations", places);
    one_service(gathering, service, source, at, None);
}

fn one_service(
    gathering: &mut Gathering,
    fields: Fields,
    source: &str,
    at: &Position,
    around: Option<&Organisation>,
) {
    let name = fields.called();
    match service::service(fields, source, at.clone(), around) {
        Some(arrival) => gathering.service(arrival),
        None => gathering.skip(at.clone(), &name, SkipReason::NoName, ""),
    }
}
