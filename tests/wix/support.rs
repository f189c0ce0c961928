//! What the tests share.

use gatehouse::access::{AccountId, UserId};
use gatehouse::journal::{
    Entry, Head, Intent, Permit, Record, RunId, Sink, SinkError, encode, permit,
};
use gatehouse::wix::team::RemoveMember;
use gatehouse::wix::{
    ApiKey, BaseUrl, Client, Options, Pace, Rate, RetryPolicy, Sources, Timeouts, Write,
    WriteRequest,
};
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;

/// Looks like a real key: long, with dots and dashes.
pub(crate) const KEY: &str = "IST.eyJraWQiOiJzZWNyZXQifQ.c2VjcmV0LXBheWxvYWQ.sig_nature-0123456789";
/// The account of all tests.
pub(crate) const ACCOUNT: &str = "5b3d7e0a-6c1f-4c1e-9d5e-0c6a1c9f1a01";
/// The user of the contract's examples.
pub(crate) const USER: &str = "0b0c0d0e-1111-4222-8333-444455556666";
/// The time of all tests: Wed, 04 Nov 2026 09:00:00 GMT.
pub(crate) const NOW: &str = "2026-11-04T09:00:00Z";

pub(crate) fn account() -> AccountId {
    AccountId::new(ACCOUNT)
}

/// No limit, tiny waits.
pub(crate) fn options(uri: &str) -> Options {
    let base = BaseUrl::parse(uri).unwrap();
    let pace = Arc::new(Pace::new(&base, Rate::Unlimited));
    let now: Timestamp = NOW.parse().unwrap();
    Options {
        retry: RetryPolicy {
            retries: 3,
            first_wait: Duration::from_millis(1),
            slow_wait: Duration::from_millis(1),
            deadline: Duration::from_secs(20),
        },
        timeouts: Timeouts {
            connect: Duration::from_secs(5),
            answer: Duration::from_secs(10),
        },
        ..Options::new(base, ApiKey::parse(KEY).unwrap(), pace, Sources::fixed(now))
    }
}

pub(crate) fn client(uri: &str) -> Client {
    Client::new(options(uri)).unwrap()
}

pub(crate) fn removal() -> RemoveMember {
    RemoveMember::new(account(), UserId::new(USER)).unwrap()
}

/// A journal in memory.
#[derive(Default)]
struct Memory(Head);

impl Sink for Memory {
    fn commit(&mut self, at: Timestamp, record: Record) -> Result<Entry, SinkError> {
        let line = encode(self.0, at, record).map_err(|e| SinkError {
            place: "memory".to_owned(),
            reason: e.to_string(),
        })?;
        self.0 = line.head;
        Ok(line.entry)
    }

    fn commit_all(&mut self, at: Timestamp, records: Vec<Record>) -> Result<(), SinkError> {
        for record in records {
            self.commit(at, record)?;
        }
        Ok(())
    }

    fn head(&self) -> Head {
        self.0
    }
}

/// Leave to send this request.
pub(crate) fn permit_for(request: &WriteRequest) -> Permit {
    let intent = Intent {
        run: RunId::new("run-1"),
        lines: vec![0],
        method: request.method.to_owned(),
        path: request.path.clone(),
        request: request.hash(),
        what: "a test".to_owned(),
    };
    permit(&mut Memory::default(), NOW.parse().unwrap(), intent).unwrap()
}

/// Leave to send this write.
pub(crate) fn permit_of(write: &impl Write) -> Permit {
    permit_for(&write.request())
}

/// One of the site contract's examples, with `request` and `response`.
pub(crate) fn site_example(name: &str) -> serde_json::Value {
    let path = format!(
        "{}/tests/fixtures/contract/site/{name}.json",
        fixtures_root()
    );
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    serde_json::from_str(&text).unwrap()
}

/// A golden file made from the contract's examples.
pub(crate) fn golden(name: &str) -> serde_json::Value {
    let path = format!(
        "{}/tests/fixtures/contract/account/{name}.json",
        fixtures_root()
    );
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    serde_json::from_str(&text).unwrap()
}

/// The repository's root: two folders above this file's own.
fn fixtures_root() -> String {
    let here = std::path::Path::new(file!());
    let root = here.ancestors().nth(3).unwrap();
    let manifest = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.join(root).to_string_lossy().into_owned()
}

/// The site of the contract's examples.
pub(crate) const SITE: &str = "cccc0000-0000-4000-8000-000000000001";

/// A server that answers everything alike.
pub(crate) async fn answering(status: u16, answer: &serde_json::Value) -> wiremock::MockServer {
    let server = wiremock::MockServer::start().await;
    wiremock::Mock::given(wiremock::matchers::any())
        .respond_with(wiremock::ResponseTemplate::new(status).set_body_json(answer))
        .mount(&server)
        .await;
    server
}

/// Method, path and query of a request.
pub(crate) fn line(request: &wiremock::Request) -> String {
    let query = request.url.query().map(|q| format!("?{q}"));
    let query = query.unwrap_or_default();
    format!("{} {}{query}", request.method, request.url.path())
}

/// The one request that came for [`SITE`]: its line and its JSON body, null without one.
pub(crate) async fn only_of_site(server: &wiremock::MockServer) -> (String, serde_json::Value) {
    let all = server.received_requests().await.unwrap();
    let [request] = all.as_slice() else {
        panic!("{} requests", all.len());
    };
    let header = |name: &str| request.headers.get(name).map(|v| v.to_str().unwrap());
    assert_eq!(header("authorization"), Some(KEY));
    assert_eq!(header("wix-site-id"), Some(SITE));
    assert_eq!(header("wix-account-id"), None);
    let body = serde_json::from_slice(&request.body).unwrap_or_default();
    (line(request), body)
}
