//! The shell: the window, its frame, commands, palette, and what panes ask for.
//!
//! [`Shell::logic`] drains what the worker told and carries out commands; [`Shell::ui`] draws from
//! the model and collects wishes. Neither waits for anything. The shell needs only an
//! [`egui::Context`], so tests run the whole program without a window.

mod browse;
mod commands;
mod execute;
mod frame;
mod leaving;
mod opening;
mod options;
mod picture;
mod run;
mod save;
mod shell;
mod toasts;

pub use commands::UiCommand;
pub use options::{Options, Start};
pub use run::run;
pub use shell::Shell;
