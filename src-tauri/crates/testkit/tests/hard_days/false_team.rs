//! The keeper of the server would lead somebody into a team of their own making: who comes back, who is let in, who has long been in.

use super::*;
use alongside_protocol::*;
use alongside_server::Signatures;
use alongside_sync::fault::{Fault, forget};
use alongside_sync::{Request, Response};
use alongside_vault::SigningKey;

/// A keeper of the server who makes up a team of the same name, and lets Ben's paper into it.
struct Forger {
    key: SigningKey,
    roster: Roster,
}

impl Forger {
    const LAPTOP: DeviceId = DeviceId([9; 8]);

    fn device(&self, member: MemberId) -> NewDevice {
        let seal = vec![9; 32];
        let text = NewDevice::signed_text(&self.roster.team, &member, &Self::LAPTOP, 2, &seal);
        NewDevice {
            id: Self::LAPTOP,
            verify: PublicKey(self.key.public()),
            suite: 2,
            seal,
            proof: Signature(self.key.sign(&text)),
        }
    }

    fn epoch(&self, number: u32, live: &[DeviceId]) -> EpochKeys {
        let ring = |ring| RingEpoch {
            ring,
            check: Hash::default(),
            older: Vec::new(),
        };
        let wrap = |device: &DeviceId| Wrap {
            device: *device,
            sealed: vec![0; 48],
        };
        EpochKeys {
            number,
            rings: vec![ring(Ring::Team), ring(Ring::Open)],
            wraps: live.iter().map(wrap).collect(),
        }
    }

    fn entry(&mut self, step: RosterStep) -> Entry {
        let body = encode(&RosterEntry {
            version: 1,
            number: self.roster.number + 1,
            previous: self.roster.last,
            by: Self::LAPTOP,
            seen: Head::default(),
            step,
        })
        .unwrap();
        let text = SignedRoster::signed_text(&self.roster.team, &body);
        let signature = Signature(self.key.sign(&text));
        let entry = SignedRoster { body, signature }.entry().unwrap();
        let position = self.roster.number + 1;
        self.roster.take(&entry, position, &Signatures).unwrap();
        entry
    }

    fn hand_in(&self, world: &World, request: Request) -> Response {
        let (body, now) = (request.body().unwrap(), world.now.get());
        let (team, route) = (self.roster.team, request.route());
        let text = request_text(&team, route.method(), &route.path(), now, &body);
        let signed = request.is_signed().then(|| Signed {
            team,
            device: Self::LAPTOP,
            at: now,
            signature: Signature(self.key.sign(&text)),
        });
        let (answer, _) = world.server.handle(&request, signed, &body, now).unwrap();
        request.answer(&answer.unwrap()).unwrap()
    }
}

/// Another machine stands in the place of the server, with a team of the same name in which that laptop of a member is let in; its list
/// has that many entries at the least.
fn take_over(
    world: &mut World,
    known: &Roster,
    (member, laptop): (MemberId, NewDevice),
    entries: u64,
) -> Forger {
    let mut forger = Forger {
        key: SigningKey::from_seed(&[9; 32]).unwrap(),
        roster: Roster::new(known.team),
    };
    let lead = MemberId([9; 16]);
    let found = RosterStep::Found {
        member: lead,
        device: forger.device(lead),
        epoch: forger.epoch(1, &[Forger::LAPTOP]),
    };
    let found = forger.entry(found);
    let id = laptop.id;
    let mut handed_in = vec![forger.entry(RosterStep::Admit {
        member,
        role: Role::LinkWorker,
        device: laptop,
        wrap: Wrap {
            device: id,
            sealed: vec![0; 48],
        },
    })];
    while forger.roster.number < entries {
        let mut live = [Forger::LAPTOP, id];
        live.sort_unstable();
        let epoch = forger.epoch(forger.roster.epoch() + 1, &live);
        handed_in.push(forger.entry(RosterStep::Rotate { epoch }));
    }
    world.server.replace().unwrap();
    let sign_up = SignUp {
        code: world.server.code(world.now.get(), 9).unwrap(),
        team: known.team,
        entry: found,
    };
    forger.hand_in(world, Request::SignUp(sign_up));
    let push = Push { entries: handed_in };
    let pushed = forger.hand_in(world, Request::Push(known.team, push));
    assert!(matches!(pushed, Response::Pushed(reply) if reply.refused.is_none()));
    forger
}

/// What the roster's entries say of a device when it is let in.
fn introduced(world: &mut World, knows: usize, id: DeviceId) -> NewDevice {
    let stored = world.laptop(knows).store();
    let kept = stored.replica_read(|it| it.kept(0, usize::MAX)).unwrap();
    let found = kept.iter().find_map(|kept| {
        let (_, entry) = SignedRoster::read(&kept.bytes).ok()?;
        match entry.step {
            RosterStep::AddPaper { device, .. } | RosterStep::Admit { device, .. } => {
                (device.id == id).then_some(device)
            }
            _ => None,
        }
    });
    found.unwrap()
}

fn is_noticed(world: &mut World, laptop: usize, forger: &Forger) {
    let told = trouble(world, laptop);
    assert!(
        matches!(told, Some(Trouble::OtherHistory { .. })),
        "{told:?}"
    );
    let end = world.server.end(&forger.roster.team).unwrap();
    assert_eq!(end.position, forger.roster.number, "nothing was done in it");
}

/// As many entries as the true list had, or fewer.
fn forged(padded: bool) {
    let mut world = team();
    world
        .type_code(BEN, world.code_on_paper(7).unwrap())
        .unwrap();
    rest(&mut world);
    let code = world.code_on_paper(7).unwrap();
    let sealed = world.left_for(&code).unwrap().unwrap();
    let known = roster(&mut world, BEN);
    let (id, paper) = known.devices.iter().find(|(_, it)| it.is_paper()).unwrap();
    let admission = introduced(&mut world, BEN, *id);
    lose(&mut world, BEN);
    let entries = if padded { known.number + 1 } else { 0 };
    let forger = take_over(&mut world, &known, (paper.member, admission), entries);

    let new = world.new_laptop("Ben's new laptop", BEN_HIMSELF).unwrap();
    let (store, engine) = world.laptop(new).both();
    engine.come_back(store, &code, &sealed).unwrap();
    world.start(new).unwrap();
    world.pass(world.now.get() + 60_000).unwrap();
    is_noticed(&mut world, new, &forger);
}

#[test]
fn no_server_leads_who_comes_back_into_a_team_of_its_own_making() {
    forged(false);
    forged(true);
}

/// A laptop that Ben is letting in, and with `is_in` his own, which has been in for long; whoever is asked says that the server was put
/// back, and that everything is to be sent again.
fn led_astray(is_in: bool, padded: bool) -> (World, usize, Forger) {
    let mut world = team();
    let known = roster(&mut world, BEN);
    let bens = device(&mut world, BEN);
    let member = known.devices[&bens].member;
    let (laptop, introduced) = if is_in {
        (BEN, introduced(&mut world, AMIRA, bens))
    } else {
        world.laptop(BEN).online = false;
        let other = world
            .invite(BEN, BEN_HIMSELF, "Ben's other", Role::LinkWorker)
            .unwrap();
        let wish = world.laptop(BEN).engine().wishes().first().cloned();
        let Some(alongside_sync::Wish::AddDevice { device }) = wish else {
            panic!("{wish:?}");
        };
        (other, device)
    };
    for other in [AMIRA, BEN, AMIRAS_SECOND] {
        world.laptop(other).online = other == laptop;
    }
    let entries = if padded { known.number + 1 } else { 0 };
    let forger = take_over(&mut world, &known, (member, introduced), entries);
    world.start(laptop).unwrap();
    world.pass(world.now.get() + 3_600_000).unwrap();
    (world, laptop, forger)
}

#[test]
fn no_server_leads_anybody_into_a_team_of_its_own_making_whoever_says_send_it_again() {
    for is_in in [false, true] {
        for padded in [false, true] {
            let (mut world, laptop, forger) = led_astray(is_in, padded);
            is_noticed(&mut world, laptop, &forger);
            if is_in {
                assert_eq!(name_of_joan(&mut world, laptop).unwrap(), "Joan");
            }

            forget(Some(Fault::AnyBeginning));
            let (mut world, laptop, _) = led_astray(is_in, padded);
            forget(None);
            let told = trouble(&mut world, laptop);
            assert!(
                !matches!(told, Some(Trouble::OtherHistory { .. })),
                "{told:?}"
            );
        }
    }
}
