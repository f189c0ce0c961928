//! The page itself: what this is, the practice account, connecting, the profiles.

use egui::{Align, Layout, ScrollArea, Ui, vec2};

use super::{WelcomePane, profiles};
use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::tokens::size;
use crate::kit::{text, toggle};
use crate::model::{Ask, Dialog};
use crate::panes::{Cx, refused};
use crate::worker::protocol::{Command, Practice, Size};

/// Widest the page gets, in points.
const WIDEST: f32 = 760.0;
/// From this width on, the two cards stand side by side.
const TWO_CARDS: f32 = 560.0;
/// The seed that every practice account of the page is computed from, so that two people who open
/// the same size see the same people.
const SEED: u64 = 7;

/// Sizes of the practice account in plain words.
const SIZES: [(Size, &str); 3] = [
    (Size::S, "A studio with 12 people"),
    (Size::L, "An agency with 260 people"),
    (Size::Xl, "A franchise with 2,500 people"),
];

/// Draws it in the middle of the pane.
pub(super) fn show(pane: &mut WelcomePane, ui: &mut Ui, cx: &mut Cx<'_>) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let margin = if ui.available_width() < 640.0 {
            16.0
        } else {
            32.0
        };
        let width = (ui.available_width() - 2.0 * margin).clamp(120.0, WIDEST);
        let above = ((ui.available_height() - 520.0) * 0.4).clamp(20.0, 96.0);
        ui.add_space(above);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(((ui.available_width() - width) / 2.0).max(0.0));
            ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
                content(pane, ui, cx);
            });
        });
        ui.add_space(32.0);
    });
}

fn content(pane: &mut WelcomePane, ui: &mut Ui, cx: &mut Cx<'_>) {
    ui.label(text::title("Gatehouse"));
    text::paragraph(
        ui,
        text::muted("See and change who can get into what across a Wix account"),
    );
    ui.add_space(size::GAP);
    if let Some(trouble) = cx.model.trouble.clone() {
        refused::told(&trouble).show(ui);
        ui.add_space(size::GAP);
    }
    let known = cx.model.profiles.clone();
    if known.is_none() && cx.model.trouble.is_none() {
        // What comes next depends on it, and a button that moves away under a hand is missed.
        profiles::show(ui, cx, None);
        return;
    }
    let has_profiles = known.as_ref().is_some_and(|p| !p.is_empty());
    if has_profiles {
        profiles::show(ui, cx, known.as_deref().map(Vec::as_slice));
        ui.add_space(size::GAP);
        ui.label(text::heading("Open something else"));
    }
    cards(pane, ui, cx, !has_profiles);
    if !has_profiles && known.is_some() {
        ui.add_space(size::STEP);
        text::paragraph(
            ui,
            text::small_muted("Accounts that you connect are listed here from then on"),
        );
    }
}

fn cards(pane: &mut WelcomePane, ui: &mut Ui, cx: &mut Cx<'_>, first: bool) {
    let width = ui.available_width();
    if width >= TWO_CARDS {
        let each = (width - size::GAP) / 2.0;
        pane.cards.start(each);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = size::GAP;
            let layout = Layout::top_down(Align::Min);
            ui.allocate_ui_with_layout(vec2(each, 0.0), layout, |ui| practice(pane, ui, cx, first));
            ui.allocate_ui_with_layout(vec2(each, 0.0), layout, |ui| connect(pane, ui, cx));
        });
    } else {
        pane.cards = super::card::Even::alone();
        practice(pane, ui, cx, first);
        ui.add_space(size::STEP);
        connect(pane, ui, cx);
    }
}

fn practice(pane: &mut WelcomePane, ui: &mut Ui, cx: &mut Cx<'_>, first: bool) {
    let mut wanted = pane.size;
    let body = |ui: &mut Ui| {
        text::paragraph(
            ui,
            text::muted(
                "Made-up people and sites on this computer. Everything can be tried, nothing can \
                 break, and no key is needed",
            ),
        );
        let builder = egui::UiBuilder::new()
            .accessibility_role(egui::accesskit::Role::RadioGroup)
            .accessibility_label("Size of the practice account");
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (size, words) in SIZES {
                toggle::radio_value(ui, &mut wanted, &size, words);
            }
        });
    };
    let mut cards = pane.cards;
    let pressed = cards.card(ui, Icon::Practice, "Practice account", body, |ui| {
        let label = "Open the practice account";
        let button = if first {
            Button::primary(label)
        } else {
            Button::secondary(label)
        };
        button.show(ui).clicked()
    });
    pane.cards = cards;
    pane.size = wanted;
    if pressed {
        let practice = Practice {
            size: pane.size,
            seed: SEED,
        };
        cx.ask(Command::OpenPractice(practice));
    }
}

fn connect(pane: &mut WelcomePane, ui: &mut Ui, cx: &mut Cx<'_>) {
    let body = |ui: &mut Ui| {
        text::paragraph(
            ui,
            text::muted(
                "Your own Wix account, with an API key that the owner or a co-owner makes, or one \
                 site of it as an app",
            ),
        );
        text::paragraph(
            ui,
            text::muted(
                "The key is tried first and stays in the key store of your system. You can begin \
                 read only, so that nothing can be changed by mistake",
            ),
        );
    };
    let pressed = pane.cards.card(ui, Icon::Key, "Your account", body, |ui| {
        Button::secondary("Connect an account…").show(ui).clicked()
    });
    if pressed {
        cx.ask(Ask::Open(Dialog::Connect));
    }
}
