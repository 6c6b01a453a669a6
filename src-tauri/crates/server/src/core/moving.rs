//! A team's log in a file: sealed as it is, to be kept elsewhere or taken in by another server, entry for entry at the same places.
//! What it publishes comes after the log. Snapshots stay behind: laptops make them anew from the log.
//!
//! The file ends with a hash over all of it, so that damage is noticed. Who writes such a file can lie only where a server could: in
//! the names of what was erased, and of guests whose team is not on the new server.

use super::database::Trouble;
use super::tables::ROW_BYTES;
use super::{ChainName, Core, LogRow, Named, SpaceRow, Tables};
use alongside_protocol::{
    Entry, EntryKind, Hash, Head, Live, Opening, Roster, SignedOpening, TeamId, decode, encode,
    extend, limits,
};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use std::io::{Read, Write};

const MAGIC: &[u8] = b"alongside log v1\n";
const ROWS: usize = 256;

/// Why a log was not moved.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// The file.
    #[error("the file: {0}")]
    File(#[from] std::io::Error),
    /// The database.
    #[error("{0}")]
    Database(#[from] Trouble),
    /// There is no such team.
    #[error("there is no such team")]
    NoSuchTeam,
    /// There is that team already.
    #[error("there is that team already")]
    ThereAlready,
    /// The file does not hold a whole log.
    #[error("the file does not hold a whole log: {0}")]
    NotALog(&'static str),
    /// What it holds does not stand up.
    #[error("the log does not stand up: {0:?}")]
    Faulty(Vec<String>),
}

#[derive(Serialize, Deserialize)]
struct Title {
    team: TeamId,
    end: Head,
    /// What is public, as it was when the log was written: its services come after the entries.
    published: Option<Live>,
}

/// An entry with what stands beside it, which is all there is of one that was erased.
#[derive(Serialize, Deserialize)]
struct Moved {
    kind: EntryKind,
    hash: Hash,
    space: Option<alongside_protocol::SpaceId>,
    /// The ring of an opening.
    ring: Option<alongside_protocol::Ring>,
    home: Option<TeamId>,
    device: Option<alongside_protocol::DeviceId>,
    number: Option<u64>,
    bytes: Option<Vec<u8>>,
}

impl Core {
    /// Writes a team's whole log.
    ///
    /// # Errors
    /// [`MoveError`].
    pub fn export(&self, team: &TeamId, to: &mut dyn Write) -> Result<u64, MoveError> {
        let end = self.end(team)?.ok_or(MoveError::NoSuchTeam)?;
        let mut published = None;
        self.database.read(&mut |sql| {
            published = Tables(sql).moved_publication(team)?;
            Ok(())
        })?;
        let to = &mut Hashing {
            inner: to,
            hash: Hash::default(),
        };
        to.write_all(MAGIC)?;
        let title = Title {
            team: *team,
            end,
            published,
        };
        put(to, &title)?;
        let mut after = 0;
        while after < end.position {
            let mut part: Vec<Moved> = Vec::new();
            self.database.read(&mut |sql| {
                let mut tables = Tables(sql);
                let rows = tables.log(team, after, end.position, ROWS)?;
                let last = rows.last().map_or(after, |row| row.position);
                let mut bytes = tables.bytes(team, after, last)?.into_iter().peekable();
                part = rows
                    .into_iter()
                    .map(|row| {
                        let own = bytes.next_if(|(position, _)| *position == row.position);
                        moved(row, own.map(|(_, bytes)| bytes))
                    })
                    .collect();
                Ok(())
            })?;
            if part.is_empty() {
                return Err(Trouble::Damaged("entries are missing").into());
            }
            for one in &part {
                put(to, one)?;
                after += 1;
            }
        }
        if let Some(live) = &published {
            self.put_published(team, live, to)?;
        }
        let hash = to.hash;
        put(to, &hash)?;
        to.flush()?;
        Ok(end.position)
    }

    fn put_published(
        &self,
        team: &TeamId,
        live: &Live,
        to: &mut dyn Write,
    ) -> Result<(), MoveError> {
        let (mut after, mut written) = ([0; 16], 0);
        loop {
            let mut services = Vec::new();
            self.database.read(&mut |sql| {
                services = Tables(sql).moved_services(team, live, after)?;
                Ok(())
            })?;
            let Some((last, _)) = services.last() else {
                break;
            };
            after = *last;
            for (_, service) in &services {
                put(to, &ByteBuf::from(service.clone()))?;
                written += 1;
            }
        }
        if written != live.services {
            // Another was published while this one was written.
            return Err(MoveError::NotALog("what is published changed; try again"));
        }
        Ok(())
    }

    /// Takes in a log that was exported, checks all of it, and keeps it only if nothing is wrong.
    ///
    /// # Errors
    /// [`MoveError`].
    pub fn import(&self, from: &mut dyn Read, room: u64, now: i64) -> Result<TeamId, MoveError> {
        let from = &mut Hashing {
            inner: from,
            hash: Hash::default(),
        };
        let mut magic = vec![0; MAGIC.len()];
        from.read_exact(&mut magic)?;
        if magic != MAGIC {
            return Err(MoveError::NotALog("it begins otherwise"));
        }
        let title: Title = take(from)?;
        let mut entries = Vec::new();
        for _ in 0..title.end.position {
            entries.push(take::<Moved>(from)?);
        }
        let count = title.published.map_or(0, |live| live.services);
        let services: Vec<Vec<u8>> = (0..count)
            .map(|_| Ok(take::<ByteBuf>(from)?.into_vec()))
            .collect::<Result<_, MoveError>>()?;
        let hash = from.hash;
        if take::<Hash>(from)? != hash || from.read(&mut [0])? != 0 {
            return Err(MoveError::NotALog("it is damaged"));
        }
        let mut is_made = false;
        self.database.write(&mut |sql| {
            let mut tables = Tables(sql);
            is_made = tables.make_team(&title.team, room, now)?;
            if is_made {
                let mut used = self.take_in(&mut tables, &title, &entries)?;
                if let Some(live) = &title.published {
                    used += tables.take_in_publication(&title.team, live, &services)?;
                }
                tables.set_team(&title.team, title.end, used)?;
            }
            Ok(())
        })?;
        if !is_made {
            return Err(MoveError::ThereAlready);
        }
        let faults = self.check(&title.team)?;
        if !faults.is_empty() {
            self.erase_team(&title.team)?;
            return Err(MoveError::Faulty(faults));
        }
        Ok(title.team)
    }

    fn take_in(
        &self,
        tables: &mut Tables<'_>,
        title: &Title,
        entries: &[Moved],
    ) -> Result<u64, Trouble> {
        let team = &title.team;
        let damaged = |_| Trouble::Declined("the file holds what cannot be taken in".to_owned());
        let mut head = Head::default();
        let mut roster = Roster::new(*team);
        let mut roster_chain = Hash::default();
        let mut used = 0;
        for one in entries {
            head = extend(head, &one.hash).map_err(damaged)?;
            let named = one.named()?;
            tables.append(team, &head, &one.hash, &named, one.bytes.as_deref())?;
            let length = one.bytes.as_ref().map_or(0, Vec::len);
            used += ROW_BYTES + u64::try_from(length).unwrap_or(u64::MAX);
            match &named {
                Named::Roster { .. } => {
                    let bytes = one.bytes.clone().unwrap_or_default();
                    let entry = Entry {
                        kind: one.kind,
                        bytes,
                    };
                    roster
                        .take(&entry, head.position, &*self.verify)
                        .map_err(damaged)?;
                    roster_chain = head.chain;
                }
                Named::Opening { space } => {
                    let ring = one
                        .ring
                        .ok_or(Trouble::Damaged("an opening without a ring"))?;
                    let row = SpaceRow {
                        ring,
                        position: head.position,
                        hash: one.hash,
                        is_erased: false,
                    };
                    tables.make_space(team, space, &row)?;
                }
                Named::Pack { chain, number } => {
                    tables.set_chain_end(team, chain, *number, &one.hash)?;
                }
            }
        }
        for space in roster.erased.keys() {
            tables.erase_space(team, space)?;
        }
        tables.set_roster(&roster_chain, &roster)?;
        if head != title.end {
            return Err(Trouble::Declined("the file ends too early".to_owned()));
        }
        Ok(used)
    }
}

fn moved(row: LogRow, bytes: Option<Vec<u8>>) -> Moved {
    let is_opening = row.kind == EntryKind::Opening;
    Moved {
        kind: row.kind,
        hash: row.hash,
        space: row.space,
        ring: row.ring.filter(|_| is_opening),
        home: row.home,
        device: row.device,
        number: row.number,
        bytes,
    }
}

impl Moved {
    fn named(&self) -> Result<Named, Trouble> {
        let named = match (self.kind, self.space, self.home, self.device, self.number) {
            (EntryKind::Roster, None, None, None, Some(number)) => Named::Roster { number },
            (EntryKind::Opening, Some(space), None, None, None) => {
                // The file says the ring of one that was erased; of any other its own bytes do.
                let said = self.bytes.as_ref().map(|bytes| SignedOpening::read(bytes));
                if let Some(Ok((_, Opening { ring, .. }))) = said
                    && self.ring != Some(ring)
                {
                    return Err(Trouble::Damaged("an opening of another ring"));
                }
                Named::Opening { space }
            }
            (EntryKind::Pack, Some(space), Some(home), Some(device), Some(number)) => Named::Pack {
                chain: ChainName {
                    space,
                    home,
                    device,
                },
                number,
            },
            _ => return Err(Trouble::Damaged("an entry without a name")),
        };
        Ok(named)
    }
}

fn put<T: Serialize>(to: &mut dyn Write, what: &T) -> Result<(), MoveError> {
    let bytes = encode(what).map_err(|_| MoveError::NotALog("it cannot be written"))?;
    let length = u32::try_from(bytes.len()).map_err(|_| MoveError::NotALog("too large"))?;
    to.write_all(&length.to_be_bytes())?;
    to.write_all(&bytes)?;
    Ok(())
}

fn take<T: serde::de::DeserializeOwned + serde::Serialize>(
    from: &mut dyn Read,
) -> Result<T, MoveError> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
    if length > limits::BODY_BYTES {
        return Err(MoveError::NotALog("an entry is too large"));
    }
    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes)?;
    decode(&bytes).map_err(|_| MoveError::NotALog("an entry cannot be read"))
}

/// Hashes what goes by, piece after piece; pieces are the same when written and when read.
struct Hashing<T> {
    inner: T,
    hash: Hash,
}

impl<T> Hashing<T> {
    fn note(&mut self, piece: &[u8]) {
        self.hash = Hash::of(&[b"alongside file v1", &self.hash.0, piece]);
    }
}

impl Write for Hashing<&mut dyn Write> {
    fn write(&mut self, piece: &[u8]) -> std::io::Result<usize> {
        self.inner.write_all(piece)?;
        self.note(piece);
        Ok(piece.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

impl Read for Hashing<&mut dyn Read> {
    fn read(&mut self, piece: &mut [u8]) -> std::io::Result<usize> {
        self.inner.read(piece)
    }

    fn read_exact(&mut self, piece: &mut [u8]) -> std::io::Result<()> {
        self.inner.read_exact(piece)?;
        self.note(piece);
        Ok(())
    }
}
