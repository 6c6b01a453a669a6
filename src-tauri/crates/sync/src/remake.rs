//! Snapshots are made by laptops that are up to date and have nothing else to do: the server says of which spaces many packs have come
//! since the last, and each is said again in one piece, for laptops that are new.

use crate::body;
use crate::engine::Engine;
use crate::facts::Book;
use crate::fault;
use crate::identity::random_bytes;
use crate::keyring::ring_of;
use crate::line::Request;
use crate::seal::may_write;
use crate::trouble::{Result, SyncError};
use alongside_protocol::{
    Hash, Head, PackId, Snapshot, SnapshotHeader, Stretch, TeamId, Wanting, encode, limits,
};
use alongside_store::Store;
use alongside_store::replica::Replica;
use alongside_vault::Random;
use uuid::Uuid;

/// Bytes of commits in a snapshot, before compression: it is fetched, opened and applied in one step.
const BYTES: usize = 2 * 1024 * 1024;

/// What is to be made in this session.
#[derive(Clone, Debug, Default)]
pub(crate) struct Remaking {
    /// Of which spaces, and from where on.
    stretches: Vec<Stretch>,
    /// The log had come to here when that was asked.
    asked_at: u64,
    /// The end of the one that is under way.
    end: u64,
}

impl Remaking {
    pub(crate) fn wanted(&mut self, stretches: Vec<Stretch>) {
        self.stretches = stretches;
    }

    /// The one under way is there. Is there more of that space?
    pub(crate) fn kept(&mut self, read_to: u64) {
        let end = self.end;
        match self.stretches.last_mut() {
            Some(stretch) if end < read_to => stretch.after = end,
            _ => drop(self.stretches.pop()),
        }
    }

    /// The server would not have it: another laptop was first, or the log has moved on. It is asked again when there is more.
    pub(crate) fn give_up(&mut self) {
        self.stretches.clear();
    }
}

impl Engine {
    /// The next request for the sake of laptops to come; nothing if all is well.
    pub(crate) fn remake(&mut self, store: &Store, team: TeamId) -> Result<Option<Request>> {
        if self.book.log.is_some() {
            // In another team's log that is for its own laptops to do.
            return Ok(None);
        }
        let read_to = self.book.place.cursor.position;
        let packs = self.settings.packs_in_snapshot;
        let random = &mut *self.random;
        while let Some(stretch) = self.session.remaking.stretches.last().copied() {
            let (made, _) = self
                .book
                .write(store, |replica, book| make(replica, book, &stretch, random))?;
            if let Some((snapshot, end)) = made {
                self.session.remaking.end = end;
                return Ok(Some(Request::PutSnapshot(team, snapshot)));
            }
            self.session.remaking.stretches.pop();
        }
        let asked_at = self.session.remaking.asked_at;
        let is_early = read_to < self.settings.entries_before_snapshots
            || read_to < asked_at.saturating_add(u64::from(packs));
        if is_early {
            return Ok(None);
        }
        self.session.remaking.asked_at = read_to;
        Ok(Some(Request::Wanting(team, Wanting { packs })))
    }
}

/// Seals what stands in a space after a position, and says how far that goes; nothing if there is nothing, or it cannot be done here.
fn make(
    replica: &mut Replica<'_>,
    book: &Book,
    stretch: &Stretch,
    random: &mut dyn Random,
) -> Result<Option<(Vec<u8>, u64)>> {
    let space = Uuid::from_bytes(stretch.space.0);
    let Some(known) = replica.space(space)? else {
        return Ok(None);
    };
    let Some(secret) = known.secret.filter(|_| known.opened_at.is_some()) else {
        return Ok(None);
    };
    if !may_write(book, &known)? {
        return Ok(None);
    }
    let read_to = book.place.cursor.position;
    let (mut commits, end) = replica.placed_parts(space, stretch.after, read_to, BYTES)?;
    let Some(chain) = replica.head_at(end)?.filter(|_| !commits.is_empty()) else {
        return Ok(None);
    };
    if fault::lies() {
        for commit in &mut commits {
            commit.id = Uuid::from_u128(commit.id.as_u128() ^ 1);
        }
    }
    let (membership, identity) = (book.membership()?, book.identity()?);
    let (team, epoch) = (membership.team, book.roster()?.epoch());
    let ring = ring_of(known.kind, membership.member);
    let Some(key) = book.keyring.pack_key(ring, (epoch, 0), &space, &secret)? else {
        return Ok(None);
    };
    let (codec, body) = body::write(&commits).map_err(|_| SyncError::Damaged)?;
    let id = PackId(random_bytes(random)?);
    let header = encode(&SnapshotHeader {
        version: 1,
        space: stretch.space,
        device: identity.device,
        after: stretch.after,
        to: Head {
            position: end,
            chain: Hash(chain),
        },
        epoch,
        id,
        codec,
    })?;
    let sealed = key.seal_pack(&id.0, &Snapshot::associated(&team, &header), body)?;
    let signature = identity.sign(&Snapshot::signed_text(&team, &header, &sealed));
    let bytes = Snapshot {
        header,
        sealed,
        signature,
    }
    .bytes()?;
    Ok((bytes.len() <= limits::SNAPSHOT_BYTES).then_some((bytes, end)))
}
