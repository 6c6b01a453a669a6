//! HTTP around [`Core`]: bytes in, bytes out, limits on both, and the stream that wakes devices.
//!
//! Every request of the protocol goes the same way: the path is read by the protocol itself, the body is read up to its limit and in
//! its time, the core answers on a thread that may block. Nothing here knows a rule. What is logged and counted names the kind of
//! request and how it went, never who asked.

mod description;
mod handlers;
mod hub;
mod metrics;
mod problem;
mod public;
mod serve;
mod tls;
mod wake;

use crate::core::database::Heard;
use crate::{Bucket, Buckets, Core, Reply, Request};
use alongside_protocol::{Refusal, Route, Signed, limits};
use axum::body::{Body, Bytes};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
pub use description::description;
pub use handlers::{inside, router};
use hub::Hub;
use metrics::Metrics;
use problem::Problem;
pub use serve::{Listening, serve};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
pub use tls::{Certificate, TlsError};
use tokio::sync::Semaphore;

/// How long a body may take to come.
const BODY_TIME: Duration = Duration::from_secs(60);
/// How long a request waits for a thread before it is told to come back.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many requests may be at work, or waiting for the database, at one time.
const AT_WORK: usize = 256;
/// How many addresses are counted at one time.
const ADDRESSES: usize = 100_000;
/// How often one address may ask: a practice of fifty laptops behind one address is welcome.
const ADDRESS: Bucket = Bucket {
    size: 2_000,
    per_minute: 6_000,
};
/// How often one address may try what could be guessed: codes, mailboxes, locators.
const GUESSES: Bucket = Bucket {
    size: 20,
    per_minute: 20,
};

/// How often one address may read what is public: a council's program takes a page, then each service of it.
const READER: Bucket = Bucket {
    size: 600,
    per_minute: 1_200,
};
/// How many may read at one time what is public.
const READING: usize = 16;

/// What the keeper of the server chose for HTTP.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outside {
    /// Whether the server stands behind a proxy that names the asker's address in `X-Forwarded-For`.
    pub behind_proxy: bool,
}

/// The server, shared by all connections.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    core: Arc<Core>,
    hub: Hub,
    metrics: Metrics,
    addresses: Buckets<IpAddr>,
    guesses: Buckets<IpAddr>,
    readers: Buckets<IpAddr>,
    at_work: Arc<Semaphore>,
    reading: Arc<Semaphore>,
    outside: Outside,
    is_ending: AtomicBool,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("App")
    }
}

/// The address at the other end of a connection.
#[derive(Clone, Copy)]
struct Peer(SocketAddr);

/// The time, in milliseconds since 1970: asked for here and nowhere deeper.
#[must_use]
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    })
}

impl App {
    /// Around a core; begins to listen for what other servers on the same database tell. Must be called within a runtime.
    #[must_use]
    pub fn new(core: Arc<Core>, outside: Outside) -> Self {
        let app = Self(Arc::new(Inner {
            core: core.clone(),
            hub: Hub::default(),
            metrics: Metrics::default(),
            addresses: Buckets::new(ADDRESS, ADDRESSES),
            guesses: Buckets::new(GUESSES, ADDRESSES),
            readers: Buckets::new(READER, ADDRESSES),
            at_work: Arc::new(Semaphore::new(AT_WORK)),
            reading: Arc::new(Semaphore::new(READING)),
            outside,
            is_ending: AtomicBool::new(false),
        }));
        // Weak: the thread that hears must not keep the server alive.
        let weak = Arc::downgrade(&app.0);
        core.database().listen(Box::new(move |heard| {
            let Some(inner) = weak.upgrade() else { return };
            match heard {
                Heard::Grown(grown) => inner.hub.tell(&grown),
                Heard::Missed => inner.look_again(),
            }
        }));
        app
    }

    /// Ends the streams, and says that no more should be sent here.
    fn end(&self) {
        self.0.is_ending.store(true, Ordering::SeqCst);
        self.0.hub.end();
    }

    fn address(&self, parts: &Parts) -> Option<IpAddr> {
        let forwarded = || {
            let all = parts
                .headers
                .get_all("x-forwarded-for")
                .iter()
                .next_back()?;
            all.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
        };
        let peer = parts.extensions.get::<Peer>().map(|peer| peer.0.ip());
        if self.0.outside.behind_proxy {
            forwarded().or(peer)
        } else {
            peer
        }
    }

    /// Answers a request of the protocol.
    async fn answer(&self, parts: Parts, body: Body) -> Response {
        let began = Instant::now();
        let uri = parts.uri.path_and_query().map_or("", |path| path.as_str());
        let Some(route) = Route::read(parts.method.as_str(), uri) else {
            self.0.metrics.note("unknown", 404, began.elapsed());
            return Problem::NoSuchPath.respond(&parts.headers);
        };
        if let Route::Wake(team) = route {
            return self.wake(team, &parts).await;
        }
        let response = match self.handle(route, &parts, body).await {
            Ok(body) => octets(body),
            Err(refusal) => Problem::Refused(refusal).respond(&parts.headers),
        };
        self.done(&route, &response, began);
        response
    }

    fn done(&self, route: &Route, response: &Response, began: Instant) {
        let (name, status) = (name(route), response.status().as_u16());
        self.0.metrics.note(name, status, began.elapsed());
        tracing::debug!(
            request = name,
            status,
            ms = began.elapsed().as_millis() as u64,
            "answered"
        );
    }

    async fn handle(&self, route: Route, parts: &Parts, body: Body) -> Result<Bytes, Refusal> {
        let now = now();
        self.let_in(&route, parts, now)?;
        let body = read(body).await?;
        let signed = signed(&parts.headers);
        let reply = self.ask(route, signed, body, now).await?;
        if let Some(grown) = &reply.grown {
            self.0.hub.tell(grown);
        }
        reply.answer.map(Bytes::from)
    }

    /// Counts the address in. An address that is not known is nobody's fault, and not counted.
    fn let_in(&self, route: &Route, parts: &Parts, now: i64) -> Result<(), Refusal> {
        let Some(address) = self.address(parts) else {
            return Ok(());
        };
        let is_guess = matches!(
            route,
            Route::SignUp | Route::ClaimMailbox(_) | Route::TakeEscrow(_)
        );
        let mut counted = self.0.addresses.take(address, 1, now);
        if is_guess && counted.is_ok() {
            counted = self.0.guesses.take(address, 1, now);
        }
        counted.map_err(|seconds| Refusal::TooMany { seconds })
    }

    /// Asks the core, on a thread that may block.
    async fn ask(
        &self,
        route: Route,
        signed: Option<Signed>,
        body: Bytes,
        now: i64,
    ) -> Result<Reply, Refusal> {
        let waiting = self.0.at_work.clone().acquire_owned();
        let Ok(Ok(permit)) = tokio::time::timeout(PATIENCE, waiting).await else {
            return Err(Refusal::Unwell);
        };
        let core = self.0.core.clone();
        let work = tokio::task::spawn_blocking(move || {
            // Held until the work is done, even if who asked has gone.
            let _permit = permit;
            core.handle(
                &Request {
                    route,
                    signed,
                    body: &body,
                },
                now,
            )
        });
        work.await.map_err(|_| Refusal::Unwell)
    }
}

impl Inner {
    /// Tells those who listen where their logs end, after news may have been missed. Blocks.
    fn look_again(&self) {
        for team in self.hub.teams() {
            if let Ok(Some(end)) = self.core.end(&team) {
                self.hub.tell(&crate::Grown {
                    team,
                    end: end.position,
                    roster: true,
                });
            }
        }
    }
}

async fn read(body: Body) -> Result<Bytes, Refusal> {
    let reading = axum::body::to_bytes(body, limits::BODY_BYTES);
    match tokio::time::timeout(BODY_TIME, reading).await {
        Ok(Ok(body)) => Ok(body),
        Ok(Err(_)) => Err(Refusal::TooLarge),
        Err(_) => Err(Refusal::Malformed),
    }
}

fn signed(headers: &HeaderMap) -> Option<Signed> {
    Signed::read(|name| headers.get(name)?.to_str().ok())
}

fn octets(body: Bytes) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, body).into_response()
}

/// What a request is called where it is counted: its kind, and nothing of what is named in it.
fn name(route: &Route) -> &'static str {
    match route {
        Route::Hello => "hello",
        Route::SignUp => "sign_up",
        Route::Pull(_) => "pull",
        Route::Push(_) => "push",
        Route::Resend(_) => "resend",
        Route::Survey(_) => "survey",
        Route::Fetch(_) => "fetch",
        Route::Wanting(_) => "wanting",
        Route::PutSnapshot(_) => "put_snapshot",
        Route::Wake(_) => "wake",
        Route::MakeMailbox(_) => "make_mailbox",
        Route::ClaimMailbox(_) => "claim_mailbox",
        Route::PutMailbox(_) => "put_mailbox",
        Route::TakeMailbox(_) => "take_mailbox",
        Route::BurnMailbox(_) => "burn_mailbox",
        Route::PutEscrow(..) => "put_escrow",
        Route::TakeEscrow(_) => "take_escrow",
        Route::Publishing(_) => "publishing",
        Route::PutPublication(_) => "put_publication",
        Route::Unpublish(_) => "unpublish",
    }
}
