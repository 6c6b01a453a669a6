//! Full postcodes, from the lookup of the Office for National Statistics or any table with a postcode, a latitude and a longitude.

use super::Teller;
use crate::api::directory::{PostcodesView, TextRequest};
use crate::api::error::{AppError, ErrorCode};
use crate::desk::Desk;
use crate::failure::Outcome;
use alongside_domain::geo::{Point, outcode_of, plain_postcode};
use csv::ByteRecord;
use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::Path;

/// Postcodes kept at a time: the whole country is two and a half million.
const SLICE: usize = 20_000;

/// Brings in a file of postcodes. What is known already is replaced; what stopped half way stays and does no harm.
pub(crate) fn import_postcodes(desk: &Desk, request: TextRequest) -> Outcome<PostcodesView> {
    // In this order: a lock that comes between the two is seen by one of them.
    let _running = desk.begin_import()?;
    let open = desk.open()?;
    let unreadable =
        |error: std::io::Error| AppError::with_detail(ErrorCode::FileUnreadable, error.kind());
    let file = File::open(Path::new(&request.text)).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(BufReader::new(file));
    let columns = reader
        .byte_headers()
        .ok()
        .and_then(Columns::of)
        .ok_or_else(|| AppError::new(ErrorCode::UnknownFormat))?;
    let mut teller = Teller::new(desk);
    let mut slice = Vec::with_capacity(SLICE);
    let mut known = open.store.postcodes_known()?;
    let mut found = false;
    let mut record = ByteRecord::new();
    loop {
        let more = reader
            .read_byte_record(&mut record)
            .map_err(|_| AppError::new(ErrorCode::FileUnreadable))?;
        if more && let Some(postcode) = columns.read(&record) {
            slice.push(postcode);
        }
        if slice.len() == SLICE || !more {
            found |= !slice.is_empty();
            known = open.store.import_postcodes(&slice)?;
            slice.clear();
            let kilobytes = |bytes: u64| usize::try_from(bytes / 1024).unwrap_or(usize::MAX);
            let at = reader.position().byte();
            if teller.tell(kilobytes(at), kilobytes(size)) == ControlFlow::Break(()) {
                return Err(AppError::new(ErrorCode::Cancelled));
            }
        }
        if !more {
            break;
        }
    }
    if !found {
        return Err(AppError::new(ErrorCode::UnknownFormat));
    }
    Ok(PostcodesView { known })
}

/// Which columns hold what.
struct Columns {
    postcode: usize,
    latitude: usize,
    longitude: usize,
}

impl Columns {
    fn of(header: &ByteRecord) -> Option<Self> {
        let names: Vec<String> = header
            .iter()
            .map(|name| {
                String::from_utf8_lossy(name)
                    .trim_matches(|c: char| c == '\u{FEFF}' || c.is_whitespace())
                    .to_lowercase()
            })
            .collect();
        let column = |known: &[&str]| {
            known
                .iter()
                .find_map(|known| names.iter().position(|name| name == known))
        };
        Some(Self {
            postcode: column(&[
                "pcds",
                "pcd8",
                "pcd7",
                "pcd2",
                "pcd",
                "postcode",
                "post code",
            ])?,
            latitude: column(&["lat", "latitude"])?,
            longitude: column(&["long", "longitude", "lng", "lon"])?,
        })
    }

    /// A full postcode and its point. Those without a position (the lookup gives them a latitude of 99.9999) are left out.
    fn read(&self, record: &ByteRecord) -> Option<(String, Point)> {
        let cell = |at: usize| std::str::from_utf8(record.get(at)?).ok().map(str::trim);
        let plain = plain_postcode(cell(self.postcode)?)?;
        let full = outcode_of(&plain)?.len() < plain.len();
        let point = Point::new(
            cell(self.latitude)?.parse().ok()?,
            cell(self.longitude)?.parse().ok()?,
        )?;
        full.then_some((plain, point))
    }
}
