//! The shared server, story by story. One program for all of them: each program of tests costs a link and its size on the disk.

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
