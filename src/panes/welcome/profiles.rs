//! The list of profiles on the welcome page.

use egui::{
    Align, CornerRadius, Layout, Rect, Response, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use super::hue;
use crate::kit::button::IconButton;
use crate::kit::icons::Icon;
use crate::kit::tokens::{self, size};
use crate::kit::{a11y, layout, state, text};
use crate::model::{Ask, Dialog, age, exact};
use crate::panes::Cx;
use crate::worker::protocol::{Command, KeyPlace, ProfileCard, SignIn};

/// Height of one profile in points.
const ROW: f32 = 52.0;
/// Below this width the time of the last use is left to the hover text.
const NARROW: f32 = 460.0;

/// Where the key of a profile is, or its app secret, in words and with an icon.
pub fn key_words(profile: &ProfileCard) -> (Icon, String) {
    let what = text::capital(profile.sign_in.secret());
    match profile.key {
        KeyPlace::System => (Icon::Key, format!("{what} in the key store")),
        KeyPlace::Sealed => (Icon::Key, format!("{what} in a file with a passphrase")),
        KeyPlace::ThisRun => (Icon::Clock, format!("{what} kept for this run")),
        KeyPlace::Missing => (Icon::Warning, format!("{what} has to be given again")),
        KeyPlace::Parent => (Icon::Key, "Key of the account above".to_owned()),
        KeyPlace::Practice => (Icon::Practice, "Needs no key".to_owned()),
    }
}

/// The list; rows stand in for it until the profiles are known.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, profiles: Option<&[ProfileCard]>) {
    ui.label(text::heading("Your profiles"));
    let Some(profiles) = profiles else {
        state::skeleton(ui, "Reading the list of profiles", 3);
        return;
    };
    layout::frame(ui).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        // Child accounts are opened from their parent's list of accounts.
        let own = profiles.iter().filter(|p| !p.is_below(profiles));
        for (at, profile) in own.enumerate() {
            if at > 0 {
                layout::rule(ui);
            }
            ui.push_id(&profile.id.0, |ui| one(ui, cx, profile));
        }
    });
}

fn one(ui: &mut Ui, cx: &mut Cx<'_>, profile: &ProfileCard) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let name = format!("Open {}", profile.name);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
    ground(ui, rect, &response);
    hue::paint(
        ui,
        Rect::from_center_size(pos2(rect.left() + 26.0, rect.center().y), vec2(28.0, 28.0)),
        profile.colour,
        &profile.name,
    );
    let buttons = Rect::from_min_max(pos2(rect.right() - 76.0, rect.top()), rect.right_bottom());
    words(ui, cx, profile, rect);
    a11y::describe(&response, &account_words(profile));
    if response.on_hover_text(hover(profile)).clicked() {
        cx.ask(Command::OpenProfile(profile.id.clone()));
    }
    let layout = Layout::right_to_left(Align::Center);
    let mut child = ui.new_child(
        UiBuilder::new()
            .max_rect(buttons.shrink2(vec2(8.0, 0.0)))
            .layout(layout),
    );
    child.spacing_mut().item_spacing.x = 0.0;
    let forget = format!("Forget {}…", profile.name);
    if IconButton::new(Icon::Remove, forget)
        .show(&mut child)
        .clicked()
    {
        cx.ask(Ask::Open(Dialog::Forget(profile.id.clone())));
    }
    let edit = format!("Edit {}…", profile.name);
    if IconButton::new(Icon::Edit, edit).show(&mut child).clicked() {
        cx.ask(Ask::Open(Dialog::EditProfile(profile.id.clone())));
    }
}

fn ground(ui: &Ui, rect: Rect, response: &Response) {
    let t = tokens::of(ui.ctx());
    let radius = CornerRadius::same(size::RADIUS_NOTE);
    if response.hovered() {
        ui.painter().rect_filled(rect.shrink(1.0), radius, t.hover);
    }
    if response.has_focus() {
        let ring = Stroke::new(2.0, t.accent);
        ui.painter()
            .rect_stroke(rect, radius, ring, StrokeKind::Inside);
    }
}

/// Name and account at the left, last use and key at the right, each cut to its room.
fn words(ui: &Ui, cx: &Cx<'_>, profile: &ProfileCard, rect: Rect) {
    let t = tokens::of(ui.ctx());
    let wide = rect.width() >= NARROW;
    let left = rect.left() + 52.0;
    let right = rect.right() - 84.0;
    let share = if wide { 0.54 } else { 1.0 };
    let room = (right - left) * share - 12.0;
    let first = text::line(ui, &profile.name, text::strong_font(), t.text, room);
    let (icon, key) = key_words(profile);
    let account = if wide {
        account_words(profile)
    } else {
        key.clone()
    };
    let second = text::line(ui, &account, text::small_font(), t.muted, room);
    let middle = rect.center().y;
    ui.painter()
        .galley(pos2(left, middle - 18.0), first, t.text);
    ui.painter()
        .galley(pos2(left, middle + 1.0), second, t.muted);
    if !wide {
        return;
    }
    let x = left + (right - left) * share;
    let room = right - x;
    let used = profile.last_used.map_or_else(
        || "Never opened".to_owned(),
        |at| format!("Opened {}", age(at, cx.model.now)),
    );
    let used = text::line(ui, &used, text::small_font(), t.muted, room);
    ui.painter().galley(pos2(x, middle - 17.0), used, t.muted);
    let ink = if profile.key == KeyPlace::Missing {
        t.warning
    } else {
        t.muted
    };
    let place = Rect::from_min_size(pos2(x, middle + 1.0), vec2(14.0, 16.0));
    icon.paint_sized(ui.painter(), place, 14.0, ink);
    let key = text::line(ui, &key, text::small_font(), ink, room - 19.0);
    ui.painter().galley(pos2(x + 19.0, middle + 1.0), key, ink);
}

fn account_words(profile: &ProfileCard) -> String {
    let account = match &profile.sign_in {
        SignIn::App { site, .. } => format!("App instance on site {site}"),
        SignIn::Key { .. } if profile.account_name.is_empty() => profile.account.to_string(),
        SignIn::Key { limit: None } => profile.account_name.clone(),
        SignIn::Key { limit: Some(limit) } => format!(
            "{} · {} of {} sites",
            profile.account_name, limit.open, limit.of
        ),
    };
    match (&profile.practice, profile.read_only) {
        (Some(_), true) => format!("{account} · Practice · Read only"),
        (Some(_), false) => format!("{account} · Practice"),
        (None, true) => format!("{account} · Read only"),
        (None, false) => account,
    }
}

fn hover(profile: &ProfileCard) -> String {
    let used = profile.last_used.map_or_else(
        || "Never opened".to_owned(),
        |at| format!("Opened {}", exact(at)),
    );
    format!("{}\n{}\n{used}", profile.name, account_words(profile))
}
