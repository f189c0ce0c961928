//! What one member tells about itself, and for whom a field is: planned, judged, taken back.

use super::deeds::shop;
use super::support::*;
use crate::access::*;
use crate::plan::settle::{Finding, finding};
use crate::plan::*;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn site() -> SiteId {
    "shop".into()
}

fn text(words: &str) -> Value {
    json!({ "type": "TEXT", "textData": { "text": words } })
}

fn rich() -> Value {
    json!({ "nodes": [
        { "type": "PARAGRAPH", "nodes": [text("I bake.")] },
        { "type": "IMAGE", "imageData": { "altText": "A loaf" } },
    ] })
}

fn about(content: Value, revision: &str) -> SettingSeen {
    SettingSeen::About(MemberAbout {
        id: "a1".into(),
        member: "m1".into(),
        content,
        revision: revision.to_owned(),
        extra: Extra::new(),
    })
}

fn applies(to: FieldTargets, revision: &str) -> SettingSeen {
    SettingSeen::Applies(FieldApplication {
        field: "f1".into(),
        applies: to.applies,
        withheld: to.withheld,
        revision: revision.to_owned(),
    })
}

fn premium() -> FieldTargets {
    FieldTargets {
        applies: vec![AppliesTo::Role("r1".to_owned())],
        withheld: vec![AppliesTo::Member("m1".to_owned())],
    }
}

fn speakers() -> FieldTargets {
    FieldTargets {
        applies: vec![
            AppliesTo::Badge("b1".to_owned()),
            AppliesTo::Plan("p1".to_owned()),
        ],
        withheld: vec![],
    }
}

fn found(key: SettingKey, now: Option<SettingSeen>) -> Found {
    let seen = now.map_or(Seen::Absent, |now| Seen::Setting(Box::new(now)));
    Found::from([(ObjectKey::Setting(site(), key), seen)])
}

fn with<T>(found: &Found, work: impl FnOnce(Observed<'_>) -> T) -> T {
    let (account, team, directory) = (AccountId::new("acc"), team(), shop());
    let mut access = SiteAccess::default();
    let names = [
        ("m1", "Dana"),
        ("r1", "Premium"),
        ("b1", "Speaker"),
        ("f1", "Shirt"),
    ];
    let labels = names.map(|(id, name)| ((site(), id.to_owned()), name.to_owned()));
    access.members.labels.extend(labels);
    work(Observed {
        account: &account,
        team: &team,
        directory: &directory,
        found,
        members: &BTreeMap::new(),
        sites: &access,
        read_at: None,
        complete: true,
    })
}

fn made(wish: SettingWish, now: Option<SettingSeen>) -> Result<Plan, WishError> {
    let found = found(wish.object(), now);
    let wish = Wish::SiteSetting { site: site(), wish };
    with(&found, |seen| {
        make(seen, &wish, "plan-1".to_owned(), Timestamp::UNIX_EPOCH)
    })
}

fn line(plan: &Plan) -> &Line {
    let [line] = plan.lines.as_slice() else {
        panic!("{plan:?}");
    };
    line
}

fn skipped(plan: &Plan) -> (&str, bool) {
    assert_eq!((plan.lines.len(), plan.skipped.len()), (0, 1), "{plan:?}");
    (&plan.skipped[0].reason, plan.skipped[0].already_so)
}

fn words(text: &str, insist: bool) -> SettingWish {
    let text = text.to_owned();
    SettingWish::About("m1".into(), AboutWish::Words { text, insist })
}

fn field_for(to: Option<FieldTargets>) -> SettingWish {
    SettingWish::FieldFor("f1".into(), to)
}

fn told(grants: &[Grant]) -> Vec<&str> {
    grants.iter().map(|g| g.role.as_str()).collect()
}

#[test]
fn pictures_are_lost_only_if_somebody_insists_and_then_it_says_so() {
    let left = made(words("I bake bread.", false), Some(about(rich(), "3"))).unwrap();
    let (reason, so) = skipped(&left);
    assert!(reason.contains("would lose: 1 picture") && !so, "{reason}");
    let plan = made(words("I bake bread.", true), Some(about(rich(), "3"))).unwrap();
    let line = line(&plan);
    assert!(
        line.reason.starts_with("Loses 1 picture"),
        "{}",
        line.reason
    );
    assert_eq!(told(&line.before), ["“I bake.”", "With 1 picture"]);
    assert_eq!(told(&line.after), ["“I bake bread.”"]);
    assert_eq!(plan.title, "Change about text: Dana on Shop");
    assert_eq!(line.who.id, "m1");
    plan.check_form().unwrap();

    let words_alone =
        json!({ "nodes": [{ "type": "PARAGRAPH", "id": "x", "nodes": [text("Hi")] }] });
    let same = made(words(" Hi\n", false), Some(about(words_alone.clone(), "3"))).unwrap();
    assert_eq!(skipped(&same), ("Is so already", true));
    let plain = made(words("Hello", false), Some(about(words_alone.clone(), "3"))).unwrap();
    assert_eq!(plain.lines.len(), 1);
    let unrevised = made(words("Hello", false), Some(about(words_alone, ""))).unwrap();
    assert!(skipped(&unrevised).0.contains("revision"));
    let nothing = made(SettingWish::About("m1".into(), AboutWish::Gone), None).unwrap();
    assert_eq!(skipped(&nothing), ("Has no text about itself", true));
    assert!(made(words(" \n", false), None).is_err());
}

#[test]
fn a_field_is_for_whom_it_is_said_to_be_and_nobody_is_left_out_by_mistake() {
    let plan = made(field_for(Some(premium())), None).unwrap();
    let limit = line(&plan);
    assert_eq!(told(&limit.before), ["For everybody"]);
    assert_eq!(
        told(&limit.after),
        [
            "For: Members with the role Premium",
            "Not for: The member Dana"
        ]
    );
    assert_eq!(plan.title, "Limit field to some members: Shirt on Shop");
    assert_eq!(plan.reads(tempo()), 2, "the fields, and for whom they are");
    let again = made(field_for(Some(premium())), Some(applies(premium(), "1"))).unwrap();
    assert_eq!(skipped(&again), ("Is so already", true));
    let open = made(field_for(None), None).unwrap();
    assert_eq!(skipped(&open), ("Is for everybody already", true));
    for wrong in [
        FieldTargets::default(),
        FieldTargets {
            applies: vec![AppliesTo::Other("GROUP".to_owned(), "g".to_owned())],
            withheld: vec![],
        },
        FieldTargets {
            applies: vec![AppliesTo::Role("r".to_owned()); MOST_TARGETS + 1],
            withheld: vec![],
        },
        FieldTargets {
            applies: vec![AppliesTo::Role("r".to_owned())],
            withheld: vec![AppliesTo::Role("r".to_owned())],
        },
    ] {
        let refused = made(field_for(Some(wrong)), None);
        assert!(matches!(refused, Err(WishError::Unfit(_))), "{refused:?}");
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

/// What is wished, what stands there before, and what the same place tells afterwards.
fn cases() -> Vec<(SettingWish, Option<SettingSeen>, Option<SettingSeen>)> {
    let words_now = || about(plain_document("Hello"), "4");
    vec![
        (words("Hello", false), None, Some(words_now())),
        (
            words("Hello", true),
            Some(about(rich(), "3")),
            Some(words_now()),
        ),
        (
            SettingWish::About("m1".into(), AboutWish::Gone),
            Some(about(rich(), "3")),
            None,
        ),
        (
            field_for(Some(premium())),
            None,
            Some(applies(premium(), "1")),
        ),
        (
            field_for(Some(speakers())),
            Some(applies(premium(), "1")),
            Some(applies(speakers(), "2")),
        ),
        (field_for(None), Some(applies(premium(), "1")), None),
    ]
}

#[test]
fn each_is_judged_by_what_is_read_and_taken_back_with_the_old_document() {
    for (wish, before, after) in cases() {
        let key = wish.object();
        let plan = made(wish.clone(), before.clone()).unwrap();
        plan.check_form().unwrap();
        let bytes = file::to_bytes(&plan).unwrap();
        assert_eq!(file::from_bytes(&bytes).unwrap(), plan, "{wish:?}");
        let first = line(&plan);
        let object = first.action.object().unwrap();
        let unchanged = found(key.clone(), before.clone());
        assert_eq!(finding(&first.action, &unchanged[&object]), Finding::NotYet);
        assert_eq!(check(&plan, [0], &unchanged), Checked::default());
        let done = found(key.clone(), after.clone());
        assert_eq!(finding(&first.action, &done[&object]), Finding::AsPlanned);
        assert_eq!(check(&plan, [0], &done).already, [0], "{wish:?}");
        let result = LineResult {
            outcome: Outcome::Done,
            made: after.as_ref().map(SettingSeen::id),
            ..LineResult::not_tried()
        };
        let undone = with(&done, |seen| {
            let finished = Finished {
                run: &crate::journal::RunId::new("run-1"),
                plan: &plan,
                results: &[result],
            };
            undo(seen, finished, "plan-2".to_owned(), Timestamp::UNIX_EPOCH).unwrap()
        });
        undone.check_form().unwrap();
        let back = line(&undone);
        assert_eq!((&back.before, &back.after), (&first.after, &first.before));
        assert_eq!(back.who, first.who);
        let Action::Setting(of) = &back.action else {
            panic!("{back:?}");
        };
        let revision = after.as_ref().map_or("", SettingSeen::revision);
        match (&of.deed, before) {
            (SettingDeed::About { deed, .. }, before) => match (deed, before) {
                (AboutDeed::Delete { id }, None) => assert_eq!(id.as_str(), "a1"),
                (
                    AboutDeed::Change {
                        revision: r,
                        content,
                        ..
                    },
                    Some(_),
                ) => {
                    assert_eq!((r.as_str(), content), (revision, &rich()));
                }
                (AboutDeed::Write { content }, Some(_)) => assert_eq!(*content, rich()),
                other => panic!("{other:?}"),
            },
            (SettingDeed::Applies { deed, .. }, before) => match (deed, before) {
                (AppliesDeed::Everybody, None) => {}
                (AppliesDeed::Change { revision: r, to }, Some(_)) => {
                    assert_eq!((r.as_str(), to), (revision, &premium()));
                }
                (AppliesDeed::Limit { to }, Some(_)) => assert_eq!(*to, premium()),
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn forged_lines_are_refused() {
    let plan = made(words("Hello", true), Some(about(rich(), "3"))).unwrap();
    let forged = |deed: SettingDeed| {
        let mut plan = plan.clone();
        let Action::Setting(of) = &mut plan.lines[0].action else {
            panic!("{plan:?}");
        };
        of.deed = deed;
        plan.check_form()
    };
    let change = |id: &str, revision: &str, content: Value| SettingDeed::About {
        member: "m1".into(),
        deed: AboutDeed::Change {
            id: id.into(),
            revision: revision.to_owned(),
            content,
        },
    };
    assert!(forged(change("a1", "3", plain_document("Hi"))).is_ok());
    assert!(forged(change("", "3", plain_document("Hi"))).is_err());
    assert!(forged(change("a1", "", plain_document("Hi"))).is_err());
    assert!(forged(change("a1", "3", json!("Hi"))).is_err());
    // Another member than the basis of the plan names.
    let other = SettingDeed::About {
        member: "m2".into(),
        deed: AboutDeed::Delete { id: "a1".into() },
    };
    assert!(forged(other).is_err());
    for key in [
        SettingKey::About("m1".into()),
        SettingKey::Applies("f1".into()),
    ] {
        let object = ObjectKey::Setting(site(), key);
        assert_eq!(
            ObjectKey::try_from(String::from(object.clone())),
            Ok(object)
        );
    }
}
