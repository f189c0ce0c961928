//! Writing down what is about to happen and what came of it.

use super::super::super::access;
use super::super::super::cards::{capital, store_card};
use super::super::super::open::{Open, ending};
use super::super::super::protocol::{ErrorCard, RunView, Trouble};
use super::super::look::Look;
use crate::access::{AccountId, ChildAccount, Extra, SiteInvite};
use crate::journal::{Intent, Permit, Record, RunId, Sink as _, SinkError, permit};
use crate::plan::{
    BrakeHit, Lift, LineResult, ObjectKey, Plan, Receipt, Seen, SettingKey, SettingSeen, Skip,
};
use crate::store::{End, LineRow, ProfileStore, RunRow, Set, StoreError};
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

/// Key of the brakes that were lifted for a run, until it is over: going on asks for them again.
fn lifts_key(run: &RunId) -> String {
    format!("lifts:{run}")
}

fn keep_lifts(store: &mut ProfileStore, run: &RunId, lifts: &[Lift]) -> Result<(), StoreError> {
    if lifts.is_empty() {
        return Ok(());
    }
    store.ledger.set_value(&lifts_key(run), lifts)
}

/// Notes that brakes held a plan; nothing was sent.
pub(super) async fn held(open: &Open, hits: &[BrakeHit]) {
    let now = open.shared.now();
    let records: Vec<Record> = hits
        .iter()
        .map(|h| Record::BrakeHeld {
            brake: h.brake.word().to_owned(),
            message: h.message.clone(),
        })
        .collect();
    let noted = open
        .files
        .run(move |s| s.journal.commit_all(now, records))
        .await;
    if let Ok(Err(error)) = noted {
        tracing::error!(%error, "a brake could not be noted");
    }
}

/// The card of a plan that brakes hold.
pub(super) fn held_card(hits: &[BrakeHit]) -> ErrorCard {
    let first = hits
        .first()
        .map_or_else(String::new, |h| format!("{} ({})", h.message, h.people()));
    let name = hits
        .first()
        .map(|h| h.type_name.as_str())
        .unwrap_or_default();
    let details: Vec<String> = hits
        .iter()
        .map(|h| format!("{}: {} ({})", h.brake.word(), h.message, h.people()))
        .collect();
    let mut card = ErrorCard::new(
        format!("A brake holds this plan: {first}"),
        format!("Type “{name}” to lift it, or plan less. Nothing was sent"),
    )
    .of(Trouble::Held);
    card.details = details.join("\n");
    card
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
        let hash = plan.hash().map_err(|e| json_card(&e))?;
        let row = RunRow {
            id: self.run.clone(),
            title: plan.title.clone(),
            plan: serde_json::to_string(plan).map_err(|e| json_card(&e))?,
            plan_hash: Some(hash.clone()),
            state: "running".to_owned(),
            started: now,
            ended: None,
            receipt: None,
        };
        let mut records = vec![Record::RunStarted {
            run: self.run.clone(),
            title: plan.title.clone(),
            lines: plan.lines.len() as u32,
            plan: hash,
        }];
        records.extend(lifted.iter().map(|l| Record::BrakeLifted {
            run: self.run.clone(),
            brake: l.brake.word().to_owned(),
            typed: l.typed.clone(),
        }));
        let continues = plan.continues.clone();
        let run = self.run.clone();
        let lifts: Vec<Lift> = lifted.iter().map(|l| (*l).clone()).collect();
        self.files(move |s| {
            if let Some(before) = continues {
                carried_on(s, &before).map_err(|e| store_card(&e))?;
            }
            s.ledger.insert_run(&row).map_err(|e| store_card(&e))?;
            keep_lifts(s, &run, &lifts).map_err(|e| store_card(&e))?;
            s.journal
                .commit_all(now, records)
                .map_err(|e| sink_card(&e))
        })
        .await
    }

    /// The brakes that were lifted when the run began.
    pub(super) async fn lifts(&self) -> Result<Vec<Lift>, ErrorCard> {
        let key = lifts_key(&self.run);
        let kept = self.files(move |s| s.ledger.value(&key).map_err(|e| store_card(&e)));
        Ok(kept.await?.unwrap_or_default())
    }

    /// The intent, before its call; gives leave to send.
    pub(super) async fn intend(&self, intent: Intent) -> Result<Permit, ErrorCard> {
        let now = self.open.shared.now();
        self.files(move |s| permit(&mut s.journal, now, intent).map_err(|e| sink_card(&e)))
            .await
    }

    /// Outcomes: first in the ledger, then in the journal, both before anybody is told. With each
    /// line comes how many mails Wix sent because of it.
    pub(in crate::worker) async fn outcomes(
        &self,
        lines: &[(u32, LineResult, u32)],
    ) -> Result<(), ErrorCard> {
        self.outcomes_with(lines, Vec::new()).await
    }

    /// The same, with what the answer told about site invites: nothing tells it a second time.
    pub(super) async fn outcomes_with(
        &self,
        lines: &[(u32, LineResult, u32)],
        invites: Vec<SiteInvite>,
    ) -> Result<(), ErrorCard> {
        let record = |line: u32, result: &LineResult| {
            Some(Record::Outcome {
                run: self.run.clone(),
                line,
                outcome: result.outcome.word().to_owned(),
                detail: result.detail.clone(),
                request_id: result.request_id.clone(),
            })
        };
        self.note(lines, invites, record).await
    }

    /// What reading back showed, for lines whose outcome stands already.
    pub(in crate::worker) async fn read_back(
        &self,
        lines: &[(u32, LineResult, u32)],
    ) -> Result<(), ErrorCard> {
        let record = |line: u32, result: &LineResult| {
            let back = result.read_back.as_ref()?;
            Some(Record::ReadBack {
                run: self.run.clone(),
                line,
                found: back.found.clone(),
                as_planned: back.as_planned,
            })
        };
        self.note(lines, Vec::new(), record).await
    }

    /// Lines as they stand into the ledger, and what is new about them into the journal.
    async fn note(
        &self,
        lines: &[(u32, LineResult, u32)],
        invites: Vec<SiteInvite>,
        record: impl Fn(u32, &LineResult) -> Option<Record>,
    ) -> Result<(), ErrorCard> {
        let now = self.open.shared.now();
        let mut rows = Vec::with_capacity(lines.len());
        for (line, result, mails) in lines {
            let read_back = result.read_back.as_ref().map(serde_json::to_string);
            rows.push(LineRow {
                run: self.run.clone(),
                line: *line,
                outcome: result.outcome.word().to_owned(),
                detail: result.detail.clone(),
                request_id: result.request_id.clone(),
                at: result.at.unwrap_or(now),
                read_back: read_back.transpose().map_err(|e| json_card(&e))?,
                made: result.made.clone(),
                mails: *mails,
            });
        }
        let records: Vec<Record> = lines.iter().filter_map(|(l, r, _)| record(*l, r)).collect();
        self.files(move |s| {
            for invite in invites {
                access::keep_invite(s, invite, now).map_err(|e| store_card(&e))?;
            }
            s.ledger.put_lines(&rows).map_err(|e| store_card(&e))?;
            s.journal
                .commit_all(now, records)
                .map_err(|e| sink_card(&e))
        })
        .await
    }

    /// The run stands still and may go on later.
    pub(in crate::worker) async fn pause(
        &self,
        why: &str,
        sentence: &str,
    ) -> Result<(), ErrorCard> {
        let now = self.open.shared.now();
        let record = Record::RunPaused {
            run: self.run.clone(),
            why: why.to_owned(),
        };
        self.stand(now, record, format!("paused: {sentence}")).await
    }

    /// A run that stood still goes on.
    pub(in crate::worker) async fn resume(&self) -> Result<(), ErrorCard> {
        let now = self.open.shared.now();
        let record = Record::RunResumed {
            run: self.run.clone(),
        };
        self.stand(now, record, "running".to_owned()).await
    }

    async fn stand(
        &self,
        now: jiff::Timestamp,
        record: Record,
        state: String,
    ) -> Result<(), ErrorCard> {
        let id = self.run.clone();
        self.files(move |s| {
            s.ledger
                .update_run(&id, &state, None, None)
                .map_err(|e| store_card(&e))?;
            let entry = s.journal.commit(now, record);
            entry.map(|_| ()).map_err(|e| sink_card(&e))
        })
        .await
    }

    /// The journal learns of outcomes that only the ledger has: the program ended between both.
    pub(in crate::worker) async fn catch_up(
        &self,
        lines: Vec<(u32, LineResult)>,
    ) -> Result<(), ErrorCard> {
        let now = self.open.shared.now();
        let run = self.run.clone();
        let records = lines.into_iter().map(|(line, result)| Record::Outcome {
            run: run.clone(),
            line,
            outcome: result.outcome.word().to_owned(),
            detail: result.detail,
            request_id: result.request_id,
        });
        let records: Vec<Record> = records.collect();
        if records.is_empty() {
            return Ok(());
        }
        self.files(move |s| {
            s.journal
                .commit_all(now, records)
                .map_err(|e| sink_card(&e))
        })
        .await
    }

    /// Takes people and invites who were read just now into the cache.
    pub(in crate::worker) async fn keep(&self, looked: &Look) {
        let (found, at) = (looked.found.clone(), self.open.shared.now());
        let settings = looked.settings.clone();
        let child = |id: &AccountId| ChildAccount {
            id: id.clone(),
            extra: Extra::new(),
        };
        let kept = self
            .open
            .files
            .run(move |s| {
                super::super::members::keep_found(s, &found, at)?;
                for (site, set) in &settings {
                    s.cache.put_site_setting(site, set, at)?;
                }
                found
                    .iter()
                    .try_for_each(|(object, seen)| match (object, seen) {
                        (ObjectKey::TeamMember(_), Seen::TeamMember(member)) => {
                            s.cache.put_member(member)
                        }
                        (ObjectKey::TeamMember(user), Seen::Absent) => {
                            s.cache.remove_member(user).map(|_| ())
                        }
                        (ObjectKey::Contributor(site, account, aspect), seen) => {
                            access::keep_contributor(s, site, account, *aspect, seen.contributor())
                        }
                        (ObjectKey::Setting(site, SettingKey::About(member)), seen) => {
                            let now = match seen.setting() {
                                Some(SettingSeen::About(about)) => Some(about.clone()),
                                _ => None,
                            };
                            let (set, end) = (Set::about(site, member), End::complete(at));
                            s.cache.replace(set, now.as_slice(), &end).map(drop)
                        }
                        (_, Seen::ChildAccounts(ids)) => {
                            let all: Vec<ChildAccount> = ids.iter().map(child).collect();
                            let end = End::complete(at);
                            s.cache.replace(Set::children(), all.as_slice(), &end)?;
                            Ok(())
                        }
                        (_, Seen::Address { invites, .. }) => {
                            invites.iter().try_for_each(|i| s.cache.put_invite(i))
                        }
                        _ => Ok(()),
                    })
            })
            .await;
        if let Ok(Err(error)) = kept {
            let error: StoreError = error;
            tracing::error!(%error, "what was read could not be kept");
        }
    }

    /// The end of the run with its receipt.
    pub(in crate::worker) async fn end(
        &self,
        view: &RunView,
        how: &str,
        late: Vec<Skip>,
    ) -> Result<Receipt, ErrorCard> {
        let now = self.open.shared.now();
        let card = self.open.card();
        let id = self.run.clone();
        let mut receipt = Receipt {
            format: Receipt::FORMAT,
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
            skipped: view.plan.skipped.iter().cloned().chain(late).collect(),
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
            s.ledger
                .remove_value(&lifts_key(&id))
                .map_err(|e| store_card(&e))?;
            Ok(receipt)
        })
        .await
    }
}
