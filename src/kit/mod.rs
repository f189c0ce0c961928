//! The design kit: what every pane is drawn with. Knows egui, not the field.
//!
//! Texts of any script go through [`text`], which sets them in reading order by way of [`script`] and
//! [`bidi`]; what is heard and copied stays as it is written. Letters that the typeface lacks come from
//! fonts of the system, which eframe looks for on a thread of its own.

pub mod a11y;
pub mod avatar;
pub mod badge;
mod behind;
pub mod bidi;
pub mod button;
pub mod chart;
pub mod choice;
pub mod columns;
pub mod facets;
pub mod field;
pub mod finder;
pub mod focus;
pub mod gallery;
mod hush;
pub mod icons;
pub mod keys;
pub mod layout;
pub mod long;
pub mod matrix;
pub mod modal;
pub mod notice;
mod paint;
pub mod palette;
pub mod progress;
pub mod rail;
pub mod script;
mod select;
pub mod shortcut;
pub mod state;
pub mod status;
pub mod table;
pub mod text;
pub mod theme;
pub mod toggle;
pub mod tokens;
pub mod tone;
pub mod trend;
