//! Blocking files behind an async door.

use std::sync::{Arc, Mutex, PoisonError};

/// Something that blocks on the disk. Every use of it runs on a thread that may wait.
#[derive(Debug)]
pub(super) struct Files<T>(Arc<Mutex<T>>);

impl<T> Clone for Files<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

/// The thread for blocking work was cut off: the program is ending.
#[derive(Debug, thiserror::Error)]
#[error("the program is ending")]
pub(super) struct Ending;

impl<T: Send + 'static> Files<T> {
    pub(super) fn new(inner: T) -> Self {
        Self(Arc::new(Mutex::new(inner)))
    }

    /// Runs `work` with the files, one at a time.
    pub(super) async fn run<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut T) -> R + Send + 'static,
    ) -> Result<R, Ending> {
        let inner = Arc::clone(&self.0);
        blocking(move || {
            // A panic in earlier work leaves the files as the disk has them; they are databases
            // with transactions and a journal with whole lines, so going on is safe.
            let mut guard = inner.lock().unwrap_or_else(PoisonError::into_inner);
            work(&mut guard)
        })
        .await
    }
}

/// Runs blocking work on a thread that may wait.
pub(super) async fn blocking<R: Send + 'static>(
    work: impl FnOnce() -> R + Send + 'static,
) -> Result<R, Ending> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(%error, "blocking work ended early");
        Ending
    })
}
