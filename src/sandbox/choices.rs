//! Choices that the contract leaves open on site level: contributors, site invites, locations, tokens.

use serde::{Deserialize, Serialize};

/// C1: what `filter.locationIds` finds; only newer documentation knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LocationFilter {
    /// Contributors who are limited to one of the locations.
    Assigned,
    /// These, and everybody without any limit.
    Reaching,
    /// The parameter is not known and changes nothing.
    Ignored,
}

/// C4: which method removes a contributor (contract 11.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RemoveMethod {
    /// POST.
    Post,
    /// DELETE; POST answers 404.
    NotFound,
    /// DELETE; POST answers 405.
    NotAllowed,
    /// DELETE; POST answers 501.
    NotImplemented,
}

/// C3: what a list without locations does; the contract only says that the list replaces the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum EmptyLocations {
    /// The limit ends.
    NoLimit,
    /// The call is refused with 400.
    Refuse,
}

/// SI1: how a missing seat shows (contract 11.13).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum NoSeat {
    /// The addresses beyond the last seat stand in `failedEmails`, without a reason.
    FailedEmails,
    /// The whole call is refused with 428.
    Precondition,
    /// The whole call is refused with 403.
    Denied,
}

/// SI3: the answer for an invite that is not open any more; it is not documented.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RevokeClosed {
    /// 428.
    Refuse,
    /// 404, as if it had never been.
    NotFound,
    /// 200, and nothing changes.
    Ok,
}

/// What `POST /oauth2/token-info` tells; every field of its answer may be missing (site contract 3.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TokenInfo {
    /// Everything.
    Full,
    /// Whether the token is good, and not for what.
    Bare,
    /// The call answers 404.
    Missing,
}
