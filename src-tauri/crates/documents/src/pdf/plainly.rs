//! One thing to a line, for the easy layout: a paragraph is set as its sentences. No word is changed; whoever wrote it said it so.

/// A text with each sentence as a paragraph of its own.
pub(super) fn one_to_a_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for line in text.lines() {
        let mut word_before = "";
        for word in line.split_whitespace() {
            if !word_before.is_empty() {
                let new = ends(word_before) && word.chars().next().is_some_and(begins);
                out.push_str(if new { "\n\n" } else { " " });
            }
            out.push_str(word);
            word_before = word;
        }
        out.push('\n');
    }
    out
}

fn begins(c: char) -> bool {
    c.is_uppercase() || c.is_numeric() || matches!(c, '£' | '“' | '‘' | '"')
}

/// "tea." ends a sentence; "St.", "Dr.", "e.g." and "J." do not.
fn ends(word: &str) -> bool {
    const SHORT: [&str; 13] = [
        "st", "dr", "mr", "mrs", "ms", "rev", "no", "tel", "approx", "rd", "ext", "inc", "etc",
    ];
    let word = word.trim_end_matches([')', '"', '”', '’']);
    let Some(said) = word.strip_suffix('.') else {
        return word.ends_with(['!', '?']);
    };
    let bare = said.trim_start_matches(['(', '"', '“', '‘']).to_lowercase();
    // "J" and "e.g": letters alone, or with full stops between them.
    let initials = bare.chars().count() < 2 || bare.contains('.') && !bare.contains("..");
    let letters = bare.chars().all(|c| c.is_alphabetic() || c == '.');
    let shortened = initials && letters || SHORT.contains(&bare.as_str());
    !shortened
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(
        "Mending and tea. No skill needed! Come?",
        "Mending and tea.|No skill needed!|Come?"
    )]
    #[case(
        "Behind St. Mary's, e.g. The Hall. Ask Dr. J. Bone (Mondays).",
        "Behind St. Mary's, e.g. The Hall.|Ask Dr. J. Bone (Mondays)."
    )]
    #[case("Costs £2.50. £1 for tea.", "Costs £2.50.|£1 for tea.")]
    #[case("Croeso i bawb. Ŵyl bob mis.", "Croeso i bawb.|Ŵyl bob mis.")]
    #[case("no end", "no end")]
    #[case("", "")]
    fn a_sentence_has_a_line_of_its_own(#[case] said: &str, #[case] lines: &str) {
        let set = one_to_a_line(said);
        let set: Vec<&str> = set.split('\n').filter(|line| !line.is_empty()).collect();
        assert_eq!(set.join("|"), lines);
    }
}
