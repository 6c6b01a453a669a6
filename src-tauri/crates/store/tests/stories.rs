//! The records and what keeps them. One program for all of them: each program of tests costs a link and its size on the disk.

mod at_hand;
mod backups;
mod change;
mod directory;
mod drafts;
mod erasing;
mod faults;
mod finding;
mod fixture;
mod large;
mod merging;
mod one_service;
mod replica;
mod secrecy;
mod snapshots;
