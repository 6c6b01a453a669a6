//! Reading groups with who came over the weeks, and community events.

use crate::Store;
use crate::error::{Result, StoreError};
use crate::one_person::EVERY_RECORD;
use crate::people::{PersonRow, rows_where};
use crate::rows::{select, uuid_at};
use alongside_domain::ids::{GroupId, GroupMeetingId, PersonId};
use alongside_domain::outreach::{Attendance, CommunityEvent, Group, GroupMeeting};
use chrono::NaiveDate;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How many groups are listed.
const LISTED: i64 = 200;
/// Most meetings of a group that are shown: two years of weeks.
const MEETINGS: i64 = 104;
/// Most community events of one look.
const EVENTS: i64 = 2_000;

/// What a group came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GroupSum {
    /// Meetings.
    pub meetings: u32,
    /// The last of them.
    pub last_on: Option<NaiveDate>,
    /// People supported who came at least once.
    pub people: u32,
}

/// A group with its meetings and who came.
#[derive(Clone)]
pub struct WholeGroup {
    /// Which.
    pub group: Group,
    /// Newest first.
    pub meetings: Vec<GroupMeeting>,
    /// Of those meetings.
    pub attendances: Vec<Attendance>,
    /// Those who are in them, and not in the bin.
    pub people: Vec<PersonRow>,
}

/// How one person comes to one group.
#[derive(Clone)]
pub struct Going {
    /// Which.
    pub group: Group,
    /// When they first came.
    pub first_on: Option<NaiveDate>,
    /// When they last came.
    pub last_on: Option<NaiveDate>,
    /// How often.
    pub times: u32,
    /// Meetings since then, without them.
    pub since: u32,
}

impl Store {
    /// Groups: those that go on first, by name, each with what it came to.
    ///
    /// # Errors
    /// Those of the file.
    pub fn groups(&self) -> Result<Vec<(Group, GroupSum)>> {
        self.read(|connection| {
            let groups: Vec<Group> = select(
                connection,
                "WHERE archived IS NULL ORDER BY ended_on IS NOT NULL, name COLLATE NOCASE LIMIT ?",
                &[&LISTED],
            )?;
            let mut sums = meetings_of_each(connection)?;
            let mut statement = connection.prepare_cached(
                r#"SELECT a."group", count(DISTINCT a.person) FROM attendances a
                   JOIN people p ON p.id = a.person AND p.archived IS NULL
                   WHERE a.came = 'happened' AND a.archived IS NULL GROUP BY a."group""#,
            )?;
            let people = statement.query_map([], |row| Ok((uuid_at(row, 0)?, row.get(1)?)))?;
            for counted in people {
                let (group, people) = counted?;
                sums.entry(group).or_default().people = people;
            }
            Ok(groups
                .into_iter()
                .map(|group| {
                    let sum = sums.get(&group.id.0).copied().unwrap_or_default();
                    (group, sum)
                })
                .collect())
        })
    }

    /// One group.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn group(&self, id: GroupId, today: NaiveDate) -> Result<WholeGroup> {
        self.read(|connection| {
            let key = id.0.as_bytes().as_slice();
            let group = select(connection, "WHERE id = ?", &[&key])?
                .pop()
                .ok_or(StoreError::NotFound)?;
            let meetings: Vec<GroupMeeting> = select(
                connection,
                r#"WHERE "group" = ? AND archived IS NULL ORDER BY "on" DESC, at DESC, n DESC LIMIT ?"#,
                &[&key, &MEETINGS],
            )?;
            let attendances: Vec<Attendance> = select(
                connection,
                r#"WHERE "group" = ? AND archived IS NULL
                   AND meeting IN (SELECT id FROM group_meetings WHERE "group" = ?1 AND archived IS NULL ORDER BY "on" DESC, at DESC, n DESC LIMIT ?2)"#,
                &[&key, &MEETINGS],
            )?;
            let people = rows_where(
                connection,
                today,
                r#"AND p.id IN (SELECT person FROM attendances WHERE "group" = ?2 AND archived IS NULL)
                   ORDER BY coalesce(nullif(p.preferred_name, ''), p.given_name, p.family_name) COLLATE NOCASE, p.n"#,
                &[&key],
            )?;
            Ok(WholeGroup {
                group,
                meetings,
                attendances,
                people,
            })
        })
    }

    /// What is written of one person at one meeting.
    ///
    /// # Errors
    /// Those of the file.
    pub fn attendance(
        &self,
        person: PersonId,
        meeting: GroupMeetingId,
    ) -> Result<Option<Attendance>> {
        self.read(|connection| {
            Ok(select(
                connection,
                "WHERE meeting = ? AND person = ? AND archived IS NULL ORDER BY n",
                &[
                    &meeting.0.as_bytes().as_slice(),
                    &person.0.as_bytes().as_slice(),
                ],
            )?
            .pop())
        })
    }

    /// Which groups one person comes to, those they came to last first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn groups_of(&self, person: PersonId) -> Result<Vec<Going>> {
        self.read(|connection| {
            let key = person.0.as_bytes().as_slice();
            let groups: Vec<Group> = select(
                connection,
                &format!(
                    r#"WHERE archived IS NULL AND id IN (SELECT "group" FROM attendances WHERE person IN {EVERY_RECORD} AND archived IS NULL)"#
                ),
                &[&key],
            )?;
            let mut sums = connection.prepare_cached(&format!(
                r#"SELECT min(m."on"), max(m."on"), count(DISTINCT m.id) FROM attendances a
                   JOIN group_meetings m ON m.id = a.meeting AND m.archived IS NULL
                   WHERE a.person IN {EVERY_RECORD} AND a."group" = ?2 AND a.came = 'happened' AND a.archived IS NULL"#
            ))?;
            let mut since = connection.prepare_cached(
                r#"SELECT count(*) FROM group_meetings WHERE "group" = ?1 AND archived IS NULL AND "on" > ?2"#,
            )?;
            let date = |text: Option<String>| text.and_then(|text| text.parse().ok());
            let mut going = Vec::new();
            for group in groups {
                let id = group.id.0.as_bytes().as_slice();
                let (first_on, last_on, times): (Option<String>, Option<String>, u32) =
                    sums.query_row(params![key, id], |row| {
                        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                    })?;
                let missed = match &last_on {
                    Some(last) => since.query_row(params![id, last], |row| row.get(0))?,
                    None => 0,
                };
                going.push(Going {
                    group: group.clone(),
                    first_on: date(first_on),
                    last_on: date(last_on),
                    times,
                    since: missed,
                });
            }
            going.sort_by_key(|one| std::cmp::Reverse(one.last_on));
            Ok(going)
        })
    }

    /// Community events of a time, newest first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn community_events(
        &self,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Result<Vec<CommunityEvent>> {
        self.read(|connection| {
            select(
                connection,
                r#"WHERE "on" >= ? AND "on" <= ? AND archived IS NULL ORDER BY "on" DESC, at DESC, n DESC LIMIT ?"#,
                &[&from.to_string(), &until.to_string(), &EVENTS],
            )
        })
    }
}

fn meetings_of_each(connection: &Connection) -> Result<BTreeMap<Uuid, GroupSum>> {
    let mut statement = connection.prepare_cached(
        r#"SELECT "group", count(*), max("on") FROM group_meetings WHERE archived IS NULL GROUP BY "group""#,
    )?;
    let sums = statement
        .query_map([], |row| {
            Ok((
                uuid_at(row, 0)?,
                GroupSum {
                    meetings: row.get(1)?,
                    last_on: row
                        .get::<_, Option<String>>(2)?
                        .and_then(|text| text.parse().ok()),
                    people: 0,
                },
            ))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(sums)
}
