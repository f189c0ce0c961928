//! Changing a profile's name, colour and read-only switch.

use egui::Context;

use super::connect::meant;
use super::{hue, profile};
use crate::kit::button::Button;
use crate::kit::field::Field;
use crate::kit::modal::{Dialog, Did};
use crate::panes::Cx;
use crate::worker::protocol::{Command, ProfileCard, ProfileId};

/// What was typed; filled from the profile in the first frame.
#[derive(Debug)]
pub(super) struct Form {
    profile: ProfileId,
    typed: Option<Typed>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Typed {
    name: String,
    colour: u8,
    read_only: bool,
}

impl Typed {
    fn of(card: &ProfileCard) -> Self {
        Self {
            name: card.name.clone(),
            colour: card.colour,
            read_only: card.read_only,
        }
    }
}

impl Form {
    /// A form for this profile.
    pub(super) fn new(profile: ProfileId) -> Self {
        Self {
            profile,
            typed: None,
        }
    }

    /// Draws it; false once it was left.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let Some(card) = profile(cx, &self.profile) else {
            return false;
        };
        let known = Typed::of(card);
        let fresh = self.typed.is_none();
        let typed = self.typed.get_or_insert_with(|| known.clone());
        let why_not = if typed.name.trim().is_empty() {
            Some("Give it a name")
        } else {
            (*typed == known).then_some("Nothing was changed")
        };
        let shown = Dialog::new("edit profile", format!("Edit {}", card.name))
            .width(480.0)
            .primary(Button::primary("Save").enabled_or(why_not))
            .show(ctx, |ui| {
                Field::text("Name", &mut typed.name)
                    .limit(80)
                    .focus(fresh)
                    .show(ui);
                hue::choose(ui, &mut typed.colour);
                ui.add_space(4.0);
                let meaning = "Nothing can be changed at Wix while this is on";
                meant(ui, &mut typed.read_only, "Read only", meaning);
            });
        match shown.did {
            Did::Nothing | Did::Other(_) => true,
            Did::Cancel => false,
            Did::Primary => {
                cx.ask(Command::EditProfile {
                    profile: self.profile.clone(),
                    name: typed.name.trim().to_owned(),
                    colour: typed.colour,
                    read_only: typed.read_only,
                });
                false
            }
        }
    }
}
