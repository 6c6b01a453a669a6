//! What a paper is, by its bytes and never by its name; and pictures of the two kinds that telephones and scanners make, drawn anew.
//!
//! A picture is decoded here, within limits, and leaves as a PNG that this program wrote: what the window is given holds nothing of the
//! file but what can be seen. No place where it was taken, no trick for the window's own reader of pictures.

use image::imageops::FilterType;
use image::{ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// The longest side of a picture that is read.
const MOST_SIDE: u32 = 12_000;
/// The most memory that reading one may take: 50 million points.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;

/// It is no picture of a kind that is read, is broken, or is larger than is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a picture that can be shown")]
pub struct NotAPicture;

/// The media type of some bytes, by how they begin. What is not known is just bytes.
#[must_use]
pub fn media_type(bytes: &[u8]) -> &'static str {
    const BEGINNINGS: [(&[u8], &str); 9] = [
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"%PDF-", "application/pdf"),
        (b"GIF8", "image/gif"),
        (b"II*\0", "image/tiff"),
        (b"MM\0*", "image/tiff"),
        (b"PK\x03\x04", "application/zip"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "application/x-ole-storage",
        ),
        (b"{\\rtf", "application/rtf"),
    ];
    if let Some((_, known)) = BEGINNINGS
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
    {
        return known;
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return "image/webp";
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return match bytes.get(8..12) {
            Some(b"heic" | b"heix" | b"mif1" | b"msf1") => "image/heic",
            _ => "video/mp4",
        };
    }
    let is_text = !bytes.contains(&0) && std::str::from_utf8(bytes).is_ok();
    if is_text && !bytes.is_empty() {
        "text/plain"
    } else {
        "application/octet-stream"
    }
}

/// A picture drawn anew as PNG, no side longer than `most`.
///
/// # Errors
/// [`NotAPicture`].
pub fn picture(bytes: &[u8], most: u32) -> Result<Vec<u8>, NotAPicture> {
    let format = match media_type(bytes) {
        "image/png" => ImageFormat::Png,
        "image/jpeg" => ImageFormat::Jpeg,
        _ => return Err(NotAPicture),
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let whole = reader.decode().map_err(|_| NotAPicture)?;
    let drawn = if whole.width() > most || whole.height() > most {
        whole.resize(most, most, FilterType::Triangle)
    } else {
        whole
    };
    let mut png = Cursor::new(Vec::new());
    drawn
        .to_rgba8()
        .write_to(&mut png, ImageFormat::Png)
        .map_err(|_| NotAPicture)?;
    Ok(png.into_inner())
}
