//! Tokens: an app proves who it is and gets one for the site it is installed on, a visitor gets one for nothing
//! (site contract 3.1 and 3.4). A token carries its site and its time, so nothing is stored.

use axum::{body::Bytes, extract, http::StatusCode, response::Response};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::json;

use super::{App, auth::Identity, errors};
use crate::sandbox::{
    choices::TokenInfo,
    seed::{World, after, rng, sites},
};

/// How OAuth tokens begin (contract 1).
pub(crate) const START: &str = "OauthNG.JWS.";

/// Id of the sandbox's app.
pub(crate) fn app_id() -> String {
    rng::guid(0, "sandbox-app", 0)
}

/// Secret of the sandbox's app.
pub(crate) fn app_secret(world: &World) -> String {
    rng::token(world.seed, "app-secret", 0)
}

/// Id of the app's installation on a site.
pub(crate) fn instance_id(world: &World, site: u64) -> String {
    rng::guid(world.seed, "app-instance", site)
}

/// What a token says, whether or not it is still good.
pub(crate) struct Token {
    pub(crate) identity: Identity,
    /// Number of the site.
    pub(crate) site: u64,
    /// When it was given.
    pub(crate) given: Timestamp,
}

impl Token {
    fn word(&self) -> &'static str {
        match self.identity {
            Identity::Visitor => "visitor",
            Identity::ApiKey | Identity::App => "app",
        }
    }

    /// The token's text.
    pub(crate) fn text(&self, seed: u64) -> String {
        let (word, site, at) = (self.word(), self.site, self.given.as_millisecond());
        let mark = rng::token(seed, &format!("{word}-token-{site}"), at.unsigned_abs());
        format!("{START}sandbox.{word}.{site}.{at}.{mark}")
    }

    /// Reads a token that this sandbox gave.
    pub(crate) fn read(seed: u64, text: &str) -> Option<Self> {
        let mut parts = text
            .strip_prefix(START)?
            .strip_prefix("sandbox.")?
            .split('.');
        let identity = match parts.next()? {
            "app" => Identity::App,
            "visitor" => Identity::Visitor,
            _ => return None,
        };
        let token = Self {
            identity,
            site: parts.next()?.parse().ok()?,
            given: Timestamp::from_millisecond(parts.next()?.parse().ok()?).ok()?,
        };
        (token.text(seed) == text).then_some(token)
    }

    /// Whether it has ended.
    pub(crate) fn is_over(&self, now: Timestamp, seconds: u32) -> bool {
        now >= after(self.given, SignedDuration::from_secs(seconds.into()))
    }
}

/// Both spellings: snake case for apps, camel case for visitors.
#[derive(Deserialize, Default)]
#[serde(default)]
struct TokenRequest {
    #[serde(alias = "grantType")]
    grant_type: String,
    #[serde(alias = "clientId")]
    client_id: String,
    client_secret: String,
    instance_id: String,
}

/// POST /oauth2/token. Errors have the form of the IETF, not that of Wix's other calls.
pub(crate) async fn token(extract::State(app): extract::State<App>, bytes: Bytes) -> Response {
    let (time, seconds) = (app.time.now(), app.config.switches.token_seconds);
    let state = app.state();
    let world = &state.world;
    let Ok(wire) = serde_json::from_slice::<TokenRequest>(&bytes) else {
        return wrong(400, "invalid_request", "The body is not what it should be");
    };
    if wire.client_id != app_id() {
        return wrong(401, "invalid_client", "The app is not known");
    }
    let token = match wire.grant_type.as_str() {
        "anonymous" => Token {
            identity: Identity::Visitor,
            site: 0,
            given: time,
        },
        "client_credentials" if wire.client_secret != app_secret(world) => {
            return wrong(401, "invalid_client", "The secret of the app is wrong");
        }
        "client_credentials" => {
            let found = (0..world.sizes.sites)
                .find(|site| instance_id(world, *site) == wire.instance_id.to_ascii_lowercase());
            let Some(site) = found else {
                return wrong(400, "invalid_grant", "The app is not installed there");
            };
            Token {
                identity: Identity::App,
                site,
                given: time,
            }
        }
        _ => return wrong(400, "unsupported_grant_type", "This grant is not offered"),
    };
    let text = token.text(world.seed);
    drop(state);
    errors::json(
        StatusCode::OK,
        &json!({ "access_token": text, "token_type": "Bearer", "expires_in": seconds }),
    )
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct InfoRequest {
    token: String,
}

/// POST /oauth2/token-info: what a token is good for (site contract 3.4). A text that is no token of this sandbox is told
/// as one that is not active; how Wix tells that is unknown.
pub(crate) async fn info(extract::State(app): extract::State<App>, bytes: Bytes) -> Response {
    let Ok(wire) = serde_json::from_slice::<InfoRequest>(&bytes) else {
        return wrong(400, "invalid_request", "The body is not what it should be");
    };
    let switches = &app.config.switches;
    if switches.token_info == TokenInfo::Missing {
        return app.no_such_call();
    }
    let now = app.time.now();
    let state = app.state();
    let world = &state.world;
    let token = Token::read(world.seed, &wire.token)
        .filter(|token| !token.is_over(now, switches.token_seconds));
    let Some(token) = token else {
        return errors::json(StatusCode::OK, &json!({ "active": false }));
    };
    let end = after(
        token.given,
        SignedDuration::from_secs(switches.token_seconds.into()),
    );
    let mut told = json!({
        "active": true,
        "subjectType": token.word().to_uppercase(),
        "exp": end.as_second().to_string(),
        "iat": token.given.as_second().to_string(),
        "clientId": app_id(),
    });
    if switches.token_info == TokenInfo::Full && token.identity == Identity::App {
        told["accountId"] = json!(world.account_id());
        told["siteId"] = json!(sites::site_id(world, token.site));
        told["instanceId"] = json!(instance_id(world, token.site));
    }
    drop(state);
    errors::json(StatusCode::OK, &told)
}

fn wrong(status: u16, code: &str, text: &str) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    errors::json(status, &json!({ "error": code, "error_description": text }))
}
