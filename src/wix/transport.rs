//! The network: one request, one answer, no second try.

use super::error::ErrorKind;
use super::options::Options;
use super::retry::Reached;
use super::{ClientError, Level};
use reqwest::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, DATE, HeaderMap, HeaderName, HeaderValue, LOCATION,
    RETRY_AFTER,
};
use reqwest::{Method, redirect, retry};
use std::error::Error;
use std::sync::Once;
use std::time::Duration;

/// Idle connections are closed after this, before the other side closes them and a request is lost
/// on its way.
const IDLE: Duration = Duration::from_secs(20);
/// Largest body of a refusal that is read.
const LARGEST_REFUSAL: usize = 64 * 1024;

/// One request. Its body may hold an app's secret.
#[derive(Clone)]
pub(super) struct Call {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) query: Vec<(&'static str, String)>,
    pub(super) level: Level,
    pub(super) body: Option<Vec<u8>>,
}

/// One answer, whatever its status.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
    pub(super) request_id: Option<String>,
    pub(super) retry_after: Option<String>,
    pub(super) date: Option<String>,
    pub(super) location: Option<String>,
}

/// No answer.
#[derive(Debug)]
pub(super) struct Cut {
    pub(super) kind: ErrorKind,
    pub(super) reached: Reached,
    pub(super) detail: String,
    /// What was known of the answer before it was cut.
    pub(super) status: Option<u16>,
    pub(super) request_id: Option<String>,
}

/// Makes the HTTP client. It never follows a redirect, since the key would travel along, and never
/// sends anything twice by itself.
pub(super) fn build(options: &Options) -> Result<reqwest::Client, ClientError> {
    install_crypto();
    let mut builder = reqwest::Client::builder()
        .user_agent(options.user_agent.clone())
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .referer(false)
        .connect_timeout(options.timeouts.connect)
        .pool_idle_timeout(IDLE);
    if options.base.is_loopback() {
        builder = builder.no_proxy();
    }
    builder = if options.base.is_https() {
        builder.https_only(true)
    } else {
        // Plain HTTP to this machine needs no certificates; without this line the client could
        // not be built on a computer that has none.
        builder.tls_certs_only([])
    };
    builder.build().map_err(|e| ClientError::Build(chain(&e)))
}

/// Chooses the cryptography once. If the program chose before, its choice stays.
fn install_crypto() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let chosen = rustls::crypto::ring::default_provider().install_default();
        if chosen.is_err() {
            tracing::debug!("cryptography was already chosen");
        }
    });
}

/// Sends one request and reads the whole answer.
pub(super) async fn once(
    http: &reqwest::Client,
    options: &Options,
    call: &Call,
    proof: Option<HeaderValue>,
    timeout: Duration,
) -> Result<Answer, Cut> {
    let headers = headers(call, proof).map_err(|what| Cut {
        kind: ErrorKind::Unexpected,
        reached: Reached::No,
        detail: format!("{what} has characters that cannot be sent"),
        status: None,
        request_id: None,
    })?;
    let mut request = http
        .request(
            call.method.clone(),
            options.base.join(&call.path, &call.query),
        )
        .headers(headers)
        .timeout(timeout);
    if let Some(body) = &call.body {
        request = request.body(body.clone());
    }
    let response = request.send().await.map_err(|e| cut(&e, None, None))?;
    let status = response.status().as_u16();
    let head = response.headers();
    let mut answer = Answer {
        status,
        body: Vec::new(),
        request_id: text(head, &HeaderName::from_static("x-wix-request-id")),
        retry_after: text(head, &RETRY_AFTER),
        date: text(head, &DATE),
        location: text(head, &LOCATION),
    };
    read_body(response, options.largest_answer, &mut answer).await?;
    Ok(answer)
}

async fn read_body(
    mut response: reqwest::Response,
    largest: usize,
    answer: &mut Answer,
) -> Result<(), Cut> {
    let good = answer.status == 200;
    let most = if good { largest } else { LARGEST_REFUSAL };
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if answer.body.len() + chunk.len() > most => {
                if good {
                    return Err(Cut {
                        kind: ErrorKind::Unreadable {
                            path: String::new(),
                        },
                        reached: Reached::Maybe,
                        detail: format!("it is larger than {} MB", most / (1024 * 1024)),
                        status: Some(answer.status),
                        request_id: answer.request_id.clone(),
                    });
                }
                let room = most - answer.body.len();
                answer.body.extend_from_slice(&chunk[..room]);
                return Ok(());
            }
            Ok(Some(chunk)) => answer.body.extend_from_slice(&chunk),
            Ok(None) => return Ok(()),
            // The status of a refusal says enough, with or without all of its words.
            Err(_) if !good => return Ok(()),
            Err(e) => return Err(cut(&e, Some(answer.status), answer.request_id.clone())),
        }
    }
}

/// The authorization, one id header, and JSON where there is a body (contract 1).
fn headers(call: &Call, proof: Option<HeaderValue>) -> Result<HeaderMap, &'static str> {
    let mut headers = HeaderMap::new();
    if let Some(proof) = proof {
        headers.insert(AUTHORIZATION, proof);
    }
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    if let Some((name, value)) = call.level.header() {
        if value.is_empty() {
            return Err("the account or site id is empty or");
        }
        let value = HeaderValue::from_str(value).map_err(|_e| "the account or site id")?;
        headers.insert(HeaderName::from_static(name), value);
    }
    if call.body.is_some() {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    Ok(headers)
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?.trim();
    (!value.is_empty()).then(|| value.chars().take(500).collect())
}

/// What a failed request tells. Only what failed while connecting certainly never arrived: TLS is
/// part of connecting, and not one byte of the request goes out before it is done.
fn cut(e: &reqwest::Error, status: Option<u16>, request_id: Option<String>) -> Cut {
    let reached = if e.is_connect() || e.is_builder() {
        Reached::No
    } else {
        Reached::Maybe
    };
    let tls = causes(e).any(is_tls);
    let kind = if e.is_builder() {
        ErrorKind::Unexpected
    } else if tls {
        ErrorKind::Tls
    } else if e.is_timeout() {
        ErrorKind::Timeout
    } else {
        ErrorKind::Network
    };
    let detail = if e.is_dns() {
        "the name of the host could not be found".to_owned()
    } else {
        causes(e)
            .last()
            .map_or_else(|| "unknown cause".to_owned(), ToString::to_string)
    };
    Cut {
        kind,
        reached,
        detail,
        status,
        request_id,
    }
}

/// Errors of TLS come wrapped in errors of input and output, sometimes twice.
fn is_tls(cause: &(dyn Error + 'static)) -> bool {
    let inner = cause
        .downcast_ref::<std::io::Error>()
        .and_then(std::io::Error::get_ref);
    cause.is::<rustls::Error>() || inner.is_some_and(|inner| is_tls(inner))
}

/// An error and what is behind it.
fn causes<'a>(e: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(e), |e: &&'a (dyn Error + 'static)| (*e).source())
}

/// An error and what is behind it, as one text.
fn chain(e: &(dyn Error + 'static)) -> String {
    let mut parts: Vec<String> = Vec::new();
    for cause in causes(e) {
        let text = cause.to_string();
        if !parts.iter().any(|p| p.contains(&text)) {
            parts.push(text);
        }
    }
    parts.join(": ")
}
