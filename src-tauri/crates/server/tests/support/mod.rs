//! Amira, Tom, Vera and their laptops, for tests of the server: real signatures, made-up seals (the server cannot tell).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    dead_code,
    reason = "a test may stop at once; the benchmark needs a few of them"
)]

pub mod both;
pub mod cluster;
pub mod process;
pub mod published;

use alongside_protocol::*;
use alongside_server::{Core, NewCode, Reply, Request};
use alongside_vault::SigningKey;
use std::collections::BTreeMap;

pub const NOW: i64 = 1_800_000_000_000;
pub const TEAM: Ring = Ring::Team;

pub fn space(n: u8) -> SpaceId {
    SpaceId([n; 16])
}

/// A laptop with its keys and what it knows.
pub struct Laptop {
    pub team: TeamId,
    pub member: MemberId,
    pub id: DeviceId,
    pub key: SigningKey,
    /// Which log it writes in, and how far it knows it.
    pub head: Head,
    pub roster: Roster,
    pub chains: BTreeMap<SpaceId, (u64, Hash)>,
    random: u64,
}

impl Laptop {
    pub fn new(team: u8, member: u8, id: u8) -> Self {
        let team = TeamId([team; 16]);
        let mut seed = [id; 32];
        seed[0] = team.0[0];
        seed[1] = member;
        Self {
            team,
            member: MemberId([member; 16]),
            id: DeviceId([id; 8]),
            key: SigningKey::from_seed(&seed).unwrap(),
            head: Head::default(),
            roster: Roster::new(team),
            chains: BTreeMap::new(),
            random: u64::from(id) + 1,
        }
    }

    pub fn sign(&self, text: &[u8]) -> Signature {
        Signature(self.key.sign(text))
    }

    /// As it joins.
    pub fn joining(&self) -> NewDevice {
        let mut seal = vec![self.id.0[0]; 32];
        seal[0] = self.team.0[0];
        seal[1] = self.member.0[0];
        NewDevice {
            id: self.id,
            verify: PublicKey(self.key.public()),
            suite: 2,
            proof: self.sign(&NewDevice::signed_text(
                &self.team,
                &self.member,
                &self.id,
                2,
                &seal,
            )),
            seal,
        }
    }

    pub fn epoch(&self, devices: &[DeviceId]) -> EpochKeys {
        let number = self.roster.epoch() + 1;
        let ring = |ring| RingEpoch {
            ring,
            check: Hash([number as u8; 32]),
            older: vec![7; if number == 1 { 0 } else { 48 }],
        };
        EpochKeys {
            number,
            rings: vec![ring(Ring::Team), ring(Ring::Open)],
            wraps: devices
                .iter()
                .map(|device| Wrap {
                    device: *device,
                    sealed: vec![8; 80],
                })
                .collect(),
        }
    }

    /// The next epoch, without some devices.
    pub fn next_epoch(&self, without: &[DeviceId]) -> EpochKeys {
        let live: Vec<DeviceId> = self
            .roster
            .live_devices()
            .map(|(id, ..)| *id)
            .filter(|id| !without.contains(id))
            .collect();
        self.epoch(&live)
    }

    pub fn found(&self) -> Entry {
        self.roster_entry(RosterStep::Found {
            member: self.member,
            device: self.joining(),
            epoch: self.epoch(&[self.id]),
        })
    }

    pub fn admit(&self, other: &Laptop, role: Role) -> Entry {
        self.roster_entry(RosterStep::Admit {
            member: other.member,
            role,
            device: other.joining(),
            wrap: Wrap {
                device: other.id,
                sealed: vec![9; 80],
            },
        })
    }

    pub fn roster_entry(&self, step: RosterStep) -> Entry {
        self.roster_entry_for(self.team, step)
    }

    /// For the log of another team, whose roster it follows.
    pub fn roster_entry_for(&self, team: TeamId, step: RosterStep) -> Entry {
        let body = encode(&RosterEntry {
            version: 1,
            number: self.roster.number + 1,
            previous: self.roster.last,
            by: self.id,
            seen: self.head,
            step,
        })
        .unwrap();
        SignedRoster {
            signature: self.sign(&SignedRoster::signed_text(&team, &body)),
            body,
        }
        .entry()
        .unwrap()
    }

    /// Another team, as it shows itself: with these laptops.
    pub fn guests(&self, laptops: &[&Laptop]) -> Guests {
        let mut laptops: Vec<GuestLaptop> = laptops
            .iter()
            .map(|laptop| GuestLaptop {
                device: laptop.id,
                verify: PublicKey(laptop.key.public()),
            })
            .collect();
        laptops.sort_by_key(|laptop| laptop.device);
        Guests {
            reception: self.reception(),
            laptops,
        }
    }

    pub fn reception(&self) -> Reception {
        Reception {
            epoch: self.roster.epoch(),
            suite: 1,
            key: vec![3; 1216],
        }
    }

    /// A fresh key, with what this side says of itself.
    pub fn receive(&self, with: TeamId, home: bool, guests: Option<Guests>) -> RosterStep {
        RosterStep::Receive {
            team: with,
            home: home.then(|| self.reception()),
            guests,
            key: SharedKey {
                check: Hash::default(),
                home: vec![1; 1200],
                guests: vec![2; 1200],
            },
        }
    }

    pub fn opening(&self, space: SpaceId, ring: Ring) -> Entry {
        let epoch = match ring {
            Ring::Member(_) => 0,
            _ => self.roster.epoch(),
        };
        self.opening_in(space, ring, epoch)
    }

    pub fn opening_in(&self, space: SpaceId, ring: Ring, epoch: u32) -> Entry {
        let body = encode(&Opening {
            version: 1,
            space,
            ring,
            epoch,
            device: self.id,
            sealed: vec![5; 60],
        })
        .unwrap();
        SignedOpening {
            signature: self.sign(&SignedOpening::signed_text(&self.team, &body)),
            body,
        }
        .entry()
        .unwrap()
    }

    /// The next pack of a space, which is noted as sealed.
    pub fn pack(&mut self, space: SpaceId, sealed: &[u8]) -> Entry {
        let under = self.roster.seal_at(&space, u64::MAX);
        let under = under.unwrap_or((self.roster.epoch(), 0));
        self.pack_for(self.team, under, space, sealed)
    }

    pub fn pack_for(
        &mut self,
        team: TeamId,
        (epoch, shared): (u32, u64),
        space: SpaceId,
        sealed: &[u8],
    ) -> Entry {
        let (number, previous) = self.chains.get(&space).copied().unwrap_or_default();
        self.random += 1;
        let mut id = [0; 16];
        id[..8].copy_from_slice(&self.random.to_be_bytes());
        id[8..].copy_from_slice(&self.id.0);
        let header = PackHeader {
            version: 1,
            space,
            device: self.id,
            number: number + 1,
            previous,
            epoch,
            shared,
            id: PackId(id),
            codec: Codec::Plain,
            seen: self.head,
        };
        let entry = self.seal(&team, &header, sealed);
        self.chains.insert(space, (number + 1, entry.hash()));
        entry
    }

    pub fn seal(&self, team: &TeamId, header: &PackHeader, sealed: &[u8]) -> Entry {
        let header = encode(header).unwrap();
        Pack {
            signature: self.sign(&Pack::signed_text(team, &header, sealed)),
            header,
            sealed: sealed.to_vec(),
        }
        .entry()
        .unwrap()
    }

    pub fn signed(&self, route: &Route, body: &[u8], now: i64) -> Signed {
        let text = request_text(&self.team, route.method(), &route.path(), now, body);
        Signed {
            team: self.team,
            device: self.id,
            at: now,
            signature: self.sign(&text),
        }
    }

    pub fn ask(&self, core: &Core, route: Route, body: &[u8]) -> Reply {
        self.ask_at(core, route, body, NOW)
    }

    pub fn ask_at(&self, core: &Core, route: Route, body: &[u8], now: i64) -> Reply {
        let signed = Some(self.signed(&route, body, now));
        core.handle(
            &Request {
                route,
                signed,
                body,
            },
            now,
        )
    }

    pub fn push(&self, core: &Core, entries: &[Entry]) -> PushReply {
        self.try_push(core, entries).unwrap()
    }

    pub fn try_push(&self, core: &Core, entries: &[Entry]) -> Result<PushReply, Refusal> {
        self.push_to(core, Route::Push(self.team), entries)
    }

    pub fn push_to(
        &self,
        core: &Core,
        route: Route,
        entries: &[Entry],
    ) -> Result<PushReply, Refusal> {
        let body = encode(&Push {
            entries: entries.to_vec(),
        })
        .unwrap();
        Ok(decode(&self.ask(core, route, &body).answer?).unwrap())
    }

    /// Pushes one entry and expects it to be placed.
    pub fn place(&self, core: &Core, entry: &Entry) -> u64 {
        let reply = self.push(core, std::slice::from_ref(entry));
        assert_eq!(reply.refused, None);
        reply.placed[0].position
    }

    /// Pushes one entry and expects a refusal.
    pub fn refused(&self, core: &Core, entry: &Entry) -> Refusal {
        let reply = self.push(core, std::slice::from_ref(entry));
        assert!(reply.placed.is_empty(), "{reply:?}");
        reply.refused.unwrap()
    }

    pub fn page(&self, core: &Core, team: TeamId, pull: &Pull) -> Result<Page, Refusal> {
        let body = encode(pull).unwrap();
        Ok(decode(&self.ask(core, Route::Pull(team), &body).answer?).unwrap())
    }

    /// Pulls its own team's log to the end, checks the chain and follows the roster.
    pub fn pull(&mut self, core: &Core) -> Vec<Item> {
        let mut all = Vec::new();
        loop {
            let pull = Pull {
                after: self.head,
                most_bytes: u32::MAX,
                only: Vec::new(),
            };
            let page = self.page(core, self.team, &pull).unwrap();
            for item in &page.items {
                self.head = extend(self.head, &item.shown.hash()).unwrap();
                assert_eq!(self.head.position, item.position);
                if let Shown::Whole(entry) = &item.shown
                    && entry.kind == EntryKind::Roster
                {
                    self.roster
                        .take(entry, item.position, &alongside_server::Signatures)
                        .unwrap();
                }
            }
            all.extend(page.items);
            if self.head.position == page.end.position {
                assert_eq!(self.head, page.end);
                return all;
            }
        }
    }
}

/// A code as whoever runs the server gives it out.
pub fn code(core: &Core, n: u8) -> String {
    let new = NewCode {
        until: NOW + 1_000_000,
        room: 50_000_000,
    };
    core.make_code(&[n; 20], new, NOW).unwrap()
}

pub fn sign_up(core: &Core, lead: &Laptop, code: &str) -> Reply {
    let body = encode(&SignUp {
        code: code.to_owned(),
        team: lead.team,
        entry: lead.found(),
    })
    .unwrap();
    let request = Request {
        route: Route::SignUp,
        signed: None,
        body: &body,
    };
    core.handle(&request, NOW)
}

/// Amira's team: Amira leads, Tom is a link worker, Vera a volunteer, Rose only reads. All know the log.
pub struct People {
    pub amira: Laptop,
    pub tom: Laptop,
    pub vera: Laptop,
    pub rose: Laptop,
}

impl People {
    pub fn join(core: &Core, team: u8) -> Self {
        // No two laptops anywhere have one id.
        let id = |n: u8| n + 16 * (team - 1);
        let mut people = Self {
            amira: Laptop::new(team, 1, id(1)),
            tom: Laptop::new(team, 2, id(2)),
            vera: Laptop::new(team, 3, id(3)),
            rose: Laptop::new(team, 4, id(4)),
        };
        sign_up(core, &people.amira, &code(core, team))
            .answer
            .unwrap();
        let amira = &mut people.amira;
        amira.pull(core);
        for (other, role) in [
            (&people.tom, Role::LinkWorker),
            (&people.vera, Role::Volunteer),
            (&people.rose, Role::ReadOnly),
        ] {
            amira.place(core, &amira.admit(other, role));
            amira.pull(core);
        }
        people.all_pull(core);
        people
    }

    pub fn all_pull(&mut self, core: &Core) {
        for laptop in [
            &mut self.amira,
            &mut self.tom,
            &mut self.vera,
            &mut self.rose,
        ] {
            laptop.pull(core);
        }
    }
}
