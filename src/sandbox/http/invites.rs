//! AI1: invite people into the account. The shape of places differs from U1 and U3 (contract AI1, "Notes").

use axum::{body::Bytes, extract, response::Response};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    App,
    auth::{Caller, Right},
    input,
};
use crate::sandbox::state::{
    invites::Wish,
    records::{Grant, Invite, Scope},
    refusal::Refusal,
};

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct InviteRequest {
    subjects_assignments: Vec<SubjectWire>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct SubjectWire {
    subject_email: String,
    assignments: Vec<RoleWire>,
}

/// A role with the places it is for. No places means the whole account.
#[derive(Clone, Debug, Serialize, Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct RoleWire {
    policy_id: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    assignments: Vec<PlaceWire>,
}

#[derive(Clone, Debug, Serialize, Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct PlaceWire {
    full_name_resource: ResourceWire,
}

#[derive(Clone, Debug, Serialize, Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct ResourceWire {
    #[serde(skip_serializing_if = "Option::is_none")]
    site_context: Option<SiteContext>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account_context: Option<AccountContext>,
}

#[derive(Clone, Debug, Serialize, Deserialize, Default)]
#[serde(default)]
struct SiteContext {
    #[serde(rename = "metasiteId")]
    metasite_id: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct AccountContext {
    account_id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct InviteAnswer {
    successful_invites: Vec<InviteWire>,
    failed_invites: Vec<FailedWire>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FailedWire {
    subject_email: String,
    error_message: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct InviteWire {
    id: String,
    account_id: String,
    email: String,
    status: &'static str,
    accept_link: String,
    inviter_account_id: String,
    date_created: Timestamp,
    date_updated: Timestamp,
    expiration_date: Timestamp,
    policy_ids: Vec<String>,
    assignments: Vec<RoleWire>,
}

/// POST /invites/account-invite/create
pub(crate) async fn create(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let access = caller.account(state, Right::TeamWrite)?;
        let wire: InviteRequest = input::body(&bytes)?;
        let account = access.account.id.clone();
        let mut wishes = Vec::new();
        for (index, subject) in wire.subjects_assignments.into_iter().enumerate() {
            let place = format!("subjectsAssignments[{index}]");
            if subject.subject_email.is_empty() {
                return Err(Refusal::required(&format!("{place}.subjectEmail")));
            }
            wishes.push(Wish {
                email: subject.subject_email,
                grants: grants(subject.assignments, &account, &place)?,
            });
        }
        let result = state.invite(&account, &wishes)?;
        Ok(InviteAnswer {
            successful_invites: result
                .made
                .iter()
                .map(|invite| write(invite, state.now()))
                .collect(),
            failed_invites: result
                .failed
                .into_iter()
                .map(|(subject_email, error_message)| FailedWire {
                    subject_email,
                    error_message,
                })
                .collect(),
        })
    })
    .await
}

fn grants(roles: Vec<RoleWire>, account: &str, place: &str) -> Result<Vec<Grant>, Refusal> {
    let mut grants = Vec::new();
    for (index, role) in roles.into_iter().enumerate() {
        let place = format!("{place}.assignments[{index}]");
        if role.policy_id.is_empty() {
            return Err(Refusal::required(&format!("{place}.policyId")));
        }
        if role.assignments.is_empty() {
            grants.push(Grant {
                role: role.policy_id.clone(),
                scope: Scope::Account,
            });
        }
        for (nth, one) in role.assignments.into_iter().enumerate() {
            let resource = one.full_name_resource;
            let scope = match (resource.site_context, resource.account_context) {
                (Some(site), None) => Scope::Site(site.metasite_id),
                (None, Some(named)) if named.account_id == account => Scope::Account,
                (None, Some(_)) => {
                    return Err(Refusal::argument(
                        "An invite can only name the account it is for",
                    ));
                }
                _ => {
                    let field = format!("{place}.assignments[{nth}].fullNameResource");
                    return Err(Refusal::field(
                        field,
                        "ONE_OF",
                        "must hold siteContext or accountContext",
                    ));
                }
            };
            grants.push(Grant {
                role: role.policy_id.clone(),
                scope,
            });
        }
    }
    Ok(grants)
}

fn write(invite: &Invite, now: Timestamp) -> InviteWire {
    let mut assignments: Vec<RoleWire> = Vec::new();
    for grant in &invite.grants {
        let nth = assignments
            .iter()
            .position(|role| role.policy_id == grant.role)
            .unwrap_or_else(|| {
                assignments.push(RoleWire {
                    policy_id: grant.role.clone(),
                    assignments: Vec::new(),
                });
                assignments.len() - 1
            });
        if let (Scope::Site(site), Some(role)) = (&grant.scope, assignments.get_mut(nth)) {
            let site_context = Some(SiteContext {
                metasite_id: site.clone(),
            });
            role.assignments.push(PlaceWire {
                full_name_resource: ResourceWire {
                    site_context,
                    account_context: None,
                },
            });
        }
    }
    InviteWire {
        id: invite.id.clone(),
        account_id: invite.account.clone(),
        email: invite.email.clone(),
        status: invite.status_at(now).word(),
        accept_link: invite.link.clone(),
        inviter_account_id: invite.account.clone(),
        date_created: invite.created,
        date_updated: invite.updated,
        expiration_date: invite.expires,
        policy_ids: assignments
            .iter()
            .map(|role| role.policy_id.clone())
            .collect(),
        assignments,
    }
}
