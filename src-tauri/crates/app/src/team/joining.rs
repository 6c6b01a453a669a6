//! Joining a team: the other side of [`super::inviting`].

use crate::api::team::JoiningView;
use crate::failure::Outcome;
use crate::team::views::digits;
use crate::team::worker::{Awaited, SERVER, Worker, trouble};
use alongside_link::Trouble;
use alongside_protocol::{
    MailboxMade, MailboxMessage, MailboxPut, MailboxTake, MailboxTaken, Route, Token, decode,
    encode,
};
use alongside_sync::{Admitted, Input, SyncError, Trouble as SyncTrouble, Welcome};
use alongside_vault::{InviteCode, Join, JoinKey, Random as _, Side, SystemRandom};
use std::time::{Duration, Instant};

/// How often the mailbox is looked into.
const LOOK: Duration = Duration::from_millis(1_500);
/// How long the log is looked at, when the mailbox is gone, for having been let in all the same.
const LAST_LOOK: Duration = Duration::from_secs(10);

/// A joining under way.
pub(crate) struct Joining {
    code: InviteCode,
    name: String,
    server: String,
    token: Token,
    asked: Asked,
    exchange: Option<Join>,
    key: Option<JoinKey>,
    read: u8,
    to_put: Vec<(u8, Vec<u8>)>,
    view: JoiningView,
    look_at: Option<Instant>,
    /// The mailbox is gone; by then it is known whether they said yes.
    ends_at: Option<Instant>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Nothing,
    Claim,
    Put,
    Take,
}

impl Joining {
    /// Begins: opens the line to the server and claims the mailbox. `name` is who joins and what their laptop is called, a line each.
    pub(crate) fn begin(
        worker: &mut Worker,
        code: InviteCode,
        name: String,
        server: String,
    ) -> Outcome<()> {
        worker.connect(&server)?;
        let mut token = Token::default();
        let mut random = SystemRandom::new();
        random.fill(&mut token.0)?;
        let (exchange, ours) = Join::start(&code, Side::Joining, &mut random)?;
        let number = code.mailbox();
        worker.joining = Some(Self {
            code,
            name,
            server,
            token,
            asked: Asked::Claim,
            exchange: Some(exchange),
            key: None,
            read: 0,
            to_put: vec![(1, ours)],
            view: JoiningView::Asking,
            look_at: None,
            ends_at: None,
        });
        if let Ok(body) = encode(&token) {
            worker.send(&Route::ClaimMailbox(number), body, false, Awaited::Joining);
        }
        // Seen before whoever asked is answered, or their screen would say that nothing is under way.
        worker.show();
        Ok(())
    }

    pub(crate) fn view(&self) -> JoiningView {
        self.view.clone()
    }

    pub(crate) fn next_time(&self) -> Option<Instant> {
        [self.look_at, self.ends_at].into_iter().flatten().min()
    }

    /// Gives up.
    pub(crate) fn cancel(worker: &mut Worker) {
        if worker.joining.is_some() {
            Self::burn(worker);
            Self::leave(worker);
            worker.joining = None;
        }
        worker.board.change(|seen| seen.joining = None);
    }

    /// Nobody is to wait in the mailbox any more.
    fn burn(worker: &mut Worker) {
        let Some(joining) = &worker.joining else {
            return;
        };
        let take = MailboxTake {
            token: Some(joining.token),
            after: 0,
        };
        let route = Route::BurnMailbox(joining.code.mailbox());
        if let Ok(body) = encode(&take) {
            worker.send(&route, body, false, Awaited::Nobody);
        }
    }

    /// Forgets the team that was asked, unless it has let this laptop in meanwhile. One that was in a team goes on asking that one's server.
    fn leave(worker: &mut Worker) {
        let Some(open) = worker.open() else { return };
        if Self::is_in(worker) {
            return;
        }
        let _ = worker.engine.give_up_joining(&open.store);
        let asked = worker.joining.as_ref().map(|joining| &joining.server);
        let known = open.store.recall(SERVER).ok().flatten();
        if let Some(known) = known.filter(|known| Some(known) != asked)
            && worker.engine.team().is_some()
        {
            let _ = worker.connect(&known);
        }
    }

    /// Whether the log says by now that this laptop belongs; one that was taken out does not, whatever it read last.
    fn is_in(worker: &Worker) -> bool {
        let role = worker.engine.team().and_then(|team| team.role);
        role.is_some() && !worker.engine.is_out()
    }

    pub(crate) fn keep_time(worker: &mut Worker, now: Instant) {
        let is_in = Self::is_in(worker);
        let Some(joining) = &mut worker.joining else {
            return;
        };
        if joining.view == JoiningView::Joined && worker.engine.is_out() {
            // Taken out since: how they came in is no news any more.
            worker.joining = None;
            worker.board.change(|seen| seen.joining = None);
            return;
        }
        if is_in && joining.view != JoiningView::Joined {
            joining.view = JoiningView::Joined;
            joining.ends_at = None;
            worker.show();
            return;
        }
        if joining.ends_at.is_some_and(|at| at <= now) {
            joining.ends_at = None;
            joining.view = JoiningView::Refused;
            Self::leave(worker);
            worker.show();
            return;
        }
        if joining.asked != Asked::Nothing || joining.look_at.is_none_or(|at| at > now) {
            return;
        }
        let number = joining.code.mailbox();
        let token = Some(joining.token);
        let (route, body) = if let Some((n, bytes)) = joining.to_put.first().cloned() {
            joining.asked = Asked::Put;
            let put = MailboxPut {
                token,
                number: n,
                bytes,
            };
            (Route::PutMailbox(number), encode(&put))
        } else {
            joining.asked = Asked::Take;
            let take = MailboxTake {
                token,
                after: joining.read,
            };
            (Route::TakeMailbox(number), encode(&take))
        };
        if let Ok(body) = body {
            worker.send(&route, body, false, Awaited::Joining);
        }
    }

    pub(crate) fn answered(worker: &mut Worker, result: Result<Vec<u8>, Trouble>) {
        let Some(joining) = &mut worker.joining else {
            return;
        };
        let asked = std::mem::replace(&mut joining.asked, Asked::Nothing);
        let soon = Some(Instant::now() + LOOK);
        match (asked, result) {
            (Asked::Claim, Ok(body)) => {
                joining.look_at = decode::<MailboxMade>(&body).is_ok().then(Instant::now);
                if joining.look_at.is_none() {
                    joining.view = JoiningView::WrongCode;
                }
            }
            (Asked::Claim, Err(Trouble::Declined { .. })) => joining.view = JoiningView::WrongCode,
            (Asked::Claim, Err(other)) => {
                joining.view = JoiningView::Failed {
                    trouble: crate::team::views::trouble(&SyncTrouble::Line(trouble(&other))),
                };
            }
            (Asked::Put, Ok(_)) => {
                if !joining.to_put.is_empty() {
                    joining.to_put.remove(0);
                }
                joining.look_at = Some(Instant::now());
            }
            (Asked::Take, Ok(body)) => {
                joining.look_at = soon;
                if let Ok(taken) = decode::<MailboxTaken>(&body) {
                    for message in taken.messages {
                        if Self::read(worker, &message).is_none() {
                            if let Some(joining) = &mut worker.joining {
                                joining.view = JoiningView::WrongCode;
                                joining.look_at = None;
                            }
                            break;
                        }
                    }
                }
            }
            (Asked::Put | Asked::Take, Err(Trouble::Declined { .. })) => {
                joining.look_at = None;
                match joining.view {
                    // They may have said yes and gone: the log knows.
                    JoiningView::Waiting { .. } => {
                        joining.ends_at = Some(Instant::now() + LAST_LOOK);
                        worker.step(Input::Start);
                    }
                    JoiningView::Joined => {}
                    _ => joining.view = JoiningView::WrongCode,
                }
            }
            (_, Err(_)) => joining.look_at = soon,
            (Asked::Nothing, Ok(_)) => {}
        }
        worker.show();
    }

    /// Reads one of their messages; nothing if it is not from somebody with the code.
    fn read(worker: &mut Worker, message: &MailboxMessage) -> Option<()> {
        let open = worker.open()?;
        let joining = worker.joining.as_mut()?;
        if message.number != joining.read + 1 {
            return Some(());
        }
        joining.read = message.number;
        match message.number {
            1 => {
                let key = joining.exchange.take()?.finish(&message.bytes).ok()?;
                joining.to_put.push((2, key.confirmation().to_vec()));
                joining.key = Some(key);
            }
            2 => joining.key.as_mut()?.confirm(&message.bytes).ok()?,
            3 => {
                let key = joining.key.as_mut()?;
                let welcome = Welcome::read(&key.open(3, &message.bytes).ok()?).ok()?;
                let was_out = worker.engine.is_out();
                if !was_out {
                    // Or a laptop that is stopped now would not know whom to ask whether it is in.
                    let _ = open.store.remember(SERVER, &joining.server);
                }
                let knock = match worker.engine.knock(&open.store, &welcome, &joining.name) {
                    Err(SyncError::NotInTeam) => {
                        joining.view = JoiningView::NotTheirs;
                        joining.look_at = None;
                        Self::burn(worker);
                        return Some(());
                    }
                    knocked => knocked.ok()?,
                };
                if was_out {
                    let _ = open.store.remember(SERVER, &joining.server);
                }
                joining.view = JoiningView::Waiting {
                    safety: digits(&welcome.team, &knock.device),
                };
                let sealed = key.seal(3, &knock.bytes().ok()?).ok()?;
                joining.to_put.push((3, sealed));
                joining.look_at = Some(Instant::now());
            }
            4 => {
                let key = joining.key.as_ref()?;
                let admitted = Admitted::read(&key.open(4, &message.bytes).ok()?).ok()?;
                worker
                    .engine
                    .enter(&open.store, admitted, worker.clock.now())
                    .ok()?;
                joining.look_at = None;
                joining.ends_at = None;
                if !worker.engine.is_out() {
                    joining.view = JoiningView::Joined;
                }
                worker.step(Input::Start);
            }
            _ => {}
        }
        Some(())
    }

    /// Where the server is, kept for the days to come.
    pub(crate) fn remember_server(worker: &Worker, address: &str) {
        if let Some(open) = worker.open() {
            let _ = open.store.remember(SERVER, address);
        }
    }
}
