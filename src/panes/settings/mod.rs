//! Settings: look, profile, pace, brakes, data, about.

mod about;
mod brakes;
mod data;
mod draft;
mod lock;
mod look;
mod own;
mod pace;
mod profile;
mod section;
mod snapshots;
#[cfg(test)]
mod tests;

use egui::{ScrollArea, Ui};

use super::Cx;
use crate::kit::layout::{Head, page};
use crate::kit::text;
use crate::plan::BrakeLimits;
use crate::worker::protocol::PaceSettings;
use draft::Draft;

/// Title of the first section.
const FIRST: &str = "Look";
const KEYS: &str = "Keys and lock";
const PROFILE: &str = "Profile";
const PACE: &str = "Pace";
const BRAKES: &str = "Brakes";
const SNAPSHOTS: &str = "Snapshots";
const DATA: &str = "Data";

/// A section of the pane.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    /// Its title.
    pub title: &'static str,
    /// What it is about; may be empty.
    pub explained: &'static str,
    /// Other words by which people look for it.
    words: &'static str,
    /// It is there only while a profile is open.
    of_profile: bool,
}

impl Section {
    /// The text that is searched.
    pub fn searched(&self) -> String {
        format!("{} {} {}", self.title, self.explained, self.words)
    }
}

const fn of(title: &'static str, explained: &'static str, words: &'static str) -> Section {
    Section {
        title,
        explained,
        words,
        of_profile: false,
    }
}

const fn of_profile(title: &'static str, explained: &'static str, words: &'static str) -> Section {
    Section {
        title,
        explained,
        words,
        of_profile: true,
    }
}

/// Every section, in its order.
pub const SECTIONS: [Section; 8] = [
    of(
        FIRST,
        "For all profiles",
        "theme dark light text size zoom filters details notifications",
    ),
    of(
        KEYS,
        "Where keys are kept, and how the window locks",
        "passphrase key store idle",
    ),
    of(
        PROFILE,
        "Its name, its key, and whether anything can be changed",
        "colour read only forget API key sign-in",
    ),
    of_profile(
        PACE,
        "How fast calls go out to Wix",
        "limit rate calls a minute",
    ),
    of_profile(
        BRAKES,
        "What holds a plan back until you type the account’s name",
        "limits own address",
    ),
    of_profile(
        SNAPSHOTS,
        "How long moments of the account stay on this computer",
        "history retention",
    ),
    of(
        DATA,
        "What is kept on this computer",
        "folder files support bundle",
    ),
    of("About", "", "version licence"),
];
/// Widest the page gets, in points.
const WIDEST: f32 = 860.0;

/// The settings of program and open profile.
#[derive(Debug, Default)]
pub struct SettingsPane {
    data_dir: String,
    pace: Draft<PaceSettings>,
    brakes: Draft<BrakeLimits>,
    own: own::Finder,
    keeping: Draft<crate::access::Retention>,
    /// Whether it is shown what other sign-ins may ask.
    others_may: bool,
    /// The section to scroll to.
    wanted: Option<&'static str>,
}

impl SettingsPane {
    /// The settings of a program that keeps its data in this folder.
    pub fn new(data_dir: impl Into<String>) -> Self {
        Self {
            data_dir: data_dir.into(),
            ..Self::default()
        }
    }

    /// Draws it.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let line = cx
            .model
            .session
            .as_ref()
            .map_or("", |s| s.profile.name.as_str());
        Head::new("Settings").line(line).buttons(ui, &[]);
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            page(ui, 4, WIDEST, |ui| self.sections(ui, cx));
        });
    }

    /// Scrolls to the section with this title when it is next drawn.
    pub fn go_to(&mut self, title: &'static str) {
        self.wanted = Some(title);
    }

    fn sections(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let wanted = self.wanted.take();
        let session = cx.model.session.clone();
        for section in &SECTIONS {
            if section.of_profile && session.is_none() {
                continue;
            }
            let place = section::show(ui, section.title, section.explained, |ui| {
                self.section(ui, cx, section.title);
            });
            if wanted == Some(section.title) {
                ui.scroll_to_rect(place, Some(egui::Align::TOP));
            }
        }
    }

    fn section(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, title: &str) {
        let session = cx.model.session.clone();
        match (title, session) {
            (FIRST, _) => look::show(ui, cx),
            (KEYS, _) => lock::show(ui, cx),
            (PROFILE, _) => profile::show(ui, cx, &mut self.others_may),
            (PACE, Some(session)) => pace::show(ui, cx, &session, &mut self.pace),
            (BRAKES, Some(session)) => {
                brakes::show(ui, cx, &session, &mut self.brakes, &mut self.own);
            }
            (SNAPSHOTS, Some(session)) => {
                snapshots::show(ui, cx, &session, &mut self.keeping);
            }
            (DATA, _) => data::show(ui, cx, &self.data_dir),
            _ => about::show(ui, cx),
        }
    }
}

/// Whether an address is on this computer. Only such a server may be called faster than Wix.
pub(super) fn is_loopback(address: &str) -> bool {
    let Ok(url) = url::Url::parse(address.trim()) else {
        return false;
    };
    match url.host() {
        Some(url::Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// A line of explanation under a control.
fn help(ui: &mut Ui, words: &str) {
    text::paragraph(ui, text::small_muted(words));
}
