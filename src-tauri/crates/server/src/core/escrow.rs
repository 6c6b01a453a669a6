//! What a member leaves, sealed, for the day on which every laptop of theirs is lost. Found by a locator that is worked out from the
//! recovery code and says nothing about it. It may lie there as long as the roster names the place: it goes with the device on paper
//! whose keys it holds.

use super::access::Asker;
use super::database::{Put, Trouble};
use super::{Core, Done, Tables};
use alongside_protocol::{Locator, MemberId, Refusal, TeamId, limits};

impl Core {
    pub(super) fn put_escrow(
        &self,
        team: &TeamId,
        locator: &Locator,
        asker: &Asker,
        sealed: &[u8],
        now: i64,
    ) -> Done<()> {
        if asker.home != *team {
            return Err(Refusal::Unknown.into());
        }
        if sealed.is_empty() || sealed.len() > limits::ESCROW_BYTES {
            return Err(Refusal::TooLarge.into());
        }
        self.write(|tables| {
            tables.team(team, true)?.ok_or(Refusal::Unknown)?;
            // Under the lock, so that nobody leaves anything after they were revoked.
            let roster = self.roster(tables, team)?;
            self.sight(tables, &roster, asker)?;
            let is_theirs = roster.live_devices().any(|(_, device, _)| {
                device.paper == Some(*locator) && device.member == asker.member
            });
            if !is_theirs {
                return Err(Refusal::NotAllowed.into());
            }
            match tables.locator(locator)? {
                Some(other) if other != *team => return Err(Refusal::NotAllowed.into()),
                Some(_) => {}
                None => {
                    let most = u64::try_from(limits::ESCROWS).unwrap_or(u64::MAX);
                    if tables.count_escrow(team)? >= most {
                        return Err(Refusal::Full.into());
                    }
                }
            }
            tables.set_escrow(team, locator, &asker.member, sealed, now)?;
            Ok(())
        })
    }

    pub(super) fn take_escrow(&self, locator: &Locator) -> Done<Vec<u8>> {
        self.read(|tables| {
            let team = tables.locator(locator)?.ok_or(Refusal::Unknown)?;
            let row = tables.team(&team, false)?.ok_or(Refusal::Unknown)?;
            if row.is_suspended {
                return Err(Refusal::Suspended.into());
            }
            Ok(tables.escrow(&team, locator)?.ok_or(Refusal::Unknown)?)
        })
    }
}

impl Tables<'_> {
    fn locator(&mut self, locator: &Locator) -> Result<Option<TeamId>, Trouble> {
        let rows = self.0.rows(
            "SELECT team FROM locators WHERE locator = $1",
            &[Put::Bytes(&locator.0)],
        )?;
        rows.first()
            .map(|row| Ok(TeamId(row.array(0)?)))
            .transpose()
    }

    fn escrow(&mut self, team: &TeamId, locator: &Locator) -> Result<Option<Vec<u8>>, Trouble> {
        let rows = self.0.rows(
            "SELECT sealed FROM escrow WHERE team = $1 AND locator = $2",
            &[Put::Bytes(&team.0), Put::Bytes(&locator.0)],
        )?;
        let row = rows.into_iter().next();
        Ok(row.map(|mut row| row.take_bytes(0).unwrap_or_default()))
    }

    fn count_escrow(&mut self, team: &TeamId) -> Result<u64, Trouble> {
        let rows = self.0.rows(
            "SELECT COUNT(*) FROM escrow WHERE team = $1",
            &[Put::Bytes(&team.0)],
        )?;
        rows.first().map_or(Ok(0), |row| row.count(0))
    }

    fn set_escrow(
        &mut self,
        team: &TeamId,
        locator: &Locator,
        member: &MemberId,
        sealed: &[u8],
        now: i64,
    ) -> Result<(), Trouble> {
        self.0.run(
            "INSERT INTO locators (locator, team) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            &[Put::Bytes(&locator.0), Put::Bytes(&team.0)],
        )?;
        self.0.run(
            "INSERT INTO escrow (team, locator, member, left_at, sealed) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (team, locator) DO UPDATE SET left_at = excluded.left_at, sealed = excluded.sealed",
            &[
                Put::Bytes(&team.0),
                Put::Bytes(&locator.0),
                Put::Bytes(&member.0),
                Put::Number(now),
                Put::Bytes(sealed),
            ],
        )?;
        Ok(())
    }

    /// When a device on paper ends, what lies there for it goes with it.
    pub(super) fn forget_escrow(
        &mut self,
        team: &TeamId,
        locator: &Locator,
    ) -> Result<(), Trouble> {
        let both = [Put::Bytes(&team.0), Put::Bytes(&locator.0)];
        self.0.run(
            "DELETE FROM locators WHERE team = $1 AND locator = $2",
            &both,
        )?;
        self.0
            .run("DELETE FROM escrow WHERE team = $1 AND locator = $2", &both)?;
        Ok(())
    }
}
