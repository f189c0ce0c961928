//! Get, List and Query Members.

use axum::{
    body::Bytes,
    extract::{self, Path, RawQuery},
    response::Response,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    check_id, members_area,
    wire::{Fieldset, Writer},
};
use crate::sandbox::{
    http::{
        App,
        auth::{Caller, Right},
        input::{self, Params},
        wire::{PageInfo, PagingWire, SortWire},
    },
    state::{
        State,
        members::query::{FoundMembers, MemberQuery},
        paging::Page,
        records::Site,
        refusal::Refusal,
    },
};

/// What can be searched in; the nickname is where a search without fields looks (site contract 1.3).
const SEARCHABLE: [&str; 6] = [
    "loginEmail",
    "contact.firstName",
    "contact.lastName",
    "profile.title",
    "profile.nickname",
    "profile.slug",
];
/// The largest page where large pages are allowed.
const LARGE_PAGE: u32 = 1_000;

#[derive(Deserialize, Default)]
#[serde(default)]
struct QueryRequest {
    query: Option<QueryWire>,
    /// `queryMembers({sorting})` without a query puts it here (dialect 16).
    sorting: Option<Vec<SortWire>>,
    search: Option<SearchWire>,
    fieldsets: Option<Vec<String>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct QueryWire {
    filter: Value,
    sorting: Option<Vec<SortWire>>,
    /// What the SDK's builder sends (dialect 6).
    sort: Option<Vec<SortWire>>,
    paging: Option<PagingWire>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct SearchWire {
    expression: Option<String>,
    fields: Option<Vec<String>>,
}

#[derive(Serialize)]
struct ListAnswer {
    members: Vec<Value>,
    metadata: PageInfo,
}

/// GET /members/v1/members/{id}. It shows what is so, without the lag of lists.
pub(crate) async fn get(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    app.ask(move |state| {
        let site = caller.site(state, Right::MembersRead)?;
        check_id(&id)?;
        let shown = Fieldset::of(&Params::read(query.as_deref())?.all("fieldsets"))?;
        let found = if members_area(state)? {
            let found = state.true_members(&site).by_id(&id);
            found.filter(|row| {
                !caller.is_visitor() || row.text("privacyStatus").as_deref() == Some("PUBLIC")
            })
        } else {
            None
        };
        let row = found.ok_or_else(|| Refusal::missing("Member", &id))?;
        let member = row.record();
        let writer = Writer::of(state, &site);
        Ok(json!({ "member": writer.write(&member, shown) }))
    })
    .await
}

/// GET /members/v1/members
pub(crate) async fn list(
    extract::State(app): extract::State<App>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Response {
    app.ask(move |state| {
        let site = caller.site(state, Right::MembersRead)?;
        let params = Params::read(query.as_deref())?;
        let wanted = MemberQuery {
            filter: visible(&caller, Value::Null),
            sort: SortWire::read(SortWire::of_params(&params))?,
            search: None,
            page: page(
                state,
                params.number("paging.limit")?,
                params.number("paging.offset")?,
            )?,
        };
        answer(
            state,
            &site,
            &wanted,
            Fieldset::of(&params.all("fieldsets"))?,
        )
    })
    .await
}

/// POST /members/v1/members/query
pub(crate) async fn query(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = caller.site(state, Right::MembersRead)?;
        let wire: QueryRequest = input::body(&bytes)?;
        let query = wire.query.unwrap_or_default();
        let paging = query.paging.unwrap_or_default();
        let sorting = [query.sorting, query.sort, wire.sorting]
            .into_iter()
            .flatten()
            .find(|list| !list.is_empty());
        let wanted = MemberQuery {
            filter: visible(&caller, query.filter),
            sort: SortWire::read(sorting.unwrap_or_default())?,
            search: wire.search.map(search).transpose()?,
            page: page(state, paging.limit, paging.offset)?,
        };
        let shown = Fieldset::of(&wire.fieldsets.unwrap_or_default())?;
        answer(state, &site, &wanted, shown)
    })
    .await
}

/// Visitors find only members who are public (site contract 1.3, "Private members").
fn visible(caller: &Caller, filter: Value) -> Value {
    let public = json!({ "privacyStatus": "PUBLIC" });
    match filter {
        filter if !caller.is_visitor() => filter,
        Value::Null => public,
        filter => json!({ "$and": [filter, public] }),
    }
}

fn page(state: &State, limit: Option<i64>, offset: Option<i64>) -> Result<Page, Refusal> {
    let switches = &state.switches;
    let most = if switches.large_member_pages {
        LARGE_PAGE
    } else {
        switches.member_page_max
    };
    Page::check(
        limit,
        offset,
        switches.member_page_default,
        most,
        switches.clamp_paging,
    )
}

/// Folded text and fields of a search.
pub(super) fn search(wire: SearchWire) -> Result<(String, Vec<String>), Refusal> {
    let expression = wire.expression.unwrap_or_default();
    if !(1..=100).contains(&expression.chars().count()) {
        return Err(Refusal::field(
            "search.expression",
            "MAX",
            "must have 1 to 100 characters",
        ));
    }
    let mut fields = wire.fields.unwrap_or_default();
    if fields.len() > 4 {
        return Err(Refusal::field(
            "search.fields",
            "MAX",
            "must not hold more than 4 fields",
        ));
    }
    if let Some(nth) = fields
        .iter()
        .position(|field| !SEARCHABLE.contains(&field.as_str()))
    {
        return Err(Refusal::field(
            format!("search.fields[{nth}]"),
            "ENUM",
            "this field cannot be searched",
        ));
    }
    if fields.is_empty() {
        fields.push("profile.nickname".to_owned());
    }
    Ok((expression.to_lowercase(), fields))
}

fn answer(
    state: &State,
    site: &Site,
    wanted: &MemberQuery,
    shown: Fieldset,
) -> Result<ListAnswer, Refusal> {
    let found = if members_area(state)? {
        state.query_members(site, wanted)?
    } else {
        FoundMembers {
            rows: Vec::new(),
            total: 0,
        }
    };
    let writer = Writer::of(state, site);
    Ok(ListAnswer {
        metadata: PageInfo {
            count: found.rows.len(),
            offset: wanted.page.offset,
            total: found.total as usize,
            too_many_to_count: false,
        },
        members: found
            .rows
            .iter()
            .map(|member| writer.write(member, shown))
            .collect(),
    })
}
