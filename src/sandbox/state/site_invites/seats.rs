//! Seats of a site: one free, five in Studio sites, a hundred with a plan (help pages; the last figure is a reader's).

use serde_json::{Value, json};

use crate::sandbox::state::{
    State,
    records::{InviteStatus, Site},
};

/// Seats without a plan.
const FREE: u32 = 1;
/// Seats of a Studio site.
const STUDIO: u32 = 5;
/// Seats with a plan.
const PLAN: u32 = 100;

impl State {
    /// How many contributors a site may have.
    pub(crate) fn seats(&self, site: &Site) -> u32 {
        self.switches.seats.unwrap_or(match () {
            () if site.premium => PLAN,
            () if site.editor == "STUDIO" => STUDIO,
            () => FREE,
        })
    }

    /// Seats in use: contributors and open invites. Over the limit nobody is thrown out.
    pub(crate) fn seats_used(&self, site: &Site) -> (usize, usize) {
        let now = self.now();
        let open = self
            .truth
            .site_invites_of(&site.id)
            .filter(|invite| invite.status_at(now) == InviteStatus::Pending);
        (self.crew(&self.truth, site).len(), open.count())
    }

    /// The seats of a site as JSON.
    pub(crate) fn seats_told(&self, site: &Site) -> Value {
        let (contributors, invites) = self.seats_used(site);
        json!({ "seats": self.seats(site), "contributors": contributors, "openInvites": invites })
    }
}
