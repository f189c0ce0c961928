//! Change Login Email (site contract 2.2), whose answer has the older form of a member.

use axum::{
    body::Bytes,
    extract::{self, Path},
    response::Response,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::sandbox::{
    http::{
        App,
        auth::{Caller, Right},
        input,
        members::on_member,
    },
    state::{
        members::record::{Postal, SiteMember},
        refusal::Refusal,
    },
};

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Request {
    new_email: String,
}

/// PATCH /api/v1/members/{id}/change-login-email
pub(super) async fn change(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = on_member(state, &caller, Right::MembersWrite, &id)?;
        if state.switches.login_change_denied {
            return Err(Refusal::WrongIdentity);
        }
        let wire: Request = input::body(&bytes)?;
        let member = state.change_login(&site, &id, &wire.new_email)?;
        Ok(json!({ "member": old_form(&member) }))
    })
    .await
}

/// A member as answers showed it before members/v1.
fn old_form(member: &SiteMember) -> Value {
    let status = match member.status.as_str() {
        "PENDING" => "APPLICANT",
        "APPROVED" => "ACTIVE",
        "BLOCKED" => "BLOCKED",
        "OFFLINE" => "OFFLINE_ONLY",
        _ => "UNDEFINED_STATUS",
    };
    let mut out = json!({
        "id": member.id,
        "loginEmail": member.login,
        "profilePrivacyStatus": member.privacy,
        "slug": member.slug,
        "status": status,
        "creationDate": member.created,
        "lastUpdateDate": member.updated,
        "emails": member.emails,
        "phones": member.phones,
        "addresses": member.addresses.iter().map(address).collect::<Vec<_>>(),
        "customFields": member.custom.values().map(|field| custom(&field.name, &field.value)).collect::<Vec<_>>(),
        "contactId": member.contact,
    });
    for (name, text) in [
        ("firstName", &member.first),
        ("lastName", &member.last),
        ("nickname", &member.nickname),
    ] {
        if !text.is_empty() {
            out[name] = json!(text);
        }
    }
    if let Some(at) = member.last_login {
        out["lastLoginDate"] = json!(at);
    }
    if let Some(photo) = &member.photo {
        out["picture"] = json!(photo.url);
    }
    out
}

fn custom(name: &str, value: &Value) -> Value {
    if value.is_number() {
        json!({ "name": name, "numValue": value })
    } else {
        json!({ "name": name, "strValue": value })
    }
}

fn address(one: &Postal) -> Value {
    let street = if one.line.is_empty() {
        format!("{} {}", one.number, one.street).trim().to_owned()
    } else {
        one.line.clone()
    };
    let fields = [
        ("street", &street),
        ("city", &one.city),
        ("region", &one.subdivision),
        ("country", &one.country),
        ("postalCode", &one.zip),
    ];
    let given = fields.into_iter().filter(|(_, text)| !text.is_empty());
    Value::Object(
        given
            .map(|(name, text)| (name.to_owned(), json!(text)))
            .collect::<Map<_, _>>(),
    )
}
