//! Numbers that identify people: the NHS number (England, Wales, Isle of Man), the CHI number (Scotland) and the Health and
//! Care number (Northern Ireland). They look alike and are kept apart: one forced through another's field is a wrong record.
//!
//! Rule (NHS Data Dictionary, NHS NUMBER): ten digits; weights 10 to 2 on the first nine; check digit = 11 - (sum mod 11);
//! 11 becomes 0; 10 is never issued. All three share the arithmetic; their ranges differ.

use crate::value::{Field, Rule, Value};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The ten digits of what was typed, spaces and dashes forgiven.
fn ten_digits(text: &str) -> Option<[u8; 10]> {
    let digits: Vec<u8> = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2015}'))
        .map(|c| c.to_digit(10).and_then(|d| u8::try_from(d).ok()))
        .collect::<Option<_>>()?;
    digits.try_into().ok()
}

/// Whether the last digit is the modulus 11 check of the others.
fn check_digit_right(digits: [u8; 10]) -> bool {
    let [first @ .., last] = digits;
    let sum: u32 = first
        .iter()
        .zip((2..=10).rev())
        .map(|(digit, weight)| u32::from(*digit) * weight)
        .sum();
    match 11 - sum % 11 {
        11 => last == 0,
        10 => false,
        check => u32::from(last) == check,
    }
}

fn text_of(digits: [u8; 10]) -> String {
    digits.iter().map(|d| char::from(b'0' + d)).collect()
}

fn leading(digits: [u8; 10], count: usize) -> u32 {
    digits
        .iter()
        .take(count)
        .fold(0, |number, digit| number * 10 + u32::from(*digit))
}

macro_rules! number {
    ($(#[$doc:meta])* $name:ident, $rule:expr, |$digits:ident| $range:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(try_from = "String", into = "String")]
        #[ts(type = "string")]
        pub struct $name(String);

        impl $name {
            /// Reads what was typed; spaces and dashes are forgiven.
            ///
            /// # Errors
            /// The rule of this kind of number.
            pub fn parse(text: &str) -> Result<Self, Rule> {
                ten_digits(text)
                    .filter(|digits| check_digit_right(*digits))
                    .filter(|$digits| $range)
                    .map(|digits| Self(text_of(digits)))
                    .ok_or($rule)
            }

            /// Ten digits without spaces.
            #[must_use]
            pub fn as_str(&self) -> &str { &self.0 }

            /// As people read it: `943 476 5919`.
            #[must_use]
            pub fn spaced(&self) -> String {
                self.0.chars().enumerate().fold(String::with_capacity(12), |mut text, (at, digit)| {
                    if at == 3 || at == 6 { text.push(' '); }
                    text.push(digit);
                    text
                })
            }
        }

        impl TryFrom<String> for $name {
            type Error = Rule;
            fn try_from(text: String) -> Result<Self, Rule> { Self::parse(&text) }
        }

        impl From<$name> for String {
            fn from(number: $name) -> Self { number.0 }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(stringify!($name)) }
        }

        crate::value::optional_field!($name, "TEXT", $rule,
            |number| Value::Text(number.0.clone()),
            |value| match value { Value::Text(text) => $name::parse(&text).ok(), _ => None });
    };
}

number!(
    /// An NHS number. Checked when typed; typed by hand it is "present but not traced" (status 02), never verified.
    NhsNumber, Rule::NotAnNhsNumber, |digits| digits.first().is_some_and(|first| *first != 0)
);
number!(
    /// A Community Health Index number: its first six digits are a date of birth, day first.
    ChiNumber, Rule::NotAChiNumber, |digits| {
        let day = leading(*digits, 2);
        let month = leading(*digits, 4) % 100;
        (1..=31).contains(&day) && (1..=12).contains(&month)
    }
);
number!(
    /// A Health and Care number: 320 000 0010 to 399 999 9999.
    HcNumber, Rule::NotAnHcNumber, |digits| (320..=399).contains(&leading(*digits, 3))
);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("943 476 5919")]
    #[case("943-476-5919")]
    #[case("9434765919")]
    #[case("999 000 0018")]
    fn an_nhs_number_is_read_however_it_is_spaced(#[case] typed: &str) {
        let number = NhsNumber::parse(typed).unwrap();
        assert_eq!(number.as_str().len(), 10);
        assert_eq!(NhsNumber::parse(&number.spaced()).unwrap(), number);
    }

    #[rstest]
    #[case("943 476 5918", "wrong check digit")]
    #[case("943 476 591", "a digit short")]
    #[case("943 476 59190", "a digit long")]
    #[case("943 476 591X", "a letter")]
    #[case("", "nothing")]
    #[case("٩٤٣٤٧٦٥٩١٩", "digits of another script")]
    fn a_wrong_nhs_number_is_refused(#[case] typed: &str, #[case] why: &str) {
        assert_eq!(NhsNumber::parse(typed), Err(Rule::NotAnNhsNumber), "{why}");
    }

    #[test]
    fn every_single_digit_slip_is_caught() {
        let right = "9434765919";
        for at in 0..10 {
            for digit in '0'..='9' {
                let typed: String = right
                    .chars()
                    .enumerate()
                    .map(|(n, c)| if n == at { digit } else { c })
                    .collect();
                assert_eq!(NhsNumber::parse(&typed).is_ok(), typed == right, "{typed}");
            }
        }
    }

    #[test]
    fn chi_and_health_and_care_numbers_are_kept_apart() {
        // 010101 and a sequence with a right check digit.
        let chi = (0..10_000)
            .map(|n| format!("010101{n:04}"))
            .find(|text| ChiNumber::parse(text).is_ok())
            .unwrap();
        assert_eq!(HcNumber::parse(&chi), Err(Rule::NotAnHcNumber));
        let hc = (0..10_000)
            .map(|n| format!("320000{n:04}"))
            .find(|text| HcNumber::parse(text).is_ok())
            .unwrap();
        assert_eq!(ChiNumber::parse(&hc), Err(Rule::NotAChiNumber));
    }
}
