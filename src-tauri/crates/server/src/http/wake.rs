//! The stream that wakes devices: server-sent events, each with the position of the end of the log.

use super::hub::News;
use super::{App, Problem, signed};
use alongside_protocol::{Head, Refusal, Route, TeamId, decode};
use axum::body::Bytes;
use axum::http::request::Parts;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream::unfold;
use std::convert::Infallible;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::time::timeout_at;

/// How often something is said even if nothing happens: devices and proxies hold a silent line for dead after a minute.
const HEARTBEAT: Duration = Duration::from_secs(25);
/// How long a stream lasts; then the device shows again who it is.
const LONGEST: Duration = Duration::from_secs(60 * 60);

/// Notes that somebody listens, until it is dropped.
struct Listener {
    app: App,
    team: TeamId,
    news: Option<watch::Receiver<News>>,
    /// Where the log ended when the device was let in.
    since: u64,
    /// What the device was told last.
    told: u64,
    until: tokio::time::Instant,
}

impl Drop for Listener {
    fn drop(&mut self) {
        drop(self.news.take());
        self.app.0.hub.left(&self.team);
        self.app.0.metrics.listens(-1);
    }
}

impl App {
    pub(super) async fn wake(&self, team: TeamId, parts: &Parts) -> Response {
        let began = Instant::now();
        let route = Route::Wake(team);
        let response = match self.stream(team, route, parts).await {
            Ok(response) => response,
            Err(refusal) => Problem::Refused(refusal).respond(&parts.headers),
        };
        self.done(&route, &response, began);
        response
    }

    async fn stream(&self, team: TeamId, route: Route, parts: &Parts) -> Result<Response, Refusal> {
        let now = super::now();
        self.let_in(&route, parts, now)?;
        if self.0.is_ending.load(Ordering::SeqCst) {
            return Err(Refusal::Unwell);
        }
        // First listen, then look: what happens in between is heard.
        self.0.metrics.listens(1);
        let mut listener = Listener {
            app: self.clone(),
            team,
            news: Some(self.0.hub.listen(team)),
            since: 0,
            told: 0,
            until: tokio::time::Instant::now() + LONGEST,
        };
        let reply = self
            .ask(route, signed(&parts.headers), Bytes::new(), now)
            .await?;
        let end: Head = decode(&reply.answer?).map_err(|_| Refusal::Unwell)?;
        let first = end.position;
        (listener.since, listener.told) = (first, first);
        let events = unfold(
            (listener, Some(first)),
            |(mut listener, first)| async move {
                let end = match first {
                    Some(end) => end,
                    None => listener.next().await?,
                };
                let event = Event::default().data(end.to_string());
                Some((Ok::<_, Infallible>(event), (listener, None)))
            },
        );
        let alive = KeepAlive::new().interval(HEARTBEAT);
        Ok(Sse::new(events).keep_alive(alive).into_response())
    }
}

impl Listener {
    /// The next position, or `None` when the stream is over.
    async fn next(&mut self) -> Option<u64> {
        let news = self.news.as_mut()?;
        loop {
            let now = *news.borrow_and_update();
            if now.end > self.told {
                self.told = now.end;
                return Some(now.end);
            }
            if now.roster > self.since {
                return None;
            }
            match timeout_at(self.until, news.changed()).await {
                Ok(Ok(())) => {}
                // The channel is gone after its last news, or the time is up.
                Ok(Err(_)) | Err(_) => return None,
            }
        }
    }
}
