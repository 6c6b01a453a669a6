//! The shared server, story by story. One program for all of them: each program of tests costs a link and its size on the disk.

/// A test for each database that runs every story given, each on a new one.
macro_rules! on_both {
    ($($story:ident),* $(,)?) => {
        const STORIES: &[crate::support::both::Story] = &[$((stringify!($story), $story)),*];

        #[test]
        fn on_sqlite() {
            crate::support::both::on_sqlite(STORIES);
        }

        #[test]
        fn on_postgresql() {
            crate::support::both::on_postgres(STORIES);
        }
    };
}

mod doors_story;
mod hostile_story;
mod http_story;
mod keeping_story;
mod log_story;
mod process_story;
mod published_story;
mod sharing_story;
mod snapshot_story;
#[path = "../../documents/tests/support/standard.rs"]
mod standard;
mod support;
mod tls_story;
