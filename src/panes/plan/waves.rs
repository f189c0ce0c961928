//! Mails in waves: how many go out on which day.

use crate::kit::{layout, text};
use crate::model::{count, grouped};
use crate::plan::{Forecast, Plan};
use egui::{Ui, vec2};

/// Days that are named one by one.
const NAMED: usize = 7;

/// The hours, and the mails day by day.
pub(super) fn show(ui: &mut Ui, plan: &Plan, forecast: Option<&Forecast>) {
    let Some(waves) = &plan.waves else { return };
    let words = format!(
        "In waves: at most {} within 24 hours, {}, {} ({}). Mails of other plans and \
         sites count too. Who logs in meanwhile gets no mail.",
        count(waves.a_day as usize, "mail", "mails"),
        waves.days_words(),
        waves.hours_words(),
        waves.zone
    );
    text::paragraph(ui, text::body(words));
    let Some(forecast) = forecast.filter(|f| !f.days.is_empty()) else {
        return;
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(24.0, 6.0);
        for day in forecast.days.iter().take(NAMED) {
            let date = day.date.strftime("%a %-d %b").to_string();
            layout::figure(ui, &grouped(day.mails), &date);
        }
    });
    let rest = forecast.days.get(NAMED..).unwrap_or_default();
    if let Some(last) = rest.last() {
        let words = format!(
            "and {} more, the last on {}",
            count(rest.len(), "day", "days"),
            last.date.strftime("%a %-d %b %Y")
        );
        text::paragraph(ui, text::muted(words));
    }
    if forecast.later > 0 {
        let words = format!(
            "and {} later than in a year",
            count(forecast.later, "mail", "mails")
        );
        text::paragraph(ui, text::muted(words));
    }
}

/// On how many days mails go out; `None` where that is not told.
pub(super) fn days(plan: &Plan, forecast: Option<&Forecast>) -> Option<usize> {
    plan.waves.as_ref()?;
    forecast.map(|f| f.days.len()).filter(|n| *n > 0)
}
