//! The REST client in Wix's words.
//!
//! Reads are typed calls in one module per API; writes are values that are journalled first and
//! sent with a [`Permit`](crate::journal::Permit). The key is never shown, redirects are never
//! followed, and a write that may have reached Wix is never sent again.

pub mod abouts;
pub mod account;
mod auth;
pub mod badges;
mod base;
pub mod capability;
mod client;
pub mod contributors;
pub mod custom_fields;
mod error;
mod exchange;
pub mod field_applications;
pub mod folders;
pub mod identity;
pub mod invites;
pub mod jobs;
mod key;
mod level;
pub mod limit;
pub mod locations;
pub mod member_login;
pub mod member_privacy;
pub mod member_roles;
pub mod members;
mod options;
mod pace;
mod paging;
mod permission;
mod redact;
mod retry;
pub mod roles;
pub mod site_invites;
pub mod sites;
pub mod team;
mod transport;
pub mod user_members;
mod wire;
mod write;

pub(crate) use auth::TOKEN_INFO_PATH;
pub use auth::{AppInstance, AppSecret, Auth, TokenInfo};
pub use base::{BaseUrl, BaseUrlError};
pub use client::{Client, ClientError};
pub use error::{ErrorKind, Failure, FieldViolation, WixError};
pub use key::{ApiKey, KeyError};
pub use level::Level;
pub use options::{Options, Sources, Timeouts};
pub use pace::{
    Blocked, Grant, Limiter, OnTheWay, PER_MINUTE, Pace, PaceMetrics, Rate, SHORTEST_GAP, Ticket,
    Turn, Urgency,
};
pub use paging::{Came, Cursors, Offsets, Page, PagingTrouble, Total, UnreadRow, dedupe};
pub use retry::RetryPolicy;
pub use write::{BuildError, Meta, SendError, Sent, Unread, Write, WriteRequest};

/// A path with an id in it. Ids are never rewritten: one that cannot stand in a path as it is
/// would end up at another call.
fn part(method: &str, start: &str, id: &str, end: &str) -> Result<String, WixError> {
    let sound = !id.is_empty()
        && !id.starts_with('.')
        && id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.~".contains(&b));
    if sound {
        Ok(format!("{start}{id}{end}"))
    } else {
        Err(
            WixError::new(ErrorKind::Unexpected, method, &format!("{start}…{end}"))
                .with_detail("the id is empty or has characters that cannot be sent"),
        )
    }
}

/// The same for a write, before anything is journalled.
fn id_part(method: &str, start: &str, id: &str, end: &str) -> Result<String, BuildError> {
    if id.is_empty() {
        return Err(BuildError::Missing("an id"));
    }
    part(method, start, id, end)
        .ok()
        .ok_or(members::check::wrong(
            "an id",
            "have only letters, digits and dashes",
        ))
}
