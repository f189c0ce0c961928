//! Keys that parts of the kit take by themselves, in words: for the sheet of all shortcuts. What a
//! part handles stands here, so that nothing can be found out by chance only.

use egui::{Key, KeyboardShortcut, Modifiers, Ui};

/// Keys that do one thing.
#[derive(Debug, Clone, Copy)]
pub struct Stroke {
    /// The keys; each of them does it, or all of them do it in their own direction.
    pub keys: &'static [KeyboardShortcut],
    /// What they do.
    pub does: &'static str,
}

/// A key by itself.
pub const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

/// A key with Ctrl, on a Mac with the command key.
pub const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

/// A key with Ctrl and Shift.
pub const fn ctrl_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

/// A key with Shift.
pub const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}

/// Takes those of these keys that were pressed, without Ctrl or Shift, and tells where the last of
/// them in this order leads.
pub(super) fn pressed<const N: usize>(ui: &Ui, keys: [(Key, usize); N]) -> Option<usize> {
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let last = keys.into_iter().rfind(|(key, _)| pressed(*key));
    last.map(|(_, to)| to)
}

const fn line(keys: &'static [KeyboardShortcut], does: &'static str) -> Stroke {
    Stroke { keys, does }
}

/// What egui does with every control.
pub const CONTROLS: [Stroke; 5] = [
    line(&[plain(Key::Tab)], "Next control"),
    line(&[shift(Key::Tab)], "Control before"),
    line(&[plain(Key::F6)], "Next part of the window"),
    line(&[shift(Key::F6)], "Part of the window before"),
    line(&[plain(Key::Enter), plain(Key::Space)], "Press the control"),
];

/// What a table does while the keyboard is in it.
pub const TABLE: [Stroke; 11] = [
    line(
        &[plain(Key::ArrowUp), plain(Key::ArrowDown)],
        "Go to a row and select it",
    ),
    line(
        &[shift(Key::ArrowUp), shift(Key::ArrowDown)],
        "Select more rows",
    ),
    line(
        &[ctrl(Key::ArrowUp), ctrl(Key::ArrowDown)],
        "Go to a row without selecting it",
    ),
    line(&[plain(Key::PageUp), plain(Key::PageDown)], "A page on"),
    line(&[plain(Key::Home), plain(Key::End)], "First or last row"),
    line(&[plain(Key::Space)], "Select the row, or let it go"),
    line(&[ctrl(Key::A)], "Select all rows"),
    line(&[plain(Key::Escape)], "Select nothing"),
    line(&[plain(Key::Enter)], "Open the row"),
    line(&[shift(Key::F10)], "Menu of the row"),
    line(&[ctrl(Key::C)], "Copy the selected rows"),
];

/// What the headings of a table do while the keyboard is on them.
pub const HEADINGS: [Stroke; 4] = [
    line(
        &[plain(Key::ArrowLeft), plain(Key::ArrowRight)],
        "Go along the headings",
    ),
    line(
        &[plain(Key::Space), plain(Key::Enter)],
        "Sort by the heading",
    ),
    line(
        &[ctrl(Key::ArrowLeft), ctrl(Key::ArrowRight)],
        "Make the column narrower or wider",
    ),
    line(&[plain(Key::ArrowDown)], "Down into the rows"),
];

/// What dialogs, menus and fields do.
pub const DIALOGS: [Stroke; 6] = [
    line(&[plain(Key::Escape)], "Close the dialog or the menu"),
    line(&[plain(Key::Enter)], "Press the first button"),
    line(&[plain(Key::Escape)], "Empty the search field"),
    line(
        &[plain(Key::ArrowUp), plain(Key::ArrowDown)],
        "Go through a menu or the commands",
    ),
    line(
        &[plain(Key::Home), plain(Key::End)],
        "First or last line of a list",
    ),
    line(
        &[plain(Key::PageUp), plain(Key::PageDown)],
        "A page of the commands on",
    ),
];
