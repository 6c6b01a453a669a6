//! Serving, until somebody ends it.

use crate::options::{Named, Options};
use alongside_server::http::{App, Certificate, Listening, Outside, inside, router, serve};
use std::error::Error;
use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Threads that may block on the database.
const BLOCKING: usize = 64;

pub(crate) fn run(options: &Options) -> Result<ExitCode, Box<dyn Error>> {
    tracing_subscriber::fmt()
        .json()
        .with_max_level(options.log)
        .with_writer(std::io::stderr)
        .init();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(BLOCKING)
        .build()?;
    // Opened outside the runtime: the database's own connections block.
    let database = options.open()?;
    runtime.block_on(listen(options, &database))?;
    // A reading that hangs must not keep the process.
    runtime.shutdown_timeout(std::time::Duration::from_secs(5));
    Ok(ExitCode::SUCCESS)
}

async fn listen(options: &Options, database: &Named) -> Result<(), Box<dyn Error>> {
    let certificate = match (&options.tls_certificate, &options.tls_key) {
        (Some(certificate), Some(key)) => Some(Arc::new(Certificate::read(
            certificate.clone(),
            key.clone(),
        )?)),
        _ => None,
    };
    let outside = Outside {
        behind_proxy: options.behind_proxy,
    };
    let app = App::new(Arc::new(database.core(options.rules())), outside);
    let listener = TcpListener::bind(options.listen).await?;
    let at = listener.local_addr()?;
    let mut main = router(app.clone());
    let mut doors = Vec::new();
    if let Some(address) = options.metrics_listen {
        let listener = TcpListener::bind(address).await?;
        let router = inside(app.clone());
        doors.push(Listening {
            listener,
            certificate: None,
            router,
        });
    } else {
        main = main.merge(inside(app.clone()));
    }
    greet(options, &at.to_string(), certificate.is_some())?;
    if certificate.is_none() && !at.ip().is_loopback() && !options.behind_proxy {
        tracing::warn!(
            "no TLS, and not on this machine alone: put a proxy with TLS in front, or give --tls-certificate"
        );
    }
    renew_on_hangup(certificate.clone());
    doors.push(Listening {
        listener,
        certificate,
        router: main,
    });
    serve(app, doors, ended()).await;
    tracing::info!("ended");
    Ok(())
}

fn greet(options: &Options, at: &str, is_tls: bool) -> std::io::Result<()> {
    let scheme = if is_tls { "https" } else { "http" };
    let is_file = !options.database.contains("://");
    let (name, argument) = if is_file {
        (
            options.database.as_str(),
            format!(" --database {}", options.database),
        )
    } else {
        ("PostgreSQL", " --database postgres://...".to_owned())
    };
    let mut out = std::io::stdout();
    writeln!(
        out,
        "alongside-server listens on {scheme}://{at} and stores in {name}."
    )?;
    writeln!(
        out,
        "A sign-up code for a team: alongside-server admin code{argument}"
    )?;
    out.flush()
}

/// A certificate that was renewed is read again on SIGHUP.
#[cfg(unix)]
fn renew_on_hangup(certificate: Option<Arc<Certificate>>) {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut hangups) = signal(SignalKind::hangup()) else {
        return;
    };
    tokio::spawn(async move {
        while hangups.recv().await.is_some() {
            match certificate.as_ref().map(|certificate| certificate.renew()) {
                Some(Ok(())) => tracing::info!("the certificate was read again"),
                Some(Err(error)) => tracing::error!(%error, "the old certificate stays in use"),
                None => {}
            }
        }
    });
}

#[cfg(not(unix))]
fn renew_on_hangup(_: Option<Arc<Certificate>>) {}

/// Until Ctrl+C, or until whoever started it ends it.
async fn ended() {
    let interrupted = async {
        // Without a way to hear of it, it is ended by force.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                () = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    interrupted.await;
}
