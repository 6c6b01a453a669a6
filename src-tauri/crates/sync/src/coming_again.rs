//! Coming again: a laptop that was taken out of its team, by mistake or for a while, is let in anew with all that is on it.
//!
//! It knocks like a new one, under a new name and with new keys: those that were taken out stay out. What it holds it keeps, and what
//! was written on it since and arrived nowhere goes out under the new name. Before that it reads what happened meanwhile, so that who
//! was erased is gone from it, and what its role may not read any more ([`crate::narrowing`]). Its member's own key is still here, which
//! no lead could give: it says so itself.

use crate::engine::{Engine, Session};
use crate::facts::{Book, Stage};
use crate::fault::{self, Fault};
use crate::identity::Identity;
use crate::joining::Welcome;
use crate::narrowing;
use crate::trouble::{Result, SyncError, Trouble};
use crate::wishes::Wish;
use alongside_protocol::{
    DeviceId, EntryKind, Head, MemberId, NewDevice, RosterStep, SignedRoster, limits,
};
use alongside_store::Store;
use alongside_store::replica::Replica;
use std::sync::Arc;

impl Engine {
    /// Whether this laptop was in a team and is out of it, as far as it was told: it may be let in again.
    #[must_use]
    pub fn is_out(&self) -> bool {
        let Some(membership) = &self.book.membership else {
            return false;
        };
        match membership.stage {
            Stage::Again { .. } => true,
            Stage::In => {
                self.session.trouble == Some(Trouble::Revoked) || self.book.role().is_none()
            }
            Stage::Founding { .. } | Stage::Joining => false,
        }
    }

    /// The knock of a laptop that was in this team before, as the same member.
    pub(crate) fn knock_again(&mut self, store: &Store, welcome: &Welcome) -> Result<NewDevice> {
        let (settings, random) = (self.settings, &mut *self.random);
        let (device, _) = self.book.write(store, |replica, book| {
            let known = book.membership()?;
            let is_theirs = (known.team, known.member) == (welcome.team, welcome.member);
            if !is_theirs || known.first.is_some_and(|first| first != welcome.first) {
                return Err(SyncError::NotInTeam);
            }
            let read_team = match known.stage {
                Stage::Again { read_team } => read_team,
                _ => narrowing::holds_team(replica)?,
            };
            book.drop_name(replica)?;
            let id = DeviceId(replica.renew_device()?);
            let identity = Identity::make(id, settings.installation, settings.suite, random)?;
            let device = identity.introduce(&welcome.team, &welcome.member);
            if book.keyring.has_member_key() {
                book.plans.wishes.push(Wish::HandOwn { device: id });
            }
            book.identity = Some(Arc::new(identity));
            if let Some(membership) = &mut book.membership {
                membership.stage = Stage::Again { read_team };
                membership.anchor = (welcome.head.position > 0).then_some(welcome.head);
                membership.list = (welcome.list.0 > 0).then_some(welcome.list);
            }
            Ok(device)
        })?;
        self.session = Session {
            // An answer to an earlier question is nobody's.
            next_id: self.session.next_id,
            ..Session::default()
        };
        Ok(device)
    }
}

impl Book {
    /// Lets go of the name that was taken out, and of one that was to follow it: what waits under it is sealed anew, and what stands in
    /// the log under it and is not known here is read as anybody's.
    fn drop_name(&mut self, replica: &mut Replica<'_>) -> Result<()> {
        let names = [self.identity.take(), self.successor.take()];
        for name in names.iter().flatten() {
            self.plans.wishes.retain(|wish| {
                !matches!(wish, Wish::AddDevice { device } if device.id == name.device)
                    && !matches!(wish, Wish::HandOwn { device } if *device == name.device)
            });
        }
        self.plans.signed = None;
        self.plans.openings.clear();
        replica.reissue()?;
        self.read_unknown(replica).map(|_| ())
    }

    /// Something of this laptop's former name stands in the log that it does not know: reading begins again before that.
    pub(crate) fn read_unknown(&mut self, replica: &Replica<'_>) -> Result<bool> {
        let Some(unknown) = self.place.unknown_own.take() else {
            return Ok(false);
        };
        let before = unknown.saturating_sub(1);
        self.place.cursor = match replica.head_at(before)? {
            Some(chain) => Head {
                position: before,
                chain: alongside_protocol::Hash(chain),
            },
            None => Head::default(),
        };
        Ok(true)
    }

    /// Whether somebody was taken out since that was wished of them, or since their role was to be another: if they are here now, they
    /// were let in again by somebody who knew more, and the wish is over.
    pub(crate) fn is_overtaken(&self, replica: &Replica<'_>, wish: &Wish) -> Result<bool> {
        let (Wish::Remove { member } | Wish::ChangeRole { member, .. }) = wish else {
            return Ok(false);
        };
        match self.wished.get(member) {
            Some(since) if !fault::is(Fault::TakeOutAgain) => {
                was_taken_out(replica, *member, *since)
            }
            _ => Ok(false),
        }
    }
}

/// Whether the log says after a position that somebody is out.
fn was_taken_out(replica: &Replica<'_>, who: MemberId, since: u64) -> Result<bool> {
    let mut after = since;
    loop {
        let kept = replica.kept(after, limits::PAGE_BYTES)?;
        let Some(last) = kept.last().and_then(|kept| kept.position) else {
            return Ok(false);
        };
        after = last;
        for kept in kept {
            if kept.entry_kind == EntryKind::Roster.number()
                && let Ok((_, entry)) = SignedRoster::read(&kept.bytes)
                && matches!(entry.step, RosterStep::Remove { member, .. } if member == who)
            {
                return Ok(true);
            }
        }
    }
}
