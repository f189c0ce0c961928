//! What stands on the wire, one file per API, and its way into the words of `access`.
//!
//! Reading is lenient: what is missing is missing, words that nobody knows are kept, and every
//! field that was not understood stays in `extra` as it came.

pub(super) mod abouts;
pub(super) mod account;
pub(super) mod assignment;
pub(super) mod badges;
pub(super) mod bulk;
pub(super) mod contributors;
pub(super) mod field_applications;
pub(super) mod fields;
pub(super) mod folders;
pub(super) mod invites;
pub(super) mod jobs;
pub(super) mod locations;
pub(super) mod member_change;
pub(super) mod member_login;
pub(super) mod member_roles;
pub(super) mod member_settings;
pub(super) mod members;
pub(super) mod roles;
pub(super) mod site_invites;
pub(super) mod sites;
pub(super) mod team;

use super::paging::{Total, UnreadRow};
use super::write::Unread;
use fields::Fields;
use serde_json::Value;

/// Reads the rows of a list one by one: a broken row does not break its page.
pub(super) fn rows<T>(
    list: &str,
    values: Vec<Value>,
    read: impl Fn(Value) -> Result<T, String>,
) -> (Vec<T>, Vec<UnreadRow>) {
    let mut good = Vec::with_capacity(values.len());
    let mut bad = Vec::new();
    for (i, value) in values.into_iter().enumerate() {
        match read(value) {
            Ok(row) => good.push(row),
            Err(reason) => bad.push(UnreadRow {
                path: format!("{list}[{i}]"),
                reason,
            }),
        }
    }
    (good, bad)
}

/// The fields of an answer. An empty object is an empty answer (contract 1: default values may be
/// left out), but an object without any of the `known` fields is another answer than expected.
pub(super) fn answer(body: &[u8], known: &[&str]) -> Result<Fields, Unread> {
    let fields = object(body)?;
    if fields.is_empty() || known.iter().any(|name| fields.has(name)) {
        Ok(fields)
    } else {
        Err(Unread {
            path: String::new(),
            reason: format!("it has none of the fields {}", known.join(", ")),
        })
    }
}

/// The fields of an answer, whatever they are.
pub(super) fn object(body: &[u8]) -> Result<Fields, Unread> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    let object = serde_path_to_error::deserialize(&mut reader).map_err(|e| Unread {
        path: match e.path().to_string() {
            path if path == "." => String::new(),
            path => path,
        },
        reason: e.inner().to_string(),
    })?;
    reader.end().map_err(|e| Unread {
        path: String::new(),
        reason: e.to_string(),
    })?;
    Ok(Fields::of(object))
}

/// `pagingMetadata` or `metadata` of offset lists (contract A4, F1).
pub(super) struct Metadata {
    pub(super) total: Total,
    pub(super) has_next: Option<bool>,
    pub(super) cursor: Option<String>,
}

impl Metadata {
    /// Takes it out of an answer.
    pub(super) fn take(answer: &mut Fields, name: &str) -> Self {
        let mut meta = answer.object(name).unwrap_or_default();
        let uncounted = meta.flag("tooManyToCount") == Some(true);
        let total = match meta.count("total") {
            Some(total) if !uncounted => Total::Exact(total),
            _ => Total::Untold,
        };
        Self {
            total,
            has_next: meta.flag("hasNext"),
            cursor: meta.object("cursors").and_then(|mut c| c.text("next")),
        }
    }
}
