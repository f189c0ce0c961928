//! `gatehouse rules`: what breaks the house rules, waivers, and the plan that puts it right.

use super::World;
use super::end::{Failure, Report, bad};
use super::exit::Exit;
use super::of_rules::{Choice, List, OfRules, Plan, Rules, Set};
use super::plan::{check_output, finish, ready};
use super::session::Session;
use super::text::{clean, count, line};
use crate::plan::rules::{FindingId, HouseRules, Remedy, Rule, Waiver, join};
use crate::worker::protocol::{Command, ErrorCard, FindingRow, RulesCommand, RulesTable, Trouble};
use serde_json::{Value, json};
use std::sync::Arc;

/// Carries out `gatehouse rules`.
pub(super) fn run(world: &World, args: &Rules) -> Result<Report, Failure> {
    match &args.what {
        None => list(world, &args.list),
        Some(OfRules::Set(args)) => set(world, args),
        Some(OfRules::Waive(args)) => {
            let session = Session::open(world, &args.common)?;
            let waive = |findings| RulesCommand::Waive {
                findings,
                why: args.why.clone(),
                until: args.until,
            };
            change(session, &args.choice, args.expect.expect, true, waive)
        }
        Some(OfRules::TakeBack(args)) => {
            let session = Session::open(world, &args.common)?;
            let back = RulesCommand::TakeBack;
            change(session, &args.choice, args.expect.expect, false, back)
        }
        Some(OfRules::Plan(args)) => plan(world, args),
    }
}

/// The findings as they are now.
fn table(session: &mut Session<'_>) -> Result<Arc<RulesTable>, Failure> {
    // An account that was never read breaks no rule, and says so itself.
    session.team()?;
    session.until(|m| m.rules.clone().map(Ok))
}

/// Asks for a change and waits for what came of it.
fn asked(session: &mut Session<'_>, command: RulesCommand) -> Result<String, Failure> {
    session.model.rules_end = None;
    session.send(Command::Rules(command));
    session.until(|m| {
        let end = m.rules_end.as_ref()?;
        Some(end.as_ref().clone().map_err(Failure::from))
    })
}

fn list(world: &World, args: &List) -> Result<Report, Failure> {
    let mut session = Session::look(world, &args.common)?;
    let table = table(&mut session)?;
    session.close();
    let wanted = |r: &&FindingRow| {
        let of = args.rules.is_empty() || args.rules.contains(&r.finding.rule);
        of && (args.waived || r.is_open())
    };
    let shown: Vec<&FindingRow> = table.rows.iter().filter(wanted).collect();
    let mut text = String::new();
    let mut last = None;
    for row in &shown {
        if last != Some(row.finding.rule) {
            last = Some(row.finding.rule);
            head(&mut text, &table, row.finding.rule);
        }
        show(&mut text, row);
    }
    line(&mut text, &summary(&table));
    let rules: Vec<Value> = table.per_rule().into_iter().map(of_rule).collect();
    let data = json!({
        "findings": shown.iter().map(|r| as_json(r)).collect::<Vec<_>>(),
        "rules": rules,
        "set": table.house.rules,
        "ownDomains": table.home,
        "open": table.open,
        "waived": table.rows.len() - table.open,
        "complete": table.gap().is_none(),
        "at": table.at,
    });
    let mut report = Report::new(text, data);
    if let Some(gap) = table.gap() {
        let remedy = "Read them with gatehouse sync --sites; nothing is found where nothing was \
                      read";
        report.trouble = Some(ErrorCard::new(gap, remedy));
        report.exit = Some(Exit::Partly);
    }
    Ok(report)
}

fn head(text: &mut String, table: &RulesTable, rule: Rule) {
    let of = table.rows.iter().filter(|r| r.finding.rule == rule);
    let n = of.filter(|r| r.is_open()).count();
    let limit = table.house.rules.limit_words(rule, &table.home);
    let limit = if limit.is_empty() {
        String::new()
    } else {
        format!(" ({})", clean(&limit))
    };
    line(
        text,
        &format!("{}  {}{limit}: {n} open", rule.word(), rule.title()),
    );
}

fn show(text: &mut String, row: &FindingRow) {
    let f = &row.finding;
    let more = if f.more.is_empty() {
        String::new()
    } else {
        format!(" ({})", f.more)
    };
    line(text, &clean(&format!("  {}{more}", f.who)));
    line(text, &clean(&format!("      {}", f.reason)));
    let way = match &f.remedy {
        Remedy::Plan { label, .. } => format!("Plan: {label}"),
        Remedy::ByHand(task) => format!("By hand: {task}"),
    };
    line(text, &clean(&format!("      {way}")));
    if let Some(waiver) = &row.waiver {
        line(text, &clean(&format!("      {}", waived(waiver))));
    }
    line(text, &clean(&format!("      Key: {}", f.key)));
}

fn waived(waiver: &Waiver) -> String {
    let by = if waiver.by.is_empty() {
        String::new()
    } else {
        format!(" by {}", waiver.by)
    };
    let until = waiver.until.map_or("until taken back".to_owned(), |at| {
        format!("until {}", at.strftime("%Y-%m-%d %H:%M"))
    });
    format!("Waived{by} {until}: {}", waiver.why)
}

fn summary(table: &RulesTable) -> String {
    let waived = table.rows.len() - table.open;
    let c = table.checked;
    let off = table.house.rules.off.len();
    format!(
        "{} open, {waived} waived. Checked: {} people, {}, contributors of {}; {} of {} rules",
        count(table.open, "finding"),
        c.people,
        count(c.invites, "invite"),
        count(c.sites, "site"),
        Rule::ALL.len() - off,
        Rule::ALL.len(),
    )
}

fn of_rule((rule, open, waived): (Rule, usize, usize)) -> Value {
    json!({ "rule": rule.word(), "title": rule.title(), "open": open, "waived": waived })
}

fn as_json(row: &FindingRow) -> Value {
    let f = &row.finding;
    json!({
        "rule": f.rule.word(),
        "key": f.key,
        "who": f.who,
        "more": f.more,
        "reason": f.reason,
        "remedy": f.remedy.words(),
        "byPlan": row.can_be_planned(),
        "waiver": row.waiver,
        "history": row.history,
    })
}

fn set(world: &World, args: &Set) -> Result<Report, Failure> {
    let mut session = Session::open(world, &args.common)?;
    let known = table(&mut session)?;
    let mut rules = known.house.rules.clone();
    args.on.iter().for_each(|r| rules.switch(*r, true));
    args.off.iter().for_each(|r| rules.switch(*r, false));
    if let Some(twice) = args.on.iter().find(|r| args.off.contains(r)) {
        let what = format!("{} is to be on and off", twice.word());
        return Err(bad(what, "Say one of the two"));
    }
    rules.most_co_owners = args.co_owners.unwrap_or(rules.most_co_owners);
    rules.invite_days = args.invite_days.unwrap_or(rules.invite_days);
    rules.least_sites = args.sites.unwrap_or(rules.least_sites);
    if args.no_domains || !args.domains.is_empty() {
        rules.domains.clone_from(&args.domains);
    }
    let tidy = rules
        .clone()
        .tidy()
        .map_err(|why| bad(why, "Nothing was changed"))?;
    if tidy == known.house.rules {
        session.close();
        let mut report = told(&tidy, &known.home);
        report.exit = Some(Exit::Nothing);
        report.trouble = Some(ErrorCard::new("They are set so already", "").of(Trouble::Nothing));
        return Ok(report);
    }
    let said = asked(&mut session, RulesCommand::Set(Box::new(rules)));
    let said = said.and_then(|said| {
        let now = session.until(|m| {
            let table = m.rules.as_ref()?;
            (table.house.rules == tidy).then(|| Ok(Arc::clone(table)))
        })?;
        Ok((said, now))
    });
    session.close();
    let (said, now) = said?;
    let mut report = told(&now.house.rules, &now.home);
    line(&mut report.text, &format!("{said}. {}", summary(&now)));
    Ok(report)
}

fn told(rules: &HouseRules, home: &[String]) -> Report {
    let mut text = String::new();
    for rule in Rule::ALL {
        let state = if rules.is_on(rule) { "on " } else { "off" };
        let limit = rules.limit_words(rule, home);
        let words = format!("{state}  {:<21} {}  {limit}", rule.word(), rule.title());
        line(&mut text, clean(&words).trim_end());
    }
    Report::new(text, json!({ "set": rules, "ownDomains": home }))
}

/// The findings that are meant: of these rules, with these keys. Nobody is told twice.
fn chosen<'t>(
    table: &'t RulesTable,
    choice: &Choice,
    expect: Option<usize>,
    fits: impl Fn(&FindingRow) -> bool,
) -> Result<Vec<&'t FindingRow>, Failure> {
    for key in &choice.findings {
        let mut of = table.rows.iter().filter(|r| r.finding.key == *key);
        if !of.any(|r| choice.rules.is_empty() || choice.rules.contains(&r.finding.rule)) {
            let what = format!("No finding has the key “{}”", clean(key));
            return Err(bad(what, "See gatehouse rules --waived"));
        }
    }
    let meant = |r: &&FindingRow| {
        let f = &r.finding;
        let rule = choice.rules.is_empty() || choice.rules.contains(&f.rule);
        let key = choice.findings.is_empty() || choice.findings.contains(&f.key);
        rule && key && fits(r)
    };
    let rows: Vec<&FindingRow> = table.rows.iter().filter(meant).collect();
    if let Some(n) = expect.filter(|n| *n != rows.len()) {
        let what = format!(
            "{} fit, and {n} were expected",
            count(rows.len(), "finding")
        );
        return Err(bad(what, "See gatehouse rules"));
    }
    if rows.is_empty() {
        let card = ErrorCard::new("No such finding is there", "See gatehouse rules --waived");
        return Err(card.of(Trouble::Nothing).into());
    }
    Ok(rows)
}

/// Waives findings, or takes that back.
fn change(
    mut session: Session<'_>,
    choice: &Choice,
    expect: Option<usize>,
    open: bool,
    command: impl FnOnce(Vec<FindingId>) -> RulesCommand,
) -> Result<Report, Failure> {
    let known = table(&mut session)?;
    let rows = chosen(&known, choice, expect, |r| r.is_open() == open)?;
    let ids: Vec<FindingId> = rows.iter().map(|r| r.finding.id()).collect();
    let said = asked(&mut session, command(ids));
    session.close();
    let said = said?;
    let mut text = String::new();
    for row in &rows {
        let f = &row.finding;
        line(&mut text, &clean(&format!("{}  {}", f.rule.word(), f.who)));
    }
    line(&mut text, &said);
    let keys: Vec<Value> = rows.iter().map(|r| json!(r.finding.id())).collect();
    Ok(Report::new(text, json!({ "said": said, "findings": keys })))
}

fn plan(world: &World, args: &Plan) -> Result<Report, Failure> {
    check_output(&args.output)?;
    let mut session = Session::open(world, &args.output.common)?;
    let known = table(&mut session)?;
    let rows = chosen(
        &known,
        &args.choice,
        args.expect.expect,
        FindingRow::is_open,
    )?;
    let Some(wish) = join(rows.iter().map(|r| &r.finding)) else {
        let mut tasks: Vec<&str> = rows.iter().map(|r| r.finding.remedy.words()).collect();
        tasks.dedup();
        let card = ErrorCard::new("No plan puts that right", tasks.join("; "));
        return Err(card.of(Trouble::Nothing).into());
    };
    let by_hand = rows.iter().filter(|r| !r.can_be_planned()).count();
    session.send(Command::MakePlan(wish));
    let review = ready(&mut session)?;
    session.close();
    let mut report = finish(&review, &args.output)?;
    if by_hand > 0 && report.trouble.is_none() {
        let left = match by_hand {
            1 => "1 finding is left out: it is put right by hand".to_owned(),
            n => format!("{n} findings are left out: they are put right by hand"),
        };
        report.trouble = Some(ErrorCard::new(left, "See gatehouse rules"));
        report.exit = Some(Exit::Partly);
    }
    report.put("byHand", by_hand);
    Ok(report)
}
