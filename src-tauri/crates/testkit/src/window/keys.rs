//! Keys by the names people give them, as the strokes a WebDriver understands.

use serde_json::{Value, json};

/// The strokes for one combination such as `Ctrl+Shift+D`, `Tab` or `a`.
///
/// # Errors
/// With the part that is no key.
pub fn combination(keys: &str) -> Result<Value, String> {
    // "Ctrl++" is Ctrl and the plus key.
    let (held, last) = match keys.strip_suffix("++") {
        Some(held) => (held, "+"),
        None => keys
            .rsplit_once('+')
            .filter(|(_, last)| !last.is_empty())
            .unwrap_or(("", keys)),
    };
    let held: Vec<char> = held
        .split('+')
        .filter(|name| !name.is_empty())
        .map(code)
        .collect::<Result<_, _>>()?;
    // With Shift the letter itself is the capital, as a keyboard would send it; otherwise `Ctrl+K` means the k key.
    let shifted = held.contains(&SHIFT);
    let last = match (single(last), held.is_empty()) {
        (Some(letter), false) if shifted => letter.to_ascii_uppercase(),
        (Some(letter), false) => letter.to_ascii_lowercase(),
        _ => code(last)?,
    };
    let strokes = held
        .iter()
        .map(|key| down(*key))
        .chain([down(last), up(last)]);
    Ok(sequence(
        strokes
            .chain(held.iter().rev().map(|key| up(*key)))
            .collect(),
    ))
}

/// The strokes for words, letter by letter. A line break is the Enter key.
#[must_use]
pub fn words(text: &str) -> Value {
    let letters = text
        .chars()
        .map(|letter| if letter == '\n' { ENTER } else { letter });
    sequence(
        letters
            .flat_map(|letter| [down(letter), up(letter)])
            .collect(),
    )
}

const SHIFT: char = '\u{e008}';
const ENTER: char = '\u{e007}';

fn single(name: &str) -> Option<char> {
    let mut letters = name.chars();
    letters.next().filter(|_| letters.next().is_none())
}

/// The code that the WebDriver standard gives a key (its section 17.4.2).
fn code(name: &str) -> Result<char, String> {
    Ok(match name {
        "Ctrl" => '\u{e009}',
        "Shift" => SHIFT,
        "Alt" => '\u{e00a}',
        "Enter" => ENTER,
        "Tab" => '\u{e004}',
        "Escape" => '\u{e00c}',
        "Space" => ' ',
        "Backspace" => '\u{e003}',
        "Delete" => '\u{e017}',
        "PageUp" => '\u{e00e}',
        "PageDown" => '\u{e00f}',
        "End" => '\u{e010}',
        "Home" => '\u{e011}',
        "Left" => '\u{e012}',
        "Up" => '\u{e013}',
        "Right" => '\u{e014}',
        "Down" => '\u{e015}',
        "F1" => '\u{e031}',
        "F2" => '\u{e032}',
        _ => single(name).ok_or_else(|| format!("{name} is not the name of a key"))?,
    })
}

fn down(key: char) -> Value {
    json!({"type": "keyDown", "value": key})
}

fn up(key: char) -> Value {
    json!({"type": "keyUp", "value": key})
}

fn sequence(strokes: Vec<Value>) -> Value {
    json!({"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]})
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "a test may stop at once"
    )]
    use super::{combination, words};

    fn strokes(keys: &str) -> Vec<String> {
        let all = combination(keys).unwrap();
        let all = all["actions"][0]["actions"].as_array().unwrap();
        all.iter()
            .map(|it| {
                format!(
                    "{} {}",
                    it["type"].as_str().unwrap(),
                    it["value"].as_str().unwrap()
                )
            })
            .collect()
    }

    #[test]
    fn what_is_held_is_let_go_last() {
        assert_eq!(
            strokes("Ctrl+K"),
            ["keyDown \u{e009}", "keyDown k", "keyUp k", "keyUp \u{e009}"]
        );
        assert_eq!(strokes("Ctrl+Shift+D").len(), 6);
        assert_eq!(strokes("Ctrl+Shift+D")[2], "keyDown D");
    }

    #[test]
    fn a_key_alone_is_itself() {
        assert_eq!(strokes("N"), ["keyDown N", "keyUp N"]);
        assert_eq!(strokes("+"), ["keyDown +", "keyUp +"]);
        assert_eq!(strokes("Ctrl++")[1], "keyDown +");
    }

    #[test]
    fn a_slip_of_the_pen_is_told() {
        assert_eq!(
            combination("Ctrl+Entre").unwrap_err(),
            "Entre is not the name of a key"
        );
    }

    #[test]
    fn a_line_break_is_the_enter_key() {
        assert_eq!(
            words("a\n")["actions"][0]["actions"][2]["value"],
            "\u{e007}"
        );
    }
}
