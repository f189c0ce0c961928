//! What happens around every call: log, faults, rate, and the headers that Wix adds.

use std::{collections::BTreeMap, time::Duration};

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, request::Parts},
    middleware::Next,
    response::Response,
};
use serde_json::Value;

use super::{App, errors};
use crate::sandbox::{
    fault::{FaultBody, Kind},
    listener::Cut,
    log::Entry,
    seed::rng,
    state::refusal::Refusal,
};

/// The largest body that is read, in bytes.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// Wraps one call. It runs in a task of its own, so a client that leaves early does not undo what it asked for.
pub(crate) async fn wrap(
    State(app): State<App>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, MOST_BYTES).await else {
        let refusal = Refusal::argument("The body is too large or broken");
        return errors::refuse(&refusal, &app.config.switches);
    };
    let (n, request_id) = note(&app, &parts, &bytes);
    let responder = responder_of(parts.uri.path());
    let inner = app.clone();
    let task = tokio::spawn(async move {
        let (response, told) = disturbed(&inner, &cut, parts, bytes, next).await;
        let status = response.as_ref().map(|response| response.status().as_u16());
        inner.log().finish(n, status, told);
        response.unwrap_or_default()
    });
    let mut response = match task.await {
        Ok(response) => response,
        Err(_) => errors::refuse(&Refusal::Internal, &app.config.switches),
    };
    for (name, text) in [
        ("x-wix-request-id", request_id),
        ("x-wix-responded-by", responder),
    ] {
        if let Ok(value) = HeaderValue::from_str(&text) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Runs a call under the fault that hits it, if any. No response means that the connection was cut.
/// The text says what the fault did.
async fn disturbed(
    app: &App,
    cut: &Cut,
    parts: Parts,
    bytes: Bytes,
    next: Next,
) -> (Option<Response>, Option<String>) {
    let fault = {
        let text = String::from_utf8_lossy(&bytes);
        app.faults()
            .take(parts.method.as_str(), parts.uri.path(), &text)
    };
    let call = run(app, parts, bytes, next);
    match fault {
        None => (Some(call.await), None),
        Some(Kind::CutBefore) => {
            cut.cut();
            (None, Some("cut before the effect".to_owned()))
        }
        Some(Kind::CutAfter) => {
            drop(call.await);
            cut.cut();
            (None, Some("cut after the effect".to_owned()))
        }
        Some(Kind::Delay {
            ms,
            after_effect: false,
        }) => {
            tokio::time::sleep(Duration::from_millis(ms)).await;
            (Some(call.await), Some(format!("held back {ms} ms")))
        }
        Some(Kind::Delay {
            ms,
            after_effect: true,
        }) => {
            let response = call.await;
            tokio::time::sleep(Duration::from_millis(ms)).await;
            (Some(response), Some(format!("answered {ms} ms late")))
        }
        Some(Kind::Answer {
            status,
            body,
            headers,
            after_effect,
        }) => {
            if after_effect {
                drop(call.await);
            }
            (
                Some(made(status, &body, &headers)),
                Some(format!("answered {status}")),
            )
        }
    }
}

/// Runs a call unless its key has used up its rate.
async fn run(app: &App, parts: Parts, bytes: Bytes, next: Next) -> Response {
    match throttled(app, &parts.headers) {
        Some(refusal) => errors::refuse(&refusal, &app.config.switches),
        None => {
            next.run(Request::from_parts(parts, Body::from(bytes)))
                .await
        }
    }
}

fn made(status: u16, body: &FaultBody, headers: &BTreeMap<String, String>) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = errors::with_body(status, body);
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (
            HeaderName::try_from(name.as_str()),
            HeaderValue::from_str(value),
        ) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn throttled(app: &App, headers: &HeaderMap) -> Option<Refusal> {
    let limit = app.config.rate_per_minute?;
    let now = app.time.now();
    let key = app.keys.find(headers, now).ok()?.counted_as();
    app.rate()
        .count(key, limit, now)
        .err()
        .map(Refusal::Exhausted)
}

/// Puts a call into the log and names it.
fn note(app: &App, parts: &Parts, bytes: &Bytes) -> (u64, String) {
    let (at, seed) = (app.time.now(), app.seed);
    let mut headers = BTreeMap::new();
    for (name, value) in &parts.headers {
        let text = if name.as_str() == "authorization" {
            app.keys
                .find(&parts.headers, at)
                .map_or("unknown", |key| key.name)
                .to_owned()
        } else {
            String::from_utf8_lossy(value.as_bytes()).into_owned()
        };
        headers.insert(name.as_str().to_owned(), text);
    }
    let mut body = serde_json::from_slice(bytes)
        .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(bytes).into_owned()));
    for name in ["client_secret", "token"] {
        if let Some(secret) = body.get_mut(name) {
            *secret = Value::String("hidden".to_owned());
        }
    }
    let mut log = app.log();
    let n = log.next();
    let request_id = format!(
        "{:010}.{n:09}",
        rng::below(seed, "request", 0, 10_000_000_000)
    );
    log.push(Entry {
        n,
        at,
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers,
        body: if bytes.is_empty() { Value::Null } else { body },
        status: None,
        request_id: request_id.clone(),
        write: is_write(&parts.method, parts.uri.path()),
        fault: None,
    });
    (n, request_id)
}

/// Whether a call can change something: everything but reads, and reads include the POSTs that search, query or count,
/// and those that tell to whom fields apply.
fn is_write(method: &Method, path: &str) -> bool {
    let mut parts = path.rsplit('/');
    let (last, before) = (parts.next().unwrap_or_default(), parts.next());
    let told = before == Some("custom-fields-applications")
        && *method == Method::POST
        && matches!(last, "applications" | "members" | "roles");
    *method != Method::GET && !told && !matches!(last, "search" | "query" | "count" | "token")
}

/// The name of the handler for `x-wix-responded-by`: the first part of the path.
fn responder_of(path: &str) -> String {
    format!("sandbox.{}", path.split('/').nth(1).unwrap_or_default())
}
