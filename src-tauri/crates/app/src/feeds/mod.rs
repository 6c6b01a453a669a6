//! Live lists of services: which the team reads, and how each stands on this laptop.
//!
//! The list of lists is the team's; reading one is each laptop's own affair, and needs no doing: what a colleague's laptop brought in
//! today is not fetched again here. [`worker`] reads, [`keeping`] brings the directory up to date, in one transaction or not at all.

mod keeping;
pub(crate) use keeping::renewed;
mod told;
mod worker;

use crate::api::error::{AppError, ErrorCode};
use crate::api::feeds::{AddFeedRequest, FeedRequest, FeedState, FeedTrouble, FeedView, LastPull};
use crate::api::records::{AddedView, Did, SavedView, Verb};
use crate::api::session::Nothing;
use crate::desk::{Desk, Open, held};
use crate::failure::Outcome;
use crate::hands::Hands;
use crate::reference::Lists;
use alongside_documents::import::feed::Walk;
use alongside_domain::directory::Feed;
use alongside_domain::ids::FeedId;
use alongside_domain::{Kind, Record};
use alongside_link::public::{Manners, read_list_address};
use alongside_store::Clock;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use told::Told;
use worker::Worker;

/// How far this laptop is with a list, as it is kept in the file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Progress {
    /// The copy that is being taken.
    walk: Option<Walk>,
    /// Somebody stopped it; it does not go on by itself.
    stopped: bool,
    /// What came of the last one.
    last: Option<LastPull>,
}

impl Progress {
    fn read(text: Option<&str>) -> Self {
        text.and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default()
    }

    fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// What is shown of a list while this laptop is at it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Showing {
    state: FeedState,
    done: u32,
    total: Option<u32>,
    trouble: Option<FeedTrouble>,
}

type Board = Arc<Mutex<BTreeMap<FeedId, Showing>>>;

/// What reads the live lists of an open vault.
pub(crate) struct Feeds {
    told: Sender<Told>,
    board: Board,
    ending: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Feeds {
    pub(crate) fn begin(
        open: &Arc<Open>,
        hands: Arc<dyn Hands>,
        clock: Arc<dyn Clock>,
        lists: Arc<Lists>,
        manners: Manners,
    ) -> Option<Self> {
        let (told, tells) = channel();
        let board = Board::default();
        let ending = Arc::new(AtomicBool::new(false));
        let worker = Worker {
            open: Arc::downgrade(open),
            hands,
            clock,
            lists,
            manners,
            told: told.clone(),
            tells,
            board: board.clone(),
            ending: ending.clone(),
            later: Default::default(),
            again: BTreeMap::new(),
            line: 0,
            told_at: None,
        };
        let thread = std::thread::Builder::new()
            .name("feeds".to_owned())
            .spawn(move || worker.work())
            .ok()?;
        Some(Self {
            told,
            board,
            ending,
            thread: Some(thread),
        })
    }

    fn tell(&self, told: Told) {
        // The thread ends only with this.
        let _ = self.told.send(told);
    }
}

impl Drop for Feeds {
    /// Ends the thread, and waits until it has let go of the records.
    fn drop(&mut self) {
        self.ending.store(true, Ordering::SeqCst);
        self.tell(Told::End);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The team's live lists.
pub(crate) fn feeds(desk: &Desk, _: Nothing) -> Outcome<Vec<FeedView>> {
    let open = desk.open()?;
    let board = desk
        .with_feeds(|feeds| held(&feeds.board).clone())
        .unwrap_or_default();
    let mut views = Vec::new();
    for feed in open.store.feeds()? {
        let progress = Progress::read(open.store.feed_progress(feed.id)?.as_deref());
        let showing = board.get(&feed.id).copied().unwrap_or_default();
        let state = match showing.state {
            FeedState::Resting if progress.stopped => FeedState::Stopped,
            state => state,
        };
        views.push(FeedView {
            state,
            done: showing.done,
            total: showing.total,
            trouble: showing.trouble,
            last: progress.last,
            feed,
        });
    }
    Ok(views)
}

/// Adds a live list; reading it begins at once. One that is there already is only read again.
pub(crate) fn add_feed(desk: &Desk, request: AddFeedRequest) -> Outcome<AddedView> {
    let bad = || AppError {
        field: Some("address".to_owned()),
        ..AppError::new(ErrorCode::BadAddress)
    };
    let address = read_list_address(&request.address).map_err(|_| bad())?;
    let open = desk.open()?;
    if let Some(known) = open
        .store
        .feeds()?
        .into_iter()
        .find(|feed| feed.address.as_str() == address)
    {
        desk.with_feeds(|feeds| feeds.tell(Told::Pull(known.id)));
        return Ok(AddedView {
            id: known.id.0,
            saved_at: desk.clock.now(),
        });
    }
    let name = request.name.trim();
    let name = if name.is_empty() {
        server_of(&address)
    } else {
        name
    };
    let did = Did {
        verb: Verb::Added,
        kind: Some(Kind::Feed),
        field: None,
    };
    let (id, changes) = desk.transact(&did, |tx| {
        let mut feed = Feed::blank(FeedId(tx.new_id()));
        feed.name = name.into();
        feed.address = address.as_str().into();
        tx.add(&feed)?;
        Ok(feed.id)
    })?;
    desk.with_feeds(|feeds| feeds.tell(Told::Pull(id)));
    Ok(AddedView {
        id: id.0,
        saved_at: changes.at,
    })
}

/// `https://api.example.gov.uk/v3/` is called `api.example.gov.uk`.
fn server_of(address: &str) -> &str {
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    bare.split('/').next().unwrap_or(bare)
}

/// Reads a list now, or goes on with it.
pub(crate) fn pull_feed(desk: &Desk, request: FeedRequest) -> Outcome<Nothing> {
    desk.open()?;
    desk.with_feeds(|feeds| feeds.tell(Told::Pull(request.id)));
    Ok(Nothing {})
}

/// Stops reading a list. What was read stays, for when somebody lets it go on.
pub(crate) fn stop_feed(desk: &Desk, request: FeedRequest) -> Outcome<Nothing> {
    desk.open()?;
    desk.with_feeds(|feeds| feeds.tell(Told::Stop(request.id)));
    Ok(Nothing {})
}

/// The team reads this list no longer. Its services stay: people are connected to them.
pub(crate) fn remove_feed(desk: &Desk, request: FeedRequest) -> Outcome<SavedView> {
    let did = Did {
        verb: Verb::Archived,
        kind: Some(Kind::Feed),
        field: None,
    };
    let ((), changes) = desk.transact(&did, |tx| tx.archive(Kind::Feed, request.id.0, true))?;
    desk.with_feeds(|feeds| feeds.tell(Told::Forget(request.id)));
    Ok(SavedView {
        saved_at: changes.at,
    })
}
