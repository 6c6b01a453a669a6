//! A logind that a journey can command, on a bus of its own: it goes to sleep when told to, and notes who made it wait.

use alongside_testkit::window::Bus;
use std::io::{PipeReader, PipeWriter, Read as _};
use std::os::fd::OwnedFd as FileDescriptor;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;
use zbus::blocking::{Connection, connection};
use zbus::interface;
use zbus::zvariant::{ObjectPath, OwnedFd};

const NAME: &str = "org.freedesktop.login1";
const PLACE: &str = "/org/freedesktop/login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const SESSION: &str = "/org/freedesktop/login1/session/_37";
const PATIENCE: Duration = Duration::from_secs(30);

/// What the app asked for, as it came over the bus.
#[derive(Debug, PartialEq, Eq)]
pub struct Asked {
    pub what: String,
    pub who: String,
    pub mode: String,
}

struct Manager {
    delays: Sender<(Asked, PipeReader)>,
}

#[interface(name = "org.freedesktop.login1.Manager")]
impl Manager {
    fn inhibit(&self, what: String, who: String, _why: String, mode: String) -> OwnedFd {
        let (ours, theirs): (PipeReader, PipeWriter) = std::io::pipe().unwrap();
        self.delays.send((Asked { what, who, mode }, ours)).unwrap();
        // Our copy of their end is closed once it is sent: from then on only the app holds it.
        OwnedFd::from(FileDescriptor::from(theirs))
    }

    fn get_session(&self, _id: String) -> ObjectPath<'static> {
        ObjectPath::from_static_str_unchecked(SESSION)
    }
}

/// The desktop's logind.
pub struct Logind {
    bus: Bus,
    connection: Connection,
    delays: Receiver<(Asked, PipeReader)>,
}

impl Logind {
    /// Starts a bus, and is there before any app.
    pub fn start(folder: &Path) -> Self {
        let bus = Bus::start(folder).unwrap();
        let (tell, delays) = channel();
        let connection = connection::Builder::address(bus.address())
            .unwrap()
            .name(NAME)
            .unwrap()
            .serve_at(PLACE, Manager { delays: tell })
            .unwrap()
            .build()
            .unwrap();
        Self {
            bus,
            connection,
            delays,
        }
    }

    /// What `DBUS_SYSTEM_BUS_ADDRESS` is to be.
    pub fn address(&self) -> String {
        self.bus.address().to_owned()
    }

    /// Waits until the app has asked to be waited for.
    pub fn is_asked_to_wait(&self) -> (Asked, Delay) {
        let (asked, pipe) = self.delays.recv_timeout(PATIENCE).unwrap();
        (asked, Delay::watch(pipe))
    }

    /// Says that sleep is about to begin, or is over.
    pub fn says_sleep(&self, begins: bool) {
        self.connection
            .emit_signal(None::<&str>, PLACE, MANAGER, "PrepareForSleep", &begins)
            .unwrap();
    }

    /// Says that a session is to be locked.
    pub fn locks_session(&self, mine: bool) {
        let session = if mine {
            SESSION
        } else {
            "/org/freedesktop/login1/session/_38"
        };
        self.connection
            .emit_signal(
                None::<&str>,
                session,
                "org.freedesktop.login1.Session",
                "Lock",
                &(),
            )
            .unwrap();
    }
}

/// Somebody's wish to be waited for.
pub struct Delay {
    over: Receiver<()>,
}

impl Delay {
    fn watch(mut pipe: PipeReader) -> Self {
        let (tell, over) = channel();
        std::thread::spawn(move || {
            // The end of the pipe: the last copy of the other end has been closed.
            let _ = pipe.read(&mut [0]);
            let _ = tell.send(());
        });
        Self { over }
    }

    /// Whether the app still holds it.
    pub fn is_held(&self) -> bool {
        self.over.try_recv().is_err()
    }

    /// Waits until the app has let go.
    pub fn ends(self) {
        self.over.recv_timeout(PATIENCE).unwrap();
    }
}
