//! Freezing a review.

use super::Numbers;
use super::reviews::{ReviewCard, ReviewRow, ReviewTable, review_groups as groups};
use crate::access::Directory;
use crate::access::review::{After, Item, Standing, Verdict, domain_of};
use crate::index::{COLUMN, FacetsBuilder, Index, Rank, TextIndex};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Makes the table of a review. `after` tells what became of decisions, by the numbers of the
/// entries. Work grows with the entries, so it runs off the window's thread.
pub fn freeze_review(
    (card, standing): (ReviewCard, Standing),
    items: &[Arc<Item>],
    after: &BTreeMap<u32, After>,
    directory: &Directory,
    now: Timestamp,
) -> ReviewTable {
    let row = |(number, item): (u32, &Arc<Item>)| {
        let made = standing.made.get(&number).cloned();
        let reduced_to = match made.as_ref().map(|m| &m.verdict) {
            Some(Verdict::Reduce { roles }) => {
                let title = |r| directory.role_name(r).to_owned();
                roles.iter().map(title).collect()
            }
            _ => Vec::new(),
        };
        let worth = item.worth.iter().map(|w| w.words(now));
        ReviewRow {
            number,
            worth: worth.collect::<Vec<_>>().join(" · "),
            item: Arc::clone(item),
            made,
            note: standing.notes.get(&number).cloned().unwrap_or_default(),
            reduced_to,
            after: after.get(&number).copied(),
        }
    };
    let rows: Vec<ReviewRow> = (0_u32..).zip(items).map(row).collect();
    ReviewTable {
        index: Arc::new(index(&rows)),
        numbers: Numbers::fixed(rows.iter().map(|r| r.number).collect()),
        rows,
        card,
        standing,
    }
}

fn index(rows: &[ReviewRow]) -> Index {
    let texts = rows.iter().map(|r| {
        let (item, reason) = (&r.item, r.made.as_ref().map_or("", |m| m.reason.as_str()));
        [
            item.name.as_str(),
            &item.address,
            &item.role_words(),
            &item.place,
            item.matter.who(),
            &r.note,
            reason,
        ]
        .join(&COLUMN.to_string())
    });
    let text = TextIndex::build(texts);
    let ranks = vec![
        Rank::of_texts(rows.iter().map(|r| Some(r.item.name.as_str()))),
        Rank::of_texts(rows.iter().map(|r| Some(r.item.role_words()))),
        Rank::of_texts(rows.iter().map(|r| Some(r.item.place.as_str()))),
        Rank::of(
            &rows
                .iter()
                .map(|r| r.item.context.since())
                .collect::<Vec<_>>(),
        ),
        Rank::of_texts(rows.iter().map(|r| Some(r.worth.as_str()))),
        Rank::of(&rows.iter().map(|r| Some(place_of(r))).collect::<Vec<_>>()),
    ];
    Index::new(text, facets(rows).finish(), ranks).unwrap_or_default()
}

/// The place of a decision among all; what is undecided comes first.
fn place_of(row: &ReviewRow) -> usize {
    let word = row.made.as_ref().map(|m| m.verdict.word());
    let place = word.and_then(|w| Verdict::WORDS.iter().position(|x| *x == w));
    place.map_or(0, |n| n + 1)
}

fn facets(rows: &[ReviewRow]) -> FacetsBuilder {
    let mut facets = FacetsBuilder::default();
    let decision = facets.group(groups::DECISION, "Decision");
    let kind = facets.group(groups::KIND, "Kind");
    let worth = facets.group(groups::WORTH, "Worth knowing");
    let role = facets.group(groups::ROLE, "Role");
    let place = facets.group(groups::PLACE, "Reach");
    let domain = facets.group(groups::DOMAIN, "Domain");
    let after = facets.group(groups::AFTER, "After the run");
    for row in rows {
        let item = &row.item;
        let word = row.made.as_ref().map(|m| m.verdict.word());
        let word = word.unwrap_or(groups::UNDECIDED);
        let mut values = vec![
            facets.value(decision, word, row.decision()),
            facets.value(kind, item.kind().word(), item.kind().label()),
            facets.value(place, &item.place, &item.place),
        ];
        for (id, title) in item.roles.iter().zip(&item.titles) {
            values.push(facets.value(role, id.as_str(), title));
        }
        for one in &item.worth {
            values.push(facets.value(worth, one.word(), one.label()));
        }
        if let Some(name) = domain_of(&item.address) {
            values.push(facets.value(domain, &name, &name));
        }
        if let Some(told) = row.after {
            values.push(facets.value(after, told.label(), told.label()));
        }
        facets.row(&values);
    }
    facets
}
