//! The rules: which are checked, and their limits.

use crate::kit::button::Button;
use crate::kit::field::{self, Field};
use crate::kit::modal::{Dialog, Did};
use crate::kit::{layout, text, toggle};
use crate::model::Edit;
use crate::panes::Cx;
use crate::plan::rules::{HouseRules, MOST, Rule};
use crate::worker::protocol::{Command, RulesCommand, RulesTable};
use egui::{Context, Frame, Margin, Ui};
use std::ops::RangeInclusive;

/// Longest list of domains, in characters.
const LONGEST: usize = 4_000;

/// The form.
#[derive(Debug)]
pub(in crate::panes::rules) struct SetRules {
    was: HouseRules,
    edit: HouseRules,
    /// A domain a line.
    domains: String,
    /// What counts where none is typed.
    home: Vec<String>,
}

/// Rules with a number or words of their own.
const LIMITED: [Rule; 4] = [
    Rule::CoOwners,
    Rule::OldInvite,
    Rule::EverySite,
    Rule::OutsideDomain,
];

impl SetRules {
    /// The rules as this table was made with.
    pub(super) fn of(table: &RulesTable) -> Self {
        let rules = table.house.rules.clone();
        Self {
            domains: rules.domains.join("\n"),
            home: table.home.clone(),
            edit: rules.clone(),
            was: rules,
        }
    }

    fn wanted(&self) -> Result<HouseRules, String> {
        let mut wanted = self.edit.clone();
        let typed = self.domains.split([',', ';', '\n', ' ']);
        wanted.domains = typed.map(str::to_owned).collect();
        wanted.tidy()
    }

    /// Draws the form; false when it was answered.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let wanted = self.wanted();
        let blocked = match &wanted {
            Err(why) => Some(why.clone()),
            Ok(rules) if *rules == self.was => Some("Nothing is otherwise yet".to_owned()),
            Ok(_) => None,
        };
        let dialog = Dialog::new("house rules", "House rules")
            .subtitle("They are held against what was read, and kept on this computer")
            .width(560.0)
            .primary(Button::primary("Set the rules").enabled_or(blocked));
        let bad = wanted.as_ref().err().cloned();
        match (
            dialog.show(ctx, |ui| self.body(ui, bad.as_deref())).did,
            wanted,
        ) {
            (Did::Primary, Ok(rules)) => {
                let set = |rules| vec![Command::Rules(RulesCommand::Set(Box::new(rules)))];
                cx.ask(Edit {
                    what: "house rules as they were set".to_owned(),
                    back: set(self.was.clone()),
                    does: set(rules),
                });
                false
            }
            (Did::Cancel, _) => false,
            _ => true,
        }
    }

    fn body(&mut self, ui: &mut Ui, bad: Option<&str>) {
        for (at, rule) in Rule::ALL.into_iter().enumerate() {
            if at > 0 {
                layout::rule(ui);
                ui.add_space(4.0);
            }
            let gap = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, 0.0);
            let mut on = self.edit.is_on(rule);
            if toggle::checkbox(ui, &mut on, rule.title()).changed() {
                self.edit.switch(rule, on);
            }
            // What belongs to it stands below its words.
            let below = Frame::new().inner_margin(Margin {
                left: 24,
                ..Margin::ZERO
            });
            below.show(ui, |ui| {
                text::paragraph(ui, text::small_muted(rule.about()));
                ui.spacing_mut().item_spacing.y = gap;
                if on && LIMITED.contains(&rule) {
                    ui.add_space(6.0);
                    self.limit(ui, rule, bad);
                }
            });
            ui.add_space(8.0);
            ui.spacing_mut().item_spacing.y = gap;
        }
    }

    fn limit(&mut self, ui: &mut Ui, rule: Rule, bad: Option<&str>) {
        let edit = &mut self.edit;
        match rule {
            Rule::CoOwners => {
                let label = "Co-owners beside the owner, at most";
                number(ui, label, &mut edit.most_co_owners, 0..=u64::from(MOST));
            }
            Rule::OldInvite => {
                let label = "Days that an invite may be open";
                number(ui, label, &mut edit.invite_days, 1..=u64::from(MOST));
            }
            Rule::EverySite => {
                let label = "Number of sites from which it counts";
                number(ui, label, &mut edit.least_sites, 2..=u64::from(MOST));
            }
            Rule::OutsideDomain => {
                let help = if self.was.domains.is_empty() && !self.home.is_empty() {
                    format!(
                        "None: {}, the domain of the owner’s address",
                        self.home.join(", ")
                    )
                } else {
                    "One a line. None: the domain of the owner’s address".to_owned()
                };
                Field::lines("Own domains", &mut self.domains, 2)
                    .hint("example.com")
                    .help(help)
                    .error(bad.map(str::to_owned))
                    .limit(LONGEST)
                    .show(ui);
            }
            _ => {}
        }
    }
}

fn number(ui: &mut Ui, label: &str, value: &mut u32, range: RangeInclusive<u64>) {
    let mut edit = u64::from(*value);
    if field::stepper(ui, label, &mut edit, range, 1, "").changed() {
        *value = u32::try_from(edit).unwrap_or(MOST);
    }
}
