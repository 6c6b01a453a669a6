//! What somebody sends about a person: a photographed letter, a referral as a file, a practice's list.

use alongside_documents::pictures::{media_type, picture};
use alongside_documents::referral::table::{LeftAlone, MOST_ROWS, read_referral_table};
use alongside_documents::referral::{LARGEST, ReferralFile, read_referral};
use alongside_domain::Record;
use std::collections::BTreeSet;

/// The longest side that is asked for here.
const MOST: u32 = 64;

/// A picture. What comes out was drawn by this program, is no larger than asked, and can be looked at again.
pub fn pictures(bytes: &[u8]) {
    let Ok(drawn) = picture(bytes, MOST) else {
        return;
    };
    let kind = media_type(bytes);
    assert!(matches!(kind, "image/png" | "image/jpeg"), "{kind}");
    assert_eq!(media_type(&drawn), "image/png");
    let sides = [16, 20].map(|at| {
        drawn
            .get(at..at + 4)
            .and_then(|side| side.try_into().ok())
            .map_or(0, u32::from_be_bytes)
    });
    assert!(
        sides.iter().all(|side| (1..=MOST).contains(side)),
        "{sides:?}"
    );
    let again = picture(&drawn, MOST);
    assert_eq!(again.as_deref(), Ok(drawn.as_slice()), "it is what it is");
}

/// Every value came in by the door that a screen's would: it goes in again as it came out.
fn fits<R: Record + serde::Serialize>(record: &R, mut blank: R) {
    let Ok(serde_json::Value::Object(fields)) = serde_json::to_value(record) else {
        return;
    };
    assert!(
        record.archived().is_none(),
        "nobody comes in by way of the bin"
    );
    for field in R::TABLE.fields.iter().filter(|it| it.name != "archived") {
        let Some(value) = fields.get(field.name) else {
            continue;
        };
        let put = blank.set(field.name, value.clone());
        assert!(put.is_ok(), "{}: {value}", field.name);
    }
    assert_eq!(
        serde_json::to_value(&blank).ok(),
        serde_json::to_value(record).ok()
    );
}

fn file_fits(file: &ReferralFile) {
    fits(
        &file.person,
        alongside_domain::person::Person::blank(file.person.id),
    );
    fits(
        &file.referral,
        alongside_domain::coming_in::Referral::blank(file.referral.id),
    );
}

/// A referral as a file: our own form, or FHIR.
pub fn referral(bytes: &[u8]) {
    if let Ok(file) = read_referral(bytes) {
        assert!(bytes.len() <= LARGEST);
        file_fits(&file);
    }
}

/// A practice's list: each row is somebody or is left alone with a reason, and what was looked at is what is read again.
pub fn referral_table(bytes: &[u8]) {
    let Ok(table) = read_referral_table(bytes, None) else {
        return;
    };
    assert!(table.rows.len() <= MOST_ROWS);
    assert_eq!(table.header.len(), table.says.len());
    assert_eq!(table.header.len(), table.examples.len());
    let said: Vec<_> = table.says.iter().flatten().collect();
    assert_eq!(
        said.iter().collect::<BTreeSet<_>>().len(),
        said.len(),
        "each thing is said once"
    );
    for row in &table.rows {
        let is_nobody = row.file.person.full_name().trim().is_empty();
        assert_eq!(row.left_alone == Some(LeftAlone::NoName), is_nobody);
        assert!(!row.file.referral.source_id.is_blank(), "it is known again");
        file_fits(&row.file);
    }
    let again = read_referral_table(bytes, Some(&table.says));
    assert!(
        again.is_ok_and(|again| again.digest == table.digest && again.rows.len() == table.rows.len()),
        "what was looked at is read again"
    );
}
