//! Keys that also work while the plan dialog is open.

use crate::kit::keys::{ctrl, ctrl_shift};
use egui::{Key, KeyboardShortcut};

/// Lets the run that is under way stand still, or go on.
pub const PAUSE: KeyboardShortcut = ctrl_shift(Key::P);
/// Stops the run that is under way.
pub const STOP: KeyboardShortcut = ctrl(Key::Period);
