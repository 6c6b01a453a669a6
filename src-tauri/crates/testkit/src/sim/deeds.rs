//! What may happen in a simulated team: one list for a seed, each deed with its own dice, so that a list with some of them left out
//! still means the same.

use crate::Dice;

/// Something that happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Somebody writes a word in a record that is there.
    Write,
    /// Somebody types: three changes, one after the other.
    Type,
    /// One change in a person's record and the directory.
    WriteInTwo,
    /// A new person, contact, service or reflection.
    Make,
    /// A list is read: many records in one change, one of them written twice.
    Import,
    /// A record goes into the bin, or out of it.
    Archive,
    /// The last change is undone, or done again.
    Undo,
    /// Somebody decides a difference.
    Decide,
    /// A laptop loses its network, or finds it.
    Line,
    /// A laptop crashes and starts again.
    Crash,
    /// A laptop crashes within its next step, after so many of its transactions.
    CrashWithin,
    /// The server crashes: whatever was on its way is lost.
    ServerCrash,
    /// A laptop's clock is put wrong, or right.
    Clock,
    /// A copy of a laptop's file is put aside.
    Copy,
    /// A laptop's file is replaced by the copy.
    Restore,
    /// A second laptop wakes up with the file of a first.
    Clone,
    /// The server is backed up.
    Backup,
    /// The server's backup is put back.
    RestoreServer,
    /// A lead lets somebody in.
    Admit,
    /// A member adds a laptop.
    AddLaptop,
    /// A laptop is taken out of the team.
    Revoke,
    /// A member is taken out of the team.
    Remove,
    /// A member's role changes.
    ChangeRole,
    /// New keys.
    Rotate,
    /// A person is erased.
    Erase,
    /// A file goes from one laptop to another, and back.
    Stick,
    /// Nobody does anything for some hours, and lids are closed.
    Night,
    /// A laptop that runs an earlier version is upgraded.
    Upgrade,
    /// Somebody who was taken out is let in again, with the laptop that was.
    ComeAgain,
}

/// A deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deed {
    /// What.
    pub what: What,
    /// Its own dice.
    pub roll: u64,
    /// How long after the one before, in milliseconds.
    pub after: i64,
}

/// What a seed's world is like.
#[derive(Clone, Copy, Debug)]
pub struct Weather {
    /// Of a hundred messages, how many are lost, repeated, cut short or long under way.
    pub trouble: u64,
    /// How many deeds.
    pub deeds: u64,
    /// Whether files are copied and put back.
    pub copies: bool,
    /// Whether the server is put back.
    pub server_backups: bool,
    /// Whether people come, go and change.
    pub people: bool,
    /// Whether clocks are wrong.
    pub clocks: bool,
    /// Whether some laptops run an earlier version.
    pub versions: bool,
    /// Whether people who were taken out come again.
    pub comes_again: bool,
    /// Whether lists are read, and then how many operations a commit tells at the most.
    pub imports: Option<usize>,
}

impl Weather {
    /// Of a seed.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        let mut dice = Dice::new(seed ^ 0x5eed);
        Self {
            trouble: [0, 5, 15, 40]
                .get(usize::try_from(dice.below(4)).unwrap_or(0))
                .copied()
                .unwrap_or(0),
            deeds: 20 + dice.below(50),
            copies: dice.percent(40),
            server_backups: dice.percent(20),
            people: dice.percent(60),
            clocks: dice.percent(40),
            versions: dice.percent(30),
            imports: dice
                .percent(30)
                .then(|| 1 + usize::try_from(dice.below(4)).unwrap_or(0)),
            // By dice of its own: the other seeds keep their worlds.
            comes_again: Dice::new(seed ^ 0xa6a6).percent(35),
        }
    }
}

/// Deeds that have been thought of since: strewn among the others, by dice of their own.
fn strew(deeds: &mut Vec<Deed>, what: What, times: u64, dice: &mut Dice) {
    for _ in 0..times {
        let many = u64::try_from(deeds.len()).unwrap_or(0);
        let at = usize::try_from(dice.below(many + 1)).unwrap_or(0);
        let deed = Deed {
            what,
            roll: dice.roll(),
            after: i64::try_from(dice.below(20_000)).unwrap_or(0),
        };
        deeds.insert(at.min(deeds.len()), deed);
    }
}

/// The deeds of a seed.
#[must_use]
pub fn deeds(seed: u64) -> Vec<Deed> {
    let weather = Weather::of(seed);
    let mut dice = Dice::new(seed);
    let mut bag: Vec<(What, u64)> = vec![
        (What::Write, 30),
        (What::Type, 8),
        (What::WriteInTwo, 6),
        (What::Make, 14),
        (What::Archive, 5),
        (What::Undo, 5),
        (What::Decide, 6),
        (What::Line, 12),
        (What::Crash, 4),
        (What::CrashWithin, 4),
        (What::ServerCrash, 2),
        (What::Stick, 3),
        (What::Night, 2),
    ];
    if weather.imports.is_some() {
        bag.push((What::Import, 6));
    }
    if weather.clocks {
        bag.push((What::Clock, 8));
    }
    if weather.copies {
        bag.extend([(What::Copy, 4), (What::Restore, 3), (What::Clone, 2)]);
    }
    if weather.versions {
        bag.push((What::Upgrade, 3));
    }
    if weather.server_backups {
        bag.extend([(What::Backup, 4), (What::RestoreServer, 3)]);
    }
    if weather.people {
        bag.extend([
            (What::Admit, 3),
            (What::AddLaptop, 3),
            (What::Revoke, 2),
            (What::Remove, 1),
            (What::ChangeRole, 2),
            (What::Rotate, 3),
            (What::Erase, 3),
        ]);
    }
    let comes_again = weather.people && weather.comes_again;
    let total: u64 = bag.iter().map(|(_, weight)| weight).sum();
    let mut deeds: Vec<Deed> = (0..weather.deeds)
        .map(|_| {
            let mut at = dice.below(total);
            let what = bag
                .iter()
                .find(|(_, weight)| {
                    let is_it = at < *weight;
                    at = at.saturating_sub(*weight);
                    is_it
                })
                .map_or(What::Write, |(what, _)| *what);
            let after = match dice.below(4) {
                0 => 0,
                1 => dice.below(50),
                2 => dice.below(5_000),
                _ => dice.below(60_000),
            };
            Deed {
                what,
                roll: dice.roll(),
                after: i64::try_from(after).unwrap_or(0),
            }
        })
        .collect();
    if comes_again {
        let dice = &mut Dice::new(seed ^ 0xa6a7);
        strew(&mut deeds, What::Revoke, 1 + dice.below(3), dice);
        strew(&mut deeds, What::Remove, 1 + dice.below(3), dice);
        strew(&mut deeds, What::ComeAgain, 4 + dice.below(6), dice);
    }
    deeds
}
