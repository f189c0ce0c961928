//! Finding members (site contract 1.3 and 1.4, Query Members).

use std::{collections::BTreeSet, sync::Arc};

use serde_json::{Value, json};

use super::{
    find::{Members, Row},
    fold,
    order::{best, is_shallow, ordered},
    record::SiteMember,
};
use crate::sandbox::{
    config::MemberFilters,
    state::{
        State,
        filter::{Fields, Filter},
        paging::Page,
        records::Site,
        refusal::Refusal,
    },
};

/// What a query asks for.
#[derive(Clone, Debug)]
pub(crate) struct MemberQuery {
    pub(crate) filter: Value,
    /// Field name and whether it is descending.
    pub(crate) sort: Vec<(String, bool)>,
    /// Folded text and the fields it is looked for in.
    pub(crate) search: Option<(String, Vec<String>)>,
    pub(crate) page: Page,
}

/// One page and the number of all that were found.
pub(crate) struct FoundMembers {
    pub(crate) rows: Vec<Arc<SiteMember>>,
    pub(crate) total: u64,
}

const TEXTS: [&str; 7] = [
    "id",
    "loginEmail",
    "contactId",
    "contact.firstName",
    "contact.lastName",
    "profile.nickname",
    "profile.slug",
];
const TIMES: [&str; 3] = ["createdDate", "updatedDate", "lastLoginDate"];

/// Fields and operators of the documentation, and `status`, which only the SDK has.
fn fields() -> Fields {
    const TEXT: &[&str] = &[
        "$eq",
        "$ne",
        "$in",
        "$nin",
        "$exists",
        "$hasSome",
        "$startsWith",
        "$gt",
        "$gte",
        "$lt",
        "$lte",
    ];
    let mut fields: Fields = TEXTS.into_iter().map(|field| (field, TEXT)).collect();
    fields.insert(
        "privacyStatus",
        &["$eq", "$ne", "$in", "$nin", "$exists", "$hasSome"],
    );
    fields.insert("status", &["$eq", "$ne", "$in", "$exists"]);
    fields
}

impl State {
    /// Query Members and List Members.
    pub(crate) fn query_members(
        &self,
        site: &Site,
        query: &MemberQuery,
    ) -> Result<FoundMembers, Refusal> {
        self.check_filter(&query.filter)?;
        let mut filter = Filter::parse(&query.filter, &fields())?;
        let exact = self.switches.exact_login_filter;
        if !exact {
            fold_logins(&mut filter);
        }
        let known = |field: &str| {
            TEXTS.contains(&field) || TIMES.contains(&field) || field == "privacyStatus"
        };
        if let Some(nth) = query.sort.iter().position(|(field, _)| !known(field)) {
            return Err(Refusal::field(
                format!("query.sorting[{nth}].fieldName"),
                "INVALID_SORT",
                "this field cannot be sorted by",
            ));
        }
        let members = self.shown_members(site);
        let by_time = match query.sort.as_slice() {
            [] => Some(false),
            [(field, down)] if field == "createdDate" => Some(*down),
            _ => None,
        };
        let page = query.page;
        if let (Some(down), true, None) = (by_time, finds_all(&filter), &query.search) {
            let rows = members.page(page.offset as u64, page.limit as u64, down);
            return Ok(FoundMembers {
                rows: rows.into_iter().map(Row::record).collect(),
                total: members.count(),
            });
        }
        let hit = |row: &Row<'_>| {
            filter.passes(&|field| match row.value(field) {
                Some(value) if field == "loginEmail" && !exact => {
                    Some(json!(fold(value.as_str()?)))
                }
                value => value,
            }) && query.search.as_ref().is_none_or(|(text, fields)| {
                let has = |field: &String| {
                    let have = row.text(field).unwrap_or_default();
                    have.to_lowercase().contains(text)
                };
                fields.iter().any(has)
            })
        };
        if let Some(seqs) = candidates(members, &filter) {
            let rows = seqs.into_iter().filter_map(|seq| members.get(seq));
            return Ok(best(rows, hit, query));
        }
        if is_shallow(query) {
            return Ok(best(members.all(), hit, query));
        }
        let key = found_key(site, query);
        let kept = self.found.borrow().get(&key);
        let seqs = kept.unwrap_or_else(|| {
            let all = Arc::new(ordered(members.all(), hit, &query.sort));
            self.found.borrow_mut().keep(key, all.clone());
            all
        });
        let page = seqs.iter().skip(page.offset).take(page.limit);
        let rows = page.filter_map(|seq| members.get(*seq));
        Ok(FoundMembers {
            rows: rows.map(Row::record).collect(),
            total: seqs.len() as u64,
        })
    }

    /// The ids of all members that a query finds, whatever its page.
    pub(crate) fn found_ids(
        &self,
        site: &Site,
        query: &MemberQuery,
    ) -> Result<Vec<String>, Refusal> {
        const STEP: usize = 1_000;
        let mut ids: Vec<String> = Vec::new();
        loop {
            let page = Page {
                limit: STEP,
                offset: ids.len(),
            };
            let query = MemberQuery {
                page,
                ..query.clone()
            };
            let found = self.query_members(site, &query)?;
            ids.extend(found.rows.iter().map(|one| one.id.clone()));
            if found.rows.len() < STEP {
                return Ok(ids);
            }
        }
    }

    /// Refuses what this server is told not to know.
    fn check_filter(&self, filter: &Value) -> Result<(), Refusal> {
        let barred: &[&str] = match self.switches.member_filters {
            MemberFilters::All => &[],
            MemberFilters::NoLists => &["$in", "$nin", "$hasSome"],
            MemberFilters::OnlyEquality => &["$in", "$nin", "$hasSome", "$or"],
        };
        match barred.iter().find(|word| mentions(filter, word)) {
            Some(word) => Err(Refusal::field(
                "filter",
                "INVALID_FILTER",
                format!("{word} is not supported"),
            )),
            None => Ok(()),
        }
    }
}

/// What a list of found members is kept under.
fn found_key(site: &Site, query: &MemberQuery) -> String {
    json!([site.id, query.filter, query.sort, query.search]).to_string()
}

fn mentions(value: &Value, word: &str) -> bool {
    match value {
        Value::Object(map) => map
            .iter()
            .any(|(key, value)| key == word || mentions(value, word)),
        Value::Array(list) => list.iter().any(|value| mentions(value, word)),
        _ => false,
    }
}

fn finds_all(filter: &Filter) -> bool {
    matches!(filter, Filter::All(parts) if parts.iter().all(finds_all))
}

fn fold_logins(filter: &mut Filter) {
    match filter {
        Filter::All(parts) | Filter::Any(parts) => parts.iter_mut().for_each(fold_logins),
        Filter::Not(part) => fold_logins(part),
        Filter::Test { field, value, .. } if field == "loginEmail" => match value {
            Value::String(text) => *text = fold(text),
            Value::Array(list) => {
                for one in list {
                    if let Value::String(text) = one {
                        *text = fold(text);
                    }
                }
            }
            _ => {}
        },
        Filter::Test { .. } => {}
    }
}

/// Numbers of the only members that can pass, where ids or addresses name them. `None` means that all must be looked at.
fn candidates(members: Members<'_>, filter: &Filter) -> Option<BTreeSet<u64>> {
    match filter {
        Filter::All(parts) => parts
            .iter()
            .filter_map(|part| candidates(members, part))
            .min_by_key(BTreeSet::len),
        Filter::Any(parts) => parts.iter().map(|part| candidates(members, part)).try_fold(
            BTreeSet::new(),
            |mut all, part| {
                all.extend(part?);
                Some(all)
            },
        ),
        Filter::Not(_) => None,
        Filter::Test { field, op, value } => {
            let find = match field.as_str() {
                "id" => Members::by_id,
                "contactId" => Members::by_contact,
                "loginEmail" => Members::by_login,
                _ => return None,
            };
            let wanted: Vec<&str> = match (op.as_str(), value) {
                ("$eq", Value::String(one)) => vec![one],
                ("$in" | "$hasSome", Value::Array(list)) => {
                    list.iter().filter_map(Value::as_str).collect()
                }
                _ => return None,
            };
            let found = wanted.into_iter().filter_map(|text| find(members, text));
            Some(found.map(Row::seq).collect())
        }
    }
}
