//! F1 and F2: folders of sites.

use axum::{
    body::Bytes,
    extract::{self, Path},
    response::Response,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    App,
    auth::{Caller, Right},
    input,
    wire::{PageInfo, PagingWire, SortWire},
};
use crate::sandbox::state::{State, paging::Page, records::Folder, refusal::Refusal};

#[derive(Deserialize, Default)]
#[serde(default)]
struct QueryRequest {
    query: QueryWire,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct QueryWire {
    filter: Value,
    sort: Vec<SortWire>,
    paging: PagingWire,
}

#[derive(Serialize)]
struct QueryAnswer {
    folders: Vec<FolderWire>,
    metadata: PageInfo,
}

#[derive(Serialize)]
struct FolderAnswer {
    #[serde(skip_serializing_if = "Option::is_none")]
    folder: Option<FolderWire>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FolderWire {
    id: String,
    name: String,
    parent_id: String,
    site_count: usize,
    created_date: Timestamp,
    updated_date: Timestamp,
}

fn write(folder: &Folder, state: &State) -> FolderWire {
    FolderWire {
        id: folder.id.clone(),
        name: folder.name.clone(),
        parent_id: folder.parent.clone(),
        site_count: state.sites_in_folder(&folder.id),
        created_date: folder.created,
        updated_date: folder.updated,
    }
}

/// POST /site-folders/v2/folders/query
pub(crate) async fn query(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let access = caller.account(state, Right::SitesRead)?;
        let wire = input::body::<QueryRequest>(&bytes)?.query;
        let page = Page::check(
            wire.paging.limit,
            wire.paging.offset,
            50,
            1_000,
            state.switches.clamp_paging,
        )?;
        let all = state.query_folders(
            &access.account.id,
            &wire.filter,
            &SortWire::read(wire.sort)?,
        )?;
        let total = all.len();
        let folders: Vec<FolderWire> = page
            .cut(all)
            .iter()
            .map(|folder| write(folder, state))
            .collect();
        let metadata = PageInfo {
            count: folders.len(),
            offset: page.offset,
            total,
            too_many_to_count: false,
        };
        Ok(QueryAnswer { folders, metadata })
    })
    .await
}

/// GET /site-folders/v2/folders/sites/{siteId}
pub(crate) async fn of_site(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(site): Path<String>,
) -> Response {
    app.ask(move |state| {
        let access = caller.account(state, Right::SitesRead)?;
        if access
            .only
            .as_ref()
            .is_some_and(|only| !only.contains(&site))
        {
            return Err(Refusal::Denied(
                "The key has no access to this site".to_owned(),
            ));
        }
        let folder = state.folder_of_site(&access.account.id, &site)?;
        Ok(FolderAnswer {
            folder: folder.map(|folder| write(&folder, state)),
        })
    })
    .await
}
