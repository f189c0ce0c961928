//! One folder per pane. A pane draws from the model and asks for things; it changes nothing itself
//! and never waits.

pub mod accounts;
pub mod activity;
pub mod changes;
mod context;
pub mod contributors;
mod copying;
pub mod help;
pub mod import;
pub mod invites;
mod inviting;
pub mod keys;
pub mod listing;
pub mod members;
mod naming;
pub mod overview;
pub mod pack;
mod pasting;
pub mod people;
pub mod plan;
pub mod refused;
pub mod reviews;
pub mod roles;
pub mod rules;
pub mod settings;
pub mod sites;
pub mod team;
mod under_way;
pub mod welcome;

pub use context::{Cx, Pane, PaneCommand, Reveal};
