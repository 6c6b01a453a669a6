//! The tables of a team's log: every statement about them, and nothing that decides.

use super::database::{Put, Row, Sql, Trouble};
use alongside_protocol::{
    DeviceId, Entry, EntryKind, Hash, Head, MemberId, Ring, Roster, SpaceId, TeamId, decode, encode,
};

/// What each entry takes of a team's room beside its own bytes.
pub(crate) const ROW_BYTES: u64 = 256;

/// A team's row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TeamRow {
    pub(crate) end: Head,
    /// Bytes used.
    pub(crate) used: u64,
    /// Bytes that may be used.
    pub(crate) room: u64,
    pub(crate) is_suspended: bool,
}

/// A space's row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SpaceRow {
    pub(crate) ring: Ring,
    pub(crate) position: u64,
    /// Of its opening.
    pub(crate) hash: Hash,
    pub(crate) is_erased: bool,
}

/// A chain of packs: one device's in one space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ChainName {
    pub(crate) space: SpaceId,
    /// The team of the device.
    pub(crate) home: TeamId,
    pub(crate) device: DeviceId,
}

/// What stands about an entry beside its bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Named {
    Roster { number: u64 },
    Opening { space: SpaceId },
    Pack { chain: ChainName, number: u64 },
}

/// An entry's row without its bytes.
#[derive(Clone, Debug)]
pub(crate) struct LogRow {
    pub(crate) position: u64,
    pub(crate) kind: EntryKind,
    pub(crate) hash: Hash,
    pub(crate) chain: Hash,
    pub(crate) space: Option<SpaceId>,
    pub(crate) home: Option<TeamId>,
    pub(crate) device: Option<DeviceId>,
    pub(crate) number: Option<u64>,
    pub(crate) size: u64,
    pub(crate) is_erased: bool,
    /// The ring of its space.
    pub(crate) ring: Option<Ring>,
}

/// The tables, within a transaction or a reading.
pub(crate) struct Tables<'s>(pub(crate) &'s mut dyn Sql);

pub(crate) fn whole(number: u64) -> Result<i64, Trouble> {
    i64::try_from(number).map_err(|_| Trouble::Damaged("a number beyond all counting"))
}

pub(super) fn ring_of(number: i64, member: Option<[u8; 16]>) -> Result<Ring, Trouble> {
    match (number, member) {
        (1, None) => Ok(Ring::Team),
        (2, None) => Ok(Ring::Open),
        (3, Some(member)) => Ok(Ring::Member(MemberId(member))),
        _ => Err(Trouble::Damaged("a ring that is none")),
    }
}

impl Tables<'_> {
    /// A team's row, locked until the transaction ends if `locked`: this is the order of its log.
    pub(crate) fn team(&mut self, team: &TeamId, locked: bool) -> Result<Option<TeamRow>, Trouble> {
        let put = [Put::Bytes(&team.0)];
        let rows = if locked && self.0.locks_rows() {
            self.0.rows(
                "SELECT position, chain, used, room, suspended FROM teams WHERE team = $1 FOR UPDATE",
                &put,
            )?
        } else {
            self.0.rows(
                "SELECT position, chain, used, room, suspended FROM teams WHERE team = $1",
                &put,
            )?
        };
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        Ok(Some(TeamRow {
            end: Head {
                position: row.count(0)?,
                chain: Hash(row.array(1)?),
            },
            used: row.count(2)?,
            room: row.count(3)?,
            is_suspended: row.number(4)? != 0,
        }))
    }

    /// A team that has nothing yet; `false` if it is there already.
    pub(crate) fn make_team(
        &mut self,
        team: &TeamId,
        room: u64,
        now: i64,
    ) -> Result<bool, Trouble> {
        let empty = Head::default();
        let made = self.0.run(
            "INSERT INTO teams (team, made_at, position, chain, used, room, suspended) VALUES ($1, $2, 0, $3, 0, $4, 0) \
             ON CONFLICT DO NOTHING",
            &[
                Put::Bytes(&team.0),
                Put::Number(now),
                Put::Bytes(&empty.chain.0),
                Put::Number(whole(room)?),
            ],
        )?;
        Ok(made == 1)
    }

    pub(crate) fn set_team(&mut self, team: &TeamId, end: Head, used: u64) -> Result<(), Trouble> {
        self.0.run(
            "UPDATE teams SET position = $2, chain = $3, used = $4 WHERE team = $1",
            &[
                Put::Bytes(&team.0),
                Put::Number(whole(end.position)?),
                Put::Bytes(&end.chain.0),
                Put::Number(whole(used)?),
            ],
        )?;
        Ok(())
    }

    /// The log's chain at the roster's last entry, which is the roster's name: it commits to all that the roster came from.
    pub(crate) fn roster_chain(&mut self, team: &TeamId) -> Result<Option<Hash>, Trouble> {
        let rows = self.0.rows(
            "SELECT chain FROM rosters WHERE team = $1",
            &[Put::Bytes(&team.0)],
        )?;
        rows.first().map(|row| Ok(Hash(row.array(0)?))).transpose()
    }

    pub(crate) fn roster(&mut self, team: &TeamId) -> Result<Option<(Hash, Roster)>, Trouble> {
        let mut rows = self.0.rows(
            "SELECT chain, roster FROM rosters WHERE team = $1",
            &[Put::Bytes(&team.0)],
        )?;
        let Some(row) = rows.first_mut() else {
            return Ok(None);
        };
        let chain = Hash(row.array(0)?);
        let bytes = row
            .take_bytes(1)
            .ok_or(Trouble::Damaged("a roster is missing"))?;
        let roster =
            decode(&bytes).map_err(|_| Trouble::Damaged("a roster that cannot be read"))?;
        Ok(Some((chain, roster)))
    }

    pub(crate) fn set_roster(&mut self, chain: &Hash, roster: &Roster) -> Result<(), Trouble> {
        let bytes =
            encode(roster).map_err(|_| Trouble::Damaged("a roster that cannot be written"))?;
        self.0.run(
            "INSERT INTO rosters (team, chain, roster) VALUES ($1, $2, $3) \
             ON CONFLICT (team) DO UPDATE SET chain = excluded.chain, roster = excluded.roster",
            &[
                Put::Bytes(&roster.team.0),
                Put::Bytes(&chain.0),
                Put::Bytes(&bytes),
            ],
        )?;
        Ok(())
    }

    /// The log's chain at a position, if it goes that far.
    pub(crate) fn chain_at(
        &mut self,
        team: &TeamId,
        position: u64,
    ) -> Result<Option<Hash>, Trouble> {
        if position == 0 {
            return Ok(Some(Head::default().chain));
        }
        // A device may claim any position; beyond what can be counted there is nothing.
        let Ok(position) = i64::try_from(position) else {
            return Ok(None);
        };
        let rows = self.0.rows(
            "SELECT chain FROM log WHERE team = $1 AND position = $2",
            &[Put::Bytes(&team.0), Put::Number(position)],
        )?;
        rows.first().map(|row| Ok(Hash(row.array(0)?))).transpose()
    }

    /// Position and hash of the roster entry with that number.
    pub(crate) fn roster_entry(
        &mut self,
        team: &TeamId,
        number: u64,
    ) -> Result<Option<(u64, Hash)>, Trouble> {
        let Ok(number) = i64::try_from(number) else {
            return Ok(None);
        };
        let rows = self.0.rows(
            "SELECT position, hash FROM log WHERE team = $1 AND kind = 1 AND number = $2",
            &[Put::Bytes(&team.0), Put::Number(number)],
        )?;
        rows.first().map(place).transpose()
    }

    /// Position and hash of the pack with that number.
    pub(crate) fn pack(
        &mut self,
        team: &TeamId,
        chain: &ChainName,
        number: u64,
    ) -> Result<Option<(u64, Hash)>, Trouble> {
        let Ok(number) = i64::try_from(number) else {
            return Ok(None);
        };
        let rows = self.0.rows(
            "SELECT position, hash FROM log WHERE team = $1 AND kind = 3 AND space = $2 AND home = $3 AND device = $4 AND number = $5",
            &[
                Put::Bytes(&team.0),
                Put::Bytes(&chain.space.0),
                Put::Bytes(&chain.home.0),
                Put::Bytes(&chain.device.0),
                Put::Number(number),
            ],
        )?;
        rows.first().map(place).transpose()
    }

    /// Number and hash of the last pack of a chain; 0 and zeroes if there is none.
    pub(crate) fn chain_end(
        &mut self,
        team: &TeamId,
        chain: &ChainName,
    ) -> Result<(u64, Hash), Trouble> {
        let rows = self.0.rows(
            "SELECT number, hash FROM chains WHERE team = $1 AND space = $2 AND home = $3 AND device = $4",
            &[
                Put::Bytes(&team.0),
                Put::Bytes(&chain.space.0),
                Put::Bytes(&chain.home.0),
                Put::Bytes(&chain.device.0),
            ],
        )?;
        Ok(rows.first().map(place).transpose()?.unwrap_or_default())
    }

    pub(crate) fn set_chain_end(
        &mut self,
        team: &TeamId,
        chain: &ChainName,
        number: u64,
        hash: &Hash,
    ) -> Result<(), Trouble> {
        self.0.run(
            "INSERT INTO chains (team, space, home, device, number, hash) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (team, space, home, device) DO UPDATE SET number = excluded.number, hash = excluded.hash",
            &[
                Put::Bytes(&team.0),
                Put::Bytes(&chain.space.0),
                Put::Bytes(&chain.home.0),
                Put::Bytes(&chain.device.0),
                Put::Number(whole(number)?),
                Put::Bytes(&hash.0),
            ],
        )?;
        Ok(())
    }

    pub(crate) fn space(
        &mut self,
        team: &TeamId,
        space: &SpaceId,
    ) -> Result<Option<SpaceRow>, Trouble> {
        let rows = self.0.rows(
            "SELECT ring, member, position, hash, erased FROM spaces WHERE team = $1 AND space = $2",
            &[Put::Bytes(&team.0), Put::Bytes(&space.0)],
        )?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        Ok(Some(SpaceRow {
            ring: ring_of(row.number(0)?, row.maybe(1)?)?,
            position: row.count(2)?,
            hash: Hash(row.array(3)?),
            is_erased: row.number(4)? != 0,
        }))
    }

    pub(crate) fn make_space(
        &mut self,
        team: &TeamId,
        space: &SpaceId,
        row: &SpaceRow,
    ) -> Result<(), Trouble> {
        let (ring, member) = match &row.ring {
            Ring::Team => (1, Put::Null),
            Ring::Open => (2, Put::Null),
            Ring::Member(member) => (3, Put::Bytes(&member.0)),
        };
        self.0.run(
            "INSERT INTO spaces (team, space, ring, member, position, hash, erased) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            &[
                Put::Bytes(&team.0),
                Put::Bytes(&space.0),
                Put::Number(ring),
                member,
                Put::Number(whole(row.position)?),
                Put::Bytes(&row.hash.0),
                Put::Number(i64::from(row.is_erased)),
            ],
        )?;
        Ok(())
    }

    /// Takes away all that a space's packs, snapshots and its opening held; their hashes stay. Says how many bytes that was.
    pub(crate) fn erase_space(&mut self, team: &TeamId, space: &SpaceId) -> Result<u64, Trouble> {
        let both = [Put::Bytes(&team.0), Put::Bytes(&space.0)];
        let rows = self.0.rows(
            "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM log WHERE team = $1 AND space = $2 AND bytes IS NOT NULL",
            &both,
        )?;
        let freed = rows.first().map_or(Ok(0), |row| row.count(0))?;
        let freed = freed.saturating_add(self.erase_snapshots(team, space)?);
        self.0.run(
            "UPDATE log SET bytes = NULL WHERE team = $1 AND space = $2",
            &both,
        )?;
        self.0.run(
            "UPDATE spaces SET erased = 1 WHERE team = $1 AND space = $2",
            &both,
        )?;
        Ok(freed)
    }

    /// Puts an entry in its place. `bytes` is `None` for one that was erased and comes from elsewhere.
    pub(crate) fn append(
        &mut self,
        team: &TeamId,
        head: &Head,
        hash: &Hash,
        named: &Named,
        bytes: Option<&[u8]>,
    ) -> Result<(), Trouble> {
        let (kind, space, home, device, number) = match named {
            Named::Roster { number } => (1, Put::Null, Put::Null, Put::Null, Some(*number)),
            Named::Opening { space } => (2, Put::Bytes(&space.0), Put::Null, Put::Null, None),
            Named::Pack { chain, number } => (
                3,
                Put::Bytes(&chain.space.0),
                Put::Bytes(&chain.home.0),
                Put::Bytes(&chain.device.0),
                Some(*number),
            ),
        };
        let number = match number {
            Some(number) => Put::Number(whole(number)?),
            None => Put::Null,
        };
        let size = u64::try_from(bytes.map_or(0, <[u8]>::len)).unwrap_or(u64::MAX);
        self.0.run(
            "INSERT INTO log (team, position, kind, hash, chain, space, home, device, number, size, bytes) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            &[
                Put::Bytes(&team.0),
                Put::Number(whole(head.position)?),
                Put::Number(kind),
                Put::Bytes(&hash.0),
                Put::Bytes(&head.chain.0),
                space,
                home,
                device,
                number,
                Put::Number(whole(size)?),
                bytes.map_or(Put::Null, Put::Bytes),
            ],
        )?;
        Ok(())
    }

    /// What stands after a position, up to and with another, without bytes; at most `most` of it.
    pub(crate) fn log(
        &mut self,
        team: &TeamId,
        after: u64,
        to: u64,
        most: usize,
    ) -> Result<Vec<LogRow>, Trouble> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = self.0.rows(
            "SELECT l.position, l.kind, l.hash, l.chain, l.space, l.home, l.device, l.number, l.size, \
             CASE WHEN l.bytes IS NULL THEN 1 ELSE 0 END, s.ring, s.member \
             FROM log l LEFT JOIN spaces s ON s.team = l.team AND s.space = l.space \
             WHERE l.team = $1 AND l.position > $2 AND l.position <= $3 ORDER BY l.position LIMIT $4",
            &[
                Put::Bytes(&team.0),
                Put::Number(whole(after)?),
                Put::Number(whole(to)?),
                Put::Number(most),
            ],
        )?;
        rows.iter().map(log_row).collect()
    }

    /// The bytes of what stands after a position, up to and with another, with their positions; without those that were erased.
    pub(crate) fn bytes(
        &mut self,
        team: &TeamId,
        after: u64,
        to: u64,
    ) -> Result<Vec<(u64, Vec<u8>)>, Trouble> {
        let rows = self.0.rows(
            "SELECT position, bytes FROM log WHERE team = $1 AND position > $2 AND position <= $3 AND bytes IS NOT NULL \
             ORDER BY position",
            &[
                Put::Bytes(&team.0),
                Put::Number(whole(after)?),
                Put::Number(whole(to)?),
            ],
        )?;
        rows.into_iter()
            .map(|mut row| {
                let bytes = row.take_bytes(1);
                Ok((row.count(0)?, bytes.unwrap_or_default()))
            })
            .collect()
    }
}

fn place(row: &Row) -> Result<(u64, Hash), Trouble> {
    Ok((row.count(0)?, Hash(row.array(1)?)))
}

fn log_row(row: &Row) -> Result<LogRow, Trouble> {
    let kind = u8::try_from(row.number(1)?)
        .ok()
        .and_then(EntryKind::from_number)
        .ok_or(Trouble::Damaged("an entry of no kind"))?;
    Ok(LogRow {
        position: row.count(0)?,
        kind,
        hash: Hash(row.array(2)?),
        chain: Hash(row.array(3)?),
        space: row.maybe(4)?.map(SpaceId),
        home: row.maybe(5)?.map(TeamId),
        device: row.maybe(6)?.map(DeviceId),
        number: row.count(7).ok(),
        size: row.count(8)?,
        is_erased: row.number(9)? != 0,
        ring: row
            .number(10)
            .ok()
            .map(|ring| ring_of(ring, row.maybe(11)?))
            .transpose()?,
    })
}

/// What an entry takes of a team's room.
pub(crate) fn room_of(entry: &Entry) -> u64 {
    u64::try_from(entry.bytes.len())
        .unwrap_or(u64::MAX)
        .saturating_add(ROW_BYTES)
}
