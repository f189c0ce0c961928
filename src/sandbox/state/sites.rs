//! Finding sites (contract S1 and S2).

use std::{cmp::Ordering, sync::Arc};

use serde_json::{Value, json};

use super::{
    State,
    filter::{Fields, Filter},
    records::Site,
    refusal::Refusal,
};

/// What a query for sites asks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct SiteQuery {
    pub(crate) filter: Value,
    /// Field name and whether it is descending.
    pub(crate) sort: Vec<(String, bool)>,
    /// Free text over the names.
    pub(crate) phrase: String,
}

const SORTABLE: [&str; 4] = ["displayName", "createdDate", "updatedDate", "trashedDate"];

/// Fields that can be filtered by. Counting knows neither `premium` nor `appIds`.
fn fields(counting: bool) -> Fields {
    const TEXT: &[&str] = &[
        "$eq",
        "$ne",
        "$in",
        "$nin",
        "$exists",
        "$hasSome",
        "$startsWith",
    ];
    const FLAG: &[&str] = &["$eq", "$ne"];
    const WORD: &[&str] = &["$eq", "$ne", "$in", "$nin", "$hasSome"];
    let mut fields = Fields::from([
        ("id", TEXT),
        ("name", TEXT),
        ("folderId", TEXT),
        ("published", FLAG),
        ("editorType", WORD),
        ("namespace", WORD),
        ("domainConnected", FLAG),
        ("state", WORD),
    ]);
    if !counting {
        fields.insert("premium", FLAG);
        fields.insert("appIds", &["$hasSome", "$hasAll"]);
    }
    fields
}

impl State {
    /// All sites of an account that a query finds, in its order. `only` limits them to the sites a key may see.
    pub(crate) fn query_sites(
        &self,
        account: &str,
        query: &SiteQuery,
        only: Option<&[String]>,
        counting: bool,
    ) -> Result<Vec<Arc<Site>>, Refusal> {
        let mut filter_value = query.filter.clone();
        let mut phrase = query.phrase.to_lowercase();
        if let Some(inside) = filter_value
            .as_object_mut()
            .and_then(|map| map.remove("searchPhrase"))
        {
            let text = inside
                .as_str()
                .or_else(|| inside.get("$eq").and_then(Value::as_str));
            let text = text.ok_or_else(|| {
                Refusal::field("filter.searchPhrase", "INVALID_FILTER", "must be a text")
            })?;
            phrase = text.to_lowercase();
        }
        let filter = Filter::parse(&filter_value, &fields(counting))?;
        if let Some((index, _)) = query
            .sort
            .iter()
            .enumerate()
            .find(|(_, (field, _))| !SORTABLE.contains(&field.as_str()))
        {
            return Err(Refusal::field(
                format!("query.sort[{index}].fieldName"),
                "INVALID_SORT",
                "this field cannot be sorted by",
            ));
        }
        // Headless sites are hidden unless the filter names the namespaces it wants.
        let headless = filter.asks("namespace", &["$eq", "$in", "$hasSome"]);
        let mut sites: Vec<Arc<Site>> = self
            .shown()
            .sites
            .values()
            .filter(|site| site.account == account)
            .filter(|site| only.is_none_or(|only| only.contains(&site.id)))
            .filter(|site| headless || site.namespace != "HEADLESS")
            .filter(|site| self.switches.show_trashed || site.trashed.is_none())
            .filter(|site| phrase.is_empty() || site_text(site).contains(&phrase))
            .filter(|site| filter.passes(&|field| site_value(site, field)))
            .cloned()
            .collect();
        sites.sort_by_key(|site| site.seq);
        if !query.sort.is_empty() {
            sites.sort_by(|a, b| compare(a, b, &query.sort));
        }
        Ok(sites)
    }
}

fn site_text(site: &Site) -> String {
    format!("{} {} {}", site.display_name, site.name, site.view_url).to_lowercase()
}

fn site_value(site: &Site, field: &str) -> Option<Value> {
    Some(match field {
        "id" => json!(site.id),
        "name" => json!(site.name),
        "folderId" => json!(site.folder.as_ref()?),
        "published" => json!(site.published),
        "premium" => json!(site.premium),
        "editorType" => json!(site.editor),
        "namespace" => json!(site.namespace),
        "domainConnected" => json!(site.domain),
        "appIds" => json!(site.apps),
        "state" => json!(if site.trashed.is_some() {
            "TRASHED"
        } else {
            "ACTIVE"
        }),
        _ => return None,
    })
}

fn compare(a: &Site, b: &Site, sort: &[(String, bool)]) -> Ordering {
    sort.iter().fold(Ordering::Equal, |so_far, (field, down)| {
        so_far.then_with(|| {
            let order = match field.as_str() {
                "displayName" => a
                    .display_name
                    .to_lowercase()
                    .cmp(&b.display_name.to_lowercase()),
                "createdDate" => a.created.cmp(&b.created),
                "updatedDate" => a.updated.cmp(&b.updated),
                _ => a.trashed.cmp(&b.trashed),
            };
            if *down { order.reverse() } else { order }
        })
    })
}
