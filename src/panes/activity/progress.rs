//! How far a running job is: bar, figures, pace, end.

use egui::Ui;
use jiff::Timestamp;

use crate::kit::progress::Progress;
use crate::model::until;
use crate::worker::protocol::{JobCard, JobState};

/// A bar with a line of words below it.
pub(super) fn show(ui: &mut Ui, job: &JobCard, now: Timestamp) {
    let known = &job.progress;
    let step = match job.state {
        JobState::Stopping => "Stopping at the next safe place",
        JobState::Paused => "Paused",
        _ => known.step.as_str(),
    };
    let mut progress = Progress::new(job.kind.label())
        .step(step)
        .done(known.done, known.total)
        .per_minute(
            known
                .per_minute
                .filter(|_| job.state == JobState::Running)
                .map(u64::from),
        );
    if let Some(end) = known.ends_at.filter(|_| job.state == JobState::Running) {
        progress = progress.end(format!("done {}", until(end, now)));
    }
    progress.show(ui);
}
