//! Notifications of the system. Where it has none the window asks for attention as ever: nothing
//! waits for them, and nothing depends on them.

use std::sync::Arc;

/// What is told outside of the window: fixed words and counts, nothing of anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// What happened.
    pub title: String,
    /// More about it.
    pub body: String,
}

/// Takes notifications. It is called on the window's thread, so it must not wait.
pub type Notify = Arc<dyn Fn(Notification) + Send + Sync>;

/// The notifications of this system: those of the desktop on Linux, by
/// `org.freedesktop.Notifications` on the session's bus. On other systems nothing is shown, and the
/// window asks for attention alone.
pub fn system() -> Notify {
    imp::system()
}

#[cfg(target_os = "linux")]
mod imp {
    use super::{Notification, Notify};
    use crate::app::run::APP_ID;
    use std::collections::HashMap;
    use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
    use std::sync::{Arc, OnceLock};
    use std::time::Duration;
    use zbus::blocking::Connection;
    use zbus::blocking::connection::Builder;
    use zbus::zvariant::Value;

    /// Notifications that wait for the desktop; what comes above is dropped.
    const WAITING: usize = 8;
    /// How long the desktop may take over one.
    const PATIENCE: Duration = Duration::from_secs(5);
    /// Name, path and interface of the notifications of a desktop.
    const NAME: &str = "org.freedesktop.Notifications";
    const PATH: &str = "/org/freedesktop/Notifications";

    pub(super) fn system() -> Notify {
        let thread: OnceLock<Option<SyncSender<Notification>>> = OnceLock::new();
        Arc::new(move |told| {
            // Most starts never have one to show, so the thread begins with the first.
            let Some(sender) = thread.get_or_init(begin) else {
                return;
            };
            if let Err(TrySendError::Full(_)) = sender.try_send(told) {
                tracing::debug!("a notification was dropped");
            }
        })
    }

    fn begin() -> Option<SyncSender<Notification>> {
        let (sender, told) = sync_channel(WAITING);
        let started = std::thread::Builder::new()
            .name("notifications".to_owned())
            .spawn(move || serve(&told));
        match started {
            Ok(_) => Some(sender),
            Err(error) => {
                tracing::warn!(%error, "the system cannot be told of ends of jobs");
                None
            }
        }
    }

    /// Shows what comes, until the program ends.
    fn serve(told: &Receiver<Notification>) {
        let mut bus = None;
        let mut trouble = false;
        for notification in told {
            let shown = match bus.take() {
                Some(bus) => Ok(bus),
                None => join(),
            };
            let shown = shown.and_then(|bus| show(&bus, &notification).map(|()| bus));
            match shown {
                Ok(there) => bus = Some(there),
                // What the bus says may name people and places; the log has none.
                Err(_) if !std::mem::replace(&mut trouble, true) => {
                    tracing::warn!("no notifications here: the window asks for attention alone");
                }
                Err(_) => {}
            }
        }
    }

    fn join() -> zbus::Result<Connection> {
        Builder::session()?.method_timeout(PATIENCE).build()
    }

    fn show(bus: &Connection, told: &Notification) -> zbus::Result<()> {
        // Desktops take words as markup.
        let body = told.body.replace('&', "&amp;").replace('<', "&lt;");
        let hints = HashMap::from([("desktop-entry", Value::from(APP_ID))]);
        let actions: [&str; 0] = [];
        // As long as the desktop shows notifications, as a new one.
        let (lasts, replaces) = (-1_i32, 0_u32);
        let call = (
            "Gatehouse",
            replaces,
            APP_ID,
            told.title.as_str(),
            body.as_str(),
            &actions[..],
            hints,
            lasts,
        );
        bus.call_method(Some(NAME), PATH, Some(NAME), "Notify", &call)?;
        Ok(())
    }
}

#[cfg(not(target_os = "linux"))]
mod imp {
    use super::Notify;
    use std::sync::Arc;

    pub(super) fn system() -> Notify {
        Arc::new(|_| {})
    }
}
