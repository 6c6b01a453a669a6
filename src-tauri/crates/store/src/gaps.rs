//! Gaps: what people needed and nothing local met, from what was really tried.

use crate::Store;
use crate::error::Result;
use crate::rows::uuid_at;
use alongside_domain::codes::WhyNot;
use alongside_domain::ids::PersonId;
use chrono::NaiveDate;
use rusqlite::params;

/// One connection that did not happen for want of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// Who. For counting people, not attempts.
    pub person: PersonId,
    /// Which need, of our short list; empty if none was named.
    pub need: String,
    /// The postcode they live at.
    pub postcode: String,
    /// Why not.
    pub why_not: WhyNot,
}

impl Store {
    /// What did not happen between two days, of those reasons that a service, and not a person, gave.
    ///
    /// # Errors
    /// Those of the file.
    pub fn missed(&self, from: NaiveDate, until: NaiveDate) -> Result<Vec<Missed>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT c.person, coalesce(n.code, ''), coalesce(p.addresses ->> '$[0].postcode', ''), c.why_not
                 FROM connections c JOIN people p ON p.id = c.person LEFT JOIN needs n ON n.id = c.need
                 WHERE c.reached = 'did_not_happen' AND c.archived IS NULL AND p.archived IS NULL AND c.since BETWEEN ? AND ?
                 ORDER BY c.n",
            )?;
            let mut rows = statement.query(params![from.to_string(), until.to_string()])?;
            let mut missed = Vec::new();
            while let Some(row) = rows.next()? {
                let why: Option<String> = row.get(3)?;
                let Some(why_not) = why.as_deref().and_then(WhyNot::from_code) else {
                    continue;
                };
                missed.push(Missed {
                    person: PersonId(uuid_at(row, 0)?),
                    need: row.get(1)?,
                    postcode: row.get(2)?,
                    why_not,
                });
            }
            Ok(missed)
        })
    }
}
