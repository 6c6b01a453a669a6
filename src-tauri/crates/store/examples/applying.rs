//! Measures how fast what others wrote becomes rows, beside writing the same here: 50,000 services of about 400 bytes.
//! `cargo run --release -p alongside-store --example applying`

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a program that prints figures, and has nothing to do if it cannot work"
)]

use alongside_domain::Record as _;
use alongside_domain::directory::Service;
use alongside_domain::ids::ServiceId;
use alongside_store::log::Commit;
use alongside_store::replica::Source;
use alongside_store::{Store, World};
use alongside_testkit::KEY;
use std::path::Path;
use std::time::Instant;
use uuid::Uuid;

const SERVICES: u32 = 50_000;
const A_COMMIT: usize = 100;
const COMMITS_A_PAGE: usize = 20;

fn service(number: u32) -> Service {
    let words = [
        "garden", "singing", "walk", "lunch", "repair", "chess", "knitting", "swim",
    ];
    let word = |at: u32| {
        words
            .iter()
            .cycle()
            .nth((number.wrapping_mul(31) + at) as usize % 64)
            .unwrap()
    };
    let text: Vec<&str> = (0..48).map(|at| *word(at * at + number / 7)).collect();
    Service {
        name: format!("{} group {number}", word(1)).into(),
        description: text.join(" ").into(),
        ..Service::blank(ServiceId(Uuid::from_u128(
            (1_u128 << 100) + u128::from(number),
        )))
    }
}

fn store(folder: &Path, name: &str) -> Store {
    Store::create(&folder.join(name), &KEY, "Amira", World::system()).unwrap()
}

fn main() {
    let services: Vec<Service> = (0..SERVICES).map(service).collect();
    for round in 0..3 {
        let folder = tempfile::tempdir().unwrap();
        let here = store(folder.path(), "here.db");
        let begun = Instant::now();
        for page in services.chunks(A_COMMIT * COMMITS_A_PAGE) {
            for commit in page.chunks(A_COMMIT) {
                here.transact("import", |tx| {
                    commit.iter().try_for_each(|service| tx.add(service))
                })
                .unwrap();
            }
        }
        let small = begun.elapsed();
        let whole = store(folder.path(), "whole.db");
        let begun = Instant::now();
        whole
            .transact("import", |tx| {
                services.iter().try_for_each(|service| tx.add(service))
            })
            .unwrap();
        let one = begun.elapsed();
        let commits: Vec<Commit> = here
            .commits_after(0, SERVICES)
            .unwrap()
            .into_iter()
            .map(|(_, commit)| commit)
            .collect();
        let there = store(folder.path(), "there.db");
        let begun = Instant::now();
        for page in commits.chunks(COMMITS_A_PAGE) {
            there
                .replicate(|replica| {
                    for commit in page {
                        let space = commit.operations.first().unwrap().space;
                        replica.apply(space, commit, Source::default())?;
                    }
                    Ok(())
                })
                .unwrap();
        }
        let applied = begun.elapsed();
        println!(
            "round {round}: written here in {} commits {small:.2?}, in one {one:.2?}; applied from elsewhere {applied:.2?}",
            commits.len()
        );
        let digests = [&here, &there].map(|store| store.replica_read(|r| r.digest()).unwrap());
        assert_eq!(digests.first(), digests.last());
    }
}
