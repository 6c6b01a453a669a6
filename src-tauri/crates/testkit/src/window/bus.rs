//! A message bus of a journey's own, for what the desktop would say: that the laptop goes to sleep, that the app runs already.

use super::PATIENCE;
use super::leash::Leash;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;

/// Everybody may say anything to anybody; nothing is started by being asked for.
const RULES: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:dir=FOLDER</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/><allow own="*"/><allow send_type="method_call"/><allow send_destination="*"/><allow receive_sender="*"/>
  </policy>
</busconfig>"#;

/// A bus, running until it is dropped.
#[derive(Debug)]
pub struct Bus {
    address: String,
    _daemon: Leash,
}

impl Bus {
    /// Starts one, with its socket in a folder of the caller's.
    ///
    /// # Errors
    /// With the reason, in words.
    pub fn start(folder: &Path) -> Result<Self, String> {
        let words = |why: std::io::Error| why.to_string();
        fs::create_dir_all(folder).map_err(words)?;
        let rules = folder.join("bus.conf");
        let text = RULES.replace("FOLDER", &folder.to_string_lossy());
        fs::write(&rules, text).map_err(words)?;
        let mut daemon = Leash::start(
            Command::new("dbus-daemon")
                .arg("--nofork")
                .arg("--nopidfile")
                .arg("--print-address=1")
                .arg(format!("--config-file={}", rules.display()))
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        )
        .map_err(|why| {
            format!("dbus-daemon could not be started ({why}); `cargo xtask test` installs it")
        })?;
        let pipe = daemon
            .child()
            .stdout
            .take()
            .ok_or("a bus without a voice")?;
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || {
            // It says its address once it listens: no waiting, no guessing. A closed pipe is an empty address.
            let mut said = String::new();
            let _ = BufReader::new(pipe).read_line(&mut said);
            let _ = tell.send(said.trim().to_owned());
        });
        match told.recv_timeout(PATIENCE) {
            Ok(address) if !address.is_empty() => Ok(Self {
                address,
                _daemon: daemon,
            }),
            _ => Err(String::from("dbus-daemon did not start")),
        }
    }

    /// What `DBUS_SESSION_BUS_ADDRESS` or `DBUS_SYSTEM_BUS_ADDRESS` is to be.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }
}
