//! A screen in memory to open the window on, so that the journeys neither need a display nor disturb one.

use super::leash::Leash;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// An Xvfb of our own.
#[derive(Debug)]
pub struct Screen {
    number: u32,
    _server: Leash,
}

impl Screen {
    /// Starts a screen on the first display number that is free.
    pub fn start(width: u32, height: u32) -> Result<Self, String> {
        let mut server = Leash::start(
            Command::new("Xvfb")
                // It chooses the number itself and prints it once it is ready: no race, no waiting.
                .args([
                    "-displayfd",
                    "1",
                    "-nolisten",
                    "tcp",
                    "-screen",
                    "0",
                    &format!("{width}x{height}x24"),
                ])
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        )
        .map_err(|why| {
            format!("Xvfb could not be started ({why}); `cargo xtask test` installs it")
        })?;
        let mut said = String::new();
        if let Some(pipe) = server.child().stdout.take() {
            BufReader::new(pipe)
                .read_line(&mut said)
                .map_err(|why| format!("Xvfb went silent: {why}"))?;
        }
        let number = said
            .trim()
            .parse()
            .map_err(|_| String::from("Xvfb found no free display"))?;
        Ok(Self {
            number,
            _server: server,
        })
    }

    /// What `DISPLAY` is to be.
    #[must_use]
    pub fn name(&self) -> String {
        format!(":{}", self.number)
    }
}
