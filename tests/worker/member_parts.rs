//! What one member tells about itself, and for whom a field is: planned, applied, taken back.

use crate::desk::Desk;
use crate::members::Eye;
use crate::plans::play::plan_of;
use crate::support::{Setup, Wix};
use gatehouse::access::{
    AppliesTo, CustomFieldId, FieldTargets, MemberAbout, MemberId, SettingKind, SiteId,
};
use gatehouse::plan::{AboutWish, Outcome, SettingWish, Wish};
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{Command, JobKind, PlanReview, RunView, SiteSettings, Trouble};
use serde_json::json;
use std::sync::Arc;

fn desk(wix: &Wix) -> Desk {
    let mut desk = Setup::default().desk(None);
    desk.connect(wix, &wix.key("full"));
    desk
}

fn wish(site: &SiteId, wish: SettingWish) -> Wish {
    Wish::SiteSetting {
        site: site.clone(),
        wish,
    }
}

fn words(member: &MemberId, text: &str, insist: bool) -> SettingWish {
    let text = text.to_owned();
    SettingWish::About(member.clone(), AboutWish::Words { text, insist })
}

fn done(desk: &mut Desk, review: &PlanReview) -> Arc<RunView> {
    assert_eq!(review.plan.skipped, [], "{:?}", review.plan.skipped);
    let run = desk.apply(review);
    for line in &run.receipt.as_ref().expect("a receipt").lines {
        assert_eq!(line.result.outcome, Outcome::Done, "{line:?}");
        let read = line.result.read_back.as_ref().map(|r| r.as_planned);
        assert_eq!(read, Some(true), "{line:?}");
    }
    run
}

fn undo(desk: &mut Desk, run: &RunView) -> Arc<RunView> {
    let back = plan_of(desk, Command::Undo(run.run.clone())).expect("a plan");
    done(desk, &back)
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

/// The one with a picture.
fn pictured(eye: &Eye) -> MemberAbout {
    let mut all = eye.abouts().into_iter();
    all.find(|about| !about.told().beyond.is_empty())
        .expect("a text with a picture")
}

#[test]
fn a_text_with_a_picture_is_replaced_only_with_insistence_and_comes_back_whole() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix);
    let eye = Eye::new(&wix, 0);
    let site = eye.site.clone();
    let was = pictured(&eye);
    let review = desk.plan(wish(&site, words(&was.member, "I bake.", false)));
    let [skip] = review.plan.skipped.as_slice() else {
        panic!("{:?}", review.plan);
    };
    assert!(skip.reason.contains("1 picture"), "{}", skip.reason);
    assert_eq!(wix.writes().len(), 0);

    let review = desk.plan(wish(&site, words(&was.member, "I bake.\nAt night.", true)));
    let run = done(&mut desk, &review);
    let now = eye.about(&was.member).expect("a text");
    assert_eq!(now.text(), "I bake.\nAt night.");
    assert_eq!(now.told().beyond, [""; 0]);
    // What was read back is kept: the inspector shows it without another call.
    let (of, id) = (site.clone(), was.member.clone());
    desk.send(Command::ShowMember { site: of, id });
    let shown = desk.until("the member", |m| {
        let sheet = m.member.clone().filter(|s| s.id == was.member)?;
        sheet.about.kept.clone()?.0
    });
    assert_eq!(shown.words, "I bake.\nAt night.");
    undo(&mut desk, &run);
    let back = eye.about(&was.member).expect("a text");
    assert_eq!(back.content, was.content, "pictures and links came back");
    assert_ne!(back.revision, was.revision);

    let gone = desk.plan(wish(
        &site,
        SettingWish::About(was.member.clone(), AboutWish::Gone),
    ));
    assert!(gone.plan.lines[0].action.takes_away());
    let run = done(&mut desk, &gone);
    assert_eq!(eye.about(&was.member), None);
    undo(&mut desk, &run);
    let again = eye.about(&was.member).expect("a text");
    assert_eq!(again.content, was.content);
}

#[test]
fn who_tells_nothing_gets_a_text_and_a_change_by_somebody_else_is_not_overwritten() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix);
    let eye = Eye::new(&wix, 0);
    let site = eye.site.clone();
    let telling: Vec<MemberId> = eye.abouts().into_iter().map(|a| a.member).collect();
    let everybody = eye.everybody();
    let silent = everybody.iter().find(|id| !telling.contains(id));
    let silent = silent.expect("a member without a text").clone();
    let review = desk.plan(wish(&site, words(&silent, "שלום", false)));
    let run = done(&mut desk, &review);
    assert_eq!(eye.about(&silent).expect("a text").text(), "שלום");

    // Planned on this text; then it is another one.
    let stale = desk.plan(wish(&site, words(&silent, "Mine", false)));
    let other = desk.plan(wish(&site, words(&silent, "Yours", false)));
    done(&mut desk, &other);
    let writes = wix.writes().len();
    let stopped = desk.apply(&stale);
    assert_eq!(stopped.moved[0].what, "was changed meanwhile");
    assert_eq!(wix.writes().len(), writes);
    // Nor is it taken back over what came later.
    let back = plan_of(&mut desk, Command::Undo(run.run.clone())).expect("a plan");
    assert_eq!(back.plan.lines, []);
    assert_eq!(back.plan.skipped[0].reason, "Was changed since");

    // Wix lets apps read texts; a key may be refused.
    wix.fault(&json!({
        "match": {"path": "abouts/query"}, "times": 9,
        "kind": {"status": 403, "body": {"message": "no", "details": {}}},
    }));
    let wanted = wish(&site, words(&silent, "Nobody's", false));
    let refused = plan_of(&mut desk, Command::MakePlan(wanted));
    assert_eq!(refused.unwrap_err().trouble, Trouble::NoAccess);
}

#[test]
fn a_field_is_for_some_members_then_for_others_then_for_everybody() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix);
    let site = SiteId::new(&wix.site(0));
    let settings = read(&mut desk, &site);
    assert_eq!(settings.applications(), Some(&[][..]));
    let suggested = settings.suggestions().expect("suggestions");
    assert!(
        suggested.iter().any(|s| s.name == "Birthdate"),
        "{suggested:?}"
    );
    let fields = settings.fields().expect("fields");
    let size = fields
        .iter()
        .find(|f| f.name == "Shirt size")
        .expect("a field");
    let (size, role): (CustomFieldId, String) = {
        let mut roles = settings.roles().expect("roles").iter();
        let press = roles.find(|r| r.key.as_str() == "PRESS").expect("a role");
        (size.id.clone(), press.id.clone())
    };
    let badge = settings.badges().expect("badges")[0].clone();
    let press = FieldTargets {
        applies: vec![AppliesTo::Role(role)],
        withheld: vec![AppliesTo::Badge(badge.id.as_str().to_owned())],
    };
    let wearers = FieldTargets {
        applies: vec![AppliesTo::Badge(badge.id.as_str().to_owned())],
        withheld: vec![],
    };
    let plan = |desk: &mut Desk, to: Option<FieldTargets>| {
        desk.plan(wish(&site, SettingWish::FieldFor(size.clone(), to)))
    };
    let review = plan(&mut desk, Some(press.clone()));
    assert!(
        review.plan.title.contains("Shirt size"),
        "{}",
        review.plan.title
    );
    let after = &review.plan.lines[0].after;
    assert_eq!(after[0].role, "For: Members with the role Press");
    assert!(after[1].role.ends_with(&badge.title), "{after:?}");
    let first = done(&mut desk, &review);
    let told = |desk: &Desk| {
        let settings = desk.model.site_settings.clone().expect("settings");
        let all = settings.applications().expect("told").to_vec();
        all.first()
            .map(gatehouse::access::FieldApplication::targets)
    };
    assert_eq!(told(&desk), Some(press.clone()));
    let marked = read(&mut desk, &site);
    let mut fields = marked.fields().expect("fields").iter();
    let now = fields.find(|f| f.id == size).expect("the field");
    assert_eq!(now.applies_to, "SELECTED_MEMBERS");

    let review = plan(&mut desk, Some(wearers.clone()));
    let second = done(&mut desk, &review);
    assert_eq!(told(&desk), Some(wearers));
    undo(&mut desk, &second);
    assert_eq!(told(&desk), Some(press.clone()));
    let review = plan(&mut desk, None);
    let third = done(&mut desk, &review);
    assert_eq!(told(&desk), None);
    undo(&mut desk, &third);
    assert_eq!(told(&desk), Some(press));
    undo(&mut desk, &first);
    assert_eq!(told(&desk), None);
    assert!(
        read(&mut desk, &site)
            .problem(SettingKind::Applications)
            .is_none()
    );
}
