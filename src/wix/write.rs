//! Writes: what is sent, with whose leave, and what came of it.

use super::{Level, WixError};
use crate::access::SiteId;
use crate::journal::RequestHash;
use serde_json::Value;

/// One write, ready to be journalled and sent. Two equal writes have equal bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteRequest {
    /// HTTP method.
    pub method: &'static str,
    /// Path on Wix's host. Some DELETEs carry an argument behind a `?` (site contract 0).
    pub path: String,
    /// On whose behalf.
    pub level: Level,
    /// JSON; empty for a write without a body.
    pub body: Vec<u8>,
}

impl WriteRequest {
    /// A write with a JSON body. Objects are written with sorted keys.
    pub(super) fn new(
        method: &'static str,
        path: impl Into<String>,
        level: Level,
        body: &Value,
    ) -> Self {
        Self {
            method,
            path: path.into(),
            level,
            body: body.to_string().into_bytes(),
        }
    }

    /// A write without a body, such as DELETE (site contract 0).
    pub(super) fn bare(method: &'static str, path: impl Into<String>, level: Level) -> Self {
        Self {
            method,
            path: path.into(),
            level,
            body: Vec::new(),
        }
    }

    /// The hash that a journal's intent names and that a permit covers.
    pub fn hash(&self) -> RequestHash {
        RequestHash::of(self.method, &self.path, &self.level.to_line(), &self.body)
    }
}

/// A write on behalf of one site: what most kinds of writes are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SiteCall {
    site: SiteId,
    method: &'static str,
    path: String,
    body: Option<Value>,
}

impl SiteCall {
    /// A write without a body.
    pub(super) fn new(
        site: SiteId,
        method: &'static str,
        path: impl Into<String>,
    ) -> Result<Self, BuildError> {
        if site.is_empty() {
            return Err(BuildError::Missing("the site id"));
        }
        Ok(Self {
            site,
            method,
            path: path.into(),
            body: None,
        })
    }

    /// The same about something whose id follows `start` in the path.
    pub(super) fn of(
        site: SiteId,
        method: &'static str,
        start: &str,
        id: &str,
    ) -> Result<Self, BuildError> {
        let path = super::id_part(method, start, id, "")?;
        Self::new(site, method, path)
    }

    /// The same with a body.
    pub(super) fn with(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    /// Whether it deletes something: its answer tells nothing then.
    pub(super) fn is_deletion(&self) -> bool {
        self.method == "DELETE"
    }

    pub(super) fn request(&self) -> WriteRequest {
        let level = Level::Site(self.site.clone());
        match &self.body {
            Some(body) => WriteRequest::new(self.method, &self.path, level, body),
            None => WriteRequest::bare(self.method, &self.path, level),
        }
    }
}

/// A kind of write: how it is asked and how its answer is read.
pub trait Write: Sync {
    /// What Wix answers.
    type Answer;

    /// The request. Always the same for the same write.
    fn request(&self) -> WriteRequest;

    /// The lane of writes that leave apart from each other, in order and one at a time, by the gap
    /// of the [`Pace`](super::Pace): `members/<site id>` for the creation of members (contract 9,
    /// "Rate limits": at least a second apart). `None` for the rest.
    fn spaced(&self) -> Option<String> {
        None
    }

    /// Reads the body of a 200.
    ///
    /// # Errors
    /// [`Unread`] when it is not what it should be. Wix has done the write all the same, or not:
    /// nobody can tell from such an answer.
    fn read(&self, body: &[u8]) -> Result<Self::Answer, Unread>;
}

/// An answer that is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Unread {
    /// Place in the answer; empty for the whole of it.
    pub path: String,
    /// What is wrong.
    pub reason: String,
}

/// What is known beside the answer itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meta {
    /// Wix's id of the request (`x-wix-request-id`).
    pub request_id: Option<String>,
    /// How often it was sent; more than once only where Wix certainly did not do it before.
    pub tries: u32,
}

/// A write that Wix did.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent<T> {
    /// Wix's answer.
    pub answer: T,
    /// What is known beside it.
    pub meta: Meta,
}

/// A write that did not end with a clear answer. The three cases are three different facts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Wix answered that it did not do it (4xx).
    #[error("{0}")]
    Refused(WixError),
    /// Nobody can tell whether it was done: the answer was lost, late, broken or a 5xx. Read the
    /// place again before anything else is sent there.
    #[error("it is not known whether this was done: {0}")]
    Unknown(WixError),
    /// It never left this machine.
    #[error("not sent: {0}")]
    NotSent(WixError),
}

impl SendError {
    /// The failure behind it.
    pub fn error(&self) -> &WixError {
        match self {
            Self::Refused(e) | Self::Unknown(e) | Self::NotSent(e) => e,
        }
    }
}

/// Why a write cannot be made at all. Nothing was sent and nothing was journalled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// A limit of an assignment is of a form that this version does not understand; sending it
    /// might give access to more than was meant.
    #[error("an assignment has a limit that this version cannot send safely")]
    UnknownReach,
    /// An invite cannot be limited to folders (contract AI1).
    #[error("an invite cannot be limited to folders")]
    FolderInInvite,
    /// The same role for the whole account and for a part of it.
    #[error("the same role is asked for the whole account and for a site")]
    Contradiction,
    /// An id or an address is missing.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// Longer than Wix takes.
    #[error("{field} is longer than {most} characters")]
    TooLong {
        /// What it is.
        field: &'static str,
        /// Most characters.
        most: usize,
    },
    /// Not of the form that Wix takes.
    #[error("{field} must {must}")]
    Wrong {
        /// What it is.
        field: &'static str,
        /// What it must be.
        must: &'static str,
    },
    /// Nothing would change.
    #[error("there is nothing to change")]
    Nothing,
    /// More than one call can take.
    #[error("one call takes at most {0}")]
    TooMany(usize),
    /// The same address twice.
    #[error("an address stands in the list twice")]
    Twice,
}
