//! A member who lost every laptop comes back by their code; a laptop that a lead lets in gets its member's own key from the member.

use super::*;
use alongside_protocol::{Refusal, Role};
use alongside_sync::{PaperSeen, Wish};
use alongside_vault::{SigningKey, escrow_key};

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
