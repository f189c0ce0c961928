//! Packs as a whole: written the same twice, read back, and every change found.

use super::*;
use crate::access::Reach;
use crate::access::review::{
    After, Campaign, Context, Drawn, Entry, Item, Matter, Scope, Verdict, Word, Worth,
};
use crate::journal::{Hash, Head, Record, RunId, encode};
use crate::plan::{CoOwners, Plan, Receipt, Traffic};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

fn hour(n: i64) -> Timestamp {
    "2026-11-01T09:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_hours(n)
}

fn item(n: usize, name: &str) -> Arc<Item> {
    let reach = Reach::Site {
        id: "s1".into(),
        name: None,
    };
    Arc::new(Item {
        matter: Matter::Assignment(format!("u{n}").into(), "blog".into(), reach),
        name: name.to_owned(),
        address: format!("u{n}@example.com"),
        roles: vec!["blog".into()],
        titles: vec!["Blog Editor".to_owned()],
        place: "Harbor Café".to_owned(),
        locations: Vec::new(),
        state: String::new(),
        context: Context::UNKNOWN,
        worth: vec![Worth::Outside],
    })
}

fn said(number: u64, word: Word) -> Entry {
    Entry {
        number,
        at: hour(number.cast_signed()),
        by: "Maya".to_owned(),
        word,
    }
}

fn decided(items: &[u32], verdict: Verdict, reason: &str) -> Word {
    Word::Decided {
        items: items.to_vec(),
        verdict,
        reason: reason.to_owned(),
    }
}

fn carried() -> Carried {
    let plan = Plan {
        format: Plan::FORMAT,
        id: "p1".to_owned(),
        continues: None,
        undoes: None,
        waves: None,
        title: "Apply the review “Q4”".to_owned(),
        account: "a1".into(),
        made_at: hour(20),
        read_at: Some(hour(0)),
        complete: true,
        team_size: 3,
        co_owners: CoOwners::default(),
        selection: None,
        newest: BTreeMap::new(),
        lines: Vec::new(),
        skipped: Vec::new(),
        fingerprints: BTreeMap::new(),
    };
    let run = RunId::new("r1");
    let records = [
        Record::RunStarted {
            run: run.clone(),
            title: plan.title.clone(),
            lines: 0,
            plan: plan.hash().unwrap(),
        },
        Record::RunEnded {
            run: run.clone(),
            how: "done".to_owned(),
        },
    ];
    // The run is not the first thing in its journal.
    let mut head = Head {
        hash: Hash::of(b"before"),
        count: 41,
    };
    let mut journal = String::new();
    for record in records {
        let line = encode(head, hour(21), record).unwrap();
        journal.push_str(&line.text);
        head = line.head;
    }
    let receipt = Receipt {
        format: Receipt::FORMAT,
        run,
        plan_hash: plan.hash().unwrap(),
        title: plan.title.clone(),
        account_name: "Northlight".to_owned(),
        account: "a1".to_owned(),
        started: hour(21),
        ended: hour(21),
        how: "done".to_owned(),
        traffic: Traffic::default(),
        lines: Vec::new(),
        skipped: Vec::new(),
        journal: head,
    };
    Carried {
        plan,
        receipt: Some(receipt),
        journal,
    }
}

fn pack() -> Pack {
    let campaign = Campaign {
        id: "c1".to_owned(),
        name: "Q4 <b>".to_owned(),
        scope: Scope::default(),
        snapshot: "snap".to_owned(),
        snapshot_at: hour(0),
        gaps: Vec::new(),
        reviewer: "Maya".to_owned(),
        made: hour(0),
        due: None,
        repeat_days: None,
        follows: None,
        drawn: Drawn::default(),
    };
    let reduce = Verdict::Reduce {
        roles: vec!["writer".into()],
    };
    Pack {
        account: Account {
            id: "a1".to_owned(),
            name: "Northlight".to_owned(),
            practice: true,
        },
        campaign,
        parts: vec![PartRead {
            what: "team".to_owned(),
            site: String::new(),
            query: query_of("team").to_owned(),
            read_at: hour(0),
            rows: Some(3),
            pages: Some(1),
            sha256: Hash::of(b"team"),
        }],
        items: vec![
            item(0, "Ana Díaz"),
            item(1, "=cmd|' /C calc'!A0"),
            item(2, "<script>x</script>"),
        ],
        entries: vec![
            said(1, decided(&[0, 1], Verdict::Keep, "known")),
            said(2, decided(&[1], Verdict::Revoke, "left")),
            said(3, decided(&[2], Verdict::Keep, "")),
            said(4, Word::Undone { entry: 3 }),
            said(5, decided(&[2], reduce, "too much")),
            said(6, Word::Closed),
        ],
        titles: BTreeMap::from([
            ("blog".into(), "Blog Editor".to_owned()),
            ("writer".into(), "Writer".to_owned()),
        ]),
        carried: Some(carried()),
        after: Some(AfterList {
            snapshot: "snap2".to_owned(),
            at: hour(22),
            gaps: Vec::new(),
            found: BTreeMap::from([(1, After::Gone), (2, After::AsDecided)]),
        }),
    }
}

static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| write(&pack()).unwrap().0);

fn file(bytes: &[u8], name: &str) -> String {
    let parts = zip::read(bytes).unwrap();
    let part = parts.iter().find(|p| p.name == name).expect(name);
    String::from_utf8(part.bytes.to_vec()).unwrap()
}

/// The pack with these files in the place of its own, with a manifest or without a new one.
fn with(changes: &[(&str, &str)]) -> Vec<u8> {
    let parts = zip::read(&BYTES).unwrap();
    let mut files: Vec<(String, Vec<u8>)> = parts
        .iter()
        .map(|p| (p.name.to_owned(), p.bytes.to_vec()))
        .collect();
    for (name, text) in changes {
        files.retain(|(n, _)| n != name);
        files.push(((*name).to_owned(), text.as_bytes().to_vec()));
    }
    zip::write(&files).unwrap()
}

#[test]
fn the_same_review_is_the_same_bytes_and_comes_back_whole() {
    let (bytes, digest) = write(&pack()).unwrap();
    assert_eq!(bytes, write(&pack()).unwrap().0);
    let opened = open(&bytes, Some(digest));
    assert_eq!(opened.problems, []);
    assert!(opened.compared && opened.is_sound());
    assert_eq!(opened.pack, Some(pack()));
    let manifest = opened.manifest.unwrap();
    assert!(manifest.complete, "{:?}", manifest.missing);
    assert_eq!(manifest.files.len(), 12);
    assert_eq!((manifest.entries, manifest.decided), (3, 3));
    let chain = manifest.journal.unwrap();
    assert_eq!((chain.from.count, chain.to.count), (41, 43));
}

/// A change of what is written needs another [`FORMAT`], or packs of this form that people have
/// would be called changed.
#[test]
fn this_form_is_pinned() {
    let digest = write(&pack()).unwrap().1.to_string();
    assert_eq!((FORMAT, digest.as_str()), (1, PINNED));
}

const PINNED: &str = "a6a1a1c851fbdc4f93ef108b2e8ea71ec31a361e51b3bf5c2daa66fa0e4ab377";

#[test]
fn files_for_readers_say_who_when_and_why_and_run_nothing() {
    let decisions = file(&BYTES, "decisions.csv");
    let lines: Vec<&str> = decisions.lines().collect();
    assert_eq!(lines.len(), 8, "{decisions}");
    assert!(lines[1].contains("2026-11-01T10:00:00Z,Maya,Keep,1,Ana Díaz,,known,2,yes"));
    assert!(lines[2].contains(",decided again,"), "{}", lines[2]);
    assert!(lines[4].contains(",taken back,"), "{}", lines[4]);
    assert!(lines[6].contains(",Reduce,3,") && lines[6].contains(",Writer,too much,"));
    let items = file(&BYTES, "items.csv");
    assert!(items.contains("'=cmd|"), "{items}");
    let report = file(&BYTES, "report.html");
    assert!(report.contains("&lt;script&gt;x&lt;/script&gt;"));
    for never in [
        "<script", "http:", "https:", "src=", "href=", "url(", "@import",
    ] {
        assert!(!report.contains(never), "{never}");
    }
    assert!(report.contains("<svg") && report.contains("@media print"));
    assert!(report.contains("Complete"));
}

#[test]
fn what_is_missing_is_said() {
    let mut lacking = pack();
    lacking.carried = None;
    lacking.after = None;
    lacking.entries.truncate(2);
    lacking.campaign.gaps = vec!["Roles: never read".to_owned()];
    let (bytes, _) = write(&lacking).unwrap();
    let opened = open(&bytes, None);
    assert_eq!(opened.problems, []);
    let missing = opened.manifest.unwrap().missing;
    let wanted = [
        "The reading of the account: Roles: never read",
        "Without a decision: 1 entry",
        "The decisions were not carried out",
    ];
    assert_eq!(missing, wanted);
    assert!(file(&bytes, "report.html").contains("Incomplete"));
}

#[test]
fn a_pack_written_anew_fails_against_its_digest_and_nothing_else() {
    let digest = Hash::of(&BYTES);
    let mut other = pack();
    other.entries[1] = said(2, decided(&[1], Verdict::Keep, "left"));
    let (bytes, found) = write(&other).unwrap();
    assert!(open(&bytes, None).is_sound());
    let problems = open(&bytes, Some(digest)).problems;
    let wanted = digest;
    assert_eq!(problems, [Problem::Digest { wanted, found }]);
}

#[test]
fn files_that_were_exchanged_are_named() {
    let named = |bytes: &[u8]| -> Vec<String> {
        let problems = open(bytes, None).problems;
        let files = problems.iter().filter_map(|p| p.file().map(str::to_owned));
        files.collect()
    };
    let items = file(&BYTES, "items.csv").replace("Ana", "Eve");
    assert_eq!(named(&with(&[("items.csv", &items)])), ["items.csv"]);
    assert_eq!(named(&with(&[("more.txt", "x")])), ["more.txt"]);
    // Changed together with the manifest: the report does not say what the data says.
    let report = file(&BYTES, "report.html").replace("Ana", "Eve");
    let mut manifest: serde_json::Value =
        serde_json::from_str(&file(&BYTES, "manifest.json")).unwrap();
    for listed in manifest["files"].as_array_mut().unwrap() {
        if listed["name"] == "report.html" {
            listed["sha256"] = Hash::of(report.as_bytes()).to_string().into();
        }
    }
    let manifest = serde_json::to_string_pretty(&manifest).unwrap();
    let bytes = with(&[("report.html", &report), ("manifest.json", &manifest)]);
    assert_eq!(named(&bytes), ["report.html"]);
}

#[test]
fn plan_receipt_and_journal_have_to_tell_the_same_story() {
    let story = |change: &dyn Fn(&mut Carried)| -> Vec<Problem> {
        let mut other = pack();
        change(other.carried.as_mut().unwrap());
        open(&write(&other).unwrap().0, None).problems
    };
    let cut = story(&|c| c.journal = c.journal.lines().next().unwrap().to_owned() + "\n");
    assert_eq!(cut[0].file(), Some("journal.log"), "{cut:?}");
    let forged = story(&|c| c.journal = c.journal.replace("done", "held"));
    assert_eq!(forged[0].file(), Some("journal.log"), "{forged:?}");
    let other = story(&|c| c.plan.title.push('x'));
    assert_eq!(other[0].file(), Some("plan.json"), "{other:?}");
    let receipt = story(&|c| c.receipt.as_mut().unwrap().how = "stopped".to_owned());
    assert_eq!(receipt[0].file(), Some("receipt.json"), "{receipt:?}");
}

/// The file in which a byte lies, if it lies in one.
fn place(at: usize) -> Option<String> {
    let start = BYTES.as_ptr() as usize;
    let parts = zip::read(&BYTES).unwrap();
    let found = parts.iter().find(|p| {
        let from = p.bytes.as_ptr() as usize - start;
        (from..from + p.bytes.len()).contains(&at)
    });
    found.map(|p| p.name.to_owned())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_changed_byte_is_found_and_its_file_is_named(
        at in any::<prop::sample::Index>(),
        flip in 1_u8..,
    ) {
        let at = at.index(BYTES.len());
        let mut changed = BYTES.clone();
        changed[at] ^= flip;
        let problems = open(&changed, None).problems;
        prop_assert!(!problems.is_empty(), "byte {at}");
        match place(at) {
            Some(file) => prop_assert_eq!(problems[0].file(), Some(file.as_str())),
            None => prop_assert!(matches!(problems[0], Problem::Zip(_)), "{problems:?}"),
        }
        let digest = Hash::of(&BYTES);
        let against = open(&changed, Some(digest)).problems;
        let told = matches!(against[0], Problem::Digest { .. });
        prop_assert!(told);
    }

    #[test]
    fn a_pack_that_is_cut_off_or_longer_is_refused(end in any::<prop::sample::Index>()) {
        let cut = &BYTES[..end.index(BYTES.len())];
        prop_assert!(!open(cut, None).is_sound());
        let longer = [BYTES.as_slice(), cut].concat();
        prop_assert!(cut.is_empty() || !open(&longer, None).is_sound());
    }
}
