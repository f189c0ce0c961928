//! Panics: what is known of one, without anything personal, and a pane that can be shown again.
//!
//! The message of a panic may hold whatever the program worked on. So a report holds the place in
//! the source, the names of functions, and the message only where it is a fixed text of the program.

use super::shell::Shell;
use crate::kit::button::Button;
use crate::kit::state::{Kind, State};
use crate::model::Route;
use crate::panes::{Cx, Pane};
use egui::{Context, Ui};
use std::any::Any;
use std::backtrace::Backtrace;
use std::cell::RefCell;
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook};

/// Functions of the program that are named in a report.
const FRAMES: usize = 24;
/// What a test has a pane say when it breaks.
const HOOK: &str = "a test had this part break";

/// What is known of a panic.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CrashReport {
    /// File and line in the source of the program.
    pub place: String,
    /// Name of the thread.
    pub thread: String,
    /// The message, where it is a fixed text.
    pub message: Option<&'static str>,
    /// Functions that were under way, innermost first.
    pub functions: Vec<String>,
}

impl CrashReport {
    fn of(info: &PanicHookInfo<'_>) -> Self {
        let place = info.location().map_or_else(
            || "unknown".to_owned(),
            // The end of the path: the rest is the folder it was built in.
            |l| {
                let file = l.file().replace('\\', "/");
                let parts: Vec<&str> = file.rsplit('/').take(4).collect();
                let file: Vec<&str> = parts.into_iter().rev().collect();
                format!("{}:{}", file.join("/"), l.line())
            },
        );
        let thread = std::thread::current();
        Self {
            place,
            thread: thread.name().unwrap_or("unnamed").to_owned(),
            message: fixed(info.payload()),
            functions: functions(&Backtrace::force_capture().to_string()),
        }
    }

    /// As a text, for a file or the clipboard.
    pub fn text(&self) -> String {
        let mut text = format!(
            "Gatehouse {} ({} {})\nThe program met an error of its own at {} in the thread {}.\n",
            env!("CARGO_PKG_VERSION"),
            std::env::consts::OS,
            std::env::consts::ARCH,
            self.place,
            self.thread,
        );
        if let Some(message) = self.message {
            text.push_str(message);
            text.push('\n');
        }
        for (n, function) in self.functions.iter().enumerate() {
            // Writing into a text cannot fail.
            writeln!(text, "{n:>3} {function}").unwrap_or_default();
        }
        text
    }
}

/// The message, if the compiler put it into the program as it is.
fn fixed(payload: &(dyn Any + Send)) -> Option<&'static str> {
    payload.downcast_ref::<&'static str>().copied()
}

/// Names of functions out of a backtrace; the places in files stay behind.
fn functions(backtrace: &str) -> Vec<String> {
    let named = backtrace.lines().filter_map(|line| {
        let (number, name) = line.trim_start().split_once(": ")?;
        number.bytes().all(|b| b.is_ascii_digit()).then_some(name)
    });
    let machinery = [
        "std::",
        "<alloc::",
        "<core::",
        "catch_unwind<",
        "do_call<",
        "core::",
        "rust_",
        "__rust",
        "<std::",
        "gatehouse::app::crash",
    ];
    named
        .filter(|name| !machinery.iter().any(|m| name.starts_with(m)))
        .take(FRAMES)
        .map(str::to_owned)
        .collect()
}

thread_local! {
    /// The last panic of this thread.
    static LAST: RefCell<Option<CrashReport>> = const { RefCell::new(None) };
}

/// Has `keep` called with the report of every panic, on the thread that panics. It must not panic
/// itself.
pub fn install(keep: impl Fn(&CrashReport) + Send + Sync + 'static) {
    set_hook(Box::new(move |info| {
        let report = CrashReport::of(info);
        keep(&report);
        // A thread that is ending keeps none.
        LAST.try_with(|last| last.replace(Some(report)))
            .map(drop)
            .unwrap_or_default();
    }));
}

/// Runs this part of the window; a panic in it becomes a report.
fn guarded<R>(part: impl FnOnce() -> R) -> Result<R, CrashReport> {
    catch_unwind(AssertUnwindSafe(part)).map_err(|payload| {
        let known = LAST.with(RefCell::take);
        known.unwrap_or_else(|| CrashReport {
            message: fixed(payload.as_ref()),
            ..CrashReport::default()
        })
    })
}

/// A part of the window that can break alone.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A pane.
    Pane(Route),
    /// The dialogs of the panes.
    Dialogs,
    /// What the shell itself has over the pane: palette, search, the question before leaving.
    Boxes,
}

/// A part that broke.
#[derive(Debug)]
pub(super) struct Break {
    part: Part,
    report: CrashReport,
    /// How often it broke.
    times: usize,
    /// It was not shown again since.
    stands: bool,
}

/// Parts that broke in this run.
pub(super) type Broken = Vec<Break>;

impl Break {
    /// Whether it is this part, and was not shown again.
    fn is(&self, part: Part) -> bool {
        self.stands && self.part == part
    }
}

impl Shell {
    /// Has this part break whenever it is drawn: for tests of what happens then.
    #[doc(hidden)]
    pub fn break_part(&mut self, part: Option<Part>) {
        self.breaks = part;
    }

    /// Draws a pane. Where it breaks, or broke before, its report stands in its place; everything
    /// that the panes hold stays as it was.
    pub(super) fn pane_or_report(&mut self, ui: &mut Ui, route: Route) {
        let part = Part::Pane(route);
        let mut over = [Part::Dialogs, Part::Boxes, part].into_iter();
        if let Some(broken) = over.find_map(|part| self.broken.iter().position(|b| b.is(part))) {
            return self.report(ui, broken);
        }
        let drawn = guarded(|| {
            self.break_if_asked(part);
            self.pane(ui, route);
        });
        self.note(ui.ctx(), part, drawn);
    }

    #[expect(
        clippy::panic,
        reason = "what a test asks for, to see what a panic leads to"
    )]
    fn break_if_asked(&self, part: Part) {
        if self.breaks == Some(part) {
            std::panic::panic_any(HOOK);
        }
    }

    /// Draws what lies over the pane, unless it broke.
    pub(super) fn overlays_or_report(&mut self, ctx: &Context) {
        if !self.is_broken(Part::Dialogs) {
            let drawn = guarded(|| {
                self.break_if_asked(Part::Dialogs);
                self.dialogs(ctx);
            });
            self.note(ctx, Part::Dialogs, drawn);
        }
        if !self.is_broken(Part::Boxes) {
            let drawn = guarded(|| {
                self.break_if_asked(Part::Boxes);
                self.boxes(ctx);
            });
            self.note(ctx, Part::Boxes, drawn);
        }
    }

    /// Does something with a pane outside of its drawing; `None` if it broke over that, or did
    /// before and was not shown again: nothing is done to what cannot be seen.
    pub(super) fn with_pane<R>(
        &mut self,
        route: Route,
        does: impl FnOnce(&mut dyn Pane, &mut Cx<'_>) -> R,
    ) -> Option<R> {
        let part = Part::Pane(route);
        if self.is_broken(part) {
            return None;
        }
        let mut cx = Cx {
            model: &self.model,
            asks: &mut self.asks,
        };
        let list = self.panes.list(route)?;
        match guarded(|| does(list, &mut cx)) {
            Ok(done) => Some(done),
            Err(report) => {
                self.broke(part, report);
                None
            }
        }
    }

    fn note(&mut self, ctx: &Context, part: Part, drawn: Result<(), CrashReport>) {
        if let Err(report) = drawn {
            self.broke(part, report);
            ctx.request_repaint();
        }
    }

    fn broke(&mut self, part: Part, report: CrashReport) {
        tracing::error!("a part of the window broke");
        let known = self.broken.iter().position(|b| b.part == part);
        let before = known.map(|at| self.broken.swap_remove(at).times);
        self.broken.push(Break {
            part,
            report,
            times: before.unwrap_or_default() + 1,
            stands: true,
        });
    }

    /// Whether it broke, and was not shown again.
    pub(super) fn is_broken(&self, part: Part) -> bool {
        self.broken.iter().any(|b| b.is(part))
    }

    fn report(&mut self, ui: &mut Ui, broken: usize) {
        let Break {
            part,
            report,
            times,
            ..
        } = &self.broken[broken];
        let (part, text, again) = (*part, report.text(), *times > 1);
        let mut detail =
            "It is an error of the program, not yours. Nothing was lost: what was read \
                          and sent is kept, and jobs go on. The other panes work."
                .to_owned();
        if again {
            detail.push_str(
                " It came again: beginning anew forgets what this part holds, such as search, \
                 filters, selection and open forms.",
            );
        }
        egui::ScrollArea::vertical().show(ui, |ui| {
            let mut state = State::new(Kind::Error, "This part of the window met an error")
                .detail(detail)
                .technical(text.as_str())
                .action(Button::primary("Show again"));
            if again {
                state = state.action(Button::secondary("Begin anew"));
            }
            let Some(pressed) = state.show(ui) else {
                return;
            };
            if pressed == 1 {
                match part {
                    Part::Pane(route) => self.renew_pane(route),
                    Part::Dialogs | Part::Boxes => self.renew_dialogs(),
                }
            }
            let here = Part::Pane(self.route());
            for other in &mut self.broken {
                other.stands &= matches!(other.part, Part::Pane(_)) && other.part != here;
            }
            ui.ctx().request_repaint();
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_names_functions_and_no_folder_nor_values() {
        let trace = "   0: gatehouse::panes::team::rows\n             at /home/nora/src/rows.rs:3\n   \
                     1: core::panicking::panic\n   2: gatehouse::app::frame::pane\n";
        let report = CrashReport {
            place: "src/panes/team/rows.rs:3".to_owned(),
            functions: functions(trace),
            ..CrashReport::default()
        };
        assert_eq!(
            report.functions,
            [
                "gatehouse::panes::team::rows",
                "gatehouse::app::frame::pane"
            ]
        );
        assert!(!report.text().contains("nora"), "{}", report.text());
        let personal: Box<dyn Any + Send> = Box::new("nora@example.com".to_owned());
        assert_eq!(
            fixed(personal.as_ref()),
            None,
            "a text that was put together"
        );
        assert_eq!(fixed(&"index out of range"), Some("index out of range"));
    }

    #[test]
    fn a_panic_is_caught_and_its_place_is_known() {
        let caught = guarded(|| std::panic::panic_any(HOOK));
        assert_eq!(caught.unwrap_err().message, Some(HOOK));
        assert_eq!(guarded(|| 3).unwrap(), 3);
    }
}
