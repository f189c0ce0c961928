//! Async jobs (site contract 7.6): what a call by filter started, item by item, by the sandbox's clock.
//!
//! A job takes the members that its filter finds when it begins. How far it should be follows from the clock; before each
//! request the members that are due by now are changed.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    State,
    change::Change,
    members::{query::MemberQuery, standing::Deed},
    records::Site,
    refusal::Refusal,
    shelf::{Entry, Kind, shelved},
};

/// What a job does to each of its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Task {
    Approve,
    Block,
    Delete,
    /// Nothing more: the call did it at once and only tells it as a job.
    Done,
}

/// What a job has to do.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Work {
    task: Task,
    ids: Vec<String>,
    /// When it was started.
    at: jiff::Timestamp,
}

/// How far a job is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Progress {
    all: usize,
    done: usize,
    /// What went wrong, by place.
    failed: std::collections::BTreeMap<usize, Value>,
}

impl State {
    /// Starts a job over the members that a filter finds, as queries show them, and gives its id.
    pub(crate) fn start_member_job(
        &mut self,
        site: &Site,
        task: Task,
        query: &MemberQuery,
    ) -> Result<String, Refusal> {
        let ids = self.found_ids(site, query)?;
        self.start_job(site, task, ids)
    }

    /// Starts a job.
    pub(crate) fn start_job(
        &mut self,
        site: &Site,
        task: Task,
        ids: Vec<String>,
    ) -> Result<String, Refusal> {
        let (id, seq, at) = (self.new_guid("job"), self.new_seq(), self.now());
        let progress = Progress {
            all: ids.len(),
            ..Progress::default()
        };
        let entry = |body| Entry {
            seq,
            id: id.clone(),
            body,
        };
        let changes = vec![
            shelved(site, Kind::JobItems, entry(json!(Work { task, ids, at }))),
            shelved(site, Kind::Job, entry(json!(progress))),
        ];
        self.commit(changes, 0)?;
        self.open_jobs.push((site.id.clone(), id.clone()));
        Ok(id)
    }

    /// Finds the jobs that were open when the sandbox ended.
    pub(crate) fn reopen_jobs(&mut self) {
        let mut open = Vec::new();
        for ((site, kind), jobs) in &self.truth.shelf {
            if *kind == Kind::Job {
                let jobs = jobs.values().flatten();
                let unfinished = jobs.filter(|entry| !progress(entry).is_done());
                open.extend(unfinished.map(|entry| (entry.seq, site.clone(), entry.id.clone())));
            }
        }
        open.sort();
        self.open_jobs = open.into_iter().map(|(_, site, id)| (site, id)).collect();
    }

    /// Lets every open job do what is due by now.
    pub(crate) fn run_jobs(&mut self) {
        if self.open_jobs.is_empty() {
            return;
        }
        let mut still_open = Vec::new();
        for (site, id) in std::mem::take(&mut self.open_jobs) {
            match self.run_job(&site, &id) {
                Ok(true) => {}
                Ok(false) => still_open.push((site, id)),
                Err(refusal) => {
                    tracing::error!(?refusal, "a job of the sandbox could not go on");
                    still_open.push((site, id));
                }
            }
        }
        self.open_jobs = still_open;
    }

    /// Whether the job is at its end.
    fn run_job(&mut self, site: &str, id: &str) -> Result<bool, Refusal> {
        let Some(site) = self.truth.sites.get(site).cloned() else {
            return Ok(true);
        };
        let job = self.known_entry(&site, Kind::Job, id)?;
        let items = self.known_entry(&site, Kind::JobItems, id)?;
        let mut progress = progress(&job);
        let Some(due) = self.due(&items.body["at"], progress.all) else {
            return Ok(false);
        };
        if due > progress.done {
            let work: Work = serde_json::from_value(items.body.clone())
                .ok()
                .ok_or(Refusal::Internal)?;
            let mut changes = Vec::new();
            for place in progress.done..due {
                let Some(member) = work.ids.get(place) else {
                    break;
                };
                match self.item(&site, work.task, member) {
                    Ok(change) => changes.extend(change),
                    Err(refusal) => drop(progress.failed.insert(place, item_error(refusal)?)),
                }
            }
            progress.done = due;
            let body = json!(progress);
            changes.push(shelved(
                &site,
                Kind::Job,
                Entry {
                    body,
                    ..Entry::clone(&job)
                },
            ));
            self.commit(changes, 0)?;
        }
        Ok(progress.is_done())
    }

    /// How many items should be done by now; `None` while the job has not begun.
    fn due(&self, at: &Value, all: usize) -> Option<usize> {
        let at: jiff::Timestamp = at.as_str()?.parse().ok()?;
        let passed = self.now().duration_since(at).as_millis();
        let worked = u64::try_from(passed - i128::from(self.switches.job_wait_ms)).ok()?;
        let due = match u64::from(self.switches.job_items_a_second) {
            0 => u64::MAX,
            rate => worked.saturating_mul(rate) / 1_000,
        };
        Some(usize::try_from(due).unwrap_or(usize::MAX).min(all))
    }

    fn item(&self, site: &Site, task: Task, id: &str) -> Result<Option<Change>, Refusal> {
        match task {
            Task::Done => Ok(None),
            Task::Delete => self.deletion(site, id).map(Some),
            Task::Approve => self.deed_change(site, id, Deed::Approve),
            Task::Block => self.deed_change(site, id, Deed::Block),
        }
    }

    /// A job as its call shows it.
    pub(crate) fn job(&self, site: &Site, id: &str) -> Result<Value, Refusal> {
        let job = self.known_entry(site, Kind::Job, id)?;
        let items = self.known_entry(site, Kind::JobItems, id)?;
        let progress = progress(&job);
        let status = match self.due(&items.body["at"], progress.all) {
            None => "INITIALIZED",
            Some(_) if progress.is_done() => "FINISHED",
            Some(_) => "PROCESSING",
        };
        let failed = progress.failed.len();
        Ok(json!({
            "id": id,
            "status": status,
            "counters": {
                "itemsToProcess": progress.all,
                "itemsSucceeded": progress.done - failed,
                "itemsFailed": failed,
            },
        }))
    }

    /// The items that are done so far, with what went wrong, from a place on; and how many there are.
    pub(crate) fn job_items(
        &self,
        site: &Site,
        id: &str,
        page: super::paging::Page,
    ) -> Result<(Vec<Value>, usize), Refusal> {
        let job = self.known_entry(site, Kind::Job, id)?;
        let items = self.known_entry(site, Kind::JobItems, id)?;
        let progress = progress(&job);
        let ids = items.body["ids"].as_array().map_or(&[][..], Vec::as_slice);
        let rows = ids.iter().take(progress.done).enumerate();
        let told = |(place, id): (usize, &Value)| {
            let error = progress.failed.get(&place);
            let mut meta = json!({ "id": id, "originalIndex": place, "success": error.is_none() });
            if let Some(error) = error {
                meta["error"] = error.clone();
            }
            json!({ "itemMetadata": meta })
        };
        let rows = rows.skip(page.offset).take(page.limit).map(told).collect();
        Ok((rows, progress.done))
    }
}

impl Progress {
    fn is_done(&self) -> bool {
        self.done >= self.all
    }
}

fn progress(entry: &Entry) -> Progress {
    Progress::deserialize(&entry.body).unwrap_or_default()
}

/// A refusal as an item tells it (site contract 7.4); what is no matter of one item is the whole call's. The codes of items
/// are not published, so they are those of the single call.
pub(crate) fn item_error(refusal: Refusal) -> Result<Value, Refusal> {
    let told = |code: &str, words: String, data: Value| json!({ "code": code, "description": words, "data": data });
    match refusal {
        Refusal::Invalid(mut all) if !all.is_empty() => {
            let first = all.swap_remove(0);
            let (code, data) = first.own.unwrap_or(("INVALID_ARGUMENT", json!({})));
            Ok(told(code, first.description, data))
        }
        Refusal::NotFound(words, data) => Ok(told("NOT_FOUND", words, data)),
        Refusal::Exists(words, data) => Ok(told("ALREADY_EXISTS", words, data)),
        Refusal::Coded(_, code, words, data) => Ok(told(code, words, data)),
        Refusal::Precondition(code, words) => Ok(told(code, words, json!({}))),
        other => Err(other),
    }
}
