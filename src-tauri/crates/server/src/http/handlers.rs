//! What is at which path.

use super::{App, Problem, description, public::public};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{any, get};
use std::sync::atomic::Ordering;

/// Everything at its path, but for the figures. The protocol reads its own paths.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/v1/{*path}", any(protocol))
        .route("/open/{*path}", any(public))
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

async fn protocol(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    app.answer(parts, body).await
}

async fn health() -> &'static str {
    "alive\n"
}

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

async fn openapi() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], description()).into_response()
}

async fn metrics(State(app): State<App>) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
    (kind, app.0.metrics.text()).into_response()
}

async fn nothing(headers: HeaderMap) -> Response {
    Problem::NoSuchPath.respond(&headers)
}
