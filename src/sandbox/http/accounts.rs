//! A1, A3, A4 and A5: accounts.

use axum::{
    body::Bytes,
    extract::{self, Path, RawQuery},
    response::Response,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    App,
    auth::{Caller, Right},
    input::{self, Params},
    wire::PageInfo,
};
use crate::sandbox::state::{accounts::NewUser, paging::Page, records::Account, refusal::Refusal};

#[derive(Deserialize, Default)]
#[serde(default)]
struct CreateRequest {
    user: UserWire,
    roles: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct UserWire {
    email: EmailWire,
    user_details: DetailsWire,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct EmailWire {
    email_address: String,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct DetailsWire {
    first_name: String,
    last_name: String,
    profile_picture_url: Option<String>,
}

#[derive(Serialize)]
struct AccountAnswer<T> {
    account: T,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct IdWire {
    account_id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AccountWire {
    account_id: String,
    slug: String,
    account_name: String,
    status: &'static str,
    account_owner: String,
    account_properties: PropertiesWire,
    date_created: Timestamp,
    date_updated: Timestamp,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PropertiesWire {
    is_team: bool,
    co_branding: &'static str,
    website_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_account_id: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ChildrenAnswer {
    child_accounts: Vec<IdWire>,
    paging_metadata: PageInfo,
}

fn write(account: &Account) -> AccountWire {
    AccountWire {
        account_id: account.id.clone(),
        slug: account.slug.clone(),
        account_name: account.name.clone(),
        status: "ACTIVE",
        account_owner: account.owner.clone(),
        account_properties: PropertiesWire {
            is_team: true,
            co_branding: "None",
            website_url: account.website.clone(),
            parent_account_id: account.parent.clone(),
        },
        date_created: account.created,
        date_updated: account.updated,
    }
}

/// POST /accounts/v1/accounts/create
pub(crate) async fn create(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let access = caller.account(state, Right::AccountsCreate)?;
        let wire: CreateRequest = input::body(&bytes)?;
        if let Some(index) = wire.roles.iter().position(|role| role != "OWNER") {
            return Err(Refusal::field(
                format!("roles[{index}]"),
                "ENUM",
                "must be OWNER",
            ));
        }
        let user = NewUser {
            email: wire.user.email.email_address,
            first: wire.user.user_details.first_name,
            last: wire.user.user_details.last_name,
            picture: wire.user.user_details.profile_picture_url,
        };
        let account_id = state.create_account(&access.account.id, &user)?;
        Ok(AccountAnswer {
            account: IdWire { account_id },
        })
    })
    .await
}

/// GET /accounts/v1/accounts/{accountId}
pub(crate) async fn get(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Response {
    app.ask(move |state| {
        let access = caller.account(state, Right::AccountsRead)?;
        let account = state.account(&access.account.id, &id)?;
        Ok(AccountAnswer {
            account: write(&account),
        })
    })
    .await
}

/// GET /accounts/v1/account/child-accounts
pub(crate) async fn children(
    extract::State(app): extract::State<App>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Response {
    app.ask(move |state| {
        let access = caller.account(state, Right::AccountsRead)?;
        let params = Params::read(query.as_deref())?;
        let page = Page::check(
            params.number("paging.limit")?,
            params.number("paging.offset")?,
            20,
            50,
            state.switches.clamp_paging,
        )?;
        let (children, total) = state.children(&access.account.id, page)?;
        let child_accounts: Vec<IdWire> = children
            .iter()
            .map(|child| IdWire {
                account_id: child.id.clone(),
            })
            .collect();
        let paging_metadata = PageInfo {
            count: child_accounts.len(),
            offset: page.offset,
            total,
            too_many_to_count: false,
        };
        Ok(ChildrenAnswer {
            child_accounts,
            paging_metadata,
        })
    })
    .await
}

/// GET `/accounts/v1/accounts/my_account`: the key alone is enough; id headers are ignored.
pub(crate) async fn mine(extract::State(app): extract::State<App>, caller: Caller) -> Response {
    if !app.config.switches.my_account {
        return app.no_such_call();
    }
    app.ask(move |state| {
        let Some(key) = caller.key_only() else {
            return Err(Refusal::Precondition(
                "48876",
                "The API key is not valid".to_owned(),
            ));
        };
        caller.with_key()?;
        let account = state.true_account(&key.account)?;
        Ok(AccountAnswer {
            account: write(&account),
        })
    })
    .await
}
