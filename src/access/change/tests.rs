//! Tests of what changed between two moments.

use super::*;
use crate::access::{
    ACCOUNT_ADMIN, Assignment, Contributor, Extra, MemberLine, Reach, Role, RoleLimit, Site, Team,
    TeamMember,
};
use proptest::prelude::*;
use std::sync::Arc;

fn person(n: usize, roles: &[usize]) -> TeamMember {
    TeamMember {
        id: UserId::new(&format!("u{n}")),
        email: format!("u{n}@northlight.example"),
        first_name: format!("Person {n}"),
        last_name: String::new(),
        image: None,
        joined_at: None,
        assignments: roles.iter().map(|r| assignment(*r)).collect(),
        extra: Extra::new(),
    }
}

fn assignment(role: usize) -> Assignment {
    Assignment {
        role: RoleId::new(&format!("r{role}")),
        id: Some(AssignmentId::new(&format!("a{role}"))),
        reach: Reach::Account,
        subject: None,
    }
}

fn role(n: usize) -> Role {
    Role {
        id: RoleId::new(&format!("r{n}")),
        title: format!("Role {n}"),
        description: String::new(),
        limit: RoleLimit::None,
        custom: false,
        extra: Extra::new(),
    }
}

fn site(n: usize) -> Site {
    Site {
        name: format!("Site {n}"),
        ..Site::bare(SiteId::new(&format!("s{n}")))
    }
}

fn line(n: usize) -> MemberLine {
    MemberLine {
        id: MemberId::new(&format!("m{n}")),
        name: String::new(),
        login: format!("m{n}@example.com"),
        status: MemberStatus::Approved,
    }
}

fn contributor(n: usize) -> Contributor {
    Contributor {
        account: AccountId::new(&format!("c{n}")),
        owner: None,
        roles: vec!["r0".into()],
        locations: Vec::new(),
    }
}

const MANY: usize = 12;

/// An account of a dozen of everything.
fn moment() -> Moment {
    let sites = 0..4;
    let id = |n: usize| SiteId::new(&format!("s{n}"));
    Moment {
        team: Some(Team {
            members: (0..MANY).map(|n| Arc::new(person(n, &[n % 3]))).collect(),
            invites: Vec::new(),
        }),
        roles: Some((0..3).map(role).collect()),
        sites: Some(sites.clone().map(site).collect()),
        folders: Some(Vec::new()),
        contributors: sites
            .clone()
            .map(|n| (id(n), (0..MANY).map(contributor).collect()))
            .collect(),
        members: sites
            .map(|n| (id(n), (0..MANY).map(line).collect()))
            .collect(),
        ..Moment::default()
    }
}

/// One edit of something that no other edit of the same set touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Edit {
    Leaves(usize),
    Joins(usize),
    Renamed(usize),
    Gains(usize),
    ContributorGone(usize, usize),
    ContributorGains(usize, usize),
    Limited(usize, usize),
    MemberGone(usize, usize),
    MemberBlocked(usize, usize),
    MemberNew(usize, usize),
}

/// Where an edit is made, so that two of a set never meet.
fn spot(edit: Edit) -> (u8, usize, usize) {
    match edit {
        Edit::Leaves(n) | Edit::Renamed(n) | Edit::Gains(n) => (0, n, 0),
        Edit::Joins(n) => (1, n, 0),
        Edit::ContributorGone(s, n) | Edit::ContributorGains(s, n) | Edit::Limited(s, n) => {
            (2, s, n)
        }
        Edit::MemberGone(s, n) | Edit::MemberBlocked(s, n) => (3, s, n),
        Edit::MemberNew(s, n) => (4, s, n),
    }
}

/// Makes an edit and tells the thing that is otherwise.
fn make(edit: Edit, m: &mut Moment) -> Thing {
    let team = m.team.as_mut().unwrap();
    let site = |n: usize| SiteId::new(&format!("s{n}"));
    let user = |n: usize| UserId::new(&format!("u{n}"));
    let place = |n: usize| team.members.iter().position(|p| p.id == user(n)).unwrap();
    match edit {
        Edit::Leaves(n) => {
            team.members.remove(place(n));
            Thing::Person(user(n))
        }
        Edit::Joins(n) => {
            let n = MANY + n;
            team.members.insert(0, Arc::new(person(n, &[0, 1])));
            Thing::Person(user(n))
        }
        Edit::Renamed(n) => {
            let at = place(n);
            Arc::make_mut(&mut team.members[at]).first_name = "Other".to_owned();
            Thing::Person(user(n))
        }
        Edit::Gains(n) => {
            let at = place(n);
            let who = Arc::make_mut(&mut team.members[at]);
            who.assignments.insert(0, assignment(9));
            Thing::Grant(user(n), "r9".into(), Reach::Account)
        }
        Edit::ContributorGone(s, n) => {
            let all = m.contributors.get_mut(&site(s)).unwrap();
            all.retain(|c| c.account != contributor(n).account);
            Thing::Contributor(site(s), contributor(n).account)
        }
        Edit::ContributorGains(s, n) | Edit::Limited(s, n) => {
            let all = m.contributors.get_mut(&site(s)).unwrap();
            let account = contributor(n).account;
            let who = all.iter_mut().find(|c| c.account == account).unwrap();
            if matches!(edit, Edit::Limited(..)) {
                who.locations.push("l1".into());
                return Thing::Limit(site(s), account);
            }
            who.roles.push("r7".into());
            Thing::ContributorRole(site(s), account, "r7".into())
        }
        Edit::MemberGone(s, n) => {
            let all = m.members.get_mut(&site(s)).unwrap();
            all.retain(|m| m.id != line(n).id);
            Thing::Member(site(s), line(n).id)
        }
        Edit::MemberBlocked(s, n) => {
            let all = m.members.get_mut(&site(s)).unwrap();
            let one = all.iter_mut().find(|m| m.id == line(n).id).unwrap();
            one.status = MemberStatus::Blocked;
            Thing::Member(site(s), line(n).id)
        }
        Edit::MemberNew(s, n) => {
            let all = m.members.get_mut(&site(s)).unwrap();
            all.insert(0, line(MANY + n));
            Thing::Member(site(s), line(MANY + n).id)
        }
    }
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let one = (0..10_u8, 0..4_usize, 0..MANY).prop_map(|(what, s, n)| match what {
        0 => Edit::Leaves(n),
        1 => Edit::Joins(n),
        2 => Edit::Renamed(n),
        3 => Edit::Gains(n),
        4 => Edit::ContributorGone(s, n),
        5 => Edit::ContributorGains(s, n),
        6 => Edit::Limited(s, n),
        7 => Edit::MemberGone(s, n),
        8 => Edit::MemberBlocked(s, n),
        _ => Edit::MemberNew(s, n),
    });
    proptest::collection::vec(one, 0..40).prop_map(|all| {
        let mut spots = BTreeSet::new();
        all.into_iter().filter(|e| spots.insert(spot(*e))).collect()
    })
}

proptest! {
    #[test]
    fn edits_are_exactly_the_differences_and_turn_around(all in edits()) {
        let before = moment();
        let mut after = moment();
        let made: BTreeSet<Thing> = all.iter().map(|e| make(*e, &mut after)).collect();
        let found = compare(&before, &after);
        let things: Vec<Thing> = found.differences.iter().map(|d| d.thing.clone()).collect();
        let set: BTreeSet<Thing> = things.iter().cloned().collect();
        prop_assert_eq!(set.len(), things.len(), "nothing twice");
        prop_assert_eq!(set, made);
        prop_assert!(found.untold.is_empty());
        let back = compare(&after, &before).differences;
        let turned: Vec<_> = back.into_iter().map(Difference::turned).collect();
        prop_assert_eq!(turned, found.differences);
    }
}

#[test]
fn what_only_one_moment_knew_is_named_and_is_no_difference() {
    let (whole, mut part) = (moment(), moment());
    part.contributors.remove(&SiteId::new("s1"));
    part.roles = None;
    let found = compare(&part, &whole);
    assert!(found.differences.is_empty(), "{:?}", found.differences);
    let named: Vec<_> = found
        .untold
        .iter()
        .map(|u| (u.what, u.known_before))
        .collect();
    assert_eq!(named, [("Roles", false), ("Contributors", false)]);
}

#[test]
fn a_site_that_went_takes_along_who_was_on_it() {
    let (before, mut after) = (moment(), moment());
    let gone = SiteId::new("s1");
    after.sites.as_mut().unwrap().retain(|s| s.id != gone);
    after.contributors.remove(&gone);
    after.members.remove(&gone);
    let found = compare(&before, &after);
    let things: Vec<_> = found.differences.iter().map(|d| &d.thing).collect();
    assert_eq!(things, [&Thing::Site(gone)]);
    assert!(found.untold.is_empty());
}

#[test]
fn names_and_new_ids_of_assignments_are_no_difference_and_a_co_owner_is_the_worst() {
    let (before, mut after) = (moment(), moment());
    let people = &mut after.team.as_mut().unwrap().members;
    Arc::make_mut(&mut people[0]).assignments[0].id = Some("other".into());
    assert!(compare(&before, &after).differences.is_empty());
    let people = &mut after.team.as_mut().unwrap().members;
    let mut top = assignment(0);
    top.role = ACCOUNT_ADMIN.into();
    Arc::make_mut(&mut people[3]).assignments.push(top);
    people.retain(|p| p.id.as_str() != "u5");
    people.push(Arc::new(person(40, &[1])));
    let found = compare(&before, &after).differences;
    let mut weights: Vec<_> = found.iter().map(Difference::weight).collect();
    weights.sort();
    assert_eq!(weights, [Weight::Top, Weight::More, Weight::Less]);
}
