//! The line between laptops and server: requests are signed and sent, and messages are lost, repeated, cut short, or long under way.

use super::chance::mixed;
use super::laptop::{Broken, told};
use super::world::{Asked, Event, World};
use crate::Dice;
use alongside_protocol::{EntryKind, Refusal, RosterStep, Signed, SignedRoster, request_text};
use alongside_sync::{LineTrouble, Request, Response};

/// How long a laptop waits for an answer, in milliseconds.
const PATIENCE: i64 = 30_000;

impl World {
    pub(super) fn send(&mut self, number: usize, id: u64, request: Request) -> Result<(), Broken> {
        let laptop = self.laptop(number);
        let (opening, online) = (laptop.openings, laptop.online);
        let body = request.body().map_err(told)?;
        let signed = if request.is_signed() {
            let at = alongside_store::Clock::now(&*laptop.clock).0;
            laptop.engine().signer().map(|signer| {
                let at = at + signer.ahead;
                let route = request.route();
                let text = request_text(&signer.team, route.method(), &route.path(), at, &body);
                Signed {
                    team: signer.team,
                    device: signer.device,
                    at,
                    signature: signer.sign(&text),
                }
            })
        } else {
            None
        };
        if !online {
            self.later(
                5,
                Event::ToLaptop {
                    laptop: number,
                    opening,
                    id,
                    result: Err(LineTrouble::Unreachable),
                },
            );
            return Ok(());
        }
        let asked = Asked {
            laptop: number,
            opening,
            id,
            request,
            body,
            signed,
        };
        // If nothing comes back in time, that is known too.
        self.later(
            PATIENCE,
            Event::ToLaptop {
                laptop: number,
                opening,
                id,
                result: Err(LineTrouble::Silent),
            },
        );
        for after in self.fates(number, asked.body.len()) {
            match after {
                Fate::Arrives(after) => self.later(after, Event::ToServer(Box::new(asked.clone()))),
                Fate::Cut(at) => {
                    let mut asked = asked.clone();
                    asked.body.truncate(at);
                    self.later(10, Event::ToServer(Box::new(asked)));
                }
            }
        }
        Ok(())
    }

    /// What becomes of a message. It hangs on which of its laptop's messages it is and on nothing else, so that a story from which
    /// something is left out goes on much as before.
    fn fates(&mut self, laptop: usize, bytes: usize) -> Vec<Fate> {
        let (calm, trouble) = (self.calm, self.weather.trouble);
        let seed = self.seed_of_laptop(laptop);
        let laptop = self.laptop(laptop);
        laptop.messages += 1;
        let mut dice = Dice::new(mixed(&[seed, laptop.messages]));
        let quick = i64::try_from(2 + dice.below(40)).unwrap_or(2);
        if calm || !dice.percent(trouble) {
            return vec![Fate::Arrives(quick)];
        }
        let slow = i64::try_from(dice.below(90_000)).unwrap_or(0);
        match dice.below(5) {
            0 | 1 => Vec::new(),
            2 => vec![Fate::Arrives(quick), Fate::Arrives(slow)],
            3 => vec![Fate::Arrives(slow)],
            _ => {
                let at = dice.below(u64::try_from(bytes).unwrap_or(0));
                vec![Fate::Cut(usize::try_from(at).unwrap_or(0))]
            }
        }
    }

    pub(super) fn at_server(&mut self, asked: Asked) -> Result<(), Broken> {
        let now = self.now.get();
        if self.is_kept_back(&asked) {
            return Ok(());
        }
        let (answer, grown) = self
            .server
            .handle(&asked.request, asked.signed, &asked.body, now)?;
        let answer = match self.forked(&asked, &answer)? {
            Some(other) => other,
            None => self.twisted(&asked, answer)?,
        };
        if self.is_wire_told {
            self.tell_wire(&asked, &answer);
        }
        let is_whole = asked.request.body().is_ok_and(|whole| whole == asked.body);
        if !is_whole && grown.is_some() {
            return Err("half a request had an effect".to_owned());
        }
        self.note_accepted(&asked, &answer);
        self.note(u64::from(answer.is_ok()) << 1 | u64::from(is_whole));
        if let Err(refusal) = &answer
            && !matches!(refusal, Refusal::OtherLog { .. } | Refusal::BadSignature)
        {
            self.tell(|| format!("the server declines: {refusal:?}"));
        }
        if let Some(grown) = grown {
            self.note(grown.end);
            if grown.roster {
                self.note_who_is_out(&asked.request);
            }
            for laptop in 0..self.laptops.len() {
                if self.laptop(laptop).listening && (self.calm || !self.dice().percent(20)) {
                    self.later(
                        5,
                        Event::Woken {
                            laptop,
                            position: grown.end,
                        },
                    );
                }
            }
        }
        if !is_whole {
            // Nobody answers half a request.
            return Ok(());
        }
        let length = answer.as_ref().map_or(0, Vec::len);
        for fate in self.fates(asked.laptop, length) {
            let (after, result) = match (&fate, &answer) {
                (Fate::Arrives(after), Ok(body)) => (*after, asked.request.answer(body)),
                (Fate::Cut(at), Ok(body)) => {
                    let part = body.get(..*at).unwrap_or(body);
                    if part.len() < body.len() && asked.request.answer(part).is_ok() {
                        return Err("half an answer passes for a whole one".to_owned());
                    }
                    (10, Err(LineTrouble::Silent))
                }
                (Fate::Arrives(after), Err(refusal)) => (*after, refused(refusal)),
                (Fate::Cut(_), Err(_)) => (10, Err(LineTrouble::Silent)),
            };
            self.later(
                after,
                Event::ToLaptop {
                    laptop: asked.laptop,
                    opening: asked.opening,
                    id: asked.id,
                    result,
                },
            );
        }
        Ok(())
    }

    fn tell_wire(&mut self, asked: &Asked, answer: &Result<Vec<u8>, Refusal>) {
        let what = match &asked.request {
            Request::Pull(_, pull) => format!("pulls after {}", pull.after.position),
            Request::Push(_, push) => format!("pushes {} entries", push.entries.len()),
            Request::Resend(_, push) => format!("sends {} entries again", push.entries.len()),
            other => format!("{:?}", other.route()),
        };
        let how = match answer {
            Err(refusal) => format!("{refusal:?}"),
            Ok(body) => match asked.request.answer(body) {
                Ok(Response::Page(page)) => {
                    format!("{} items, end {}", page.items.len(), page.end.position)
                }
                Ok(Response::Pushed(reply)) => {
                    format!("{} placed, {:?}", reply.placed.len(), reply.refused)
                }
                other => format!("{}", other.is_ok()),
            },
        };
        self.tell_of(asked.laptop, &format!("{what}: {how}"));
    }

    /// Notes when the log took whom out.
    fn note_who_is_out(&mut self, request: &Request) {
        let (Request::Push(_, push) | Request::Resend(_, push)) = request else {
            return;
        };
        let now = self.now.get();
        for entry in &push.entries {
            if entry.kind != EntryKind::Roster {
                continue;
            }
            let Ok((_, body)) = SignedRoster::read(&entry.bytes) else {
                continue;
            };
            match body.step {
                RosterStep::Revoke { device, with, .. } => {
                    for device in std::iter::once(device).chain(with) {
                        self.out_at.entry(device).or_insert(now);
                    }
                }
                RosterStep::Remove { member, .. } => {
                    for laptop in &self.laptops {
                        if laptop.is_running()
                            && let Some(team) = laptop.engine().team()
                            && team.member == member
                        {
                            self.out_at.entry(team.device).or_insert(now);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

fn refused(refusal: &Refusal) -> Result<Response, LineTrouble> {
    Ok(Response::Refused(refusal.clone()))
}

/// What becomes of a message.
#[derive(Clone, Copy, Debug)]
enum Fate {
    /// It arrives after so many milliseconds.
    Arrives(i64),
    /// So many of its bytes arrive.
    Cut(usize),
}
