//! The shell: the window, its frame, commands, palette, and what panes ask for.
//!
//! [`Shell::logic`] drains what the worker told and carries out commands; [`Shell::ui`] draws from
//! the model and collects wishes. Neither waits for anything. The shell needs only an
//! [`egui::Context`], so tests run the whole program without a window.

mod afresh;
mod browse;
mod cheat;
mod commands;
mod crash;
mod execute;
mod find;
mod frame;
mod leaving;
mod lock;
mod long;
mod notify;
mod opening;
mod options;
mod picture;
mod remember;
mod run;
mod said;
mod save;
mod shell;
mod single;
mod toasts;

pub use cheat::{Group as ShortcutGroup, shortcuts};
pub use commands::UiCommand;
#[doc(hidden)]
pub use crash::Part;
pub use crash::{CrashReport, install as report_crashes};
pub use notify::{Notification, Notify, system as system_notifications};
pub use options::{Options, Start};
pub use run::{NoWindow, run};
pub use said::message;
pub use shell::Shell;
pub use single::{Listener, Place, take as take_place};
