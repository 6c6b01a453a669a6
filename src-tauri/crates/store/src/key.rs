//! Hands the key to SQLCipher.
//!
//! `PRAGMA key` would leave the key in the text of a statement, in memory that SQLite frees without wiping. The C call
//! copies it into memory that SQLCipher wipes itself; our own copy is wiped here.

use crate::error::{Result, StoreError};
use rusqlite::{Connection, ffi};
use zeroize::Zeroizing;

/// Bytes of the key.
pub const KEY_BYTES: usize = 32;

/// Gives a connection its raw 256-bit key. Must come before anything else is asked of it.
#[expect(
    unsafe_code,
    reason = "rusqlite has no call for it, and PRAGMA key leaves the key in memory"
)]
pub(crate) fn give(connection: &Connection, key: &[u8; KEY_BYTES]) -> Result<()> {
    // SQLCipher takes a raw key as the text x'...' of 64 hex digits; anything else it would stretch like a passphrase.
    let mut text = Zeroizing::new([0_u8; KEY_BYTES * 2 + 3]);
    let digits = b"0123456789abcdef";
    let digit = |nibble: u8| digits.get(usize::from(nibble)).copied().unwrap_or(b'0');
    let bytes = key
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
    let spelt = [b'x', b'\''].into_iter().chain(bytes).chain([b'\'']);
    for (place, letter) in text.iter_mut().zip(spelt) {
        *place = letter;
    }
    let length = i32::try_from(text.len()).map_err(|_| StoreError::Internal("key length"))?;
    // SAFETY: the handle is that of a live connection which this thread holds; the pointer and length are those of `text`,
    // which outlives the call; SQLCipher copies the bytes.
    let code = unsafe {
        ffi::sqlite3_key_v2(
            connection.handle(),
            c"main".as_ptr(),
            text.as_ptr().cast(),
            length,
        )
    };
    if code == ffi::SQLITE_OK {
        Ok(())
    } else {
        Err(StoreError::NotEncrypted)
    }
}
