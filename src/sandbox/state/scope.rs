//! Whether a role may be given in a place.

use super::{
    State,
    records::{Grant, Scope},
    refusal::Refusal,
};
use crate::sandbox::seed::roles::OWNER;

impl State {
    /// Checks that a role exists and may be given here: never Owner, `restrictFromLevel` kept (contract U2), sites and
    /// folders of this account only.
    pub(crate) fn check_grant(&self, account: &str, grant: &Grant) -> Result<(), Refusal> {
        if grant.role == OWNER {
            return Err(Refusal::Denied("The Owner role cannot be given".to_owned()));
        }
        let role = self
            .roles_of(account)
            .find(|role| role.id == grant.role)
            .ok_or_else(|| {
                Refusal::argument(format!(
                    "Role {} does not exist in this account",
                    grant.role
                ))
            })?;
        let everywhere = grant.scope == Scope::Account;
        let barred = if everywhere { "Account" } else { "Site" };
        if self.switches.strict_role_level && role.restrict_from == Some(barred) {
            let place = if everywhere {
                "for the whole account"
            } else {
                "for single sites"
            };
            return Err(Refusal::argument(format!(
                "Role {} cannot be given {place}",
                role.id
            )));
        }
        match &grant.scope {
            Scope::Account => Ok(()),
            Scope::Site(site) => match self.truth.site_of(account, site) {
                Some(_) => Ok(()),
                None => Err(Refusal::argument(format!(
                    "Site {site} does not exist in this account"
                ))),
            },
            Scope::Conditions(conditions) if conditions.is_empty() => {
                Err(Refusal::required("restrictions.conditions.conditions"))
            }
            Scope::Conditions(conditions) => conditions.iter().try_for_each(|condition| {
                if condition.kind != "FOLDER" {
                    return Err(Refusal::argument(format!(
                        "Condition type {} is not supported",
                        condition.kind
                    )));
                }
                match self.truth.folder_of(account, &condition.id) {
                    Some(_) => Ok(()),
                    None => Err(Refusal::argument(format!(
                        "Folder {} does not exist in this account",
                        condition.id
                    ))),
                }
            }),
        }
    }
}
