//! How a device proves who it is: it signs every request, so that the server keeps no session.

use crate::{Hash, TeamId};

/// What a device signs for a request. `path` is the path with its query, `at` the server's time as the device reckons it, in
/// milliseconds since 1970. A request repeated by somebody who overheard it does nothing: pushing twice is pushing once.
#[must_use]
pub fn request_text(team: &TeamId, method: &str, path: &str, at: i64, body: &[u8]) -> Vec<u8> {
    let body = Hash::of(&[body]);
    format!("alongside request v1\n{team}\n{method}\n{path}\n{at}\n{body}").into_bytes()
}
