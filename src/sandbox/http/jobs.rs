//! Async jobs (site contract 7.6): how far one is, and what became of its items.

use axum::{
    Router,
    extract::{self, Path, RawQuery},
    response::Response,
    routing::get as reads,
};
use serde_json::{Value, json};

use super::{
    App,
    auth::{Caller, Right},
    cursor::{CursorPaging, CursorQuery, metadata},
    input::Params,
};
use crate::sandbox::state::{State, records::Site, refusal::Refusal};

/// Items on a page; neither default nor largest limit is published.
const PAGE: u32 = 100;

/// The paths of this API.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/async-jobs/v1/async-jobs/{jobId}", reads(get))
        .route("/async-jobs/v1/async-jobs/{jobId}/items", reads(items))
}

fn site_of(state: &State, caller: &Caller) -> Result<std::sync::Arc<Site>, Refusal> {
    let site = caller.site(state, Right::MembersRead)?;
    if caller.is_visitor() {
        return Err(Refusal::WrongIdentity);
    }
    if state.switches.jobs_denied {
        let text = "The API key lacks the permission READ ASYNC JOBS";
        return Err(Refusal::Denied(text.to_owned()));
    }
    Ok(site)
}

/// GET /async-jobs/v1/async-jobs/{jobId}
async fn get(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Response {
    app.ask(move |state| {
        let site = site_of(state, &caller)?;
        Ok(json!({ "job": state.job(&site, &id)? }))
    })
    .await
}

/// GET /async-jobs/v1/async-jobs/{jobId}/items: the items that are done so far. Their form is not published; it is that of
/// the bulk calls (site contract 7.4 and 8.18).
async fn items(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    app.ask(move |state| {
        let site = site_of(state, &caller)?;
        let params = Params::read(query.as_deref())?;
        let paging = CursorPaging {
            limit: params.number("paging.limit")?,
            cursor: params.one("paging.cursor").map(str::to_owned),
        };
        let listing = CursorQuery::paged(paging).read(PAGE, state.switches.clamp_paging)?;
        let (rows, total) = state.job_items(&site, &id, listing.page)?;
        let told: Value = metadata(&listing, rows.len(), total);
        Ok(json!({ "items": rows, "pagingMetadata": told }))
    })
    .await
}
