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

    fn sections(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        section::show(ui, FIRST, "For all profiles", |ui| look::show(ui, cx));
        let explained = "Where keys are kept, and how the window locks";
        section::show(ui, "Keys and lock", explained, |ui| lock::show(ui, cx));
        let explained = "Its name, its key, and whether anything can be changed";
        section::show(ui, "Profile", explained, |ui| {
            profile::show(ui, cx, &mut self.others_may);
        });
        if let Some(session) = cx.model.session.clone() {
            let explained = "How fast calls go out to Wix";
            section::show(ui, "Pace", explained, |ui| {
                pace::show(ui, cx, &session, &mut self.pace);
            });
            let explained = "What holds a plan back until you type the account's name";
            section::show(ui, "Brakes", explained, |ui| {
                brakes::show(ui, cx, &session, &mut self.brakes, &mut self.own);
            });
            let explained = "How long moments of the account stay on this computer";
            section::show(ui, "Snapshots", explained, |ui| {
                snapshots::show(ui, cx, &session, &mut self.keeping);
            });
        }
        let explained = "What is kept on this computer";
        section::show(ui, "Data", explained, |ui| {
            data::show(ui, cx, &self.data_dir);
        });
        section::show(ui, "About", "", |ui| about::show(ui, cx));
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
