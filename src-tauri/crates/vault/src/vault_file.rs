//! `vault.json`: the small file beside the database that holds the vault key, wrapped twice.
//!
//! It is text on purpose: whoever must rescue a vault in ten years can see what it is. What a newer version adds is kept
//! when this one rewrites the file; `min_reader` says when that would be wrong, and then the file is refused and left alone.
//!
//! A flipped bit in one slot does not stop the other from opening: each slot is read by itself, and changing the passphrase
//! or replacing the code writes a damaged slot anew. Copies of this file belong in every backup; without it the
//! database is lost, and with it a backup opens on any laptop.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::durable::{RealDisk, replace};
use crate::hex::Hex;
use crate::key::{VaultId, VaultKey};
use crate::random::fresh;
use crate::slot::{Slot, SlotKind};
use crate::{
    Doing, NewPassphrase, Part, PassphraseCost, Random, RecoveryCode, Result, VaultError, VaultLock,
};

const NAME: &str = "vault.json";
/// The newest file format this version knows.
const FORMAT: u32 = 1;
/// Real ones are about a kilobyte; something this large is not a vault file.
const LARGEST: u64 = 64 * 1024;
const DAMAGED: VaultError = VaultError::Damaged {
    what: Part::VaultFile,
};

/// The vault file, as read or made.
#[derive(Debug, Clone, PartialEq)]
pub struct VaultFile(Contents);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Contents {
    /// The format of the version that last wrote it.
    format: u32,
    /// The oldest format a reader must know.
    min_reader: u32,
    vault_id: Hex<16>,
    passphrase: SlotState,
    recovery: SlotState,
    /// What a newer version wrote here is kept.
    #[serde(flatten)]
    newer: BTreeMap<String, Value>,
}

/// A slot, or what is left of one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum SlotState {
    Readable(Slot),
    Unreadable(Value),
}

impl SlotState {
    fn readable(&self, kind: SlotKind) -> Result<&Slot> {
        match self {
            Self::Readable(slot) => Ok(slot),
            Self::Unreadable(_) => Err(VaultError::Damaged { what: kind.part() }),
        }
    }
}

/// What must be readable before anything else is believed.
#[derive(Deserialize)]
struct Versions {
    min_reader: u32,
}

impl VaultFile {
    /// Whether `folder` holds a vault file, readable or not.
    #[must_use]
    pub fn exists(folder: &Path) -> bool {
        folder.join(NAME).symlink_metadata().is_ok()
    }

    /// Makes a new vault in the locked folder, opened by `passphrase` or by `code`.
    ///
    /// Never writes over a vault: [`VaultError::AlreadyExists`]. Show `code` to the person, and confirm it, before or after.
    pub fn create(
        lock: &VaultLock,
        passphrase: &NewPassphrase,
        cost: PassphraseCost,
        code: &RecoveryCode,
        random: &mut dyn Random,
    ) -> Result<(Self, VaultKey)> {
        let vault_id = Hex(fresh(random)?);
        let key = VaultKey::make(VaultId(vault_id), random)?;
        let made = Self(Contents {
            format: FORMAT,
            min_reader: FORMAT,
            vault_id,
            passphrase: SlotState::Readable(Slot::for_passphrase(
                &key,
                passphrase.expose(),
                cost,
                random,
            )?),
            recovery: SlotState::Readable(Slot::for_recovery(&key, code, random)?),
            newer: BTreeMap::new(),
        });
        made.put_into(lock)?;
        Ok((made, key))
    }

    /// Reads the vault file in `folder`. Read it anew at each unlock: it is small, and what is on disk is the truth.
    pub fn read(folder: &Path) -> Result<Self> {
        let failed = |error: std::io::Error| VaultError::from_io(Doing::Reading, &error);
        let file = File::open(folder.join(NAME)).map_err(failed)?;
        let mut bytes = Vec::new();
        file.take(LARGEST + 1)
            .read_to_end(&mut bytes)
            .map_err(failed)?;
        Self::parse(&bytes)
    }

    /// Reads a vault file from bytes, such as the copy inside a backup.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        if bytes.len() as u64 > LARGEST {
            return Err(DAMAGED);
        }
        let value: Value = serde_json::from_slice(bytes).map_err(|_| DAMAGED)?;
        let versions = Versions::deserialize(&value).map_err(|_| DAMAGED)?;
        if versions.min_reader > FORMAT {
            return Err(VaultError::TooNew {
                needs: versions.min_reader,
            });
        }
        Contents::deserialize(value).map(Self).map_err(|_| DAMAGED)
    }

    /// The file's bytes, to be kept in a backup. They open nothing without the passphrase or the code.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec_pretty(&self.0).map_err(|_| DAMAGED)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Puts this file into a locked folder that has none: a restored backup, on this laptop or a new one.
    pub fn put_into(&self, lock: &VaultLock) -> Result<()> {
        if Self::exists(lock.folder()) {
            return Err(VaultError::AlreadyExists);
        }
        replace(&RealDisk, lock.folder(), NAME, &self.to_bytes()?)
    }

    /// Which vault this is.
    #[must_use]
    pub fn id(&self) -> VaultId {
        VaultId(self.0.vault_id)
    }

    /// What one guess at the passphrase costs, if that can still be read.
    #[must_use]
    pub fn passphrase_cost(&self) -> Option<PassphraseCost> {
        self.0
            .passphrase
            .readable(SlotKind::Passphrase)
            .ok()
            .and_then(Slot::cost)
    }

    /// The slots that are not as they were written. If the vault still opens, offer to write them anew.
    #[must_use]
    pub fn damaged_parts(&self) -> Vec<Part> {
        [
            (SlotKind::Passphrase, &self.0.passphrase),
            (SlotKind::Recovery, &self.0.recovery),
        ]
        .into_iter()
        .filter(|(kind, state)| {
            !state
                .readable(*kind)
                .is_ok_and(|slot| slot.is_intact(self.id(), *kind))
        })
        .map(|(kind, _)| kind.part())
        .collect()
    }

    /// The vault key, by passphrase. Takes as long as the cost says: call it off the screen's thread.
    pub fn unlock_with_passphrase(&self, passphrase: &str) -> Result<VaultKey> {
        self.0
            .passphrase
            .readable(SlotKind::Passphrase)?
            .open_with_passphrase(self.id(), passphrase)
    }

    /// The vault key, by the recovery code as typed. A typing mistake names its group.
    pub fn unlock_with_recovery(&self, typed: &str) -> Result<VaultKey> {
        let code = RecoveryCode::read(typed)?;
        self.0
            .recovery
            .readable(SlotKind::Recovery)?
            .open_with_recovery(self.id(), &code)
    }

    /// Has `passphrase` open the vault from now on, and the old one no longer. The cost is never lowered.
    ///
    /// Backups made earlier keep the file of their day and so open with the passphrase of their day.
    pub fn change_passphrase(
        &mut self,
        lock: &VaultLock,
        key: &VaultKey,
        passphrase: &NewPassphrase,
        cost: PassphraseCost,
        random: &mut dyn Random,
    ) -> Result<()> {
        // A damaged cost, or one out of bounds, is no reason to go on with it.
        let before = self
            .passphrase_cost()
            .filter(|before| before.check().is_ok());
        let cost = before.map_or(cost, |before| cost.at_least(before));
        let slot = Slot::for_passphrase(key, passphrase.expose(), cost, random)?;
        self.rewrite(lock, key, |contents| {
            contents.passphrase = SlotState::Readable(slot)
        })
    }

    /// Has `code` open the vault from now on, and the old one no longer.
    ///
    /// Make the code, show it and [`RecoveryCode::confirm`] it first: until then the old sheet should still work.
    pub fn replace_recovery_code(
        &mut self,
        lock: &VaultLock,
        key: &VaultKey,
        code: &RecoveryCode,
        random: &mut dyn Random,
    ) -> Result<()> {
        let slot = Slot::for_recovery(key, code, random)?;
        self.rewrite(lock, key, |contents| {
            contents.recovery = SlotState::Readable(slot)
        })
    }

    /// Changes the file on disk, and only then this copy, having made sure that key, file and folder are one vault's.
    fn rewrite(
        &mut self,
        lock: &VaultLock,
        key: &VaultKey,
        change: impl FnOnce(&mut Contents),
    ) -> Result<()> {
        // Starting from what is on disk, so that an older copy in memory cannot bring back an old slot.
        let mut next = Self::read(lock.folder())?;
        if key.vault() != self.id() || next.id() != self.id() {
            return Err(VaultError::NotThisVault);
        }
        change(&mut next.0);
        replace(&RealDisk, lock.folder(), NAME, &next.to_bytes()?)?;
        *self = next;
        Ok(())
    }
}
