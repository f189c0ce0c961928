//! Taking runs back: what was changed comes back, what others changed since is left alone.

use crate::desk::Desk;
use crate::plans::play::plan_of;
use crate::support::{Setup, Wix};
use gatehouse::access::{
    Assignment, NewAssignment, NewMember, Reach, RoleId, SITE_ADMIN, SiteId, UserId,
};
use gatehouse::plan::{Action, Brake, Invitee, Lift, Line, Outcome, Wish};
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{Command, JobKind, PlanReview, RunPhase, RunView, Trouble};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A role that Wix's documentation uses without naming it.
const EXAMPLE: &str = "6600344420111308827";

fn desk(wix: &Wix) -> Desk {
    let mut desk = Setup::default().desk(None);
    desk.connect(wix, &wix.key("full"));
    desk
}

fn example_at(reach: Reach) -> NewAssignment {
    NewAssignment {
        role: RoleId::new(EXAMPLE),
        reach,
    }
}

fn site(wix: &Wix, nth: usize) -> Reach {
    Reach::site(&SiteId::new(&wix.site(nth)))
}

/// What somebody holds, as role and reach without names.
fn held(desk: &Desk, user: &UserId) -> Vec<String> {
    let table = desk.model.team.as_ref().expect("a team");
    let member = table.team.member(user).expect("a member");
    let mut all: Vec<String> = member.assignments.iter().map(text).collect();
    all.sort();
    all
}

fn text(a: &Assignment) -> String {
    let reach = match &a.reach {
        Reach::Account => "account".to_owned(),
        Reach::Site { id, .. } => id.as_str().to_owned(),
        Reach::Conditions(all) => all.iter().map(|c| c.id.clone()).collect(),
        Reach::Unknown(text) => text.clone(),
    };
    format!("{} {reach}", a.role)
}

/// Takes everything from these people and gives them one role at a site.
fn exchange(desk: &Desk, wix: &Wix, people: Vec<UserId>) -> Wish {
    let table = desk.model.team.as_ref().expect("a team");
    let members = people.iter().filter_map(|u| table.team.member(u));
    let take: BTreeSet<NewAssignment> = members
        .flat_map(|m| &m.assignments)
        .map(|a| NewAssignment {
            role: a.role.clone(),
            reach: a.reach.clone(),
        })
        .collect();
    Wish::ChangeRoles {
        people,
        give: vec![example_at(site(wix, 7))],
        take: take.into_iter().collect(),
    }
}

fn undo(desk: &mut Desk, run: &RunView) -> Arc<PlanReview> {
    plan_of(desk, Command::Undo(run.run.clone())).expect("a plan")
}

fn count(run: &RunView, outcome: Outcome) -> usize {
    run.receipt.as_ref().expect("a receipt").count(outcome)
}

/// The ids in the body of a Bulk Delete Members.
fn bulk_ids(body: &Value) -> Vec<String> {
    let ids = body["memberIds"].as_array().expect("ids");
    ids.iter()
        .map(|id| id.as_str().expect("an id").to_owned())
        .collect()
}

fn reason<'p>(review: &'p PlanReview, who: &str) -> &'p str {
    let mut skipped = review.plan.skipped.iter();
    let skip = skipped.find(|s| s.who.id == who || s.who.email == who);
    &skip.expect("left alone").reason
}

#[test]
fn two_hundred_changed_roles_come_back() {
    let wix = Wix::of(Size::L);
    let mut desk = desk(&wix);
    let people = desk.ordinary(200);
    let before: Vec<_> = people.iter().map(|u| held(&desk, u)).collect();
    let review = desk.plan(exchange(&desk, &wix, people.clone()));
    assert_eq!((review.plan.lines.len(), review.brakes.len()), (200, 0));
    let run = desk.apply(&review);
    assert_eq!(count(&run, Outcome::Done), 200);
    let between: Vec<_> = people.iter().map(|u| held(&desk, u)).collect();
    assert!(between.iter().zip(&before).all(|(now, then)| now != then));

    let back = undo(&mut desk, &run);
    assert_eq!((back.plan.lines.len(), back.plan.skipped.len()), (200, 0));
    assert_eq!(back.plan.undoes.as_ref(), Some(&run.run));
    let undone = desk.apply(&back);
    assert_eq!(count(&undone, Outcome::Done), 200);
    desk.sync();
    let after: Vec<_> = people.iter().map(|u| held(&desk, u)).collect();
    assert_eq!(after, before);
    assert_eq!(wix.writes().len(), 400);
}

#[test]
fn whoever_others_changed_since_is_left_alone_and_named() {
    let wix = Wix::of(Size::L);
    let mut desk = desk(&wix);
    let people = desk.ordinary(200);
    let before: Vec<_> = people.iter().map(|u| held(&desk, u)).collect();
    let review = desk.plan(exchange(&desk, &wix, people.clone()));
    let run = desk.apply(&review);
    let moved: Vec<UserId> = [0, 13, 50, 99, 100, 150, 199]
        .map(|i: usize| people[i].clone())
        .to_vec();
    for user in &moved[..6] {
        wix.post(
            "outside",
            &json!({"do": "addAssignment", "userId": user.as_str(), "roleId": SITE_ADMIN,
                "siteId": wix.site(2)}),
        );
    }
    let gone = &moved[6];
    wix.post(
        "outside",
        &json!({"do": "removeMember", "userId": gone.as_str()}),
    );

    let back = undo(&mut desk, &run);
    assert_eq!((back.plan.lines.len(), back.plan.skipped.len()), (193, 7));
    let table = desk.model.team.clone().expect("a team");
    let (role, place) = (
        table
            .directory
            .role_name(&RoleId::new(SITE_ADMIN))
            .to_owned(),
        table
            .directory
            .site_name(&SiteId::new(&wix.site(2)))
            .to_owned(),
    );
    for user in &moved[..6] {
        let reason = reason(&back, user.as_str());
        assert!(
            reason.starts_with("Was changed since; holds now: "),
            "{reason}"
        );
        assert!(reason.contains(&format!("{role} ({place})")), "{reason}");
    }
    assert_eq!(reason(&back, gone.as_str()), "Is no longer in the team");
    let undone = desk.apply(&back);
    assert_eq!(count(&undone, Outcome::Done), 193);
    desk.sync();
    for (user, before) in people.iter().zip(&before) {
        if !moved.contains(user) {
            assert_eq!(&held(&desk, user), before);
        }
    }
    let site_admin = format!("{SITE_ADMIN} {}", wix.site(2));
    assert!(
        moved[..6]
            .iter()
            .all(|u| held(&desk, u).contains(&site_admin))
    );
}

#[test]
fn an_undo_can_be_taken_back_too() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix);
    let people = desk.ordinary(3);
    let review = desk.plan(Wish::ChangeRoles {
        people: people.clone(),
        give: vec![example_at(site(&wix, 2))],
        take: vec![],
    });
    let run = desk.apply(&review);
    let changed: Vec<_> = people.iter().map(|u| held(&desk, u)).collect();
    let back = undo(&mut desk, &run);
    let undone = desk.apply(&back);
    let again = undo(&mut desk, &undone);
    let end = desk.apply(&again);
    assert_eq!(count(&end, Outcome::Done), 3);
    desk.sync();
    let now: Vec<_> = people.iter().map(|u| held(&desk, u)).collect();
    assert_eq!(now, changed);
    // The first run's change stands again, so nothing of the undo is left to take back.
    let none = undo(&mut desk, &undone);
    assert_eq!((none.plan.lines.len(), none.plan.skipped.len()), (0, 3));
}

#[test]
fn removals_come_back_by_invites_and_by_hand_where_no_invite_can_give_the_roles() {
    let wix = Wix::of(Size::L);
    let mut desk = desk(&wix);
    let table = desk.model.team.clone().expect("a team");
    let in_folder = |u: &UserId| {
        let member = table.team.member(u).expect("a member");
        let mut held = member.assignments.iter();
        held.any(|a| matches!(a.reach, Reach::Conditions(_)))
    };
    let (folders, others): (Vec<UserId>, Vec<UserId>) =
        desk.ordinary(120).into_iter().partition(in_folder);
    let people: Vec<UserId> = others
        .iter()
        .take(3)
        .chain(folders.iter().take(2))
        .cloned()
        .collect();
    let review = desk.plan(Wish::Remove {
        people: people.clone(),
    });
    let run = desk.apply(&review);
    assert_eq!(count(&run, Outcome::Done), 5);

    let back = undo(&mut desk, &run);
    assert_eq!(back.plan.lines.len(), 5);
    assert_eq!(
        (
            back.summary.mails,
            back.summary.by_hand,
            back.summary.writes
        ),
        (3, 2, 1)
    );
    for line in &back.plan.lines {
        let email = &line.who.email;
        let user = table
            .team
            .members
            .iter()
            .find(|m| m.email == *email)
            .expect("it was there");
        match &line.action {
            Action::InviteToAccount { give, .. } => {
                let mut given: Vec<String> = give
                    .iter()
                    .map(|g| {
                        text(&Assignment {
                            role: g.role.clone(),
                            id: None,
                            reach: g.reach.clone(),
                            subject: None,
                        })
                    })
                    .collect();
                given.sort();
                let mut before: Vec<String> = user.assignments.iter().map(text).collect();
                before.sort();
                assert_eq!(given, before, "the invite gives what was held");
                assert_eq!(line.undo.label(), "By hand", "mail is not taken back");
            }
            Action::ByHand { task, link, .. } => {
                assert!(in_folder(&user.id));
                assert!(task.contains(email.as_str()), "{task}");
                assert!(link.as_ref().is_some_and(|l| l.starts_with("https://")));
            }
            other => panic!("{other:?}"),
        }
    }
    let undone = desk.apply(&back);
    assert_eq!(
        (
            count(&undone, Outcome::Done),
            count(&undone, Outcome::ByHand)
        ),
        (3, 2)
    );
    assert_eq!(wix.writes().len(), 6);
    // Whoever is invited again is not invited twice.
    let none = undo(&mut desk, &run);
    assert!(none.plan.sent().next().is_none(), "{:?}", none.plan.lines);
}

#[test]
fn sent_invites_are_revoked_by_hand_and_accepted_ones_are_left_alone() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix);
    let invitee = |i: usize| Invitee {
        email: format!("new.person{i}@newcomers.example"),
        give: vec![example_at(Reach::Account)],
    };
    let review = desk.plan(Wish::Invite {
        people: (1..=3).map(invitee).collect(),
        language: None,
    });
    let run = desk.apply(&review);
    for (line, status) in [(0, "Used"), (1, "Deleted")] {
        let id = run.results[line].made.clone().expect("an id");
        wix.post(
            "outside",
            &json!({"do": "changeInvite", "inviteId": id, "status": status}),
        );
    }
    let back = undo(&mut desk, &run);
    assert_eq!(back.plan.lines.len(), 1);
    let Action::ByHand {
        task,
        link,
        ends_at,
    } = &back.plan.lines[0].action
    else {
        panic!("{:?}", back.plan.lines);
    };
    let ends = ends_at.expect("an end").strftime("%-d %b %Y").to_string();
    assert!(
        task.contains("new.person3@newcomers.example") && task.contains(&ends),
        "{task}"
    );
    assert!(link.is_some());
    assert!(reason(&back, "new.person1@newcomers.example").contains("Was accepted"));
    assert!(reason(&back, "new.person2@newcomers.example").contains("nothing is open"));
    let undone = desk.apply(&back);
    assert_eq!(count(&undone, Outcome::ByHand), 1);
    assert_eq!(wix.writes().len(), 1, "the invites, and nothing since");
}

#[test]
fn created_members_are_deleted_and_nobody_else_is() {
    let wix = Wix::of(Size::L);
    let mut desk = desk(&wix);
    let shop = SiteId::new(&wix.site(0));
    let member = |i: usize| NewMember {
        login_email: format!("new.person{i}@newcomers.example"),
        ..NewMember::default()
    };
    let review = desk.plan(Wish::CreateMembers {
        site: shop.clone(),
        members: (1..=120).map(member).collect(),
    });
    assert_eq!(review.summary.writes, 120);
    // The answer about one is lost: it is done, and nobody was told its id.
    wix.fault(&json!({
        "match": {"method": "POST", "path": "/members/v1/members",
            "bodyContains": "\"loginEmail\":\"new.person77@"},
        "kind": "cutAfter",
    }));
    let run = desk.apply(&review);
    assert_eq!(count(&run, Outcome::Done), 120, "{:?}", run.trouble);
    let made: Vec<Option<String>> = run.results.iter().map(|r| r.made.clone()).collect();
    assert_eq!(made.iter().filter(|m| m.is_none()).count(), 1);
    let delete = |line: usize| {
        let id = made[line].as_ref().expect("an id");
        wix.post(
            "outside",
            &json!({"do": "memberDelete", "siteId": shop.as_str(), "memberId": id}),
        );
    };
    // One was deleted since; one was deleted and signed up by itself.
    delete(9);
    delete(19);
    wix.post(
        "outside",
        &json!({"do": "memberCreate", "siteId": shop.as_str(),
            "loginEmail": "new.person20@newcomers.example"}),
    );

    let back = undo(&mut desk, &run);
    assert_eq!((back.plan.lines.len(), back.plan.skipped.len()), (117, 3));
    let why = |i: usize| reason(&back, &format!("new.person{i}@newcomers.example"));
    assert_eq!(why(10), "Is no longer a member");
    assert_eq!(why(20), "Another member has this address now");
    assert!(why(77).contains("The answer was lost"), "{}", why(77));
    let brakes: Vec<Brake> = back.brakes.iter().map(|b| b.brake).collect();
    assert_eq!(brakes, [Brake::NumberRemoved]);
    assert_eq!(back.summary.writes, 2, "117 members, a hundred in one call");
    // The answer about the first hundred is lost: reading settles each of them.
    wix.fault(&json!({
        "match": {"method": "POST", "path": "/members/bulk/delete"}, "kind": "cutAfter",
    }));
    desk.send(Command::Apply {
        plan: Arc::clone(&back.plan),
        lifts: vec![Lift {
            brake: Brake::NumberRemoved,
            scope: back.brakes[0].scope.clone(),
            typed: back.brakes[0].type_name.clone(),
        }],
    });
    let undone = desk.run_over(Some(&run.run));
    assert_eq!(count(&undone, Outcome::Done), 117);
    let deleted: BTreeSet<String> = wix
        .writes()
        .iter()
        .filter(|w| w["path"] == json!("/members/v1/members/bulk/delete"))
        .flat_map(|w| bulk_ids(&w["body"]))
        .collect();
    let calls = wix.writes().len() - 120;
    assert_eq!(calls, 2, "117 members, a hundred in one call");
    let ours: BTreeSet<String> = made.into_iter().flatten().collect();
    assert_eq!(deleted.len(), 117);
    assert!(deleted.is_subset(&ours), "only ids that the run made");
}

/// Wix deletes each member of a call for itself: what it refuses inside a 200 and what it is silent
/// about end at the right lines.
#[test]
fn refusals_inside_a_good_answer_stay_with_their_lines() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix);
    let shop = SiteId::new(&wix.site(0));
    let member = |i: usize| NewMember {
        login_email: format!("new.person{i}@newcomers.example"),
        ..NewMember::default()
    };
    let review = desk.plan(Wish::CreateMembers {
        site: shop.clone(),
        members: (1..=4).map(member).collect(),
    });
    let run = desk.apply(&review);
    assert_eq!(count(&run, Outcome::Done), 4);
    let made: Vec<String> = run.results.iter().filter_map(|r| r.made.clone()).collect();
    let back = undo(&mut desk, &run);
    assert_eq!(back.summary.writes, 1, "one call for all");
    wix.post(
        "outside",
        &json!({"do": "memberSubscribe", "siteId": shop.as_str(), "memberId": made[2]}),
    );
    let undone = desk.apply(&back);
    let outcomes: Vec<Outcome> = undone.results.iter().map(|r| r.outcome).collect();
    assert_eq!(
        outcomes,
        [
            Outcome::Done,
            Outcome::Refused,
            Outcome::Done,
            Outcome::Done
        ],
        "the last that came is the first that goes"
    );
    let detail = undone.results[1].detail.as_deref().unwrap_or_default();
    assert!(detail.contains("running subscription"), "{detail}");
    assert_eq!(wix.writes().len(), 5);
}

#[test]
fn a_run_that_stands_still_is_not_taken_back() {
    let wix = Wix::of(Size::L);
    let setup = Setup::default();
    let mut desk = setup.desk(None);
    desk.connect(&wix, &wix.key("full"));
    let review = desk.plan(Wish::ChangeRoles {
        people: desk.ordinary(12),
        give: vec![example_at(site(&wix, 2))],
        take: vec![],
    });
    wix.fault(&json!({
        "match": {"method": "PATCH", "path": "/team/assignments"}, "after": 1, "times": 12,
        "kind": {"delayMs": 600},
    }));
    desk.send(Command::Apply {
        plan: Arc::clone(&review.plan),
        lifts: vec![],
    });
    desk.until("a first line", |m| {
        let mut results = m.run.as_ref()?.results.iter();
        results.any(|r| r.outcome == Outcome::Done).then_some(())
    });
    let profile = desk
        .model
        .session
        .as_ref()
        .expect("a profile")
        .profile
        .id
        .clone();
    desk.send(Command::CloseProfile);
    desk.until("a closed profile", |m| m.session.is_none().then_some(()));
    desk.send(Command::OpenProfile(profile));
    let id = desk.until("a run that stands still", |m| {
        let run = m.activity.runs.iter().find(|r| r.open)?;
        m.session.as_ref()?;
        // What became of it is looked up first.
        let looked = m.last_job(JobKind::Settle)?;
        (!looked.state.is_active()).then(|| run.run.clone())
    });
    let sent = wix.writes().len();
    let error = plan_of(&mut desk, Command::Undo(id.clone())).expect_err("a refusal");
    assert_eq!(error.trouble, Trouble::BadInput);
    assert!(error.sentence.contains("stands still"), "{error}");
    assert_eq!(wix.writes().len(), sent);
    // Ended, it can be taken back as far as it went.
    desk.send(Command::EndRun(id.clone()));
    desk.until("the end of the run", |m| {
        let run = m.activity.runs.iter().find(|r| r.run == id)?;
        run.ended.map(|_| ())
    });
    desk.send(Command::ShowRun(id.clone()));
    let run = desk.until("the run", |m| {
        let run = m.run.clone()?;
        (run.run == id && run.phase == RunPhase::Over).then_some(run)
    });
    let done: BTreeMap<&str, Outcome> = run
        .plan
        .lines
        .iter()
        .zip(&run.results)
        .map(|(l, r): (&Line, _)| (l.who.id.as_str(), r.outcome))
        .collect();
    let back = undo(&mut desk, &run);
    let took = |l: &Line| done.get(l.who.id.as_str()) == Some(&Outcome::Done);
    assert!(!back.plan.lines.is_empty() && back.plan.lines.iter().all(took));
    assert_eq!(back.plan.lines.len() + back.plan.skipped.len(), 12);
}
