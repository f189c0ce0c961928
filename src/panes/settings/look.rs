//! Theme, text size, what is open beside tables.

use egui::{Key, KeyboardShortcut, Modifiers, Ui};

use super::help;
use crate::kit::button::{Button, IconButton};
use crate::kit::icons::Icon;
use crate::kit::{choice, shortcut, state, text, toggle};
use crate::model::Ask;
use crate::panes::Cx;
use crate::worker::protocol::{Settings, ThemeWish};

/// Smallest, largest and plain text size in percent, and one step.
const SMALLEST: u32 = 80;
const LARGEST: u32 = 200;
const PLAIN: u32 = 100;
const STEP: u32 = 10;

/// Draws the section; every change takes effect at once.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(known) = cx.model.settings.clone() else {
        state::skeleton(ui, "Reading the settings", 2);
        return;
    };
    let mut settings = Settings::clone(&known);
    let themes = [
        (ThemeWish::System, "As the system"),
        (ThemeWish::Light, "Light"),
        (ThemeWish::Dark, "Dark"),
    ];
    ui.label(text::small_muted("Theme"));
    choice::segmented(ui, "Theme", &mut settings.theme, &themes);
    ui.add_space(4.0);
    zoom(ui, &mut settings.zoom);
    ui.add_space(4.0);
    toggle::switch(
        ui,
        &mut settings.inspector,
        "Show details at the right of tables",
    );
    toggle::switch(
        ui,
        &mut settings.facets,
        "Show filters at the left of tables",
    );
    toggle::switch(
        ui,
        &mut settings.tell_ends,
        "Tell when a long job ends while the window is not in front",
    );
    let none = (!cfg!(target_os = "linux")).then_some("Only on Linux so far");
    let untold = (!settings.tell_ends).then_some("Long jobs are not told of");
    toggle::switch_or(
        ui,
        &mut settings.notify_ends,
        "Also tell it in a notification of the system, without names",
        none.or(untold),
    );
    if settings != *known {
        cx.ask(Ask::Settings(Box::new(settings)));
    }
}

fn zoom(ui: &mut Ui, zoom: &mut f32) {
    ui.label(text::small_muted("Text size"));
    let now = percent(*zoom);
    let mut wanted = now;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let least = (now <= SMALLEST).then(|| format!("{SMALLEST} % is the least"));
        let smaller = IconButton::new(Icon::Minus, "Smaller text")
            .framed()
            .enabled_or(least);
        if smaller.show(ui).clicked() {
            wanted = step(now, false);
        }
        ui.add_sized(
            egui::vec2(52.0, 18.0),
            egui::Label::new(text::strong(format!("{now} %")).line_height(None)),
        );
        let most = (now >= LARGEST).then(|| format!("{LARGEST} % is the most"));
        let larger = IconButton::new(Icon::Add, "Larger text")
            .framed()
            .enabled_or(most);
        if larger.show(ui).clicked() {
            wanted = step(now, true);
        }
        let plain = (now == PLAIN).then_some("This is the plain size");
        if Button::quiet("Back to 100 %")
            .enabled_or(plain)
            .show(ui)
            .clicked()
        {
            wanted = PLAIN;
        }
    });
    let keys = |key| shortcut::words(ui.ctx(), &KeyboardShortcut::new(Modifiers::COMMAND, key));
    let (more, less, back) = (keys(Key::Plus), keys(Key::Minus), keys(Key::Num0));
    help(
        ui,
        &format!("{more} and {less} change it anywhere, {back} goes back to 100 %"),
    );
    if wanted != now {
        *zoom = wanted as f32 / 100.0;
    }
}

/// Zoom in whole percent.
fn percent(zoom: f32) -> u32 {
    (zoom * 100.0)
        .round()
        .clamp(SMALLEST as f32, LARGEST as f32) as u32
}

/// The next multiple of a step, up or down.
fn step(now: u32, up: bool) -> u32 {
    let next = if up {
        (now / STEP + 1) * STEP
    } else {
        now.div_ceil(STEP).saturating_sub(1) * STEP
    };
    next.clamp(SMALLEST, LARGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_by_tens_and_stop_at_the_ends() {
        assert_eq!((step(100, true), step(100, false)), (110, 90));
        assert_eq!((step(105, true), step(105, false)), (110, 100));
        assert_eq!((step(200, true), step(80, false)), (200, 80));
        assert_eq!(percent(1.1), 110);
    }
}
