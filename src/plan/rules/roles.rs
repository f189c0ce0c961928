//! Rules about roles themselves.

use super::{Finding, Judged, Remedy, Rule};
use std::collections::BTreeMap;

/// Roles that are called alike. Wix tells nobody what a role permits (contract 7), so names are all
/// that can be held against each other.
pub(super) fn judge(judged: Judged<'_>, all: &mut Vec<Finding>) {
    let mut by_name: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for role in judged.directory.roles() {
        let words = role.title.split_whitespace().map(str::to_lowercase);
        let name = words.collect::<Vec<_>>().join(" ");
        if !name.is_empty() {
            by_name.entry(name).or_default().push(role);
        }
    }
    for mut same in by_name.into_values().filter(|same| same.len() > 1) {
        // The one that Wix defines stays, or else the first.
        same.sort_by_key(|r| (r.custom, r.id.clone()));
        let (first, copies) = (same[0], &same[1..]);
        let kept = if first.custom {
            "another"
        } else {
            "Wix’s own"
        };
        for copy in copies.iter().filter(|r| r.custom) {
            all.push(Finding {
                rule: Rule::CopiedRole,
                key: format!("role {}", copy.id),
                who: copy.title.clone(),
                more: String::new(),
                reason: format!(
                    "This role is called like {kept} role “{}”: nobody can tell which one somebody \
                     holds",
                    first.title
                ),
                remedy: Remedy::ByHand(
                    "Rename or delete it in the dashboard, under roles and permissions".to_owned(),
                ),
            });
        }
    }
}
