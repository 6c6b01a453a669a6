//! The faces that every paper is set in, carried inside the program: a practice's laptop has no fonts to rely on, and a paper
//! must look the same wherever it is printed. Licences and sources: `assets/fonts/README.md`.

use std::collections::HashSet;
use std::sync::LazyLock;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

macro_rules! faces {
    ($($file:literal),+ $(,)?) => {
        &[$(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../assets/fonts/", $file))),+]
    };
}

const FACES: &[&[u8]] = faces![
    "AtkinsonHyperlegibleNext-Regular.ttf",
    "AtkinsonHyperlegibleNext-Bold.ttf",
    "AtkinsonHyperlegibleNext-Italic.ttf",
    "AtkinsonHyperlegibleNext-BoldItalic.ttf",
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansArabic-Bold.ttf",
    "NotoSansArmenian-Regular.ttf",
    "NotoSansBengali-Regular.ttf",
    "NotoSansBengali-Bold.ttf",
    "NotoSansDevanagari-Regular.ttf",
    "NotoSansDevanagari-Bold.ttf",
    "NotoSansEthiopic-Regular.ttf",
    "NotoSansGeorgian-Regular.ttf",
    "NotoSansGujarati-Regular.ttf",
    "NotoSansGujarati-Bold.ttf",
    "NotoSansGurmukhi-Regular.ttf",
    "NotoSansGurmukhi-Bold.ttf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansHebrew-Bold.ttf",
    "NotoSansKannada-Regular.ttf",
    "NotoSansMalayalam-Regular.ttf",
    "NotoSansSinhala-Regular.ttf",
    "NotoSansSymbols2-Regular.ttf",
    "NotoSansTamil-Regular.ttf",
    "NotoSansTamil-Bold.ttf",
    "NotoSansTelugu-Regular.ttf",
    "NotoSansThai-Regular.ttf",
];

/// How many of the faces, from the first, are Latin: where another script's marks cannot be set, these still can.
const LATIN: usize = 6;

/// The faces, read once.
pub(super) struct Fonts {
    pub book: LazyHash<FontBook>,
    pub faces: Vec<Font>,
    every: HashSet<u32>,
    latin: HashSet<u32>,
}

pub(super) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let faces: Vec<Font> = FACES
        .iter()
        .filter_map(|face| Font::new(Bytes::new(*face), 0))
        .collect();
    let covered = |faces: &[Font]| {
        faces
            .iter()
            .flat_map(|face| face.info().coverage.iter())
            .collect()
    };
    Fonts {
        book: LazyHash::new(FontBook::from_fonts(&faces)),
        every: covered(&faces),
        latin: covered(faces.get(..LATIN).unwrap_or_default()),
        faces,
    }
});

impl Fonts {
    /// Whether a character can be set.
    pub(super) fn has(&self, c: char, only_latin: bool) -> bool {
        let covered = if only_latin { &self.latin } else { &self.every };
        covered.contains(&u32::from(c))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_can_be_read() {
        assert_eq!(FONTS.faces.len(), FACES.len());
        for c in [
            'A',
            'ŵ',
            'ł',
            'Ж',
            'ع',
            'ہ',
            'ਅ',
            'আ',
            'አ',
            'ก',
            'א',
            '✓',
            super::super::words::SUBSTITUTE,
        ] {
            assert!(FONTS.has(c, false), "{c}");
        }
    }
}
