//! What somebody does in the window while its frames are measured.

use gatehouse::worker::protocol::TeamView;
use std::sync::Arc;
use std::time::Duration;

/// Points that the wheel moves in each frame.
pub(crate) const WHEEL: f32 = 63.0;

/// What is typed into the search field, letter by letter, and deleted again: names, roles, places,
/// states, domains, two words.
pub(crate) const TYPED: [&str; 10] = [
    "nora",
    "lindqvist",
    "website",
    "admin",
    "folder",
    "expired",
    "example",
    "2026-0",
    "er an",
    "site 1",
];

/// One way to keep the window busy.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scene {
    Idle,
    Wheel,
    Jump,
    Typing,
    Facets,
    All,
    Reading,
}

impl Scene {
    pub(crate) const EACH: [Self; 7] = [
        Self::Idle,
        Self::Wheel,
        Self::Jump,
        Self::Typing,
        Self::Facets,
        Self::All,
        Self::Reading,
    ];

    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Idle => "nothing moves",
            Self::Wheel => "wheel, 63 px a frame",
            Self::Jump => "jump to a random row each frame",
            Self::Typing => "type and delete a filter",
            Self::Facets => "switch facets on and off",
            Self::All => "select all, select nothing",
            Self::Reading => "the account is read meanwhile",
        }
    }

    /// Whether it ends at other rows than it began.
    pub(crate) fn scrolls(self) -> bool {
        matches!(self, Self::Wheel | Self::Jump)
    }

    /// Frames of one round; where answers are waited for, there are as many as it takes.
    pub(crate) fn frames(self) -> usize {
        match self {
            Self::Idle | Self::Jump => 300,
            Self::Wheel => 500,
            Self::Typing | Self::Facets | Self::Reading => 0,
            Self::All => 200,
        }
    }
}

/// The frames of one round: how long each took, and which rows the table showed.
#[derive(Default)]
pub(crate) struct Round {
    pub(crate) took: Vec<Duration>,
    pub(crate) views: Vec<Arc<TeamView>>,
}
