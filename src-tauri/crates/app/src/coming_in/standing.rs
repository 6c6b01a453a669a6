//! Where somebody stands: beginning, pausing, ending, beginning again. Each is one change with one undo.

use crate::api::coming_in::StandingRequest;
use crate::api::records::{Did, SavedView, Verb};
use crate::desk::Desk;
use crate::failure::Outcome;
use alongside_domain::codes::Standing;
use alongside_domain::coming_in::{Episode, EpisodeEvent};
use alongside_domain::ids::{EpisodeEventId, EpisodeId, PersonId};
use alongside_domain::person::Person;
use alongside_domain::{Kind, Record};
use alongside_store::{Result, Tx};
use chrono::NaiveDate;

/// Changes where somebody stands.
pub(crate) fn change_standing(desk: &Desk, request: StandingRequest) -> Outcome<SavedView> {
    let did = Did {
        verb: Verb::Changed,
        kind: Some(Kind::Episode),
        field: Some("standing".to_owned()),
    };
    let today = desk.clock.today();
    let ((), changes) = desk.transact(&did, |tx| {
        let on = request.on.unwrap_or(today);
        let mut person: Person = tx.get(request.person)?;
        let mut episode = match newest(tx, person.id)? {
            Some(episode) => episode,
            // From before there were episodes: what the person's record says is where it begins.
            None => Episode {
                began_on: person.referred_on.or(person.standing_since).or(Some(on)),
                ..begun(tx, person.id)
            },
        };
        let because = request.because.trim().to_owned();
        if request.standing == Standing::Closed {
            episode.ending = request.ending;
            episode.ending_words = because.as_str().into();
            episode.ending_agreed = request.agreed;
            episode.door_open = request.door_open.trim().into();
        }
        episode.paused_until = match request.standing {
            Standing::Paused => request.until,
            _ => None,
        };
        move_to(
            tx,
            &mut person,
            &mut episode,
            request.standing,
            on,
            &because,
        )?;
        let mut event = event(tx, &episode, on);
        event.because = because.into();
        if request.standing == Standing::Paused {
            event.until = request.until;
        }
        if request.standing == Standing::Closed {
            event.ending = request.ending;
            event.agreed = request.agreed;
        }
        tx.put(&event)
    })?;
    Ok(SavedView {
        saved_at: changes.at,
    })
}

/// Begins a time of support with somebody: waiting, or open at once.
pub(crate) fn begin(
    tx: &mut Tx<'_>,
    person: &mut Person,
    standing: Standing,
    on: NaiveDate,
    because: &str,
) -> Result<Episode> {
    let mut episode = begun(tx, person.id);
    episode.began_on = Some(on);
    move_to(tx, person, &mut episode, standing, on, "")?;
    let mut event = event(tx, &episode, on);
    event.because = because.into();
    tx.put(&event)?;
    Ok(episode)
}

/// Puts the episode where it now stands, and the person's own columns with it.
pub(super) fn move_to(
    tx: &mut Tx<'_>,
    person: &mut Person,
    episode: &mut Episode,
    standing: Standing,
    on: NaiveDate,
    because: &str,
) -> Result<()> {
    episode.standing = Some(standing);
    episode.standing_since = Some(on);
    if episode.worker.is_blank() {
        episode.worker = tx.by().into();
    }
    tx.put(episode)?;
    person.standing = Some(standing);
    person.standing_since = Some(on);
    person.standing_note = because.into();
    tx.put(person)
}

/// The newest time of support.
pub(super) fn newest(tx: &Tx<'_>, person: PersonId) -> Result<Option<Episode>> {
    let episodes: Vec<Episode> = tx.of_person(person)?;
    Ok(episodes
        .into_iter()
        .max_by_key(|episode| (episode.began_on, episode.id)))
}

fn begun(tx: &Tx<'_>, person: PersonId) -> Episode {
    Episode {
        person,
        ..Episode::blank(EpisodeId(tx.new_id()))
    }
}

/// What has happened, for the course.
pub(super) fn event(tx: &Tx<'_>, episode: &Episode, on: NaiveDate) -> EpisodeEvent {
    EpisodeEvent {
        person: episode.person,
        episode: episode.id,
        standing: episode.standing,
        on: Some(on),
        author: tx.by().into(),
        written_at: Some(tx.now()),
        ..EpisodeEvent::blank(EpisodeEventId(tx.new_id()))
    }
}
