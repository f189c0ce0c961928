//! Telling that a long job ended while nobody looked: the window asks for attention, the system
//! shows a notification, and a notice stays until it is read. Only what kind of job it was, counts
//! and times are told, and behind the lock not even that.

use super::notify::Notification;
use super::shell::Shell;
use crate::model::grouped;
use crate::worker::protocol::{JobCard, JobId, JobState};
use egui::{Context, UserAttentionType, ViewportCommand};
use jiff::SignedDuration;
use std::collections::BTreeSet;

/// Jobs that take longer than this are told of.
const LONG: SignedDuration = SignedDuration::from_secs(10);

/// The jobs that are under way.
#[derive(Debug, Default)]
pub(super) struct Long {
    active: BTreeSet<JobId>,
    /// The newest one that was seen. One that came and went between two looks is newer.
    newest: Option<JobId>,
}

impl Long {
    /// Long jobs that have ended since the last look.
    fn ended<'a>(&mut self, jobs: &'a [JobCard]) -> Vec<&'a JobCard> {
        let active = |j: &&JobCard| j.state.is_active();
        let now: BTreeSet<JobId> = jobs.iter().filter(active).map(|j| j.id).collect();
        let before = std::mem::replace(&mut self.active, now);
        let seen = self.newest;
        self.newest = seen.max(jobs.iter().map(|j| j.id).max());
        let news = |j: &&JobCard| before.contains(&j.id) || Some(j.id) > seen;
        let over = |j: &&JobCard| news(j) && !j.state.is_active();
        let long = |j: &&JobCard| {
            j.ended
                .is_some_and(|end| end.duration_since(j.started) > LONG)
        };
        jobs.iter().filter(over).filter(long).collect()
    }
}

/// What is told: no name of anybody, and nothing that Wix said.
fn words(job: &JobCard) -> String {
    let how = match &job.state {
        JobState::Done(_) => "is done",
        JobState::Failed(_) => "did not work",
        _ => "was stopped",
    };
    let took = job
        .ended
        .map_or(0, |end| end.duration_since(job.started).as_secs());
    let took = match took {
        ..=119 => format!("{took} s"),
        _ => format!("{} min", (took + 30) / 60),
    };
    let counts = match (job.progress.done, job.progress.total) {
        (_, None) | (0, _) => String::new(),
        (done, Some(all)) => format!(", {} of {}", grouped(done as usize), grouped(all as usize)),
    };
    format!("“{}” {how} after {took}{counts}", job.kind.label())
}

/// What the system is told: one notification for all that ended.
fn notification(jobs: &[&JobCard], locked: bool) -> Notification {
    let (title, body) = match jobs {
        many if locked => {
            let title = match many.len() {
                1 => "A long job has ended".to_owned(),
                n => format!("{} long jobs have ended", grouped(n)),
            };
            (title, "Gatehouse is locked".to_owned())
        }
        [one] => (words(one), "Gatehouse has what came of it".to_owned()),
        many => {
            let title = format!("{} long jobs have ended", grouped(many.len()));
            let all: Vec<String> = many.iter().map(|j| words(j)).collect();
            (title, all.join("\n"))
        }
    };
    Notification { title, body }
}

impl Shell {
    /// Tells of long jobs that ended while the window was not in front.
    pub(super) fn tell_of_long_jobs(&mut self, ctx: &Context) {
        let jobs = std::sync::Arc::clone(&self.model.jobs);
        let ended = self.long.ended(&jobs);
        let wanted = self.model.settings.as_ref().is_some_and(|s| s.tell_ends);
        if ended.is_empty() || !wanted || ctx.input(|i| i.focused) {
            return;
        }
        if self.model.settings.as_ref().is_some_and(|s| s.notify_ends) {
            (self.options.notify)(notification(&ended, self.lock.is_some()));
        }
        for job in ended {
            let failed = matches!(job.state, JobState::Failed(_));
            self.toasts.say_until_read(!failed, &words(job));
        }
        let asks = UserAttentionType::Informational;
        ctx.send_viewport_cmd(ViewportCommand::RequestUserAttention(asks));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::worker::protocol::{ErrorCard, JobKind, Progress};
    use jiff::Timestamp;

    fn job(state: JobState, seconds: i64) -> JobCard {
        let started: Timestamp = "2026-11-01T09:00:00Z".parse().unwrap();
        JobCard {
            id: JobId(7),
            kind: JobKind::SyncMembers,
            started,
            ended: (!state.is_active()).then(|| started + SignedDuration::from_secs(seconds)),
            progress: Progress {
                done: 1_200,
                total: Some(1_300),
                step: "Nora Whitlock".to_owned(),
                ..Progress::default()
            },
            state,
        }
    }

    #[test]
    fn long_jobs_are_told_of_once_and_without_names() {
        let mut long = Long::default();
        assert!(long.ended(&[job(JobState::Running, 0)]).is_empty());
        let error = ErrorCard::new("Nora Whitlock was refused", "");
        let over = [job(JobState::Failed(error), 45)];
        let told = long.ended(&over);
        assert_eq!(told.len(), 1);
        assert_eq!(
            words(told[0]),
            "“Read members” did not work after 45 s, 1,200 of 1,300"
        );
        assert!(long.ended(&over).is_empty(), "once is enough");
        let unseen = JobCard {
            id: JobId(8),
            ..job(JobState::Done("Nora".to_owned()), 45)
        };
        let both = [unseen, over[0].clone()];
        assert_eq!(
            long.ended(&both).len(),
            1,
            "it came and went between two looks"
        );
        let mut long = Long::default();
        long.ended(&[job(JobState::Running, 0)]);
        let done = [job(JobState::Done("Nora".to_owned()), 9)];
        assert!(long.ended(&done).is_empty(), "that was short");
        let done = job(JobState::Done("Nora".to_owned()), 200);
        assert_eq!(
            words(&done),
            "“Read members” is done after 3 min, 1,200 of 1,300"
        );
    }

    #[test]
    fn the_system_is_told_once_for_all_that_ended_and_behind_the_lock_only_that() {
        let done = job(JobState::Done("Nora".to_owned()), 200);
        let error = ErrorCard::new("Nora Whitlock was refused", "");
        let failed = job(JobState::Failed(error), 45);
        let one = notification(&[&done], false);
        assert_eq!(one.title, words(&done));
        let two = notification(&[&done, &failed], false);
        assert_eq!(two.title, "2 long jobs have ended");
        assert_eq!(two.body, format!("{}\n{}", words(&done), words(&failed)));
        for jobs in [&[&done][..], &[&done, &failed][..]] {
            let told = notification(jobs, true);
            assert!(!told.title.contains("members"), "{told:?}");
            assert_eq!(told.body, "Gatehouse is locked");
        }
    }
}
