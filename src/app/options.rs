//! How the window starts.

use super::notify::Notify;
use crate::model::Route;
use crate::worker::protocol::{Practice, ThemeWish};
use jiff::Timestamp;
use std::path::PathBuf;
use std::sync::Arc;

/// What is opened first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// The profile that was open last, else the welcome screen.
    Last,
    /// A practice account.
    Practice(Practice),
    /// An evidence pack, with the digest that was handed over apart from it; no profile is opened.
    Pack(PathBuf, Option<crate::journal::Hash>),
}

/// How the window starts.
#[derive(Clone)]
pub struct Options {
    /// What is opened first.
    pub start: Start,
    /// Pane to begin with.
    pub route: Option<Route>,
    /// Look of this run only.
    pub theme: Option<ThemeWish>,
    /// Text size of this run only.
    pub zoom: Option<f32>,
    /// Size of the window in pixels.
    pub window: Option<(u32, u32)>,
    /// Write a picture of the settled window there, and end.
    pub screenshot: Option<PathBuf>,
    /// Where data lies, to show.
    pub data_dir: String,
    /// Server of new profiles.
    pub base_url: Option<String>,
    /// The time of day.
    pub now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// Takes what is told outside of the window.
    pub notify: Notify,
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options")
            .field("start", &self.start)
            .field("route", &self.route)
            .finish_non_exhaustive()
    }
}
