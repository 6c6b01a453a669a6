//! The talk of two workers' laptops about sharing one person, through a mailbox that can read none of it.
//!
//! From the side that shares: 1 our half of the key exchange, 2 our proof, 3 who we are and who it is about, 4 yes. From the other: 1 their
//! half, 2 their proof, 3 who they are, 4 yes. Nothing is shared before both have said yes.

use crate::api::error::{AppError, ErrorCode};
use crate::api::records::{Did, Verb};
use crate::api::sharing::{SharingState, SharingTalkView};
use crate::api::team::Moved;
use crate::desk::name_of;
use crate::failure::Outcome;
use crate::team::activity;
use crate::team::worker::{Awaited, Worker};
use alongside_domain::Kind;
use alongside_domain::care::Consent;
use alongside_domain::ids::ConsentId;
use alongside_domain::value::Moment;
use alongside_link::Trouble;
use alongside_protocol::{
    MailboxMade, MailboxMessage, MailboxPut, MailboxTake, MailboxTaken, Route, SpaceId, Token,
    decode, encode,
};
use alongside_sync::{Answer, Input, Offer, Wish, sharing::digits};
use alongside_vault::{InviteCode, Join, JoinKey, Random as _, Side, SystemRandom};
use serde::{Deserialize, Serialize};
use std::time::{Duration, Instant};

/// How often the mailbox is looked into.
const LOOK: Duration = Duration::from_millis(1_500);

/// What the side that shares says of itself.
#[derive(Serialize, Deserialize)]
pub(crate) struct FromHome {
    pub offer: Offer,
    pub person: String,
    pub by: String,
}

/// What the other side says.
#[derive(Serialize, Deserialize)]
pub(crate) struct FromGuests {
    pub answer: Answer,
    pub by: String,
}

/// Which side this laptop is on.
enum Role {
    /// It shares somebody.
    Home {
        space: SpaceId,
        consent: ConsentId,
        told: FromHome,
    },
    /// Somebody is shared with it.
    Guests { token: Token, told: FromGuests },
}

/// What is known of the other side.
enum Theirs {
    Home(FromHome),
    Guests(FromGuests),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Nothing,
    Open,
    Put,
    Take,
}

/// A talk under way.
pub(crate) struct Sharing {
    role: Role,
    asked: Asked,
    code: Option<InviteCode>,
    until: Option<Moment>,
    exchange: Option<Join>,
    key: Option<JoinKey>,
    read: u8,
    to_put: Vec<(u8, Vec<u8>)>,
    theirs: Option<Theirs>,
    we_agree: bool,
    they_agree: bool,
    pub(crate) state: SharingState,
    look_at: Option<Instant>,
}

impl Sharing {
    fn new(role: Role) -> Self {
        Self {
            role,
            asked: Asked::Open,
            code: None,
            until: None,
            exchange: None,
            key: None,
            read: 0,
            to_put: Vec::new(),
            theirs: None,
            we_agree: false,
            they_agree: false,
            state: SharingState::Waiting,
            look_at: None,
        }
    }

    fn is_home(&self) -> bool {
        matches!(self.role, Role::Home { .. })
    }

    fn token(&self) -> Option<Token> {
        match &self.role {
            Role::Home { .. } => None,
            Role::Guests { token, .. } => Some(*token),
        }
    }

    /// What the screen shows; nothing before there is a code.
    pub(crate) fn view(&self) -> Option<SharingTalkView> {
        let code = self.code.as_ref()?;
        Some(SharingTalkView {
            code: if self.is_home() {
                code.written().to_string()
            } else {
                String::new()
            },
            until: self.until,
            state: self.state.clone(),
        })
    }

    pub(crate) fn next_time(&self) -> Option<Instant> {
        self.look_at
    }

    pub(crate) fn begin_at_home(
        worker: &mut Worker,
        space: SpaceId,
        consent: ConsentId,
        told: FromHome,
    ) {
        let team = told.offer.team;
        let role = Role::Home {
            space,
            consent,
            told,
        };
        worker.sharing = Some(Self::new(role));
        let route = Route::MakeMailbox(team);
        worker.send(&route, Vec::new(), true, Awaited::Sharing);
    }

    pub(crate) fn begin_as_guests(
        worker: &mut Worker,
        code: InviteCode,
        told: FromGuests,
    ) -> Outcome<()> {
        let mut token = Token::default();
        let mut random = SystemRandom::new();
        random.fill(&mut token.0)?;
        let (exchange, ours) = Join::start(&code, Side::Joining, &mut random)?;
        let route = Route::ClaimMailbox(code.mailbox());
        let mut sharing = Self::new(Role::Guests { token, told });
        sharing.exchange = Some(exchange);
        sharing.to_put.push((1, ours));
        sharing.code = Some(code);
        worker.sharing = Some(sharing);
        let body = encode(&token).map_err(alongside_sync::SyncError::from)?;
        worker.send(&route, body, false, Awaited::Sharing);
        worker.show();
        Ok(())
    }

    /// The mailbox is ended, whatever was said in it.
    pub(crate) fn cancel(worker: &mut Worker) {
        if let Some(sharing) = worker.sharing.take() {
            sharing.burn(worker);
        }
        worker.board.change(|seen| seen.sharing = None);
    }

    fn burn(&self, worker: &mut Worker) {
        let take = MailboxTake {
            token: self.token(),
            after: 0,
        };
        if let (Some(code), Ok(body)) = (&self.code, encode(&take)) {
            let route = Route::BurnMailbox(code.mailbox());
            worker.send(&route, body, self.is_home(), Awaited::Nobody);
        }
    }

    /// It is them.
    pub(crate) fn agree(worker: &mut Worker) -> Outcome<()> {
        let sharing = worker.sharing.as_mut();
        let sharing = sharing.ok_or_else(|| AppError::new(ErrorCode::NotFound))?;
        let (Some(key), false) = (&mut sharing.key, sharing.theirs.is_none()) else {
            return Err(AppError::new(ErrorCode::NotFound));
        };
        if !sharing.we_agree {
            sharing.we_agree = true;
            sharing.to_put.push((4, key.seal(4, b"yes")?));
            sharing.state = SharingState::Agreed;
            sharing.look_at = Some(Instant::now());
        }
        Self::settle(worker);
        Ok(())
    }

    /// When both have said yes, each side wishes its part.
    fn settle(worker: &mut Worker) {
        let Some(sharing) = &mut worker.sharing else {
            return;
        };
        if !sharing.we_agree || !sharing.they_agree || sharing.state == SharingState::Shared {
            return;
        }
        sharing.state = SharingState::Shared;
        let (wish, named) = match (&sharing.role, &sharing.theirs) {
            (Role::Home { space, consent, .. }, Some(Theirs::Guests(theirs))) => (
                Wish::Share {
                    space: *space,
                    with: theirs.answer.team,
                    guests: theirs.answer.guests.clone(),
                },
                Some((*consent, theirs.answer.name.clone())),
            ),
            (Role::Guests { .. }, Some(Theirs::Home(theirs))) => (
                Wish::Visit {
                    host: theirs.offer.team,
                    name: theirs.offer.name.clone(),
                    anchor: theirs.offer.anchor,
                },
                None,
            ),
            _ => return,
        };
        if let (Some(open), Some((consent, name))) = (worker.open(), named) {
            // The consent says with whom, by the name that team calls itself: colleagues see it on the record.
            let did = name_of(&edited(Kind::Consent));
            let _ = open.store.transact(&did, |tx| {
                tx.set::<Consent>(consent, "with_whom", serde_json::json!(name))
            });
        }
        if let Some(open) = worker.open() {
            activity::note(&open, worker.clock.now(), Moved::SharingBegan);
        }
        worker.step(Input::Wish(wish));
    }

    pub(crate) fn keep_time(worker: &mut Worker, now: Instant) {
        let wall = worker.clock.now();
        let Some(sharing) = &mut worker.sharing else {
            return;
        };
        let is_open = !matches!(
            sharing.state,
            SharingState::Shared | SharingState::Expired | SharingState::Spoiled
        );
        if is_open && sharing.until.is_some_and(|until| wall > until) {
            sharing.state = SharingState::Expired;
            sharing.look_at = None;
            worker.show();
            return;
        }
        if sharing.asked != Asked::Nothing || sharing.look_at.is_none_or(|at| at > now) {
            return;
        }
        let Some(number) = sharing.code.as_ref().map(InviteCode::mailbox) else {
            return;
        };
        let (token, is_signed) = (sharing.token(), sharing.is_home());
        let (route, body) = if let Some((n, bytes)) = sharing.to_put.first().cloned() {
            sharing.asked = Asked::Put;
            let put = MailboxPut {
                token,
                number: n,
                bytes,
            };
            (Route::PutMailbox(number), encode(&put))
        } else if sharing.state == SharingState::Shared {
            sharing.look_at = None;
            return;
        } else {
            sharing.asked = Asked::Take;
            let take = MailboxTake {
                token,
                after: sharing.read,
            };
            (Route::TakeMailbox(number), encode(&take))
        };
        if let Ok(body) = body {
            worker.send(&route, body, is_signed, Awaited::Sharing);
        }
    }

    pub(crate) fn answered(worker: &mut Worker, result: Result<Vec<u8>, Trouble>) {
        let ahead = worker.engine.signer().map_or(0, |signer| signer.ahead);
        let Some(sharing) = &mut worker.sharing else {
            return;
        };
        let asked = std::mem::replace(&mut sharing.asked, Asked::Nothing);
        let soon = Some(Instant::now() + LOOK);
        match (asked, result) {
            (Asked::Open, Ok(body)) => {
                if sharing.opened(&body, ahead).is_none() {
                    sharing.state = SharingState::Failed;
                }
            }
            (Asked::Open, Err(Trouble::Declined { .. })) if !sharing.is_home() => {
                sharing.state = SharingState::Spoiled;
            }
            (Asked::Open, Err(_)) => sharing.state = SharingState::Failed,
            (Asked::Put, Ok(_)) => {
                if !sharing.to_put.is_empty() {
                    sharing.to_put.remove(0);
                }
                sharing.look_at = Some(Instant::now());
            }
            (Asked::Take, Ok(body)) => {
                sharing.look_at = soon;
                if let Ok(taken) = decode::<MailboxTaken>(&body) {
                    for message in taken.messages {
                        if sharing.hear(&message).is_none() {
                            sharing.state = SharingState::Spoiled;
                            sharing.look_at = None;
                            break;
                        }
                    }
                }
                Self::settle(worker);
            }
            (Asked::Put | Asked::Take, Err(Trouble::Declined { .. })) => {
                if sharing.state != SharingState::Shared {
                    sharing.state = SharingState::Expired;
                }
                sharing.look_at = None;
            }
            (_, Err(_)) => sharing.look_at = soon,
            (Asked::Nothing, Ok(_)) => {}
        }
        worker.show();
    }

    fn opened(&mut self, body: &[u8], ahead: i64) -> Option<()> {
        let made = decode::<MailboxMade>(body).ok()?;
        self.until = Some(Moment(made.until - ahead));
        if self.is_home() {
            let mut random = SystemRandom::new();
            let code = InviteCode::make(&mut random, made.number).ok()?;
            let (exchange, ours) = Join::start(&code, Side::Inviting, &mut random).ok()?;
            self.code = Some(code);
            self.exchange = Some(exchange);
            self.to_put.push((1, ours));
        }
        self.look_at = Some(Instant::now());
        Some(())
    }

    /// Reads one of their messages; nothing if it is not from somebody with the code.
    fn hear(&mut self, message: &MailboxMessage) -> Option<()> {
        if message.number != self.read + 1 {
            return Some(());
        }
        self.read = message.number;
        match message.number {
            1 => {
                let key = self.exchange.take()?.finish(&message.bytes).ok()?;
                if !self.is_home() {
                    // Who typed the code proves first that they have it.
                    self.to_put.push((2, key.confirmation().to_vec()));
                }
                self.key = Some(key);
            }
            2 => {
                let key = self.key.as_mut()?;
                key.confirm(&message.bytes).ok()?;
                if matches!(self.role, Role::Home { .. }) {
                    self.to_put.push((2, key.confirmation().to_vec()));
                }
                let told = match &self.role {
                    Role::Home { told, .. } => encode(told).ok()?,
                    Role::Guests { told, .. } => encode(told).ok()?,
                };
                self.to_put.push((3, key.seal(3, &told).ok()?));
            }
            3 => {
                let told = self.key.as_ref()?.open(3, &message.bytes).ok()?;
                self.meet(&told)?;
            }
            4 => {
                self.key.as_ref()?.open(4, &message.bytes).ok()?;
                self.they_agree = true;
            }
            _ => {}
        }
        Some(())
    }

    fn meet(&mut self, told: &[u8]) -> Option<()> {
        let (theirs, asking) = match &self.role {
            Role::Home { told: ours, .. } => {
                let theirs: FromGuests = decode(told).ok()?;
                let asking = SharingState::Asking {
                    team: theirs.answer.name.clone(),
                    by: theirs.by.clone(),
                    person: String::new(),
                    safety: short(&digits(&ours.offer, &theirs.answer).ok()?),
                };
                (Theirs::Guests(theirs), asking)
            }
            Role::Guests { told: ours, .. } => {
                let theirs: FromHome = decode(told).ok()?;
                let asking = SharingState::Asking {
                    team: theirs.offer.name.clone(),
                    by: theirs.by.clone(),
                    person: theirs.person.clone(),
                    safety: short(&digits(&theirs.offer, &ours.answer).ok()?),
                };
                (Theirs::Home(theirs), asking)
            }
        };
        self.theirs = Some(theirs);
        self.state = asking;
        Some(())
    }
}

/// Enough of the digits to compare over the telephone.
fn short(digits: &str) -> String {
    let groups: Vec<&str> = digits.split_whitespace().take(3).collect();
    groups.join(" ")
}

fn edited(kind: Kind) -> Did {
    Did {
        verb: Verb::Changed,
        kind: Some(kind),
        field: Some("with_whom".to_owned()),
    }
}
