//! Whose turn it is: which request comes next, and what must be put in order before it.

use crate::engine::Engine;
use crate::facts::Stage;
use crate::fault::{self, Fault};
use crate::line::{self, Output, Request};
use crate::seal;
use crate::trouble::{Result, SyncError, Trouble};
use crate::wishes;
use alongside_domain::Moment;
use alongside_protocol::{
    Entry, EntryKind, Head, Pack, Push, Roster, SignUp, SignedOpening, SpaceId, TeamId, limits,
};
use alongside_store::Store;
use alongside_store::replica::{KeptPack, Replica};
use alongside_store::spaces::{DIRECTORY, TEAM};

/// How far ahead of the server's a stamp may be before it is put right, in milliseconds.
const AHEAD: i64 = 2 * 60 * 1_000;
/// How much is asked for when only the answer matters.
const A_LITTLE: usize = 1;

impl Engine {
    pub(crate) fn next_request(
        &mut self,
        store: &Store,
        now: Moment,
        out: &mut Vec<Output>,
    ) -> Result<Option<Request>> {
        let membership = self.book.membership()?.clone();
        let team = membership.team;
        if !self.session.greeted {
            return Ok(Some(Request::Hello));
        }
        if let Stage::Founding { code, entry } = membership.stage {
            return Ok(Some(Request::SignUp(SignUp { code, team, entry })));
        }
        if let Some(code) = self.book.plans.set_up.clone() {
            let entry = store_found(store)?;
            return Ok(entry.map(|entry| Request::SignUp(SignUp { code, team, entry })));
        }
        if let Some(request) = self.probe(store, team)? {
            return Ok(Some(request));
        }
        if let Some(request) = self.fresh_request(team)? {
            return Ok(Some(request));
        }
        if !self.session.at_end {
            return Ok(Some(line::pull(
                team,
                self.book.place.cursor,
                limits::PAGE_BYTES,
            )));
        }
        if membership.stage != Stage::In || self.book.role().is_none() {
            return Ok(None);
        }
        if self.book.is_behind_paper() {
            // An older list of the team than the code was printed for: nothing is done in it.
            let common = self.book.place.cursor.position;
            self.wait(Trouble::OtherHistory { common }, out);
            return Ok(None);
        }
        if self.book.plans.again {
            let request = self.hand_in_again(store, team)?;
            if request.is_some() {
                return Ok(request);
            }
        }
        if self.book.plans.carries_rest {
            self.book.write(store, |replica, book| {
                book.plans.carries_rest = false;
                crate::again::carry_rest(replica, book)
            })?;
        }
        if self.review_name(store)? {
            return Ok(Some(line::pull(
                team,
                self.book.place.cursor,
                limits::PAGE_BYTES,
            )));
        }
        self.put_clock_right(store, now)?;
        if self.book.is_on_paper() {
            // The first thing that who comes back by their code does is to let this laptop in.
            return self.push_wish(store, team, out);
        }
        if self.opens_first(store)? {
            return self.hand_in(store, team);
        }
        self.put_on_paper(store)?;
        if let Some(request) = self.push_wish(store, team, out)? {
            return Ok(Some(request));
        }
        if self.book.successor.is_some() {
            // Nothing more is sent under a name that another uses, too.
            return Ok(None);
        }
        let mut request = self.hand_in(store, team)?;
        if request.is_none() {
            request = self.leave(store, team)?;
        }
        if request.is_none() && self.unsent(store)?.commits == 0 {
            self.session.synced_at = Some(now);
            return self.remake(store, team);
        }
        Ok(request)
    }

    /// Asks about a place between the last known to agree and the first known to differ; nothing if there is none between.
    fn probe(&mut self, store: &Store, team: TeamId) -> Result<Option<Request>> {
        while let Some((agreed, differing)) = self.session.probing {
            if differing <= agreed + 1 {
                break;
            }
            let middle = agreed + (differing - agreed) / 2;
            match self.head_at(store, middle)? {
                Some(after) => return Ok(Some(line::pull(team, after, A_LITTLE))),
                // What is not known here cannot be compared.
                None => self.session.probing = Some((agreed, middle)),
            }
        }
        self.session.probing = None;
        Ok(None)
    }

    /// The log as it was known at a place; at its beginning if nothing was noted.
    pub(crate) fn head_at(&self, store: &Store, position: u64) -> Result<Option<Head>> {
        if position == 0 {
            return Ok(Some(Head::default()));
        }
        let chain = self.book.read(store, |replica| replica.head_at(position))?;
        Ok(chain.map(|chain| Head {
            position,
            chain: alongside_protocol::Hash(chain),
        }))
    }

    /// Puts the stamps of what nobody has seen yet right, once the server's time is known.
    fn put_clock_right(&mut self, store: &Store, now: Moment) -> Result<()> {
        let Some(ahead) = self.session.ahead else {
            return Ok(());
        };
        let latest = now.0.saturating_add(ahead).saturating_add(AHEAD);
        let latest = u64::try_from(latest).unwrap_or(0);
        if self.unsent(store)?.unsealed > 0 {
            self.book
                .write(store, |replica, _| Ok(replica.restamp(latest)?))?;
        }
        Ok(())
    }

    fn push_wish(
        &mut self,
        store: &Store,
        team: TeamId,
        out: &mut Vec<Output>,
    ) -> Result<Option<Request>> {
        let duties = self.book.duties()?;
        if duties.is_empty() && self.book.plans.wishes.is_empty() {
            return Ok(None);
        }
        let random = &mut *self.random;
        let (reviewed, _) = self.book.write(store, |replica, book| {
            for duty in duties {
                if !book.plans.wishes.contains(&duty) {
                    book.plans.wishes.push(duty);
                }
            }
            wishes::review(replica, book, random)
        })?;
        let granted = reviewed.granted.into_iter();
        out.extend(granted.filter(|it| !it.is_duty()).map(Output::Granted));
        let declined = reviewed.declined.into_iter();
        let declined = declined.filter(|(wish, _)| !wish.is_duty());
        out.extend(declined.map(|(wish, why)| Output::Declined(wish, why)));
        Ok(self.book.plans.signed.as_ref().map(|signed| {
            let entries = vec![signed.entry.clone()];
            Request::Push(team, Push { entries })
        }))
    }

    /// Whoever made the team opens the team's own space and its directory, in this order and before anything else: who joins reads
    /// them before their own admission, and their own join them. `true` while that is on its way.
    fn opens_first(&mut self, store: &Store) -> Result<bool> {
        let random = &mut *self.random;
        let (is_on_its_way, _) = self.book.write(store, |replica, book| {
            if !seal::is_founder(book)? {
                return Ok(false);
            }
            let mut is_on_its_way = false;
            for kind in [TEAM, DIRECTORY] {
                let space = seal::own_space(replica, kind, random)?;
                let id = SpaceId(*space.id.as_bytes());
                if space.opened_at.is_none() && !space.is_erased {
                    is_on_its_way = book.plans.openings.contains_key(&id)
                        || seal::open(replica, book, &space, random)?
                        || is_on_its_way;
                }
            }
            Ok(is_on_its_way)
        })?;
        Ok(is_on_its_way)
    }

    /// The next push of what was written here: sealed, kept, and then sent.
    fn hand_in(&mut self, store: &Store, team: TeamId) -> Result<Option<Request>> {
        let random = &mut *self.random;
        let blocked = &self.session.blocked;
        let mut unkept = Vec::new();
        let done = self.book.write(store, |replica, book| {
            let roster = book.roster()?;
            let waiting = replica.pending(limits::PAGE_BYTES)?;
            let is_old = waiting.iter().any(|kept| !is_current(kept, roster));
            if is_old && !fault::is(Fault::KeepOldSeal) {
                // Sealed under an epoch that is over, and not in the log: it never will be.
                replica.reissue()?;
                book.plans.openings.clear();
            }
            let is_full = !is_old && !waiting.is_empty();
            if !is_full {
                seal::seal_waiting(replica, book, random)?;
            }
            let entries = sendable(replica, blocked)?;
            if fault::is(Fault::SendUnkept) && waiting.is_empty() {
                unkept = entries;
                return Err(SyncError::Damaged);
            }
            Ok(entries)
        });
        let entries = match done {
            Err(SyncError::Damaged) if fault::is(Fault::SendUnkept) => unkept,
            done => done?.0,
        };
        Ok((!entries.is_empty()).then_some(Request::Push(team, Push { entries })))
    }

    /// The next push of what a restored server lost.
    fn hand_in_again(&mut self, store: &Store, team: TeamId) -> Result<Option<Request>> {
        let nothing = std::collections::BTreeSet::new();
        let (entries, _) = self.book.write(store, |replica, book| {
            let entries = sendable(replica, &nothing)?;
            book.plans.again = !entries.is_empty();
            Ok(entries)
        })?;
        Ok((!entries.is_empty()).then_some(Request::Resend(team, Push { entries })))
    }
}

/// The entry with which the team began, as it is kept here.
fn store_found(store: &Store) -> Result<Option<Entry>> {
    let mut failed = None;
    let found = store.replica_read(|replica| {
        Ok(crate::again::found_entry(replica).unwrap_or_else(|error| {
            failed = Some(error);
            None
        }))
    })?;
    failed.map_or(Ok(found), Err)
}

/// What is sealed and does not stand in the log, in order.
fn sendable(
    replica: &Replica<'_>,
    blocked: &std::collections::BTreeSet<SpaceId>,
) -> Result<Vec<Entry>> {
    let pending = replica.pending(if blocked.is_empty() {
        limits::PAGE_BYTES
    } else {
        usize::MAX
    })?;
    let mut entries = Vec::new();
    let mut bytes = 0;
    for kept in pending {
        if blocked.contains(&SpaceId(*kept.space.as_bytes())) {
            continue;
        }
        bytes += kept.bytes.len();
        if !entries.is_empty()
            && (bytes > limits::PAGE_BYTES || entries.len() >= limits::PAGE_ENTRIES)
        {
            break;
        }
        entries.extend(seal::entry_of(kept));
    }
    Ok(entries)
}

/// Whether something sealed here is still under the keys that hold.
fn is_current(kept: &KeptPack, roster: &Roster) -> bool {
    let epoch = roster.epoch();
    match EntryKind::from_number(kept.entry_kind) {
        Some(EntryKind::Pack) => Pack::read(&kept.bytes).is_ok_and(|(_, header)| {
            roster.seal_at(&header.space, u64::MAX) == Ok((header.epoch, header.shared))
        }),
        Some(EntryKind::Opening) => SignedOpening::read(&kept.bytes).is_ok_and(|(_, opening)| {
            opening.epoch == epoch || matches!(opening.ring, alongside_protocol::Ring::Member(_))
        }),
        _ => true,
    }
}

/// Not an error of the engine: what the server's refusals are called to a person.
pub(crate) fn trouble_of(refusal: &alongside_protocol::Refusal) -> Trouble {
    use alongside_protocol::Refusal;
    match refusal {
        Refusal::NotUnderstood => Trouble::TooOldThere,
        Refusal::Revoked => Trouble::Revoked,
        Refusal::NotAllowed => Trouble::NotAllowed,
        Refusal::Full => Trouble::Full,
        Refusal::Suspended => Trouble::Suspended,
        Refusal::Unknown => Trouble::Unknown,
        Refusal::Unwell | Refusal::TooMany { .. } | Refusal::WrongTime { .. } => {
            Trouble::Line(crate::LineTrouble::Unwell)
        }
        _ => Trouble::Declined,
    }
}
