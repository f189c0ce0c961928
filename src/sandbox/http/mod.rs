//! The HTTP side: routes, and the way from a request to the state and back.

pub(crate) mod accounts;
pub(crate) mod auth;
pub(crate) mod community;
pub(crate) mod contributors;
pub(crate) mod cursor;
pub(crate) mod errors;
pub(crate) mod folders;
pub(crate) mod input;
pub(crate) mod invites;
pub(crate) mod jobs;
pub(crate) mod layer;
pub(crate) mod locations;
pub(crate) mod member_auth;
pub(crate) mod members;
pub(crate) mod rate;
pub(crate) mod roles;
pub(crate) mod search;
pub(crate) mod site_invites;
pub(crate) mod sites;
pub(crate) mod team;
pub(crate) mod token;
pub(crate) mod wire;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::{
    Router,
    http::StatusCode,
    middleware,
    response::Response,
    routing::{get, patch, post, put},
};
use serde::Serialize;
use serde_json::{Value, json};

use self::{auth::Keys, rate::Rate};
use super::{
    config::Config,
    control,
    fault::FaultBook,
    log::Log,
    state::{State, refusal::Refusal, time::Time},
};

/// What all handlers share. Cloning is cheap.
#[derive(Clone)]
pub(crate) struct App(Arc<Shared>);

pub(crate) struct Shared {
    pub(crate) config: Config,
    pub(crate) keys: Keys,
    pub(crate) time: Arc<Time>,
    seed: u64,
    state: Mutex<State>,
    faults: Mutex<FaultBook>,
    log: Mutex<Log>,
    rate: Mutex<Rate>,
}

impl std::ops::Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// A lock that a panic elsewhere cannot take away.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    /// The account.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        locked(&self.state)
    }

    /// The armed faults.
    pub(crate) fn faults(&self) -> MutexGuard<'_, FaultBook> {
        locked(&self.faults)
    }

    /// The last requests.
    pub(crate) fn log(&self) -> MutexGuard<'_, Log> {
        locked(&self.log)
    }

    /// The calls of the last minute.
    pub(crate) fn rate(&self) -> MutexGuard<'_, Rate> {
        locked(&self.rate)
    }
}

impl App {
    /// Joins a state and its configuration.
    pub(crate) fn new(config: Config, state: State) -> Self {
        Self(Arc::new(Shared {
            keys: Keys::new(&state.world, &config.switches),
            faults: Mutex::new(FaultBook::new(config.faults.clone())),
            log: Mutex::default(),
            rate: Mutex::default(),
            time: state.time(),
            seed: state.world.seed,
            state: Mutex::new(state),
            config,
        }))
    }

    /// Runs a piece of work on the state away from the async threads (it may write the state file) and turns its outcome
    /// into an answer.
    pub(crate) async fn ask<T: Serialize>(
        &self,
        work: impl FnOnce(&mut State) -> Result<T, Refusal> + Send + 'static,
    ) -> Response {
        let app = self.clone();
        let task = tokio::task::spawn_blocking(move || {
            let mut state = app.state();
            state.settle();
            let answer = work(&mut state)
                .and_then(|value| serde_json::to_value(value).ok().ok_or(Refusal::Internal));
            drop(state);
            app.respond(answer)
        });
        match task.await {
            Ok(response) => response,
            Err(_) => self.respond(Err(Refusal::Internal)),
        }
    }

    fn respond(&self, answer: Result<Value, Refusal>) -> Response {
        let switches = &self.config.switches;
        match answer {
            Ok(mut value) => {
                if switches.leave_out_defaults {
                    leave_out(&mut value);
                }
                errors::json(StatusCode::OK, &value)
            }
            Err(refusal) => errors::refuse(&refusal, switches),
        }
    }

    /// The answer to a call that does not exist.
    pub(crate) fn no_such_call(&self) -> Response {
        self.respond(Err(Refusal::NotFound(
            "No such route".to_owned(),
            json!({}),
        )))
    }
}

/// Leaves default values out, as proto JSON may do (contract 1, "Wire conventions").
fn leave_out(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.values_mut().for_each(leave_out);
            map.retain(|_, value| match value {
                Value::Null | Value::Bool(false) => false,
                Value::String(text) => !text.is_empty(),
                Value::Array(list) => !list.is_empty(),
                Value::Number(number) => number.as_f64() != Some(0.0),
                _ => true,
            });
        }
        Value::Array(list) => list.iter_mut().for_each(leave_out),
        _ => {}
    }
}

/// All routes: Wix's under faults, rate and log, and the control routes beside them.
pub(crate) fn router(app: &App) -> Router {
    let account_level = Router::new()
        .route("/accounts/v1/accounts/create", post(accounts::create))
        .route("/accounts/v1/accounts/my_account", get(accounts::mine))
        .route("/accounts/v1/accounts/{accountId}", get(accounts::get))
        .route(
            "/accounts/v1/account/child-accounts",
            get(accounts::children),
        )
        .route("/roles-management/v3/team/search", post(search::search))
        .route("/roles-management/roles", get(roles::info))
        .route(
            "/roles-management/v2/team/assignments",
            patch(team::update_assignments),
        )
        .route("/roles-management/team/remove", post(team::remove))
        .route("/invites/account-invite/create", post(invites::create))
        .route("/site-list/v2/sites/query", post(sites::query))
        .route("/site-list/v2/sites/count", post(sites::count))
        .route("/site-folders/v2/folders/query", post(folders::query))
        .route(
            "/site-folders/v2/folders/sites/{siteId}",
            get(folders::of_site),
        );
    let site_level = Router::new()
        .route(
            "/roles-management/v2/contributors/query",
            get(contributors::query),
        )
        .route(
            "/roles-management/contributor/change/role",
            put(contributors::change_role).patch(contributors::change_role),
        )
        .route(
            "/roles-management/contributor/change/locations",
            put(contributors::change_locations),
        )
        .route(
            "/roles-management/contributor/remove",
            post(contributors::remove).delete(contributors::remove),
        )
        .route("/invites/site-invite/bulk", post(site_invites::bulk))
        .route(
            "/invites/site-invite/{inviteId}/resend",
            post(site_invites::resend),
        )
        .route(
            "/invites/site-invite/{inviteId}/revoke",
            post(site_invites::revoke),
        )
        .merge(members::routes())
        .merge(member_auth::routes())
        .merge(community::routes())
        .merge(jobs::routes())
        .merge(locations::routes())
        .route("/oauth2/token", post(token::token))
        .route("/oauth2/token-info", post(token::info));
    account_level
        .merge(site_level)
        .fallback(unknown)
        .method_not_allowed_fallback(unknown)
        .layer(middleware::from_fn_with_state(app.clone(), layer::wrap))
        .merge(control::router())
        .with_state(app.clone())
}

async fn unknown(axum::extract::State(app): axum::extract::State<App>) -> Response {
    app.no_such_call()
}
