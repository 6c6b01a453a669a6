//! Reading how things are: what was asked of one person, and the team's own questionnaires.

use crate::Store;
use crate::error::Result;
use crate::one_person::EVERY_RECORD;
use crate::rows::select;
use alongside_domain::ids::PersonId;
use alongside_domain::measure::{Measurement, Questionnaire, Story, WhatChanged};
use alongside_domain::person::Person;

/// How things are with one person; what is in the bin is left out.
#[derive(Clone, Debug, PartialEq)]
pub struct HowThingsAre {
    /// Who.
    pub person: Person,
    /// What was asked, newest first.
    pub measurements: Vec<Measurement>,
    /// What changed, newest first.
    pub what_changed: Vec<WhatChanged>,
    /// Stories, newest first.
    pub stories: Vec<Story>,
}

impl Store {
    /// How things are with one person.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`].
    pub fn how_things_are(&self, id: PersonId) -> Result<HowThingsAre> {
        let person = self.get::<Person>(id)?;
        self.read(|connection| {
            let key = id.0.as_bytes().as_slice();
            let of = format!("WHERE person IN {EVERY_RECORD} AND archived IS NULL ORDER BY");
            let newest = format!(r#"{of} "on" DESC, n DESC"#);
            Ok(HowThingsAre {
                person,
                measurements: select(connection, &newest, &[&key])?,
                what_changed: select(connection, &newest, &[&key])?,
                stories: select(connection, &format!("{of} n DESC"), &[&key])?,
            })
        })
    }

    /// The team's own questionnaires and how often each version was answered, by name, newest version first. Those no longer offered are among them.
    ///
    /// # Errors
    /// Those of the file.
    pub fn questionnaires(&self) -> Result<Vec<(Questionnaire, u32)>> {
        self.read(|connection| {
            let all: Vec<Questionnaire> = select(
                connection,
                "WHERE archived IS NULL ORDER BY name COLLATE NOCASE, code, version DESC, n DESC",
                &[],
            )?;
            let mut counted = connection
                .prepare_cached("SELECT count(*) FROM measurements WHERE questionnaire = ?")?;
            all.into_iter()
                .map(|questionnaire| {
                    let id = questionnaire.id.0;
                    let answered =
                        counted.query_row([id.as_bytes().as_slice()], |row| row.get(0))?;
                    Ok((questionnaire, answered))
                })
                .collect()
        })
    }
}
