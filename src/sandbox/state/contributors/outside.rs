//! What happens to contributors without the API: somebody adds, changes or removes one in the dashboard.

use super::record::Contributor;
use crate::sandbox::state::{State, outside::Made, refusal::Refusal};

impl State {
    /// Somebody adds a contributor: the named account, or one that nobody has seen before.
    pub(crate) fn add_contributor(
        &mut self,
        site: &str,
        account: Option<String>,
        roles: &[String],
    ) -> Result<Made, Refusal> {
        let site = self.site_by_id(site)?;
        let account = match account {
            Some(account) => super::account_id(&account)?,
            None => self.new_guid("account"),
        };
        if self.true_contributor(&site, &account).is_some() {
            return Err(Refusal::argument("The account contributes already"));
        }
        let blank = self.new_contributor(account);
        let roles = self.held_roles(&site, &blank, roles)?;
        let id = Some(blank.account.clone());
        self.put_contributor(&site, Contributor { roles, ..blank })?;
        Ok(Made { id })
    }

    /// A contributor without roles.
    pub(crate) fn new_contributor(&mut self, account: String) -> Contributor {
        Contributor {
            seq: self.new_seq(),
            account,
            owner: self.new_guid("user"),
            roles: Vec::new(),
            locations: Vec::new(),
        }
    }

    /// Somebody changes the roles of a contributor.
    pub(crate) fn edit_contributor(
        &mut self,
        site: &str,
        account: &str,
        roles: &[String],
    ) -> Result<Made, Refusal> {
        let site = self.site_by_id(site)?;
        self.change_contributor_roles(&site, account, roles)
            .map(|_| Made::default())
    }

    /// Somebody removes a contributor.
    pub(crate) fn drop_contributor(&mut self, site: &str, account: &str) -> Result<Made, Refusal> {
        let site = self.site_by_id(site)?;
        self.remove_contributor(&site, account)
            .map(|()| Made::default())
    }
}
