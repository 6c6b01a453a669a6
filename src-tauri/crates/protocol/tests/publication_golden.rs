//! The bytes of publishing, frozen as those of `golden.rs` are.
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use alongside_protocol::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_bytes::ByteBuf;
use std::fmt::{Debug, Write as _};

fn whole<T: Serialize + DeserializeOwned + PartialEq + Debug>(name: &str, value: &T) -> String {
    let bytes = encode(value).unwrap();
    assert_eq!(&decode::<T>(&bytes).unwrap(), value, "{name}");
    assert!(decode::<T>(&[bytes.as_slice(), &[0]].concat()).is_err());
    assert!(decode::<T>(bytes.split_last().unwrap().1).is_err());
    let mut line = format!("{name} ");
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(line, "{byte:02x}");
    }
    line
}

#[test]
fn the_bytes_of_publishing_are_what_they_were() {
    let publication = Hash([0x55; 32]);
    let name = PublicName([0x66; 10]);
    let services = vec![ByteBuf::from(b"{}".to_vec()), ByteBuf::from(b"[]".to_vec())];
    let part = PublicationPart {
        name,
        publication,
        number: 3,
        is_last: true,
        services: services.clone(),
    };
    let live = Live {
        name,
        publication,
        services: 300,
        at: 1_800_000_000_000,
    };
    let begun = Begun {
        publication,
        parts: 4,
    };
    let lines = [
        whole("part", &part),
        whole("nothing", &Publishing::default()),
        whole(
            "publishing",
            &Publishing {
                is_served: true,
                live: Some(live),
                begun: Some(begun),
            },
        ),
        format!(
            "chain {}",
            PublicationPart::chain(&publication, &services).unwrap()
        ),
    ];
    insta::assert_snapshot!("bytes", lines.join("\n"));
}

#[test]
fn a_publication_cut_otherwise_or_in_another_order_is_another() {
    let (a, b) = (ByteBuf::from(b"ab".to_vec()), ByteBuf::from(b"c".to_vec()));
    let chain = |services: &Vec<ByteBuf>| PublicationPart::chain(&Hash::default(), services);
    let first = chain(&vec![a.clone(), b.clone()]).unwrap();
    let joined = ByteBuf::from(b"abc".to_vec());
    for other in [vec![b, a], vec![joined], Vec::new()] {
        assert_ne!(chain(&other).unwrap(), first);
    }
}
