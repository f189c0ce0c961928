//! Deeds on members: planned, kept in files, judged, taken back.

use super::support::*;
use crate::access::*;
use crate::plan::settle::{Finding, finding};
use crate::plan::*;
use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

fn site() -> SiteId {
    "shop".into()
}

pub(super) fn shop() -> Directory {
    let shop = Site {
        name: "shop".to_owned(),
        display_name: "Shop".to_owned(),
        ..Site::bare(site())
    };
    let known = directory();
    Directory::new(known.roles().cloned().collect(), vec![shop], vec![])
}

fn dana() -> Member {
    Member {
        login_email: "dana@example.com".to_owned(),
        status: MemberStatus::Approved,
        activity: ActivityStatus::Active,
        privacy: Privacy::Private,
        nickname: "Dana L".to_owned(),
        slug: "dana-l".to_owned(),
        title: "Illustrator".to_owned(),
        phones: Some(vec!["1".to_owned()]),
        emails: Some(vec![]),
        addresses: Some(vec![]),
        custom_fields: Some(BTreeMap::new()),
        ..Member::bare("m1".into())
    }
}

/// Everything that can be read of these members, in every respect of a wish.
fn found(members: &[Member], held: Option<&str>) -> Found {
    let mut found = Found::new();
    let facets = [
        Facet::Standing,
        Facet::Activity,
        Facet::Details,
        Facet::List(MemberList::Phones),
        Facet::List(MemberList::Emails),
        Facet::List(MemberList::Addresses),
        Facet::Slug,
        Facet::Login,
    ];
    for member in members {
        for facet in facets.clone() {
            let key = ObjectKey::member(&site(), &member.id, facet.clone());
            let member = Arc::new(member.clone());
            found.insert(key, Seen::Member { member, facet });
        }
        for facet in [Facet::Role("VIP".into()), Facet::Badge("b1".into())] {
            let key = ObjectKey::member(&site(), &member.id, facet);
            let held = held.map(str::to_owned);
            let member = member.id.clone();
            found.insert(key, Seen::Holding { member, held });
        }
    }
    let free = ObjectKey::site_member(&site(), "new@example.com");
    found.insert(free, Seen::Members(vec![]));
    found
}

fn made(found: &Found, sites: &SiteAccess, wish: MemberWish) -> Result<Plan, WishError> {
    let (account, team, directory) = (AccountId::new("acc"), team(), shop());
    let seen = Observed {
        account: &account,
        team: &team,
        directory: &directory,
        found,
        members: &BTreeMap::new(),
        sites,
        read_at: None,
        complete: true,
    };
    let wish = Wish::Members {
        site: site(),
        whom: Whom {
            ids: vec!["m1".into()],
            logins: vec![],
        },
        wish,
    };
    make(seen, &wish, "plan-1".to_owned(), Timestamp::UNIX_EPOCH)
}

fn plan_of_one(member: Member, wish: MemberWish) -> Plan {
    made(&found(&[member], None), &SiteAccess::default(), wish).unwrap()
}

fn change() -> MemberChange {
    MemberChange {
        nickname: Some("Dana Levi".to_owned()),
        title: Some(String::new()),
        phones: Some(vec![]),
        ..MemberChange::default()
    }
}

fn every_wish() -> Vec<MemberWish> {
    vec![
        MemberWish::Update(Box::new(change())),
        MemberWish::Slug("dana-levi".to_owned()),
        MemberWish::Approve,
        MemberWish::Unblock,
        MemberWish::Block,
        MemberWish::Mute,
        MemberWish::Unmute,
        MemberWish::Disconnect,
        MemberWish::Delete,
        MemberWish::Login("new@example.com".to_owned()),
        MemberWish::PasswordMail(None),
        MemberWish::GiveRole("VIP".into()),
        MemberWish::TakeRole("VIP".into()),
        MemberWish::GiveBadge("b1".into()),
        MemberWish::TakeBadge("b1".into()),
    ]
}

/// What Wix would make of a deed.
fn after(seen: &Seen, deed: &Deed) -> Seen {
    if let Seen::Holding { member, .. } = seen {
        let held = match deed {
            Deed::GiveRole { role } => Some(role.as_str().to_owned()),
            Deed::GiveBadge { .. } => Some("a9".to_owned()),
            _ => None,
        };
        let member = member.clone();
        return Seen::Holding { member, held };
    }
    let Seen::Member { member, facet } = seen else {
        panic!("{seen:?}");
    };
    let mut now = Member::clone(member);
    match deed {
        Deed::Update { change } => {
            now.nickname = change.nickname.clone().unwrap_or(now.nickname);
            now.title = change.title.clone().unwrap_or(now.title);
            keep(&mut now.phones, change.phones.clone());
        }
        Deed::Clear { .. } => now.phones = Some(vec![]),
        Deed::Slug { slug } => now.slug.clone_from(slug),
        Deed::Approve | Deed::Unblock => now.status = MemberStatus::Approved,
        Deed::Block => now.status = MemberStatus::Blocked,
        Deed::Mute => now.activity = ActivityStatus::Muted,
        Deed::Unmute => now.activity = ActivityStatus::Active,
        Deed::Disconnect => now.status = MemberStatus::Offline,
        Deed::Delete => return Seen::Absent,
        Deed::ChangeLogin { login } => now.login_email.clone_from(login),
        other => panic!("{other:?}"),
    }
    Seen::Member {
        member: Arc::new(now),
        facet: facet.clone(),
    }
}

/// Members in every state, holding something or not.
fn any_member() -> impl Strategy<Value = (Member, Option<&'static str>)> {
    let statuses = vec![
        MemberStatus::Unknown,
        MemberStatus::Pending,
        MemberStatus::Approved,
        MemberStatus::Blocked,
        MemberStatus::Offline,
        MemberStatus::Other("NEW".to_owned()),
    ];
    let activities = vec![
        ActivityStatus::Unknown,
        ActivityStatus::Active,
        ActivityStatus::Muted,
    ];
    let status = prop::sample::select(statuses);
    let held = prop::sample::select(vec![None, Some("a1")]);
    (status, prop::sample::select(activities), held).prop_map(|(status, activity, held)| {
        let member = Member {
            status,
            activity,
            ..dana()
        };
        (member, held)
    })
}

proptest! {
    /// Whatever a member's state: a line is not so yet, is so once it was carried out, can be kept
    /// in a file, and planning the same again finds nothing to do.
    #[test]
    fn deeds_do_what_they_say_and_only_once(
        (member, held) in any_member(),
        wish in prop::sample::select(every_wish()),
    ) {
        let mut seen = found(&[member], held);
        let sites = SiteAccess::default();
        let plan = made(&seen, &sites, wish.clone()).unwrap();
        prop_assert_eq!(plan.check_form(), Ok(()));
        prop_assert!(plan.lines.is_empty() != plan.skipped.is_empty());
        let bytes = file::to_bytes(&plan).unwrap();
        prop_assert_eq!(&file::from_bytes(&bytes).unwrap(), &plan);
        for line in &plan.lines {
            let Action::Member(of) = &line.action else { panic!("{line:?}") };
            let key = of.object();
            let before = seen[&key].clone();
            prop_assert!(check(&plan, 0..plan.lines.len(), &seen).moved.is_empty());
            if of.deed == Deed::PasswordMail {
                prop_assert!(!line.action.can_be_read());
                continue;
            }
            prop_assert_ne!(finding(&line.action, &before), Finding::AsPlanned);
            let now = after(&before, &of.deed);
            prop_assert_eq!(finding(&line.action, &now), Finding::AsPlanned);
            prop_assert_ne!(Fingerprint::of(&now), Fingerprint::of(&before));
            prop_assert_eq!(line.ends_access(), of.deed.locks_out());
            seen.insert(key, now);
        }
    }
}

#[test]
fn keys_of_members_come_back_from_text() {
    let facets = [
        Facet::Standing,
        Facet::Details,
        Facet::List(MemberList::Addresses),
        Facet::Role("VIP:1".into()),
        Facet::Badge("b1".into()),
    ];
    for facet in facets {
        let key = ObjectKey::member(&site(), &"m1".into(), facet);
        let text = String::from(key.clone());
        assert_eq!(ObjectKey::try_from(text), Ok(key));
    }
    for wrong in [
        "memberOf:shop:m1",
        "memberOf:shop::slug",
        "memberOf:shop:m1:role:",
        "memberOf:shop:m1:x",
    ] {
        assert!(ObjectKey::try_from(wrong.to_owned()).is_err(), "{wrong}");
    }
}

#[test]
fn plans_of_before_still_open() {
    let old = json!({ "action": "deleteMember", "site": "shop", "member": "m1",
        "loginEmail": "dana@example.com" });
    let action: Action = serde_json::from_value(old).unwrap();
    assert_eq!(action.deletes(), Some((&site(), &"m1".into())));
    let new = json!({ "action": "member", "site": "shop", "member": "m1", "deed": "block" });
    let action: Action = serde_json::from_value(new).unwrap();
    assert_eq!(action.locks_out(), Some(&site()));
}

#[test]
fn lists_are_emptied_by_lines_of_their_own() {
    let plan = plan_of_one(dana(), MemberWish::Update(Box::new(change())));
    let labels: Vec<&str> = plan.lines.iter().map(|l| l.action.label()).collect();
    assert_eq!(labels, ["Edit member", "Clear phone numbers"]);
    assert_eq!(plan.title, "Edit: Dana L on Shop");
    let before: Vec<&str> = plan.lines[0]
        .before
        .iter()
        .map(|g| g.role.as_str())
        .collect();
    assert_eq!(before, ["Nickname: Dana L", "Title: Illustrator"]);
    assert_eq!(plan.lines[0].after[1].role, "Title: none");
    // A file cannot sneak an empty list into an update: Wix would ignore it.
    let mut sly = plan.clone();
    if let Action::Member(of) = &mut sly.lines[0].action {
        of.deed = Deed::Update {
            change: Box::new(change()),
        };
    }
    assert!(
        sly.check_form()
            .unwrap_err()
            .what
            .contains("a line of its own")
    );
}

#[test]
fn mails_to_set_a_password_stand_alone() {
    let mails = plan_of_one(dana(), MemberWish::PasswordMail(None));
    assert_eq!((mails.lines[0].mails, mails.check_form()), (1, Ok(())));
    let mut both = mails.clone();
    let block = plan_of_one(dana(), MemberWish::Block);
    both.lines.extend(block.lines);
    both.fingerprints.extend(block.fingerprints);
    let error = both.check_form().unwrap_err();
    assert!(error.what.contains("a plan of their own"), "{error}");
}

#[test]
fn unblocking_never_lets_in_who_was_not_let_in_before() {
    let undo = |status, wish| {
        let member = Member { status, ..dana() };
        plan_of_one(member, wish).lines[0].undo.clone()
    };
    assert!(matches!(
        undo(MemberStatus::Pending, MemberWish::Block),
        Undo::Never { .. }
    ));
    assert!(matches!(
        undo(MemberStatus::Pending, MemberWish::Approve),
        Undo::Never { .. }
    ));
    let back = undo(MemberStatus::Approved, MemberWish::Block);
    assert_eq!(
        back,
        Undo::MemberBack {
            deeds: vec![Deed::Unblock]
        }
    );
    for wish in [
        MemberWish::Disconnect,
        MemberWish::Delete,
        MemberWish::PasswordMail(None),
    ] {
        assert!(matches!(
            undo(MemberStatus::Approved, wish),
            Undo::Never { .. }
        ));
    }
}

#[test]
fn members_of_the_owner_and_of_contributors_are_left_alone() {
    let mut sites = SiteAccess::default();
    let row = UserMember {
        member: "m1".into(),
        user: Some("owner".into()),
        site: None,
        nickname: String::new(),
    };
    let users = UserLinks::new([row], true);
    sites.members.users.insert(site(), users);
    let linked = found(&[dana()], None);
    let same_address = Member {
        login_email: "CO1@northlight.example".to_owned(),
        ..dana()
    };
    let same_address = found(&[same_address], None);
    let none = SiteAccess::default();
    for wish in [
        MemberWish::Block,
        MemberWish::Delete,
        MemberWish::Disconnect,
    ] {
        for (found, sites, words) in [
            (&linked, &sites, "Belongs to the owner"),
            (&same_address, &none, "Has the address of a contributor"),
        ] {
            let plan = made(found, sites, wish.clone()).unwrap();
            assert_eq!(plan.lines, []);
            assert!(
                plan.skipped[0].reason.starts_with(words),
                "{:?}",
                plan.skipped
            );
        }
        assert_eq!(made(&linked, &none, wish).unwrap().lines.len(), 1);
    }
    // Muting is no harm to them.
    assert_eq!(
        made(&linked, &sites, MemberWish::Mute).unwrap().lines.len(),
        1
    );
}

#[test]
fn a_wish_that_cannot_be_is_refused_as_a_whole() {
    let seen = found(&[dana()], None);
    let refused = |wish| made(&seen, &SiteAccess::default(), wish).unwrap_err();
    let long = MemberChange {
        company: Some("x".repeat(101)),
        ..MemberChange::default()
    };
    for wish in [
        MemberWish::Update(Box::default()),
        MemberWish::Update(Box::new(long)),
        MemberWish::Slug(" ".to_owned()),
        MemberWish::Login("nobody".to_owned()),
    ] {
        let error = refused(wish.clone());
        assert!(matches!(error, WishError::Unfit(_)), "{wish:?}: {error}");
    }
}

#[test]
fn badges_and_deletions_go_out_together_and_the_rest_one_by_one() {
    let line = |member: &str, deed: Deed| {
        let action = Action::Member(MemberDeed {
            site: site(),
            member: member.into(),
            login_email: String::new(),
            deed,
        });
        bare_line(action, member)
    };
    let give =
        |n: usize| (0..n).map(|i| line(&format!("m{i}"), Deed::GiveBadge { badge: "b1".into() }));
    let plan = plan_of(give(150).collect(), |_| Fingerprint::of(&Seen::Absent));
    let sizes: Vec<usize> = plan.calls().iter().map(|c| c.lines.len()).collect();
    assert_eq!(sizes, [100, 50]);
    let block = |n: usize| (0..n).map(|i| line(&format!("m{i}"), Deed::Block));
    let plan = plan_of(block(3).collect(), |_| Fingerprint::of(&Seen::Absent));
    let lanes: Vec<Lane> = plan.calls().into_iter().map(|c| c.lane).collect();
    assert_eq!(lanes.len(), 3);
    assert_ne!(lanes[0], lanes[1], "several at once");
}
