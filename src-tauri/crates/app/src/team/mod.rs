//! The team: making one, joining one, who belongs, how things stand, and the stick between laptops that see no network.

pub(crate) mod activity;
mod coming_back;
pub(crate) mod installation;
mod inviting;
mod joining;
pub(crate) mod line;
mod publication;
pub(crate) mod publishing;
mod reflections;
mod sharing;
mod sharing_talk;
mod unsent;
mod views;
mod waiting;
mod was_public;
pub(crate) mod worker;

use crate::api::error::{AppError, ErrorCode};
use crate::api::records::{Did, Verb};
use crate::api::session::{Nothing, SavedFileView};
use crate::api::team::{
    ActivityLine, AnswerInvitationRequest, ChangeRoleRequest, InvitationView, InviteRequest,
    JoinTeamRequest, JoiningView, LaptopRequest, MakeTeamRequest, MemberRequest, Moved,
    SafetyNumberView, ServerRequest, SetUpAgainRequest, Standing, StickView, SyncView, TeamView,
    WaitingLine,
};
use crate::copies;
use crate::desk::{Desk, Open, name_of};
use crate::failure::Outcome;
use crate::hands::FileKind;
use crate::team::coming_back::ComingBack;
pub(crate) use crate::team::coming_back::{
    come_back, give_recovery_code, hand_own_key, own_key_by_code,
};
use crate::team::inviting::{Inviting, role_of};
use crate::team::joining::Joining;
use crate::team::line::{Seen, Team};
pub(crate) use crate::team::publishing::{
    look_over_publication, publish_directory, publishing, stop_publishing,
};
pub(crate) use crate::team::reflections::{colleagues, reflections};
pub(crate) use crate::team::sharing::{
    accept_sharing, answer_sharing, cancel_sharing, end_sharing, forget_left_over, left_over,
    offer_sharing, shared_people, sharing_talk,
};
pub(crate) use crate::team::unsent::save_unsent;
use crate::team::worker::SERVER;
use alongside_domain::ids::{ColleagueId, LaptopId};
use alongside_domain::team::{Colleague, Laptop};
use alongside_domain::{Kind, Record as _};
use alongside_protocol::{DeviceId, MemberId};
use alongside_store::Changes;
use alongside_sync::{Input, Trouble, Wish};
use alongside_vault::InviteCode;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// How long a screen waits for the server before it says that there is no connection.
const PATIENCE: Duration = Duration::from_secs(30);
/// The first contact with a server that may be starting.
const FOUNDING: Duration = Duration::from_secs(45);

/// How things stand.
pub(crate) fn sync_state(desk: &Desk, _: Nothing) -> Outcome<SyncView> {
    let open = desk.open()?;
    Ok(desk
        .board()
        .and_then(|board| board.seen().status)
        .map_or_else(|| alone(&open), |status| views::sync(&open.store, &status)))
}

fn alone(open: &Open) -> SyncView {
    SyncView {
        standing: Standing::Alone,
        unsent: 0,
        oldest_unsent: None,
        synced_at: None,
        loading: None,
        history_arriving: false,
        trouble: None,
        clock_minutes_ahead: 0,
        differences: open.store.differences_count().unwrap_or(0),
    }
}

/// Looks for changes now.
pub(crate) fn sync_now(desk: &Desk, _: Nothing) -> Outcome<SyncView> {
    desk.tell_line(Input::Start);
    sync_state(desk, Nothing {})
}

/// What moved, and when.
pub(crate) fn activity(desk: &Desk, _: Nothing) -> Outcome<Vec<ActivityLine>> {
    Ok(activity::lines(&*desk.open()?))
}

/// What has not reached the server, record by record.
pub(crate) fn waiting(desk: &Desk, _: Nothing) -> Outcome<Vec<WaitingLine>> {
    waiting::lines(&desk.open()?.store)
}

/// The team; nothing while this laptop works alone.
pub(crate) fn team(desk: &Desk, _: Nothing) -> Outcome<Option<TeamView>> {
    let open = desk.open()?;
    let seen = desk.board().map(|board| board.seen());
    match seen.and_then(|seen| seen.team) {
        Some(team) if team.role.is_some() || team.roster.number > 0 => {
            Ok(Some(view(&open, &team)?))
        }
        _ => Ok(None),
    }
}

fn view(open: &Open, team: &Team) -> Outcome<TeamView> {
    let server = open.store.recall(SERVER)?.unwrap_or_default();
    let (colleagues, laptops) = (open.store.all::<Colleague>()?, open.store.all::<Laptop>()?);
    Ok(views::team(team, server, &colleagues, &laptops))
}

fn in_team(desk: &Desk) -> Outcome<(Arc<Open>, Team)> {
    let open = desk.open()?;
    let team = desk.board().and_then(|board| board.seen().team);
    team.filter(|team| team.role.is_some())
        .map(|team| (open, team))
        .ok_or_else(|| AppError::new(ErrorCode::NoTeam))
}

/// Makes a team on a server.
pub(crate) fn make_team(desk: &Desk, request: MakeTeamRequest) -> Outcome<TeamView> {
    let open = desk.open()?;
    alongside_link::read_address(&request.server)?;
    open.store.remember(SERVER, request.server.trim())?;
    let MakeTeamRequest {
        server,
        sign_up_code,
        name,
        laptop,
    } = request;
    let founded = desk.ask_line(move |worker| -> Outcome<()> {
        let open = worker
            .open()
            .ok_or_else(|| AppError::new(ErrorCode::Locked))?;
        worker.connect(server.trim())?;
        worker
            .engine
            .found(&open.store, name.trim(), sign_up_code.trim())?;
        worker.step(Input::Start);
        Ok(())
    })?;
    founded?;
    let outcome = desk.wait_line(FOUNDING, |seen| {
        match (
            &seen.team,
            seen.status.as_ref().and_then(|status| status.trouble),
        ) {
            (Some(team), _) if team.role.is_some() => Some(Ok(team.clone())),
            (_, Some(Trouble::Unknown | Trouble::NotAllowed | Trouble::Declined)) => {
                Some(Err(AppError::new(ErrorCode::WrongCode)))
            }
            (_, Some(trouble)) => Some(Err(AppError::with_detail(
                ErrorCode::ServerUnreachable,
                format!("{trouble:?}"),
            ))),
            _ => None,
        }
    });
    match outcome.unwrap_or_else(|| Err(AppError::new(ErrorCode::ServerUnreachable))) {
        Ok(team) => {
            desk.tell(&introduce(&open, &team, &laptop)?);
            view(&open, &team)
        }
        Err(error) => {
            desk.ask_line(|worker| {
                if let Some(open) = worker.open() {
                    let _ = worker.engine.give_up_joining(&open.store);
                }
            })?;
            Err(error)
        }
    }
}

/// Writes into the team's records who works here, and what this laptop is called.
pub(crate) fn introduce(open: &Open, team: &Team, laptop: &str) -> Outcome<Changes> {
    let colleague = ColleagueId(Uuid::from_bytes(team.member.0));
    let device = team.device.to_string();
    let known = open.store.all::<Laptop>()?;
    let is_known = known.iter().any(|known| known.device.0 == device);
    let did = name_of(&added(Kind::Colleague));
    let (_, changes) = open.store.transact(&did, |tx| {
        if tx.find::<Colleague>(colleague)?.is_none() {
            tx.put(&Colleague {
                name: tx.by().into(),
                ..Colleague::blank(colleague)
            })?;
        }
        if !is_known {
            let id = LaptopId(tx.new_id());
            tx.put(&Laptop {
                colleague,
                device: device.as_str().into(),
                name: laptop.trim().into(),
                ..Laptop::blank(id)
            })?;
        }
        Ok(())
    })?;
    Ok(changes)
}

/// Makes an invitation.
pub(crate) fn invite(desk: &Desk, request: InviteRequest) -> Outcome<InvitationView> {
    let (open, _) = in_team(desk)?;
    let server = open.store.recall(SERVER)?.unwrap_or_default();
    let member = request.member.as_deref().map(member_id).transpose()?;
    let role = role_of(request.role);
    desk.ask_line(move |worker| {
        Inviting::cancel(worker);
        Inviting::begin(worker, role, member, server);
        // Or the code of the one before would be read out.
        worker.show();
    })?;
    desk.wait_line(PATIENCE, |seen| seen.invitation.clone())
        .ok_or_else(|| AppError::new(ErrorCode::NeedsConnection))
}

/// Where the invitation stands.
pub(crate) fn invitation(desk: &Desk, _: Nothing) -> Outcome<Option<InvitationView>> {
    Ok(desk.board().and_then(|board| board.seen().invitation))
}

/// Lets in who asks, or not.
pub(crate) fn answer_invitation(
    desk: &Desk,
    request: AnswerInvitationRequest,
) -> Outcome<TeamView> {
    let (open, team) = in_team(desk)?;
    let newcomer = desk.ask_line(|worker| worker.inviting.as_ref().and_then(Inviting::newcomer))?;
    let admit = request.admit;
    desk.ask_line(move |worker| Inviting::reply(worker, admit))??;
    let Some((member, name, laptop, device)) = newcomer.filter(|_| admit) else {
        return view(&open, &team);
    };
    let team = desk
        .wait_line(PATIENCE, |seen| {
            let team = seen.team.as_ref()?;
            let device = DeviceId::from_hex(&device)?;
            team.roster
                .devices
                .contains_key(&device)
                .then(|| team.clone())
        })
        .ok_or_else(|| AppError::new(ErrorCode::NeedsConnection))?;
    // Their name, as they gave it, so that the team's list is never without one.
    let colleague = ColleagueId(Uuid::from_bytes(member.0));
    desk.transact(&added(Kind::Colleague), |tx| {
        if tx.find::<Colleague>(colleague)?.is_none() {
            tx.put(&Colleague {
                name: name.as_str().into(),
                ..Colleague::blank(colleague)
            })?;
        }
        let id = LaptopId(tx.new_id());
        tx.put(&Laptop {
            colleague,
            device: device.as_str().into(),
            name: laptop.as_str().into(),
            ..Laptop::blank(id)
        })
    })?;
    view(&open, &team)
}

/// Takes the invitation back.
pub(crate) fn cancel_invitation(desk: &Desk, _: Nothing) -> Outcome<Nothing> {
    desk.ask_line(Inviting::cancel)?;
    Ok(Nothing {})
}

/// Asks to join a team.
pub(crate) fn join_team(desk: &Desk, request: JoinTeamRequest) -> Outcome<JoiningView> {
    let open = desk.open()?;
    if team(desk, Nothing {})?.is_some_and(|team| !team.is_out) {
        return Err(AppError::new(ErrorCode::InTeamAlready));
    }
    alongside_link::read_address(&request.server)?;
    let code = InviteCode::read(&request.code)?;
    let name = format!("{}\n{}", open.store.worker(), request.laptop.trim());
    let server = request.server.trim().to_owned();
    desk.ask_line(move |worker| -> Outcome<()> {
        ComingBack::cancel(worker);
        Joining::cancel(worker);
        Joining::begin(worker, code, name, server)?;
        Ok(())
    })??;
    joining(desk, Nothing {})
}

/// How joining goes on.
pub(crate) fn joining(desk: &Desk, _: Nothing) -> Outcome<JoiningView> {
    Ok(desk
        .board()
        .and_then(|board| board.seen().joining)
        .unwrap_or(JoiningView::Nothing))
}

/// Gives joining up.
pub(crate) fn cancel_joining(desk: &Desk, _: Nothing) -> Outcome<Nothing> {
    desk.ask_line(|worker| {
        ComingBack::cancel(worker);
        Joining::cancel(worker);
    })?;
    Ok(Nothing {})
}

/// Changes what a member may do.
pub(crate) fn change_role(desk: &Desk, request: ChangeRoleRequest) -> Outcome<TeamView> {
    grant(
        desk,
        Wish::ChangeRole {
            member: member_id(&request.member)?,
            role: role_of(request.role),
        },
    )
}

/// Ends somebody's membership, with all their laptops.
pub(crate) fn remove_member(desk: &Desk, request: MemberRequest) -> Outcome<TeamView> {
    grant(
        desk,
        Wish::Remove {
            member: member_id(&request.member)?,
        },
    )
}

/// Takes a laptop out of the team.
pub(crate) fn revoke_laptop(desk: &Desk, request: LaptopRequest) -> Outcome<TeamView> {
    let device =
        DeviceId::from_hex(&request.laptop).ok_or_else(|| AppError::new(ErrorCode::NotFound))?;
    grant(desk, Wish::Revoke { device })
}

/// Wishes something of the team, and waits until the log says that it is so.
pub(crate) fn grant(desk: &Desk, wish: Wish) -> Outcome<TeamView> {
    let (open, _) = in_team(desk)?;
    if let Some(board) = desk.board() {
        board.change(|seen| seen.declined.retain(|(declined, _)| *declined != wish));
    }
    desk.tell_line(Input::Wish(wish.clone()));
    let granted = desk.wait_line(PATIENCE, |seen: &Seen| {
        if seen.declined.iter().any(|(declined, _)| *declined == wish) {
            return Some(Err(AppError::new(ErrorCode::NotAllowed)));
        }
        let team = seen.team.as_ref()?;
        wish.is_granted(&team.roster).then(|| Ok(team.clone()))
    });
    let team = granted.unwrap_or_else(|| Err(AppError::new(ErrorCode::NeedsConnection)))?;
    view(&open, &team)
}

/// Digits to compare with a colleague's screen.
pub(crate) fn safety_number(desk: &Desk, request: MemberRequest) -> Outcome<SafetyNumberView> {
    let (_, team) = in_team(desk)?;
    Ok(SafetyNumberView {
        groups: views::safety_of(&team, &member_id(&request.member)?),
    })
}

/// The server was restored from a backup: it is sent again what it lost.
pub(crate) fn send_again(desk: &Desk, _: Nothing) -> Outcome<SyncView> {
    in_team(desk)?;
    desk.tell_line(Input::SendAgain);
    desk.tell_line(Input::Start);
    sync_state(desk, Nothing {})
}

/// Sets the team up again on a server that has nothing of it, with everything that the laptops keep.
pub(crate) fn set_up_again(desk: &Desk, request: SetUpAgainRequest) -> Outcome<SyncView> {
    in_team(desk)?;
    let code = request.sign_up_code.trim().to_owned();
    desk.ask_line(move |worker| -> Outcome<()> {
        let open = worker
            .open()
            .ok_or_else(|| AppError::new(ErrorCode::Locked))?;
        worker.engine.set_up_again(&open.store, &code)?;
        worker.step(Input::Start);
        Ok(())
    })??;
    let outcome = desk.wait_line(FOUNDING, |seen| {
        match seen.status.as_ref().and_then(|status| status.trouble) {
            Some(Trouble::Older { common: 0, .. }) => None,
            Some(Trouble::Unknown | Trouble::NotAllowed | Trouble::Declined) => {
                Some(Err(AppError::new(ErrorCode::WrongCode)))
            }
            Some(Trouble::Line(_)) => Some(Err(AppError::new(ErrorCode::ServerUnreachable))),
            _ => Some(Ok(())),
        }
    });
    outcome.unwrap_or_else(|| Err(AppError::new(ErrorCode::NeedsConnection)))?;
    sync_state(desk, Nothing {})
}

/// The team's server has moved to another address.
pub(crate) fn change_server(desk: &Desk, request: ServerRequest) -> Outcome<SyncView> {
    in_team(desk)?;
    alongside_link::read_address(&request.server)?;
    let server = request.server.trim().to_owned();
    desk.ask_line(move |worker| -> Outcome<()> {
        worker.connect(&server)?;
        Joining::remember_server(worker, &server);
        worker.step(Input::Start);
        Ok(())
    })??;
    sync_state(desk, Nothing {})
}

/// The largest file that is read from a stick, in bytes.
const LARGEST_STICK: u64 = 2 * 1024 * 1024 * 1024;

/// Writes what this laptop has to a file, for a colleague's laptop that sees no network.
pub(crate) fn save_stick(desk: &Desk, _: Nothing) -> Outcome<SavedFileView> {
    let (open, team) = in_team(desk)?;
    let file = desk.ask_line(|worker| -> Outcome<Vec<u8>> {
        let open = worker
            .open()
            .ok_or_else(|| AppError::new(ErrorCode::Locked))?;
        Ok(worker.engine.write_stick(&open.store, 0)?)
    })??;
    let name = format!("{} {}.alongside", team.name, desk.clock.today());
    let path = copies::save_file(desk, FileKind::Stick, &name, "alongside", &file)?;
    if path.is_some() {
        activity::note(&open, desk.clock.now(), Moved::StickWritten);
    }
    Ok(SavedFileView { path })
}

/// Reads such a file.
pub(crate) fn read_stick(desk: &Desk, _: Nothing) -> Outcome<StickView> {
    let (open, _) = in_team(desk)?;
    let Some(path) = desk.hands.ask_for_file(FileKind::Stick) else {
        return Ok(StickView {
            was_read: false,
            changes: 0,
            new: 0,
        });
    };
    let unreadable =
        |why: std::io::Error| AppError::with_detail(ErrorCode::FileUnreadable, why.kind());
    if std::fs::metadata(&path).map_err(unreadable)?.len() > LARGEST_STICK {
        return Err(AppError::new(ErrorCode::FileTooLarge));
    }
    let bytes = std::fs::read(&path).map_err(unreadable)?;
    let brought = desk.ask_line(move |worker| worker.read_stick(&bytes))??;
    let read = StickView {
        was_read: true,
        changes: brought.new + brought.known,
        new: brought.new,
    };
    let moved = Moved::StickRead { changes: read.new };
    activity::note(&open, desk.clock.now(), moved);
    Ok(read)
}

fn added(kind: Kind) -> Did {
    Did {
        verb: Verb::Added,
        kind: Some(kind),
        field: None,
    }
}

fn member_id(text: &str) -> Outcome<MemberId> {
    MemberId::from_hex(text).ok_or_else(|| AppError::new(ErrorCode::NotFound))
}
