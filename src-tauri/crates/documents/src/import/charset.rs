//! Which characters the bytes mean. Councils' files come as UTF-8, as Excel's "Unicode" (UTF-16) and, most often, as
//! Windows-1252; some were UTF-8 once and were damaged on the way.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::Serialize;
use ts_rs::TS;

/// How the bytes of a file were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Charset {
    /// UTF-8, with or without its mark.
    Utf8,
    /// UTF-8 in which some bytes belonged to no character.
    Utf8Damaged,
    /// UTF-16, as Excel's "Unicode text".
    Utf16,
    /// Windows-1252, as Excel's plain "CSV" in Western Europe.
    Windows1252,
    /// A spreadsheet, which knows its own.
    Spreadsheet,
}

/// Text, and how it was read.
pub(crate) struct Decoded {
    pub text: String,
    pub charset: Charset,
}

/// Reads bytes as text. Always gives something; what it lost shows as U+FFFD and in the charset.
pub(crate) fn decode(bytes: &[u8]) -> Decoded {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return utf8_or(rest);
    }
    let sixteen = match bytes {
        [0xFF, 0xFE, rest @ ..] => Some((UTF_16LE, rest)),
        [0xFE, 0xFF, rest @ ..] => Some((UTF_16BE, rest)),
        _ => unmarked_utf16(bytes).map(|encoding| (encoding, bytes)),
    };
    if let Some((encoding, rest)) = sixteen {
        let (text, _) = encoding.decode_without_bom_handling(rest);
        return Decoded {
            text: text.into_owned(),
            charset: Charset::Utf16,
        };
    }
    utf8_or(bytes)
}

/// UTF-16 without its mark: ASCII text then has a zero in every other byte.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let sample = bytes.get(..bytes.len().min(512)).unwrap_or_default();
    let pairs = sample.len() / 2;
    if pairs < 2 {
        return None;
    }
    let zeros = |offset: usize| {
        sample
            .iter()
            .skip(offset)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 10 >= pairs * 7 && even * 10 < pairs {
        Some(UTF_16LE)
    } else if even * 10 >= pairs * 7 && odd * 10 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// UTF-8 if it is, or mostly is; otherwise Windows-1252.
fn utf8_or(bytes: &[u8]) -> Decoded {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded {
            text: text.to_owned(),
            charset: Charset::Utf8,
        };
    }
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    // In Windows-1252 hardly two high bytes in a row make a UTF-8 character by accident; in damaged UTF-8 most do.
    if whole > broken {
        Decoded {
            text: String::from_utf8_lossy(bytes).into_owned(),
            charset: Charset::Utf8Damaged,
        }
    } else {
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
        Decoded {
            text: text.into_owned(),
            charset: Charset::Windows1252,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_councils_file_is_read_however_it_was_saved() {
        let words = "Café Siân, £3 – “Tŷ Hapus”";
        let marked = [b"\xEF\xBB\xBF".as_slice(), words.as_bytes()].concat();
        let le: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (bytes, charset) in [
            (words.as_bytes().to_vec(), Charset::Utf8),
            (marked, Charset::Utf8),
            ([b"\xFF\xFE".as_slice(), &le].concat(), Charset::Utf16),
            ([b"\xFE\xFF".as_slice(), &be].concat(), Charset::Utf16),
            (le, Charset::Utf16),
        ] {
            let read = decode(&bytes);
            assert_eq!((read.text.as_str(), read.charset), (words, charset));
        }
        let read = decode(b"Caf\xe9 Si\xe2n, \xa33 \x96 \x93hapus\x94");
        assert_eq!(read.text, "Café Siân, £3 – “hapus”");
        assert_eq!(read.charset, Charset::Windows1252);
    }

    #[test]
    fn utf8_damaged_in_one_place_keeps_the_rest() {
        let read = decode(b"Caf\xc3\xa9 Si\xc3\xa2n \xe2\x80\x9c \xff end");
        assert_eq!(read.text, "Café Siân “ \u{FFFD} end");
        assert_eq!(read.charset, Charset::Utf8Damaged);
    }
}
