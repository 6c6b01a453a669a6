//! A practice's list of people: its columns guessed, its rows read, and what is broken named row by row.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

use alongside_documents::import::ImportError;
use alongside_documents::referral::table::{LeftAlone, MOST_ROWS, Says, read_referral_table};
use alongside_domain::codes::{Given, Urgency};
use proptest::prelude::*;

const LIST: &str = "Patient Name,D.O.B.,NHS No.,Contact number,Post code,Referred by,GP practice,Date referred,Reason for referral,Priority,Consent,Room\r\n\
    \"OKAFOR, Mr Emeka\",11/03/1946,943 476 5919,01632 960123 / 07700 900456,SY10 1AA,Dr Rees,Mill Lane Surgery,20/11/2026,\"Low, since his wife died\",Soon,Yes,4\r\n\
    Mrs Doris Webb,31/02/1950,1234567890,,,Dr Rees,Mill Lane Surgery,20 Nov 2026,Debt,whenever,y,\r\n\
    ,01/01/1950,,,,Dr Rees,Mill Lane Surgery,,Housing,,,\r\n\
    Cher,,,,,,,,,,,\r\n";

#[test]
fn the_columns_of_a_practices_list_are_known_by_their_headings() {
    let table = read_referral_table(LIST.as_bytes(), None).unwrap();
    let says: Vec<_> = table
        .says
        .iter()
        .map(|says| says.unwrap_or(Says::Email))
        .collect();
    assert_eq!(
        says,
        [
            Says::Name,
            Says::DateOfBirth,
            Says::NhsNumber,
            Says::Phone,
            Says::Postcode,
            Says::ReferrerName,
            Says::Organisation,
            Says::ReceivedOn,
            Says::Reason,
            Says::Urgency,
            Says::Consent,
            Says::Email, // the room: nothing that is asked
        ]
    );
    assert_eq!(table.examples[11], "4");
    let okafor = &table.rows[0];
    assert_eq!((okafor.number, okafor.left_alone), (2, None));
    assert_eq!(okafor.file.person.full_name(), "Emeka OKAFOR");
    assert_eq!(
        okafor.file.person.nhs_number.as_ref().unwrap().as_str(),
        "9434765919"
    );
    assert_eq!(okafor.file.person.reach.len(), 2);
    assert_eq!(okafor.file.referral.urgency, Some(Urgency::Soon));
    assert_eq!(okafor.file.referral.consent_to_contact, Some(Given::Yes));
    assert_eq!(
        okafor.file.referral.received_on.unwrap().to_string(),
        "2026-11-20"
    );
    assert!(okafor.file.left_out.is_empty());
}

#[test]
fn what_does_not_fit_is_named_by_row_and_a_row_that_names_nobody_is_left_alone() {
    let table = read_referral_table(LIST.as_bytes(), None).unwrap();
    let doris = &table.rows[1];
    assert_eq!(doris.file.person.full_name(), "Doris Webb");
    assert_eq!(
        doris.file.left_out,
        ["date_of_birth", "nhs_number", "urgency"]
    );
    assert_eq!(table.rows[2].left_alone, Some(LeftAlone::NoName));
    assert_eq!(table.rows[3].file.person.full_name(), "Cher");
}

#[test]
fn a_corrected_column_is_read_anew_and_next_months_row_is_known_again() {
    let mut says = read_referral_table(LIST.as_bytes(), None).unwrap().says;
    says[11] = Some(Says::Asked);
    let table = read_referral_table(LIST.as_bytes(), Some(&says)).unwrap();
    assert_eq!(table.rows[0].file.referral.asked.0, "4");
    let again = read_referral_table(LIST.as_bytes(), None).unwrap();
    for (one, other) in table.rows.iter().zip(&again.rows) {
        assert_eq!(one.file.referral.source_id, other.file.referral.source_id);
    }
    assert_ne!(
        table.rows[0].file.referral.source_id,
        table.rows[1].file.referral.source_id
    );
    assert!(matches!(
        read_referral_table(LIST.as_bytes(), Some(&says[1..])),
        Err(ImportError::NoSuchColumn(_))
    ));
}

#[test]
fn what_is_no_list_and_what_nobody_could_look_through_is_refused() {
    assert!(read_referral_table(b"", None).is_err());
    assert!(read_referral_table(b"PK\x03\x04broken", None).is_err());
    let long = format!("name,dob\n{}", "Emeka,\n".repeat(MOST_ROWS + 1));
    assert!(matches!(
        read_referral_table(long.as_bytes(), None),
        Err(ImportError::TooLarge { .. })
    ));
}

proptest! {
    #[test]
    fn whatever_the_bytes_are_it_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = read_referral_table(&bytes, None);
    }

    #[test]
    fn whatever_stands_in_the_cells_each_row_is_read_or_named(cells in prop::collection::vec("[^\"\r\n]{0,30}", 11)) {
        let table = format!("name,dob,nhs,phone,address,postcode,urgency,consent,referral date,reason,id\n\"{}\"\n", cells.join("\",\""));
        if let Ok(table) = read_referral_table(table.as_bytes(), None) {
            for row in &table.rows {
                prop_assert!(row.left_alone.is_some() || !row.file.person.full_name().is_empty());
            }
        }
    }
}
