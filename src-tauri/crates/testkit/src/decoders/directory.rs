//! What the directory is fed with, and what people type into fields. Whatever comes in fits the domain's rules, and every record that
//! was read came in, was joined to another, or is listed as left out.

use alongside_documents::calendar::{
    MOST_TIMES, MOST_TITLE, MOST_WORDS, OutTime, read_calendar, write_calendar,
};
use alongside_documents::import::open_referral::read_open_referral;
use alongside_documents::import::package::{read_package, unzip};
use alongside_documents::import::table::{inspect, read_table};
use alongside_documents::import::{Batch, ImportError};
use alongside_domain::geo::{outcode_of, plain_postcode, printed_postcode};
use alongside_domain::numbers::{ChiNumber, HcNumber, NhsNumber};
use alongside_domain::value::{Field, TimeOfDay};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

fn on(_: usize, _: usize) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn fits(batch: &Batch) {
    for incoming in &batch.incoming {
        assert!(!incoming.service.name.is_blank(), "a service has a name");
        assert!(
            !incoming.source_id().is_empty(),
            "and is known by something"
        );
        assert!(incoming.service.also.as_str().len() <= 20_100);
        for place in &incoming.places {
            let on_the_globe = place.latitude.is_none_or(|at| (-90.0..=90.0).contains(&at))
                && place
                    .longitude
                    .is_none_or(|at| (-180.0..=180.0).contains(&at));
            assert!(on_the_globe, "a place is on the globe");
        }
        for opening in &incoming.service.opening {
            for time in [&opening.opens_at, &opening.closes_at] {
                let time = time.as_str();
                let read = TimeOfDay::parse(time).map(|read| read.to_string());
                assert!(
                    time.is_empty() || read.as_deref() == Some(time),
                    "a time of day"
                );
            }
        }
    }
}

/// Open Referral JSON.
pub fn open_referral(bytes: &[u8]) {
    if let Ok(batch) = read_open_referral(bytes, "feed.json", "feed", &mut on) {
        fits(&batch);
    }
}

/// A data package: a zip file of tables. What was read came in, was joined to another, or is listed as left out.
pub fn package(bytes: &[u8]) {
    let Ok(package) = unzip(bytes) else { return };
    if let Ok(batch) = read_package(package, "package.zip", "package", &mut on) {
        fits(&batch);
        assert_eq!(
            batch.read,
            batch.incoming.len() + batch.joined + batch.skipped.len()
        );
    }
}

/// A calendar. Whatever comes in is a time that a diary can hold, known by an id of its own, and it stands in the file that is made of
/// it again.
pub fn calendar(bytes: &[u8]) {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap_or_default();
    let Ok(read) = read_calendar(bytes, today) else {
        return;
    };
    assert!(read.times.len() <= MOST_TIMES);
    let ids: BTreeSet<&str> = read
        .times
        .iter()
        .map(|time| time.source_id.as_str())
        .collect();
    assert_eq!(ids.len(), read.times.len(), "no id twice");
    for time in read.times {
        assert!(time.title.chars().count() <= MOST_TITLE);
        assert!(
            time.place.chars().count() <= MOST_WORDS && time.note.chars().count() <= MOST_WORDS
        );
        assert!(
            time.minutes
                .is_none_or(|minutes| (1..=24 * 60).contains(&minutes)),
            "a length within a day"
        );
        let out = OutTime {
            uid: "again".to_owned(),
            on: time.on,
            at: time.at.map(|at| at.0),
            minutes: time.minutes.unwrap_or(1),
            title: time.title.clone(),
            ..OutTime::default()
        };
        let again = read_calendar(write_calendar(&[out], "20261124T090000Z").as_bytes(), today);
        let again = again.map(|read| read.times).unwrap_or_default();
        assert!(
            matches!(again.as_slice(), [back] if back.on == time.on && back.at == time.at && back.title == time.title),
            "what is written is read the same"
        );
    }
}

/// A table or a spreadsheet, read as its own columns suggest. What can be looked at can be read.
pub fn table(bytes: &[u8]) {
    let Ok(preview) = inspect(bytes) else { return };
    match read_table(bytes, &preview.guess, "table.csv", "table", &mut on) {
        Ok(batch) => {
            fits(&batch);
            assert_eq!(batch.read, preview.count);
            assert_eq!(
                batch.read,
                batch.incoming.len() + batch.joined + batch.skipped.len()
            );
        }
        Err(error) => assert!(
            matches!(error, ImportError::NoNameColumn) && preview.guess.name.is_none(),
            "{error}"
        ),
    }
}

/// Opening times in words and by day, through a table of one service.
pub fn opening_times(bytes: &[u8]) {
    let Ok(words) = std::str::from_utf8(bytes) else {
        return;
    };
    let cell = words.replace('"', "\"\"");
    let text = format!(
        "Name,Opening times,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday\n\"Walking group\",\"{cell}\",\"{cell}\",,,,,,\"{cell}\"\n"
    );
    table(text.as_bytes());
}

/// Dates, times, postcodes and numbers, as people type them: what is read is written in one way, and reads back.
pub fn field_values(bytes: &[u8]) {
    let Ok(typed) = std::str::from_utf8(bytes) else {
        return;
    };
    macro_rules! number {
        ($($kind:ident)+) => {$(
            if let Ok(number) = $kind::parse(typed) {
                assert!(number.as_str().len() == 10);
                assert!($kind::parse(&number.spaced()).is_ok_and(|again| again == number));
            }
        )+};
    }
    number!(NhsNumber ChiNumber HcNumber);
    if let Some(time) = TimeOfDay::parse(typed) {
        let again = TimeOfDay::parse(&time.to_string());
        assert_eq!(again.map(|again| again.to_string()), Some(time.to_string()));
    }
    if let Ok(Some(date)) = Option::<NaiveDate>::from_json(typed.into()) {
        assert_eq!(
            Option::<NaiveDate>::from_value(Some(date).to_value()),
            Ok(Some(date))
        );
    }
    if let Some(plain) = plain_postcode(typed) {
        assert_eq!(
            plain_postcode(&printed_postcode(&plain)).as_ref(),
            Some(&plain)
        );
        assert!(outcode_of(&plain).is_some_and(|outcode| plain.starts_with(outcode)));
    }
}
