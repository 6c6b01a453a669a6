//! *For this person*: services that may suit, from what is written about them, with the reasons and the doubts. All of it is worked out
//! on this laptop; nothing is decided. A doubt is never hidden, and what is not known is called so.
//!
//! What is asked of the directory are the person's own words: needs first, then what they are good at and like. A service that answers
//! a need beats one that only shares an interest; what did not work before goes to the end, with its reason.

use crate::api::directory::{
    DoubtView, ReasonView, SuggestServicesRequest, SuggestionView, SuggestionsView,
};
use crate::desk::Desk;
use crate::directory::line;
use crate::failure::Outcome;
use crate::reference::point_of;
use alongside_domain::codes::{Reached, ServiceStatus};
use alongside_domain::directory::Service;
use alongside_domain::geo::Point;
use alongside_domain::ids::ServiceId;
use alongside_domain::opening::next_sessions;
use alongside_store::directory::{ServiceQuery, ServiceRow, WholeService};
use alongside_store::people::Whole as WholePerson;
use chrono::{Datelike as _, NaiveDate};
use std::collections::BTreeMap;

/// Services looked at for each need or strength.
const LOOKED_AT: u32 = 30;
/// Services of which the whole record is weighed.
const WEIGHED: usize = 40;
/// So many words are looked for as they stand.
const FEW_WORDS: usize = 3;
/// Shown.
const SHOWN: usize = 12;
/// As far as somebody may go, in miles, if nobody says otherwise.
const MILES: f64 = 10.0;
/// After so many days a check is old.
const OLD: i64 = 92;

/// What is known of the person, as far as it matters for choosing.
struct Wishes {
    /// Need or strength: what is looked for, its weight, and what to say of it.
    looks: Vec<(String, Option<String>, f64, ReasonView)>,
    near: Option<Point>,
    age: Option<i64>,
    /// Stairs are, or may be, too much.
    step_free: bool,
    /// Groups are not for them.
    one_to_one: bool,
    /// Speaks this rather than English.
    language: Option<String>,
    days: Vec<String>,
}

/// A service, how well it fits, and what spoke for it.
struct Fit {
    row: ServiceRow,
    points: f64,
    reasons: Vec<ReasonView>,
}

/// Services that may suit somebody.
pub(crate) fn suggest_services(
    desk: &Desk,
    request: SuggestServicesRequest,
) -> Outcome<SuggestionsView> {
    let today = desk.clock.today();
    let open = desk.open()?;
    let person = open.store.person(request.person, 0, today)?;
    let wishes = wishes(desk, &person, request.days, today);
    let plain = desk.lists().plain_words()?;
    let mut fits: BTreeMap<ServiceId, Fit> = BTreeMap::new();
    for (text, need, weight, reason) in &wishes.looks {
        let mut understood = plain.understand(text, &|word| open.store.knows_word(word));
        // Somebody's own sentences say more than their words one by one: of those only what is understood is looked for.
        if understood.rest.len() > FEW_WORDS {
            understood.rest.clear();
        }
        let is_understood = !(understood.rest.is_empty() && understood.meanings.is_empty());
        if need.is_none() && !is_understood {
            continue;
        }
        let found = open.store.services(&ServiceQuery {
            understood: Some(understood),
            text: if need.is_some() {
                String::new()
            } else {
                text.clone()
            },
            need: need.clone(),
            near: wishes.near,
            miles: wishes.near.map(|_| MILES),
            limit: LOOKED_AT,
            ..ServiceQuery::default()
        })?;
        for (place, row) in found.rows.into_iter().enumerate() {
            let share = 1.0 - place as f64 / (f64::from(LOOKED_AT) * 2.0);
            let fit = fits.entry(row.id).or_insert_with(|| Fit {
                row,
                points: 0.0,
                reasons: Vec::new(),
            });
            if !fit.reasons.contains(reason) {
                fit.points += weight * share;
                fit.reasons.push(reason.clone());
            }
        }
    }
    let mut fits: Vec<Fit> = fits.into_values().collect();
    fits.sort_by(|a, b| b.points.total_cmp(&a.points).then(a.row.id.cmp(&b.row.id)));
    fits.truncate(WEIGHED);
    let mut weighed = Vec::new();
    for fit in fits {
        let whole = open.store.service(fit.row.id, today)?;
        weighed.push(weigh(fit, &whole, &wishes, &person, today));
    }
    weighed.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    Ok(SuggestionsView {
        near_unknown: wishes.near.is_none(),
        needs_unknown: wishes.looks.is_empty(),
        rows: weighed
            .into_iter()
            .take(SHOWN)
            .map(|(_, suggestion)| suggestion)
            .collect(),
    })
}

fn wishes(desk: &Desk, person: &WholePerson, days: Vec<String>, today: NaiveDate) -> Wishes {
    let mut looks = Vec::new();
    for need in person.needs.iter().filter(|need| need.met_on.is_none()) {
        let code = need.code.some().map(str::to_owned);
        let words = need.words.some().map(str::to_owned);
        if let Some(code) = code {
            let reason = ReasonView::Need { code: code.clone() };
            looks.push((String::new(), Some(code), 10.0, reason));
        }
        if let Some(words) = words {
            let reason = ReasonView::TheirWords {
                words: words.clone(),
            };
            looks.push((words, None, 9.0, reason));
        }
    }
    for strength in &person.strengths {
        if let Some(words) = strength.words.some() {
            let reason = ReasonView::Strength {
                words: words.to_owned(),
            };
            looks.push((words.to_owned(), None, 5.0, reason));
        }
    }
    let near = person
        .person
        .addresses
        .iter()
        .find_map(|address| point_of(desk, &address.postcode))
        .map(|near| near.point);
    let about = [
        person.about.please_dont.as_str(),
        person.about.how_to_support_me.as_str(),
        person.about.also_worth_knowing.as_str(),
        person.circumstances.other_requirements.as_str(),
    ]
    .join("\n")
    .to_lowercase();
    let moving = format!(
        "{}\n{}\n{}",
        person.circumstances.mobility.as_str(),
        person.circumstances.impairment.as_str(),
        about
    )
    .to_lowercase();
    let says = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    Wishes {
        looks,
        near,
        age: person.person.age_on(today).map(i64::from),
        step_free: says(
            &moving,
            &[
                "wheelchair",
                "stairs",
                "steps",
                "walker",
                "frame",
                "crutch",
                "scooter",
                "walking stick",
            ],
        ),
        one_to_one: says(&about, &["group", "crowd", "lots of people"]),
        language: person
            .person
            .language
            .some()
            .filter(|language| {
                !language.eq_ignore_ascii_case("en")
                    && !language.to_lowercase().starts_with("english")
            })
            .map(str::to_owned),
        days,
    }
}

/// Reasons and doubts of one service for one person, and how much they weigh.
fn weigh(
    fit: Fit,
    whole: &WholeService,
    wishes: &Wishes,
    person: &WholePerson,
    today: NaiveDate,
) -> (f64, SuggestionView) {
    let Fit {
        row,
        mut points,
        mut reasons,
    } = fit;
    let service = &whole.service;
    let mut doubts = Vec::new();
    if let Some(miles) = row.miles {
        points -= miles / 2.0;
        if miles <= 1.0 {
            reasons.push(ReasonView::Near { miles });
        }
    } else if wishes.near.is_some() {
        doubts.push(DoubtView::PlaceUnknown);
        points -= 2.0;
    }
    if service.free {
        reasons.push(ReasonView::Free);
    }
    if wishes.step_free {
        if service.step_free {
            reasons.push(ReasonView::StepFree);
            points += 4.0;
        } else {
            doubts.push(DoubtView::StairsUnknown);
            points -= 3.0;
        }
    }
    if wishes.one_to_one {
        let text =
            format!("{} {}", service.name.as_str(), service.description.as_str()).to_lowercase();
        let alone = [
            "one to one",
            "one-to-one",
            "1:1",
            "befriend",
            "home visit",
            "at home",
            "telephone",
            "mentor",
        ];
        if alone.iter().any(|word| text.contains(word)) {
            reasons.push(ReasonView::OneToOne);
            points += 5.0;
        } else if ["group", "club", "café", "cafe", "choir", "class"]
            .iter()
            .any(|word| text.contains(word))
        {
            doubts.push(DoubtView::MayBeAGroup);
            points -= 6.0;
        }
    }
    if let Some(language) = &wishes.language {
        let spoken = service
            .languages
            .iter()
            .any(|known| known.to_lowercase().contains(&language.to_lowercase()));
        if spoken {
            reasons.push(ReasonView::Language {
                language: language.clone(),
            });
            points += 4.0;
        } else if !service.languages.is_empty() {
            doubts.push(DoubtView::LanguageUnknown);
        }
    }
    points += of_age(service, wishes.age, &mut doubts);
    points += of_days(service, wishes, &mut reasons, &mut doubts, today);
    points += of_going(service, whole, &mut reasons, &mut doubts, today);
    if let Some(tried) = person
        .connections
        .iter()
        .find(|connection| connection.service == Some(service.id))
    {
        doubts.push(DoubtView::TriedBefore {
            reached: tried.reached,
            why_not: tried.why_not,
        });
        points -= match tried.reached {
            Some(Reached::DidNotHappen | Reached::Finished) => 20.0,
            _ => 30.0,
        };
    }
    let suggestion = SuggestionView {
        line: line(row),
        reasons,
        doubts,
    };
    (points, suggestion)
}

fn of_age(service: &Service, age: Option<i64>, doubts: &mut Vec<DoubtView>) -> f64 {
    let (from, until) = (service.minimum_age, service.maximum_age);
    match age {
        None if from.is_some() || until.is_some() => {
            doubts.push(DoubtView::AgeUnknown);
            0.0
        }
        Some(age)
            if from.is_some_and(|from| age < from) || until.is_some_and(|until| age > until) =>
        {
            doubts.push(DoubtView::Age { from, until });
            -25.0
        }
        _ => 0.0,
    }
}

fn of_days(
    service: &Service,
    wishes: &Wishes,
    reasons: &mut Vec<ReasonView>,
    doubts: &mut Vec<DoubtView>,
    today: NaiveDate,
) -> f64 {
    if wishes.days.is_empty() {
        return 0.0;
    }
    if service.opening.is_empty() {
        doubts.push(DoubtView::DaysUnknown);
        return -1.0;
    }
    let suits = |on: NaiveDate| {
        let code = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
            .get(on.weekday().num_days_from_monday() as usize)
            .copied()
            .unwrap_or_default();
        wishes.days.iter().any(|day| day == code)
    };
    let next = next_sessions(&service.opening, today, 20)
        .into_iter()
        .map(|session| session.on)
        .find(|on| suits(*on));
    match next {
        Some(on) => {
            reasons.push(ReasonView::OpenOn { on });
            3.0
        }
        None => {
            doubts.push(DoubtView::OtherDays);
            -8.0
        }
    }
}

fn of_going(
    service: &Service,
    whole: &WholeService,
    reasons: &mut Vec<ReasonView>,
    doubts: &mut Vec<DoubtView>,
    today: NaiveDate,
) -> f64 {
    let mut points = 0.0;
    let went = whole
        .connections
        .iter()
        .filter(|(reached, _)| {
            matches!(
                reached,
                Some(Reached::Started | Reached::Going | Reached::Finished)
            )
        })
        .count();
    if went > 0 {
        let people = u32::try_from(went).unwrap_or(u32::MAX);
        reasons.push(ReasonView::WentWell { people });
        points += f64::from(people.min(5)) / 2.0;
    }
    if service.status == Some(ServiceStatus::TemporarilyClosed) {
        doubts.push(DoubtView::Closed);
        points -= 10.0;
    }
    if let Some(since) = service.gone_since {
        doubts.push(DoubtView::GoneFromList { since });
        points -= 5.0;
    }
    if !service.waiting.is_blank() {
        doubts.push(DoubtView::Waiting {
            words: service.waiting.0.clone(),
        });
        points -= 1.0;
    }
    match service.checked_on.max(service.assured_on) {
        Some(on) if (today - on).num_days() <= OLD => {}
        Some(on) => {
            doubts.push(DoubtView::NotCheckedSince { on });
            points -= 1.0;
        }
        None => {
            doubts.push(DoubtView::NeverChecked);
            points -= 1.5;
        }
    }
    points
}
