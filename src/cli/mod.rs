//! The command line: what can be typed after `gatehouse`, on the same worker as the window.
//!
//! A command opens a profile, asks the worker, waits until it has the answer, and ends with a
//! number that a script can act on ([`Exit`]). Results go to standard output, everything else to
//! standard error. Nothing that came from Wix or out of a file reaches a terminal as it is.
//!
#![doc = include_str!("guide.md")]

mod about;
mod accounts;
mod apply;
mod args;
mod changes;
mod check;
mod commands;
mod connect;
mod connect_args;
mod end;
mod everybody;
mod exit;
mod export;
mod export_args;
mod export_form;
mod field_for;
mod files;
mod filter;
mod find;
mod forget;
mod generate;
mod invites;
mod key;
mod lists;
mod member;
mod members;
mod names;
mod of_accounts;
mod of_rules;
mod on_sites;
mod out;
mod over;
mod password_mail;
mod people;
mod plan;
mod plan_args;
mod profile;
mod progress;
mod review;
mod reviews;
mod reviews_args;
mod reviews_decide;
mod reviews_pack;
mod reviews_words;
mod rules;
mod runs;
mod session;
mod settings_args;
mod settings_wish;
mod shared_args;
mod sheet_args;
mod sheet_import;
mod sheet_names;
mod sheet_words;
mod sheets;
mod show;
mod signals;
mod site_members;
mod site_settings;
mod snapshots;
mod snapshots_args;
mod support;
mod sync;
mod sync_names;
mod sync_sites;
mod text;
mod undo;
mod verify;
mod verify_pack;
mod verify_run;

pub use args::{Args, GenerateArgs, GenerateWhat, Mode, OpenArgs, Rate, SandboxArgs, ThemeWord};
pub use commands::Command;
pub use exit::Exit;
pub use generate::generate;

use crate::worker::PracticeLauncher;
use crate::worker::protocol::Practice;
use end::{Failure, Report};
use jiff::Timestamp;
use of_accounts::Accounts;
use std::path::PathBuf;
use std::sync::Arc;

/// What a command gets from outside.
pub struct World {
    /// Where everything is kept.
    pub data: PathBuf,
    /// Open no socket at all.
    pub offline: bool,
    /// The practice account to work on, if that is wanted.
    pub sandbox: Option<Practice>,
    /// Server of new profiles; `None` is Wix.
    pub base_url: Option<String>,
    /// The time of day.
    pub now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// New ids, each different.
    pub ids: Arc<dyn Fn() -> String + Send + Sync>,
    /// Random numbers from 0 up to 1.
    pub jitter: Arc<dyn Fn() -> f64 + Send + Sync>,
    /// Who is logged in to the computer; may be empty.
    pub person: String,
    /// Starts practice accounts.
    pub practice: Option<Arc<dyn PracticeLauncher>>,
}

impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("World")
            .field("data", &self.data)
            .field("offline", &self.offline)
            .field("sandbox", &self.sandbox)
            .finish_non_exhaustive()
    }
}

/// Carries a command out, shows what came of it, and tells its number.
pub fn run(command: &Command, world: &World) -> Exit {
    out::show(carry_out(command, world), as_json(command))
}

/// Tells about arguments that cannot be understood, as the program tells about everything: with
/// `--json` among them, as an object on standard output too.
pub fn refuse(error: &clap::Error) -> Exit {
    if !error.use_stderr() {
        // Help and version, which were asked for.
        let shown = error.print();
        return if shown.is_ok() {
            Exit::Done
        } else {
            Exit::Failed
        };
    }
    error.print().unwrap_or_default();
    if std::env::args_os().any(|a| a == "--json") {
        let sentence = error.kind().to_string();
        let failure = end::bad(sentence, "See gatehouse --help");
        return out::json_only(&failure);
    }
    Exit::BadInput
}

/// Tells about something that went wrong before a command could begin.
pub fn fail(command: &Command, sentence: &str) -> Exit {
    out::show(Err(end::failed(sentence, "")), as_json(command))
}

fn carry_out(command: &Command, world: &World) -> Result<Report, Failure> {
    match command {
        Command::Connect(args) => connect::run(world, args),
        Command::Check(args) => check::run(world, args),
        Command::Forget(args) => forget::run(world, args),
        Command::Sync(args) => sync::run(world, args),
        Command::Accounts(what) => accounts::run(world, what),
        Command::SiteSettings(args) => site_settings::show(world, args),
        Command::Member(args) => member::run(world, args),
        Command::Find(args) => find::run(world, args),
        Command::Snapshots(what) => snapshots::run(world, what),
        Command::Changes(args) => changes::show(world, args),
        Command::Reviews(what) => reviews::run(world, what),
        Command::Rules(args) => rules::run(world, args),
        Command::Plan(what) => plan::run(world, what),
        Command::Sheet(what) => sheets::run(world, what),
        Command::Show(args) => show::run(args),
        Command::Apply(args) => apply::run(world, args),
        Command::Undo(args) => undo::run(world, args),
        Command::Runs(args) => runs::list(world, args),
        Command::Resume(args) => runs::resume(world, args),
        Command::End(args) => runs::end(world, args),
        Command::Export(what) => export::run(world, what),
        Command::Verify(args) => verify::run(args),
        Command::Support(args) => support::run(world, args),
    }
}

fn as_json(command: &Command) -> bool {
    match command {
        Command::Connect(args) => args.json,
        Command::Check(args) => args.common.json,
        Command::Sheet(what) => sheets::as_json(what),
        Command::Show(args) => args.json,
        Command::Verify(args) => args.json,
        Command::Support(args) => args.json,
        Command::Forget(args) => args.json,
        Command::Sync(args) => args.common.json,
        Command::Accounts(Accounts::List(args)) => args.common.json,
        Command::Accounts(Accounts::Name(args)) => args.common.json,
        Command::Accounts(Accounts::Key(args)) => args.common.json,
        Command::SiteSettings(args) => args.common.json,
        Command::Member(args) => args.common.json,
        Command::Find(args) => args.common.json,
        Command::Snapshots(what) => what.common().json,
        Command::Changes(args) => args.common.json,
        Command::Reviews(what) => what.common().json,
        Command::Rules(args) => args.common().json,
        Command::Plan(what) => what.output().common.json,
        Command::Apply(args) => args.common.json,
        Command::Undo(args) => args.output.common.json,
        Command::Runs(args) => args.common.json,
        Command::Resume(args) | Command::End(args) => args.common.json,
        Command::Export(what) => what.to().common.json,
    }
}
