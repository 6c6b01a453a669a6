//! Pictures of the window, left where people look for them.

use std::fs;
use std::path::{Path, PathBuf};

/// Where all pictures go: `target/screenshots` at the top of the checkout.
#[must_use]
pub fn folder() -> PathBuf {
    checkout().join("target/screenshots")
}

/// The top of the checkout.
pub(super) fn checkout() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.ancestors().nth(3).unwrap_or(manifest).to_owned()
}

/// Writes a PNG that came as base64.
pub(super) fn keep(base64: &str, file: &Path) -> Result<(), String> {
    let bytes = decode(base64).ok_or("a picture that is not base64")?;
    let written = file
        .parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(file, bytes));
    written.map_err(|why| format!("{} cannot be written: {why}", file.display()))
}

/// Base64 of RFC 4648, with or without its padding.
fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0u32, 0u32);
    for letter in text
        .bytes()
        .filter(|letter| !matches!(letter, b'=' | b'\n' | b'\r'))
    {
        let six = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        held = held << 6 | u32::from(six);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 0xff) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn the_standards_own_examples_are_read() {
        // RFC 4648, section 10.
        for (text, bytes) in [
            ("", ""),
            ("Zg==", "f"),
            ("Zm8=", "fo"),
            ("Zm9v", "foo"),
            ("Zm9vYmFy", "foobar"),
        ] {
            assert_eq!(decode(text).as_deref(), Some(bytes.as_bytes()), "{text}");
        }
        assert_eq!(decode("no!"), None);
    }
}
