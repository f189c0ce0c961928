//! S1 and S2: find and count sites.

use std::sync::Arc;

use axum::{body::Bytes, extract, response::Response};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    App,
    auth::{Caller, Right},
    input,
    wire::SortWire,
};
use crate::sandbox::state::{
    State, paging::Page, records::Site, refusal::Refusal, sites::SiteQuery,
};

/// The largest page (contract S1).
const MOST: u32 = 100;

#[derive(Deserialize, Default)]
#[serde(default)]
struct QueryRequest {
    query: QueryWire,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct QueryWire {
    filter: Value,
    sort: Vec<SortWire>,
    search_phrase: Option<String>,
    cursor_paging: CursorWire,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct CursorWire {
    limit: Option<i64>,
    cursor: Option<String>,
}

/// What a cursor remembers; filters and sorts of later requests are ignored (contract 9).
#[derive(Serialize, Deserialize)]
struct Cursor {
    filter: Value,
    sort: Vec<(String, bool)>,
    phrase: String,
    offset: usize,
}

#[derive(Serialize)]
struct QueryAnswer {
    sites: Vec<SiteWire>,
    metadata: MetaWire,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct MetaWire {
    has_next: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    cursors: Option<CursorsWire>,
}

#[derive(Serialize)]
struct CursorsWire {
    next: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SiteWire {
    id: String,
    name: String,
    display_name: String,
    created_date: Timestamp,
    updated_date: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    trashed_date: Option<Timestamp>,
    published: bool,
    premium: bool,
    view_url: String,
    edit_url: String,
    thumbnail: String,
    owner_account_id: String,
    contributor_account_ids: Vec<String>,
    editor_type: String,
    blocked: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    folder_id: Option<String>,
    namespace: String,
    domain_connected: bool,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct CountRequest {
    filter: Value,
}

#[derive(Serialize)]
struct CountAnswer {
    count: usize,
}

/// POST /site-list/v2/sites/query
pub(crate) async fn query(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let access = caller.account(state, Right::SitesRead)?;
        let wire = input::body::<QueryRequest>(&bytes)?.query;
        let page = Page::check(
            wire.cursor_paging.limit,
            None,
            50,
            MOST,
            state.switches.clamp_paging,
        )?;
        let cursor = match wire.cursor_paging.cursor.filter(|text| !text.is_empty()) {
            Some(text) => read_cursor(&text)?,
            None => Cursor {
                filter: wire.filter,
                sort: SortWire::read(wire.sort)?,
                phrase: wire.search_phrase.unwrap_or_default(),
                offset: 0,
            },
        };
        let query = SiteQuery {
            filter: cursor.filter.clone(),
            sort: cursor.sort.clone(),
            phrase: cursor.phrase.clone(),
        };
        let all = state.query_sites(&access.account.id, &query, access.only.as_deref(), false)?;
        let end = cursor.offset.saturating_add(page.limit);
        let has_next = end < all.len();
        let sites = all
            .iter()
            .skip(cursor.offset)
            .take(page.limit)
            .map(|site| write(site, state))
            .collect();
        let cursors = has_next.then(|| CursorsWire {
            next: write_cursor(&Cursor {
                offset: end,
                ..cursor
            }),
        });
        Ok(QueryAnswer {
            sites,
            metadata: MetaWire { has_next, cursors },
        })
    })
    .await
}

/// POST /site-list/v2/sites/count
pub(crate) async fn count(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let access = caller.account(state, Right::SitesRead)?;
        let wire: CountRequest = input::body(&bytes)?;
        let query = SiteQuery {
            filter: wire.filter,
            ..SiteQuery::default()
        };
        let found = state.query_sites(&access.account.id, &query, access.only.as_deref(), true)?;
        Ok(CountAnswer { count: found.len() })
    })
    .await
}

fn read_cursor(text: &str) -> Result<Cursor, Refusal> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok();
    let cursor = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    cursor.ok_or_else(|| {
        Refusal::field(
            "query.cursorPaging.cursor",
            "FORMAT",
            "is not a cursor of this call",
        )
    })
}

fn write_cursor(cursor: &Cursor) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(cursor).unwrap_or_default())
}

fn write(site: &Arc<Site>, state: &State) -> SiteWire {
    let contributor_account_ids = state.contributor_accounts(site);
    SiteWire {
        id: site.id.clone(),
        name: site.name.clone(),
        display_name: site.display_name.clone(),
        created_date: site.created,
        updated_date: site.updated,
        trashed_date: site.trashed,
        published: site.published,
        premium: site.premium,
        view_url: site.view_url.clone(),
        edit_url: format!("/edit/{}", site.id),
        thumbnail: format!("https://static.northlight.example/sites/{}.png", site.name),
        owner_account_id: site.account.clone(),
        contributor_account_ids,
        editor_type: site.editor.clone(),
        blocked: site.blocked,
        folder_id: site.folder.clone(),
        namespace: site.namespace.clone(),
        domain_connected: site.domain,
    }
}
