//! What can be done: with the selection, and with the list as a whole.

use crate::kit::button::{Button, IconButton};
use crate::kit::icons::Icon;
use crate::panes::PaneCommand;
use egui::{KeyboardShortcut, Response, Ui};
use std::borrow::Cow;

/// What can be done with the selection. Its button, its line in the menu, its key and its command
/// in the palette all come from here.
#[derive(Debug, Clone)]
pub struct Deed {
    /// The command of keyboard and palette that means it.
    pub command: Option<PaneCommand>,
    /// Words of the button.
    pub label: Cow<'static, str>,
    /// Picture on the button.
    pub icon: Option<Icon>,
    /// The key that does the same, to be shown.
    pub keys: Option<KeyboardShortcut>,
    /// What it would do, to be said beside it.
    pub hint: Option<String>,
    /// Why it cannot be begun; `None` if it can.
    pub blocked: Option<String>,
    /// Only a line in the menu.
    pub menu_only: bool,
}

impl Deed {
    /// A deed with these words.
    pub fn new(label: impl Into<Cow<'static, str>>, blocked: Option<String>) -> Self {
        Self {
            command: None,
            label: label.into(),
            icon: None,
            keys: None,
            hint: None,
            blocked,
            menu_only: false,
        }
    }

    /// The command that means it, with its key.
    #[must_use]
    pub fn command(mut self, command: PaneCommand) -> Self {
        self.command = Some(command);
        self.keys = self.keys.or(command.keys());
        self
    }

    /// A picture on its button.
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The key that does the same.
    #[must_use]
    pub fn keys(mut self, keys: KeyboardShortcut) -> Self {
        self.keys = Some(keys);
        self
    }

    /// What it would do.
    #[must_use]
    pub fn hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint;
        self
    }

    /// Only a line in the menu.
    #[must_use]
    pub fn menu_only(mut self) -> Self {
        self.menu_only = true;
        self
    }

    /// Its button.
    pub fn button(&self) -> Button<'static> {
        let mut button = Button::secondary(self.label.clone());
        if let Some(icon) = self.icon {
            button = button.icon(icon);
        }
        if let Some(keys) = self.keys {
            button = button.keys(keys);
        }
        if let Some(hint) = &self.hint {
            button = button.hint(hint.clone());
        }
        button.enabled_or(self.blocked.clone())
    }
}

/// What can be done with the list as a whole: a button at the end of the title line, an icon where
/// that line has no room.
#[derive(Debug, Clone)]
pub struct Opener {
    /// The command of keyboard and palette that means it.
    pub command: Option<PaneCommand>,
    /// Words of the button.
    pub label: &'static str,
    /// Picture where there is no room for words.
    pub icon: Icon,
    /// The key that does the same, to be shown.
    pub keys: Option<KeyboardShortcut>,
    /// Why it cannot be done now; `None` if it can.
    pub blocked: Option<String>,
    /// The one that is meant first.
    pub primary: bool,
}

impl Opener {
    /// The way to the import of a sheet.
    pub fn import() -> Self {
        Self {
            command: None,
            label: "Import…",
            icon: Icon::Upload,
            keys: None,
            blocked: None,
            primary: false,
        }
    }

    /// How many of so many stand in a menu: where there are more than three, all but the last two.
    pub(super) fn folded(openers: usize) -> usize {
        if openers > 3 { openers - 2 } else { 0 }
    }

    fn button(&self) -> Button<'static> {
        let button = if self.primary {
            Button::primary(self.label)
        } else {
            Button::secondary(self.label)
        };
        match self.keys {
            Some(keys) => button.keys(keys),
            None => button,
        }
    }

    /// Width that it takes, in points.
    pub(super) fn width(&self, ui: &Ui, tight: bool) -> f32 {
        if tight {
            crate::kit::tokens::size::CONTROL
        } else {
            self.button().width(ui)
        }
    }

    /// Draws it.
    pub(super) fn show(self, ui: &mut Ui, tight: bool) -> Response {
        if !tight {
            let button = self.button();
            return button.enabled_or(self.blocked).show(ui);
        }
        let icon = IconButton::new(self.icon, self.label).framed();
        let icon = match self.keys {
            Some(keys) => icon.keys(keys),
            None => icon,
        };
        icon.enabled_or(self.blocked).show(ui)
    }
}
