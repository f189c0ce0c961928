//! Findings of the house rules as a frozen table.

use super::numbers::numbered;
use super::table::{Frozen, TableView};
use super::{Numbers, PeopleTable};
use crate::index::{COLUMN, FacetsBuilder, Index, Rank, TextIndex};
use crate::plan::rules::{
    Finding, FindingId, HouseRules, Judged, Remedy, Rule, Waiver, judge, waive,
};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Keys of the facet groups of findings.
pub mod rule_groups {
    /// The rule.
    pub const RULE: &str = "rule";
    /// Open or waived.
    pub const STANDING: &str = "standing";
    /// Whether a plan puts it right.
    pub const REMEDY: &str = "remedy";
    /// Findings that nobody waived, as a value of [`STANDING`].
    pub const OPEN: &str = "open";
    /// Findings that somebody waived, as a value of [`STANDING`].
    pub const WAIVED: &str = "waived";
}

/// What is to become of rules and findings.
#[derive(Debug, Clone, PartialEq)]
pub enum RulesCommand {
    /// Set the rules.
    Set(Box<HouseRules>),
    /// Let findings stand.
    Waive {
        /// Which.
        findings: Vec<FindingId>,
        /// Why; may not be blank.
        why: String,
        /// Until when; `None`: until it is taken back.
        until: Option<Timestamp>,
    },
    /// Take the waivers of findings back.
    TakeBack(Vec<FindingId>),
}

/// The rules as they are set, and every word about findings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct House {
    /// The rules.
    pub rules: HouseRules,
    /// Words about findings, in the order in which they were said.
    pub waivers: Vec<Waiver>,
}

/// A finding with everything that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct FindingRow {
    /// The finding.
    pub finding: Finding,
    /// The waiver that lets it stand now.
    pub waiver: Option<Waiver>,
    /// Every word about it, the oldest first; waivers that ended and those taken back too.
    pub history: Vec<Waiver>,
}

impl FindingRow {
    /// Whether a plan puts it right.
    pub fn can_be_planned(&self) -> bool {
        matches!(self.finding.remedy, Remedy::Plan { .. })
    }

    /// Whether nobody waived it.
    pub fn is_open(&self) -> bool {
        self.waiver.is_none()
    }
}

/// What the rules were held against, in figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RulesChecked {
    /// People of the team.
    pub people: usize,
    /// Invites to the account and to sites.
    pub invites: usize,
    /// Sites with contributors that were read.
    pub sites: usize,
    /// Sites with contributors that were not: nothing is found there.
    pub unread: usize,
    /// Sites that were read in part.
    pub incomplete: usize,
}

/// All findings, frozen.
#[derive(Debug, Clone)]
pub struct RulesTable {
    /// Rows: rule by rule, the gravest first, and each by name. Waived ones are among them.
    pub rows: Vec<FindingRow>,
    /// Search, facets and ranks over them.
    pub index: Index,
    /// Numbers that the rows keep in the tables that come after this one.
    pub numbers: Numbers<FindingId>,
    /// Rules and waivers that were held against the account.
    pub house: Arc<House>,
    /// Own domains that counted.
    pub home: Vec<String>,
    /// What was looked at.
    pub checked: RulesChecked,
    /// When.
    pub at: Timestamp,
    /// How many nobody waived.
    pub open: usize,
}

impl RulesTable {
    /// How many there are of each rule that is checked, the gravest first: open ones, waived ones.
    pub fn per_rule(&self) -> Vec<(Rule, usize, usize)> {
        let mut all: BTreeMap<Rule, (usize, usize)> = BTreeMap::new();
        for row in &self.rows {
            let of = all.entry(row.finding.rule).or_default();
            if row.is_open() {
                of.0 += 1;
            } else {
                of.1 += 1;
            }
        }
        let on = Rule::ALL.into_iter().filter(|r| self.house.rules.is_on(*r));
        on.map(|rule| {
            let (open, waived) = all.get(&rule).copied().unwrap_or_default();
            (rule, open, waived)
        })
        .collect()
    }

    /// How many sites were not read, in a sentence; `None` if all were.
    pub fn gap(&self) -> Option<String> {
        let sites = |n: usize| match n {
            1 => "1 site was".to_owned(),
            n => format!("{n} sites were"),
        };
        let RulesChecked {
            unread, incomplete, ..
        } = self.checked;
        match (unread, incomplete) {
            (0, 0) => None,
            (0, n) => Some(format!("Contributors of {} read in part", sites(n))),
            (n, 0) => Some(format!("Contributors of {} not read", sites(n))),
            (n, m) => Some(format!(
                "Contributors of {} not read, and of {} read in part",
                sites(n),
                sites(m)
            )),
        }
    }
}

impl Frozen for RulesTable {
    fn index(&self) -> &Index {
        &self.index
    }
}

numbered!(RulesTable, FindingRow, FindingId, |r| r.finding.id());

/// The findings as filtered and sorted.
pub type RulesView = TableView<RulesTable>;

/// Holds the rules against an account and makes the table. `unread` and `incomplete` are sites whose
/// contributors were not read, or in part. Work grows with the account, so it runs off the window's
/// thread.
pub fn freeze_rules(
    people: &PeopleTable,
    house: Arc<House>,
    (unread, incomplete): (usize, usize),
    now: Timestamp,
) -> RulesTable {
    let judged = Judged {
        team: Some(&people.team),
        directory: &people.directory,
        access: &people.access,
        now,
    };
    let findings = judge(judged, &house.rules);
    let mut history: BTreeMap<FindingId, Vec<Waiver>> = BTreeMap::new();
    for waiver in &house.waivers {
        let of = history.entry(waiver.finding.clone()).or_default();
        of.push(waiver.clone());
    }
    let rows: Vec<FindingRow> = waive(findings, &house.waivers, now)
        .into_iter()
        .map(|(finding, waiver)| FindingRow {
            history: history.get(&finding.id()).cloned().unwrap_or_default(),
            finding,
            waiver,
        })
        .collect();
    let site_invites: usize = people.access.invites.values().map(Vec::len).sum();
    RulesTable {
        index: index(&rows),
        numbers: Numbers::new(None, rows.iter().map(|r| r.finding.id())),
        home: judged.home(&house.rules),
        checked: RulesChecked {
            people: people.team.members.len(),
            invites: people.team.invites.len() + site_invites,
            sites: people.access.contributors.len(),
            unread,
            incomplete,
        },
        at: now,
        open: rows.iter().filter(|r| r.is_open()).count(),
        rows,
        house,
    }
}

fn index(rows: &[FindingRow]) -> Index {
    let texts = rows.iter().map(|row| {
        let f = &row.finding;
        let why = row.waiver.as_ref().map_or("", |w| w.why.as_str());
        let parts = [
            f.who.as_str(),
            f.more.as_str(),
            f.rule.title(),
            f.reason.as_str(),
            f.remedy.words(),
            why,
        ];
        parts.join(&COLUMN.to_string())
    });
    let text = TextIndex::build(texts);
    let mut facets = FacetsBuilder::default();
    let rule = facets.group(rule_groups::RULE, "Rule");
    let standing = facets.group(rule_groups::STANDING, "Standing");
    let remedy = facets.group(rule_groups::REMEDY, "Put right");
    for one in Rule::ALL {
        facets.value(rule, one.word(), one.title());
    }
    for row in rows {
        let of = row.finding.rule;
        let stands = if row.is_open() {
            (rule_groups::OPEN, "Open")
        } else {
            (rule_groups::WAIVED, "Waived")
        };
        let right = if row.can_be_planned() {
            ("plan", "By a plan")
        } else {
            ("hand", "By hand")
        };
        let values = [
            facets.value(rule, of.word(), of.title()),
            facets.value(standing, stands.0, stands.1),
            facets.value(remedy, right.0, right.1),
        ];
        facets.row(&values);
    }
    let rank = |rule: Rule| Rule::ALL.iter().position(|r| *r == rule);
    let ranks = vec![
        Rank::of(
            &rows
                .iter()
                .map(|r| rank(r.finding.rule))
                .collect::<Vec<_>>(),
        ),
        Rank::of_texts(rows.iter().map(|r| Some(r.finding.who.as_str()))),
        Rank::of_texts(rows.iter().map(|r| Some(r.finding.reason.as_str()))),
        Rank::of_texts(rows.iter().map(|r| Some(r.finding.remedy.words()))),
        Rank::of(&rows.iter().map(|r| Some(!r.is_open())).collect::<Vec<_>>()),
    ];
    Index::new(text, facets.finish(), ranks).unwrap_or_default()
}
