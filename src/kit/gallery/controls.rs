//! Buttons, links, toggles, choices, dialogs.

use egui::{Context, Key, KeyboardShortcut, Modifiers, Ui, vec2};

use super::{commands, section};
use crate::kit::button::{Button, IconButton, link, link_out};
use crate::kit::choice::{Select, segmented, tabs};
use crate::kit::icons::Icon;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::{Note, Notices, toasts};
use crate::kit::toggle::{self, Tick};
use crate::kit::tokens::size;
use crate::kit::tone::Tone;
use crate::kit::{field, layout, palette, text};

const WHY: &str = "This profile is read only";

/// How long a notice about something good stays, in seconds.
const LASTING: f64 = 6.0;

/// What is on and chosen on this page.
#[derive(Default)]
pub(super) struct State {
    presses: u32,
    focus: usize,
    ticks: [bool; 3],
    switches: [bool; 3],
    size: u8,
    view: u8,
    tab: u8,
    role: u8,
    folded: bool,
    dialog: Option<Which>,
    name: String,
    palette: Option<palette::State>,
    notices: Notices,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Plain,
    Danger,
    Long,
}

impl State {
    /// What lies over the page: dialogs, palette, notices.
    pub(super) fn over(&mut self, ctx: &Context) {
        if let Some(which) = self.dialog
            && self.dialog(ctx, which) != Did::Nothing
        {
            self.dialog = None;
        }
        if let Some(open) = &mut self.palette
            && palette::show(ctx, &commands(), open) != palette::Did::Nothing
        {
            self.palette = None;
        }
        let now = ctx.input(|i| i.time);
        toasts(ctx, &mut self.notices, now, LASTING, 0.0);
    }

    fn dialog(&mut self, ctx: &Context, which: Which) -> Did {
        match which {
            Which::Plain => {
                let empty = self.name.trim().is_empty();
                let blocked = empty.then_some("Type a name first");
                Dialog::new("plain", "Give a local name")
                    .subtitle("Only this computer knows it")
                    .width(440.0)
                    .primary(Button::primary("Save").enabled_or(blocked))
                    .show(ctx, |ui| {
                        field::Field::text("Name", &mut self.name)
                            .help("Shown instead of the id, marked as yours")
                            .show(ui);
                    })
                    .did
            }
            Which::Danger => {
                Dialog::new("danger", "Remove Dana Levi everywhere")
                    .subtitle("Made from what was read at 14:02")
                    .other(Button::secondary("Save plan…"))
                    .primary(Button::danger("Remove at 23 places"))
                    .show(ctx, |ui| {
                        ui.horizontal_wrapped(|ui| {
                            ui.spacing_mut().item_spacing = vec2(24.0, 6.0);
                            layout::figure(ui, "23", "places");
                            layout::figure(ui, "21", "writes");
                            layout::figure(ui, "about 7 s", "at today’s pace");
                        });
                        let words = "Deletes 1 member record, which cannot be taken back";
                        Note::new(Tone::Warning, words).show(ui);
                    })
                    .did
            }
            Which::Long => {
                Dialog::new("long", "Sixty lines")
                    .cancel("Close")
                    .show(ctx, |ui| {
                        for n in 1..=60 {
                            layout::key_value(ui, &format!("Line {n}"), "Whole account");
                        }
                    })
                    .did
            }
        }
    }
}

pub(super) fn show(ui: &mut Ui, state: &mut State) {
    let beside = "One primary in a pane; red only at the last step";
    section(ui, "Buttons", beside, |ui| buttons(ui, state));
    section(ui, "Icon buttons and links", "", |ui| icons(ui, state));
    section(
        ui,
        "Focus",
        "Tab and shift+Tab walk; each ring can be seen",
        |ui| focus(ui, state),
    );
    section(ui, "Boxes, switches, radio buttons", "", |ui| {
        toggles(ui, state);
    });
    section(ui, "Choices", "", |ui| choices(ui, state));
    let beside = "Esc goes out, Enter goes forward unless it is red";
    section(ui, "Dialogs, commands, notices", beside, |ui| {
        openers(ui, state);
    });
}

fn buttons(ui: &mut Ui, state: &mut State) {
    let keys = KeyboardShortcut::new(Modifiers::COMMAND, Key::E);
    let kinds: [fn(&'static str) -> Button<'static>; 4] = [
        Button::primary,
        Button::secondary,
        Button::quiet,
        Button::danger,
    ];
    let names = ["Primary", "Secondary", "Quiet", "Remove at 23 places"];
    let mut pressed = 0;
    ui.horizontal_wrapped(|ui| {
        for (kind, name) in kinds.into_iter().zip(names) {
            pressed += u32::from(kind(name).show(ui).clicked());
        }
        let export = Button::secondary("Export 260…").icon(Icon::Download);
        pressed += u32::from(export.keys(keys).hint("As a table file").show(ui).clicked());
        let more = Button::secondary("More").menu();
        pressed += u32::from(more.show(ui).clicked());
    });
    ui.horizontal_wrapped(|ui| {
        let names = ["Invite…", "Change roles…", "Details", "Remove…"];
        for (kind, name) in kinds.into_iter().zip(names) {
            kind(name).enabled_or(Some(WHY)).show(ui);
        }
        let cut = "A blocked button with an icon";
        Button::secondary(cut)
            .icon(Icon::Edit)
            .enabled_or(Some(WHY))
            .show(ui);
    });
    ui.scope(|ui| {
        ui.set_max_width(220.0);
        Button::secondary("As wide as its place, and cut where the place ends")
            .wide()
            .show(ui);
    });
    state.presses += pressed;
    ui.label(text::small_muted(format!(
        "Pressed {} times",
        state.presses
    )));
}

fn icons(ui: &mut Ui, state: &mut State) {
    ui.horizontal_wrapped(|ui| {
        let keys = KeyboardShortcut::new(Modifiers::COMMAND, Key::R);
        IconButton::new(Icon::Refresh, "Read again")
            .keys(keys)
            .show(ui);
        IconButton::new(Icon::Columns, "Columns").framed().show(ui);
        let pin = IconButton::new(Icon::Inspector, "Inspector").framed();
        if pin.on(state.folded).show(ui).clicked() {
            state.folded = !state.folded;
        }
        IconButton::new(Icon::Copy, "Copy the id").small().show(ui);
        let blocked = IconButton::new(Icon::Remove, "Remove").framed();
        blocked.enabled_or(Some(WHY)).show(ui);
        ui.add_space(size::GAP);
        link(ui, "Show all 140");
        ui.add_space(size::GAP);
        link_out(ui, "Wix API keys");
    });
}

fn focus(ui: &mut Ui, state: &mut State) {
    let mut seen = Vec::new();
    let next = ui
        .horizontal_wrapped(|ui| {
            let next = Button::secondary("Put the focus on the next")
                .show(ui)
                .clicked();
            seen.push(Button::primary("First").show(ui));
            seen.push(Button::secondary("Second").show(ui));
            seen.push(Button::quiet("Third").show(ui));
            seen.push(Button::danger("Fourth").show(ui));
            seen.push(Button::primary("Blocked").enabled_or(Some(WHY)).show(ui));
            seen.push(IconButton::new(Icon::More, "More actions").show(ui));
            seen.push(link(ui, "A link"));
            let mut on = true;
            seen.push(toggle::checkbox(ui, &mut on, "A box"));
            seen.push(toggle::switch(ui, &mut on, "A switch"));
            next
        })
        .inner;
    if next && let Some(response) = seen.get(state.focus % seen.len()) {
        response.request_focus();
        state.focus += 1;
    }
}

fn toggles(ui: &mut Ui, state: &mut State) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 20.0;
        toggle::checkbox(ui, &mut state.ticks[0], "Folded groups");
        toggle::tick(ui, Tick::On, "All of them", None);
        toggle::tick(ui, Tick::Some, "Some of them", None);
        toggle::checkbox_or(ui, &mut state.ticks[1], "Blocked and off", Some(WHY));
        toggle::tick(ui, Tick::On, "Blocked and on", Some(WHY));
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 20.0;
        toggle::switch(ui, &mut state.switches[0], "Read only");
        let mut on = true;
        toggle::switch(ui, &mut on, "Always on");
        toggle::switch_or(ui, &mut state.switches[1], "Blocked switch", Some(WHY));
        toggle::switch_or(ui, &mut on, "Blocked switch that is on", Some(WHY));
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 20.0;
        for (value, label) in [(0, "12 people"), (1, "260 people"), (2, "50,000 people")] {
            toggle::radio_value(ui, &mut state.size, &value, label);
        }
        toggle::radio(ui, false, "Blocked choice", Some(WHY));
    });
    toggle::fold(ui, &mut state.folded, "What this means");
    if state.folded {
        text::paragraph(ui, text::muted("A fold shows more words below it"));
    }
}

fn choices(ui: &mut Ui, state: &mut State) {
    let views = [(0, "Compact"), (1, "Normal"), (2, "Roomy")];
    segmented(ui, "Height of rows", &mut state.view, &views);
    let parts = [
        (0, "Decisions", Some(95)),
        (1, "Undecided", Some(1_805)),
        (2, "About", None),
    ];
    tabs(ui, "Parts of a review", &mut state.tab, &parts);
    let roles = [
        (0, "Website manager"),
        (1, "Website designer"),
        (2, "Back office manager"),
        (
            3,
            "A role with a name that is far too long for the button it is shown on",
        ),
    ];
    ui.horizontal_wrapped(|ui| {
        let wide = |ui: &mut Ui, add: &mut dyn FnMut(&mut Ui)| {
            ui.allocate_ui(vec2(200.0, 52.0), |ui| add(ui));
        };
        wide(ui, &mut |ui| {
            Select::new("Role").show(ui, &mut state.role, &roles);
        });
        wide(ui, &mut |ui| {
            let blocked = Select::new("Blocked role").enabled_or(Some(WHY));
            blocked.show(ui, &mut state.role, &roles);
        });
    });
}

fn openers(ui: &mut Ui, state: &mut State) {
    ui.horizontal_wrapped(|ui| {
        for (label, which) in [
            ("Open a form…", Which::Plain),
            ("Open a last question…", Which::Danger),
            ("Open a long dialog…", Which::Long),
        ] {
            if Button::secondary(label).show(ui).clicked() {
                state.dialog = Some(which);
            }
        }
        let keys = KeyboardShortcut::new(Modifiers::COMMAND, Key::K);
        let open = Button::secondary("Open the commands").keys(keys);
        if open.show(ui).clicked() {
            state.palette = Some(palette::State::default());
        }
    });
    ui.horizontal_wrapped(|ui| {
        for (label, tone, title, body) in [
            (
                "Tell of a success",
                Tone::Success,
                "Roles changed",
                "3 people have new roles",
            ),
            (
                "Tell of an error",
                Tone::Danger,
                "The key was refused",
                "Make a new key and connect again",
            ),
        ] {
            if Button::secondary(label).show(ui).clicked() {
                state
                    .notices
                    .push(tone, title, body, "HTTP 403, request 7c1e");
            }
        }
    });
}
