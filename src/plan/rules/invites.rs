//! Rules about invites.

use super::{Finding, HouseRules, Judged, Remedy, Rule, counted};
use crate::access::InviteStatus;
use crate::plan::{Tend, Wish};
use jiff::Timestamp;

pub(super) fn judge(judged: Judged<'_>, rules: &HouseRules, all: &mut Vec<Finding>) {
    let age = |made: Option<Timestamp>| {
        let days = judged.now.duration_since(made?).as_hours() / 24;
        usize::try_from(days)
            .ok()
            .filter(|d| *d > rules.invite_days as usize)
    };
    let finding = |key: String, email: &str, place: &str, days: usize, wish: Wish| Finding {
        rule: Rule::OldInvite,
        key,
        who: email.to_owned(),
        more: place.to_owned(),
        reason: format!(
            "Sent {} ago and still open: whoever gets hold of the mail gets in. At most {} are \
             wanted",
            counted(days, "day", "days"),
            counted(rules.invite_days as usize, "day", "days")
        ),
        remedy: Remedy::plan("Revoke the invite", wish),
    };
    for invite in judged.team.iter().flat_map(|t| &t.invites) {
        if invite.status_at(judged.now) != InviteStatus::Pending {
            continue;
        }
        if let Some(days) = age(invite.created_at) {
            let wish = Wish::TendInvites {
                how: Tend::Revoke,
                account: vec![invite.id.clone()],
                sites: Vec::new(),
            };
            let key = format!("invite {}", invite.id);
            all.push(finding(key, &invite.email, "The account", days, wish));
        }
    }
    for (site, invites) in &judged.access.invites {
        let open = invites
            .iter()
            .filter(|i| i.status_at(judged.now) == InviteStatus::Pending);
        for invite in open {
            if let Some(days) = age(invite.created_at) {
                let wish = Wish::RevokeSiteInvites {
                    invites: vec![(site.clone(), invite.id.clone())],
                };
                let place = judged.directory.site_name(site);
                let key = format!("invite {}", invite.id);
                all.push(finding(key, &invite.email, place, days, wish));
            }
        }
    }
}
