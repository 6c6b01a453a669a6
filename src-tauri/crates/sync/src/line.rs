//! What the engine asks of whoever carries its requests, and what it is told. No HTTP here: a request is a route and a body.

use crate::status::Status;
use crate::trouble::LineTrouble;
use crate::wishes::Wish;
use alongside_domain::Kind;
use alongside_protocol::{
    Fetch, Fetched, Head, Hello, Locator, Page, Placed, ProtocolError, Pull, Push, PushReply,
    Refusal, Route, SignUp, Survey, Surveyed, TeamId, Wanted, Wanting, decode, encode,
};
use std::collections::BTreeSet;

/// Something to ask the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Who is there?
    Hello,
    /// Make this team.
    SignUp(SignUp),
    /// What comes after?
    Pull(TeamId, Pull),
    /// Take these.
    Push(TeamId, Push),
    /// Take these again, which a restored server lost.
    Resend(TeamId, Push),
    /// Keep this for the day on which every laptop of a member is lost.
    Leave(TeamId, Locator, Vec<u8>),
    /// What is there?
    Survey(TeamId, Survey),
    /// Give me these snapshots.
    Fetch(TeamId, Fetch),
    /// Of which spaces should there be snapshots?
    Wanting(TeamId, Wanting),
    /// Keep this snapshot.
    PutSnapshot(TeamId, Vec<u8>),
}

impl Request {
    /// Where it goes.
    #[must_use]
    pub fn route(&self) -> Route {
        match self {
            Self::Hello => Route::Hello,
            Self::SignUp(_) => Route::SignUp,
            Self::Pull(team, _) => Route::Pull(*team),
            Self::Push(team, _) => Route::Push(*team),
            Self::Resend(team, _) => Route::Resend(*team),
            Self::Leave(team, locator, _) => Route::PutEscrow(*team, *locator),
            Self::Survey(team, _) => Route::Survey(*team),
            Self::Fetch(team, _) => Route::Fetch(*team),
            Self::Wanting(team, _) => Route::Wanting(*team),
            Self::PutSnapshot(team, _) => Route::PutSnapshot(*team),
        }
    }

    /// Whether it must be signed (see [`crate::Engine::signer`]).
    #[must_use]
    pub fn is_signed(&self) -> bool {
        !matches!(self, Self::Hello | Self::SignUp(_))
    }

    /// Its body.
    ///
    /// # Errors
    /// [`ProtocolError::Malformed`], which does not happen.
    pub fn body(&self) -> Result<Vec<u8>, ProtocolError> {
        match self {
            Self::Hello => Ok(Vec::new()),
            Self::SignUp(body) => encode(body),
            Self::Pull(_, body) => encode(body),
            Self::Push(_, body) | Self::Resend(_, body) => encode(body),
            Self::Leave(_, _, sealed) => Ok(sealed.clone()),
            Self::Survey(_, body) => encode(body),
            Self::Fetch(_, body) => encode(body),
            Self::Wanting(_, body) => encode(body),
            Self::PutSnapshot(_, snapshot) => Ok(snapshot.clone()),
        }
    }

    /// Whether it is for the sake of laptops to come: nothing of this laptop's own waits for it.
    #[must_use]
    pub fn is_for_others(&self) -> bool {
        matches!(self, Self::Wanting(..) | Self::PutSnapshot(..))
    }

    /// Reads the answer to it. An answer that cannot be read came from somebody else, or broke off.
    ///
    /// # Errors
    /// [`LineTrouble::NotOurs`].
    pub fn answer(&self, body: &[u8]) -> Result<Response, LineTrouble> {
        let read = match self {
            Self::Leave(..) if body.is_empty() => Ok(Response::Left),
            Self::Leave(..) => Err(ProtocolError::Malformed),
            Self::Hello => decode(body).map(Response::Hello),
            Self::SignUp(_) => decode(body).map(Response::Placed),
            Self::Pull(..) => decode(body).map(Response::Page),
            Self::Push(..) | Self::Resend(..) => decode(body).map(Response::Pushed),
            Self::Survey(..) => decode(body).map(Response::Surveyed),
            Self::Fetch(..) => decode(body).map(Response::Fetched),
            Self::Wanting(..) => decode(body).map(Response::Wanted),
            Self::PutSnapshot(..) if body.is_empty() => Ok(Response::Kept),
            Self::PutSnapshot(..) => Err(ProtocolError::Malformed),
        };
        read.map_err(|_| LineTrouble::NotOurs)
    }
}

/// What the server answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Response {
    /// Who it is.
    Hello(Hello),
    /// The team is made.
    Placed(Placed),
    /// A page of the log.
    Page(Page),
    /// What became of a push.
    Pushed(PushReply),
    /// It is kept.
    Left,
    /// What is there.
    Surveyed(Surveyed),
    /// Snapshots.
    Fetched(Fetched),
    /// Of which spaces there should be some.
    Wanted(Wanted),
    /// The snapshot is kept.
    Kept,
    /// It declined, and why.
    Refused(Refusal),
}

/// What happens to the engine.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// The vault was opened, or the line is there again: go on now.
    Start,
    /// The time asked for by the last [`Output::Wake`] has passed.
    Tick,
    /// Something was written here.
    Written,
    /// The server's stream says that the log has come to that position.
    Woken(u64),
    /// The server's stream has ended.
    Deaf,
    /// What became of a request.
    Answer {
        /// Its number.
        id: u64,
        /// The answer, or what is wrong with the line.
        result: Result<Response, LineTrouble>,
    },
    /// A member wishes something of the team.
    Wish(Wish),
    /// A member says that the server was restored from a backup, and is to be sent again what it lost.
    SendAgain,
    /// A member has looked at the notices.
    Noticed,
}

/// What the engine asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Carry this to the server and tell what became of it.
    Send {
        /// Its number.
        id: u64,
        /// What to carry.
        request: Request,
    },
    /// Say [`Input::Tick`] after so many milliseconds, by a timer that no change of the clock moves. Replaces the one before.
    Wake {
        /// So many.
        after: u64,
    },
    /// Keep the server's stream open.
    Listen,
    /// Close it.
    StopListening,
    /// Records of these kinds are not as they were.
    Changed(BTreeSet<Kind>),
    /// How things stand now.
    Status(Status),
    /// What was wished is so.
    Granted(Wish),
    /// What was wished is not allowed, or names what is not there.
    Declined(Wish, ProtocolError),
}

/// The most that is asked for in one page.
pub(crate) fn pull(team: TeamId, after: Head, most_bytes: usize) -> Request {
    Request::Pull(
        team,
        Pull {
            after,
            most_bytes: u32::try_from(most_bytes).unwrap_or(u32::MAX),
            only: Vec::new(),
        },
    )
}
