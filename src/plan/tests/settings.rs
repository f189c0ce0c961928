//! What is set for all members of a site: planned, kept in files, judged, taken back.

use super::deeds::shop;
use super::setting_world::{after, badge, role, sets};
use super::support::*;
use crate::access::*;
use crate::plan::settle::{Finding, finding};
use crate::plan::*;
use jiff::Timestamp;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn site() -> SiteId {
    "shop".into()
}

/// What a look at this object tells.
fn found(sets: &[SettingSet], keys: &[SettingKey]) -> Found {
    let mut found = Found::new();
    for key in keys {
        let mut sets = sets.iter().filter(|s| Some(s.kind()) == key.kind());
        let set = sets.next().expect("a set");
        let now = SettingSeen::find(set, key);
        let itself = now
            .clone()
            .map(|now| (now.key(), Seen::Setting(Box::new(now))));
        let seen = now.map_or(Seen::Absent, |now| Seen::Setting(Box::new(now)));
        let both = itself.into_iter().chain([(key.clone(), seen)]);
        found.extend(both.map(|(key, seen)| (ObjectKey::Setting(site(), key), seen)));
    }
    found
}

fn with<T>(found: &Found, access: &SiteAccess, work: impl FnOnce(Observed<'_>) -> T) -> T {
    let (account, team, directory) = (AccountId::new("acc"), team(), shop());
    work(Observed {
        account: &account,
        team: &team,
        directory: &directory,
        found,
        members: &BTreeMap::new(),
        sites: access,
        read_at: None,
        complete: true,
    })
}

fn planned(wish: SettingWish, origin: &str) -> Plan {
    let found = found(&sets(origin), &[wish.object()]);
    let wish = Wish::SiteSetting { site: site(), wish };
    let access = SiteAccess::default();
    with(&found, &access, |seen| {
        make(seen, &wish, "plan-1".to_owned(), Timestamp::UNIX_EPOCH).unwrap()
    })
}

fn line(plan: &Plan) -> &Line {
    assert_eq!(plan.skipped, [], "{plan:?}");
    let [line] = plan.lines.as_slice() else {
        panic!("{} lines", plan.lines.len());
    };
    line
}

fn skipped(plan: &Plan) -> (&str, bool) {
    assert_eq!((plan.lines.len(), plan.skipped.len()), (0, 1), "{plan:?}");
    (&plan.skipped[0].reason, plan.skipped[0].already_so)
}

fn new_badge(title: &str) -> NewBadge {
    NewBadge {
        title: title.to_owned(),
        description: String::new(),
        background: "#102030".to_owned(),
        text: "#ffffff".to_owned(),
    }
}

#[test]
fn a_change_names_the_revision_and_tells_only_what_is_different() {
    let change = BadgeChange {
        title: Some(" Keynote ".to_owned()),
        // Another way to write the same colour.
        background: Some("#7a3e9d".to_owned()),
        ..BadgeChange::default()
    };
    let plan = planned(SettingWish::ChangeBadge("b1".into(), change), "CUSTOM");
    let line = line(&plan);
    let Action::Setting(of) = &line.action else {
        panic!("{line:?}");
    };
    let SettingDeed::ChangeBadge {
        revision, badge, ..
    } = &of.deed
    else {
        panic!("{line:?}");
    };
    assert_eq!((revision.as_str(), badge.title.as_str()), ("4", "Keynote"));
    assert_eq!(badge.description, "Has given a talk");
    assert_eq!(line.before[0].to_string(), "Badge Speaker (Shop)");
    assert_eq!(line.after[0].to_string(), "Badge Keynote (Shop)");
    assert_eq!(plan.title, "Change badge: Speaker on Shop");
    assert!(!line.action.takes_away() && !line.ends_access());
    assert_eq!(line.action.lane(), Some(Lane::Site(site())));
    plan.check_form().unwrap();
}

#[test]
fn what_is_so_already_and_what_cannot_be_is_left_alone_with_a_reason() {
    let case = BadgeChange {
        background: Some("#7a3e9d".to_owned()),
        ..BadgeChange::default()
    };
    for (wish, reason, already) in [
        (
            SettingWish::ChangeBadge("b1".into(), case),
            "Is so already",
            true,
        ),
        (
            SettingWish::CreateBadge(new_badge("SPEAKER")),
            "Another badge of the site has this title",
            false,
        ),
        (
            SettingWish::CreateRole("PRESS".into(), "Press".to_owned(), true),
            "There is one already",
            true,
        ),
        (
            SettingWish::CreateRole("PRESS".into(), "Journalists".to_owned(), true),
            "Another role of the site has this key",
            false,
        ),
        (
            SettingWish::DeleteBadge("gone".into()),
            "Is not on the site any more",
            true,
        ),
        (
            SettingWish::ChangeRole("GONE".into(), false),
            "Is not on the site any more",
            false,
        ),
        (
            SettingWish::DefaultPrivacy(Privacy::Private),
            "Is so already",
            true,
        ),
        (
            SettingWish::Privacy(None, Some(true)),
            "Is so already",
            true,
        ),
    ] {
        let plan = planned(wish, "CUSTOM");
        assert_eq!(skipped(&plan), (reason, already));
        assert_eq!(plan.lines, []);
    }
    let rename = SettingWish::ChangeField("f1".into(), Some("Size".to_owned()), None);
    assert!(skipped(&planned(rename, "SYSTEM")).0.contains("Wix itself"));
    let delete = SettingWish::DeleteField("f1".into());
    assert!(
        skipped(&planned(delete, "CONTACT"))
            .0
            .contains("can be hidden")
    );
    let seen_as = SettingWish::ChangeField("f1".into(), None, Some(Privacy::Public));
    line(&planned(seen_as, "SYSTEM"));
}

#[test]
fn wishes_that_wix_would_not_take_are_refused_at_once() {
    let (access, found) = (SiteAccess::default(), Found::new());
    let refused = |site: &str, wish: SettingWish| {
        let wish = Wish::SiteSetting {
            site: site.into(),
            wish,
        };
        with(&found, &access, |seen| {
            make(seen, &wish, "p".to_owned(), Timestamp::UNIX_EPOCH).unwrap_err()
        })
    };
    let unfit = |wish| matches!(refused("shop", wish), WishError::Unfit(_));
    assert!(unfit(SettingWish::CreateBadge(new_badge(""))));
    assert!(unfit(SettingWish::CreateBadge(new_badge(&"x".repeat(51)))));
    let black = NewBadge {
        text: "black".to_owned(),
        ..new_badge("Gold")
    };
    assert!(unfit(SettingWish::CreateBadge(black)));
    assert!(unfit(SettingWish::CreateRole(
        "press".into(),
        "Press".to_owned(),
        true
    )));
    assert!(unfit(SettingWish::ChangeField("f1".into(), None, None)));
    let elsewhere = refused("gone", SettingWish::DeleteBadge("b1".into()));
    assert_eq!(elsewhere, WishError::NoSuchSite("gone".to_owned()));
}

#[test]
fn what_members_lose_is_said_as_far_as_it_is_known() {
    let told = |access: &SiteAccess, wish: SettingWish| {
        let found = found(&sets("CUSTOM"), &[wish.object()]);
        let wish = Wish::SiteSetting { site: site(), wish };
        let plan = with(&found, access, |seen| {
            make(seen, &wish, "p".to_owned(), Timestamp::UNIX_EPOCH).unwrap()
        });
        let line = line(&plan).clone();
        assert!(line.action.takes_away());
        assert!(!line.ends_access(), "nobody loses the access to the site");
        assert!(matches!(line.undo, Undo::Never { .. }));
        line.reason
    };
    let mut access = SiteAccess::default();
    let field = || SettingWish::DeleteField("f1".into());
    assert!(told(&access, field()).contains("not known how many"));
    let counted = FieldValues {
        with: 12,
        of: 120,
        whole: true,
    };
    let values = [((site(), "f1".into()), counted)];
    access.members.values.extend(values);
    assert_eq!(
        told(&access, field()),
        "12 of the 120 members kept here have a value in it, which is lost"
    );
    let hide = told(&access, SettingWish::HideField("f1".into()));
    assert!(hide.ends_with("it stays with the contact"), "{hide}");
    let badge = || SettingWish::DeleteBadge("b1".into());
    access
        .members
        .wearers
        .extend([((site(), "b1".into()), (100, true))]);
    assert_eq!(
        told(&access, badge()),
        "100 members or more wear it and lose it"
    );
}

fn all_wishes() -> Vec<SettingWish> {
    vec![
        SettingWish::CreateBadge(new_badge("Gold: first")),
        SettingWish::ChangeBadge(
            "b1".into(),
            BadgeChange {
                text: Some("#000000".to_owned()),
                ..BadgeChange::default()
            },
        ),
        SettingWish::DeleteBadge("b1".into()),
        SettingWish::CreateRole("VIP_1".into(), "Guests".to_owned(), false),
        SettingWish::ChangeRole("PRESS".into(), false),
        SettingWish::DeleteRole("PRESS".into()),
        SettingWish::CreateField(
            "Page: own".to_owned(),
            "SOCIAL".to_owned(),
            Some("TIKTOK".to_owned()),
            Privacy::Public,
        ),
        SettingWish::ChangeField("f1".into(), Some("Size".to_owned()), Some(Privacy::Public)),
        SettingWish::HideField("f1".into()),
        SettingWish::DeleteField("f1".into()),
        SettingWish::DefaultPrivacy(Privacy::Public),
        SettingWish::Privacy(Some(PublicVisibility::Members), Some(false)),
    ]
}

#[test]
fn every_plan_is_read_from_its_file_as_it_was_written() {
    for wish in all_wishes() {
        let plan = planned(wish, "CUSTOM");
        let line = line(&plan);
        assert!(line.action.can_be_read() && !line.needs.is_empty());
        plan.check_form().unwrap();
        let bytes = file::to_bytes(&plan).unwrap();
        assert_eq!(file::from_bytes(&bytes).unwrap(), plan);
        assert_eq!(plan.reads(tempo()), 1, "one list");
    }
}

fn tempo() -> Tempo {
    Tempo {
        per_minute: None,
        creation_gap: std::time::Duration::ZERO,
        team_pages: 1,
        site_roles: 1,
        locations: 1,
    }
}

fn back(plan: &Plan, found: &Found, made: Option<&str>) -> Plan {
    let result = LineResult {
        outcome: Outcome::Done,
        made: made.map(str::to_owned),
        ..LineResult::not_tried()
    };
    let access = SiteAccess::default();
    with(found, &access, |seen| {
        let finished = Finished {
            run: &crate::journal::RunId::new("run-1"),
            plan,
            results: &[result],
        };
        undo(seen, finished, "plan-2".to_owned(), Timestamp::UNIX_EPOCH).unwrap()
    })
}

#[test]
fn everything_is_judged_by_what_is_read_and_taken_back_where_that_is_possible() {
    for wish in all_wishes() {
        let plan = planned(wish.clone(), "CUSTOM");
        let Action::Setting(of) = &line(&plan).action else {
            panic!("{wish:?}");
        };
        let (before, key) = (sets("CUSTOM"), [wish.object()]);
        let object = of.object();
        let at = |found: &Found| found[&object].clone();
        let unchanged = found(&before, &key);
        assert_eq!(
            finding(&plan.lines[0].action, &at(&unchanged)),
            Finding::NotYet,
            "{wish:?}"
        );
        assert_eq!(check(&plan, [0], &unchanged), Checked::default());
        let done = found(&after(&of.deed), &key);
        assert_eq!(
            finding(&plan.lines[0].action, &at(&done)),
            Finding::AsPlanned,
            "{wish:?}"
        );
        assert_eq!(check(&plan, [0], &done).already, [0], "{wish:?}");

        let undone = back(
            &plan,
            &done,
            Some("new")
                .filter(|_| of.deed.makes() && !matches!(of.deed, SettingDeed::CreateRole { .. })),
        );
        if matches!(plan.lines[0].undo, Undo::Never { .. }) {
            assert_eq!(undone.lines, [], "{wish:?}");
            continue;
        }
        undone.check_form().unwrap();
        let Action::Setting(again) = &line(&undone).action else {
            panic!("{undone:?}");
        };
        match &again.deed {
            SettingDeed::DeleteBadge { id } => assert_eq!(id.as_str(), "new"),
            SettingDeed::DeleteField { id, revision } => {
                assert_eq!((id.as_str(), revision.as_str()), ("new", "99"));
            }
            SettingDeed::DeleteRole { role } => assert_eq!(role.as_str(), "VIP_1"),
            SettingDeed::CreateRole { title, .. } => assert_eq!(title, "Press"),
            SettingDeed::ChangeBadge {
                revision, badge: b, ..
            } => {
                assert_eq!((revision.as_str(), b), ("99", &badge().settable()));
            }
            SettingDeed::ChangeRole {
                revision,
                blockable,
                ..
            } => assert_eq!((revision.as_str(), *blockable), ("99", true)),
            SettingDeed::ChangeField { revision, name, .. } => {
                assert_eq!(revision, "99");
                assert_eq!(name.as_deref(), Some("Shirt size"));
            }
            SettingDeed::DefaultPrivacy { privacy, revision } => {
                assert_eq!((privacy, revision.as_str()), (&Privacy::Private, "99"));
            }
            SettingDeed::Privacy {
                visibility,
                may_be_public,
                revision,
            } => {
                assert_eq!(*visibility, PublicVisibility::All);
                assert_eq!((*may_be_public, revision.as_str()), (true, "99"));
            }
            other => panic!("{other:?}"),
        }
        // What others changed since is left alone.
        let undone = back(&plan, &unchanged, None);
        let (reason, _) = skipped(&undone);
        assert!(
            ["Was changed since", "Is not on the site any more"].contains(&reason),
            "{reason}"
        );
    }
}

#[test]
fn another_badge_with_the_same_title_is_not_the_one_that_was_made() {
    let plan = planned(SettingWish::CreateBadge(new_badge("Gold")), "CUSTOM");
    let Action::Setting(of) = &line(&plan).action else {
        panic!("{plan:?}");
    };
    let now = found(&after(&of.deed), &[SettingKey::badge_titled("gold")]);
    let undone = back(&plan, &now, Some("ours"));
    assert_eq!(skipped(&undone).0, "Another one has this name now");
}

#[test]
fn a_setting_that_moved_meanwhile_stops_the_plan() {
    let plan = planned(SettingWish::ChangeRole("PRESS".into(), false), "CUSTOM");
    let moved = [SettingSet::Roles(vec![MemberRoleDefinition {
        revision: "3".to_owned(),
        ..role(Some(true))
    }])];
    let now = found(&moved, &[SettingKey::Role("PRESS".into())]);
    let checked = check(&plan, [0], &now);
    assert_eq!(checked.moved[0].what, "was changed meanwhile");
    let gone = found(
        &[SettingSet::Roles(vec![])],
        &[SettingKey::Role("PRESS".into())],
    );
    assert_eq!(
        check(&plan, [0], &gone).moved[0].what,
        "is not on the site any more"
    );
}

#[test]
fn forged_lines_are_refused() {
    let plan = planned(SettingWish::ChangeRole("PRESS".into(), false), "CUSTOM");
    let forged = |edit: fn(&mut SettingDeed)| {
        let mut plan = plan.clone();
        let Action::Setting(of) = &mut plan.lines[0].action else {
            panic!("{plan:?}");
        };
        edit(&mut of.deed);
        plan.check_form()
    };
    assert!(forged(|_| {}).is_ok());
    let unrevised = |deed: &mut SettingDeed| {
        *deed = SettingDeed::ChangeRole {
            role: "PRESS".into(),
            revision: String::new(),
            blockable: false,
        };
    };
    assert!(forged(unrevised).is_err());
    // It makes what its basis says is there.
    let makes = |deed: &mut SettingDeed| {
        *deed = SettingDeed::CreateRole {
            role: "PRESS".into(),
            title: "Press".to_owned(),
            blockable: false,
        };
    };
    assert!(forged(makes).is_err());
    let other = |deed: &mut SettingDeed| {
        *deed = SettingDeed::DeleteBadge { id: "b1".into() };
    };
    assert!(forged(other).is_err());
}

proptest! {
    #[test]
    fn keys_are_read_as_they_are_written(title in "\\PC{1,20}", id in "[a-zA-Z0-9_-]{1,12}") {
        prop_assume!(!title.trim().is_empty());
        for key in [
            SettingKey::badge_titled(&title),
            SettingKey::field_named(&title),
            SettingKey::Badge(id.as_str().into()),
            SettingKey::Role(id.as_str().into()),
            SettingKey::Field(id.as_str().into()),
            SettingKey::DefaultPrivacy,
            SettingKey::Privacy,
        ] {
            let object = ObjectKey::Setting(site(), key);
            let text = String::from(object.clone());
            prop_assert_eq!(ObjectKey::try_from(text), Ok(object));
        }
    }
}
