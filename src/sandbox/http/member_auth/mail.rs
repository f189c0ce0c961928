//! Mails to members: set a password, activate, recover (site contract 2.1, 2.5, 2.6). Nothing is sent; mails are noted.

use axum::{body::Bytes, extract, response::Response};
use serde::Deserialize;
use serde_json::json;

use crate::sandbox::{
    http::{
        App,
        auth::{Caller, Right},
        input,
        members::{on_member, on_members_area},
    },
    state::{invites::is_address, refusal::Refusal},
};

/// The longest address of a page to go on to.
const URL: usize = 1_000;

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct SetPassword {
    email: String,
    /// Read and without effect: the documentation contradicts its name (site contract 8.6).
    hide_ignore_message: Option<bool>,
}

/// POST .../send-set-password-email. An address that no member logs in with is not accepted; what Wix answers then is not
/// published.
pub(super) async fn set_password(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = on_members_area(state, &caller, Right::MembersWrite)?;
        let wire: SetPassword = input::body(&bytes)?;
        check_address(&wire.email)?;
        tracing::debug!(hide = ?wire.hide_ignore_message, "a mail to set a password");
        let accepted = state.mail_set_password(&site, &wire.email)?;
        Ok(json!({ "accepted": accepted }))
    })
    .await
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Activation {
    identity_id: String,
    email_options: Option<EmailOptions>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct EmailOptions {
    language: Option<String>,
    redirect: Option<Redirect>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Redirect {
    url: Option<String>,
}

impl EmailOptions {
    fn check(&self, at: &str) -> Result<(), Refusal> {
        let language = self.language.as_deref().unwrap_or("en");
        if language.len() != 2 || !language.bytes().all(|b| b.is_ascii_lowercase()) {
            let field = format!("{at}language");
            return Err(Refusal::field(field, "FORMAT", "must have 2 letters"));
        }
        let redirect = self.redirect.as_ref().and_then(|one| one.url.as_deref());
        if redirect.is_some_and(|url| url.chars().count() > URL) {
            let (field, told) = (
                format!("{at}redirect.url"),
                format!("must not be longer than {URL}"),
            );
            return Err(Refusal::field(field, "MAX", told));
        }
        Ok(())
    }
}

/// POST /_api/iam/recovery/v1/activation-email. That the identity is the member's id is a guess of the contract's.
pub(super) async fn activation(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let wire: Activation = input::body(&bytes)?;
        let id = wire.identity_id;
        if id.is_empty() {
            return Err(Refusal::required("identityId"));
        }
        let site = on_member(state, &caller, Right::MembersWrite, &id)?;
        wire.email_options
            .unwrap_or_default()
            .check("emailOptions.")?;
        let member = state.member(&site, &id)?;
        state.note_mail(&site, "activation", &member.login, None)?;
        Ok(json!({}))
    })
    .await
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Recovery {
    email: String,
    #[serde(flatten)]
    options: EmailOptions,
}

/// POST /_api/iam/recovery/v1/send-email. Visitors may call it, so the answer does not tell whether anybody is there.
pub(super) async fn recovery(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = on_members_area(state, &caller, Right::MembersRead)?;
        let wire: Recovery = input::body(&bytes)?;
        check_address(&wire.email)?;
        wire.options.check("")?;
        let found = state.true_members(&site).by_login(&wire.email);
        if let Some(login) = found.and_then(|row| row.text("loginEmail")) {
            state.note_mail(&site, "recovery", &login, None)?;
        }
        Ok(json!({}))
    })
    .await
}

fn check_address(email: &str) -> Result<(), Refusal> {
    if email.is_empty() {
        return Err(Refusal::required("email"));
    }
    if is_address(email) {
        return Ok(());
    }
    Err(Refusal::field("email", "FORMAT", "must be a valid email"))
}
