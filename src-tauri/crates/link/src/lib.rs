//! The line to the shared server. It carries bytes and says plainly what is wrong with the network; what the bytes mean is not its
//! business, and it keeps nothing.
//!
//! One thread of its own with a small runtime: a slow or dead network is never felt elsewhere. Answers, and news from the
//! server's stream, are told through the function given to [`Link::open`].
//!
//! Only what comes back as `application/octet-stream` is an answer: the log-in page of a hotel's network, with its friendly *200 OK*,
//! is [`Trouble::NotOurs`]. Redirects are not followed, for the same reason. The system's proxy and the system's certificates are
//! used, as practices with their own inspection of traffic need.
//!
//! Public lists of services are read over lines of their own ([`public`]). No other crate of the house opens a connection.

pub mod public;
mod stream;
#[cfg(test)]
mod tests;

use futures_util::StreamExt as _;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, Method, Response, StatusCode, Url};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Builder;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

/// The media type of every answer that the protocol defines.
const OURS: &str = "application/octet-stream";
/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(15);
/// How long the other side may say nothing in the middle of an answer.
const SILENCE: Duration = Duration::from_secs(60);

/// What is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Whether it hands something in or only asks.
    pub verb: Verb,
    /// Path and query, from `/v1/` on.
    pub path: String,
    /// Further headers: who asks, and the signature.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// The most bytes of answer that are read.
    pub at_most: usize,
}

/// The method of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// GET.
    Get,
    /// POST.
    Post,
    /// PUT.
    Put,
}

/// What is wrong with the line. Nothing is lost by any of them: everything is sent again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The address is not one.
    #[error("not an address of a server")]
    BadAddress,
    /// No network, or nobody there.
    #[error("the server cannot be reached")]
    Unreachable,
    /// Nothing came for too long.
    #[error("the server does not answer")]
    Silent,
    /// Somebody else answers: a log-in page, a proxy, another site.
    #[error("something else answers in the server's place")]
    NotOurs,
    /// The certificate is not one to trust.
    #[error("the server's certificate is not to be trusted")]
    BadCertificate,
    /// The answer broke off.
    #[error("the answer broke off")]
    CutShort,
    /// More came than may.
    #[error("the answer is too large")]
    TooLarge,
    /// The server declined; the body is its reason.
    #[error("the server declined ({status})")]
    Declined {
        /// HTTP status.
        status: u16,
        /// What it said.
        body: Vec<u8>,
    },
    /// The server is not well.
    #[error("the server is not well ({0})")]
    Unwell(u16),
}

/// What the line tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// What became of a call.
    Answer {
        /// The number given with it.
        id: u64,
        /// The body, or what is wrong.
        result: Result<Vec<u8>, Trouble>,
    },
    /// The server's stream says that the log has come to that position.
    Moved(u64),
    /// The stream is open.
    Listening,
    /// The stream has ended; ask for it again after a while.
    Deaf(Trouble),
}

enum Ask {
    Send(u64, Call),
    Listen(Call),
    StopListening,
}

/// An open line. Dropping it ends everything under way.
pub struct Link {
    asks: UnboundedSender<Ask>,
}

impl std::fmt::Debug for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Link")
    }
}

impl Link {
    /// A line to the server at `address` (`https://...`; `http://` only to this computer itself). Opens no connection yet.
    ///
    /// # Errors
    /// [`Trouble::BadAddress`].
    pub fn open(
        address: &str,
        told: impl Fn(News) + Send + Sync + 'static,
    ) -> Result<Self, Trouble> {
        let base = read_address(address)?;
        // Another part of the program may have chosen already; then that choice stands.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT)
            .read_timeout(SILENCE)
            .user_agent(concat!("alongside/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|_| Trouble::BadAddress)?;
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|_| Trouble::Unreachable)?;
        let (asks, asked) = unbounded_channel();
        let told: Arc<dyn Fn(News) + Send + Sync> = Arc::new(told);
        std::thread::Builder::new()
            .name("line".to_owned())
            .spawn(move || runtime.block_on(serve(client, base, asked, told)))
            .map_err(|_| Trouble::Unreachable)?;
        Ok(Self { asks })
    }

    /// Sends a call; its answer is told under `id`.
    pub fn send(&self, id: u64, call: Call) {
        // The thread ends only with the line.
        let _ = self.asks.send(Ask::Send(id, call));
    }

    /// Listens to the server's stream, in place of one that was listened to before.
    pub fn listen(&self, call: Call) {
        let _ = self.asks.send(Ask::Listen(call));
    }

    /// Listens no longer.
    pub fn stop_listening(&self) {
        let _ = self.asks.send(Ask::StopListening);
    }
}

/// Reads the address of a server as a person types it: `team.example.org` is `https://team.example.org/`.
///
/// # Errors
/// [`Trouble::BadAddress`]; plain HTTP to anything but this computer is one.
pub fn read_address(typed: &str) -> Result<Url, Trouble> {
    let typed = typed.trim();
    let whole = if typed.contains("://") {
        typed.to_owned()
    } else {
        format!("https://{typed}")
    };
    let mut url = Url::parse(&whole).map_err(|_| Trouble::BadAddress)?;
    let host = url.host_str().ok_or(Trouble::BadAddress)?;
    let is_here = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    match url.scheme() {
        "https" => {}
        "http" if is_here => {}
        _ => return Err(Trouble::BadAddress),
    }
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() {
        return Err(Trouble::BadAddress);
    }
    url.set_fragment(None);
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    Ok(url)
}

async fn serve(
    client: Client,
    base: Url,
    mut asked: UnboundedReceiver<Ask>,
    told: Arc<dyn Fn(News) + Send + Sync>,
) {
    let mut stream: Option<JoinHandle<()>> = None;
    let mut stop = |next: Option<JoinHandle<()>>| {
        if let Some(old) = std::mem::replace(&mut stream, next) {
            old.abort();
        }
    };
    while let Some(ask) = asked.recv().await {
        match ask {
            Ask::Send(id, call) => {
                let (client, base, told) = (client.clone(), base.clone(), told.clone());
                tokio::spawn(async move {
                    let result = answer(&client, &base, call).await;
                    told(News::Answer { id, result });
                });
            }
            Ask::Listen(call) => {
                let (client, base, told) = (client.clone(), base.clone(), told.clone());
                stop(Some(tokio::spawn(async move {
                    let trouble = stream::listen(&client, &base, call, &*told).await;
                    told(News::Deaf(trouble));
                })));
            }
            Ask::StopListening => stop(None),
        }
    }
}

async fn answer(client: &Client, base: &Url, call: Call) -> Result<Vec<u8>, Trouble> {
    let at_most = call.at_most;
    let response = begin(client, base, call).await?;
    let status = response.status();
    let is_ours = has_type(&response, OURS);
    if status.is_success() && !is_ours {
        return Err(Trouble::NotOurs);
    }
    let body = read(response, at_most).await;
    match status {
        _ if status.is_success() => body,
        // A refusal in the protocol's own words. Anything else came from something on the way.
        _ if status.is_client_error() && is_ours => Err(Trouble::Declined {
            status: status.as_u16(),
            body: body?,
        }),
        StatusCode::TOO_MANY_REQUESTS => Err(Trouble::Unwell(status.as_u16())),
        _ if status.is_server_error() => Err(Trouble::Unwell(status.as_u16())),
        _ => Err(Trouble::NotOurs),
    }
}

async fn begin(client: &Client, base: &Url, call: Call) -> Result<Response, Trouble> {
    let url = base
        .join(call.path.trim_start_matches('/'))
        .map_err(|_| Trouble::BadAddress)?;
    let method = match call.verb {
        Verb::Get => Method::GET,
        Verb::Post => Method::POST,
        Verb::Put => Method::PUT,
    };
    let mut request = client.request(method, url).header(CONTENT_TYPE, OURS);
    for (name, value) in call.headers {
        request = request.header(name, value);
    }
    request
        .body(call.body)
        .send()
        .await
        .map_err(|error| why(&error))
}

async fn read(response: Response, at_most: usize) -> Result<Vec<u8>, Trouble> {
    let mut body = Vec::new();
    let mut chunks = response.bytes_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|error| match why(&error) {
            Trouble::Silent => Trouble::Silent,
            _ => Trouble::CutShort,
        })?;
        if body.len() + chunk.len() > at_most {
            return Err(Trouble::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn has_type(response: &Response, wanted: &str) -> bool {
    response
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(';').next().map(str::trim) == Some(wanted))
}

/// What an error of the client means for a person.
fn why(error: &reqwest::Error) -> Trouble {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(at) = cause {
        if let Some(tls) = rustls_error(at) {
            return match tls {
                rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented => {
                    Trouble::BadCertificate
                }
                _ => Trouble::NotOurs,
            };
        }
        cause = at.source();
    }
    if error.is_timeout() {
        Trouble::Silent
    } else if error.is_connect() || error.is_request() {
        Trouble::Unreachable
    } else if error.is_builder() {
        Trouble::BadAddress
    } else {
        Trouble::CutShort
    }
}

/// An error of the TLS library, which comes dressed as one of the operating system, sometimes twice.
fn rustls_error<'e>(at: &'e (dyn std::error::Error + 'static)) -> Option<&'e rustls::Error> {
    at.downcast_ref::<rustls::Error>().or_else(|| {
        let within = at.downcast_ref::<std::io::Error>()?.get_ref()?;
        rustls_error(within)
    })
}
