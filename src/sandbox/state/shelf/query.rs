//! Finding records on the shelf: filter, order and pages over their own fields.

use std::cmp::Ordering;

use serde_json::Value;

use crate::sandbox::state::{
    filter::{Fields, Filter},
    paging::Page,
    refusal::Refusal,
};

/// What a query asks for.
#[derive(Clone, Debug)]
pub(crate) struct Listing {
    pub(crate) filter: Value,
    /// Field name and whether it is descending.
    pub(crate) sort: Vec<(String, bool)>,
    pub(crate) page: Page,
    /// The request asks for an offset where the API has cursors.
    pub(crate) by_offset: bool,
}

/// All operators; which subset a small API takes is not published.
pub(crate) const ANY: &[&str] = &[
    "$eq",
    "$ne",
    "$in",
    "$nin",
    "$exists",
    "$hasSome",
    "$hasAll",
    "$startsWith",
    "$contains",
    "$gt",
    "$gte",
    "$lt",
    "$lte",
    "$isEmpty",
];

impl Listing {
    /// One page, and how many there are in all.
    pub(crate) fn run(
        &self,
        rows: Vec<Value>,
        fields: &[&'static str],
    ) -> Result<(Vec<Value>, usize), Refusal> {
        let known: Fields = fields.iter().map(|field| (*field, ANY)).collect();
        let filter = Filter::parse(&self.filter, &known)?;
        let unknown = |(field, _): &(String, bool)| !fields.contains(&field.as_str());
        if let Some(nth) = self.sort.iter().position(unknown) {
            return Err(Refusal::field(
                format!("query.sort[{nth}].fieldName"),
                "INVALID_SORT",
                "this field cannot be sorted by",
            ));
        }
        let mut found: Vec<Value> = rows
            .into_iter()
            .filter(|row| filter.passes(&|field| row.get(field).cloned()))
            .collect();
        found.sort_by(|a, b| self.order(a, b));
        let total = found.len();
        Ok((self.page.cut(found), total))
    }

    fn order(&self, a: &Value, b: &Value) -> Ordering {
        self.sort
            .iter()
            .fold(Ordering::Equal, |so_far, (field, down)| {
                let (a, b) = (a.get(field), b.get(field));
                let text = |value: Option<&Value>| match value {
                    Some(Value::String(text)) => text.to_lowercase(),
                    Some(other) => other.to_string(),
                    None => String::new(),
                };
                so_far.then_with(|| {
                    let order = text(a).cmp(&text(b));
                    if *down { order.reverse() } else { order }
                })
            })
    }
}
