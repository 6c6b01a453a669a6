//! The simulated world: laptops, their server, the line between them, and the time. One thread, one seed.

use super::chance::mixed;
use super::clock::Now;
use super::deeds::Weather;
use super::hostile::Hostile;
use super::laptop::{Broken, Laptop, Whereabouts, told};
use super::server::SimServer;
use super::words::Words;
use crate::Dice;
use alongside_protocol::{DeviceId, MemberId, Role, Signed, TeamId};
use alongside_sync::{Input, LineTrouble, Output, Request, Response, Standing, Trouble, Wish};
use std::collections::{BTreeMap, BTreeSet};
use tempfile::TempDir;
use uuid::Uuid;

/// Something that will happen.
#[derive(Clone, Debug)]
pub enum Event {
    /// A request arrives at the server.
    ToServer(Box<Asked>),
    /// An answer, or what is wrong with the line, arrives at a laptop.
    ToLaptop {
        /// Which laptop.
        laptop: usize,
        /// As it was opened then.
        opening: u64,
        /// The request's number.
        id: u64,
        /// The answer.
        result: Result<Response, LineTrouble>,
    },
    /// A timer runs out.
    Timer {
        /// Whose.
        laptop: usize,
        /// Which.
        timer: u64,
    },
    /// The server's stream tells that the log has grown.
    Woken {
        /// Whom.
        laptop: usize,
        /// How far.
        position: u64,
    },
    /// Somebody says that the server was put back.
    SendAgain {
        /// On which laptop.
        laptop: usize,
    },
}

/// A request on its way.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Whose.
    pub laptop: usize,
    /// As it was opened then.
    pub opening: u64,
    /// Its number.
    pub id: u64,
    /// What is asked.
    pub request: Request,
    /// The bytes.
    pub body: Vec<u8>,
    /// Who signed it.
    pub signed: Option<Signed>,
}

/// A person of the team.
#[derive(Clone, Debug)]
pub struct Colleague {
    /// What they are called in a story.
    pub name: String,
    /// Their id.
    pub member: MemberId,
}

/// The world.
pub struct World {
    /// The true time.
    pub now: Now,
    /// All laptops there ever were.
    pub laptops: Vec<Laptop>,
    /// All people there ever were.
    pub colleagues: Vec<Colleague>,
    /// The server.
    pub server: SimServer,
    /// What was written.
    pub words: Words,
    /// What is going to happen.
    pub events: BTreeMap<(i64, u64), Event>,
    /// No more mishaps.
    pub calm: bool,
    /// What its seed makes of it.
    pub weather: Weather,
    /// The team.
    pub team: TeamId,
    /// Laptops that somebody wished out of the team, and since when.
    pub revoked: BTreeMap<DeviceId, i64>,
    /// When the log took them out.
    pub out_at: BTreeMap<DeviceId, i64>,
    /// Persons that somebody wished erased, by space.
    pub erasing: BTreeMap<Uuid, Uuid>,
    /// A laptop that crashes in its next step, after so many transactions.
    pub crash_within: Option<usize>,
    /// Copies that were put aside: of which laptop, when, how many words it had.
    pub copies: BTreeMap<usize, (std::path::PathBuf, i64)>,
    /// Laptops that were copied, and whose file others have or had.
    pub doubled: BTreeSet<usize>,
    /// What was accepted into the team's log, in this order, and what it said of who is out.
    pub accepted: super::secrets::Accepted,
    /// What happened, for a story; not told if nobody listens.
    pub story: Option<Vec<String>>,
    /// A hash over everything that happened.
    pub trace: u64,
    /// Steps taken.
    pub steps: u64,
    /// Whether the story tells of every request (`SIM_WIRE` is set).
    pub is_wire_told: bool,
    /// What a hostile server does to the pages that one laptop reads.
    pub hostile: Option<Hostile>,
    /// A second log that one laptop is shown.
    pub fork: Option<super::fork::Fork>,
    /// Laptops whose people were asked whether the server was put back.
    pub asked: BTreeSet<usize>,
    seed: u64,
    counter: u64,
    folder: TempDir,
}

impl World {
    /// An empty world in a folder of its own.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn new(seed: u64, is_told: bool) -> Result<Self, Broken> {
        let folder = super::template::folder()?;
        let server = SimServer::in_folder(folder.path())?;
        Ok(Self {
            now: Now::monday(),
            laptops: Vec::new(),
            colleagues: Vec::new(),
            server,
            words: Words::default(),
            events: BTreeMap::new(),
            calm: true,
            weather: Weather::of(seed),
            team: TeamId::default(),
            revoked: BTreeMap::new(),
            out_at: BTreeMap::new(),
            erasing: BTreeMap::new(),
            crash_within: None,
            copies: BTreeMap::new(),
            doubled: BTreeSet::new(),
            accepted: super::secrets::Accepted::default(),
            story: is_told.then(Vec::new),
            trace: seed,
            steps: 0,
            is_wire_told: is_told && std::env::var_os("SIM_WIRE").is_some(),
            hostile: None,
            fork: None,
            asked: BTreeSet::new(),
            seed,
            counter: 0,
            folder,
        })
    }

    /// A path in the world's folder.
    #[must_use]
    pub fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// A number that no other laptop of this seed gets.
    #[must_use]
    pub fn seed_of_laptop(&self, number: usize) -> u64 {
        mixed(&[self.seed, u64::try_from(number).unwrap_or(0) + 1])
    }

    /// Tells what happens, for the story and the trace.
    pub fn tell(&mut self, what: impl FnOnce() -> String) {
        if let Some(story) = &mut self.story {
            let at = self.now.get() - 1_772_442_000_000;
            story.push(format!("{:>9.3} s  {}", seconds(at), what()));
        }
    }

    /// Adds a number to the trace.
    pub fn note(&mut self, number: u64) {
        self.trace = mixed(&[self.trace, number]);
    }

    /// Dice for the next message or choice.
    pub(super) fn dice(&mut self) -> Dice {
        self.counter += 1;
        Dice::new(mixed(&[self.trace, self.counter]))
    }

    /// Something will happen, so many milliseconds from now.
    pub fn later(&mut self, after: i64, event: Event) {
        self.counter += 1;
        self.events
            .insert((self.now.get() + after, self.counter), event);
    }

    /// Makes a laptop out of a file that lies in the folder.
    ///
    /// # Errors
    /// Those of the file.
    pub fn add_laptop(&mut self, file: &str, name: &str, person: usize) -> Result<usize, Broken> {
        self.add_laptop_of(file, name, person, self.seed)
    }

    /// The same, of an installation that another seed made.
    ///
    /// # Errors
    /// Those of the file.
    pub fn add_laptop_of(
        &mut self,
        file: &str,
        name: &str,
        person: usize,
        installed: u64,
    ) -> Result<usize, Broken> {
        let number = self.laptops.len();
        let seed = self.seed_of_laptop(number);
        let installation = mixed(&[installed, u64::try_from(number).unwrap_or(0)]);
        let laptop = Laptop::at(self.path(file), name, person, seed, installation, &self.now)?;
        self.laptops.push(laptop);
        Ok(number)
    }

    /// A laptop.
    ///
    /// # Panics
    /// If there is none of that number: a fault of the simulation.
    pub fn laptop(&mut self, number: usize) -> &mut Laptop {
        #[expect(clippy::expect_used, reason = "numbers come from the list itself")]
        self.laptops.get_mut(number).expect("a laptop")
    }

    /// Something happens to a laptop's engine, and what it asks for is done.
    ///
    /// # Errors
    /// What must never be.
    pub fn step(&mut self, number: usize, input: Input) -> Result<(), Broken> {
        if !self.laptop(number).is_running() {
            return Ok(());
        }
        self.steps += 1;
        let crash = match self.crash_within {
            Some(victim) if victim == number => self.crash_within.take(),
            _ => None,
        };
        if crash.is_some() {
            let after = u32::try_from(self.dice().below(3)).unwrap_or(0);
            alongside_sync::fault::crash_after(Some(after));
        }
        let outputs = self.laptop(number).step(input);
        self.note_name(number);
        let crashed = alongside_sync::fault::crash_after(None);
        if crash.is_some() {
            if crashed {
                self.tell_of(number, "crashes in the middle of it");
                return self.crash(number);
            }
            // Not so many transactions in this step: the next, then.
            self.crash_within = crash;
        }
        self.outputs(number, outputs)
    }

    /// Starts a laptop's engine.
    ///
    /// # Errors
    /// What must never be.
    pub fn start(&mut self, number: usize) -> Result<(), Broken> {
        self.step(number, Input::Start)
    }

    /// A laptop crashes, and is opened again.
    ///
    /// # Errors
    /// What must never be.
    pub fn crash(&mut self, number: usize) -> Result<(), Broken> {
        self.laptop(number).close();
        self.laptop(number).open()?;
        self.start(number)
    }

    /// Tells something of a laptop.
    pub fn tell_of(&mut self, number: usize, what: &str) {
        let name = self.laptop(number).name.clone();
        self.tell(|| format!("{name} {what}"));
    }

    fn outputs(&mut self, number: usize, outputs: Vec<Output>) -> Result<(), Broken> {
        let mut wake = None;
        for output in outputs {
            match output {
                Output::Send { id, request } => self.send(number, id, request)?,
                Output::Wake { after } => wake = Some(after),
                Output::Status(status) => self.heard_status(number, &status)?,
                Output::Granted(Wish::Admit { device, .. } | Wish::AddDevice { device }) => {
                    self.granted(number, &device.id)?;
                }
                _ => {}
            }
        }
        if let Some(after) = wake {
            let timer = self.laptop(number).timer;
            let after = i64::try_from(after).unwrap_or(i64::MAX);
            self.later(
                after,
                Event::Timer {
                    laptop: number,
                    timer,
                },
            );
        }
        Ok(())
    }

    fn heard_status(
        &mut self,
        number: usize,
        status: &alongside_sync::Status,
    ) -> Result<(), Broken> {
        let now = self.now.get();
        if status.standing == Standing::Synced {
            let unsent = self.laptop(number).store().unsent().map_err(told)?;
            if unsent.commits > 0 {
                return Err(format!(
                    "{} says synced with {} changes unsent",
                    self.laptop(number).name,
                    unsent.commits
                ));
            }
            let team = self.laptop(number).engine().team();
            let read_to = team.map(|team| (team.team, team.head));
            // It may not know yet that the server was put back: then it speaks of a log that is no more.
            let is_so = read_to.is_some_and(|(team, head)| {
                self.server.restored == 0 || self.server.follows(&team, head) == Ok(true)
            });
            if is_so {
                let laptop = self.laptop(number);
                // What somebody may not send any more is kept for them, and waits no longer.
                let left = super::words::Words::left_on(laptop)?;
                let life = laptop.life;
                self.words.acknowledge(number, life, now, &left);
            }
        }
        if let Some(trouble) = status.trouble {
            if !matches!(trouble, Trouble::Line(_)) {
                self.tell_of(number, &format!("is in trouble: {trouble:?}"));
            }
            if matches!(
                trouble,
                Trouble::Older { .. } | Trouble::OtherHistory { .. }
            ) && self.server.restored > 0
                && self.asked.insert(number)
            {
                let after = i64::try_from(self.dice().below(60_000)).unwrap_or(0);
                self.later(after, Event::SendAgain { laptop: number });
            }
        }
        Ok(())
    }

    /// The admission is in the log: the inviter tells the joiner, if the two are still connected.
    fn granted(&mut self, inviter: usize, device: &DeviceId) -> Result<(), Broken> {
        let still_there = self.calm || self.dice().percent(60);
        let joiner = self.laptops.iter().position(|laptop| {
            laptop.is_running()
                && laptop
                    .engine()
                    .team()
                    .is_some_and(|team| team.device == *device && team.role.is_none())
        });
        if let (true, Some(joiner)) = (still_there, joiner) {
            let admitted = self
                .laptop(inviter)
                .engine()
                .admitted(device)
                .map_err(told)?;
            if let Some(admitted) = admitted {
                let laptop = self.laptop(joiner);
                let now = alongside_store::Clock::now(&*laptop.clock);
                let _version = laptop.as_its_version();
                let (store, engine) = laptop.both();
                engine.enter(store, admitted, now).map_err(told)?;
                self.start(joiner)?;
            }
        }
        Ok(())
    }

    /// Lets time pass, and everything happen that is due.
    ///
    /// # Errors
    /// What must never be.
    pub fn pass(&mut self, until: i64) -> Result<(), Broken> {
        while let Some(entry) = self.events.first_entry() {
            let at = entry.key().0;
            if at > until {
                break;
            }
            let event = entry.remove();
            if at > self.now.get() {
                self.now.set(at);
            }
            self.happen(event)?;
        }
        if until > self.now.get() {
            self.now.set(until);
        }
        Ok(())
    }

    /// One thing happens.
    ///
    /// # Errors
    /// What must never be.
    pub fn happen(&mut self, event: Event) -> Result<(), Broken> {
        match event {
            Event::ToServer(asked) => self.at_server(*asked),
            Event::ToLaptop {
                laptop,
                opening,
                id,
                result,
            } => {
                if self.laptop(laptop).openings != opening || !self.laptop(laptop).is_running() {
                    return Ok(());
                }
                self.note(id ^ u64::from(result.is_ok()));
                self.step(laptop, Input::Answer { id, result })
            }
            Event::Timer { laptop, timer } => {
                if self.laptop(laptop).timer != timer {
                    return Ok(());
                }
                self.step(laptop, Input::Tick)
            }
            Event::Woken { laptop, position } => {
                if !self.laptop(laptop).listening || !self.laptop(laptop).online {
                    return Ok(());
                }
                self.step(laptop, Input::Woken(position))
            }
            Event::SendAgain { laptop } => {
                self.asked.remove(&laptop);
                self.tell_of(laptop, "is told to send the server again what it lost");
                self.step(laptop, Input::SendAgain)
            }
        }
    }

    /// Laptops that are at work and belong, by their own log.
    #[must_use]
    pub fn at_work(&self) -> Vec<usize> {
        (0..self.laptops.len())
            .filter(|number| {
                self.laptops.get(*number).is_some_and(|laptop| {
                    laptop.is_running()
                        && laptop
                            .engine()
                            .team()
                            .is_some_and(|team| team.role.is_some())
                })
            })
            .collect()
    }

    /// Laptops that are at work and belong, in a role.
    #[must_use]
    pub fn in_role(&self, wanted: &[Role]) -> Vec<usize> {
        self.at_work()
            .into_iter()
            .filter(|number| {
                self.laptops
                    .get(*number)
                    .and_then(|laptop| laptop.engine().team())
                    .and_then(|team| team.role)
                    .is_some_and(|role| wanted.contains(&role))
            })
            .collect()
    }

    /// Laptops that are not thrown away.
    #[must_use]
    pub fn here(&self) -> Vec<usize> {
        (0..self.laptops.len())
            .filter(|number| {
                self.laptops
                    .get(*number)
                    .is_some_and(|laptop| laptop.whereabouts == Whereabouts::Here)
            })
            .collect()
    }
}

fn seconds(millis: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "for reading")]
    let millis = millis as f64;
    millis / 1_000.0
}
