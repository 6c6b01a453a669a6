//! Teams of ten laptops, each with a space that all of them write in.

use crate::support::{Laptop, NOW, TEAM, sign_up, space};
use alongside_protocol::*;
use alongside_server::{Core, NewCode};

/// Laptops of a team.
pub(crate) const LAPTOPS: usize = 10;

/// The laptops of a team.
pub(crate) type Team = Vec<Laptop>;

/// Makes teams, several at one time, until there are so many.
pub(crate) fn grow(core: &Core, teams: &mut Vec<Team>, wanted: usize, threads: usize) {
    let first = teams.len();
    let made = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|worker| {
                let numbers = (first..wanted).skip(worker).step_by(threads);
                scope.spawn(move || numbers.map(|n| team(core, n)).collect::<Vec<Team>>())
            })
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap())
            .collect::<Vec<Team>>()
    });
    teams.extend(made);
}

fn team(core: &Core, n: usize) -> Team {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&n.to_be_bytes());
    let make = |laptop: usize| {
        let mut made = Laptop::new(0, 1, u8::try_from(laptop).unwrap());
        made.team = TeamId(id);
        made.roster = Roster::new(made.team);
        made
    };
    let mut lead = make(1);
    let mut random = [0; 20];
    for (at, byte) in random.iter_mut().take(4).enumerate() {
        // A letter of a code has five bits.
        *byte = u8::try_from(n >> (5 * at) & 31).unwrap();
    }
    let new = NewCode {
        until: NOW + 1_000_000,
        room: u64::from(u32::MAX),
    };
    let code = core.make_code(&random, new, NOW).unwrap();
    sign_up(core, &lead, &code).answer.unwrap();
    lead.pull(core);
    let mut others = Vec::with_capacity(LAPTOPS);
    for laptop in 2..=LAPTOPS {
        let other = make(laptop);
        let step = RosterStep::AddDevice {
            device: other.joining(),
            wrap: Wrap {
                device: other.id,
                sealed: vec![1; 80],
            },
        };
        lead.place(core, &lead.roster_entry(step));
        lead.pull(core);
        others.push(other);
    }
    lead.place(core, &lead.opening(space(1), TEAM));
    lead.pull(core);
    for other in &mut others {
        other.head = lead.head;
    }
    // A hundred thousand of them are held at one time; nobody asks for the list again.
    lead.roster = Roster::new(lead.team);
    others.push(lead);
    others
}

/// What a laptop hands in next: one pack.
pub(crate) fn next_push(laptop: &mut Laptop) -> Vec<u8> {
    let entries = vec![laptop.pack_for(laptop.team, (1, 0), space(1), &[7; 600])];
    encode(&Push { entries }).unwrap()
}

/// Whether it was taken in.
pub(crate) fn is_placed(reply: &[u8]) {
    let reply: PushReply = decode(reply).unwrap();
    assert_eq!((reply.placed.len(), reply.refused), (1, None));
}
