//! Which open invite to a site an account probably accepted that appeared among its contributors.
//! Wix tells no state of site invites (contract 5), so this is a guess and is shown as one.

use super::{AccountId, Contributor, InviteId, InviteStatus, SiteInvite, fold_email};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// Two readings of one site and what else is known about it.
#[derive(Debug, Clone, Copy)]
pub struct Readings<'a> {
    /// Who contributed at the reading before.
    pub before: &'a BTreeMap<AccountId, Contributor>,
    /// When that was.
    pub before_at: Timestamp,
    /// Who contributes now.
    pub now: &'a BTreeMap<AccountId, Contributor>,
    /// When that was read.
    pub now_at: Timestamp,
    /// The account that owns the site, where it is known.
    pub owner: Option<&'a AccountId>,
    /// Addresses of accounts, where anything tells them.
    pub emails: &'a BTreeMap<AccountId, String>,
}

/// The invites of the site that were probably accepted between the readings, each with the account.
///
/// An account counts only if it is new among the contributors and nothing else explains it: it does
/// not own the site, and no invite names it already. Where its address is known and one open
/// invite went to exactly this address, that is the one. Of what is left, the guess is made only
/// if there is exactly one account and exactly one open invite, and if the account holds the roles
/// that the invite gives. The person may have accepted with another address (contract 5), so a
/// different address speaks against nothing.
pub fn probably_accepted<'a>(
    seen: Readings<'_>,
    invites: impl IntoIterator<Item = &'a SiteInvite>,
) -> Vec<(InviteId, AccountId)> {
    let invites: Vec<&SiteInvite> = invites.into_iter().collect();
    let named: BTreeSet<&AccountId> = invites.iter().filter_map(|i| names(i)).collect();
    let mut open: Vec<&SiteInvite> = invites
        .into_iter()
        .filter(|i| was_open(i, seen.before_at, seen.now_at))
        .collect();
    let mut new: Vec<&Contributor> = seen
        .now
        .values()
        .filter(|c| !seen.before.contains_key(&c.account))
        .filter(|c| seen.owner != Some(&c.account) && !named.contains(&c.account))
        .collect();
    let mut found = Vec::new();
    new.retain(|one| {
        let email = seen.emails.get(&one.account).map(|e| fold_email(e));
        let Some(email) = email.filter(|e| !e.is_empty()) else {
            return true;
        };
        let mut theirs = open.iter().filter(|i| fold_email(&i.email) == email);
        let (Some(first), None) = (theirs.next(), theirs.next()) else {
            return true;
        };
        let id = first.id.clone();
        open.retain(|i| i.id != id);
        found.push((id, one.account.clone()));
        false
    });
    if let ([one], [invite]) = (new.as_slice(), open.as_slice())
        && fits(one, invite)
    {
        found.push((invite.id.clone(), one.account.clone()));
    }
    found
}

/// The account that an invite was accepted by, told or guessed.
fn names(invite: &SiteInvite) -> Option<&AccountId> {
    let guess = invite.probably.as_ref().map(|p| &p.account);
    invite.accepted_by.as_ref().or(guess)
}

/// Whether an invite could be accepted between two times, as far as is known.
fn was_open(invite: &SiteInvite, from: Timestamp, to: Timestamp) -> bool {
    let told = matches!(invite.status, InviteStatus::Pending) || invite.status.is_untold();
    told && names(invite).is_none()
        && invite.expires_at.is_none_or(|end| end > from)
        && invite.created_at.is_none_or(|made| made <= to)
}

/// Whether the account holds what the invite gives. Roles that are not known speak against nothing.
fn fits(one: &Contributor, invite: &SiteInvite) -> bool {
    one.roles.is_empty() || invite.roles.iter().all(|r| one.roles.contains(r))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn people(ids: &[&str]) -> BTreeMap<AccountId, Contributor> {
        let one = |id: &&str| Contributor {
            account: AccountId::new(id),
            owner: None,
            roles: vec!["editor".into()],
            locations: Vec::new(),
        };
        ids.iter().map(|id| (AccountId::new(id), one(id))).collect()
    }

    fn open(id: &str, email: &str) -> SiteInvite {
        SiteInvite {
            email: email.to_owned(),
            status: InviteStatus::Pending,
            roles: vec!["editor".into()],
            expires_at: Some(at("2026-12-20T00:00:00Z")),
            ..SiteInvite::bare(id.into(), "s1".into())
        }
    }

    fn guess(now: &[&str], invites: &[SiteInvite], emails: &[(&str, &str)]) -> Vec<String> {
        let emails = emails
            .iter()
            .map(|(id, email)| (AccountId::new(id), (*email).to_owned()))
            .collect();
        let owner = AccountId::new("owner");
        let seen = Readings {
            before: &people(&["owner", "old"]),
            before_at: at("2026-12-01T00:00:00Z"),
            now: &people(now),
            now_at: at("2026-12-05T00:00:00Z"),
            owner: Some(&owner),
            emails: &emails,
        };
        let found = probably_accepted(seen, invites);
        found.iter().map(|(i, a)| format!("{i} by {a}")).collect()
    }

    #[test]
    fn one_new_account_and_one_open_invite_belong_together() {
        let all = [open("i1", "kim@n.example")];
        assert_eq!(guess(&["owner", "old", "new"], &all, &[]), ["i1 by new"]);
        let other = [("new", "kim@elsewhere.example")];
        assert_eq!(guess(&["old", "new"], &all, &other), ["i1 by new"]);
        assert!(guess(&["owner", "old"], &all, &[]).is_empty());
    }

    #[test]
    fn a_doubt_makes_no_guess() {
        let one = [open("i1", "kim@n.example")];
        let two = [open("i1", "kim@n.example"), open("i2", "lee@n.example")];
        assert!(guess(&["old", "n1"], &two, &[]).is_empty());
        assert!(guess(&["old", "n1", "n2"], &one, &[]).is_empty());
        let mut other_role = open("i1", "kim@n.example");
        other_role.roles = vec!["owner of the shop".into()];
        assert!(guess(&["old", "n1"], &[other_role], &[]).is_empty());
    }

    #[test]
    fn an_address_that_is_known_decides_among_several() {
        let two = [open("i1", "kim@n.example"), open("i2", "lee@n.example")];
        let emails = [("n1", "Lee@N.example")];
        assert_eq!(guess(&["old", "n1"], &two, &emails), ["i2 by n1"]);
        // What is explained by its address leaves one pair.
        let both = guess(&["old", "n1", "n2"], &two, &emails);
        assert_eq!(both, ["i2 by n1", "i1 by n2"]);
    }

    #[test]
    fn invites_that_are_over_or_named_and_accounts_that_are_named_do_not_count() {
        let over = |status| SiteInvite {
            status,
            ..open("i0", "old@n.example")
        };
        let ended = SiteInvite {
            expires_at: Some(at("2026-11-30T00:00:00Z")),
            ..open("i0", "old@n.example")
        };
        for other in [
            over(InviteStatus::Deleted),
            over(InviteStatus::Declined),
            ended,
        ] {
            let all = [other, open("i1", "kim@n.example")];
            assert_eq!(guess(&["old", "new"], &all, &[]), ["i1 by new"]);
        }
        let used = SiteInvite {
            accepted_by: Some(AccountId::new("new")),
            ..over(InviteStatus::Used)
        };
        let all = [used, open("i1", "kim@n.example")];
        assert!(guess(&["old", "new"], &all, &[]).is_empty());
        // Ended meanwhile, but open at the reading before.
        let lately = SiteInvite {
            expires_at: Some(at("2026-12-02T00:00:00Z")),
            ..open("i1", "kim@n.example")
        };
        assert_eq!(guess(&["old", "new"], &[lately], &[]), ["i1 by new"]);
        // Only the id is known.
        let bare = SiteInvite::bare("i9".into(), "s1".into());
        assert_eq!(guess(&["old", "new"], &[bare], &[]), ["i9 by new"]);
    }

    #[test]
    fn the_owner_is_explained() {
        let mut all = people(&["old"]);
        let before = all.clone();
        all.extend(people(&["owner"]));
        let owner = AccountId::new("owner");
        let seen = Readings {
            before: &before,
            before_at: at("2026-12-01T00:00:00Z"),
            now: &all,
            now_at: at("2026-12-05T00:00:00Z"),
            owner: Some(&owner),
            emails: &BTreeMap::new(),
        };
        assert!(probably_accepted(seen, &[open("i1", "a@n.example")]).is_empty());
    }
}
