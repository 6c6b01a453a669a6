//! The thread behind the line: steps the engine, carries its requests, keeps its timer, and tells what happened.

use crate::api::error::{AppError, ErrorCode};
use crate::api::team::Moved;
use crate::desk::Open;
use crate::failure::Outcome;
use crate::hands::{Event, Hands};
use crate::team::activity;
use crate::team::coming_back::ComingBack;
use crate::team::introduce;
use crate::team::inviting::Inviting;
use crate::team::joining::Joining;
use crate::team::line::{Board, Team, Told};
use crate::team::publishing::Publishing;
use crate::team::sharing_talk::Sharing;
use crate::team::views;
use alongside_link::{Call, Link, News, Trouble, Verb};
use alongside_protocol::{DeviceId, Refusal, Route, Signed, decode, limits, request_text};
use alongside_store::Clock;
use alongside_sync::stick::Brought;
use alongside_sync::{Engine, Heard, Input, LineTrouble, Output, Request, Response, Status};
use std::collections::{BTreeMap, HashMap};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

/// Where the server's address is kept, among the facts of this laptop.
pub(crate) const SERVER: &str = "server";
/// The first wait before listening again after the stream ended; each further one is twice as long.
const LISTEN_AGAIN: Duration = Duration::from_secs(1);
/// The longest.
const LISTEN_AGAIN_AT_MOST: Duration = Duration::from_secs(300);

/// Whose request it was.
pub(crate) enum Awaited {
    Engine(u64, Request),
    Inviting,
    Joining,
    Sharing,
    ComingBack,
    /// Which of its requests, and whether a part was handed in.
    Publishing(u64, bool),
    /// Nobody waits for the answer.
    Nobody,
}

/// The thread's own things.
pub(crate) struct Worker {
    pub(crate) engine: Engine,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) board: Arc<Board>,
    pub(crate) inviting: Option<Inviting>,
    pub(crate) joining: Option<Joining>,
    pub(crate) sharing: Option<Sharing>,
    pub(crate) coming_back: Option<ComingBack>,
    pub(crate) publishing: Publishing,
    open: Weak<Open>,
    hands: Arc<dyn Hands>,
    told: Sender<Told>,
    link: Option<Link>,
    /// Counts the lines opened: news of an earlier one is nobody's.
    line: u64,
    awaited: HashMap<u64, Awaited>,
    next: u64,
    wake: Option<Instant>,
    listen: Option<Instant>,
    deaf: u32,
    shown: Option<Status>,
}

impl Worker {
    pub(crate) fn new(
        engine: Engine,
        open: &Arc<Open>,
        hands: Arc<dyn Hands>,
        clock: Arc<dyn Clock>,
        told: Sender<Told>,
        board: Arc<Board>,
    ) -> Self {
        Self {
            engine,
            clock,
            board,
            inviting: None,
            joining: None,
            sharing: None,
            coming_back: None,
            publishing: Publishing::default(),
            open: Arc::downgrade(open),
            hands,
            told,
            link: None,
            line: 0,
            awaited: HashMap::new(),
            next: 0,
            wake: None,
            listen: None,
            deaf: 0,
            shown: None,
        }
    }

    /// Works until it is told to stop, or the vault is closed.
    pub(crate) fn work(&mut self, tells: &Receiver<Told>) {
        loop {
            let told = match self.next_time() {
                Some(at) => tells.recv_timeout(at.saturating_duration_since(Instant::now())),
                None => tells.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match told {
                Ok(Told::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(Told::Input(input)) => self.step(input),
                Ok(Told::News(line, news)) if line == self.line => self.hear(news),
                Ok(Told::News(..)) => {}
                Ok(Told::Do(work)) => {
                    work(self);
                    self.show();
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
            self.keep_time();
            if self.open.strong_count() == 0 {
                return;
            }
        }
    }

    fn next_time(&self) -> Option<Instant> {
        let inviting = self.inviting.as_ref().and_then(Inviting::next_time);
        let joining = self.joining.as_ref().and_then(Joining::next_time);
        let sharing = self.sharing.as_ref().and_then(Sharing::next_time);
        let publishing = self.publishing.next_time();
        [
            self.wake,
            self.listen,
            inviting,
            joining,
            sharing,
            publishing,
        ]
        .into_iter()
        .flatten()
        .min()
    }

    fn keep_time(&mut self) {
        let now = Instant::now();
        if self.wake.is_some_and(|at| at <= now) {
            self.wake = None;
            self.step(Input::Tick);
        }
        if self.listen.is_some_and(|at| at <= now) {
            self.listen = None;
            self.open_stream();
        }
        Inviting::keep_time(self, now);
        Joining::keep_time(self, now);
        Sharing::keep_time(self, now);
        Publishing::keep_time(self, now);
        ComingBack::look(self);
    }

    /// The records, while the vault is open.
    pub(crate) fn open(&self) -> Option<Arc<Open>> {
        self.open.upgrade()
    }

    /// Steps the engine and does what it says.
    pub(crate) fn step(&mut self, input: Input) {
        let Some(open) = self.open() else { return };
        let heard = self.engine.team().map(|team| team.heard.clone());
        let outputs = self.engine.step(&open.store, input, self.clock.now());
        // Who belongs is seen before it is said that all is here: whoever hears of the one asks for the other.
        self.show();
        self.perform(&open, outputs);
        self.note_heard(&open, heard);
    }

    /// Does what the engine says.
    fn perform(&mut self, open: &Open, outputs: Vec<Output>) {
        for output in outputs {
            match output {
                Output::Send { id, request } => self.carry(id, request),
                Output::Wake { after } => {
                    self.wake = Some(Instant::now() + Duration::from_millis(after));
                }
                Output::Listen => {
                    let wait = match self.deaf {
                        0 => Duration::ZERO,
                        times => (LISTEN_AGAIN * 2_u32.saturating_pow(times.min(10)))
                            .min(LISTEN_AGAIN_AT_MOST),
                    };
                    self.listen = Some(Instant::now() + wait);
                }
                Output::StopListening => {
                    self.listen = None;
                    if let Some(link) = &self.link {
                        link.stop_listening();
                    }
                }
                Output::Changed(kinds) => self.hands.tell(Event::changed(kinds)),
                Output::Status(status) => self.status(open, status),
                Output::Granted(_) => activity::note(open, self.clock.now(), Moved::Roster),
                Output::Declined(wish, why) => {
                    self.board.change(|seen| seen.declined.push((wish, why)));
                }
            }
        }
    }

    /// Writes down who was heard of since.
    fn note_heard(&self, open: &Open, before: Option<BTreeMap<DeviceId, Heard>>) {
        let (Some(before), Some(team)) = (before, self.engine.team()) else {
            return;
        };
        for (device, now) in team.heard {
            let known = before.get(device);
            if *device != team.device && known != Some(now) {
                let what = Moved::Received {
                    changes: now.changes.saturating_sub(known.map_or(0, |it| it.changes)),
                    by: now.by.clone(),
                };
                activity::note(open, self.clock.now(), what);
            }
        }
    }

    fn status(&mut self, open: &Open, status: Status) {
        for what in views::moved(self.shown.as_ref(), &status) {
            activity::note(open, self.clock.now(), what);
        }
        self.hands
            .tell(Event::Sync(views::sync(&open.store, &status)));
        self.shown = Some(status.clone());
        self.board.change(|seen| seen.status = Some(status));
    }

    /// Puts on the board what others may see.
    pub(crate) fn show(&mut self) {
        let is_out = self.engine.is_out();
        let team = self.engine.team().and_then(|team| {
            Some(Team {
                team: team.team,
                name: team.name.to_owned(),
                member: team.member,
                device: team.device,
                role: team.role,
                is_out,
                roster: team.roster?.clone(),
                heard: team.heard.clone(),
                paper: self.engine.paper(),
                reads_private: self.engine.reads_private(),
            })
        });
        let wishes = self.engine.wishes().to_vec();
        let invitation = self.inviting.as_ref().and_then(Inviting::view);
        let sharing = self.sharing.as_ref().and_then(Sharing::view);
        let shared = self.engine.shared();
        let publishing = self.publishing.seen();
        let coming_back = self.coming_back.as_ref().map(ComingBack::view);
        let joining = coming_back.or_else(|| self.joining.as_ref().map(Joining::view));
        self.board.change(|seen| {
            seen.sharing = sharing;
            seen.shared = shared;
            seen.publishing = publishing;
            seen.team = team;
            seen.wishes = wishes;
            seen.invitation = invitation;
            if joining.is_some() {
                seen.joining = joining;
            }
        });
    }

    /// Writes into the team's records who works here and what this laptop is called.
    pub(crate) fn introduce(&mut self, laptop: &str) -> Outcome<()> {
        let (Some(open), Some(team)) = (self.open(), self.board.seen().team) else {
            return Ok(());
        };
        let changes = introduce(&open, &team, laptop)?;
        self.hands.tell(Event::changed(changes.kinds));
        self.step(Input::Written);
        Ok(())
    }

    /// Takes in what another laptop wrote on a stick.
    pub(crate) fn read_stick(&mut self, bytes: &[u8]) -> Outcome<Brought> {
        let open = self
            .open()
            .ok_or_else(|| AppError::new(ErrorCode::Locked))?;
        let now = self.clock.now();
        let (brought, outputs) = self.engine.read_stick(&open.store, bytes, now)?;
        self.perform(&open, outputs);
        self.step(Input::Written);
        Ok(brought)
    }

    fn carry(&mut self, id: u64, request: Request) {
        let (route, is_signed) = (request.route(), request.is_signed());
        match request.body() {
            Ok(body) => self.send(&route, body, is_signed, Awaited::Engine(id, request)),
            Err(_) => self.step(Input::Answer {
                id,
                result: Err(LineTrouble::NotOurs),
            }),
        }
    }

    /// Sends a request, signed or not, and remembers whose it is.
    pub(crate) fn send(&mut self, route: &Route, body: Vec<u8>, is_signed: bool, awaited: Awaited) {
        self.next += 1;
        let id = self.next;
        self.awaited.insert(id, awaited);
        let call = self.call(route, body, is_signed);
        match (self.link(), call) {
            (Some(link), Some(call)) => link.send(id, call),
            _ => {
                // Told like any other trouble, in its turn.
                let _ = self.told.send(Told::News(self.line, unreachable(id)));
            }
        }
    }

    fn call(&self, route: &Route, body: Vec<u8>, is_signed: bool) -> Option<Call> {
        let path = route.path();
        let headers = if is_signed {
            let signer = self.engine.signer()?;
            let at = self.clock.now().0 + signer.ahead;
            let text = request_text(&signer.team, route.method(), &path, at, &body);
            let signed = Signed {
                team: signer.team,
                device: signer.device,
                at,
                signature: signer.sign(&text),
            };
            signed.headers().to_vec()
        } else {
            Vec::new()
        };
        let verb = match route.method() {
            "GET" => Verb::Get,
            "PUT" => Verb::Put,
            _ => Verb::Post,
        };
        Some(Call {
            verb,
            path,
            headers,
            body,
            at_most: limits::BODY_BYTES * 2,
        })
    }

    fn link(&mut self) -> Option<&Link> {
        if self.link.is_none() {
            let address = self.open()?.store.recall(SERVER).ok()??;
            self.connect(&address).ok()?;
        }
        self.link.as_ref()
    }

    /// Opens a line to a server, in place of the one there was: what was asked on that one is not answered any more, and whoever waits
    /// for it is told so.
    pub(crate) fn connect(&mut self, address: &str) -> Result<(), Trouble> {
        let line = self.line + 1;
        let told = self.told.clone();
        let link = Link::open(address, move |news| {
            let _ = told.send(Told::News(line, news));
        })?;
        self.line = line;
        if self.link.replace(link).is_some() {
            for id in self.awaited.keys() {
                let _ = self.told.send(Told::News(line, unreachable(*id)));
            }
        }
        Ok(())
    }

    fn open_stream(&mut self) {
        let Some(team) = self.engine.team().map(|team| team.team) else {
            return;
        };
        let call = self.call(&Route::Wake(team), Vec::new(), true);
        if let (Some(link), Some(call)) = (self.link(), call) {
            link.listen(call);
        }
    }

    fn hear(&mut self, news: News) {
        match news {
            News::Answer { id, result } => match self.awaited.remove(&id) {
                Some(Awaited::Engine(id, request)) => {
                    let result = answer(&request, result);
                    self.step(Input::Answer { id, result });
                }
                Some(Awaited::Inviting) => Inviting::answered(self, result),
                Some(Awaited::Joining) => Joining::answered(self, result),
                Some(Awaited::Sharing) => Sharing::answered(self, result),
                Some(Awaited::Publishing(turn, is_part)) => {
                    Publishing::answered(self, turn, is_part, result);
                }
                Some(Awaited::ComingBack) => ComingBack::answered(self, result),
                Some(Awaited::Nobody) | None => {}
            },
            News::Moved(position) => self.step(Input::Woken(position)),
            News::Listening => self.deaf = 0,
            News::Deaf(_) => {
                self.deaf = self.deaf.saturating_add(1);
                self.step(Input::Deaf);
            }
        }
    }
}

fn unreachable(id: u64) -> News {
    News::Answer {
        id,
        result: Err(Trouble::Unreachable),
    }
}

/// What an answer is to the engine.
fn answer(request: &Request, result: Result<Vec<u8>, Trouble>) -> Result<Response, LineTrouble> {
    match result {
        Ok(body) => request.answer(&body),
        Err(Trouble::Declined { body, .. }) => decode::<Refusal>(&body)
            .map(Response::Refused)
            .map_err(|_| LineTrouble::NotOurs),
        Err(other) => Err(trouble(&other)),
    }
}

/// What is wrong with the line, as the engine calls it.
pub(crate) fn trouble(trouble: &Trouble) -> LineTrouble {
    match trouble {
        Trouble::BadAddress | Trouble::Unreachable => LineTrouble::Unreachable,
        Trouble::Silent | Trouble::CutShort => LineTrouble::Silent,
        Trouble::NotOurs | Trouble::TooLarge | Trouble::Declined { .. } => LineTrouble::NotOurs,
        Trouble::BadCertificate => LineTrouble::BadCertificate,
        Trouble::Unwell(_) => LineTrouble::Unwell,
    }
}
