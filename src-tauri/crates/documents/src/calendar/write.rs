//! A diary, out. Whoever calls this has decided what may be said: calendars leak, and nothing here knows a name.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use std::fmt::Write as _;

/// A time to write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutTime {
    /// Its id, for ever the same.
    pub uid: String,
    /// On which day.
    pub on: NaiveDate,
    /// At what time; nothing for a whole day.
    pub at: Option<NaiveTime>,
    /// How long, in minutes.
    pub minutes: i64,
    /// What it says.
    pub title: String,
    /// Where; empty for nowhere.
    pub place: String,
    /// Called off.
    pub called_off: bool,
}

/// The clock of this country, as a calendar that has never heard of it must be told.
const LONDON: &str = "BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\nBEGIN:DAYLIGHT\r\nTZNAME:BST\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\n\
DTSTART:19960331T010000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\nBEGIN:STANDARD\r\nTZNAME:GMT\r\nTZOFFSETFROM:+0100\r\n\
TZOFFSETTO:+0000\r\nDTSTART:19961027T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

/// Writes a calendar file. `made` is now, in universal time: `20261124T090000Z`.
#[must_use]
pub fn write_calendar(times: &[OutTime], made: &str) -> String {
    let mut out = String::from(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Alongside//Diary//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n",
    );
    out.push_str(LONDON);
    for time in times {
        out.push_str("BEGIN:VEVENT\r\n");
        line(&mut out, "UID", &escaped(&time.uid));
        line(&mut out, "DTSTAMP", made);
        match time.at {
            Some(at) => {
                let start = time.on.and_time(at);
                let end = start + TimeDelta::minutes(time.minutes.clamp(1, 24 * 60));
                let stamp = |at: chrono::NaiveDateTime| at.format("%Y%m%dT%H%M%S").to_string();
                line(&mut out, "DTSTART;TZID=Europe/London", &stamp(start));
                line(&mut out, "DTEND;TZID=Europe/London", &stamp(end));
            }
            None => line(
                &mut out,
                "DTSTART;VALUE=DATE",
                &time.on.format("%Y%m%d").to_string(),
            ),
        }
        line(&mut out, "SUMMARY", &escaped(&time.title));
        if !time.place.trim().is_empty() {
            line(&mut out, "LOCATION", &escaped(&time.place));
        }
        if time.called_off {
            line(&mut out, "STATUS", "CANCELLED");
        }
        out.push_str("END:VEVENT\r\n");
    }
    out.push_str("END:VCALENDAR\r\n");
    out
}

/// Text as the standard writes it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A line, folded before the 75th byte, never within a character.
fn line(out: &mut String, name: &str, value: &str) {
    let mut long = String::new();
    // Writing into a string does not fail.
    let _ = write!(long, "{name}:{value}");
    let mut width = 0;
    for c in long.chars() {
        if width + c.len_utf8() > 74 {
            out.push_str("\r\n ");
            width = 1;
        }
        width += c.len_utf8();
        out.push(c);
    }
    out.push_str("\r\n");
}
