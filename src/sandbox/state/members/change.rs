//! Changing a member (site contract 1.4, Update Member and its neighbours; 2.2).

use serde_json::json;

use super::{
    create::{check, check_login},
    fold,
    record::{Holder, SiteMember},
    remove::change,
};
use crate::sandbox::state::{State, records::Site, refusal::Refusal};

/// The longest end of a page's address (site contract 1.4, Update Member Slug).
const SLUG: usize = 255;

/// A list of a member that has a call of its own to empty it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    Phones,
    Emails,
    Addresses,
}

impl State {
    /// Changes one member. A change that leaves everything as it was keeps nothing.
    pub(crate) fn change_site_member(
        &mut self,
        site: &Site,
        id: &str,
        edit: impl FnOnce(&mut SiteMember) -> Result<(), Refusal>,
    ) -> Result<SiteMember, Refusal> {
        let old = self.member(site, id)?;
        let mut member = old.clone();
        edit(&mut member)?;
        self.keep_member(site, &old, member)
    }

    /// The member with this id as it truly is.
    pub(crate) fn member(&self, site: &Site, id: &str) -> Result<SiteMember, Refusal> {
        let row = self.true_members(site).by_id(id);
        let record = row.ok_or_else(|| Refusal::missing("Member", id))?.record();
        Ok(SiteMember::clone(&record))
    }

    fn keep_member(
        &mut self,
        site: &Site,
        old: &SiteMember,
        mut member: SiteMember,
    ) -> Result<SiteMember, Refusal> {
        if member == *old {
            return Ok(member);
        }
        member.updated = self.now();
        self.commit(vec![change(site, &member, true)], 0)?;
        Ok(member)
    }

    /// Update Member: `wish` is the member as it should be.
    pub(crate) fn update_member(
        &mut self,
        site: &Site,
        old: &SiteMember,
        mut wish: SiteMember,
    ) -> Result<SiteMember, Refusal> {
        check(&wish)?;
        if self.switches.fixed_member_emails {
            wish.emails.clone_from(&old.emails);
        }
        let bare = wish.addresses.iter_mut().filter(|one| one.id.is_empty());
        for address in bare {
            address.id = self.new_guid("member-address");
        }
        self.keep_member(site, old, wish)
    }

    /// Delete Member Phones, Emails and Addresses. The login address stays.
    pub(crate) fn clear_member_part(
        &mut self,
        site: &Site,
        id: &str,
        part: Part,
    ) -> Result<SiteMember, Refusal> {
        self.change_site_member(site, id, |member| {
            match part {
                Part::Phones => member.phones.clear(),
                Part::Emails => member.emails.clear(),
                Part::Addresses => member.addresses.clear(),
            }
            Ok(())
        })
    }

    /// Update Member Slug.
    pub(crate) fn change_slug(
        &mut self,
        site: &Site,
        id: &str,
        slug: &str,
    ) -> Result<SiteMember, Refusal> {
        if slug.is_empty() {
            return Err(Refusal::required("slug"));
        }
        if slug.chars().count() > SLUG {
            let told = format!("must not be longer than {SLUG}");
            return Err(Refusal::field("slug", "MAX", told));
        }
        let old = self.member(site, id)?;
        let holder = self.true_members(site).by_slug(slug);
        if holder.is_some_and(|row| row.seq() != old.seq) {
            return Err(Refusal::Coded(
                409,
                "SLUG_ALREADY_EXISTS",
                "Slug already exists".to_owned(),
                json!({ "slug": slug }),
            ));
        }
        let member = SiteMember {
            slug: slug.to_owned(),
            ..old.clone()
        };
        self.keep_member(site, &old, member)
    }

    /// Change Login Email (2.2). The address of somebody who works on the site lives in their Wix account.
    pub(crate) fn change_login(
        &mut self,
        site: &Site,
        id: &str,
        login: &str,
    ) -> Result<SiteMember, Refusal> {
        let login = login.trim();
        check_login("newEmail", login)?;
        let old = self.member(site, id)?;
        if matches!(old.holder, Holder::Owner | Holder::Contributor) {
            return Err(Refusal::Precondition(
                "FAILED_PRECONDITION",
                "The login address of a site collaborator cannot be changed here".to_owned(),
            ));
        }
        let holder = self.true_members(site).by_login(login);
        if holder.is_some_and(|row| row.seq() != old.seq) {
            return Err(self.duplicate(login));
        }
        let mut member = SiteMember {
            login: login.to_owned(),
            verified: false,
            ..old.clone()
        };
        // The contact's address goes along where it was the same one.
        for email in &mut member.emails {
            if fold(email) == fold(&old.login) {
                login.clone_into(email);
            }
        }
        self.keep_member(site, &old, member)
    }
}
