//! How hard a passphrase is to guess, and which are good enough.
//!
//! The estimate is zxcvbn's: it knows common passwords, names, dates, keyboard rows and their disguises, and counts
//! guesses, so it does not ask for capitals and digits that help nobody. Its words are turned into closed sets
//! here; the screen says them. It looks at the first 100 characters.

use std::fmt;

use serde::Serialize;
use zeroize::Zeroizing;
use zxcvbn::feedback::{Suggestion as Advice, Warning as Caution};

use crate::{Result, VaultError};

/// The lowest score a new passphrase may have.
///
/// Score 3 is at least 10⁸ guesses. At [`crate::PassphraseCost::START`] one guess takes about half a second of one
/// core and 128 MiB, so that is over a year of computing for a thief who knows nothing of the owner, while three
/// or four unrelated words pass. Asking for 4 (10¹⁰) by force makes people write the passphrase on the laptop, which is worse;
/// the meter shows it as the better choice instead.
pub const MINIMUM_SCORE: u8 = 3;

/// What can be said about a passphrase.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Strength {
    /// 0 (guessed at once) to 4 (very hard to guess).
    pub score: u8,
    /// The power of ten of the guesses it would take; 0 for nothing typed.
    pub guesses_log10: f64,
    /// In a word.
    pub verdict: Verdict,
    /// What is weak about it, if it is too weak and one thing stands out.
    pub warning: Option<Warning>,
    /// What would help, if it is too weak.
    pub suggestions: Vec<Suggestion>,
}

impl Strength {
    /// Whether it may become a passphrase.
    #[must_use]
    pub fn is_enough(&self) -> bool {
        self.score >= MINIMUM_SCORE
    }
}

/// A strength in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// Nothing typed yet.
    Empty,
    /// Guessed in moments.
    VeryWeak,
    /// Not enough.
    Weak,
    /// Good enough.
    Enough,
    /// Very hard to guess.
    Strong,
}

/// What is weak about a passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Warning {
    /// A row of keys, or a short pattern on the keyboard.
    KeyboardPattern,
    /// The same thing again and again.
    Repeats,
    /// One of the commonest passwords, or very like one.
    CommonPassword,
    /// A run such as abc or 6543.
    Sequence,
    /// A recent year.
    RecentYear,
    /// One word by itself.
    SingleWord,
    /// A date.
    Date,
    /// A name or surname.
    Name,
}

/// What would make a passphrase harder to guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Suggestion {
    /// A few words that do not belong together.
    UseAFewWords,
    /// No symbols, digits or capitals are needed.
    NoSymbolsNeeded,
    /// One or two more words.
    AddAWordOrTwo,
    /// Capitals help little.
    CapitalsHelpLittle,
    /// Writing a word backwards helps little.
    ReversingHelpsLittle,
    /// Writing @ for a and the like helps little.
    SubstitutionsHelpLittle,
    /// A longer keyboard pattern with more turns.
    LongerKeyboardPattern,
    /// No repeated words or letters.
    AvoidRepeats,
    /// No runs such as abc.
    AvoidSequences,
    /// No recent years, nor years and dates that belong to the person.
    AvoidDatesAndYears,
}

/// Estimates how hard `passphrase` is to guess by someone who knows `context_words`: the worker's own name, the
/// practice, the team, the name of this software.
#[must_use]
pub fn strength(passphrase: &str, context_words: &[&str]) -> Strength {
    let estimate = zxcvbn::zxcvbn(passphrase, context_words);
    let score = u8::from(estimate.score());
    let verdict = match score {
        _ if passphrase.is_empty() => Verdict::Empty,
        0 | 1 => Verdict::VeryWeak,
        2 => Verdict::Weak,
        3 => Verdict::Enough,
        _ => Verdict::Strong,
    };
    let mut suggestions = Vec::new();
    for advice in estimate
        .feedback()
        .map(|feedback| feedback.suggestions())
        .unwrap_or_default()
    {
        let suggestion = suggestion(*advice);
        if !suggestions.contains(&suggestion) {
            suggestions.push(suggestion);
        }
    }
    Strength {
        score,
        guesses_log10: estimate.guesses_log10().max(0.0),
        verdict,
        warning: estimate
            .feedback()
            .and_then(|feedback| feedback.warning())
            .map(warning),
        suggestions,
    }
}

fn warning(caution: Caution) -> Warning {
    match caution {
        Caution::StraightRowsOfKeysAreEasyToGuess
        | Caution::ShortKeyboardPatternsAreEasyToGuess => Warning::KeyboardPattern,
        Caution::RepeatsLikeAaaAreEasyToGuess
        | Caution::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => Warning::Repeats,
        Caution::ThisIsATop10Password
        | Caution::ThisIsATop100Password
        | Caution::ThisIsACommonPassword
        | Caution::ThisIsSimilarToACommonlyUsedPassword => Warning::CommonPassword,
        Caution::SequencesLikeAbcAreEasyToGuess => Warning::Sequence,
        Caution::RecentYearsAreEasyToGuess => Warning::RecentYear,
        Caution::AWordByItselfIsEasyToGuess => Warning::SingleWord,
        Caution::DatesAreOftenEasyToGuess => Warning::Date,
        Caution::NamesAndSurnamesByThemselvesAreEasyToGuess
        | Caution::CommonNamesAndSurnamesAreEasyToGuess => Warning::Name,
    }
}

fn suggestion(advice: Advice) -> Suggestion {
    match advice {
        Advice::UseAFewWordsAvoidCommonPhrases => Suggestion::UseAFewWords,
        Advice::NoNeedForSymbolsDigitsOrUppercaseLetters => Suggestion::NoSymbolsNeeded,
        Advice::AddAnotherWordOrTwo => Suggestion::AddAWordOrTwo,
        Advice::CapitalizationDoesntHelpVeryMuch
        | Advice::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase => Suggestion::CapitalsHelpLittle,
        Advice::ReversedWordsArentMuchHarderToGuess => Suggestion::ReversingHelpsLittle,
        Advice::PredictableSubstitutionsDontHelpVeryMuch => Suggestion::SubstitutionsHelpLittle,
        Advice::UseALongerKeyboardPatternWithMoreTurns => Suggestion::LongerKeyboardPattern,
        Advice::AvoidRepeatedWordsAndCharacters => Suggestion::AvoidRepeats,
        Advice::AvoidSequences => Suggestion::AvoidSequences,
        Advice::AvoidRecentYears
        | Advice::AvoidYearsThatAreAssociatedWithYou
        | Advice::AvoidDatesAndYearsThatAreAssociatedWithYou => Suggestion::AvoidDatesAndYears,
    }
}

/// A passphrase that is hard enough to guess to become a vault's. There is no other way to give one to a vault.
///
/// It is kept as the text given: nothing is trimmed, folded or normalised. One keyboard writes é as one character and
/// another as two, so the screen gives Unicode NFC (`String.prototype.normalize`) here and on unlocking alike.
pub struct NewPassphrase(Zeroizing<String>);

impl NewPassphrase {
    /// Takes `text` if its [`strength`] is enough, or answers [`VaultError::PassphraseTooWeak`].
    pub fn choose(text: &str, context_words: &[&str]) -> Result<Self> {
        if strength(text, context_words).is_enough() {
            Ok(Self(Zeroizing::new(text.to_owned())))
        } else {
            Err(VaultError::PassphraseTooWeak)
        }
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for NewPassphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPassphrase(<secret>)")
    }
}
