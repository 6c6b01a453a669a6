//! The way to PostgreSQL: plain on the same machine, and across a network only under TLS, with a certificate that this machine trusts
//! and that is for the very name in the address. Whom to trust, and what to show in return, may be files that the address names.

use super::files::Files;
use super::postgres::trouble;
use crate::core::database::Trouble;
use postgres::config::{Host, SslMode};
use postgres::{Client, Config, NoTls};
use rustls::CertificateError;
use std::error::Error as StdError;
use std::time::Duration;
use tokio_postgres_rustls::MakeRustlsConnect;

/// How long to wait for a connection.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);
/// PostgreSQL's own words for what is always done here.
const ALWAYS: [&str; 2] = ["sslmode=verify-full", "sslmode=verify-ca"];

/// How connections are made.
pub(super) struct Door {
    config: Config,
    tls: Option<MakeRustlsConnect>,
}

impl Door {
    pub(super) fn new(address: &str) -> Result<Self, Trouble> {
        let (address, files) = Files::set_apart(address);
        let config = read(&address, &files)?;
        let tls = match config.get_ssl_mode() {
            SslMode::Disable => None,
            _ => Some(MakeRustlsConnect::new(files.tls()?)),
        };
        Ok(Self { config, tls })
    }

    pub(super) fn connect(&self) -> Result<Client, Trouble> {
        let mut client = match &self.tls {
            Some(tls) => self.config.connect(tls.clone()),
            None => self.config.connect(NoTls),
        }
        .map_err(|error| Trouble::Unreachable(in_words(&error)))?;
        client
            .batch_execute(
                "SET statement_timeout = '60s'; SET lock_timeout = '20s'; \
                 SET idle_in_transaction_session_timeout = '60s'; SET client_min_messages = warning",
            )
            .map_err(|error| trouble(&error))?;
        Ok(client)
    }
}

fn read(address: &str, files: &Files) -> Result<Config, Trouble> {
    let plain = ALWAYS.iter().fold(address.to_owned(), |text, word| {
        text.replace(word, "sslmode=require")
    });
    let mut config: Config = plain
        .parse()
        .map_err(|_| Trouble::Declined("that is no address of a database".to_owned()))?;
    // The name is what a certificate is for, the number where the line leads: both are of this machine, or it is another.
    let is_here = config.get_hostaddrs().iter().all(|at| at.is_loopback())
        && config.get_hosts().iter().all(|host| match host {
            Host::Tcp(name) => matches!(name.as_str(), "localhost" | "127.0.0.1" | "::1"),
            #[cfg(unix)]
            Host::Unix(_) => true,
        });
    if config.get_ssl_mode() == SslMode::Prefer {
        // Whoever sits in between could say that there is no TLS, so it is never only preferred.
        config.ssl_mode(if is_here && files.are_none() {
            SslMode::Disable
        } else {
            SslMode::Require
        });
    }
    config
        .application_name("alongside-server")
        .connect_timeout(PATIENCE)
        .keepalives_idle(Duration::from_secs(30));
    Ok(config)
}

/// What went wrong, down to its cause.
pub(super) fn in_words(error: &postgres::Error) -> String {
    // The server's own words name tables and constraints, never what is in them; its detail may, and is left out.
    if let Some(db) = error.as_db_error() {
        return format!("{} ({})", db.message(), db.code().code());
    }
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        // An error of reading and writing hides the one it is made of.
        let of_tls = inner
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref)
            .and_then(|it| it.downcast_ref::<rustls::Error>());
        if let Some(rustls::Error::InvalidCertificate(why)) = of_tls {
            return of_certificate(why);
        }
        words = format!("{words}: {inner}");
        cause = inner.source();
    }
    words
}

fn of_certificate(why: &CertificateError) -> String {
    match why {
        CertificateError::UnknownIssuer => {
            "its certificate is of an authority that this machine does not trust (sslrootcert in the address, or SSL_CERT_FILE, names a file of those it does)".to_owned()
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "its certificate is for another name than the one in the address".to_owned()
        }
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "its certificate has run out".to_owned()
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "its certificate is not valid yet".to_owned()
        }
        other => format!("its certificate is not in order: {other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Files, SslMode, read};

    fn mode(address: &str) -> Option<SslMode> {
        let (address, files) = Files::set_apart(address);
        let config = read(&address, &files).ok();
        config.map(|config| config.get_ssl_mode())
    }

    #[test]
    fn across_a_network_there_is_tls_unless_the_address_says_there_is_none() {
        for address in [
            "postgres://amira@db.example.org/alongside",
            "postgres://amira@db.example.org/alongside?sslmode=prefer",
            "postgres://amira@db.example.org/alongside?sslmode=require",
            "postgres://amira@db.example.org/alongside?sslmode=verify-ca",
            "postgres://amira@db.example.org/alongside?sslmode=verify-full",
            "host=db.example.org sslmode=verify-full",
            // A password is not a wish.
            "postgres://amira:sslmode@db.example.org/alongside",
            // One of several is elsewhere.
            "postgres://amira@localhost,db.example.org/alongside",
            // The line leads away, whatever it is called.
            "postgres://amira@localhost/alongside?hostaddr=192.0.2.7",
            "hostaddr=192.0.2.7 user=amira",
            "postgres://amira@db.example.org/alongside?hostaddr=127.0.0.1",
            "postgres://amira@localhost/alongside?sslmode=require",
            // Who names an authority wants to be sure.
            "postgres://amira@localhost/alongside?sslrootcert=/etc/alongside/authority.pem",
            "host=localhost user=amira sslrootcert=/etc/alongside/authority.pem",
        ] {
            assert_eq!(mode(address), Some(SslMode::Require), "{address}");
        }
        for address in [
            "postgres://amira@localhost/alongside",
            "postgres://amira@[::1]/alongside",
            "postgres://amira@127.0.0.1/alongside?sslmode=prefer",
            "postgres://amira@localhost/alongside?hostaddr=127.0.0.1",
            "host=/run/postgresql user=amira",
            "postgres://amira@db.example.org/alongside?sslmode=disable",
        ] {
            assert_eq!(mode(address), Some(SslMode::Disable), "{address}");
        }
        assert_eq!(
            mode("postgres://amira@localhost/alongside?sslmode=allow"),
            None
        );
    }
}
