//! What members are asked for (site contract 1.3).

use super::MEMBERS_PAGE;
use crate::access::{MemberId, MemberStatus};
use crate::wix::team::Direction;
use serde_json::{Map, Value, json};

/// A field that members are sorted by or searched in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberField {
    /// Login address; for searching.
    LoginEmail,
    /// First name.
    FirstName,
    /// Last name.
    LastName,
    /// Name that others see.
    Nickname,
    /// Title of the profile; for searching.
    Title,
    /// When the member was made; for sorting.
    Created,
    /// When the member last changed; for sorting.
    Updated,
    /// When the member last logged in; for sorting.
    LastLogin,
}

impl MemberField {
    fn wire(self) -> &'static str {
        match self {
            Self::LoginEmail => "loginEmail",
            Self::FirstName => "contact.firstName",
            Self::LastName => "contact.lastName",
            Self::Nickname => "profile.nickname",
            Self::Title => "profile.title",
            Self::Created => "createdDate",
            Self::Updated => "updatedDate",
            Self::LastLogin => "lastLoginDate",
        }
    }
}

/// A text that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberSearch {
    /// The text, 1 to 100 characters.
    pub text: String,
    /// Where, at most four fields; none means the nickname.
    pub fields: Vec<MemberField>,
}

impl MemberSearch {
    pub(super) fn to_wire(&self) -> Value {
        let fields: Vec<&str> = self.fields.iter().map(|f| f.wire()).collect();
        let mut search = json!({ "expression": self.text });
        if !fields.is_empty() {
            search["fields"] = json!(fields);
        }
        search
    }
}

/// A query of a site's members; the default finds everybody. All conditions must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryMembers {
    /// Only members with one of these login addresses, told exactly.
    pub logins: Vec<String>,
    /// Only members whose login address begins so.
    pub login_starts: Option<String>,
    /// Only these members.
    pub ids: Vec<MemberId>,
    /// Only members in one of these states.
    pub statuses: Vec<MemberStatus>,
    /// Only members in which a text is found.
    pub search: Option<MemberSearch>,
    /// How to sort. Which fields Wix sorts by is told in two ways (site contract 8.4): after a 400
    /// ask without an order.
    pub sort: Option<(MemberField, Direction)>,
    /// Rows to give, at most [`MEMBERS_PAGE`].
    pub limit: u32,
    /// Rows to leave out.
    pub offset: u64,
}

impl Default for QueryMembers {
    fn default() -> Self {
        Self {
            logins: Vec::new(),
            login_starts: None,
            ids: Vec::new(),
            statuses: Vec::new(),
            search: None,
            sort: None,
            limit: MEMBERS_PAGE,
            offset: 0,
        }
    }
}

impl QueryMembers {
    /// Everybody, oldest first: an order in which nobody changes places.
    pub fn everybody() -> Self {
        Self {
            sort: Some((MemberField::Created, Direction::Ascending)),
            ..Self::default()
        }
    }

    pub(super) fn to_wire(&self) -> Value {
        self.with_filter(&self.filter())
    }

    /// The body with this filter instead of its own.
    pub(super) fn with_filter(&self, filter: &Value) -> Value {
        let mut query = json!({
            "filter": filter,
            "paging": { "limit": self.limit, "offset": self.offset },
        });
        if let Some((field, direction)) = self.sort {
            let order = match direction {
                Direction::Ascending => "ASC",
                Direction::Descending => "DESC",
            };
            query["sorting"] = json!([{ "fieldName": field.wire(), "order": order }]);
        }
        let mut body = json!({ "query": query, "fieldsets": ["FULL"] });
        if let Some(search) = &self.search {
            body["search"] = search.to_wire();
        }
        body
    }

    /// Its conditions as a filter; empty without any.
    pub(super) fn filter(&self) -> Value {
        let statuses: Vec<&str> = self.statuses.iter().map(MemberStatus::wire).collect();
        let ids: Vec<&str> = self.ids.iter().map(MemberId::as_str).collect();
        let logins: Vec<&str> = self.logins.iter().map(String::as_str).collect();
        let mut parts: Vec<Value> = [("status", statuses), ("id", ids), ("loginEmail", logins)]
            .into_iter()
            .filter_map(|(field, values)| among(field, &values))
            .collect();
        if let Some(start) = &self.login_starts {
            parts.push(json!({ "loginEmail": { "$startsWith": start } }));
        }
        match parts.len() {
            0 => Value::Object(Map::new()),
            1 => parts.remove(0),
            _ => json!({ "$and": parts }),
        }
    }
}

/// One value as bare equality, several as a list.
pub(in crate::wix) fn among(field: &str, values: &[&str]) -> Option<Value> {
    match values {
        [] => None,
        [one] => Some(json!({ field: one })),
        many => Some(json!({ field: { "$in": many } })),
    }
}
