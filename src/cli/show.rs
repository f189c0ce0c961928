//! `gatehouse show`: a plan out of a file, as far as the file tells.

use super::commands::Show;
use super::end::{Failure, Report, bad};
use super::files;
use super::review::Review;
use crate::plan::{Tempo, file};
use std::time::Duration;

/// Calls a minute, and people on a page, that the figures are worked out with: the documented
/// limits, since the file knows no profile.
const USUAL: (u32, usize) = (200, 100);

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
    });
    let review = Review {
        plan: &plan,
        summary,
        brakes: None,
        no_writing: None,
        all: args.lines,
    };
    Ok(review.report())
}
