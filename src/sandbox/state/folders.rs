//! Folders of sites (contract F1 and F2).

use std::sync::Arc;

use serde_json::{Value, json};

use super::{
    State,
    filter::{Fields, Filter},
    records::Folder,
    refusal::Refusal,
};

impl State {
    /// F1: all folders of an account that a query finds, in its order.
    pub(crate) fn query_folders(
        &self,
        account: &str,
        filter: &Value,
        sort: &[(String, bool)],
    ) -> Result<Vec<Arc<Folder>>, Refusal> {
        const TEXT: &[&str] = &[
            "$eq",
            "$ne",
            "$in",
            "$nin",
            "$exists",
            "$hasSome",
            "$startsWith",
        ];
        let filter = Filter::parse(
            filter,
            &Fields::from([("id", TEXT), ("name", TEXT), ("parentId", TEXT)]),
        )?;
        let mut folders: Vec<_> = self
            .shown()
            .folders
            .values()
            .filter(|folder| folder.account == account)
            .filter(|folder| {
                filter.passes(&|field| match field {
                    "id" => Some(json!(folder.id)),
                    "name" => Some(json!(folder.name)),
                    "parentId" if !folder.parent.is_empty() => Some(json!(folder.parent)),
                    _ => None,
                })
            })
            .cloned()
            .collect();
        folders.sort_by_key(|folder| folder.seq);
        for (index, (field, down)) in sort.iter().enumerate().rev() {
            match field.as_str() {
                "name" => folders.sort_by_key(|folder| folder.name.to_lowercase()),
                "createdDate" => folders.sort_by_key(|folder| folder.created),
                "updatedDate" => folders.sort_by_key(|folder| folder.updated),
                _ => {
                    let place = format!("query.sort[{index}].fieldName");
                    return Err(Refusal::field(
                        place,
                        "INVALID_SORT",
                        "this field cannot be sorted by",
                    ));
                }
            }
            if *down {
                folders.reverse();
            }
        }
        Ok(folders)
    }

    /// F2: the folder of a site; `None` at the root.
    pub(crate) fn folder_of_site(
        &self,
        account: &str,
        site: &str,
    ) -> Result<Option<Arc<Folder>>, Refusal> {
        let found = self
            .shown()
            .site_of(account, site)
            .ok_or_else(|| Refusal::missing("Site", site))?;
        Ok(found
            .folder
            .as_ref()
            .and_then(|folder| self.shown().folder_of(account, folder))
            .cloned())
    }

    /// How many sites stand directly in a folder.
    pub(crate) fn sites_in_folder(&self, folder: &str) -> usize {
        self.shown()
            .sites
            .values()
            .filter(|site| site.folder.as_deref() == Some(folder))
            .count()
    }
}
