//! The keyboard, while the table has the focus.

use egui::{Event, EventFilter, Key, Modifiers, Ui, pos2};

use super::frame::Frame;
use super::hands::Hands;
use crate::kit::focus;

/// One thing the keyboard asks for.
enum Command {
    Move(Key, Modifiers),
    Toggle,
    All,
    None,
    Open,
    Copy,
    Menu,
}

fn command(event: &Event, selected: bool) -> Option<Command> {
    let (key, modifiers) = match event {
        Event::Copy => return Some(Command::Copy),
        Event::Key {
            key,
            pressed: true,
            modifiers,
            ..
        } => (*key, *modifiers),
        _ => return None,
    };
    let plain = !modifiers.any();
    match key {
        _ if modifiers.alt => None,
        Key::ArrowUp | Key::ArrowDown | Key::PageUp | Key::PageDown | Key::Home | Key::End => {
            Some(Command::Move(key, modifiers))
        }
        Key::Space if !modifiers.shift => Some(Command::Toggle),
        Key::A if modifiers.command && !modifiers.shift => Some(Command::All),
        Key::Escape if plain && selected => Some(Command::None),
        Key::Enter if plain => Some(Command::Open),
        Key::F10 if modifiers.shift_only() => Some(Command::Menu),
        _ => None,
    }
}

/// Takes the table's keys out of the input and does what they say. Everything else, letters above
/// all, stays in the input for the pane.
pub(super) fn handle(ui: &Ui, frame: &Frame<'_>, hands: &mut Hands<'_>) {
    let selected = !hands.selection.is_empty();
    // While a menu is open, that of a row or one beside the table, the arrows belong to it, and
    // Escape closes it and leaves the selection as it is.
    let menu = focus::menu_open(ui.ctx());
    ui.memory_mut(|memory| {
        let filter = EventFilter {
            tab: false,
            horizontal_arrows: !menu,
            vertical_arrows: !menu,
            escape: selected || menu,
        };
        memory.set_focus_lock_filter(frame.id, filter);
    });
    if menu {
        return;
    }
    let mut commands = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            if matches!(event, Event::Text(text) if text == " ") {
                return false;
            }
            let command = command(event, selected);
            let keep = command.is_none();
            commands.extend(command);
            keep
        });
    });
    for command in commands {
        run(&command, frame, hands);
    }
}

fn run(command: &Command, frame: &Frame<'_>, hands: &mut Hands<'_>) {
    let cursor = hands.state.cursor();
    match (command, cursor) {
        (Command::Move(key, modifiers), _) => step(*key, *modifiers, frame, hands),
        (Command::Toggle, Some(row)) => {
            hands.toggle(row);
            reveal(row, frame, hands);
        }
        (Command::All, _) => hands.all(),
        (Command::None, _) => hands.none(),
        (Command::Open, Some(row)) => hands.out.activated = Some(row),
        (Command::Copy, _) => hands.out.copy = true,
        (Command::Menu, Some(row)) => {
            reveal(row, frame, hands);
            let top = frame.row_top(row, hands.state.position());
            hands.ask_menu(row, pos2(frame.body.left() + 24.0, top + frame.row_height));
        }
        (Command::Toggle | Command::Open | Command::Menu, None) => {}
    }
}

fn step(key: Key, modifiers: Modifiers, frame: &Frame<'_>, hands: &mut Hands<'_>) {
    let Some(last) = hands.rows.len().checked_sub(1) else {
        return;
    };
    let page = (frame.shown.floor() as usize).saturating_sub(1).max(1);
    let row = match (key, hands.state.cursor()) {
        (Key::Home, _) => 0,
        (Key::End, _) => last,
        (_, None) => (hands.state.position().ceil() as usize).min(last),
        (Key::ArrowUp, Some(row)) => row.saturating_sub(1),
        (Key::ArrowDown, Some(row)) => (row + 1).min(last),
        (Key::PageUp, Some(row)) => row.saturating_sub(page),
        (_, Some(row)) => (row + page).min(last),
    };
    hands.go(row, modifiers);
    reveal(row, frame, hands);
}

fn reveal(row: usize, frame: &Frame<'_>, hands: &mut Hands<'_>) {
    hands.state.view.show_row(row, frame.shown, false);
    hands.state.view.clamp(hands.rows.len(), frame.shown);
}
