//! Who asks, and what they may see of a team's log.

use super::database::Trouble;
use super::{Core, Done, Request, Stop, Tables, TeamRow};
use alongside_protocol::{
    DeviceId, Head, MemberId, Refusal, Ring, Role, Roster, SpaceId, TeamId, limits, request_text,
};
use std::sync::Arc;

/// A device that has proved who it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asker {
    pub(super) home: TeamId,
    pub(super) device: DeviceId,
    pub(super) member: MemberId,
}

/// What somebody sees of a log beside its hashes and its roster.
#[derive(Clone, Debug)]
pub(super) enum Sight {
    /// What the role may see.
    Member { member: MemberId, role: Role },
    /// What is shared with the asker's team, while it is, as far as a position of the log.
    Guest {
        sharing: Arc<Roster>,
        home: TeamId,
        to: u64,
    },
}

impl Sight {
    /// Whether what stands in a space of that ring at a position is shown.
    pub(super) fn shows(&self, space: &SpaceId, ring: Ring, position: u64) -> bool {
        match self {
            Self::Member { member, role } => role.reads(*member, ring),
            Self::Guest { sharing, home, .. } => {
                !matches!(ring, Ring::Member(_)) && sharing.sharing.shows(home, space, position)
            }
        }
    }

    /// Where the log ends for whoever sees it so: for guests whose time is over, where that was written down.
    pub(super) fn end(&self, tables: &mut Tables<'_>, row: &TeamRow) -> Done<Head> {
        let Self::Guest { sharing, to, .. } = self else {
            return Ok(row.end);
        };
        if *to >= row.end.position {
            return Ok(row.end);
        }
        let chain = tables.chain_at(&sharing.team, *to)?;
        let chain = chain.ok_or(Stop::Trouble(Trouble::Damaged("a place without a chain")))?;
        Ok(Head {
            position: *to,
            chain,
        })
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
        let (device, _) = roster.live(&signed.device).ok_or(Refusal::Revoked)?;
        Ok(Asker {
            home: signed.team,
            device: signed.device,
            member: device.member,
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
        roster: &Arc<Roster>,
        asker: &Asker,
    ) -> Done<Sight> {
        if asker.home == roster.team {
            // Again by this roster, which may be newer than the one the signature was checked by.
            let (device, member) = roster.live(&asker.device).ok_or(Refusal::Revoked)?;
            return Ok(Sight::Member {
                member: device.member,
                role: member.role,
            });
        }
        // By their own team's roster as it is now, and not only as it was when they signed.
        let home = self.roster(tables, &asker.home)?;
        let (_, member) = home.live(&asker.device).ok_or(Refusal::Revoked)?;
        let to = roster.sharing.sees_to(&asker.home, &asker.device);
        if let Some(to) = to
            && member.role.reads(asker.member, Ring::Team)
        {
            return Ok(Sight::Guest {
                sharing: roster.clone(),
                home: asker.home,
                to,
            });
        }
        Err(Refusal::Unknown.into())
    }
}
