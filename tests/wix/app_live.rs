//! The client as an app against the sandbox: tokens by the sandbox's clock, refusals of its table.

use gatehouse::access::{AccountId, SiteId};
use gatehouse::sandbox::{Config, Running, Sandbox, Size, TokenInfo};
use gatehouse::wix::capability::{Area, Reading, probe};
use gatehouse::wix::{
    AppInstance, AppSecret, BaseUrl, Client, ErrorKind, Options, Pace, Rate, Sources, contributors,
    locations, roles,
};
use gatehouse::wix::{Offsets, members};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

fn start() -> Timestamp {
    "2026-11-04T09:00:00Z".parse().unwrap()
}

struct Live {
    client: Client,
    site: SiteId,
    seconds: Arc<AtomicI64>,
    running: Running,
}

/// One clock for both, that stands still until it is moved.
fn live(edit: impl FnOnce(&mut Config)) -> Live {
    let seconds = Arc::new(AtomicI64::new(0));
    let read = Arc::clone(&seconds);
    let clock = move || start() + SignedDuration::from_secs(read.load(Ordering::SeqCst));
    let clock: Arc<dyn Fn() -> Timestamp + Send + Sync> = Arc::new(clock);
    let mut config = Config::new(Size::S, Arc::clone(&clock));
    edit(&mut config);
    let running = Sandbox::start(config).unwrap();
    let base = BaseUrl::parse(&running.base_url).unwrap();
    let pace = Arc::new(Pace::new(&base, Rate::Unlimited));
    let told = &running.hello.apps[1];
    let site = SiteId::new(&told.site_id);
    let secret = AppSecret::parse(&told.app_secret).unwrap();
    let app = AppInstance::new(&told.app_id, secret, &told.instance_id, site.clone()).unwrap();
    let sources = Sources {
        now: clock,
        jitter: Arc::new(|| 1.0),
    };
    Live {
        client: Client::new(Options::new(base, app, pace, sources)).unwrap(),
        site,
        seconds,
        running,
    }
}

#[tokio::test]
async fn an_app_reads_its_site_for_longer_than_a_token_lives() {
    let live = live(|config| config.switches.token_needs_bearer = true);
    for _ in 0..4 {
        let all = contributors::query(&live.client, &live.site, &[], &[])
            .await
            .unwrap();
        assert_eq!(all.rows.len(), 7);
        let page = locations::page(&live.client, &live.site, false, Offsets::start(5))
            .await
            .unwrap();
        assert_eq!(page.items.len(), 1);
        live.seconds.fetch_add(2 * 3_600, Ordering::SeqCst);
    }
    members::query(
        &live.client,
        &live.site,
        &members::QueryMembers::everybody(),
    )
    .await
    .unwrap();
    // The sandbox alone moves on: its token ends before the client knows.
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let clock = format!("{}/_sandbox/clock", live.running.base_url);
    let body = serde_json::json!({ "advanceMs": 20_000_000 });
    client.post(clock).json(&body).send().await.unwrap();
    contributors::query(&live.client, &live.site, &[], &[])
        .await
        .unwrap();
}

#[tokio::test]
async fn client_and_sandbox_agree_on_what_an_app_may_call() {
    let live = live(|_| {});
    let found = probe(
        &live.client,
        Some(AccountId::new(&live.running.hello.account_id)),
    )
    .await;
    let can: Vec<Area> = found
        .iter()
        .filter(|c| c.reading == Reading::Yes)
        .map(|c| c.area)
        .collect();
    assert_eq!(can, [Area::Members, Area::Contributors, Area::Locations]);
    let account = AccountId::new(&live.running.hello.account_id);
    let error = roles::list(&live.client, &account, "en", roles::RoleLevel::All)
        .await
        .unwrap_err();
    assert_eq!(
        (error.status, &error.kind),
        (
            None,
            &ErrorKind::WrongIdentity {
                who: "app instances".to_owned()
            }
        )
    );
    assert!(
        error
            .to_string()
            .starts_with("Wix refuses this to app instances"),
        "{error}"
    );
}

#[tokio::test]
async fn the_site_of_an_app_is_found_from_its_token() {
    let live = live(|_| {});
    let told = live.client.token_info().await.unwrap();
    assert_eq!(told.site.as_ref(), Some(&live.site));
    assert_eq!(told.active, Some(true));
    let account = AccountId::new(&live.running.hello.account_id);
    assert_eq!(told.account, Some(account));
    let bare = self::live(|config| config.switches.token_info = TokenInfo::Bare);
    assert_eq!(bare.client.token_info().await.unwrap().site, None);
    let missing = self::live(|config| config.switches.token_info = TokenInfo::Missing);
    let error = missing.client.token_info().await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::NotFound);
}
