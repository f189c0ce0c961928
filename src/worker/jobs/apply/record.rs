//! Writing down what is about to happen and what came of it.

use super::super::super::cards::{capital, store_card};
use super::super::super::open::{Open, ending};
use super::super::super::protocol::{ErrorCard, RunView};
use super::super::people::Found;
use crate::journal::{Intent, Permit, Record, RunId, Sink as _, SinkError, permit};
use crate::plan::{Lift, LineResult, ObjectKey, Plan, Receipt};
use crate::store::{LineRow, ProfileStore, RunRow, StoreError};
use std::sync::Arc;

/// Writes the journal and the ledger of one run.
pub(in crate::worker) struct Recorder {
    open: Arc<Open>,
    run: RunId,
}

fn sink_card(error: &SinkError) -> ErrorCard {
    ErrorCard::new(
        capital(&error.to_string()),
        "Make room on the disk and check that the folder can be written; then plan again",
    )
}

fn json_card(error: &serde_json::Error) -> ErrorCard {
    ErrorCard::new(
        format!("The plan could not be written down ({error})"),
        "Nothing was sent",
    )
}

/// Marks the run that is carried on with, so that it is not offered again.
fn carried_on(store: &mut ProfileStore, run: &RunId) -> Result<(), StoreError> {
    let Some(row) = store.ledger.run(run)? else {
        return Ok(());
    };
    let sentence = row.state.split_once(": ").map_or("", |(_, s)| s);
    store
        .ledger
        .update_run(run, &format!("continued: {sentence}"), None, None)
}

impl Recorder {
    pub(in crate::worker) fn new(open: Arc<Open>, run: RunId) -> Self {
        Self { open, run }
    }

    async fn files<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut ProfileStore) -> Result<R, ErrorCard> + Send + 'static,
    ) -> Result<R, ErrorCard> {
        self.open.files.run(work).await.map_err(ending)?
    }

    /// The run with its plan, before anything is sent.
    pub(super) async fn begin(&self, plan: &Plan, lifted: &[&Lift]) -> Result<(), ErrorCard> {
        let now = self.open.shared.now();
        let row = RunRow {
            id: self.run.clone(),
            title: plan.title.clone(),
            plan: serde_json::to_string(plan).map_err(|e| json_card(&e))?,
            state: "running".to_owned(),
            started: now,
            ended: None,
            receipt: None,
        };
        let mut records = vec![Record::RunStarted {
            run: self.run.clone(),
            title: plan.title.clone(),
            lines: plan.lines.len() as u32,
            plan: plan.hash().map_err(|e| json_card(&e))?,
        }];
        records.extend(lifted.iter().map(|l| Record::BrakeLifted {
            run: self.run.clone(),
            brake: l.brake.word().to_owned(),
            typed: l.typed.clone(),
        }));
        let continues = plan.continues.clone();
        self.files(move |s| {
            if let Some(before) = continues {
                carried_on(s, &before).map_err(|e| store_card(&e))?;
            }
            s.ledger.insert_run(&row).map_err(|e| store_card(&e))?;
            records.into_iter().try_for_each(|record| {
                s.journal
                    .commit(now, record)
                    .map(|_| ())
                    .map_err(|e| sink_card(&e))
            })
        })
        .await
    }

    /// The intent, before its call; gives leave to send.
    pub(super) async fn intend(&self, intent: Intent) -> Result<Permit, ErrorCard> {
        let now = self.open.shared.now();
        self.files(move |s| permit(&mut s.journal, now, intent).map_err(|e| sink_card(&e)))
            .await
    }

    /// An outcome: first in the ledger, then in the journal, both before anybody is told.
    pub(in crate::worker) async fn outcome(
        &self,
        line: u32,
        result: &LineResult,
    ) -> Result<(), ErrorCard> {
        let record = Record::Outcome {
            run: self.run.clone(),
            line,
            outcome: result.outcome.word().to_owned(),
            detail: result.detail.clone(),
            request_id: result.request_id.clone(),
        };
        self.note(line, result, record).await
    }

    /// What reading back showed, for lines whose outcome stands already.
    pub(in crate::worker) async fn read_back(
        &self,
        line: u32,
        result: &LineResult,
    ) -> Result<(), ErrorCard> {
        let Some(back) = result.read_back.clone() else {
            return Ok(());
        };
        let record = Record::ReadBack {
            run: self.run.clone(),
            line,
            found: back.found,
            as_planned: back.as_planned,
        };
        self.note(line, result, record).await
    }

    /// A line as it stands into the ledger, and what is new about it into the journal.
    async fn note(&self, line: u32, result: &LineResult, record: Record) -> Result<(), ErrorCard> {
        let now = self.open.shared.now();
        let read_back = result.read_back.as_ref().map(serde_json::to_string);
        let row = LineRow {
            run: self.run.clone(),
            line,
            outcome: result.outcome.word().to_owned(),
            detail: result.detail.clone(),
            request_id: result.request_id.clone(),
            at: result.at.unwrap_or(now),
            read_back: read_back.transpose().map_err(|e| json_card(&e))?,
        };
        self.files(move |s| {
            s.ledger.put_line(&row).map_err(|e| store_card(&e))?;
            let entry = s.journal.commit(now, record);
            entry.map(|_| ()).map_err(|e| sink_card(&e))
        })
        .await
    }

    /// Takes people who were read just now into the cache.
    pub(in crate::worker) async fn keep_people(&self, found: &Found) {
        let found = found.clone();
        let kept = self
            .open
            .files
            .run(move |s| {
                found.iter().try_for_each(|(object, member)| {
                    let ObjectKey::Member(user) = object;
                    match member {
                        Some(member) => s.cache.put_member(member),
                        None => s.cache.remove_member(user).map(|_| ()),
                    }
                })
            })
            .await;
        if let Ok(Err(error)) = kept {
            let error: StoreError = error;
            tracing::error!(%error, "people who were read could not be kept");
        }
    }

    /// The end of the run with its receipt.
    pub(in crate::worker) async fn end(
        &self,
        view: &RunView,
        how: &str,
    ) -> Result<Receipt, ErrorCard> {
        let now = self.open.shared.now();
        let card = self.open.card();
        let id = self.run.clone();
        let mut receipt = Receipt {
            format: 1,
            run: self.run.clone(),
            plan_hash: view.plan.hash().map_err(|e| json_card(&e))?,
            title: view.plan.title.clone(),
            account_name: card.name_to_type().to_owned(),
            account: view.plan.account.as_str().to_owned(),
            started: now,
            ended: now,
            how: how.to_owned(),
            traffic: view.traffic,
            lines: Receipt::lines_of(&view.plan, &view.results),
            skipped: view.plan.skipped.clone(),
            journal: crate::journal::Head::default(),
        };
        self.files(move |s| {
            let kept = s.ledger.run(&id).map_err(|e| store_card(&e))?;
            receipt.started = kept.map_or(now, |row| row.started);
            let record = Record::RunEnded {
                run: id.clone(),
                how: receipt.how.clone(),
            };
            s.journal.commit(now, record).map_err(|e| sink_card(&e))?;
            receipt.journal = s.journal.head();
            let text = serde_json::to_string(&receipt).map_err(|e| json_card(&e))?;
            let state = format!("{}: {}", receipt.how, receipt.sentence());
            s.ledger
                .update_run(&id, &state, Some(now), Some(&text))
                .map_err(|e| store_card(&e))?;
            Ok(receipt)
        })
        .await
    }
}
