//! What watches over the program: the log, crash reports, and a second try at graphics.

use super::launch;
use crate::app;
use crate::cli::Args;
use crate::store::{self, DataDir, LogFile};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _};

/// Set in the second try, so that there is no third.
const SECOND_TRY: &str = "GATEHOUSE_SECOND_TRY";
/// Has Mesa draw in software.
const SOFTWARE: &str = "LIBGL_ALWAYS_SOFTWARE";

/// What has to be ended before the program does.
pub(super) struct Watch(Option<Arc<LogFile>>);

impl Watch {
    /// Writes what is left of the log.
    pub(super) fn close(&self) {
        if let Some(log) = &self.0 {
            log.close();
        }
    }
}

/// Begins to log, to standard error and into the data directory, and to keep crash reports.
pub(super) fn begin(args: &Args) -> Watch {
    let filter =
        EnvFilter::try_from_env("GATEHOUSE_LOG").unwrap_or_else(|_| EnvFilter::new("error"));
    let shown = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_filter(filter);
    let data = place(args);
    let log = data
        .as_deref()
        .map(|data| LogFile::new(data, launch::clock()));
    let kept = log.as_ref().map(LogFile::layer);
    tracing_subscriber::registry().with(shown).with(kept).init();
    let now = launch::clock();
    app::report_crashes(move |report| {
        let text = report.text();
        // Nothing else can be done if even this cannot be written.
        write!(std::io::stderr(), "{text}").unwrap_or_default();
        if let Some(data) = &data {
            store::keep_crash(data, now(), &text)
                .map(drop)
                .unwrap_or_default();
        }
    });
    Watch(log)
}

/// Where data lies, without making anything.
fn place(args: &Args) -> Option<PathBuf> {
    let given = args.data_dir.as_deref().map(Path::to_owned);
    given.or_else(DataDir::platform_place)
}

/// Whether this is the second try.
pub(super) fn second_try() -> bool {
    std::env::var_os(SECOND_TRY).is_some()
}

/// Graphics did not start: the program starts itself once more and draws in software. Comes back
/// with its end, or with the sentence of the first try.
pub(super) fn in_software(error: &str) -> anyhow::Result<()> {
    let again = !second_try() && std::env::var_os(SOFTWARE).is_none();
    if !again {
        anyhow::bail!("{error}. Drawing in software was tried too");
    }
    let words = "graphics did not start; trying once more, drawing in software";
    writeln!(std::io::stderr(), "gatehouse: {words}").unwrap_or_default();
    let mut second = Command::new(std::env::current_exe()?);
    second
        .args(std::env::args_os().skip(1))
        .env(SECOND_TRY, "1")
        .env(SOFTWARE, "1");
    if second.status()?.success() {
        return Ok(());
    }
    anyhow::bail!("the second try failed as well: {error}")
}
