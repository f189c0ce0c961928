//! What can go wrong when a sandbox is started.

use std::{io, path::PathBuf};

/// Why a sandbox could not start or keep its changes.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The port is taken or the loopback address is missing.
    #[error("The sandbox could not listen on 127.0.0.1 port {port}: {source}")]
    Listen {
        /// The port that was asked for; 0 means any.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
    /// The state file could not be read or written.
    #[error("The sandbox could not use its state file {}: {source}", path.display())]
    StateFile {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The state file holds something else.
    #[error("The file {} is not a state file of this sandbox: {reason}", path.display())]
    StateFormat {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The list of faults could not be read.
    #[error("The list of faults is wrong at {place}: {reason}")]
    Faults {
        /// Path to the wrong value, such as `[2].kind`.
        place: String,
        /// What is wrong there.
        reason: String,
    },
    /// The server stopped with an error.
    #[error("The sandbox stopped: {0}")]
    Stopped(#[source] io::Error),
}
