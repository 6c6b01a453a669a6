//! What is told of the letters that no typeface of ours has, so that whoever hands a paper over can write them in by hand.

use crate::api::session::Script;
use std::collections::BTreeSet;

/// What the letters belong to, each once.
pub(super) fn scripts(letters: &[char]) -> Vec<Script> {
    let all: BTreeSet<Script> = letters.iter().copied().map(script).collect();
    all.into_iter().collect()
}

/// By the blocks of Unicode. Those that a typeface of ours has are asked for only when a mark could not be placed on its letter.
fn script(letter: char) -> Script {
    match u32::from(letter) {
        0x3040..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9F => Script::Japanese,
        0x2E80..=0x2FDF
        | 0x3005..=0x3007
        | 0x3400..=0x9FFF
        | 0xF900..=0xFAFF
        | 0x2_0000..=0x3_FFFF => Script::ChineseOrJapanese,
        0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF => Script::Korean,
        0x1780..=0x17FF | 0x19E0..=0x19FF => Script::Khmer,
        0x0E80..=0x0EFF => Script::Lao,
        0x1000..=0x109F | 0xA9E0..=0xA9FF | 0xAA60..=0xAA7F => Script::Burmese,
        0x0F00..=0x0FFF => Script::Tibetan,
        0x0600..=0x06FF | 0x0750..=0x077F | 0x0870..=0x08FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFE => {
            Script::Arabic
        }
        0x0590..=0x05FF | 0xFB1D..=0xFB4F => Script::Hebrew,
        0x0900..=0x0DFF => Script::SouthAsian,
        0x2190..=0x2BFF | 0x1_F000..=0x1_FAFF => Script::Pictures,
        _ => Script::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::{Script, scripts};

    #[test]
    fn letters_say_whose_they_are_and_each_is_told_once() {
        assert_eq!(scripts(&[]), []);
        assert_eq!(
            scripts(&['\u{FFFD}', '박', '梅', '林', '\u{1F9D1}', 'さ']),
            [
                Script::ChineseOrJapanese,
                Script::Japanese,
                Script::Korean,
                Script::Pictures,
                Script::Other
            ]
        );
        let others = ['ស', 'ລ', 'မ', 'བ', 'م', 'מ', 'ओ'];
        assert_eq!(scripts(&others).len(), others.len());
    }
}
