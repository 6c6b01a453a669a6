//! The engine: told what happens, it says what to do. No threads, no clock, no network, no randomness of its own.
//!
//! One request is under way at a time. The order of a contact: greet the server, read the log to its end, and only then hand in what
//! waits, because what was read may change what may be handed in. What was handed in counts when the log shows it, and not when the
//! server says so: after each push the log is read again.

use crate::facts::{Book, Stage};
use crate::fresh::Fresh;
use crate::identity::{Identity, Signer};
use crate::line::{Input, Output, Request};
use crate::remake::Remaking;
use crate::status::{Standing, Status};
use crate::trouble::{LineTrouble, Result, SyncError, Trouble};
use crate::visits::Visits;
use alongside_domain::{Kind, Moment};
use alongside_protocol::{DeviceId, Hash, Head, MemberId, Role, Roster, SpaceId, TeamId};
use alongside_store::{Changes, Store};
use alongside_vault::{Random, RecoveryCode};
use std::collections::BTreeSet;
use std::sync::Arc;

/// How the engine is to behave.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// A hash of the installation's id, which is kept outside the vault: a copied or restored vault finds another.
    pub installation: Hash,
    /// The suite of new keys; the preferred one if nothing is said.
    pub suite: Option<u8>,
    /// A space gets a snapshot for so many packs.
    pub packs_in_snapshot: u32,
    /// A log of fewer entries gets none: it is read as fast itself, and sent once.
    pub entries_before_snapshots: u64,
}

impl Settings {
    /// As they are for everybody, in an installation.
    #[must_use]
    pub fn of(installation: Hash) -> Self {
        Self {
            installation,
            suite: None,
            packs_in_snapshot: PACKS_IN_SNAPSHOT,
            entries_before_snapshots: ENTRIES_BEFORE_SNAPSHOTS,
        }
    }
}

/// What of this session nobody needs to remember.
#[derive(Debug, Default)]
pub(crate) struct Session {
    pub next_id: u64,
    pub under_way: Option<(u64, Request)>,
    /// The server was greeted in this contact.
    pub greeted: bool,
    /// The log was read to its end, and nothing has been handed in since.
    pub at_end: bool,
    /// How far the log goes, as far as is known.
    pub end: u64,
    /// Waiting until the next tick.
    pub waiting: bool,
    pub failures: u32,
    /// Times in a row that the server took nothing of what was handed in.
    pub stuck: u32,
    pub trouble: Option<Trouble>,
    /// Looking for the last place where this log and the server's agree: between these.
    pub probing: Option<(u64, u64)>,
    /// The server says that something else stands under a number of ours, or lacks what came before; asked again after reading.
    pub refused: Option<Hash>,
    /// In another team's log something stands under this laptop's name that it does not know: it needs a new one.
    pub wants_name: bool,
    /// Spaces in which the server takes nothing from this laptop now.
    pub blocked: BTreeSet<SpaceId>,
    pub listening: bool,
    pub ahead: Option<i64>,
    pub synced_at: Option<Moment>,
    pub shown: Option<Status>,
    /// The server knows nothing of the team.
    pub is_unknown_there: bool,
    /// What lies on the server for a lost member was left again since the vault was opened.
    pub has_left: bool,
    pub fresh: Fresh,
    pub remaking: Remaking,
}

/// The engine of one vault.
pub struct Engine {
    pub(crate) random: Box<dyn Random + Send>,
    pub(crate) settings: Settings,
    pub(crate) book: Book,
    pub(crate) session: Session,
    pub(crate) visits: Visits,
    /// The recovery code, from the moment in which it was shown or typed until it is on paper for the team. Never on the disk.
    pub(crate) code: Option<RecoveryCode>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Engine({:?})", self.session.under_way)
    }
}

/// Fewer are read faster than they are asked for.
const PACKS_IN_SNAPSHOT: u32 = 64;
/// So many are read within seconds.
const ENTRIES_BEFORE_SNAPSHOTS: u64 = 512;
/// The first wait after something went wrong, in milliseconds; each further one is twice as long.
const FIRST_WAIT: u64 = 1_000;
/// The longest.
const LONGEST_WAIT: u64 = 5 * 60 * 1_000;
/// How often to ask when the server's stream is open, in case it has fallen silent.
const ASK_WHILE_LISTENING: u64 = 5 * 60 * 1_000;

impl Engine {
    /// The engine of a vault, as it was when it last ran.
    ///
    /// # Errors
    /// Those of the file.
    pub fn open(store: &Store, settings: Settings, random: Box<dyn Random + Send>) -> Result<Self> {
        Ok(Self {
            random,
            settings,
            book: Book::load(store, None)?,
            session: Session::default(),
            visits: Visits::default(),
            code: None,
        })
    }

    /// Something happened: what is to be done?
    pub fn step(&mut self, store: &Store, input: Input, now: Moment) -> Vec<Output> {
        let mut out = Vec::new();
        let is_news = !matches!(
            input,
            Input::Written | Input::Answer { .. } | Input::Wish(_)
        );
        if let Some(input) = self.step_visited(store, input, now, &mut out) {
            self.step_here(store, input, now, &mut out);
        }
        self.visit_all(store, is_news, now, &mut out);
        if let Ok(status) = self.status(store)
            && self.session.shown.as_ref() != Some(&status)
        {
            self.session.shown = Some(status.clone());
            out.push(Output::Status(status));
        }
        out
    }

    /// One step in the log that this engine is of.
    pub(crate) fn step_here(
        &mut self,
        store: &Store,
        input: Input,
        now: Moment,
        out: &mut Vec<Output>,
    ) {
        let done = self
            .hear(store, input, now, out)
            .and_then(|()| self.go_on(store, now, out));
        if let Err(error) = done {
            self.fail(error, out);
        }
    }

    /// What is in memory is what the file has: nothing was half done.
    pub(crate) fn fail(&mut self, error: SyncError, out: &mut Vec<Output>) {
        let trouble = match error {
            SyncError::Trouble(trouble) => trouble,
            _ => Trouble::Disk,
        };
        self.wait(trouble, out);
    }

    fn hear(
        &mut self,
        store: &Store,
        input: Input,
        now: Moment,
        out: &mut Vec<Output>,
    ) -> Result<()> {
        match input {
            Input::Start => {
                self.session.waiting = false;
                self.session.failures = 0;
                self.session.greeted = false;
                self.session.at_end = false;
                self.session.has_left = false;
                self.recognise(store)?;
                self.take_up(store, now, out)?;
            }
            Input::Tick => {
                self.session.waiting = false;
                self.session.blocked.clear();
                // Asked anyway, however quiet the stream.
                self.session.at_end = false;
            }
            Input::Written => {}
            Input::Woken(position) => {
                if position > self.book.place.cursor.position {
                    self.session.at_end = false;
                }
                self.session.end = self.session.end.max(position);
            }
            Input::Deaf => {
                self.session.listening = false;
                self.session.at_end = false;
            }
            Input::Answer { id, result } => {
                let is_awaited = self
                    .session
                    .under_way
                    .as_ref()
                    .is_some_and(|(awaited, _)| *awaited == id);
                if !is_awaited {
                    return Ok(());
                }
                let Some((_, request)) = self.session.under_way.take() else {
                    return Ok(());
                };
                match result {
                    Ok(response) => self.answered(store, &request, response, now, out)?,
                    Err(trouble) => {
                        self.session.greeted = false;
                        self.session.at_end = false;
                        self.wait(Trouble::Line(trouble), out);
                    }
                }
            }
            Input::Wish(wish) => {
                self.book.write(store, |_, book| {
                    book.membership()?;
                    if !book.plans.wishes.contains(&wish) {
                        book.note_known(&wish);
                        book.plans.wishes.push(wish);
                    }
                    Ok(())
                })?;
                self.session.at_end = false;
            }
            Input::SendAgain => self.send_again(store)?,
            Input::Noticed => {
                self.book.write(store, |_, book| {
                    let withheld = |trouble: &Trouble| {
                        matches!(trouble, Trouble::Missing { .. } | Trouble::Forged { .. })
                    };
                    if book.notices.iter().any(|notice| withheld(&notice.trouble)) {
                        // What was withheld then may be shown now: the whole log is read again.
                        book.place.cursor = Head::default();
                    }
                    book.notices.clear();
                    Ok(())
                })?;
                self.session.at_end = false;
            }
        }
        Ok(())
    }

    /// This may be a newer version than the one that read the log: what that could not make anything of is taken up now.
    fn take_up(&mut self, store: &Store, now: Moment, out: &mut Vec<Output>) -> Result<()> {
        let waits = store.replica_read(|replica| {
            Ok(replica.quarantined_count()? > 0 || replica.has_waiting()?)
        })?;
        if self.book.roster.is_some() && waits {
            let ((), changes) = self.book.write(store, |replica, book| {
                crate::waiting::take_up(replica, book, now)
            })?;
            Self::changed(changes, out);
        }
        Ok(())
    }

    /// Sends the next request if there is one to send and nothing is under way.
    pub(crate) fn go_on(
        &mut self,
        store: &Store,
        now: Moment,
        out: &mut Vec<Output>,
    ) -> Result<()> {
        if self.book.membership.is_none()
            || self.session.waiting
            || self.session.under_way.is_some()
            || self.visits.is_under_way()
        {
            return Ok(());
        }
        match self.next_request(store, now, out)? {
            Some(request) => {
                self.session.next_id += 1;
                let id = self.session.next_id;
                self.session.under_way = Some((id, request.clone()));
                out.push(Output::Send { id, request });
            }
            None => {
                if !self.session.listening {
                    self.session.listening = true;
                    out.push(Output::Listen);
                }
                out.push(Output::Wake {
                    after: ASK_WHILE_LISTENING,
                });
            }
        }
        Ok(())
    }

    /// Waits after something went wrong, longer each time, and never all laptops at once.
    pub(crate) fn wait(&mut self, trouble: Trouble, out: &mut Vec<Output>) {
        let longest = FIRST_WAIT
            .saturating_mul(1 << self.session.failures.min(20))
            .min(LONGEST_WAIT);
        self.session.failures = self.session.failures.saturating_add(1);
        let mut chance = [0_u8; 8];
        // Without randomness all wait the longest: no harm.
        let part = match self.random.fill(&mut chance) {
            Ok(()) => u64::from_le_bytes(chance) % (longest / 2 + 1),
            Err(_) => 0,
        };
        self.wait_for(trouble, longest - part, out);
    }

    pub(crate) fn wait_for(&mut self, trouble: Trouble, after: u64, out: &mut Vec<Output>) {
        self.session.trouble = Some(trouble);
        self.session.waiting = true;
        out.push(Output::Wake { after });
    }

    pub(crate) fn changed(changes: Changes, out: &mut Vec<Output>) {
        let kinds: BTreeSet<Kind> = changes.kinds;
        if !kinds.is_empty() {
            out.push(Output::Changed(kinds));
        }
    }

    /// How things stand.
    ///
    /// # Errors
    /// Those of the file.
    pub fn status(&self, store: &Store) -> Result<Status> {
        let unsent = store.unsent()?;
        let place = &self.book.place;
        let mut trouble = self.session.trouble;
        let is_all_done = self.is_idle() && self.session.under_way.is_none();
        if is_all_done && self.unsent(store)?.commits > 0 {
            // Everything is done that can be: the rest may not be sent by who works here.
            trouble = trouble.or(Some(Trouble::NotAllowed));
        }
        trouble = trouble.or_else(|| self.visits.trouble());
        let standing = match (&self.book.membership, trouble) {
            (None, _) => Standing::Alone,
            (_, Some(trouble)) if trouble.needs_somebody() => Standing::NeedsYou,
            _ if !self.book.notices.is_empty() || self.visits.notices().next().is_some() => {
                Standing::NeedsYou
            }
            (
                _,
                Some(Trouble::Line(
                    LineTrouble::NotOurs | LineTrouble::Unreachable | LineTrouble::Silent,
                )),
            ) => Standing::Offline,
            (_, Some(_)) => Standing::Working,
            _ if self.is_at_rest() && unsent.commits == 0 => Standing::Synced,
            _ => Standing::Working,
        };
        let waiting = if self.book.membership.is_some() {
            self.book
                .read(store, |replica| replica.quarantined_count())?
        } else {
            0
        };
        Ok(Status {
            standing,
            unsent: unsent.commits,
            oldest: unsent.oldest,
            synced_at: self.session.synced_at,
            // Who was taken out is shown nothing more.
            loading: (self.session.end > place.cursor.position && !self.is_out())
                .then_some((place.cursor.position, self.session.end)),
            arriving: self.arriving(),
            trouble,
            notices: self
                .book
                .notices
                .iter()
                .chain(self.visits.notices())
                .copied()
                .collect(),
            waiting,
            clock_ahead: self.session.ahead.map(|ahead| -ahead),
        })
    }

    /// What was written in the spaces of this engine's log and has not arrived.
    pub(crate) fn unsent(&self, store: &Store) -> Result<alongside_store::replica::Unsent> {
        self.book.read(store, |replica| replica.unsent())
    }

    /// Whether the log was read to its end and nothing is to be done.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.session.at_end
            && self
                .session
                .under_way
                .as_ref()
                .is_none_or(|(_, request)| request.is_for_others())
            && !self.session.waiting
            && self
                .book
                .membership
                .as_ref()
                .is_some_and(|membership| membership.stage == Stage::In)
            && self.book.plans.wishes.is_empty()
            && self.book.successor.is_none()
    }

    /// Whether nothing is to be done in any log: the own team's, and those of teams that share with it.
    #[must_use]
    pub fn is_at_rest(&self) -> bool {
        self.is_idle() && self.visits.are_idle()
    }

    /// Signs requests; nothing while this laptop belongs to no team.
    #[must_use]
    pub fn signer(&self) -> Option<Signer> {
        let membership = self.book.membership.as_ref()?;
        let identity: &Arc<Identity> = self.book.identity.as_ref()?;
        Some(Signer::new(
            membership.team,
            self.session.ahead.unwrap_or(0),
            Arc::clone(identity),
        ))
    }

    /// The team as this laptop knows it; nothing while it works alone.
    #[must_use]
    pub fn team(&self) -> Option<TeamSeen<'_>> {
        let membership = self.book.membership.as_ref()?;
        Some(TeamSeen {
            team: membership.team,
            name: &membership.name,
            member: membership.member,
            device: self.book.identity.as_ref()?.device,
            // Who has only just come back by their code is not in until this laptop is.
            role: self.book.role().filter(|_| !self.book.is_on_paper()),
            roster: self.book.roster.as_deref(),
            heard: &self.book.heard,
            head: self.book.place.cursor,
        })
    }

    /// Whether the private records of who works here can be read on this laptop.
    #[must_use]
    pub fn reads_private(&self) -> bool {
        self.book.keyring.has_member_key()
    }

    /// Whether the recovery code of this vault can bring back who works here.
    #[must_use]
    pub fn paper(&self) -> PaperSeen {
        let device = self.book.recovery.paper.as_ref();
        match device {
            Some(paper) if paper.is_there && self.book.is_live(&paper.device) => PaperSeen::Ready,
            _ if self.code.is_some() => PaperSeen::OnItsWay,
            Some(paper) if self.is_wished(&paper.device) || self.book.is_live(&paper.device) => {
                PaperSeen::OnItsWay
            }
            _ => PaperSeen::No,
        }
    }

    fn is_wished(&self, paper: &DeviceId) -> bool {
        let mut wishes = self.book.plans.wishes.iter();
        wishes
            .any(|wish| matches!(wish, crate::Wish::AddPaper { device, .. } if device.id == *paper))
    }

    /// What was wished and is not granted yet.
    #[must_use]
    pub fn wishes(&self) -> &[crate::Wish] {
        &self.book.plans.wishes
    }
}

/// Whether a recovery code can bring somebody back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperSeen {
    /// Not while nobody types it: it is kept nowhere on this laptop.
    No,
    /// As soon as the server has it.
    OnItsWay,
    /// It can.
    Ready,
}

/// The team as a laptop knows it.
#[derive(Clone, Copy, Debug)]
pub struct TeamSeen<'e> {
    /// Its id.
    pub team: TeamId,
    /// Its name.
    pub name: &'e str,
    /// Who works here.
    pub member: MemberId,
    /// This laptop.
    pub device: DeviceId,
    /// What they may do; nothing before the log says that they belong, or after they were taken out.
    pub role: Option<Role>,
    /// Who belongs, as far as the log was read.
    pub roster: Option<&'e Roster>,
    /// What was last heard of each laptop.
    pub heard: &'e std::collections::BTreeMap<DeviceId, crate::Heard>,
    /// How far the log was read.
    pub head: Head,
}
