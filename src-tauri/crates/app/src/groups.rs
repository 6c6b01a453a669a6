//! Groups that meet over weeks, and community events. Of those who are nobody's record there is a number and no name.

use crate::api::error::{AppError, ErrorCode};
use crate::api::groups::{
    EventsRequest, EventsView, GoingView, GroupLine, GroupMeetingView, GroupMemberView,
    GroupRequest, GroupView, MarkRequest,
};
use crate::api::people::PersonRequest;
use crate::api::records::{Did, SavedView, Verb};
use crate::api::session::{Nothing, SavedFileView};
use crate::copies::save_file;
use crate::desk::Desk;
use crate::diary::bad;
use crate::failure::Outcome;
use crate::hands::FileKind;
use crate::people::line_of;
use alongside_documents::spreadsheet;
use alongside_domain::codes::Came;
use alongside_domain::ids::AttendanceId;
use alongside_domain::outreach::{Attendance, CommunityEvent, GroupMeeting};
use alongside_domain::person::Person;
use alongside_domain::{Kind, Record as _};
use std::collections::{BTreeMap, BTreeSet};

/// Groups: those that go on first.
pub(crate) fn groups(desk: &Desk, _: Nothing) -> Outcome<Vec<GroupLine>> {
    Ok(desk
        .open()?
        .store
        .groups()?
        .into_iter()
        .map(|(group, sum)| GroupLine {
            group,
            meetings: sum.meetings,
            last_on: sum.last_on,
            people: sum.people,
        })
        .collect())
}

/// A group over the weeks.
pub(crate) fn open_group(desk: &Desk, request: GroupRequest) -> Outcome<GroupView> {
    let today = desk.clock.today();
    let whole = desk.open()?.store.group(request.id, today)?;
    // Two laptops may each have written that the same person came: the later writing stands.
    let mut marks: BTreeMap<_, BTreeMap<_, Came>> = BTreeMap::new();
    for attendance in &whole.attendances {
        if let Some(came) = attendance.came {
            marks
                .entry(attendance.person)
                .or_default()
                .insert(attendance.meeting, came);
        }
    }
    let members: Vec<GroupMemberView> = whole
        .people
        .into_iter()
        .map(|row| {
            let came = marks.get(&row.id).cloned().unwrap_or_default();
            let there = |meeting: &GroupMeeting| came.get(&meeting.id) == Some(&Came::Happened);
            let since = whole
                .meetings
                .iter()
                .position(there)
                .unwrap_or(whole.meetings.len());
            GroupMemberView {
                last_on: whole.meetings.get(since).and_then(|meeting| meeting.on),
                times: count(came.values().filter(|came| **came == Came::Happened)),
                since: u32::try_from(since).unwrap_or(u32::MAX),
                came: came
                    .into_iter()
                    .map(|(meeting, came)| (meeting.0.to_string(), came))
                    .collect(),
                person: line_of(row, today),
            }
        })
        .collect();
    let meetings = whole
        .meetings
        .into_iter()
        .map(|meeting| {
            let id = meeting.id.0.to_string();
            GroupMeetingView {
                ours: count(
                    members
                        .iter()
                        .filter(|member| member.came.get(&id) == Some(&Came::Happened)),
                ),
                meeting,
            }
        })
        .collect();
    Ok(GroupView {
        group: whole.group,
        today,
        meetings,
        members,
    })
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

/// Writes down whether somebody came: once for each meeting, however often it is clicked.
pub(crate) fn mark_attendance(desk: &Desk, request: MarkRequest) -> Outcome<SavedView> {
    let known = desk
        .open()?
        .store
        .attendance(request.person, request.meeting)?;
    let did = Did {
        verb: if known.is_some() {
            Verb::Changed
        } else {
            Verb::Added
        },
        kind: Some(Kind::Attendance),
        field: known.is_some().then(|| "came".to_owned()),
    };
    let ((), changes) = desk.transact(&did, |tx| {
        let meeting: GroupMeeting = tx.get(request.meeting)?;
        let person: Person = tx.get(request.person)?;
        let mut attendance = match known {
            Some(known) => tx.get(known.id)?,
            None => Attendance {
                person: person.id,
                group: meeting.group,
                meeting: meeting.id,
                ..Attendance::blank(AttendanceId(tx.new_id()))
            },
        };
        attendance.came = request.came;
        tx.put(&attendance)
    })?;
    Ok(SavedView {
        saved_at: changes.at,
    })
}

/// Which groups somebody comes to, and when they stopped.
pub(crate) fn groups_of(desk: &Desk, request: PersonRequest) -> Outcome<Vec<GoingView>> {
    Ok(desk
        .open()?
        .store
        .groups_of(request.id)?
        .into_iter()
        .map(|going| GoingView {
            group: going.group,
            first_on: going.first_on,
            last_on: going.last_on,
            times: going.times,
            since: going.since,
        })
        .collect())
}

/// Community events of a time, and what they come to.
pub(crate) fn community_events(desk: &Desk, request: EventsRequest) -> Outcome<EventsView> {
    if request.until < request.from {
        return Err(bad("until"));
    }
    let events = desk
        .open()?
        .store
        .community_events(request.from, request.until)?;
    let with: BTreeSet<String> = events
        .iter()
        .filter_map(|event| event.organisation.some())
        .map(str::to_lowercase)
        .collect();
    Ok(EventsView {
        reached: events.iter().filter_map(|event| event.reached).sum(),
        with_reached: count(events.iter().filter(|event| event.reached.is_some())),
        minutes: events.iter().filter_map(|event| event.minutes).sum(),
        organisations: count(with.iter()),
        events,
    })
}

const HEAD: [&str; 10] = [
    "Date",
    "Time",
    "Minutes",
    "What",
    "Where",
    "With",
    "Who went",
    "Who was there",
    "People reached",
    "What came of it",
];

/// The same as a table for whoever pays, where the worker says. What came of it goes along: nobody's record is in it.
pub(crate) fn save_events(desk: &Desk, request: EventsRequest) -> Outcome<SavedFileView> {
    let view = community_events(desk, request)?;
    let mut rows = vec![HEAD.map(str::to_owned)];
    rows.extend(view.events.iter().rev().map(cells));
    let rows = rows
        .iter()
        .map(|row| row.iter().map(String::as_str).collect());
    let file = spreadsheet::table(rows)
        .map_err(|error| AppError::with_detail(ErrorCode::FileUnwritable, error))?;
    let name = format!("Events {} to {}.csv", request.from, request.until);
    Ok(SavedFileView {
        path: save_file(desk, FileKind::Table, &name, "csv", &file)?,
    })
}

fn cells(event: &CommunityEvent) -> [String; 10] {
    let number = |number: Option<i64>| number.map(|n| n.to_string()).unwrap_or_default();
    [
        event.on.map(|on| on.to_string()).unwrap_or_default(),
        event.at.map(|at| at.to_string()).unwrap_or_default(),
        number(event.minutes),
        event.title.0.clone(),
        event.place.0.clone(),
        event.organisation.0.clone(),
        event.worker.0.clone(),
        event.audience.0.clone(),
        number(event.reached),
        event.note.0.clone(),
    ]
}
