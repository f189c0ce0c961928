//! The six tones in which something can be said, each with ink, ground and icon.

use egui::Color32;

use super::icons::Icon;
use super::tokens::Tokens;

/// How something is meant. Colour never stands alone: each tone has an icon or words too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tone {
    /// Plain.
    #[default]
    Neutral,
    /// Chosen or current.
    Accent,
    /// Worth knowing.
    Info,
    /// Done well.
    Success,
    /// Worth care.
    Warning,
    /// Wrong, or takes something away.
    Danger,
}

impl Tone {
    /// Every tone.
    pub const ALL: [Self; 6] = [
        Self::Neutral,
        Self::Accent,
        Self::Info,
        Self::Success,
        Self::Warning,
        Self::Danger,
    ];

    /// Colour of text and icon on [`Tone::ground`] and on the surface.
    pub fn ink(self, t: &Tokens) -> Color32 {
        match self {
            Self::Neutral => t.text,
            Self::Accent => t.accent,
            Self::Info => t.info,
            Self::Success => t.success,
            Self::Warning => t.warning,
            Self::Danger => t.danger,
        }
    }

    /// Ground of notes and badges.
    pub fn ground(self, t: &Tokens) -> Color32 {
        match self {
            Self::Neutral => t.sunken,
            Self::Accent => t.selected,
            Self::Info => t.info_ground,
            Self::Success => t.success_ground,
            Self::Warning => t.warning_ground,
            Self::Danger => t.danger_ground,
        }
    }

    /// The icon of this tone.
    pub fn icon(self) -> Icon {
        match self {
            Self::Neutral | Self::Accent | Self::Info => Icon::Info,
            Self::Success => Icon::Success,
            Self::Warning => Icon::Warning,
            Self::Danger => Icon::Error,
        }
    }

    /// The word of this tone for people who do not see colour.
    pub fn word(self) -> &'static str {
        match self {
            Self::Neutral | Self::Accent => "Note",
            Self::Info => "Information",
            Self::Success => "Done",
            Self::Warning => "Warning",
            Self::Danger => "Error",
        }
    }
}
