//! One person in many places under two addresses, for everything that finds people again.
//!
//! In size l: 1 place in the team and 1 account invite, 17 sites as contributor, 3 site invites, 1 site member: 23 places.

use super::{World, names::Name, rng};

/// The address in the team and on the first site invite.
pub(crate) const FIRST_ADDRESS: &str = "mira.okonjo@northlight.example";
/// The address everywhere else.
pub(crate) const SECOND_ADDRESS: &str = "mira@contractors.example";

/// The person's name.
pub(crate) fn name() -> Name {
    Name {
        first: "Mira".to_owned(),
        last: "Okonjo".to_owned(),
        local: "mira.okonjo".to_owned(),
    }
}

/// The account under which the person contributes to sites.
pub(crate) fn account_id(world: &World) -> String {
    rng::guid(world.seed, "contributor-account", 0)
}

/// The site on which the person is a site member, as a number.
pub(crate) const MEMBER_SITE: u64 = 1;
