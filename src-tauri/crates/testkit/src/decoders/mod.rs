//! Every reader of bytes from outside, and what must be true of it whatever the bytes are. A body stops (as a failed test does) when
//! its law is broken. `src-tauri/fuzz` gives them bytes for hours; `tests/decoders.rs` gives them the kept bytes, and changed ones, each
//! time the tests run. They come in by doors that anybody may use: what is private is reached through the nearest public one.

mod attached;
mod directory;
mod records;
mod vault;
mod wire;

/// A body: reads bytes by one door and stops if its law is broken.
pub type Body = fn(&[u8]);

/// All of them, by the names of their fuzz targets.
pub const ALL: [(&str, Body); 22] = [
    ("backup", records::backup),
    ("calendar", directory::calendar),
    ("codes", vault::codes),
    ("commits", records::commits),
    ("entries", wire::entries),
    ("field_values", directory::field_values),
    ("joining", wire::joining),
    ("messages", wire::messages),
    ("open_referral", directory::open_referral),
    ("opening_times", directory::opening_times),
    ("package", directory::package),
    ("pictures", attached::pictures),
    ("referral", attached::referral),
    ("referral_table", attached::referral_table),
    ("request_head", wire::request_head),
    ("roster", wire::roster),
    ("sealed_file", vault::sealed_file),
    ("sharing", wire::sharing),
    ("spreadsheet", directory::table),
    ("stick", records::stick),
    ("table", directory::table),
    ("vault_file", vault::vault_file),
];

/// The body of a target.
///
/// # Panics
/// If there is none of that name.
#[must_use]
pub fn body(name: &str) -> Body {
    let found = ALL.iter().find(|(known, _)| *known == name);
    #[expect(
        clippy::expect_used,
        reason = "a target without a body is a fault of whoever wrote it"
    )]
    found.map(|(_, body)| *body).expect("a target has a body")
}
