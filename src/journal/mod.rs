//! The journal: what is about to be sent stands here before it is sent, what came of it right
//! after.
//!
//! Entries form a chain of hashes, so that a changed, swapped or dropped line shows. The file
//! itself is kept by the store; this room defines its lines and the [`Permit`], the only thing
//! with which the Wix client sends a write. A `Permit` comes from committing an [`Intent`] to a
//! [`Sink`], so a write that is not in the journal does not compile.

mod chain;
mod permit;
mod record;
mod request;

pub use chain::{ChainError, Hash, Head, Line, decode, encode};
pub use permit::{Permit, Sink, SinkError, permit};
pub use record::{Entry, Intent, Record, RunId};
pub use request::RequestHash;
