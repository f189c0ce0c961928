//! What the window holds itself: panes, runs, reviews, settings, commands. All of these are short.

use super::super::commands::UiCommand;
use super::super::shell::Shell;
use super::hit::{Hit, Target};
use crate::index::fold;
use crate::kit::icons::Icon;
use crate::kit::palette;
use crate::model::topics::{TOPICS, Topic};
use crate::model::{Model, Route, age};
use crate::panes::settings::SECTIONS;

/// Most hits of one kind.
const MOST: usize = 6;

/// Whether a text has every word that was typed.
fn has(text: &str, typed: &str) -> bool {
    let (text, typed) = (fold(text), fold(typed));
    typed.split_whitespace().all(|word| text.contains(word))
}

/// Whether a word of the text begins with what was typed.
fn begins(text: &str, typed: &str) -> bool {
    let (text, typed) = (fold(text), fold(typed));
    let typed = typed.trim();
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    text.starts_with(typed) || words.any(|w| !w.is_empty() && w.starts_with(typed))
}

/// The picture of a pane.
pub(super) fn icon(route: Route) -> Icon {
    match route {
        Route::Overview | Route::Welcome | Route::Kit => Icon::Overview,
        Route::Team => Icon::Team,
        Route::Invites => Icon::Invites,
        Route::Roles => Icon::Roles,
        Route::Sites => Icon::Sites,
        Route::Contributors => Icon::Contributors,
        Route::Members => Icon::Members,
        Route::People => Icon::Person,
        Route::Accounts => Icon::Accounts,
        Route::Reviews => Icon::Reviews,
        Route::Changes => Icon::Changes,
        Route::Rules => Icon::Flag,
        Route::Activity => Icon::Activity,
        Route::Settings => Icon::Settings,
        Route::Pack => Icon::Folder,
        Route::Help => Icon::Help,
    }
}

/// Panes whose names begin with the text; all of them for an empty one.
pub(super) fn panes(shell: &mut Shell, text: &str) -> Vec<Hit> {
    let all = UiCommand::FIXED.into_iter().filter_map(|c| match c {
        UiCommand::Go(route) if text.is_empty() || begins(route.title(), text) => Some((c, route)),
        _ => None,
    });
    let all: Vec<_> = all.collect();
    all.into_iter()
        .map(|(command, route)| Hit {
            keys: command.keys(),
            blocked: shell.why_not(command),
            ..Hit::new(icon(route), route.title(), Target::Command(command))
        })
        .collect()
}

/// Runs of plans.
pub(super) fn runs(model: &Model, text: &str) -> Vec<Hit> {
    let runs = model.activity.runs.iter();
    let found = runs.filter(|r| has(&format!("{} {}", r.title, r.run.as_str()), text));
    found
        .take(MOST)
        .map(|run| {
            let when = age(run.ended.unwrap_or(run.started), model.now);
            let target = Target::Run(run.run.clone());
            Hit::new(Icon::Run, run.title.clone(), target)
                .detail(format!("{} · {when}", run.summary))
        })
        .collect()
}

/// Access reviews.
pub(super) fn reviews(model: &Model, text: &str) -> Vec<Hit> {
    let all = model.reviews.as_ref().and_then(|l| l.all.as_ref().ok());
    let all = all.map_or(&[][..], Vec::as_slice).iter();
    all.filter(|card| has(&card.campaign.name, text))
        .take(MOST)
        .map(|card| {
            let target = Target::Review(card.campaign.id.clone());
            Hit::new(Icon::Reviews, card.campaign.name.clone(), target).detail(card.stage.label())
        })
        .collect()
}

/// Sections of the settings.
pub(super) fn settings(model: &Model, text: &str) -> Vec<Hit> {
    let open = model.session.is_some();
    let all = SECTIONS.iter().filter(|s| open && has(&s.searched(), text));
    all.take(MOST)
        .map(|s| Hit::new(Icon::Settings, s.title, Target::Section(s.title)).detail(s.explained))
        .collect()
}

/// Topics of the help.
pub(super) fn topics(text: &str) -> Vec<Hit> {
    let words = |t: &Topic| format!("{} {} {}", t.title, t.says.join(" "), t.unknown);
    let mut all: Vec<&Topic> = TOPICS.iter().filter(|t| has(&words(t), text)).collect();
    all.sort_by_key(|t| !has(t.title, text));
    let hit = |t: &Topic| {
        let first = t.says.first().copied().unwrap_or_default();
        Hit::new(Icon::Help, t.title, Target::Topic(t.title)).detail(first)
    };
    all.into_iter().take(3).map(hit).collect()
}

/// Commands that are no panes, as the palette finds them.
pub(super) fn commands(shell: &mut Shell, text: &str) -> Vec<Hit> {
    let skipped = |c: &UiCommand| matches!(c, UiCommand::Go(_) | UiCommand::Find);
    let all = UiCommand::all(&shell.model).into_iter();
    let all: Vec<UiCommand> = all.filter(|c| !skipped(c)).collect();
    let entries: Vec<palette::Entry> = all.iter().map(|c| shell.entry_of(*c)).collect();
    let found = palette::matches(&entries, text).into_iter().take(MOST);
    found.map(|at| hit(&entries[at], all[at])).collect()
}

/// What helps where nothing was found: reading what was not read.
pub(super) fn next_steps(shell: &mut Shell) -> Vec<Hit> {
    let steps = [
        UiCommand::Read,
        UiCommand::ReadSites,
        UiCommand::ReadMembers,
    ];
    let steps = steps.map(|c| (c, shell.entry_of(c)));
    let free = steps.into_iter().filter(|(_, e)| e.blocked.is_none());
    free.map(|(command, entry)| hit(&entry, command)).collect()
}

fn hit(entry: &palette::Entry, command: UiCommand) -> Hit {
    Hit {
        keys: entry.keys,
        blocked: entry.blocked.clone(),
        ..Hit::new(Icon::Command, entry.title.clone(), Target::Command(command))
            .detail(entry.group.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_come_by_how_their_words_begin_and_lists_by_every_word() {
        assert!(begins("House rules", "rul"));
        assert!(!begins("Changes", "an"));
        assert!(begins("Members", "MEM"));
        assert!(has("Remove 3 people from the team", "team 3"));
        assert!(!has("Remove 3 people from the team", "team 4"));
    }
}
