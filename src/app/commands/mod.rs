//! Every command of the window in one list: palette, keys and menus are views of it.

mod blocked;
mod words;

use crate::kit::keys::{ctrl, ctrl_shift, plain};
use crate::model::{Model, Route};
use crate::panes::PaneCommand;
use crate::panes::keys::READ_SITES;
use crate::panes::plan::keys;
use crate::worker::protocol::{PlanState, ProfileCard, Size, ThemeWish};
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
    pub const FIXED: [Self; 59] = [
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
        Self::Pane(PaneCommand::Views),
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

/// The profile of the account above, if it is here.
pub(in crate::app) fn parent(model: &Model) -> Option<&ProfileCard> {
    let above = model.session.as_ref()?.profile.parent.as_ref()?;
    let profiles = model.profiles.as_deref()?;
    profiles.iter().find(|p| p.id == *above)
}

/// Whether the plan dialog is open.
pub(in crate::app) fn plan_open(model: &Model) -> bool {
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
}
