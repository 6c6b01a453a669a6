//! The doors on both databases: signing up, proving who one is, joining through a mailbox, coming back.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

use crate::support::*;
use alongside_protocol::*;
use alongside_server::{Core, NewCode, Request};

on_both![
    a_code_makes_one_team,
    nobody_asks_as_somebody_else,
    who_asks_too_often_waits,
    sam_joins_through_a_mailbox,
    mailboxes_end,
    who_lost_every_laptop_finds_what_they_left,
];

fn a_code_makes_one_team(core: &Core) {
    let code = code(core, 9);
    let amira = Laptop::new(1, 1, 1);
    assert_eq!(
        sign_up(core, &amira, "0000-0000-0000-0000-0000").answer,
        Err(Refusal::Unknown)
    );
    let typed = code.to_lowercase().replace('-', " ");
    let reply = sign_up(core, &amira, &typed);
    assert!(reply.grown.is_some());
    let placed: Placed = decode(&reply.answer.unwrap()).unwrap();
    assert_eq!(placed.position, 1);
    // The answer was lost; asked again it is the same, and nothing happens.
    let again = sign_up(core, &amira, &code);
    assert_eq!(again.answer, Ok(encode(&placed).unwrap()));
    assert_eq!(again.grown, None);
    let other = Laptop::new(2, 1, 1);
    assert_eq!(sign_up(core, &other, &code).answer, Err(Refusal::Unknown));
    // An old code, and a team that is there already.
    let old = NewCode {
        until: NOW - 1,
        room: 1_000_000,
    };
    let old = core.make_code(&[8; 20], old, NOW - 10).unwrap();
    assert_eq!(sign_up(core, &other, &old).answer, Err(Refusal::Unknown));
    let fresh = crate::support::code(core, 7);
    let taken = Laptop::new(1, 2, 2);
    assert_eq!(
        sign_up(core, &taken, &fresh).answer,
        Err(Refusal::NotAllowed)
    );
    // The code was not used up by that.
    assert!(sign_up(core, &other, &fresh).answer.is_ok());
}

fn nobody_asks_as_somebody_else(core: &Core) {
    let people = People::join(core, 1);
    let tom = &people.tom;
    let route = Route::Pull(tom.team);
    let body = encode(&Pull {
        after: Head::default(),
        most_bytes: 1_000,
        only: Vec::new(),
    })
    .unwrap();
    let good = tom.signed(&route, &body, NOW);
    let ask = |signed: Option<Signed>, body: &[u8], now| {
        let request = Request {
            route,
            signed,
            body,
        };
        core.handle(&request, now).answer.map(|_| ())
    };
    assert_eq!(ask(Some(good), &body, NOW), Ok(()));
    assert_eq!(ask(None, &body, NOW), Err(Refusal::BadSignature));
    let mut longer = body.clone();
    longer.push(0);
    assert_eq!(ask(Some(good), &longer, NOW), Err(Refusal::BadSignature));
    let late = NOW + limits::REQUEST_SKEW_MS + 1;
    let told = Refusal::WrongTime { time: late };
    assert_eq!(ask(Some(good), &body, late), Err(told));
    let as_vera = Signed {
        device: people.vera.id,
        ..good
    };
    assert_eq!(ask(Some(as_vera), &body, NOW), Err(Refusal::BadSignature));
    let nobody = Signed {
        device: DeviceId([99; 8]),
        ..good
    };
    assert_eq!(ask(Some(nobody), &body, NOW), Err(Refusal::BadSignature));
    let nowhere = Signed {
        team: TeamId([99; 16]),
        ..good
    };
    assert_eq!(ask(Some(nowhere), &body, NOW), Err(Refusal::Unknown));
    // A team that Tom has nothing to do with is as if it were not there.
    People::join(core, 2);
    let pull = Pull {
        after: Head::default(),
        most_bytes: 1_000,
        only: Vec::new(),
    };
    for team in [TeamId([2; 16]), TeamId([77; 16])] {
        assert_eq!(tom.page(core, team, &pull), Err(Refusal::Unknown));
    }
    let woken = tom.ask(core, Route::Wake(tom.team), b"");
    let end: Head = decode(&woken.answer.unwrap()).unwrap();
    assert_eq!(end, tom.head);
}

fn who_asks_too_often_waits(core: &Core) {
    let people = People::join(core, 1);
    let ask = |laptop: &Laptop| laptop.ask(core, Route::Wake(laptop.team), b"").answer;
    let waits = (0..1_000).find_map(|_| match ask(&people.tom) {
        Err(Refusal::TooMany { seconds }) => Some(seconds),
        _ => None,
    });
    assert!(waits.is_some_and(|seconds| seconds > 0));
    assert!(ask(&people.vera).is_ok());
}

fn claim(core: &Core, number: u32, token: Token, now: i64) -> Result<MailboxMade, Refusal> {
    let body = encode(&token).unwrap();
    let request = Request {
        route: Route::ClaimMailbox(number),
        signed: None,
        body: &body,
    };
    Ok(decode(&core.handle(&request, now).answer?).unwrap())
}

fn make(core: &Core, laptop: &Laptop, now: i64) -> Result<MailboxMade, Refusal> {
    let route = Route::MakeMailbox(laptop.team);
    Ok(decode(&laptop.ask_at(core, route, b"", now).answer?).unwrap())
}

fn leave(
    core: &Core,
    laptop: Option<&Laptop>,
    mailbox: u32,
    token: Option<Token>,
    number: u8,
    bytes: &[u8],
) -> Result<(), Refusal> {
    let body = encode(&MailboxPut {
        token,
        number,
        bytes: bytes.to_vec(),
    })
    .unwrap();
    at_mailbox(core, laptop, Route::PutMailbox(mailbox), &body).map(|_| ())
}

fn fetch(
    core: &Core,
    laptop: Option<&Laptop>,
    mailbox: u32,
    token: Option<Token>,
) -> Result<MailboxTaken, Refusal> {
    let body = encode(&MailboxTake { token, after: 0 }).unwrap();
    let answer = at_mailbox(core, laptop, Route::TakeMailbox(mailbox), &body)?;
    Ok(decode(&answer).unwrap())
}

fn at_mailbox(
    core: &Core,
    laptop: Option<&Laptop>,
    route: Route,
    body: &[u8],
) -> Result<Vec<u8>, Refusal> {
    let signed = laptop.map(|laptop| laptop.signed(&route, body, NOW));
    let request = Request {
        route,
        signed,
        body,
    };
    core.handle(&request, NOW).answer
}

fn sam_joins_through_a_mailbox(core: &Core) {
    let people = People::join(core, 1);
    let amira = Some(&people.amira);
    let mailbox = make(core, &people.amira, NOW).unwrap();
    assert_eq!(make(core, &people.amira, NOW), Ok(mailbox), "asked twice");
    let number = mailbox.number;
    let sam = Some(Token([5; 16]));
    let thief = Some(Token([6; 16]));
    assert_eq!(fetch(core, None, number, sam), Err(Refusal::Unknown));
    leave(core, amira, number, None, 1, b"Amira's half").unwrap();
    assert_eq!(claim(core, number, Token([5; 16]), NOW), Ok(mailbox));
    assert_eq!(claim(core, number, Token([5; 16]), NOW), Ok(mailbox));
    assert_eq!(
        claim(core, number, Token([6; 16]), NOW),
        Err(Refusal::Claimed)
    );
    leave(core, None, number, sam, 1, b"Sam's half").unwrap();
    leave(core, None, number, sam, 1, b"Sam's half").unwrap();
    assert_eq!(
        leave(core, None, number, sam, 1, b"another"),
        Err(Refusal::NotAllowed)
    );
    assert_eq!(
        leave(core, None, number, thief, 2, b"between"),
        Err(Refusal::Unknown)
    );
    let tom = Some(&people.tom);
    assert_eq!(fetch(core, tom, number, None), Err(Refusal::Unknown));
    let there = fetch(core, None, number, sam).unwrap();
    assert_eq!(there.messages[0].bytes, b"Amira's half");
    let there = fetch(core, amira, number, None).unwrap();
    assert_eq!(there.messages[0].bytes, b"Sam's half");
    assert!(there.is_claimed);
    // It is used once.
    let body = encode(&MailboxTake {
        token: sam,
        after: 0,
    })
    .unwrap();
    at_mailbox(core, None, Route::BurnMailbox(number), &body).unwrap();
    assert_eq!(fetch(core, amira, number, None), Err(Refusal::Unknown));
    assert_eq!(
        claim(core, number, Token([5; 16]), NOW),
        Err(Refusal::Unknown)
    );
}

fn mailboxes_end(core: &Core) {
    let people = People::join(core, 1);
    let mailbox = make(core, &people.amira, NOW).unwrap();
    let late = NOW + limits::MAILBOX_MS;
    assert_eq!(
        claim(core, mailbox.number, Token([5; 16]), late),
        Err(Refusal::Unknown)
    );
    let many = (1..i64::try_from(limits::MAILBOXES).unwrap())
        .map(|n| make(core, &people.amira, NOW + n).unwrap().number);
    let mut many: Vec<u32> = many.collect();
    many.push(mailbox.number);
    many.sort_unstable();
    many.dedup();
    assert_eq!(many.len(), limits::MAILBOXES, "each has its own number");
    assert_eq!(make(core, &people.amira, NOW + 99), Err(Refusal::Full));
    assert!(make(core, &people.amira, late + 99).is_ok());
    let fresh = make(core, &people.tom, late + 100).unwrap().number;
    assert_eq!(
        leave(core, Some(&people.tom), fresh, None, 17, b"one too many"),
        Err(Refusal::Full)
    );
    let large = vec![0; limits::MAILBOX_BYTES + 1];
    assert_eq!(
        leave(core, Some(&people.tom), fresh, None, 1, &large),
        Err(Refusal::TooLarge)
    );
}

/// What Tom's laptop signs when he wants his recovery code to bring him back.
fn on_paper(laptop: &Laptop, paper: &Laptop, locator: Locator) -> Entry {
    laptop.roster_entry(RosterStep::AddPaper {
        device: paper.joining(),
        wrap: Wrap {
            device: paper.id,
            sealed: vec![9; 80],
        },
        locator,
    })
}

fn who_lost_every_laptop_finds_what_they_left(core: &Core) {
    let mut people = People::join(core, 1);
    let locator = Locator([3; 16]);
    let route = Route::PutEscrow(people.tom.team, locator);
    let fetch = || {
        let request = Request {
            route: Route::TakeEscrow(locator),
            signed: None,
            body: b"",
        };
        core.handle(&request, NOW).answer
    };
    assert_eq!(fetch(), Err(Refusal::Unknown));
    let early = people.tom.ask(core, route, b"sealed").answer;
    assert_eq!(early, Err(Refusal::NotAllowed), "the roster names no place");
    let paper = Laptop::new(1, people.tom.member.0[0], 90);
    people.tom.pull(core);
    let entry = on_paper(&people.tom, &paper, locator);
    people.tom.place(core, &entry);
    assert_eq!(people.tom.ask(core, route, b"sealed").answer, Ok(vec![]));
    assert_eq!(people.tom.ask(core, route, b"newer").answer, Ok(vec![]));
    assert_eq!(fetch(), Ok(b"newer".to_vec()));
    // Nobody else writes over it, in the team or in another.
    let other = people.amira.ask(core, route, b"by Amira").answer;
    assert_eq!(other, Err(Refusal::NotAllowed));
    let mut strangers = People::join(core, 2);
    let theirs = Laptop::new(2, strangers.amira.member.0[0], 91);
    strangers.amira.pull(core);
    let entry = on_paper(&strangers.amira, &theirs, locator);
    strangers.amira.place(core, &entry);
    let route = Route::PutEscrow(strangers.amira.team, locator);
    let other = strangers.amira.ask(core, route, b"by others").answer;
    assert_eq!(other, Err(Refusal::NotAllowed));
    let large = vec![0; limits::ESCROW_BYTES + 1];
    let other = strangers.amira.ask(core, route, &large).answer;
    assert_eq!(other, Err(Refusal::TooLarge));
    // The keys on paper open a door and seal nothing.
    let mut writing = Laptop::new(1, people.tom.member.0[0], 90);
    writing.pull(core);
    let opening = writing.opening(space(1), TEAM);
    assert_eq!(
        writing.push(core, &[opening]).refused,
        Some(Refusal::NotAllowed)
    );
    // When the code is no longer good, what lies there goes.
    people.tom.pull(core);
    let step = RosterStep::Revoke {
        device: paper.id,
        with: Vec::new(),
        epoch: people.tom.next_epoch(&[paper.id]),
    };
    let entry = people.tom.roster_entry(step);
    people.tom.place(core, &entry);
    assert_eq!(fetch(), Err(Refusal::Unknown));
    // And when Tom leaves.
    people.tom.pull(core);
    let (paper, locator) = (Laptop::new(1, people.tom.member.0[0], 92), Locator([4; 16]));
    let entry = on_paper(&people.tom, &paper, locator);
    people.tom.place(core, &entry);
    let route = Route::PutEscrow(people.tom.team, locator);
    assert_eq!(people.tom.ask(core, route, b"again").answer, Ok(vec![]));
    people.amira.pull(core);
    let step = RosterStep::Remove {
        member: people.tom.member,
        epoch: people.amira.next_epoch(&[people.tom.id, paper.id]),
    };
    let entry = people.amira.roster_entry(step);
    people.amira.place(core, &entry);
    let request = Request {
        route: Route::TakeEscrow(locator),
        signed: None,
        body: b"",
    };
    assert_eq!(core.handle(&request, NOW).answer, Err(Refusal::Unknown));
}
