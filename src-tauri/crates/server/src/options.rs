//! What can be said to the program: by options, or by the environment.

use alongside_server::{Core, Database, Postgres, Rules, Signatures, Sqlite, Trouble};
use clap::{Parser, Subcommand};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The shared server of Alongside: stores and orders what teams seal, and can read none of it.
#[derive(Debug, Parser)]
#[command(
    name = "alongside-server",
    version,
    args_conflicts_with_subcommands = false
)]
pub(crate) struct Options {
    /// Where to listen.
    #[arg(long, env = "ALONGSIDE_LISTEN", default_value = "127.0.0.1:8787")]
    pub(crate) listen: SocketAddr,
    /// A file, which is made if it is not there, or postgres://user@host/name.
    #[arg(
        long,
        global = true,
        env = "ALONGSIDE_DATABASE",
        hide_env_values = true,
        default_value = "alongside-server.db"
    )]
    pub(crate) database: String,
    /// How many connections to PostgreSQL may be open.
    #[arg(
        long,
        global = true,
        env = "ALONGSIDE_DATABASE_CONNECTIONS",
        default_value_t = 16
    )]
    pub(crate) database_connections: usize,
    /// The server's certificate and those that vouch for it (PEM). Read again on SIGHUP.
    #[arg(long, env = "ALONGSIDE_TLS_CERTIFICATE", requires = "tls_key")]
    pub(crate) tls_certificate: Option<PathBuf>,
    /// The private key of the certificate (PEM).
    #[arg(long, env = "ALONGSIDE_TLS_KEY", requires = "tls_certificate")]
    pub(crate) tls_key: Option<PathBuf>,
    /// A proxy in front names the asker's address in X-Forwarded-For. Without such a proxy anybody could claim any address.
    #[arg(long, env = "ALONGSIDE_BEHIND_PROXY")]
    pub(crate) behind_proxy: bool,
    /// Where to serve /metrics, if not beside the rest.
    #[arg(long, env = "ALONGSIDE_METRICS_LISTEN")]
    pub(crate) metrics_listen: Option<SocketAddr>,
    /// Show anybody, under /open/, the directories that leads of teams publish. They come in clear.
    #[arg(long, env = "ALONGSIDE_SERVE_DIRECTORIES")]
    pub(crate) serve_directories: bool,
    /// Least important thing to log: error, warn, info or debug. Logs are JSON on standard error.
    #[arg(long, env = "ALONGSIDE_LOG", default_value = "info")]
    pub(crate) log: tracing::Level,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Looks after the teams of a server. May be used while the server runs.
    Admin {
        #[command(subcommand)]
        what: Admin,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Admin {
    /// Makes a sign-up code, with which one team can be made.
    Code {
        /// For how many days it holds.
        #[arg(long, default_value_t = 14)]
        days: u16,
        /// How many megabytes the team may store.
        #[arg(long, default_value_t = 2_000)]
        megabytes: u32,
    },
    /// Lists the teams.
    List,
    /// Suspends a team: its devices can neither hand in nor fetch.
    Suspend {
        /// The team's id.
        team: String,
    },
    /// Ends a suspension.
    Resume {
        /// The team's id.
        team: String,
    },
    /// Gives a team another amount of room.
    Room {
        /// The team's id.
        team: String,
        /// How many megabytes it may store.
        megabytes: u32,
    },
    /// Writes a team's whole log, sealed as it is, into a new file.
    Export {
        /// The team's id.
        team: String,
        /// The file.
        file: PathBuf,
    },
    /// Takes in a team from a file that was exported, if there is no such team here.
    Import {
        /// The file.
        file: PathBuf,
        /// How many megabytes the team may store.
        #[arg(long, default_value_t = 2_000)]
        megabytes: u32,
    },
    /// Erases a team and all it stored. There is no way back.
    Erase {
        /// The team's id.
        team: String,
        /// The team's id once more, to be sure.
        #[arg(long)]
        sure: String,
    },
    /// Checks every chain, hash, signature and roster from the beginning.
    Check {
        /// Only this team.
        team: Option<String>,
    },
    /// Copies an SQLite database into a new file, while the server runs.
    Backup {
        /// The file.
        file: PathBuf,
    },
}

/// The database that was named.
pub(crate) enum Named {
    Sqlite(Arc<Sqlite>),
    Postgres(Arc<Postgres>),
}

impl Options {
    pub(crate) fn rules(&self) -> Rules {
        Rules {
            serves_directories: self.serve_directories,
            ..Rules::default()
        }
    }

    pub(crate) fn open(&self) -> Result<Named, Trouble> {
        let is_postgres = ["postgres://", "postgresql://"]
            .iter()
            .any(|start| self.database.starts_with(start));
        if is_postgres {
            let database = Postgres::open(&self.database, self.database_connections)?;
            Ok(Named::Postgres(Arc::new(database)))
        } else {
            Ok(Named::Sqlite(Arc::new(Sqlite::open(Path::new(
                &self.database,
            ))?)))
        }
    }
}

impl Named {
    pub(crate) fn core(&self, rules: Rules) -> Core {
        let database: Arc<dyn Database> = match self {
            Self::Sqlite(database) => database.clone(),
            Self::Postgres(database) => database.clone(),
        };
        Core::new(database, Arc::new(Signatures), rules)
    }
}
