//! A service as in a list: what filters, weighing and the list need of its row, and no more.

use crate::at_hand::is_favourite;
use crate::directory::{ServiceQuery, ServiceRow};
use crate::error::{Result, StoreError};
use crate::evidence::Why;
use crate::one_service;
use crate::rows::uuid_at;
use crate::search::places_of;
use crate::service::nearest_first;
use alongside_domain::bank_holidays::{holiday, nations_of};
use alongside_domain::codes::ServiceStatus;
use alongside_domain::directory::Opening;
use alongside_domain::ids::{OrganisationId, ServiceId};
use alongside_domain::one_service::as_one;
use alongside_domain::opening::{Opens, When, opens};
use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _};

/// Letters of a text that are read, and shown.
const READ: i64 = 1_200;
const SUMMARY: usize = 240;

/// What filters and the list need of a service; of one that is joined with others, as they are read together.
pub(crate) struct Facts {
    pub n: i64,
    pub id: ServiceId,
    /// Several records are read as this one.
    pub is_joined: bool,
    pub name: String,
    pub summary: String,
    pub organisation: Option<OrganisationId>,
    pub status: Option<ServiceStatus>,
    pub free: bool,
    pub step_free: bool,
    pub ages: (Option<i64>, Option<i64>),
    /// Tags as stored, and the text: what is read of it.
    pub tags: String,
    pub text: String,
    /// Lists as stored: most searches never look into them.
    pub opening: String,
    pub languages: String,
    pub needs: String,
    pub checked_on: Option<NaiveDate>,
}

pub(crate) fn facts(connection: &Connection, n: i64) -> Result<Option<Facts>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, name, substr(description, 1, ?2), organisation, status, opening, free, step_free, minimum_age, maximum_age,
                languages, needs, max(coalesce(checked_on, ''), coalesce(assured_on, '')), tags,
                same_as IS NOT NULL OR EXISTS (SELECT 1 FROM services twice WHERE twice.same_as = services.id)
         FROM services WHERE n = ?1 AND archived IS NULL",
    )?;
    let found = statement
        .query_row([n, READ], |row| {
            let text: String = row.get(2)?;
            let facts = Facts {
                n,
                id: ServiceId(uuid_at(row, 0)?),
                is_joined: row.get(14)?,
                name: row.get(1)?,
                summary: text.chars().take(SUMMARY).collect(),
                tags: row.get(13)?,
                text,
                organisation: Some(OrganisationId(uuid_at(row, 3)?)).filter(|id| !id.0.is_nil()),
                status: row
                    .get::<_, Option<String>>(4)?
                    .and_then(|code| ServiceStatus::from_code(&code)),
                opening: row.get(5)?,
                free: row.get(6)?,
                step_free: row.get(7)?,
                ages: (row.get(8)?, row.get(9)?),
                languages: row.get(10)?,
                needs: row.get(11)?,
                checked_on: row.get::<_, String>(12)?.parse().ok(),
            };
            Ok(facts)
        })
        .optional()?;
    match found {
        Some(facts) if facts.is_joined => together(connection, facts),
        found => Ok(found),
    }
}

/// A record that is joined with others, as they are read together; nothing if the one that is kept is in the bin.
fn together(connection: &Connection, facts: Facts) -> Result<Option<Facts>> {
    let kept = one_service::kept(connection, facts.id)?;
    let records = one_service::records(connection, kept)?;
    let Some(one) = as_one(&records)? else {
        return Ok(Some(facts));
    };
    let service = one.service;
    if service.archived.is_some() {
        return Ok(None);
    }
    let n = connection
        .prepare_cached("SELECT n FROM services WHERE id = ?")?
        .query_row([kept.0.as_bytes().as_slice()], |row| row.get(0))?;
    let read = usize::try_from(READ).unwrap_or_default();
    let text: String = service.description.as_str().chars().take(read).collect();
    Ok(Some(Facts {
        n,
        id: kept,
        is_joined: true,
        summary: text.chars().take(SUMMARY).collect(),
        text,
        tags: written(&service.tags)?,
        opening: written(&service.opening)?,
        languages: written(&service.languages)?,
        needs: written(&service.needs)?,
        name: service.name.0,
        organisation: service.organisation,
        status: service.status,
        free: service.free,
        step_free: service.step_free,
        ages: (service.minimum_age, service.maximum_age),
        checked_on: service.checked_on.max(service.assured_on),
    }))
}

/// A list as it is stored.
fn written<T: serde::Serialize>(list: &[T]) -> Result<String> {
    serde_json::to_string(list).map_err(|_| StoreError::Internal("a list cannot be written"))
}

/// A stored list of words.
pub(crate) fn list(text: &str) -> Vec<String> {
    serde_json::from_str(text).unwrap_or_default()
}

/// Days of the week on which a service opens, in the order of the week.
pub(crate) fn days(opening: &str) -> Vec<String> {
    if opening == "[]" {
        return Vec::new();
    }
    let openings: Vec<Opening> = serde_json::from_str(opening).unwrap_or_default();
    ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
        .into_iter()
        .filter(|day| {
            openings.iter().any(|opening| {
                opening
                    .byday
                    .split(',')
                    .any(|part| part.trim().ends_with(day))
            })
        })
        .map(str::to_owned)
        .collect()
}

/// What stored opening times say of a time.
pub(crate) fn opens_then(opening: &str, when: When) -> Opens {
    if opening == "[]" {
        return Opens::Unsaid;
    }
    let openings: Vec<Opening> = serde_json::from_str(opening).unwrap_or_default();
    opens(&openings, when)
}

pub(crate) fn line(
    connection: &Connection,
    query: &ServiceQuery,
    facts: Facts,
    miles: Option<f64>,
    why: Vec<Why>,
) -> Result<ServiceRow> {
    let organisation = match facts.organisation {
        Some(id) => connection
            .prepare_cached("SELECT name FROM organisations WHERE id = ?")?
            .query_row([id.0.as_bytes().as_slice()], |row| row.get(0))
            .optional()?
            .unwrap_or_default(),
        None => String::new(),
    };
    let places = if facts.is_joined {
        one_service::places(connection, &one_service::records(connection, facts.id)?)?
    } else {
        places_of(connection, facts.id)?
    };
    let place = nearest_first(places, query.near).into_iter().next();
    let miles = miles.or_else(|| place.as_ref().and_then(|(_, miles)| *miles));
    let (point, town, postcode) = place.map_or_else(Default::default, |(place, _)| {
        (place.point(), place.town.0, place.postcode.0)
    });
    let holiday = match query.when {
        Some(When::Now(at)) => holiday(nations_of(&postcode), at.date()),
        _ => None,
    };
    let people = connection
        .prepare_cached(&format!(
            "SELECT count(DISTINCT person) FROM connections WHERE service IN {} AND service IS NOT NULL AND archived IS NULL",
            one_service::sources(facts.is_joined)
        ))?
        .query_row([facts.id.0.as_bytes().as_slice()], |row| row.get(0))?;
    Ok(ServiceRow {
        favourite: is_favourite(connection, facts.id, facts.is_joined)?,
        id: facts.id,
        name: facts.name,
        organisation,
        summary: facts.summary,
        town,
        postcode,
        point,
        miles,
        days: days(&facts.opening),
        free: facts.free,
        step_free: facts.step_free,
        status: facts.status,
        checked_on: facts.checked_on,
        people,
        holiday,
        why,
    })
}
