//! Mails with a link to set a password: at once, or in waves over several days.

use crate::access::{MemberId, SiteId};
use crate::kit::button::Button;
use crate::kit::choice::{Select, segmented};
use crate::kit::modal::{Dialog, Did};
use crate::kit::{field, text, toggle};
use crate::model::count;
use crate::panes::Cx;
use crate::panes::members::deeds::{about, chosen};
use crate::plan::{MemberWish, Selection, Waves, WeekDay};
use crate::worker::protocol::Command;
use egui::{Context, Ui, vec2};

/// The form.
#[derive(Debug)]
pub(in crate::panes::members) struct Mail {
    site: SiteId,
    ids: Vec<MemberId>,
    by: Option<Selection>,
    in_waves: bool,
    waves: Waves,
}

impl Mail {
    /// About these members, and the filter that chose them. More than go out on one day (`a_day`,
    /// as the settings of the profile have it) go out in waves unless somebody says otherwise.
    pub(in crate::panes::members) fn new(
        site: SiteId,
        ids: Vec<MemberId>,
        by: Option<Selection>,
        a_day: usize,
    ) -> Self {
        let waves = Waves::of(a_day);
        Self {
            in_waves: ids.len() > waves.a_day as usize,
            site,
            ids,
            by,
            waves,
        }
    }

    fn blocked(&self, cx: &Cx<'_>) -> Option<String> {
        let waves = self.in_waves.then_some(&self.waves);
        let why = match waves {
            Some(w) if w.from >= w.to => Some("The hours end before they begin".to_owned()),
            Some(w) if w.days.is_empty() => Some("Choose at least one day".to_owned()),
            Some(w) => w.check().err(),
            None => None,
        };
        why.or_else(|| cx.model.no_writing())
    }

    /// Draws the form; false when it was answered.
    pub(in crate::panes::members) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let who = count(self.ids.len(), "member", "members");
        let title = format!("Mail {who} a link to set a password");
        let plan = Button::primary("Make the plan…").enabled_or(self.blocked(cx));
        let dialog = Dialog::new("password mails", title)
            .width(520.0)
            .primary(plan);
        let shown = dialog.show(ctx, |ui| self.body(ui));
        match shown.did {
            Did::Primary => {
                let waves = self.in_waves.then(|| self.waves.clone());
                let wish = MemberWish::PasswordMail(waves);
                let wish = about(&self.site, std::mem::take(&mut self.ids), wish);
                cx.ask(Command::MakePlan(chosen(wish, self.by.take())));
                false
            }
            Did::Cancel => false,
            _ => true,
        }
    }

    fn body(&mut self, ui: &mut Ui) {
        ui.spacing_mut().item_spacing.y = 8.0;
        segmented(
            ui,
            "When they go out",
            &mut self.in_waves,
            &[(false, "At once"), (true, "In waves")],
        );
        if self.in_waves {
            self.schedule(ui);
        }
        let words = if self.in_waves {
            "A link lives 3 hours, so mails go out at hours at which people read them. The run \
             waits in between; it can be paused, and left and gone on with. Who logs in meanwhile \
             gets no mail."
        } else {
            "A link lives 3 hours and works once. Wix sends about 200 such mails a day from one \
             site."
        };
        text::paragraph(ui, text::small_muted(words));
        let last = "The plan is shown before anything is sent.";
        text::paragraph(ui, text::small_muted(last));
    }

    fn schedule(&mut self, ui: &mut Ui) {
        let waves = &mut self.waves;
        let mut a_day = u64::from(waves.a_day);
        field::stepper(ui, "Mails within 24 hours", &mut a_day, 1..=100_000, 50, "");
        waves.a_day = u32::try_from(a_day).unwrap_or(waves.a_day);
        let counted = "Mails of other plans and for other sites of this profile count too. Settings, \
                       Brakes have the number that this begins with.";
        text::paragraph(ui, text::small_muted(counted));
        let hour = |h: u8| (h, format!("{h}:00"));
        let from: Vec<(u8, String)> = (0..24).map(hour).collect();
        let to: Vec<(u8, String)> = (1..=24).map(hour).collect();
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            for (label, value, all) in
                [("From", &mut waves.from, &from), ("To", &mut waves.to, &to)]
            {
                let all: Vec<(u8, &str)> = all.iter().map(|(h, t)| (*h, t.as_str())).collect();
                ui.vertical(|ui| Select::new(label).width(120.0).show(ui, value, &all));
            }
        });
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 6.0);
            for day in WeekDay::ALL {
                let mut on = waves.days.contains(&day);
                if toggle::checkbox(ui, &mut on, day.label()).changed() {
                    if on {
                        waves.days.insert(day);
                    } else {
                        waves.days.remove(&day);
                    }
                }
            }
        });
        let zone = format!("By the clock of this computer ({})", waves.zone);
        text::paragraph(ui, text::small_muted(zone));
    }
}
