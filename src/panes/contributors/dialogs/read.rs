//! What reading the contributors of all sites takes, before it begins.

use super::super::states;
use crate::kit::button::Button;
use crate::kit::layout;
use crate::kit::modal::{Dialog, Did};
use crate::kit::text;
use crate::model::{count, grouped};
use crate::panes::Cx;
use crate::worker::protocol::{Command, SiteSyncPlan};
use egui::{Context, Ui};
use std::sync::Arc;

/// The form.
#[derive(Debug)]
pub(in crate::panes::contributors) struct Read {
    /// What stood there before it was asked.
    before: Arc<SiteSyncPlan>,
}

impl Read {
    pub(super) fn new(cx: &mut Cx<'_>) -> Self {
        cx.ask(Command::PlanSiteSync(Vec::new()));
        Self {
            before: Arc::clone(&cx.model.site_sync),
        }
    }

    /// Draws the form; false when it was answered.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let plan = Arc::clone(&cx.model.site_sync);
        let answered = !Arc::ptr_eq(&plan, &self.before);
        let sites = count(plan.sites.len(), "site", "sites");
        let label = match (answered, plan.resumes) {
            (false, _) => "Read sites".to_owned(),
            (true, true) => format!("Go on with {sites}"),
            (true, false) => format!("Read {sites}"),
        };
        let blocked = if answered {
            states::no_reading(cx.model)
                .or_else(|| plan.blocked.as_ref().map(|b| b.sentence.clone()))
                .or_else(|| {
                    let none = plan.sites.is_empty();
                    none.then(|| "Nobody contributes to any site".to_owned())
                })
        } else {
            Some("Its calls are being counted".to_owned())
        };
        let dialog = Dialog::new("read sites", "Read who contributes to which site")
            .width(480.0)
            .primary(Button::primary(label).enabled_or(blocked));
        let shown = dialog.show(ctx, |ui| body(ui, &plan, answered));
        match shown.did {
            Did::Primary => {
                cx.ask(Command::SyncSites(plan.sites.clone()));
                false
            }
            Did::Cancel => false,
            _ => true,
        }
    }
}

fn body(ui: &mut Ui, plan: &SiteSyncPlan, answered: bool) {
    text::paragraph(
        ui,
        text::muted(
            "Wix answers with ids alone, so a site takes a call for each role and each location. \
             Nothing is changed, and a reading that is stopped goes on where it stopped.",
        ),
    );
    if !answered {
        ui.label(text::muted("Counting the calls"));
        return;
    }
    if plan.resumes {
        text::paragraph(
            ui,
            text::body("An earlier reading was stopped; this goes on with it."),
        );
    }
    layout::key_value(ui, "Sites", &grouped(plan.sites.len()));
    layout::key_value(
        ui,
        "Without a call",
        &format!(
            "{} to which nobody contributes",
            count(plan.empty, "site", "sites")
        ),
    );
    layout::key_value(ui, "Calls", &format!("{} at least", grouped(plan.calls)));
    let time = match plan.seconds {
        0 => "As fast as it goes".to_owned(),
        s if s < 90 => format!("{s} seconds"),
        s => count(s.div_ceil(60) as usize, "minute", "minutes"),
    };
    layout::key_value(ui, "Time", &time);
}
