//! Error bodies as contract 9 documents them.

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use serde_json::{Value, json};

use crate::sandbox::{
    config::{DeniedBody, Switches},
    fault::FaultBody,
    state::refusal::{Refusal, Violation},
};

/// The page that a gateway shows instead of JSON.
const HTML: &str = "<!doctype html><html><head><title>403 Forbidden</title></head><body><h1>Forbidden</h1></body></html>\n";

/// A JSON answer.
pub(crate) fn json(status: StatusCode, value: &Value) -> Response {
    let mut response = Response::new(Body::from(value.to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    response
}

/// An answer with a body of the given kind.
pub(crate) fn with_body(status: StatusCode, body: &FaultBody) -> Response {
    match body {
        FaultBody::Json(value) => json(status, value),
        FaultBody::Empty => empty(status),
        FaultBody::Html => html(status),
    }
}

fn empty(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

fn html(status: StatusCode) -> Response {
    let mut response = Response::new(Body::from(HTML));
    *response.status_mut() = status;
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    response
}

/// The answer to a refused call.
pub(crate) fn refuse(refusal: &Refusal, switches: &Switches) -> Response {
    match refusal {
        Refusal::Invalid(violations) => json(StatusCode::BAD_REQUEST, &validation(violations)),
        Refusal::Argument(text, data) => {
            application(StatusCode::BAD_REQUEST, "INVALID_ARGUMENT", text, data)
        }
        Refusal::Unauthenticated(text) => application(
            StatusCode::UNAUTHORIZED,
            "UNAUTHENTICATED",
            text,
            &json!({}),
        ),
        Refusal::Denied(text) => denied(switches.denied_body, text),
        Refusal::WrongIdentity => denied(
            switches.wrong_identity,
            "This identity may not make this call",
        ),
        Refusal::NoKey if switches.html_without_key => html(StatusCode::FORBIDDEN),
        Refusal::NoKey => application(
            StatusCode::UNAUTHORIZED,
            "UNAUTHENTICATED",
            "Unauthenticated",
            &json!({}),
        ),
        Refusal::NotFound(text, data) => {
            application(StatusCode::NOT_FOUND, "NOT_FOUND", text, data)
        }
        Refusal::Exists(text, data) => {
            application(StatusCode::CONFLICT, "ALREADY_EXISTS", text, data)
        }
        Refusal::Precondition(code, text) => {
            application(StatusCode::PRECONDITION_REQUIRED, code, text, &json!({}))
        }
        Refusal::Coded(status, code, text, data) => {
            let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::BAD_REQUEST);
            application(status, code, text, data)
        }
        Refusal::Exhausted(seconds) => exhausted(*seconds, switches),
        Refusal::Internal => json(
            StatusCode::INTERNAL_SERVER_ERROR,
            &json!({ "message": "Internal error", "details": {} }),
        ),
    }
}

fn denied(body: DeniedBody, text: &str) -> Response {
    match body {
        DeniedBody::Json => {
            application(StatusCode::FORBIDDEN, "PERMISSION_DENIED", text, &json!({}))
        }
        DeniedBody::Empty => empty(StatusCode::FORBIDDEN),
        DeniedBody::Html => html(StatusCode::FORBIDDEN),
    }
}

fn application(status: StatusCode, code: &str, text: &str, data: &Value) -> Response {
    json(
        status,
        &json!({ "message": text, "details": { "applicationError": { "code": code, "description": text, "data": data } } }),
    )
}

fn validation(violations: &[Violation]) -> Value {
    let list: Vec<Value> = violations
        .iter()
        .map(|one| {
            let own = one.own.clone();
            let (name, data) = own.unwrap_or_else(|| (one.rule, json!({})));
            json!({
                "field": one.field,
                "description": one.description,
                "violatedRule": one.rule,
                "ruleName": name,
                "data": data,
            })
        })
        .collect();
    let message = violations.first().map_or_else(String::new, |one| {
        format!("{} {}", one.field, one.description)
    });
    json!({ "message": message, "details": { "validationError": { "fieldViolations": list } } })
}

fn exhausted(seconds: u64, switches: &Switches) -> Response {
    if switches.throttle_with_empty_403 {
        return empty(StatusCode::FORBIDDEN);
    }
    let mut response = application(
        StatusCode::TOO_MANY_REQUESTS,
        "RESOURCE_EXHAUSTED",
        "Too many requests",
        &json!({}),
    );
    if switches.retry_after {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
