//! One key decides: what it means, and where the keyboard goes then.

use super::super::ask;
use super::super::dialogs::{About, Open};
use super::{Deck, verdict};
use crate::access::review::{MANY, Word};
use crate::kit::keys::plain;
use crate::model::{Model, count};
use crate::panes::listing::{Deed, Listing, Picked, View};
use crate::panes::{Cx, keys};
use crate::worker::protocol::{ReviewCommand, ReviewRow, ReviewTable};
use egui::{Event, Key, Modifiers, Ui};

/// Why these cannot be reduced; computed when the selection changes.
pub(super) fn no_reducing(picked: &Picked, table: &ReviewTable) -> Option<&'static str> {
    let rows = || {
        let of = |r: &u32| table.rows.get(*r as usize);
        picked.rows.iter().filter_map(of)
    };
    let wide = rows().filter(|r| is_account_wide(r)).count();
    if rows().any(|r| !r.item.matter.can_be_reduced()) {
        Some("An invite or a site member can only be kept or revoked")
    } else if wide > 0 && wide < picked.rows.len() {
        Some("Roles for the account and roles for sites differ. Select one kind")
    } else {
        None
    }
}

/// What can be done with entries.
pub(super) fn deeds(
    picked: &Picked,
    no_reducing: Option<&'static str>,
    model: &Model,
) -> Vec<Deed> {
    let table = model.review.as_ref();
    let locked = table.and_then(|t| t.card.locked());
    let none = picked
        .is_empty()
        .then(|| "Select an entry first".to_owned());
    let blocked = locked.or(none);
    let no_reducing = blocked.clone().or_else(|| no_reducing.map(str::to_owned));
    let deed = |label: &'static str, at: usize, blocked| {
        Deed::new(label, blocked).keys(plain(keys::DECK[at]))
    };
    vec![
        deed("Keep", 0, blocked.clone()),
        deed("Reduce…", 1, no_reducing),
        deed("Revoke", 2, blocked.clone()),
        deed("Unsure", 3, blocked.clone()).menu_only(),
        deed("Hand over…", 4, blocked.clone()).menu_only(),
        deed("Note…", 5, blocked).menu_only(),
    ]
}

/// Whether the roles of an entry are those of the whole account.
fn is_account_wide(row: &ReviewRow) -> bool {
    use crate::access::Reach;
    use crate::access::review::Matter;
    matches!(&row.item.matter, Matter::Assignment(_, _, Reach::Account))
}

/// Does one of them. `asks`: asks for a reason although none is needed.
pub(super) fn begin(
    deck: &mut Deck,
    deed: usize,
    asks: bool,
    list: &mut Listing<ReviewTable>,
    cx: &mut Cx<'_>,
) {
    let Some(table) = cx.model.review.clone() else {
        return;
    };
    let rows: Vec<&ReviewRow> = list
        .picked()
        .rows
        .iter()
        .filter_map(|r| table.rows.get(*r as usize))
        .collect();
    if rows.is_empty() {
        return;
    }
    let about = About {
        review: table.card.campaign.id.clone(),
        numbers: rows.iter().map(|r| r.number).collect(),
        name: match rows.as_slice() {
            [one] => one.item.name.clone(),
            many => count(many.len(), "entry", "entries"),
        },
    };
    match (deed, verdict(deed)) {
        (_, Some(verdict)) if asks || rows.len() > MANY => {
            deck.dialog(Open::reason(about, verdict));
        }
        (_, Some(verdict)) => {
            deck.said = format!("{}: {}", verdict.label(), about.name);
            let word = Word::Decided {
                items: about.numbers.clone(),
                verdict,
                reason: String::new(),
            };
            ask(cx, ReviewCommand::Say(about.review, word));
            deck.decided(&about.numbers);
        }
        (1, None) => deck.dialog(Open::reduce(about, &rows, cx.model)),
        (4, None) => deck.dialog(Open::hand_over(about)),
        _ => {
            let note = match rows.as_slice() {
                [one] => one.note.clone(),
                _ => String::new(),
            };
            deck.dialog(Open::note(about, note));
        }
    }
}

/// Takes the keys of the deck out of the input and does what they say.
pub(super) fn handle(
    deck: &mut Deck,
    ui: &Ui,
    list: &mut Listing<ReviewTable>,
    cx: &mut Cx<'_>,
    view: &View<ReviewTable>,
) {
    if deck.wanted.is_some() {
        return;
    }
    for (deed, key) in keys::DECK.into_iter().enumerate() {
        // With Shift first: without it, it would count as the key alone.
        let asks = verdict(deed).is_some() && pressed(ui, Modifiers::SHIFT, key);
        let plain = !asks && pressed(ui, Modifiers::NONE, key);
        if !plain && !asks {
            continue;
        }
        let all = deeds(list.picked(), deck.no_reducing, cx.model);
        match all.get(deed).and_then(|d| d.blocked.clone()) {
            Some(why) => deck.said = why,
            None => begin(deck, deed, asks, list, cx),
        }
    }
    if pressed(ui, Modifiers::NONE, keys::TAKE_BACK) {
        deck.take_back(cx);
    }
    if pressed(ui, Modifiers::NONE, keys::NEXT) {
        next(deck, list, cx, view);
    }
    if deck.next {
        ui.ctx().request_repaint();
    }
}

/// Whether a key was pressed; its letter goes nowhere else, such as into a field that opens.
fn pressed(ui: &Ui, modifiers: Modifiers, key: Key) -> bool {
    ui.input_mut(|i| {
        let pressed = i.consume_key(modifiers, key);
        if pressed {
            let name = key.name();
            i.events
                .retain(|e| !matches!(e, Event::Text(t) if t.eq_ignore_ascii_case(name)));
        }
        pressed
    })
}

/// Goes to the next entry without a decision: below the keyboard, else from the top.
pub(super) fn next(
    deck: &mut Deck,
    list: &mut Listing<ReviewTable>,
    cx: &mut Cx<'_>,
    view: &View<ReviewTable>,
) {
    let from = list.cursor(deck).map_or(0, |at| at + 1);
    go(deck, list, cx, view, from);
}

/// Goes to where the review was left: the next undecided entry after the one that was decided last.
pub(super) fn resume(
    deck: &mut Deck,
    list: &mut Listing<ReviewTable>,
    cx: &mut Cx<'_>,
    view: &View<ReviewTable>,
) {
    let last = view.table.standing.last;
    let rows = &view.view.rows;
    let at = last.and_then(|last| {
        rows.iter().position(|r| {
            let row = view.table.rows.get(*r as usize);
            row.is_some_and(|row| row.number == last)
        })
    });
    go(deck, list, cx, view, at.map_or(0, |at| at + 1));
    list.focus_table();
}

fn go(
    deck: &mut Deck,
    list: &mut Listing<ReviewTable>,
    cx: &mut Cx<'_>,
    view: &View<ReviewTable>,
    from: usize,
) {
    let rows = &view.view.rows;
    let open = |at: &usize| {
        let row = rows.get(*at).and_then(|r| view.table.rows.get(*r as usize));
        row.is_some_and(|r| r.made.is_none() && !deck.pending.contains(&r.number))
    };
    let found = (from..rows.len()).chain(0..from.min(rows.len())).find(open);
    let number = found
        .and_then(|at| rows.get(at))
        .and_then(|r| view.table.rows.get(*r as usize))
        .map(|row| row.number);
    match number {
        Some(number) => list.go_to(deck, number, view, cx.model),
        None if rows.is_empty() => {}
        None => "Nothing here is undecided".clone_into(&mut deck.said),
    }
}
