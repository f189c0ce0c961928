//! What the screen shows, without egui: the newest value of every topic, where the owner is, and
//! what has been asked for.
//!
//! The window drains the worker's events into a [`Model`] before each frame and draws from it.
//! Panes never change it; they push [`Ask`]s, which the shell carries out between frames.

mod ask;
mod remote;
mod route;
mod state;
pub mod topics;
mod undo;
mod words;

pub use crate::access::{count, grouped};
pub use ask::{Ask, Browsing, Dialog};
pub use remote::{Freshness, Remote};
pub use route::Route;
pub use state::Model;
pub use undo::{Edit, Edits, Steps, Way};
pub use words::{age, countdown, day, day_start, exact, short_in, time_of_day, typed_day, until};
