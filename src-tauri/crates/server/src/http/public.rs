//! Directories that teams publish, for anybody: read-only, without a name or a cookie, from any web page.
//!
//! Who reads here takes nothing from the laptops: they have turns, and threads, of their own.

use super::{App, PATIENCE, now};
use crate::core::Shown;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};
use std::time::Instant;

/// Where they are: before the public name.
const AT: &str = "/open/";
/// Every answer may be kept, but asked after each time: what a team takes away is away at once.
const KEEP: &str = "public, no-cache";
const METHODS: &str = "GET, HEAD, OPTIONS";

pub(super) async fn public(State(app): State<App>, request: Request) -> Response {
    let began = Instant::now();
    let (parts, _) = request.into_parts();
    let mut response = app.public(&parts).await;
    app.0
        .metrics
        .note("open", response.status().as_u16(), began.elapsed());
    let headers = response.headers_mut();
    let mut say = |name, value| headers.insert(name, HeaderValue::from_static(value));
    say(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    say(header::ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Retry-After");
    say(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    response
}

impl App {
    async fn public(&self, asked: &Parts) -> Response {
        match asked.method {
            Method::GET | Method::HEAD => {}
            Method::OPTIONS => {
                let headers = [
                    (header::ACCESS_CONTROL_ALLOW_METHODS, METHODS),
                    (header::ACCESS_CONTROL_ALLOW_HEADERS, "If-None-Match"),
                    (header::ACCESS_CONTROL_MAX_AGE, "86400"),
                ];
                return (StatusCode::NO_CONTENT, headers).into_response();
            }
            _ => {
                let says = problem(StatusCode::METHOD_NOT_ALLOWED, "It can only be read", &[]);
                return ([(header::ALLOW, METHODS)], says).into_response();
            }
        }
        if let Some(address) = self.address(asked)
            && let Err(seconds) = self.0.readers.take(address, 1, now())
        {
            let says = problem(StatusCode::TOO_MANY_REQUESTS, "Too many requests", &[]);
            return ([(header::RETRY_AFTER, seconds.to_string())], says).into_response();
        }
        let waiting = self.0.reading.clone().acquire_owned();
        let Ok(Ok(permit)) = tokio::time::timeout(PATIENCE, waiting).await else {
            return unwell();
        };
        let path = asked.uri.path().strip_prefix(AT).unwrap_or_default();
        let cut = path.find('/').unwrap_or(path.len());
        let (name, path) = path.split_at(cut);
        let (name, path) = (name.to_owned(), path.to_owned());
        let query = asked.uri.query().unwrap_or_default().to_owned();
        let known = known(&asked.headers);
        let core = self.0.core.clone();
        let work = tokio::task::spawn_blocking(move || {
            // Held until the work is done, even if who asked has gone.
            let _permit = permit;
            let has = |tag: &str| known.iter().any(|known| known == tag || known == "*");
            core.show(&name, &path, &query, &has)
        });
        work.await.map_or_else(|_| unwell(), respond)
    }
}

/// The names of the answers that somebody has.
fn known(headers: &HeaderMap) -> Vec<String> {
    let all = headers.get_all(header::IF_NONE_MATCH).iter();
    all.filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|tag| tag.trim().trim_start_matches("W/").trim_matches('"'))
        .map(str::to_owned)
        .collect()
}

fn respond(shown: Shown) -> Response {
    let kept = |tag: &str| {
        [
            (header::ETAG, format!("\"{tag}\"")),
            (header::CACHE_CONTROL, KEEP.to_owned()),
        ]
    };
    match shown {
        Shown::Found { tag, body } => {
            let kind = [(header::CONTENT_TYPE, "application/json")];
            (kind, kept(&tag), body).into_response()
        }
        Shown::Unchanged { tag } => (StatusCode::NOT_MODIFIED, kept(&tag)).into_response(),
        Shown::NotFound => problem(StatusCode::NOT_FOUND, "There is nothing here", &[]),
        Shown::Wrong(wrong) => {
            let status = StatusCode::from_u16(wrong.status).unwrap_or(StatusCode::BAD_REQUEST);
            let detail = format!("{} {}", wrong.parameter, wrong.says);
            let more = [
                ("detail", Value::from(detail)),
                ("parameter", Value::from(wrong.parameter)),
            ];
            problem(status, "This cannot be answered", &more)
        }
        Shown::Unwell => unwell(),
    }
}

fn unwell() -> Response {
    problem(
        StatusCode::SERVICE_UNAVAILABLE,
        "The server is not well",
        &[],
    )
}

/// In JSON, as RFC 9457 has it.
fn problem(status: StatusCode, title: &str, more: &[(&str, Value)]) -> Response {
    let mut body = json!({"type": "about:blank", "title": title, "status": status.as_u16()});
    if let Value::Object(body) = &mut body {
        body.extend(
            more.iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone())),
        );
    }
    let headers = [
        (header::CONTENT_TYPE, "application/problem+json"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, body.to_string()).into_response()
}
