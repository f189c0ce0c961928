//! The list of the walks, and who comes along: whoever takes pictures, or looks for controls that
//! cannot be used without a mouse.

use super::Album;
use crate::screen::Screen;

/// Who looks at every state of a walk. Afterwards the walk goes on from there, with what had the
/// keyboard before.
pub(crate) trait Visit {
    /// Looks at what stands on the screen; `state` tells it apart from others of the walk.
    fn take(&mut self, screen: &mut Screen, state: &str);
}

/// Hands every walk to a macro: the room it is in, its function, and its name in words.
macro_rules! every_walk {
    ($what:ident) => {
        $what! {
            access: contributors "contributors", people "people", roles "roles",
                roles_by_site "roles-by-site";
            accounts: accounts "accounts", accounts_that_refuse "accounts-refused",
                no_contract_and_no_child "accounts-none";
            changes: changes "changes";
            first: welcome_and_connecting "welcome", an_app_and_what_it_may_not_read "app";
            frame: the_frame "frame";
            hardship: offline_and_stale "offline", loading "loading",
                errors_and_incomplete "error", nothing_was_ever_read "never",
                read_only "read-only";
            import: import "import", saving_rows "saving";
            invites: invites "invites";
            lock: passphrase_lock_and_report "lock", lock_without_a_passphrase "lock-plain";
            members: members "members", settings_of_a_site "site-settings",
                a_site_that_tells_no_members "members-refused";
            pack: evidence_pack "pack";
            reviews: reviews "reviews", review_over_a_week "review-week";
            rules: house_rules "rules";
            runs: a_run_that_is_paused_and_stopped "run", a_run_with_every_outcome "outcomes",
                a_run_that_was_cut_off "cut-off", done_and_taken_back "back";
            sites: sites "sites", a_site_that_is_refused "sites-refused";
            team: the_team "team", a_plan_and_its_brakes "plan",
                a_plan_of_roles_and_what_overtakes_it "plan-roles";
        }
    };
}
pub(crate) use every_walk;

macro_rules! photographed {
    ($($room:ident: $($walk:ident $name:literal),+;)+) => {$($(
        #[test]
        #[ignore = "writes pictures"]
        fn $walk() {
            super::$room::$walk(&mut Album::new($name));
        }
    )+)+};
}

every_walk!(photographed);
