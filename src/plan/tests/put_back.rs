//! What changed since a moment becomes wishes, and what cannot be restored is named.

use super::support::*;
use crate::access::*;
use crate::plan::*;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

fn at() -> Timestamp {
    "2026-11-20T09:00:00Z".parse().unwrap()
}

fn of(thing: Thing, before: Option<Fact>, after: Option<Fact>) -> Difference {
    Difference {
        thing,
        before,
        after,
    }
}

fn person(email: &str, role: &str, reach: Reach) -> Fact {
    Fact::Person {
        name: email.to_owned(),
        email: email.to_owned(),
        grants: BTreeSet::from([(role.into(), reach)]),
    }
}

fn plan(differences: &[Difference]) -> Plan {
    let (account, team, directory) = (AccountId::new("acc"), team(), directory());
    let (found, members) = (Found::new(), BTreeMap::new());
    let sites = SiteAccess::default();
    let seen = Observed {
        account: &account,
        team: &team,
        directory: &directory,
        found: &found,
        members: &members,
        sites: &sites,
        read_at: Some(at()),
        complete: true,
    };
    let wish = put_back(seen, at(), differences);
    make(seen, &wish, "p".to_owned(), at()).unwrap()
}

#[test]
fn roles_go_back_in_one_line_for_each_person_and_who_came_is_removed() {
    let grant = |user: &str, role: &str| Thing::Grant(user.into(), role.into(), Reach::Account);
    let held = || Some(Fact::Grant(BTreeSet::new()));
    let plan = plan(&[
        of(grant("p0", MANAGER), None, held()),
        of(grant("p0", DESIGNER), held(), None),
        of(
            Thing::Person("p2".into()),
            None,
            Some(person("p2@x.example", MANAGER, Reach::Account)),
        ),
    ]);
    assert_eq!(
        plan.title,
        "Put back 2 changes since 20 Nov 2026, 09:00 UTC"
    );
    assert_eq!(plan.skipped, []);
    let reasons: Vec<&str> = plan.lines.iter().map(|l| l.reason.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "Was not there on 20 Nov 2026, 09:00 UTC",
            "As on 20 Nov 2026, 09:00 UTC"
        ]
    );
    assert!(
        matches!(&plan.lines[0].action, Action::RemoveTeamMember { user } if *user == "p2".into())
    );
    let Action::UpdateAssignments { user, add, remove } = &plan.lines[1].action else {
        panic!("{:?}", plan.lines[1]);
    };
    assert_eq!((user.as_str(), add.len(), remove.len()), ("p0", 1, 1));
    assert_eq!(add[0].role, DESIGNER.into());
}

#[test]
fn who_left_is_invited_anew_and_that_is_said() {
    let plan = plan(&[of(
        Thing::Person("gone".into()),
        Some(person("gone@x.example", MANAGER, Reach::Account)),
        None,
    )]);
    let [line] = plan.lines.as_slice() else {
        panic!("{plan:?}");
    };
    assert!(
        matches!(&line.action, Action::InviteToAccount { email, .. } if email == "gone@x.example")
    );
    assert!(line.reason.contains("by a new invite"), "{}", line.reason);
    assert_eq!(line.mails, 1);
}

#[test]
fn what_cannot_be_restored_is_named_with_its_reason() {
    let site = SiteId::new("shop");
    let folder = Reach::Conditions(vec![Condition {
        kind: ConditionKind::Folder,
        id: "f".to_owned(),
        value: None,
    }]);
    let limited = Fact::Contributor {
        owner: None,
        roles: BTreeSet::from([MANAGER.into()]),
        locations: BTreeSet::from(["l".into()]),
    };
    let plan = plan(&[
        of(
            Thing::Person("a".into()),
            Some(person("a@x.example", OWNER, Reach::Account)),
            None,
        ),
        of(
            Thing::Person("b".into()),
            Some(person("b@x.example", MANAGER, folder)),
            None,
        ),
        of(
            Thing::Grant("owner".into(), OWNER.into(), Reach::Account),
            None,
            Some(Fact::Grant(BTreeSet::new())),
        ),
        of(
            Thing::Contributor(site.clone(), "acc2".into()),
            Some(limited),
            None,
        ),
        of(
            Thing::Role("r".into()),
            None,
            Some(Fact::Role {
                title: "R".to_owned(),
            }),
        ),
    ]);
    assert_eq!(plan.lines, []);
    let told: Vec<(&str, &str)> = plan
        .skipped
        .iter()
        .map(|s| (s.who.id.as_str(), s.reason.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("a", "The owner’s role cannot be given"),
            ("b", "An invite cannot be limited to folders"),
            (
                "owner",
                "The owner’s role moves only by transferring the account"
            ),
            ("acc2", "The site is not there any more"),
            (
                "r",
                "Roles that can be given are Wix’s or set in the dashboard"
            ),
        ]
    );
}
