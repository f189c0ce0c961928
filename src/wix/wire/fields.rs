//! Lenient reading of one JSON object.

use crate::access::Extra;
use crate::wix::write::Unread;
use jiff::Timestamp;
use serde_json::{Map, Value};

/// The fields of an object. Whatever is read is taken out; what cannot be read stays and ends up
/// in `extra`.
#[derive(Debug, Default)]
pub(in crate::wix) struct Fields(Map<String, Value>);

impl Fields {
    pub(in crate::wix) fn of(object: Map<String, Value>) -> Self {
        Self(object)
    }

    /// The fields of a row.
    pub(in crate::wix) fn row(value: Value) -> Result<Self, String> {
        match value {
            Value::Object(object) => Ok(Self(object)),
            _ => Err("it is not an object".to_owned()),
        }
    }

    pub(in crate::wix) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(in crate::wix) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Takes a field out if `read` understands it. `null` is the same as nothing.
    fn take<T>(&mut self, name: &str, read: impl FnOnce(&Value) -> Option<T>) -> Option<T> {
        let value = self.0.get(name)?;
        if value.is_null() {
            self.0.remove(name);
            return None;
        }
        let read = read(value)?;
        self.0.remove(name);
        Some(read)
    }

    /// A text that is not empty.
    pub(in crate::wix) fn text(&mut self, name: &str) -> Option<String> {
        self.take(name, |v| v.as_str().map(str::to_owned))
            .filter(|t| !t.is_empty())
    }

    /// A text, empty if missing.
    pub(in crate::wix) fn string(&mut self, name: &str) -> String {
        self.text(name).unwrap_or_default()
    }

    /// An id: a text, or a whole number that kept all its digits (contract 1: role ids have 19
    /// digits, more than a float holds).
    pub(in crate::wix) fn id(&mut self, name: &str) -> Option<String> {
        self.take(name, id_text).filter(|id| !id.is_empty())
    }

    pub(in crate::wix) fn flag(&mut self, name: &str) -> Option<bool> {
        self.take(name, Value::as_bool)
    }

    /// A count; gateways write 64-bit numbers as texts.
    pub(in crate::wix) fn count(&mut self, name: &str) -> Option<u64> {
        self.take(name, |v| {
            v.as_u64().or_else(|| v.as_str()?.trim().parse().ok())
        })
    }

    /// A time; one that cannot be read stays.
    pub(in crate::wix) fn time(&mut self, name: &str) -> Option<Timestamp> {
        self.take(name, |v| v.as_str()?.parse().ok())
    }

    /// Whatever it is, unless it is missing or null.
    pub(in crate::wix) fn value(&mut self, name: &str) -> Option<Value> {
        self.take(name, |v| Some(v.clone()))
    }

    pub(in crate::wix) fn object(&mut self, name: &str) -> Option<Self> {
        if self.0.get(name).is_some_and(Value::is_null) {
            self.0.remove(name);
        }
        match self.0.remove(name) {
            Some(Value::Object(object)) => Some(Self(object)),
            Some(other) => {
                self.0.insert(name.to_owned(), other);
                None
            }
            None => None,
        }
    }

    /// A list.
    pub(in crate::wix) fn list(&mut self, name: &str) -> Option<Vec<Value>> {
        if self.0.get(name).is_some_and(Value::is_null) {
            self.0.remove(name);
        }
        match self.0.remove(name) {
            Some(Value::Array(list)) => Some(list),
            Some(other) => {
                self.0.insert(name.to_owned(), other);
                None
            }
            None => None,
        }
    }

    /// The list that an answer is about: missing is empty, anything but a list is an error.
    pub(in crate::wix) fn main_list(&mut self, name: &str) -> Result<Vec<Value>, Unread> {
        match self.list(name) {
            Some(list) => Ok(list),
            None if self.has(name) => Err(Unread {
                path: name.to_owned(),
                reason: "it is not a list".to_owned(),
            }),
            None => Ok(Vec::new()),
        }
    }

    /// Ids in a list; anything else in it stays.
    pub(in crate::wix) fn ids(&mut self, name: &str) -> Vec<String> {
        let list = self.list(name).unwrap_or_default();
        let mut rest = Vec::new();
        let mut ids = Vec::with_capacity(list.len());
        for value in list {
            match id_text(&value) {
                Some(id) if !id.is_empty() => ids.push(id),
                _ => rest.push(value),
            }
        }
        self.put_back(name, Value::Array(rest));
        ids
    }

    /// Puts back what is left of a field, unless nothing is left.
    pub(in crate::wix) fn put_back(&mut self, name: &str, rest: Value) {
        let nothing = match &rest {
            Value::Null => true,
            Value::Object(o) => o.is_empty(),
            Value::Array(a) => a.is_empty(),
            _ => false,
        };
        if !nothing {
            self.0.insert(name.to_owned(), rest);
        }
    }

    /// What nobody read, without empty members.
    pub(in crate::wix) fn rest(self) -> Extra {
        self.0.into_iter().filter(|(_, v)| !v.is_null()).collect()
    }

    /// The same as a JSON object.
    pub(in crate::wix) fn into_value(self) -> Value {
        Value::Object(self.0.into_iter().filter(|(_, v)| !v.is_null()).collect())
    }
}

/// An id as text. Numbers count only when they kept all their digits.
pub(in crate::wix) fn id_text(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.trim().to_owned()),
        Value::Number(n) => n
            .as_u64()
            .map(|n| n.to_string())
            .or_else(|| n.as_i64().map(|n| n.to_string())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn fields(value: Value) -> Fields {
        Fields::row(value).unwrap()
    }

    #[test]
    fn long_numbers_keep_their_digits_and_floats_are_no_ids() {
        let mut f = fields(json!({"a": 7_046_409_866_117_489_206_u64, "b": 1.5, "c": "12"}));
        assert_eq!(f.id("a").as_deref(), Some("7046409866117489206"));
        assert_eq!(f.id("b"), None);
        assert_eq!(f.id("c").as_deref(), Some("12"));
        assert_eq!(
            f.rest().into_iter().collect::<Vec<_>>(),
            [("b".to_owned(), json!(1.5))]
        );

        let more: Value = serde_json::from_str(r#"{"id":704640986611748920612345}"#).unwrap();
        assert_eq!(fields(more).id("id"), None);
    }

    #[test]
    fn what_cannot_be_read_stays() {
        let mut f = fields(json!({"t": "yesterday", "n": null, "x": {"y": 1}, "l": "no list"}));
        assert_eq!(f.time("t"), None);
        assert_eq!(f.text("n"), None);
        assert!(f.list("l").is_none());
        let rest = f.rest();
        assert_eq!(rest.keys().collect::<Vec<_>>(), ["l", "t", "x"]);
    }

    #[test]
    fn counts_may_be_texts() {
        let mut f = fields(json!({"a": "12", "b": 3, "c": -1}));
        assert_eq!(
            (f.count("a"), f.count("b"), f.count("c")),
            (Some(12), Some(3), None)
        );
    }
}
