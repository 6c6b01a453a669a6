//! Reading public lists: what a council serves for everybody to read.
//!
//! A guest there, and a polite one: few at a time, waiting longer after each refusal and as long as the other side asks, saying what
//! is had already so that it need not be sent again. And a careful one: nothing is read beyond what was agreed, also after unpacking
//! (a small answer can unpack to fill the memory), and a redirect leads only elsewhere on the same server, never into somebody's own network.

#[cfg(test)]
mod tests;

use crate::{CONNECT, SILENCE, Trouble, read_address, why};
use flate2::read::GzDecoder;
use futures_util::StreamExt as _;
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, RETRY_AFTER,
};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode, Url};
use std::io::Read as _;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Builder;
use tokio::sync::Semaphore;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// How to behave as a guest.
#[derive(Clone, Copy, Debug)]
pub struct Manners {
    /// How many questions are open at a time.
    pub at_once: usize,
    /// How often one is asked before it is given up.
    pub tries: u32,
    /// The first wait after a refusal; each further one is twice as long.
    pub first_wait: Duration,
    /// The longest wait, also when the other side asks for more.
    pub longest_wait: Duration,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            at_once: 3,
            tries: 5,
            first_wait: Duration::from_secs(1),
            longest_wait: Duration::from_secs(60),
        }
    }
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What to ask for, below the address.
    pub path: String,
    /// The mark of what is had already.
    pub etag: String,
    /// The most bytes that are read, unpacked.
    pub at_most: usize,
}

/// What came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Came {
    /// This.
    New {
        /// The bytes, unpacked.
        body: Vec<u8>,
        /// Their mark; empty if it gave none.
        etag: String,
    },
    /// It is as it was.
    Same,
    /// There is no such thing.
    Nothing,
}

/// A line to one public list. Dropping it ends everything under way.
pub struct PublicLine {
    asks: UnboundedSender<(u64, Question)>,
}

impl std::fmt::Debug for PublicLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PublicLine")
    }
}

impl PublicLine {
    /// A line to the list at `address`. Opens no connection yet.
    ///
    /// # Errors
    /// [`Trouble::BadAddress`].
    pub fn open(
        address: &str,
        manners: Manners,
        told: impl Fn(u64, Result<Came, Trouble>) + Send + Sync + 'static,
    ) -> Result<Self, Trouble> {
        let base = read_address(address)?;
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .redirect(on_the_same_server())
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
        let guest = Guest {
            client,
            base,
            manners,
            room: Semaphore::new(manners.at_once.max(1)),
        };
        std::thread::Builder::new()
            .name("public line".to_owned())
            .spawn(move || runtime.block_on(serve(Arc::new(guest), asked, Arc::new(told))))
            .map_err(|_| Trouble::Unreachable)?;
        Ok(Self { asks })
    }

    /// Asks; the answer is told under `id`.
    pub fn ask(&self, id: u64, question: Question) {
        // The thread ends only with the line.
        let _ = self.asks.send((id, question));
    }
}

/// The address of a public list as people paste it: often that of its first page. Gives what stands before `services`.
///
/// # Errors
/// [`Trouble::BadAddress`].
pub fn read_list_address(typed: &str) -> Result<String, Trouble> {
    let bare = typed.split(['?', '#']).next().unwrap_or_default().trim();
    let bare = bare.trim_end_matches('/');
    let bare = bare.strip_suffix("/services").unwrap_or(bare);
    Ok(read_address(bare)?.to_string())
}

/// A few steps, to the same host, and never from a line that cannot be listened to onto one that can.
fn on_the_same_server() -> Policy {
    Policy::custom(|attempt| {
        let last = attempt.previous().last();
        let same = last.is_some_and(|from| {
            from.host_str() == attempt.url().host_str()
                && (from.scheme() == attempt.url().scheme() || attempt.url().scheme() == "https")
                && (from.port_or_known_default() == attempt.url().port_or_known_default()
                    || from.scheme() != attempt.url().scheme())
        });
        if same && attempt.previous().len() <= 3 {
            attempt.follow()
        } else {
            attempt.stop()
        }
    })
}

struct Guest {
    client: Client,
    base: Url,
    manners: Manners,
    room: Semaphore,
}

type Told = Arc<dyn Fn(u64, Result<Came, Trouble>) + Send + Sync>;

async fn serve(guest: Arc<Guest>, mut asked: UnboundedReceiver<(u64, Question)>, told: Told) {
    while let Some((id, question)) = asked.recv().await {
        let (guest, told) = (guest.clone(), told.clone());
        tokio::spawn(async move {
            let Ok(_room) = guest.room.acquire().await else {
                return;
            };
            let answer = guest.patiently(&question).await;
            told(id, answer);
        });
    }
}

/// Whether to ask again, and when the other side would like it.
enum Refused {
    ForGood(Trouble),
    ForNow(Trouble, Option<Duration>),
}

impl Guest {
    async fn patiently(&self, question: &Question) -> Result<Came, Trouble> {
        let mut wait = self.manners.first_wait;
        let mut tried = 0;
        loop {
            tried += 1;
            let (trouble, asked) = match self.once(question).await {
                Ok(came) => return Ok(came),
                Err(Refused::ForGood(trouble)) => return Err(trouble),
                Err(Refused::ForNow(trouble, asked)) => (trouble, asked),
            };
            if tried >= self.manners.tries {
                return Err(trouble);
            }
            let pause = asked.unwrap_or(wait).min(self.manners.longest_wait);
            tokio::time::sleep(pause).await;
            wait = wait.saturating_mul(2);
        }
    }

    async fn once(&self, question: &Question) -> Result<Came, Refused> {
        let url = self
            .base
            .join(question.path.trim_start_matches('/'))
            .map_err(|_| Refused::ForGood(Trouble::BadAddress))?;
        let mut request = self
            .client
            .get(url)
            .header(ACCEPT, "application/json")
            .header(ACCEPT_ENCODING, "gzip");
        if !question.etag.is_empty() {
            request = request.header(IF_NONE_MATCH, &question.etag);
        }
        let response = request.send().await.map_err(|error| match why(&error) {
            // Nobody there at all is no refusal: asking again at once is of no use.
            trouble @ (Trouble::Unreachable | Trouble::BadCertificate | Trouble::BadAddress) => {
                Refused::ForGood(trouble)
            }
            trouble => Refused::ForNow(trouble, None),
        })?;
        let status = response.status();
        let later = || seconds(&response).map(Duration::from_secs);
        match status {
            StatusCode::NOT_MODIFIED => Ok(Came::Same),
            StatusCode::NOT_FOUND | StatusCode::GONE => Ok(Came::Nothing),
            StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => {
                Err(Refused::ForNow(Trouble::Unwell(status.as_u16()), later()))
            }
            _ if status.is_server_error() => {
                Err(Refused::ForNow(Trouble::Unwell(status.as_u16()), later()))
            }
            _ if status.is_success() => read(response, question.at_most).await,
            _ if status.is_redirection() => Err(Refused::ForGood(Trouble::NotOurs)),
            _ => Err(Refused::ForGood(Trouble::Declined {
                status: status.as_u16(),
                body: Vec::new(),
            })),
        }
    }
}

/// How long the other side asks to wait, if it says so in seconds.
fn seconds(response: &Response) -> Option<u64> {
    response
        .headers()
        .get(RETRY_AFTER)?
        .to_str()
        .ok()?
        .trim()
        .parse()
        .ok()
}

async fn read(response: Response, at_most: usize) -> Result<Came, Refused> {
    let text = |name| {
        response
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned()
    };
    if text(CONTENT_TYPE).starts_with("text/html") {
        return Err(Refused::ForGood(Trouble::NotOurs));
    }
    let (etag, packed) = (text(ETAG), text(CONTENT_ENCODING));
    let mut bytes = Vec::new();
    let mut chunks = response.bytes_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|error| {
            let trouble = match why(&error) {
                Trouble::Silent => Trouble::Silent,
                _ => Trouble::CutShort,
            };
            Refused::ForNow(trouble, None)
        })?;
        if bytes.len() + chunk.len() > at_most {
            return Err(Refused::ForGood(Trouble::TooLarge));
        }
        bytes.extend_from_slice(&chunk);
    }
    let body = match packed.trim() {
        "" | "identity" => bytes,
        "gzip" | "x-gzip" => unpack(&bytes, at_most).map_err(Refused::ForGood)?,
        _ => return Err(Refused::ForGood(Trouble::NotOurs)),
    };
    Ok(Came::New { body, etag })
}

/// Unpacks no more than was agreed.
fn unpack(packed: &[u8], at_most: usize) -> Result<Vec<u8>, Trouble> {
    let mut body = Vec::new();
    let most = u64::try_from(at_most).unwrap_or(u64::MAX);
    GzDecoder::new(packed)
        .take(most.saturating_add(1))
        .read_to_end(&mut body)
        .map_err(|_| Trouble::CutShort)?;
    if body.len() > at_most {
        return Err(Trouble::TooLarge);
    }
    Ok(body)
}
