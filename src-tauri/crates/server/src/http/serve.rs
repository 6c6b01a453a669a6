//! Connections: taken in up to a number, under TLS or plain, with a time for everything, and let finish at the end.

use super::{App, Certificate, Peer};
use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::ServiceExt as _;

/// Connections that may be open at one time.
const CONNECTIONS: usize = 20_000;
/// How long a TLS handshake, or the head of a request, may take.
const HEAD_TIME: Duration = Duration::from_secs(15);
/// How long those who are in the middle of something may take at the end.
const FAREWELL: Duration = Duration::from_secs(20);

/// Where to listen, and how.
#[derive(Debug)]
pub struct Listening {
    /// Bound already, so that its port is known.
    pub listener: TcpListener,
    /// Under TLS if there is one.
    pub certificate: Option<Arc<Certificate>>,
    /// What is served there.
    pub router: Router,
}

/// Serves until `ended`, then takes no more in, and waits a while for those who are there.
pub async fn serve(app: App, doors: Vec<Listening>, ended: impl Future<Output = ()>) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let farewell = Arc::new(GracefulShutdown::new());
    let takers: Vec<_> = doors
        .into_iter()
        .map(|door| tokio::spawn(take(app.clone(), door, room.clone(), farewell.clone())))
        .collect();
    ended.await;
    for taker in takers {
        taker.abort();
        // It has ended when this returns, and let go of its share of the farewell.
        let _ = taker.await;
    }
    app.end();
    let Some(farewell) = Arc::into_inner(farewell) else {
        return;
    };
    if tokio::time::timeout(FAREWELL, farewell.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some connections did not end in time");
    }
}

async fn take(app: App, door: Listening, room: Arc<Semaphore>, farewell: Arc<GracefulShutdown>) {
    loop {
        let Ok(permit) = room.clone().acquire_owned().await else {
            return;
        };
        match door.listener.accept().await {
            Ok((stream, peer)) => {
                let connection = Connection {
                    app: app.clone(),
                    router: door.router.clone(),
                    peer,
                    _permit: permit,
                };
                let certificate = door.certificate.clone();
                tokio::spawn(connection.begin(stream, certificate, farewell.watcher()));
            }
            Err(error) => {
                // Out of file handles, most likely: some will be closed soon.
                tracing::warn!(%error, "a connection could not be taken in");
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }
}

struct Connection {
    app: App,
    router: Router,
    peer: SocketAddr,
    _permit: OwnedSemaphorePermit,
}

impl Connection {
    async fn begin(
        self,
        stream: TcpStream,
        certificate: Option<Arc<Certificate>>,
        watcher: Watcher,
    ) {
        // Answers are small and waited for.
        let _ = stream.set_nodelay(true);
        let Some(certificate) = certificate else {
            return self.run(stream, watcher).await;
        };
        let accepting = certificate.acceptor().accept(stream);
        if let Ok(Ok(stream)) = tokio::time::timeout(HEAD_TIME, accepting).await {
            self.run(stream, watcher).await;
        }
    }

    async fn run(
        self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        watcher: Watcher,
    ) {
        let (router, peer) = (self.router.clone(), self.peer);
        let service = hyper::service::service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(Peer(peer));
            router.clone().oneshot(request)
        });
        let mut builder = Builder::new(TokioExecutor::new());
        builder
            .http1()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_TIME)
            .http2()
            .timer(TokioTimer::new())
            .max_concurrent_streams(32)
            .keep_alive_interval(Duration::from_secs(30));
        let connection = builder.serve_connection(TokioIo::new(stream), service);
        self.app.0.metrics.connects(1);
        // How it ended is the other side's affair.
        let _ = watcher.watch(connection.into_owned()).await;
        self.app.0.metrics.connects(-1);
    }
}
