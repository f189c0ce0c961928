//! Settings of the program and of a profile.

use serde::{Deserialize, Serialize};

/// Light, dark, or whatever the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeWish {
    /// As the system.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// Settings of the program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Settings {
    /// Look.
    pub theme: ThemeWish,
    /// Text size as zoom, 0.8 to 2.0.
    pub zoom: f32,
    /// Whether the inspector at the right is open.
    pub inspector: bool,
    /// Whether the facets beside tables are open.
    pub facets: bool,
    /// Minutes without a key or the mouse after which the window locks itself; 0: never.
    pub lock_after: u16,
    /// Whether the window tells that a long job ended while it was not in front.
    pub tell_ends: bool,
    /// Whether it does so with a notification of the system, too.
    pub notify_ends: bool,
    /// States of tables and panes by their name, as JSON that only the window reads.
    pub views: std::collections::BTreeMap<String, serde_json::Value>,
}

impl Settings {
    /// The name under [`Settings::views`] of what belongs to one profile: it goes with the profile.
    pub fn of_profile(name: &str, profile: &super::ProfileId) -> String {
        format!("{name}@{}", profile.0)
    }

    /// Drops what belongs to profiles that are not among these; true if there was something.
    pub fn keep_profiles(&mut self, there: impl Fn(&str) -> bool) -> bool {
        let before = self.views.len();
        self.views.retain(|name, _| {
            let profile = name.rsplit_once('@').map(|(_, id)| id);
            profile.is_none_or(&there)
        });
        self.views.len() != before
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeWish::System,
            zoom: 1.0,
            inspector: true,
            facets: true,
            lock_after: 0,
            tell_ends: true,
            notify_ends: true,
            views: std::collections::BTreeMap::new(),
        }
    }
}

/// The pace of a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct PaceSettings {
    /// Calls a minute. Above 200 only against loopback.
    pub per_minute: u32,
    /// No limit at all; only against loopback.
    pub unlimited: bool,
    /// Milliseconds between one created member of a site and the next. Below 1,000 only against
    /// loopback (contract 9, "Rate limits": at least a second apart).
    pub creation_gap_ms: u64,
}

impl Default for PaceSettings {
    fn default() -> Self {
        Self {
            per_minute: 200,
            unlimited: false,
            creation_gap_ms: 1_000,
        }
    }
}
