//! What a link worker does in a day, done in the real window.
//!
//! Each journey has one file, starts from an empty data folder, takes pictures into `target/screenshots/<journey>` and has
//! axe-core look at every screen it comes to. They open windows and take minutes together, so a plain `cargo test` leaves
//! them out: `cargo xtask test` asks for them.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

mod a_groups_month;
mod a_handover;
mod a_public_directory;
mod a_team;
mod a_team_apart;
mod a_time_of_support;
mod a_visit_that_overruns;
mod around_the_window;
mod at_hand;
mod back_by_the_code;
mod coming_again;
mod coming_in;
mod crash_in_mid_sentence;
mod drop_in_and_diary;
mod example_town;
mod first_run_to_a_printed_plan;
mod for_this_person;
mod how_things_are;
mod import_and_connect;
mod installed;
mod keeping_it_true;
mod large_text;
mod lid_closed;
mod live_lists;
mod lock_in_mid_sentence;
mod logind;
mod looking_after_the_worker;
mod one_service_twice;
mod ones_own;
mod ready_words;
mod spelling;
mod support;
mod two_organisations;
mod undo_an_import;
mod when_and_which;
mod wrong_passphrase;
