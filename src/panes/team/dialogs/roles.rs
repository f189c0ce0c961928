//! Choosing roles: what can be given at a level, and what cannot with the reason.

use crate::access::{Directory, Reach, RoleId};
use crate::index::fold;
use crate::kit::field::Field;
use crate::kit::{long, text, toggle};
use egui::{ScrollArea, Ui};
use std::collections::BTreeSet;

/// Lists up to this long need no field.
const SHORT: usize = 12;

#[derive(Debug, Clone)]
struct Choice {
    id: RoleId,
    label: String,
    description: String,
    folded: String,
    custom: bool,
    at_account: bool,
    at_site: bool,
}

/// Every role that can be given somewhere.
#[derive(Debug, Default)]
pub(in crate::panes) struct Roles {
    all: Vec<Choice>,
    text: String,
}

impl Roles {
    pub(in crate::panes) fn of(directory: &Directory) -> Self {
        let mut all: Vec<Choice> = directory
            .roles()
            .filter(|r| r.can_be_given())
            .map(|r| {
                let title = directory.role_name(&r.id);
                let label = if r.custom {
                    format!("{title} (custom)")
                } else {
                    title.to_owned()
                };
                Choice {
                    id: r.id.clone(),
                    folded: fold(&label).into_owned(),
                    label,
                    description: r.description.clone(),
                    custom: r.custom,
                    at_account: r.at_account(),
                    at_site: r.at_site(),
                }
            })
            .collect();
        all.sort_by(|a, b| {
            a.custom
                .cmp(&b.custom)
                .then_with(|| a.folded.cmp(&b.folded))
        });
        Self {
            all,
            text: String::new(),
        }
    }

    /// Those of `chosen` that can be given for this reach.
    pub(in crate::panes) fn allowed(
        &self,
        chosen: &BTreeSet<RoleId>,
        reach: &Reach,
    ) -> Vec<RoleId> {
        let fits =
            |c: &&Choice| chosen.contains(&c.id) && why_not(c, *reach == Reach::Account).is_none();
        self.all.iter().filter(fits).map(|c| c.id.clone()).collect()
    }

    /// Draws the check boxes; what cannot be given stands last.
    pub(in crate::panes) fn show(
        &mut self,
        ui: &mut Ui,
        account: bool,
        chosen: &mut BTreeSet<RoleId>,
    ) {
        if self.all.is_empty() {
            ui.label(text::muted("No role is known. Read the account first"));
            return;
        }
        if self.all.len() > SHORT {
            Field::search("Search roles", &mut self.text)
                .hint("Search roles")
                .limit(200)
                .show(ui);
        }
        let needle = fold(self.text.trim());
        let found = |c: &&Choice| needle.split(' ').all(|word| c.folded.contains(word));
        let (free, blocked): (Vec<&Choice>, Vec<&Choice>) = self
            .all
            .iter()
            .filter(found)
            .partition(|c| why_not(c, account).is_none());
        if free.is_empty() && blocked.is_empty() {
            ui.label(text::muted("No role with this name"));
        }
        let area = ScrollArea::vertical()
            .id_salt("roles")
            .max_height(long::height(ui, 228.0));
        area.auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for choice in free.into_iter().chain(blocked) {
                let why = why_not(choice, account);
                let mut on = why.is_none() && chosen.contains(&choice.id);
                let response = toggle::checkbox_or(ui, &mut on, &choice.label, why);
                if response.changed() {
                    if on {
                        chosen.insert(choice.id.clone());
                    } else {
                        chosen.remove(&choice.id);
                    }
                }
                if why.is_none() && !choice.description.is_empty() {
                    response.on_hover_text(choice.description.as_str());
                }
            }
        });
    }
}

fn why_not(choice: &Choice, account: bool) -> Option<&'static str> {
    match (account, choice.at_account, choice.at_site) {
        (true, false, _) => Some("Can be given for a site or a folder only"),
        (false, _, false) => Some("Can be given for the whole account only"),
        _ => None,
    }
}
