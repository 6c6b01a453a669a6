//! How large things may be. Checked by whoever receives, before any work is done.

/// Bytes of one entry. A large change (an import) is told in commits that are far smaller, by whoever writes it.
pub const ENTRY_BYTES: usize = 4 * 1024 * 1024;
/// Bytes of entries in a page or a push, unless its first entry alone is larger.
pub const PAGE_BYTES: usize = 1024 * 1024;
/// Entries in a page or a push.
pub const PAGE_ENTRIES: usize = 2_000;
/// Bytes of a snapshot.
pub const SNAPSHOT_BYTES: usize = ENTRY_BYTES;
/// Snapshots that may be asked for at one time.
pub const SNAPSHOTS: usize = 500;
/// Bytes of the body of any request.
pub const BODY_BYTES: usize = ENTRY_BYTES + PAGE_BYTES;
/// Bytes that a pack may become when decompressed.
pub const PACK_PLAIN_BYTES: usize = 32 * 1024 * 1024;
/// Devices of a team that may be live at one time.
pub const DEVICES: usize = 500;
/// Bytes of a key that things are sealed to; the longest suite has 1,216.
pub const SEAL_KEY_BYTES: usize = 4 * 1024;
/// How far the time of a signed request may be from the server's, in milliseconds either way. The device goes by the server's time.
pub const REQUEST_SKEW_MS: i64 = 5 * 60 * 1000;
/// How long a mailbox lives, in milliseconds by the server's time.
pub const MAILBOX_MS: i64 = 15 * 60 * 1000;
/// Messages that each side may leave in a mailbox.
pub const MAILBOX_MESSAGES: u8 = 16;
/// Bytes of a message in a mailbox.
pub const MAILBOX_BYTES: usize = 64 * 1024;
/// Mailboxes that a team may have at one time.
pub const MAILBOXES: usize = 20;
/// Bytes of what is left for a member who may lose every laptop.
pub const ESCROW_BYTES: usize = 64 * 1024;
/// How many such things a team may leave.
pub const ESCROWS: usize = 1_000;
/// Bytes of one published service.
pub const PUBLISHED_BYTES: usize = 256 * 1024;
/// Bytes of services in one part of a publication. Parts are never compressed: nothing grows when it is unpacked.
pub const PUBLISHED_PART_BYTES: usize = PAGE_BYTES;
/// Services in one part of a publication.
pub const PUBLISHED_PART: usize = 500;
/// Services of a publication.
pub const PUBLISHED_SERVICES: usize = 50_000;
