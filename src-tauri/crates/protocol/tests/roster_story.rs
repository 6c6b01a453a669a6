//! Who belongs to a team, and who may change that: stories about the roster's rules, which hold on the server and on every laptop.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

mod support;

use alongside_protocol::*;
use support::{Simple, device, sign};

const TEAM: TeamId = TeamId([1; 16]);
const AMIRA: u8 = 1;
const TOM: u8 = 2;
const VERA: u8 = 3;
const ROSE: u8 = 4;

fn member(n: u8) -> MemberId {
    MemberId([n; 16])
}

fn space(n: u8) -> SpaceId {
    SpaceId([n; 16])
}

fn joining(who: u8, id: u8) -> NewDevice {
    let verify = PublicKey([id; 32]);
    let seal = vec![id; 32];
    let text = NewDevice::signed_text(&TEAM, &member(who), &device(id), 2, &seal);
    NewDevice {
        id: device(id),
        proof: sign(&verify, &text),
        verify,
        suite: 2,
        seal,
    }
}

fn wrap(id: u8) -> Wrap {
    Wrap {
        device: device(id),
        sealed: vec![0; 48],
    }
}

struct Team {
    roster: Roster,
    position: u64,
}

impl Team {
    /// Amira leads; Tom is a link worker, Vera a volunteer, Rose only reads. Their laptops have their numbers.
    fn new() -> Self {
        let mut team = Self {
            roster: Roster::new(TEAM),
            position: 0,
        };
        let found = RosterStep::Found {
            member: member(AMIRA),
            device: joining(AMIRA, AMIRA),
            epoch: team.epoch(&[AMIRA]),
        };
        team.does(AMIRA, found);
        for (who, role) in [
            (TOM, Role::LinkWorker),
            (VERA, Role::Volunteer),
            (ROSE, Role::ReadOnly),
        ] {
            team.does(AMIRA, admit(who, who, role));
        }
        team
    }

    fn epoch(&self, live: &[u8]) -> EpochKeys {
        let ring = |ring| RingEpoch {
            ring,
            check: Hash::default(),
            older: vec![],
        };
        EpochKeys {
            number: self.roster.epoch() + 1,
            rings: vec![ring(Ring::Team), ring(Ring::Open)],
            wraps: live.iter().map(|id| wrap(*id)).collect(),
        }
    }

    fn entry(&self, by: u8, step: RosterStep) -> Entry {
        let body = encode(&RosterEntry {
            version: 1,
            number: self.roster.number + 1,
            previous: self.roster.last,
            by: device(by),
            seen: Head::default(),
            step,
        })
        .unwrap();
        let signature = sign(
            &PublicKey([by; 32]),
            &SignedRoster::signed_text(&TEAM, &body),
        );
        SignedRoster { body, signature }.entry().unwrap()
    }

    fn take(&mut self, entry: &Entry) -> Result<RosterStep, ProtocolError> {
        let before = self.roster.clone();
        let taken = self.roster.take(entry, self.position + 1, &Simple);
        match &taken {
            Ok(_) => self.position += 1,
            Err(_) => assert_eq!(self.roster, before, "a refusal changes nothing"),
        }
        taken
    }

    fn tries(&mut self, by: u8, step: RosterStep) -> Result<RosterStep, ProtocolError> {
        let entry = self.entry(by, step);
        self.take(&entry)
    }

    fn does(&mut self, by: u8, step: RosterStep) {
        self.tries(by, step).unwrap();
    }

    fn is_live(&self, id: u8) -> bool {
        self.roster.live(&device(id)).is_some()
    }
}

fn admit(who: u8, id: u8, role: Role) -> RosterStep {
    RosterStep::Admit {
        member: member(who),
        role,
        device: joining(who, id),
        wrap: wrap(id),
    }
}

#[test]
fn amira_makes_a_team_and_lets_people_in() {
    let team = Team::new();
    assert_eq!((team.roster.number, team.roster.epoch()), (4, 1));
    assert_eq!(team.roster.live_devices().count(), 4);
    let (tom, role) = team.roster.live(&device(TOM)).unwrap();
    assert_eq!((tom.member, tom.since), (member(TOM), 2));
    assert_eq!(role.role, Role::LinkWorker);
    assert_eq!(team.roster.epoch_at(1), 0);
    assert_eq!(team.roster.epoch_at(2), 1);
    // Whoever replays the bytes comes to the same.
    let bytes = encode(&team.roster).unwrap();
    assert_eq!(decode::<Roster>(&bytes).unwrap(), team.roster);
}

#[test]
fn a_team_is_founded_once() {
    let mut team = Team::new();
    let found = RosterStep::Found {
        member: member(9),
        device: joining(9, 9),
        epoch: team.epoch(&[9]),
    };
    assert_eq!(team.tries(9, found.clone()), Err(ProtocolError::NotAllowed));
    assert_eq!(team.tries(AMIRA, found), Err(ProtocolError::NotAllowed));
    // The founder signs with the laptop that is named.
    let mut other = Team {
        roster: Roster::new(TEAM),
        position: 0,
    };
    let found = RosterStep::Found {
        member: member(AMIRA),
        device: joining(AMIRA, 7),
        epoch: other.epoch(&[7]),
    };
    assert_eq!(other.tries(AMIRA, found), Err(ProtocolError::NotAllowed));
}

#[test]
fn only_a_lead_decides_who_belongs() {
    let mut team = Team::new();
    for by in [TOM, VERA, ROSE] {
        assert_eq!(
            team.tries(by, admit(9, 9, Role::Lead)),
            Err(ProtocolError::NotAllowed)
        );
        let change = RosterStep::ChangeRole {
            member: member(by),
            role: Role::Lead,
            epoch: team.epoch(&[1, 2, 3, 4]),
        };
        assert_eq!(team.tries(by, change), Err(ProtocolError::NotAllowed));
        let remove = RosterStep::Remove {
            member: member(AMIRA),
            epoch: team.epoch(&[2, 3, 4]),
        };
        assert_eq!(team.tries(by, remove), Err(ProtocolError::NotAllowed));
    }
    for by in [VERA, ROSE] {
        let erase = RosterStep::Erase { space: space(1) };
        assert_eq!(team.tries(by, erase), Err(ProtocolError::NotAllowed));
        let epoch = team.epoch(&[1, 2, 3, 4]);
        assert_eq!(
            team.tries(by, RosterStep::Rotate { epoch }),
            Err(ProtocolError::NotAllowed)
        );
    }
}

#[test]
fn nobody_is_made_to_join_and_no_key_joins_twice() {
    let mut team = Team::new();
    let mut forged = joining(9, 9);
    forged.seal = vec![8; 32];
    let step = |device: NewDevice| RosterStep::Admit {
        member: member(9),
        role: Role::LinkWorker,
        wrap: Wrap {
            device: device.id,
            sealed: vec![],
        },
        device,
    };
    assert_eq!(
        team.tries(AMIRA, step(forged)),
        Err(ProtocolError::BadSignature)
    );
    assert_eq!(
        team.tries(AMIRA, admit(9, TOM, Role::LinkWorker)),
        Err(ProtocolError::WrongName)
    );
    let mut same_key = joining(9, 9);
    same_key.verify = PublicKey([TOM; 32]);
    assert_eq!(
        team.tries(AMIRA, step(same_key)),
        Err(ProtocolError::WrongName)
    );
    let other_wrap = RosterStep::Admit {
        member: member(9),
        role: Role::LinkWorker,
        device: joining(9, 9),
        wrap: wrap(TOM),
    };
    assert_eq!(team.tries(AMIRA, other_wrap), Err(ProtocolError::WrongName));
    // Tom gets a second laptop from a lead, in his own role and no other.
    assert_eq!(
        team.tries(AMIRA, admit(TOM, 8, Role::Lead)),
        Err(ProtocolError::WrongName)
    );
    team.does(AMIRA, admit(TOM, 8, Role::LinkWorker));
    let own = RosterStep::AddDevice {
        device: joining(VERA, 7),
        wrap: wrap(7),
    };
    team.does(VERA, own);
    assert_eq!(
        team.roster.live(&device(7)).unwrap().1.role,
        Role::Volunteer
    );
}

#[test]
fn a_lost_laptop_is_out_with_a_new_epoch_for_exactly_the_others() {
    let mut team = Team::new();
    let revoke = |team: &Team, live: &[u8]| RosterStep::Revoke {
        device: device(TOM),
        with: Vec::new(),
        epoch: team.epoch(live),
    };
    for live in [[1, 2, 3, 4].as_slice(), &[1, 3], &[3, 1, 4], &[]] {
        let step = revoke(&team, live);
        assert_eq!(team.tries(AMIRA, step), Err(ProtocolError::WrongName));
    }
    let step = revoke(&team, &[1, 3, 4]);
    assert_eq!(team.tries(VERA, step), Err(ProtocolError::NotAllowed));
    let mut epoch = team.epoch(&[1, 3, 4]);
    epoch.number += 1;
    let skipped = RosterStep::Revoke {
        device: device(TOM),
        with: Vec::new(),
        epoch,
    };
    assert_eq!(team.tries(AMIRA, skipped), Err(ProtocolError::OutOfOrder));
    let mut epoch = team.epoch(&[1, 3, 4]);
    epoch.rings.swap(0, 1);
    let swapped = RosterStep::Revoke {
        device: device(TOM),
        with: Vec::new(),
        epoch,
    };
    assert_eq!(team.tries(AMIRA, swapped), Err(ProtocolError::Malformed));
    let step = revoke(&team, &[1, 3, 4]);
    team.does(AMIRA, step);
    assert!(!team.is_live(TOM));
    assert_eq!(team.roster.devices[&device(TOM)].until, Some(5));
    assert_eq!((team.roster.epoch_at(5), team.roster.epoch_at(6)), (1, 2));
    let erase = RosterStep::Erase { space: space(1) };
    assert_eq!(team.tries(TOM, erase), Err(ProtocolError::NotAllowed));
    // The id is never used again.
    assert_eq!(
        team.tries(AMIRA, admit(TOM, TOM, Role::LinkWorker)),
        Err(ProtocolError::WrongName)
    );
    // One's own laptop may be put away by oneself.
    let own = RosterStep::Revoke {
        device: device(VERA),
        with: Vec::new(),
        epoch: team.epoch(&[1, 4]),
    };
    team.does(VERA, own);
    assert!(!team.is_live(VERA));
}

#[test]
fn what_a_lost_laptop_let_in_that_nobody_knew_of_goes_with_it() {
    let mut team = Team::new();
    let knew = team.roster.devices.keys().copied().collect();
    // Amira takes Tom's laptop out. By then it has let in another (or gone on under a new name), and that one a third.
    for (by, id) in [(TOM, 5), (5, 6)] {
        let step = RosterStep::AddDevice {
            device: joining(TOM, id),
            wrap: wrap(id),
        };
        team.does(by, step);
    }
    let lost = device(TOM);
    let line = [device(5), device(6)];
    assert_eq!(team.roster.let_in_unknown(&lost, &knew), line);
    let seen = team.roster.devices.keys().copied().collect();
    assert_eq!(team.roster.let_in_unknown(&lost, &seen), []);
    assert_eq!(
        team.roster.let_in_unknown(&device(AMIRA), &knew),
        [],
        "whom she let in are others"
    );
    let revoke = |team: &Team, with: &[DeviceId], live: &[u8]| RosterStep::Revoke {
        device: lost,
        with: with.to_vec(),
        epoch: team.epoch(live),
    };
    for with in [
        &[device(6), device(5)],
        &[device(5), device(5)],
        &[device(VERA), device(5)],
        &[device(5), device(9)],
    ] {
        let step = revoke(&team, with, &[1, 3, 4]);
        assert_eq!(team.tries(AMIRA, step), Err(ProtocolError::WrongName));
    }
    let step = revoke(&team, &line, &[1, 3, 4]);
    team.does(AMIRA, step);
    assert!([TOM, 5, 6].iter().all(|id| !team.is_live(*id)));
}

#[test]
fn a_team_is_never_without_a_lead() {
    let mut team = Team::new();
    let steps = [
        RosterStep::Revoke {
            device: device(AMIRA),
            with: Vec::new(),
            epoch: team.epoch(&[2, 3, 4]),
        },
        RosterStep::Remove {
            member: member(AMIRA),
            epoch: team.epoch(&[2, 3, 4]),
        },
        RosterStep::ChangeRole {
            member: member(AMIRA),
            role: Role::LinkWorker,
            epoch: team.epoch(&[1, 2, 3, 4]),
        },
    ];
    for step in steps {
        assert_eq!(team.tries(AMIRA, step), Err(ProtocolError::NotAllowed));
    }
    let rise = RosterStep::ChangeRole {
        member: member(TOM),
        role: Role::Lead,
        epoch: team.epoch(&[1, 2, 3, 4]),
    };
    team.does(AMIRA, rise);
    let leave = RosterStep::Remove {
        member: member(AMIRA),
        epoch: team.epoch(&[2, 3, 4]),
    };
    team.does(TOM, leave);
    assert!(!team.is_live(AMIRA));
}

#[test]
fn who_was_taken_out_comes_again_by_a_lead_with_another_key_and_in_any_role() {
    let mut team = Team::new();
    team.does(TOM, paper(TOM, 20, 1));
    team.does(TOM, RosterStep::Erase { space: space(7) });
    let remove = RosterStep::Remove {
        member: member(TOM),
        epoch: team.epoch(&[AMIRA, VERA, ROSE]),
    };
    team.does(AMIRA, remove);
    assert!(!team.is_live(TOM) && !team.is_live(20));
    let again = admit(TOM, 9, Role::Volunteer);
    for by in [VERA, ROSE] {
        assert_eq!(
            team.tries(by, again.clone()),
            Err(ProtocolError::NotAllowed)
        );
    }
    assert!(
        team.tries(TOM, again.clone()).is_err(),
        "not by himself, nor with what was taken out"
    );
    assert_eq!(
        team.tries(AMIRA, admit(TOM, TOM, Role::LinkWorker)),
        Err(ProtocolError::WrongName)
    );
    team.does(AMIRA, again);
    assert!(team.is_live(9) && !team.is_live(TOM) && !team.is_live(20));
    assert_eq!(team.roster.members[&member(TOM)].role, Role::Volunteer);
    let laptop = &team.roster.devices[&device(9)];
    assert!(!laptop.has_own, "his key is not a lead's to give");
    assert!(
        !team.roster.has_erased(laptop, &space(7)),
        "it may hold what was erased before he came again"
    );
    // Of who is here the role is not changed on the way.
    assert_eq!(
        team.tries(AMIRA, admit(TOM, 10, Role::Lead)),
        Err(ProtocolError::WrongName)
    );
    // Nobody had said that his paper is lost: its code is good again.
    team.does(9, RosterStep::HandOwn { wrap: wrap(9) });
    team.does(9, paper(TOM, 21, 1));
    assert!(
        team.roster
            .has_erased(&team.roster.devices[&device(9)], &space(7))
    );
}

#[test]
fn entries_stand_in_one_order() {
    let mut team = Team::new();
    let erase = RosterStep::Erase { space: space(1) };
    let first = team.entry(AMIRA, erase.clone());
    let second = team.entry(TOM, RosterStep::Erase { space: space(2) });
    team.take(&first).unwrap();
    assert_eq!(team.take(&first), Err(ProtocolError::OutOfOrder));
    assert_eq!(team.take(&second), Err(ProtocolError::OutOfOrder));
    assert_eq!(team.tries(TOM, erase), Err(ProtocolError::WrongName));
    let mut forged = team.entry(TOM, RosterStep::Erase { space: space(3) });
    let last = forged.bytes.len() - 1;
    forged.bytes[last] ^= 1;
    assert_eq!(team.take(&forged), Err(ProtocolError::BadSignature));
    forged.kind = EntryKind::Pack;
    assert_eq!(team.take(&forged), Err(ProtocolError::Malformed));
    let newer = SignedRoster {
        body: vec![2, 0, 0],
        signature: Signature([0; 64]),
    };
    let newer = newer.entry().unwrap();
    assert_eq!(team.take(&newer), Err(ProtocolError::TooNew));
}

#[test]
fn roles_read_and_write_what_they_should() {
    let (me, other) = (member(1), member(2));
    let rings = [
        Ring::Team,
        Ring::Open,
        Ring::Member(me),
        Ring::Member(other),
    ];
    let table = |role: Role| rings.map(|ring| (role.reads(me, ring), role.writes(me, ring)));
    let (no, read, both) = ((false, false), (true, false), (true, true));
    assert_eq!(table(Role::Lead), [both, both, both, no]);
    assert_eq!(table(Role::LinkWorker), [both, both, both, no]);
    assert_eq!(table(Role::Volunteer), [no, both, both, no]);
    assert_eq!(table(Role::ReadOnly), [read, read, both, no]);
}

fn paper(who: u8, id: u8, locator: u8) -> RosterStep {
    RosterStep::AddPaper {
        device: joining(who, id),
        wrap: wrap(id),
        locator: Locator([locator; 16]),
    }
}

#[test]
fn a_code_on_paper_lets_its_member_back_in_and_does_nothing_else() {
    let mut team = Team::new();
    team.does(TOM, paper(TOM, 20, 1));
    assert!(team.roster.devices[&device(20)].is_paper());
    let live = [AMIRA, TOM, VERA, ROSE, 20];
    let epoch = team.epoch(&live);
    let refused = [
        RosterStep::Rotate { epoch },
        RosterStep::Erase { space: space(1) },
        paper(TOM, 21, 2),
        admit(TOM, 21, Role::LinkWorker),
        RosterStep::HandOwn { wrap: wrap(21) },
    ];
    for step in refused {
        assert_eq!(team.tries(20, step), Err(ProtocolError::NotAllowed));
    }
    // Only for the one whose it is.
    let add = |who, id| RosterStep::AddDevice {
        device: joining(who, id),
        wrap: wrap(id),
    };
    assert_eq!(
        team.tries(20, add(VERA, 22)),
        Err(ProtocolError::BadSignature)
    );
    team.does(20, add(TOM, 22));
    assert!(team.roster.devices[&device(22)].has_own);
    assert!(!team.roster.devices[&device(22)].is_paper());
    // It ends like a laptop, and nobody else's code can be ended but by a lead.
    let end = RosterStep::Revoke {
        device: device(20),
        with: Vec::new(),
        epoch: team.epoch(&[AMIRA, TOM, VERA, ROSE, 22]),
    };
    let by_vera = team.tries(VERA, end.clone());
    assert_eq!(by_vera, Err(ProtocolError::NotAllowed));
    team.does(22, end);
    assert_eq!(team.tries(20, add(TOM, 23)), Err(ProtocolError::NotAllowed));
    assert_eq!(
        team.tries(TOM, paper(TOM, 24, 1)),
        Err(ProtocolError::WrongName),
        "a place is used once"
    );
}

#[test]
fn a_lead_on_paper_alone_is_no_lead() {
    let mut team = Team::new();
    team.does(AMIRA, paper(AMIRA, 10, 1));
    let revoke = RosterStep::Revoke {
        device: device(AMIRA),
        with: Vec::new(),
        epoch: team.epoch(&[TOM, VERA, ROSE, 10]),
    };
    assert_eq!(team.tries(AMIRA, revoke), Err(ProtocolError::NotAllowed));
}

#[test]
fn a_members_own_key_is_handed_by_nobody_but_themselves() {
    let mut team = Team::new();
    team.does(AMIRA, admit(TOM, 20, Role::LinkWorker));
    assert!(!team.roster.devices[&device(20)].has_own);
    let hand = |id| RosterStep::HandOwn { wrap: wrap(id) };
    assert_eq!(team.tries(AMIRA, hand(20)), Err(ProtocolError::NotAllowed));
    assert_eq!(team.tries(20, hand(VERA)), Err(ProtocolError::NotAllowed));
    assert_eq!(
        team.tries(20, paper(TOM, 21, 1)),
        Err(ProtocolError::NotAllowed),
        "paper without the key would bring back half of him"
    );
    team.does(TOM, hand(20));
    assert!(team.roster.devices[&device(20)].has_own);
    assert_eq!(team.tries(TOM, hand(20)), Err(ProtocolError::WrongName));
    // A laptop that came by it with his code says so itself.
    team.does(AMIRA, admit(TOM, 21, Role::LinkWorker));
    team.does(21, hand(21));
    assert!(team.roster.devices[&device(21)].has_own);
}

#[test]
fn every_laptop_says_by_its_next_signature_that_what_was_erased_is_gone() {
    let mut team = Team::new();
    let has = |team: &Team, who| {
        let device = &team.roster.devices[&device(who)];
        team.roster.has_erased(device, &space(7))
    };
    team.does(TOM, RosterStep::Erase { space: space(7) });
    for who in [AMIRA, TOM, VERA, ROSE] {
        assert!(!has(&team, who), "{who}: nobody has read it yet");
    }
    // Who volunteers, or only reads, says so too; and who asked for it has to read it as everybody has.
    for who in [VERA, ROSE, TOM] {
        team.does(who, RosterStep::Read);
        assert!(has(&team, who));
    }
    assert!(!has(&team, AMIRA));
    team.does(AMIRA, admit(20, 20, Role::LinkWorker));
    assert!(has(&team, AMIRA), "whatever she signs");
    assert!(has(&team, 20), "who came later never had it");
    team.does(AMIRA, RosterStep::Erase { space: space(8) });
    let there = &team.roster.devices[&device(20)];
    assert!(!team.roster.has_erased(there, &space(8)));
    assert!(
        !team.roster.has_erased(there, &space(9)),
        "nobody erased it"
    );
}
