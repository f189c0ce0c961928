//! What was reviewed, out of what, and how that was read.

use crate::evidence::Pack;
use crate::kit::notice::Note;
use crate::kit::tone::Tone;
use crate::kit::{layout, text};
use crate::model::{count, exact, grouped};
use egui::Ui;
use std::collections::BTreeMap;

/// Draws it.
pub(super) fn show(ui: &mut Ui, pack: &Pack) {
    ui.spacing_mut().item_spacing.y = 8.0;
    let campaign = &pack.campaign;
    if !campaign.is_complete() {
        let words = "The reading that this review stands on is incomplete";
        let details = campaign.gaps.join("\n");
        Note::new(Tone::Warning, words).details(details).show(ui);
    }
    if pack.account.practice {
        Note::new(Tone::Info, "A practice account with made-up people").show(ui);
    }
    layout::key_value(ui, "Account", &pack.account.name);
    layout::key_value(ui, "Account id", &pack.account.id);
    layout::key_value(ui, "Reviewed", &campaign.scope.words());
    layout::key_value(ui, "Reviewer", &campaign.reviewer);
    layout::key_value(ui, "Made", &exact(campaign.made));
    layout::key_value(ui, "Reading", &exact(campaign.snapshot_at));
    let drawn = &campaign.drawn;
    if !drawn.all.is_empty() {
        ui.add_space(8.0);
        layout::section(ui, "Entries", "reviewed of all");
    }
    for (kind, all) in &drawn.all {
        let taken = drawn.taken.get(kind).copied().unwrap_or_default();
        let words = format!("{} of {}", number(taken), number(*all));
        layout::key_value(ui, kind.label(), &words);
    }
    ui.add_space(8.0);
    layout::section(ui, "How it was read", "");
    if pack.parts.is_empty() {
        let words = "The snapshot was not kept any more when the pack was written";
        ui.label(text::muted(words));
    }
    // A site each would be a list of thousands; the files of the pack have them all.
    let mut kinds: BTreeMap<&str, Vec<&crate::evidence::PartRead>> = BTreeMap::new();
    for part in &pack.parts {
        kinds.entry(&part.what).or_default().push(part);
    }
    for (kind, parts) in kinds {
        let sites = parts.iter().filter(|p| !p.site.is_empty()).count();
        let rows: Option<Vec<u64>> = parts.iter().map(|p| p.rows).collect();
        let pages: Option<Vec<u64>> = parts.iter().map(|p| p.pages.map(u64::from)).collect();
        let mut words = vec![crate::evidence::query_of(kind).to_owned()];
        if sites > 0 {
            words.push(count(sites, "site", "sites"));
        }
        if let Some(pages) = pages {
            let n = usize::try_from(pages.iter().sum::<u64>()).unwrap_or(usize::MAX);
            words.push(count(n, "page", "pages"));
        }
        if let Some(rows) = rows {
            let n = usize::try_from(rows.iter().sum::<u64>()).unwrap_or(usize::MAX);
            words.push(count(n, "row", "rows"));
        }
        // What no call reads has no time.
        let read = parts.iter().map(|p| p.read_at);
        if let Some(last) = read.max().filter(|at| *at > jiff::Timestamp::UNIX_EPOCH) {
            words.push(format!("read {}", exact(last)));
        }
        let title = crate::evidence::title_of(kind);
        layout::key_value(ui, &title, &words.join(" · "));
    }
}

fn number(n: u64) -> String {
    grouped(usize::try_from(n).unwrap_or(usize::MAX))
}
