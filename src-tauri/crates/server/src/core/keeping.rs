//! What whoever runs the server may do with teams: see how large they are, suspend them, erase them. Not look into them.

use super::database::{Put, Trouble};
use super::tables::whole;
use super::{Core, Tables};
use alongside_protocol::TeamId;

/// A team, as its keeper sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TeamFigures {
    /// Its id.
    pub team: TeamId,
    /// When it was made, in milliseconds since 1970.
    pub made_at: i64,
    /// Entries of its log.
    pub entries: u64,
    /// Bytes used.
    pub used: u64,
    /// Bytes that may be used.
    pub room: u64,
    /// Whether it is suspended.
    pub is_suspended: bool,
}

impl Core {
    /// All teams, in the order of their ids.
    ///
    /// # Errors
    /// [`Trouble`].
    pub fn teams(&self) -> Result<Vec<TeamFigures>, Trouble> {
        let mut teams = Vec::new();
        self.database.read(&mut |sql| {
            let rows = sql.rows(
                "SELECT team, made_at, position, used, room, suspended FROM teams ORDER BY team",
                &[],
            )?;
            teams = rows
                .iter()
                .map(|row| {
                    Ok(TeamFigures {
                        team: TeamId(row.array(0)?),
                        made_at: row.number(1)?,
                        entries: row.count(2)?,
                        used: row.count(3)?,
                        room: row.count(4)?,
                        is_suspended: row.number(5)? != 0,
                    })
                })
                .collect::<Result<_, Trouble>>()?;
            Ok(())
        })?;
        Ok(teams)
    }

    /// Suspends a team, or ends that. `false` if there is no such team.
    ///
    /// # Errors
    /// [`Trouble`].
    pub fn suspend(&self, team: &TeamId, is_suspended: bool) -> Result<bool, Trouble> {
        self.change(
            "UPDATE teams SET suspended = $2 WHERE team = $1",
            team,
            i64::from(is_suspended),
        )
    }

    /// Gives a team another amount of room, in bytes. `false` if there is no such team.
    ///
    /// # Errors
    /// [`Trouble`].
    pub fn set_room(&self, team: &TeamId, room: u64) -> Result<bool, Trouble> {
        let room = whole(room)?;
        self.change("UPDATE teams SET room = $2 WHERE team = $1", team, room)
    }

    fn change(&self, statement: &'static str, team: &TeamId, to: i64) -> Result<bool, Trouble> {
        let mut changed = 0;
        self.database.write(&mut |sql| {
            changed = sql.run(statement, &[Put::Bytes(&team.0), Put::Number(to)])?;
            Ok(())
        })?;
        Ok(changed == 1)
    }

    /// Erases a team and all it stored. `false` if there is no such team.
    ///
    /// # Errors
    /// [`Trouble`].
    pub fn erase_team(&self, team: &TeamId) -> Result<bool, Trouble> {
        let mut is_there = false;
        self.database.write(&mut |sql| {
            let mut tables = Tables(sql);
            is_there = tables.team(team, true)?.is_some();
            tables.erase_team(team)
        })?;
        Ok(is_there)
    }
}

impl Tables<'_> {
    fn erase_team(&mut self, team: &TeamId) -> Result<(), Trouble> {
        self.unpublish_all(team)?;
        let statements = [
            "DELETE FROM locators WHERE team = $1",
            "DELETE FROM escrow WHERE team = $1",
            "DELETE FROM mailbox_messages WHERE mailbox IN (SELECT number FROM mailboxes WHERE team = $1)",
            "DELETE FROM mailboxes WHERE team = $1",
            "DELETE FROM codes WHERE used_by = $1",
            "DELETE FROM snapshots WHERE team = $1",
            "DELETE FROM chains WHERE team = $1",
            "DELETE FROM spaces WHERE team = $1",
            "DELETE FROM log WHERE team = $1",
            "DELETE FROM rosters WHERE team = $1",
            "DELETE FROM teams WHERE team = $1",
        ];
        for statement in statements {
            self.0.run(statement, &[Put::Bytes(&team.0)])?;
        }
        Ok(())
    }
}
