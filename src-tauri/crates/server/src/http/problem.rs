//! How a request is declined: the protocol's own refusal for devices, a problem in JSON (RFC 9457) for whoever asks for that.

use alongside_protocol::{Refusal, encode};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

pub(super) enum Problem {
    /// The protocol's own words.
    Refused(Refusal),
    /// No such path, or not with this method.
    NoSuchPath,
}

impl Problem {
    pub(super) fn respond(self, headers: &HeaderMap) -> Response {
        let (status, title) = match &self {
            Self::Refused(refusal) => in_words(refusal),
            Self::NoSuchPath => (StatusCode::NOT_FOUND, "No such path"),
        };
        let refusal = match &self {
            Self::Refused(refusal) => encode(refusal).unwrap_or_default(),
            Self::NoSuchPath => Vec::new(),
        };
        let wants_json = headers
            .get(header::ACCEPT)
            .and_then(|accept| accept.to_str().ok())
            .is_some_and(|accept| accept.contains("json") || accept.contains("text/html"));
        let mut response = if wants_json || refusal.is_empty() {
            let digits: String = refusal.iter().map(|byte| format!("{byte:02x}")).collect();
            let body = json!({
                "type": "about:blank",
                "title": title,
                "status": status.as_u16(),
                "refusal": digits,
            });
            let kind = [(header::CONTENT_TYPE, "application/problem+json")];
            (status, kind, body.to_string()).into_response()
        } else {
            let kind = [(header::CONTENT_TYPE, "application/octet-stream")];
            (status, kind, refusal).into_response()
        };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Self::Refused(Refusal::TooMany { seconds }) = self {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

fn in_words(refusal: &Refusal) -> (StatusCode, &'static str) {
    match refusal {
        Refusal::Malformed => (StatusCode::BAD_REQUEST, "These bytes cannot be read"),
        Refusal::NotUnderstood => (StatusCode::BAD_REQUEST, "Newer than this server knows"),
        Refusal::BadSignature => (StatusCode::UNAUTHORIZED, "The signature does not fit"),
        Refusal::WrongTime { .. } => (StatusCode::UNAUTHORIZED, "The time is too far off"),
        Refusal::Revoked => (StatusCode::FORBIDDEN, "This device was revoked"),
        Refusal::NotAllowed => (StatusCode::FORBIDDEN, "Not allowed"),
        Refusal::Suspended => (StatusCode::FORBIDDEN, "The team is suspended"),
        Refusal::Gap { .. } => (StatusCode::CONFLICT, "Something before it is missing"),
        Refusal::Taken { .. } => (StatusCode::CONFLICT, "Something else stands there"),
        Refusal::OldEpoch { .. } => (StatusCode::CONFLICT, "Sealed under an epoch that is over"),
        Refusal::RosterMoved => (StatusCode::CONFLICT, "The roster has moved on"),
        Refusal::OtherLog { .. } => (StatusCode::CONFLICT, "The log here is another one"),
        Refusal::NotServed => (StatusCode::CONFLICT, "This server shows no directories"),
        Refusal::Claimed => (StatusCode::CONFLICT, "Somebody else came first"),
        // Not 507: an answer of 5xx says that the server is not well, and this one is.
        Refusal::Full => (StatusCode::CONFLICT, "There is no room left"),
        Refusal::Erased => (StatusCode::GONE, "It was erased"),
        Refusal::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "Too large"),
        Refusal::TooMany { .. } => (StatusCode::TOO_MANY_REQUESTS, "Too many requests"),
        Refusal::NoSuchSpace | Refusal::Unknown => (StatusCode::NOT_FOUND, "Unknown here"),
        Refusal::Unwell => (StatusCode::SERVICE_UNAVAILABLE, "The server is not well"),
    }
}
