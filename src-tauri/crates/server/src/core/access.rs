//! Who asks, and what they may see of a team's log.

use super::{Core, Done, Request, Tables, TeamRow};
use alongside_protocol::{
    DeviceId, MemberId, Refusal, Ring, Role, Roster, SpaceId, TeamId, limits, request_text,
};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A device that has proved who it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asker {
    pub(super) home: TeamId,
    pub(super) device: DeviceId,
    pub(super) member: MemberId,
    pub(super) role: Role,
}

/// What somebody sees of a log beside its hashes and its roster.
#[derive(Clone, Debug)]
pub(super) enum Sight {
    /// What the role may see.
    Member { member: MemberId, role: Role },
    /// Spaces that are shared with the asker's team.
    Guest(BTreeSet<SpaceId>),
}

impl Sight {
    /// Whether what stands in a space of that ring is shown.
    pub(super) fn shows(&self, space: &SpaceId, ring: Ring) -> bool {
        match self {
            Self::Member { member, role } => role.reads(*member, ring),
            Self::Guest(spaces) => !matches!(ring, Ring::Member(_)) && spaces.contains(space),
        }
    }
}

impl Core {
    /// Checks who signed a request, by their own team's roster.
    pub(super) fn asker(&self, request: &Request<'_>, now: i64) -> Done<Asker> {
        let signed = request.signed.ok_or(Refusal::BadSignature)?;
        if now.abs_diff(signed.at) > limits::REQUEST_SKEW_MS.unsigned_abs() {
            return Err(Refusal::WrongTime { time: now }.into());
        }
        let (row, roster) = self.read(|tables| {
            let row = tables.team(&signed.team, false)?.ok_or(Refusal::Unknown)?;
            Ok((row, self.roster(tables, &signed.team)?))
        })?;
        let device = roster
            .devices
            .get(&signed.device)
            .ok_or(Refusal::BadSignature)?;
        let text = request_text(
            &signed.team,
            request.route.method(),
            &request.route.path(),
            signed.at,
            request.body,
        );
        if !self.verify.verify(&device.verify, &text, &signed.signature) {
            return Err(Refusal::BadSignature.into());
        }
        // Only now, so that nobody uses up another's turns.
        if let Err(seconds) = self.devices.take((signed.team, signed.device), 1, now) {
            return Err(Refusal::TooMany { seconds }.into());
        }
        if row.is_suspended {
            return Err(Refusal::Suspended.into());
        }
        let (device, member) = roster.live(&signed.device).ok_or(Refusal::Revoked)?;
        Ok(Asker {
            home: signed.team,
            device: signed.device,
            member: device.member,
            role: member.role,
        })
    }

    /// What an asker sees of a team's log; `Unknown` if nothing, as if there were no such team.
    pub(super) fn visit(
        &self,
        tables: &mut Tables<'_>,
        team: &TeamId,
        asker: &Asker,
    ) -> Done<(TeamRow, Arc<Roster>, Sight)> {
        let row = tables.team(team, false)?.ok_or(Refusal::Unknown)?;
        let roster = self.roster(tables, team)?;
        let sight = self.sight(tables, &roster, asker)?;
        if row.is_suspended {
            return Err(Refusal::Suspended.into());
        }
        Ok((row, roster, sight))
    }

    pub(super) fn sight(
        &self,
        tables: &mut Tables<'_>,
        roster: &Roster,
        asker: &Asker,
    ) -> Done<Sight> {
        let team = &roster.team;
        if asker.home == *team {
            // Again by this roster, which may be newer than the one the signature was checked by.
            let (device, member) = roster.live(&asker.device).ok_or(Refusal::Revoked)?;
            return Ok(Sight::Member {
                member: device.member,
                role: member.role,
            });
        }
        let shared: BTreeSet<SpaceId> = roster
            .shares
            .iter()
            .filter(|(space, with)| *with == asker.home && !roster.erased.contains(space))
            .map(|(space, _)| *space)
            .collect();
        if !shared.is_empty() && asker.role.reads(asker.member, Ring::Team) {
            return Ok(Sight::Guest(shared));
        }
        // Those with whom the asker's team shares, and who have written there, sign with keys that stand in their own roster.
        let home = self.roster(tables, &asker.home)?;
        let hosts = home.shares.iter().any(|(_, with)| with == team);
        if hosts && tables.was_guest(&asker.home, team)? {
            return Ok(Sight::Guest(BTreeSet::new()));
        }
        Err(Refusal::Unknown.into())
    }
}
