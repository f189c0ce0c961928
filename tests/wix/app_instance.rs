//! A client as an installed app: tokens are fetched once, renewed in time, never shown, and calls
//! that an app cannot make are not sent.

use crate::support::{SITE, account, client, line, options, permit_of};
use gatehouse::access::SiteId;
use gatehouse::wix::capability::{Area, Reading, probe};
use gatehouse::wix::contributors::{Remove, query};
use gatehouse::wix::identity::Identity;
use gatehouse::wix::{
    AppInstance, AppSecret, Client, ErrorKind, Level, Options, SendError, Sources, Unread,
    WixError, Write, WriteRequest, team,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use wiremock::matchers::{any, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

const SECRET: &str = "app-secret-0123456789abcdef";

fn site() -> SiteId {
    SiteId::new(SITE)
}

/// A clock that stands still until it is moved.
#[derive(Clone, Default)]
struct Clock(Arc<AtomicI64>);

impl Clock {
    fn forward(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }

    fn sources(&self) -> Sources {
        let seconds = Arc::clone(&self.0);
        let start: Timestamp = crate::support::NOW.parse().unwrap();
        Sources {
            now: Arc::new(move || {
                start + SignedDuration::from_secs(seconds.load(Ordering::SeqCst))
            }),
            jitter: Arc::new(|| 1.0),
        }
    }
}

fn app(uri: &str, clock: &Clock) -> Client {
    let secret = AppSecret::parse(SECRET).unwrap();
    let app = AppInstance::new("app-1", secret, "instance-1", site()).unwrap();
    Client::new(Options {
        auth: app.into(),
        sources: clock.sources(),
        ..options(uri)
    })
    .unwrap()
}

/// Gives token-1, token-2 and so on, each good for so many seconds.
async fn tokens(server: &MockServer, seconds: u64) {
    let count = AtomicI64::new(0);
    Mock::given(path("/oauth2/token"))
        .respond_with(move |_: &Request| {
            let n = count.fetch_add(1, Ordering::SeqCst) + 1;
            let token = format!("OauthNG.JWS.token-{n}");
            ResponseTemplate::new(200).set_body_json(
                json!({ "access_token": token, "token_type": "Bearer", "expires_in": seconds }),
            )
        })
        .mount(server)
        .await;
}

async fn rest(server: &MockServer, status: u16, body: Value) {
    Mock::given(any())
        .respond_with(ResponseTemplate::new(status).set_body_json(body))
        .mount(server)
        .await;
}

/// What came, each as its path's end and the token it carried.
async fn came(server: &MockServer) -> Vec<String> {
    let all = server.received_requests().await.unwrap();
    let told = |request: &Request| {
        let token = request
            .headers
            .get("authorization")
            .map(|v| v.to_str().unwrap().to_owned());
        let end = request.url.path().rsplit('/').next().unwrap().to_owned();
        match token {
            Some(token) => format!("{end} {token}"),
            None => end,
        }
    };
    all.iter().map(told).collect()
}

const FIRST: &str = "query Bearer OauthNG.JWS.token-1";
const SECOND: &str = "query Bearer OauthNG.JWS.token-2";

async fn look(client: &Client) -> Result<(), WixError> {
    query(client, &site(), &[], &[]).await.map(|_| ())
}

#[tokio::test]
async fn a_token_is_fetched_once_and_renewed_before_it_ends() {
    let (server, clock) = (MockServer::start().await, Clock::default());
    tokens(&server, 14_400).await;
    rest(&server, 200, json!({})).await;
    let client = app(&server.uri(), &clock);
    look(&client).await.unwrap();
    look(&client.bulk()).await.unwrap();
    clock.forward(14_400 - 301);
    look(&client).await.unwrap();
    assert_eq!(came(&server).await, ["token", FIRST, FIRST, FIRST]);
    clock.forward(1);
    look(&client).await.unwrap();
    look(&client).await.unwrap();
    assert_eq!(came(&server).await[4..], ["token", SECOND, SECOND]);

    let all = server.received_requests().await.unwrap();
    assert_eq!(line(&all[0]), "POST /oauth2/token");
    let body: Value = serde_json::from_slice(&all[0].body).unwrap();
    assert_eq!(
        body,
        json!({ "grant_type": "client_credentials", "client_id": "app-1", "client_secret": SECRET,
            "instance_id": "instance-1" })
    );
    assert!(all[0].headers.get("wix-site-id").is_none());
    assert_eq!(all[1].headers.get("wix-site-id").unwrap(), SITE);
}

#[tokio::test]
async fn many_calls_at_once_share_one_renewal() {
    let (server, clock) = (MockServer::start().await, Clock::default());
    tokens(&server, 14_400).await;
    rest(&server, 200, json!({})).await;
    let client = app(&server.uri(), &clock);
    let calls = (0..8).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { look(&client).await })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    let came = came(&server).await;
    assert_eq!(came.iter().filter(|line| *line == "token").count(), 1);
    assert_eq!(came.iter().filter(|line| *line == FIRST).count(), 8);
}

#[tokio::test]
async fn a_short_or_untold_life_is_coped_with() {
    for (told, good_for) in [(json!(60), 30), (json!("60"), 30), (Value::Null, 14_100)] {
        let (server, clock) = (MockServer::start().await, Clock::default());
        let answer = json!({ "access_token": "OauthNG.JWS.x", "expires_in": told });
        Mock::given(path("/oauth2/token"))
            .respond_with(ResponseTemplate::new(200).set_body_json(answer))
            .mount(&server)
            .await;
        rest(&server, 200, json!({})).await;
        let client = app(&server.uri(), &clock);
        look(&client).await.unwrap();
        clock.forward(good_for - 1);
        look(&client).await.unwrap();
        assert_eq!(came(&server).await.len(), 3);
        clock.forward(1);
        look(&client).await.unwrap();
        assert_eq!(came(&server).await.len(), 5);
    }
}

#[tokio::test]
async fn a_token_that_wix_gave_up_is_replaced_and_only_reads_are_asked_again() {
    let (server, clock) = (MockServer::start().await, Clock::default());
    tokens(&server, 14_400).await;
    Mock::given(wiremock::matchers::header(
        "authorization",
        "Bearer OauthNG.JWS.token-1",
    ))
    .respond_with(ResponseTemplate::new(401))
    .mount(&server)
    .await;
    rest(&server, 200, json!({})).await;
    let client = app(&server.uri(), &clock);
    look(&client).await.unwrap();
    assert_eq!(came(&server).await, ["token", FIRST, "token", SECOND]);

    let client = app(&server.uri(), &clock);
    let write = Remove::new(site(), &account()).unwrap();
    // The first token of this client is the third one of the server, which takes it.
    client.send(&write, permit_of(&write)).await.unwrap();

    let server = MockServer::start().await;
    tokens(&server, 14_400).await;
    rest(&server, 401, json!({ "message": "no" })).await;
    let client = app(&server.uri(), &clock);
    let refused = client.send(&write, permit_of(&write)).await.unwrap_err();
    assert!(matches!(refused, SendError::Refused(_)), "{refused}");
    assert_eq!(came(&server).await.len(), 2, "a write is not sent again");
    let error = look(&client).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unauthorized);
    assert_eq!(
        came(&server).await[2..].len(),
        4,
        "twice with a new token each"
    );
}

#[tokio::test]
async fn without_a_token_nothing_is_sent_and_nothing_secret_is_told() {
    for (status, body) in [
        (
            401,
            json!({ "error": "invalid_client", "error_description": format!("{SECRET} is wrong") }),
        ),
        (400, json!({ "error": "invalid_grant" })),
        (200, json!({ "access_token": "" })),
        (200, json!({ "access_token": "two words" })),
        (200, json!([SECRET])),
    ] {
        let server = MockServer::start().await;
        rest(&server, status, body.clone()).await;
        let client = app(&server.uri(), &Clock::default());
        let error = look(&client).await.unwrap_err();
        assert_eq!(error.path, "/oauth2/token");
        let all = format!("{error} {error:?} {} {client:?}", error.remedy());
        assert!(
            !all.contains("0123456789") && !all.contains("two words"),
            "{all}"
        );
        if status == 401 {
            assert_eq!(error.kind, ErrorKind::Unauthorized);
            assert!(
                all.contains("(hidden) is wrong") && all.contains("app’s id"),
                "{all}"
            );
        }
        let write = Remove::new(site(), &account()).unwrap();
        let sent = client.send(&write, permit_of(&write)).await.unwrap_err();
        assert!(matches!(sent, SendError::NotSent(_)), "{sent}");
        assert!(came(&server).await.iter().all(|line| line == "token"));
    }
}

#[tokio::test]
async fn an_echoed_token_is_hidden() {
    let (server, clock) = (MockServer::start().await, Clock::default());
    tokens(&server, 14_400).await;
    rest(
        &server,
        400,
        json!({ "message": format!("bad OauthNG.JWS.token-1 and {SECRET}") }),
    )
    .await;
    let error = look(&app(&server.uri(), &clock)).await.unwrap_err();
    let all = format!("{error} {error:?}");
    assert!(!all.contains("token-1") && !all.contains(SECRET), "{all}");
}

/// A write that an app cannot make.
struct OfAccount(Level);

impl Write for OfAccount {
    type Answer = ();

    fn request(&self) -> WriteRequest {
        WriteRequest {
            method: "POST",
            path: "/roles-management/team/remove".to_owned(),
            level: self.0.clone(),
            body: b"{}".to_vec(),
        }
    }

    fn read(&self, _: &[u8]) -> Result<(), Unread> {
        Ok(())
    }
}

#[tokio::test]
async fn calls_that_an_app_cannot_make_are_not_sent() {
    let (server, clock) = (MockServer::start().await, Clock::default());
    let client = app(&server.uri(), &clock);
    assert_eq!(
        (client.identity(), client.only_site()),
        (Identity::App, Some(&site()))
    );
    let error = team::search(&client, &account(), &team::SearchTeam::default())
        .await
        .unwrap_err();
    let who = "app instances".to_owned();
    assert_eq!(error.kind, ErrorKind::WrongIdentity { who });
    assert_eq!(
        error.to_string(),
        "Wix refuses this to app instances, so it was not sent (a Wix app may not call team and account invites: its token is good for one site only)"
    );
    let elsewhere = query(&client, &"another".into(), &[], &[])
        .await
        .unwrap_err();
    assert!(
        elsewhere.to_string().contains("another site"),
        "{elsewhere}"
    );
    for level in [Level::None, Level::Account(account()), Level::Site(site())] {
        let write = OfAccount(level);
        let sent = client.send(&write, permit_of(&write)).await.unwrap_err();
        assert!(matches!(sent, SendError::NotSent(_)), "{sent}");
    }
    assert!(came(&server).await.is_empty());
}

#[tokio::test]
async fn the_capability_check_asks_an_app_about_its_site_only() {
    let (server, clock) = (MockServer::start().await, Clock::default());
    tokens(&server, 14_400).await;
    rest(&server, 200, json!({})).await;
    let found = probe(&app(&server.uri(), &clock), None).await;
    let areas: Vec<Area> = found.iter().map(|c| c.area).collect();
    assert_eq!(areas, Area::ALL);
    let can: Vec<Area> = found
        .iter()
        .filter(|c| c.reading == Reading::Yes)
        .map(|c| c.area)
        .collect();
    assert_eq!(can, [Area::Members, Area::Contributors, Area::Locations]);
    let refused = found.iter().filter(|c| c.reading == Reading::No);
    assert!(refused.clone().count() == 7 && refused.clone().all(|c| c.error.is_some()));
    assert_eq!(
        came(&server).await.len(),
        4,
        "a token and one look per area"
    );
}

#[test]
fn a_key_is_still_a_key() {
    let client = client("http://127.0.0.1:9");
    assert_eq!(
        (client.identity(), client.only_site()),
        (Identity::ApiKey, None)
    );
}

#[tokio::test]
async fn what_is_told_about_a_token_never_shows_it() {
    let (server, clock) = (MockServer::start().await, Clock::default());
    tokens(&server, 14_400).await;
    let echo = json!({ "message": format!("OauthNG.JWS.token-1 {SECRET}") });
    rest(&server, 403, echo).await;
    let error = app(&server.uri(), &clock).token_info().await.unwrap_err();
    let shown = format!("{error} {error:?} {}", error.remedy());
    assert!(
        !shown.contains("token-1") && !shown.contains(SECRET),
        "{shown}"
    );
    let all = server.received_requests().await.unwrap();
    assert_eq!(line(&all[1]), "POST /oauth2/token-info");
    let body: Value = serde_json::from_slice(&all[1].body).unwrap();
    assert_eq!(body, json!({ "token": "OauthNG.JWS.token-1" }));
    assert!(all[1].headers.get("authorization").is_none());
}

#[tokio::test]
async fn an_app_without_a_site_calls_about_none() {
    let (server, clock) = (MockServer::start().await, Clock::default());
    let secret = AppSecret::parse(SECRET).unwrap();
    let unplaced = AppInstance::unplaced("app-1", secret, "instance-1").unwrap();
    let options = Options {
        auth: unplaced.into(),
        sources: clock.sources(),
        ..options(&server.uri())
    };
    let client = Client::new(options).unwrap();
    let error = look(&client).await.unwrap_err();
    assert!(
        matches!(error.kind, ErrorKind::WrongIdentity { .. }),
        "{error:?}"
    );
    assert!(came(&server).await.is_empty());
}
