//! Bringing the directory up to date with a copy that is whole as far as it goes: one transaction, which undo passes by.
//!
//! Records that did not change are not read again. Nothing is ever deleted: a service that the list gives no longer is marked so.

use super::Progress;
use crate::api::feeds::LastPull;
use crate::api::records::{Did, Verb};
use crate::desk::{Open, name_of};
use crate::import::keep::{Keeper, Kept};
use crate::reference::Lists;
use alongside_documents::import::feed::{Form, id_of_key, read_records};
use alongside_domain::Kind;
use alongside_domain::directory::{Feed, Service};
use alongside_domain::ids::FeedId;
use alongside_store::{Changes, Result, StoreError, Tx};
use chrono::NaiveDate;
use std::sync::atomic::{AtomicBool, Ordering};

/// Records read at a time: memory does not grow with the list.
const AT_A_TIME: u32 = 400;

/// What is to be kept.
pub(super) struct Copy<'a> {
    pub feed: FeedId,
    pub form: Option<Form>,
    /// Ids that the list gives no longer, and says so when it is asked.
    pub gone: Vec<String>,
    /// Services staged.
    pub staged: u32,
    /// What is told of it; counts are filled in.
    pub last: LastPull,
    pub today: NaiveDate,
    /// The vault is closing.
    pub ending: &'a AtomicBool,
    /// Told how many records were read.
    pub read: &'a mut dyn FnMut(u32),
}

/// What a renewed list is called in the log.
pub(crate) fn renewed() -> Did {
    Did {
        verb: Verb::Imported,
        kind: Some(Kind::Feed),
        field: None,
    }
}

/// Brings the directory up to date.
pub(super) fn keep(open: &Open, lists: &Lists, copy: Copy<'_>) -> Result<(LastPull, Changes)> {
    let did = name_of(&renewed());
    let tags = lists
        .tags()
        .map_err(|_| StoreError::Internal("the list of tags cannot be read"))?;
    let postcodes = open.store.postcodes_known()? > 0;
    open.store.transact_apart(&did, |tx| {
        let mut feed: Feed = tx.get(copy.feed)?;
        let source = feed.address.0.clone();
        let keeper = Keeper {
            store: &open.store,
            lists,
            tags,
            source: &source,
            did: did.clone(),
            postcodes,
            revives: false,
        };
        let mut last = copy.last;
        let (kept, left_out) = read(tx, &keeper, copy.feed, copy.ending, copy.read)?;
        last.added = kept.added;
        last.updated = kept.updated;
        last.left_out = left_out;
        last.unchanged = copy
            .staged
            .saturating_sub(kept.added + kept.updated + left_out);
        for id in tx.back_in_staged(copy.feed, &source)? {
            let mut service: Service = tx.get(id)?;
            service.gone_since = None;
            tx.put(&service)?;
            last.back += 1;
        }
        for id in copy.gone {
            if let Some(mut service) = tx.service_of_source(&source, &id)? {
                service.gone_since = Some(copy.today);
                tx.put(&service)?;
                last.gone += 1;
            }
        }
        if let Some(form) = copy.form {
            feed.form = form.code().into();
        }
        if last.whole {
            feed.whole_at = Some(tx.now());
            feed.whole_by = tx.by().into();
            feed.services = Some(i64::from(copy.staged));
        }
        tx.put(&feed)?;
        let progress = Progress {
            walk: None,
            stopped: false,
            last: Some(last.clone()),
        };
        tx.settle_staged(copy.feed, &progress.written())?;
        Ok(last)
    })
}

fn read(
    tx: &mut Tx<'_>,
    keeper: &Keeper<'_>,
    feed: FeedId,
    ending: &AtomicBool,
    told: &mut dyn FnMut(u32),
) -> Result<(Kept, u32)> {
    let mut known = keeper.known(tx)?;
    let (mut kept, mut left_out, mut done) = (Kept::default(), 0, 0);
    let mut after = String::new();
    loop {
        let mut staged = tx.staged(feed, &after, AT_A_TIME)?;
        if staged.len() == AT_A_TIME as usize {
            whole_ids_only(&mut staged);
        }
        let Some((last, _)) = staged.last() else {
            return Ok((kept, left_out));
        };
        after = last.clone();
        done += u32::try_from(staged.len()).unwrap_or(u32::MAX);
        let bodies: Vec<Vec<u8>> = staged.into_iter().map(|(_, body)| body).collect();
        let batch = read_records(&bodies, keeper.source)
            .map_err(|_| StoreError::Internal("a staged record cannot be read"))?;
        left_out += u32::try_from(batch.skipped.len()).unwrap_or(u32::MAX);
        let mut go_on = |_: usize| match ending.load(Ordering::SeqCst) {
            true => Err(StoreError::Cancelled),
            false => Ok(()),
        };
        let more = keeper.keep(tx, &mut known, batch, &mut go_on)?;
        kept.added += more.added;
        kept.updated += more.updated;
        kept.unchanged += more.unchanged;
        told(done);
    }
}

/// Records of one id are read together: the last of a full slice may have more behind them, and wait for the next slice.
fn whole_ids_only(staged: &mut Vec<(String, Vec<u8>)>) {
    let Some(last) = staged.last().map(|(key, _)| id_of_key(key).to_owned()) else {
        return;
    };
    let first = staged
        .iter()
        .position(|(key, _)| id_of_key(key) == last)
        .unwrap_or(0);
    if first > 0 {
        staged.truncate(first);
    }
}
