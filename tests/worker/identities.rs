//! Signing in as an app, and with a key for some sites: connect, open, read, and what is refused.

use crate::desk::Desk;
use crate::files::files;
use crate::support::{Setup, Wix, start};
use gatehouse::access::SiteId;
use gatehouse::plan::Wish;
use gatehouse::sandbox::{Config, Size, TokenInfo};
use gatehouse::secrets::{KeyStore as _, app_secret_name};
use gatehouse::worker::protocol::{
    Capability, Command, ConnectState, Connection, ErrorCard, JobKind, KeyPlace, May, NewProfile,
    NewSignIn, PlanState, Reading, Secret, SignIn,
};
use jiff::SignedDuration;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The sandbox's app on its second site, with what a test changes about it.
fn app(wix: &Wix, edit: impl FnOnce(&mut [String; 4])) -> NewSignIn {
    let app = &wix.hello().apps[1];
    let mut parts = [
        app.app_id.clone(),
        app.app_secret.clone(),
        app.instance_id.clone(),
        String::new(),
    ];
    edit(&mut parts);
    let [app_id, secret, instance_id, site] = parts;
    NewSignIn::App {
        app_id,
        secret,
        instance_id,
        site,
    }
}

fn ask(desk: &mut Desk, wix: &Wix, sign_in: NewSignIn) {
    desk.send(Command::ConnectAside);
    desk.until("no result", |m| {
        (*m.connect == ConnectState::Idle).then_some(())
    });
    desk.send(Command::Connect(NewProfile {
        name: String::new(),
        colour: 0,
        sign_in,
        base_url: Some(wix.base_url()),
        read_only: false,
    }));
}

fn failure(desk: &mut Desk, wix: &Wix, sign_in: NewSignIn) -> ErrorCard {
    ask(desk, wix, sign_in);
    desk.until("a failure", |m| match &*m.connect {
        ConnectState::Failed(e) | ConnectState::SiteNeeded(e) => Some(e.clone()),
        ConnectState::Connected { .. } => panic!("it connected"),
        _ => None,
    })
}

fn connected(desk: &mut Desk, wix: &Wix, sign_in: NewSignIn) -> Vec<Capability> {
    ask(desk, wix, sign_in);
    let rows = desk.until("a connected profile", |m| match &*m.connect {
        ConnectState::Connected { capabilities, .. } => Some(capabilities.clone()),
        ConnectState::Failed(e) | ConnectState::SiteNeeded(e) => panic!("{e}"),
        _ => None,
    });
    desk.synced();
    rows
}

fn paths(wix: &Wix) -> Vec<String> {
    let log = wix.log();
    let path = |e: &serde_json::Value| e["path"].as_str().unwrap_or_default().to_owned();
    log.iter().map(path).collect()
}

#[test]
fn an_app_finds_its_site_and_reads_it_and_asks_nothing_of_the_account() {
    let wix = Wix::of(Size::S);
    let mut desk = Setup::default().desk(None);
    let rows = connected(&mut desk, &wix, app(&wix, |_| {}));
    let can: Vec<&str> = rows
        .iter()
        .filter(|c| c.reading == Reading::Yes)
        .map(|c| c.area.as_str())
        .collect();
    assert_eq!(
        can,
        ["Site members", "Contributors and site invites", "Locations"]
    );
    let team = rows.iter().find(|c| c.area.starts_with("Team")).unwrap();
    let why = team.answer.as_ref().unwrap();
    assert!(
        why.sentence
            .starts_with("Wix refuses this to app instances"),
        "{why}"
    );
    assert_eq!(team.permission, "", "no permission would help");
    let session = desk.model.session.clone().unwrap();
    let site = SiteId::new(&wix.hello().apps[1].site_id);
    let SignIn::App { site: found, .. } = &session.profile.sign_in else {
        panic!("{:?}", session.profile.sign_in);
    };
    assert_eq!(*found, site);
    assert_eq!(session.profile.account.as_str(), wix.account());
    let table = desk.model.access.clone().expect("contributors");
    assert_eq!(table.rows.len(), 7);
    assert!(table.rows.iter().all(|r| r.site == site));
    let sites = desk.model.sites.clone().expect("the site");
    assert_eq!(sites.rows.len(), 1);
    assert_eq!(sites.rows[0].locations.len(), 1);
    let roles = session.dataset("Roles").expect("the documented roles");
    assert!(!roles.complete && roles.rows == 2);
    for path in paths(&wix) {
        let closed = ["/accounts/", "/site-", "/roles-management/roles"];
        let of_team = path.contains("/team/");
        assert!(
            !of_team && !closed.iter().any(|c| path.starts_with(c)),
            "{path}"
        );
    }
    let mine = session.identities.iter().find(|r| r.mine).unwrap();
    assert_eq!(mine.who, "a Wix app");
    assert!(
        mine.rules
            .iter()
            .any(|r| r.may == May::No && !r.source.is_empty())
    );
}

#[test]
fn where_wix_does_not_tell_the_site_it_is_asked_for() {
    for told in [TokenInfo::Bare, TokenInfo::Missing] {
        let mut config = Config::fixed(Size::S, start());
        config.switches.token_info = told;
        let wix = Wix::new(config);
        let mut desk = Setup::default().desk(None);
        let error = failure(&mut desk, &wix, app(&wix, |_| {}));
        assert!(error.sentence.contains("which site"), "{error}");
        assert!(desk.model.profiles.as_ref().is_some_and(|p| p.is_empty()));
        let site = wix.hello().apps[1].site_id.clone();
        let other = wix.hello().apps[0].site_id.clone();
        let wrong = failure(&mut desk, &wix, app(&wix, |p| p[3] = other));
        assert!(
            wrong.sentence.contains("read nothing of its site"),
            "{wrong}"
        );
        connected(&mut desk, &wix, app(&wix, |p| p[3] = site));
    }
}

#[test]
fn what_is_wrong_with_an_app_is_told_and_nothing_is_kept() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let mut desk = setup.desk(None);
    for at in 0..3 {
        let error = failure(&mut desk, &wix, app(&wix, |p| p[at] = "wrong".to_owned()));
        assert!(
            error.sentence.contains("id, secret or instance id"),
            "{error}"
        );
        assert!(!error.remedy.is_empty());
    }
    let missing = failure(&mut desk, &wix, app(&wix, |p| p[1].clear()));
    assert_eq!(missing.sentence, "No app secret was given");
    let other = wix.hello().apps[0].site_id.clone();
    let elsewhere = failure(&mut desk, &wix, app(&wix, |p| p[3] = other));
    assert!(elsewhere.sentence.contains("another site"), "{elsewhere}");
    assert!(desk.model.profiles.as_ref().is_some_and(|p| p.is_empty()));
    assert!(desk.model.session.is_none());
}

#[test]
fn the_app_secret_is_in_no_file_and_goes_with_its_profile() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let mut desk = setup.desk(None);
    connected(&mut desk, &wix, app(&wix, |_| {}));
    let id = desk.model.session.as_ref().unwrap().profile.id.clone();
    let secret = wix.hello().apps[1].app_secret.clone();
    let kept = setup.keys.get(&app_secret_name(&id.0)).unwrap();
    assert_eq!(kept.unwrap().expose(), secret);
    assert_eq!(setup.keys.get(&id.0).unwrap(), None, "it is no key");
    let shown = format!("{:?}", desk.model);
    assert!(!shown.contains(&secret) && !shown.contains("OauthNG"));
    let data = desk.data();
    drop(desk);
    for file in files(&data) {
        let bytes = std::fs::read(&file).unwrap();
        let holds = |text: &str| bytes.windows(text.len()).any(|w| w == text.as_bytes());
        assert!(
            !holds(&secret) && !holds("OauthNG"),
            "{} holds it",
            file.display()
        );
    }
    let mut desk = setup.desk(None);
    desk.send(Command::ForgetProfile {
        profile: id.clone(),
        below: false,
    });
    desk.until("an empty list", |m| {
        m.profiles.as_ref()?.is_empty().then_some(())
    });
    assert_eq!(setup.keys.get(&app_secret_name(&id.0)).unwrap(), None);
}

#[test]
fn an_app_profile_opens_again_and_its_secret_can_be_given_anew() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let mut desk = setup.desk(None);
    connected(&mut desk, &wix, app(&wix, |_| {}));
    let id = desk.model.session.as_ref().unwrap().profile.id.clone();
    drop(desk);
    let mut desk = setup.desk(None);
    desk.send(Command::OpenLast);
    desk.synced();
    assert_eq!(desk.model.access.as_ref().unwrap().rows.len(), 7);
    drop(desk);
    setup.keys.delete(&app_secret_name(&id.0)).unwrap();
    let mut desk = setup.desk(None);
    desk.send(Command::OpenLast);
    let session = desk.until("a missing secret", |m| {
        let session = m.session.clone()?;
        (session.profile.key == KeyPlace::Missing).then_some(session)
    });
    let why = desk.until("why", |m| match &m.session.as_ref()?.connection {
        Connection::Trouble(card) => Some(card.clone()),
        _ => None,
    });
    assert!(why.sentence.contains("app secret"), "{why}");
    assert!(why.remedy.contains("app secret"), "{why}");
    desk.send(Command::GiveKey {
        profile: session.profile.id.clone(),
        key: Secret(wix.hello().apps[1].app_secret.clone()),
    });
    desk.until("a secret", |m| {
        (m.session.as_ref()?.profile.key == KeyPlace::ThisRun).then_some(())
    });
    desk.synced();
}

#[test]
fn a_token_is_renewed_before_it_ends() {
    let wix = Wix::of(Size::S);
    let seconds = Arc::new(AtomicI64::new(0));
    let setup = Setup::default();
    let mut environment = setup.environment(None);
    let read = Arc::clone(&seconds);
    environment.now =
        Arc::new(move || start() + SignedDuration::from_secs(read.load(Ordering::SeqCst)));
    let mut desk = setup.desk_in(environment);
    connected(&mut desk, &wix, app(&wix, |_| {}));
    let tokens = |wix: &Wix| {
        let all = paths(wix);
        all.iter().filter(|p| *p == "/oauth2/token").count()
    };
    let first = tokens(&wix);
    desk.sync();
    assert_eq!(tokens(&wix), first, "a token serves many calls");
    // Tokens live for four hours; both clocks go to five minutes before the end.
    seconds.fetch_add(14_400 - 300, Ordering::SeqCst);
    wix.post("clock", &json!({ "advanceMs": (14_400 - 300) * 1_000 }));
    desk.sync();
    assert_eq!(tokens(&wix), first + 1);
    let refused = wix.log();
    assert!(
        refused.iter().all(|e| e["status"] != json!(401)),
        "no call met an ended token"
    );
}

#[test]
fn plans_about_the_account_and_blind_changes_of_roles_are_refused_to_an_app() {
    let wix = Wix::of(Size::S);
    let mut desk = Setup::default().desk(None);
    connected(&mut desk, &wix, app(&wix, |_| {}));
    let writes = wix.writes().len();
    let access = desk.model.access.clone().unwrap();
    let site = SiteId::new(&wix.hello().apps[1].site_id);
    let someone = access.rows.iter().find(|r| !r.owns).expect("somebody");
    let contribution = gatehouse::plan::Contribution {
        site: site.clone(),
        account: someone.account.clone(),
    };
    let roles = Wish::SetContributorRoles {
        whom: vec![contribution.clone()],
        roles: vec![gatehouse::access::SITE_ADMIN.into()],
    };
    desk.send(Command::MakePlan(roles));
    let error = desk.until("a refusal", |m| match &*m.plan {
        PlanState::Failed(error) => Some(error.clone()),
        PlanState::Ready(_) => panic!("a plan"),
        _ => None,
    });
    assert!(
        error.sentence.contains("cannot read which roles"),
        "{error}"
    );
    // What an app may do goes its usual way.
    let review = desk.plan(Wish::RemoveContributors {
        whom: vec![contribution],
    });
    let run = desk.apply(&review);
    let receipt = run.receipt.as_ref().expect("a receipt");
    assert!(
        receipt
            .lines
            .iter()
            .all(|l| l.result.outcome.label() == "Done"),
        "{:?}",
        receipt.lines
    );
    assert_eq!(wix.writes().len(), writes + 1);
}

#[test]
fn a_limited_key_tells_its_sites_and_does_not_try_the_others() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let mut desk = setup.desk(None);
    desk.connect(&wix, &wix.key("two-sites"));
    let session = desk.until("a limit", |m| {
        m.session.clone().filter(|s| s.limit.is_some())
    });
    let limit = session.limit.clone().unwrap();
    assert_eq!((limit.open.len(), limit.outside.len()), (2, 1));
    assert_eq!(
        session.profile.sign_in.words(),
        "API key for 2 of 3 sites",
        "the card tells it too"
    );
    let listed = desk.until("the list", |m| {
        let card = m.profiles.as_ref()?.first()?.clone();
        matches!(card.sign_in, SignIn::Key { limit: Some(_) }).then_some(card)
    });
    assert_eq!(listed.sign_in, session.profile.sign_in);
    let outside = limit.outside[0].clone();
    desk.until("the mark", |m| {
        let sites = m.sites.as_ref()?;
        let row = sites.rows.iter().find(|r| r.site.id == outside)?;
        row.outside.then_some(())
    });
    desk.send(Command::PlanSiteSync(vec![]));
    let plan = desk.until("what it takes", |m| {
        (m.site_sync.calls > 0).then(|| Arc::clone(&m.site_sync))
    });
    assert!(!plan.sites.contains(&outside));
    let before = wix.log().len();
    desk.send(Command::SyncSites(vec![]));
    desk.until("the sites", |m| {
        let job = m.last_job(JobKind::SyncSites)?;
        (!job.state.is_active()).then_some(())
    });
    let log = wix.log();
    let refused = log[before..].iter().filter(|e| e["status"] == json!(403));
    assert_eq!(refused.count(), 0, "nobody asks what is known to be closed");
    let wish = Wish::InviteToSites {
        emails: vec!["new@example.com".to_owned()],
        sites: vec![outside],
        roles: vec![gatehouse::access::SITE_ADMIN.into()],
        language: None,
    };
    desk.send(Command::MakePlan(wish));
    let error = desk.until("a refusal", |m| match &*m.plan {
        PlanState::Failed(error) => Some(error.clone()),
        PlanState::Ready(_) => panic!("a plan"),
        _ => None,
    });
    assert!(
        error.sentence.contains("outside this key’s sites"),
        "{error}"
    );
    drop(desk);
    let mut desk = setup.desk(None);
    desk.send(Command::OpenLast);
    desk.until("the kept limit", |m| m.session.as_ref()?.limit.clone());
}

#[test]
fn a_limit_that_the_check_did_not_meet_is_learnt_when_a_site_refuses() {
    let wix = Wix::of(Size::S);
    // The check finds a first site, and not which others there are.
    wix.fault(&json!({
        "match": { "path": "/site-list/v2/sites/query" }, "after": 1,
        "kind": { "status": 404, "body": "empty" },
    }));
    let mut desk = Setup::default().desk(None);
    desk.connect(&wix, &wix.key("two-sites"));
    assert_eq!(desk.model.session.as_ref().unwrap().limit, None);
    desk.send(Command::SyncSites(vec![]));
    let limit = desk.until("a learnt limit", |m| m.session.as_ref()?.limit.clone());
    assert_eq!((limit.open.len(), limit.outside.len()), (2, 1));
    let told = desk.until("the notice", |m| {
        let mut all = m.activity.notices.iter();
        let told = all.find(|n| n.text.sentence.contains("outside this key’s sites"));
        told.map(|n| n.text.clone())
    });
    assert!(told.remedy.contains("check in Settings"), "{told}");
}
