//! What commands are called, and what they belong to.

use super::{UiCommand, parent};
use crate::model::{Model, Route, Way};
use crate::panes::PaneCommand;
use crate::worker::protocol::{JobKind, JobState, Size, ThemeWish};

impl UiCommand {
    /// Its title.
    pub fn title(self, model: &Model) -> String {
        let fixed = match self {
            Self::Palette => "Show all commands",
            Self::Find => "Search everything…",
            Self::Shortcuts => "Keyboard shortcuts…",
            Self::Go(Route::Overview) => "Go to overview",
            Self::Go(Route::Team) => "Go to team",
            Self::Go(Route::Invites) => "Go to invites",
            Self::Go(Route::Roles) => "Go to roles",
            Self::Go(Route::Accounts) => "Go to accounts",
            Self::Go(Route::Sites) => "Go to sites",
            Self::Go(Route::Contributors) => "Go to contributors",
            Self::Go(Route::Members) => "Go to members",
            Self::Go(Route::People) => "Go to people",
            Self::Go(Route::Reviews) => "Go to reviews",
            Self::Go(Route::Changes) => "Go to changes",
            Self::Go(Route::Rules) => "Go to house rules",
            Self::Go(Route::Activity) => "Go to activity",
            Self::Go(Route::Settings) => "Go to settings",
            Self::Go(Route::Help) => "Go to help",
            Self::Go(Route::Pack) => "Go to the evidence pack",
            Self::Go(Route::Kit) => "Show the design kit",
            Self::Go(Route::Welcome) => "Go to the welcome screen",
            Self::Pane(command) if model.shown() == Route::Contributors => of_contributors(command),
            Self::Pane(command) if model.shown() == Route::Members => of_members(command),
            Self::Pane(command) if model.shown() == Route::Invites => of_invites(command),
            Self::Pane(command) if model.shown() == Route::Changes => of_changes(command),
            Self::Pane(command) if model.shown() == Route::Rules => of_rules(command),
            Self::Pane(PaneCommand::Remove) if model.shown() == Route::People => {
                "Remove everywhere…"
            }
            Self::Pane(command) => of_lists(command),
            Self::Undo => return step(model, Way::Back),
            Self::Redo => return step(model, Way::Again),
            Self::Import => "Import a sheet…",
            Self::OpenPlan => "Open plan…",
            Self::OpenPack => "Open evidence pack…",
            Self::PauseRun if is_paused(model) => "Go on with the paused run",
            Self::PauseRun => "Pause the run",
            Self::StopRun => "Stop the run",
            Self::ShowRun => "Show the run under way",
            Self::Read => "Read the account again",
            Self::ReadSites => "Read contributors of sites…",
            Self::ReadMembers => "Read members of the site…",
            Self::StopReading => "Stop reading",
            Self::Theme(ThemeWish::System) => "Look: as the system",
            Self::Theme(ThemeWish::Light) => "Look: light",
            Self::Theme(ThemeWish::Dark) => "Look: dark",
            Self::Larger => "Larger text",
            Self::Smaller => "Smaller text",
            Self::NormalSize => "Text in its normal size",
            Self::Connect => "Connect an account…",
            Self::Practice(Size::S) => "Open the small practice account",
            Self::Practice(Size::L) => "Open the practice account",
            Self::Practice(Size::Xl) => "Open the very large practice account",
            Self::ToParent => {
                let name = parent(model).map_or("the account above", |p| p.name_to_type());
                return format!("Back to {name}");
            }
            Self::CheckKey => "Check what the key can do",
            Self::ReadNotices => "Mark all notices as read",
            Self::CloseProfile => "Close this profile",
            Self::Lock => "Lock the window",
            Self::Quit => "Quit",
            Self::Profile(n) => {
                let name = model
                    .profiles
                    .as_ref()
                    .and_then(|p| p.get(n))
                    .map(|p| p.name.as_str());
                return format!("Open {}", name.unwrap_or("a profile"));
            }
        };
        fixed.to_owned()
    }

    /// What it belongs to. What is done to rows belongs to the list that does it.
    pub fn group(self, model: &Model) -> &'static str {
        match self {
            Self::Go(_) | Self::Palette | Self::Find => "Go",
            Self::Pane(command) => home(command, model.shown()).map_or("View", Route::title),
            Self::Import | Self::OpenPlan | Self::PauseRun | Self::StopRun | Self::ShowRun => {
                "Plan"
            }
            Self::Theme(_) | Self::Larger | Self::Smaller | Self::NormalSize => "Look",
            Self::Undo | Self::Redo => "Edit",
            Self::Read
            | Self::ReadSites
            | Self::ReadMembers
            | Self::StopReading
            | Self::CheckKey => "Account",
            Self::Connect
            | Self::Practice(_)
            | Self::Profile(_)
            | Self::ToParent
            | Self::CloseProfile => "Profile",
            Self::ReadNotices => "Notices",
            Self::Shortcuts | Self::Lock | Self::OpenPack | Self::Quit => "Program",
        }
    }
}

/// What would be taken back or done again.
fn step(model: &Model, way: Way) -> String {
    let word = match way {
        Way::Back => "Undo",
        Way::Again => "Do again",
    };
    let meant = model.edits.meant(way);
    let meant = meant.filter(|_| model.no_steps(way).is_none() && model.review_shown().is_none());
    match meant {
        Some((_, edit)) => format!("{word}: {}", edit.what),
        None => word.to_owned(),
    }
}

fn is_paused(model: &Model) -> bool {
    let job = model.running(JobKind::Apply);
    job.is_some_and(|j| j.state == JobState::Paused)
}

/// The list that carries out what is done to rows; `None` for what every list can do. Where the list
/// that is shown has no such command, it is about the team.
pub(super) fn home(command: PaneCommand, shown: Route) -> Option<Route> {
    use PaneCommand as P;
    match command {
        P::Search
        | P::ClearFilters
        | P::SelectAll
        | P::SelectNone
        | P::Save
        | P::Facets
        | P::Views
        | P::Inspector => None,
        P::CopyLinks if shown == Route::Members => Some(shown),
        P::AddInvites | P::CopyLinks | P::Ended => Some(Route::Invites),
        P::Snapshots => Some(Route::Changes),
        P::ChangeRoles | P::Invite if shown == Route::Changes => Some(shown),
        P::Remove if shown == Route::People => Some(shown),
        P::ChangeRoles | P::SameAs | P::Remove | P::Invite => Some(match shown {
            Route::Contributors | Route::Invites | Route::Members | Route::Rules => shown,
            _ => Route::Team,
        }),
    }
}

/// Titles of what the list of invites does.
fn of_invites(command: PaneCommand) -> &'static str {
    match command {
        PaneCommand::ChangeRoles => "Renew the selected invites…",
        PaneCommand::SameAs => "Send the selected invites again…",
        PaneCommand::Remove => "Revoke the selected invites…",
        PaneCommand::Invite => "Invite to the account or to sites…",
        other => of_lists(other),
    }
}

/// Titles of what the list of changes does.
fn of_changes(command: PaneCommand) -> &'static str {
    match command {
        PaneCommand::ChangeRoles => "Put the selected changes back…",
        PaneCommand::Invite => "Take a snapshot",
        other => of_lists(other),
    }
}

/// Titles of what the list of findings does.
fn of_rules(command: PaneCommand) -> &'static str {
    match command {
        PaneCommand::ChangeRoles => "Plan what puts the selected findings right…",
        PaneCommand::SameAs => "Waive the selected findings…",
        PaneCommand::Remove => "Take the waivers of the selection back",
        PaneCommand::Invite => "Set the house rules…",
        other => of_lists(other),
    }
}

/// Titles of what the list of members does.
fn of_members(command: PaneCommand) -> &'static str {
    match command {
        PaneCommand::ChangeRoles => "Edit the selected member…",
        PaneCommand::SameAs => "Approve the selected members…",
        PaneCommand::Remove => "Delete the selected members…",
        PaneCommand::Invite => "New members…",
        PaneCommand::CopyLinks => "Copy the addresses of the selection",
        other => of_lists(other),
    }
}

/// Titles of what the list of contributors does.
fn of_contributors(command: PaneCommand) -> &'static str {
    match command {
        PaneCommand::ChangeRoles => "Change roles on sites…",
        PaneCommand::SameAs => "Limit to locations…",
        PaneCommand::Remove => "Remove from sites…",
        PaneCommand::Invite => "Name this account…",
        other => of_lists(other),
    }
}

/// Titles of what lists do; where no list says it better, they are about the team.
fn of_lists(command: PaneCommand) -> &'static str {
    match command {
        PaneCommand::Search => "Search in this pane",
        PaneCommand::ClearFilters => "Clear search and filters",
        PaneCommand::SelectAll => "Select all rows shown",
        PaneCommand::SelectNone => "Select nothing",
        PaneCommand::Save => "Save rows as a file…",
        PaneCommand::Facets => "Show or hide filters",
        PaneCommand::Views => "Views of the list…",
        PaneCommand::Inspector => "Show or hide details",
        PaneCommand::ChangeRoles => "Change roles…",
        PaneCommand::SameAs => "Give the same access as a colleague…",
        PaneCommand::Remove => "Remove from team…",
        PaneCommand::Invite => "Invite to the account…",
        PaneCommand::AddInvites => "Add site invites by their ids…",
        PaneCommand::CopyLinks => "Copy the accept links of the selection",
        PaneCommand::Ended => "Show the invites that ended",
        PaneCommand::Snapshots => "Show all snapshots…",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_to_rows_stands_under_the_list_that_does_it() {
        use PaneCommand as P;
        for (route, command, title) in [
            (Route::Team, P::Remove, Some("Team")),
            (Route::People, P::Remove, Some("People")),
            (Route::People, P::SameAs, Some("Team")),
            (Route::Contributors, P::Remove, Some("Contributors")),
            (Route::Contributors, P::Invite, Some("Contributors")),
            (Route::Invites, P::Remove, Some("Invites")),
            (Route::Rules, P::Remove, Some("House rules")),
            (Route::Roles, P::Ended, Some("Invites")),
            (Route::Members, P::CopyLinks, Some("Members")),
            (Route::Changes, P::ChangeRoles, Some("Changes")),
            (Route::Changes, P::Remove, Some("Team")),
            (Route::Team, P::Snapshots, Some("Changes")),
            (Route::Contributors, P::Search, None),
        ] {
            let found = home(command, route).map(Route::title);
            assert_eq!(found, title, "{command:?} in {route:?}");
        }
    }
}
