//! Importing a sheet: choose it, see how it is read, say what its columns hold, deal with problems,
//! and make a plan of it. Afterwards the result of every row can be saved.
//!
//! The dialog keeps what somebody said and sends all of it to the worker with every change; reading
//! and checking happen there. It stands below the plan dialog and comes back after it.

mod choose;
mod columns;
mod ending;
mod file;
mod fix;
mod follow;
mod problems;
mod table;

use crate::access::SiteId;
use crate::kit::button::Button;
use crate::kit::modal::{self, Did};
use crate::kit::notice::Note;
use crate::kit::table::{Selection, TableState};
use crate::kit::tone::Tone;
use crate::model::{Dialog, Model, Route, Steps};
use crate::panes::Cx;
use crate::panes::members::site::Sites;
use crate::plan::Receipt;
use crate::sheet::check::{Class, Edit};
use crate::sheet::map::Kind;
use crate::worker::protocol::{
    Command, ErrorCard, SheetFound, SheetOthers, SheetStep, SheetView, SheetWish,
};
use egui::Context;
use std::sync::Arc;

/// Where somebody is on the way from file to plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Step {
    #[default]
    Choose,
    File,
    Columns,
    Problems,
    Plan,
    Result,
}

impl Step {
    fn words(self) -> &'static str {
        match self {
            Self::Choose => "Nothing is sent before you confirm a plan",
            Self::File => "Step 1 of 4: how the file is read",
            Self::Columns => "Step 2 of 4: what its columns hold",
            Self::Problems => "Step 3 of 4: problems",
            Self::Plan => "Step 4 of 4: what will happen",
            Self::Result => "What came of it",
        }
    }

    fn next(self) -> Option<&'static str> {
        Some(match self {
            Self::Choose => "Next",
            Self::File => "Next: columns",
            Self::Columns => "Next: problems",
            Self::Problems => "Next: what will happen",
            Self::Plan => "Make the plan…",
            Self::Result => return None,
        })
    }
}

/// The dialog. Draw it after the lists and before the plan dialog.
#[derive(Debug, Default)]
pub struct ImportDialog {
    open: Option<Box<Importing>>,
    /// The number of the last wish, over all sheets.
    number: u64,
}

/// A sheet on its way.
#[derive(Debug)]
struct Importing {
    step: Step,
    kind: Kind,
    site: Option<SiteId>,
    sites: Sites,
    /// The path as typed.
    path: String,
    /// What a file dialog told last.
    note: Option<String>,
    browsing: bool,
    begun: bool,
    legend: bool,
    /// What was said about the sheet, once there is one.
    wish: Option<SheetWish>,
    /// It has to be read again.
    changed: bool,
    view: Option<Arc<SheetView>>,
    /// Whether the members of the site were read to the end, by the last look.
    members: bool,
    group: Option<Class>,
    table: TableState,
    selection: Selection,
    draft: Option<fix::Draft>,
    replace: fix::Replace,
    /// Corrections that can be taken back or made again.
    steps: Steps<Edit>,
    /// What was said of that.
    stepped: String,
    others: SheetOthers,
    language: String,
    /// A plan was asked for that is not there yet.
    planning: bool,
    plan: Option<String>,
    /// The sheet as it was planned.
    planned: Option<Arc<SheetWish>>,
    receipt: Option<Arc<Receipt>>,
    /// How many accounts got names, where that is what the sheet is about, or why none did.
    named: Option<Result<usize, ErrorCard>>,
    closing: bool,
}

impl Importing {
    fn new(kind: Kind, site: Option<SiteId>) -> Self {
        Self {
            step: Step::default(),
            kind,
            site,
            sites: Sites::default(),
            path: String::new(),
            note: None,
            browsing: false,
            begun: false,
            legend: false,
            wish: None,
            changed: false,
            view: None,
            members: false,
            group: None,
            table: TableState::default(),
            selection: Selection::default(),
            draft: None,
            replace: fix::Replace::default(),
            steps: Steps::default(),
            stepped: String::new(),
            others: SheetOthers::default(),
            language: String::new(),
            planning: false,
            plan: None,
            planned: None,
            receipt: None,
            named: None,
            closing: false,
        }
    }

    /// What was found, if it is for what was said last and nothing is on its way any more.
    fn found(&self) -> Option<&Arc<SheetFound>> {
        self.now()
            .filter(|v| v.step == SheetStep::Done)?
            .found
            .as_ref()
    }

    /// The view, if it is for what was said last.
    fn now(&self) -> Option<&Arc<SheetView>> {
        let wish = self.wish.as_ref()?;
        let fits = |v: &&Arc<SheetView>| v.number == wish.number && !self.changed;
        self.view.as_ref().filter(fits)
    }

    /// Changes what is said about the sheet.
    fn say(&mut self, change: impl FnOnce(&mut SheetWish)) {
        if let Some(wish) = &mut self.wish {
            change(wish);
            self.changed = true;
        }
    }

    fn has_corrections(&self) -> bool {
        self.wish.as_ref().is_some_and(|w| !w.edits.is_empty())
    }

    /// The words of the way on.
    fn next(&self) -> Option<&'static str> {
        if self.step == Step::Plan && self.kind == Kind::AccountNames {
            return Some("Keep these names");
        }
        self.step.next()
    }

    /// Whether what the rows ask for is done.
    fn is_done(&self) -> bool {
        self.receipt.is_some() || matches!(self.named, Some(Ok(_)))
    }

    /// Why there is no next step now; `None` if there is one.
    fn blocked(&self, model: &Model) -> Option<String> {
        match self.step {
            Step::Choose => self.no_source().map(str::to_owned),
            Step::File => self.no_columns(),
            Step::Columns => self.no_problems(),
            Step::Problems => self.no_ending(model),
            Step::Plan => self.no_plan(model),
            Step::Result => None,
        }
    }

    fn forward(&mut self, cx: &mut Cx<'_>) {
        self.closing = false;
        match self.step {
            Step::Choose => self.take_path(cx.model),
            Step::File => {
                let import = self.view.as_ref().and_then(|v| v.import.as_ref());
                let exact = import.is_some_and(|i| i.mapping.exact);
                self.step = if exact { Step::Problems } else { Step::Columns };
            }
            Step::Columns => {
                self.remember(cx);
                self.step = Step::Problems;
            }
            Step::Problems => self.step = Step::Plan,
            Step::Plan => self.make_plan(cx),
            Step::Result => {}
        }
    }

    fn back(&mut self) {
        self.closing = false;
        self.step = match self.step {
            Step::Choose | Step::File => Step::Choose,
            Step::Columns => Step::File,
            Step::Problems => Step::Columns,
            Step::Plan | Step::Result => Step::Problems,
        };
    }

    /// Draws the dialog; false when it is to be closed.
    fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let title = match &self.wish {
            Some(wish) if self.step != Step::Choose => format!("Import {}", wish.source.name()),
            _ => "Import a sheet".to_owned(),
        };
        let blocked = self.blocked(cx.model);
        let mut dialog = modal::Dialog::new("import", title)
            .subtitle(self.step.words())
            .width(if self.step == Step::Choose {
                640.0
            } else {
                920.0
            })
            .cancel("Close");
        if let Some(next) = self.next() {
            dialog = dialog.primary(Button::primary(next).enabled_or(blocked));
        }
        let low = is_low(ctx);
        for button in self.buttons(cx.model, low) {
            dialog = dialog.other(button);
        }
        let mut entered = false;
        let shown = dialog.show(ctx, |ui| {
            if self.closing {
                Note::new(
                    Tone::Warning,
                    "Close again to let go of them, or save the corrected sheet first",
                )
                .title("Your corrections are in no file yet")
                .show(ui);
            }
            match self.step {
                Step::Choose => entered = self.choose(ui, cx),
                Step::File => self.file(ui, cx),
                Step::Columns => self.columns(ui),
                Step::Problems => self.problems(ui, cx),
                Step::Plan => self.ending(ui, cx),
                Step::Result => self.result(ui),
            }
        });
        match shown.did {
            Did::Cancel => {
                let first = self.has_corrections() && !self.is_done() && !self.closing;
                self.closing = first;
                return first;
            }
            Did::Primary => self.forward(cx),
            Did::Nothing if entered && self.blocked(cx.model).is_none() => self.forward(cx),
            Did::Nothing => {}
            Did::Other(n) => self.pressed(n, cx),
        }
        true
    }

    /// Further buttons of the step.
    fn buttons(&self, model: &Model, low: bool) -> Vec<Button<'static>> {
        let back = || Button::secondary("Back");
        match self.step {
            Step::Choose => choose::buttons(model),
            Step::File | Step::Columns => vec![back()],
            Step::Problems if low => vec![back()],
            Step::Problems | Step::Plan => {
                let none = !self.has_corrections();
                let none = none.then_some("Nothing is corrected");
                vec![back(), Button::secondary(SAVE).enabled_or(none)]
            }
            Step::Result => self.result_buttons(),
        }
    }

    fn pressed(&mut self, n: usize, cx: &mut Cx<'_>) {
        match (self.step, n) {
            (Step::Choose, n) => self.choose_pressed(n, cx),
            (Step::Result, n) => self.result_pressed(n, cx),
            (_, 0) => self.back(),
            _ => self.save_corrected(cx),
        }
    }
}

/// Saves what was corrected so far.
const SAVE: &str = "Save the corrected sheet…";

/// Whether the window is so low that a second line of buttons would hide the rows above it: what
/// saves corrections stands beside them then.
fn is_low(ctx: &Context) -> bool {
    ctx.content_rect().height() < 420.0
}

impl ImportDialog {
    /// Opens it for rows of this kind; for members, of the site that is looked at.
    pub fn begin(&mut self, kind: Kind, model: &Model) {
        let site = model.members_desk.site.clone();
        self.open = Some(Box::new(Importing::new(kind, site)));
    }

    /// Opens the dialog that was asked for; false if it is another one.
    pub fn open_dialog(&mut self, dialog: &Dialog, model: &Model) -> bool {
        let Dialog::Import(kind) = dialog else {
            return false;
        };
        self.begin(*kind, model);
        true
    }

    /// The kind of sheet that is meant in this pane.
    pub fn kind_of(route: Route) -> Kind {
        match route {
            Route::Team | Route::Roles | Route::People => Kind::TeamInvites,
            Route::Contributors => Kind::Contributors,
            Route::Invites | Route::Sites => Kind::SiteInvites,
            Route::Accounts => Kind::AccountNames,
            _ => Kind::Members,
        }
    }

    /// Whether it is open, drawn or below the plan dialog.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Draws it. `covered`: the plan dialog lies over it. `free`: no dialog is open, so that a file
    /// that is dropped opens it.
    pub fn ui(&mut self, ctx: &Context, cx: &mut Cx<'_>, covered: bool, free: bool) {
        if cx.model.session.is_none() {
            self.open = None;
            return;
        }
        self.take_drop(ctx, cx, covered, free);
        let Some(open) = &mut self.open else { return };
        open.follow(cx.model);
        let stays = covered || open.show(ctx, cx);
        if open.changed {
            self.number += 1;
            let number = self.number;
            if let Some(command) = open.read_again(number, cx.model) {
                cx.ask(command);
            }
        }
        if !stays {
            self.open = None;
            cx.ask(Command::CloseSheet);
        }
    }
}
