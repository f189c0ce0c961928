//! `gatehouse sheet name`: names of the owner's own for accounts. They are kept on this computer, so
//! there is no plan: the sheet is carried out, and a result says what became of every row.

use super::accounts;
use super::end::{Failure, Report, bad};
use super::exit::Exit;
use super::session::Session;
use super::sheet_args::NameSheet;
use super::sheet_import::{Account, import, usable};
use super::sheet_words::{blocked, told};
use super::sheets::{Target, collect, write_results};
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
    Ok(table.names(session.model.access.as_deref()))
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
    let results = Results::of_names(&names);
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
