//! Changes on site level that somebody else makes.

use super::{
    State,
    outside::{Made, Outside},
    refusal::Refusal,
};

impl State {
    /// Carries out a change of members, contributors, invites or locations of a site.
    pub(super) fn outside_of_site(&mut self, change: Outside) -> Result<Made, Refusal> {
        match change {
            Outside::MemberCreate {
                site_id,
                login_email,
            } => self.sign_up(&site_id, &login_email),
            Outside::MemberSignUps {
                site_id,
                count,
                waits,
            } => self.sign_ups(&site_id, count, waits.unwrap_or(true)),
            Outside::MemberDelete { site_id, member_id } => self.drop_member(&site_id, &member_id),
            Outside::MemberSubscribe { site_id, member_id } => {
                self.subscribe_member(&site_id, &member_id)
            }
            Outside::MemberLogIn { site_id, member_id } => {
                self.log_site_member_in(&site_id, &member_id)
            }
            Outside::MemberUpdate {
                site_id,
                member_id,
                nickname,
            } => self.rename_site_member(&site_id, &member_id, nickname),
            Outside::SiteInviteAccept {
                invite_id,
                account_id,
            } => self.accept_site_invite(&invite_id, account_id),
            Outside::ContributorAdd {
                site_id,
                account_id,
                role_ids,
            } => self.add_contributor(&site_id, account_id, &role_ids),
            Outside::ContributorRoles {
                site_id,
                account_id,
                role_ids,
            } => self.edit_contributor(&site_id, &account_id, &role_ids),
            Outside::ContributorRemove {
                site_id,
                account_id,
            } => self.drop_contributor(&site_id, &account_id),
            Outside::LocationArchive {
                site_id,
                location_id,
            } => self.archive_location(&site_id, &location_id),
            _ => Err(Refusal::argument("This is no change of a site")),
        }
    }
}
