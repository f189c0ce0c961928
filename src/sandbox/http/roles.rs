//! U2: the roles of an account.

use axum::{
    extract::{self, RawQuery},
    response::Response,
};
use serde::Serialize;

use super::{
    App,
    auth::{Caller, Right},
    input::Params,
};
use crate::sandbox::{seed::roles::Role, state::roles::RoleFilter};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RolesAnswer {
    predefined_roles: Vec<RoleWire>,
    custom_roles: Vec<RoleWire>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RoleWire {
    id: String,
    title: String,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    restrict_from_level: Option<&'static str>,
}

/// GET /roles-management/roles
pub(crate) async fn info(
    extract::State(app): extract::State<App>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Response {
    app.ask(move |state| {
        let access = caller.account_or_site(state, Right::TeamRead)?;
        let params = Params::read(query.as_deref())?;
        let filter = RoleFilter {
            level: params
                .one("filter.roleLevel")
                .or_else(|| params.one("filter.role_level"))
                .map(str::to_owned),
            editors: params.all("filter.editorTypes"),
        };
        let german = params
            .one("locale")
            .is_some_and(|locale| locale == "de" || locale.starts_with("de-"));
        let roles = state.roles_info(&access.account.id, &filter)?;
        let (custom, predefined): (Vec<Role>, Vec<Role>) =
            roles.into_iter().partition(|role| role.custom);
        let write = |list: Vec<Role>| list.into_iter().map(|role| wire(role, german)).collect();
        Ok(RolesAnswer {
            predefined_roles: write(predefined),
            custom_roles: write(custom),
        })
    })
    .await
}

fn wire(role: Role, german: bool) -> RoleWire {
    let title = if german && !role.title_de.is_empty() {
        role.title_de
    } else {
        role.title
    };
    RoleWire {
        id: role.id,
        title,
        description: role.description,
        restrict_from_level: role.restrict_from,
    }
}
