//! A simulated team: real encrypted files, the real engine, the real server, one thread and one seed.
//!
//! A seed makes a list of deeds (people write, lines break, laptops crash, are copied and lost, the server is put back...). They are
//! done; then the weather calms, everything comes to rest, and what must be so is checked ([`checks`]): laptops that may read the
//! same have the same, every word that was acknowledged is where it should be, nothing erased is left, who is out learns nothing.
//! The same seed gives the same run to the last byte. A seed that fails is made small by leaving out deeds as long as it still fails.

pub mod act;
mod act_team;
pub mod chance;
pub mod checks;
pub mod clock;
pub mod deeds;
pub mod hostile;
pub mod laptop;
pub mod server;
pub mod template;
pub mod two_teams;
mod wire;
pub mod words;
pub mod world;

use alongside_sync::{Standing, Trouble};
use deeds::Deed;
use laptop::Broken;
use world::World;

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// A hash over everything that happened.
    pub trace: u64,
    /// Steps that were taken.
    pub steps: u64,
}

/// A run that must not be.
#[derive(Clone, Debug)]
pub struct Failed {
    /// Its seed.
    pub seed: u64,
    /// What is wrong.
    pub why: Broken,
    /// What happened.
    pub story: Vec<String>,
    /// How many deeds it takes.
    pub deeds: usize,
}

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(
            f,
            "seed {} fails with {} deeds: {}",
            self.seed, self.deeds, self.why
        )?;
        let longest = std::env::var("SIM_LINES")
            .ok()
            .and_then(|text| text.parse().ok());
        for line in self.story.iter().take(longest.unwrap_or(LONGEST_STORY)) {
            writeln!(f, "  {line}")?;
        }
        Ok(())
    }
}

/// Lines of a story that are printed.
const LONGEST_STORY: usize = 60;
/// Events that may happen until everything has come to rest.
const MOST_EVENTS: usize = 20_000;
/// Milliseconds that it may take.
const LONGEST: i64 = 6 * 3_600_000;

impl World {
    /// Lets everything come to rest.
    ///
    /// # Errors
    /// What must never be; also if it does not.
    pub fn quiet(&mut self, most_events: usize) -> Result<(), Broken> {
        let deadline = self.now.get() + LONGEST;
        for count in 0..most_events {
            if count % 8 == 0 && self.is_quiet()? {
                return Ok(());
            }
            let Some(at) = self.events.first_key_value().map(|(key, _)| key.0) else {
                return if self.is_quiet()? {
                    Ok(())
                } else {
                    Err("nothing happens any more, and not all is done".to_owned())
                };
            };
            if at > deadline {
                break;
            }
            let Some((_, event)) = self.events.pop_first() else {
                break;
            };
            if at > self.now.get() {
                self.now.set(at);
            }
            self.happen(event)?;
        }
        if self.is_quiet()? {
            return Ok(());
        }
        let restless: Vec<String> = self
            .laptops
            .iter()
            .filter(|laptop| laptop.is_running())
            .map(|laptop| format!("{}: {:?}", laptop.name, laptop.status))
            .collect();
        Err(format!("it does not come to rest: {restless:#?}"))
    }

    fn is_quiet(&mut self) -> Result<bool, Broken> {
        for number in self.here() {
            let laptop = self.laptop(number);
            if !laptop.is_running() {
                continue;
            }
            let Some(team) = laptop.engine().team() else {
                continue;
            };
            let trouble = laptop.status.as_ref().and_then(|status| status.trouble);
            let is_out = trouble == Some(Trouble::Revoked);
            // Never let in, or by a laptop that is gone.
            let is_outside = team.role.is_none() && self.revoked_or_outside(number);
            if is_out || is_outside {
                continue;
            }
            let read_to = self.laptop(number).engine().team();
            let (own_team, position) = match read_to {
                Some(team) => (team.team, team.head.position),
                None => continue,
            };
            let at_end = position == self.server.end(&own_team)?;
            let laptop = self.laptop(number);
            let unsent = laptop.store().unsent().map_err(laptop::told)?.commits;
            let is_reader = laptop
                .status
                .as_ref()
                .is_some_and(|status| status.standing == Standing::NeedsYou);
            if !at_end || !laptop.engine().is_at_rest() || (unsent > 0 && !is_reader) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// A laptop that is not in: whether nobody is going to let it in any more.
    fn revoked_or_outside(&mut self, number: usize) -> bool {
        let device = self.laptop(number).engine().team().map(|team| team.device);
        let is_wished = self.laptops.iter().any(|laptop| {
            laptop.is_running()
                && laptop.status.as_ref().and_then(|status| status.trouble)
                    != Some(Trouble::Revoked)
                && laptop.engine().wishes().iter().any(|wish| match wish {
                    alongside_sync::Wish::Admit { device: joiner, .. }
                    | alongside_sync::Wish::AddDevice { device: joiner } => {
                        Some(joiner.id) == device
                    }
                    _ => false,
                })
        });
        let is_in = self.laptops.iter().any(|laptop| {
            laptop.is_running()
                && laptop
                    .engine()
                    .team()
                    .and_then(|team| team.roster)
                    .is_some_and(|roster| device.is_some_and(|id| roster.live(&id).is_some()))
        });
        !is_wished && !is_in
    }

    /// The weather calms.
    ///
    /// # Errors
    /// What must never be.
    pub fn calm_down(&mut self) -> Result<(), Broken> {
        self.tell(|| "the weather calms".to_owned());
        self.calm = true;
        self.crash_within = None;
        for number in self.here() {
            let laptop = self.laptop(number);
            laptop.online = true;
            self.start(number)?;
        }
        self.quiet(MOST_EVENTS)
    }
}

/// Does a list of deeds in a fresh world.
///
/// # Errors
/// What must not be, with the story if it is to be told.
pub fn play(seed: u64, deeds: &[Deed], is_told: bool) -> Result<Ended, (Broken, Vec<String>)> {
    let mut world = World::new(seed, is_told).map_err(|why| (why, Vec::new()))?;
    let done = play_in(&mut world, deeds);
    // Whatever happened, the next run starts without a fault.
    alongside_sync::fault::crash_after(None);
    match done {
        Ok(()) => Ok(Ended {
            trace: world.trace,
            steps: world.steps,
        }),
        Err(why) => Err((why, world.story.unwrap_or_default())),
    }
}

fn play_in(world: &mut World, deeds: &[Deed]) -> Result<(), Broken> {
    world.copy_template()?;
    world.quiet(MOST_EVENTS)?;
    world.calm = false;
    for deed in deeds {
        world.pass(world.now.get() + deed.after)?;
        world.act(*deed)?;
    }
    world.calm_down()?;
    world.check()
}

/// Runs a seed.
///
/// # Errors
/// What must not be: made small, with its story.
pub fn run(seed: u64) -> Result<Ended, Box<Failed>> {
    let deeds = deeds::deeds(seed);
    match play(seed, &deeds, false) {
        Ok(ended) => Ok(ended),
        Err((why, _)) => Err(Box::new(shrink(seed, deeds, why))),
    }
}

/// The fewest deeds with which a seed still fails, as far as leaving out stretches and single ones goes.
fn shrink(seed: u64, mut deeds: Vec<Deed>, mut why: Broken) -> Failed {
    let mut stretch = deeds.len() / 2;
    while stretch > 0 {
        let mut from = 0;
        while from < deeds.len() {
            let kept = deeds.iter().take(from);
            let rest = deeds.iter().skip(from + stretch);
            let fewer: Vec<Deed> = kept.chain(rest).copied().collect();
            match play(seed, &fewer, false) {
                Err((still, _)) => {
                    deeds = fewer;
                    why = still;
                }
                Ok(_) => from += stretch,
            }
        }
        stretch /= 2;
    }
    let story = match play(seed, &deeds, true) {
        Err((_, story)) => story,
        Ok(_) => vec!["it does not fail again: something is not the same each time".to_owned()],
    };
    Failed {
        seed,
        why,
        story,
        deeds: deeds.len(),
    }
}
