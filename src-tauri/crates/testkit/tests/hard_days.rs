//! The hard days of a team, each as a story with real files, the real engine and the real server: laptops are lost and come back, leads
//! are lost, a server is emptied.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

use alongside_domain::Record as _;
use alongside_domain::ids::ReflectionId;
use alongside_domain::team::Reflection;
use alongside_domain::{ids::PersonId, person::Person};
use alongside_protocol::*;
use alongside_server::Signatures;
use alongside_sync::{Input, PaperSeen, Request, Response, Trouble, Wish};
use alongside_testkit::sim::world::World;
use alongside_vault::{SigningKey, escrow_key};
use uuid::Uuid;

const AMIRA: usize = 0;
const BEN: usize = 1;
const AMIRAS_SECOND: usize = 3;
/// Ben, among the people.
const BEN_HIMSELF: usize = 1;
const JOAN: PersonId = PersonId(Uuid::from_u128(0x10a));
const THOUGHT: ReflectionId = ReflectionId(Uuid::from_u128(0x7407));

fn rest(world: &mut World) {
    world.quiet(20_000).unwrap();
}

/// A team at rest, in which Joan is known.
fn team() -> World {
    let mut world = World::new(1, true).unwrap();
    world.copy_template().unwrap();
    rest(&mut world);
    let (store, _) = world.laptop(AMIRA).both();
    store
        .transact("new", |tx| {
            tx.put(&Person {
                preferred_name: "Joan".into(),
                ..Person::blank(JOAN)
            })
        })
        .unwrap();
    world.step(AMIRA, Input::Written).unwrap();
    rest(&mut world);
    world
}

fn name_of_joan(world: &mut World, laptop: usize) -> Option<String> {
    let store = world.laptop(laptop).store();
    let joan = store.find::<Person>(JOAN).unwrap()?;
    Some(joan.preferred_name.0.clone())
}

fn rename(world: &mut World, laptop: usize, name: &str) {
    let store = world.laptop(laptop).store();
    store
        .transact("rename", |tx| {
            let joan = tx.find::<Person>(JOAN)?.expect("Joan");
            tx.put(&Person {
                preferred_name: name.into(),
                ..joan
            })
        })
        .unwrap();
    world.step(laptop, Input::Written).unwrap();
}

fn reflect(world: &mut World, laptop: usize, words: &str) {
    let store = world.laptop(laptop).store();
    store
        .transact("reflect", |tx| {
            tx.put(&Reflection {
                words: words.into(),
                ..Reflection::blank(THOUGHT)
            })
        })
        .unwrap();
    world.step(laptop, Input::Written).unwrap();
}

fn reflection(world: &mut World, laptop: usize) -> Option<String> {
    let store = world.laptop(laptop).store();
    let found = store.find::<Reflection>(THOUGHT).unwrap()?;
    Some(found.words.0.clone())
}

fn device(world: &mut World, laptop: usize) -> DeviceId {
    world.laptop(laptop).engine().team().unwrap().device
}

fn roster(world: &mut World, laptop: usize) -> Roster {
    let team = world.laptop(laptop).engine().team().unwrap();
    team.roster.unwrap().clone()
}

fn trouble(world: &mut World, laptop: usize) -> Option<Trouble> {
    let laptop = world.laptop(laptop);
    laptop.engine().status(laptop.store()).unwrap().trouble
}

/// Ben's laptop lies in a bus that has left.
fn lose(world: &mut World, laptop: usize) {
    world.laptop(laptop).online = false;
    world.laptop(laptop).close();
}

#[test]
fn ben_comes_back_by_his_code_with_all_that_is_his() {
    let mut world = team();
    reflect(&mut world, BEN, "I talked too much today");
    let code = world.code_on_paper(7).unwrap();
    assert_eq!(world.left_for(&code).unwrap(), Err(Refusal::Unknown));
    world
        .type_code(BEN, world.code_on_paper(7).unwrap())
        .unwrap();
    rest(&mut world);
    assert_eq!(world.laptop(BEN).engine().paper(), PaperSeen::Ready);

    // The laptop is lost; Amira takes it out, and the team goes on.
    let lost = device(&mut world, BEN);
    lose(&mut world, BEN);
    world
        .step(AMIRA, Input::Wish(Wish::Revoke { device: lost }))
        .unwrap();
    rest(&mut world);
    rename(&mut world, AMIRA, "Joan Pritchard");
    rest(&mut world);

    let new = world
        .come_back(BEN_HIMSELF, "Ben's new laptop", &code)
        .unwrap();
    assert_eq!(
        world.laptop(new).engine().team().unwrap().role,
        None,
        "he is not in before this laptop is"
    );
    rest(&mut world);
    let team = world.laptop(new).engine().team().unwrap();
    assert_eq!(team.role, Some(Role::LinkWorker));
    assert_eq!(name_of_joan(&mut world, new).unwrap(), "Joan Pritchard");
    assert_eq!(
        reflection(&mut world, new).unwrap(),
        "I talked too much today"
    );
    assert_eq!(
        reflection(&mut world, AMIRA),
        None,
        "his own, and nobody else's"
    );
    // He writes, and all read it.
    rename(&mut world, new, "Joan P.");
    rest(&mut world);
    assert_eq!(name_of_joan(&mut world, AMIRA).unwrap(), "Joan P.");
    // The team sees what happened: one laptop out, one code used, one laptop in.
    let known = roster(&mut world, AMIRA);
    let me = device(&mut world, new);
    assert_eq!(known.devices[&me].member, known.devices[&lost].member);
    assert!(known.devices[&lost].until.is_some());
    let papers = known.devices.values().filter(|device| device.is_paper());
    assert_eq!(papers.count(), 1);
}

#[test]
fn a_code_that_was_used_is_over_when_there_is_a_new_one() {
    let mut world = team();
    let old = world.code_on_paper(7).unwrap();
    world
        .type_code(BEN, world.code_on_paper(7).unwrap())
        .unwrap();
    rest(&mut world);
    lose(&mut world, BEN);
    let new = world
        .come_back(BEN_HIMSELF, "Ben's new laptop", &old)
        .unwrap();
    rest(&mut world);
    assert!(
        world.left_for(&old).unwrap().is_ok(),
        "until there is another"
    );
    let fresh = world.code_on_paper(8).unwrap();
    world
        .type_code(new, world.code_on_paper(8).unwrap())
        .unwrap();
    rest(&mut world);
    assert_eq!(world.left_for(&old).unwrap(), Err(Refusal::Unknown));
    assert!(world.left_for(&fresh).unwrap().is_ok());
    assert_eq!(world.laptop(new).engine().paper(), PaperSeen::Ready);
    // Twice lost, twice back: he still is who he was.
    lose(&mut world, new);
    let third = world
        .come_back(BEN_HIMSELF, "Ben's third laptop", &fresh)
        .unwrap();
    rest(&mut world);
    assert_eq!(name_of_joan(&mut world, third).unwrap(), "Joan");
}

#[test]
fn a_new_code_takes_the_place_of_the_old_one() {
    let mut world = team();
    for number in [7, 8] {
        world
            .type_code(BEN, world.code_on_paper(number).unwrap())
            .unwrap();
        rest(&mut world);
    }
    let (old, new) = (
        world.code_on_paper(7).unwrap(),
        world.code_on_paper(8).unwrap(),
    );
    assert_eq!(world.left_for(&old).unwrap(), Err(Refusal::Unknown));
    assert!(world.left_for(&new).unwrap().is_ok());
    // Typing the same one again changes nothing.
    let before = roster(&mut world, AMIRA).number;
    world.type_code(BEN, new).unwrap();
    rest(&mut world);
    assert_eq!(roster(&mut world, AMIRA).number, before);
}

#[test]
fn what_is_left_for_a_code_opens_with_that_code_alone() {
    let mut world = team();
    reflect(&mut world, BEN, "I talked too much today");
    world
        .type_code(BEN, world.code_on_paper(7).unwrap())
        .unwrap();
    rest(&mut world);
    let code = world.code_on_paper(7).unwrap();
    let sealed = world.left_for(&code).unwrap().unwrap();
    let wrong = world.code_on_paper(8).unwrap();
    let new = world.new_laptop("Somebody's laptop", BEN_HIMSELF).unwrap();
    let (store, engine) = world.laptop(new).both();
    assert!(engine.come_back(store, &wrong, &sealed).is_err());
    for at in (0..sealed.len()).step_by(7) {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        assert!(
            engine.come_back(store, &code, &changed).is_err(),
            "byte {at}"
        );
    }
    assert!(engine.team().is_none(), "nothing was half done");
}

#[test]
fn a_lead_who_was_alone_comes_back_and_leads() {
    let mut world = team();
    world
        .type_code(AMIRA, world.code_on_paper(7).unwrap())
        .unwrap();
    rest(&mut world);
    let code = world.code_on_paper(7).unwrap();
    let lost = [device(&mut world, AMIRA), device(&mut world, AMIRAS_SECOND)];
    lose(&mut world, AMIRA);
    lose(&mut world, AMIRAS_SECOND);
    let new = world.come_back(0, "Amira's new laptop", &code).unwrap();
    rest(&mut world);
    for device in lost {
        world
            .step(new, Input::Wish(Wish::Revoke { device }))
            .unwrap();
        rest(&mut world);
    }
    let known = roster(&mut world, BEN);
    assert!(lost.iter().all(|it| known.devices[it].until.is_some()));
    rename(&mut world, new, "Joan, by the new laptop");
    rest(&mut world);
    assert_eq!(
        name_of_joan(&mut world, BEN).unwrap(),
        "Joan, by the new laptop"
    );
}

#[test]
fn a_code_that_a_lead_ended_brings_nobody_back() {
    let mut world = team();
    world
        .type_code(BEN, world.code_on_paper(7).unwrap())
        .unwrap();
    rest(&mut world);
    let code = world.code_on_paper(7).unwrap();
    let sealed = world.left_for(&code).unwrap().unwrap();
    let known = roster(&mut world, AMIRA);
    let (paper, _) = known.devices.iter().find(|(_, it)| it.is_paper()).unwrap();
    world
        .step(AMIRA, Input::Wish(Wish::Revoke { device: *paper }))
        .unwrap();
    rest(&mut world);
    assert_eq!(world.laptop(BEN).engine().paper(), PaperSeen::No);
    assert_eq!(world.left_for(&code).unwrap(), Err(Refusal::Unknown));
    // Nor does a copy of what lay there.
    let new = world.new_laptop("Somebody's laptop", BEN_HIMSELF).unwrap();
    let (store, engine) = world.laptop(new).both();
    engine.come_back(store, &code, &sealed).unwrap();
    world.start(new).unwrap();
    world.pass(world.now.get() + 60_000).unwrap();
    assert_eq!(trouble(&mut world, new), Some(Trouble::Revoked));
    assert_eq!(name_of_joan(&mut world, new), None);
}

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
    let stored = world.laptop(BEN).store();
    let kept = stored.replica_read(|it| it.kept(0, usize::MAX)).unwrap();
    let admission = kept.iter().find_map(|kept| {
        let (_, entry) = SignedRoster::read(&kept.bytes).ok()?;
        match entry.step {
            RosterStep::AddPaper { device, .. } if device.id == *id => Some(device),
            _ => None,
        }
    });

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
    let mut entries = vec![forger.entry(RosterStep::Admit {
        member: paper.member,
        role: Role::LinkWorker,
        device: admission.unwrap(),
        wrap: Wrap {
            device: *id,
            sealed: vec![0; 48],
        },
    })];
    while padded && forger.roster.number <= known.number {
        let mut live = [Forger::LAPTOP, *id];
        live.sort_unstable();
        let epoch = forger.epoch(forger.roster.epoch() + 1, &live);
        entries.push(forger.entry(RosterStep::Rotate { epoch }));
    }
    lose(&mut world, BEN);
    world.server.replace().unwrap();
    let sign_up = SignUp {
        code: world.server.code(world.now.get(), 9).unwrap(),
        team: known.team,
        entry: found,
    };
    forger.hand_in(&world, Request::SignUp(sign_up));
    let pushed = forger.hand_in(&world, Request::Push(known.team, Push { entries }));
    assert!(matches!(pushed, Response::Pushed(reply) if reply.refused.is_none()));

    let new = world.new_laptop("Ben's new laptop", BEN_HIMSELF).unwrap();
    let (store, engine) = world.laptop(new).both();
    engine.come_back(store, &code, &sealed).unwrap();
    world.start(new).unwrap();
    world.pass(world.now.get() + 60_000).unwrap();
    let told = trouble(&mut world, new);
    assert!(
        matches!(told, Some(Trouble::OtherHistory { .. })),
        "{told:?}"
    );
    let end = world.server.end(&known.team).unwrap();
    assert_eq!(end.position, forger.roster.number, "nothing was done in it");
}

#[test]
fn no_server_leads_who_comes_back_into_a_team_of_its_own_making() {
    forged(false);
    forged(true);
}

#[test]
fn the_code_is_kept_nowhere_on_the_laptop() {
    let mut world = team();
    let code = world.code_on_paper(7).unwrap();
    let written = code.written().replace('-', "");
    world
        .type_code(BEN, world.code_on_paper(7).unwrap())
        .unwrap();
    rest(&mut world);
    let sealed = world.left_for(&code).unwrap().unwrap();
    let store = world.laptop(BEN).store();
    let facts = [
        "identity",
        "membership",
        "roster",
        "keyring",
        "place",
        "plans",
        "heard",
        "recovery",
    ];
    let kept: Vec<Vec<u8>> = facts
        .iter()
        .filter_map(|name| store.replica_read(|it| it.fact(name)).unwrap())
        .collect();
    assert!(kept.len() > 5);
    let has = |needle: &[u8]| {
        let mut facts = kept.iter();
        facts.any(|fact| fact.windows(needle.len()).any(|part| part == needle))
    };
    assert!(has(&sealed), "what the server needs is there");
    assert!(!has(written.as_bytes()));
    // Who has the code finds the keys in it; the laptop has them nowhere.
    let plain = escrow_key(&code).unwrap().open(&sealed).unwrap();
    let known = roster(&mut world, BEN);
    let (_, paper) = known.devices.iter().find(|(_, it)| it.is_paper()).unwrap();
    let is_seed = |part: &&[u8]| {
        let seed: [u8; 32] = (*part).try_into().unwrap();
        SigningKey::from_seed(&seed).is_ok_and(|key| key.public() == paper.verify.0)
    };
    let seed = plain.windows(32).find(is_seed).unwrap();
    assert!(!has(seed));
}

#[test]
fn a_laptop_that_a_lead_lets_in_reads_nothing_private_before_its_member_says_so() {
    let mut world = team();
    reflect(&mut world, BEN, "Before");
    rest(&mut world);
    let lent = world
        .let_in_for(AMIRA, BEN_HIMSELF, "Ben's, says Amira", Role::LinkWorker)
        .unwrap();
    rest(&mut world);
    assert_eq!(name_of_joan(&mut world, lent).unwrap(), "Joan");
    assert!(!world.laptop(lent).engine().reads_private());
    assert_eq!(reflection(&mut world, lent), None);
    let me = device(&mut world, lent);
    let hand = Input::Wish(Wish::HandOwn { device: me });
    world.step(AMIRA, hand.clone()).unwrap();
    rest(&mut world);
    assert!(!world.laptop(lent).engine().reads_private());
    // Ben says that it is his.
    world.step(BEN, hand).unwrap();
    rest(&mut world);
    assert_eq!(reflection(&mut world, lent).unwrap(), "Before");
}

/// The disk of the server is gone. Amira has a new one, and a code for it.
fn set_up_again(world: &mut World, lead: usize) {
    let code = world.server.code(world.now.get(), 9).unwrap();
    let (store, engine) = world.laptop(lead).both();
    engine.set_up_again(store, &code).unwrap();
    world.start(lead).unwrap();
}

/// Whoever is asked says: yes, send it again.
fn settle(world: &mut World) {
    for _ in 0..3 {
        world.pass(world.now.get() + 600_000).unwrap();
    }
    rest(world);
}

#[test]
fn an_emptied_server_is_given_the_same_team_again() {
    let mut world = team();
    reflect(&mut world, BEN, "I talked too much today");
    world
        .type_code(BEN, world.code_on_paper(7).unwrap())
        .unwrap();
    rename(&mut world, BEN, "Joan Pritchard");
    rest(&mut world);
    let before = roster(&mut world, AMIRA);

    // Ben writes on while the server is being replaced; nobody has it but he.
    world.laptop(BEN).online = false;
    rename(&mut world, BEN, "Joan P.");
    world.server.replace().unwrap();
    world.start(AMIRA).unwrap();
    world.pass(world.now.get() + 5_000).unwrap();
    let told = trouble(&mut world, AMIRA);
    assert!(
        matches!(told, Some(Trouble::Older { common: 0, .. })),
        "{told:?}"
    );
    // A link worker cannot, and a lead only with a code that is good.
    let (store, engine) = world.laptop(BEN).both();
    assert!(engine.set_up_again(store, "x").is_err());
    let (store, engine) = world.laptop(AMIRA).both();
    engine
        .set_up_again(store, "0000-0000-0000-0000-0000")
        .unwrap();
    world.start(AMIRA).unwrap();
    world.pass(world.now.get() + 5_000).unwrap();
    assert_eq!(world.server.end(&before.team).unwrap().position, 0);
    set_up_again(&mut world, AMIRA);
    world.pass(world.now.get() + 60_000).unwrap();
    world.laptop(BEN).online = true;
    world.start(BEN).unwrap();
    settle(&mut world);

    let after = roster(&mut world, BEN);
    assert_eq!(
        (after.team, after.last),
        (before.team, before.last),
        "the same people"
    );
    for laptop in [AMIRA, BEN, AMIRAS_SECOND] {
        assert_eq!(name_of_joan(&mut world, laptop).unwrap(), "Joan P.");
    }
    // His own is there again too, and his code works: on a new laptop nothing is missing.
    let code = world.code_on_paper(7).unwrap();
    lose(&mut world, BEN);
    let new = world
        .come_back(BEN_HIMSELF, "Ben's new laptop", &code)
        .unwrap();
    rest(&mut world);
    assert_eq!(name_of_joan(&mut world, new).unwrap(), "Joan P.");
    assert_eq!(
        reflection(&mut world, new).unwrap(),
        "I talked too much today"
    );
}

#[test]
fn what_is_kept_in_no_entry_any_more_is_carried_to_an_emptied_server() {
    let mut world = team();
    reflect(&mut world, BEN, "I talked too much today");
    rest(&mut world);
    for laptop in [AMIRA, BEN, AMIRAS_SECOND] {
        world
            .laptop(laptop)
            .store()
            .replicate(|replica| replica.forget_packs(alongside_domain::Moment(i64::MAX)))
            .unwrap();
    }
    world.server.replace().unwrap();
    world.start(AMIRA).unwrap();
    world.pass(world.now.get() + 5_000).unwrap();
    set_up_again(&mut world, AMIRA);
    settle(&mut world);
    // A new laptop of Ben's, let in by himself, has all there is.
    let new = world
        .invite(BEN, BEN_HIMSELF, "Ben's other", Role::LinkWorker)
        .unwrap();
    rest(&mut world);
    assert_eq!(name_of_joan(&mut world, new).unwrap(), "Joan");
    assert_eq!(
        reflection(&mut world, new).unwrap(),
        "I talked too much today"
    );
}
