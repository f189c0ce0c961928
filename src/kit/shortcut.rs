//! Keys in words, and keycaps.

use egui::os::OperatingSystem;
use egui::{Context, CornerRadius, KeyboardShortcut, Rect, Sense, Stroke, StrokeKind, Ui, vec2};

use super::{text, tokens};

/// A shortcut as people read it: "Ctrl K", on a Mac "⌘ K".
pub fn words(ctx: &Context, shortcut: &KeyboardShortcut) -> String {
    let mac = matches!(ctx.os(), OperatingSystem::Mac | OperatingSystem::IOS);
    let m = shortcut.modifiers;
    let mut out = String::new();
    let mut put = |on: bool, plain: &str, on_mac: &str| {
        if on {
            out.push_str(if mac { on_mac } else { plain });
            out.push(' ');
        }
    };
    put(m.ctrl || (m.command && !mac), "Ctrl", "⌃");
    put(m.alt, "Alt", "⌥");
    put(m.shift, "Shift", "⇧");
    put(mac && (m.command || m.mac_cmd), "", "⌘");
    out.push_str(key(shortcut.logical_key));
    out
}

fn key(key: egui::Key) -> &'static str {
    match key {
        egui::Key::ArrowDown => "↓",
        egui::Key::ArrowUp => "↑",
        egui::Key::ArrowLeft => "←",
        egui::Key::ArrowRight => "→",
        egui::Key::Escape => "Esc",
        egui::Key::Delete => "Del",
        egui::Key::Comma => ",",
        egui::Key::Period => ".",
        egui::Key::Slash => "/",
        egui::Key::Questionmark => "?",
        egui::Key::PageUp => "Page ↑",
        egui::Key::PageDown => "Page ↓",
        egui::Key::Plus => "+",
        egui::Key::Minus => "-",
        other => other.name(),
    }
}

/// Height of a keycap in points.
pub const CAP: f32 = 18.0;

/// Width of a keycap with these words.
pub fn cap_width(ui: &Ui, words: &str) -> f32 {
    let t = tokens::of(ui.ctx());
    (text::line(ui, words, text::caption_font(), t.muted, f32::INFINITY)
        .size()
        .x
        + 10.0)
        .max(CAP)
}

/// Paints a keycap centred in `rect`.
pub fn paint_cap(ui: &Ui, rect: Rect, words: &str) {
    let t = tokens::of(ui.ctx());
    let galley = text::line(ui, words, text::caption_font(), t.muted, f32::INFINITY);
    let cap = Rect::from_center_size(rect.center(), vec2((galley.size().x + 10.0).max(CAP), CAP));
    let painter = ui.painter();
    painter.rect(
        cap,
        CornerRadius::same(4),
        t.surface,
        Stroke::new(1.0, t.border),
        StrokeKind::Inside,
    );
    painter.galley(cap.center() - galley.size() / 2.0, galley, t.muted);
}

/// A keycap followed by what the key does.
pub fn keycap(ui: &mut Ui, words: &str, does: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(cap_width(ui, words), CAP), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, words));
    paint_cap(ui, rect, words);
    if !does.is_empty() {
        ui.label(text::small_muted(does));
    }
}

/// Width of a key with what it does, as [`keycap`] draws them.
pub fn keycap_width(ui: &Ui, words: &str, does: &str) -> f32 {
    let font = text::small_font();
    let ink = ui.visuals().text_color();
    let said = text::line(ui, does, font, ink, f32::INFINITY).size().x;
    (cap_width(ui, words) + ui.spacing().item_spacing.x + said).ceil() + 1.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Key, Modifiers};

    #[test]
    fn shortcuts_read_as_on_the_keyboard() {
        let ctx = Context::default();
        ctx.set_os(OperatingSystem::Nix);
        let k = KeyboardShortcut::new(Modifiers::COMMAND, Key::K);
        let d = KeyboardShortcut::new(Modifiers::CTRL | Modifiers::SHIFT, Key::Delete);
        assert_eq!(words(&ctx, &k), "Ctrl K");
        assert_eq!(words(&ctx, &d), "Ctrl Shift Del");
        ctx.set_os(OperatingSystem::Mac);
        assert_eq!(words(&ctx, &k), "⌘ K");
    }
}
