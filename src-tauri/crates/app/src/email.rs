//! An e-mail that is ready, as the one address (`mailto:`, RFC 6068) that the person's own program opens. It is never sent from here.
//!
//! What a list of services says may be anything, and other programs read this address. So there is one recipient or none, two fields and
//! no other, every character that could end or begin something is written as its number, and it stays under the length that every
//! system passes on.

use crate::api::error::{AppError, ErrorCode};
use alongside_domain::value::Rule;
use std::fmt::Write as _;

/// What Windows passes on to another program is 2,048 characters, its own part included.
const LONGEST: usize = 1_900;

/// An e-mail that is ready.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// To an address of [`address`], or to nobody yet.
    ///
    /// # Errors
    /// [`ErrorCode::BadValue`] when it is longer than other programs take.
    pub(crate) fn new(to: Option<&str>, subject: &str, text: &str) -> Result<Self, AppError> {
        let mut whole = "mailto:".to_owned();
        encode(&mut whole, to.and_then(address).unwrap_or_default());
        whole.push_str("?subject=");
        // A line break in a subject would begin another field of the message.
        let line: Vec<&str> = subject.split(char::is_control).collect();
        encode(&mut whole, line.join(" ").trim());
        whole.push_str("&body=");
        for (at, line) in text.lines().enumerate() {
            if at > 0 {
                whole.push_str("%0D%0A");
            }
            encode(&mut whole, &line.replace(char::is_control, " "));
        }
        if whole.len() > LONGEST {
            return Err(AppError {
                field: Some("text".to_owned()),
                rule: Some(Rule::TooLong),
                ..AppError::new(ErrorCode::BadValue)
            });
        }
        Ok(Self(whole))
    }

    /// The `mailto:` address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An e-mail address that is one and nothing besides.
pub(crate) fn address(said: &str) -> Option<&str> {
    let said = said.trim();
    let (name, host) = said.split_once('@')?;
    let named = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '+' | '-' | '\''));
    let hosted = host.split('.').count() > 1
        && host.split('.').all(|label| {
            !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        });
    (named && hosted && said.len() <= 254).then_some(said)
}

/// Everything but letters, digits and what RFC 3986 reserves for nothing is written as its bytes; the `@` of an address stays.
fn encode(whole: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'@') {
            whole.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(whole, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use rstest::rstest;

    #[test]
    fn a_ready_email_holds_its_lines_and_letters() {
        let email = Email::new(
            Some("lists@council.example"),
            "Corrections: Siân's café & more",
            "Phone\n  now: 01632 960100\r\n\n£2",
        )
        .unwrap();
        assert_eq!(
            email.as_str(),
            "mailto:lists@council.example?subject=Corrections%3A%20Si%C3%A2n%27s%20caf%C3%A9%20%26%20more\
             &body=Phone%0D%0A%20%20now%3A%2001632%20960100%0D%0A%0D%0A%C2%A32"
        );
    }

    #[rstest]
    #[case("lists@council.example", true)]
    #[case(" o'neill+lists@social-care.council.example ", true)]
    #[case("", false)]
    #[case("lists", false)]
    #[case("lists@localhost", false)]
    #[case("a@b.example,c@d.example", false)]
    #[case("a@b.example?bcc=everyone@c.example", false)]
    #[case("a@b.example&attach=/etc/passwd", false)]
    #[case("a@b.example\r\nBcc: c@d.example", false)]
    #[case("a%0d%0aBcc@b.example", false)]
    #[case("Lists <lists@council.example>", false)]
    #[case("a@b@c.example", false)]
    #[case("--help@b..example", false)]
    fn one_address_is_opened_and_nothing_that_hides_in_one(#[case] said: &str, #[case] one: bool) {
        assert_eq!(address(said).is_some(), one, "{said}");
        let email = Email::new(Some(said), "s", "t").unwrap();
        let to = address(said)
            .unwrap_or_default()
            .replace('+', "%2B")
            .replace('\'', "%27");
        assert_eq!(email.as_str(), format!("mailto:{to}?subject=s&body=t"));
    }

    #[test]
    fn nothing_in_subject_or_text_begins_a_field_of_its_own() {
        let evil = "x\r\nBcc: a@b.example&cc=c@d.example?to=e#f\u{0}%0d%0aTo: g";
        let email = Email::new(Some("a@b.example"), evil, evil).unwrap();
        let (_, fields) = email.as_str().split_once('?').unwrap();
        let names: Vec<&str> = fields
            .split('&')
            .filter_map(|one| one.split('=').next())
            .collect();
        assert_eq!(names, ["subject", "body"]);
        let (subject, _) = fields.split_once('&').unwrap();
        assert!(
            !subject.contains("%0D") && !subject.contains("%0A"),
            "{subject}"
        );
        assert!(email.as_str().chars().all(|c| c.is_ascii_graphic()));
    }

    #[test]
    fn what_is_longer_than_other_programs_take_is_refused() {
        let error = Email::new(None, "s", &"a ".repeat(LONGEST)).unwrap_err();
        assert_eq!(
            (error.code, error.rule),
            (ErrorCode::BadValue, Some(Rule::TooLong))
        );
    }
}
