//! The day to take along: on one screen, and on paper.
//!
//! This is the worker's own paper and reads what [`crate::copies`] must never read: risks and alerts. So it is made here and not there. It is
//! also the paper that is lost on a bus: names are initials unless whole names are asked for, each part can be left off, and what is left
//! off never comes into the paper. The screen shows exactly what the paper will hold.

use crate::api::day_sheet::{DayPart, DaySheetRequest, DaySheetView, DayStopView};
use crate::api::people::VisitView;
use crate::api::session::SavedPaperView;
use crate::copies::{layout, save};
use crate::desk::Desk;
use crate::failure::Outcome;
use crate::people::visit_view;
use alongside_documents::pdf::{self, DaySheet, DayStop};
use alongside_domain::codes::{Came, Means};
use alongside_domain::diary::{Appointment, Task};
use alongside_domain::value::TimeOfDay;
use chrono::TimeDelta;

/// A day as it would stand on paper.
pub(crate) fn day_sheet(desk: &Desk, request: DaySheetRequest) -> Outcome<DaySheetView> {
    let today = desk.clock.today();
    let open = desk.open()?;
    let worker = open.store.worker();
    let found = open
        .store
        .diary(request.on, request.on, Some(&worker), today)?;
    let mut stops = Vec::new();
    for visit in found.visits {
        if visit.contact.came != Some(Came::Planned) {
            continue;
        }
        let tasks = open.store.tasks_of(visit.contact.person)?;
        let full = [&visit.person.given_name, &visit.person.family_name]
            .map(|name| name.as_str().trim().to_owned());
        stops.push(stop_of(visit_view(visit, today), full, &tasks, &request));
    }
    stops.extend(
        found
            .appointments
            .into_iter()
            .filter(|one| matches!(one.came, None | Some(Came::Planned)))
            .map(|one| meeting_of(one, &request)),
    );
    stops.sort_by_key(|stop| (stop.at.is_none(), stop.at, stop.id));
    Ok(DaySheetView {
        on: request.on,
        stops,
    })
}

/// The same on paper, where the worker says. The file's name says the day and nobody.
pub(crate) fn save_day_sheet(desk: &Desk, request: DaySheetRequest) -> Outcome<SavedPaperView> {
    let asked = layout(request.layout);
    let initials = !request.names;
    let view = day_sheet(desk, request)?;
    let sheet = DaySheet {
        on: Some(view.on),
        worker_name: desk.open()?.store.worker(),
        initials: initials && view.stops.iter().any(|stop| stop.person),
        stops: view.stops.into_iter().map(on_paper).collect(),
    };
    let paper = pdf::day_sheet(&sheet, asked)?;
    save(desk, &format!("Day {}.pdf", view.on), &paper)
}

fn stop_of(
    visit: VisitView,
    full: [String; 2],
    tasks: &[Task],
    request: &DaySheetRequest,
) -> DayStopView {
    let has = |part| !request.leave_off.contains(&part);
    let names = Names::of(&visit, full, request.names);
    let contact = &visit.contact;
    let some = |part, text: &str| {
        if has(part) {
            names.hide(text.trim())
        } else {
            String::new()
        }
    };
    let alert = Some(visit.alert.clone());
    let risks = visit
        .risks
        .iter()
        .filter(|risk| !risk.none_identified)
        .map(|risk| join(": ", &[risk.risk.as_str(), risk.comment.as_str()]));
    let careful = alert
        .into_iter()
        .chain(risks)
        .map(|text| some(DayPart::Careful, &text))
        .filter(|text| !text.is_empty())
        .collect();
    let due = visit.actions_due.iter().map(|action| action.what.as_str());
    let to_do = tasks
        .iter()
        .filter(|task| task.done_on.is_none() && task.due_on.is_none_or(|due| due <= request.on))
        .map(|task| task.what.as_str());
    let bring = due
        .chain(to_do)
        .map(|what| some(DayPart::Bring, what))
        .filter(|what| !what.is_empty())
        .collect();
    let said = some(DayPart::Said, &visit.agreed_last);
    // Nobody knocks for a call.
    let away = matches!(contact.means, Some(Means::Telephone | Means::Video));
    let place = match contact.place.some() {
        Some(place) => place,
        None if away => "",
        None => &visit.address,
    };
    let getting_in = match contact.getting_in.some() {
        Some(words) => words,
        None if away => "",
        None => &visit.getting_in,
    };
    DayStopView {
        id: contact.id.0,
        at: contact.at,
        until: until(contact.at, contact.minutes),
        who: names.shown.clone(),
        person: true,
        means: contact.means,
        careful,
        place: some(DayPart::Place, place),
        getting_in: some(DayPart::GettingIn, getting_in),
        communicate: some(DayPart::Communicate, &visit.how_to_communicate),
        phone: some(DayPart::Phone, &visit.phone),
        said_on: visit.agreed_last_on.filter(|_| !said.is_empty()),
        said,
        bring,
    }
}

fn meeting_of(one: Appointment, request: &DaySheetRequest) -> DayStopView {
    let some = |part, text: String| {
        if request.leave_off.contains(&part) {
            String::new()
        } else {
            text
        }
    };
    DayStopView {
        id: one.id.0,
        at: one.at,
        until: until(one.at, one.minutes),
        who: one.title.0,
        person: false,
        means: None,
        careful: Vec::new(),
        place: some(DayPart::Place, one.place.0),
        getting_in: some(DayPart::GettingIn, one.getting_in.0),
        communicate: String::new(),
        phone: String::new(),
        said: String::new(),
        said_on: None,
        bring: Vec::new(),
    }
}

fn on_paper(stop: DayStopView) -> DayStop {
    let time = match (stop.at, stop.until) {
        (Some(at), Some(until)) => format!("{at} to {until}"),
        (Some(at), None) => at.to_string(),
        _ => String::new(),
    };
    DayStop {
        time,
        who: stop.who,
        how: stop.means.map(in_words).unwrap_or_default().to_owned(),
        careful: stop.careful,
        place: stop.place,
        getting_in: stop.getting_in,
        communicate: stop.communicate,
        phone: stop.phone,
        said: stop.said,
        said_on: stop.said_on,
        bring: stop.bring,
    }
}

/// When it ends, unless that is another day.
pub(crate) fn until(at: Option<TimeOfDay>, minutes: Option<i64>) -> Option<TimeOfDay> {
    let minutes = minutes.filter(|minutes| (1..24 * 60).contains(minutes))?;
    let (end, days) = at?.0.overflowing_add_signed(TimeDelta::minutes(minutes));
    (days == 0).then_some(TimeOfDay(end))
}

fn join(between: &str, parts: &[&str]) -> String {
    parts
        .iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(between)
}

/// What somebody is called on the paper, and in what was written about them.
struct Names {
    shown: String,
    /// Words of their name and what stands for each; none when names are whole.
    hidden: Vec<(String, String)>,
}

impl Names {
    fn of(visit: &VisitView, full: [String; 2], whole: bool) -> Self {
        let line = &visit.person;
        if whole {
            return Self {
                shown: line.full_name.clone(),
                hidden: Vec::new(),
            };
        }
        let mut hidden: Vec<(String, String)> = Vec::new();
        for word in [line.called.as_str(), &line.full_name, &full[0], &full[1]]
            .iter()
            .flat_map(|name| name.split_whitespace())
        {
            let word: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
            if let Some(first) = word.chars().next()
                && !hidden
                    .iter()
                    .any(|(known, _)| *known == word.to_lowercase())
            {
                hidden.push((word.to_lowercase(), format!("{}.", first.to_uppercase())));
            }
        }
        Self {
            shown: initials(&line.full_name),
            // "A" is no name to hide: every sentence has one.
            hidden: hidden
                .into_iter()
                .filter(|(word, _)| word.chars().count() > 2)
                .collect(),
        }
    }

    /// Words in which their own name stands as initials.
    fn hide(&self, text: &str) -> String {
        if self.hidden.is_empty() {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        let mut word = String::new();
        for c in text.chars().chain(['\n']) {
            if c.is_alphanumeric() {
                word.push(c);
                continue;
            }
            let low = word.to_lowercase();
            match self.hidden.iter().find(|(known, _)| *known == low) {
                Some((_, initial)) => out.push_str(initial),
                None => out.push_str(&word),
            }
            word.clear();
            out.push(c);
        }
        out.pop();
        out
    }
}

/// "Joseph Okafor" is "J. O."
pub(crate) fn initials(name: &str) -> String {
    name.split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
        .map(|first| format!("{}.", first.to_uppercase()))
        .collect::<Vec<_>>()
        .join(" ")
}

/// How, as a paper says it.
pub(crate) fn in_words(means: Means) -> &'static str {
    match means {
        Means::HomeVisit => "Home visit",
        Means::FaceToFace => "Met in person",
        Means::Telephone => "Phone call",
        Means::Video => "Video call",
        Means::Email => "E-mail",
        Means::TextMessage => "Text message",
        Means::Letter => "Letter",
        Means::Group => "Group",
        Means::WentAlong => "Going along together",
        Means::WithOthers => "With others",
        Means::Other => "Something else",
    }
}
