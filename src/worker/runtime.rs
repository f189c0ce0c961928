//! The runtime of the worker's thread.

use std::future::Future;
use std::time::Duration;

/// How long a blocking call (a key store that asks its user, a slow disk) may hold up the end.
const LAST_WAIT: Duration = Duration::from_secs(5);

/// Runs the engine to its end on a runtime of its own.
pub(super) fn run(engine: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("worker-task")
        .enable_all()
        .build();
    match runtime {
        Ok(runtime) => {
            runtime.block_on(engine);
            runtime.shutdown_timeout(LAST_WAIT);
        }
        Err(error) => tracing::error!(%error, "no runtime"),
    }
}
