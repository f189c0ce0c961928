//! The support bundle: what helps to find an error, and nothing that names anybody.

use super::protocol::{JobCard, JobState, Settings};
use crate::sheet::zip;
use crate::store::{self, DataDir, ProfileRow, ProfileStore, RootLedger, StoreError};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Lines of the log that go along.
const LINES: usize = 400;
/// What the bundle says of itself.
const README: &str = "Gatehouse support bundle.\n\nIt holds the version, the system, settings without \
names, numbers of what is kept, and the log.\nIt holds no name, no address, no id of an account, a \
site or a person, no key, and no file of yours.\nEverything in it is plain text: read it before you \
give it away.\n";

/// Makes the bundle from what lies below this data directory, and from the jobs of this run.
///
/// # Errors
/// What the disk said, in a sentence.
pub fn support_bundle(
    data: &DataDir,
    now: Timestamp,
    jobs: &[JobCard],
) -> Result<Vec<u8>, StoreError> {
    let root = RootLedger::open_read_only(data)?;
    // Settings that cannot be read are told as the usual ones: the log says why.
    let settings: Settings = root.setting("settings").ok().flatten().unwrap_or_default();
    let profiles = root.profiles()?;
    let children = root.parents()?;
    let mut codes = BTreeSet::new();
    let counts: Vec<Value> = profiles
        .iter()
        .map(|row| {
            let child = children.contains_key(&row.id);
            of_profile(data, row, child, &mut codes)
        })
        .collect();
    for job in jobs {
        if let JobState::Failed(error) = &job.state {
            codes.extend(words_of(&error.details));
        }
    }
    let about = json!({
        "program": env!("CARGO_PKG_VERSION"),
        "build": if cfg!(debug_assertions) { "debug" } else { "release" },
        "system": std::env::consts::OS,
        "processor": std::env::consts::ARCH,
        "madeAt": now,
    });
    let settings = json!({
        "theme": settings.theme,
        "zoom": settings.zoom,
        "inspector": settings.inspector,
        "facets": settings.facets,
        "lockAfter": settings.lock_after,
        "keptViews": settings.views.len(),
    });
    let jobs: Vec<Value> = jobs.iter().map(of_job).collect();
    let mut files: BTreeMap<String, Vec<u8>> = [
        ("readme.txt", README.as_bytes().to_vec()),
        ("about.json", pretty(&about)),
        ("settings.json", pretty(&settings)),
        ("profiles.json", pretty(&json!(counts))),
        ("jobs.json", pretty(&json!(jobs))),
        ("error-codes.json", pretty(&json!(codes))),
        ("log.txt", log(data)),
    ]
    .into_iter()
    .map(|(name, bytes)| (name.to_owned(), bytes))
    .collect();
    for (name, report) in store::crashes(data) {
        files.insert(format!("crashes/{name}"), report);
    }
    zip(&files).map_err(|e| StoreError::io(data.path(), &e))
}

fn pretty(value: &Value) -> Vec<u8> {
    // Values made here always have a text.
    let mut text = serde_json::to_vec_pretty(value).unwrap_or_default();
    text.push(b'\n');
    text
}

fn log(data: &DataDir) -> Vec<u8> {
    let lines = store::log_tail(data, LINES).unwrap_or_default();
    let mut text = String::new();
    for line in lines {
        text.push_str(&line);
        text.push('\n');
    }
    text.into_bytes()
}

/// Numbers of one profile, which is told by its place in the list alone.
fn of_profile(
    data: &DataDir,
    row: &ProfileRow,
    child: bool,
    codes: &mut BTreeSet<String>,
) -> Value {
    let sign_in = match row.sign_in {
        store::SignIn::ApiKey { .. } => "apiKey",
        store::SignIn::App { .. } => "app",
    };
    let kept = match ProfileStore::open_read_only(data, &row.id) {
        Ok((files, told)) => numbers(&files, told.len(), codes),
        // Its words would name the folder.
        Err(_) => json!({ "readable": false }),
    };
    json!({
        "signIn": sign_in,
        "practice": row.practice.is_some(),
        "child": child,
        "readOnly": row.read_only,
        "keyPlace": row.key_place,
        "ownServer": !row.base_url.is_empty() && !row.base_url.contains("wixapis.com"),
        "pace": row.pace,
        "kept": kept,
    })
}

fn numbers(files: &ProfileStore, told: usize, codes: &mut BTreeSet<String>) -> Value {
    let set = |meta: Option<store::DatasetMeta>| {
        meta.map(|m| {
            json!({
                "rows": m.rows, "pages": m.pages, "complete": m.complete, "readAt": m.read_at,
            })
        })
    };
    let notices = files
        .ledger
        .notices(store::NOTICES_KEPT)
        .unwrap_or_default();
    for notice in &notices {
        codes.extend(words_of(notice.details.as_deref().unwrap_or_default()));
    }
    let mut tones: BTreeMap<&str, usize> = BTreeMap::new();
    for notice in &notices {
        *tones.entry(notice.tone.as_str()).or_default() += 1;
    }
    let runs = files.ledger.runs(u32::MAX).unwrap_or_default();
    json!({
        "readable": true,
        "repaired": told,
        "team": files.cache.team().ok().and_then(|t| set(t.1)),
        "sites": files.cache.sites().ok().and_then(|t| set(t.1)),
        "runs": runs.len(),
        "runsThatStandStill": runs.iter().filter(|r| r.ended.is_none()).count(),
        "snapshots": files.snapshots.list().map_or(0, |l| l.len()),
        "notices": tones,
        "journalDamaged": files.journal.problem().is_some(),
    })
}

fn of_job(job: &JobCard) -> Value {
    let (state, trouble) = match &job.state {
        JobState::Running => ("running", None),
        JobState::Paused => ("paused", None),
        JobState::Stopping => ("stopping", None),
        JobState::Done(_) => ("done", None),
        JobState::Cancelled(_) => ("cancelled", None),
        JobState::Failed(error) => ("failed", Some(error.trouble)),
    };
    json!({
        "kind": job.kind.label(),
        "started": job.started,
        "ended": job.ended,
        "done": job.progress.done,
        "total": job.progress.total,
        "state": state,
        "trouble": trouble,
    })
}

/// Codes in the words of Wix: capital letters with an underscore between them, such as
/// `PERMISSION_DENIED`. Nobody is called so.
fn words_of(details: &str) -> impl Iterator<Item = String> + '_ {
    details
        .split(|c: char| !(c.is_ascii_uppercase() || c == '_'))
        .map(|word| word.trim_matches('_'))
        .filter(|word| (6..=60).contains(&word.len()) && word.contains('_'))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_and_names_are_not() {
        let details =
            "403 PERMISSION_DENIED for NORA at NORTHLIGHT, request 1b-A_C, USER_NOT_FOUND";
        let found: Vec<String> = words_of(details).collect();
        assert_eq!(found, ["PERMISSION_DENIED", "USER_NOT_FOUND"]);
    }
}
