//! Changing contributors (contract C2, C3, C4).

use std::sync::Arc;

use super::{
    account_id,
    record::{Contributor, HeldLocation, HeldRole},
};
use crate::sandbox::{
    choices::EmptyLocations,
    state::{
        State,
        change::Change,
        records::{Grant, Scope, Site},
        refusal::Refusal,
    },
};

/// The most locations of one contributor (contract C3).
const MOST_LOCATIONS: usize = 20;

impl State {
    /// C2: replaces all roles of a contributor. A child account that is no contributor yet becomes one.
    pub(crate) fn change_contributor_roles(
        &mut self,
        site: &Site,
        account: &str,
        roles: &[String],
    ) -> Result<Vec<HeldRole>, Refusal> {
        let account = account_id(account)?;
        if account == site.account {
            let text = "The role of the site’s owner cannot be changed";
            return Err(Refusal::Denied(text.to_owned()));
        }
        let old = self
            .true_contributor(site, &account)
            .map(Arc::unwrap_or_clone);
        let child = self
            .truth
            .accounts
            .get(&account)
            .filter(|found| found.parent.as_deref() == Some(site.account.as_str()));
        let child_owner = child.map(|found| found.owner.clone());
        let known = match (old, child_owner) {
            (Some(old), _) => old,
            (None, Some(owner)) => Contributor {
                seq: self.new_seq(),
                account: account.clone(),
                owner,
                roles: Vec::new(),
                locations: Vec::new(),
            },
            (None, None) => return Err(Refusal::missing("Contributor", &account)),
        };
        let roles = self.held_roles(site, &known, roles)?;
        self.put_contributor(
            site,
            Contributor {
                roles: roles.clone(),
                ..known
            },
        )?;
        Ok(roles)
    }

    /// The roles in the form in which they are held: a role that was held already keeps its assignment.
    pub(crate) fn held_roles(
        &mut self,
        site: &Site,
        known: &Contributor,
        roles: &[String],
    ) -> Result<Vec<HeldRole>, Refusal> {
        if roles.is_empty() {
            return Err(Refusal::required("newRoles"));
        }
        let mut held: Vec<HeldRole> = Vec::new();
        for (index, role) in roles.iter().enumerate() {
            if role.is_empty() {
                return Err(Refusal::required(&format!("newRoles[{index}].roleId")));
            }
            self.check_grant(
                &site.account,
                &Grant {
                    role: role.clone(),
                    scope: Scope::Site(site.id.clone()),
                },
            )?;
            if held.iter().any(|one| one.role == *role) {
                continue;
            }
            let same = known.roles.iter().find(|one| one.role == *role).cloned();
            held.push(same.unwrap_or_else(|| HeldRole {
                role: role.clone(),
                id: self.new_number_id("contributor-assignment"),
            }));
        }
        Ok(held)
    }

    /// C3: replaces the locations of a contributor.
    pub(crate) fn change_contributor_locations(
        &mut self,
        site: &Site,
        account: &str,
        locations: &[String],
    ) -> Result<Vec<HeldLocation>, Refusal> {
        let account = account_id(account)?;
        if locations.is_empty() && self.switches.empty_locations == EmptyLocations::Refuse {
            return Err(Refusal::required("newLocations"));
        }
        if locations.len() > MOST_LOCATIONS {
            return Err(Refusal::field(
                "newLocations",
                "MAX_SIZE",
                format!("must not hold more than {MOST_LOCATIONS} locations"),
            ));
        }
        let known = self
            .true_contributor(site, &account)
            .ok_or_else(|| Refusal::missing("Contributor", &account))?;
        let mut held: Vec<HeldLocation> = Vec::new();
        for id in locations {
            let id = id.to_ascii_lowercase();
            let usable = self.truth.location(&site.id, &id);
            if usable.is_none_or(|found| found.archived) {
                return Err(Refusal::argument(format!(
                    "Location {id} does not exist on this site or is archived"
                )));
            }
            if held.iter().any(|one| one.location == id) {
                continue;
            }
            let same = known
                .locations
                .iter()
                .find(|one| one.location == id)
                .cloned();
            held.push(same.unwrap_or_else(|| HeldLocation {
                location: id.clone(),
                id: self.new_number_id("contributor-location"),
            }));
        }
        let known = Contributor::clone(&known);
        self.put_contributor(
            site,
            Contributor {
                locations: held.clone(),
                ..known
            },
        )?;
        Ok(held)
    }

    /// C4.
    pub(crate) fn remove_contributor(&mut self, site: &Site, account: &str) -> Result<(), Refusal> {
        let account = account_id(account)?;
        if account == site.account {
            let text = "The site’s owner cannot be removed";
            return Err(Refusal::Denied(text.to_owned()));
        }
        if self.true_contributor(site, &account).is_none() {
            return Err(Refusal::missing("Contributor", &account));
        }
        self.commit(
            vec![Change::Contributor {
                site: site.id.clone(),
                account,
                now: None,
            }],
            0,
        )
    }

    pub(super) fn put_contributor(&mut self, site: &Site, now: Contributor) -> Result<(), Refusal> {
        self.commit(vec![contributor(site, now)], 0)
    }
}

/// A contributor is now this.
pub(crate) fn contributor(site: &Site, now: Contributor) -> Change {
    Change::Contributor {
        site: site.id.clone(),
        account: now.account.clone(),
        now: Some(now),
    }
}
