//! Putting a small file in place so that a power cut leaves either the old one or the new one, whole.
//!
//! The new bytes go to a file beside the old, are synced, read back and compared, and only then renamed over it; then
//! the folder is synced. Until the rename the old file has not been touched.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use crate::{Doing, Result, VaultError};

/// What is asked of a disk, so that a test can have each step fail.
pub(crate) trait Disk {
    /// Writes a new file that only its owner may read, and syncs it.
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    /// Reads the file back.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    /// Renames, over what is there.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    /// Makes a rename inside the folder durable. Windows has no such call and does it by itself.
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        if cfg!(unix) {
            File::open(folder)?.sync_all()
        } else {
            Ok(())
        }
    }
}

/// The disk of this machine.
pub(crate) struct RealDisk;

impl Disk for RealDisk {}

/// Puts `bytes` in `folder` as `name`, in place of whatever was there, or leaves everything as it was.
///
/// The one exception is [`Doing::MakingDurable`]: the new file is in place, and the disk would not promise to keep it.
pub(crate) fn replace(disk: &dyn Disk, folder: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let beside = folder.join(format!("{name}.new"));
    let writing = |error: io::Error| VaultError::from_io(Doing::Writing, &error);
    // A leftover of an earlier crash; it was never the vault.
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(writing(error)),
        _ => {}
    }
    let put = || -> io::Result<()> {
        disk.write_new(&beside, bytes)?;
        if disk.read(&beside)? != bytes {
            return Err(io::ErrorKind::InvalidData.into());
        }
        disk.rename(&beside, &folder.join(name))
    };
    if let Err(error) = put() {
        // Best effort: the next write clears it otherwise.
        let _ = fs::remove_file(&beside);
        return Err(writing(error));
    }
    match disk.sync_folder(folder) {
        // Some network and removable disks cannot sync a folder; they offer nothing better.
        Err(error)
            if !matches!(
                error.kind(),
                io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
            ) =>
        {
            Err(VaultError::Io {
                doing: Doing::MakingDurable,
                kind: error.kind(),
            })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

    use io::ErrorKind as K;
    use rstest::rstest;

    use super::*;

    #[derive(Clone, Copy, PartialEq)]
    enum Step {
        WriteHalf,
        ReadBack,
        Flip,
        Rename,
        SyncFolder,
    }

    /// A disk on which one step goes wrong.
    struct Failing(Step, K);

    impl Disk for Failing {
        fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
            match self.0 {
                Step::WriteHalf => {
                    fs::write(
                        path,
                        bytes
                            .iter()
                            .take(bytes.len() / 2)
                            .copied()
                            .collect::<Vec<_>>(),
                    )?;
                    Err(self.1.into())
                }
                Step::Flip => {
                    RealDisk.write_new(path, &bytes.iter().map(|byte| byte ^ 1).collect::<Vec<_>>())
                }
                _ => RealDisk.write_new(path, bytes),
            }
        }
        fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
            if self.0 == Step::ReadBack {
                Err(self.1.into())
            } else {
                RealDisk.read(path)
            }
        }
        fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
            if self.0 == Step::Rename {
                Err(self.1.into())
            } else {
                RealDisk.rename(from, to)
            }
        }
        fn sync_folder(&self, folder: &Path) -> io::Result<()> {
            if self.0 == Step::SyncFolder {
                Err(self.1.into())
            } else {
                RealDisk.sync_folder(folder)
            }
        }
    }

    #[rstest]
    #[case::disk_fills_half_way(Step::WriteHalf, K::StorageFull, VaultError::DiskFull)]
    #[case::quota_reached(Step::WriteHalf, K::QuotaExceeded, VaultError::DiskFull)]
    #[case::read_only_disk(Step::WriteHalf, K::ReadOnlyFilesystem, VaultError::ReadOnly)]
    #[case::read_only_folder(Step::WriteHalf, K::PermissionDenied, VaultError::ReadOnly)]
    #[case::unreadable(Step::ReadBack, K::Other, VaultError::Io { doing: Doing::Writing, kind: K::Other })]
    #[case::disk_lies(Step::Flip, K::Other, VaultError::Io { doing: Doing::Writing, kind: K::InvalidData })]
    #[case::rename_refused(Step::Rename, K::PermissionDenied, VaultError::ReadOnly)]
    fn whatever_fails_before_the_rename_the_old_file_is_untouched(
        #[case] step: Step,
        #[case] kind: K,
        #[case] expected: VaultError,
    ) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("vault.json"), "the old vault").unwrap();
        assert_eq!(
            replace(
                &Failing(step, kind),
                folder.path(),
                "vault.json",
                b"the new vault"
            ),
            Err(expected)
        );
        assert_eq!(
            fs::read(folder.path().join("vault.json")).unwrap(),
            b"the old vault"
        );
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "nothing is left beside it"
        );
    }

    #[test]
    fn a_folder_that_will_not_sync_is_told_and_one_that_cannot_is_let_be() {
        let folder = tempfile::tempdir().unwrap();
        let put = |kind| {
            replace(
                &Failing(Step::SyncFolder, kind),
                folder.path(),
                "vault.json",
                b"the new vault",
            )
        };
        assert_eq!(
            put(K::Other),
            Err(VaultError::Io {
                doing: Doing::MakingDurable,
                kind: K::Other
            })
        );
        assert_eq!(put(K::InvalidInput), Ok(()));
        assert_eq!(
            fs::read(folder.path().join("vault.json")).unwrap(),
            b"the new vault"
        );
    }

    #[test]
    fn the_leftover_of_a_crash_does_not_get_in_the_way() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("vault.json.new"), "half a va").unwrap();
        replace(&RealDisk, folder.path(), "vault.json", b"the new vault").unwrap();
        assert_eq!(
            fs::read(folder.path().join("vault.json")).unwrap(),
            b"the new vault"
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
