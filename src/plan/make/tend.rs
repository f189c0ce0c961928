//! Plans that send invites again, revoke or renew them. The API does it for sites (contract SI2,
//! SI3). For the account it does not (contract 4): an ended invite becomes a new one with the same
//! roles, an open one a line by hand.

use super::invites::{self, Addresses};
use super::site_invites::{self, What};
use super::team::{bare, check_grant};
use super::{Drawn, Observed};
use crate::access::{
    AccountInvite, InviteId, InviteStatus, NewAssignment, Reach, SiteId, SiteInvite, fold_email,
};
use crate::plan::{Action, Invitee, Line, Skip, Tend, Undo, Who, WishError};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Where account invites are resent and revoked by hand.
const DASHBOARD: &str = "https://manage.wix.com/account/roles";

/// Why an invite is left alone, and whether it is so already.
type Left = (String, bool);

pub(super) fn draw(
    seen: Observed<'_>,
    how: Tend,
    account: &[InviteId],
    sites: &[(SiteId, InviteId)],
    now: Timestamp,
) -> Drawn {
    let mut drawn = Drawn {
        title: String::new(),
        lines: Vec::new(),
        skipped: Vec::new(),
    };
    of_account(seen, how, account, now, &mut drawn);
    of_sites(seen, how, sites, now, &mut drawn);
    let what = match drawn.lines.as_slice() {
        [one] => format!("the invite to {}", one.who.name),
        many => format!("{} invites", many.len()),
    };
    drawn.title = match how {
        Tend::Resend => format!("Send {what} again"),
        Tend::Revoke => format!("Revoke {what}"),
        Tend::Renew => format!("Renew {what}"),
    };
    drawn
}

fn of_account(
    seen: Observed<'_>,
    how: Tend,
    wanted: &[InviteId],
    now: Timestamp,
    drawn: &mut Drawn,
) {
    let known: BTreeMap<&InviteId, &Arc<AccountInvite>> =
        seen.team.invites.iter().map(|i| (&i.id, i)).collect();
    let addresses = Addresses::of(seen.team, now);
    let mut named = BTreeSet::new();
    let mut mailed = BTreeSet::new();
    for id in wanted.iter().filter(|id| named.insert(*id)) {
        let Some(invite) = known.get(id) else {
            drawn.skipped.push(Skip {
                site: None,
                who: who(id, ""),
                reason: "Is no longer among the invites of the account".to_owned(),
                already_so: how == Tend::Revoke,
            });
            continue;
        };
        let result = match (invite.status_at(now), how) {
            (InviteStatus::Used, _) => Err(("Was accepted".to_owned(), false)),
            (InviteStatus::Pending | InviteStatus::Other(_), _) => Ok(by_hand(invite, how)),
            (status, Tend::Revoke) => Err((format!("{}: nothing is open", status.label()), true)),
            (status, Tend::Resend) => {
                let words = format!("{}: renew it, which makes a new invite", status.label());
                Err((words, false))
            }
            (status, Tend::Renew) if !mailed.insert(fold_email(&invite.email)) => {
                let words = "Another of the chosen invites goes to this address";
                Err((format!("{}. {words}", status.label()), false))
            }
            (status, Tend::Renew) => again(seen, &addresses, invite, &status),
        };
        match result {
            Ok(line) => drawn.lines.push(line),
            Err((reason, already_so)) => drawn.skipped.push(Skip {
                site: None,
                who: who(&invite.id, &invite.email),
                reason,
                already_so,
            }),
        }
    }
}

/// A new invite with the roles of one that is over.
fn again(
    seen: Observed<'_>,
    addresses: &Addresses<'_>,
    invite: &AccountInvite,
    status: &InviteStatus,
) -> Result<Line, Left> {
    let left = |words: String| (words, false);
    let held = invite.assignments.iter();
    let give: Vec<NewAssignment> = held
        .map(|a| NewAssignment {
            role: a.role.clone(),
            reach: bare(&a.reach),
        })
        .collect();
    for grant in &give {
        if matches!(grant.reach, Reach::Conditions(_)) {
            return Err(left(WishError::FolderInInvite.to_string()));
        }
        check_grant(seen.directory, grant).map_err(|e| left(e.to_string()))?;
    }
    let invitee = Invitee {
        email: invite.email.clone(),
        give,
    };
    let folded = fold_email(&invite.email);
    if let Some(against) = invites::stands_against(addresses, seen, &folded, &invitee) {
        return Err(against);
    }
    let reason = format!("{}: a new one with the same roles", status.label());
    Ok(invites::line(
        seen,
        &invite.email,
        &invitee.give,
        None,
        &reason,
    ))
}

/// What has to be done in the dashboard with an open invite.
fn by_hand(invite: &AccountInvite, how: Tend) -> Line {
    let email = if invite.email.is_empty() {
        invite.id.as_str()
    } else {
        &invite.email
    };
    let ends = invite.ending();
    let (task, reason) = match how {
        Tend::Revoke => (
            format!("Revoke the invite to {email} in the dashboard{ends}"),
            "No public call revokes an account invite",
        ),
        Tend::Resend | Tend::Renew => (
            format!("Send the invite to {email} again in the dashboard{ends}"),
            "It is still open, and no public call sends an account invite again",
        ),
    };
    let action = Action::ByHand {
        task,
        link: Some(DASHBOARD.to_owned()),
        ends_at: invite.expires_at,
    };
    let why = "Nothing is sent by this line".to_owned();
    let who = who(&invite.id, &invite.email);
    Line::new(action, who, reason, Undo::Never { why })
}

fn who(id: &InviteId, email: &str) -> Who {
    let name = if email.is_empty() { id.as_str() } else { email };
    Who {
        id: id.as_str().to_owned(),
        name: name.to_owned(),
        email: email.to_owned(),
    }
}

fn of_sites(
    seen: Observed<'_>,
    how: Tend,
    wanted: &[(SiteId, InviteId)],
    now: Timestamp,
    drawn: &mut Drawn,
) {
    let what = match how {
        Tend::Revoke => What::Revoke,
        Tend::Resend | Tend::Renew => What::Resend,
    };
    let mut rest = wanted.to_vec();
    if how == Tend::Renew {
        rest.retain(|(site, id)| match seen.sites.invite(site, id) {
            Some(invite) => !renewed_otherwise(seen, invite, now, drawn),
            None => true,
        });
    }
    let more = site_invites::change(seen, &rest, what, now);
    drawn.lines.extend(more.lines);
    drawn.skipped.extend(more.skipped);
}

/// Takes a site invite that sending again does not open; false if it does.
fn renewed_otherwise(
    seen: Observed<'_>,
    invite: &SiteInvite,
    now: Timestamp,
    drawn: &mut Drawn,
) -> bool {
    let status = invite.status_at(now);
    if invite.probably.is_some() {
        drawn.skipped.push(Skip {
            site: None,
            who: who(&invite.id, &invite.email),
            reason: "Was probably accepted: an account contributes since then".to_owned(),
            already_so: false,
        });
        return true;
    }
    let over = matches!(status, InviteStatus::Declined | InviteStatus::Deleted);
    if !over || invite.email.is_empty() || invite.roles.is_empty() {
        return false;
    }
    let (sites, emails) = ([invite.site.clone()], [invite.email.clone()]);
    match site_invites::invite(seen, &sites, &emails, &invite.roles, None, now) {
        Ok(made) => {
            drawn.lines.extend(made.lines);
            drawn.skipped.extend(made.skipped);
        }
        Err(error) => drawn.skipped.push(Skip {
            site: None,
            who: who(&invite.id, &invite.email),
            reason: error.to_string(),
            already_so: false,
        }),
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{
        AccountId, Assignment, Condition, ConditionKind, Directory, Extra, Probably, Site, Team,
    };
    use crate::plan::{Found, Plan, SiteAccess, Wish, make};

    const ROLE: &str = "6600344420111308827";

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn now() -> Timestamp {
        at("2026-11-25T12:00:00Z")
    }

    fn invite(id: &str, status: InviteStatus, reach: Reach) -> Arc<AccountInvite> {
        Arc::new(AccountInvite {
            id: id.into(),
            email: format!("{id}@n.example"),
            status,
            accept_link: None,
            created_at: None,
            updated_at: None,
            expires_at: None,
            assignments: vec![Assignment {
                role: ROLE.into(),
                id: None,
                reach,
                subject: None,
            }],
            extra: Extra::new(),
        })
    }

    fn team() -> Team {
        let folder = Reach::Conditions(vec![Condition {
            kind: ConditionKind::Folder,
            id: "f1".to_owned(),
            value: None,
        }]);
        let mut past = (*invite("past", InviteStatus::Pending, Reach::Account)).clone();
        past.expires_at = Some(at("2026-11-24T00:00:00Z"));
        let mut twin = (*invite("twin", InviteStatus::Expired, Reach::Account)).clone();
        twin.email = "ended@n.example".to_owned();
        Team {
            members: Vec::new(),
            invites: vec![
                invite("open", InviteStatus::Pending, Reach::Account),
                invite("ended", InviteStatus::Expired, Reach::Account),
                invite("used", InviteStatus::Used, Reach::Account),
                invite("folder", InviteStatus::Declined, folder),
                Arc::new(past),
                Arc::new(twin),
            ],
        }
    }

    fn sites() -> SiteAccess {
        let one = |id: &str, status| SiteInvite {
            email: format!("{id}@n.example"),
            status,
            ..SiteInvite::bare(id.into(), "s1".into())
        };
        let probably = SiteInvite {
            probably: Some(Probably {
                account: AccountId::new("a1"),
                at: now(),
            }),
            ..one("maybe", InviteStatus::Pending)
        };
        let all = vec![
            one("s-open", InviteStatus::Pending),
            one("s-ended", InviteStatus::Expired),
            one("s-used", InviteStatus::Used),
            probably,
            SiteInvite {
                expires_at: Some(at("2026-11-24T00:00:00Z")),
                roles: vec![ROLE.into()],
                ..one("s-past", InviteStatus::Pending)
            },
        ];
        let mut access = SiteAccess::default();
        let all = all.into_iter().map(Arc::new).collect();
        access.invites.insert("s1".into(), all);
        access
    }

    fn directory() -> Directory {
        let site = Site {
            name: "Shop".to_owned(),
            ..Site::bare("s1".into())
        };
        Directory::new(Vec::new(), vec![site], Vec::new())
    }

    fn plan(how: Tend, account: &[&str], of_sites: &[&str]) -> Plan {
        made(&Wish::TendInvites {
            how,
            account: account.iter().map(|id| InviteId::new(id)).collect(),
            sites: of_sites
                .iter()
                .map(|id| ("s1".into(), InviteId::new(id)))
                .collect(),
        })
    }

    fn made(wish: &Wish) -> Plan {
        let (team, sites, directory) = (team(), sites(), directory());
        let (found, members) = (Found::new(), BTreeMap::new());
        let seen = Observed {
            account: &AccountId::new("acc"),
            team: &team,
            directory: &directory,
            found: &found,
            members: &members,
            sites: &sites,
            read_at: None,
            complete: true,
        };
        make(seen, wish, "p".to_owned(), now()).unwrap()
    }

    fn does(plan: &Plan) -> Vec<(&str, &str)> {
        let lines = plan.lines.iter();
        lines
            .map(|l| (l.who.email.as_str(), l.action.label()))
            .collect()
    }

    #[test]
    fn renewing_makes_new_account_invites_and_sends_site_invites_again() {
        let account = ["ended", "twin", "open", "used", "folder", "gone"];
        let renewed = plan(
            Tend::Renew,
            &account,
            &["s-open", "s-ended", "s-used", "maybe"],
        );
        assert_eq!(
            does(&renewed),
            [
                ("ended@n.example", "Invite to account"),
                ("open@n.example", "By hand"),
                ("s-open@n.example", "Send invite again"),
                ("s-ended@n.example", "Send invite again"),
            ]
        );
        let why: Vec<&str> = renewed.skipped.iter().map(|s| s.reason.as_str()).collect();
        assert_eq!(why.len(), 6, "{why:#?}");
        for words in ["goes to this address", "folders", "no longer", "probably"] {
            assert!(why.iter().any(|w| w.contains(words)), "{words}: {why:#?}");
        }
        let give = match &renewed.lines[0].action {
            Action::InviteToAccount { give, .. } => give,
            other => panic!("{other:?}"),
        };
        assert_eq!(give[0].role.as_str(), ROLE);
    }

    #[test]
    fn an_open_account_invite_is_by_hand_and_one_past_its_end_is_not_open() {
        for how in [Tend::Resend, Tend::Revoke] {
            let open = plan(how, &["open"], &[]);
            assert_eq!(does(&open), [("open@n.example", "By hand")]);
            assert_eq!(open.sent().count(), 0);
            let past = plan(how, &["past"], &[]);
            assert!(past.lines.is_empty());
            assert_eq!(past.skipped[0].already_so, how == Tend::Revoke);
        }
    }

    #[test]
    fn a_site_invite_past_its_end_is_told_as_ended_and_blocks_no_new_one() {
        let revoked = plan(Tend::Revoke, &[], &["s-past"]);
        assert!(revoked.lines.is_empty());
        let left = &revoked.skipped[0];
        assert_eq!(left.reason, "Ended on 2026-11-24: nothing is open");
        assert!(left.already_so);
        for how in [Tend::Resend, Tend::Renew] {
            let again = plan(how, &[], &["s-past"]);
            assert_eq!(does(&again), [("s-past@n.example", "Send invite again")]);
            let reason = &again.lines[0].reason;
            assert_eq!(
                reason,
                "Ended on 2026-11-24: sending it again opens it anew"
            );
        }
        let anew = |address: &str| {
            made(&Wish::InviteToSites {
                sites: vec!["s1".into()],
                emails: vec![address.to_owned()],
                roles: vec![ROLE.into()],
                language: None,
            })
        };
        let new = anew("S-Past@n.example");
        assert_eq!(does(&new), [("S-Past@n.example", "Invite to site")]);
        assert_eq!(new.lines[0].reason, "Ended on 2026-11-24: a new invite");
        let key = new.lines[0].action.object().unwrap();
        assert!(
            new.fingerprints[&key].is_absent(),
            "the ended one is no obstacle"
        );
        let open = anew("s-open@n.example");
        assert!(open.lines.is_empty() && open.skipped[0].already_so);
        let gone = made(&Wish::RemoveEverywhere {
            name: "Somebody".to_owned(),
            users: Vec::new(),
            accounts: Vec::new(),
            addresses: ["s-past", "s-open", "past", "open"]
                .map(|who| format!("{who}@n.example"))
                .to_vec(),
            look_on: Vec::new(),
        });
        let wanted = [
            ("open@n.example", "By hand"),
            ("s-open@n.example", "Revoke invite"),
        ];
        assert_eq!(does(&gone), wanted, "what ended is no place any more");
    }

    #[test]
    fn an_account_invite_past_its_end_becomes_a_new_one() {
        let renewed = plan(Tend::Renew, &["past"], &[]);
        assert_eq!(does(&renewed), [("past@n.example", "Invite to account")]);
    }

    #[test]
    fn revoking_leaves_alone_what_is_over() {
        let revoked = plan(Tend::Revoke, &["ended"], &["s-open", "s-ended", "s-used"]);
        assert_eq!(does(&revoked), [("s-open@n.example", "Revoke invite")]);
        assert_eq!(revoked.skipped.len(), 3);
    }
}
