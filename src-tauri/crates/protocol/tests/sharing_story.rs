//! Two organisations, one person: what the roster of Amira's team lets Tom's team do, and when it ends. The rules hold on the server and
//! on every laptop.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

mod support;

use alongside_protocol::*;
use support::{Simple, device, sign};

const HOME: TeamId = TeamId([1; 16]);
const THERE: TeamId = TeamId([2; 16]);
const OKAFOR: SpaceId = SpaceId([7; 16]);
const AMIRA: u8 = 1;
const ROSE: u8 = 2;
const TOM: u8 = 11;
const TINA: u8 = 12;

fn reception(epoch: u32) -> Reception {
    Reception {
        epoch,
        suite: 1,
        key: vec![9; 40],
    }
}

fn guests(epoch: u32, laptops: &[u8]) -> Guests {
    Guests {
        reception: reception(epoch),
        laptops: laptops
            .iter()
            .map(|n| GuestLaptop {
                device: device(*n),
                verify: PublicKey([*n; 32]),
            })
            .collect(),
    }
}

fn receive(home: Option<u32>, guests: Option<Guests>) -> RosterStep {
    RosterStep::Receive {
        team: THERE,
        home: home.map(reception),
        guests,
        key: SharedKey {
            check: Hash::default(),
            home: vec![1],
            guests: vec![2],
        },
    }
}

fn share() -> RosterStep {
    RosterStep::Share {
        space: OKAFOR,
        with: THERE,
        sealed: vec![1],
    }
}

fn unshare() -> RosterStep {
    RosterStep::Unshare {
        space: OKAFOR,
        with: THERE,
    }
}

struct Team {
    roster: Roster,
    position: u64,
}

impl Team {
    /// Amira, who leads, and Rose, who only reads.
    fn new() -> Self {
        let mut team = Self {
            roster: Roster::new(HOME),
            position: 0,
        };
        let epoch = team.epoch(&[AMIRA]);
        let found = RosterStep::Found {
            member: MemberId([AMIRA; 16]),
            device: joining(AMIRA),
            epoch,
        };
        team.does(AMIRA, found);
        team.does(
            AMIRA,
            RosterStep::Admit {
                member: MemberId([ROSE; 16]),
                role: Role::ReadOnly,
                device: joining(ROSE),
                wrap: wrap(ROSE),
            },
        );
        team
    }

    fn shared() -> Self {
        let mut team = Self::new();
        team.does(AMIRA, receive(Some(1), Some(guests(5, &[TOM, TINA]))));
        team.does(AMIRA, share());
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

    fn tries(&mut self, by: u8, step: RosterStep) -> Result<RosterStep, ProtocolError> {
        let body = encode(&RosterEntry {
            version: 1,
            number: self.roster.number + 1,
            previous: self.roster.last,
            by: device(by),
            seen: Head::default(),
            step,
        })
        .unwrap();
        let text = SignedRoster::signed_text(&HOME, &body);
        let signature = sign(&PublicKey([by; 32]), &text);
        let entry = SignedRoster { body, signature }.entry().unwrap();
        let before = self.roster.clone();
        let taken = self.roster.take(&entry, self.position + 1, &Simple);
        match &taken {
            Ok(_) => self.position += 1,
            Err(_) => assert_eq!(self.roster, before, "a refusal changes nothing"),
        }
        taken
    }

    fn does(&mut self, by: u8, step: RosterStep) {
        self.tries(by, step).unwrap();
    }

    fn next(&self) -> u64 {
        self.position + 1
    }
}

fn joining(n: u8) -> NewDevice {
    let (verify, seal) = (PublicKey([n; 32]), vec![n; 32]);
    let text = NewDevice::signed_text(&HOME, &MemberId([n; 16]), &device(n), 2, &seal);
    NewDevice {
        id: device(n),
        proof: sign(&verify, &text),
        verify,
        suite: 2,
        seal,
    }
}

fn wrap(n: u8) -> Wrap {
    Wrap {
        device: device(n),
        sealed: vec![0; 48],
    }
}

#[test]
fn amira_shares_one_space_and_either_side_ends_it() {
    let mut team = Team::new();
    assert_eq!(team.tries(AMIRA, share()), Err(ProtocolError::WrongName));
    let hello = receive(Some(1), Some(guests(5, &[TOM, TINA])));
    assert_eq!(
        team.tries(ROSE, hello.clone()),
        Err(ProtocolError::NotAllowed)
    );
    assert_eq!(
        team.tries(TOM, hello.clone()),
        Err(ProtocolError::NotAllowed)
    );
    team.does(AMIRA, hello);
    assert_eq!(team.tries(ROSE, share()), Err(ProtocolError::NotAllowed));
    assert_eq!(team.tries(TOM, share()), Err(ProtocolError::NotAllowed));
    assert_eq!(team.roster.sharing.sees_to(&THERE, &device(TOM)), None);
    team.does(AMIRA, share());
    let began = team.position;
    assert_eq!(team.roster.sharing.with(&OKAFOR), Some(THERE));
    // Nobody else gets it beside them.
    assert_eq!(team.tries(AMIRA, share()), Err(ProtocolError::WrongName));
    let sees = |team: &Team, who: u8| team.roster.sharing.sees_to(&THERE, &device(who));
    assert_eq!(sees(&team, TOM), Some(u64::MAX));
    assert!(!team.roster.sharing.shows(&THERE, &OKAFOR, began));
    assert!(team.roster.sharing.shows(&THERE, &OKAFOR, began + 1));
    assert_eq!(team.roster.seal_at(&OKAFOR, team.next()), Ok((1, 3)));
    assert_eq!(
        team.roster.seal_at(&SpaceId([8; 16]), team.next()),
        Ok((1, 0))
    );
    // Tom ends it: what comes later is under the home's keys, and not for his team.
    team.does(TOM, unshare());
    let ended = team.position;
    assert_eq!(sees(&team, TOM), Some(ended));
    assert_eq!(team.roster.seal_at(&OKAFOR, team.next()), Ok((1, 0)));
    assert_eq!(team.roster.seal_at(&OKAFOR, ended), Ok((1, 3)));
    assert!(!team.roster.sharing.shows(&THERE, &OKAFOR, ended + 1));
    for who in [AMIRA, TOM] {
        assert!(team.tries(who, unshare()).is_err());
    }
    // And it may begin again, with a key that is fresh.
    team.does(AMIRA, receive(Some(1), Some(guests(6, &[TOM]))));
    team.does(AMIRA, share());
    assert_eq!(team.roster.seal_at(&OKAFOR, team.next()), Ok((1, 6)));
    // Erasing the person is the end of it.
    team.does(AMIRA, RosterStep::Erase { space: OKAFOR });
    assert_eq!(sees(&team, TOM), Some(team.position));
    assert_eq!(sees(&team, TINA), Some(ended + 1));
}

#[test]
fn guests_say_who_they_are_and_nothing_else() {
    let mut team = Team::shared();
    // Tina's laptop is lost; Tom's says so, with a fresh key.
    team.does(TOM, receive(None, Some(guests(6, &[TOM]))));
    let position = team.position;
    let sharing = &team.roster.sharing;
    let at = |who: u8, position: u64| sharing.guest_at(&OKAFOR, &device(who), position);
    assert_eq!(at(TINA, position), Some(PublicKey([TINA; 32])));
    assert_eq!(at(TINA, position + 1), None);
    assert_eq!(at(TOM, position + 1), Some(PublicKey([TOM; 32])));
    assert_eq!(sharing.sees_to(&THERE, &device(TINA)), Some(position));
    assert_eq!(team.roster.seal_at(&OKAFOR, team.next()), Ok((1, 5)));
    assert_eq!(
        team.tries(TINA, unshare()),
        Err(ProtocolError::NotAllowed),
        "she is no guest any more"
    );
    for step in [
        receive(Some(1), None),
        receive(Some(1), Some(guests(7, &[TOM]))),
        RosterStep::Erase { space: OKAFOR },
        RosterStep::Rotate {
            epoch: team.epoch(&[AMIRA, ROSE]),
        },
    ] {
        assert_eq!(team.tries(TOM, step), Err(ProtocolError::NotAllowed));
    }
    // Nor do they take the name of a laptop of the home, or come in no order.
    let strange = [
        guests(7, &[AMIRA]),
        guests(7, &[TINA, TOM]),
        guests(7, &[TOM, TOM]),
        guests(7, &[]),
    ];
    for guests in strange {
        assert!(team.tries(TOM, receive(None, Some(guests))).is_err());
    }
    // And the home does not say who they are while they are here.
    let swapped = receive(Some(1), Some(guests(7, &[99])));
    assert_eq!(team.tries(AMIRA, swapped), Err(ProtocolError::NotAllowed));
}

#[test]
fn after_a_lost_laptop_of_the_home_nothing_is_sealed_until_the_key_is_fresh() {
    let mut team = Team::shared();
    let revoke = RosterStep::Revoke {
        device: device(ROSE),
        with: Vec::new(),
        epoch: team.epoch(&[AMIRA]),
    };
    team.does(AMIRA, revoke);
    assert_eq!(
        team.roster.seal_at(&OKAFOR, team.next()),
        Err(ProtocolError::OutOfOrder)
    );
    assert_eq!(
        team.tries(AMIRA, receive(Some(1), None)),
        Err(ProtocolError::WrongName),
        "sealed to a reception whose keys the lost laptop has"
    );
    team.does(AMIRA, receive(Some(2), None));
    assert_eq!(team.roster.seal_at(&OKAFOR, team.next()), Ok((2, 6)));
}

#[test]
fn a_team_visits_another_once() {
    let mut team = Team::new();
    let visit = |host| RosterStep::Visit {
        host,
        reception: reception(1),
        sealed: vec![1],
    };
    assert_eq!(
        team.tries(ROSE, visit(THERE)),
        Err(ProtocolError::NotAllowed)
    );
    assert_eq!(
        team.tries(AMIRA, visit(HOME)),
        Err(ProtocolError::WrongName)
    );
    team.does(AMIRA, visit(THERE));
    assert_eq!(
        team.tries(AMIRA, visit(THERE)),
        Err(ProtocolError::WrongName)
    );
    assert!(team.roster.sharing.visits.contains(&THERE));
}
