//! Locations of sites (site contract 5): listing, finding, and archiving from outside.

pub(crate) mod record;

use std::sync::Arc;

use serde_json::{Value, json};

use self::record::Location;
use super::{
    State,
    change::{Change, View},
    filter::{Fields, Filter},
    outside::Made,
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

    /// Somebody archives a location in the dashboard; the default one stays (site contract 5.1).
    pub(crate) fn archive_location(&mut self, site: &str, id: &str) -> Result<Made, Refusal> {
        let found = self.truth.location(site, id);
        let old = found.ok_or_else(|| Refusal::missing("Location", id))?;
        if old.default {
            let text = "The default location cannot be archived".to_owned();
            return Err(Refusal::Coded(
                400,
                "CANNOT_ARCHIVE_DEFAULT",
                text,
                json!({ "id": id }),
            ));
        }
        let revision = old.revision.parse::<u64>().unwrap_or(0) + 1;
        let location = Location {
            archived: true,
            revision: revision.to_string(),
            ..Location::clone(old)
        };
        self.commit(
            vec![Change::Location {
                site: site.to_owned(),
                now: Arc::new(location),
            }],
            0,
        )
        .map(|()| Made::default())
    }
}

/// The value of a dotted field; an empty text is no value.
fn at(whole: &Value, field: &str) -> Option<Value> {
    let value = field.split('.').try_fold(whole, |at, part| at.get(part))?;
    (value != "" && !value.is_null()).then(|| value.clone())
}
