//! U1: search the team.

use axum::{body::Bytes, extract, response::Response};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    App,
    auth::{Caller, Right},
    input,
    wire::{AssignmentWire, PagingWire, RestrictionsWire},
};
use crate::sandbox::state::{
    State,
    records::{Invite, Member},
    refusal::Refusal,
    search::{FacetKind, Found, OrderField, Row, Search},
};

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct SearchRequest {
    query: Option<String>,
    filter: Value,
    order_by: Vec<OrderWire>,
    facets: Vec<String>,
    paging: PagingWire,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct OrderWire {
    field_name: String,
    direction: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SearchAnswer {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facets: Vec<FacetWire>,
    team_members: Vec<RowWire>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FacetWire {
    facet_type: &'static str,
    values: Vec<CountWire>,
}

#[derive(Serialize)]
struct CountWire {
    value: String,
    count: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum RowWire {
    User(UserWire),
    Invite(InviteRowWire),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct UserWire {
    id: String,
    email: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<NameWire>,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile_image: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    joined_team_at: Option<Timestamp>,
    assignments: Vec<AssignmentWire>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NameWire {
    first_name: String,
    last_name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct InviteRowWire {
    id: String,
    email: String,
    status: &'static str,
    accept_link: String,
    date_created: Timestamp,
    date_updated: Timestamp,
    expiration_date: Timestamp,
    assignments: Vec<InviteGrantWire>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct InviteGrantWire {
    policy_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    restrictions: Option<RestrictionsWire>,
}

/// POST /roles-management/v3/team/search
pub(crate) async fn search(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let access = caller.account(state, Right::TeamRead)?;
        let search = read(input::body(&bytes)?)?;
        let found = state.search_team(&access.account.id, &search)?;
        Ok(write(&found, state))
    })
    .await
}

fn read(wire: SearchRequest) -> Result<Search, Refusal> {
    let mut order = Vec::new();
    for (index, one) in wire.order_by.iter().enumerate() {
        let field = match one.field_name.as_str() {
            "Name" => OrderField::Name,
            "JoinedAt" => OrderField::JoinedAt,
            _ => {
                return Err(Refusal::field(
                    format!("orderBy[{index}].fieldName"),
                    "ENUM",
                    "must be Name or JoinedAt",
                ));
            }
        };
        let down = match one.direction.as_str() {
            "" | "ASC" => false,
            "DESC" => true,
            _ => {
                return Err(Refusal::field(
                    format!("orderBy[{index}].direction"),
                    "ENUM",
                    "must be ASC or DESC",
                ));
            }
        };
        order.push((field, down));
    }
    let mut facets = Vec::new();
    for (index, name) in wire.facets.iter().enumerate() {
        facets.push(match name.as_str() {
            "Roles" => FacetKind::Roles,
            "InviteStatus" => FacetKind::InviteStatus,
            "Users" => FacetKind::Users,
            _ => {
                return Err(Refusal::field(
                    format!("facets[{index}]"),
                    "ENUM",
                    "must be Roles, InviteStatus or Users",
                ));
            }
        });
    }
    Ok(Search {
        query: wire.query.unwrap_or_default(),
        filter: wire.filter,
        order,
        facets,
        limit: wire.paging.limit,
        offset: wire.paging.offset,
    })
}

fn write(found: &Found, state: &State) -> SearchAnswer {
    let facet = |(kind, counts): &(FacetKind, Vec<(String, u64)>)| FacetWire {
        facet_type: match kind {
            FacetKind::Roles => "Roles",
            FacetKind::InviteStatus => "InviteStatus",
            FacetKind::Users => "Users",
        },
        values: counts
            .iter()
            .map(|(value, count)| CountWire {
                value: value.clone(),
                count: *count,
            })
            .collect(),
    };
    let row = |row: &Row| match row {
        Row::User(member) => RowWire::User(user(member, state)),
        Row::Invite(invite) => RowWire::Invite(invite_row(invite, state)),
    };
    SearchAnswer {
        facets: found.facets.iter().map(facet).collect(),
        team_members: found.rows.iter().map(row).collect(),
    }
}

fn user(member: &Member, state: &State) -> UserWire {
    let named = !(member.first.is_empty() && member.last.is_empty());
    UserWire {
        id: member.id.clone(),
        email: member.email.clone(),
        name: named.then(|| NameWire {
            first_name: member.first.clone(),
            last_name: member.last.clone(),
        }),
        profile_image: member.image.clone(),
        joined_team_at: member.joined,
        assignments: member
            .assignments
            .iter()
            .map(|held| AssignmentWire::of(held, state))
            .collect(),
    }
}

fn invite_row(invite: &Invite, state: &State) -> InviteRowWire {
    InviteRowWire {
        id: invite.id.clone(),
        email: invite.email.clone(),
        status: invite.status_at(state.now()).word(),
        accept_link: invite.link.clone(),
        date_created: invite.created,
        date_updated: invite.updated,
        expiration_date: invite.expires,
        assignments: invite
            .grants
            .iter()
            .map(|grant| InviteGrantWire {
                policy_id: grant.role.clone(),
                restrictions: RestrictionsWire::of(&grant.scope, state),
            })
            .collect(),
    }
}
