//! Two teams, one person, on both databases: who may pull and push what, while it is shared and after it ended.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

use crate::support::*;
use alongside_protocol::*;
use alongside_server::Core;

on_both![
    guests_see_one_space_and_nothing_else,
    guests_write_in_what_is_shared_and_nowhere_else,
    a_guests_lost_laptop_is_refused_at_once_and_out_of_the_next_key,
    after_the_end_guests_see_that_it_ended_and_nothing_newer,
];

const EVERYTHING: Pull = Pull {
    after: Head {
        position: 0,
        chain: Hash([0; 32]),
    },
    most_bytes: u32::MAX,
    only: Vec::new(),
};

/// Two teams. Here are two people's spaces with something in each, and the first is shared with those there.
fn shared(core: &Core) -> (People, People) {
    let mut here = People::join(core, 1);
    let there = People::join(core, 2);
    for n in [1, 2] {
        let opening = here.amira.opening(space(n), TEAM);
        let pack = here.amira.pack(space(n), &[n; 10]);
        assert_eq!(here.amira.push(core, &[opening, pack]).refused, None);
    }
    here.amira.pull(core);
    assert_eq!(
        there.tom.page(core, here.amira.team, &EVERYTHING),
        Err(Refusal::Unknown)
    );
    let guests = there.tom.guests(&[&there.amira, &there.tom, &there.rose]);
    let steps = [
        here.amira.receive(there.tom.team, true, Some(guests)),
        share(space(1), there.tom.team),
    ];
    for step in steps {
        here.amira.place(core, &here.amira.roster_entry(step));
        here.amira.pull(core);
    }
    (here, there)
}

fn share(space: SpaceId, with: TeamId) -> RosterStep {
    RosterStep::Share {
        space,
        with,
        sealed: vec![1; 60],
    }
}

fn whole(page: &Page, position: u64) -> bool {
    let item = page.items.iter().find(|item| item.position == position);
    item.is_some_and(|item| matches!(item.shown, Shown::Whole(_)))
}

fn push(core: &Core, laptop: &Laptop, team: TeamId, entry: &Entry) -> Result<(), Refusal> {
    let reply = laptop.push_to(core, Route::Push(team), std::slice::from_ref(entry))?;
    reply.refused.map_or(Ok(()), Err)
}

/// What a laptop there knows of the log here, as it would after reading it.
fn follow(guest: &mut Laptop, host: &Laptop) {
    guest.head = host.head;
}

fn under(host: &Laptop, at: SpaceId) -> (u32, u64) {
    host.roster.seal_at(&at, host.head.position + 1).unwrap()
}

fn guests_see_one_space_and_nothing_else(core: &Core) {
    let (mut here, there) = shared(core);
    let team = here.amira.team;
    let packs = [1, 2].map(|n| here.amira.pack(space(n), b"since it is shared"));
    assert_eq!(here.amira.push(core, &packs).refused, None);
    let page = there.tom.page(core, team, &EVERYTHING).unwrap();
    // Who belongs, to check signatures by; nothing from before; then the one space.
    assert!((1..=4).all(|position| whole(&page, position)));
    assert!((5..=8).all(|position| !whole(&page, position)));
    assert!((9..=11).all(|position| whole(&page, position)));
    assert!(!whole(&page, 12));
    assert_eq!(page.end.position, 12);
    // Those there who read no people's records, or are not named, do not see that there is anything.
    let volunteer = there.vera.page(core, team, &EVERYTHING);
    assert_eq!(volunteer, Err(Refusal::Unknown));
    // And those here see nothing of those there.
    let back = here.amira.page(core, there.tom.team, &EVERYTHING);
    assert_eq!(back, Err(Refusal::Unknown));
    assert_eq!(core.check(&team).unwrap(), Vec::<String>::new());
}

fn guests_write_in_what_is_shared_and_nowhere_else(core: &Core) {
    let (mut here, mut there) = shared(core);
    let team = here.amira.team;
    follow(&mut there.tom, &here.amira);
    let sealed_so = under(&here.amira, space(1));
    let pack = there
        .tom
        .pack_for(team, sealed_so, space(1), b"from next door");
    assert_eq!(push(core, &there.tom, team, &pack), Ok(()));
    assert_eq!(push(core, &there.tom, team, &pack), Ok(()), "twice is once");
    assert_eq!(
        here.tom.pull(core).last().unwrap().shown,
        Shown::Whole(pack)
    );
    here.amira.pull(core);
    follow(&mut there.tom, &here.amira);
    // Not under a key of the home alone, nor in another space, nor a space of their own making.
    let own_key = there
        .tom
        .pack_for(team, (1, 0), space(1), b"under no shared key");
    let refused = push(core, &there.tom, team, &own_key);
    assert_eq!(refused, Err(Refusal::OldEpoch { current: 1 }));
    let elsewhere = there.tom.pack_for(team, sealed_so, space(2), b"not theirs");
    let refused = push(core, &there.tom, team, &elsewhere);
    assert_eq!(refused, Err(Refusal::NotAllowed));
    let opening = there.tom.opening(space(5), TEAM);
    let refused = push(core, &there.tom, team, &opening);
    assert_eq!(refused, Err(Refusal::NotAllowed));
    // Who only reads there only reads here.
    follow(&mut there.rose, &here.amira);
    let by_rose = there.rose.pack_for(team, sealed_so, space(1), b"by Rose");
    let refused = push(core, &there.rose, team, &by_rose);
    assert_eq!(refused, Err(Refusal::NotAllowed));
    // Nobody there changes who belongs here, nor what else is shared.
    let mut there_here = there.amira;
    there_here.roster = here.amira.roster.clone();
    follow(&mut there_here, &here.amira);
    for step in [
        RosterStep::Erase { space: space(1) },
        share(space(2), there_here.team),
        RosterStep::Remove {
            member: here.tom.member,
            epoch: here.amira.next_epoch(&[here.tom.id]),
        },
    ] {
        let entry = there_here.roster_entry_for(team, step);
        let refused = push(core, &there_here, team, &entry);
        assert_eq!(refused, Err(Refusal::NotAllowed));
    }
}

fn a_guests_lost_laptop_is_refused_at_once_and_out_of_the_next_key(core: &Core) {
    let (mut here, mut there) = shared(core);
    let team = here.amira.team;
    let lost = RosterStep::Revoke {
        device: there.tom.id,
        with: Vec::new(),
        epoch: there.amira.next_epoch(&[there.tom.id]),
    };
    there.amira.place(core, &there.amira.roster_entry(lost));
    there.amira.pull(core);
    follow(&mut there.tom, &here.amira);
    let sealed_so = under(&here.amira, space(1));
    let pack = there.tom.pack_for(team, sealed_so, space(1), b"by a thief");
    let refused = push(core, &there.tom, team, &pack);
    assert_eq!(refused, Err(Refusal::Revoked));
    let refused = there.tom.page(core, team, &EVERYTHING);
    assert_eq!(refused, Err(Refusal::Revoked));
    // A colleague's laptop names those that are left, with a fresh key.
    let guests = there.amira.guests(&[&there.amira, &there.rose]);
    let step = there.amira.receive(there.amira.team, false, Some(guests));
    let home = there.amira.roster.clone();
    there.amira.roster = here.amira.roster.clone();
    follow(&mut there.amira, &here.amira);
    let entry = there.amira.roster_entry_for(team, step);
    assert_eq!(push(core, &there.amira, team, &entry), Ok(()));
    there.amira.roster = home;
    // What is sealed under the key before is not taken any more, from anybody.
    let late = here.amira.pack(space(1), b"under the old key");
    let refused = push(core, &here.amira, team, &late);
    assert_eq!(refused, Err(Refusal::OldEpoch { current: 1 }));
    here.tom.pull(core);
    let fresh = here.tom.pack(space(1), b"under the fresh key");
    assert_eq!(push(core, &here.tom, team, &fresh), Ok(()));
}

fn after_the_end_guests_see_that_it_ended_and_nothing_newer(core: &Core) {
    let (mut here, mut there) = shared(core);
    let team = here.amira.team;
    let end = RosterStep::Unshare {
        space: space(1),
        with: there.tom.team,
    };
    here.amira.place(core, &here.amira.roster_entry(end));
    here.amira.pull(core);
    let ended = here.amira.head;
    let later = here.amira.pack(space(1), b"among themselves again");
    assert_eq!(push(core, &here.amira, team, &later), Ok(()));
    let page = there.tom.page(core, team, &EVERYTHING).unwrap();
    assert_eq!(page.end, ended);
    assert_eq!(page.items.last().unwrap().position, ended.position);
    assert!(whole(&page, ended.position));
    let beyond = Pull {
        after: ended,
        ..EVERYTHING
    };
    assert_eq!(there.tom.page(core, team, &beyond).unwrap().items, vec![]);
    let woken = there.tom.ask(core, Route::Wake(team), b"").answer.unwrap();
    assert_eq!(decode::<Head>(&woken).unwrap(), ended);
    follow(&mut there.tom, &here.amira);
    for sealed_so in [(1, 5), (1, 0)] {
        let late = there.tom.pack_for(team, sealed_so, space(1), b"too late");
        let refused = push(core, &there.tom, team, &late);
        assert_eq!(refused, Err(Refusal::NotAllowed));
        there.tom.chains.clear();
    }
    assert_eq!(core.check(&team).unwrap(), Vec::<String>::new());
}
