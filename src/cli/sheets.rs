//! `gatehouse sheet`: sheets are checked, planned, corrected, and their results written.

use super::end::{Failure, Report, bad, failed};
use super::exit::Exit;
use super::session::Session;
use super::sheet_args::{
    CheckSheet, Correct, Others, PlanSheet, ResultOf, Sheet, Sheets, Template,
};
use super::sheet_import::{Account, import, open, unreadable, usable};
use super::sheet_words::{blocked, told};
use super::text::{clean, count, line};
use super::{World, files, plan, sheet_names};
use crate::plan::{MemberWish, Plan, Receipt, file as plan_file};
use crate::sheet::Import;
use crate::sheet::check::{Collected, Known, Results, Wanted};
use crate::sheet::map::{Kind, template_csv};
use crate::worker::protocol::Command;
use std::io;
use std::path::Path;

/// Carries `gatehouse sheet` out.
pub(super) fn run(world: &World, what: &Sheets) -> Result<Report, Failure> {
    match what {
        Sheets::Check(args) => check_sheet(world, args),
        Sheets::Plan(args) => plan_sheet(world, args),
        Sheets::Result(args) => result(world, args),
        Sheets::Name(args) => sheet_names::name(world, args),
        Sheets::Correct(args) => correct(world, args),
        Sheets::Template(args) => template(args),
    }
}

/// Whether the end is shown as JSON.
pub(super) fn as_json(what: &Sheets) -> bool {
    match what {
        Sheets::Check(args) => args.common.json,
        Sheets::Plan(args) => args.output.common.json,
        Sheets::Result(args) => args.common.json,
        Sheets::Name(args) => args.common.json,
        Sheets::Correct(args) => args.common.json,
        Sheets::Template(args) => args.json,
    }
}

fn check_sheet(world: &World, args: &CheckSheet) -> Result<Report, Failure> {
    let account = Account::to_look(world, &args.sheet, &args.common)?;
    let (import, checked) = import(&args.sheet, &account)?;
    let mut report = told(&import, &checked, account.read_at);
    if let Err(failure) = usable(&args.sheet, &import) {
        report.exit = Some(failure.exit);
        report.trouble = Some(failure.card);
    } else if checked.problems.blocks(&import.rules) {
        report.exit = Some(Exit::BadInput);
        report.trouble = Some(blocked(&import, &checked));
    } else if checked.counts.taken == 0 {
        report.exit = Some(Exit::Nothing);
    }
    Ok(report)
}

fn plan_sheet(world: &World, args: &PlanSheet) -> Result<Report, Failure> {
    plan::check_output(&args.output)?;
    let sheet = &args.sheet;
    if args.others != Others::Leave && sheet.kind != Kind::MemberTruth {
        return Err(bad("--others is for member-truth alone", "Leave it out"));
    }
    sheet_names::no_plan(sheet.kind)?;
    open(&sheet.file)?;
    let mut session = Session::open(world, &args.output.common)?;
    let mut account = Account::of(&mut session, sheet, sheet.kind != Kind::Members)?;
    if sheet.kind == Kind::Members {
        // Who is there already is looked up as it is now.
        account.members = None;
        account.read_at = None;
    }
    let (import, checked) = import(sheet, &account)?;
    usable(sheet, &import)?;
    if checked.problems.blocks(&import.rules) {
        let mut report = told(&import, &checked, account.read_at);
        report.exit = Some(Exit::BadInput);
        report.trouble = Some(blocked(&import, &checked));
        session.close();
        return Ok(report);
    }
    let mut collected = collect(sheet, &import, &account)?;
    if args.others != Others::Leave {
        others(sheet, &import, &account, args.others, &mut collected)?;
    }
    let name = sheet.file.file_name().unwrap_or_default().to_string_lossy();
    let wish = collected.wish(
        &clean(&name),
        account.site.as_ref(),
        args.language.as_deref(),
    );
    session.send(Command::MakePlan(wish));
    let review = plan::ready(&mut session)?;
    session.close();
    let mut report = plan::finish(&review, &args.output)?;
    report.put("rows", checked.counts.rows);
    Ok(report)
}

pub(super) fn collect(
    sheet: &Sheet,
    import: &Import,
    account: &Account,
) -> Result<Collected, Failure> {
    let collected = import.collect(open(&sheet.file)?, account.known(), &mut |_| true);
    collected.map_err(|e| unreadable(&sheet.file, &e))
}

/// Members whom the sheet does not name.
fn others(
    sheet: &Sheet,
    import: &Import,
    account: &Account,
    what: Others,
    collected: &mut Collected,
) -> Result<(), Failure> {
    let Some(members) = &account.members else {
        return Ok(());
    };
    let named = import.named(open(&sheet.file)?, account.known(), &mut |_| true);
    let named = named.map_err(|e| unreadable(&sheet.file, &e))?;
    let Some(whom) = named.absent(members) else {
        return Ok(());
    };
    let wish = match what {
        Others::Delete => MemberWish::Delete,
        Others::Block | Others::Leave => MemberWish::Block,
    };
    collected.add(Wanted::Act(whom, wish));
    Ok(())
}

fn result(world: &World, args: &ResultOf) -> Result<Report, Failure> {
    let sheet = &args.sheet;
    sheet_names::no_plan(sheet.kind)?;
    files::refuse_existing(&args.output, args.force)?;
    let bytes = files::read(&args.from)?;
    let results = results(&args.from, &bytes)?;
    let mut account = Account::to_look(world, sheet, &args.common)?;
    if sheet.kind == Kind::Members {
        account.members = None;
    }
    let (import, _) = import(sheet, &account)?;
    usable(sheet, &import)?;
    let to = Target {
        output: &args.output,
        force: args.force,
        errors_only: args.errors_only,
    };
    write_results(sheet, &import, account.known(), &results, &to)
}

/// Where results go.
pub(super) struct Target<'a> {
    pub(super) output: &'a Path,
    pub(super) force: bool,
    /// Only rows that were not done, as a sheet of the same form.
    pub(super) errors_only: bool,
}

/// Writes what became of every row.
pub(super) fn write_results(
    sheet: &Sheet,
    import: &Import,
    known: Known<'_>,
    results: &Results,
    to: &Target<'_>,
) -> Result<Report, Failure> {
    let mut draft = files::Draft::begin(to.output, to.force)?;
    let sheet = &sheet.file;
    let became = if to.errors_only {
        import.results(open(sheet)?, known, results, &mut io::sink())
    } else {
        import.results(open(sheet)?, known, results, &mut draft)
    };
    let became = became.map_err(|e| failed(e.to_string(), "Look at the disk, and try again"))?;
    if to.errors_only {
        let saved = import.left(open(sheet)?, &became, &mut draft);
        saved.map_err(|e| bad(e.to_string(), "Correct the sheet"))?;
    }
    let rows = became.rows;
    let done = rows - became.left.len();
    draft.keep()?;
    let mut report = Report::default();
    let place = files::place(to.output);
    line(
        &mut report.text,
        &format!("{}, {done} of them done or so already", count(rows, "row")),
    );
    line(&mut report.text, &format!("Written to {place}"));
    report.put("rows", rows);
    report.put("done", done);
    report.put("file", to.output.display().to_string());
    Ok(report)
}

fn results(path: &Path, bytes: &[u8]) -> Result<Results, Failure> {
    if let Ok(receipt) = serde_json::from_slice::<Receipt>(bytes) {
        return Ok(Results::of_receipt(&receipt));
    }
    let read: Result<Plan, _> = plan_file::from_bytes(bytes);
    let plan = read.map_err(|error| {
        let what = format!(
            "{} is neither a receipt nor a plan: {error}",
            files::place(path)
        );
        bad(what, "Give the receipt of the run as .json")
    })?;
    Ok(Results::of_plan(&plan))
}

fn correct(world: &World, args: &Correct) -> Result<Report, Failure> {
    let sheet = &args.sheet;
    files::refuse_existing(&args.output, args.force)?;
    let account = Account::to_look(world, sheet, &args.common)?;
    let (import, _) = import(sheet, &account)?;
    usable(sheet, &import)?;
    let into = args.into.unwrap_or(import.guess.format.encoding);
    let mut draft = files::Draft::begin(&args.output, args.force)?;
    let saved = import.corrected(open(&sheet.file)?, into, &mut draft);
    let changed = saved.map_err(|e| bad(e.to_string(), "Write it with --into utf-8"))?;
    draft.keep()?;
    let mut report = Report::default();
    line(
        &mut report.text,
        &format!("{} corrected", count(changed as usize, "row")),
    );
    line(
        &mut report.text,
        &format!("Written to {}", files::place(&args.output)),
    );
    report.put("corrected", changed);
    report.put("file", args.output.display().to_string());
    Ok(report)
}

fn template(args: &Template) -> Result<Report, Failure> {
    let bytes = template_csv(args.kind).map_err(|e| failed(e.to_string(), ""))?;
    files::write(&args.output, &bytes, args.force)?;
    let mut report = Report::default();
    for words in crate::sheet::map::legend(args.kind) {
        line(&mut report.text, &words);
    }
    line(
        &mut report.text,
        &format!("Written to {}", files::place(&args.output)),
    );
    report.put("file", args.output.display().to_string());
    Ok(report)
}
