//! Gatehouse, the program: arguments, logging, and then the window or a command.

mod launch;
mod serve;

use clap::Parser as _;
use gatehouse::app::{self, Options, Start};
use gatehouse::cli::{Args, Mode, ThemeWord};
use gatehouse::secrets;
use gatehouse::store::DataDir;
use gatehouse::worker::protocol::{Practice, ThemeWish};
use gatehouse::worker::{Environment, Handle, Patience};
use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

fn main() -> ExitCode {
    let args = Args::parse();
    log_to_stderr();
    // One provider of cryptography for the whole program; a second call would change nothing.
    if rustls::crypto::ring::default_provider()
        .install_default()
        .is_err()
    {
        tracing::debug!("a provider of cryptography was there already");
    }
    let done = match &args.mode {
        Some(Mode::Sandbox(sandbox)) => serve::run(sandbox),
        None => window(args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing else can be done if even this cannot be written.
            writeln!(std::io::stderr(), "gatehouse: {error:#}").unwrap_or_default();
            ExitCode::FAILURE
        }
    }
}

fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("GATEHOUSE_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("error"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}

fn window(args: Args) -> anyhow::Result<()> {
    let data = match &args.data_dir {
        Some(dir) => dir.clone(),
        None => DataDir::platform()?.path().to_owned(),
    };
    let start = if args.sandbox {
        Start::Practice(Practice {
            size: args.size,
            seed: args.seed,
        })
    } else {
        Start::Last
    };
    let theme = args.theme.map(|t| match t {
        ThemeWord::Light => ThemeWish::Light,
        ThemeWord::Dark => ThemeWish::Dark,
    });
    let env = Environment {
        data: data.clone(),
        offline: args.offline,
        read_only: false,
        by_itself: true,
        now: launch::clock(),
        ids: Arc::new(|| uuid::Uuid::now_v7().to_string()),
        jitter: launch::jitter(),
        keys: Box::new(secrets::choose),
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
    };
    app::run(move |wake| Handle::start(env, wake), options).map_err(|error| anyhow::anyhow!(error))
}
