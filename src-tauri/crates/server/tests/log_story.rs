//! A team's log on both databases: what is taken in, in which place, and what is not.
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
    what_amira_seals_reaches_tom_and_nobody_it_is_not_for,
    what_is_handed_in_twice_has_one_place,
    two_laptops_with_one_identity_are_told,
    a_pack_waits_for_the_one_before_it,
    a_lost_laptop_hands_in_nothing_more,
    roles_hold,
    a_person_who_is_erased_is_gone,
    a_log_that_was_not_seen_here_is_refused,
    two_leads_at_once_do_not_undo_each_other,
    a_full_team_can_still_revoke_and_erase,
    long_logs_come_in_pages,
    only_what_was_asked_for_is_shown,
    what_a_restored_server_lost_is_sent_again,
];

fn what_amira_seals_reaches_tom_and_nobody_it_is_not_for(core: &Core) {
    let mut people = People::join(core, 1);
    let entry = people.amira.opening(space(1), TEAM);
    let pack = people.amira.pack(space(1), b"sealed by Amira");
    let reply = people.amira.push(core, &[entry.clone(), pack.clone()]);
    assert_eq!(reply.refused, None);
    let items = people.tom.pull(core);
    assert_eq!(items[0].shown, Shown::Whole(entry.clone()));
    assert_eq!(items[1].shown, Shown::Whole(pack.clone()));
    let items = people.vera.pull(core);
    assert_eq!(items[0].shown, Shown::Hidden(entry.hash()));
    assert_eq!(items[1].shown, Shown::Hidden(pack.hash()));
    let items = people.amira.pull(core);
    assert_eq!(items[0].shown, Shown::Whole(entry));
    assert_eq!(items[1].shown, Shown::Own(pack.hash()));
    assert_eq!(people.amira.head, people.vera.head);
}

fn what_is_handed_in_twice_has_one_place(core: &Core) {
    let mut people = People::join(core, 1);
    let entries = [
        people.amira.opening(space(1), TEAM),
        people.amira.pack(space(1), b"one"),
        people.amira.pack(space(1), b"two"),
        people.amira.roster_entry(RosterStep::Rotate {
            epoch: people.amira.next_epoch(&[]),
        }),
    ];
    let first = people.amira.push(core, &entries[..2]);
    // The answer was lost; the laptop hands in all it has.
    let all = people.amira.push(core, &entries);
    let again = people.amira.push(core, &entries);
    assert_eq!(all.refused, None);
    assert_eq!(first.placed, all.placed[..2]);
    assert_eq!(again, all);
    let positions: Vec<u64> = all.placed.iter().map(|placed| placed.position).collect();
    assert_eq!(positions, [5, 6, 7, 8]);
    // Tom may carry what Amira sealed: on a stick, or to a restored server.
    assert_eq!(people.tom.push(core, &entries).placed, all.placed);
    assert_eq!(people.tom.pull(core).len(), 4);
}

fn two_laptops_with_one_identity_are_told(core: &Core) {
    let mut people = People::join(core, 1);
    people
        .amira
        .place(core, &people.amira.opening(space(1), TEAM));
    let before = people.amira.chains.clone();
    let first = people.amira.pack(space(1), b"on the laptop");
    people.amira.chains = before;
    let second = people.amira.pack(space(1), b"on its copy");
    people.amira.place(core, &first);
    assert_eq!(
        people.amira.refused(core, &second),
        Refusal::Taken { by: first.hash() }
    );
    let third = people.amira.pack(space(1), b"after the copy's");
    assert_eq!(
        people.amira.refused(core, &third),
        Refusal::Taken { by: first.hash() }
    );
    let other = people.tom.opening(space(1), TEAM);
    assert!(matches!(
        people.tom.refused(core, &other),
        Refusal::Taken { .. }
    ));
}

fn a_pack_waits_for_the_one_before_it(core: &Core) {
    let mut people = People::join(core, 1);
    let opening = people.amira.opening(space(1), TEAM);
    let one = people.amira.pack(space(1), b"one");
    let two = people.amira.pack(space(1), b"two");
    assert_eq!(people.amira.refused(core, &one), Refusal::NoSuchSpace);
    people.amira.place(core, &opening);
    assert_eq!(
        people.amira.refused(core, &two),
        Refusal::Gap { expected: 1 }
    );
    let reply = people.amira.push(core, &[one, two.clone()]);
    assert_eq!(reply.placed.len(), 2);
    assert_eq!(people.amira.place(core, &two), reply.placed[1].position);
}

fn a_lost_laptop_hands_in_nothing_more(core: &Core) {
    let mut people = People::join(core, 1);
    people
        .amira
        .place(core, &people.amira.opening(space(1), TEAM));
    let on_time = people.tom.pack(space(1), b"on the way home");
    people.amira.place(core, &on_time);
    let too_late = people.tom.pack(space(1), b"after the bus");
    let revoke = people.amira.roster_entry(RosterStep::Revoke {
        device: people.tom.id,
        with: Vec::new(),
        epoch: people.amira.next_epoch(&[people.tom.id]),
    });
    people.amira.place(core, &revoke);
    let asked = people.tom.try_push(core, std::slice::from_ref(&too_late));
    assert_eq!(asked, Err(Refusal::Revoked));
    assert_eq!(people.amira.refused(core, &too_late), Refusal::Revoked);
    // What was in before is in, whoever hands it in again.
    people.amira.place(core, &on_time);
    let pull = Pull {
        after: Head::default(),
        most_bytes: 1,
        only: Vec::new(),
    };
    let page = people.tom.page(core, people.tom.team, &pull);
    assert_eq!(page, Err(Refusal::Revoked));
    // Amira seals under the old epoch until she has seen the new one.
    let old = people.amira.pack(space(1), b"under the old epoch");
    assert_eq!(
        people.amira.refused(core, &old),
        Refusal::OldEpoch { current: 2 }
    );
    let late = people.amira.opening(space(2), TEAM);
    assert_eq!(
        people.amira.refused(core, &late),
        Refusal::OldEpoch { current: 2 }
    );
}

fn roles_hold(core: &Core) {
    let mut people = People::join(core, 1);
    let own = Ring::Member(people.rose.member);
    let mine = Ring::Member(people.amira.member);
    people
        .amira
        .place(core, &people.amira.opening(space(1), TEAM));
    people
        .amira
        .place(core, &people.amira.opening(space(2), Ring::Open));
    let pack = people.vera.pack(space(1), b"not for Vera");
    assert_eq!(people.vera.refused(core, &pack), Refusal::NotAllowed);
    let pack = people.vera.pack(space(2), b"at the drop-in");
    people.vera.place(core, &pack);
    for ring in [TEAM, Ring::Open, mine] {
        let opening = people.rose.opening(space(3), ring);
        assert_eq!(people.rose.refused(core, &opening), Refusal::NotAllowed);
    }
    // A private space: not even the lead sees or writes in it.
    let opening = people.rose.opening(space(4), own);
    people.rose.place(core, &opening);
    let private = people.rose.pack(space(4), b"a reflection");
    people.rose.place(core, &private);
    let items = people.amira.pull(core);
    let shown = &items.last().unwrap().shown;
    assert_eq!(*shown, Shown::Hidden(private.hash()));
    let nosy = people.amira.pack(space(4), b"by the lead");
    assert_eq!(people.amira.refused(core, &nosy), Refusal::NotAllowed);
    // Only a lead lets somebody in.
    let sam = Laptop::new(1, 5, 5);
    people.tom.pull(core);
    let admit = people.tom.admit(&sam, Role::LinkWorker);
    assert_eq!(people.tom.refused(core, &admit), Refusal::NotAllowed);
    // Nobody hands in what another is said to have signed.
    let mut forged = people.tom.pack(space(1), b"as if by Tom");
    let last = forged.bytes.len() - 1;
    forged.bytes[last] ^= 1;
    assert_eq!(people.vera.refused(core, &forged), Refusal::BadSignature);
}

fn a_person_who_is_erased_is_gone(core: &Core) {
    let mut people = People::join(core, 1);
    let opening = people.amira.opening(space(1), TEAM);
    people.amira.place(core, &opening);
    let pack = people.amira.pack(space(1), b"about Mr Okafor");
    people.amira.place(core, &pack);
    let erase = |by: &Laptop| by.roster_entry(RosterStep::Erase { space: space(1) });
    let position = people.amira.place(core, &erase(&people.amira));
    assert_eq!(people.amira.place(core, &erase(&people.amira)), position);
    let items = people.tom.pull(core);
    assert_eq!(items[0].shown, Shown::Erased(opening.hash()));
    assert_eq!(items[1].shown, Shown::Erased(pack.hash()));
    people.amira.pull(core);
    assert_eq!(
        people.amira.refused(core, &erase(&people.amira)),
        Refusal::Erased
    );
    let late = people.tom.pack(space(1), b"more about him");
    assert_eq!(people.tom.refused(core, &late), Refusal::Erased);
    let again = people.tom.opening(space(1), TEAM);
    assert_eq!(people.tom.refused(core, &again), Refusal::Erased);
    // A lost answer is still given.
    assert_eq!(people.amira.place(core, &pack), 6);
    // Whoever joins today follows the chain all the same.
    let mut sam = Laptop::new(1, 5, 5);
    people
        .amira
        .place(core, &people.amira.admit(&sam, Role::LinkWorker));
    sam.pull(core);
    people.amira.pull(core);
    assert_eq!(sam.head, people.amira.head);
    // A space that nobody has opened here may be erased too, and never opens.
    let unknown = people
        .amira
        .roster_entry(RosterStep::Erase { space: space(9) });
    people.amira.place(core, &unknown);
    let late = sam.opening(space(9), TEAM);
    assert_eq!(sam.refused(core, &late), Refusal::Erased);
}

fn a_log_that_was_not_seen_here_is_refused(core: &Core) {
    let mut people = People::join(core, 1);
    people
        .amira
        .place(core, &people.amira.opening(space(1), TEAM));
    people.amira.pull(core);
    let end = people.amira.head;
    for seen in [
        Head {
            position: end.position + 1,
            ..end
        },
        Head {
            chain: Hash([9; 32]),
            ..end
        },
        Head { position: 2, ..end },
        Head { position: 0, ..end },
        Head {
            position: u64::MAX,
            ..end
        },
    ] {
        people.amira.head = seen;
        let before = people.amira.chains.clone();
        let pack = people.amira.pack(space(1), b"of another history");
        people.amira.chains = before;
        assert_eq!(people.amira.refused(core, &pack), Refusal::OtherLog { end });
        let step = RosterStep::Erase { space: space(1) };
        let erase = people.amira.roster_entry(step);
        assert_eq!(
            people.amira.refused(core, &erase),
            Refusal::OtherLog { end }
        );
        let pull = Pull {
            after: seen,
            most_bytes: 1,
            only: Vec::new(),
        };
        let page = people.amira.page(core, people.amira.team, &pull);
        assert_eq!(page, Err(Refusal::OtherLog { end }));
    }
}

fn two_leads_at_once_do_not_undo_each_other(core: &Core) {
    let mut people = People::join(core, 1);
    let mut lena = Laptop::new(1, 6, 6);
    people
        .amira
        .place(core, &people.amira.admit(&lena, Role::Lead));
    people.amira.pull(core);
    lena.pull(core);
    let first = people.amira.roster_entry(RosterStep::Rotate {
        epoch: people.amira.next_epoch(&[]),
    });
    let second = lena.roster_entry(RosterStep::Rotate {
        epoch: lena.next_epoch(&[]),
    });
    people.amira.place(core, &first);
    assert_eq!(lena.refused(core, &second), Refusal::RosterMoved);
    lena.pull(core);
    lena.roster.number += 1;
    let ahead = lena.roster_entry(RosterStep::Erase { space: space(1) });
    let expected = lena.roster.number;
    assert_eq!(lena.refused(core, &ahead), Refusal::Gap { expected });
}

fn a_full_team_can_still_revoke_and_erase(core: &Core) {
    let mut people = People::join(core, 1);
    people
        .amira
        .place(core, &people.amira.opening(space(1), TEAM));
    let large = vec![7; 4_000_000];
    for _ in 0..12 {
        let pack = people.amira.pack(space(1), &large);
        people.amira.place(core, &pack);
    }
    let before = people.amira.chains.clone();
    let pack = people.amira.pack(space(1), &large);
    assert_eq!(people.amira.refused(core, &pack), Refusal::Full);
    people.amira.chains = before;
    let revoke = people.amira.roster_entry(RosterStep::Revoke {
        device: people.tom.id,
        with: Vec::new(),
        epoch: people.amira.next_epoch(&[people.tom.id]),
    });
    people.amira.place(core, &revoke);
    people.amira.pull(core);
    let step = RosterStep::Erase { space: space(1) };
    people.amira.place(core, &people.amira.roster_entry(step));
    people.amira.pull(core);
    people
        .amira
        .place(core, &people.amira.opening(space(2), TEAM));
    let pack = people.amira.pack(space(2), &large);
    people.amira.place(core, &pack);
    let body = vec![7; limits::ENTRY_BYTES + 1];
    let pack = people.amira.pack(space(2), &body);
    assert_eq!(people.amira.try_push(core, &[pack]), Err(Refusal::TooLarge));
}

fn long_logs_come_in_pages(core: &Core) {
    let mut people = People::join(core, 1);
    people
        .amira
        .place(core, &people.amira.opening(space(1), TEAM));
    for size in [10, 3_000_000, 10, 600_000, 600_000] {
        let pack = people.amira.pack(space(1), &vec![1; size]);
        people.amira.place(core, &pack);
    }
    for _ in 0..3 {
        let packs: Vec<Entry> = (0..900)
            .map(|_| people.amira.pack(space(1), b"small"))
            .collect();
        assert_eq!(people.amira.push(core, &packs).refused, None);
    }
    let mut after = people.tom.head;
    let mut pages = Vec::new();
    loop {
        let pull = Pull {
            after,
            most_bytes: u32::MAX,
            only: Vec::new(),
        };
        let page = people.tom.page(core, people.tom.team, &pull).unwrap();
        for item in &page.items {
            after = extend(after, &item.shown.hash()).unwrap();
            assert_eq!(item.position, after.position);
        }
        if page.items.is_empty() {
            assert_eq!(after, page.end);
            break;
        }
        let whole = page.items.iter().filter_map(|item| match &item.shown {
            Shown::Whole(entry) => Some(entry.bytes.len()),
            _ => None,
        });
        let sizes: Vec<usize> = whole.collect();
        assert!(sizes.len() <= limits::PAGE_ENTRIES);
        assert!(sizes.len() == 1 || sizes.iter().sum::<usize>() <= limits::PAGE_BYTES);
        pages.push(sizes.len());
    }
    // The large one goes alone, whatever the limit.
    assert_eq!(pages[..4], [2, 1, 2, pages[3]]);
    assert_eq!(pages.iter().sum::<usize>(), 2_706);
    // What is not shown costs little: Amira's own come in fewer pages.
    let pull = Pull {
        after: people.tom.head,
        most_bytes: u32::MAX,
        only: Vec::new(),
    };
    let page = people.amira.page(core, people.amira.team, &pull).unwrap();
    assert_eq!(page.items.len(), limits::PAGE_ENTRIES);
}

fn only_what_was_asked_for_is_shown(core: &Core) {
    let mut people = People::join(core, 1);
    for n in 1..=3 {
        let opening = people.amira.opening(space(n), TEAM);
        let pack = people.amira.pack(space(n), &[n; 10]);
        assert_eq!(people.amira.push(core, &[opening, pack]).refused, None);
    }
    let pull = Pull {
        after: Head::default(),
        most_bytes: u32::MAX,
        only: vec![space(2)],
    };
    let page = people.tom.page(core, people.tom.team, &pull).unwrap();
    let whole: Vec<u64> = page
        .items
        .iter()
        .filter(|item| matches!(item.shown, Shown::Whole(_)))
        .map(|item| item.position)
        .collect();
    // The roster always, and the one space.
    assert_eq!(whole, [1, 2, 3, 4, 7, 8]);
}

fn what_a_restored_server_lost_is_sent_again(core: &Core) {
    let mut people = People::join(core, 1);
    people
        .amira
        .place(core, &people.amira.opening(space(1), TEAM));
    // These were acknowledged by the server as it was before it was restored: in another order, with a head it has no more.
    people.amira.head = Head {
        position: 9,
        chain: Hash([4; 32]),
    };
    people.tom.head = people.amira.head;
    let one = people.amira.pack(space(1), b"by Amira");
    let two = people.tom.pack(space(1), b"by Tom");
    assert!(matches!(
        people.tom.refused(core, &one),
        Refusal::OtherLog { .. }
    ));
    let again = Route::Resend(people.tom.team);
    let reply = people.tom.push_to(core, again, &[two, one]).unwrap();
    assert_eq!((reply.placed.len(), reply.refused), (2, None));
    people.vera.pull(core);
    assert_eq!(people.vera.head.position, 7);
}
