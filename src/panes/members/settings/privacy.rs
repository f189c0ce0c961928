//! Who sees new members, and who sees public ones.

use crate::access::{Privacy, PublicVisibility};
use crate::kit::button::Button;
use crate::kit::{layout, text, toggle};
use crate::plan::SettingWish;
use crate::worker::protocol::SiteSettings;
use egui::Ui;

/// What was chosen and not planned yet.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    default: Option<Privacy>,
    visibility: Option<PublicVisibility>,
    may: Option<bool>,
}

impl Chosen {
    /// Draws both settings; gives what is wished.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        settings: &SiteSettings,
        blocked: Option<&str>,
    ) -> Option<SettingWish> {
        let first = self.default(ui, settings, blocked);
        ui.add_space(8.0);
        first.or(self.public(ui, settings, blocked))
    }

    fn default(
        &mut self,
        ui: &mut Ui,
        settings: &SiteSettings,
        blocked: Option<&str>,
    ) -> Option<SettingWish> {
        let now = settings.default_privacy()?;
        layout::section(ui, "Profiles of new members", "");
        let mut chosen = self.default.clone().unwrap_or(now.privacy.clone());
        for (value, label) in [
            (
                Privacy::Private,
                "Private: only who runs the site sees them",
            ),
            (Privacy::Public, "Public: others see them"),
        ] {
            toggle::radio_value(ui, &mut chosen, &value, label);
        }
        text::paragraph(
            ui,
            text::small_muted("Members who are there already keep what they have."),
        );
        let same = (chosen == now.privacy).then_some("It is set so already");
        self.default = Some(chosen.clone());
        let button = Button::secondary("Set privacy of new members…");
        let pressed = button.enabled_or(same.or(blocked)).show(ui).clicked();
        pressed.then_some(SettingWish::DefaultPrivacy(chosen))
    }

    fn public(
        &mut self,
        ui: &mut Ui,
        settings: &SiteSettings,
        blocked: Option<&str>,
    ) -> Option<SettingWish> {
        let now = settings.privacy()?;
        layout::section(ui, "Public members", "");
        let mut visibility = self.visibility.clone().unwrap_or(now.visibility.clone());
        ui.label(text::caption("Who sees them"));
        for (value, label) in [
            (PublicVisibility::Members, "Only other members"),
            (PublicVisibility::All, "Everybody"),
        ] {
            toggle::radio_value(ui, &mut visibility, &value, label);
        }
        let mut may = self.may.or(now.may_be_public);
        ui.label(text::caption("Who may be public"));
        for (value, label) in [
            (Some(true), "Any member who wants to"),
            (Some(false), "No one"),
        ] {
            toggle::radio_value(ui, &mut may, &value, label);
        }
        let same = (visibility == now.visibility && may == now.may_be_public)
            .then_some("It is set so already");
        self.visibility = Some(visibility.clone());
        self.may = may;
        let button = Button::secondary("Set who sees public members…");
        let pressed = button.enabled_or(same.or(blocked)).show(ui).clicked();
        pressed.then_some(SettingWish::Privacy(Some(visibility), may))
    }
}
