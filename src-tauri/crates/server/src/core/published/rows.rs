//! The tables of what is published: every statement about them, and nothing that decides.

use super::document::Id;
use super::facets::Facets;
use crate::core::Tables;
use crate::core::database::{Put, Row, Trouble};
use crate::core::tables::{ROW_BYTES, whole};
use alongside_protocol::{Begun, Hash, Live, PublicName, TeamId, decode, encode};

/// What a published thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Service,
    /// A service at one of its places.
    At,
    Taxonomy,
    Term,
}

impl Kind {
    fn number(self) -> Put<'static> {
        Put::Number(match self {
            Self::Service => 1,
            Self::At => 2,
            Self::Taxonomy => 3,
            Self::Term => 4,
        })
    }
}

/// A team's row: what is public, and what is on its way.
#[derive(Clone, Copy, Debug)]
pub(super) struct PublicationRow {
    pub(super) name: PublicName,
    pub(super) live: Option<Live>,
    pub(super) begun: Option<Begun>,
    /// The chain of the parts that are here.
    pub(super) chain: Hash,
    /// The services in them.
    pub(super) services: u64,
}

/// A thing to be kept.
pub(super) struct Thing<'t> {
    pub(super) kind: Kind,
    pub(super) id: Id,
    /// Which service it is of, if it is one at a place.
    pub(super) service: Option<Id>,
    pub(super) facets: Vec<u8>,
    pub(super) document: &'t str,
}

impl Thing<'_> {
    /// What it takes of the team's room beside its row.
    pub(super) fn size(&self) -> u64 {
        u64::try_from(self.facets.len() + self.document.len()).unwrap_or(u64::MAX)
    }
}

/// What a thing is found by.
pub(super) type Found = (Id, Facets);

/// A thing's document, and which service it is of.
pub(super) type Kept = (Vec<u8>, Option<Id>);
/// A service's document.
pub(super) type Document = (Id, Vec<u8>);

impl Tables<'_> {
    pub(super) fn publication(&mut self, team: &TeamId) -> Result<Option<PublicationRow>, Trouble> {
        let rows = self.0.rows(
            "SELECT name, live, live_services, at, begun, parts, chain, services FROM publications WHERE team = $1",
            &[Put::Bytes(&team.0)],
        )?;
        rows.first().map(publication_row).transpose()
    }

    pub(super) fn set_publication(
        &mut self,
        team: &TeamId,
        row: &PublicationRow,
    ) -> Result<(), Trouble> {
        let (live, begun) = (row.live.as_ref(), row.begun.as_ref());
        let hash = |hash: Option<&'_ Hash>| hash.map(|hash| hash.0);
        let (live_hash, begun_hash) = (
            hash(live.map(|live| &live.publication)),
            hash(begun.map(|begun| &begun.publication)),
        );
        self.0.run(
            "INSERT INTO publications (team, name, live, live_services, at, begun, parts, chain, services) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
             ON CONFLICT (team) DO UPDATE SET live = excluded.live, live_services = excluded.live_services, at = excluded.at, \
             begun = excluded.begun, parts = excluded.parts, chain = excluded.chain, services = excluded.services",
            &[
                Put::Bytes(&team.0),
                Put::Bytes(&row.name.0),
                live_hash.as_ref().map_or(Put::Null, |hash| Put::Bytes(hash)),
                Put::Number(live.map_or(0, |live| i64::from(live.services))),
                Put::Number(live.map_or(0, |live| live.at)),
                begun_hash.as_ref().map_or(Put::Null, |hash| Put::Bytes(hash)),
                Put::Number(begun.map_or(0, |begun| i64::from(begun.parts))),
                Put::Bytes(&row.chain.0),
                Put::Number(whole(row.services)?),
            ],
        )?;
        Ok(())
    }

    /// Takes a public name for a team; `false` if it is another's.
    pub(super) fn take_name(&mut self, name: &PublicName, team: &TeamId) -> Result<bool, Trouble> {
        let taken = self.0.run(
            "INSERT INTO public_names (name, team) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            &[Put::Bytes(&name.0), Put::Bytes(&team.0)],
        )?;
        Ok(taken == 1)
    }

    /// Whose name it is.
    pub(super) fn named(&mut self, name: &PublicName) -> Result<Option<TeamId>, Trouble> {
        let rows = self.0.rows(
            "SELECT team FROM public_names WHERE name = $1",
            &[Put::Bytes(&name.0)],
        )?;
        rows.first()
            .map(|row| Ok(TeamId(row.array(0)?)))
            .transpose()
    }

    /// Keeps a thing; `false` if there is one of that id already, which stays.
    pub(super) fn keep_published(
        &mut self,
        team: &TeamId,
        publication: &Hash,
        thing: &Thing<'_>,
    ) -> Result<bool, Trouble> {
        let kept = self.0.run(
            "INSERT INTO published (team, publication, kind, id, service, size, facets, document) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
            &[
                Put::Bytes(&team.0),
                Put::Bytes(&publication.0),
                thing.kind.number(),
                Put::Bytes(&thing.id),
                thing
                    .service
                    .as_ref()
                    .map_or(Put::Null, |id| Put::Bytes(id)),
                Put::Number(whole(thing.size())?),
                Put::Bytes(&thing.facets),
                Put::Bytes(thing.document.as_bytes()),
            ],
        )?;
        Ok(kept == 1)
    }

    /// How many things of a kind there are.
    pub(super) fn count_published(
        &mut self,
        team: &TeamId,
        publication: &Hash,
        kind: Kind,
    ) -> Result<u64, Trouble> {
        let rows = self.0.rows(
            "SELECT COUNT(*) FROM published WHERE team = $1 AND publication = $2 AND kind = $3",
            &[
                Put::Bytes(&team.0),
                Put::Bytes(&publication.0),
                kind.number(),
            ],
        )?;
        rows.first().map_or(Ok(0), |row| row.count(0))
    }

    /// The ids on a page of everything, in their order.
    pub(super) fn published_ids(
        &mut self,
        team: &TeamId,
        publication: &Hash,
        kind: Kind,
        (skip, most): (u64, u64),
    ) -> Result<Vec<Id>, Trouble> {
        let rows = self.0.rows(
            "SELECT id FROM published WHERE team = $1 AND publication = $2 AND kind = $3 ORDER BY id LIMIT $4 OFFSET $5",
            &[
                Put::Bytes(&team.0),
                Put::Bytes(&publication.0),
                kind.number(),
                Put::Number(whole(most)?),
                Put::Number(whole(skip)?),
            ],
        )?;
        rows.iter().map(|row| row.array(0)).collect()
    }

    /// What some things after an id are found by, in the order of their ids.
    pub(super) fn facets_after(
        &mut self,
        team: &TeamId,
        publication: &Hash,
        kind: Kind,
        after: Option<Id>,
        most: i64,
    ) -> Result<Vec<Found>, Trouble> {
        let after = after.unwrap_or_default();
        // The nil UUID is nobody's id.
        let rows = self.0.rows(
            "SELECT id, facets FROM published WHERE team = $1 AND publication = $2 AND kind = $3 AND id > $4 ORDER BY id LIMIT $5",
            &[
                Put::Bytes(&team.0),
                Put::Bytes(&publication.0),
                kind.number(),
                Put::Bytes(&after),
                Put::Number(most),
            ],
        )?;
        rows.into_iter()
            .map(|mut row| {
                let facets = row.take_bytes(1).unwrap_or_default();
                let facets =
                    decode(&facets).map_err(|_| Trouble::Damaged("facets that cannot be read"))?;
                Ok((row.array(0)?, facets))
            })
            .collect()
    }

    /// A thing's document, and which service it is of.
    pub(super) fn published(
        &mut self,
        team: &TeamId,
        publication: &Hash,
        kind: Kind,
        id: &Id,
    ) -> Result<Option<Kept>, Trouble> {
        let mut rows = self.0.rows(
            "SELECT document, service FROM published WHERE team = $1 AND publication = $2 AND kind = $3 AND id = $4",
            &[
                Put::Bytes(&team.0),
                Put::Bytes(&publication.0),
                kind.number(),
                Put::Bytes(id),
            ],
        )?;
        rows.first_mut()
            .map(|row| {
                let document = row
                    .take_bytes(0)
                    .ok_or(Trouble::Damaged("a document is missing"))?;
                Ok((document, row.maybe(1)?))
            })
            .transpose()
    }

    /// Documents of services after an id, in the order of their ids.
    pub(super) fn services_published(
        &mut self,
        team: &TeamId,
        publication: &Hash,
        after: Id,
        most: i64,
    ) -> Result<Vec<Document>, Trouble> {
        let rows = self.0.rows(
            "SELECT id, document FROM published WHERE team = $1 AND publication = $2 AND kind = 1 AND id > $3 ORDER BY id LIMIT $4",
            &[
                Put::Bytes(&team.0),
                Put::Bytes(&publication.0),
                Put::Bytes(&after),
                Put::Number(most),
            ],
        )?;
        rows.into_iter()
            .map(|mut row| Ok((row.array(0)?, row.take_bytes(1).unwrap_or_default())))
            .collect()
    }

    /// The room that a team's publications take: all of them, or all but one.
    pub(super) fn published_size(
        &mut self,
        team: &TeamId,
        but: Option<&Hash>,
    ) -> Result<u64, Trouble> {
        let rows = self.0.rows(
            "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT), COUNT(*) FROM published WHERE team = $1 AND publication <> $2",
            &[Put::Bytes(&team.0), but_this(but)],
        )?;
        rows.first().map_or(Ok(0), |row| {
            let rows = row.count(1)?.saturating_mul(ROW_BYTES);
            Ok(row.count(0)?.saturating_add(rows))
        })
    }

    /// Takes a team's publications away, all of them or all but one; says how much room they took.
    pub(super) fn clear_published(
        &mut self,
        team: &TeamId,
        but: Option<&Hash>,
    ) -> Result<u64, Trouble> {
        let size = self.published_size(team, but)?;
        self.0.run(
            "DELETE FROM published WHERE team = $1 AND publication <> $2",
            &[Put::Bytes(&team.0), but_this(but)],
        )?;
        Ok(size)
    }

    /// Takes away all there is of a team's publishing.
    pub(in crate::core) fn unpublish_all(&mut self, team: &TeamId) -> Result<u64, Trouble> {
        let freed = self.clear_published(team, None)?;
        for statement in [
            "DELETE FROM publications WHERE team = $1",
            "DELETE FROM public_names WHERE team = $1",
        ] {
            self.0.run(statement, &[Put::Bytes(&team.0)])?;
        }
        Ok(freed)
    }
}

/// No publication has an empty name.
fn but_this(but: Option<&Hash>) -> Put<'_> {
    Put::Bytes(but.map_or(&[], |hash| &hash.0))
}

pub(super) fn facets_bytes(facets: &Facets) -> Result<Vec<u8>, Trouble> {
    encode(facets).map_err(|_| Trouble::Damaged("facets that cannot be written"))
}

fn publication_row(row: &Row) -> Result<PublicationRow, Trouble> {
    let name = PublicName(row.array(0)?);
    let small = |column| {
        let number = row.count(column)?;
        u32::try_from(number).map_err(|_| Trouble::Damaged("a number beyond all counting"))
    };
    let live = match row.maybe(1)? {
        Some(hash) => Some(Live {
            name,
            publication: Hash(hash),
            services: small(2)?,
            at: row.number(3)?,
        }),
        None => None,
    };
    let begun = match row.maybe(4)? {
        Some(hash) => Some(Begun {
            publication: Hash(hash),
            parts: small(5)?,
        }),
        None => None,
    };
    Ok(PublicationRow {
        name,
        live,
        begun,
        chain: Hash(row.array(6)?),
        services: row.count(7)?,
    })
}
