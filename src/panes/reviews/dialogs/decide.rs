//! A decision that needs more than a key: roles, a name, a reason, or a note alone.

use super::super::ask;
use super::About;
use super::pick::Pick;
use crate::access::RoleId;
use crate::access::review::{MANY, Verdict, Word};
use crate::kit::button::Button;
use crate::kit::field::Field;
use crate::kit::modal::{Dialog, Did};
use crate::kit::text;
use crate::model::{Model, count};
use crate::panes::Cx;
use crate::worker::protocol::{ReviewCommand, ReviewRow};
use egui::{Context, Ui};

#[derive(Debug)]
enum What {
    /// A decision and why.
    Reason(Verdict),
    /// Other roles.
    Reduce(Pick<RoleId>),
    /// Somebody else decides.
    HandOver(String),
    /// A note.
    Note,
}

/// The form.
#[derive(Debug)]
pub(in crate::panes::reviews) struct Decide {
    about: About,
    what: What,
    /// The reason, or the note.
    text: String,
    begun: bool,
}

impl Decide {
    fn new(about: About, what: What) -> Self {
        Self {
            about,
            what,
            text: String::new(),
            begun: false,
        }
    }

    pub(super) fn reason(about: About, verdict: Verdict) -> Self {
        Self::new(about, What::Reason(verdict))
    }

    pub(super) fn hand_over(about: About) -> Self {
        Self::new(about, What::HandOver(String::new()))
    }

    pub(super) fn note(about: About, note: String) -> Self {
        Self {
            text: note,
            ..Self::new(about, What::Note)
        }
    }

    /// Roles that can be given there. What one entry holds is ticked already.
    pub(super) fn reduce(about: About, rows: &[&ReviewRow], model: &Model) -> Self {
        use crate::access::Reach;
        use crate::access::review::Matter;
        let account =
            |row: &&ReviewRow| matches!(&row.item.matter, Matter::Assignment(_, _, Reach::Account));
        let account = rows.first().is_some_and(account);
        let table = model.team.as_ref();
        let roles = table.into_iter().flat_map(|t| t.directory.roles());
        let roles = roles.filter(|r| if account { r.at_account() } else { r.at_site() });
        let mut pick = Pick::new("roles", roles.map(|r| (r.id.clone(), r.title.clone())));
        if let [one] = rows
            && one.item.roles.len() > 1
        {
            pick.chosen.extend(one.item.roles.iter().cloned());
        }
        Self::new(about, What::Reduce(pick))
    }

    fn blocked(&self, model: &Model) -> Option<String> {
        let n = self.about.numbers.len();
        let bare = self.text.trim().is_empty();
        let why = match &self.what {
            What::Reduce(pick) if pick.chosen.is_empty() => "Choose at least one role",
            What::HandOver(to) if to.trim().is_empty() => "Say to whom",
            What::Note => return None,
            _ if n > MANY && bare => {
                return Some(format!("A decision about more than {MANY} needs a reason"));
            }
            _ => return model.review.as_ref().and_then(|t| t.card.locked()),
        };
        Some(why.to_owned())
    }

    fn title(&self) -> String {
        let name = &self.about.name;
        match &self.what {
            What::Reason(verdict) => format!("{} {name}", verdict.label()),
            What::Reduce(_) => format!("Reduce {name}"),
            What::HandOver(_) => format!("Hand over {name}"),
            What::Note => format!("Note on {name}"),
        }
    }

    /// Draws it; false when it was answered, and the entries that were decided.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> (bool, Option<Vec<u32>>) {
        let n = count(self.about.numbers.len(), "entry", "entries");
        let label = match &self.what {
            What::Reason(verdict) => format!("{} {n}", verdict.label()),
            What::Reduce(_) => format!("Reduce {n}"),
            What::HandOver(_) => format!("Hand over {n}"),
            What::Note => "Keep the note".to_owned(),
        };
        let button = Button::primary(label).enabled_or(self.blocked(cx.model));
        let dialog = Dialog::new("decide", self.title())
            .width(480.0)
            .primary(button);
        let shown = dialog.show(ctx, |ui| self.body(ui));
        match shown.did {
            Did::Primary => (false, self.say(cx)),
            Did::Cancel => (false, None),
            _ => (true, None),
        }
    }

    fn body(&mut self, ui: &mut Ui) {
        let first = !std::mem::replace(&mut self.begun, true);
        let Self {
            about, what, text, ..
        } = self;
        let mut into_text = first;
        match what {
            What::Reduce(pick) => {
                text::paragraph(
                    ui,
                    text::muted("Exactly these roles take the place of the ones that are there."),
                );
                pick.show(ui, 220.0);
                into_text = false;
            }
            What::HandOver(to) => {
                Field::text("To whom", to)
                    .hint("A name or an address")
                    .limit(200)
                    .focus(first)
                    .show(ui);
                text::paragraph(
                    ui,
                    text::muted("It stays as it is until somebody else decides. Nothing is sent."),
                );
                into_text = false;
            }
            What::Reason(_) | What::Note => {}
        }
        let label = match what {
            What::Note => "Note",
            _ if about.numbers.len() > MANY => "Reason",
            _ => "Reason (may be left out)",
        };
        let field = Field::lines(label, text, 3);
        field.limit(2_000).focus(into_text).show(ui);
    }

    fn say(&self, cx: &mut Cx<'_>) -> Option<Vec<u32>> {
        let items = self.about.numbers.clone();
        let reason = self.text.trim().to_owned();
        let verdict = match &self.what {
            What::Note => {
                let word = Word::Noted {
                    items,
                    note: reason,
                };
                ask(cx, ReviewCommand::Say(self.about.review.clone(), word));
                return None;
            }
            What::Reason(verdict) => verdict.clone(),
            What::Reduce(pick) => Verdict::Reduce {
                roles: pick.chosen.iter().cloned().collect(),
            },
            What::HandOver(to) => Verdict::HandOver {
                to: to.trim().to_owned(),
            },
        };
        let word = Word::Decided {
            items: items.clone(),
            verdict,
            reason,
        };
        ask(cx, ReviewCommand::Say(self.about.review.clone(), word));
        Some(items)
    }
}
