//! What the server answered, and what follows from it.

use crate::engine::Engine;
use crate::facts::Stage;
use crate::fault;
use crate::line::{Output, Request, Response};
use crate::open;
use crate::trouble::{LineTrouble, Result, Trouble};
use crate::turn::trouble_of;
use alongside_domain::Moment;
use alongside_protocol::{
    Entry, EntryKind, Head, Hello, OLDEST, Pack, Page, ProtocolError, PushReply, Refusal, Role,
    SignedOpening, SpaceId, VERSION,
};
use alongside_store::Store;
use uuid::Uuid;

/// Times in a row that the server may take nothing before this laptop waits: reading the log mends most of it at the first.
const PATIENCE: u32 = 3;

impl Engine {
    pub(crate) fn answered(
        &mut self,
        store: &Store,
        request: &Request,
        response: Response,
        now: Moment,
        out: &mut Vec<Output>,
    ) -> Result<()> {
        match (request, response) {
            (Request::Hello, Response::Hello(hello)) => self.greeted(&hello, now, out),
            (Request::SignUp(_), Response::Placed(_)) if self.book.plans.set_up.is_some() => {
                self.is_set_up(store)?;
            }
            (Request::SignUp(_), Response::Placed(_)) => {
                self.book.write(store, |_, book| {
                    if let Some(membership) = &mut book.membership {
                        membership.stage = Stage::Joining;
                    }
                    Ok(())
                })?;
                self.session.at_end = false;
            }
            (Request::Pull(_, pull), Response::Page(page)) => {
                if self.session.probing.is_some() {
                    self.probed(pull.after.position, true, out);
                } else if pull.after == self.book.place.cursor {
                    self.page(store, page, now, out)?;
                }
            }
            (Request::Push(_, push) | Request::Resend(_, push), Response::Pushed(reply)) => {
                let again = matches!(request, Request::Resend(..));
                self.pushed(store, &push.entries, &reply, again, now, out)?;
            }
            (Request::Leave(..), Response::Left) => self.left(store)?,
            // It is tried again when the vault is next opened, and stands in nobody's way.
            (Request::Leave(..), Response::Refused(_)) => self.session.has_left = true,
            (Request::Survey(..), Response::Surveyed(surveyed)) => {
                self.met(surveyed.time, now);
                self.surveyed(store, surveyed, now)?;
            }
            (Request::Fetch(_, fetch), Response::Fetched(fetched)) => {
                self.met(fetched.time, now);
                self.fetched(store, fetch, fetched, now, out)?;
            }
            (Request::Wanting(..), Response::Wanted(wanted)) => {
                self.session.remaking.wanted(wanted.stretches);
            }
            (Request::PutSnapshot(..), Response::Kept) => {
                self.session.remaking.kept(self.book.place.cursor.position);
            }
            (_, Response::Refused(refusal)) => self.refused(store, request, &refusal, now, out)?,
            _ => self.wait(Trouble::Line(LineTrouble::NotOurs), out),
        }
        Ok(())
    }

    fn greeted(&mut self, hello: &Hello, now: Moment, out: &mut Vec<Output>) {
        if hello.service != "alongside" {
            self.wait(Trouble::Line(LineTrouble::NotOurs), out);
        } else if hello.oldest > VERSION {
            self.wait(Trouble::TooOldHere, out);
        } else if hello.newest < OLDEST {
            self.wait(Trouble::TooOldThere, out);
        } else {
            self.session.greeted = true;
            self.met(hello.time, now);
        }
    }

    /// The server's time, as an answer says it.
    fn met(&mut self, time: i64, now: Moment) {
        self.session.ahead = Some(time.saturating_sub(now.0));
    }

    fn page(
        &mut self,
        store: &Store,
        page: Page,
        now: Moment,
        out: &mut Vec<Output>,
    ) -> Result<()> {
        self.met(page.time, now);
        if fault::is(fault::Fault::PlaceBeforePage) {
            self.place_before(store, &page)?;
        }
        let (taken, changes) = self.book.write(store, |replica, book| {
            let taken = open::take_page(replica, book, page, now)?;
            crate::fresh::judge(replica, book, now)?;
            Ok(taken)
        })?;
        Self::changed(changes, out);
        self.session.end = taken.end;
        self.session.at_end = !taken.rewound && self.book.place.cursor.position >= taken.end;
        self.session.trouble = None;
        self.session.is_unknown_there = false;
        self.session.failures = 0;
        if taken.entries > 0 {
            self.session.blocked.clear();
        }
        Ok(())
    }

    /// A fault on purpose: the place is kept first, and a crash before the rest loses the page.
    fn place_before(&mut self, store: &Store, page: &Page) -> Result<()> {
        let end = page
            .items
            .iter()
            .try_fold(self.book.place.cursor, |head, item| {
                alongside_protocol::extend(head, &item.shown.hash())
            })?;
        let before = self.book.clone();
        self.book.write(store, |_, book| {
            book.place.cursor = end;
            Ok(())
        })?;
        // As if the rest had been done: the copy in memory goes on from where it was.
        self.book = before;
        Ok(())
    }

    fn pushed(
        &mut self,
        store: &Store,
        entries: &[Entry],
        reply: &PushReply,
        again: bool,
        now: Moment,
        out: &mut Vec<Output>,
    ) -> Result<()> {
        self.met(reply.time, now);
        // It counts when the log shows it.
        self.session.at_end = false;
        if fault::is(fault::Fault::AcknowledgeEarly) {
            self.acknowledge_early(store, entries)?;
        }
        if reply.placed.is_empty() && reply.refused.is_some() {
            self.session.stuck += 1;
        } else {
            self.session.stuck = 0;
        }
        let Some(refusal) = &reply.refused else {
            return Ok(());
        };
        let Some(entry) = entries.get(reply.placed.len()) else {
            self.wait(Trouble::Declined, out);
            return Ok(());
        };
        if again {
            self.refused_again(store, entry, refusal)?;
        } else {
            self.refused_entry(store, entry, refusal, now, out)?;
        }
        if self.session.stuck > PATIENCE && !self.session.waiting {
            self.wait(trouble_of(refusal), out);
        }
        Ok(())
    }

    /// A fault on purpose.
    fn acknowledge_early(&mut self, store: &Store, entries: &[Entry]) -> Result<()> {
        let position = self.book.place.cursor.position + 1;
        self.book.write(store, |replica, _| {
            for entry in entries {
                if replica.kept_by_hash(&entry.hash().0)?.is_some() {
                    replica.acknowledge(&entry.hash().0, position)?;
                }
            }
            Ok(())
        })?;
        Ok(())
    }

    fn refused_entry(
        &mut self,
        store: &Store,
        entry: &Entry,
        refusal: &Refusal,
        now: Moment,
        out: &mut Vec<Output>,
    ) -> Result<()> {
        match refusal {
            // Reading the log brings what has changed; what was sealed or signed before is made anew on top of it.
            Refusal::OldEpoch { .. } | Refusal::Erased => {}
            Refusal::RosterMoved => self.sign_again(store)?,
            Refusal::Taken { .. } | Refusal::Gap { .. } => {
                if entry.kind == EntryKind::Roster {
                    self.sign_again(store)?;
                } else {
                    self.session.refused = Some(entry.hash());
                }
            }
            Refusal::OtherLog { .. } => {
                // What was sealed speaks of a log that is no more.
                self.sign_again(store)?;
                self.seal_again(store)?;
            }
            Refusal::NoSuchSpace | Refusal::NotAllowed | Refusal::TooLarge => {
                self.refused_in_space(store, entry, refusal, out)?;
            }
            other => self.refused_altogether(other, now, out),
        }
        Ok(())
    }

    fn sign_again(&mut self, store: &Store) -> Result<()> {
        self.book.write(store, |_, book| {
            book.plans.signed = None;
            Ok(())
        })?;
        Ok(())
    }

    fn seal_again(&mut self, store: &Store) -> Result<()> {
        self.book.write(store, |replica, book| {
            replica.reissue()?;
            book.plans.openings.clear();
            Ok(())
        })?;
        Ok(())
    }

    /// Something is wrong with one space, or one wish. The rest goes on.
    fn refused_in_space(
        &mut self,
        store: &Store,
        entry: &Entry,
        refusal: &Refusal,
        out: &mut Vec<Output>,
    ) -> Result<()> {
        let Some(space) = space_of(entry) else {
            let (declined, _) = self.book.write(store, |_, book| {
                book.plans.signed = None;
                let has_any = !book.plans.wishes.is_empty();
                Ok(has_any.then(|| book.plans.wishes.remove(0)))
            })?;
            let why = alongside_protocol::ProtocolError::NotAllowed;
            out.extend(declined.map(|wish| Output::Declined(wish, why)));
            return Ok(());
        };
        let is_open = store
            .replica_read(|replica| replica.space(Uuid::from_bytes(space.0)))?
            .is_some_and(|space| space.opened_at.is_some());
        if *refusal == Refusal::NoSuchSpace && !is_open {
            return self.seal_again(store);
        }
        self.session.blocked.insert(space);
        self.session.trouble = Some(trouble_of(refusal));
        Ok(())
    }

    /// While a restored server is sent again what it lost, what it does not take in its old form is sent in a new one.
    fn refused_again(&mut self, store: &Store, entry: &Entry, refusal: &Refusal) -> Result<()> {
        self.book.write(store, |replica, book| {
            crate::again::give_up(replica, book, entry, refusal)
        })?;
        Ok(())
    }

    fn refused(
        &mut self,
        store: &Store,
        request: &Request,
        refusal: &Refusal,
        now: Moment,
        out: &mut Vec<Output>,
    ) -> Result<()> {
        match (request, refusal) {
            (Request::SignUp(_), _) if self.book.plans.set_up.is_some() => {
                // A code that is not good is asked for again; nothing else was done.
                self.book.write(store, |_, book| {
                    book.plans.set_up = None;
                    Ok(())
                })?;
                self.refused_altogether(refusal, now, out);
            }
            (Request::Pull(_, pull), Refusal::OtherLog { end }) => {
                // Another log, but one of this team: somebody has set it up again.
                self.session.is_unknown_there = false;
                if self.session.probing.is_some() {
                    self.probed(pull.after.position, false, out);
                } else if pull.after == self.book.place.cursor {
                    self.other_log(store, *end, out)?;
                }
            }
            (Request::Pull(..), Refusal::Unknown) if self.is_in() => {
                let known = self.book.place.cursor.position;
                self.session.is_unknown_there = true;
                self.wait(Trouble::Older { common: 0, known }, out);
            }
            (
                Request::Pull(..) | Request::Survey(..),
                Refusal::Unknown | Refusal::BadSignature | Refusal::NotAllowed,
            ) if !self.is_in() => {
                // Not let in yet, or not again.
                self.wait(Trouble::Line(LineTrouble::Unwell), out);
                self.session.trouble = self.is_out().then_some(Trouble::Revoked);
            }
            (
                _,
                Refusal::WrongTime { .. }
                | Refusal::TooMany { .. }
                | Refusal::Revoked
                | Refusal::Suspended,
            ) => self.refused_altogether(refusal, now, out),
            (Request::Survey(..) | Request::Fetch(..), _) => self.not_helped(),
            (Request::Wanting(..) | Request::PutSnapshot(..), _) => {
                self.session.remaking.give_up();
            }
            (_, other) => self.refused_altogether(other, now, out),
        }
        Ok(())
    }

    fn is_in(&self) -> bool {
        self.book
            .membership
            .as_ref()
            .is_some_and(|membership| membership.stage == Stage::In)
    }

    fn refused_altogether(&mut self, refusal: &Refusal, now: Moment, out: &mut Vec<Output>) {
        match refusal {
            Refusal::WrongTime { time } => {
                self.met(*time, now);
                self.session.stuck += 1;
                if self.session.stuck > PATIENCE {
                    self.wait(trouble_of(refusal), out);
                }
            }
            Refusal::TooMany { seconds } => {
                self.wait_for(trouble_of(refusal), u64::from(*seconds) * 1_000, out);
            }
            Refusal::Revoked => {
                // Nothing is asked any more until somebody says so. What was not sent stays.
                self.session.trouble = Some(Trouble::Revoked);
                self.session.waiting = true;
                if std::mem::take(&mut self.session.listening) {
                    out.push(Output::StopListening);
                }
            }
            other => self.wait(trouble_of(other), out),
        }
    }

    /// The server's log is not the one that was read here: where do they part?
    fn other_log(&mut self, store: &Store, end: Head, out: &mut Vec<Output>) -> Result<()> {
        let known = self.book.place.cursor.position;
        let is_older = end.position < known && self.head_at(store, end.position)? == Some(end);
        if is_older {
            let common = end.position;
            self.wait(Trouble::Older { common, known }, out);
        } else {
            self.session.probing = Some((0, known.min(end.position.max(1))));
            self.settle_probing(out);
        }
        Ok(())
    }

    fn probed(&mut self, position: u64, agrees: bool, out: &mut Vec<Output>) {
        if let Some((agreed, differing)) = &mut self.session.probing {
            if agrees {
                *agreed = position;
            } else {
                *differing = position;
            }
        }
        self.settle_probing(out);
    }

    fn settle_probing(&mut self, out: &mut Vec<Output>) {
        if let Some((common, differing)) = self.session.probing
            && differing <= common + 1
        {
            self.session.probing = None;
            self.wait(Trouble::OtherHistory { common }, out);
        }
    }

    /// Sets the team up again on a server that has nothing of it: the same team, with the entry it began with. Then everything that
    /// laptops keep is sent again, by this one and by all others. Takes a sign-up code from whoever runs the server.
    ///
    /// # Errors
    /// [`crate::SyncError::Rule`] if who works here does not lead, or the server has something of the team.
    pub fn set_up_again(&mut self, store: &Store, code: &str) -> Result<()> {
        if self.book.role() != Some(Role::Lead) || !self.session.is_unknown_there {
            return Err(ProtocolError::NotAllowed.into());
        }
        self.book.write(store, |_, book| {
            book.plans.set_up = Some(code.to_owned());
            Ok(())
        })?;
        // A code that was wrong before is forgotten; how things stand is not.
        let known = self.book.place.cursor.position;
        self.session.trouble = Some(Trouble::Older { common: 0, known });
        self.session.waiting = false;
        Ok(())
    }

    /// The team stands on the server again, with nothing but its beginning.
    fn is_set_up(&mut self, store: &Store) -> Result<()> {
        self.book.write(store, |replica, book| {
            book.plans.set_up = None;
            crate::again::rewind(replica, book, Head::default())
        })?;
        self.go_on_again();
        Ok(())
    }

    fn go_on_again(&mut self) {
        self.session.probing = None;
        self.session.trouble = None;
        self.session.waiting = false;
        self.session.failures = 0;
        self.session.at_end = false;
        self.session.has_left = false;
        self.session.is_unknown_there = false;
    }

    /// The server is to be sent again what it lost.
    pub(crate) fn send_again(&mut self, store: &Store) -> Result<()> {
        if self.session.is_unknown_there {
            // There is no team to send anything to: a lead sets it up first.
            return Ok(());
        }
        let common = match self.session.trouble {
            Some(Trouble::Older { common, .. } | Trouble::OtherHistory { common }) => common,
            _ => return Ok(()),
        };
        // Of a page that was not taken over no place is known: then from the last before it that is.
        let noted = store.replica_read(|replica| replica.head_at_most(common))?;
        let head = noted.map_or_else(Head::default, |(position, chain)| Head {
            position,
            chain: alongside_protocol::Hash(chain),
        });
        self.book.write(store, |replica, book| {
            crate::again::rewind(replica, book, head)
        })?;
        self.go_on_again();
        Ok(())
    }
}

/// The space of a pack or opening.
pub(crate) fn space_of(entry: &Entry) -> Option<SpaceId> {
    match entry.kind {
        EntryKind::Roster => None,
        EntryKind::Opening => SignedOpening::read(&entry.bytes)
            .ok()
            .map(|(_, opening)| opening.space),
        EntryKind::Pack => Pack::read(&entry.bytes)
            .ok()
            .map(|(_, header)| header.space),
    }
}
