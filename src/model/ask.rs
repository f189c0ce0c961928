//! What panes ask the shell for.

use super::Route;
use crate::access::{SiteId, UserId};
use crate::journal::RunId;
use crate::worker::protocol::{Command, SaveKind};

/// A dialog that a pane can ask for.
#[derive(Debug, Clone, PartialEq)]
pub enum Dialog {
    /// Give or take roles of these people.
    ChangeRoles(Vec<UserId>),
    /// Give these people what a colleague has.
    SameAs(Vec<UserId>),
    /// Invite addresses to the account.
    Invite,
    /// Read contributors of sites, first of all of these.
    ReadSites(Vec<SiteId>),
    /// Read members of the site that is looked at.
    ReadMembers,
    /// What happened to its members between readings.
    MemberChanges,
    /// What the site that is looked at sets for all of its members.
    SiteSettings,
    /// Import a sheet with rows of this kind.
    Import(crate::sheet::map::Kind),
    /// End a run that stands still.
    EndRun(RunId),
    /// Connect an account.
    Connect,
    /// Give a profile its key again.
    GiveKey(crate::worker::protocol::ProfileId),
    /// Give the passphrase of the keys, or choose one.
    Passphrase,
    /// Change name, colour and read-only switch of a profile.
    EditProfile(crate::worker::protocol::ProfileId),
    /// Forget a profile.
    Forget(crate::worker::protocol::ProfileId),
}

/// How the system's file dialog stands that a pane asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Browsing {
    /// Nobody asked for one.
    #[default]
    None,
    /// It is open, as far as anybody can tell.
    Open,
    /// A file was chosen.
    Chosen(String),
    /// None was chosen, or the dialog did not open; what to tell.
    Nothing(String),
}

/// Something a pane asks for. Carried out by the shell between two frames.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// Tell the worker.
    Worker(Box<Command>),
    /// Tell the worker something that can be taken back.
    Edit(Box<super::Edit>),
    /// Go to a pane.
    Go(Route),
    /// Go to the team, filtered by one facet value.
    Team {
        /// Key of the facet group.
        group: String,
        /// Key of the value.
        value: String,
    },
    /// Go to a list, filtered by one facet value.
    List {
        /// The list.
        route: Route,
        /// Key of the facet group.
        group: String,
        /// Key of the value.
        value: String,
    },
    /// Open a dialog.
    Open(Dialog),
    /// Let the owner choose a place and save something there.
    Save {
        /// What.
        what: Box<SaveKind>,
        /// Name to suggest.
        name: String,
    },
    /// Show the run that is under way again.
    ShowUnderWay,
    /// Let the owner choose the file of an evidence pack and look at it.
    OpenPack,
    /// Let the owner choose the file of a plan and open it.
    OpenPlan,
    /// Let the owner choose a file in the system's dialog; the answer comes in
    /// [`Model::browsing`](super::Model::browsing).
    Browse {
        /// What the dialog is headed with.
        title: &'static str,
        /// What kind of files are shown, and their endings.
        files: (&'static str, &'static [&'static str]),
        /// A path in whose folder it begins; may be empty.
        from: String,
    },
    /// Put a text on the clipboard.
    Copy(String),
    /// Put rows or a cell on the clipboard, and say so.
    CopyRows {
        /// The text; where it is empty, the clipboard stays as it is.
        text: String,
        /// What was copied, or why nothing was.
        said: String,
    },
    /// Show the command palette.
    Palette,
    /// Lock the window.
    Lock,
    /// Change settings of the program; the shell keeps them.
    Settings(Box<crate::worker::protocol::Settings>),
}

impl From<super::Edit> for Ask {
    fn from(edit: super::Edit) -> Self {
        Self::Edit(Box::new(edit))
    }
}

impl From<Command> for Ask {
    fn from(command: Command) -> Self {
        Self::Worker(Box::new(command))
    }
}
