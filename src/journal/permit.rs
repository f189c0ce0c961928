//! The permit to send one write.

use super::{Entry, Head, Intent, Record, RequestHash};
use jiff::Timestamp;

/// Why an entry could not be put on disk. Nothing may be sent then.
#[derive(Debug, thiserror::Error)]
#[error("the journal could not be written ({place}): {reason}; nothing was sent")]
pub struct SinkError {
    /// The file.
    pub place: String,
    /// What the system said.
    pub reason: String,
}

/// Where entries go. [`Sink::commit`] returns only when the entry would survive a power cut.
pub trait Sink: Send {
    /// Appends one record at the time `at` and makes it durable.
    ///
    /// # Errors
    /// [`SinkError`] when it is not certain that the entry is on disk.
    fn commit(&mut self, at: Timestamp, record: Record) -> Result<Entry, SinkError>;

    /// Appends several records at once and makes them durable together.
    ///
    /// # Errors
    /// [`SinkError`] when it is not certain that all of them are on disk; none of them counts then.
    fn commit_all(&mut self, at: Timestamp, records: Vec<Record>) -> Result<(), SinkError>;

    /// Hash of the last line and the number of lines.
    fn head(&self) -> Head;
}

/// Leave to send exactly one request, once. It cannot be copied and has no public constructor
/// beside [`permit`].
#[derive(Debug)]
pub struct Permit {
    request: RequestHash,
    seq: u64,
}

impl Permit {
    /// Number of the journal entry behind it.
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// Uses the permit up and tells whether it was made for this request.
    pub fn covers(self, request: &RequestHash) -> bool {
        self.request == *request
    }
}

/// Writes the intent into the journal and gives leave to send it.
///
/// # Errors
/// [`SinkError`] when the entry is not certain to be on disk; nothing may be sent then.
pub fn permit(sink: &mut dyn Sink, at: Timestamp, intent: Intent) -> Result<Permit, SinkError> {
    let request = intent.request;
    let entry = sink.commit(at, Record::Intent(intent))?;
    Ok(Permit {
        request,
        seq: entry.seq,
    })
}
