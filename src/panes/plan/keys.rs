//! Keys that also work while the plan dialog is open.

use egui::{Key, KeyboardShortcut, Modifiers};

/// Lets the run that is under way stand still, or go on.
pub const PAUSE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::P);
/// Stops the run that is under way.
pub const STOP: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Period);
