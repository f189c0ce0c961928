//! What needs attention, worst first, each with a next step.

use super::facts::Facts;
use crate::kit::tone::Tone;
use crate::model::{Ask, Dialog, Model, Route, count, grouped, until};
use crate::panes::rules::is_grave;
use crate::worker::protocol::{
    Command, Connection, JobKind, JobState, KeepIn, KeyPlace, Session, Tone as Said, groups,
};

/// Fewer people than this who hold the whole account are too few.
const CO_OWNERS: usize = 2;
/// Names told before "and more".
const NAMES: usize = 5;

/// One thing that needs attention.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    /// How urgent it is.
    pub(super) tone: Tone,
    /// What it is.
    pub(super) title: String,
    /// More about it; may be empty.
    pub(super) detail: String,
    /// Words of the next step.
    pub(super) step: &'static str,
    /// The next step.
    pub(super) ask: Ask,
    /// Why the step cannot be taken now.
    pub(super) blocked: Option<String>,
}

impl Item {
    fn new(tone: Tone, title: impl Into<String>, step: &'static str, ask: impl Into<Ask>) -> Self {
        Self {
            tone,
            title: title.into(),
            detail: String::new(),
            step,
            ask: ask.into(),
            blocked: None,
        }
    }

    fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    fn blocked(mut self, why: Option<String>) -> Self {
        self.blocked = why;
        self
    }
}

/// Everything that needs attention, errors before warnings before what is good to know.
pub(super) fn items(model: &Model, facts: &Facts) -> Vec<Item> {
    let Some(session) = &model.session else {
        return Vec::new();
    };
    let mut items = Vec::new();
    runs(model, &mut items);
    key(model, session, &mut items);
    work(model, &mut items);
    data(model, session, &mut items);
    team(model, facts, &mut items);
    reviews(model, &mut items);
    rules(model, &mut items);
    // The connection and the job that met the same trouble say the same.
    let mut told = std::collections::BTreeSet::new();
    items.retain(|i| told.insert(i.title.clone()));
    let rank = |tone: Tone| match tone {
        Tone::Danger => 0,
        Tone::Warning => 1,
        Tone::Neutral | Tone::Accent | Tone::Info | Tone::Success => 2,
    };
    items.sort_by_key(|i| rank(i.tone));
    items
}

/// Reviews that are late, and those that are due again.
fn reviews(model: &Model, items: &mut Vec<Item>) {
    let all = model.reviews.as_ref().and_then(|l| l.all.as_ref().ok());
    let late = all.into_iter().flatten();
    for card in late.filter(|c| c.due().is_some_and(|due| due <= model.now)) {
        let title = if card.locked().is_none() {
            format!("The review “{}” is late", card.campaign.name)
        } else {
            format!("The review “{}” is due again", card.campaign.name)
        };
        let left = count(card.counts.undecided() as usize, "entry is", "entries are");
        let item = Item::new(
            Tone::Warning,
            title,
            "Open reviews",
            Ask::Go(Route::Reviews),
        );
        items.push(match card.locked() {
            None => item.detail(format!("{left} undecided")),
            Some(_) => item,
        });
    }
}

fn key(model: &Model, session: &Session, items: &mut Vec<Item>) {
    let again = || Ask::Open(Dialog::GiveKey(session.profile.id.clone()));
    match session.profile.key {
        KeyPlace::Missing => items.push(
            Item::new(
                Tone::Danger,
                "The key is missing",
                "Give the key again…",
                again(),
            )
            .detail("What is kept on this computer can be seen; nothing can be read or changed"),
        ),
        KeyPlace::ThisRun => items.push(
            Item::new(
                Tone::Info,
                "The key is kept only until the program ends",
                "Open settings",
                Ask::Go(Route::Settings),
            )
            .detail("No key store of the system could be used"),
        ),
        KeyPlace::System | KeyPlace::Sealed | KeyPlace::Practice | KeyPlace::Parent => {}
    }
    if let Connection::Trouble(error) = &session.connection
        && model.keeping.keeps == KeepIn::Closed
    {
        let give = Ask::Open(Dialog::Passphrase);
        let item = Item::new(
            Tone::Danger,
            error.sentence.as_str(),
            "Give the passphrase…",
            give,
        );
        items.push(
            item.detail(
                "What is kept on this computer can be seen; nothing can be read or changed",
            ),
        );
    } else if let Connection::Trouble(error) = &session.connection {
        items.push(
            Item::new(
                Tone::Danger,
                error.sentence.as_str(),
                "Show activity",
                Ask::Go(Route::Activity),
            )
            .detail(error.remedy.as_str()),
        );
    }
}

/// Runs that stand still, and runs that ended early.
fn runs(model: &Model, items: &mut Vec<Item>) {
    for run in model.activity.runs.iter().filter(|r| r.open) {
        let summary = match run.summary.as_str() {
            // The ledger still has it as running when the program was cut off.
            "Running" => "The program ended in the middle of it",
            told => told,
        };
        items.push(
            Item::new(
                Tone::Danger,
                format!("“{}” stands still", run.title),
                "Go on",
                Command::Resume(run.run.clone()),
            )
            .detail(format!("{summary}. It can also be ended under Activity"))
            .blocked(model.no_going_on()),
        );
    }
    for run in model.activity.runs.iter().filter(|r| r.can_go_on) {
        items.push(
            Item::new(
                Tone::Warning,
                format!("“{}” ended early", run.title),
                "Plan the rest…",
                Command::GoOn(run.run.clone()),
            )
            .detail(run.summary.as_str())
            .blocked(model.no_writing()),
        );
    }
}

/// Jobs and notices.
fn work(model: &Model, items: &mut Vec<Item>) {
    for kind in [
        JobKind::Sync,
        JobKind::Apply,
        JobKind::Settle,
        JobKind::Check,
    ] {
        if let Some(job) = model.last_job(kind)
            && let JobState::Failed(error) = &job.state
        {
            let item = if kind == JobKind::Sync {
                Item::new(
                    Tone::Danger,
                    error.sentence.as_str(),
                    "Read again",
                    Command::Sync,
                )
                .blocked(model.no_reading())
            } else {
                Item::new(
                    Tone::Danger,
                    error.sentence.as_str(),
                    "Show activity",
                    Ask::Go(Route::Activity),
                )
            };
            let what = format!("{} failed. {}", kind.label(), error.remedy);
            items.push(item.detail(what.trim_end()));
        }
    }
    let unread = model
        .activity
        .notices
        .iter()
        .filter(|n| !n.read && n.tone == Said::Error);
    let errors = unread.clone().count();
    let newest = unread.map(|n| n.text.sentence.as_str()).next();
    let newest = newest.unwrap_or_default();
    // A job that failed leaves a notice with the same words.
    let told = errors == 1 && items.iter().any(|i| i.title == newest);
    if errors > 0 && !told {
        let title = count(errors, "error was not read yet", "errors were not read yet");
        items.push(
            Item::new(
                Tone::Danger,
                title,
                "Show activity",
                Ask::Go(Route::Activity),
            )
            .detail(newest),
        );
    }
}

fn data(model: &Model, session: &Session, items: &mut Vec<Item>) {
    for set in session.datasets.iter().filter(|d| !d.complete) {
        let why = set
            .note
            .as_deref()
            .unwrap_or("The last reading did not come to its end");
        items.push(
            Item::new(
                Tone::Warning,
                format!("{}: not complete", set.label),
                "Read again",
                Command::Sync,
            )
            .detail(why)
            .blocked(model.no_reading()),
        );
    }
}

/// People and invites.
fn team(model: &Model, facts: &Facts, items: &mut Vec<Item>) {
    let now = model.now;
    let show = |group: &str, value: &str| Ask::Team {
        group: group.to_owned(),
        value: value.to_owned(),
    };
    let open = || show(groups::STATUS, "Invite open");
    if facts.people > 0 && facts.co_owners < CO_OWNERS {
        let title = match facts.co_owners {
            0 => "Nobody in the team holds the whole account",
            _ => "Only one person holds the whole account",
        };
        items.push(
            Item::new(
                Tone::Warning,
                title,
                "Show the team",
                show(groups::REACH, "Whole account"),
            )
            .detail("With two co-owners, one can help when the other cannot get in"),
        );
    }
    let ending = facts.ending(now);
    if let Some((first, _)) = ending.first() {
        let names = ending.iter().map(|(_, who)| who.as_str());
        let title = format!(
            "{} within 7 days",
            count(ending.len(), "open invite ends", "open invites end")
        );
        items.push(
            Item::new(Tone::Warning, title, "Show open invites", open()).detail(format!(
                "{}. The first one {}",
                some(names),
                until(*first, now)
            )),
        );
    }
    let over = facts.over(now);
    if over > 0 {
        let title = count(
            over,
            "invite has ended since it was read",
            "invites have ended since they were read",
        );
        items.push(
            Item::new(Tone::Info, title, "Read again", Command::Sync)
                .detail("Reading the account again shows how they stand")
                .blocked(model.no_reading()),
        );
    }
    if facts.expired > 0 {
        let title = count(facts.expired, "invite has expired", "invites have expired");
        items.push(
            Item::new(
                Tone::Info,
                title,
                "Show them",
                show(groups::STATUS, "Invite expired"),
            )
            .detail("These people were invited and never came in"),
        );
    }
    if !facts.no_access.is_empty() {
        let n = facts.no_access.len();
        let names = facts.no_access.iter().map(String::as_str);
        let title = count(
            n,
            "person is in the team without access",
            "people are in the team without access",
        );
        items.push(
            Item::new(
                Tone::Info,
                title,
                "Show them",
                show(groups::REACH, "No access"),
            )
            .detail(some(names)),
        );
    }
}

/// What breaks the house rules, the rules with most findings first.
fn rules(model: &Model, items: &mut Vec<Item>) {
    let Some(table) = model.rules.as_ref().filter(|t| t.open > 0) else {
        return;
    };
    let mut broken = table.per_rule();
    broken.retain(|(_, open, _)| *open > 0);
    broken.sort_by_key(|(_, open, _)| std::cmp::Reverse(*open));
    let grave = broken.iter().any(|(rule, ..)| is_grave(*rule));
    let tone = if grave { Tone::Warning } else { Tone::Info };
    let told: Vec<String> = broken
        .iter()
        .map(|(rule, open, _)| format!("{}: {}", rule.title(), grouped(*open)))
        .collect();
    let title = count(
        table.open,
        "finding of the house rules",
        "findings of the house rules",
    );
    let item = Item::new(tone, title, "Show house rules", Ask::Go(Route::Rules));
    items.push(item.detail(some(told.iter().map(String::as_str))));
}

/// The first names and how many more there are.
fn some<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> String {
    let more = names.len().saturating_sub(NAMES);
    let first: Vec<&str> = names.take(NAMES).collect();
    let first = first.join(", ");
    match more {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}
