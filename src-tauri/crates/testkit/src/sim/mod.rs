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
pub mod fork;
mod hands;
pub mod hostile;
pub mod laptop;
pub mod secrets;
pub mod server;
pub mod template;
pub mod two_teams;
pub mod versions;
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

/// Deeds without a stretch of them; the time that it took goes to the one after.
fn without(deeds: &[Deed], from: usize, stretch: usize) -> Vec<Deed> {
    let gone: i64 = deeds
        .iter()
        .skip(from)
        .take(stretch)
        .map(|deed| deed.after)
        .sum();
    let (kept, rest) = (deeds.iter().take(from), deeds.iter().skip(from + stretch));
    let mut fewer: Vec<Deed> = kept.chain(rest).copied().collect();
    if let Some(next) = fewer.get_mut(from) {
        next.after += gone;
    }
    fewer
}

/// How often a seed that fails is played to make it smaller: some minutes at the most.
const MOST_PLAYS: u32 = 600;
/// Milliseconds between deeds when nothing hangs on them.
const SOON: i64 = 100;
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
            // Who has asked to come again may be let in yet.
            let is_out = trouble == Some(Trouble::Revoked) && team.role.is_some();
            // Never let in, or by a laptop that is gone; or a restored server has forgotten it, and so has everybody.
            let may_be_outside = team.role.is_none() || self.server.restored > 0;
            let is_outside = may_be_outside && self.revoked_or_outside(number);
            if is_out || is_outside {
                continue;
            }
            let read_to = self.laptop(number).engine().team();
            let (own_team, head) = match read_to {
                Some(team) => (team.team, team.head),
                None => continue,
            };
            let at_end = head == self.server.end(&own_team)?;
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
        // Who is out themselves knows the team only as it was.
        let is_in = self.laptops.iter().enumerate().any(|(other, laptop)| {
            other != number
                && laptop.is_running()
                && laptop.status.as_ref().and_then(|status| status.trouble)
                    != Some(Trouble::Revoked)
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
        self.upgrade_all()?;
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
    alongside_store::fault::tell_at_most(None);
    match done {
        Ok(()) => Ok(Ended {
            trace: world.trace,
            steps: world.steps,
        }),
        Err(why) => Err((why, world.story.unwrap_or_default())),
    }
}

/// Does a list of deeds in a world that is told to nobody yet, and looks at how it ends.
///
/// # Errors
/// What must not be.
pub fn play_in(world: &mut World, deeds: &[Deed]) -> Result<(), Broken> {
    world.copy_template()?;
    world.quiet(MOST_EVENTS)?;
    world.calm = false;
    let weather = world.weather;
    world.hold_back(&weather);
    let told = weather.imports.map(|most| (most, usize::MAX));
    alongside_store::fault::tell_at_most(told);
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

/// The fewest deeds with which a seed still fails, as far as leaving out stretches and single ones goes. Each that is left out leaves
/// its time behind, so that what comes after comes when it came; at the end time is shortened where nothing hangs on it.
fn shrink(seed: u64, mut deeds: Vec<Deed>, mut why: Broken) -> Failed {
    let mut plays = 0;
    let mut still_fails = |fewer: &[Deed]| {
        plays += 1;
        (plays <= MOST_PLAYS)
            .then(|| play(seed, fewer, false).err())
            .flatten()
            .map(|(why, _)| why)
    };
    // Once more from the beginning whenever something went: what comes late may have held up what comes early.
    let mut before = usize::MAX;
    while deeds.len() < before {
        before = deeds.len();
        let mut stretch = before.div_ceil(2);
        while stretch > 0 {
            let mut from = 0;
            while from < deeds.len() {
                let fewer = without(&deeds, from, stretch);
                match still_fails(&fewer) {
                    Some(still) => (deeds, why) = (fewer, still),
                    None => from += stretch,
                }
            }
            stretch /= 2;
        }
    }
    for at in 0..deeds.len() {
        let mut sooner = deeds.clone();
        if let Some(deed) = sooner.get_mut(at).filter(|deed| deed.after > SOON) {
            deed.after = SOON;
            if let Some(still) = still_fails(&sooner) {
                (deeds, why) = (sooner, still);
            }
        }
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
