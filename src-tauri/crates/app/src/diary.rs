//! The worker's days: the diary, handing a person to a colleague.

use crate::api::diary::{
    ArrangeRequest, ArrangedView, DiaryLine, DiaryRequest, DiaryView, HandOverRequest, HandedView,
    TakeOverRequest, TaskView,
};
use crate::api::error::{AppError, ErrorCode};
use crate::api::records::{AddedView, Did, SavedView, Verb};
use crate::api::session::Nothing;
use crate::desk::Desk;
use crate::failure::Outcome;
use crate::people::{line_of, visit_view};
use alongside_domain::codes::Came;
use alongside_domain::contact::Contact;
use alongside_domain::diary::{Appointment, HandOver, Leave};
use alongside_domain::ids::{AppointmentId, ContactId, HandOverId};
use alongside_domain::person::Person;
use alongside_domain::repeats::Repeat;
use alongside_domain::value::TimeOfDay;
use alongside_domain::{Kind, Record as _};
use alongside_store::diary::Beside;
use chrono::{NaiveDate, Timelike as _};
use uuid::Uuid;

/// Most days of one look into the diary.
const MOST_DAYS: i64 = 92;
/// How long something is taken to last that nobody gave a length.
pub(crate) const USUAL_MINUTES: i64 = 60;

pub(crate) fn bad(field: &str) -> AppError {
    AppError {
        field: Some(field.to_owned()),
        ..AppError::new(ErrorCode::BadValue)
    }
}

/// A part of the diary.
pub(crate) fn diary(desk: &Desk, request: DiaryRequest) -> Outcome<DiaryView> {
    let days = (request.until - request.from).num_days();
    if !(0..=MOST_DAYS).contains(&days) {
        return Err(bad("until"));
    }
    let today = desk.clock.today();
    let open = desk.open()?;
    let worker = open.store.worker();
    let mine = (!request.everyone).then_some(worker.as_str());
    let found = open.store.diary(request.from, request.until, mine, today)?;
    let mut lines = Vec::new();
    let mut spans = Vec::new();
    let (mut travel_minutes, mut miles) = (0, 0.0);
    for visit in found.visits {
        let view = visit_view(visit, today);
        let contact = &view.contact;
        let Some(on) = contact.on else { continue };
        let who = contact.worker.some().or_else(|| contact.author.some());
        if stands(contact.came) {
            travel_minutes += contact.travel_minutes.unwrap_or_default();
            miles += contact.miles.unwrap_or_default();
            let span = Span::of(on, contact.at, contact.minutes, contact.travel_minutes);
            spans.extend(span.map(|span| (contact.id.0, who.unwrap_or_default().to_owned(), span)));
        }
        lines.push(DiaryLine {
            id: contact.id.0,
            on,
            at: contact.at,
            visit: Some(view),
            appointment: None,
            clashes: Vec::new(),
            away: None,
            covers: Vec::new(),
        });
    }
    for appointment in found.appointments {
        let Some(on) = appointment.on else { continue };
        if stands(appointment.came) {
            travel_minutes += appointment.travel_minutes.unwrap_or_default();
            miles += appointment.miles.unwrap_or_default();
            let (at, minutes) = (appointment.at, appointment.minutes);
            let span = Span::of(on, at, minutes, appointment.travel_minutes);
            spans.extend(span.map(|span| (appointment.id.0, appointment.worker.0.clone(), span)));
        }
        lines.push(DiaryLine {
            id: appointment.id.0,
            on,
            at: appointment.at,
            visit: None,
            appointment: Some(appointment),
            clashes: Vec::new(),
            away: None,
            covers: Vec::new(),
        });
    }
    lines.sort_by_key(|line| (line.on, line.at.is_none(), line.at, line.id));
    for line in &mut lines {
        line.clashes = clashes(&spans, line.id);
        set_beside_leave(line, &found.away);
    }
    Ok(DiaryView {
        today,
        lines,
        away: found.away,
        travel_minutes,
        miles,
    })
}

/// Whether it takes up time: what was called off does not.
pub(crate) fn stands(came: Option<Came>) -> bool {
    !matches!(
        came,
        Some(Came::CancelledByPerson | Came::CancelledByWorker)
    )
}

/// From when to when somebody is taken up, in minutes of a day; on the way counts half before and half after.
#[derive(Clone, Copy)]
pub(crate) struct Span {
    on: NaiveDate,
    from: i64,
    until: i64,
}

impl Span {
    pub(crate) fn of(
        on: NaiveDate,
        at: Option<TimeOfDay>,
        minutes: Option<i64>,
        travel: Option<i64>,
    ) -> Option<Self> {
        let begins = i64::from(at?.0.num_seconds_from_midnight() / 60);
        let way = travel.unwrap_or_default().clamp(0, 24 * 60);
        let lasts = minutes.unwrap_or(USUAL_MINUTES).clamp(0, 24 * 60);
        Some(Self {
            on,
            from: begins - way / 2,
            until: begins + lasts + way - way / 2,
        })
    }

    pub(crate) fn meets(self, other: Self) -> bool {
        self.on == other.on && self.from < other.until && other.from < self.until
    }
}

/// What overlaps with one time in the same colleague's diary.
fn clashes(spans: &[(Uuid, String, Span)], id: Uuid) -> Vec<Uuid> {
    let Some((_, worker, span)) = spans.iter().find(|(known, ..)| *known == id) else {
        return Vec::new();
    };
    spans
        .iter()
        .filter(|(other, whose, theirs)| *other != id && whose == worker && theirs.meets(*span))
        .map(|(other, ..)| *other)
        .collect()
}

/// Says of a time that it is arranged for when its worker is away, or covers for somebody who is.
fn set_beside_leave(line: &mut DiaryLine, leave: &[Leave]) {
    let (who, came, minutes, travel) = match (&line.visit, &line.appointment) {
        (Some(visit), _) => {
            let contact = &visit.contact;
            let who = contact.worker.some().or_else(|| contact.author.some());
            (who, contact.came, contact.minutes, contact.travel_minutes)
        }
        (_, Some(one)) => (one.worker.some(), one.came, one.minutes, one.travel_minutes),
        _ => return,
    };
    let Some(who) = who.filter(|_| stands(came)) else {
        return;
    };
    let (mut away, mut covers) = (None, Vec::new());
    for one in leave {
        let is_away = one.worker.0 == who;
        let is_cover = !is_away && one.covered_by.0.trim() == who;
        if (is_away || is_cover) && away_then(one, line.on, line.at, minutes, travel) {
            if is_away {
                away = Some(one.id);
            } else if !covers.contains(&one.worker.0) {
                covers.push(one.worker.0.clone());
            }
        }
    }
    line.away = away;
    line.covers = covers;
}

/// Whether somebody is away at that time; a time without an hour is only in the way of a whole day away.
fn away_then(
    leave: &Leave,
    on: NaiveDate,
    at: Option<TimeOfDay>,
    minutes: Option<i64>,
    travel: Option<i64>,
) -> bool {
    let until = leave.until.or(leave.from_on);
    if leave.from_on.is_some_and(|from| on < from) || until.is_none_or(|until| on > until) {
        return false;
    }
    let begins = leave.from_at.filter(|_| leave.from_on == Some(on));
    let ends = leave.back_at.filter(|_| until == Some(on));
    let minute = |at: TimeOfDay| i64::from(at.0.num_seconds_from_midnight() / 60);
    match Span::of(on, at, minutes, travel) {
        Some(span) => span.meets(Span {
            on,
            from: begins.map_or(i64::MIN, minute),
            until: ends.map_or(i64::MAX, minute),
        }),
        None => begins.is_none() && ends.is_none(),
    }
}

/// Arranges a time. One that comes again is written out: each time can be moved, called off and written up alone.
pub(crate) fn arrange(desk: &Desk, request: ArrangeRequest) -> Outcome<ArrangedView> {
    if request.person.is_none() && request.title.trim().is_empty() {
        return Err(bad("title"));
    }
    let rule = request.repeats.trim();
    let (days, rule) = if rule.is_empty() {
        (vec![request.on], String::new())
    } else {
        let refused = |error: alongside_domain::repeats::NotARepeat| AppError {
            field: Some("repeats".to_owned()),
            ..AppError::with_detail(ErrorCode::BadValue, error)
        };
        let repeat = Repeat::parse(rule).map_err(refused)?;
        (
            repeat.days_from(request.on).map_err(refused)?,
            repeat.to_string(),
        )
    };
    let kind = if request.person.is_some() {
        Kind::Contact
    } else {
        Kind::Appointment
    };
    let did = Did {
        verb: Verb::Added,
        kind: Some(kind),
        field: None,
    };
    let (ids, changes) = desk.transact(&did, |tx| {
        if let Some(person) = request.person {
            tx.get::<Person>(person)?;
        }
        let mut ids = Vec::with_capacity(days.len());
        for on in days {
            let id = tx.new_id();
            ids.push(id);
            if let Some(person) = request.person {
                tx.put(&Contact {
                    person,
                    on: Some(on),
                    at: request.at,
                    means: request.means,
                    came: Some(Came::Planned),
                    minutes: request.minutes,
                    place: request.place.as_str().into(),
                    getting_in: request.getting_in.as_str().into(),
                    travel_minutes: request.travel_minutes,
                    miles: request.miles,
                    repeats: rule.as_str().into(),
                    worker: tx.by().into(),
                    author: tx.by().into(),
                    written_at: Some(tx.now()),
                    ..Contact::blank(ContactId(id))
                })?;
            } else {
                tx.put(&Appointment {
                    worker: tx.by().into(),
                    on: Some(on),
                    at: request.at,
                    minutes: request.minutes,
                    title: request.title.trim().into(),
                    place: request.place.as_str().into(),
                    getting_in: request.getting_in.as_str().into(),
                    came: Some(Came::Planned),
                    repeats: rule.as_str().into(),
                    travel_minutes: request.travel_minutes,
                    miles: request.miles,
                    ..Appointment::blank(AppointmentId(id))
                })?;
            }
        }
        Ok(ids)
    })?;
    Ok(ArrangedView {
        ids,
        saved_at: changes.at,
    })
}

/// Hands a person to a colleague. They stay with whoever has them until the colleague takes them.
pub(crate) fn hand_over(desk: &Desk, request: HandOverRequest) -> Outcome<AddedView> {
    let to = request.to_worker.trim();
    if to.is_empty() {
        return Err(bad("to_worker"));
    }
    let on = request.on.unwrap_or_else(|| desk.clock.today());
    if request.until.is_some_and(|until| until < on) {
        return Err(bad("until"));
    }
    let did = Did {
        verb: Verb::Added,
        kind: Some(Kind::HandOver),
        field: None,
    };
    let (id, changes) = desk.transact(&did, |tx| {
        let person: Person = tx.get(request.person)?;
        let hand_over = HandOver {
            person: person.id,
            from_worker: person.worker.some().unwrap_or_else(|| tx.by()).into(),
            to_worker: to.into(),
            on: Some(on),
            until: request.until,
            note: request.note.as_str().into(),
            own_view: request.own_view.as_str().into(),
            author: tx.by().into(),
            written_at: Some(tx.now()),
            ..HandOver::blank(HandOverId(tx.new_id()))
        };
        tx.put(&hand_over)?;
        Ok(hand_over.id.0)
    })?;
    Ok(AddedView {
        id,
        saved_at: changes.at,
    })
}

/// Takes a person who was handed over. For good, they are then in one's own caseload; cover leaves them where they are.
pub(crate) fn take_over(desk: &Desk, request: TakeOverRequest) -> Outcome<SavedView> {
    let did = Did {
        verb: Verb::Changed,
        kind: Some(Kind::HandOver),
        field: Some("taken_on".to_owned()),
    };
    let today = desk.clock.today();
    let ((), changes) = desk.transact(&did, |tx| {
        let mut hand_over: HandOver = tx.get(request.id)?;
        hand_over.taken_on = Some(today);
        tx.put(&hand_over)?;
        if hand_over.until.is_none() {
            let mut person: Person = tx.get(hand_over.person)?;
            person.worker = hand_over.to_worker.clone();
            tx.put(&person)?;
        }
        Ok(())
    })?;
    Ok(SavedView {
        saved_at: changes.at,
    })
}

/// Who is away, or is going to be.
pub(crate) fn leave(desk: &Desk, _: Nothing) -> Outcome<Vec<Leave>> {
    Ok(desk.open()?.store.leave_from(desk.clock.today())?)
}

/// What stands beside the visits, as a screen shows it.
pub(crate) fn beside_view(
    beside: Beside,
    today: NaiveDate,
) -> (Vec<TaskView>, Vec<HandedView>, Vec<Leave>) {
    let tasks = beside
        .tasks
        .into_iter()
        .map(|(row, task)| TaskView {
            task,
            person: row.map(|row| line_of(row, today)),
        })
        .collect();
    let handed = beside
        .handed
        .into_iter()
        .map(|(row, hand_over)| HandedView {
            person: line_of(row, today),
            hand_over,
        })
        .collect();
    (tasks, handed, beside.away)
}
