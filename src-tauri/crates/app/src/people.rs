//! People: lists, one person whole, today, connecting someone to a service.

use crate::api::error::{AppError, ErrorCode};
use crate::api::people::{
    CapacityView, ConnectRequest, ContactsRequest, DueView, FindPeopleRequest, FollowUpRequest,
    Joined, NewPersonRequest, PeopleSort, PeopleView, PersonLine, PersonRequest, PersonView,
    PlanPdfRequest, PlanView, ServiceToCheck, SilenceView, StandingCounts, TodayView, VisitView,
};
use crate::api::records::{AddedView, Did, SavedView, Verb};
use crate::api::session::{Nothing, SavedPaperView};
use crate::coming_in::begin;
use crate::copies;
use crate::desk::Desk;
use crate::diary::beside_view;
use crate::failure::Outcome;
use alongside_domain::codes::{Reached, Standing};
use alongside_domain::connection::{Connection, ConnectionEvent};
use alongside_domain::contact::Contact;
use alongside_domain::ids::{ConnectionEventId, ConnectionId, PersonId};
use alongside_domain::person::{Person, age};
use alongside_domain::unknown::still_unknown;
use alongside_domain::{Kind, Record};
use alongside_store::Tx;
use alongside_store::people::{Order, PeopleQuery, PersonRow};
use alongside_store::today::Visit;
use chrono::NaiveDate;

/// Contacts shown at first; older ones on asking.
const FIRST_CONTACTS: u32 = 40;
/// The agreed number of people in a year until the worker says otherwise (role: 200 to 250).
const AGREED_NUMBER: u32 = 225;
/// Most rows of a page.
const PAGE: u32 = 200;

pub(crate) fn line_of(row: PersonRow, today: NaiveDate) -> PersonLine {
    let called = [&row.preferred_name, &row.given_name, &row.family_name]
        .into_iter()
        .map(|name| name.trim())
        .find(|name| !name.is_empty())
        .unwrap_or_default()
        .to_owned();
    let family = row.family_name.trim();
    let full_name = if family.is_empty() || family == called {
        called.clone()
    } else {
        format!("{called} {family}")
    };
    PersonLine {
        id: row.id,
        called,
        full_name,
        pronouns: row.pronouns,
        age: row.date_of_birth.and_then(|born| age(born, today)),
        standing: row.standing,
        standing_since: row.standing_since,
        postcode: row.postcode,
        last_contact: row.last_contact,
        next_contact: row.next_contact,
        found_in: row.found_in,
    }
}

/// A list of people.
pub(crate) fn find_people(desk: &Desk, request: FindPeopleRequest) -> Outcome<PeopleView> {
    let today = desk.clock.today();
    let query = PeopleQuery {
        text: request.text,
        standing: request.standing,
        order: match request.sort {
            PeopleSort::Name => Order::Name,
            PeopleSort::Silence => Order::Silence,
            PeopleSort::Since => Order::Since,
            PeopleSort::Newest => Order::Newest,
        },
        offset: request.offset,
        limit: request.limit.min(PAGE),
        today,
    };
    let (total, rows, counts) = desk.open()?.store.people(&query)?;
    Ok(PeopleView {
        total,
        rows: rows.into_iter().map(|row| line_of(row, today)).collect(),
        counts: StandingCounts {
            all: counts.all,
            open: counts.open,
            waiting: counts.waiting,
            paused: counts.paused,
            closed: counts.closed,
        },
    })
}

/// Whether a word before a family name is how people are addressed and no name.
fn is_title(word: &str) -> bool {
    const TITLES: [&str; 8] = ["mr", "mrs", "miss", "ms", "mx", "dr", "rev", "sir"];
    let word = word.trim().trim_end_matches('.').to_lowercase();
    TITLES.contains(&word.as_str())
}

/// A person of whom only a name is known.
pub(crate) fn named(id: PersonId, name: &str) -> Person {
    let mut person = Person::blank(id);
    match name.trim().rsplit_once(char::is_whitespace) {
        Some((given, family)) if !is_title(given) => {
            person.given_name = given.trim().into();
            person.family_name = family.trim().into();
        }
        // One name, or a title and a family name: that is what they like to be called, whole.
        _ => person.preferred_name = name.trim().into(),
    }
    person
}

/// Adds a person: one line, no form.
pub(crate) fn new_person(desk: &Desk, request: NewPersonRequest) -> Outcome<AddedView> {
    let name = request.name.trim().to_owned();
    if name.is_empty() {
        return Err(AppError {
            field: Some("name".to_owned()),
            ..AppError::new(ErrorCode::BadValue)
        });
    }
    let today = desk.clock.today();
    let did = Did {
        verb: Verb::Added,
        kind: Some(Kind::Person),
        field: None,
    };
    let (id, changes) = desk.transact(&did, |tx| {
        let mut person = named(PersonId(tx.new_id()), &name);
        let standing = request.standing.unwrap_or(Standing::Open);
        if standing == Standing::Waiting {
            person.referred_on = Some(today);
        }
        person.worker = tx.by().into();
        begin(tx, &mut person, standing, today, "")?;
        Ok(person.id.0)
    })?;
    Ok(AddedView {
        id,
        saved_at: changes.at,
    })
}

/// One person whole.
pub(crate) fn open_person(desk: &Desk, request: PersonRequest) -> Outcome<PersonView> {
    let today = desk.clock.today();
    let open = desk.open()?;
    let whole = open.store.person(request.id, FIRST_CONTACTS, today)?;
    let unknown = still_unknown(
        &whole.person,
        &whole.circumstances,
        &whole.risks,
        &whole.consents,
        !whole.needs.is_empty(),
    );
    Ok(PersonView {
        age: whole.person.age_on(today),
        person: whole.person,
        about: whole.about,
        circumstances: whole.circumstances,
        relations: whole.relations,
        strengths: whole.strengths,
        needs: whole.needs,
        goals: whole.goals,
        steps: whole.steps,
        actions: whole.actions,
        progress: whole.progress,
        agreements: whole.agreements,
        contacts: whole.contacts,
        contacts_total: whole.contacts_total,
        next_contact: whole.next_contact,
        risks: whole.risks,
        safeguarding: whole.safeguarding,
        consents: whole.consents,
        connections: whole.connections,
        connection_events: whole.connection_events,
        tasks: open.store.tasks_of(request.id)?,
        hand_overs: open.store.hand_overs_of(request.id)?,
        episodes: whole.episodes,
        episode_events: whole.episode_events,
        referrals: whole.referrals,
        joined: whole
            .joined
            .into_iter()
            .map(|person| Joined {
                id: person.id,
                full_name: person.full_name(),
            })
            .collect(),
        unknown,
    })
}

/// The plan and nothing else.
pub(crate) fn open_plan(desk: &Desk, request: PersonRequest) -> Outcome<PlanView> {
    let whole = desk
        .open()?
        .store
        .person(request.id, 0, desk.clock.today())?;
    Ok(PlanView {
        id: whole.person.id,
        called: whole.person.called().to_owned(),
        written_format: whole.person.written_format.0,
        important_to_me: whole.about.important_to_me.0,
        please_do: whole.about.please_do.0,
        please_dont: whole.about.please_dont.0,
        strengths: whole.strengths,
        needs: whole.needs,
        goals: whole.goals,
        steps: whole.steps,
        actions: whole.actions,
        progress: whole.progress,
        agreements: whole.agreements,
        connections: whole
            .connections
            .into_iter()
            .filter(|connection| connection.reached != Some(Reached::DidNotHappen))
            .collect(),
    })
}

/// Older contacts.
pub(crate) fn older_contacts(desk: &Desk, request: ContactsRequest) -> Outcome<Vec<Contact>> {
    Ok(desk
        .open()?
        .store
        .contacts(request.person, request.offset, request.limit.min(PAGE))?)
}

/// Connects a person to a service.
pub(crate) fn connect(desk: &Desk, request: ConnectRequest) -> Outcome<AddedView> {
    let did = Did {
        verb: Verb::Connected,
        kind: Some(Kind::Connection),
        field: None,
    };
    let today = desk.clock.today();
    let (id, changes) = desk.transact(&did, |tx| {
        tx.get::<Person>(request.person)?;
        let mut connection = Connection::blank(ConnectionId(tx.new_id()));
        connection.person = request.person;
        connection.service = request.service;
        connection.service_name = request.service_name.into();
        connection.need = request.need;
        connection.goal = request.goal;
        connection.link = request.link;
        connection.reached = Some(request.reached);
        connection.since = Some(today);
        tx.put(&connection)?;
        let mut event = first_event(tx, &connection);
        event.on = Some(today);
        tx.put(&event)?;
        Ok(connection.id.0)
    })?;
    Ok(AddedView {
        id,
        saved_at: changes.at,
    })
}

fn first_event(tx: &Tx<'_>, connection: &Connection) -> ConnectionEvent {
    ConnectionEvent {
        person: connection.person,
        connection: connection.id,
        reached: connection.reached,
        why_not: connection.why_not,
        author: tx.by().into(),
        written_at: Some(tx.now()),
        ..ConnectionEvent::blank(ConnectionEventId(tx.new_id()))
    }
}

/// Writes what became of a connection: an entry in its course, and where it stands now.
pub(crate) fn follow_up(desk: &Desk, request: FollowUpRequest) -> Outcome<SavedView> {
    let did = Did {
        verb: Verb::FollowedUp,
        kind: Some(Kind::Connection),
        field: None,
    };
    let on = request.on.unwrap_or_else(|| desk.clock.today());
    let ((), changes) = desk.transact(&did, |tx| {
        let mut connection: Connection = tx.get(request.connection)?;
        connection.reached = Some(request.reached);
        connection.why_not = request.why_not;
        connection.since = Some(on);
        let words = request.words.as_str();
        if request.why_not.is_some() {
            connection.why_not_words = words.into();
        } else if !words.trim().is_empty() {
            connection.how_it_went = words.into();
        }
        tx.put(&connection)?;
        let mut event = first_event(tx, &connection);
        event.words = words.into();
        event.on = Some(on);
        tx.put(&event)
    })?;
    Ok(SavedView {
        saved_at: changes.at,
    })
}

/// The person's own copy of their plan, as a PDF, where the worker says.
pub(crate) fn save_plan_pdf(desk: &Desk, request: PlanPdfRequest) -> Outcome<SavedPaperView> {
    copies::save_plan(desk, request)
}

/// Today.
pub(crate) fn today(desk: &Desk, _: Nothing) -> Outcome<TodayView> {
    let date = desk.clock.today();
    let today = desk.open()?.store.today(date)?;
    let line = |row: PersonRow| line_of(row, date);
    let visit = |visit: Visit| visit_view(visit, date);
    let waiting: Vec<PersonLine> = today.waiting.iter().cloned().map(line).collect();
    let oldest_wait_days = today
        .waiting
        .iter()
        .filter_map(|row| row.referred_on.or(row.standing_since))
        .min()
        .map(|since| (date - since).num_days());
    let mut due: Vec<DueView> = today
        .actions
        .into_iter()
        .filter_map(|(row, action)| {
            Some(DueView {
                person: line_of(row, date),
                due_on: action.due_on?,
                review: String::new(),
                action: Some(action),
            })
        })
        .collect();
    due.extend(today.goals.into_iter().filter_map(|(row, goal)| {
        Some(DueView {
            person: line_of(row, date),
            due_on: goal.review_on?,
            review: goal.words.0,
            action: None,
        })
    }));
    due.extend(today.plans.into_iter().filter_map(|(row, agreement)| {
        Some(DueView {
            person: line_of(row, date),
            due_on: agreement.review_on?,
            review: String::new(),
            action: None,
        })
    }));
    due.sort_by_key(|due| due.due_on);
    let (tasks, handed, away) = beside_view(today.beside, date);
    Ok(TodayView {
        date,
        visits: today.visits.into_iter().map(visit).collect(),
        coming: today.coming.into_iter().map(visit).collect(),
        appointments: today.appointments,
        get_back_to: today
            .silent
            .into_iter()
            .map(|row| {
                let since = row.last_contact.or(row.standing_since).unwrap_or(date);
                SilenceView {
                    days: (date - since).num_days(),
                    person: line_of(row, date),
                }
            })
            .collect(),
        new_referrals: today.new_referrals.into_iter().map(line).collect(),
        waiting,
        due,
        tasks,
        handed,
        away,
        services_to_check: today
            .services
            .into_iter()
            .map(|service| ServiceToCheck {
                id: service.id,
                name: service.name,
                last: service.last,
                people: service.people,
            })
            .collect(),
        capacity: CapacityView {
            open: today.counts.open,
            seen_this_year: today.seen_this_year,
            agreed_number: AGREED_NUMBER,
            waiting: today.counts.waiting,
            oldest_wait_days,
        },
    })
}

pub(crate) fn visit_view(visit: Visit, today: NaiveDate) -> VisitView {
    let address = visit
        .person
        .addresses
        .first()
        .map(|address| {
            address
                .lines
                .iter()
                .map(String::as_str)
                .chain([address.postcode.as_str()])
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .collect::<Vec<_>>()
                .join(", ")
        })
        .unwrap_or_default();
    let phone = visit
        .person
        .reach
        .iter()
        .filter(|reach| matches!(reach.kind.as_str(), "phone" | "mobile"))
        .min_by_key(|reach| {
            if reach.preference == 0 {
                9
            } else {
                reach.preference
            }
        })
        .map(|reach| reach.value.clone())
        .unwrap_or_default();
    VisitView {
        person: line_of(visit.row, today),
        address,
        phone,
        getting_in: visit
            .circumstances
            .map(|circumstances| circumstances.getting_in.0)
            .unwrap_or_default(),
        how_to_communicate: visit
            .about
            .map(|about| about.how_to_communicate.0)
            .unwrap_or_default(),
        agreed_last_on: visit.agreed.as_ref().and_then(|contact| contact.on),
        agreed_last: visit
            .agreed
            .map(|contact| contact.agreed_next.0)
            .unwrap_or_default(),
        actions_due: visit.actions,
        risks: visit.risks,
        alert: visit.person.alert.0,
        contact: visit.contact,
    }
}
