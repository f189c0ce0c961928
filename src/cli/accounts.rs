//! Child accounts on the command line: list, name, key, reading them, the plan that makes one.

use super::commands::Sync;
use super::end::{Failure, Report, bad};
use super::exit::Exit;
use super::of_accounts::{Accounts, CreateAccount, GiveKey, NameAccount, OfAccounts};
use super::session::Session;
use super::text::{clean, line};
use super::{World, key};
use crate::access::AccountId;
use crate::plan::{NewAccount, Wish};
use crate::worker::protocol::{
    AccountKey, AccountRow, AccountsTable, Command, ErrorCard, KeyPlace, Kin, Secret, Trouble,
};
use serde_json::{Value, json};
use std::sync::Arc;

/// Carries out `gatehouse accounts`.
pub(super) fn run(world: &World, what: &Accounts) -> Result<Report, Failure> {
    match what {
        Accounts::List(args) => list(world, args),
        Accounts::Name(args) => name(world, args),
        Accounts::Key(args) => give_key(world, args),
    }
}

/// The accounts as they are kept.
pub(super) fn table(session: &mut Session<'_>) -> Result<Arc<AccountsTable>, Failure> {
    session.until(|m| m.accounts.clone().map(Ok))
}

fn find(table: &AccountsTable, wanted: &str) -> Result<AccountId, Failure> {
    match table.find(wanted) {
        Ok(row) => Ok(row.id.clone()),
        Err(fits) if fits.is_empty() => Err(bad(
            format!("No account is called “{}”", clean(wanted)),
            "See gatehouse accounts list; reading the account lists its child accounts",
        )),
        Err(fits) => Err(bad(
            format!("{} accounts are called “{}”", fits.len(), clean(wanted)),
            format!("Give the id: {}", fits.join(" or ")),
        )),
    }
}

fn child(table: &AccountsTable, wanted: &str) -> Result<AccountId, Failure> {
    let id = find(table, wanted)?;
    let is_child = table.children().any(|r| r.id == id);
    is_child.then_some(id).ok_or_else(|| {
        let what = format!("“{}” is no child account", clean(wanted));
        bad(what, "See gatehouse accounts list")
    })
}

fn list(world: &World, args: &OfAccounts) -> Result<Report, Failure> {
    let mut session = Session::look(world, &args.common)?;
    let table = table(&mut session)?;
    session.close();
    let mut text = String::new();
    for row in &table.rows {
        let number = |n: Option<u64>| n.map_or_else(|| "?".to_owned(), |n| n.to_string());
        let words = format!(
            "{}  {}  {}  {}  {} people  {} sites  {}",
            row.id,
            row.kin.words(),
            row.name,
            row.key.words(),
            number(row.people),
            number(row.sites),
            row.reading()
        );
        line(&mut text, &clean(&words));
    }
    if let Some(note) = &table.note {
        line(&mut text, &clean(note));
    }
    let rows: Vec<Value> = table.rows.iter().map(as_json).collect();
    let data = json!({ "accounts": rows, "listedAt": table.listed_at, "note": table.note });
    Ok(Report::new(text, data))
}

fn as_json(row: &AccountRow) -> Value {
    let answer = match &row.key {
        AccountKey::Refused { answer, .. } => Some(answer),
        _ => None,
    };
    json!({
        "id": row.id,
        "kind": row.kin.words(),
        "name": row.name,
        "localName": row.local,
        "facts": row.told,
        "factsReadAt": row.told_at,
        "owner": row.owner,
        "key": row.key.words(),
        "keyAnswer": answer,
        "profile": row.profile,
        "people": row.people,
        "sites": row.sites,
        "readAt": row.read_at,
        "complete": row.complete,
        "listed": row.listed,
        "calls": row.calls,
    })
}

fn name(world: &World, args: &NameAccount) -> Result<Report, Failure> {
    let mut session = Session::open(world, &args.common)?;
    let known = table(&mut session)?;
    let id = child(&known, &args.account)?;
    session.model.accounts = None;
    session.send(Command::NameAccount(id.clone(), args.name.clone()));
    let wanted = args.name.trim().to_owned();
    let now = session.until(|m| {
        let table = m.accounts.as_ref()?;
        let row = table.rows.iter().find(|r| r.id == id)?;
        let so = row.local.as_deref().unwrap_or_default() == wanted;
        so.then(|| Ok(row.name.clone()))
    })?;
    session.close();
    let mut text = String::new();
    line(&mut text, &clean(&format!("{id} is called “{now}” here")));
    Ok(Report::new(text, json!({ "id": id, "name": now })))
}

fn give_key(world: &World, args: &GiveKey) -> Result<Report, Failure> {
    let given = key::given(&args.common)?.of(false).ok_or_else(|| {
        bad(
            "No key was given",
            "Give the key with GATEHOUSE_API_KEY or --key-fd",
        )
    })?;
    // The key belongs to the child account; the one of this profile stays where it is.
    let mut session = Session::open_keeping(world, &args.common)?;
    let known = table(&mut session)?;
    let id = child(&known, &args.account)?;
    session.send(Command::GiveAccountKey {
        form: 0,
        account: id.clone(),
        key: Secret(super::session::expose(&given)),
    });
    let told = session.until(|m| Some(Ok(m.given_key.as_ref()?.end.clone()?)))?;
    let lost = for_this_run(&session, &id);
    session.close();
    match told {
        Ok(card) if lost => {
            let mut text = String::new();
            line(&mut text, &clean(&card.sentence));
            let mut report = Report::new(text, json!({ "id": id, "kept": false }));
            report.exit = Some(Exit::Partly);
            report.trouble = Some(ErrorCard::new(
                "The key works, but it could not be kept: this computer has no key store, and the \
                 key is gone with the end of this command",
                "Set up a key store (Secret Service on Linux) and give the key again",
            ));
            Ok(report)
        }
        Ok(card) => {
            let mut text = String::new();
            line(&mut text, &clean(&card.sentence));
            line(&mut text, &clean(&card.remedy));
            Ok(Report::new(text, json!({ "id": id, "kept": true })))
        }
        Err(mut card) => {
            card.trouble = Trouble::NoAccess;
            Err(card.into())
        }
    }
}

/// Whether the own key of a child account lies in memory alone, for want of a key store.
fn for_this_run(session: &Session<'_>, child: &AccountId) -> bool {
    let open = session.model.session.as_ref().map(|s| &s.profile.id);
    let mut all = session.model.profiles.iter().flat_map(|all| all.iter());
    let found = all.find(|p| p.account == *child && p.parent.as_ref() == open);
    found.is_some_and(|p| p.key == KeyPlace::ThisRun)
}

/// `gatehouse sync --account`: reads child accounts, or shows what that takes.
pub(super) fn sync(world: &World, args: &Sync) -> Result<Report, Failure> {
    let mut session = Session::open(world, &args.common)?;
    let known = table(&mut session)?;
    let named = args.accounts.iter().map(|wanted| child(&known, wanted));
    let named = named.collect::<Result<Vec<_>, _>>()?;
    let ids: Vec<AccountId> = if args.all_accounts {
        known.children().map(|r| r.id.clone()).collect()
    } else {
        named.clone()
    };
    let whole = !args.facts;
    let calls = if whole { known.calls(&ids) } else { ids.len() };
    let mut text = String::new();
    line(&mut text, &format!("Accounts to read: {}", ids.len()));
    line(&mut text, &format!("Calls: at least {calls}"));
    let limit = session.model.pace.limit;
    if let Some(limit) = limit {
        let minutes = (calls as u64).div_ceil(u64::from(limit.max(1)));
        let words = format!("Time: at least {minutes} min at {limit} calls a minute");
        line(&mut text, &words);
    }
    let mut data = json!({ "accounts": ids.len(), "calls": calls, "perMinute": limit });
    if args.plan {
        session.close();
        return Ok(Report::new(text, data));
    }
    let notices = session.model.activity.notices.len();
    session.send(Command::ReadAccounts {
        accounts: named,
        whole,
    });
    let end = session.until(|m| m.accounts_end.clone().map(Ok))?;
    let words = match &*end {
        Ok(words) => words.clone(),
        Err(card) => return Err(session.advise(card.clone().into())),
    };
    // What was told on the way is taken in with this answer.
    session.runs(1)?;
    let now = table(&mut session)?;
    let told = session.model.activity.notices.len() - notices;
    let told = session.model.activity.notices.iter().take(told);
    let trouble = told.map(|n| n.text.clone()).next();
    session.close();
    line(&mut text, &clean(&words));
    let rows = now
        .rows
        .iter()
        .filter(|r| ids.contains(&r.id) || r.kin == Kin::Child);
    let rows: Vec<Value> = rows.map(as_json).collect();
    if let Some(data) = data.as_object_mut() {
        data.insert("said".to_owned(), words.into());
        data.insert("children".to_owned(), rows.into());
    }
    let mut report = Report::new(text, data);
    if let Some(mut card) = trouble {
        // What is kept of a notice are its words.
        let shut = |r: &AccountRow| matches!(r.key, AccountKey::Refused { .. });
        if now.rows.iter().any(|r| ids.contains(&r.id) && shut(r)) {
            card.trouble = Trouble::NoAccess;
        }
        line(&mut report.text, &clean(&card.sentence));
        line(&mut report.text, &clean(&card.remedy));
        report.exit = Some(Exit::Partly);
        report.trouble = Some(card);
    }
    Ok(report)
}

/// The wish that makes a child account.
pub(super) fn creation(args: &CreateAccount) -> Wish {
    Wish::CreateAccount(NewAccount {
        email: args.address.clone(),
        first_name: args.first_name.clone(),
        last_name: args.last_name.clone(),
        language: args.language.clone(),
    })
}
