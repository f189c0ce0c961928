//! Which sites a key reaches, asked of the sandbox.

use gatehouse::access::AccountId;
use gatehouse::sandbox::{Config, Running, Sandbox, Size};
use gatehouse::wix::capability::{Area, Reading};
use gatehouse::wix::limit::{Probed, probe};
use gatehouse::wix::{ApiKey, BaseUrl, Client, Options, Pace, Rate, Sources};
use jiff::Timestamp;
use std::sync::Arc;

fn sandbox(size: Size, edit: impl FnOnce(&mut Config)) -> Running {
    let now: Timestamp = crate::support::NOW.parse().unwrap();
    let mut config = Config::fixed(size, now);
    edit(&mut config);
    Sandbox::start(config).unwrap()
}

async fn probed(running: &Running, name: &str) -> Probed {
    let part = format!(".{name}.");
    let keys = &running.hello.keys;
    let key = keys.iter().find(|k| k.api_key.contains(&part)).unwrap();
    let base = BaseUrl::parse(&running.base_url).unwrap();
    let pace = Arc::new(Pace::new(&base, Rate::Unlimited));
    let sources = Sources::fixed(crate::support::NOW.parse().unwrap());
    let key = ApiKey::parse(&key.api_key).unwrap();
    let client = Client::new(Options::new(base, key, pace, sources)).unwrap();
    probe(&client, Some(AccountId::new(&running.hello.account_id))).await
}

fn calls(running: &Running) -> usize {
    running.hello.sites.len()
}

#[tokio::test]
async fn a_key_for_two_sites_is_found_to_be_one() {
    for on_account in [true, false] {
        let running = sandbox(Size::S, |c| c.switches.site_key_on_account = on_account);
        let found = probed(&running, "two-sites").await;
        let limit = found.limit.expect("a limit");
        assert_eq!((limit.open.len(), limit.outside.len()), (2, 1));
        assert!(!limit.more);
        let area = |area| found.areas.iter().find(|c| c.area == area).unwrap();
        for of_site in [Area::Contributors, Area::Locations, Area::Members] {
            assert_eq!(
                area(of_site).reading,
                Reading::Yes,
                "asked where the key reaches"
            );
        }
        let team = if on_account {
            Reading::Yes
        } else {
            Reading::No
        };
        assert_eq!(area(Area::Team).reading, team);
    }
}

#[tokio::test]
async fn among_many_sites_the_two_are_found() {
    let running = sandbox(Size::L, |_| {});
    let found = probed(&running, "two-sites").await;
    let limit = found.limit.expect("a limit");
    assert_eq!(limit.open.len(), 2);
    assert_eq!(limit.open.len() + limit.outside.len(), calls(&running));
}

#[tokio::test]
async fn a_key_for_all_sites_has_no_limit() {
    let running = sandbox(Size::L, |_| {});
    for name in ["full", "read-only"] {
        assert_eq!(probed(&running, name).await.limit, None, "{name}");
    }
}
