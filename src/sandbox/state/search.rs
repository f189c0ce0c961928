//! Finding team members and invites (contract U1).

use std::{cmp::Ordering, collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{
    State,
    filter::{Fields, Filter},
    paging::Page,
    records::{Invite, Member},
    refusal::Refusal,
};

/// One row of the answer.
#[derive(Clone, Debug)]
pub(crate) enum Row {
    User(Arc<Member>),
    Invite(Arc<Invite>),
}

/// What a search asks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Search {
    pub(crate) query: String,
    pub(crate) filter: Value,
    /// Field name and whether it is descending.
    pub(crate) order: Vec<(OrderField, bool)>,
    pub(crate) facets: Vec<FacetKind>,
    pub(crate) limit: Option<i64>,
    pub(crate) offset: Option<i64>,
}

/// What rows can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OrderField {
    Name,
    JoinedAt,
}

/// What rows can be counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FacetKind {
    Roles,
    InviteStatus,
    Users,
}

/// What a search finds: a page of rows and the counts over all of them.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) rows: Vec<Row>,
    pub(crate) facets: Vec<(FacetKind, Vec<(String, u64)>)>,
}

fn fields() -> Fields {
    const OPS: &[&str] = &["$eq", "$ne", "$in", "$nin", "$hasSome"];
    Fields::from([("inviteType", OPS), ("roleId", OPS)])
}

impl State {
    /// U1.
    pub(crate) fn search_team(&self, account: &str, search: &Search) -> Result<Found, Refusal> {
        let (default, max) = (self.switches.team_page_default, self.switches.team_page_max);
        let page = Page::check(
            search.limit,
            search.offset,
            default,
            max,
            self.switches.clamp_paging,
        )?;
        let filter = Filter::parse(&search.filter, &fields())?;
        let now = self.now();
        // The published example shows a user next to a filter on invites; the switch picks the reading.
        let spare_users =
            !self.switches.invite_filter_hides_users && filter.asks("inviteType", &["$eq", "$in"]);
        let query = search.query.trim().to_lowercase();
        let users = self
            .shown()
            .team(account)
            .into_iter()
            .cloned()
            .map(Row::User);
        let invites = self
            .shown()
            .invites_of(account)
            .into_iter()
            .cloned()
            .map(Row::Invite);
        let mut rows: Vec<Row> = users
            .chain(invites)
            .filter(|row| row.has_text(&query))
            .filter(|row| {
                spare_users && matches!(row, Row::User(_))
                    || filter.passes(&|field| row.value(field, now))
            })
            .collect();
        let facets = search
            .facets
            .iter()
            .map(|kind| (*kind, count(*kind, &rows, now)))
            .collect();
        if !search.order.is_empty() {
            rows.sort_by_cached_key(|row| Key {
                parts: search
                    .order
                    .iter()
                    .map(|(field, down)| (row.key(*field), *down))
                    .collect(),
            });
        }
        Ok(Found {
            rows: page.cut(rows),
            facets,
        })
    }
}

impl Row {
    fn has_text(&self, query: &str) -> bool {
        if query.is_empty() {
            return true;
        }
        match self {
            Self::User(user) => {
                format!("{} {}", user.first, user.last)
                    .to_lowercase()
                    .contains(query)
                    || user.email.to_lowercase().contains(query)
            }
            Self::Invite(invite) => invite.email.to_lowercase().contains(query),
        }
    }

    fn roles(&self) -> Vec<&str> {
        let mut roles: Vec<&str> = match self {
            Self::User(user) => user
                .assignments
                .iter()
                .map(|held| held.role.as_str())
                .collect(),
            Self::Invite(invite) => invite
                .grants
                .iter()
                .map(|grant| grant.role.as_str())
                .collect(),
        };
        roles.sort_unstable();
        roles.dedup();
        roles
    }

    fn value(&self, field: &str, now: Timestamp) -> Option<Value> {
        match (field, self) {
            ("roleId", _) => Some(json!(self.roles())),
            ("inviteType", Self::Invite(invite)) => Some(json!(invite.status_at(now).word())),
            _ => None,
        }
    }

    /// What the row is ordered by; rows without a value come last in both directions.
    fn key(&self, field: OrderField) -> Option<String> {
        match (field, self) {
            (OrderField::Name, Self::User(user)) => {
                let name = format!("{} {}", user.first, user.last)
                    .trim()
                    .to_lowercase();
                Some(if name.is_empty() {
                    user.email.to_lowercase()
                } else {
                    name
                })
            }
            (OrderField::Name, Self::Invite(invite)) => Some(invite.email.to_lowercase()),
            (OrderField::JoinedAt, Self::User(user)) => user.joined.map(|at| format!("{at:.9}")),
            (OrderField::JoinedAt, Self::Invite(_)) => None,
        }
    }
}

#[derive(PartialEq, Eq)]
struct Key {
    parts: Vec<(Option<String>, bool)>,
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        let pairs = self.parts.iter().zip(&other.parts);
        pairs.fold(Ordering::Equal, |so_far, ((a, down), (b, _))| {
            so_far.then_with(|| match (a, b) {
                (Some(a), Some(b)) if *down => b.cmp(a),
                (Some(a), Some(b)) => a.cmp(b),
                (a, b) => b.is_some().cmp(&a.is_some()),
            })
        })
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Counts of one kind; values nobody has are left out.
fn count(kind: FacetKind, rows: &[Row], now: Timestamp) -> Vec<(String, u64)> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    let mut add = |value: &str| *counts.entry(value.to_owned()).or_default() += 1;
    for row in rows {
        match (kind, row) {
            (FacetKind::Roles, row) => row.roles().into_iter().for_each(&mut add),
            (FacetKind::InviteStatus, Row::Invite(invite)) => add(invite.status_at(now).word()),
            (FacetKind::InviteStatus, Row::User(_)) => {}
            (FacetKind::Users, Row::User(_)) => add("User"),
            (FacetKind::Users, Row::Invite(_)) => add("Invite"),
        }
    }
    counts.into_iter().collect()
}
