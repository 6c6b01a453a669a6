//! A new name for this laptop: when its file woke up in another installation, or something stands in the log under its name that it
//! does not know. Two laptops must not speak with one voice.
//!
//! The new keys are let in by the old ones ([`Wish::AddDevice`]). Then what was not acknowledged is sealed again under the new name, and
//! the log is read again from where the other one's words stood: under the old name the server had shown them by their hash only.

use crate::engine::Engine;
use crate::facts::Stage;
use crate::fault;
use crate::identity::Identity;
use crate::trouble::Result;
use crate::wishes::Wish;
use alongside_protocol::DeviceId;
use alongside_store::Store;
use std::sync::Arc;

impl Engine {
    /// At the start: is this the installation that the keys belong to?
    pub(crate) fn recognise(&mut self, store: &Store) -> Result<()> {
        let Some(identity) = self.book.identity.clone() else {
            return Ok(());
        };
        let here = self.settings.installation;
        let last = self.book.successor.as_ref().unwrap_or(&identity);
        if last.installation == here {
            return Ok(());
        }
        let is_in = self
            .book
            .membership
            .as_ref()
            .is_some_and(|membership| membership.stage == Stage::In);
        if is_in {
            // A copy may have been made while a new name was on its way: then both would take that one.
            self.book.write(store, |_, book| {
                book.successor = None;
                book.plans.signed = None;
                let old = identity.device;
                book.plans
                    .wishes
                    .retain(|wish| !matches!(wish, Wish::AddDevice { device } if device.id != old));
                Ok(())
            })?;
            self.renew(store)?;
        }
        Ok(())
    }

    /// Begins to take a new name.
    pub(crate) fn renew(&mut self, store: &Store) -> Result<()> {
        if self.book.successor.is_some() || fault::is(fault::Fault::KeepName) {
            return Ok(());
        }
        let (settings, random) = (self.settings, &mut *self.random);
        self.book.write(store, |replica, book| {
            let device = DeviceId(replica.renew_device()?);
            let successor = Identity::make(device, settings.installation, settings.suite, random)?;
            let membership = book.membership()?;
            let device = successor.introduce(&membership.team, &membership.member);
            book.plans.wishes.insert(0, Wish::AddDevice { device });
            book.plans.signed = None;
            book.successor = Some(Arc::new(successor));
            Ok(())
        })?;
        Ok(())
    }

    /// When the log was read to its end: is the new name in the roster, or is one needed? `true` if the log is to be read again.
    pub(crate) fn review_name(&mut self, store: &Store) -> Result<bool> {
        let refused = self.session.refused.take();
        if self.book.log.is_some() {
            // The name is the laptop's, whichever log it is used in: it is changed in its own team's.
            self.session.wants_name |= refused.is_some() || self.book.place.unknown_own.is_some();
            return Ok(false);
        }
        if let Some(hash) = refused {
            let still = store
                .replica_read(|replica| replica.kept_by_hash(&hash.0))?
                .is_some_and(|kept| kept.position.is_none());
            if still {
                self.renew(store)?;
            }
        }
        if self.book.place.unknown_own.is_some() {
            self.renew(store)?;
        }
        let Some(successor) = self.book.successor.clone() else {
            return Ok(false);
        };
        let is_in = self
            .book
            .roster
            .as_ref()
            .is_some_and(|roster| roster.devices.contains_key(&successor.device));
        if !is_in {
            return Ok(false);
        }
        let (is_back, _) = self.book.write(store, |replica, book| {
            book.identity = Some(successor);
            book.successor = None;
            book.plans.signed = None;
            book.plans.openings.clear();
            replica.reissue()?;
            book.read_unknown(replica)
        })?;
        if is_back {
            self.session.at_end = false;
        }
        Ok(is_back)
    }
}
