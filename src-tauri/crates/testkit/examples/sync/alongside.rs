//! Our own engine, as it is shipped: the encrypted file with its log, stamps and search, waiting for the disk at every commit; sealed
//! and signed packs; `alongside-server` on its SQLite file. A record is a service in the directory.
//!
//! Letting the second laptop in is in no figure, as people need minutes for it: the first laptop does so for both when it begins, by
//! the engine's own steps, and leaves the second one's file in its folder, empty but for its keys.

use crate::Outcome;
use crate::peer::Peer;
use crate::process::Server;
use crate::records::{Change, Record, changes};
use alongside_domain::Record as _;
use alongside_domain::directory::Service;
use alongside_domain::ids::ServiceId;
use alongside_link::{Call, Link, News, Trouble, Verb};
use alongside_protocol::{Hash, Refusal, Role, Signed, decode, limits, request_text};
use alongside_store::directory::ServiceQuery;
use alongside_store::{Store, World};
use alongside_sync::{
    Engine, Input, LineTrouble, Output, Request, Response, Settings, Standing, Wish,
};
use alongside_testkit::KEY;
use alongside_vault::SystemRandom;
use chrono::NaiveDate;
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

const SOURCE: &str = "example";

fn program(target: &Path) -> PathBuf {
    target.join("release/alongside-server")
}

pub(crate) fn lacks(target: &Path) -> Option<String> {
    (!program(target).is_file())
        .then(|| "cargo build --release --package alongside-server".to_owned())
}

/// The server, and beside its folder a code with which a team can be made.
pub(crate) fn server(folder: &Path) -> Outcome<Server> {
    let free = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
    let program = program(&crate::target()?);
    let database = folder.join("server.db");
    let server = Server::told_where(
        Command::new(&program)
            .args(["--listen", &free, "--log", "warn", "--database"])
            .arg(&database),
        &free,
    )?;
    let code = Command::new(&program)
        .args(["admin", "code", "--database"])
        .arg(&database)
        .output()?;
    if !code.status.success() {
        return Err(String::from_utf8_lossy(&code.stderr).into());
    }
    std::fs::write(folder.with_file_name("code"), code.stdout)?;
    Ok(server)
}

/// A laptop: its file, its engine and its line to the server.
struct Laptop {
    store: Store,
    engine: Engine,
    link: Link,
    news: Receiver<News>,
    awaited: HashMap<u64, Request>,
    wake: Option<Instant>,
}

impl Laptop {
    fn new(folder: &Path, server: &str, by: &str) -> Outcome<Self> {
        let file = folder.join("records.db");
        let store = if file.exists() {
            Store::open(&file, &KEY, World::system())?
        } else {
            Store::create(&file, &KEY, by, World::system())?
        };
        let settings = Settings::of(Hash::of(&[by.as_bytes()]));
        let engine = Engine::open(&store, settings, Box::new(SystemRandom::new()))?;
        let (told, news) = channel();
        let link = Link::open(&format!("http://{server}"), move |news| {
            // Nobody listens once the laptop is closed.
            let _ = told.send(news);
        })?;
        Ok(Self {
            store,
            engine,
            link,
            news,
            awaited: HashMap::new(),
            wake: None,
        })
    }

    /// Tells the engine something, and goes on until everything is here and there.
    fn until_synced(&mut self, input: Input) -> Outcome {
        self.step(input)?;
        loop {
            if self.awaited.is_empty() {
                let status = self.engine.status(&self.store)?;
                match status.standing {
                    Standing::Synced => return Ok(()),
                    Standing::Working if self.wake.is_some() => {}
                    _ => return Err(format!("our own engine is stuck: {status:?}").into()),
                }
            }
            let patience = self.wake.map_or(Duration::from_secs(60), |at| {
                at.saturating_duration_since(Instant::now())
            });
            match self.news.recv_timeout(patience) {
                Ok(News::Answer { id, result }) => {
                    if let Some(request) = self.awaited.remove(&id) {
                        let result = answer(&request, result);
                        self.step(Input::Answer { id, result })?;
                    }
                }
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) if self.wake.is_some() => {
                    self.wake = None;
                    self.step(Input::Tick)?;
                }
                Err(why) => return Err(why.into()),
            }
        }
    }

    fn step(&mut self, input: Input) -> Outcome {
        let now = self.store.clock().now();
        for output in self.engine.step(&self.store, input, now) {
            match output {
                Output::Send { id, request } => {
                    let call = self.call(&request)?;
                    self.link.send(id, call);
                    self.awaited.insert(id, request);
                }
                Output::Wake { after } => {
                    self.wake = Some(Instant::now() + Duration::from_millis(after));
                }
                Output::Declined(wish, why) => {
                    return Err(format!("{wish:?} was declined: {why}").into());
                }
                // There is no screen, and the driver says when there is something to fetch.
                _ => {}
            }
        }
        Ok(())
    }

    fn call(&self, request: &Request) -> Outcome<Call> {
        let (route, body) = (request.route(), request.body()?);
        let path = route.path();
        let mut headers = Vec::new();
        if request.is_signed() {
            let signer = self.engine.signer().ok_or("nobody to sign")?;
            let at = self.store.clock().now().0 + signer.ahead;
            let text = request_text(&signer.team, route.method(), &path, at, &body);
            let signed = Signed {
                team: signer.team,
                device: signer.device,
                at,
                signature: signer.sign(&text),
            };
            headers = signed.headers().to_vec();
        }
        Ok(Call {
            verb: match route.method() {
                "GET" => Verb::Get,
                "PUT" => Verb::Put,
                _ => Verb::Post,
            },
            path,
            headers,
            body,
            at_most: limits::BODY_BYTES * 2,
        })
    }
}

fn answer(request: &Request, result: Result<Vec<u8>, Trouble>) -> Result<Response, LineTrouble> {
    match result {
        Ok(body) => request.answer(&body),
        Err(Trouble::Declined { body, .. }) => decode::<Refusal>(&body)
            .map(Response::Refused)
            .map_err(|_| LineTrouble::NotOurs),
        Err(_) => Err(LineTrouble::Unreachable),
    }
}

/// A laptop of Amira's, who has two.
pub(crate) struct Client {
    laptop: Laptop,
    has_met: bool,
    /// Of the records that will be changed, so that the memory used is not that of a list of all.
    to_change: BTreeMap<String, Option<ServiceId>>,
}

impl Client {
    pub(crate) fn new(folder: &Path, server: &str) -> Outcome<Self> {
        let is_first = !folder.join("records.db").exists();
        let name = if is_first { "first" } else { "second" };
        let mut laptop = Laptop::new(folder, server, name)?;
        let mut to_change = BTreeMap::new();
        if is_first {
            let code = std::fs::read_to_string(folder.with_file_name("code"))?;
            laptop
                .engine
                .found(&laptop.store, "Riverside", code.trim())?;
            laptop.until_synced(Input::Start)?;
            let_in(&mut laptop, &folder.with_file_name("second"), server)?;
            to_change = changes()?
                .into_iter()
                .map(|change| (change.id, None))
                .collect();
        }
        Ok(Self {
            laptop,
            has_met: is_first,
            to_change,
        })
    }
}

/// What the two laptops say to one another when a code is typed in, without the mailbox that they would say it through.
fn let_in(first: &mut Laptop, folder: &Path, server: &str) -> Outcome {
    let mut second = Laptop::new(folder, server, "second")?;
    let member = first.engine.team().ok_or("there is no team")?.member;
    let welcome = first
        .engine
        .welcome(&format!("http://{server}"), Some(member), Role::Lead)?;
    let knock = second
        .engine
        .knock(&second.store, &welcome, "Amira's second laptop")?;
    let device = knock.device.id;
    first.until_synced(Input::Wish(Wish::AddDevice {
        device: knock.device,
    }))?;
    let admitted = first.engine.admitted(&device)?.ok_or("nobody was let in")?;
    let now = second.store.clock().now();
    second.engine.enter(&second.store, admitted, now)?;
    Ok(())
}

fn service_of(record: &Record, id: ServiceId) -> Service {
    Service {
        name: record.name.as_str().into(),
        description: record.notes.as_str().into(),
        area: record.postcode.as_str().into(),
        waiting: record.status.as_str().into(),
        checked_by: record.worker.as_str().into(),
        eligibility: record.reason.as_str().into(),
        source_changed: record.born.as_str().into(),
        checked_on: record.referred.parse().ok(),
        assured_on: record.reviewed.parse().ok(),
        minimum_age: Some(i64::from(record.priority)),
        free: record.consent,
        source: SOURCE.into(),
        source_id: record.id.as_str().into(),
        ..Service::blank(id)
    }
}

fn record_of(service: Service) -> Record {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    Record {
        id: service.source_id.0,
        name: service.name.0,
        born: service.source_changed.0,
        postcode: service.area.0,
        status: service.waiting.0,
        worker: service.checked_by.0,
        reason: service.eligibility.0,
        referred: day(service.checked_on),
        reviewed: day(service.assured_on),
        priority: service
            .minimum_age
            .and_then(|age| u32::try_from(age).ok())
            .unwrap_or_default(),
        consent: service.free,
        notes: service.description.0,
    }
}

impl Peer for Client {
    fn insert(&mut self, records: &[Record]) -> Outcome {
        let to_change = &mut self.to_change;
        self.laptop.store.transact("import_directory", |tx| {
            for record in records {
                let id = ServiceId(tx.new_id());
                tx.add(&service_of(record, id))?;
                if let Some(known) = to_change.get_mut(&record.id) {
                    *known = Some(id);
                }
            }
            Ok(())
        })?;
        Ok(())
    }

    fn push(&mut self) -> Outcome {
        self.laptop.until_synced(Input::Written)
    }

    fn pull(&mut self) -> Outcome<usize> {
        // Greeted once, as when the vault is opened; later the server's stream says that there is something.
        let input = if self.has_met {
            Input::Tick
        } else {
            Input::Start
        };
        self.has_met = true;
        self.laptop.until_synced(input)?;
        let found = self.laptop.store.services(&ServiceQuery {
            text: "allotment".to_owned(),
            limit: 50,
            ..ServiceQuery::default()
        })?;
        if found.rows.is_empty() {
            return Err("nothing can be found by searching".into());
        }
        Ok(usize::try_from(self.laptop.store.contents()?.services)?)
    }

    fn change(&mut self, changes: &[Change]) -> Outcome {
        let to_change = &self.to_change;
        self.laptop.store.transact("edit", |tx| {
            for change in changes {
                if let Some(Some(id)) = to_change.get(&change.id) {
                    tx.set::<Service>(*id, "description", json!(change.notes))?;
                }
            }
            Ok(())
        })?;
        Ok(())
    }

    fn each(&mut self, see: &mut dyn FnMut(&str)) -> Outcome {
        let today = NaiveDate::default();
        let ids = self.laptop.store.services_of_source(SOURCE)?;
        for (_, id) in ids.into_iter().collect::<BTreeMap<_, _>>() {
            let record = record_of(self.laptop.store.service(id, today)?.service);
            see(&serde_json::to_string(&record)?);
        }
        Ok(())
    }
}
