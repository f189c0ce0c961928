//! Gatehouse, the program: arguments, logging, and then the window or a command.
//!
//! The two programs that are built from it, `gatehouse` and, for Windows, `gatehousew`, differ only
//! in whether there is a console to tell on.

mod launch;
mod serve;
mod watch;

use crate::app::{self, Options, Start};
use crate::cli::{self, Args, Mode, ThemeWord, World};
use crate::secrets;
use crate::store::DataDir;
use crate::worker::protocol::{Practice, ThemeWish};
use crate::worker::{Environment, Handle, Patience};
use anyhow::Context as _;
use clap::Parser as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// Where the program tells what it has to tell outside of its window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Console {
    /// On standard output and standard error.
    Here,
    /// Nobody reads those: the program was started from a menu by a system that opens no console
    /// for it. What ends it is told by a message on the screen.
    None,
}

/// The whole program, from its arguments to its end. A command tells how it went by its exit code,
/// see [`cli::Exit`]; a window that cannot open is a failure.
pub fn run(console: Console) -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            if console == Console::None {
                app::message(&error.to_string());
            }
            return cli::refuse(&error).into();
        }
    };
    let watch = watch::begin(&args);
    // One provider of cryptography for the whole program; a second call would change nothing.
    if rustls::crypto::ring::default_provider()
        .install_default()
        .is_err()
    {
        tracing::debug!("a provider of cryptography was there already");
    }
    let done = match &args.mode {
        Some(Mode::Sandbox(sandbox)) => serve::run(sandbox),
        Some(Mode::Generate(what)) => cli::generate(what).with_context(|| {
            let dir = what.dir.display();
            format!("{dir} cannot be written")
        }),
        Some(Mode::Command(command)) => {
            let exit = command_line(&args, command);
            watch.close();
            return exit.into();
        }
        Some(Mode::Open(pack)) => {
            let start = Start::Pack(pack.file.clone(), pack.digest);
            window(args, Some(start))
        }
        None => window(args, None),
    };
    watch.close();
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing else can be done if even this cannot be written.
            writeln!(std::io::stderr(), "gatehouse: {error:#}").unwrap_or_default();
            // A second try is told by the first.
            if console == Console::None && !watch::second_try() {
                app::message(&format!("Gatehouse had to end: {error:#}"));
            }
            ExitCode::FAILURE
        }
    }
}

fn data_dir(args: &Args) -> anyhow::Result<PathBuf> {
    match &args.data_dir {
        Some(dir) => Ok(dir.clone()),
        None => Ok(DataDir::platform()?.path().to_owned()),
    }
}

/// The practice account that is wanted.
fn practice(args: &Args) -> Option<Practice> {
    let (size, seed) = (args.size, args.seed);
    args.sandbox.then_some(Practice { size, seed })
}

fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

fn command_line(args: &Args, command: &cli::Command) -> cli::Exit {
    let data = match data_dir(args) {
        Ok(data) => data,
        Err(error) => return cli::fail(command, &format!("{error:#}")),
    };
    let world = World {
        data,
        offline: args.offline,
        sandbox: practice(args),
        base_url: args.base_url.clone(),
        now: launch::clock(),
        ids: Arc::new(new_id),
        jitter: launch::jitter(),
        person: launch::person(),
        practice: Some(Arc::new(launch::Launcher { rate: args.rate })),
    };
    cli::run(command, &world)
}

fn window(args: Args, start: Option<Start>) -> anyhow::Result<()> {
    let data = data_dir(&args)?;
    let usual = || practice(&args).map_or(Start::Last, Start::Practice);
    let start = start.unwrap_or_else(usual);
    let theme = args.theme.map(|t| match t {
        ThemeWord::Light => ThemeWish::Light,
        ThemeWord::Dark => ThemeWish::Dark,
    });
    // A window that was asked for something else than the owner's own accounts stands for itself.
    let own = start == Start::Last && args.screenshot.is_none();
    let listener = match own.then(|| app::take_place(&data)) {
        Some(app::Place::Second) => {
            let words = "Gatehouse is open already; its window was asked to come to the front";
            writeln!(std::io::stderr(), "{words}").unwrap_or_default();
            return Ok(());
        }
        Some(app::Place::First(listener)) => listener,
        None => None,
    };
    let keys = data.clone();
    let env = Environment {
        data: data.clone(),
        offline: args.offline,
        read_only: false,
        by_itself: true,
        person: launch::person(),
        now: launch::clock(),
        ids: Arc::new(new_id),
        jitter: launch::jitter(),
        keys: Box::new(move || secrets::choose(&keys)),
        practice: Some(Arc::new(launch::Launcher { rate: args.rate })),
        patience: Patience::default(),
    };
    let options = Options {
        start,
        route: args.pane,
        theme,
        zoom: args.zoom.map(|percent| f32::from(percent) / 100.0),
        window: args.window,
        screenshot: args.screenshot,
        data_dir: data.display().to_string(),
        base_url: args.base_url,
        now: launch::clock(),
        notify: app::system_notifications(),
    };
    match app::run(move |wake| Handle::start(env, wake), options, listener) {
        Ok(()) => Ok(()),
        Err(app::NoWindow::Graphics(error)) => watch::in_software(&error),
        Err(error) => Err(anyhow::anyhow!(error)),
    }
}
