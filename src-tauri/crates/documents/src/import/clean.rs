//! Values as people typed them into somebody else's system, made plain: markup out, characters mended, numbers, dates and times
//! read in the ways they are written here.

use alongside_domain::value::Text;
use chrono::NaiveDate;
use encoding_rs::WINDOWS_1252;

/// Text without markup, control characters and stray white space. Line breaks stay.
pub(crate) fn plain(text: &str) -> String {
    let mut text = std::borrow::Cow::Borrowed(text);
    if text.contains('<') {
        text = without_tags(&text).into();
    }
    if text.contains('&') {
        text = without_entities(&text).into();
    }
    let mut lines: Vec<String> = Vec::new();
    for line in text.replace("\r\n", "\n").replace('\r', "\n").split('\n') {
        let line: String = line
            .chars()
            .filter(|c| !c.is_control() || *c == '\t')
            .collect();
        let line = line.trim();
        // Markup leaves runs of empty lines; one is enough to part paragraphs.
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line.to_owned());
        }
    }
    lines.join("\n").trim().to_owned()
}

/// Elements whose start or end begins a new line.
const BLOCKS: &[&str] = &[
    "p",
    "br",
    "div",
    "li",
    "ul",
    "ol",
    "tr",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "section",
    "article",
    "blockquote",
    "dd",
    "dt",
    "dl",
];
/// Elements that stand within a line.
const INLINE: &[&str] = &[
    "a",
    "b",
    "i",
    "u",
    "s",
    "em",
    "strong",
    "span",
    "font",
    "small",
    "big",
    "sub",
    "sup",
    "img",
    "td",
    "th",
    "tbody",
    "thead",
    "code",
    "pre",
    "abbr",
    "cite",
    "mark",
    "label",
    "iframe",
    "center",
    "html",
    "body",
    "head",
    "title",
    "meta",
    "link",
    "figure",
    "figcaption",
    "button",
    "o:p",
];
/// Elements whose contents are not for reading.
const UNREAD: &[&str] = &["script", "style", "svg", "template"];

/// Takes out HTML tags and nothing else: "ages <5" and "<young people>" stay.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let closing = after.starts_with('/');
        let name: String = after
            .trim_start_matches('/')
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == ':')
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let known = |list: &[&str]| list.contains(&name.as_str());
        let Some((_, behind)) = after
            .split_once('>')
            .filter(|_| known(BLOCKS) || known(INLINE) || known(UNREAD))
        else {
            out.push('<');
            rest = after;
            continue;
        };
        rest = behind;
        if known(UNREAD) && !closing {
            let end = format!("</{name}");
            let lower = rest.to_ascii_lowercase();
            rest = lower
                .find(&end)
                .and_then(|at| rest.get(at..))
                .and_then(|rest| rest.split_once('>'))
                .map_or("", |(_, rest)| rest);
        } else if known(BLOCKS) {
            out.push('\n');
            if name == "p" {
                out.push('\n');
            }
            if name == "li" && !closing {
                out.push_str("- ");
            }
        } else if name == "td" || name == "th" {
            out.push(' ');
        }
    }
    out.push_str(rest);
    out
}

/// Character references, the few that occur, each read once.
fn without_entities(text: &str) -> String {
    const NAMED: &[(&str, &str)] = &[
        ("amp", "&"),
        ("lt", "<"),
        ("gt", ">"),
        ("quot", "\""),
        ("apos", "'"),
        ("nbsp", " "),
        ("pound", "£"),
        ("euro", "€"),
        ("ndash", "–"),
        ("mdash", "—"),
        ("lsquo", "‘"),
        ("rsquo", "’"),
        ("ldquo", "“"),
        ("rdquo", "”"),
        ("hellip", "…"),
        ("bull", "•"),
        ("eacute", "é"),
        ("copy", "©"),
    ];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let read = after.split_once(';').and_then(|(name, behind)| {
            let meant = if let Some(number) = name.strip_prefix('#') {
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code)?.to_string()
            } else {
                NAMED.iter().find(|(known, _)| *known == name)?.1.to_owned()
            };
            Some((meant, behind))
        });
        match read {
            Some((meant, behind)) => {
                out.push_str(&meant);
                rest = behind;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Puts right text that was UTF-8, was taken for Windows-1252 and saved so ("CafÃ©"), and only if that is certain: every
/// character of it must fit that story. One misread earlier in some other way (a yen sign for Ñ) stays as it is.
pub(crate) fn mended(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let (bytes, _, unmappable) = WINDOWS_1252.encode(text);
    if unmappable {
        return None;
    }
    let mended = std::str::from_utf8(&bytes).ok()?;
    (mended != text).then(|| mended.to_owned())
}

/// Cuts a text at what a record may hold. Tells how many characters went.
pub(crate) fn cut(text: &mut String, most: usize) -> Option<usize> {
    if text.len() <= most {
        return None;
    }
    let (at, _) = text.char_indices().nth(most)?;
    let gone = text.get(at..).unwrap_or_default().chars().count();
    text.truncate(at);
    Some(gone)
}

/// The most characters of one entry of a small list.
pub(crate) const ENTRY: usize = 2_000;
/// The most characters of a text.
pub(crate) const TEXT: usize = Text::MOST;

/// The first so many characters, with an ellipsis if there were more.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A number, also as "£5.00", "1,250" or " 35 ".
pub(crate) fn number(text: &str) -> Option<f64> {
    let bare: String = text
        .trim()
        .trim_start_matches('£')
        .chars()
        .filter(|c| *c != ',')
        .collect();
    bare.trim().parse::<f64>().ok().filter(|n| n.is_finite())
}

/// A whole number, also as "12.0".
pub(crate) fn integer(text: &str) -> Option<i64> {
    let number = number(text)?;
    let whole = number.fract() == 0.0 && number.abs() < 1e9;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "checked to be whole and small"
    )]
    whole.then_some(number as i64)
}

/// A date as `2026-11-22`, with or without a time behind it, or as it is written here: 22/11/2026, 22 November 2026.
pub(crate) fn date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    if let Ok(date) = NaiveDate::parse_from_str(text.get(..10).unwrap_or(text), "%Y-%m-%d") {
        return Some(date);
    }
    [
        "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%Y%m%d",
    ]
    .iter()
    .find_map(|form| NaiveDate::parse_from_str(text, form).ok())
    .filter(|date| (1000..=9999).contains(&chrono::Datelike::year(date)))
}

/// A time of day as `HH:MM`, from "10:00:00", "9:05am", "9.30 pm", "0900", "9am", "noon".
pub(crate) fn time(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_lowercase();
    match text.as_str() {
        "noon" | "midday" | "12 noon" => return Some("12:00".to_owned()),
        "midnight" => return Some("00:00".to_owned()),
        _ => {}
    }
    // A time zone behind the seconds tells nothing a person in the hall would not know.
    let text = text
        .split_once(['z', '+'])
        .map_or(text.as_str(), |(time, _)| time)
        .replace([' ', '.'], ":");
    let (digits, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(digits), _) => (digits, Some(0)),
        (_, Some(digits)) => (digits, Some(12)),
        _ => (text.as_str(), None),
    };
    let digits = digits.trim_end_matches(':');
    let mut parts: Vec<&str> = digits.split(':').collect();
    if let [four] = parts.as_slice()
        && four.len() == 4
        && half.is_none()
    {
        parts = vec![four.get(..2)?, four.get(2..)?];
    }
    let number = |part: &str| -> Option<u32> {
        let right = (1..=2).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit());
        right.then(|| part.parse().ok()).flatten()
    };
    let (hour, minute) = match parts.as_slice() {
        // A bare "10" could be anything.
        [hour] if half.is_some() => (number(hour)?, 0),
        [hour, minute] => (number(hour)?, number(minute)?),
        [hour, minute, second] => {
            number(second.split(',').next()?)?;
            (number(hour)?, number(minute)?)
        }
        _ => return None,
    };
    let hour = match half {
        Some(later) if (1..=12).contains(&hour) => hour % 12 + later,
        Some(_) => return None,
        None => hour,
    };
    // 24:00 closes a day.
    let hour = if hour == 24 && minute == 0 { 0 } else { hour };
    (hour < 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
}

/// Whether these words, and no more, say that it costs nothing.
pub(crate) fn says_free(words: &str) -> bool {
    let words: String = words
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == ' ' || *c == '£')
        .collect();
    matches!(
        words.trim(),
        "free"
            | "free of charge"
            | "no cost"
            | "no charge"
            | "no fee"
            | "none"
            | "nil"
            | "£0"
            | "£000"
            | "free to attend"
            | "free service"
            | "it is free"
            | "this service is free"
            | "free to use"
            | "free entry"
            | "free for all"
            | "no costs"
            | "there is no charge"
            | "this is a free service"
    )
}

/// Whether the words say that someone in a wheelchair can get in, without an "except" nearby.
pub(crate) fn says_step_free(words: &str) -> bool {
    words
        .to_lowercase()
        .split(['.', '\n', ';'])
        .any(|sentence| {
            let yes = [
                "wheelchair access",
                "wheelchair-access",
                "wheelchair user",
                "wheelchair friendly",
                "step-free",
                "step free",
                "level access",
                "fully accessible",
                "accessible to wheelchair",
                "accessible for wheelchair",
            ];
            let but = [
                "no ",
                "not ",
                "n't",
                "without",
                "unable",
                "limited",
                "partial",
                "partly",
                "only",
                "unsuitable",
                "except",
                "restricted",
                "ring",
                "contact",
                "ask",
                "some ",
                "ground floor",
                "?",
            ];
            yes.iter().any(|word| sentence.contains(word))
                && !but.iter().any(|word| sentence.contains(word))
        })
}

/// Whether it could be an e-mail address.
pub(crate) fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && !host.contains('@')
            && !text.contains(char::is_whitespace)
    })
}

/// Whether it could be the address of a web page.
pub(crate) fn is_url(text: &str) -> bool {
    let bare = text
        .trim_start_matches("https://")
        .trim_start_matches("http://");
    let host = bare.split(['/', '?', '#']).next().unwrap_or_default();
    !text.contains(char::is_whitespace)
        && !host.contains('@')
        && host.split('.').filter(|part| !part.is_empty()).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(
        "<p>Tea &amp; toast.</p><ul><li>Tuesdays</li><li>£1</li></ul>",
        "Tea & toast.\n\n- Tuesdays\n\n- £1"
    )]
    #[case(
        "For ages <5 and >3, <young people> too",
        "For ages <5 and >3, <young people> too"
    )]
    #[case(
        "<script>alert(1)</script>Come &#39;n&#x27; see<br/>us",
        "Come 'n' see\nus"
    )]
    #[case("a < b <b>c</b> & d &bogus; e", "a < b c & d &bogus; e")]
    #[case("<p>unfinished <b", "unfinished <b")]
    fn a_description_is_words_and_not_markup(#[case] given: &str, #[case] read: &str) {
        assert_eq!(plain(given), read);
    }

    #[test]
    fn only_what_is_certainly_misread_is_mended() {
        assert_eq!(
            mended("CafÃ© â€œSiÃ¢nâ€\u{9d}").as_deref(),
            Some("Café “Siân”")
        );
        assert_eq!(mended("Café"), None);
        assert_eq!(mended("NUESTROS PEQUE¥OS"), None);
        assert_eq!(mended("SÃO PAULO"), None);
        assert_eq!(mended("Tŷ Hapus"), None);
    }

    #[rstest]
    #[case("10:00:00", Some("10:00"))]
    #[case("9:00am", Some("09:00"))]
    #[case("9.30 pm", Some("21:30"))]
    #[case("12pm", Some("12:00"))]
    #[case("12am", Some("00:00"))]
    #[case("0900", Some("09:00"))]
    #[case("18:00Z", Some("18:00"))]
    #[case("24:00", Some("00:00"))]
    #[case("10", None)]
    #[case("25:00", None)]
    #[case("13pm", None)]
    #[case("late", None)]
    #[case("é1:00", None)]
    fn times_are_read_as_people_write_them(#[case] given: &str, #[case] read: Option<&str>) {
        assert_eq!(time(given).as_deref(), read);
    }

    #[rstest]
    #[case("2023-03-15T10:30:45.123Z", Some("2023-03-15"))]
    #[case("5/1/2024", Some("2024-01-05"))]
    #[case("5 January 2024", Some("2024-01-05"))]
    #[case("31/02/2024", None)]
    #[case("soon", None)]
    fn dates_are_read_day_first(#[case] given: &str, #[case] read: Option<&str>) {
        assert_eq!(date(given).map(|date| date.to_string()).as_deref(), read);
    }

    #[test]
    fn free_means_free_and_accessible_means_accessible() {
        assert!(says_free("Free.") && says_free("£0.00") && !says_free("Free for under 18s"));
        assert!(says_step_free(
            "Wheelchair access is possible on all levels."
        ));
        assert!(!says_step_free("No wheelchair access"));
        assert!(!says_step_free("Wheelchair access to the ground floor"));
    }

    #[test]
    fn a_cut_never_splits_a_character() {
        let mut words = "ŵ".repeat(10);
        assert_eq!(cut(&mut words, 4), Some(6));
        assert_eq!(words, "ŵŵŵŵ");
        assert_eq!(cut(&mut words, 4), None);
    }
}
