//! Keys, codes and sealed bytes. One program for all of them: each program of tests costs a link and its size on the disk.

mod escrow_story;
mod golden_story;
mod invite_code_story;
mod join_story;
mod lock_story;
mod recovery_code_story;
mod rings_story;
mod sealed_story;
mod sealing_to_story;
mod sharing_story;
mod signing_story;
mod strength_story;
mod support;
mod team_golden_story;
mod vault_story;
