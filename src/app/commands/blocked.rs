//! Why commands cannot be carried out now.

use super::words::home;
use super::{UiCommand, parent};
use crate::model::{Model, Route, Way};
use crate::panes::PaneCommand;
use crate::worker::protocol::{JobKind, JobState, RunPhase};

impl UiCommand {
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
