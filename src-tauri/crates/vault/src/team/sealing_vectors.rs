//! Known answers for sealing to a device.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop"
)]

use super::*;
use ring::digest::{SHA256, digest};

/// Hands out what it was given, once.
struct Given(Vec<u8>);

impl Random for Given {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<()> {
        if self.0.len() < bytes.len() {
            return Err(VaultError::NoRandomness);
        }
        let rest = self.0.split_off(bytes.len());
        bytes.copy_from_slice(&std::mem::replace(&mut self.0, rest));
        Ok(())
    }
}

fn hex(digits: &str) -> Vec<u8> {
    digits
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

/// RFC 9180, A.2.1: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305, base mode, sequence number 0.
#[test]
fn x25519_is_the_one_in_the_rfc() {
    let secret = hex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb");
    let public = hex("4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a");
    let info = hex("4f6465206f6e2061204772656369616e2055726e");
    let associated = hex("436f756e742d30");
    let plaintext = hex("4265617574792069732074727574682c20747275746820626561757479");
    let encapsulated = hex("1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a");
    let body = hex(
        "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28",
    );

    let secret: [u8; 32] = secret.try_into().unwrap();
    assert_eq!(public_of::<X25519HkdfSha256>(&secret).unwrap(), public);

    let mut given = Given(hex(
        "909a9b35d3dc4713a5e72a4da274b55d3d3821a37e5d099e74a647db583a904b",
    ));
    let mut lent = Lent::of(&mut given);
    let sealed =
        seal_by::<X25519HkdfSha256>(&public, &info, &plaintext, &associated, &mut lent).unwrap();
    lent.end().unwrap();
    assert_eq!(sealed, (encapsulated.clone(), body.clone()));

    let opened = open_by::<X25519HkdfSha256>(&secret, &encapsulated, &info, &body, &associated);
    assert_eq!(*opened.unwrap(), plaintext);
}

/// The three vectors of draft-connolly-cfrg-xwing-kem. Keys and ciphertexts are given by their SHA-256, for their length.
#[test]
fn x_wing_is_the_one_in_the_draft() {
    let vectors = [
        [
            "7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26",
            "3cb1eea988004b93103cfb0aeefd2a686e01fa4a58e8a3639ca8a1e3f9ae57e235b8cc873c23dc62b8d260169afa2f75ab916a58d974918835d25e6a435085b2",
            "d2df0522128f09dd8e2c92b1e905c793d8f57a54c3da25861f10bf4ca613e384",
            "2e816deebcd76c5c80d0cd2d174478871658e8e2ff42bc9d4a6e486372e856bb",
            "17cd532d657e44c897ca6583e548a5424fc70bf54f99515a4d2bcf99e3469f33",
        ],
        [
            "badfd6dfaac359a5efbb7bcc4b59d538df9a04302e10c8bc1cbf1a0b3a5120ea",
            "17cda7cfad765f5623474d368ccca8af0007cd9f5e4c849f167a580b14aabdefaee7eef47cb0fca9767be1fda69419dfb927e9df07348b196691abaeb580b32d",
            "f2e86241c64d60f6649fbc6c5b7d17180b780a3f34355e64a85749949c45f150",
            "c42ba5f8430d7d2c83739338203819f090e8303ce9c8b02107c272bfa5376916",
            "1661ea86d608a1924ba30840cb0a65f13ae051e3aec9cf0f064efc0bc92f2154",
        ],
        [
            "ef58538b8d23f87732ea63b02b4fa0f4873360e2841928cd60dd4cee8cc0d4c9",
            "22a96188d032675c8ac850933c7aff1533b94c834adbb69c6115bad4692d8619f90b0cdf8a7b9c264029ac185b70b83f2801f2f4b3f70c593ea3aeeb613a7f1b",
            "953f7f4e8c5b5049bdc771d1dffada0dd961477d1a2ae0988baa7ea6898d893f",
            "6b080d6b84f095342092fa7a22423e58bd681397ad0ef00eac92bd254db4fa95",
            "d3ca5578500344b5896cffc4fd740c9311946b82951df155e6fd86a7966b43c6",
        ],
    ];
    let hash = |bytes: &[u8]| digest(&SHA256, bytes).as_ref().to_vec();
    for [seed, randomness, shared, public_hash, encapsulated_hash] in vectors {
        let secret: [u8; 32] = hex(seed).try_into().unwrap();
        let public = public_of::<XWing>(&secret).unwrap();
        assert_eq!(hash(&public), hex(public_hash));

        let mut given = Given(hex(randomness));
        let mut lent = Lent::of(&mut given);
        let key = <XWing as Kem>::PublicKey::from_bytes(&public).unwrap();
        let (agreed, encapsulated) = XWing::encap_with_rng(&key, None, &mut lent).unwrap();
        lent.end().unwrap();
        assert_eq!(agreed.0.to_vec(), hex(shared));
        assert_eq!(hash(&encapsulated.to_bytes()), hex(encapsulated_hash));

        let secret = <XWing as Kem>::PrivateKey::from_bytes(&secret).unwrap();
        let theirs = XWing::decap(&secret, None, &encapsulated).unwrap();
        assert_eq!(theirs.0.to_vec(), hex(shared));
    }
}

#[test]
fn without_randomness_nothing_is_sealed() {
    let key = OpeningKey::make(&mut Given(vec![7; 32])).unwrap();
    for enough in [0, 31, 63] {
        assert_eq!(
            seal_to(1, &key.public(), b"", b"", &mut Given(vec![7; enough])),
            Err(VaultError::NoRandomness)
        );
    }
    assert!(OpeningKey::make(&mut Given(vec![7; 31])).is_err());
}
