//! Faults: answers that go wrong on purpose, in a given place and a given number of times.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::{Value, json};

use super::error::Error;

/// One fault: which calls it hits, how often, and what happens to them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fault {
    /// Which calls. Everything that is left out matches anything.
    #[serde(rename = "match", default)]
    pub matches: Match,
    /// How many matching calls are hit.
    #[serde(default = "once")]
    pub times: u32,
    /// How many matching calls pass before the first hit.
    #[serde(default)]
    pub after: u32,
    /// What happens to a call that is hit.
    pub kind: Kind,
}

fn once() -> u32 {
    1
}

/// Which calls a fault hits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Match {
    /// `GET`, `POST` and so on, in any case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// A part of the path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// A part of the body's text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_contains: Option<String>,
}

impl Match {
    fn hits(&self, method: &str, path: &str, body: &str) -> bool {
        self.method
            .as_ref()
            .is_none_or(|m| m.eq_ignore_ascii_case(method))
            && self.path.as_ref().is_none_or(|p| path.contains(p.as_str()))
            && self
                .body_contains
                .as_ref()
                .is_none_or(|b| body.contains(b.as_str()))
    }
}

/// What happens to a call that is hit.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// The call is answered with this, normally without having taken effect.
    Answer {
        /// HTTP status.
        status: u16,
        /// The body.
        body: FaultBody,
        /// Further headers.
        headers: BTreeMap<String, String>,
        /// The call takes effect first and only the answer is wrong.
        after_effect: bool,
    },
    /// The answer comes late. A client that stops waiting does not stop the call.
    Delay {
        /// How late, in milliseconds.
        ms: u64,
        /// The call takes effect at once and only the answer waits.
        after_effect: bool,
    },
    /// The connection is dropped before the call takes effect.
    CutBefore,
    /// The call takes effect and the connection is dropped without an answer.
    CutAfter,
}

/// The body of a fault's answer.
#[derive(Clone, Debug, PartialEq)]
pub enum FaultBody {
    /// This JSON.
    Json(Value),
    /// Nothing.
    Empty,
    /// A small HTML page.
    Html,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct AnswerForm {
    status: u16,
    #[serde(default)]
    body: Option<Value>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    after_effect: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct DelayForm {
    delay_ms: u64,
    #[serde(default)]
    after_effect: bool,
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(from)?;
        match value.as_str() {
            Some("cutBefore") => return Ok(Self::CutBefore),
            Some("cutAfter") => return Ok(Self::CutAfter),
            _ => {}
        }
        if value.get("delayMs").is_some() {
            let form: DelayForm = serde_json::from_value(value).map_err(de::Error::custom)?;
            return Ok(Self::Delay {
                ms: form.delay_ms,
                after_effect: form.after_effect,
            });
        }
        if !value.is_object() {
            return Err(de::Error::custom(
                "expected \"cutBefore\", \"cutAfter\", {\"delayMs\": …} or {\"status\": …}",
            ));
        }
        let form: AnswerForm = serde_json::from_value(value).map_err(de::Error::custom)?;
        if !(200..=599).contains(&form.status) {
            return Err(de::Error::custom("status must be between 200 and 599"));
        }
        let body = match form.body {
            None | Some(Value::Null) => FaultBody::Json(default_body(form.status)),
            Some(Value::String(word)) if word == "empty" => FaultBody::Empty,
            Some(Value::String(word)) if word == "html" => FaultBody::Html,
            Some(other) => FaultBody::Json(other),
        };
        Ok(Self::Answer {
            status: form.status,
            body,
            headers: form.headers,
            after_effect: form.after_effect,
        })
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::CutBefore => json!("cutBefore"),
            Self::CutAfter => json!("cutAfter"),
            Self::Delay { ms, after_effect } => json!({ "delayMs": ms, "afterEffect": after_effect }),
            Self::Answer { status, body, headers, after_effect } => {
                let body = match body {
                    FaultBody::Json(value) => value.clone(),
                    FaultBody::Empty => json!("empty"),
                    FaultBody::Html => json!("html"),
                };
                json!({ "status": status, "body": body, "headers": headers, "afterEffect": after_effect })
            }
        }
        .serialize(to)
    }
}

/// A plausible body for a status (contract 9): an application error, or the bare internal error.
fn default_body(status: u16) -> Value {
    let code = match status {
        400 => "INVALID_ARGUMENT",
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        409 => "ALREADY_EXISTS",
        428 => "FAILED_PRECONDITION",
        429 => "RESOURCE_EXHAUSTED",
        501 => "UNIMPLEMENTED",
        503 => "UNAVAILABLE",
        504 => "DEADLINE_EXCEEDED",
        500.. => return json!({ "message": "Internal error", "details": {} }),
        _ => return json!({}),
    };
    json!({ "message": code, "details": { "applicationError": { "code": code, "description": "made by a fault", "data": {} } } })
}

/// Reads a list of faults.
///
/// # Errors
/// [`Error::Faults`] names the place in the text that is wrong.
pub fn parse_faults(text: &str) -> Result<Vec<Fault>, Error> {
    let mut from = serde_json::Deserializer::from_str(text);
    let faults = serde_path_to_error::deserialize(&mut from).map_err(|error| Error::Faults {
        place: error.path().to_string(),
        reason: error.inner().to_string(),
    })?;
    from.end().map_err(|error| Error::Faults {
        place: "the end".to_owned(),
        reason: error.to_string(),
    })?;
    Ok(faults)
}

/// The armed faults with their counters.
#[derive(Debug, Default)]
pub(super) struct FaultBook {
    entries: Vec<Entry>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    #[serde(flatten)]
    fault: Fault,
    /// Matching calls so far.
    seen: u32,
    /// Calls hit so far.
    hits: u32,
}

impl FaultBook {
    /// A book with these faults, none of them hit yet.
    pub(super) fn new(faults: Vec<Fault>) -> Self {
        let mut book = Self::default();
        for fault in faults {
            book.add(fault);
        }
        book
    }

    /// Arms one more fault, after those that are armed already.
    pub(super) fn add(&mut self, fault: Fault) {
        self.entries.push(Entry {
            fault,
            seen: 0,
            hits: 0,
        });
    }

    /// Disarms everything.
    pub(super) fn clear(&mut self) {
        self.entries.clear();
    }

    /// The faults with `seen` and `hits`, as JSON.
    pub(super) fn list(&self) -> Value {
        serde_json::to_value(&self.entries).unwrap_or_default()
    }

    /// The fault that hits this call, if any: the first that matches and is due. Faults after it do not count the call.
    pub(super) fn take(&mut self, method: &str, path: &str, body: &str) -> Option<Kind> {
        let mut taken = None;
        for entry in &mut self.entries {
            if taken.is_some() || !entry.fault.matches.hits(method, path, body) {
                continue;
            }
            entry.seen = entry.seen.saturating_add(1);
            if entry.seen > entry.fault.after && entry.hits < entry.fault.times {
                entry.hits += 1;
                taken = Some(entry.fault.kind.clone());
            }
        }
        taken
    }
}
