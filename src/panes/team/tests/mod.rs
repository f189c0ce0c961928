//! The pane without a window, against a stand-in for the worker.

mod dialogs;
pub(in crate::panes) mod fixture;
mod flow;
mod invite;
mod looks;
pub(in crate::panes) mod window;
