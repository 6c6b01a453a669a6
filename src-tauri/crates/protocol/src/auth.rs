//! How a device proves who it is: it signs every request, so that the server keeps no session.

use crate::{DeviceId, Hash, Signature, TeamId};

/// Header with the device's own team, in hexadecimal. A guest asks another team's log, and its own roster vouches for it.
pub const TEAM_HEADER: &str = "alongside-team";
/// Header with the device, in hexadecimal.
pub const DEVICE_HEADER: &str = "alongside-device";
/// Header with the time of the request, in milliseconds since 1970.
pub const TIME_HEADER: &str = "alongside-time";
/// Header with the signature over [`request_text`], in hexadecimal.
pub const SIGNATURE_HEADER: &str = "alongside-signature";

/// What a device signs for a request. `team` is its own, `path` the path with its query from `/v1/` on ([`crate::Route::path`]), `at`
/// the server's time as the device reckons it, in milliseconds since 1970. A request repeated by somebody who overheard it does
/// nothing: pushing twice is pushing once.
#[must_use]
pub fn request_text(team: &TeamId, method: &str, path: &str, at: i64, body: &[u8]) -> Vec<u8> {
    let body = Hash::of(&[body]);
    format!("alongside request v1\n{team}\n{method}\n{path}\n{at}\n{body}").into_bytes()
}

/// Who signed a request: what stands in its headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The device's own team.
    pub team: TeamId,
    /// The device.
    pub device: DeviceId,
    /// When, in milliseconds since 1970 by the server's time.
    pub at: i64,
    /// Over [`request_text`].
    pub signature: Signature,
}

impl Signed {
    /// As headers.
    #[must_use]
    pub fn headers(&self) -> [(&'static str, String); 4] {
        [
            (TEAM_HEADER, self.team.to_string()),
            (DEVICE_HEADER, self.device.to_string()),
            (TIME_HEADER, self.at.to_string()),
            (SIGNATURE_HEADER, self.signature.to_string()),
        ]
    }

    /// From headers; `None` if one is missing or is not written as [`Signed::headers`] writes it.
    pub fn read<'h>(header: impl Fn(&'static str) -> Option<&'h str>) -> Option<Self> {
        let time = header(TIME_HEADER)?;
        let at: i64 = time.parse().ok()?;
        if at.to_string() != time {
            return None;
        }
        Some(Self {
            team: TeamId::from_hex(header(TEAM_HEADER)?)?,
            device: DeviceId::from_hex(header(DEVICE_HEADER)?)?,
            at,
            signature: Signature::from_hex(header(SIGNATURE_HEADER)?)?,
        })
    }
}
