//! New members: one with a name, or several by their addresses.

use crate::access::{NewMember, Privacy, SiteId};
use crate::kit::button::Button;
use crate::kit::choice::Select;
use crate::kit::field::Field;
use crate::kit::modal::{Dialog, Did};
use crate::kit::text;
use crate::panes::Cx;
use crate::panes::pasting::Pasting;
use crate::plan::Wish;
use crate::worker::protocol::Command;
use egui::{Context, Ui};

/// The form.
#[derive(Debug)]
pub(in crate::panes::members) struct Create {
    site: SiteId,
    whom: Pasting,
    /// Names, of one member only.
    names: [String; 4],
    privacy: Option<Privacy>,
}

const NAMES: [&str; 4] = ["First name", "Last name", "Nickname", "Company"];

impl Create {
    /// Members of this site.
    pub(in crate::panes::members) fn new(site: SiteId) -> Self {
        Self {
            site,
            whom: Pasting::default(),
            names: Default::default(),
            privacy: None,
        }
    }

    fn members(&self) -> Vec<NewMember> {
        let one = self.whom.pasted.found.len() == 1;
        let name = |at: usize| {
            let text = self.names[at].trim();
            if one { text.to_owned() } else { String::new() }
        };
        let member = |email: &String| NewMember {
            login_email: email.clone(),
            first_name: name(0),
            last_name: name(1),
            nickname: name(2),
            company: name(3),
            privacy: self.privacy.clone(),
            ..NewMember::default()
        };
        self.whom.pasted.found.iter().map(member).collect()
    }

    /// Draws the form; false when it was answered.
    pub(in crate::panes::members) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let nobody = self.whom.pasted.found.is_empty();
        let blocked = nobody.then(|| "Paste or type at least one address".to_owned());
        let blocked = blocked.or_else(|| cx.model.no_writing());
        let plan = Button::primary("Make the plan…").enabled_or(blocked);
        let dialog = Dialog::new("create members", "New members")
            .subtitle(
                "They can log in once they have set a password. Nobody is mailed by this plan",
            )
            .width(560.0)
            .enter(false)
            .primary(plan);
        let shown = dialog.show(ctx, |ui| self.body(ui));
        match shown.did {
            Did::Primary => {
                cx.ask(Command::MakePlan(Wish::CreateMembers {
                    site: self.site.clone(),
                    members: self.members(),
                }));
                false
            }
            Did::Cancel => false,
            _ => true,
        }
    }

    fn body(&mut self, ui: &mut Ui) {
        ui.spacing_mut().item_spacing.y = 8.0;
        self.whom.show(ui, "Login addresses");
        self.whom.counted(ui, Vec::new());
        self.whom.wrong(ui);
        let several = self.whom.pasted.found.len() > 1;
        let several = several.then_some("Only for one address; a sheet can name each of many");
        for (label, text) in NAMES.into_iter().zip(&mut self.names) {
            Field::text(label, text)
                .limit(100)
                .enabled_or(several)
                .show(ui);
        }
        let choices = [
            (None, "As the site has it"),
            (Some(Privacy::Private), "Private: only administrators"),
            (Some(Privacy::Public), "Public: every visitor"),
        ];
        Select::new("Who sees the profile").show(ui, &mut self.privacy, &choices);
        text::paragraph(
            ui,
            text::small_muted(
                "Where the site approves its members by hand, they wait until somebody does. A \
                 mail with a link to set a password is a step of its own, since the link lives \
                 3 hours.",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Pasted;

    #[test]
    fn names_go_with_one_address_only() {
        let mut form = Create::new(SiteId::new("s1"));
        form.names[0] = " Dana ".to_owned();
        form.whom.pasted = Pasted::of("dana@example.com");
        assert_eq!(form.members()[0].first_name, "Dana");
        form.whom.pasted = Pasted::of("dana@example.com, lee@example.com");
        let both = form.members();
        assert_eq!(both.len(), 2);
        assert!(both.iter().all(|m| m.first_name.is_empty()));
    }
}
