//! Publishing the directory: what a team hands over *in clear*, on purpose, so that the server can show it to anybody.
//!
//! A **publication** is a list of services as Open Referral UK writes them, in parts. It is named by what it holds ([`PublicationPart::chain`]):
//! so a laptop that broke off, or was closed, makes the same parts again and goes on where the server is, and nothing is sent twice.
//! What is published already stays whole until the next is whole.

use crate::{Hash, ProtocolError, PublicName, encode};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

/// Some services of a publication, in its order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationPart {
    /// Under which name to publish, if the team has none yet: random, so that it tells nothing of the team.
    pub name: PublicName,
    /// The publication: its chain after the last part.
    pub publication: Hash,
    /// Which part this is, from 0.
    pub number: u32,
    /// Whether it is the last.
    pub is_last: bool,
    /// Services, each in JSON.
    pub services: Vec<ByteBuf>,
}

impl PublicationPart {
    /// The hash of all parts up to one, from the hash of those before it; zeroes before the first.
    ///
    /// # Errors
    /// [`ProtocolError::Malformed`]: nothing here can cause it.
    pub fn chain(before: &Hash, services: &Vec<ByteBuf>) -> Result<Hash, ProtocolError> {
        let services = encode(services)?;
        Ok(Hash::of(&[
            b"alongside publication v1",
            &before.0,
            &services,
        ]))
    }
}

/// How a team's publishing stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publishing {
    /// Whether this server shows directories to the public at all.
    pub is_served: bool,
    /// What is public.
    pub live: Option<Live>,
    /// What has been begun and is not whole.
    pub begun: Option<Begun>,
}

/// A publication that is public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Live {
    /// Under which name.
    pub name: PublicName,
    /// Which.
    pub publication: Hash,
    /// How many services it has.
    pub services: u32,
    /// Since when, in milliseconds since 1970 by the server's time.
    pub at: i64,
}

/// A publication that is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// Which.
    pub publication: Hash,
    /// How many of its parts are here: the number of the next.
    pub parts: u32,
}
