//! What the engine knows, as a screen is shown it.

use crate::api::team::{
    LaptopView, LoadingView, MemberView, Moved, RecoveryState, RoleCode, Standing, SyncTrouble,
    SyncView, TeamView,
};
use crate::team::line::Team;
use alongside_domain::team::{Colleague, Laptop};
use alongside_protocol::{DeviceId, MemberId, NewDevice, Role, TeamId};
use alongside_store::Store;
use alongside_sync::{LineTrouble, PaperSeen, Standing as Stands, Status, Trouble};
use alongside_vault::safety_number;

/// A clock that is off by less than this is not worth a word.
const NEAR_ENOUGH_MS: i64 = 2 * 60_000;

/// How things stand.
pub(crate) fn sync(store: &Store, status: &Status) -> SyncView {
    let trouble = status
        .trouble
        .or_else(|| status.notices.first().map(|notice| notice.trouble));
    let ahead = status.clock_ahead.unwrap_or(0);
    // What was written a moment ago is not sent, whether or not the engine has looked.
    let (unsent, oldest) = store
        .unsent()
        .map_or((status.unsent, status.oldest), |unsent| {
            (unsent.commits, unsent.oldest)
        });
    SyncView {
        standing: match status.standing {
            Stands::Alone => Standing::Alone,
            Stands::Synced if unsent > 0 => Standing::Working,
            Stands::Synced => Standing::Synced,
            Stands::Working => Standing::Working,
            Stands::Offline => Standing::Offline,
            Stands::NeedsYou => Standing::NeedsYou,
        },
        unsent,
        oldest_unsent: oldest,
        synced_at: status.synced_at,
        // A new laptop fetches the people first, and then their history: each has its own way to go.
        loading: status
            .arriving
            .or(status.loading)
            .map(|(done, of)| LoadingView { done, of }),
        history_arriving: store.has_snapshots().unwrap_or(false),
        trouble: trouble.as_ref().map(self::trouble),
        clock_minutes_ahead: if ahead.abs() < NEAR_ENOUGH_MS {
            0
        } else {
            ahead / 60_000
        },
        differences: store.differences_count().unwrap_or(0),
    }
}

/// What is the matter, in the words that the interface knows.
pub(crate) fn trouble(trouble: &Trouble) -> SyncTrouble {
    match trouble {
        Trouble::Line(LineTrouble::Unreachable | LineTrouble::Silent) => SyncTrouble::Unreachable,
        Trouble::Line(LineTrouble::NotOurs) => SyncTrouble::NotOurs,
        Trouble::Line(LineTrouble::BadCertificate) => SyncTrouble::BadCertificate,
        Trouble::Line(LineTrouble::Unwell) | Trouble::Declined => SyncTrouble::Unwell,
        Trouble::Disk => SyncTrouble::Disk,
        Trouble::Older { common: 0, .. } => SyncTrouble::ServerEmpty,
        Trouble::Older { .. } => SyncTrouble::ServerOlder,
        Trouble::OtherHistory { .. } | Trouble::Forked { .. } => SyncTrouble::OtherHistory,
        Trouble::Missing { .. } => SyncTrouble::Missing,
        Trouble::Repeated { .. }
        | Trouble::Forged { .. }
        | Trouble::OldEpoch { .. }
        | Trouble::Late { .. }
        | Trouble::FalseSnapshot { .. }
        | Trouble::WrongKey { .. } => SyncTrouble::Forged,
        Trouble::TooNew { .. } | Trouble::TooOldHere => SyncTrouble::TooOldHere,
        Trouble::Revoked => SyncTrouble::Revoked,
        Trouble::NotAllowed => SyncTrouble::NotAllowed,
        Trouble::Suspended => SyncTrouble::Suspended,
        Trouble::Full => SyncTrouble::Full,
        Trouble::Unknown => SyncTrouble::UnknownTeam,
        Trouble::TooOldThere => SyncTrouble::TooOldThere,
    }
}

/// What has moved between two standings, for the activity page.
pub(crate) fn moved(before: Option<&Status>, now: &Status) -> Vec<Moved> {
    let mut moved = Vec::new();
    let Some(before) = before else {
        return moved;
    };
    if now.unsent < before.unsent {
        moved.push(Moved::Sent {
            changes: before.unsent - now.unsent,
        });
    }
    let is_offline = |status: &Status| matches!(status.standing, Stands::Offline);
    match (is_offline(before), is_offline(now)) {
        (false, true) => moved.push(Moved::Disconnected),
        (true, false) => moved.push(Moved::Connected),
        _ => {}
    }
    if let Some(matter) = now.trouble
        && now.trouble != before.trouble
        && matter.needs_somebody()
    {
        let code = serde_json::to_value(trouble(&matter)).ok();
        moved.push(Moved::Trouble {
            code: code
                .and_then(|code| code.as_str().map(str::to_owned))
                .unwrap_or_default(),
        });
    }
    moved
}

/// The team, with the names that its own records give.
pub(crate) fn team(
    team: &Team,
    server: String,
    colleagues: &[Colleague],
    laptops: &[Laptop],
) -> TeamView {
    let name_of = |member: &MemberId| {
        colleagues
            .iter()
            .find(|colleague| colleague.id.0.as_bytes() == &member.0)
            .map(|colleague| colleague.name.0.clone())
            .unwrap_or_default()
    };
    let laptop_of = |device: &DeviceId| {
        let device = device.to_string();
        laptops
            .iter()
            .find(|laptop| laptop.device.0 == device)
            .map(|laptop| laptop.name.0.clone())
            .unwrap_or_default()
    };
    let laptops_of = |member: &MemberId| {
        let theirs = team.roster.devices.iter();
        let mut laptops: Vec<LaptopView> = theirs
            .filter(|(_, device)| device.member == *member)
            .map(|(device, known)| LaptopView {
                id: device.to_string(),
                name: laptop_of(device),
                is_this: *device == team.device,
                last_heard: team.heard.get(device).map(|heard| heard.at),
                is_revoked: known.until.is_some(),
                is_paper: known.is_paper(),
                has_own: known.has_own,
            })
            .collect();
        // Laptops before what is on paper.
        laptops.sort_by_key(|laptop| laptop.is_paper);
        laptops
    };
    let mut members: Vec<MemberView> = team
        .roster
        .members
        .iter()
        .map(|(id, member)| MemberView {
            id: id.to_string(),
            name: name_of(id),
            role: role_code(member.role),
            is_me: *id == team.member,
            is_here: member.is_here,
            laptops: laptops_of(id),
        })
        .collect();
    members.sort_by_key(|member| (!member.is_here, !member.is_me, member.name.to_lowercase()));
    TeamView {
        name: team.name.clone(),
        server,
        my_role: team.role.map_or(RoleCode::ReadOnly, role_code),
        recovery: match team.paper {
            PaperSeen::No => RecoveryState::No,
            PaperSeen::OnItsWay => RecoveryState::OnItsWay,
            PaperSeen::Ready => RecoveryState::Ready,
        },
        reads_own: team.reads_private,
        is_out: team.is_out,
        members,
    }
}

/// A role as a screen names it.
pub(crate) fn role_code(role: Role) -> RoleCode {
    match role {
        Role::Lead => RoleCode::Lead,
        Role::LinkWorker => RoleCode::LinkWorker,
        Role::Volunteer => RoleCode::Volunteer,
        Role::ReadOnly => RoleCode::ReadOnly,
    }
}

/// Fifteen digits that the laptop that joins and the one that lets it in both show: nobody stands between them if they are the same.
pub(crate) fn digits(team: &TeamId, device: &NewDevice) -> String {
    let whole = safety_number(&[&team.0, &device.id.0, &device.verify.0, &device.seal]);
    whole
        .split_whitespace()
        .take(3)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The digits of this laptop and all the live laptops of a colleague, in groups.
pub(crate) fn safety_of(team: &Team, member: &MemberId) -> Vec<String> {
    let mut people = [team.member, *member];
    people.sort_unstable();
    let mut parts: Vec<Vec<u8>> = vec![team.team.0.to_vec()];
    for person in people {
        for (id, device) in &team.roster.devices {
            if device.member == person && device.until.is_none() {
                parts.push(id.0.to_vec());
                parts.push(device.verify.0.to_vec());
                parts.push(device.seal.clone());
            }
        }
    }
    let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
    safety_number(&parts)
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}
