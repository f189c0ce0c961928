//! Members of a site who are there: approved, blocked, edited, mailed; by id, looked at anew, and
//! nobody touched who was not named.

use crate::desk::Desk;
use crate::plans::play::plan_of;
use crate::support::{Setup, Wix};
use gatehouse::access::{
    ActivityStatus, Badge, Member, MemberAbout, MemberChange, MemberId, MemberStatus, Privacy,
    SiteId,
};
use gatehouse::plan::{Brake, Lift, MemberWish, Outcome, Scope, Selection, Whom, Wish};
use gatehouse::sandbox::Size;
use gatehouse::wix::members::{self, MEMBERS_PAGE, QueryMembers};
use gatehouse::wix::{
    ApiKey, BaseUrl, Client, Cursors, Offsets, Options, Pace, Rate, Sources, abouts, badges,
};
use gatehouse::worker::protocol::{Command, PlanReview, RunView, Trouble};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A client of the test's own, to see what is so.
pub(crate) struct Eye {
    runtime: tokio::runtime::Runtime,
    client: Client,
    pub(crate) site: SiteId,
}

impl Eye {
    pub(crate) fn new(wix: &Wix, nth: usize) -> Self {
        let base = BaseUrl::parse(&wix.base_url()).unwrap();
        let pace = Arc::new(Pace::new(&base, Rate::Unlimited));
        let key = ApiKey::parse(&wix.key("full")).unwrap();
        let options = Options::new(base, key, pace, Sources::fixed(crate::support::start()));
        Self {
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap(),
            client: Client::new(options).unwrap(),
            site: SiteId::new(&wix.site(nth)),
        }
    }

    pub(crate) fn all(&self, query: &QueryMembers) -> Vec<Member> {
        let mut members = Vec::new();
        let mut next = Some(Offsets::start(MEMBERS_PAGE));
        while let Some(at) = next {
            let page = members::page(&self.client, &self.site, query, at);
            let page = self.runtime.block_on(page).unwrap();
            assert!(page.unread.is_empty() && page.trouble.is_none());
            members.extend(page.items);
            next = page.next;
        }
        members
    }

    /// Everybody's id.
    pub(crate) fn everybody(&self) -> Vec<MemberId> {
        let all = self.all(&QueryMembers::everybody());
        all.into_iter().map(|m| m.id).collect()
    }

    /// What members tell about themselves.
    pub(crate) fn badges(&self) -> Vec<Badge> {
        let at = Cursors::start(badges::BADGES_PAGE);
        let page = badges::query(&self.client, &self.site, at);
        self.runtime.block_on(page).unwrap().items
    }

    pub(crate) fn abouts(&self) -> Vec<MemberAbout> {
        let at = Cursors::start(abouts::ABOUTS_PAGE);
        let page = abouts::query(&self.client, &self.site, &[], at);
        let page = self.runtime.block_on(page).unwrap();
        assert!(page.unread.is_empty() && page.next.is_none());
        page.items
    }

    /// What one member tells about itself.
    pub(crate) fn about(&self, member: &MemberId) -> Option<MemberAbout> {
        let mut all = self.abouts().into_iter();
        all.find(|about| about.member == *member)
    }

    fn of_status(&self, status: MemberStatus) -> Vec<Member> {
        self.all(&QueryMembers {
            statuses: vec![status],
            ..QueryMembers::everybody()
        })
    }

    fn get(&self, id: &MemberId) -> Member {
        let got = members::get(&self.client, &self.site, id);
        self.runtime.block_on(got).unwrap()
    }

    /// Somebody who may log in and is nobody's account.
    fn ordinary(&self, n: usize) -> Vec<Member> {
        let query = QueryMembers {
            statuses: vec![MemberStatus::Approved],
            limit: 100,
            ..QueryMembers::everybody()
        };
        let page = members::query(&self.client, &self.site, &query);
        let found = self.runtime.block_on(page).unwrap().members;
        // Owner, contributors and the one with a subscription stand first.
        found.into_iter().skip(20).take(n).collect()
    }
}

fn desk(wix: &Wix) -> Desk {
    let mut desk = Setup::default().desk(None);
    desk.connect(wix, &wix.key("full"));
    desk
}

fn ids(members: &[Member]) -> Vec<MemberId> {
    members.iter().map(|m| m.id.clone()).collect()
}

fn wish(site: &SiteId, ids: Vec<MemberId>, wish: MemberWish) -> Wish {
    Wish::Members {
        site: site.clone(),
        whom: Whom {
            ids,
            logins: vec![],
        },
        wish,
    }
}

fn count(run: &RunView, outcome: Outcome) -> usize {
    run.receipt.as_ref().expect("a receipt").count(outcome)
}

/// What lifts every brake that holds a plan.
pub(crate) fn lifts(review: &PlanReview) -> Vec<Lift> {
    let lift = |hit: &gatehouse::plan::BrakeHit| Lift {
        brake: hit.brake,
        scope: hit.scope.clone(),
        typed: hit.type_name.clone(),
    };
    review.brakes.iter().map(lift).collect()
}

pub(crate) fn apply(desk: &mut Desk, review: &PlanReview, lifts: Vec<Lift>) -> Arc<RunView> {
    let before = desk.model.run.as_ref().map(|r| r.run.clone());
    desk.send(Command::Apply {
        plan: Arc::clone(&review.plan),
        lifts,
    });
    desk.run_over(before.as_ref())
}

/// Applies a plan and waits until its brakes hold it.
pub(crate) fn held(desk: &mut Desk, review: &PlanReview) {
    desk.send(Command::Apply {
        plan: Arc::clone(&review.plan),
        lifts: vec![],
    });
    let error = desk.until("a held plan", |m| match &*m.plan {
        gatehouse::worker::protocol::PlanState::Failed(error) => Some(error.clone()),
        _ => None,
    });
    assert_eq!(error.trouble, Trouble::Held);
}

fn undo(desk: &mut Desk, run: &RunView) -> Arc<PlanReview> {
    plan_of(desk, Command::Undo(run.run.clone())).expect("a plan")
}

/// Does it, checks that every line is done and read back, and gives the run.
fn done(desk: &mut Desk, wish: Wish) -> Arc<RunView> {
    let review = desk.plan(wish);
    assert_eq!(review.plan.skipped, [], "{:?}", review.plan.skipped);
    let lifts = lifts(&review);
    let run = apply(desk, &review, lifts);
    let lines = &run.receipt.as_ref().expect("a receipt").lines;
    for line in lines {
        assert_eq!(line.result.outcome, Outcome::Done, "{line:?}");
        let read = line.result.read_back.as_ref().map(|r| r.as_planned);
        assert_eq!(read, (!line.unread).then_some(true), "{line:?}");
    }
    assert_eq!(run.trouble, None);
    run
}

fn paths(wix: &Wix) -> Vec<String> {
    let writes = wix.writes().into_iter();
    writes
        .map(|w| {
            format!(
                "{} {}",
                w["method"].as_str().unwrap(),
                w["path"].as_str().unwrap()
            )
        })
        .collect()
}

#[test]
fn spam_is_blocked_behind_the_brake_the_honest_approved_and_who_comes_later_left_alone() {
    let wix = Wix::of(Size::L);
    let eye = Eye::new(&wix, 0);
    let mut desk = desk(&wix);
    let waiting = eye.of_status(MemberStatus::Pending);
    assert_eq!(waiting.len(), 2400);
    let (spam, honest): (Vec<Member>, Vec<Member>) = waiting
        .into_iter()
        .partition(|m| m.login_email.ends_with("@prizes.example"));
    assert_eq!((spam.len(), honest.len()), (1870, 530));

    let chosen = |filter: &str, matched: usize, wish: Wish| Wish::Chosen {
        by: Selection {
            filter: filter.to_owned(),
            matched,
            of: 30_000,
        },
        wish: Box::new(wish),
    };
    let block = wish(&eye.site, ids(&spam), MemberWish::Block);
    let block = desk.plan(chosen("pending domain:prizes.example", 1870, block));
    let approve = wish(&eye.site, ids(&honest), MemberWish::Approve);
    let approve = chosen("pending -domain:prizes.example", 530, approve);
    assert_eq!(
        (block.plan.lines.len(), block.plan.skipped.len()),
        (1870, 0)
    );
    let brakes: Vec<Brake> = block.brakes.iter().map(|b| b.brake).collect();
    assert_eq!(brakes, [Brake::NumberRemoved], "{:?}", block.brakes);
    assert_eq!(block.brakes[0].scope, Scope::Site(eye.site.clone()));
    assert!(
        block.brakes[0]
            .message
            .starts_with("1,870 of 30,000 members of the site")
    );

    // Without lifting the brake nothing leaves.
    let before = wix.writes().len();
    held(&mut desk, &block);
    assert_eq!(wix.writes().len(), before);

    wix.post(
        "outside",
        &json!({"do": "memberSignUps", "siteId": eye.site.as_str(), "count": 15}),
    );
    let lifted = lifts(&block);
    let run = apply(&mut desk, &block, lifted);
    assert_eq!(count(&run, Outcome::Done), 1870);
    let late = &run.receipt.as_ref().unwrap().skipped;
    assert_eq!(late.len(), 15, "{late:?}");
    assert!(
        late.iter()
            .all(|s| s.reason.starts_with("Signed up after the plan was made"))
    );
    let told = desk.until("a word about them", |m| {
        let all = m.activity.notices.iter();
        all.map(|n| format!("{n:?}"))
            .find(|n| n.contains("15 members signed up"))
    });
    assert!(told.contains("left alone"));

    let review = desk.plan(approve);
    assert_eq!(review.brakes, []);
    let run = apply(&mut desk, &review, vec![]);
    assert_eq!(count(&run, Outcome::Done), 530);
    assert_eq!(eye.of_status(MemberStatus::Pending).len(), 15, "untouched");
    let sent = paths(&wix);
    assert_eq!(sent.iter().filter(|p| p.ends_with("/block")).count(), 1870);
    assert_eq!(sent.iter().filter(|p| p.ends_with("/approve")).count(), 530);
    assert!(sent.iter().all(|p| !p.contains("by-filter")), "ids alone");
    assert!(
        spam.iter()
            .take(3)
            .all(|m| eye.get(&m.id).status == MemberStatus::Blocked)
    );
}

#[test]
fn what_is_done_to_members_is_read_back_and_taken_back() {
    let wix = Wix::of(Size::S);
    let eye = Eye::new(&wix, 0);
    let mut desk = desk(&wix);
    let dana = eye.ordinary(1).remove(0);
    let before = eye.get(&dana.id);
    let one = |what: MemberWish| wish(&eye.site, vec![dana.id.clone()], what);
    let change = MemberChange {
        nickname: Some("Dana of the test".to_owned()),
        title: Some(String::new()),
        company: Some("Cohen Foods".to_owned()),
        phones: Some(vec!["+972-4-555-0199".to_owned()]),
        privacy: Some(match before.privacy {
            Privacy::Public => Privacy::Private,
            _ => Privacy::Public,
        }),
        ..MemberChange::default()
    };
    let run = done(&mut desk, one(MemberWish::Update(Box::new(change.clone()))));
    let now = eye.get(&dana.id);
    assert!(change.against(&now).is_empty(), "{now:?}");
    assert_eq!(now.login_email, before.login_email);
    let back = undo(&mut desk, &run);
    assert_eq!(back.plan.skipped, []);
    apply(&mut desk, &back, vec![]);
    let now = eye.get(&dana.id);
    assert_eq!(
        (&now.nickname, &now.phones, &now.privacy),
        (&before.nickname, &before.phones, &before.privacy)
    );

    // A list is emptied by a call of its own.
    let phones = MemberChange {
        phones: Some(vec!["1".to_owned(), "2".to_owned()]),
        ..MemberChange::default()
    };
    done(&mut desk, one(MemberWish::Update(Box::new(phones))));
    let cleared = MemberChange {
        phones: Some(vec![]),
        job_title: Some("Buyer of the test".to_owned()),
        ..MemberChange::default()
    };
    let run = done(&mut desk, one(MemberWish::Update(Box::new(cleared))));
    assert_eq!(run.plan.lines.len(), 2);
    assert_eq!(eye.get(&dana.id).phones, Some(vec![]));
    assert!(
        paths(&wix)
            .iter()
            .any(|p| p.starts_with("DELETE") && p.ends_with("/phones"))
    );
    let back = undo(&mut desk, &run);
    apply(&mut desk, &back, vec![]);
    let restored = Some(vec!["1".to_owned(), "2".to_owned()]);
    assert_eq!(eye.get(&dana.id).phones, restored);

    let run = done(
        &mut desk,
        one(MemberWish::Slug("dana-of-the-test".to_owned())),
    );
    assert_eq!(eye.get(&dana.id).slug, "dana-of-the-test");
    let back = undo(&mut desk, &run);
    apply(&mut desk, &back, vec![]);
    assert_eq!(eye.get(&dana.id).slug, before.slug);

    let run = done(&mut desk, one(MemberWish::Mute));
    assert_eq!(eye.get(&dana.id).activity, ActivityStatus::Muted);
    let back = undo(&mut desk, &run);
    apply(&mut desk, &back, vec![]);
    assert_eq!(eye.get(&dana.id).activity, ActivityStatus::Active);

    let run = done(&mut desk, one(MemberWish::Block));
    assert_eq!(eye.get(&dana.id).status, MemberStatus::Blocked);
    let back = undo(&mut desk, &run);
    apply(&mut desk, &back, vec![]);
    assert_eq!(eye.get(&dana.id).status, MemberStatus::Approved);

    done(&mut desk, one(MemberWish::Disconnect));
    assert_eq!(eye.get(&dana.id).status, MemberStatus::Offline);
    let review = desk.plan(one(MemberWish::Approve));
    assert_eq!(review.plan.lines, []);
    assert!(review.plan.skipped[0].reason.contains("offline for good"));
}

#[test]
fn what_others_did_between_is_not_overwritten() {
    let wix = Wix::of(Size::S);
    let eye = Eye::new(&wix, 0);
    let mut desk = desk(&wix);
    let some = eye.ordinary(2);
    let change = MemberChange {
        company: Some("Cohen Foods".to_owned()),
        ..MemberChange::default()
    };
    let edit = |ids| wish(&eye.site, ids, MemberWish::Update(Box::new(change.clone())));
    let review = desk.plan(edit(ids(&some)));
    wix.post(
        "outside",
        &json!({"do": "memberUpdate", "siteId": eye.site.as_str(),
            "memberId": some[0].id.as_str(), "nickname": "Somebody else"}),
    );
    let run = apply(&mut desk, &review, vec![]);
    assert_eq!(run.moved.len(), 1);
    assert!(
        run.moved[0]
            .what
            .contains("another name, profile or contact")
    );
    assert!(paths(&wix).iter().all(|p| !p.starts_with("PATCH")));

    // A new nickname does not stand against a block.
    let review = desk.plan(wish(&eye.site, ids(&some), MemberWish::Block));
    wix.post(
        "outside",
        &json!({"do": "memberUpdate", "siteId": eye.site.as_str(),
            "memberId": some[0].id.as_str(), "nickname": "Somebody new"}),
    );
    let run = apply(&mut desk, &review, vec![]);
    assert_eq!(count(&run, Outcome::Done), 2);
    // Taking it back leaves alone who was let in again meanwhile.
    let review = desk.plan(wish(
        &eye.site,
        vec![some[1].id.clone()],
        MemberWish::Unblock,
    ));
    apply(&mut desk, &review, vec![]);
    let back = undo(&mut desk, &run);
    assert_eq!((back.plan.lines.len(), back.plan.skipped.len()), (1, 1));
    assert_eq!(back.plan.skipped[0].reason, "Was changed since");
}

#[test]
fn the_owners_and_contributors_members_are_left_alone() {
    let wix = Wix::of(Size::S);
    let eye = Eye::new(&wix, 0);
    let mut desk = desk(&wix);
    let first = eye.all(&QueryMembers::everybody());
    for what in [
        MemberWish::Block,
        MemberWish::Delete,
        MemberWish::Disconnect,
    ] {
        let named = ids(&first[..30.min(first.len())]);
        let review = desk.plan(wish(&eye.site, named, what));
        let owner = review
            .plan
            .skipped
            .iter()
            .filter(|s| s.reason.starts_with("Belongs to"));
        assert!(owner.count() >= 1, "{:?}", review.plan.skipped);
    }
    // What Wix refuses all the same is told with what to do.
    let subscriber = eye.ordinary(1).remove(0);
    wix.post(
        "outside",
        &json!({"do": "memberSubscribe", "siteId": eye.site.as_str(),
            "memberId": subscriber.id.as_str()}),
    );
    let review = desk.plan(wish(&eye.site, ids(&[subscriber]), MemberWish::Block));
    let run = apply(&mut desk, &review, vec![]);
    assert_eq!(count(&run, Outcome::Refused), 1);
    let detail = run.receipt.as_ref().unwrap().lines[0].result.detail.clone();
    assert!(detail.unwrap().contains("end the subscription first"));
}

#[test]
fn roles_and_badges_come_and_go() {
    let wix = Wix::of(Size::S);
    let eye = Eye::new(&wix, 0);
    let mut desk = desk(&wix);
    let some = eye.ordinary(3);
    let site = eye.site.clone();
    let badge = eye
        .runtime
        .block_on(badges::query(&eye.client, &site, Cursors::start(100)))
        .unwrap()
        .items
        .remove(0);
    let wearing = |eye: &Eye| {
        let at = Cursors::start(100);
        let only = [badge.id.clone()];
        let members = ids(&some);
        let page = badges::assignments(&eye.client, &site, &only, &members, at);
        eye.runtime.block_on(page).unwrap().items.len()
    };
    let before = wearing(&eye);
    let give = wish(&site, ids(&some), MemberWish::GiveBadge(badge.id.clone()));
    let review = desk.plan(give);
    assert_eq!(review.plan.lines.len() + before, 3);
    let calls = review.plan.calls().len();
    assert_eq!(calls, 1, "all of them with one call");
    let run = apply(&mut desk, &review, vec![]);
    assert_eq!(count(&run, Outcome::Done), 3 - before);
    assert_eq!(wearing(&eye), 3);
    let back = undo(&mut desk, &run);
    apply(&mut desk, &back, vec![]);
    assert_eq!(wearing(&eye), before);

    let roles = gatehouse::wix::member_roles::definitions(&eye.client, &site);
    let roles = eye.runtime.block_on(roles).unwrap().roles;
    let role = roles.first().expect("a role").key.clone();
    let holds = |eye: &Eye| {
        let held = gatehouse::wix::member_roles::of_member(&eye.client, &site, &some[0].id);
        let held = eye.runtime.block_on(held).unwrap();
        held.iter().any(|r| r.key == role)
    };
    assert!(!holds(&eye));
    let one = vec![some[0].id.clone()];
    let run = done(
        &mut desk,
        wish(&site, one, MemberWish::GiveRole(role.clone())),
    );
    assert!(holds(&eye));
    let back = undo(&mut desk, &run);
    apply(&mut desk, &back, vec![]);
    assert!(!holds(&eye));
}

#[test]
fn mails_to_set_a_password_have_a_budget_of_a_day() {
    let wix = Wix::of(Size::L);
    let eye = Eye::new(&wix, 0);
    let mut desk = desk(&wix);
    let all = eye.all(&QueryMembers {
        login_starts: Some("a".to_owned()),
        statuses: vec![MemberStatus::Approved],
        ..QueryMembers::everybody()
    });
    let some: Vec<Member> = all.into_iter().skip(20).take(201).collect();
    assert_eq!(some.len(), 201);
    let mail = |ids| wish(&eye.site, ids, MemberWish::PasswordMail(None));
    let review = desk.plan(mail(ids(&some)));
    assert_eq!(review.summary.mails, 201);
    let brakes: Vec<Brake> = review.brakes.iter().map(|b| b.brake).collect();
    assert_eq!(brakes, [Brake::MailsPerDay]);

    let run = done(&mut desk, mail(ids(&some[..3])));
    assert!(
        run.plan
            .lines
            .iter()
            .all(|l| l.undo.sentence().contains("3 hours"))
    );
    let mails = wix.get(&format!("mails?site={}", eye.site));
    let to: BTreeMap<String, Value> = mails["mails"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| (m.to_string(), m.clone()))
        .collect();
    assert_eq!(to.len(), 3);
    let review = desk.plan(mail(ids(&some[3..])));
    let brakes: Vec<Brake> = review.brakes.iter().map(|b| b.brake).collect();
    assert_eq!(brakes, [Brake::MailsPerDay], "3 of the day are spent");
}

#[test]
fn members_are_named_by_their_login_addresses_too() {
    let wix = Wix::of(Size::S);
    let eye = Eye::new(&wix, 0);
    let mut desk = desk(&wix);
    let some = eye.ordinary(3);
    let whom = Whom {
        ids: vec![some[0].id.clone()],
        logins: vec![
            some[0].login_email.to_uppercase(),
            some[1].login_email.clone(),
            "nobody@nowhere.example".to_owned(),
            "no address".to_owned(),
        ],
    };
    let review = desk.plan(Wish::Members {
        site: eye.site.clone(),
        whom,
        wish: MemberWish::Mute,
    });
    assert_eq!(review.plan.lines.len(), 2, "named twice and done once");
    let reasons: Vec<&str> = review
        .plan
        .skipped
        .iter()
        .map(|s| s.reason.as_str())
        .collect();
    assert_eq!(
        reasons,
        [
            "Nobody on the site logs in with this address",
            "Is not a mail address"
        ]
    );
    let login = |new: &str| {
        let one = vec![some[2].id.clone()];
        wish(&eye.site, one, MemberWish::Login(new.to_owned()))
    };
    let review = desk.plan(login(&some[1].login_email));
    assert_eq!(
        review.plan.skipped[0].reason,
        "Another member has this address"
    );
    let run = done(&mut desk, login("new.address@nowhere.example"));
    assert_eq!(
        eye.get(&some[2].id).login_email,
        "new.address@nowhere.example"
    );
    let back = undo(&mut desk, &run);
    apply(&mut desk, &back, vec![]);
    assert_eq!(eye.get(&some[2].id).login_email, some[2].login_email);
}
