//! A sheet as it is understood: with what was said about it, and what is known of the account.

use super::end::{Failure, bad, failed};
use super::session::Session;
use super::shared_args::Common;
use super::sheet_args::{Sheet, answer, class, holds, rule};
use super::text::clean;
use super::{World, files, names, on_sites, sheet_names, site_members};
use crate::access::{AccountId, Directory, SiteId};
use crate::plan::AccountName;
use crate::sheet::check::{Class, Edit, Known, MembersOf};
use crate::sheet::map::Kind;
use crate::sheet::read::Survey;
use crate::sheet::{Checked, Import};
use crate::worker::protocol::{AccessTable, TeamTable};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader};
use std::path::Path;
use std::sync::Arc;

pub(super) fn open(path: &Path) -> Result<BufReader<File>, Failure> {
    let opened = File::open(path).map_err(|e| unreadable(path, &e))?;
    Ok(BufReader::new(opened))
}

pub(super) fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let what = format!("{} cannot be read: {error}", files::place(path));
    bad(what, "Give another file")
}

/// What is known of the account.
#[derive(Default)]
pub(super) struct Account {
    pub(super) site: Option<SiteId>,
    pub(super) members: Option<MembersOf>,
    /// When the members were last read.
    pub(super) read_at: Option<jiff::Timestamp>,
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

    /// The same for what only looks.
    pub(super) fn to_look(world: &World, sheet: &Sheet, common: &Common) -> Result<Self, Failure> {
        // Without a site nothing of the account is needed to look at addresses.
        if sheet.kind.of_one_site() && sheet.site.is_none() {
            return Ok(Self::default());
        }
        let mut session = Session::look(world, common)?;
        let account = Self::of(&mut session, sheet, false)?;
        session.close();
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
