//! `gatehouse find`: where a person gets in, in this account or in all that were read.

use super::World;
use super::end::{Failure, Report};
use super::exit::Exit;
use super::of_accounts::Find;
use super::session::Session;
use super::text::{clean, line};
use crate::index::Filter;
use crate::worker::protocol::{
    Command, ErrorCard, EverybodyRow, EverybodyView, OfAccount, Trouble, ViewRequest,
    freeze_everybody,
};
use serde_json::{Value, json};
use std::sync::Arc;

/// Finds whoever matches the words, offline too.
pub(super) fn run(world: &World, args: &Find) -> Result<Report, Failure> {
    let mut session = Session::look(world, &args.common)?;
    let (rows, searched, unread) = if args.all_accounts {
        everywhere(&mut session, &args.person)?
    } else {
        here(&mut session, &args.person)?
    };
    session.close();
    let mut text = String::new();
    for row in &rows {
        let roles = if row.roles.is_empty() {
            row.ways.clone()
        } else {
            row.roles.join(", ")
        };
        let mut words = format!(
            "{}  {}  {}: {roles}",
            row.name,
            row.addresses.join(" "),
            row.account_name
        );
        if !row.sites.is_empty() {
            words = format!("{words} ({} sites)", row.sites.len());
        }
        line(&mut text, &clean(&words));
    }
    let accounts = if searched == 1 { "account" } else { "accounts" };
    line(
        &mut text,
        &format!("{} found in {searched} {accounts}", rows.len()),
    );
    if unread > 0 {
        let words = format!("{unread} child accounts were never read: their people are missing");
        line(&mut text, &words);
    }
    let people: Vec<Value> = rows.iter().map(as_json).collect();
    let data = json!({ "people": people, "searched": searched, "unread": unread });
    let mut report = Report::new(text, data);
    if rows.is_empty() {
        let card = ErrorCard::new(
            format!("Nobody matches “{}”", clean(&args.person)),
            "Give a name, an address or an id",
        );
        report.trouble = Some(card.of(Trouble::Nothing));
        return Ok(report.ending(Exit::Nothing));
    }
    Ok(report)
}

type Found = (Vec<EverybodyRow>, usize, usize);

fn filter(words: &str) -> Filter {
    Filter {
        text: words.to_owned(),
        ..Filter::default()
    }
}

fn everywhere(session: &mut Session<'_>, words: &str) -> Result<Found, Failure> {
    super::accounts::table(session)?;
    let request = ViewRequest {
        filter: filter(words),
        order: None,
    };
    session.send(Command::ViewEverybody(request.clone()));
    let view: Arc<EverybodyView> = session.until(|m| {
        let view = m.everybody_view.clone()?;
        (view.request == request).then_some(Ok(view))
    })?;
    let table = &view.table;
    let rows = view.view.rows.iter();
    let rows = rows.filter_map(|r| table.rows.get(*r as usize).cloned());
    Ok((rows.collect(), table.searched, table.unread))
}

fn here(session: &mut Session<'_>, words: &str) -> Result<Found, Failure> {
    session.team()?;
    let people = session.until(|m| m.people.clone().map(Ok))?;
    let accounts = super::accounts::table(session)?;
    let own = accounts.own();
    let id = own.map_or_else(|| "".into(), |r| r.id.clone());
    let name = own.map_or("", |r| r.name.as_str());
    let of = OfAccount {
        id: &id,
        name,
        people: &people,
    };
    let table = freeze_everybody(&[of], 0);
    let found = table.index.view(&filter(words), None, None, &|| false);
    let rows = found.map(|v| v.rows).unwrap_or_default();
    let rows = rows.iter().filter_map(|r| table.rows.get(*r as usize));
    Ok((rows.cloned().collect(), 1, 0))
}

fn as_json(row: &EverybodyRow) -> Value {
    json!({
        "name": row.name,
        "addresses": row.addresses,
        "account": row.account_name,
        "accountId": row.account,
        "roles": row.roles,
        "sites": row.sites,
        "how": row.ways,
        "inAccounts": row.accounts,
        "person": row.who,
    })
}
