//! Every command of the window in one list: palette, keys and menus are views of it.

use crate::kit::keys::{ctrl, ctrl_shift, plain};
use crate::model::{Model, Route, Way};
use crate::panes::PaneCommand;
use crate::panes::keys::READ_SITES;
use crate::panes::plan::keys;
use crate::worker::protocol::{
    JobKind, JobState, PlanState, ProfileCard, RunPhase, Size, ThemeWish,
};
use egui::{Key, KeyboardShortcut};

/// A command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UiCommand {
    /// Show the palette.
    Palette,
    /// Search over everything.
    Find,
    /// Show every shortcut.
    Shortcuts,
    /// Go to a pane.
    Go(Route),
    /// Something for the pane that is shown.
    Pane(PaneCommand),
    /// Read the account.
    Read,
    /// Read contributors of sites.
    ReadSites,
    /// Read members of the site that is looked at.
    ReadMembers,
    /// Stop reading.
    StopReading,
    /// Change the look.
    Theme(ThemeWish),
    /// Larger text.
    Larger,
    /// Smaller text.
    Smaller,
    /// Text as it comes.
    NormalSize,
    /// Connect an account.
    Connect,
    /// Open a practice account.
    Practice(Size),
    /// Open another profile: its place in the list.
    Profile(usize),
    /// Open the profile of the account above.
    ToParent,
    /// Take back the last edit that was not sent.
    Undo,
    /// Do it again.
    Redo,
    /// Import a sheet.
    Import,
    /// Open a plan from a file.
    OpenPlan,
    /// Look at an evidence pack.
    OpenPack,
    /// Let the run that is under way stand still, or go on.
    PauseRun,
    /// Stop the run that is under way.
    StopRun,
    /// Show the run that is under way.
    ShowRun,
    /// Ask what the key can do.
    CheckKey,
    /// Mark all notices as read.
    ReadNotices,
    /// Close the profile.
    CloseProfile,
    /// Hide everything until somebody unlocks it.
    Lock,
    /// End the program.
    Quit,
}

impl UiCommand {
    /// Every command that does not depend on what is open.
    pub const FIXED: [Self; 58] = [
        Self::Go(Route::Overview),
        Self::Go(Route::Team),
        Self::Go(Route::People),
        Self::Go(Route::Sites),
        Self::Go(Route::Contributors),
        Self::Go(Route::Members),
        Self::Go(Route::Invites),
        Self::Go(Route::Roles),
        Self::Go(Route::Accounts),
        Self::Go(Route::Reviews),
        Self::Go(Route::Changes),
        Self::Go(Route::Rules),
        Self::Go(Route::Activity),
        Self::Go(Route::Settings),
        Self::Go(Route::Help),
        Self::Pane(PaneCommand::Search),
        Self::Pane(PaneCommand::ClearFilters),
        Self::Pane(PaneCommand::SelectAll),
        Self::Pane(PaneCommand::SelectNone),
        Self::Pane(PaneCommand::Save),
        Self::Pane(PaneCommand::ChangeRoles),
        Self::Pane(PaneCommand::SameAs),
        Self::Pane(PaneCommand::Remove),
        Self::Pane(PaneCommand::Invite),
        Self::Pane(PaneCommand::AddInvites),
        Self::Pane(PaneCommand::CopyLinks),
        Self::Pane(PaneCommand::Ended),
        Self::Pane(PaneCommand::Snapshots),
        Self::Undo,
        Self::Redo,
        Self::Import,
        Self::OpenPlan,
        Self::OpenPack,
        Self::PauseRun,
        Self::StopRun,
        Self::ShowRun,
        Self::Read,
        Self::ReadSites,
        Self::ReadMembers,
        Self::StopReading,
        Self::Pane(PaneCommand::Inspector),
        Self::Pane(PaneCommand::Facets),
        Self::ReadNotices,
        Self::CheckKey,
        Self::ToParent,
        Self::Connect,
        Self::Practice(Size::S),
        Self::Practice(Size::L),
        Self::Practice(Size::Xl),
        Self::Larger,
        Self::Smaller,
        Self::NormalSize,
        Self::CloseProfile,
        Self::Palette,
        Self::Find,
        Self::Shortcuts,
        Self::Lock,
        Self::Quit,
    ];

    /// Further ones: looks, the kit's page.
    pub const MORE: [Self; 4] = [
        Self::Theme(ThemeWish::System),
        Self::Theme(ThemeWish::Light),
        Self::Theme(ThemeWish::Dark),
        Self::Go(Route::Kit),
    ];

    /// All commands, those for the profiles of this model included.
    pub fn all(model: &Model) -> Vec<Self> {
        let profiles = model.profiles.as_ref().map_or(0, |p| p.len());
        Self::FIXED
            .into_iter()
            .chain(Self::MORE)
            .chain((0..profiles).map(Self::Profile))
            .collect()
    }

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

    /// The key that does the same.
    pub fn keys(self) -> Option<KeyboardShortcut> {
        Some(match self {
            Self::Palette => ctrl(Key::K),
            Self::Find => ctrl(Key::P),
            Self::Shortcuts => plain(Key::Questionmark),
            Self::Go(Route::Overview) => ctrl(Key::Num1),
            Self::Go(Route::Team) => ctrl(Key::Num2),
            Self::Go(Route::Activity) => ctrl(Key::Num3),
            Self::Go(Route::Settings) => ctrl(Key::Comma),
            Self::Go(Route::Help) => plain(Key::F1),
            Self::Pane(command) => return command.keys(),
            Self::Undo => ctrl(Key::Z),
            Self::Redo => ctrl_shift(Key::Z),
            Self::OpenPlan => ctrl(Key::O),
            Self::PauseRun => keys::PAUSE,
            Self::StopRun => keys::STOP,
            Self::Read => ctrl(Key::R),
            Self::ReadSites => READ_SITES,
            Self::Larger => ctrl(Key::Plus),
            Self::Smaller => ctrl(Key::Minus),
            Self::NormalSize => ctrl(Key::Num0),
            Self::Lock => ctrl(Key::L),
            Self::Quit => ctrl(Key::Q),
            _ => return None,
        })
    }

    /// Why it cannot be done now; `None` if it can. What the team pane knows about its selection
    /// is asked of the pane.
    pub fn blocked(self, model: &Model) -> Option<String> {
        let no_profile = || {
            model
                .session
                .is_none()
                .then(|| "Open a profile first".to_owned())
        };
        match self {
            Self::Go(Route::Kit | Route::Welcome | Route::Help)
            | Self::Palette
            | Self::Find
            | Self::Shortcuts
            | Self::Theme(_)
            | Self::Larger
            | Self::Smaller
            | Self::NormalSize
            | Self::Connect
            | Self::Practice(_)
            | Self::Lock
            | Self::OpenPack
            | Self::Quit => None,
            Self::Go(_) | Self::CloseProfile | Self::OpenPlan | Self::Import => no_profile(),
            Self::Undo => no_profile().or_else(|| model.no_steps(Way::Back)),
            Self::Redo => no_profile().or_else(|| model.no_steps(Way::Again)),
            Self::Pane(command)
                if model.session.is_some()
                    && home(command, model.shown()) == Some(Route::Invites)
                    && model.shown() != Route::Invites =>
            {
                Some("Go to the invites first".to_owned())
            }
            Self::Pane(PaneCommand::Snapshots)
                if model.session.is_some() && model.shown() != Route::Changes =>
            {
                Some("Go to the changes first".to_owned())
            }
            Self::Pane(_) => no_profile()
                .or_else(|| (!model.shown().is_list()).then(|| "Go to a list first".to_owned())),
            Self::Read => no_profile().or_else(|| model.no_reading()),
            Self::ReadSites => no_profile().or_else(|| {
                let unread = model.sites.is_none();
                unread.then(|| "Read the account first".to_owned())
            }),
            Self::ReadMembers => no_profile().or_else(|| {
                let none = model.members_desk.site.is_none();
                none.then(|| "Choose a site under Members first".to_owned())
            }),
            Self::StopReading => no_profile().or_else(|| {
                let idle = model.being_read().is_none();
                idle.then(|| "Nothing is being read".to_owned())
            }),
            Self::PauseRun | Self::StopRun | Self::ShowRun => run_blocked(self, model),
            Self::ToParent => no_parent(model),
            Self::CheckKey => no_profile().or_else(|| model.no_reading()),
            Self::ReadNotices => {
                (model.activity.unread() == 0).then(|| "There is no unread notice".to_owned())
            }
            Self::Profile(n) => {
                let id = model
                    .profiles
                    .as_ref()
                    .and_then(|p| p.get(n))
                    .map(|p| &p.id);
                let open = model.session.as_ref().map(|s| &s.profile.id);
                (id.is_some() && id == open).then(|| "This profile is open".to_owned())
            }
        }
    }

    /// Whether a field that is typed into takes its key.
    pub fn is_for_fields(self) -> bool {
        matches!(self, Self::Undo | Self::Redo)
    }

    /// Whether it may be done while a dialog is open.
    pub fn over_dialogs(self) -> bool {
        matches!(
            self,
            Self::Larger
                | Self::Smaller
                | Self::NormalSize
                | Self::Theme(_)
                | Self::Lock
                | Self::Quit
                | Self::PauseRun
                | Self::StopRun
        )
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

/// The profile of the account above, if it is here.
pub(super) fn parent(model: &Model) -> Option<&ProfileCard> {
    let above = model.session.as_ref()?.profile.parent.as_ref()?;
    let profiles = model.profiles.as_deref()?;
    profiles.iter().find(|p| p.id == *above)
}

/// Why there is no way to the account above; `None` if there is one.
fn no_parent(model: &Model) -> Option<String> {
    if parent(model).is_some() {
        return None;
    }
    let child = model
        .session
        .as_ref()
        .is_some_and(|s| s.profile.parent.is_some());
    let why = if child {
        "The profile of the account above was forgotten"
    } else {
        "No child account is open"
    };
    Some(why.to_owned())
}

/// The list that carries out what is done to rows; `None` for what every list can do. Where the list
/// that is shown has no such command, it is about the team.
fn home(command: PaneCommand, shown: Route) -> Option<Route> {
    use PaneCommand as P;
    match command {
        P::Search
        | P::ClearFilters
        | P::SelectAll
        | P::SelectNone
        | P::Save
        | P::Facets
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

fn is_paused(model: &Model) -> bool {
    let job = model.running(JobKind::Apply);
    job.is_some_and(|j| j.state == JobState::Paused)
}

/// Why nothing can be done with the run under way.
fn run_blocked(command: UiCommand, model: &Model) -> Option<String> {
    let Some(job) = model.running(JobKind::Apply) else {
        return Some("No run is under way".to_owned());
    };
    if command != UiCommand::ShowRun && job.state == JobState::Stopping {
        return Some("It stops at the next safe place".to_owned());
    }
    let phase = model.run.as_ref().filter(|r| r.job == job.id)?.phase;
    let why = match (command, phase) {
        (UiCommand::PauseRun, RunPhase::Checking) => "It can be paused once it sends",
        (UiCommand::PauseRun, RunPhase::ReadingBack) => "Everything was sent already",
        _ => return None,
    };
    Some(why.to_owned())
}

/// Whether the plan dialog is open.
pub(super) fn plan_open(model: &Model) -> bool {
    *model.plan != PlanState::None
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_key_does_two_things() {
        let all = UiCommand::FIXED.into_iter().chain(UiCommand::MORE);
        let keys: Vec<String> = all
            .filter_map(UiCommand::keys)
            .map(|k| format!("{k:?}"))
            .collect();
        let different: BTreeSet<&String> = keys.iter().collect();
        assert_eq!(different.len(), keys.len());
    }

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
