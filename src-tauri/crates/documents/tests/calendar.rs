//! Calendars as other programs write them: what comes in comes in to the minute, and what does not is said.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

use alongside_documents::calendar::{
    CalendarError, OutTime, Read, WhyLeft, read_calendar, write_calendar,
};
use chrono::{NaiveDate, NaiveTime};
use proptest::prelude::*;
use rstest::rstest;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn calendar(events: &str) -> Read {
    read(&format!(
        "BEGIN:VCALENDAR\nVERSION:2.0\n{events}\nEND:VCALENDAR\n"
    ))
}

fn read(text: &str) -> Read {
    read_calendar(text.replace('\n', "\r\n").as_bytes(), today()).unwrap()
}

fn event(lines: &str) -> Read {
    calendar(&format!(
        "BEGIN:VEVENT\nUID:1@example.org\nSUMMARY:Team\n{lines}\nEND:VEVENT"
    ))
}

fn told(read: &Read) -> Vec<String> {
    read.times
        .iter()
        .map(|time| {
            let at = time.at.map(|at| at.to_string()).unwrap_or_default();
            let minutes = time.minutes.map(|n| n.to_string()).unwrap_or_default();
            format!("{} {at} {minutes}", time.on).trim().to_owned()
        })
        .collect()
}

#[rstest]
#[case::london(
    "DTSTART;TZID=Europe/London:20260701T100000\nDTEND;TZID=Europe/London:20260701T113000",
    "2026-07-01 10:00 90"
)]
#[case::windows(
    "DTSTART;TZID=\"GMT Standard Time\":20260701T100000\nDURATION:PT45M",
    "2026-07-01 10:00 45"
)]
#[case::universal_in_summer(
    "DTSTART:20260701T090000Z\nDTEND:20260701T093000Z",
    "2026-07-01 10:00 30"
)]
#[case::universal_in_winter("DTSTART:20261124T090000Z", "2026-11-24 09:00")]
#[case::over_midnight_there_and_not_here(
    "DTSTART:20260630T230000Z\nDURATION:PT1H",
    "2026-07-01 00:00 60"
)]
#[case::floating("DTSTART:20261124T140000\nDURATION:PT1H", "2026-11-24 14:00 60")]
#[case::a_whole_day("DTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261125", "2026-11-24")]
#[case::until_midnight(
    "DTSTART:20261124T230000\nDTEND:20261125T000000",
    "2026-11-24 23:00 60"
)]
fn a_time_comes_in_on_the_clock_of_this_country(#[case] lines: &str, #[case] expected: &str) {
    let read = event(lines);
    assert_eq!(told(&read), [expected]);
    assert_eq!(read.left, []);
}

#[rstest]
#[case::new_york(
    "DTSTART;TZID=America/New_York:20261124T100000",
    WhyLeft::OtherClock,
    "America/New_York"
)]
#[case::no_day("LOCATION:Somewhere", WhyLeft::NoDay, "")]
#[case::not_a_day("DTSTART:20261324T100000", WhyLeft::NoDay, "20261324T100000")]
#[case::a_holiday(
    "DTSTART;VALUE=DATE:20261221\nDTEND;VALUE=DATE:20270104",
    WhyLeft::SeveralDays,
    ""
)]
#[case::a_night(
    "DTSTART:20261124T220000\nDTEND:20261125T060000",
    WhyLeft::SeveralDays,
    ""
)]
#[case::each_birthday(
    "DTSTART:20261124T100000\nRRULE:FREQ=YEARLY",
    WhyLeft::OtherRule,
    "FREQ=YEARLY"
)]
#[case::every_year(
    "DTSTART:20261124T100000\nRRULE:FREQ=YEARLY;COUNT=3",
    WhyLeft::OtherRule,
    "FREQ=YEARLY;COUNT=3"
)]
#[case::each_second(
    "DTSTART:20261124T100000\nRRULE:FREQ=SECONDLY;COUNT=999999",
    WhyLeft::OtherRule,
    "FREQ=SECONDLY;COUNT=999999"
)]
#[case::daily_for_centuries(
    "DTSTART:20261124T100000\nRRULE:FREQ=DAILY;UNTIL=99991231",
    WhyLeft::TooOften,
    "FREQ=DAILY;UNTIL=99991231"
)]
#[case::other_days_too(
    "DTSTART:20261124T100000\nRDATE:20261126T100000",
    WhyLeft::OtherRule,
    ""
)]
#[case::called_off("DTSTART:20261124T100000\nSTATUS:CANCELLED", WhyLeft::CalledOff, "")]
fn what_is_left_alone_says_why(#[case] lines: &str, #[case] why: WhyLeft, #[case] detail: &str) {
    let read = event(lines);
    assert_eq!(read.times, []);
    assert_eq!(read.left.len(), 1);
    assert_eq!(
        (read.left[0].why, read.left[0].detail.as_str()),
        (why, detail)
    );
    assert_eq!(read.left[0].title, "Team");
}

#[test]
fn a_meeting_that_goes_on_for_ever_comes_in_for_half_a_year_and_says_so() {
    let read = event(
        "DTSTART;TZID=Europe/London:20110301T093000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=TU\nEXDATE;TZID=Europe/London:20261222T093000",
    );
    assert_eq!(read.left, []);
    assert_eq!(read.endless, 1);
    let days: Vec<String> = read.times.iter().map(|time| time.on.to_string()).collect();
    // From today on, the one before Christmas left out.
    assert_eq!(days.first().map(String::as_str), Some("2026-11-24"));
    assert_eq!(days.last().map(String::as_str), Some("2027-05-18"));
    assert_eq!(days.len(), 25, "{days:?}");
    assert!(!days.contains(&"2026-12-22".to_owned()));
    // Known by its day, so that bringing the file in again later adds what is new and nothing twice.
    assert_eq!(read.times[0].source_id, "1@example.org/20261124");
}

#[test]
fn a_weekly_meeting_with_one_left_out_and_one_moved() {
    let read = calendar(
        "BEGIN:VEVENT\nUID:w\nSUMMARY:Practice meeting\nDTSTART;TZID=Europe/London:20261020T090000\nDURATION:PT1H\n\
         RRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;TZID=Europe/London:20261027T090000\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:w\nSUMMARY:Practice meeting, in the hall\nDTSTART;TZID=Europe/London:20261104T140000\nDURATION:PT1H\n\
         RECURRENCE-ID;TZID=Europe/London:20261103T090000\nEND:VEVENT",
    );
    assert_eq!(
        told(&read),
        [
            "2026-10-20 09:00 60",
            "2026-11-04 14:00 60",
            "2026-11-10 09:00 60"
        ],
        "it stays at nine when the clocks go back"
    );
    assert_eq!(read.times[1].source_id, "w/20261103");
    assert_eq!(read.times[1].title, "Practice meeting, in the hall");
}

#[test]
fn the_end_of_a_rule_in_universal_time_is_a_moment_and_not_a_day() {
    let read = event(
        "DTSTART;TZID=Europe/London:20261124T100000\nRRULE:FREQ=WEEKLY;UNTIL=20261208T000000Z",
    );
    assert_eq!(told(&read), ["2026-11-24 10:00", "2026-12-01 10:00"]);
}

#[test]
fn words_are_unfolded_their_escapes_undone_and_reminders_are_no_part_of_them() {
    let read = calendar(
        "BEGIN:VEVENT\nUID:f\nSUMMARY;LANGUAGE=en:Coffee\\, tea\\; and\n  a talk\nLOCATION:Hall\\nMill Lane\n\
         DESCRIPTION:Bring \\\\ the keys\nCLASS:PRIVATE\nDTSTART:20261124T100000\n\
         BEGIN:VALARM\nSUMMARY:Ring\nDESCRIPTION:Reminder\nTRIGGER:-PT15M\nEND:VALARM\nEND:VEVENT",
    );
    let time = &read.times[0];
    assert_eq!(time.title, "Coffee, tea; and a talk");
    assert_eq!(time.place, "Hall\nMill Lane");
    assert_eq!(time.note, "Bring \\ the keys");
    assert!(time.private);
}

#[rstest]
#[case::nothing("")]
#[case::a_letter("Dear Amira,\nsee you on Tuesday: ten o'clock")]
#[case::half_a_file("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Half")]
#[case::crossed("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\nEND:VEVENT")]
#[case::a_card("BEGIN:VCARD\nFN:Joan\nEND:VCARD")]
fn what_is_no_calendar_is_refused(#[case] text: &str) {
    assert_eq!(
        read_calendar(text.as_bytes(), today()),
        Err(CalendarError::NotACalendar)
    );
}

#[test]
fn a_file_made_to_fill_the_diary_is_bounded() {
    let many = "BEGIN:VEVENT\nDTSTART:20261124T100000\nRRULE:FREQ=DAILY;COUNT=520\nSUMMARY:x\nUID:@\nEND:VEVENT\n";
    let events: String = (0..100)
        .map(|n| many.replace('@', &n.to_string()))
        .collect();
    let read = calendar(&events);
    assert_eq!(read.times.len(), 10_000);
    assert!(read.left.iter().all(|left| left.why == WhyLeft::TooMany));
    let deep = "BEGIN:VCALENDAR\n".repeat(100_000);
    assert_eq!(
        read_calendar(deep.as_bytes(), today()),
        Err(CalendarError::NotACalendar)
    );
    let large = vec![b'a'; 6 * 1024 * 1024];
    assert_eq!(read_calendar(&large, today()), Err(CalendarError::TooLarge));
    let words = event(&format!(
        "DTSTART:20261124T100000\nDESCRIPTION:{}",
        "ä".repeat(60_000)
    ));
    assert_eq!(words.times[0].note.chars().count(), 2_000);
}

#[test]
fn lines_are_folded_within_75_bytes_and_no_letter_is_cut() {
    let time = OutTime {
        uid: "a".to_owned(),
        on: "2026-11-24".parse().unwrap(),
        title: "Tŷ Hapus, café; ".repeat(15),
        ..OutTime::default()
    };
    let text = write_calendar(std::slice::from_ref(&time), "20261124T090000Z");
    assert!(text.lines().all(|line| line.len() <= 75));
    assert_eq!(
        read_calendar(text.as_bytes(), today()).unwrap().times[0].title,
        time.title.trim()
    );
}

proptest! {
    #[test]
    fn what_is_written_is_read_the_same(
        title in "[^\\p{C}]{1,80}", place in "[ -~]{0,80}", day in 0_i64..60_000, minute in 0_u32..1440, minutes in 1_i64..600,
    ) {
        let on = chrono::NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + chrono::TimeDelta::days(day);
        let at = NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).unwrap();
        let minutes = minutes.min(i64::from(1440 - minute));
        let time = OutTime { uid: "u@alongside".to_owned(), on, at: Some(at), minutes, title: title.clone(), place: place.clone(), called_off: false };
        let read = read_calendar(write_calendar(&[time], "20261124T090000Z").as_bytes(), today()).unwrap();
        prop_assert_eq!(&read.left, &[]);
        let back = &read.times[0];
        prop_assert_eq!(back.on, on);
        prop_assert_eq!(back.at.unwrap().0, at);
        prop_assert_eq!(back.minutes, Some(minutes));
        prop_assert_eq!(&back.title, title.trim());
        prop_assert_eq!(&back.place, place.trim());
    }
}
