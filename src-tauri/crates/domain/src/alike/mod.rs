//! Whether two records may be of the same person: by name as written, said and shortened, date of birth, number, postcode, telephone.
//!
//! It gives reasons, never a verdict: who looks at the two decides. Pure and allocation-light, because it is asked of everybody
//! while a name is being typed.

pub mod service;
mod short;
pub mod twice;

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};
use short::lists_of;
use ts_rs::TS;

/// Why two records are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// The same NHS number.
    NhsNumber,
    /// The same name.
    SameName,
    /// A short form of the name: Bill, William.
    ShortName,
    /// A name that sounds the same: Catherine, Kathryn.
    SoundsAlike,
    /// A name that is spelt almost the same.
    SpeltAlike,
    /// Born on the same day.
    Born,
    /// Born on almost the same day: day and month the other way round, one figure wrong.
    BornNearly,
    /// The same telephone.
    Phone,
    /// The same postcode.
    Postcode,
}

/// What is known of somebody, made ready for comparing.
#[derive(Clone, Debug, Default)]
pub struct Traits {
    names: Vec<String>,
    sounds: Vec<String>,
    /// Which letters each name has.
    letters: Vec<u32>,
    born: Option<NaiveDate>,
    nhs_number: String,
    postcode: String,
    phones: Vec<String>,
    is_typing: bool,
}

/// Words that are how people are addressed, and no names.
const TITLES: [&str; 9] = ["mr", "mrs", "miss", "ms", "mx", "dr", "rev", "sir", "lady"];

impl Traits {
    /// From names in any number of pieces.
    #[must_use]
    pub fn named<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut traits = Self::default();
        for name in names {
            for word in name.split(|c: char| !(c.is_alphanumeric() || is_joiner(c))) {
                let word = folded(word);
                let is_new = !word.is_empty() && !TITLES.contains(&word.as_str());
                if is_new && !traits.names.contains(&word) {
                    traits.names.push(word);
                }
            }
        }
        traits.sounds = traits.names.iter().map(|name| sound(name)).collect();
        traits.letters = traits.names.iter().map(|name| letters(name)).collect();
        traits
    }

    /// The last word is still being typed.
    #[must_use]
    pub fn typing(mut self) -> Self {
        self.is_typing = true;
        self
    }

    /// Born on this day.
    #[must_use]
    pub fn born(mut self, on: Option<NaiveDate>) -> Self {
        self.born = on;
        self
    }

    /// With this NHS number.
    #[must_use]
    pub fn nhs_number(mut self, number: &str) -> Self {
        self.nhs_number = number.chars().filter(char::is_ascii_digit).collect();
        self
    }

    /// Living at this postcode.
    #[must_use]
    pub fn postcode(mut self, postcode: &str) -> Self {
        self.postcode = postcode
            .chars()
            .filter(|c| !c.is_whitespace())
            .flat_map(char::to_uppercase)
            .collect();
        self
    }

    /// With these telephone numbers.
    #[must_use]
    pub fn phones<'n>(mut self, numbers: impl IntoIterator<Item = &'n str>) -> Self {
        self.phones = numbers
            .into_iter()
            .map(phone_key)
            .filter(|key| !key.is_empty())
            .collect();
        self
    }

    /// Whether there is anything to compare by.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        let longest = self.names.iter().map(|name| name.chars().count()).max();
        longest.unwrap_or(0) < 2 && self.nhs_number.is_empty() && self.phones.is_empty()
    }
}

/// The last nine figures of a telephone number, by which 07700 900123 and +44 7700 900123 are one; empty for what is no number.
#[must_use]
pub fn phone_key(number: &str) -> String {
    let figures: Vec<char> = number.chars().filter(char::is_ascii_digit).collect();
    let from = figures.len().saturating_sub(9);
    if figures.len() < 9 {
        return String::new();
    }
    figures.into_iter().skip(from).collect()
}

/// Why two records may be of one person, weightiest first, and how much that weighs for ordering a list. Nothing if they are not alike.
#[must_use]
pub fn alike(wanted: &Traits, known: &Traits) -> Option<(Vec<Likeness>, u32)> {
    let mut because = Vec::new();
    let same_number = !wanted.nhs_number.is_empty() && wanted.nhs_number == known.nhs_number;
    let other_number =
        !wanted.nhs_number.is_empty() && !known.nhs_number.is_empty() && !same_number;
    if same_number {
        because.push(Likeness::NhsNumber);
    }
    let (matched, how) = names(wanted, known);
    let asked = wanted.names.len();
    let is_whole_name = asked > 0 && matched == asked;
    let two = matched >= 2 || (is_whole_name && known.names.len() == 1);
    because.extend(how);
    let born = match (wanted.born, known.born) {
        (Some(one), Some(other)) if one == other => Some(Likeness::Born),
        (Some(one), Some(other)) if is_slip(one, other) => Some(Likeness::BornNearly),
        _ => None,
    };
    let born_otherwise = born.is_none() && wanted.born.is_some() && known.born.is_some();
    because.extend(born);
    let same_phone = wanted
        .phones
        .iter()
        .any(|phone| known.phones.contains(phone));
    if same_phone {
        because.push(Likeness::Phone);
    }
    let same_postcode = !wanted.postcode.is_empty() && wanted.postcode == known.postcode;
    if same_postcode {
        because.push(Likeness::Postcode);
    }
    because.sort_unstable();
    because.dedup();
    let named = u32::try_from(matched)
        .unwrap_or(u32::MAX)
        .saturating_mul(10)
        + if how == Some(Likeness::SameName) {
            6
        } else {
            0
        };
    // Another number or another birthday is another person, unless the name is whole and the same: then it is worth a look.
    let is_other = (other_number || born_otherwise) && !(two && how == Some(Likeness::SameName));
    let is_alike = same_number
        || (!is_other
            && (two
                || (is_whole_name && asked == 1)
                || (matched >= 1
                    && (born == Some(Likeness::Born) || same_phone || same_postcode))));
    let weight = named
        + if same_number { 100 } else { 0 }
        + match born {
            Some(Likeness::Born) => 40,
            Some(_) => 25,
            None => 0,
        }
        + if same_phone { 30 } else { 0 }
        + if same_postcode { 15 } else { 0 };
    let weight = if other_number || born_otherwise {
        weight / 3
    } else {
        weight
    };
    is_alike.then_some((because, weight))
}

/// How many of the names typed are names of the other, each used once, and the weakest way in which they are.
fn names(wanted: &Traits, known: &Traits) -> (usize, Option<Likeness>) {
    // A bit for each name that is taken; nobody has sixty.
    let mut taken: u64 = 0;
    let bit = |place: usize| {
        u32::try_from(place)
            .ok()
            .and_then(|place| 1_u64.checked_shl(place))
            .unwrap_or(0)
    };
    let mut matched = 0;
    let mut weakest = None;
    let last = wanted.names.len().saturating_sub(1);
    for (at, name) in wanted.names.iter().enumerate() {
        let said = wanted.sounds.get(at).map_or("", String::as_str);
        let own = wanted.letters.get(at).copied().unwrap_or(u32::MAX);
        let short = lists_of(name);
        // A letter or two begin too many names, unless another name goes before them.
        let is_begun = wanted.is_typing && at == last && (at > 0 || name.len() >= 3);
        let best = known
            .names
            .iter()
            .enumerate()
            .filter(|(place, _)| taken & bit(*place) == 0)
            .filter_map(|(place, other)| {
                let theirs = known.letters.get(place).copied().unwrap_or(u32::MAX);
                let sounds = known.sounds.get(place).map_or("", String::as_str);
                let apart = (own ^ theirs).count_ones();
                like((name, said), (other, sounds), short, apart, is_begun).map(|how| (how, place))
            })
            .min();
        if let Some((how, place)) = best {
            matched += 1;
            weakest = weakest.max(Some(how));
            taken |= bit(place);
        }
    }
    (matched, weakest)
}

/// How a name (with its sound) is another. `short`: the lists it stands in. `apart`: letters that only one of the two has.
fn like(
    (name, said): (&str, &str),
    (other, sounds): (&str, &str),
    short: &[&[&str]],
    apart: u32,
    is_begun: bool,
) -> Option<Likeness> {
    if name == other || (is_begun && other.starts_with(name)) {
        return Some(Likeness::SameName);
    }
    if short.iter().any(|list| list.contains(&other)) {
        return Some(Likeness::ShortName);
    }
    if said.len() >= 2 && said == sounds {
        return Some(Likeness::SoundsAlike);
    }
    // A slip changes two letters at most; most names are out by this alone.
    if apart > 4 || name.len().abs_diff(other.len()) > 4 {
        return None;
    }
    let allowed: usize = match name.chars().count().min(other.chars().count()) {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    (allowed > 0
        && apart as usize <= 2 * allowed
        && name.len().abs_diff(other.len()) <= 2 * allowed
        && within(name, other, allowed))
    .then_some(Likeness::SpeltAlike)
}

/// Which letters a name has, as bits; whatever is none of a to z shares one.
fn letters(name: &str) -> u32 {
    name.chars().fold(0, |seen, c| {
        let place = match c {
            'a'..='z' => u32::from(c) - u32::from('a'),
            _ => 26,
        };
        seen | 1 << place
    })
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02BC}' | '\u{300}'..='\u{36F}')
}

/// Lower case, without accents and apostrophes.
fn folded(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => plain.push('a'),
            'ç' | 'ć' | 'č' => plain.push('c'),
            'ď' | 'đ' => plain.push('d'),
            'è'..='ë' | 'ē' | 'ę' | 'ě' => plain.push('e'),
            'ğ' => plain.push('g'),
            'ì'..='ï' | 'ī' | 'ı' => plain.push('i'),
            'ł' => plain.push('l'),
            'ñ' | 'ń' | 'ň' => plain.push('n'),
            'ò'..='ö' | 'ø' | 'ő' => plain.push('o'),
            'ř' => plain.push('r'),
            'ś' | 'š' | 'ş' | 'ș' => plain.push('s'),
            'ß' => plain.push_str("ss"),
            'ţ' | 'ț' | 'ť' => plain.push('t'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => plain.push('u'),
            'ŵ' => plain.push('w'),
            'ý' | 'ÿ' | 'ŷ' => plain.push('y'),
            'ź' | 'ż' | 'ž' => plain.push('z'),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            c if is_joiner(c) => {}
            c => plain.push(c),
        }
    }
    plain
}

/// How a name sounds, roughly: its consonants as English says them, and its first vowel if it begins with one.
fn sound(name: &str) -> String {
    // Names are folded to plain letters: nearly every one is read where it stands.
    let wide: Vec<char> = if name.is_ascii() {
        Vec::new()
    } else {
        name.chars().collect()
    };
    let plain = name.as_bytes();
    let long = if name.is_ascii() {
        plain.len()
    } else {
        wide.len()
    };
    let at = |place: usize| {
        let here = if wide.is_empty() {
            plain.get(place).map(|byte| char::from(*byte))
        } else {
            wide.get(place).copied()
        };
        here.unwrap_or(' ')
    };
    let mut key = String::with_capacity(long);
    let mut place = 0;
    while place < long {
        let (one, two) = (at(place), at(place + 1));
        let is_first = place == 0;
        let mut step = 1;
        let heard = match (one, two) {
            ('k', 'n') | ('g', 'n') | ('p', 'n') if is_first => None,
            ('w', 'r') if is_first => None,
            ('m', 'a') if is_first && at(2) == 'c' => {
                step = 2;
                Some('m')
            }
            ('p', 'h') => {
                step = 2;
                Some('f')
            }
            ('s', 'h') | ('s', 'z') => {
                step = 2;
                Some('x')
            }
            ('c', 'h') => {
                step = 2;
                Some('c')
            }
            ('t', 'h') => {
                step = 2;
                Some('t')
            }
            ('g', 'h') => {
                step = 2;
                is_first.then_some('g')
            }
            ('c', 'k') => {
                step = 2;
                Some('k')
            }
            ('c', 'e' | 'i' | 'y') => Some('s'),
            ('c' | 'q', _) => Some('k'),
            ('x', _) => Some('k'),
            ('z', _) => Some('s'),
            ('v', _) => Some('f'),
            ('a' | 'e' | 'i' | 'o' | 'u', _) => is_first.then_some('a'),
            ('h' | 'w' | 'y', _) => is_first.then_some(one),
            _ => Some(one),
        };
        let is_doubled = place > 0 && at(place - 1) == one;
        if let Some(heard) = heard
            && !is_doubled
        {
            key.push(heard);
        }
        place += step;
    }
    key
}

/// Whether two words are at most so many slips of the finger apart: a letter more, less, other, or two exchanged.
fn within(one: &str, other: &str, allowed: usize) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > allowed {
        return false;
    }
    let width = other.len() + 1;
    let mut before: Vec<usize> = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    for (row, a) in one.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, b) in other.iter().enumerate() {
            let get =
                |line: &[usize], place: usize| line.get(place).copied().unwrap_or(usize::MAX / 2);
            let mut least = (get(&last, column) + usize::from(a != b))
                .min(get(&last, column + 1) + 1)
                .min(get(&next, column) + 1);
            let exchanged = row > 0
                && column > 0
                && one.get(row - 1) == Some(b)
                && other.get(column - 1) == Some(a);
            if exchanged {
                least = least.min(get(&before, column - 1) + 1);
            }
            next.push(least);
        }
        if next.iter().min().is_none_or(|least| *least > allowed) {
            return false;
        }
        before = std::mem::replace(&mut last, next);
    }
    last.last().is_some_and(|slips| *slips <= allowed)
}

/// Whether one date may be the other, mistyped: day and month exchanged, or one of the three parts wrong in one figure.
fn is_slip(one: NaiveDate, other: NaiveDate) -> bool {
    if one.year() == other.year() && one.day() == other.month() && one.month() == other.day() {
        return true;
    }
    let [one, other] = [one, other].map(|date| date.format("%Y%m%d").to_string());
    one.chars()
        .zip(other.chars())
        .filter(|(a, b)| a != b)
        .count()
        == 1
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn why(one: &Traits, other: &Traits) -> Vec<Likeness> {
        alike(one, other)
            .map(|(because, _)| because)
            .unwrap_or_default()
    }

    fn day(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    #[test]
    fn the_same_person_is_seen_through_the_ways_people_write_names() {
        let known = |name| Traits::named([name]);
        for (one, other, how) in [
            ("Joan Okafor", "joan OKAFOR", Likeness::SameName),
            ("Mrs Joan Okafor", "Joan Okafor", Likeness::SameName),
            ("Bill Pryce", "William Pryce", Likeness::ShortName),
            ("Kathryn Bevan", "Catheryn Bevan", Likeness::SoundsAlike),
            ("Stephen Moor", "Steven Moore", Likeness::SoundsAlike),
            ("Emeka Okador", "Emeka Okafor", Likeness::SpeltAlike),
            ("Siân O’Brien", "Sian OBrien", Likeness::SameName),
        ] {
            assert!(
                why(&known(one), &known(other)).contains(&how),
                "{one} / {other}"
            );
        }
        for (one, other) in [
            ("Joan Okafor", "John Bevan"),
            ("Joan Okafor", "Peter Okafor"),
            ("Li Wu", "Lo Wa"),
            ("Ann Lee", "Ian Lea"),
        ] {
            assert!(
                why(&known(one), &known(other)).is_empty(),
                "{one} / {other}"
            );
        }
    }

    #[test]
    fn numbers_and_days_weigh_more_than_names_and_other_ones_speak_against() {
        let joan = Traits::named(["Joan", "Okafor"])
            .born(day("1946-03-11"))
            .nhs_number("943 476 5919");
        let married = Traits::named(["Joan", "Smith"]).nhs_number("9434765919");
        assert_eq!(
            why(&joan, &married),
            [Likeness::NhsNumber, Likeness::SameName]
        );
        let swapped = Traits::named(["Joan", "Okafor"]).born(day("1946-11-03"));
        assert!(why(&joan, &swapped).contains(&Likeness::BornNearly));
        // A neighbour of almost the same name and another birthday is somebody else.
        let other = Traits::named(["Joanne", "Okafor"]).born(day("1988-07-01"));
        assert!(why(&joan, &other).is_empty());
        // The same name and another birthday is worth a look, and comes last.
        let father = Traits::named(["Joan", "Okafor"]).born(day("1920-01-09"));
        let (_, weight) = alike(&joan, &father).unwrap();
        assert!(weight < alike(&joan, &swapped).unwrap().1);
    }

    #[test]
    fn telephone_and_postcode_help_where_a_name_fits() {
        let joan = Traits::named(["Joan Okafor"])
            .phones(["07700 900123"])
            .postcode("sy10 1aa");
        let known = Traits::named(["Joan Bright"])
            .phones(["+44 7700 900123"])
            .postcode("SY101AA");
        assert_eq!(
            why(&joan, &known),
            [Likeness::SameName, Likeness::Phone, Likeness::Postcode]
        );
        // A household shares a telephone: by itself it says nothing.
        let son = Traits::named(["Peter Bright"])
            .phones(["07700 900123"])
            .postcode("SY10 1AA");
        assert!(why(&joan, &son).is_empty());
        assert_eq!(phone_key("none"), "");
    }

    #[test]
    fn a_name_being_typed_finds_whom_it_may_become() {
        let typed = |text| Traits::named([text]).typing();
        let joan = Traits::named(["Joan", "Okafor"]);
        assert!(why(&typed("oka"), &joan).contains(&Likeness::SameName));
        assert!(why(&typed("Joan Oka"), &joan).contains(&Likeness::SameName));
        assert!(why(&typed("jo"), &joan).is_empty());
        assert!(typed("j").is_blank());
    }

    #[test]
    fn anything_at_all_may_be_typed() {
        for text in ["", "'", "🙂🙂", "عائشة", "a\u{301}", "ß", "--", "ccccccc"] {
            let traits = Traits::named([text])
                .typing()
                .postcode(text)
                .phones([text])
                .nhs_number(text);
            assert!(
                alike(&traits, &traits).is_none_or(|(because, _)| !because.is_empty()),
                "{text}"
            );
        }
    }
}
