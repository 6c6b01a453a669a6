//! A letter photographed with a telephone, and files that pretend to be one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use alongside_documents::pictures::{NotAPicture, media_type, picture};
use image::{DynamicImage, ImageFormat, RgbImage};
use proptest::prelude::*;
use std::io::Cursor;

fn letter(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let page = RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x % 251) as u8, (y % 241) as u8, 90])
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(page)
        .write_to(&mut bytes, format)
        .unwrap();
    bytes.into_inner()
}

fn size(png: &[u8]) -> (u32, u32) {
    let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (side(16), side(20))
}

#[test]
fn what_it_is_is_told_from_its_bytes() {
    assert_eq!(media_type(&letter(4, 4, ImageFormat::Png)), "image/png");
    assert_eq!(media_type(&letter(4, 4, ImageFormat::Jpeg)), "image/jpeg");
    for (bytes, is) in [
        (b"%PDF-1.7\n".as_slice(), "application/pdf"),
        (b"PK\x03\x04rest", "application/zip"),
        (b"Dear Joan", "text/plain"),
        (b"RIFF....WEBPVP8 ", "image/webp"),
        (b"\0\0\0\x18ftypheic", "image/heic"),
        (b"MZ\x90\0", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ] {
        assert_eq!(media_type(bytes), is);
    }
}

#[test]
fn a_picture_is_drawn_anew_and_no_larger_than_asked() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg] {
        let drawn = picture(&letter(640, 320, format), 160).unwrap();
        assert_eq!((media_type(&drawn), size(&drawn)), ("image/png", (160, 80)));
    }
    let small = picture(&letter(20, 10, ImageFormat::Png), 160).unwrap();
    assert_eq!(size(&small), (20, 10));
}

#[test]
fn what_a_camera_writes_beside_the_picture_does_not_go_on() {
    let mut jpeg = letter(32, 32, ImageFormat::Jpeg);
    // A comment segment, right after the beginning.
    let secret = b"51.7520 N, 1.2577 W";
    let mut segment = vec![0xff, 0xfe, 0, secret.len() as u8 + 2];
    segment.extend_from_slice(secret);
    jpeg.splice(2..2, segment);
    let drawn = picture(&jpeg, 160).unwrap();
    assert!(!drawn.windows(secret.len()).any(|part| part == secret));
}

#[test]
fn a_small_file_that_says_it_is_enormous_is_refused_before_it_is_drawn() {
    let mut png = letter(8, 8, ImageFormat::Png);
    png[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    png[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    assert_eq!(picture(&png, 160), Err(NotAPicture));
    assert_eq!(picture(b"%PDF-1.7", 160), Err(NotAPicture));
    assert_eq!(
        picture(b"\x89PNG\r\n\x1a\nnot at all", 160),
        Err(NotAPicture)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn whatever_the_bytes_there_is_a_picture_within_bounds_or_none(
        is_png in any::<bool>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        cut in any::<prop::sample::Index>(),
        cuts in any::<bool>(),
    ) {
        let format = if is_png { ImageFormat::Png } else { ImageFormat::Jpeg };
        let mut bytes = letter(48, 32, format);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cuts {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(drawn) = picture(&bytes, 40) {
            let (width, height) = size(&drawn);
            prop_assert!(width <= 40 && height <= 40);
        }
    }
}
