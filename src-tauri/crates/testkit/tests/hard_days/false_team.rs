//! The keeper of the server would lead who comes back into a team of their own making.

use super::*;
use alongside_protocol::*;
use alongside_server::Signatures;
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
