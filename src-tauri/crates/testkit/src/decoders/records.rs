//! What reaches the file of records: commits of others, a stick, a backup.

use crate::Ready;
use alongside_domain::Moment;
use alongside_protocol::Hash;
use alongside_store::StoreError;
use alongside_store::log::Commit;
use alongside_store::replica::{Applied, Source};
use alongside_sync::{Engine, Settings};
use alongside_vault::SystemRandom;
use uuid::Uuid;

/// Where commits are tried. Every try is taken back.
fn with_store(work: impl FnOnce(&Ready)) {
    thread_local! {
        static STORE: Option<Ready> = Ready::new().ok();
    }
    STORE.with(|store| {
        assert!(store.is_some(), "there is no room for a file");
        if let Some(store) = store {
            work(store);
        }
    });
}

/// Commits, as a pack carries them. Nothing that a commit says is an error of the file; one that comes again is known; and every row
/// afterwards is what its log makes it.
pub fn commits(bytes: &[u8]) {
    let Ok((commits, _)) = postcard::take_from_bytes::<Vec<Commit>>(bytes) else {
        return;
    };
    // A number that is none is unlike itself, so what is compared is bytes.
    let written = postcard::to_allocvec(&commits);
    assert!(written.is_ok());
    if let Ok(written) = written {
        let again =
            postcard::from_bytes::<Vec<Commit>>(&written).and_then(|it| postcard::to_allocvec(&it));
        assert_eq!(again, Ok(written));
    }
    with_store(|store| {
        let space = Uuid::from_u128(0x22);
        let mut told = None;
        let undone = store.replicate(|replica| -> Result<(), StoreError> {
            let applied = (|| {
                for commit in &commits {
                    replica.apply(space, commit, Source::default())?;
                    if !commit.operations.is_empty() {
                        let again = replica.apply(space, commit, Source::default())?;
                        assert_eq!(again, Applied::Known);
                    }
                }
                Ok::<(), StoreError>(())
            })();
            told = Some(applied);
            Err(StoreError::Internal("only tried"))
        });
        assert!(undone.is_err());
        assert!(matches!(told, Some(Ok(()))), "{told:?}");
    });
}

/// A file on a stick, at a laptop that is in no team: nothing in it is taken in.
pub fn stick(bytes: &[u8]) {
    with_store(|store| {
        let settings = Settings::of(Hash([7; 32]));
        let engine = Engine::open(store, settings, Box::new(SystemRandom::new()));
        assert!(engine.is_ok());
        if let Ok(mut engine) = engine {
            assert!(
                engine.read_stick(store, bytes, Moment(0)).is_err(),
                "whose is it?"
            );
        }
    });
}

/// A file of records in a backup that nobody with the key has written: it is refused, and left as it is.
pub fn backup(bytes: &[u8]) {
    with_store(|store| {
        let folder = store.folder().join("backup");
        let file = folder.join(alongside_store::backup::RECORDS);
        let put = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&file, bytes));
        assert!(put.is_ok());
        assert!(store.preview(&folder).is_err(), "forged");
        assert!(
            std::fs::read(&file).is_ok_and(|left| left == bytes),
            "changed"
        );
    });
}
