//! `gatehouse sheet name`: names of the owner's own for accounts. They are kept on this computer, so
//! there is no plan: the sheet is carried out, and a result says what became of every row.

use super::accounts;
use super::end::{Failure, Report, bad};
use super::exit::Exit;
use super::session::Session;
use super::sheet_args::NameSheet;
use super::sheet_words::{blocked, told};
use super::sheets::{Account, Target, collect, import, usable, write_results};
use super::text::{count, line};
use super::{World, files};
use crate::access::AccountId;
use crate::plan::AccountName;
use crate::sheet::check::Results;
use crate::sheet::map::Kind;
use crate::worker::protocol::{Command, Tone};
use std::collections::BTreeMap;

/// Refuses what only sheets have that end in a plan.
pub(super) fn no_plan(kind: Kind) -> Result<(), Failure> {
    if kind != Kind::AccountNames {
        return Ok(());
    }
    let what = "Names of your own stay on this computer, so there is no plan";
    Err(bad(
        what,
        "Use gatehouse sheet name, which writes the result too",
    ))
}

/// Every account that is known here, and what it is called.
pub(super) fn accounts(
    session: &mut Session<'_>,
) -> Result<BTreeMap<AccountId, AccountName>, Failure> {
    let table = accounts::table(session)?;
    let mut all: BTreeMap<AccountId, AccountName> = BTreeMap::new();
    for row in table.children() {
        let name = AccountName {
            name: row.local.clone().unwrap_or_else(|| row.name.clone()),
            email: String::new(),
            from: row
                .local
                .as_ref()
                .map_or("", |_| AccountName::OWN)
                .to_owned(),
        };
        all.insert(row.id.clone(), name);
    }
    if let Some(access) = &session.model.access {
        for row in &access.rows {
            all.entry(row.account.clone()).or_default();
        }
        for (id, name) in &access.access.names {
            let entry = all.entry(id.clone()).or_default();
            // The list of accounts knows better what children are called.
            if entry.name.is_empty() {
                entry.clone_from(name);
            } else {
                entry.email.clone_from(&name.email);
            }
        }
    }
    Ok(all)
}

/// Carries `gatehouse sheet name` out.
pub(super) fn name(world: &World, args: &NameSheet) -> Result<Report, Failure> {
    let sheet = args.sheet();
    files::refuse_existing(&args.output, args.force)?;
    let mut session = Session::open(world, &args.common)?;
    let account = Account::of(&mut session, &sheet, true)?;
    let (import, checked) = import(&sheet, &account)?;
    usable(&sheet, &import)?;
    if checked.problems.blocks(&import.rules) {
        let mut report = told(&import, &checked, None);
        report.exit = Some(Exit::BadInput);
        report.trouble = Some(blocked(&import, &checked));
        session.close();
        return Ok(report);
    }
    let names = collect(&sheet, &import, &account)?.names;
    keep(&mut session, &names)?;
    session.close();
    let mut results = Results::default();
    for (id, name) in &names {
        let reason = match name.as_str() {
            "" => "Your own name for it is gone".to_owned(),
            name => format!("Is called {name} here"),
        };
        results.done(id.as_str(), &reason);
    }
    let to = Target {
        output: &args.output,
        force: args.force,
        errors_only: false,
    };
    // Against what was known before: what is so now was not so then.
    let mut report = write_results(&sheet, &import, account.known(), &results, &to)?;
    let words = format!("{} named", count(names.len(), "account"));
    line(&mut report.text, &words);
    report.put("named", names.len());
    if names.is_empty() {
        report.exit = Some(Exit::Nothing);
    }
    Ok(report)
}

/// Has the names kept, and waits until they are shown.
fn keep(session: &mut Session<'_>, names: &[(AccountId, String)]) -> Result<(), Failure> {
    if names.is_empty() {
        return Ok(());
    }
    let before = session.model.activity.notices.len();
    session.send(Command::NameAccounts(names.to_vec()));
    session.until(|m| {
        let new = m.activity.notices.len() > before;
        let failed = m
            .activity
            .notices
            .first()
            .filter(|n| new && n.tone == Tone::Error);
        if let Some(notice) = failed {
            return Some(Err(notice.text.clone().into()));
        }
        let shown = m.access.as_ref()?;
        let so = |(id, name): &(AccountId, String)| {
            let now = shown.access.names.get(id);
            if name.is_empty() {
                now.is_none_or(|n| n.from != AccountName::OWN)
            } else {
                now.is_some_and(|n| n.name == name.trim())
            }
        };
        names.iter().all(so).then_some(Ok(()))
    })
}
