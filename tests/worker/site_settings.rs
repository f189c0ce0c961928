//! What a site sets for all of its members: read sort by sort, planned, applied, taken back.

use crate::desk::Desk;
use crate::members::{apply, held, lifts};
use crate::plans::play::{plan_of, save};
use crate::support::{Setup, Wix};
use gatehouse::access::{
    BadgeChange, BadgeId, CustomFieldId, NewBadge, Privacy, PublicVisibility, SettingKind, SiteId,
};
use gatehouse::plan::{Brake, Outcome, SettingWish, Wish};
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{
    Command, JobKind, JobState, MembersReading, PlanReview, RunView, SiteSettings, Trouble,
};
use serde_json::json;
use std::sync::Arc;

fn desk(wix: &Wix) -> Desk {
    let mut desk = Setup::default().desk(None);
    desk.connect(wix, &wix.key("full"));
    desk
}

fn site(wix: &Wix) -> SiteId {
    SiteId::new(&wix.site(0))
}

fn read(desk: &mut Desk, site: &SiteId) -> Arc<SiteSettings> {
    let before = desk.model.last_job(JobKind::SiteSettings).map(|j| j.id);
    desk.send(Command::ReadSiteSettings(site.clone()));
    desk.until("the end of the reading", |m| {
        let job = m.last_job(JobKind::SiteSettings)?;
        (Some(job.id) != before && !job.state.is_active()).then_some(())
    });
    desk.take_in();
    desk.model.site_settings.clone().expect("settings")
}

fn wish(site: &SiteId, wish: SettingWish) -> Wish {
    Wish::SiteSetting {
        site: site.clone(),
        wish,
    }
}

/// Does it and checks that it is done and read back.
fn done(desk: &mut Desk, review: &PlanReview) -> Arc<RunView> {
    assert_eq!(review.brakes, []);
    done_over(desk, review, &[])
}

/// The same behind these brakes, which are lifted.
fn done_over(desk: &mut Desk, review: &PlanReview, brakes: &[Brake]) -> Arc<RunView> {
    assert_eq!(review.plan.skipped, [], "{:?}", review.plan.skipped);
    let held: Vec<Brake> = review.brakes.iter().map(|hit| hit.brake).collect();
    assert_eq!(held, brakes);
    let run = apply(desk, review, lifts(review));
    for line in &run.receipt.as_ref().expect("a receipt").lines {
        assert_eq!(line.result.outcome, Outcome::Done, "{line:?}");
        let read = line.result.read_back.as_ref().map(|r| r.as_planned);
        assert_eq!(read, Some(true), "{line:?}");
    }
    assert_eq!(run.trouble, None);
    run
}

fn do_it(desk: &mut Desk, site: &SiteId, what: SettingWish) -> Arc<RunView> {
    let review = desk.plan(wish(site, what));
    done(desk, &review)
}

fn undo(desk: &mut Desk, run: &RunView) -> Arc<RunView> {
    let back = plan_of(desk, Command::Undo(run.run.clone())).expect("a plan");
    done(desk, &back)
}

fn badge_titled(settings: &SiteSettings, title: &str) -> Option<BadgeId> {
    let mut all = settings.badges().expect("badges").iter();
    all.find(|b| b.title == title).map(|b| b.id.clone())
}

fn field_named(settings: &SiteSettings, name: &str) -> Option<CustomFieldId> {
    let mut all = settings.fields().expect("fields").iter();
    all.find(|f| f.name == name).map(|f| f.id.clone())
}

fn told(desk: &Desk) -> Arc<SiteSettings> {
    desk.model.site_settings.clone().expect("settings")
}

#[test]
fn everything_is_read_kept_and_shown_without_a_network() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let mut desk = setup.desk(None);
    desk.connect(&wix, &wix.key("full"));
    let site = site(&wix);
    let before = wix.writes().len();
    let settings = read(&mut desk, &site);
    assert_eq!(settings.badges().map(<[_]>::len), Some(3));
    assert_eq!(settings.roles().map(<[_]>::len), Some(4));
    assert_eq!(settings.fields().map(<[_]>::len), Some(4));
    assert_eq!(
        settings.default_privacy().map(|p| p.privacy.clone()),
        Some(Privacy::Private)
    );
    assert_eq!(
        settings.privacy().map(|p| p.visibility.clone()),
        Some(PublicVisibility::All)
    );
    assert!(
        SettingKind::ALL
            .iter()
            .all(|k| settings.problem(*k).is_none())
    );
    assert!(settings.read && !settings.reading && !settings.site_name.is_empty());
    assert_eq!(wix.writes().len(), before, "reading writes nothing");
    desk.handle.shutdown();
    drop(desk);

    let offline = Setup {
        offline: true,
        ..setup
    };
    let mut desk = offline.desk(None);
    desk.send(Command::OpenLast);
    desk.until("the profile", |m| m.session.as_ref().map(|_| ()));
    desk.send(Command::OpenSiteSettings(site.clone()));
    let kept = desk.until("what is kept", |m| m.site_settings.clone());
    assert_eq!(kept.badges(), settings.badges());
    let kind = SettingKind::Badges;
    assert_eq!(kept.read_at(kind), settings.read_at(kind));
    assert!(!kept.read);
    desk.send(Command::ReadSiteSettings(site));
    let kept = desk.until("why it is not read", |m| {
        m.site_settings.clone().filter(|s| s.read)
    });
    assert_eq!(
        kept.problem(kind).map(|p| p.trouble),
        Some(Trouble::Offline)
    );
    assert_eq!(kept.badges(), settings.badges(), "what was known stays");
}

#[test]
fn one_sort_that_is_refused_does_not_take_the_others_with_it() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix);
    let site = site(&wix);
    let known = read(&mut desk, &site);
    wix.fault(&json!({
        "match": {"path": "roles/definitions"}, "times": 9,
        "kind": {"status": 403, "body": {"message": "no", "details": {}}},
    }));
    wix.fault(&json!({
        "match": {"path": "default-privacy-status"}, "times": 9,
        "kind": {"status": 404, "body": {"message": "no app", "details": {}}},
    }));
    let settings = read(&mut desk, &site);
    let problem = settings.problem(SettingKind::Roles).expect("a problem");
    assert_eq!(problem.trouble, Trouble::NoAccess);
    assert!(!problem.remedy.is_empty());
    let area = settings.problem(SettingKind::DefaultPrivacy);
    assert!(area.expect("a problem").remedy.contains("Members Area"));
    assert_eq!(settings.roles(), known.roles(), "what was known stays");
    assert!(settings.problem(SettingKind::Badges).is_none());
    let job = desk.model.last_job(JobKind::SiteSettings).expect("a job");
    let JobState::Done(words) = &job.state else {
        panic!("{job:?}");
    };
    assert_eq!(words, "Read; 2 of 7 were not told");

    // A plan about it says that it cannot be made, and the others can.
    let refused = plan_of(
        &mut desk,
        Command::MakePlan(wish(&site, SettingWish::ChangeRole("PRESS".into(), false))),
    );
    assert_eq!(refused.unwrap_err().trouble, Trouble::NoAccess);
    wix.no_faults();
    assert!(read(&mut desk, &site).problem(SettingKind::Roles).is_none());
}

#[test]
fn a_badge_is_made_changed_and_deleted_and_each_is_taken_back_as_far_as_possible() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix);
    let site = site(&wix);
    read(&mut desk, &site);
    let gold = NewBadge {
        title: "Gold".to_owned(),
        description: "Paid twice".to_owned(),
        background: "#FFCC00".to_owned(),
        text: "#000000".to_owned(),
    };
    let made = do_it(&mut desk, &site, SettingWish::CreateBadge(gold.clone()));
    let id = badge_titled(&told(&desk), "Gold").expect("shown without another reading");

    let again = desk.plan(wish(&site, SettingWish::CreateBadge(gold)));
    assert!(again.plan.skipped[0].already_so);
    let change = BadgeChange {
        title: Some("Gold member".to_owned()),
        description: Some(String::new()),
        ..BadgeChange::default()
    };
    let changed = do_it(
        &mut desk,
        &site,
        SettingWish::ChangeBadge(id.clone(), change),
    );
    assert_eq!(badge_titled(&told(&desk), "Gold member"), Some(id.clone()));
    // Its title is another one now, so the run that made it finds nothing of that title.
    let back = plan_of(&mut desk, Command::Undo(made.run.clone())).unwrap();
    assert_eq!(back.plan.lines, []);
    undo(&mut desk, &changed);
    let settings = told(&desk);
    let badge = settings.badges().unwrap().iter().find(|b| b.id == id);
    let badge = badge.expect("the badge");
    assert_eq!(
        (badge.title.as_str(), badge.description.as_str()),
        ("Gold", "Paid twice")
    );
    undo(&mut desk, &made);
    assert_eq!(badge_titled(&told(&desk), "Gold"), None);

    let speaker = badge_titled(&told(&desk), "Speaker").expect("a badge of the seed");
    let review = desk.plan(wish(&site, SettingWish::DeleteBadge(speaker)));
    let reason = &review.plan.lines[0].reason;
    assert!(reason.ends_with("members wear it and lose it"), "{reason}");
    assert!(review.plan.lines[0].action.takes_away());
    let gone = done(&mut desk, &review);
    assert_eq!(badge_titled(&told(&desk), "Speaker"), None);
    let back = plan_of(&mut desk, Command::Undo(gone.run.clone())).unwrap();
    assert_eq!(back.plan.lines, []);
    assert!(back.plan.skipped[0].reason.contains("nobody wears it"));
}

#[test]
fn roles_are_defined_changed_and_deleted_and_those_of_wix_refuse() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix);
    let site = site(&wix);
    let create = SettingWish::CreateRole("VIP".into(), "Guests".to_owned(), true);
    let made = do_it(&mut desk, &site, create);
    let changed = do_it(
        &mut desk,
        &site,
        SettingWish::ChangeRole("VIP".into(), false),
    );
    let vip = |settings: &SiteSettings| {
        let mut all = settings.roles().expect("roles").iter();
        all.find(|r| r.key.as_str() == "VIP").cloned()
    };
    let blockable = |desk: &mut Desk| vip(&read(desk, &site)).and_then(|r| r.blockable);
    assert_eq!(blockable(&mut desk), Some(false));
    undo(&mut desk, &changed);
    assert_eq!(blockable(&mut desk), Some(true));
    let deleted = do_it(&mut desk, &site, SettingWish::DeleteRole("VIP".into()));
    undo(&mut desk, &deleted);
    assert_eq!(
        vip(&told(&desk)).map(|r| r.title),
        Some("Guests".to_owned())
    );
    undo(&mut desk, &made);
    assert_eq!(vip(&read(&mut desk, &site)), None);

    let review = desk.plan(wish(&site, SettingWish::DeleteRole("MEMBER".into())));
    let run = desk.apply(&review);
    let line = &run.receipt.as_ref().unwrap().lines[0].result;
    assert_eq!(line.outcome, Outcome::Refused);
    let words = line.detail.as_deref().unwrap_or_default();
    assert!(words.contains("comes from Wix itself"), "{words}");
}

#[test]
fn a_field_goes_with_the_number_of_values_that_are_lost() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix);
    let site = site(&wix);
    let settings = read(&mut desk, &site);
    let size = field_named(&settings, "Shirt size").expect("a field of the seed");
    let delete = || SettingWish::DeleteField(size.clone());
    let unread = desk.plan(wish(&site, delete()));
    assert!(unread.plan.lines[0].reason.contains("not known how many"));
    let [brake] = unread.brakes.as_slice() else {
        panic!("{:?}", unread.brakes);
    };
    assert_eq!(brake.brake, Brake::ValuesLost);
    assert!(brake.message.contains("unknown how many"), "{brake:?}");
    held(&mut desk, &unread);
    assert_eq!(wix.writes().len(), 0, "the brake holds it");
    desk.send(Command::SyncMembers {
        site: site.clone(),
        how: MembersReading::Everybody,
    });
    desk.until("the members", |m| {
        let job = m.last_job(JobKind::SyncMembers)?;
        matches!(job.state, JobState::Done(_)).then_some(())
    });
    let review = desk.plan(wish(&site, delete()));
    let reason = &review.plan.lines[0].reason;
    let with: usize = reason.split(' ').next().unwrap().parse().expect("a number");
    assert!(with > 0 && with < 120, "{reason}");
    assert!(reason.ends_with("of the 120 members kept here have a value in it, which is lost"));

    // Somebody renames it meanwhile: nothing is sent.
    let rename = SettingWish::ChangeField(size.clone(), Some("Size".to_owned()), None);
    let renamed = do_it(&mut desk, &site, rename);
    let writes = wix.writes().len();
    let run = apply(&mut desk, &review, lifts(&review));
    assert_eq!(run.moved[0].what, "was changed meanwhile");
    assert_eq!(wix.writes().len(), writes);
    undo(&mut desk, &renamed);
    let review = desk.plan(wish(&site, delete()));
    let words = format!("{with} of 120 members have a value");
    assert!(
        review.brakes[0].message.contains(&words),
        "{:?}",
        review.brakes
    );
    done_over(&mut desk, &review, &[Brake::ValuesLost]);
    assert_eq!(field_named(&told(&desk), "Shirt size"), None);

    let create = SettingWish::CreateField(
        "Channel".to_owned(),
        "SOCIAL".to_owned(),
        Some("YOUTUBE".to_owned()),
        Privacy::Public,
    );
    let made = do_it(&mut desk, &site, create);
    let channel = field_named(&told(&desk), "Channel").expect("the field");
    undo(&mut desk, &made);
    assert_eq!(field_named(&told(&desk), "Channel"), None);
    let gone = desk.plan(wish(&site, SettingWish::HideField(channel)));
    assert_eq!(gone.plan.skipped[0].reason, "Is not on the site any more");
    let visits = field_named(&told(&desk), "Visits").expect("a field of the seed");
    do_it(&mut desk, &site, SettingWish::HideField(visits));
    assert_eq!(field_named(&told(&desk), "Visits"), None);
}

#[test]
fn privacy_is_set_and_set_back_and_a_plan_out_of_a_file_does_the_same() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix);
    let site = site(&wix);
    read(&mut desk, &site);
    let default = SettingWish::DefaultPrivacy(Privacy::Public);
    let first = do_it(&mut desk, &site, default);
    let all = SettingWish::Privacy(Some(PublicVisibility::Members), Some(false));
    let review = desk.plan(wish(&site, all));
    let path = desk.dir.path().join("privacy.json");
    save(&mut desk, &review.plan, &path);
    let opened = plan_of(&mut desk, Command::OpenPlan(path)).expect("a plan");
    assert_eq!(opened.plan, review.plan);
    let second = done(&mut desk, &opened);
    let settings = told(&desk);
    assert_eq!(
        settings.default_privacy().map(|p| p.privacy.clone()),
        Some(Privacy::Public)
    );
    let now = settings.privacy().expect("privacy");
    assert_eq!(
        (&now.visibility, now.may_be_public),
        (&PublicVisibility::Members, Some(false))
    );
    undo(&mut desk, &second);
    undo(&mut desk, &first);
    let settings = read(&mut desk, &site);
    assert_eq!(
        settings.privacy().map(|p| p.visibility.clone()),
        Some(PublicVisibility::All)
    );
    assert_eq!(
        settings.default_privacy().map(|p| p.privacy.clone()),
        Some(Privacy::Private)
    );
}

#[test]
fn a_lost_answer_is_settled_by_reading_and_nothing_is_made_twice() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix);
    let site = site(&wix);
    let gold = NewBadge {
        title: "Gold".to_owned(),
        background: "#FFCC00".to_owned(),
        text: "#000000".to_owned(),
        ..NewBadge::default()
    };
    let review = desk.plan(wish(&site, SettingWish::CreateBadge(gold)));
    wix.fault(&json!({
        "match": {"path": "/badges/v4/badges", "bodyContains": "#FFCC00"}, "kind": "cutAfter",
    }));
    let run = desk.apply(&review);
    let line = &run.receipt.as_ref().unwrap().lines[0].result;
    assert_eq!(line.outcome, Outcome::Done, "{line:?}");
    assert!(
        line.detail
            .as_deref()
            .is_some_and(|d| d.contains("reading shows")),
        "{line:?}"
    );
    let settings = read(&mut desk, &site);
    let all = settings.badges().unwrap().iter();
    assert_eq!(all.filter(|b| b.title == "Gold").count(), 1);
}
