//! What will happen, and what came of it.

use super::Importing;
use crate::kit::button::Button;
use crate::kit::choice::Select;
use crate::kit::field::Field;
use crate::kit::layout::{Tile, tiles};
use crate::kit::notice::Note;
use crate::kit::text;
use crate::kit::tone::Tone;
use crate::model::{Ask, Model, count, exact};
use crate::panes::Cx;
use crate::sheet::map::Kind;
use crate::worker::protocol::{Command, SaveKind, SheetFound, SheetOthers};
use egui::Ui;
use std::path::Path;
use std::sync::Arc;

impl Importing {
    fn invites(&self) -> bool {
        matches!(self.kind, Kind::TeamInvites | Kind::SiteInvites)
    }

    fn language(&self) -> Option<String> {
        let language = self.language.trim().to_lowercase();
        (self.invites() && !language.is_empty()).then_some(language)
    }

    fn language_error(&self) -> Option<&'static str> {
        let language = self.language()?;
        let sound = language.len() == 2 && language.chars().all(|c| c.is_ascii_alphabetic());
        (!sound).then_some("Two letters, such as en or pl, or nothing")
    }

    pub(super) fn no_plan(&self, model: &Model) -> Option<String> {
        let names = self.kind == Kind::AccountNames;
        // Names stay here: nothing is written to Wix.
        if let Some(why) = model.no_writing().filter(|_| !names) {
            return Some(why);
        }
        if let Some(why) = self.no_ending(model) {
            return Some(why);
        }
        let asks = self.found().map_or(0, |f| f.asks.all());
        if asks == 0 && self.others == SheetOthers::Leave {
            return Some("No row asks for anything".to_owned());
        }
        if self.planning {
            let what = if names {
                "The names are being kept"
            } else {
                "The plan is being made"
            };
            return Some(what.to_owned());
        }
        self.language_error().map(str::to_owned)
    }

    pub(super) fn ending(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.going(ui, cx);
        let Some(found) = self.found().cloned() else {
            text::paragraph(ui, text::muted("The rows are being checked"));
            return;
        };
        if let Some(Err(error)) = &self.named {
            Note::new(Tone::Danger, error.remedy.as_str())
                .title(error.sentence.as_str())
                .show(ui);
        }
        figures(ui, &found);
        text::paragraph(ui, text::muted(against(self.kind, &found)));
        if self.kind == Kind::MemberTruth {
            let choices = [
                (SheetOthers::Leave, "Leave them as they are"),
                (SheetOthers::Block, "Block them"),
                (SheetOthers::Delete, "Delete them for good"),
            ];
            let select = Select::new("Members whom the sheet does not name");
            select.show(ui, &mut self.others, &choices);
        }
        if self.invites() {
            let error = self.language_error();
            Field::text("Language of the mail (optional)", &mut self.language)
                .hint("en")
                .help("For people without a Wix login")
                .error(error)
                .limit(8)
                .width(280.0)
                .show(ui);
        }
    }

    pub(super) fn make_plan(&mut self, cx: &mut Cx<'_>) {
        let Some(wish) = self.wish.clone() else {
            return;
        };
        self.planned = Some(Arc::new(wish.clone()));
        self.planning = true;
        self.plan = None;
        if self.kind == Kind::AccountNames {
            self.named = None;
            cx.ask(Command::NameSheet(Box::new(wish)));
            return;
        }
        let others = match self.kind {
            Kind::MemberTruth => self.others,
            _ => SheetOthers::Leave,
        };
        cx.ask(Command::PlanSheet {
            wish: Box::new(wish),
            others,
            language: self.language(),
        });
    }

    pub(super) fn save_corrected(&self, cx: &mut Cx<'_>) {
        let Some(wish) = self.wish.clone() else {
            return;
        };
        let name = self.file_name("corrected");
        cx.ask(Ask::Save {
            what: Box::new(SaveKind::SheetCorrected(Arc::new(wish))),
            name,
        });
    }

    /// A name beside that of the sheet.
    fn file_name(&self, word: &str) -> String {
        let name = self.wish.as_ref().map(|w| w.source.name());
        let name = name.unwrap_or_default();
        let path = Path::new(&name);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let ending = path
            .extension()
            .map_or_else(|| "csv".to_owned(), |e| e.to_string_lossy().into_owned());
        format!("{stem} {word}.{ending}")
    }

    pub(super) fn result(&self, ui: &mut Ui) {
        if let Some(Ok(n)) = self.named {
            let whole = format!("{} named", count(n, "account", "accounts"));
            crate::kit::a11y::announce(ui, &whole);
            ui.label(text::strong(whole));
            let words = "The names stay in this profile; Wix does not hear of them. The result has \
                         one line for each row of the sheet, in its order, with what came of it.";
            text::paragraph(ui, text::muted(words));
            return;
        }
        let Some(receipt) = &self.receipt else { return };
        let whole = receipt.sentence();
        crate::kit::a11y::announce(ui, &whole);
        ui.label(text::strong(text::capital(&whole)));
        let words = "The result has one line for each row of the sheet, in its order, with what \
                     came of it, why, and Wix’s request id. The rows that are left can be \
                     corrected and imported again.";
        text::paragraph(ui, text::muted(words));
        if self.kind == Kind::Members {
            let words = "Nobody was mailed. To let the new members set a password, select them in \
                         the list and choose “Mail a link to set a password…”: that is a plan of \
                         its own, at once or in waves over several days.";
            text::paragraph(ui, text::muted(words));
        }
    }

    pub(super) fn result_buttons(&self) -> Vec<Button<'static>> {
        if self.kind == Kind::AccountNames {
            return vec![Button::secondary("Save the result…")];
        }
        let receipt = self.receipt.as_ref();
        let all = receipt.is_some_and(|r| {
            let done = |o| {
                matches!(
                    o,
                    crate::plan::Outcome::Done | crate::plan::Outcome::AlreadySo
                )
            };
            r.lines.iter().all(|l| done(l.result.outcome)) && r.skipped.iter().all(|s| s.already_so)
        });
        let all = all.then_some("Every row was done or is so already");
        vec![
            Button::secondary("Save the result…"),
            Button::secondary("Save the rows that are left…").enabled_or(all),
        ]
    }

    pub(super) fn result_pressed(&self, n: usize, cx: &mut Cx<'_>) {
        if let Some(wish) = self
            .planned
            .clone()
            .filter(|w| w.kind == Kind::AccountNames)
        {
            return cx.ask(Ask::Save {
                what: Box::new(SaveKind::SheetNames(wish)),
                name: self.file_name("result"),
            });
        }
        let both = self.planned.clone().zip(self.receipt.clone());
        let Some((wish, receipt)) = both else { return };
        let (what, word) = match n {
            0 => (SaveKind::SheetResult(wish, receipt), "result"),
            _ => (SaveKind::SheetLeft(wish, receipt), "left"),
        };
        let name = self.file_name(word);
        cx.ask(Ask::Save {
            what: Box::new(what),
            name,
        });
    }
}

fn figures(ui: &mut Ui, found: &SheetFound) {
    let asks = &found.asks;
    let all = [
        ("To create", asks.create),
        ("To update", asks.change),
        ("To invite", asks.invite),
        ("To change", asks.act),
    ];
    let mut shown: Vec<Tile<'_>> = Vec::new();
    let tile = |name: &'static str, n: u64| Tile {
        name: name.into(),
        number: Some(n),
        leads: None,
    };
    shown.extend(
        all.iter()
            .filter(|(_, n)| *n > 0)
            .map(|(name, n)| tile(name, *n)),
    );
    shown.push(tile("So already", asks.already));
    shown.push(tile("Left out", asks.left));
    tiles(ui, &shown);
}

fn against(kind: Kind, found: &SheetFound) -> String {
    match found.compared {
        None if kind == Kind::AccountNames => {
            "The names stay in this profile. Wix does not hear of them".to_owned()
        }
        Some(at) if kind == Kind::Members => format!(
            "Held against the members as they were read {}. Who is there by now is looked up for \
             the plan",
            exact(at)
        ),
        Some(at) => format!(
            "Held against the members as they were read {}. The plan looks again",
            exact(at)
        ),
        None => "Rows are counted here; who is there already is looked up for the plan".to_owned(),
    }
}
