//! Signatures for stories about rules: enough to see that the right one is asked for the right text, and no cipher.

use alongside_protocol::{DeviceId, Hash, PublicKey, Signature, Verify};

/// A signature here is the key, and a hash of the message.
pub struct Simple;

impl Verify for Simple {
    fn verify(&self, key: &PublicKey, message: &[u8], signature: &Signature) -> bool {
        *signature == sign(key, message)
    }
}

pub fn sign(key: &PublicKey, message: &[u8]) -> Signature {
    let mut signature = [0; 64];
    signature[..32].copy_from_slice(&key.0);
    signature[32..].copy_from_slice(&Hash::of(&[message]).0);
    Signature(signature)
}

pub fn device(n: u8) -> DeviceId {
    DeviceId([n; 8])
}
