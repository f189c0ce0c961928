//! Ctrl+C and the system's wish that the program ends.

use super::exit::Exit;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Weak};

/// Sets the flag at the first signal and wakes whoever waits; the second one ends the program at
/// once, which is safe: the next start tells what had been going on.
///
/// # Errors
/// What the system said about a thread.
pub(super) fn listen(stopped: Arc<AtomicBool>, wake: Weak<SyncSender<()>>) -> std::io::Result<()> {
    std::thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            match runtime {
                Ok(runtime) => runtime.block_on(each(&stopped, &wake)),
                Err(error) => tracing::warn!(%error, "signals are not heard"),
            }
        })
        .map(drop)
}

async fn each(stopped: &AtomicBool, wake: &Weak<SyncSender<()>>) {
    let Some(mut signals) = Signals::new() else {
        return;
    };
    loop {
        signals.next().await;
        if stopped.swap(true, Ordering::SeqCst) {
            at_once();
        }
        if let Some(wake) = wake.upgrade() {
            // A full channel means that it is going to look anyway.
            wake.try_send(()).unwrap_or_default();
        }
    }
}

#[expect(
    clippy::exit,
    reason = "somebody asked twice; what is on disk tells the rest"
)]
fn at_once() {
    std::process::exit(i32::from(Exit::Interrupted.code()));
}

#[cfg(unix)]
struct Signals([tokio::signal::unix::Signal; 2]);

#[cfg(unix)]
impl Signals {
    fn new() -> Option<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        // A hangup stays as the caller set it: under nohup a run goes on.
        let kinds = [SignalKind::interrupt(), SignalKind::terminate()];
        let heard = kinds.map(|kind| signal(kind).ok());
        if let [Some(a), Some(b)] = heard {
            Some(Self([a, b]))
        } else {
            tracing::warn!("signals are not heard");
            None
        }
    }

    async fn next(&mut self) {
        let [interrupt, terminate] = &mut self.0;
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> Option<Self> {
        Some(Self)
    }

    async fn next(&mut self) {
        tokio::signal::ctrl_c().await.unwrap_or_default();
    }
}
