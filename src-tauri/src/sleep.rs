//! Locks before the laptop sleeps, and when the session is locked, as Linux (logind) announces them.
//!
//! logind waits with going to sleep for whoever holds its *delay*, five seconds at most by its own default. It is held until the
//! vault is locked, so no key is in memory while the lid is closed. This knows the message bus and nothing of what locking is.
//! Without a bus or without logind nothing happens: `watch` sees the clock jump and locks on waking, as on the other systems.

use alongside_app::Desk;
use std::sync::Arc;

/// Begins to listen.
#[cfg(target_os = "linux")]
pub(crate) fn begin(desk: Arc<Desk>) {
    std::thread::spawn(move || {
        if let Err(error) = logind::listen(&desk) {
            tracing::info!(%error, "sleep is not announced here");
        }
    });
}

/// The clock's jump is all there is.
#[cfg(not(target_os = "linux"))]
pub(crate) fn begin(_: Arc<Desk>) {}

#[cfg(target_os = "linux")]
mod logind {
    use alongside_app::Desk;
    use std::sync::Arc;
    use std::time::Duration;
    use zbus::blocking::{Connection, MessageIterator, connection, fdo::DBusProxy};
    use zbus::message::Type;
    use zbus::zvariant::{DynamicDeserialize, OwnedFd, OwnedObjectPath};
    use zbus::{MatchRule, Message};

    const LOGIND: &str = "org.freedesktop.login1";
    const PLACE: &str = "/org/freedesktop/login1";
    const MANAGER: &str = "org.freedesktop.login1.Manager";
    const SESSION: &str = "org.freedesktop.login1.Session";
    const BUS: &str = "org.freedesktop.DBus";
    /// How long logind may take to answer.
    const PATIENCE: Duration = Duration::from_secs(10);

    /// Listens for as long as there is a bus.
    pub(super) fn listen(desk: &Arc<Desk>) -> zbus::Result<()> {
        let bus = connection::Builder::system()?
            .method_timeout(PATIENCE)
            .build()?;
        // Listening comes first: what is said between asking and listening would be missed.
        let heard = MessageIterator::from(&bus);
        let daemon = DBusProxy::new(&bus)?;
        for rule in rules()? {
            daemon.add_match_rule(rule)?;
        }
        let mut held = Held::take(&bus);
        for message in heard {
            match told(&message?, held.session.as_ref()) {
                Some(Told::GoingToSleep) => {
                    crate::watch::close(desk);
                    held.delay = None;
                }
                Some(Told::SessionLocked) => {
                    tracing::info!("locked with the session");
                    crate::watch::lock(desk);
                }
                Some(Told::Awake | Told::LogindCame) => held = Held::take(&bus),
                None => {}
            }
        }
        Ok(())
    }

    fn rules() -> zbus::Result<[MatchRule<'static>; 3]> {
        let of_logind = || MatchRule::builder().msg_type(Type::Signal).sender(LOGIND);
        Ok([
            of_logind()?
                .interface(MANAGER)?
                .member("PrepareForSleep")?
                .build(),
            of_logind()?.interface(SESSION)?.member("Lock")?.build(),
            MatchRule::builder()
                .msg_type(Type::Signal)
                .sender(BUS)?
                .interface(BUS)?
                .member("NameOwnerChanged")?
                .arg(0, LOGIND)?
                .build(),
        ])
    }

    /// What logind has given.
    struct Held {
        /// For as long as this is open, sleep waits.
        delay: Option<OwnedFd>,
        /// The session whose lock is ours too.
        session: Option<OwnedObjectPath>,
    }

    impl Held {
        /// Asks for both. Whatever is refused is done without.
        fn take(bus: &Connection) -> Self {
            let wish = ("sleep", "Alongside", "Locks the records first", "delay");
            let delay = bus.call_method(Some(LOGIND), PLACE, Some(MANAGER), "Inhibit", &wish);
            // "auto": the session of this program, or, started by the desktop's own service manager, the one on this user's screen.
            let session =
                bus.call_method(Some(LOGIND), PLACE, Some(MANAGER), "GetSession", &("auto",));
            Self {
                delay: given("delay", delay),
                session: given("session", session),
            }
        }
    }

    fn given<T>(what: &str, answer: zbus::Result<Message>) -> Option<T>
    where
        T: for<'d> DynamicDeserialize<'d>,
    {
        match answer.and_then(|answer| answer.body().deserialize()) {
            Ok(given) => Some(given),
            Err(error) => {
                tracing::info!(what, %error, "logind did not give it");
                None
            }
        }
    }

    #[derive(Debug, PartialEq, Eq)]
    enum Told {
        GoingToSleep,
        Awake,
        SessionLocked,
        /// It was started, or started anew: what it gave before is gone.
        LogindCame,
    }

    fn told(message: &Message, session: Option<&OwnedObjectPath>) -> Option<Told> {
        if message.message_type() != Type::Signal {
            return None;
        }
        let header = message.header();
        match (header.interface()?.as_str(), header.member()?.as_str()) {
            (MANAGER, "PrepareForSleep") => {
                let begins: bool = message.body().deserialize().ok()?;
                Some(if begins {
                    Told::GoingToSleep
                } else {
                    Told::Awake
                })
            }
            (SESSION, "Lock") => {
                (header.path()?.as_str() == session?.as_str()).then_some(Told::SessionLocked)
            }
            (BUS, "NameOwnerChanged") => {
                let (_, _, new): (String, String, String) = message.body().deserialize().ok()?;
                (!new.is_empty()).then_some(Told::LogindCame)
            }
            _ => None,
        }
    }
}
