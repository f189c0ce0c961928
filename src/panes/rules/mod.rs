//! House rules: what breaks them, why, what would put it right, and what is let stand.

mod cells;
mod chosen;
mod dialogs;
mod inspector;

use crate::index::Filter;
use crate::kit::button::{Button, link};
use crate::kit::icons::Icon;
use crate::kit::state::{Kind, State};
use crate::kit::table::Column;
use crate::kit::toggle;
use crate::model::{Ask, Dialog, Edit, Model, age, count, exact, grouped};
use crate::panes::listing::{
    Deed, Line, ListPane, Listed, Listing, Opener, Parts, Picked, View, Words, lists, put,
};
use crate::panes::{Cx, PaneCommand};
use crate::plan::rules::{FindingId, Rule};
use crate::worker::protocol::{
    Command, FindingRow, RulesCommand, RulesTable, RulesView, ViewRequest, rule_groups,
};
use chosen::Chosen;
use egui::{Context, Ui};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Name of the switch for waived findings in the settings.
const WAIVED: &str = "rules.waived";
/// Lowest pane that has room for what was not read above its table; below it stands with the
/// filters.
const GAP_FROM: f32 = 360.0;

const PLAN: usize = 0;
const WAIVE: usize = 1;

static WORDS: Words = Words {
    title: "House rules",
    grid: "Findings",
    kept: &["rules"],
    search: "Search the findings",
    hint: "Search names, rules, reasons",
    searched: "names, addresses, rules, reasons and waivers",
    no_one: "No finding",
    nobody: "None selected",
    noun: ("finding", "findings"),
    some: "Some findings",
    unread: "House rules are held against what was read. Nothing of it needs the network.",
    stale: "What changed since then is not found here",
    elsewhere: "Select findings here to plan or waive them",
    ..Words::NONE
};

impl Listed for RulesTable {
    fn name(row: &FindingRow) -> String {
        format!("{}: {}", row.finding.who, row.finding.rule.title())
    }
}

/// The pane.
pub type RulesPane = ListPane<Rules>;

/// What the pane has beside its list.
#[derive(Debug, Default)]
pub struct Rules {
    chosen: Chosen,
    /// Whether waived findings are shown.
    waived: bool,
    /// Whether the pane is too low for a line above its table.
    low: bool,
    dialog: dialogs::Open,
}

/// Rules that are about somebody who gets in stand out.
pub(in crate::panes) fn is_grave(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::CoOwners
            | Rule::OutsideDomain
            | Rule::SharedAddress
            | Rule::TwoAddresses
            | Rule::Nameless
    )
}

/// What was looked at, in a sentence.
fn checked(table: &RulesTable) -> String {
    let c = table.checked;
    let on = Rule::ALL.len() - table.house.rules.off.len();
    format!(
        "Checked were {}, {} and the contributors of {}, with {}",
        count(c.people, "person", "people"),
        count(c.invites, "invite", "invites"),
        count(c.sites, "site", "sites"),
        match on {
            12 => "all 12 rules".to_owned(),
            n => format!("{n} of 12 rules"),
        }
    )
}

/// Takes the waivers of these back. What takes that back are the same words once more: who said
/// them is whoever does it.
fn taking_back(rows: &[&FindingRow]) -> Edit {
    let mut said: BTreeMap<(&str, Option<Timestamp>), Vec<FindingId>> = BTreeMap::new();
    for (row, waiver) in rows.iter().filter_map(|r| Some((r, r.waiver.as_ref()?))) {
        let words = (waiver.why.as_str(), waiver.until);
        said.entry(words).or_default().push(row.finding.id());
    }
    let of: Vec<FindingId> = said.values().flatten().cloned().collect();
    let waive = |((why, until), findings): ((&str, _), _)| {
        Command::Rules(RulesCommand::Waive {
            findings,
            why: why.to_owned(),
            until,
        })
    };
    Edit {
        what: format!(
            "end of the waivers of {}",
            count(of.len(), "finding", "findings")
        ),
        back: said.into_iter().map(waive).collect(),
        does: vec![Command::Rules(RulesCommand::TakeBack(of))],
    }
}

impl Parts for Rules {
    type Table = RulesTable;

    lists!(RulesTable, rules, rules_view, ViewRules);

    fn words(&self) -> &'static Words {
        &WORDS
    }

    fn columns(&self) -> Vec<Column> {
        cells::columns()
    }

    fn wanted(&self, mut request: ViewRequest) -> ViewRequest {
        if !self.waived {
            let open = [rule_groups::OPEN.to_owned()].into();
            let standing = rule_groups::STANDING.to_owned();
            request.filter.chosen.insert(standing, open);
        }
        request
    }

    fn reveals(&mut self) {
        self.waived = true;
    }

    fn elsewhere(&self) -> &'static [&'static str] {
        &[rule_groups::STANDING]
    }

    fn line(&self, model: &Model) -> Line {
        let Some(table) = &model.rules else {
            return Line::default();
        };
        let waived = table.rows.len() - table.open;
        let mut words = format!("{} open", grouped(table.open));
        if waived > 0 {
            words = format!("{words}, {} waived", grouped(waived));
        }
        let mut more = vec![
            checked(table),
            format!("Last looked at {}", exact(table.at)),
        ];
        more.extend(table.gap());
        Line {
            words: format!("{words} · checked {}", age(table.at, model.now)),
            more: Some(more.join("\n")),
        }
    }

    fn cell(&self, ui: &mut Ui, row: &FindingRow, column: usize, now: Timestamp) {
        cells::cell(ui, row, column, now);
    }

    fn cell_text(&self, row: &FindingRow, column: usize, _: Timestamp) -> String {
        cells::words(row, column)
    }

    fn openers(&self, model: &Model) -> Vec<Opener> {
        let unread = model.rules.is_none();
        vec![Opener {
            command: Some(PaneCommand::Invite),
            label: "Rules…",
            icon: Icon::Edit,
            keys: PaneCommand::Invite.keys(),
            blocked: unread.then(|| "Read the account first".to_owned()),
            primary: false,
        }]
    }

    fn open(&mut self, _: usize, _: &mut Listing<RulesTable>, cx: &mut Cx<'_>) {
        self.dialog = dialogs::Open::set(cx.model);
    }

    fn deeds(&self, _: &Picked, model: &Model) -> Vec<Deed> {
        let back = if self.chosen.waived > 1 {
            "Take waivers back"
        } else {
            "Take waiver back"
        };
        vec![
            Deed::new("Plan…", self.chosen.no_plan(model))
                .hint(self.chosen.outlook())
                .command(PaneCommand::ChangeRoles),
            Deed::new("Waive…", self.chosen.no_waiver()).command(PaneCommand::SameAs),
            Deed::new(back, self.chosen.no_taking_back()).command(PaneCommand::Remove),
        ]
    }

    fn begin(&mut self, deed: usize, list: &mut Listing<RulesTable>, cx: &mut Cx<'_>) {
        let Some(table) = &cx.model.rules else {
            return;
        };
        let rows: Vec<&FindingRow> = list.picked().of(&**table).collect();
        match deed {
            PLAN => {
                let findings = rows.iter().map(|r| &r.finding);
                if let Some(wish) = crate::plan::rules::join(findings) {
                    cx.ask(Command::MakePlan(wish));
                }
            }
            WAIVE => self.dialog = dialogs::Open::waive(&rows),
            _ => {
                cx.ask(taking_back(&rows));
            }
        }
    }

    fn dialogs(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        dialogs::show(&mut self.dialog, ctx, cx);
    }

    fn has_dialog(&self) -> bool {
        !matches!(self.dialog, dialogs::Open::None)
    }

    fn follow(&mut self, view: &View<RulesTable>, _: &Filter) {
        self.chosen.waived_in_all = view.table.rows.len() - view.table.open;
    }

    fn pick(&mut self, picked: &Picked, view: &RulesView) {
        let all = self.chosen.waived_in_all;
        self.chosen = Chosen::of(picked, &view.table);
        self.chosen.waived_in_all = all;
    }

    fn after_filters(&mut self, list: &mut Listing<RulesTable>, ui: &mut Ui, cx: &mut Cx<'_>) {
        let unread = cx.model.rules.as_ref().map_or(0, |t| t.checked.unread);
        if self.low && unread > 0 {
            let words = format!("{} not read", count(unread, "site", "sites"));
            if link(ui, &words).clicked() {
                cx.ask(Ask::Open(Dialog::ReadSites(Vec::new())));
            }
        }
        let waived = self.chosen.waived_in_all;
        if waived == 0 && !self.waived {
            return;
        }
        let words = format!("Show {} waived", grouped(waived));
        if toggle::switch(ui, &mut self.waived, &words).changed() {
            list.touch(ui);
        }
    }

    fn above(&mut self, _: &mut Listing<RulesTable>, ui: &mut Ui, cx: &mut Cx<'_>, height: f32) {
        let gap = cx.model.rules.as_ref().and_then(|t| t.gap());
        self.low = height < GAP_FROM;
        let Some(gap) = gap.filter(|_| !self.low) else {
            return;
        };
        let state = State::new(Kind::Incomplete, gap)
            .detail("Nothing is found there")
            .action(Button::secondary("Read them…").enabled_or(cx.model.no_reading()));
        if state.banner(ui).is_some() {
            cx.ask(Ask::Open(Dialog::ReadSites(Vec::new())));
        }
    }

    fn nothing(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, table: &RulesTable) {
        let mut detail = checked(table);
        if let Some(gap) = table.gap() {
            detail = format!("{detail}. {gap}");
        }
        let state = State::new(Kind::Empty, "Nothing breaks the house rules")
            .detail(detail)
            .action(Button::secondary("Rules…"));
        if state.show(ui).is_some() {
            self.dialog = dialogs::Open::set(cx.model);
        }
    }

    fn all_hidden(&mut self, filter: &Filter, ui: &mut Ui, view: &View<RulesTable>) -> bool {
        if self.waived || !filter.is_empty() || view.table.open > 0 {
            return false;
        }
        let waived = count(view.table.rows.len(), "finding is", "findings are");
        let state = State::new(Kind::Empty, "Nothing breaks the house rules")
            .detail(format!("{waived} waived. {}", checked(&view.table)))
            .action(Button::secondary("Show what is waived"));
        if state.show(ui).is_some() {
            self.waived = true;
        }
        true
    }

    fn load(&mut self, kept: &BTreeMap<String, serde_json::Value>) {
        if let Some(waived) = kept.get(WAIVED).and_then(serde_json::Value::as_bool) {
            self.waived = waived;
        }
    }

    fn keep(&self, kept: &mut BTreeMap<String, serde_json::Value>) {
        put(kept, WAIVED, &self.waived);
    }

    /// Each rule with how often it is broken.
    fn tells_of_all(&self) -> bool {
        true
    }

    fn inspector(
        &mut self,
        list: &mut Listing<RulesTable>,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        view: &View<RulesTable>,
    ) {
        inspector::show(self, list, ui, cx, &view.table);
    }
}
