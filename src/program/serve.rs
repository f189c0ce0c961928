//! `gatehouse sandbox`: the sandbox alone.

use super::launch;
use crate::cli::SandboxArgs;
use crate::sandbox::{Config, Sandbox, parse_faults};
use anyhow::Context as _;
use std::io::Write as _;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// Serves until SIGINT or SIGTERM.
pub(super) fn run(args: &SandboxArgs) -> anyhow::Result<()> {
    let mut config = Config::new(launch::size(args.size), launch::clock());
    config.seed = args.seed;
    config.now = args.now;
    config.members = args.members;
    config.rate_per_minute = launch::rate(args.rate);
    config.lag = Duration::from_millis(args.lag);
    if let Some(file) = &args.faults {
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("{} cannot be read", file.display()))?;
        config.faults =
            parse_faults(&text).with_context(|| format!("{} is not right", file.display()))?;
    }
    if let Some(file) = &args.switches {
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("{} cannot be read", file.display()))?;
        config.switches = serde_json::from_str(&text)
            .with_context(|| format!("{} is not right", file.display()))?;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let sandbox = Sandbox::bind(config, args.port)?;
        let stop = CancellationToken::new();
        // Before anybody can know of it: who reads the line may send a signal at once.
        let interrupted = interrupted()?;
        let mut out = std::io::stdout();
        writeln!(out, "{}", serde_json::to_string(&sandbox.hello())?)?;
        out.flush()?;
        let signal = stop.clone();
        tokio::spawn(async move {
            interrupted.await;
            signal.cancel();
        });
        sandbox.serve(stop).await?;
        Ok(())
    })
}

/// Listens from now on; ends with the first SIGINT or SIGTERM.
#[cfg(unix)]
fn interrupted() -> anyhow::Result<impl Future<Output = ()> + Send> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Listens from its first poll on; ends with the first Ctrl+C.
#[cfg(not(unix))]
fn interrupted() -> anyhow::Result<impl Future<Output = ()> + Send> {
    Ok(async {
        tokio::signal::ctrl_c().await.unwrap_or_default();
    })
}
