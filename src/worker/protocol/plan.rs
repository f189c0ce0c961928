//! A plan on its way from wish to receipt.

use super::{ErrorCard, JobId};
use crate::journal::RunId;
use crate::plan::{BrakeHit, Forecast, LineResult, Moved, Plan, Receipt, Summary, Traffic};
use jiff::Timestamp;
use std::sync::Arc;

/// A plan with what has to be seen before it is confirmed.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanReview {
    /// The plan. The value confirmed is the value executed.
    pub plan: Arc<Plan>,
    /// Its figures at the present pace.
    pub summary: Summary,
    /// How many mails go out on which day, where it has waves.
    pub forecast: Option<Forecast>,
    /// What holds it.
    pub brakes: Vec<BrakeHit>,
    /// Why it cannot be applied now; `None` if it can.
    pub no_writing: Option<String>,
}

/// Where the making of a plan stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum PlanState {
    /// No plan is open.
    #[default]
    None,
    /// It is being made.
    Making,
    /// It can be read and confirmed.
    Ready(Arc<PlanReview>),
    /// The wish cannot be fulfilled.
    Failed(ErrorCard),
}

/// What a run is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunPhase {
    /// Reading everybody again before the first write.
    Checking,
    /// Sending.
    Sending,
    /// The owner paused it.
    Paused,
    /// Nothing gets through at the moment; it goes on by itself.
    Waiting,
    /// Reading what became of it.
    ReadingBack,
    /// It stands still and can go on later.
    Left,
    /// Over.
    Over,
}

impl RunPhase {
    /// What the run is doing, in words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Checking => "Checking that nobody changed since",
            Self::Sending => "Sending",
            Self::Paused => "Paused",
            Self::Waiting => "Waiting",
            Self::ReadingBack => "Reading back",
            Self::Left => "Stands still",
            Self::Over => "Over",
        }
    }

    /// Whether nothing more happens in it.
    pub fn is_end(self) -> bool {
        matches!(self, Self::Over | Self::Left)
    }
}

/// Why nothing is sent at the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// What is in the way.
    pub why: ErrorCard,
    /// When it is tried again.
    pub until: Option<Timestamp>,
    /// Whether it waits because the plan says so: then nothing is wrong.
    pub planned: bool,
}

/// A run as the plan dialog shows it, line by line.
#[derive(Debug, Clone, PartialEq)]
pub struct RunView {
    /// The run.
    pub run: RunId,
    /// The job that carries it.
    pub job: JobId,
    /// The plan.
    pub plan: Arc<Plan>,
    /// What it is doing.
    pub phase: RunPhase,
    /// Results so far, one per line.
    pub results: Vec<LineResult>,
    /// Who moved since the plan was made; not empty only when it was stopped for it.
    pub moved: Vec<Moved>,
    /// What went over the wire so far.
    pub traffic: Traffic,
    /// Why nothing is sent at the moment.
    pub waiting: Option<Waiting>,
    /// What ended it early.
    pub trouble: Option<ErrorCard>,
    /// The receipt, once it is over.
    pub receipt: Option<Arc<Receipt>>,
}
