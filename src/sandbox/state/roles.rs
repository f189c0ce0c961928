//! Roles of an account (contract U2).

use super::{State, refusal::Refusal};
use crate::sandbox::seed::roles::Role;

/// Which roles a call asks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct RoleFilter {
    /// `ALL`, `SITE_LEVEL` or `ACCOUNT_LEVEL`.
    pub(crate) level: Option<String>,
    pub(crate) editors: Vec<String>,
}

const EDITORS: [&str; 4] = ["UNINITIALIZED", "EDITORX", "BLOCKS", "STUDIO"];

impl State {
    /// The roles of an account: custom ones belong to the main account only.
    pub(crate) fn roles_of(&self, account: &str) -> impl Iterator<Item = &Role> {
        let main = account == self.world.account_id();
        self.world
            .roles
            .iter()
            .filter(move |role| main || !role.custom)
    }

    /// U2.
    pub(crate) fn roles_info(
        &self,
        account: &str,
        filter: &RoleFilter,
    ) -> Result<Vec<Role>, Refusal> {
        let barred = match filter.level.as_deref() {
            None | Some("" | "ALL") => None,
            Some("SITE_LEVEL") => Some("Site"),
            Some("ACCOUNT_LEVEL") => Some("Account"),
            Some(_) => {
                return Err(Refusal::field(
                    "filter.roleLevel",
                    "ENUM",
                    "must be ALL, SITE_LEVEL or ACCOUNT_LEVEL",
                ));
            }
        };
        if let Some(index) = filter
            .editors
            .iter()
            .position(|editor| !EDITORS.contains(&editor.as_str()))
        {
            return Err(Refusal::field(
                format!("filter.editorTypes[{index}]"),
                "ENUM",
                "is not an editor type",
            ));
        }
        let fits = |role: &&Role| {
            (barred.is_none() || role.restrict_from != barred)
                && (filter.editors.is_empty()
                    || role.editors.is_empty()
                    || filter
                        .editors
                        .iter()
                        .any(|editor| role.editors.contains(&editor.as_str())))
        };
        Ok(self.roles_of(account).filter(fits).cloned().collect())
    }
}
