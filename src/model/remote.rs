//! Values that come from far away and keep their last good state.

use crate::worker::protocol::ErrorCard;
use jiff::Timestamp;

/// How a kept value stands to the one at Wix.
#[derive(Debug, Clone, PartialEq)]
pub enum Freshness {
    /// Never read.
    Unread,
    /// Being read for the first time or again.
    Reading,
    /// Read to the end not long ago.
    Fresh,
    /// Read to the end a while ago.
    Stale,
    /// The last reading did not come to its end.
    Incomplete(String),
    /// Nothing can be read now.
    Offline(String),
    /// The last reading failed.
    Failed(ErrorCard),
}

/// A value with its age. Reading it again never takes it away.
#[derive(Debug, Clone, PartialEq)]
pub struct Remote<T> {
    /// The last good value.
    pub value: Option<T>,
    /// When it was read.
    pub read_at: Option<Timestamp>,
    /// How it stands.
    pub freshness: Freshness,
}
