//! An import of thousands is one change to whoever made it, and several commits to everybody else: none is larger than what travels
//! in one piece.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use alongside_domain::directory::Service;
use alongside_store::Store;
use alongside_store::directory::ServiceQuery;
use alongside_store::log::Commit;
use alongside_testkit::Ready;
use alongside_testkit::named::service;

/// Amira imports a list of so many services, the first of them corrected by a later line, with one undo to take it back.
fn import(store: &Store, services: u128) {
    store
        .transact("import_directory", |tx| {
            for number in 1..=services {
                tx.add(&service(number, &format!("Group {number}"), "Meets."))?;
            }
            let mut first: Service = tx.get(service(1, "", "").id)?;
            first.name = "Walking group".into();
            tx.put(&first)
        })
        .unwrap();
}

fn listed(store: &Store) -> u32 {
    store.services(&ServiceQuery::default()).unwrap().total
}

fn commits(store: &Store) -> Vec<Commit> {
    let all = store.commits_after(0, u32::MAX).unwrap();
    all.into_iter().map(|(_, commit)| commit).collect()
}

#[test]
fn a_large_import_is_told_in_commits_that_follow_one_another() {
    let store = Ready::new().unwrap();
    store
        .replicate(|replica| replica.set_replicating(true))
        .unwrap();
    import(&store, 2_500);
    let told = commits(&store);
    let sizes: Vec<usize> = told.iter().map(|commit| commit.operations.len()).collect();
    assert_eq!(sizes, [1_000, 1_000, 501]);
    assert!(told.iter().all(|commit| commit.did == "import_directory"));
    assert!(told.is_sorted_by(|one, next| one.stamp < next.stamp));
    let unsent = store.unsent().unwrap();
    assert_eq!((unsent.commits, unsent.unsealed), (3, 3), "all of it waits");
    store.replica_read(|replica| replica.check_rows()).unwrap();
}

#[test]
fn few_that_are_long_are_as_large_as_many_that_are_short() {
    let store = Ready::new().unwrap();
    store
        .transact("import_directory", |tx| {
            for number in 1..=10 {
                tx.add(&service(number, "Group", &"long ".repeat(20_000)))?;
            }
            Ok(())
        })
        .unwrap();
    let sizes: Vec<usize> = commits(&store)
        .iter()
        .map(|commit| commit.operations.len())
        .collect();
    assert_eq!(sizes, [3, 3, 3, 1]);
}

#[test]
fn a_large_import_is_undone_and_done_again_whole() {
    let mut store = Ready::new().unwrap();
    import(&store, 3);
    import_more(&store);
    assert_eq!(listed(&store), 2_400);
    store.undo().unwrap();
    assert_eq!(listed(&store), 3, "one undo");
    store.redo().unwrap();
    assert_eq!(listed(&store), 2_400, "and once more");
    // The next morning.
    store.reopen().unwrap();
    store.undo().unwrap();
    assert_eq!(listed(&store), 3);
    store.undo().unwrap();
    assert_eq!(listed(&store), 0, "what was done before comes before");
}

fn import_more(store: &Store) {
    store
        .transact("import_directory", |tx| {
            for number in 4..=2_400 {
                tx.add(&service(number, &format!("Group {number}"), "Meets."))?;
            }
            Ok(())
        })
        .unwrap();
}
