//! The design kit: what every pane is drawn with. Knows egui, not the field.

pub mod a11y;
pub mod avatar;
pub mod badge;
pub mod button;
pub mod chart;
pub mod choice;
pub mod columns;
pub mod facets;
pub mod field;
pub mod gallery;
pub mod icons;
pub mod layout;
pub mod modal;
pub mod notice;
mod paint;
pub mod palette;
pub mod progress;
pub mod rail;
pub mod shortcut;
pub mod state;
pub mod status;
pub mod table;
pub mod text;
pub mod theme;
pub mod toggle;
pub mod tokens;
pub mod tone;
