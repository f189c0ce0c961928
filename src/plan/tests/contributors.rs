//! Roles and locations of contributors, each changed in a way of its own.

use super::support::*;
use crate::access::*;
use crate::plan::*;
use jiff::Timestamp;
use std::collections::BTreeMap;

fn location(id: &str, name: &str, archived: bool) -> Location {
    Location {
        id: id.into(),
        name: name.to_owned(),
        description: String::new(),
        default: None,
        archived: Some(archived),
        address: None,
        extra: Extra::new(),
    }
}

/// Two sites: “Garden” stands at both, “Harbour” at the first, and the second has two “Twin”.
/// `a` is limited to the first Garden, `b` to nothing, both with one role.
fn sites() -> SiteAccess {
    let mut access = SiteAccess::default();
    let first = vec![
        location("g1", "Garden", false),
        location("h1", "Harbour", false),
        location("o1", "Old", true),
    ];
    let second = vec![
        location("g2", "garden ", false),
        location("t2", "Twin", false),
        location("t3", "twin", false),
    ];
    access.locations.insert("s1".into(), first);
    access.locations.insert("s2".into(), second);
    for site in ["s1", "s2"] {
        for account in ["a", "b"] {
            let limits: &[&str] = match (site, account) {
                ("s1", "a") => &["g1"],
                _ => &[],
            };
            let contributor = Contributor {
                account: account.into(),
                owner: None,
                roles: vec![MANAGER.into()],
                locations: limits.iter().map(|l| LocationId::new(l)).collect(),
            };
            let of = access.contributors.entry(site.into()).or_default();
            of.insert(account.into(), contributor);
        }
    }
    access
}

fn plan(changes: Vec<ContributorChange>) -> Result<Plan, WishError> {
    let (account, team, directory) = (AccountId::new("acc"), team(), directory());
    let (found, members) = (Found::new(), BTreeMap::new());
    let seen = Observed {
        account: &account,
        team: &team,
        directory: &directory,
        found: &found,
        members: &members,
        sites: &sites(),
        read_at: None,
        complete: true,
    };
    let wish = Wish::ChangeContributors { changes };
    make(seen, &wish, "plan-1".to_owned(), Timestamp::UNIX_EPOCH)
}

fn whom(site: &str, account: &str) -> Contribution {
    Contribution {
        site: site.into(),
        account: account.into(),
    }
}

fn change(
    (site, account): (&str, &str),
    roles: impl Into<Option<RolesWish>>,
    locations: impl Into<Option<LocationsWish>>,
) -> ContributorChange {
    ContributorChange {
        whom: whom(site, account),
        roles: roles.into(),
        locations: locations.into(),
    }
}

fn designer() -> RolesWish {
    RolesWish::Exactly(vec![DESIGNER.into()])
}

fn these(ids: &[&str]) -> LocationsWish {
    let ids = ids.iter().map(|id| LocationId::new(id)).collect();
    LocationsWish::These(ids)
}

fn named(names: &[&str]) -> LocationsWish {
    let names = names.iter().map(|n| (*n).to_owned()).collect();
    LocationsWish::Named(names)
}

/// Site, account and what changes of every line, in their order.
fn does(plan: &Plan) -> Vec<(String, String, String)> {
    let line = |l: &Line| match &l.action {
        Action::ChangeContributorRoles { site, account, .. } => {
            (site.to_string(), account.to_string(), "roles".to_owned())
        }
        Action::ChangeContributorLocations {
            site,
            account,
            locations,
            ..
        } => {
            let all: Vec<&str> = locations.iter().map(LocationId::as_str).collect();
            (site.to_string(), account.to_string(), all.join(" "))
        }
        other => panic!("{other:?}"),
    };
    plan.lines.iter().map(line).collect()
}

fn line(site: &str, account: &str, what: &str) -> (String, String, String) {
    (site.to_owned(), account.to_owned(), what.to_owned())
}

#[test]
fn a_name_means_the_location_of_each_site_and_sites_without_it_are_named() {
    let names = || named(&["GARDEN", "Harbour"]);
    let plan = plan(vec![
        change(("s1", "b"), None, names()),
        change(("s2", "b"), None, names()),
        change(("s2", "a"), None, named(&["Harbour"])),
        change(("s1", "a"), None, named(&["Old"])),
    ])
    .unwrap();
    assert_eq!(
        does(&plan),
        [line("s1", "b", "g1 h1"), line("s2", "b", "g2")]
    );
    let beside = &plan.lines[1].reason;
    assert!(
        beside.contains("The site has no location “Harbour”"),
        "{beside}"
    );
    let why: Vec<&str> = plan.skipped.iter().map(|s| s.reason.as_str()).collect();
    assert_eq!(
        why,
        [
            "The site has no location “Harbour”",
            "The site has no location “Old”"
        ]
    );
}

#[test]
fn a_name_of_two_locations_and_an_archived_location_change_nobody() {
    let plan = plan(vec![
        change(("s2", "a"), designer(), named(&["twin"])),
        change(("s1", "a"), designer(), these(&["o1"])),
        change(("s1", "b"), designer(), these(&["g2"])),
    ])
    .unwrap();
    assert!(
        plan.lines.is_empty(),
        "no role without the limit that goes with it"
    );
    let why: Vec<&str> = plan.skipped.iter().map(|s| s.reason.as_str()).collect();
    assert_eq!(
        why,
        [
            "Several locations of the site are called “twin”",
            "The location Old is archived",
            "The site has no location g2"
        ]
    );
    assert!(plan.skipped.iter().all(|s| !s.already_so));
}

#[test]
fn a_narrower_limit_stands_before_the_new_role_and_a_wider_one_after_it() {
    let plan = plan(vec![
        change(("s1", "a"), designer(), these(&["g1", "h1"])),
        change(("s1", "b"), designer(), these(&["h1"])),
        change(("s2", "a"), designer(), these(&[])),
    ])
    .unwrap();
    let wanted = [
        line("s1", "a", "roles"),
        line("s1", "a", "g1 h1"),
        line("s1", "b", "h1"),
        line("s1", "b", "roles"),
        line("s2", "a", "roles"),
    ];
    assert_eq!(does(&plan), wanted);
    assert_eq!(
        plan.title,
        "Change roles and locations of 2 contributors on 2 sites"
    );
    let lanes: Vec<Option<Lane>> = plan.lines.iter().map(|l| l.action.lane()).collect();
    assert!(lanes[..4].iter().all(|l| *l == lanes[0]));
}

#[test]
fn the_same_entry_twice_counts_once_and_another_one_is_told() {
    let first = change(("s1", "b"), None, these(&["h1"]));
    let other = change(("s1", "b"), None, these(&["g1"]));
    let plan = plan(vec![first.clone(), first, other]).unwrap();
    assert_eq!(does(&plan), [line("s1", "b", "h1")]);
    assert_eq!(plan.skipped.len(), 1);
    assert_eq!(
        plan.skipped[0].reason,
        "Is named twice: the first entry counts"
    );
}

#[test]
fn nothing_asked_for_and_roles_of_another_level_are_refused() {
    let nothing = RolesWish::Exactly(Vec::new());
    let none = plan(vec![change(("s1", "a"), Some(nothing), None)]);
    assert_eq!(none, Err(WishError::Nothing));
    let owner = RolesWish::Exactly(vec![OWNER.into()]);
    let owner = plan(vec![change(("s1", "a"), Some(owner), these(&[]))]);
    assert_eq!(owner, Err(WishError::OwnerRole));
    let same = plan(vec![change(("s1", "a"), None, these(&["g1"]))]).unwrap();
    assert!(same.lines.is_empty() && same.skipped[0].already_so);
}

#[test]
fn more_locations_than_wix_takes_are_refused_for_that_person() {
    let many: Vec<Location> = (0..21)
        .map(|n| location(&format!("l{n:02}"), &format!("Place {n}"), false))
        .collect();
    let mut access = SiteAccess::default();
    let ids: Vec<LocationId> = many.iter().map(|l| l.id.clone()).collect();
    access.locations.insert("s1".into(), many);
    let wish = LocationsWish::These(ids);
    let why = wish.at(&access, &"s1".into()).unwrap_err();
    assert!(why.contains("at most 20"), "{why}");
}
