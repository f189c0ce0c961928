//! Reading requests: JSON bodies and query parameters in both dialects.

use std::collections::BTreeMap;

use axum::body::Bytes;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::sandbox::state::refusal::Refusal;

/// Reads a JSON body. An empty one counts as `{}`. Unknown fields are ignored, as Wix's gateways do.
pub(crate) fn body<T: DeserializeOwned>(bytes: &Bytes) -> Result<T, Refusal> {
    let text: &[u8] = if bytes.is_empty() { b"{}" } else { bytes };
    let mut from = serde_json::Deserializer::from_slice(text);
    serde_path_to_error::deserialize(&mut from).map_err(|error| {
        Refusal::field(
            error.path().to_string(),
            "FORMAT",
            error.inner().to_string(),
        )
    })
}

/// Query parameters by dotted name; repeated ones keep their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Params(BTreeMap<String, Vec<String>>);

impl Params {
    /// Reads a query string: `paging.limit=5&filter.ids=a&filter.ids=b`, or `.r=` with the request as base64url JSON,
    /// which is what the SDK sends for nested options.
    pub(crate) fn read(query: Option<&str>) -> Result<Self, Refusal> {
        let mut params = Self::default();
        for (name, value) in url::form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            if name == ".r" {
                let wrong = || Refusal::field(".r", "FORMAT", "must be base64url of a JSON object");
                let bytes = URL_SAFE_NO_PAD
                    .decode(value.trim_end_matches('='))
                    .ok()
                    .ok_or_else(wrong)?;
                let json: Value = serde_json::from_slice(&bytes).ok().ok_or_else(wrong)?;
                params.flatten("", &json);
            } else {
                params
                    .0
                    .entry(name.into_owned())
                    .or_default()
                    .push(value.into_owned());
            }
        }
        Ok(params)
    }

    fn flatten(&mut self, name: &str, value: &Value) {
        match value {
            Value::Null => {}
            Value::Object(map) => {
                for (key, value) in map {
                    let inner = if name.is_empty() {
                        key.clone()
                    } else {
                        format!("{name}.{key}")
                    };
                    self.flatten(&inner, value);
                }
            }
            Value::Array(list) => list.iter().for_each(|value| self.flatten(name, value)),
            Value::String(text) => self
                .0
                .entry(name.to_owned())
                .or_default()
                .push(text.clone()),
            other => self
                .0
                .entry(name.to_owned())
                .or_default()
                .push(other.to_string()),
        }
    }

    /// The first value of a parameter.
    pub(crate) fn one(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .and_then(|values| values.first())
            .map(String::as_str)
    }

    /// All values of a parameter.
    pub(crate) fn all(&self, name: &str) -> Vec<String> {
        self.0.get(name).cloned().unwrap_or_default()
    }

    /// A whole number.
    pub(crate) fn number(&self, name: &str) -> Result<Option<i64>, Refusal> {
        self.one(name)
            .map(|text| {
                text.parse()
                    .ok()
                    .ok_or_else(|| Refusal::field(name, "FORMAT", "must be a whole number"))
            })
            .transpose()
    }
}
