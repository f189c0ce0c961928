//! Values that members lose with a profile field (site contract 4.5: a deleted field takes them
//! along, and no call brings them back).

use super::{Brake, BrakeHit};
use crate::access::{SiteId, count, grouped};
use crate::plan::{Action, FieldValues, Line, Observed, Plan, SettingDeed};
use std::collections::BTreeMap;

/// One hit for each site on which values would be lost, or nobody knows whether there are any.
pub(super) fn lost(plan: &Plan, seen: Observed<'_>) -> Vec<BrakeHit> {
    let mut by_site: BTreeMap<&SiteId, Vec<(&Line, String)>> = BTreeMap::new();
    for line in &plan.lines {
        let Action::Setting(setting) = &line.action else {
            continue;
        };
        let SettingDeed::DeleteField { id, .. } = &setting.deed else {
            continue;
        };
        let known = &seen.sites.members.values;
        let known = known.get(&(setting.site.clone(), id.clone()));
        if let Some(words) = words(known) {
            let of_site = by_site.entry(&setting.site).or_default();
            of_site.push((line, words));
        }
    }
    let hit = |(site, fields): (&SiteId, Vec<(&Line, String)>)| {
        let name = seen.directory.site_name(site);
        let each = fields.iter();
        let each: Vec<String> = each
            .map(|(line, words)| format!("{}: {words}", line.who.name))
            .collect();
        let lines: Vec<&Line> = fields.iter().map(|(line, _)| *line).collect();
        let message = format!(
            "What members have in {} would be lost for good. {}",
            if lines.len() == 1 {
                "this field"
            } else {
                "these fields"
            },
            each.join("; ")
        );
        BrakeHit::new(Brake::ValuesLost, message, &lines, name).at(site, name)
    };
    by_site.into_iter().map(hit).collect()
}

/// How many values are lost; `None` if it is known that there are none.
fn words(known: Option<&FieldValues>) -> Option<String> {
    let Some(FieldValues { with, of, whole }) = known else {
        return Some("unknown how many have a value, since the members were not read".to_owned());
    };
    let of = count(*of, "member", "members");
    match (with, whole) {
        (0, true) => None,
        (with, true) => Some(format!("{} of {of} have a value", grouped(*with))),
        (with, false) => Some(format!(
            "{} of the {of} kept here have a value, and not everybody was read",
            grouped(*with)
        )),
    }
}
