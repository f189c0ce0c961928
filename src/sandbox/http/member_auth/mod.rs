//! Authentication of members, the side of the owner (site contract 2): mails, the login address, and the older calls to
//! approve and block. Whether a site has members at all decides as with the members themselves.

mod legacy;
mod login;
mod mail;

use axum::{
    Router,
    routing::{patch, post},
};

use super::App;

/// Three addresses are published for one call, and all are taken (dialect 5).
const SET_PASSWORD: [&str; 3] = [
    "/wix-sm/api/v1/auth/v1/auth/members/send-set-password-email",
    "/wix-sm/api/v1/auth/members/send-set-password-email",
    "/members/v1/auth/members/send-set-password-email",
];

/// The paths of this API.
pub(crate) fn routes() -> Router<App> {
    let router = Router::new()
        .route("/api/v1/members/approve", post(legacy::approve))
        .route("/api/v1/members/block", post(legacy::block))
        .route(
            "/api/v1/members/{id}/change-login-email",
            patch(login::change),
        )
        .route(
            "/_api/iam/recovery/v1/activation-email",
            post(mail::activation),
        )
        .route("/_api/iam/recovery/v1/send-email", post(mail::recovery));
    SET_PASSWORD.into_iter().fold(router, |router, path| {
        router.route(path, post(mail::set_password))
    })
}
