//! Why a call is refused, before it becomes a status and a body.

use serde_json::{Value, json};

/// A refusal in the words of contract 9.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Refusal {
    /// 400 with field violations.
    Invalid(Vec<Violation>),
    /// 400 `INVALID_ARGUMENT`.
    Argument(String, Value),
    /// 401, or an HTML 403 by switch: the call carries no key at all.
    NoKey,
    /// 401.
    Unauthenticated(String),
    /// 403 `PERMISSION_DENIED`.
    Denied(String),
    /// 403 for an identity that may not make the call at all; its body is a switch.
    WrongIdentity,
    /// 404 `NOT_FOUND`.
    NotFound(String, Value),
    /// 409 `ALREADY_EXISTS`.
    Exists(String, Value),
    /// 428 with a code of its own.
    Precondition(&'static str, String),
    /// A status with a code of its own.
    Coded(u16, &'static str, String, Value),
    /// 429, with the seconds until a call would pass.
    Exhausted(u64),
    /// 500 with the bare internal error.
    Internal,
}

/// One wrong field of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Violation {
    /// Path such as `subjectsAssignments[0].subjectEmail`.
    pub(crate) field: String,
    pub(crate) description: String,
    /// `REQUIRED`, `FORMAT`, `MAX_SIZE` and so on.
    pub(crate) rule: &'static str,
    /// The service's own word for the rule, with what it is about.
    pub(crate) own: Option<(&'static str, Value)>,
}

impl Refusal {
    /// One wrong field.
    pub(crate) fn field(
        field: impl Into<String>,
        rule: &'static str,
        description: impl Into<String>,
    ) -> Self {
        Self::Invalid(vec![Violation {
            field: field.into(),
            description: description.into(),
            rule,
            own: None,
        }])
    }

    /// One field that breaks a rule of the service's own (site contract 7.2: `CUSTOM`).
    pub(crate) fn rule(field: &str, name: &'static str, description: &str, data: Value) -> Self {
        Self::Invalid(vec![Violation {
            field: field.to_owned(),
            description: description.to_owned(),
            rule: "CUSTOM",
            own: Some((name, data)),
        }])
    }

    /// A required field that is missing or empty.
    pub(crate) fn required(field: &str) -> Self {
        Self::field(field, "REQUIRED_FIELD", "must not be empty")
    }

    /// A record that does not exist here.
    pub(crate) fn missing(what: &str, id: &str) -> Self {
        Self::NotFound(format!("{what} {id} was not found"), json!({ "id": id }))
    }

    /// An argument that names something that cannot be used.
    pub(crate) fn argument(text: impl Into<String>) -> Self {
        Self::Argument(text.into(), json!({}))
    }
}
