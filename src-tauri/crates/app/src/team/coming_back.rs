//! Coming back to a team by a recovery code: on a new laptop, after the others are lost; and the member's own key for a laptop that a
//! lead let in. The server keeps what is needed, sealed; the code opens it here.

use crate::api::error::{AppError, ErrorCode};
use crate::api::session::{Nothing, RecoveryCodeRequest};
use crate::api::team::{ComeBackRequest, JoiningView, LaptopRequest, SyncTrouble, TeamView};
use crate::desk::Desk;
use crate::failure::Outcome;
use crate::session;
use crate::team::joining::Joining;
use crate::team::worker::{Awaited, Worker, trouble};
use crate::team::{PATIENCE, grant, in_team, views};
use alongside_link::Trouble;
use alongside_protocol::{DeviceId, Refusal, Route, decode};
use alongside_sync::{Engine, Input, PaperSeen, SyncError, Trouble as SyncTroubles, Wish};
use alongside_vault::RecoveryCode;
use zeroize::Zeroizing;

/// A coming back under way, or the fetching of one's own key.
pub(crate) struct ComingBack {
    code: RecoveryCode,
    /// What this laptop is called; nothing if it is in the team already and lacks the key.
    laptop: Option<String>,
    view: JoiningView,
}

impl ComingBack {
    /// Begins: asks the server for what it keeps.
    fn begin(worker: &mut Worker, code: RecoveryCode, laptop: Option<String>) -> Outcome<()> {
        let route = Route::TakeEscrow(Engine::locator(&code)?);
        worker.coming_back = Some(Self {
            code,
            laptop,
            view: JoiningView::ComingBack,
        });
        worker.send(&route, Vec::new(), false, Awaited::ComingBack);
        // Seen before whoever asked is answered.
        worker.show();
        Ok(())
    }

    pub(crate) fn view(&self) -> JoiningView {
        self.view.clone()
    }

    /// Gives up, unless it is done.
    pub(crate) fn cancel(worker: &mut Worker) {
        if worker.coming_back.take().is_some() {
            Self::leave(worker);
            worker.board.change(|seen| seen.joining = None);
        }
    }

    /// Forgets the team, unless this laptop is in it or on its way through the door.
    fn leave(worker: &mut Worker) {
        if let Some(open) = worker.open() {
            let _ = worker.engine.give_up_joining(&open.store);
        }
    }

    pub(crate) fn answered(worker: &mut Worker, result: Result<Vec<u8>, Trouble>) {
        let (Some(open), Some(coming)) = (worker.open(), &mut worker.coming_back) else {
            return;
        };
        let done = match result {
            Ok(sealed) if coming.laptop.is_some() => {
                worker.engine.come_back(&open.store, &coming.code, &sealed)
            }
            Ok(sealed) => {
                let now = worker.clock.now();
                worker
                    .engine
                    .take_own_key(&open.store, &coming.code, &sealed, now)
            }
            Err(why) => {
                coming.view = refused(&why);
                worker.show();
                return;
            }
        };
        match done {
            Ok(()) if coming.laptop.is_none() => coming.view = JoiningView::CameBack,
            Ok(()) => {}
            // Sealed under the code, but another member's or team's.
            Err(SyncError::NotInTeam | SyncError::Vault(_) | SyncError::Damaged) => {
                coming.view = JoiningView::UnknownCode;
            }
            Err(_) => {
                coming.view = JoiningView::Failed {
                    trouble: SyncTrouble::Disk,
                };
            }
        }
        worker.step(Input::Start);
        Self::look(worker);
        worker.show();
    }

    /// Whether it is done by now, or cannot be.
    pub(crate) fn look(worker: &mut Worker) {
        let is_in = worker.engine.team().is_some_and(|team| team.role.is_some());
        let status = worker.board.seen().status;
        let matter = status.and_then(|status| status.trouble);
        let Some(coming) = &mut worker.coming_back else {
            return;
        };
        if coming.view == JoiningView::CameBack && worker.engine.is_out() {
            // Taken out since: how they came back is no news any more.
            worker.coming_back = None;
            worker.board.change(|seen| seen.joining = None);
            return;
        }
        let (JoiningView::ComingBack, Some(laptop)) = (&coming.view, coming.laptop.clone()) else {
            return;
        };
        match matter {
            _ if is_in => {
                coming.view = JoiningView::CameBack;
                worker.show();
                if let Err(why) = worker.introduce(&laptop) {
                    tracing::warn!(?why, "the laptop has no name in the team's list");
                }
            }
            Some(SyncTroubles::Revoked) => {
                coming.view = JoiningView::EndedCode;
                Self::leave(worker);
                worker.show();
            }
            Some(matter) if matter.needs_somebody() => {
                coming.view = JoiningView::Failed {
                    trouble: views::trouble(&matter),
                };
                Self::leave(worker);
                worker.show();
            }
            _ => {}
        }
    }
}

fn refused(why: &Trouble) -> JoiningView {
    match why {
        Trouble::Declined { body, .. } => match decode::<Refusal>(body) {
            Ok(Refusal::Unknown) => JoiningView::UnknownCode,
            Ok(Refusal::Suspended) => JoiningView::Failed {
                trouble: SyncTrouble::Suspended,
            },
            _ => JoiningView::Failed {
                trouble: SyncTrouble::Unwell,
            },
        },
        other => JoiningView::Failed {
            trouble: views::trouble(&SyncTroubles::Line(trouble(other))),
        },
    }
}

/// Comes back to the team on this laptop.
pub(crate) fn come_back(desk: &Desk, request: ComeBackRequest) -> Outcome<JoiningView> {
    let typed = Zeroizing::new(request.code);
    desk.open()?;
    if super::team(desk, Nothing {})?.is_some() {
        return Err(AppError::new(ErrorCode::InTeamAlready));
    }
    alongside_link::read_address(&request.server)?;
    let code = RecoveryCode::read(&typed)?;
    let (server, laptop) = (request.server.trim().to_owned(), request.laptop);
    desk.ask_line(move |worker| -> Outcome<()> {
        ComingBack::cancel(worker);
        Joining::cancel(worker);
        Joining::remember_server(worker, &server);
        worker.connect(&server)?;
        ComingBack::begin(worker, code, Some(laptop))
    })??;
    super::joining(desk, Nothing {})
}

/// The recovery code of this laptop, typed from its sheet: from now on it can bring back who works here.
pub(crate) fn give_recovery_code(desk: &Desk, request: RecoveryCodeRequest) -> Outcome<TeamView> {
    let typed = Zeroizing::new(request.code);
    let (open, _) = in_team(desk)?;
    let code = session::read_own_code(desk, &typed)?;
    desk.ask_line(move |worker| {
        worker
            .board
            .change(|seen| seen.declined.retain(|(wish, _)| !is_paper(wish)));
        worker.engine.has_code(code);
        worker.step(Input::Start);
    })?;
    let outcome = desk.wait_line(PATIENCE, |seen| match &seen.team {
        Some(team) if team.paper == PaperSeen::Ready => Some(Ok(team.clone())),
        _ if seen.declined.iter().any(|(wish, _)| is_paper(wish)) => {
            Some(Err(AppError::new(ErrorCode::EndedRecoveryCode)))
        }
        _ => None,
    });
    let team = outcome.unwrap_or_else(|| Err(AppError::new(ErrorCode::NeedsConnection)))?;
    super::view(&open, &team)
}

fn is_paper(wish: &Wish) -> bool {
    matches!(wish, Wish::AddPaper { .. })
}

/// Another laptop of who works here is theirs: it gets their own key, sealed to it.
pub(crate) fn hand_own_key(desk: &Desk, request: LaptopRequest) -> Outcome<TeamView> {
    let device =
        DeviceId::from_hex(&request.laptop).ok_or_else(|| AppError::new(ErrorCode::NotFound))?;
    grant(desk, Wish::HandOwn { device })
}

/// This laptop gets the own key of who works here by the recovery code of another laptop of theirs.
pub(crate) fn own_key_by_code(desk: &Desk, request: RecoveryCodeRequest) -> Outcome<TeamView> {
    let typed = Zeroizing::new(request.code);
    let (open, _) = in_team(desk)?;
    let code = RecoveryCode::read(&typed)?;
    desk.ask_line(move |worker| ComingBack::begin(worker, code, None))??;
    let outcome = desk.wait_line(PATIENCE, |seen| match (&seen.team, &seen.joining) {
        (Some(team), _) if team.reads_private => Some(Ok(team.clone())),
        (_, Some(JoiningView::UnknownCode | JoiningView::EndedCode)) => {
            Some(Err(AppError::new(ErrorCode::WrongRecoveryCode)))
        }
        (_, Some(JoiningView::Failed { .. })) => {
            Some(Err(AppError::new(ErrorCode::NeedsConnection)))
        }
        _ => None,
    });
    desk.ask_line(|worker| {
        worker.coming_back = None;
        worker.board.change(|seen| seen.joining = None);
    })?;
    let team = outcome.unwrap_or_else(|| Err(AppError::new(ErrorCode::NeedsConnection)))?;
    super::view(&open, &team)
}
