//! The token of an app: fetched once for all callers, renewed before it ends (site contract 3.1).

use super::{AppInstance, Hidden, TOKEN_PATH};
use crate::wix::client::Inner;
use crate::wix::exchange::{self, Lost, Way};
use crate::wix::transport::{Answer, Call};
use crate::wix::wire;
use crate::wix::{ErrorKind, Level, Unread, Urgency, WixError};
use jiff::{SignedDuration, Timestamp};
use reqwest::Method;
use std::sync::{Arc, Mutex as Lock, PoisonError};
use tokio::sync::Mutex;
use zeroize::Zeroizing;

/// A token is renewed so long before it ends, so that none ends on its way.
const BEFORE_END: SignedDuration = SignedDuration::from_mins(5);
/// A token is taken to be good for so long when the answer does not tell (site contract 3.1).
const USUAL: u64 = 14_400;
/// How many tokens are kept from showing: the present one and the one before, which may still be
/// named in late answers.
const KEPT: usize = 2;

/// What is known of an app's tokens.
#[derive(Default)]
pub(super) struct Tokens {
    /// The present one. Whoever holds this renews it, and the others wait for that.
    now: Mutex<Option<Token>>,
    /// Texts that must not show.
    pub(super) seen: Lock<Vec<Hidden>>,
}

struct Token {
    text: Hidden,
    renew: Timestamp,
}

/// A good token.
pub(super) async fn current(
    app: &AppInstance,
    inner: &Inner,
    urgency: Urgency,
) -> Result<Hidden, Lost> {
    let mut now = app.tokens().now.lock().await;
    let time = (inner.options.sources.now)();
    if let Some(token) = now.as_ref().filter(|token| time < token.renew) {
        return Ok(Arc::clone(&token.text));
    }
    let call = Call {
        method: Method::POST,
        path: TOKEN_PATH.to_owned(),
        query: Vec::new(),
        level: Level::None,
        body: Some(app.request().to_vec()),
    };
    let way = Way {
        urgency,
        read: true,
        lane: None,
    };
    // Asking again gives another token and does no harm, so it is tried again like any reading.
    let asked = Box::pin(exchange::run(inner, way, &call)).await;
    let (answer, tries) = asked.map_err(|lost| Lost::not_sent(lost.error))?;
    let token = read(&answer, time).map_err(|unread| {
        let mut error = WixError::new(
            ErrorKind::Unreadable { path: unread.path },
            "POST",
            TOKEN_PATH,
        )
        .with_detail(unread.reason);
        error.facts().status = Some(answer.status);
        error.facts().tries = tries;
        Lost::not_sent(error)
    })?;
    let text = Arc::clone(&token.text);
    remember(app, &text);
    *now = Some(token);
    Ok(text)
}

fn remember(app: &AppInstance, text: &Hidden) {
    let mut seen = app
        .tokens()
        .seen
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    if seen.len() == KEPT {
        seen.remove(0);
    }
    seen.push(Arc::clone(text));
}

/// Forgets a token, unless another one has taken its place. True if it is not the present one any
/// more.
pub(super) async fn give_up(app: &AppInstance, token: &Hidden) -> bool {
    let mut now = app.tokens().now.lock().await;
    if now.as_ref().is_some_and(|kept| kept.text == *token) {
        *now = None;
    }
    true
}

/// Reads the answer. Nothing of it stands in an error: it holds a secret.
fn read(answer: &Answer, time: Timestamp) -> Result<Token, Unread> {
    let unread = |path: &str, reason: &str| Unread {
        path: path.to_owned(),
        reason: reason.to_owned(),
    };
    let mut fields =
        wire::object(&answer.body).map_err(|_e| unread("", "it is not a JSON object"))?;
    let text = fields
        .text("access_token")
        .map(Zeroizing::new)
        .ok_or_else(|| unread("access_token", "there is no token in it"))?;
    if !text.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(unread("access_token", "it cannot be sent"));
    }
    let seconds = fields.count("expires_in").unwrap_or(USUAL);
    let whole = SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX));
    // A short life leaves half of it for the renewal.
    let early = BEFORE_END.min(whole / 2);
    let renew = time.checked_add(whole.saturating_sub(early));
    Ok(Token {
        text: Arc::new(text),
        renew: renew.unwrap_or(Timestamp::MAX),
    })
}
