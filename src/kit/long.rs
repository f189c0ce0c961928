//! A long list of boxes to tick, drawn as far as it is in sight.
//!
//! Up and Down go from line to line, also beyond what is in sight, Page Up and Page Down go a page,
//! Home and End to the ends, so that the Tab key leads out of it with two presses.

use super::keys;
use egui::style::ScrollAnimation;
use egui::{EventFilter, Id, Key, Rect, Response, ScrollArea, Ui, UiBuilder, pos2, vec2};

/// Height of a list in a dialog that is `usual` in an ordinary window: a tall window shows more of
/// it before it scrolls. In points.
pub fn height(ui: &Ui, usual: f32) -> f32 {
    let more = ui.ctx().content_rect().height() - 800.0;
    usual + (more * 0.4).clamp(0.0, 2.0 * usual)
}

/// Draws `count` lines of this height into the area; `line` draws one and gives what takes the keyboard
/// in it, or nothing where there is no such line any more.
pub fn lines(
    ui: &mut Ui,
    area: ScrollArea,
    (height, count): (f32, usize),
    mut line: impl FnMut(&mut Ui, usize) -> Option<Response>,
) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        area.auto_shrink([false, true])
            .show_viewport(ui, |ui, viewport| {
                ui.set_height(height * count as f32);
                let first = (viewport.top() / height).floor().max(0.0) as usize;
                let last = (viewport.bottom() / height).ceil().max(0.0) as usize;
                // One more at each end: the keyboard goes there, and it comes into sight.
                let shown = first.saturating_sub(1).min(count)..(last + 1).min(count);
                let place = |at: usize| {
                    let min = ui.max_rect().min + vec2(0.0, at as f32 * height);
                    Rect::from_min_max(min, pos2(ui.max_rect().right(), min.y + height))
                };
                let place: Vec<Rect> = shown.clone().map(place).collect();
                let mut drawn = Vec::new();
                // A line keeps its id, whichever is drawn first.
                ui.skip_ahead_auto_ids(shown.start);
                for (at, rect) in shown.clone().zip(place) {
                    let mut inner =
                        ui.new_child(UiBuilder::new().id_salt(("line", at)).max_rect(rect));
                    drawn.extend(line(&mut inner, at).map(|r| (at, r.id)));
                }
                let page = (viewport.height() / height).floor().max(2.0) as usize - 1;
                go(ui, &drawn, (height, count), page);
            });
    });
}

/// Moves the keyboard while it is in the list.
fn go(ui: &Ui, drawn: &[(usize, Id)], (height, count): (f32, usize), page: usize) {
    let waits = ui.scope_id().with("goes to");
    let focused = ui.memory(egui::Memory::focused);
    let here = drawn.iter().find(|l| Some(l.1) == focused);
    let goal = here.and_then(|(at, id)| {
        let filter = EventFilter {
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|m| m.set_focus_lock_filter(*id, filter));
        let end = count.saturating_sub(1);
        let keys = [
            (Key::ArrowUp, at.saturating_sub(1)),
            (Key::ArrowDown, (at + 1).min(end)),
            (Key::PageUp, at.saturating_sub(page)),
            (Key::PageDown, (at + page).min(end)),
            (Key::Home, 0),
            (Key::End, end),
        ];
        keys::pressed(ui, keys)
    });
    // Where the keyboard goes, and from where: that line may not be drawn any more.
    let known = ui.data(|d| d.get_temp::<(usize, Id)>(waits));
    ui.data_mut(|d| d.remove::<(usize, Id)>(waits));
    let known = known.filter(|(_, from)| focused.is_none_or(|now| now == *from));
    let Some((goal, from)) = goal.zip(focused).or(known) else {
        return;
    };
    if let Some((_, id)) = drawn.iter().find(|l| l.0 == goal) {
        ui.memory_mut(|m| m.request_focus(*id));
        return;
    }
    // It is drawn once it is in sight.
    let top = ui.max_rect().top() + goal as f32 * height;
    let rect = Rect::from_min_size(pos2(ui.max_rect().left(), top), vec2(1.0, height));
    ui.scroll_to_rect_animation(rect, None, ScrollAnimation::none());
    ui.data_mut(|d| d.insert_temp(waits, (goal, from)));
    ui.ctx().request_repaint();
}
