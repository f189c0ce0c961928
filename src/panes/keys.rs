//! Keys of the panes: those of their commands, and those that a pane takes by itself.

use super::PaneCommand;
use crate::kit::keys::{Stroke, ctrl, ctrl_shift, plain, shift};
use crate::model::Route;
use egui::{Key, KeyboardShortcut};

impl PaneCommand {
    /// The key that does the same; the panes show it on their buttons.
    pub const fn keys(self) -> Option<KeyboardShortcut> {
        Some(match self {
            Self::Search => ctrl(Key::F),
            Self::ClearFilters => ctrl_shift(Key::F),
            Self::Save => ctrl(Key::S),
            Self::ChangeRoles => ctrl(Key::E),
            Self::SameAs => ctrl_shift(Key::E),
            Self::Remove => ctrl(Key::Delete),
            Self::Invite => ctrl(Key::N),
            Self::AddInvites => ctrl_shift(Key::N),
            Self::CopyLinks => ctrl_shift(Key::L),
            Self::Ended => ctrl(Key::D),
            Self::Inspector => ctrl(Key::I),
            Self::Facets => ctrl(Key::B),
            Self::Views => ctrl_shift(Key::B),
            Self::SelectAll | Self::SelectNone | Self::Snapshots => return None,
        })
    }
}

/// Reads contributors of sites.
pub const READ_SITES: KeyboardShortcut = ctrl_shift(Key::R);

/// Keys of every list.
const LIST: [Stroke; 2] = [
    Stroke {
        keys: &[plain(Key::Delete)],
        does: "Remove the selected rows…",
    },
    Stroke {
        keys: &[plain(Key::ArrowDown)],
        does: "From the search field into the rows",
    },
];

/// Keys of the deck of a review, in the order of its deeds.
pub(super) const DECK: [Key; 6] = [Key::K, Key::E, Key::R, Key::U, Key::H, Key::N];
/// Takes back what was said last in a review.
pub(super) const TAKE_BACK: Key = Key::Z;
/// Goes to the next undecided entry of a review.
pub(super) const NEXT: Key = Key::J;

const REVIEW: [Stroke; 9] = [
    Stroke {
        keys: &[plain(DECK[0])],
        does: "Keep",
    },
    Stroke {
        keys: &[plain(DECK[1])],
        does: "Reduce…",
    },
    Stroke {
        keys: &[plain(DECK[2])],
        does: "Revoke",
    },
    Stroke {
        keys: &[plain(DECK[3])],
        does: "Unsure",
    },
    Stroke {
        keys: &[shift(DECK[0]), shift(DECK[2]), shift(DECK[3])],
        does: "The same with a reason…",
    },
    Stroke {
        keys: &[plain(DECK[4])],
        does: "Hand over…",
    },
    Stroke {
        keys: &[plain(DECK[5])],
        does: "Note…",
    },
    Stroke {
        keys: &[plain(TAKE_BACK)],
        does: "Undo the last decision",
    },
    Stroke {
        keys: &[plain(NEXT)],
        does: "Next undecided entry",
    },
];

const GRID: [Stroke; 5] = [
    Stroke {
        keys: &[plain(Key::ArrowUp), plain(Key::ArrowDown)],
        does: "In the grid: to another person",
    },
    Stroke {
        keys: &[plain(Key::ArrowLeft), plain(Key::ArrowRight)],
        does: "In the grid: to another site",
    },
    Stroke {
        keys: &[plain(Key::Home), plain(Key::End)],
        does: "In the grid: first or last site",
    },
    Stroke {
        keys: &[plain(Key::Space)],
        does: "In the grid: select, or let go",
    },
    Stroke {
        keys: &[plain(Key::Enter)],
        does: "In the grid: open the inspector",
    },
];

/// Keys of lists in general.
pub fn of_lists() -> &'static [Stroke] {
    &LIST
}

/// Keys that this pane takes by itself.
pub fn of(route: Route) -> &'static [Stroke] {
    match route {
        Route::Reviews => &REVIEW,
        Route::Contributors => &GRID,
        _ => &[],
    }
}
