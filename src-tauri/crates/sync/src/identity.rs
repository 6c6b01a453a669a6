//! Who this laptop is: two keys made here that never leave the encrypted file, and the installation they belong to.
//!
//! The hash of an installation id, which is kept outside the file, is kept with the keys. A file that wakes up in another
//! installation was copied or restored: it must not go on under the old name, or two laptops would speak with one voice.

use crate::secret::Secret32;
use crate::trouble::{Result, SyncError};
use alongside_protocol::{DeviceId, Hash, MemberId, NewDevice, PublicKey, Signature, TeamId};
use alongside_vault::{OpeningKey, Random, SigningKey};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// This laptop's keys.
#[derive(Clone)]
pub(crate) struct Identity {
    pub device: DeviceId,
    pub installation: Hash,
    signing: Arc<SigningKey>,
    opening: Arc<OpeningKey>,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    device: DeviceId,
    installation: Hash,
    seed: Secret32,
    #[serde(with = "serde_bytes")]
    opening: Vec<u8>,
}

impl PartialEq for Identity {
    fn eq(&self, other: &Self) -> bool {
        self.device == other.device
            && self.installation == other.installation
            && self.signing.public() == other.signing.public()
    }
}

impl Identity {
    /// New keys under a name.
    pub(crate) fn make(
        device: DeviceId,
        installation: Hash,
        suite: Option<u8>,
        random: &mut dyn Random,
    ) -> Result<Self> {
        let opening = match suite {
            Some(suite) => OpeningKey::make_of(suite, random)?,
            None => OpeningKey::make(random)?,
        };
        Ok(Self {
            device,
            installation,
            signing: Arc::new(SigningKey::make(random)?),
            opening: Arc::new(opening),
        })
    }

    /// What the encrypted file keeps.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>> {
        crate::facts::bytes(&Kept {
            device: self.device,
            installation: self.installation,
            seed: Secret32::new(*self.signing.seed()),
            opening: self.opening.bytes().to_vec(),
        })
    }

    /// From that.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self> {
        let kept: Kept = crate::facts::read(bytes)?;
        Ok(Self {
            device: kept.device,
            installation: kept.installation,
            signing: Arc::new(SigningKey::from_seed(kept.seed.expose())?),
            opening: Arc::new(OpeningKey::from_bytes(&kept.opening)?),
        })
    }

    /// Signs.
    pub(crate) fn sign(&self, message: &[u8]) -> Signature {
        Signature(self.signing.sign(message))
    }

    /// Opens what was sealed to this laptop.
    pub(crate) fn open(
        &self,
        context: &[u8],
        sealed: &[u8],
    ) -> Result<zeroize::Zeroizing<Vec<u8>>> {
        Ok(self.opening.open(context, sealed)?)
    }

    /// What others learn of it when it joins as a laptop of `member`.
    pub(crate) fn introduce(&self, team: &TeamId, member: &MemberId) -> NewDevice {
        let (suite, seal) = (self.opening.suite(), self.opening.public());
        let text = NewDevice::signed_text(team, member, &self.device, suite, &seal);
        NewDevice {
            id: self.device,
            verify: PublicKey(self.signing.public()),
            suite,
            seal,
            proof: self.sign(&text),
        }
    }
}

/// Signs requests to the server, so that whoever carries them needs no key.
#[derive(Clone)]
pub struct Signer {
    /// The team.
    pub team: TeamId,
    /// This laptop.
    pub device: DeviceId,
    /// How far the server's clock is ahead of this laptop's, in milliseconds.
    pub ahead: i64,
    identity: Arc<Identity>,
}

impl Signer {
    pub(crate) fn new(team: TeamId, ahead: i64, identity: Arc<Identity>) -> Self {
        Self {
            team,
            device: identity.device,
            ahead,
            identity,
        }
    }

    /// Signs what stands for a request (see `request_text` of the protocol).
    #[must_use]
    pub fn sign(&self, text: &[u8]) -> Signature {
        self.identity.sign(text)
    }
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Signer({}, {})", self.team, self.device)
    }
}

/// Checks signatures, for the protocol's rules.
pub(crate) struct Ed25519;

impl alongside_protocol::Verify for Ed25519 {
    fn verify(&self, key: &PublicKey, message: &[u8], signature: &Signature) -> bool {
        alongside_vault::verify_signature(&key.0, message, &signature.0)
    }
}

/// Random bytes.
pub(crate) fn random_bytes<const N: usize>(random: &mut dyn Random) -> Result<[u8; N]> {
    let mut bytes = [0; N];
    random.fill(&mut bytes).map_err(SyncError::Vault)?;
    Ok(bytes)
}
