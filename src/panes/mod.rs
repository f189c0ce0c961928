//! One folder per pane. A pane draws from the model and asks for things; it changes nothing itself
//! and never waits.

pub mod activity;
mod context;
pub mod overview;
pub mod plan;
pub mod settings;
pub mod team;
pub mod welcome;

pub use context::{Cx, PaneCommand};
