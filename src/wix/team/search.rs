//! What is searched for and counted (contract U1).

use super::TEAM_PAGE;
use crate::access::{InviteStatus, RoleId};
use serde_json::{Map, Value, json};

/// What the team can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TeamOrder {
    /// By name.
    Name,
    /// By the time of joining.
    JoinedAt,
}

/// Upwards or downwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// What rows can be counted by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum FacetKind {
    /// By role id.
    Roles,
    /// By state of the invite.
    InviteStatus,
    /// Users; their sum hints at the number of rows.
    Users,
    /// A word this version does not know.
    Other(String),
}

impl FacetKind {
    pub(in crate::wix) fn from_wire(word: &str) -> Self {
        match word.to_ascii_lowercase().as_str() {
            "roles" => Self::Roles,
            "invitestatus" => Self::InviteStatus,
            "users" => Self::Users,
            _ => Self::Other(word.to_owned()),
        }
    }

    fn to_wire(&self) -> &str {
        match self {
            Self::Roles => "Roles",
            Self::InviteStatus => "InviteStatus",
            Self::Users => "Users",
            Self::Other(word) => word,
        }
    }
}

/// One way of counting. Values that count zero are left out by Wix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// What is counted.
    pub kind: FacetKind,
    /// Value and count, in Wix's order.
    pub values: Vec<(String, u64)>,
}

impl Facet {
    /// All its counts together.
    pub fn sum(&self) -> u64 {
        self.values
            .iter()
            .fold(0, |sum, (_, n)| sum.saturating_add(*n))
    }
}

/// A search of the team; the default finds everybody. This is the only public list of account
/// invites (contract U1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchTeam {
    /// Free text over names and addresses; empty finds all.
    pub query: String,
    /// How to sort.
    pub order: Option<(TeamOrder, Direction)>,
    /// Only invites in this state.
    pub invite_status: Option<InviteStatus>,
    /// Only rows with this role.
    pub role: Option<RoleId>,
    /// What to count.
    pub facets: Vec<FacetKind>,
    /// Rows to give.
    pub limit: u32,
    /// Rows to leave out.
    pub offset: u64,
}

impl Default for SearchTeam {
    fn default() -> Self {
        Self {
            query: String::new(),
            order: None,
            invite_status: None,
            role: None,
            facets: Vec::new(),
            limit: TEAM_PAGE,
            offset: 0,
        }
    }
}

impl SearchTeam {
    pub(super) fn to_wire(&self) -> Value {
        let mut body = json!({ "paging": { "limit": self.limit, "offset": self.offset } });
        if !self.query.is_empty() {
            body["query"] = json!(self.query);
        }
        if let Some((field, direction)) = self.order {
            let field = match field {
                TeamOrder::Name => "Name",
                TeamOrder::JoinedAt => "JoinedAt",
            };
            let direction = match direction {
                Direction::Ascending => "ASC",
                Direction::Descending => "DESC",
            };
            body["orderBy"] = json!([{ "fieldName": field, "direction": direction }]);
        }
        let mut filter = Map::new();
        if let Some(status) = &self.invite_status {
            filter.insert(
                "inviteType".to_owned(),
                json!({ "$eq": status_word(status) }),
            );
        }
        if let Some(role) = &self.role {
            filter.insert("roleId".to_owned(), json!({ "$eq": role.as_str() }));
        }
        if !filter.is_empty() {
            body["filter"] = Value::Object(filter);
        }
        if !self.facets.is_empty() {
            let words: Vec<&str> = self.facets.iter().map(FacetKind::to_wire).collect();
            body["facets"] = json!(words);
        }
        body
    }
}

fn status_word(status: &InviteStatus) -> &str {
    match status {
        InviteStatus::Pending => "Pending",
        InviteStatus::Used => "Used",
        InviteStatus::Deleted => "Deleted",
        InviteStatus::Declined => "Declined",
        InviteStatus::Expired => "Expired",
        InviteStatus::Other(word) => word,
    }
}
