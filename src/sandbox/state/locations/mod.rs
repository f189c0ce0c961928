//! Locations of sites (site contract 5).

mod change;
pub(crate) mod record;

use std::sync::Arc;

use serde_json::{Value, json};

pub(crate) use self::change::LocationDeed;
use self::record::Location;
use super::{
    State,
    change::View,
    filter::{Fields, Filter},
    paging::Page,
    records::Site,
    refusal::Refusal,
};

/// What a list asks for.
#[derive(Clone, Debug)]
pub(crate) struct LocationQuery {
    pub(crate) filter: Value,
    /// Field name and whether it is descending.
    pub(crate) sort: Vec<(String, bool)>,
    /// Archived ones too. Query has no such switch: there the filter tells.
    pub(crate) archived: bool,
    pub(crate) page: Page,
}

/// One page and the number of all that were found.
pub(crate) struct FoundLocations {
    pub(crate) rows: Vec<Arc<Location>>,
    pub(crate) total: usize,
}

/// Fields that can be filtered by (site contract 5.2): not the country, not the types.
const FIELDS: [&str; 22] = [
    "id",
    "name",
    "description",
    "default",
    "status",
    "locationType",
    "fax",
    "timeZone",
    "email",
    "phone",
    "archived",
    "revision",
    "address.city",
    "address.subdivision",
    "address.postalCode",
    "address.formattedAddress",
    "address.hint",
    "address.streetAddress.number",
    "address.streetAddress.name",
    "address.streetAddress.apt",
    "address.geocode.latitude",
    "address.geocode.longitude",
];

fn fields() -> Fields {
    const ALL: &[&str] = &[
        "$eq",
        "$ne",
        "$in",
        "$nin",
        "$exists",
        "$hasSome",
        "$startsWith",
        "$contains",
        "$gt",
        "$gte",
        "$lt",
        "$lte",
    ];
    FIELDS.into_iter().map(|field| (field, ALL)).collect()
}

impl View {
    /// A location of a site.
    pub(crate) fn location(&self, site: &str, id: &str) -> Option<&Arc<Location>> {
        self.locations
            .get(&(site.to_owned(), id.to_ascii_lowercase()))
    }
}

impl State {
    /// List and Query Locations.
    pub(crate) fn query_locations(
        &self,
        site: &Site,
        query: &LocationQuery,
    ) -> Result<FoundLocations, Refusal> {
        let filter = Filter::parse(&query.filter, &fields())?;
        // The SDK's spec knows no field to sort by, older documentation sorts by name.
        if let Some(nth) = query.sort.iter().position(|(field, _)| field != "name") {
            return Err(Refusal::field(
                format!("query.sort[{nth}].fieldName"),
                "INVALID_SORT",
                "this field cannot be sorted by",
            ));
        }
        let mut rows: Vec<Arc<Location>> = self
            .shown()
            .locations
            .range((site.id.clone(), String::new())..)
            .take_while(|((of, _), _)| *of == site.id)
            .map(|(_, one)| one.clone())
            .filter(|one| query.archived || !one.archived)
            .filter(|one| {
                let whole = json!(one);
                filter.passes(&|field| at(&whole, field))
            })
            .collect();
        rows.sort_by_key(|one| one.seq);
        if let Some((_, down)) = query.sort.first() {
            rows.sort_by_cached_key(|one| one.name.to_lowercase());
            if *down {
                rows.reverse();
            }
        }
        let total = rows.len();
        Ok(FoundLocations {
            rows: query.page.cut(rows),
            total,
        })
    }
}

/// The value of a dotted field; an empty text is no value.
fn at(whole: &Value, field: &str) -> Option<Value> {
    let value = field.split('.').try_fold(whole, |at, part| at.get(part))?;
    (value != "" && !value.is_null()).then(|| value.clone())
}
