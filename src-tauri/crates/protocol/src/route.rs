//! The paths of requests, in one place for both sides.
//!
//! | request | body | answer |
//! |---|---|---|
//! | [`Route::Hello`] | | [`crate::Hello`] |
//! | [`Route::SignUp`] | [`crate::SignUp`] | [`crate::Placed`] |
//! | [`Route::Pull`], signed | [`crate::Pull`] | [`crate::Page`] |
//! | [`Route::Push`], [`Route::Resend`], signed | [`crate::Push`] | [`crate::PushReply`] |
//! | [`Route::Wake`], signed | | a stream of server-sent events, each with the position of the end of the log |
//! | [`Route::MakeMailbox`], signed | | [`crate::MailboxMade`] |
//! | [`Route::ClaimMailbox`] | [`crate::Token`] | [`crate::MailboxMade`] |
//! | [`Route::PutMailbox`] | [`crate::MailboxPut`] | nothing |
//! | [`Route::TakeMailbox`] | [`crate::MailboxTake`] | [`crate::MailboxTaken`] |
//! | [`Route::BurnMailbox`] | [`crate::MailboxTake`] | nothing |
//! | [`Route::PutEscrow`], signed | the bytes | nothing |
//! | [`Route::TakeEscrow`] | | the bytes |
//! | [`Route::Publishing`], signed | | [`crate::Publishing`] |
//! | [`Route::PutPublication`], signed | [`crate::PublicationPart`] | [`crate::Publishing`] |
//! | [`Route::Unpublish`], signed | | [`crate::Publishing`] |
//!
//! At a mailbox the maker signs, the joiner shows its token. A request that is declined is answered by a [`crate::Refusal`] with a
//! status of 4xx, or 503 when the server is not well.

use crate::{Locator, TeamId};

/// A request, with what is named in its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    /// Who is there, which versions, what time.
    Hello,
    /// Makes a team.
    SignUp,
    /// What comes after a head.
    Pull(TeamId),
    /// Hands in entries.
    Push(TeamId),
    /// Hands in again what a restored server lost: as `Push`, but what the entries' writers had seen is not compared with the log,
    /// which has become another one.
    Resend(TeamId),
    /// What there is, without what was written.
    Survey(TeamId),
    /// Fetches snapshots.
    Fetch(TeamId),
    /// Of which spaces snapshots should be made.
    Wanting(TeamId),
    /// Leaves a snapshot.
    PutSnapshot(TeamId),
    /// Tells when the log grows.
    Wake(TeamId),
    /// Makes a mailbox for somebody who is to join.
    MakeMailbox(TeamId),
    /// The first who comes has it.
    ClaimMailbox(u32),
    /// Leaves a message for the other side.
    PutMailbox(u32),
    /// Reads the other side's messages.
    TakeMailbox(u32),
    /// Ends it.
    BurnMailbox(u32),
    /// Leaves what a member needs who has lost every laptop, sealed.
    PutEscrow(TeamId, Locator),
    /// Fetches it.
    TakeEscrow(Locator),
    /// How the team's publishing stands.
    Publishing(TeamId),
    /// Hands in a part of what is to be public. A lead's laptop only.
    PutPublication(TeamId),
    /// Takes away what is public, and what was begun. A lead's laptop only.
    Unpublish(TeamId),
}

impl Route {
    /// The HTTP method.
    #[must_use]
    pub fn method(&self) -> &'static str {
        match self {
            Self::Hello | Self::Wake(_) | Self::TakeEscrow(_) => "GET",
            Self::PutEscrow(..) | Self::PutSnapshot(_) | Self::PutPublication(_) => "PUT",
            _ => "POST",
        }
    }

    /// The path, from `/v1/` on.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Hello => "/v1/hello".to_owned(),
            Self::SignUp => "/v1/teams".to_owned(),
            Self::Pull(team) => format!("/v1/teams/{team}/pull"),
            Self::Push(team) => format!("/v1/teams/{team}/push"),
            Self::Resend(team) => format!("/v1/teams/{team}/resend"),
            Self::Survey(team) => format!("/v1/teams/{team}/survey"),
            Self::Fetch(team) => format!("/v1/teams/{team}/snapshots"),
            Self::Wanting(team) => format!("/v1/teams/{team}/wanting"),
            Self::PutSnapshot(team) => format!("/v1/teams/{team}/snapshot"),
            Self::Wake(team) => format!("/v1/teams/{team}/wake"),
            Self::MakeMailbox(team) => format!("/v1/teams/{team}/mailboxes"),
            Self::ClaimMailbox(number) => format!("/v1/mailboxes/{number}/claim"),
            Self::PutMailbox(number) => format!("/v1/mailboxes/{number}/put"),
            Self::TakeMailbox(number) => format!("/v1/mailboxes/{number}/take"),
            Self::BurnMailbox(number) => format!("/v1/mailboxes/{number}/burn"),
            Self::PutEscrow(team, locator) => format!("/v1/teams/{team}/escrow/{locator}"),
            Self::TakeEscrow(locator) => format!("/v1/escrow/{locator}"),
            Self::Publishing(team) => format!("/v1/teams/{team}/publishing"),
            Self::PutPublication(team) => format!("/v1/teams/{team}/publication"),
            Self::Unpublish(team) => format!("/v1/teams/{team}/unpublish"),
        }
    }

    /// From method and path; `None` if it is none, or not written as [`Route::path`] writes it.
    #[must_use]
    pub fn read(method: &str, path: &str) -> Option<Self> {
        let mut parts = path.strip_prefix("/v1/")?.split('/');
        let named = [parts.next(), parts.next(), parts.next(), parts.next()];
        if parts.next().is_some() {
            return None;
        }
        let team = |text: &str| TeamId::from_hex(text);
        let number = |text: &str| text.parse::<u32>().ok();
        let route = match named {
            [Some("hello"), None, ..] => Self::Hello,
            [Some("teams"), None, ..] => Self::SignUp,
            [Some("teams"), Some(id), Some("pull"), None] => Self::Pull(team(id)?),
            [Some("teams"), Some(id), Some("push"), None] => Self::Push(team(id)?),
            [Some("teams"), Some(id), Some("resend"), None] => Self::Resend(team(id)?),
            [Some("teams"), Some(id), Some("survey"), None] => Self::Survey(team(id)?),
            [Some("teams"), Some(id), Some("snapshots"), None] => Self::Fetch(team(id)?),
            [Some("teams"), Some(id), Some("wanting"), None] => Self::Wanting(team(id)?),
            [Some("teams"), Some(id), Some("snapshot"), None] => Self::PutSnapshot(team(id)?),
            [Some("teams"), Some(id), Some("wake"), None] => Self::Wake(team(id)?),
            [Some("teams"), Some(id), Some("publishing"), None] => Self::Publishing(team(id)?),
            [Some("teams"), Some(id), Some("publication"), None] => Self::PutPublication(team(id)?),
            [Some("teams"), Some(id), Some("unpublish"), None] => Self::Unpublish(team(id)?),
            [Some("teams"), Some(id), Some("mailboxes"), None] => Self::MakeMailbox(team(id)?),
            [Some("teams"), Some(id), Some("escrow"), Some(at)] => {
                Self::PutEscrow(team(id)?, Locator::from_hex(at)?)
            }
            [Some("mailboxes"), Some(at), Some("claim"), None] => Self::ClaimMailbox(number(at)?),
            [Some("mailboxes"), Some(at), Some("put"), None] => Self::PutMailbox(number(at)?),
            [Some("mailboxes"), Some(at), Some("take"), None] => Self::TakeMailbox(number(at)?),
            [Some("mailboxes"), Some(at), Some("burn"), None] => Self::BurnMailbox(number(at)?),
            [Some("escrow"), Some(at), None, _] => Self::TakeEscrow(Locator::from_hex(at)?),
            _ => return None,
        };
        (route.method() == method && route.path() == path).then_some(route)
    }
}
