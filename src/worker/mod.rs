//! The worker: the only place that joins Wix, the store and plans.
//!
//! It runs on a thread of its own. The window holds a [`Handle`], gives it [`protocol::Command`]s
//! and takes [`protocol::Event`]s from it once per frame; neither ever waits. Commands become
//! jobs, one file per use case under `jobs`.

mod access;
mod board;
mod cards;
mod draft;
mod engine;
mod env;
mod files;
mod handle;
mod identities;
mod jobs;
mod member_names;
mod observe;
mod open;
pub mod protocol;
mod rate;
mod runtime;
mod shared;
mod support;

pub use board::Wake;
pub use draft::Draft;
pub use env::{Environment, Keys, Patience, PracticeInvite, PracticeLauncher, PracticeServer};
pub use handle::Handle;
pub use identities::identities;
pub use rate::{Estimator, Told};
pub use support::support_bundle;
