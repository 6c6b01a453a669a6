//! What the vault's stories share: Amira, her passphrase, and randomness that is the same every time.

#![allow(clippy::unwrap_used, reason = "a story that cannot go on should stop")]

use std::path::Path;

use alongside_vault::{
    NewPassphrase, PassphraseCost, Random, RecoveryCode, Result, VaultFile, VaultKey, VaultLock,
};
use tempfile::TempDir;

/// Amira's passphrase.
pub const AMIRAS: &str = "otter lantern gravel tuesday";
/// What she changes it to.
pub const AMIRAS_NEXT: &str = "kettle orchard violin puddle";

/// The same bytes for the same seed, for ever (SplitMix64): golden files are made from it.
pub struct Dice(pub u64);

impl Random for Dice {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<()> {
        for byte in bytes {
            self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut mixed = self.0;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            *byte = ((mixed ^ (mixed >> 31)) >> 56) as u8;
        }
        Ok(())
    }
}

pub fn passphrase(text: &str) -> NewPassphrase {
    NewPassphrase::choose(text, &["Amira"]).unwrap()
}

/// Amira's laptop: a folder, its lock, her vault, its key and the sheet in her drawer.
pub struct Laptop {
    pub folder: TempDir,
    pub lock: VaultLock,
    pub file: VaultFile,
    pub key: VaultKey,
    pub code: RecoveryCode,
    pub dice: Dice,
}

impl Laptop {
    /// A new vault, at the lowest cost allowed so that the stories are quick.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut dice = Dice(1);
        let lock = VaultLock::take(folder.path()).unwrap();
        let code = RecoveryCode::make(&mut dice).unwrap();
        let (file, key) = VaultFile::create(
            &lock,
            &passphrase(AMIRAS),
            PassphraseCost::FLOOR,
            &code,
            &mut dice,
        )
        .unwrap();
        Self {
            folder,
            lock,
            file,
            key,
            code,
            dice,
        }
    }

    pub fn bytes(&self) -> Vec<u8> {
        bytes_in(self.folder.path())
    }
}

pub fn bytes_in(folder: &Path) -> Vec<u8> {
    std::fs::read(folder.join("vault.json")).unwrap()
}

/// Bytes from hexadecimal digits.
pub fn hex(digits: &str) -> Vec<u8> {
    digits
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

/// Hexadecimal digits of bytes.
pub fn digits(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Every way of damaging sealed bytes: each bit flipped in turn, cut short anywhere, made longer.
pub fn damaged(sealed: &[u8]) -> Vec<Vec<u8>> {
    let flipped = (0..sealed.len() * 8).map(|bit| {
        let mut bytes = sealed.to_vec();
        if let Some(byte) = bytes.get_mut(bit / 8) {
            *byte ^= 1 << (bit % 8);
        }
        bytes
    });
    let cut = (0..sealed.len()).map(|length| sealed.iter().copied().take(length).collect());
    let longer = [0_u8, 0xFF].map(|more| [sealed, &[more]].concat());
    flipped.chain(cut).chain(longer).collect()
}
