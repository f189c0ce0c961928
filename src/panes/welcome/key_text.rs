//! A key, or the secret of an app, while it is being typed.

use egui::text_edit::TextEditState;
use egui::{Context, Id, Response, Ui};
use zeroize::{Zeroize as _, Zeroizing};

use crate::kit::field::Field;

/// Longest key that can be typed. Keys have well under 2,000 characters.
const LONGEST: usize = 8 * 1024;

/// What is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// An API key.
    Key,
    /// The secret of an app.
    AppSecret,
    /// What opens the keys on this computer.
    Passphrase,
    /// The same once more, to be sure.
    Again,
}

impl What {
    fn label(self) -> &'static str {
        match self {
            Self::Key => "API key",
            Self::AppSecret => "App secret",
            Self::Passphrase => "Passphrase",
            Self::Again => "The same passphrase again",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Key | Self::AppSecret => "Paste it here",
            Self::Passphrase | Self::Again => "",
        }
    }
}

/// A key in a field. Its memory has its full size from the start, so that typing leaves no copies
/// behind, and is wiped when it is forgotten or dropped.
pub struct KeyText {
    what: What,
    text: Zeroizing<String>,
    id: Id,
}

impl std::fmt::Debug for KeyText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyText(hidden)")
    }
}

impl KeyText {
    /// An empty one; `number` tells its field from those of earlier dialogs.
    pub fn new(what: What, number: u64) -> Self {
        Self {
            what,
            text: Zeroizing::new(String::with_capacity(LONGEST)),
            id: Id::unique((what.label(), number)),
        }
    }

    /// It turned out to be an app's.
    pub(super) fn is_of_app(&mut self) {
        self.what = What::AppSecret;
    }

    /// The key without the blanks around it.
    pub fn trimmed(&self) -> &str {
        self.text.trim()
    }

    /// What is wrong with it; `None` while nothing is, or nothing was typed.
    pub(in crate::panes) fn trouble(&self) -> Option<&'static str> {
        let key = self.trimmed();
        let starts = |word: &str| {
            key.get(..word.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(word))
        };
        match self.what {
            What::Key if starts("bearer ") => Some("Paste only the key, without the word “Bearer”"),
            What::AppSecret if starts("IST.") => {
                Some("This is an API key. Choose “API key” above, or paste the app’s secret")
            }
            What::Key if key.contains(char::is_whitespace) => {
                Some("There is a blank or a line break inside. Copy the key again")
            }
            What::AppSecret if key.contains(char::is_whitespace) => {
                Some("There is a blank or a line break inside. Copy the secret again")
            }
            _ => None,
        }
    }

    /// Why it cannot be sent; `None` if it can.
    pub(in crate::panes) fn missing(&self) -> Option<&'static str> {
        self.trimmed()
            .is_empty()
            .then_some(match self.what {
                What::Key => "Paste a key first",
                What::AppSecret => "Paste the app secret first",
                What::Passphrase | What::Again => "Type the passphrase first",
            })
            .or_else(|| self.trouble())
    }

    /// The field, shown as dots.
    pub fn field(&mut self, ui: &mut Ui, focus: bool) -> Response {
        let error = self.trouble();
        Field::password(self.what.label(), &mut self.text)
            .hint(self.what.hint())
            .error(error)
            .limit(LONGEST)
            .focus(focus)
            .id(self.id)
            .show(ui)
    }

    /// Wipes it, and what the field remembers for taking back what was typed.
    pub fn forget(&mut self, ctx: &Context) {
        self.text.zeroize();
        if let Some(mut state) = TextEditState::load(ctx, self.id) {
            state.clear_undoer();
        }
        ctx.data_mut(|d| d.remove::<TextEditState>(self.id));
    }

    #[cfg(test)]
    pub(super) fn id(&self) -> Id {
        self.id
    }
}
