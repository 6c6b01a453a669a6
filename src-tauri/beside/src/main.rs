//! Finding in the directory beside what others would use: plain SQLite FTS5 (`bm25`, word stems) and Tantivy (BM25, English stems), on the
//! same texts in one run: `cargo xtask bench finding`. How well first, by questions with judged answers; then how fast, on a country's
//! directory; then what it costs to read a live list again.
//!
//! Both others are given every word that says something, any of which will do, with the name counting three times: each answered best so.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a program that prints figures, and has nothing to do if it cannot work"
)]

mod others;
mod quality;
mod refresh;
mod speed;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["quality"] => quality::measure(),
        ["open"] => quality::open(),
        ["open", words] => quality::answer(words),
        ["runs"] => quality::runs(),
        ["speed", services] => speed::measure(services.parse().unwrap()),
        ["refresh", services] => refresh::measure(services.parse().unwrap()),
        _ => {
            quality::measure();
            speed::measure(250_000);
            refresh::measure(100_000);
        }
    }
}
