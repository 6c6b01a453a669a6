//! Coming in: referrals, times of support, who waits, who is recorded twice.
//!
//! A person has one record and as many episodes as times of support. The list's columns on the person (standing, since when, why) say
//! what their newest episode says; both are written together here and nowhere else.

mod file;
mod referral;
mod standing;
mod table;
mod twice;
mod waiting;

pub(crate) use file::{read_referral_file, save_referral_form};
pub(crate) use referral::{decide_referral, new_referral};
pub(crate) use standing::{begin, change_standing};
pub(crate) use table::{read_referral_table_file, take_in_referrals};
pub(crate) use twice::{
    compare_people, join_people, maybe_same_as, possible_duplicates, recorded_twice, take_apart,
};
pub(crate) use waiting::{save_letter, waiting_list};
