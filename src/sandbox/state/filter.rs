//! The filter language of contract 9: `{"field": value}`, `{"field": {"$op": …}}`, `$and`, `$or`, `$not`.
//! Each call allows a subset of fields and operators; everything else is refused by name.

use std::collections::BTreeMap;

use serde_json::Value;

use super::refusal::Refusal;

/// Which fields a call can filter by, with the operators of each.
pub(crate) type Fields = BTreeMap<&'static str, &'static [&'static str]>;

/// A condition that was checked against the allowed fields.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Filter {
    All(Vec<Filter>),
    Any(Vec<Filter>),
    Not(Box<Filter>),
    Test {
        field: String,
        op: String,
        value: Value,
    },
}

impl Filter {
    /// Reads a filter. `null` and `{}` match everything.
    pub(crate) fn parse(value: &Value, fields: &Fields) -> Result<Self, Refusal> {
        let map = match value {
            Value::Null => return Ok(Self::All(Vec::new())),
            Value::Object(map) => map,
            _ => return Err(wrong("filter", "must be an object")),
        };
        let mut parts = Vec::new();
        for (key, value) in map {
            match key.as_str() {
                "$and" => parts.push(Self::All(Self::parse_list(key, value, fields)?)),
                "$or" => parts.push(Self::Any(Self::parse_list(key, value, fields)?)),
                "$not" => parts.push(Self::Not(Box::new(Self::parse(value, fields)?))),
                field => Self::parse_field(field, value, fields, &mut parts)?,
            }
        }
        Ok(Self::All(parts))
    }

    fn parse_list(key: &str, value: &Value, fields: &Fields) -> Result<Vec<Self>, Refusal> {
        let list = value
            .as_array()
            .ok_or_else(|| wrong(key, "must be a list of filters"))?;
        list.iter().map(|part| Self::parse(part, fields)).collect()
    }

    fn parse_field(
        field: &str,
        value: &Value,
        fields: &Fields,
        parts: &mut Vec<Self>,
    ) -> Result<(), Refusal> {
        let ops = fields
            .get(field)
            .ok_or_else(|| wrong(field, "this field cannot be filtered by"))?;
        let mut push = |op: &str, value: &Value| {
            if !ops.contains(&op) {
                return Err(wrong(
                    field,
                    &format!("the operator {op} is not supported for this field"),
                ));
            }
            let list = matches!(op, "$in" | "$nin" | "$hasSome" | "$hasAll");
            if list != value.is_array() {
                return Err(wrong(
                    field,
                    &format!("the operator {op} has a value of the wrong type"),
                ));
            }
            parts.push(Self::Test {
                field: field.to_owned(),
                op: op.to_owned(),
                value: value.clone(),
            });
            Ok(())
        };
        match value {
            Value::Object(tests) => tests.iter().try_for_each(|(op, value)| push(op, value)),
            bare => push("$eq", bare),
        }
    }

    /// Whether a record passes. `get` gives the value of a field; a list counts as many values.
    pub(crate) fn passes(&self, get: &impl Fn(&str) -> Option<Value>) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.passes(get)),
            Self::Any(parts) => parts.iter().any(|part| part.passes(get)),
            Self::Not(part) => !part.passes(get),
            Self::Test { field, op, value } => test(op, get(field).as_ref(), value),
        }
    }

    /// Whether a test of this field with one of these operators stands anywhere in the filter.
    pub(crate) fn asks(&self, name: &str, ops: &[&str]) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(|part| part.asks(name, ops)),
            Self::Not(_) => false,
            Self::Test { field, op, .. } => field == name && ops.contains(&op.as_str()),
        }
    }
}

fn wrong(field: &str, description: &str) -> Refusal {
    Refusal::field(format!("filter.{field}"), "INVALID_FILTER", description)
}

fn test(op: &str, have: Option<&Value>, want: &Value) -> bool {
    let have: Vec<&Value> = match have {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(list)) => list.iter().collect(),
        Some(one) => vec![one],
    };
    let among = |list: &Value, one: &Value| list.as_array().is_some_and(|list| list.contains(one));
    let order = |keep: fn(std::cmp::Ordering) -> bool| {
        have.iter().any(|one| compare(one, want).is_some_and(keep))
    };
    match op {
        "$eq" => have.contains(&want) || (want.is_null() && have.is_empty()),
        "$ne" => !have.contains(&want),
        "$in" | "$hasSome" => have.iter().any(|one| among(want, one)),
        "$nin" => !have.iter().any(|one| among(want, one)),
        "$hasAll" => want
            .as_array()
            .is_some_and(|list| list.iter().all(|one| have.contains(&one))),
        "$exists" => want.as_bool() == Some(!have.is_empty()),
        "$isEmpty" => want.as_bool() == Some(have.iter().all(|one| one.as_str() == Some(""))),
        "$startsWith" => text_test(&have, want, |have, want| have.starts_with(want)),
        "$contains" => text_test(&have, want, |have, want| have.contains(want)),
        "$gt" => order(std::cmp::Ordering::is_gt),
        "$gte" => order(std::cmp::Ordering::is_ge),
        "$lt" => order(std::cmp::Ordering::is_lt),
        "$lte" => order(std::cmp::Ordering::is_le),
        _ => false,
    }
}

fn text_test(have: &[&Value], want: &Value, holds: impl Fn(&str, &str) -> bool) -> bool {
    let want = want.as_str().unwrap_or_default().to_lowercase();
    have.iter()
        .filter_map(|one| one.as_str())
        .any(|one| holds(&one.to_lowercase(), &want))
}

fn compare(have: &Value, want: &Value) -> Option<std::cmp::Ordering> {
    match (have, want) {
        (Value::String(have), Value::String(want)) => Some(have.cmp(want)),
        (Value::Number(have), Value::Number(want)) => have.as_f64()?.partial_cmp(&want.as_f64()?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn fields() -> Fields {
        Fields::from([(
            "a",
            &["$eq", "$ne", "$in", "$nin", "$startsWith", "$exists"][..],
        )])
    }

    fn passes(filter: &Value, have: &Value) -> bool {
        let filter = Filter::parse(filter, &fields()).expect("a filter");
        filter.passes(&|_| Some(have.clone()))
    }

    #[test]
    fn texts_start_without_looking_at_case() {
        assert!(passes(
            &json!({ "a": { "$startsWith": "ÉL" } }),
            &json!("Élodie")
        ));
        assert!(!passes(
            &json!({ "a": { "$startsWith": "lo" } }),
            &json!("Élodie")
        ));
    }

    #[test]
    fn a_missing_value_differs_from_everything() {
        let filter = |value| Filter::parse(&value, &fields()).expect("a filter");
        assert!(filter(json!({ "a": { "$ne": "x" } })).passes(&|_| None));
        assert!(!filter(json!({ "a": { "$in": ["x"] } })).passes(&|_| None));
        assert!(filter(json!({ "a": { "$exists": false } })).passes(&|_| None));
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let words = ["a", "b", "$and", "$or", "$not", "$eq", "$in"]
            .map(str::to_owned)
            .to_vec();
        let word = prop::sample::select(words);
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i32>().prop_map(Value::from),
            word.clone().prop_map(Value::from)
        ];
        leaf.prop_recursive(4, 24, 4, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(word.clone(), inner, 0..4).prop_map(Value::from_iter),
            ]
        })
    }

    proptest! {
        #[test]
        fn reading_never_panics_and_names_the_field(value in any_json()) {
            if let Err(refusal) = Filter::parse(&value, &fields()) {
                prop_assert!(matches!(refusal, Refusal::Invalid(list) if list[0].field.starts_with("filter")));
            }
        }

        #[test]
        fn in_and_nin_are_opposites(list in prop::collection::vec("[a-c]", 0..3), have in prop::collection::vec("[a-d]", 0..3)) {
            let (inside, outside) = (json!({ "a": { "$in": list } }), json!({ "a": { "$nin": list } }));
            let have = json!(have);
            prop_assert_ne!(passes(&inside, &have), passes(&outside, &have));
            prop_assert_eq!(passes(&json!({ "$not": inside }), &have), passes(&outside, &have));
        }
    }
}
