//! Who takes part, and how each is started.

use crate::process::{Client, Server, folder_of_peers};
use crate::{Outcome, alongside, atuin};
use std::path::Path;
use std::process::Command;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Floor,
    Alongside,
    Pouch,
    Atuin,
}

impl Kind {
    /// In the order in which they take their turns: every round opens with the floor.
    pub(crate) fn all() -> Vec<Self> {
        vec![Self::Floor, Self::Alongside, Self::Pouch, Self::Atuin]
    }

    /// What is measured without anything from elsewhere.
    pub(crate) fn ours() -> Vec<Self> {
        vec![Self::Floor, Self::Alongside]
    }

    pub(crate) fn named(name: &str) -> Outcome<Self> {
        Self::all()
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or_else(|| format!("there is no peer `{name}`; there are {}", Self::names()).into())
    }

    pub(crate) fn names() -> String {
        let names: Vec<&str> = Self::all().into_iter().map(Self::name).collect();
        names.join(",")
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Floor => "floor",
            Self::Alongside => "alongside",
            Self::Pouch => "pouch",
            Self::Atuin => "atuin",
        }
    }

    /// As the table calls it.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Floor => "plain SQLite, JSON over HTTP (the floor)",
            Self::Alongside => "**Alongside**, end-to-end encrypted",
            Self::Pouch => "PouchDB 9.0.0 with express-pouchdb 4.2.0",
            Self::Atuin => "Atuin 18.24.4, end-to-end encrypted",
        }
    }

    /// Whether a record that is there can be changed; if not, the hundred changes are a hundred records more.
    pub(crate) fn can_change(self) -> bool {
        self != Self::Atuin
    }

    /// What has to be done before this can take part, in words for the person at the terminal.
    pub(crate) fn lacks(self, target: &Path) -> Option<String> {
        match self {
            Self::Floor => None,
            Self::Alongside => alongside::lacks(target),
            Self::Pouch => {
                let folder = folder_of_peers().join("pouch");
                (!folder.join("node_modules").is_dir())
                    .then(|| format!("npm ci --prefix {}", folder.display()))
            }
            Self::Atuin => atuin::lacks(target),
        }
    }

    pub(crate) fn server(self, folder: &Path) -> Outcome<Server> {
        match self {
            Self::Floor => Server::that_says_where(
                Command::new(std::env::current_exe()?)
                    .args(["server", self.name()])
                    .arg(folder),
            ),
            Self::Pouch => Server::that_says_where(
                Command::new("node")
                    .arg(folder_of_peers().join("pouch/server.mjs"))
                    .arg(folder),
            ),
            Self::Alongside => alongside::server(folder),
            Self::Atuin => atuin::server(folder),
        }
    }

    pub(crate) fn client(self, folder: &Path, server: &str) -> Outcome<Client> {
        match self {
            Self::Floor | Self::Alongside | Self::Atuin => Client::start(
                Command::new(std::env::current_exe()?)
                    .args(["client", self.name()])
                    .arg(folder)
                    .arg(server),
            ),
            Self::Pouch => Client::start(
                Command::new("node")
                    .arg(folder_of_peers().join("pouch/client.mjs"))
                    .arg(folder)
                    .arg(server),
            ),
        }
    }
}
