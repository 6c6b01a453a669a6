//! Publishing the directory, on purpose and in clear: the talk of a lead's laptop with the server, part after part. Breaking off loses
//! nothing: the server says how far it is, and the same directory makes the same parts.

use crate::api::error::{AppError, ErrorCode};
use crate::api::publishing::{
    PublicLookView, PublicSource, PublishRequest, PublishTrouble, PublishingProgress,
    PublishingView,
};
use crate::api::session::Nothing;
use crate::desk::Desk;
use crate::directory::each_run;
use crate::failure::Outcome;
use crate::team::publication::Publication;
use crate::team::was_public;
use crate::team::worker::{Awaited, SERVER, Worker};
use crate::team::{PATIENCE, in_team};
use alongside_domain::directory::Feed;
use alongside_domain::value::Moment;
use alongside_link::Trouble;
use alongside_protocol::{
    PublicName, Publishing as Stands, Refusal, Role, Route, TeamId, decode, encode, limits,
};
use alongside_vault::{Random as _, SystemRandom};
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

/// Which sources were published the last time, among the facts of this laptop: one a line, each after a sign, for one of them is blank.
const CHOSEN: &str = "published sources";
/// How long to wait before a part is tried again.
const AGAIN: Duration = Duration::from_secs(10);
/// How often the place may be asked for anew before another laptop must be publishing.
const LOST: u8 = 3;

/// What is known of publishing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    stands: Option<Stands>,
    sending: Option<PublishingProgress>,
    trouble: Option<PublishTrouble>,
    /// The last request that was answered, so that somebody can wait for theirs.
    answered: u64,
}

/// The talk, as the line's thread has it.
#[derive(Default)]
pub(crate) struct Publishing {
    seen: Seen,
    publication: Option<Publication>,
    /// Counts the requests: an answer that is older than what is known says nothing.
    turn: u64,
    /// Whether a part is on its way.
    is_part_out: bool,
    /// Stopped while a part was on its way: it may come to the server after the stop, so it is stopped once more.
    stop_again: bool,
    lost: u8,
    again_at: Option<Instant>,
}

impl Publishing {
    pub(crate) fn seen(&self) -> Seen {
        self.seen.clone()
    }

    pub(crate) fn next_time(&self) -> Option<Instant> {
        self.again_at
    }

    pub(crate) fn keep_time(worker: &mut Worker, now: Instant) {
        if worker.publishing.again_at.is_some_and(|at| at <= now) {
            worker.publishing.again_at = None;
            Self::look(worker);
        }
    }

    /// Asks the server how publishing stands.
    fn look(worker: &mut Worker) {
        Self::send(worker, Route::Publishing, Vec::new());
    }

    fn begin(worker: &mut Worker, publication: Publication) {
        worker.publishing.seen.trouble = None;
        worker.publishing.lost = 0;
        worker.publishing.publication = Some(publication);
        worker.publishing.stop_again = false;
        Self::look(worker);
    }

    fn stop(worker: &mut Worker) {
        worker.publishing.publication = None;
        worker.publishing.again_at = None;
        worker.publishing.seen.sending = None;
        worker.publishing.seen.trouble = None;
        worker.publishing.stop_again = worker.publishing.is_part_out;
        Self::send(worker, Route::Unpublish, Vec::new());
    }

    fn send(worker: &mut Worker, route: fn(TeamId) -> Route, body: Vec<u8>) {
        let Some(team) = worker.engine.team().map(|team| team.team) else {
            return;
        };
        let route = route(team);
        let is_part = matches!(route, Route::PutPublication(_));
        worker.publishing.turn += 1;
        worker.publishing.is_part_out |= is_part;
        let awaited = Awaited::Publishing(worker.publishing.turn, is_part);
        worker.send(&route, body, true, awaited);
    }

    pub(crate) fn answered(
        worker: &mut Worker,
        turn: u64,
        is_part: bool,
        result: Result<Vec<u8>, Trouble>,
    ) {
        if is_part {
            worker.publishing.is_part_out = false;
            if std::mem::take(&mut worker.publishing.stop_again) {
                return Self::send(worker, Route::Unpublish, Vec::new());
            }
        }
        if turn < worker.publishing.seen.answered {
            if is_part {
                Self::look(worker);
            }
            return;
        }
        worker.publishing.seen.answered = turn;
        match result.map(|body| decode::<Stands>(&body)) {
            Ok(Ok(stands)) => {
                worker.publishing.seen.stands = Some(stands);
                worker.publishing.seen.trouble = None;
                Self::go_on(worker);
            }
            Ok(Err(_)) => Self::give_up(worker, PublishTrouble::Declined),
            Err(Trouble::Declined { body, .. }) => match decode::<Refusal>(&body) {
                Ok(Refusal::Gap { .. }) if worker.publishing.lost < LOST => {
                    worker.publishing.lost += 1;
                    Self::look(worker);
                }
                Ok(Refusal::Gap { .. }) => Self::give_up(worker, PublishTrouble::Another),
                Ok(Refusal::TooMany { .. } | Refusal::Unwell | Refusal::WrongTime { .. }) => {
                    Self::wait(worker);
                }
                Ok(Refusal::NotServed) => Self::give_up(worker, PublishTrouble::NotServed),
                Ok(Refusal::Full) => Self::give_up(worker, PublishTrouble::Full),
                Ok(Refusal::TooLarge) => Self::give_up(worker, PublishTrouble::TooMany),
                Ok(Refusal::NotAllowed | Refusal::Revoked) => {
                    Self::give_up(worker, PublishTrouble::NotAllowed);
                }
                _ => Self::give_up(worker, PublishTrouble::Declined),
            },
            Err(_) => Self::wait(worker),
        }
        worker.show();
    }

    /// Nothing is lost: it is tried again, if something is being sent.
    fn wait(worker: &mut Worker) {
        worker.publishing.seen.trouble = Some(PublishTrouble::Waiting);
        if worker.publishing.publication.is_some() {
            worker.publishing.again_at = Some(Instant::now() + AGAIN);
        }
    }

    fn give_up(worker: &mut Worker, why: PublishTrouble) {
        worker.publishing.publication = None;
        worker.publishing.again_at = None;
        worker.publishing.seen.sending = None;
        worker.publishing.seen.trouble = Some(why);
    }

    /// Sends the part that the server has not.
    fn go_on(worker: &mut Worker) {
        let Publishing {
            seen,
            publication,
            is_part_out,
            ..
        } = &mut worker.publishing;
        let (Some(publication), Some(stands), false) =
            (publication.as_ref(), seen.stands.as_ref(), *is_part_out)
        else {
            return;
        };
        if !stands.is_served {
            return Self::give_up(worker, PublishTrouble::NotServed);
        }
        let id = publication.id();
        if stands.live.is_some_and(|live| live.publication == id) {
            seen.sending = None;
            let done = worker.publishing.publication.take();
            if let (Some(open), Some(done)) = (worker.open(), done) {
                // If it cannot be kept, what changes later is not known here, which is said.
                let _ = was_public::keep(&open.store, &done);
            }
            return;
        }
        let begun = stands.begun.filter(|begun| begun.publication == id);
        let done = begun.map_or(0, |begun| begun.parts);
        seen.sending = Some(PublishingProgress {
            done,
            of: publication.parts(),
        });
        let Some(open) = worker.open() else { return };
        let part = worker
            .publishing
            .publication
            .as_ref()
            .map(|publication| publication.part(&open.store, done));
        let body = match part {
            Some(Ok(Some(part))) => encode(&part).ok(),
            // The directory was changed meanwhile: what is sent is what it is now.
            Some(Ok(None)) => return Self::begin_anew(worker),
            _ => None,
        };
        match body {
            Some(body) => Self::send(worker, Route::PutPublication, body),
            None => Self::give_up(worker, PublishTrouble::Declined),
        }
    }

    fn begin_anew(worker: &mut Worker) {
        let (Some(open), Some(publication)) = (worker.open(), worker.publishing.publication.take())
        else {
            return;
        };
        match publication.anew(&open.store) {
            Ok(publication) => Self::begin(worker, publication),
            Err(_) => Self::give_up(worker, PublishTrouble::Declined),
        }
    }
}

/// How publishing stands, asked of the server.
pub(crate) fn publishing(desk: &Desk, _: Nothing) -> Outcome<PublishingView> {
    ask(desk, Publishing::look)
}

/// Asks something of the server, and waits for the answer.
fn ask(desk: &Desk, what: fn(&mut Worker)) -> Outcome<PublishingView> {
    in_team(desk)?;
    let turn = desk.ask_line(move |worker| {
        what(worker);
        worker.publishing.turn
    })?;
    wait(desk, turn)
}

fn wait(desk: &Desk, turn: u64) -> Outcome<PublishingView> {
    desk.wait_line(PATIENCE, |seen| {
        (seen.publishing.answered >= turn).then_some(())
    });
    view(desk)
}

fn view(desk: &Desk) -> Outcome<PublishingView> {
    let (open, team) = in_team(desk)?;
    let seen = desk
        .board()
        .map(|board| board.seen().publishing)
        .unwrap_or_default();
    let live = seen.stands.as_ref().and_then(|stands| stands.live);
    let server = open.store.recall(SERVER)?.unwrap_or_default();
    let address = live.and_then(|live| address(&server, &live.name));
    Ok(PublishingView {
        may_publish: team.role == Some(Role::Lead),
        is_served: seen.stands.as_ref().map(|stands| stands.is_served),
        address,
        published_at: live.map(|live| Moment(live.at)),
        services: live.map_or(0, |live| live.services),
        unfinished: seen.stands.is_some_and(|stands| stands.begun.is_some()),
        sending: seen.sending,
        trouble: seen.trouble,
    })
}

/// Where a directory is public: what a council's program is given.
fn address(server: &str, name: &PublicName) -> Option<String> {
    let server = alongside_link::read_address(server).ok()?;
    Some(format!("{server}open/{name}/"))
}

/// What would be public, source by source, and what of it is not as it is public now.
pub(crate) fn look_over_publication(desk: &Desk, _: Nothing) -> Outcome<PublicLookView> {
    let (open, _) = in_team(desk)?;
    let chosen = open.store.recall(CHOSEN)?.unwrap_or_else(|| "+".to_owned());
    let chosen: BTreeSet<&str> = chosen
        .lines()
        .filter_map(|line| line.strip_prefix('+'))
        .collect();
    let feeds = open.store.all::<Feed>()?;
    let mut counted: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    each_run(&open.store, 0, |run| {
        let count = counted
            .entry(run.service.source.as_str().to_owned())
            .or_default();
        count.0 += 1;
        let names_somebody = run.service.ask_for.iter().any(|who| !who.name.is_empty());
        count.1 += u32::from(names_somebody);
        true
    })?;
    let all = counted.into_iter().map(|(source, (services, naming))| {
        let feed = feeds.iter().find(|feed| feed.address.as_str() == source);
        PublicSource {
            name: feed.map_or_else(|| source.clone(), |feed| feed.name.as_str().to_owned()),
            chosen: chosen.contains(source.as_str()),
            source,
            services,
            naming,
        }
    });
    let sources = all.collect();
    let live = desk
        .board()
        .and_then(|board| board.seen().publishing.stands?.live);
    let changes = match live {
        Some(live) => {
            let chosen = chosen.into_iter().map(str::to_owned).collect();
            let now = Publication::of(&open.store, chosen, live.name)?;
            was_public::changes(&open.store, live.publication, &now)?
        }
        None => None,
    };
    Ok(PublicLookView { sources, changes })
}

/// Publishes, on purpose: what a lead has looked over.
pub(crate) fn publish_directory(desk: &Desk, request: PublishRequest) -> Outcome<PublishingView> {
    let (open, team) = in_team(desk)?;
    if team.role != Some(Role::Lead) {
        return Err(AppError::new(ErrorCode::NotAllowed));
    }
    let mut name = PublicName::default();
    SystemRandom::new().fill(&mut name.0)?;
    let sources: BTreeSet<String> = request.sources.into_iter().collect();
    let publication = Publication::of(&open.store, sources.clone(), name)?;
    let trouble = match publication.services() {
        0 => Some(PublishTrouble::Nothing),
        many if many > limits::PUBLISHED_SERVICES => Some(PublishTrouble::TooMany),
        _ => None,
    };
    if trouble.is_some() {
        return Ok(PublishingView {
            trouble,
            ..view(desk)?
        });
    }
    let lines: String = sources
        .iter()
        .map(|source| format!("+{}\n", source.replace('\n', " ")))
        .collect();
    open.store.remember(CHOSEN, &lines)?;
    let turn = desk.ask_line(move |worker| {
        Publishing::begin(worker, publication);
        worker.publishing.turn
    })?;
    wait(desk, turn)
}

/// Takes away what is public, at once.
pub(crate) fn stop_publishing(desk: &Desk, _: Nothing) -> Outcome<PublishingView> {
    let (_, team) = in_team(desk)?;
    if team.role != Some(Role::Lead) {
        return Err(AppError::new(ErrorCode::NotAllowed));
    }
    ask(desk, Publishing::stop)
}
