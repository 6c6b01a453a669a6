//! What Amira is told about the passphrases she tries.

use alongside_vault::{Suggestion, Verdict, Warning, strength};
use rstest::rstest;

#[rstest]
#[case::nothing_yet("", Verdict::Empty, None)]
#[case::the_commonest("password", Verdict::VeryWeak, Some(Warning::CommonPassword))]
#[case::disguised("P@ssw0rd", Verdict::VeryWeak, Some(Warning::CommonPassword))]
#[case::a_row_of_keys("sdfghjkl", Verdict::VeryWeak, Some(Warning::KeyboardPattern))]
#[case::a_run("abcdefgh", Verdict::VeryWeak, Some(Warning::Sequence))]
#[case::again_and_again("aaaaaaaa", Verdict::VeryWeak, Some(Warning::Repeats))]
#[case::a_date("14/03/1987", Verdict::VeryWeak, Some(Warning::Date))]
#[case::four_words("otter lantern gravel tuesday", Verdict::Strong, None)]
fn she_is_told_in_a_word(
    #[case] typed: &str,
    #[case] verdict: Verdict,
    #[case] warning: Option<Warning>,
) {
    let said = strength(typed, &["Amira"]);
    assert_eq!((said.verdict, said.warning), (verdict, warning), "{said:?}");
    assert_eq!(
        said.is_enough(),
        matches!(verdict, Verdict::Enough | Verdict::Strong)
    );
    assert!(said.guesses_log10.is_finite());
    assert!(
        said.is_enough() || !said.suggestions.is_empty(),
        "someone who must do better is told how"
    );
}

#[test]
fn her_own_practice_is_no_secret() {
    let stranger = strength("brackenwoodsurgery", &[]);
    let known = strength("brackenwoodsurgery", &["Brackenwoodsurgery"]);
    assert!(known.guesses_log10 < stranger.guesses_log10);
    assert!(!known.is_enough());
}

#[test]
fn no_suggestion_is_made_twice() {
    let said = strength("AMIRA", &["Amira"]).suggestions;
    assert!(said.contains(&Suggestion::AddAWordOrTwo), "{said:?}");
    for (at, suggestion) in said.iter().enumerate() {
        assert!(
            !said.iter().skip(at + 1).any(|other| other == suggestion),
            "{said:?}"
        );
    }
}
