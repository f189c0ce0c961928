//! A run that is killed again and again: nobody is created twice, and every line tells the truth.
//! `tests/kill/full.py` does the same with 5,000 members and 20 kills.

use crate::bench::{Bench, until};
use std::collections::BTreeMap;

const MEMBERS: usize = 300;
const KILLS: usize = 5;
/// The journal is cut in the middle of its last record after this kill.
const CUT_AFTER: usize = 2;

/// Numbers that look random and are always the same.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % n
    }
}

fn cut(bench: &Bench, chance: &mut Chance) {
    let whole = std::fs::read(bench.journal()).unwrap();
    // Where the last line begins.
    let before = whole[..whole.len() - 1].iter().rposition(|b| *b == b'\n');
    let last = before.map_or(0, |at| at + 1);
    let keep = last + 1 + chance.below(whole.len() - last - 1);
    std::fs::write(bench.journal(), &whole[..keep]).unwrap();
}

#[test]
fn a_run_that_is_killed_again_and_again_creates_nobody_twice() {
    let bench = Bench::read("s");
    bench.plan_members("plan.json", MEMBERS);
    let (plan, result) = (bench.arg("plan.json"), bench.arg("result.csv"));
    let apply = ["apply", &plan, "--result", &result, "--json"];
    let mut chance = Chance(7);
    for kill in 0..KILLS {
        // One creation has two lines in the journal.
        let from = bench.journal_lines();
        let moment = from + 10 + chance.below(2 * MEMBERS / KILLS - 30);
        let mut child = bench.start(&apply);
        until("the next moment", || bench.journal_lines() >= moment);
        child.kill().unwrap();
        child.wait().unwrap();
        if kill == CUT_AFTER {
            cut(&bench, &mut chance);
        }
    }
    let ended = bench.run(&apply);
    let told = ended.json();
    let rows = outcomes(&std::fs::read(&result).unwrap());
    assert_eq!(rows.len(), MEMBERS, "one line each");
    let created: BTreeMap<String, u64> = bench.created().into_iter().collect();
    for (email, outcome) in &rows {
        // A call that was written down and never left is proved not done, and told so.
        let there = match outcome.as_str() {
            "Done" | "Already so" => 1,
            "Not done" => 0,
            other => panic!("{email}: {other}"),
        };
        assert_eq!(
            created.get(email).copied().unwrap_or_default(),
            there,
            "{email}: {outcome}"
        );
    }
    let left = rows.iter().filter(|(_, o)| *o == "Not done").count();
    assert_eq!(ended.code, if left == 0 { 0 } else { 4 }, "{told}");
    assert!(left <= KILLS, "{told}");
    bench
        .run(&["verify", &bench.journal().display().to_string()])
        .ends(0);
    complete(&bench, left);
}

/// Planning the same list again finds what is missing, and nothing else.
fn complete(bench: &Bench, left: usize) {
    let (csv, rest) = (bench.arg("members.csv"), bench.arg("rest.json"));
    let again = ["plan", "create-members", "--site", &bench.site(0), "--file"];
    let made = bench.run(&[&again[..], &[&csv, "-o", &rest, "--json"]].concat());
    assert_eq!(made.json()["lines"], left);
    if left > 0 {
        bench.run(&["apply", &rest]).ends(0);
    }
    let created = bench.created();
    assert_eq!(created.len(), MEMBERS);
    assert!(created.iter().all(|(_, n)| *n == 1), "{created:?}");
}

/// Outcome by address.
fn outcomes(file: &[u8]) -> BTreeMap<String, String> {
    let text = String::from_utf8(file.to_vec()).unwrap();
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap().split(',').collect();
    let column = |name: &str| head.iter().position(|c| *c == name).unwrap();
    let (address, outcome) = (column("Address"), column("Outcome"));
    lines
        .map(|line| {
            // No cell before the outcome holds a comma in this run.
            let cells: Vec<&str> = line.split(',').collect();
            (cells[address].to_owned(), cells[outcome].to_owned())
        })
        .collect()
}
