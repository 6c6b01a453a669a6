//! The diary and other calendars: out, saying no more than is asked for; in, with everything shown before anything is changed.
//!
//! What came from a calendar is not sent back to it. A time is known again by its id there, so that taking the same file twice adds
//! nothing, and one that was moved there is moved here, if that is asked for. What was put in the bin stays there.

use crate::api::calendar::{
    CalendarLeftView, CalendarRequest, CalendarSays, CalendarTakenView, CalendarTimeIs,
    CalendarTimeView, CalendarView, SaveCalendarRequest, TakeCalendarRequest,
};
use crate::api::directory::ChosenView;
use crate::api::error::{AppError, ErrorCode};
use crate::api::records::{Did, Verb};
use crate::api::session::{Nothing, SavedFileView};
use crate::copies::save_file;
use crate::day_sheet::{in_words, initials};
use crate::desk::Desk;
use crate::diary::{Span, USUAL_MINUTES, bad, stands};
use crate::failure::Outcome;
use crate::hands::FileKind;
use crate::people::line_of;
use alongside_documents::calendar::{
    CalendarError, CalendarTime, MOST_BYTES, OutTime, Read, WEEKS_AHEAD, read_calendar,
    write_calendar,
};
use alongside_domain::codes::Came;
use alongside_domain::contact::Contact;
use alongside_domain::diary::Appointment;
use alongside_domain::ids::{AppointmentId, ContactId};
use alongside_domain::{Kind, Record as _};
use alongside_store::Store;
use chrono::{DateTime, Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::Path;
use uuid::Uuid;

/// Longest part of the diary that goes out.
const MOST_DAYS: i64 = 366;
/// Most times that are offered at once.
const OFFERED: usize = 1_000;
/// Most of what is left alone that is listed.
const LEFT_SHOWN: usize = 100;
/// Of our own ids, in calendars.
const OURS: &str = "@alongside";

/// Sends a part of one's own diary out.
pub(crate) fn save_calendar(desk: &Desk, request: SaveCalendarRequest) -> Outcome<SavedFileView> {
    if !(0..=MOST_DAYS).contains(&(request.until - request.from).num_days()) {
        return Err(bad("until"));
    }
    let today = desk.clock.today();
    let open = desk.open()?;
    let worker = open.store.worker();
    let held = open
        .store
        .times(request.from, request.until, &worker, today)?;
    let mut times = Vec::new();
    for (contact, row) in held.contacts {
        let Some(on) = contact.on else { continue };
        let name = line_of(row, today).full_name;
        let how = contact.means.map(in_words).unwrap_or("Contact");
        times.push(OutTime {
            uid: format!("{}{OURS}", contact.id.0),
            on,
            at: contact.at.map(|at| at.0),
            minutes: contact.minutes.unwrap_or(USUAL_MINUTES),
            title: match request.says {
                CalendarSays::Busy => "Busy".to_owned(),
                CalendarSays::Initials => format!("{how}: {}", initials(&name)),
                CalendarSays::Everything => format!("{how}: {name}"),
            },
            place: said(request.says, contact.place.as_str()),
            called_off: !stands(contact.came),
        });
    }
    for one in held.appointments {
        let Some(on) = one.on else { continue };
        if one.source_id.some().is_some() {
            continue;
        }
        times.push(OutTime {
            uid: format!("{}{OURS}", one.id.0),
            on,
            at: one.at.map(|at| at.0),
            minutes: one.minutes.unwrap_or(USUAL_MINUTES),
            title: match request.says {
                CalendarSays::Busy => "Busy".to_owned(),
                // Whoever typed a title may have typed a name.
                CalendarSays::Initials => "Meeting".to_owned(),
                CalendarSays::Everything => one.title.0,
            },
            place: said(request.says, one.place.as_str()),
            called_off: !stands(one.came),
        });
    }
    times.sort_by_key(|time| (time.on, time.at));
    let made = DateTime::from_timestamp_millis(desk.clock.now().0)
        .unwrap_or_default()
        .format("%Y%m%dT%H%M%SZ")
        .to_string();
    let text = write_calendar(&times, &made);
    Ok(SavedFileView {
        path: save_file(
            desk,
            FileKind::Calendar,
            "Diary.ics",
            "ics",
            text.as_bytes(),
        )?,
    })
}

fn said(says: CalendarSays, words: &str) -> String {
    match says {
        CalendarSays::Everything => words.to_owned(),
        CalendarSays::Busy | CalendarSays::Initials => String::new(),
    }
}

/// Asks for a calendar file.
pub(crate) fn choose_calendar(desk: &Desk, _: Nothing) -> Outcome<ChosenView> {
    desk.open()?;
    Ok(ChosenView {
        path: desk
            .hands
            .ask_for_file(FileKind::Calendar)
            .map(|path| path.display().to_string()),
    })
}

fn read(path: &str, today: NaiveDate) -> Outcome<Read> {
    let unreadable =
        |error: std::io::Error| AppError::with_detail(ErrorCode::FileUnreadable, error.kind());
    let mut bytes = Vec::new();
    // One byte more than is allowed: a file that grows while it is read is too large as well.
    let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
    std::fs::File::open(Path::new(path))
        .map_err(unreadable)?
        .take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    read_calendar(&bytes, today).map_err(|error| {
        let code = match error {
            CalendarError::TooLarge => ErrorCode::FileTooLarge,
            CalendarError::NotACalendar => ErrorCode::UnknownFormat,
        };
        AppError::with_detail(code, error)
    })
}

/// How times of a calendar stand to what is here.
struct Here<'s> {
    store: &'s Store,
    known: BTreeMap<String, Appointment>,
}

impl<'s> Here<'s> {
    fn of(store: &'s Store) -> Outcome<Self> {
        Ok(Self {
            store,
            known: store.appointments_from_calendars()?,
        })
    }

    fn is(&self, time: &CalendarTime) -> Outcome<CalendarTimeIs> {
        if let Some(known) = self.known.get(&time.source_id) {
            let mut same = known.clone();
            fill(&mut same, time);
            return Ok(if same == *known || known.archived.is_some() {
                CalendarTimeIs::Known
            } else {
                CalendarTimeIs::Changed
            });
        }
        Ok(if self.is_ours(&time.source_id)? {
            CalendarTimeIs::Known
        } else {
            CalendarTimeIs::New
        })
    }

    /// Whether it went out from this diary, and came back.
    fn is_ours(&self, source_id: &str) -> Outcome<bool> {
        let Some(id) = source_id
            .strip_suffix(OURS)
            .and_then(|id| id.parse::<Uuid>().ok())
        else {
            return Ok(false);
        };
        Ok(self.store.find::<Contact>(ContactId(id))?.is_some()
            || self.store.find::<Appointment>(AppointmentId(id))?.is_some())
    }
}

/// What the calendar says of a time, on the appointment that it is here.
fn fill(appointment: &mut Appointment, time: &CalendarTime) {
    appointment.on = Some(time.on);
    appointment.at = time.at;
    appointment.minutes = time.minutes;
    appointment.title = time.title.as_str().into();
    appointment.place = time.place.as_str().into();
}

/// What a calendar holds, before anything is changed.
pub(crate) fn look_into_calendar(desk: &Desk, request: CalendarRequest) -> Outcome<CalendarView> {
    let today = desk.clock.today();
    let open = desk.open()?;
    let found = read(&request.path, today)?;
    let over = found.times.iter().filter(|time| time.on < today).count();
    let offered: Vec<CalendarTime> = found
        .times
        .into_iter()
        .filter(|time| time.on >= today)
        .collect();
    let later = offered.len().saturating_sub(OFFERED);
    let here = Here::of(&open.store)?;
    let until = offered.iter().map(|time| time.on).max().unwrap_or(today);
    let busy = busy(&open.store, today, until)?;
    let mut times = Vec::new();
    for time in offered.into_iter().take(OFFERED) {
        let is = here.is(&time)?;
        let clashes = match Span::of(time.on, time.at, time.minutes, None) {
            Some(span) if is != CalendarTimeIs::Known => busy
                .iter()
                .filter(|other| other.source_id != time.source_id && other.span.meets(span))
                .map(|other| other.what.clone())
                .collect(),
            _ => Vec::new(),
        };
        times.push(CalendarTimeView {
            source_id: time.source_id,
            on: time.on,
            at: time.at,
            minutes: time.minutes,
            title: time.title,
            place: time.place,
            private: time.private,
            is,
            clashes,
        });
    }
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(CalendarView {
        times,
        later: count(later),
        over: count(over),
        endless: count(found.endless),
        endless_until: today + Days::new(7 * WEEKS_AHEAD),
        left_total: count(found.left.len()),
        left: found
            .left
            .into_iter()
            .take(LEFT_SHOWN)
            .map(|left| CalendarLeftView {
                title: left.title,
                on: left.on,
                why: left.why,
                detail: left.detail,
            })
            .collect(),
    })
}

/// When the worker is taken up already.
struct Busy {
    span: Span,
    what: String,
    source_id: String,
}

fn busy(store: &Store, today: NaiveDate, until: NaiveDate) -> Outcome<Vec<Busy>> {
    let held = store.times(today, until, &store.worker(), today)?;
    let mut busy = Vec::new();
    for (contact, row) in held.contacts {
        let (Some(on), true) = (contact.on, stands(contact.came)) else {
            continue;
        };
        let span = Span::of(on, contact.at, contact.minutes, contact.travel_minutes);
        busy.extend(span.map(|span| Busy {
            span,
            what: line_of(row, today).called,
            source_id: String::new(),
        }));
    }
    for one in held.appointments {
        let (Some(on), true) = (one.on, stands(one.came)) else {
            continue;
        };
        let span = Span::of(on, one.at, one.minutes, one.travel_minutes);
        busy.extend(span.map(|span| Busy {
            span,
            what: one.title.0,
            source_id: one.source_id.0,
        }));
    }
    Ok(busy)
}

/// Takes times of a calendar into one's own diary: one thing done, one thing undone.
pub(crate) fn take_calendar(
    desk: &Desk,
    request: TakeCalendarRequest,
) -> Outcome<CalendarTakenView> {
    let open = desk.open()?;
    let wanted: BTreeSet<String> = request.take.into_iter().collect();
    let found = read(&request.path, desk.clock.today())?;
    let here = Here::of(&open.store)?;
    let mut new = Vec::new();
    let mut changed = Vec::new();
    for time in found.times {
        if !wanted.contains(&time.source_id) {
            continue;
        }
        match here.is(&time)? {
            CalendarTimeIs::New => new.push(time),
            CalendarTimeIs::Changed => changed.push(time),
            CalendarTimeIs::Known => {}
        }
    }
    let did = Did {
        verb: Verb::Imported,
        kind: Some(Kind::Appointment),
        field: None,
    };
    let ((added, updated), changes) = desk.transact(&did, |tx| {
        let (mut added, mut updated) = (0, 0);
        for time in &changed {
            if let Some(known) = here.known.get(&time.source_id) {
                let mut appointment: Appointment = tx.get(known.id)?;
                fill(&mut appointment, time);
                tx.put(&appointment)?;
                updated += 1;
            }
        }
        for time in &new {
            let mut appointment = Appointment {
                worker: tx.by().into(),
                came: Some(Came::Planned),
                note: time.note.as_str().into(),
                source_id: time.source_id.as_str().into(),
                ..Appointment::blank(AppointmentId(tx.new_id()))
            };
            fill(&mut appointment, time);
            tx.put(&appointment)?;
            added += 1;
        }
        Ok((added, updated))
    })?;
    Ok(CalendarTakenView {
        added,
        updated,
        saved_at: changes.at,
    })
}
