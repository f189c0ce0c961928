//! `gatehouse show`: a plan out of a file, as far as the file tells.

use super::end::{Failure, Report, bad};
use super::files;
use super::review::Review;
use crate::plan::{Tempo, file};
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

/// `show`.
#[derive(Debug, Args)]
pub struct Show {
    /// The plan
    pub(super) file: PathBuf,
    /// Show every line
    #[arg(long)]
    pub(super) lines: bool,
    /// One JSON object on standard output
    #[arg(long)]
    pub(super) json: bool,
}

/// Calls a minute, and people on a page, that the figures are worked out with: the documented
/// limits, since the file knows no profile.
const USUAL: (u32, usize) = (200, 100);

/// Predefined roles that can be held on a site, about (contract 7).
const SITE_ROLES: usize = 12;

/// Shows the plan.
pub(super) fn run(args: &Show) -> Result<Report, Failure> {
    let bytes = files::read(&args.file)?;
    let plan = file::from_bytes(&bytes).map_err(|error| {
        let what = format!("{} cannot be used: {error}", files::place(&args.file));
        bad(what, error.remedy())
    })?;
    let summary = plan.summary(Tempo {
        per_minute: Some(USUAL.0),
        creation_gap: Duration::from_secs(1),
        team_pages: plan.team_size.div_ceil(USUAL.1).max(1),
        site_roles: SITE_ROLES,
        locations: 1,
    });
    let review = Review {
        plan: &plan,
        summary,
        forecast: None,
        brakes: None,
        no_writing: None,
        all: args.lines,
    };
    Ok(review.report())
}
