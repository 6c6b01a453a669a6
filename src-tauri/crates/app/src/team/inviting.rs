//! Letting somebody in: the talk of the inviting laptop with the one that asks, through a mailbox on the server that can read none
//! of it. Only who had the code can answer; the mailbox takes one try.
//!
//! Mailbox: 1 our half of the key exchange, 2 our proof, 3 the welcome, 4 the admission. From the joiner: 1 their half, 2 their proof,
//! 3 the knock. Their proof is asked for before ours is given.

use crate::api::error::{AppError, ErrorCode};
use crate::api::team::{InvitationState, InvitationView, RoleCode};
use crate::failure::Outcome;
use crate::team::views::{digits, role_code};
use crate::team::worker::{Awaited, Worker};
use alongside_domain::value::Moment;
use alongside_link::Trouble;
use alongside_protocol::{
    MailboxMade, MailboxMessage, MailboxPut, MailboxTake, MailboxTaken, MemberId, Role, Route,
    decode, encode,
};
use alongside_sync::{Input, Knock, Wish};
use alongside_vault::{InviteCode, Join, JoinKey, Side, SystemRandom};
use std::time::{Duration, Instant};

/// How often the mailbox is looked into.
const LOOK: Duration = Duration::from_millis(1_500);

/// An invitation under way.
pub(crate) struct Inviting {
    role: Role,
    /// The member to whom another laptop is given; nothing for somebody new.
    member: Option<MemberId>,
    server: String,
    asked: Asked,
    talk: Option<Talk>,
    state: InvitationState,
    look_at: Option<Instant>,
}

/// What the last request was, so that its answer is understood.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Nothing,
    Make,
    Put,
    Take,
}

struct Talk {
    code: InviteCode,
    number: u32,
    until: Moment,
    exchange: Option<Join>,
    key: Option<JoinKey>,
    /// Of their messages.
    read: u8,
    /// Messages of ours that are still to be left.
    to_put: Vec<(u8, Vec<u8>)>,
    knock: Option<Knock>,
    is_admitted: bool,
    /// The last message is left: then there is nothing more to say.
    is_said: bool,
}

impl Inviting {
    /// Begins: asks the server for a mailbox.
    pub(crate) fn begin(worker: &mut Worker, role: Role, member: Option<MemberId>, server: String) {
        let Some(team) = worker.engine.team().map(|team| team.team) else {
            return;
        };
        worker.inviting = Some(Self {
            role,
            member,
            server,
            asked: Asked::Make,
            talk: None,
            state: InvitationState::Waiting,
            look_at: None,
        });
        worker.send(
            &Route::MakeMailbox(team),
            Vec::new(),
            true,
            Awaited::Inviting,
        );
    }

    /// What the screen shows; nothing before there is a code.
    pub(crate) fn view(&self) -> Option<InvitationView> {
        let talk = self.talk.as_ref()?;
        Some(InvitationView {
            code: talk.code.written().to_string(),
            role: role_code(self.role),
            until: talk.until,
            state: self.state.clone(),
        })
    }

    pub(crate) fn next_time(&self) -> Option<Instant> {
        self.look_at
    }

    /// The mailbox is ended, whatever was said in it.
    pub(crate) fn cancel(worker: &mut Worker) {
        if let Some(inviting) = worker.inviting.take()
            && let Some(talk) = inviting.talk
        {
            Self::burn(worker, talk.number);
        }
    }

    /// Whoever asks is let in, or not.
    pub(crate) fn reply(worker: &mut Worker, admit: bool) -> Outcome<()> {
        let Some(inviting) = &mut worker.inviting else {
            return Err(AppError::new(ErrorCode::NotFound));
        };
        let knock = inviting.talk.as_ref().and_then(|talk| talk.knock.clone());
        let Some(knock) = knock else {
            return Err(AppError::new(ErrorCode::NotFound));
        };
        if !admit {
            Self::cancel(worker);
            return Ok(());
        }
        let mine = worker.engine.team().map(|team| team.member);
        let (role, member) = (inviting.role, inviting.member);
        let wish = match (member, mine) {
            (Some(member), Some(mine)) if member == mine => Wish::AddDevice {
                device: knock.device,
            },
            _ => Wish::Admit {
                member: knock_member(inviting),
                role,
                device: knock.device,
            },
        };
        worker.step(Input::Wish(wish));
        Ok(())
    }

    /// Who asked to be let in: the member's id and what they called themselves and their laptop.
    pub(crate) fn newcomer(&self) -> Option<(MemberId, String, String, String)> {
        let knock = self.talk.as_ref()?.knock.as_ref()?;
        let (name, laptop) = names(&knock.name);
        Some((
            knock_member(self),
            name.to_owned(),
            laptop.to_owned(),
            knock.device.id.to_string(),
        ))
    }

    pub(crate) fn keep_time(worker: &mut Worker, now: Instant) {
        let wall = worker.clock.now();
        let admitted = worker.inviting.as_ref().and_then(|inviting| {
            let talk = inviting.talk.as_ref()?;
            let device = talk.knock.as_ref()?.device.id;
            (!talk.is_admitted)
                .then(|| worker.engine.admitted(&device).ok().flatten())
                .flatten()
        });
        let Some(inviting) = &mut worker.inviting else {
            return;
        };
        let Some(talk) = &mut inviting.talk else {
            return;
        };
        if let (Some(admitted), Some(key)) = (admitted, &mut talk.key) {
            talk.is_admitted = true;
            // If this cannot be said, the log has all of it, sealed.
            if let Ok(sealed) = admitted
                .bytes()
                .map_err(AppError::from)
                .and_then(|bytes| Ok(key.seal(4, &bytes)?))
            {
                talk.to_put.push((4, sealed));
            }
            inviting.state = InvitationState::Joined;
            inviting.look_at = Some(now);
        }
        if wall > talk.until && inviting.state == InvitationState::Waiting {
            inviting.state = InvitationState::Expired;
            inviting.look_at = None;
            return;
        }
        if inviting.asked != Asked::Nothing || inviting.look_at.is_none_or(|at| at > now) {
            return;
        }
        let number = talk.number;
        if let Some((n, bytes)) = talk.to_put.first().cloned() {
            inviting.asked = Asked::Put;
            let put = MailboxPut {
                token: None,
                number: n,
                bytes,
            };
            if let Ok(body) = encode(&put) {
                worker.send(&Route::PutMailbox(number), body, true, Awaited::Inviting);
            }
        } else if talk.is_admitted {
            talk.is_said = true;
            inviting.look_at = None;
        } else {
            inviting.asked = Asked::Take;
            let take = MailboxTake {
                token: None,
                after: talk.read,
            };
            if let Ok(body) = encode(&take) {
                worker.send(&Route::TakeMailbox(number), body, true, Awaited::Inviting);
            }
        }
    }

    pub(crate) fn answered(worker: &mut Worker, result: Result<Vec<u8>, Trouble>) {
        let ahead = worker.engine.signer().map_or(0, |signer| signer.ahead);
        let Some(inviting) = &mut worker.inviting else {
            return;
        };
        let asked = std::mem::replace(&mut inviting.asked, Asked::Nothing);
        let soon = Some(Instant::now() + LOOK);
        match (asked, result) {
            (Asked::Make, Ok(body)) => {
                let made = decode::<MailboxMade>(&body).ok();
                match made.and_then(|made| Talk::new(made, ahead)) {
                    Some(talk) => {
                        inviting.talk = Some(talk);
                        inviting.look_at = Some(Instant::now());
                    }
                    None => worker.inviting = None,
                }
            }
            // Nothing was promised yet: whoever asked sees that there is no connection.
            (Asked::Make, Err(_)) => worker.inviting = None,
            (Asked::Put, Ok(_)) => {
                if let Some(talk) = &mut inviting.talk
                    && !talk.to_put.is_empty()
                {
                    talk.to_put.remove(0);
                }
                inviting.look_at = Some(Instant::now());
            }
            (Asked::Take, Ok(body)) => {
                inviting.look_at = soon;
                if let Ok(taken) = decode::<MailboxTaken>(&body) {
                    for message in taken.messages {
                        if Self::read(worker, &message).is_none() {
                            Self::spoil(worker);
                            break;
                        }
                    }
                }
            }
            // The mailbox is gone: its time is over, or somebody ended it.
            (Asked::Put | Asked::Take, Err(Trouble::Declined { .. })) => {
                if !matches!(inviting.state, InvitationState::Joined) {
                    inviting.state = InvitationState::Expired;
                }
                inviting.look_at = None;
            }
            (_, Err(_)) => inviting.look_at = soon,
            (Asked::Nothing, Ok(_)) => {}
        }
        worker.show();
    }

    /// Reads one of their messages; nothing if it is not from somebody with the code.
    fn read(worker: &mut Worker, message: &MailboxMessage) -> Option<()> {
        let inviting = worker.inviting.as_mut()?;
        let (role, member, server) = (inviting.role, inviting.member, inviting.server.clone());
        let talk = inviting.talk.as_mut()?;
        if message.number != talk.read + 1 {
            return Some(());
        }
        talk.read = message.number;
        match message.number {
            1 => talk.key = Some(talk.exchange.take()?.finish(&message.bytes).ok()?),
            2 => {
                let key = talk.key.as_mut()?;
                key.confirm(&message.bytes).ok()?;
                talk.to_put.push((2, key.confirmation().to_vec()));
                let welcome = worker.engine.welcome(&server, member, role).ok()?;
                let sealed = key.seal(3, &welcome.bytes().ok()?).ok()?;
                talk.to_put.push((3, sealed));
                inviting.member.get_or_insert(welcome.member);
            }
            3 => {
                let knock = Knock::read(&talk.key.as_ref()?.open(3, &message.bytes).ok()?).ok()?;
                let team = worker.engine.team()?;
                let (name, laptop) = names(&knock.name);
                inviting.state = InvitationState::Asking {
                    name: name.to_owned(),
                    laptop: laptop.to_owned(),
                    safety: digits(&team.team, &knock.device),
                };
                talk.knock = Some(knock);
            }
            _ => {}
        }
        Some(())
    }

    fn spoil(worker: &mut Worker) {
        let Some(inviting) = &mut worker.inviting else {
            return;
        };
        inviting.state = InvitationState::Spoiled;
        inviting.look_at = None;
        if let Some(number) = inviting.talk.as_ref().map(|talk| talk.number) {
            Self::burn(worker, number);
        }
    }

    fn burn(worker: &mut Worker, number: u32) {
        let take = MailboxTake {
            token: None,
            after: 0,
        };
        if let Ok(body) = encode(&take) {
            worker.send(&Route::BurnMailbox(number), body, true, Awaited::Nobody);
        }
    }
}

impl Talk {
    fn new(made: MailboxMade, ahead: i64) -> Option<Self> {
        let mut random = SystemRandom::new();
        let code = InviteCode::make(&mut random, made.number).ok()?;
        let (exchange, ours) = Join::start(&code, Side::Inviting, &mut random).ok()?;
        Some(Self {
            code,
            number: made.number,
            until: Moment(made.until - ahead),
            exchange: Some(exchange),
            key: None,
            read: 0,
            to_put: vec![(1, ours)],
            knock: None,
            is_admitted: false,
            is_said: false,
        })
    }
}

/// The member that the welcome named.
fn knock_member(inviting: &Inviting) -> MemberId {
    inviting.member.unwrap_or_default()
}

/// A knock carries the joiner's name and their laptop's, a line each.
pub(crate) fn names(name: &str) -> (&str, &str) {
    name.split_once('\n').unwrap_or((name, ""))
}

/// As what somebody is invited.
pub(crate) fn role_of(code: RoleCode) -> Role {
    match code {
        RoleCode::Lead => Role::Lead,
        RoleCode::LinkWorker => Role::LinkWorker,
        RoleCode::Volunteer => Role::Volunteer,
        RoleCode::ReadOnly => Role::ReadOnly,
    }
}
