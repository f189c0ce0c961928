//! Approving, blocking and deleting all members that a filter finds: each starts a job (site contract 7.6).

use axum::{body::Bytes, extract, response::Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    on_members_area,
    read::{SearchWire, search},
};
use crate::sandbox::{
    http::{
        App,
        auth::{Caller, Right},
        input,
    },
    state::{jobs::Task, members::query::MemberQuery, paging::Page, refusal::Refusal},
};

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Request {
    filter: Option<Value>,
    content_assignee_id: Option<String>,
    search: Option<SearchWire>,
}

async fn call(app: App, caller: Caller, bytes: Bytes, task: Task) -> Response {
    app.ask(move |state| {
        let site = on_members_area(state, &caller, Right::MembersWrite)?;
        let wire: Request = input::body(&bytes)?;
        let filter = wire.filter.filter(|filter| !filter.is_null());
        let heir = wire.content_assignee_id.unwrap_or_default();
        if !heir.is_empty() && state.member(&site, &heir).is_err() {
            return Err(Refusal::missing("Member", &heir));
        }
        let query = MemberQuery {
            filter: filter.ok_or_else(|| Refusal::required("filter"))?,
            sort: Vec::new(),
            search: wire.search.map(search).transpose()?,
            page: Page {
                limit: 0,
                offset: 0,
            },
        };
        let id = state.start_member_job(&site, task, &query)?;
        Ok(json!({ "jobId": id }))
    })
    .await
}

/// POST /members/v1/members/bulk/approve-by-filter
pub(crate) async fn approve(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    call(app, caller, bytes, Task::Approve).await
}

/// POST /members/v1/members/bulk/block-by-filter
pub(crate) async fn block(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    call(app, caller, bytes, Task::Block).await
}

/// POST /members/v1/members/bulk/delete-by-filter
pub(crate) async fn delete(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    call(app, caller, bytes, Task::Delete).await
}
