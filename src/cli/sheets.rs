//! `gatehouse sheet`: sheets are checked, planned, corrected, and their results written.

use super::commands::Common;
use super::end::{Failure, Report, bad, failed};
use super::exit::Exit;
use super::session::Session;
use super::sheet_args::{
    CheckSheet, Correct, Others, PlanSheet, ResultOf, Sheet, Sheets, Template, answer, class,
    holds, rule,
};
use super::sheet_words::{blocked, told};
use super::text::{clean, count, line};
use super::{World, files, names, on_sites, plan, sheet_names, site_members};
use crate::access::{AccountId, Directory, SiteId};
use crate::plan::{AccountName, MemberWish, Plan, Receipt, file as plan_file};
use crate::sheet::check::{Class, Collected, Edit, Known, MembersOf, Results, Wanted};
use crate::sheet::map::{Kind, template_csv};
use crate::sheet::read::Survey;
use crate::sheet::{Checked, Import};
use crate::worker::protocol::{AccessTable, Command, TeamTable};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader};
use std::path::Path;
use std::sync::Arc;

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
        Sheets::Plan(args) => args.common.json,
        Sheets::Result(args) => args.common.json,
        Sheets::Name(args) => args.common.json,
        Sheets::Correct(args) => args.common.json,
        Sheets::Template(args) => args.json,
    }
}

fn open(path: &Path) -> Result<BufReader<File>, Failure> {
    let opened = File::open(path).map_err(|e| unreadable(path, &e))?;
    Ok(BufReader::new(opened))
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let what = format!("{} cannot be read: {error}", files::place(path));
    bad(what, "Give another file")
}

/// What is known of the account.
#[derive(Default)]
pub(super) struct Account {
    site: Option<SiteId>,
    members: Option<MembersOf>,
    /// When the members were last read.
    read_at: Option<jiff::Timestamp>,
    directory: Option<Arc<Directory>>,
    team: Option<Arc<TeamTable>>,
    access: Option<Arc<AccessTable>>,
    /// What accounts are called here.
    accounts: Option<BTreeMap<AccountId, AccountName>>,
}

impl Account {
    pub(super) fn known(&self) -> Known<'_> {
        Known {
            members: self.members.as_ref(),
            directory: self.directory.as_deref(),
            team: self.team.as_ref().map(|t| &*t.team),
            access: self.access.as_ref().map(|t| &*t.access),
            accounts: self.accounts.as_ref(),
        }
    }

    /// Out of what was read last. `must`: members have to be known.
    pub(super) fn of(
        session: &mut Session<'_>,
        sheet: &Sheet,
        must: bool,
    ) -> Result<Self, Failure> {
        let team = session.team()?;
        let mut account = Self {
            directory: Some(Arc::clone(&team.directory)),
            team: Some(team),
            ..Self::default()
        };
        match sheet.kind {
            Kind::Contributors => account.access = Some(on_sites::access(session)?),
            Kind::AccountNames => account.accounts = Some(sheet_names::accounts(session)?),
            _ => {}
        }
        if !sheet.kind.of_one_site() {
            return Ok(account);
        }
        let Some(wanted) = &sheet.site else {
            return Err(bad(
                "This kind of sheet is about the members of one site",
                "Name it with --site",
            ));
        };
        let site = names::site(
            account
                .directory
                .as_deref()
                .unwrap_or(&Directory::default()),
            wanted,
        )?;
        let info = session.model.members_desk.sites.get(&site);
        let whole = info.is_some_and(crate::worker::protocol::MembersInfo::is_whole);
        let read_at = info.and_then(|i| i.read_at);
        if whole {
            let mut members = MembersOf::default();
            site_members::each(session, &site, |part| {
                for member in part {
                    members.add(member);
                }
                Ok(())
            })?;
            account.members = Some(members);
            account.read_at = read_at;
        } else if must {
            return Err(failed(
                "The members of this site have not been read to the end",
                format!(
                    "Read them first: gatehouse sync --members {}",
                    site.as_str()
                ),
            ));
        }
        account.site = Some(site);
        Ok(account)
    }
}

/// A sheet as it is understood, with everything that was said about it.
pub(super) fn import(sheet: &Sheet, account: &Account) -> Result<(Import, Checked), Failure> {
    let path = &sheet.file;
    let wrong = |e: io::Error| unreadable(path, &e);
    let survey = Survey::of_whole(&mut open(path)?, &mut |_| true).map_err(wrong)?;
    if let Some(what) = survey.foreign() {
        let sentence = format!("{} {}", files::place(path), what.words());
        return Err(bad(sentence, what.remedy()));
    }
    let mut import =
        Import::of(&survey, open(path)?, sheet.kind, sheet.how.said()).map_err(wrong)?;
    if import.top.is_empty() {
        let sentence = format!("{} has no rows", files::place(path));
        return Err(bad(sentence, "Give another file"));
    }
    for text in &sheet.how.columns {
        let (name, field) = text.rsplit_once('=').unwrap_or((text, ""));
        let at = column(&import, name)?;
        import.mapping.set(at, holds(sheet.kind, field)?);
    }
    for text in &sheet.how.rules {
        let (class, rule) = rule(text)?;
        if !import.rules.set(class, rule) {
            let what = format!("Rows with {} cannot be taken as they are", class.word());
            return Err(bad(what, "Skip them, or correct them"));
        }
    }
    for text in &sheet.how.replace {
        let Some((find, with)) = text.split_once('=').filter(|(find, _)| !find.is_empty()) else {
            let what = format!("--replace {} names nothing to look for", clean(text));
            return Err(bad(what, "Give TEXT=TEXT"));
        };
        import.edits.push(Edit::Replace {
            column: None,
            find: find.to_owned(),
            with: with.to_owned(),
            whole: true,
        });
    }
    let pass = |import: &Import| {
        import
            .check(open(path)?, account.known(), &mut |_| true)
            .map_err(|e| unreadable(path, &e))
    };
    let mut checked = pass(&import)?;
    let accepted: Vec<Class> = sheet
        .how
        .accept
        .iter()
        .map(|w| class(w))
        .collect::<Result<_, _>>()?;
    // Only so many problems are kept with their place: what is left comes with the next pass.
    while accepted
        .iter()
        .map(|c| import.edits.take_suggestions(&checked.problems, *c))
        .sum::<usize>()
        > 0
    {
        let before = checked.problems.count();
        checked = pass(&import)?;
        if checked.problems.count() >= before {
            break;
        }
    }
    Ok((import, checked))
}

fn column(import: &Import, name: &str) -> Result<usize, Failure> {
    let name = name.trim();
    let columns = &import.mapping.columns;
    let by_name = columns
        .iter()
        .position(|c| c.name.eq_ignore_ascii_case(name));
    let by_number = || {
        name.parse::<usize>()
            .ok()?
            .checked_sub(1)
            .filter(|at| *at < columns.len())
    };
    by_name.or_else(by_number).ok_or_else(|| {
        let known: Vec<String> = (0..columns.len())
            .map(|at| clean(&import.mapping.name(at)))
            .collect();
        let what = format!("The sheet has no column “{}”", clean(name));
        bad(what, format!("It has {}", known.join(", ")))
    })
}

/// Refuses a sheet that nobody can read without asking, or in which a column is missing.
pub(super) fn usable(sheet: &Sheet, import: &Import) -> Result<(), Failure> {
    if let Some(question) = &import.guess.question {
        return Err(bad(question.words(), format!("Say {}", answer(question))));
    }
    let missing = import.mapping.missing();
    if missing.is_empty() {
        return Ok(());
    }
    let what = format!(
        "{} has no column with {}",
        files::place(&sheet.file),
        missing.join(" and none with ")
    );
    Err(bad(what, "Name the column with --column COLUMN=FIELD"))
}

fn account_to_look(world: &World, sheet: &Sheet, common: &Common) -> Result<Account, Failure> {
    // Without a site nothing of the account is needed to look at addresses.
    if sheet.kind.of_one_site() && sheet.site.is_none() {
        return Ok(Account::default());
    }
    let mut session = Session::look(world, common)?;
    let account = Account::of(&mut session, sheet, false)?;
    session.close();
    Ok(account)
}

fn check_sheet(world: &World, args: &CheckSheet) -> Result<Report, Failure> {
    let account = account_to_look(world, &args.sheet, &args.common)?;
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
    plan::check_output(&args.output, &args.common)?;
    let sheet = &args.sheet;
    if args.others != Others::Leave && sheet.kind != Kind::MemberTruth {
        return Err(bad("--others is for member-truth alone", "Leave it out"));
    }
    sheet_names::no_plan(sheet.kind)?;
    open(&sheet.file)?;
    let mut session = Session::open(world, &args.common)?;
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
    let mut report = plan::finish(&review, &args.output, &args.common)?;
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
    let mut account = account_to_look(world, sheet, &args.common)?;
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
    let account = account_to_look(world, sheet, &args.common)?;
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
