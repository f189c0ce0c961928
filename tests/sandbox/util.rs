//! A small client for tests.

use std::sync::Once;

use gatehouse::sandbox::{Config, Running, Sandbox, Size};
use jiff::Timestamp;
use reqwest::{Method, Response};
use serde_json::{Value, json};

static CRYPTO: Once = Once::new();

/// The moment all tests start at.
pub(crate) fn start() -> Timestamp {
    "2026-11-01T09:00:00Z".parse().expect("a moment")
}

/// A sandbox of this size at the fixed moment.
pub(crate) fn config(size: Size) -> Config {
    Config::fixed(size, start())
}

/// A running sandbox and a client for it.
pub(crate) struct Bench {
    pub(crate) running: Running,
    pub(crate) http: reqwest::Client,
}

/// Status and JSON of an answer.
pub(crate) type Answer = (u16, Value);

impl Bench {
    pub(crate) fn with(config: Config) -> Self {
        CRYPTO.call_once(|| {
            drop(rustls::crypto::ring::default_provider().install_default());
        });
        let running = Sandbox::start(config).expect("a sandbox");
        let http = reqwest::Client::builder()
            .no_proxy()
            .build()
            .expect("a client");
        Self { running, http }
    }

    pub(crate) fn of(size: Size) -> Self {
        Self::with(config(size))
    }

    /// The key whose name is in its text.
    pub(crate) fn key(&self, name: &str) -> String {
        let part = format!(".{name}.");
        self.running
            .hello
            .keys
            .iter()
            .find(|key| key.api_key.contains(&part))
            .expect("a key")
            .api_key
            .clone()
    }

    pub(crate) fn account(&self) -> String {
        self.running.hello.account_id.clone()
    }

    pub(crate) fn site(&self, nth: usize) -> String {
        self.running.hello.sites[nth].id.clone()
    }

    /// A request with these headers.
    pub(crate) async fn raw(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> reqwest::Result<Response> {
        let mut request = self
            .http
            .request(method, format!("{}{path}", self.running.base_url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        request.send().await
    }

    /// A call with the full key for the main account.
    pub(crate) async fn call(&self, method: Method, path: &str, body: Option<&Value>) -> Answer {
        self.call_with(&self.key("full"), &self.account(), method, path, body)
            .await
    }

    /// A call with a given key and account.
    pub(crate) async fn call_with(
        &self,
        key: &str,
        account: &str,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Answer {
        let headers = [("authorization", key), ("wix-account-id", account)];
        let response = self
            .raw(method, path, &headers, body)
            .await
            .expect("an answer");
        answer(response).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(Method::POST, path, Some(&body)).await
    }

    pub(crate) async fn patch(&self, path: &str, body: Value) -> Answer {
        self.call(Method::PATCH, path, Some(&body)).await
    }

    /// A call with the full key for the site with this number.
    pub(crate) async fn on_site(
        &self,
        nth: usize,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Answer {
        let (key, site) = (self.key("full"), self.site(nth));
        let headers = [
            ("authorization", key.as_str()),
            ("wix-site-id", site.as_str()),
        ];
        answer(
            self.raw(method, path, &headers, body)
                .await
                .expect("an answer"),
        )
        .await
    }

    /// A call for the site with this number, with a given `authorization`.
    pub(crate) async fn on_site_as(
        &self,
        authorization: &str,
        nth: usize,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Answer {
        let site = self.site(nth);
        let headers = [("authorization", authorization), ("wix-site-id", &site)];
        let sent = self.raw(method, path, &headers, body).await;
        answer(sent.expect("an answer")).await
    }

    /// The contributors of the site with this number as they truly are.
    pub(crate) async fn crew(&self, nth: usize) -> Vec<Value> {
        let path = format!("/_sandbox/contributors?site={}", self.site(nth));
        let told = self.look(&path).await;
        told["contributors"].as_array().expect("rows").clone()
    }

    /// What C1 finds on the site with this number: account ids.
    pub(crate) async fn contributors(&self, nth: usize, filter: &str) -> Vec<String> {
        let path = format!("{CONTRIBUTORS}{filter}");
        let (status, found) = self.on_site(nth, Method::GET, &path, None).await;
        assert_eq!(status, 200, "{found}");
        let rows = found["contributors"].as_array().expect("rows");
        rows.iter().map(|row| text(&row["accountId"])).collect()
    }

    /// Query Members on the first site.
    pub(crate) async fn members(&self, body: Value) -> Answer {
        self.on_site(0, Method::POST, QUERY_MEMBERS, Some(&body))
            .await
    }

    /// Create Member on the first site.
    pub(crate) async fn create_member(&self, member: Value) -> Answer {
        let body = json!({ "member": member });
        self.on_site(0, Method::POST, MEMBERS, Some(&body)).await
    }

    /// Members of the site with this number that have one of these addresses.
    pub(crate) async fn with_logins(&self, logins: &[&str]) -> Vec<Value> {
        let body = json!({ "query": { "filter": { "loginEmail": { "$in": logins } } }, "fieldsets": ["FULL"] });
        let (status, found) = self.members(body).await;
        assert_eq!(status, 200, "{found}");
        found["members"].as_array().expect("members").clone()
    }

    /// A control call that must succeed.
    pub(crate) async fn control(&self, path: &str, body: Value) -> Value {
        let (status, value) = answer(
            self.raw(Method::POST, path, &[], Some(&body))
                .await
                .expect("an answer"),
        )
        .await;
        assert_eq!(status, 200, "{path}: {value}");
        value
    }

    pub(crate) async fn look(&self, path: &str) -> Value {
        let (status, value) = answer(
            self.raw(Method::GET, path, &[], None)
                .await
                .expect("an answer"),
        )
        .await;
        assert_eq!(status, 200, "{path}: {value}");
        value
    }

    /// All rows of a team search.
    pub(crate) async fn team(&self, filter: Value) -> Vec<Value> {
        let mut rows = Vec::new();
        loop {
            let body =
                json!({ "filter": filter, "paging": { "limit": 100, "offset": rows.len() } });
            let (status, page) = self.post(SEARCH, body).await;
            assert_eq!(status, 200, "{page}");
            let page = page["teamMembers"].as_array().expect("rows").clone();
            let last = page.len() < 100;
            rows.extend(page);
            if last {
                return rows;
            }
        }
    }

    /// The users of the team.
    pub(crate) async fn users(&self) -> Vec<Value> {
        self.team(json!({}))
            .await
            .iter()
            .filter_map(|row| row.get("user").cloned())
            .collect()
    }

    /// The invites of the account.
    pub(crate) async fn invites(&self) -> Vec<Value> {
        self.team(json!({}))
            .await
            .iter()
            .filter_map(|row| row.get("invite").cloned())
            .collect()
    }

    /// All roles by title.
    pub(crate) async fn role(&self, title: &str) -> String {
        let (_, roles) = self.get("/roles-management/roles").await;
        let lists = [&roles["predefinedRoles"], &roles["customRoles"]];
        let mut all = lists.into_iter().filter_map(Value::as_array).flatten();
        all.find(|role| role["title"] == title).expect("a role")["id"]
            .as_str()
            .expect("an id")
            .to_owned()
    }
}

pub(crate) async fn answer(response: Response) -> Answer {
    let status = response.status().as_u16();
    let text = response.text().await.expect("a body");
    (
        status,
        serde_json::from_str(&text).unwrap_or(Value::String(text)),
    )
}

/// The code of an application error.
pub(crate) fn code(value: &Value) -> &str {
    value["details"]["applicationError"]["code"]
        .as_str()
        .unwrap_or_default()
}

/// The first wrong field of a validation error.
pub(crate) fn field(value: &Value) -> &str {
    value["details"]["validationError"]["fieldViolations"][0]["field"]
        .as_str()
        .unwrap_or_default()
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

pub(crate) const SEARCH: &str = "/roles-management/v3/team/search";
pub(crate) const ASSIGN: &str = "/roles-management/v2/team/assignments";
pub(crate) const REMOVE: &str = "/roles-management/team/remove";
pub(crate) const INVITE: &str = "/invites/account-invite/create";
pub(crate) const SITES: &str = "/site-list/v2/sites/query";
pub(crate) const COUNT: &str = "/site-list/v2/sites/count";
pub(crate) const MEMBERS: &str = "/members/v1/members";
pub(crate) const QUERY_MEMBERS: &str = "/members/v1/members/query";
pub(crate) const FOLDERS: &str = "/site-folders/v2/folders/query";
pub(crate) const CONTRIBUTORS: &str = "/roles-management/v2/contributors/query";
pub(crate) const CHANGE_ROLE: &str = "/roles-management/contributor/change/role";
pub(crate) const CHANGE_LOCATIONS: &str = "/roles-management/contributor/change/locations";
pub(crate) const REMOVE_CONTRIBUTOR: &str = "/roles-management/contributor/remove";
pub(crate) const SITE_INVITES: &str = "/invites/site-invite";
pub(crate) const LOCATIONS: &str = "/locations/v1/locations";
pub(crate) const TOKEN: &str = "/oauth2/token";
