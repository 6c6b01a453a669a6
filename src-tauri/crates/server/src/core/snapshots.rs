//! Snapshots beside the log: one laptop leaves them, another that is new fetches them before it reads the log.
//!
//! All of it could be made again from the log, which alone is the truth: an export leaves it out, and nothing is decided by it. The
//! snapshots of a space follow one another without a gap, each from where the last ended.

use super::access::{Asker, Sight};
use super::database::{Put, Trouble};
use super::tables::{ROW_BYTES, whole};
use super::{Core, Done, Tables, refusal};
use alongside_protocol::{
    Entry, EntryKind, Fetch, Fetched, Hash, Landmark, MemberId, Refusal, Ring, Role, Snapshot,
    SnapshotHeader, SpaceId, Stretch, Survey, Surveyed, TeamId, Wanted, Wanting, limits,
};
use serde_bytes::ByteBuf;
use std::collections::BTreeMap;

/// Entries that are looked at for one answer.
const LANDMARKS: i64 = 2_000;
/// Stretches that are named in one answer: whoever asks has work for a while.
const STRETCHES: usize = 32;

/// What is known of the snapshots of a space.
#[derive(Clone, Debug, Default)]
struct Known {
    /// Begin, end and bytes of each, in order.
    all: Vec<(u64, u64, u32)>,
    /// The packs in them.
    packs: u64,
}

impl Known {
    fn end(&self) -> u64 {
        self.all.last().map_or(0, |(_, to, _)| *to)
    }
}

fn hash_of(bytes: &[u8]) -> Hash {
    Hash::of(&[b"alongside snapshot v1", bytes])
}

/// Snapshots are for those who belong to the team: a guest reads a few spaces, and needs none.
fn member(sight: &Sight) -> Done<(MemberId, Role)> {
    match sight {
        Sight::Member { member, role } => Ok((*member, *role)),
        Sight::Guest { .. } => Err(Refusal::NotAllowed.into()),
    }
}

impl Core {
    pub(super) fn survey(
        &self,
        team: &TeamId,
        asker: &Asker,
        survey: &Survey,
        now: i64,
    ) -> Done<Surveyed> {
        self.read(|tables| {
            let (row, _, sight) = self.visit(tables, team, asker)?;
            member(&sight)?;
            let known = tables.snapshots(team)?;
            let last = tables.last_packs(team)?;
            let (entries, complete_to) = tables.landmarks(team, survey.after)?;
            let mut surveyed = Surveyed {
                landmarks: Vec::new(),
                to: complete_to.unwrap_or(row.end.position),
                end: row.end,
                time: now,
            };
            let mut bytes = 0;
            for (position, space, entry) in entries {
                if position > surveyed.to {
                    break;
                }
                if space.is_some_and(|(space, ring)| !sight.shows(&space, ring, position)) {
                    continue;
                }
                bytes += entry.bytes.len();
                if bytes > limits::PAGE_BYTES && !surveyed.landmarks.is_empty() {
                    surveyed.to = position - 1;
                    break;
                }
                let space = space.map(|(space, _)| space);
                surveyed.landmarks.push(Landmark {
                    position,
                    entry,
                    last: space
                        .and_then(|space| last.get(&space))
                        .map_or(0, |(last, _)| *last),
                    snapshots: space
                        .and_then(|space| known.get(&space))
                        .map_or_else(Vec::new, |known| known.all.clone()),
                });
            }
            Ok(surveyed)
        })
    }

    pub(super) fn fetch(
        &self,
        team: &TeamId,
        asker: &Asker,
        fetch: &Fetch,
        now: i64,
    ) -> Done<Fetched> {
        if fetch.wanted.len() > limits::SNAPSHOTS {
            return Err(Refusal::TooLarge.into());
        }
        self.read(|tables| {
            let (_, _, sight) = self.visit(tables, team, asker)?;
            member(&sight)?;
            let mut snapshots = Vec::new();
            let mut bytes = 0;
            for stretch in &fetch.wanted {
                let is_shown = tables.space(team, &stretch.space)?.is_some_and(|space| {
                    !space.is_erased && sight.shows(&stretch.space, space.ring, space.position)
                });
                let found = match is_shown {
                    true => tables.snapshot(team, stretch)?,
                    false => None,
                };
                bytes += found.as_ref().map_or(0, Vec::len);
                if bytes > limits::PAGE_BYTES && !snapshots.is_empty() {
                    break;
                }
                snapshots.push(found.map(ByteBuf::from));
            }
            Ok(Fetched {
                snapshots,
                time: now,
            })
        })
    }

    pub(super) fn wanting(
        &self,
        team: &TeamId,
        asker: &Asker,
        wanting: Wanting,
        now: i64,
    ) -> Done<Wanted> {
        self.read(|tables| {
            let (_, _, sight) = self.visit(tables, team, asker)?;
            let (me, role) = member(&sight)?;
            let known = tables.snapshots(team)?;
            let mut found: Vec<(u64, Stretch)> = Vec::new();
            for (space, (_, packs)) in tables.last_packs(team)? {
                let known = known.get(&space).cloned().unwrap_or_default();
                let since = packs.saturating_sub(known.packs);
                if since < u64::from(wanting.packs.max(1)) {
                    continue;
                }
                let is_for = tables
                    .space(team, &space)?
                    .is_some_and(|row| !row.is_erased && may_make(role, me, row.ring));
                if is_for {
                    let after = known.end();
                    found.push((since, Stretch { space, after }));
                }
            }
            found.sort_by(|(a, _), (b, _)| b.cmp(a));
            let stretches = found.into_iter().take(STRETCHES).map(|(_, it)| it);
            Ok(Wanted {
                stretches: stretches.collect(),
                time: now,
            })
        })
    }

    pub(super) fn put_snapshot(&self, team: &TeamId, asker: &Asker, bytes: &[u8]) -> Done<()> {
        if bytes.len() > limits::SNAPSHOT_BYTES {
            return Err(Refusal::TooLarge.into());
        }
        let (snapshot, header) = Snapshot::read(bytes).map_err(refusal)?;
        self.write(|tables| {
            let row = tables.team(team, true)?.ok_or(Refusal::Unknown)?;
            let (_, roster, sight) = self.visit(tables, team, asker)?;
            let (me, role) = member(&sight)?;
            let (device, _) = roster.live(&header.device).ok_or(Refusal::Revoked)?;
            if header.device != asker.device || device.is_paper() {
                return Err(Refusal::NotAllowed.into());
            }
            snapshot
                .check(team, &device.verify, &*self.verify)
                .map_err(refusal)?;
            let space = tables
                .space(team, &header.space)?
                .ok_or(Refusal::NoSuchSpace)?;
            if space.is_erased {
                return Err(Refusal::Erased.into());
            }
            if !may_make(role, me, space.ring) {
                return Err(Refusal::NotAllowed.into());
            }
            let hash = hash_of(bytes);
            if let Some(by) = tables.snapshot_hash(team, &stretch_of(&header))? {
                return if by == hash {
                    Ok(())
                } else {
                    Err(Refusal::Taken { by }.into())
                };
            }
            let expected = tables.snapshots_end(team, &header.space)?;
            if header.after != expected {
                return Err(Refusal::Gap { expected }.into());
            }
            let current = roster.epoch();
            if header.epoch != current {
                return Err(Refusal::OldEpoch { current }.into());
            }
            if header.to.position > row.end.position
                || tables.chain_at(team, header.to.position)? != Some(header.to.chain)
            {
                return Err(Refusal::OtherLog { end: row.end }.into());
            }
            let packs = tables.packs_between(team, &header)?;
            if packs == 0 {
                return Err(Refusal::Malformed.into());
            }
            let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            let used = row.used.saturating_add(size).saturating_add(ROW_BYTES);
            if used > row.room {
                return Err(Refusal::Full.into());
            }
            tables.keep_snapshot(team, &header, packs, &hash, bytes)?;
            tables.set_team(team, row.end, used)?;
            Ok(())
        })
    }
}

/// Whoever may write in a space may say again what was written there.
fn may_make(role: Role, me: MemberId, ring: Ring) -> bool {
    role.writes(me, ring)
}

fn stretch_of(header: &SnapshotHeader) -> Stretch {
    Stretch {
        space: header.space,
        after: header.after,
    }
}

/// A roster entry or an opening, with the space it opens.
type Found = (u64, Option<(SpaceId, Ring)>, Entry);

impl Tables<'_> {
    /// Roster entries and openings after a position, in order, and how far that is all of them; nothing if to the end.
    fn landmarks(
        &mut self,
        team: &TeamId,
        after: u64,
    ) -> Result<(Vec<Found>, Option<u64>), Trouble> {
        let put = [
            Put::Bytes(&team.0),
            Put::Number(whole(after)?),
            Put::Number(LANDMARKS),
        ];
        let rosters = self.0.rows(
            "SELECT position, bytes FROM log WHERE team = $1 AND kind = 1 AND position > $2 ORDER BY number LIMIT $3",
            &put,
        )?;
        let openings = self.0.rows(
            "SELECT l.position, l.bytes, s.space, s.ring, s.member FROM spaces s \
             JOIN log l ON l.team = s.team AND l.position = s.position \
             WHERE s.team = $1 AND s.position > $2 AND s.erased = 0 ORDER BY s.position LIMIT $3",
            &put,
        )?;
        let mut to = None;
        let most = usize::try_from(LANDMARKS).unwrap_or(usize::MAX);
        let mut found: Vec<Found> = Vec::new();
        for (rows, kind) in [(rosters, EntryKind::Roster), (openings, EntryKind::Opening)] {
            if rows.len() == most
                && let Some(last) = rows.last()
            {
                let last = last.count(0)?;
                to = Some(to.map_or(last, |to: u64| to.min(last)));
            }
            for mut row in rows {
                let space = match kind {
                    EntryKind::Opening => {
                        let ring = super::tables::ring_of(row.number(3)?, row.maybe(4)?)?;
                        Some((SpaceId(row.array(2)?), ring))
                    }
                    _ => None,
                };
                let bytes = row
                    .take_bytes(1)
                    .ok_or(Trouble::Damaged("an entry is missing"))?;
                found.push((row.count(0)?, space, Entry { kind, bytes }));
            }
        }
        found.sort_by_key(|(position, ..)| *position);
        Ok((found, to))
    }

    /// Where the last pack of each space stands, and how many packs it has.
    fn last_packs(&mut self, team: &TeamId) -> Result<BTreeMap<SpaceId, (u64, u64)>, Trouble> {
        let rows = self.0.rows(
            "SELECT c.space, MAX(l.position), CAST(SUM(c.number) AS BIGINT) FROM chains c JOIN log l \
             ON l.team = c.team AND l.space = c.space AND l.home = c.home AND l.device = c.device AND l.number = c.number AND l.kind = 3 \
             WHERE c.team = $1 GROUP BY c.space",
            &[Put::Bytes(&team.0)],
        )?;
        rows.iter()
            .map(|row| Ok((SpaceId(row.array(0)?), (row.count(1)?, row.count(2)?))))
            .collect()
    }

    fn snapshots(&mut self, team: &TeamId) -> Result<BTreeMap<SpaceId, Known>, Trouble> {
        let rows = self.0.rows(
            "SELECT space, begins, ends, size, packs FROM snapshots WHERE team = $1 ORDER BY space, begins",
            &[Put::Bytes(&team.0)],
        )?;
        let mut known: BTreeMap<SpaceId, Known> = BTreeMap::new();
        for row in rows {
            let known = known.entry(SpaceId(row.array(0)?)).or_default();
            let size = u32::try_from(row.count(3)?).unwrap_or(u32::MAX);
            known.all.push((row.count(1)?, row.count(2)?, size));
            known.packs = known.packs.saturating_add(row.count(4)?);
        }
        Ok(known)
    }

    fn snapshots_end(&mut self, team: &TeamId, space: &SpaceId) -> Result<u64, Trouble> {
        let rows = self.0.rows(
            "SELECT CAST(COALESCE(MAX(ends), 0) AS BIGINT) FROM snapshots WHERE team = $1 AND space = $2",
            &[Put::Bytes(&team.0), Put::Bytes(&space.0)],
        )?;
        rows.first().map_or(Ok(0), |row| row.count(0))
    }

    fn snapshot(&mut self, team: &TeamId, stretch: &Stretch) -> Result<Option<Vec<u8>>, Trouble> {
        let Ok(begins) = whole(stretch.after) else {
            return Ok(None);
        };
        let mut rows = self.0.rows(
            "SELECT bytes FROM snapshots WHERE team = $1 AND space = $2 AND begins = $3",
            &[
                Put::Bytes(&team.0),
                Put::Bytes(&stretch.space.0),
                Put::Number(begins),
            ],
        )?;
        Ok(rows.first_mut().and_then(|row| row.take_bytes(0)))
    }

    fn snapshot_hash(&mut self, team: &TeamId, stretch: &Stretch) -> Result<Option<Hash>, Trouble> {
        let Ok(begins) = whole(stretch.after) else {
            return Ok(None);
        };
        let rows = self.0.rows(
            "SELECT hash FROM snapshots WHERE team = $1 AND space = $2 AND begins = $3",
            &[
                Put::Bytes(&team.0),
                Put::Bytes(&stretch.space.0),
                Put::Number(begins),
            ],
        )?;
        rows.first().map(|row| Ok(Hash(row.array(0)?))).transpose()
    }

    fn packs_between(&mut self, team: &TeamId, header: &SnapshotHeader) -> Result<u64, Trouble> {
        let (Ok(begins), Ok(ends)) = (whole(header.after), whole(header.to.position)) else {
            return Ok(0);
        };
        let rows = self.0.rows(
            "SELECT COUNT(*) FROM log WHERE team = $1 AND space = $2 AND kind = 3 AND position > $3 AND position <= $4",
            &[
                Put::Bytes(&team.0),
                Put::Bytes(&header.space.0),
                Put::Number(begins),
                Put::Number(ends),
            ],
        )?;
        rows.first().map_or(Ok(0), |row| row.count(0))
    }

    fn keep_snapshot(
        &mut self,
        team: &TeamId,
        header: &SnapshotHeader,
        packs: u64,
        hash: &Hash,
        bytes: &[u8],
    ) -> Result<(), Trouble> {
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.0.run(
            "INSERT INTO snapshots (team, space, begins, ends, packs, hash, size, bytes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            &[
                Put::Bytes(&team.0),
                Put::Bytes(&header.space.0),
                Put::Number(whole(header.after)?),
                Put::Number(whole(header.to.position)?),
                Put::Number(whole(packs)?),
                Put::Bytes(&hash.0),
                Put::Number(whole(size)?),
                Put::Bytes(bytes),
            ],
        )?;
        Ok(())
    }

    /// Takes the snapshots of a space away; says how much room they took.
    pub(super) fn erase_snapshots(
        &mut self,
        team: &TeamId,
        space: &SpaceId,
    ) -> Result<u64, Trouble> {
        let both = [Put::Bytes(&team.0), Put::Bytes(&space.0)];
        let rows = self.0.rows(
            "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT), COUNT(*) FROM snapshots WHERE team = $1 AND space = $2",
            &both,
        )?;
        let freed = rows.first().map_or(Ok(0), |row| {
            let rows = row.count(1)?.saturating_mul(ROW_BYTES);
            Ok::<u64, Trouble>(row.count(0)?.saturating_add(rows))
        })?;
        self.0.run(
            "DELETE FROM snapshots WHERE team = $1 AND space = $2",
            &both,
        )?;
        Ok(freed)
    }

    /// What is wrong with a team's snapshots, in words, and the room that they take.
    pub(super) fn check_snapshots(&mut self, team: &TeamId) -> Result<(Vec<String>, u64), Trouble> {
        let mut faults = Vec::new();
        let mut used: u64 = 0;
        for (space, known) in self.snapshots(team)? {
            let mut end = 0;
            let row = self.space(team, &space)?;
            if row.is_none_or(|row| row.is_erased) {
                faults.push("there is a snapshot of a space that is not there".to_owned());
            }
            for (begins, ends, size) in known.all {
                let stretch = Stretch {
                    space,
                    after: begins,
                };
                let bytes = self.snapshot(team, &stretch)?.unwrap_or_default();
                let chain = self.chain_at(team, ends)?;
                let fits = Snapshot::read(&bytes).is_ok_and(|(_, header)| {
                    header.space == space
                        && (header.after, header.to.position) == (begins, ends)
                        && Some(header.to.chain) == chain
                });
                let is_whole = self.snapshot_hash(team, &stretch)? == Some(hash_of(&bytes))
                    && usize::try_from(size) == Ok(bytes.len());
                if !fits || !is_whole || begins != end {
                    faults.push(format!(
                        "a snapshot up to entry {ends} is not what it should be"
                    ));
                }
                end = ends;
                used = used
                    .saturating_add(u64::from(size))
                    .saturating_add(ROW_BYTES);
            }
        }
        Ok((faults, used))
    }
}
