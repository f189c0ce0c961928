//! Lists as files: which rows, which columns. The bytes are those that the window saves.

use super::end::{Failure, bad, failed};
use super::export::Target;
use super::export_form::{ExportTo, Format};
use super::filter;
use super::names::unknown;
use super::session::Session;
use super::text::clean;
use super::{invites, on_sites};
use crate::access::Team;
use crate::plan::SiteAccess;
use crate::sheet::{self, ListFile};
use crate::worker::protocol::{OutColumn, OutRows, OutSource, Outgoing, SiteRow, TeamTable};
use clap::{Args, ValueEnum};
use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

/// What a line of a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Lines {
    /// A row of the list.
    Row,
    /// A role at a place, or somebody who holds a role: what the row is made of.
    Part,
}

/// Which rows and columns.
#[derive(Debug, Args)]
pub(super) struct Chosen {
    /// Only rows that fit, such as 'anna role:Editor'; words and terms as in the window
    #[arg(long, value_name = "TEXT")]
    pub(super) filter: Option<String>,
    /// Columns of the CSV file by their ids or titles, commas between them; else all of them
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(super) columns: Vec<String>,
    /// Begin the CSV file with the mark by which spreadsheets know UTF-8
    #[arg(long)]
    pub(super) mark: bool,
}

impl Chosen {
    pub(super) fn only_csv(&self, lines: Option<Lines>) -> Result<(), Failure> {
        if self.columns.is_empty() && !self.mark && lines.is_none() {
            return Ok(());
        }
        let what = "--columns, --lines and --mark are for CSV files";
        Err(bad(what, "Leave them out, or give --format csv"))
    }

    /// The places of the chosen columns.
    pub(super) fn of(&self, all: &[OutColumn]) -> Result<Vec<usize>, Failure> {
        if self.columns.is_empty() {
            return Ok((0..all.len()).collect());
        }
        let find = |name: &String| {
            let wanted = name.trim();
            let by_id = all.iter().position(|c| c.id == wanted);
            let by_title = || {
                let same = |c: &OutColumn| c.title.to_lowercase() == wanted.to_lowercase();
                all.iter().position(same)
            };
            by_id.or_else(by_title).ok_or_else(|| {
                let mut failure = unknown("column", wanted, all.iter().map(|c| &*c.title));
                let known: Vec<&str> = all.iter().map(|c| &*c.id).collect();
                failure.card.remedy = format!("Columns are {}", clean(&known.join(", ")));
                failure
            })
        };
        self.columns.iter().map(find).collect()
    }
}

/// A list that is written row by row.
#[derive(Debug, Args)]
pub struct ExportRows {
    /// Form of the file; else as its name ends, and csv where that says nothing
    #[arg(long, value_enum)]
    pub(super) format: Option<Format>,
    #[command(flatten)]
    pub(super) chosen: Chosen,
    /// What a line of the CSV file is, where a row can be several: of the team, people and roles
    #[arg(long, value_enum)]
    pub(super) lines: Option<Lines>,
    #[command(flatten)]
    pub(super) to: ExportTo,
}

/// A list that is known by its name alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    Team,
    Sites,
    Invites,
    People,
    Roles,
    Accounts,
    Everybody,
    Contributors,
}

/// Writes a list.
pub(super) fn export(
    session: &mut Session<'_>,
    list: List,
    args: &ExportRows,
    target: &mut Target,
) -> Result<(), Failure> {
    let unread = |what: &str| failed(what.to_owned(), "Read the account: gatehouse sync");
    match list {
        List::Team => {
            let table = session.team()?;
            write(&table, args, target, |rows| {
                let team = match rows {
                    None => Arc::clone(&table.team),
                    Some(rows) => Arc::new(part_of(&table, rows)),
                };
                sheet::team_json(&team, &table.directory)
            })
        }
        List::Sites => {
            session.team()?;
            let table = session.until(|m| m.sites.clone().map(Ok))?;
            write(&table, args, target, |rows| {
                let lines: Vec<_> = these(&table.rows, rows).map(site_line).collect();
                sheet::sites_json(&lines)
            })
        }
        List::Invites => {
            let table = invites::table(session)?;
            write(&table, args, target, |rows| {
                sheet::invites_json(&invites::lines(these(&table.rows, rows)))
            })
        }
        List::People => {
            session.team()?;
            let table = session.until(|m| m.people.clone().map(Ok))?;
            write(&table, args, target, |rows| objects(&table, rows))
        }
        List::Roles => {
            session.team()?;
            let table = session.until(|m| m.roles.clone().map(Ok))?;
            if table.rows.is_empty() {
                return Err(unread("No role was read yet"));
            }
            write(&table, args, target, |rows| objects(&table, rows))
        }
        List::Accounts => {
            let table = session.until(|m| m.accounts.clone().map(Ok))?;
            if table.rows.is_empty() {
                return Err(unread("No account is known"));
            }
            write(&table, args, target, |rows| objects(&table, rows))
        }
        List::Everybody => {
            let table = session.until(|m| m.everybody.clone().map(Ok))?;
            write(&table, args, target, |rows| objects(&table, rows))
        }
        List::Contributors => {
            let (team, table) = (session.team()?, on_sites::access(session)?);
            write(&table, args, target, |rows| {
                let Some(rows) = rows else {
                    return sheet::contributors_json(&table.access, &team.directory);
                };
                let of = these(&table.rows, Some(rows));
                let kept: BTreeSet<_> = of.map(|r| (&r.site, &r.account)).collect();
                let mut access = SiteAccess::clone(&table.access);
                for (site, all) in &mut access.contributors {
                    all.retain(|account, _| kept.contains(&(site, account)));
                }
                sheet::contributors_json(&access, &team.directory)
            })
        }
    }
}

fn write<T: Outgoing + Send + Sync>(
    table: &Arc<T>,
    args: &ExportRows,
    target: &mut Target,
    json: impl FnOnce(Option<&[u32]>) -> io::Result<Vec<u8>>,
) -> Result<(), Failure> {
    let filter = args.chosen.filter.as_deref();
    let rows = filter
        .map(|text| filter::rows(&**table, text))
        .transpose()?;
    if args.to.table_or_json(args.format)? == Format::Json {
        args.chosen.only_csv(args.lines)?;
        return target.add(json(rows.as_deref()));
    }
    let source = OutRows::of(Arc::clone(table), rows);
    if args.lines == Some(Lines::Part) && source.parts().is_none() {
        let what = "Every row of this list is one line";
        return Err(bad(what, "Leave --lines out"));
    }
    // A list of who holds what is one of roles and places unless somebody says otherwise.
    let parts = source.parts().is_some() && args.lines != Some(Lines::Row);
    let all = source.columns(parts);
    let head: Vec<&str> = all.iter().map(|c| &*c.title).collect();
    let places = args.chosen.of(&all)?;
    let wrong = |e: io::Error| failed(e.to_string(), "");
    let mut file = ListFile::begin(target, args.chosen.mark, &head, places).map_err(wrong)?;
    let written = source.each(parts, &mut |_, line| file.line(line));
    written.map_err(wrong)?;
    file.end().map(drop).map_err(wrong)
}

fn these<'a, R>(all: &'a [R], rows: Option<&'a [u32]>) -> impl Iterator<Item = &'a R> + 'a {
    let whole = rows.is_none().then_some(all.iter());
    let some = rows.into_iter().flatten();
    let some = some.filter_map(|at| all.get(*at as usize));
    whole.into_iter().flatten().chain(some)
}

/// One object for each line, by the titles of the columns.
fn objects<T: Outgoing>(table: &Arc<T>, rows: Option<&[u32]>) -> io::Result<Vec<u8>> {
    let parts = T::PARTS.is_some();
    let (ahead, columns) = (table.ahead(), table.out_columns(parts));
    let head: Vec<&str> = columns.iter().map(|c| &*c.title).collect();
    let lines = these(table.rows(), rows).flat_map(|row| table.out_lines(&ahead, row, parts));
    sheet::table_json(&head, &lines.collect::<Vec<_>>())
}

fn part_of(table: &TeamTable, rows: &[u32]) -> Team {
    use crate::access::TeamEntry;
    let mut team = Team::default();
    for row in these(&table.rows, Some(rows)) {
        match &row.entry {
            TeamEntry::Member(member) => team.members.push(Arc::clone(member)),
            TeamEntry::Invite(invite) => team.invites.push(Arc::clone(invite)),
        }
    }
    team
}

fn site_line(row: &SiteRow) -> sheet::SiteLine<'_> {
    sheet::SiteLine {
        site: &row.site,
        folder: &row.folder,
        state: row.state,
        owner: &row.owner,
        read: row.read,
        locations: row.locations.len(),
    }
}
