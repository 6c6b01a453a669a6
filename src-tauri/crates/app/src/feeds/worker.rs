//! The thread that reads live lists, one after the other: a page, a record, and each is kept before the next is asked for.
//!
//! Whatever happens (no network, a log-in page, half the pages and then nothing, the lid closed), the directory is as it was, and what
//! was read so far waits for the next time. A list that is not whole never says that anything is gone.

use super::keeping::{self, Copy};
use super::told::{Halt, Told, detail_path};
use super::{Board, Progress, Showing};
use crate::api::feeds::{FeedState, FeedTrouble, LastPull};
use crate::desk::{Open, held};
use crate::hands::{Event, Hands};
use crate::reference::Lists;
use alongside_documents::import::feed::{
    Form, NotAFeed, Row, Stage, Walk, id_of_key, read_detail, read_page,
};
use alongside_domain::Kind;
use alongside_domain::directory::Feed;
use alongside_domain::ids::FeedId;
use alongside_link::Trouble;
use alongside_link::public::{Came, Manners, PublicLine, Question};
use alongside_store::feeds::Staging;
use alongside_store::{Clock, Store};
use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

/// The most bytes of a page, unpacked.
const LARGEST_PAGE: usize = 64 * 1024 * 1024;
/// The most bytes of one record.
const LARGEST_RECORD: usize = 8 * 1024 * 1024;
/// Records asked for together; the line lets through a few at a time.
const TOGETHER: u32 = 12;
/// A list is read once a day.
const A_DAY: i64 = 24 * 60 * 60 * 1000;
/// So long one list is read at a stretch.
const STRETCH: Duration = Duration::from_secs(20 * 60);
/// The first wait after something was in the way; each further one is twice as long.
const AGAIN: Duration = Duration::from_secs(60);
const AGAIN_AT_MOST: Duration = Duration::from_secs(60 * 60);
/// How often it is looked whether a list is due.
const LOOK: Duration = Duration::from_secs(10 * 60);
/// Progress is told no more often than an eye can follow.
const TOLD_EVERY: Duration = Duration::from_millis(120);
/// Fewer than this may always be missing; more only if it is less than half.
const FEW: usize = 20;

/// The thread's own things.
pub(super) struct Worker {
    pub open: Weak<Open>,
    pub hands: Arc<dyn Hands>,
    pub clock: Arc<dyn Clock>,
    pub lists: Arc<Lists>,
    pub manners: Manners,
    pub told: Sender<Told>,
    pub tells: Receiver<Told>,
    pub board: Board,
    pub ending: Arc<AtomicBool>,
    /// What was told in the middle of something else.
    pub later: VecDeque<Told>,
    /// When what was in the way is tried again, and how often it was.
    pub again: BTreeMap<FeedId, (Instant, u32)>,
    /// Counts the lines opened: an answer of an earlier one is nobody's.
    pub line: u64,
    pub told_at: Option<Instant>,
}

/// One list being read.
struct Reading<'a> {
    store: &'a Store,
    feed: Feed,
    progress: Progress,
    walk: Walk,
    form: Option<Form>,
    line: PublicLine,
    until: Instant,
}

impl Worker {
    pub(super) fn work(mut self) {
        loop {
            let Some(open) = self.open.upgrade() else {
                return;
            };
            let due = self.due(&open.store);
            drop(open);
            match due {
                Some(feed) => {
                    if !self.read(feed) {
                        return;
                    }
                }
                None => {
                    if !self.listen() {
                        return;
                    }
                }
            }
            while let Some(told) = self.later.pop_front() {
                self.heed(told);
            }
        }
    }

    /// Waits for something to do; says whether to go on.
    fn listen(&mut self) -> bool {
        let soonest = self.again.values().map(|(at, _)| *at).min();
        let wait = soonest
            .map_or(LOOK, |at| at.saturating_duration_since(Instant::now()))
            .min(LOOK);
        match self.tells.recv_timeout(wait) {
            Ok(Told::End) | Err(RecvTimeoutError::Disconnected) => false,
            Ok(told) => {
                self.heed(told);
                true
            }
            Err(RecvTimeoutError::Timeout) => true,
        }
    }

    fn heed(&mut self, told: Told) {
        let Some(open) = self.open.upgrade() else {
            return;
        };
        let kept = match told {
            Told::Pull(feed) => {
                self.again.remove(&feed);
                self.change(&open.store, feed, |progress| {
                    progress.stopped = false;
                    if progress.walk.is_none() {
                        progress.walk = Some(Walk::default());
                    }
                })
            }
            Told::Stop(feed) => {
                self.show(feed, Showing::default());
                self.change(&open.store, feed, |progress| progress.stopped = true)
            }
            Told::Forget(feed) => {
                held(&self.board).remove(&feed);
                open.store.forget_feed(feed)
            }
            Told::Came(..) | Told::End => Ok(()),
        };
        if let Err(error) = kept {
            tracing::warn!(%error, "how far a live list is could not be kept");
        }
        self.tell_now();
    }

    fn change(
        &self,
        store: &Store,
        feed: FeedId,
        change: impl FnOnce(&mut Progress),
    ) -> alongside_store::Result<()> {
        let mut progress = Progress::read(store.feed_progress(feed)?.as_deref());
        change(&mut progress);
        store.keep_feed_progress(feed, &progress.written())
    }

    /// The list that is to be read next, if one is.
    fn due(&self, store: &Store) -> Option<Feed> {
        let now = self.clock.now().0;
        store.feeds().ok()?.into_iter().find(|feed| {
            let text = store.feed_progress(feed.id).ok().flatten();
            let progress = Progress::read(text.as_deref());
            let waits = self
                .again
                .get(&feed.id)
                .is_some_and(|(at, _)| *at > Instant::now());
            let last = progress.last.as_ref().map(|last| last.at);
            let fresh = feed.whole_at.max(last).is_some_and(|at| now - at.0 < A_DAY);
            !progress.stopped && !waits && (progress.walk.is_some() || !fresh)
        })
    }

    /// Reads one list as far as it goes; says whether to go on with others.
    fn read(&mut self, feed: Feed) -> bool {
        let id = feed.id;
        let Some(open) = self.open.upgrade() else {
            return false;
        };
        let read = self.read_whole(&open, feed);
        drop(open);
        match read {
            Ok(()) => {
                self.again.remove(&id);
                self.show(id, Showing::default());
            }
            Err(Halt::End) => return false,
            Err(Halt::Told(told)) => self.later.push_back(told),
            Err(Halt::Trouble(trouble)) => {
                let times = self.again.get(&id).map_or(0, |(_, times)| *times);
                let wait = (AGAIN * 2_u32.saturating_pow(times.min(10))).min(AGAIN_AT_MOST);
                self.again.insert(id, (Instant::now() + wait, times + 1));
                let before = held(&self.board).get(&id).copied().unwrap_or_default();
                self.show(
                    id,
                    Showing {
                        state: FeedState::Waiting,
                        trouble: Some(trouble),
                        ..before
                    },
                );
            }
        }
        self.tell_now();
        true
    }

    fn read_whole(&mut self, open: &Open, feed: Feed) -> Result<(), Halt> {
        let store = &open.store;
        let mut progress = Progress::read(store.feed_progress(feed.id)?.as_deref());
        let walk = match progress.walk.take().filter(|walk| walk.begun_at > 0) {
            // A list that was half read a week ago is another list by now.
            Some(walk) if self.clock.now().0 - walk.begun_at < 7 * A_DAY => walk,
            _ => {
                let walk = Walk {
                    begun_at: self.clock.now().0,
                    ..Walk::default()
                };
                progress.walk = Some(walk.clone());
                store.begin_feed(feed.id, &progress.written())?;
                walk
            }
        };
        self.line += 1;
        let (number, told) = (self.line, self.told.clone());
        let line = PublicLine::open(feed.address.as_str(), self.manners, move |id, came| {
            let _ = told.send(Told::Came(number, id, came));
        })?;
        let mut reading = Reading {
            store,
            feed,
            progress,
            walk,
            form: None,
            line,
            until: Instant::now() + STRETCH,
        };
        self.list(&mut reading)?;
        self.details(&mut reading)?;
        let (gone, shrank) = self.missing(&mut reading)?;
        let staged = store.staged(reading.feed.id)?;
        if staged == 0 {
            return Err(Halt::Trouble(FeedTrouble::Empty));
        }
        self.keep(open, reading, gone, shrank, staged)
    }

    fn list(&mut self, reading: &mut Reading<'_>) -> Result<(), Halt> {
        let mut count = reading.store.staged(reading.feed.id)?;
        while reading.walk.stage == Stage::Listing {
            self.at(reading, FeedState::Listing, count, reading.walk.total);
            let path = reading.walk.query();
            let came = match self.ask_one(reading, path, LARGEST_PAGE) {
                Err(Halt::Trouble(FeedTrouble::TooLarge)) if reading.walk.take_smaller_pages() => {
                    continue;
                }
                came => came?,
            };
            let body = match came {
                Came::New { body, .. } => body,
                Came::Nothing | Came::Same if reading.walk.pages > 0 => {
                    reading.walk.no_such_page();
                    let written = reading.written();
                    reading
                        .store
                        .keep_feed_progress(reading.feed.id, &written)?;
                    continue;
                }
                Came::Nothing | Came::Same => return Err(Halt::Trouble(FeedTrouble::NotAList)),
            };
            let page = read_page(&body)?;
            reading.form = Some(page.form);
            let besides: Vec<String> = page.rows.iter().map(Row::key_beside).collect();
            let rows: Vec<Staging<'_>> = page
                .rows
                .iter()
                .zip(&besides)
                .map(|(row, key_beside)| Staging {
                    key: &row.key,
                    key_beside,
                    digest: row.digest,
                    wants: row.is_shallow && row.id.is_some(),
                    is_dated: row.is_dated,
                    body: &row.body,
                })
                .collect();
            let (now, id) = (self.clock.now().0, reading.feed.id);
            let store = reading.store;
            let fresh = store.stage_page(id, &rows, now, |fresh| {
                reading.walk.came(&page, fresh);
                reading.written()
            })?;
            count = count.saturating_add(u32::try_from(fresh).unwrap_or(u32::MAX));
        }
        Ok(())
    }

    fn details(&mut self, reading: &mut Reading<'_>) -> Result<(), Halt> {
        let id = reading.feed.id;
        let total = reading.store.staged(id)?;
        let mut done = total.saturating_sub(reading.store.staged_wanting(id)?);
        loop {
            if reading.walk.has_no_details() {
                reading.store.take_lines_for_whole(id)?;
                done = total;
            }
            self.at(reading, FeedState::Details, done, Some(u64::from(total)));
            let wanting = reading.store.feed_wanting(id, TOGETHER)?;
            if wanting.is_empty() {
                return Ok(());
            }
            let questions = wanting
                .iter()
                .map(|(key, etag)| Question {
                    path: detail_path(id_of_key(key)),
                    etag: etag.clone(),
                    at_most: LARGEST_RECORD,
                })
                .collect();
            let answers = self.ask(reading, questions)?;
            // One record that cannot be had holds up no other; if none can be had, the line is to blame, or the list's keeper.
            let any = reading.walk.has_details || answers.iter().any(Result::is_ok);
            for ((key, _), answer) in wanting.iter().zip(answers) {
                self.detail(reading, key, answer, any)?;
                done = done.saturating_add(1);
            }
        }
    }

    fn detail(
        &mut self,
        reading: &mut Reading<'_>,
        key: &str,
        answer: Result<Came, Trouble>,
        any: bool,
    ) -> Result<(), Halt> {
        let (id, now) = (reading.feed.id, self.clock.now().0);
        let whole = match answer {
            Ok(Came::New { body, etag }) => match read_detail(&body, id_of_key(key)) {
                Ok(row) => Some((row, etag)),
                Err(NotAFeed::WebPage) if !any => return Err(NotAFeed::WebPage.into()),
                Err(_) => None,
            },
            Ok(Came::Same) => {
                reading.walk.detail(true);
                reading.store.stage_same(id, key, now)?;
                return Ok(());
            }
            Ok(Came::Nothing) => None,
            Err(
                trouble @ (Trouble::NotOurs
                | Trouble::Unwell(_)
                | Trouble::Declined { .. }
                | Trouble::TooLarge),
            ) => {
                if !any {
                    return Err(trouble.into());
                }
                None
            }
            Err(trouble) => return Err(trouble.into()),
        };
        reading.walk.detail(whole.is_some());
        let written = reading.written();
        let whole = whole
            .as_ref()
            .map(|(row, etag)| (row.digest, row.body.as_slice(), etag.as_str()));
        reading.store.stage_detail(id, key, whole, now, &written)?;
        Ok(())
    }

    /// Asks after those that a whole list gives no longer. Gone is only what its source says is not there; so many missing at once
    /// are a fault of the source.
    fn missing(&mut self, reading: &mut Reading<'_>) -> Result<(Vec<String>, bool), Halt> {
        if !reading.walk.is_whole() {
            return Ok((Vec::new(), false));
        }
        let source = reading.feed.address.0.clone();
        let missing = reading
            .store
            .missing_from_staged(reading.feed.id, &source)?;
        let known = reading.store.services_of_source(&source)?.len();
        if missing.len() > FEW.max(known / 2) {
            return Ok((Vec::new(), true));
        }
        let mut gone = Vec::new();
        for (done, id) in missing.iter().enumerate() {
            self.at(
                reading,
                FeedState::Missing,
                u32::try_from(done).unwrap_or(u32::MAX),
                Some(missing.len() as u64),
            );
            match self.ask_one(reading, detail_path(id), LARGEST_RECORD) {
                Ok(Came::Nothing) => gone.push(id.clone()),
                Ok(Came::New { body, etag }) => {
                    if let Ok(row) = read_detail(&body, id) {
                        let whole = Some((row.digest, row.body.as_slice(), etag.as_str()));
                        let (now, written) = (self.clock.now().0, reading.written());
                        reading
                            .store
                            .stage_detail(reading.feed.id, id, whole, now, &written)?;
                    }
                }
                // Whoever does not answer has not said that it is gone.
                Ok(Came::Same) | Err(Halt::Trouble(_)) => {}
                Err(halt) => return Err(halt),
            }
        }
        Ok((gone, false))
    }

    fn keep(
        &mut self,
        open: &Open,
        reading: Reading<'_>,
        gone: Vec<String>,
        shrank: bool,
        staged: u32,
    ) -> Result<(), Halt> {
        self.at(&reading, FeedState::Keeping, 0, Some(u64::from(staged)));
        let (feed, lists, ending) = (reading.feed.id, self.lists.clone(), self.ending.clone());
        let last = LastPull {
            at: self.clock.now(),
            whole: reading.walk.is_whole(),
            said: reading
                .walk
                .total
                .and_then(|total| u32::try_from(total).ok()),
            shrank,
            ..LastPull::default()
        };
        let today = self.clock.today();
        let mut read = |done| self.at(&reading, FeedState::Keeping, done, Some(u64::from(staged)));
        let copy = Copy {
            feed,
            form: reading.form,
            gone,
            staged,
            last,
            today,
            ending: &ending,
            read: &mut read,
        };
        let (_, changes) = keeping::keep(open, &lists, copy)?;
        self.hands
            .tell(Event::changed(changes.kinds.iter().copied()));
        Ok(())
    }

    fn ask_one(
        &mut self,
        reading: &Reading<'_>,
        path: String,
        at_most: usize,
    ) -> Result<Came, Halt> {
        let question = Question {
            path,
            etag: String::new(),
            at_most,
        };
        let answer = self.ask(reading, vec![question])?.into_iter().next();
        Ok(answer.unwrap_or(Err(Trouble::CutShort))?)
    }

    /// Asks, and waits for the answers. What else is told meanwhile is heeded afterwards, unless it is to stop.
    fn ask(
        &mut self,
        reading: &Reading<'_>,
        questions: Vec<Question>,
    ) -> Result<Vec<Result<Came, Trouble>>, Halt> {
        let mut answers: BTreeMap<u64, Result<Came, Trouble>> = BTreeMap::new();
        let asked = questions.len();
        for (number, question) in (0..).zip(questions) {
            reading.line.ask(number, question);
        }
        while answers.len() < asked {
            let left = reading.until.saturating_duration_since(Instant::now());
            match self.tells.recv_timeout(left) {
                Ok(Told::Came(line, number, came)) => {
                    if line == self.line {
                        answers.insert(number, came);
                    }
                }
                Ok(Told::End) | Err(RecvTimeoutError::Disconnected) => return Err(Halt::End),
                Ok(told @ (Told::Stop(_) | Told::Forget(_))) if told.is_of(reading.feed.id) => {
                    return Err(Halt::Told(told));
                }
                Ok(told) => self.later.push_back(told),
                Err(RecvTimeoutError::Timeout) => return Err(Halt::Trouble(FeedTrouble::Spent)),
            }
            if self.ending.load(Ordering::SeqCst) {
                return Err(Halt::End);
            }
        }
        Ok(answers.into_values().collect())
    }

    fn at(&mut self, reading: &Reading<'_>, state: FeedState, done: u32, total: Option<u64>) {
        let showing = Showing {
            state,
            done,
            total: total.and_then(|total| u32::try_from(total).ok()),
            trouble: None,
        };
        self.show(reading.feed.id, showing);
    }

    fn show(&mut self, feed: FeedId, showing: Showing) {
        held(&self.board).insert(feed, showing);
        if self.told_at.is_none_or(|at| at.elapsed() >= TOLD_EVERY) {
            self.tell_now();
        }
    }

    fn tell_now(&mut self) {
        self.told_at = Some(Instant::now());
        self.hands.tell(Event::changed([Kind::Feed]));
    }
}

impl Reading<'_> {
    /// How far it is, to be kept.
    fn written(&self) -> String {
        Progress {
            walk: Some(self.walk.clone()),
            ..self.progress.clone()
        }
        .written()
    }
}
