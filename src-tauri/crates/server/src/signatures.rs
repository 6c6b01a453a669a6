//! Signatures are checked by the crate that knows keys, and by nothing else here.

use alongside_protocol::{PublicKey, Signature, Verify};

/// Ed25519, strictly.
#[derive(Clone, Copy, Debug, Default)]
pub struct Signatures;

impl Verify for Signatures {
    fn verify(&self, key: &PublicKey, message: &[u8], signature: &Signature) -> bool {
        alongside_vault::verify_signature(&key.0, message, &signature.0)
    }
}
