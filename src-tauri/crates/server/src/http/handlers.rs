//! What is at which path, with the words that describe it: the description that is served is made from here.

use super::{App, Problem};
use alongside_protocol::Route;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post, put};
use std::sync::atomic::Ordering;
use utoipa::OpenApi;

/// Everything at its path, but for the figures.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/v1/hello", get(hello))
        .route("/v1/teams", post(sign_up))
        .route("/v1/teams/{team}/pull", post(pull))
        .route("/v1/teams/{team}/push", post(push))
        .route("/v1/teams/{team}/resend", post(resend))
        .route("/v1/teams/{team}/survey", post(survey))
        .route("/v1/teams/{team}/snapshots", post(fetch))
        .route("/v1/teams/{team}/wanting", post(wanting))
        .route("/v1/teams/{team}/snapshot", put(put_snapshot))
        .route("/v1/teams/{team}/wake", get(wake))
        .route("/v1/teams/{team}/mailboxes", post(make_mailbox))
        .route("/v1/mailboxes/{number}/claim", post(claim_mailbox))
        .route("/v1/mailboxes/{number}/put", post(put_mailbox))
        .route("/v1/mailboxes/{number}/take", post(take_mailbox))
        .route("/v1/mailboxes/{number}/burn", post(burn_mailbox))
        .route("/v1/teams/{team}/escrow/{locator}", put(put_escrow))
        .route("/v1/escrow/{locator}", get(take_escrow))
        .route("/health", get(health))
        .route("/ready", get(ready))
        .route("/openapi.json", get(openapi))
        .fallback(nothing)
        .method_not_allowed_fallback(nothing)
        .with_state(app)
}

/// The figures, for those inside: on an address of their own, or beside the rest.
pub fn inside(app: App) -> Router {
    Router::new()
        .route("/metrics", get(metrics))
        .with_state(app)
}

/// The description of all this, as OpenAPI in JSON.
#[must_use]
pub fn description() -> String {
    // What cannot be written here could not be compiled.
    Description::openapi().to_pretty_json().unwrap_or_default()
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "alongside-server",
        description = "Stores and orders what teams seal, and can read none of it. Bodies are postcard (a compact binary \
            encoding) of the types named, which the crate `alongside-protocol` defines and freezes. Signed requests carry the headers \
            `alongside-team`, `alongside-device`, `alongside-time` and `alongside-signature`. What is declined is answered by a \
            `Refusal` in the same encoding, or as `application/problem+json` to those who accept that. Within `/v1` nothing \
            changes its bytes; new things are added at the end."
    ),
    paths(
        hello,
        sign_up,
        pull,
        push,
        resend,
        survey,
        fetch,
        wanting,
        put_snapshot,
        wake,
        make_mailbox,
        claim_mailbox,
        put_mailbox,
        take_mailbox,
        burn_mailbox,
        put_escrow,
        take_escrow,
        health,
        ready,
        openapi,
        metrics
    )
)]
struct Description;

/// Who is there: service, versions, time.
#[utoipa::path(get, path = "/v1/hello", responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream", description = "`Hello`"), (status = "4XX", body = Vec<u8>, content_type = "application/octet-stream", description = "`Refusal`"), (status = 503, description = "The server is not well; try later")))]
async fn hello(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    app.answer(parts, body).await
}

/// Makes a team, with a code from whoever runs the server.
#[utoipa::path(post, path = "/v1/teams", request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "`SignUp`"), responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream", description = "`Placed`"), (status = "4XX", body = Vec<u8>, content_type = "application/octet-stream", description = "`Refusal`"), (status = 503, description = "The server is not well; try later")))]
async fn sign_up(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    app.answer(parts, body).await
}

/// What comes after a head of the team's log.
#[utoipa::path(post, path = "/v1/teams/{team}/pull", params(("team" = String, Path, description = "The team, 32 hexadecimal digits"), ("alongside-team" = String, Header, description = "The device's own team"), ("alongside-device" = String, Header, description = "The device"), ("alongside-time" = String, Header, description = "When, in milliseconds since 1970"), ("alongside-signature" = String, Header, description = "Over the request")), request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "`Pull`"), responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream", description = "`Page`"), (status = "4XX", body = Vec<u8>, content_type = "application/octet-stream", description = "`Refusal`"), (status = 503, description = "The server is not well; try later")))]
async fn pull(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    app.answer(parts, body).await
}

/// Hands in entries, in order. Handing in twice is handing in once.
#[utoipa::path(post, path = "/v1/teams/{team}/push", params(("team" = String, Path, description = "The team, 32 hexadecimal digits"), ("alongside-team" = String, Header, description = "The device's own team"), ("alongside-device" = String, Header, description = "The device"), ("alongside-time" = String, Header, description = "When, in milliseconds since 1970"), ("alongside-signature" = String, Header, description = "Over the request")), request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "`Push`"), responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream", description = "`PushReply`"), (status = "4XX", body = Vec<u8>, content_type = "application/octet-stream", description = "`Refusal`"), (status = 503, description = "The server is not well; try later")))]
async fn push(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    app.answer(parts, body).await
}

/// Hands in again what a restored server lost.
#[utoipa::path(post, path = "/v1/teams/{team}/resend", params(("team" = String, Path, description = "The team, 32 hexadecimal digits"), ("alongside-team" = String, Header, description = "The device's own team"), ("alongside-device" = String, Header, description = "The device"), ("alongside-time" = String, Header, description = "When, in milliseconds since 1970"), ("alongside-signature" = String, Header, description = "Over the request")), request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "`Push`"), responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream", description = "`PushReply`"), (status = "4XX", body = Vec<u8>, content_type = "application/octet-stream", description = "`Refusal`"), (status = 503, description = "The server is not well; try later")))]
async fn resend(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    app.answer(parts, body).await
}

/// What there is, without what was written: roster entries, openings, and which snapshots there are.
#[utoipa::path(post, path = "/v1/teams/{team}/survey", params(("team" = String, Path, description = "The team, 32 hexadecimal digits"), ("alongside-team" = String, Header, description = "The device's own team"), ("alongside-device" = String, Header, description = "The device"), ("alongside-time" = String, Header, description = "When, in milliseconds since 1970"), ("alongside-signature" = String, Header, description = "Over the request")), request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "`Survey`"), responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream", description = "`Surveyed`"), (status = "4XX", body = Vec<u8>, content_type = "application/octet-stream", description = "`Refusal`"), (status = 503, description = "The server is not well; try later")))]
async fn survey(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    app.answer(parts, body).await
}

/// Fetches snapshots.
#[utoipa::path(post, path = "/v1/teams/{team}/snapshots", params(("team" = String, Path, description = "The team, 32 hexadecimal digits"), ("alongside-team" = String, Header, description = "The device's own team"), ("alongside-device" = String, Header, description = "The device"), ("alongside-time" = String, Header, description = "When, in milliseconds since 1970"), ("alongside-signature" = String, Header, description = "Over the request")), request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "`Fetch`"), responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream", description = "`Fetched`"), (status = "4XX", body = Vec<u8>, content_type = "application/octet-stream", description = "`Refusal`"), (status = 503, description = "The server is not well; try later")))]
async fn fetch(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    app.answer(parts, body).await
}

/// Of which spaces snapshots should be made.
#[utoipa::path(post, path = "/v1/teams/{team}/wanting", params(("team" = String, Path, description = "The team, 32 hexadecimal digits"), ("alongside-team" = String, Header, description = "The device's own team"), ("alongside-device" = String, Header, description = "The device"), ("alongside-time" = String, Header, description = "When, in milliseconds since 1970"), ("alongside-signature" = String, Header, description = "Over the request")), request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "`Wanting`"), responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream", description = "`Wanted`"), (status = "4XX", body = Vec<u8>, content_type = "application/octet-stream", description = "`Refusal`"), (status = 503, description = "The server is not well; try later")))]
async fn wanting(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    app.answer(parts, body).await
}

/// Leaves a snapshot. Leaving it twice is leaving it once.
#[utoipa::path(put, path = "/v1/teams/{team}/snapshot", params(("team" = String, Path, description = "The team, 32 hexadecimal digits"), ("alongside-team" = String, Header, description = "The device's own team"), ("alongside-device" = String, Header, description = "The device"), ("alongside-time" = String, Header, description = "When, in milliseconds since 1970"), ("alongside-signature" = String, Header, description = "Over the request")), request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "`Snapshot`"), responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream", description = "Done; empty"), (status = "4XX", body = Vec<u8>, content_type = "application/octet-stream", description = "`Refusal`"), (status = 503, description = "The server is not well; try later")))]
async fn put_snapshot(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    app.answer(parts, body).await
}

/// Makes a mailbox for somebody who is to join.
#[utoipa::path(post, path = "/v1/teams/{team}/mailboxes", params(("team" = String, Path, description = "The team, 32 hexadecimal digits"), ("alongside-team" = String, Header, description = "The device's own team"), ("alongside-device" = String, Header, description = "The device"), ("alongside-time" = String, Header, description = "When, in milliseconds since 1970"), ("alongside-signature" = String, Header, description = "Over the request")), responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream", description = "`MailboxMade`"), (status = "4XX", body = Vec<u8>, content_type = "application/octet-stream", description = "`Refusal`"), (status = 503, description = "The server is not well; try later")))]
async fn make_mailbox(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    app.answer(parts, body).await
}

/// Claims a mailbox: the first who comes has it.
#[utoipa::path(post, path = "/v1/mailboxes/{number}/claim", params(("number" = u32, Path, description = "The mailbox")), request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "`Token`"), responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream", description = "`MailboxMade`"), (status = "4XX", body = Vec<u8>, content_type = "application/octet-stream", description = "`Refusal`"), (status = 503, description = "The server is not well; try later")))]
async fn claim_mailbox(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    app.answer(parts, body).await
}

/// Leaves a message for the other side.
#[utoipa::path(post, path = "/v1/mailboxes/{number}/put", params(("number" = u32, Path, description = "The mailbox")), request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "`MailboxPut`"), responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream", description = "Done; empty"), (status = "4XX", body = Vec<u8>, content_type = "application/octet-stream", description = "`Refusal`"), (status = 503, description = "The server is not well; try later")))]
async fn put_mailbox(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    app.answer(parts, body).await
}

/// Reads the other side's messages.
#[utoipa::path(post, path = "/v1/mailboxes/{number}/take", params(("number" = u32, Path, description = "The mailbox")), request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "`MailboxTake`"), responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream", description = "`MailboxTaken`"), (status = "4XX", body = Vec<u8>, content_type = "application/octet-stream", description = "`Refusal`"), (status = 503, description = "The server is not well; try later")))]
async fn take_mailbox(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    app.answer(parts, body).await
}

/// Ends a mailbox.
#[utoipa::path(post, path = "/v1/mailboxes/{number}/burn", params(("number" = u32, Path, description = "The mailbox")), request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "`MailboxTake`"), responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream", description = "Done; empty"), (status = "4XX", body = Vec<u8>, content_type = "application/octet-stream", description = "`Refusal`"), (status = 503, description = "The server is not well; try later")))]
async fn burn_mailbox(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    app.answer(parts, body).await
}

/// Leaves what a member needs who has lost every laptop.
#[utoipa::path(put, path = "/v1/teams/{team}/escrow/{locator}", params(("team" = String, Path, description = "The team, 32 hexadecimal digits"), ("locator" = String, Path, description = "32 hexadecimal digits"), ("alongside-team" = String, Header, description = "The device's own team"), ("alongside-device" = String, Header, description = "The device"), ("alongside-time" = String, Header, description = "When, in milliseconds since 1970"), ("alongside-signature" = String, Header, description = "Over the request")), request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "`sealed bytes`"), responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream", description = "Done; empty"), (status = "4XX", body = Vec<u8>, content_type = "application/octet-stream", description = "`Refusal`"), (status = 503, description = "The server is not well; try later")))]
async fn put_escrow(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    app.answer(parts, body).await
}

/// Fetches what was left.
#[utoipa::path(get, path = "/v1/escrow/{locator}", params(("locator" = String, Path, description = "32 hexadecimal digits")), responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream", description = "`sealed bytes`"), (status = "4XX", body = Vec<u8>, content_type = "application/octet-stream", description = "`Refusal`"), (status = 503, description = "The server is not well; try later")))]
async fn take_escrow(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    app.answer(parts, body).await
}

/// Tells when the log grows: server-sent events, each with the position of its end. Ends when the roster changes, and after an hour.
#[utoipa::path(get, path = "/v1/teams/{team}/wake", params(("team" = String, Path, description = "The team, 32 hexadecimal digits"), ("alongside-team" = String, Header, description = "The device's own team"), ("alongside-device" = String, Header, description = "The device"), ("alongside-time" = String, Header, description = "When, in milliseconds since 1970"), ("alongside-signature" = String, Header, description = "Over the request")), responses((status = 200, body = String, content_type = "text/event-stream", description = "`data: 42`"), (status = "4XX", body = Vec<u8>, content_type = "application/octet-stream", description = "`Refusal`"), (status = 503, description = "The server is not well; try later")))]
async fn wake(State(app): State<App>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let path = parts.uri.path_and_query().map_or("", |path| path.as_str());
    match Route::read(parts.method.as_str(), path) {
        Some(Route::Wake(team)) => app.wake(team, &parts).await,
        _ => Problem::NoSuchPath.respond(&parts.headers),
    }
}

/// Whether the process lives.
#[utoipa::path(get, path = "/health", responses((status = 200, body = String, description = "It lives")))]
async fn health() -> &'static str {
    "alive\n"
}

/// Whether requests should be sent here: the database answers, and the server is not about to end.
#[utoipa::path(get, path = "/ready", responses((status = 200, body = String, description = "Send them"), (status = 503, body = String, description = "Not now")))]
async fn ready(State(app): State<App>) -> Response {
    let not_now = (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response();
    if app.0.is_ending.load(Ordering::SeqCst) {
        return not_now;
    }
    let core = app.0.core.clone();
    match tokio::task::spawn_blocking(move || core.check_database()).await {
        Ok(Ok(())) => "ready\n".into_response(),
        _ => not_now,
    }
}

/// This description.
#[utoipa::path(get, path = "/openapi.json", responses((status = 200, body = String, content_type = "application/json", description = "OpenAPI 3.1")))]
async fn openapi() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], description()).into_response()
}

/// Figures for Prometheus; may be on an address of their own.
#[utoipa::path(get, path = "/metrics", responses((status = 200, body = String, description = "Prometheus' text format")))]
async fn metrics(State(app): State<App>) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
    (kind, app.0.metrics.text()).into_response()
}

async fn nothing(headers: HeaderMap) -> Response {
    Problem::NoSuchPath.respond(&headers)
}
