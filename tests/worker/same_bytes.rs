//! The same run, saved as the window saves it and by the program's command line: the same bytes.

use crate::desk::Desk;
use crate::support::{Setup, Wix};
use gatehouse::plan::Wish;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{Command, LineForm, SaveKind};
use std::path::Path;
use std::process::Stdio;

/// Saves as the window does, and waits for the file.
fn saved(desk: &mut Desk, what: SaveKind, path: &Path) -> Vec<u8> {
    desk.send(Command::Save {
        what,
        path: path.to_owned(),
    });
    // The file appears under its name only when it is whole.
    desk.until("a saved file", |_| path.exists().then_some(()));
    std::fs::read(path).expect("the file")
}

/// What the program itself writes for the newest run.
fn exported(data: &Path, arguments: &[&str]) -> Vec<u8> {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_gatehouse"));
    let out = command
        .arg("export")
        .args(arguments)
        .env("GATEHOUSE_DATA_DIR", data)
        .env_remove("GATEHOUSE_API_KEY")
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
        .stdin(Stdio::null())
        .output()
        .expect("the program");
    let words = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{arguments:?}: {words}");
    out.stdout
}

#[test]
fn a_run_saved_from_the_window_and_exported_by_the_program_is_the_same_bytes() {
    let wix = Wix::of(Size::S);
    let mut desk = Setup::default().desk(None);
    desk.connect(&wix, &wix.key("full"));
    let people = desk.ordinary(3);
    let review = desk.plan(Wish::Remove { people });
    let run = desk.apply(&review);
    let receipt = run.receipt.clone().expect("a receipt");
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let json = saved(
        &mut desk,
        SaveKind::ReceiptJson(receipt.clone()),
        &at("receipt.json"),
    );
    let csv = saved(&mut desk, SaveKind::ReceiptCsv(receipt), &at("receipt.csv"));
    let plan = saved(
        &mut desk,
        SaveKind::Plan(run.plan.clone()),
        &at("plan.json"),
    );
    let mut lines = |what: SaveKind, name: &str| saved(&mut desk, what, &at(name));
    let runs_csv = lines(SaveKind::Runs(LineForm::Csv), "runs.csv");
    let runs_json = lines(SaveKind::Runs(LineForm::JsonLines), "runs.jsonl");
    let journal_csv = lines(SaveKind::Journal(LineForm::Csv), "journal.csv");
    let journal_json = lines(SaveKind::Journal(LineForm::JsonLines), "journal.jsonl");
    let data = desk.data();
    desk.handle.shutdown();
    for (part, form, bytes) in [
        ("runs", "csv", &runs_csv),
        ("runs", "jsonl", &runs_json),
        ("journal", "csv", &journal_csv),
        ("journal", "jsonl", &journal_json),
    ] {
        assert_eq!(&exported(&data, &[part, "--format", form]), bytes, "{part}");
    }
    let count = |bytes: &[u8]| String::from_utf8_lossy(bytes).lines().count();
    assert_eq!((count(&runs_csv), count(&runs_json)), (2, 1));
    assert_eq!(count(&journal_csv), count(&journal_json) + 1);
    assert!(count(&journal_json) > 6, "every write and what came of it");
    let receipt = |form| exported(&data, &["receipt", "last", "--format", form]);
    assert!(json.len() > 1000 && csv.len() > 200 && plan.len() > 1000);
    assert_eq!(receipt("json"), json);
    assert_eq!(receipt("csv"), csv);
    assert_eq!(exported(&data, &["plan", "last"]), plan);
}

#[test]
fn a_list_saved_from_the_window_and_exported_by_the_program_is_the_same_bytes() {
    use gatehouse::index::{Filter, never};
    use gatehouse::worker::protocol::{JobKind, JobState, ViewRequest};
    use gatehouse::worker::protocol::{OutRows, OutSource, OutWish, Outgoing, TableView};
    use std::sync::Arc;

    fn shown<T: Outgoing>(table: &Arc<T>, text: &str) -> Arc<dyn OutSource> {
        let filter = Filter {
            text: text.to_owned(),
            ..Filter::default()
        };
        let view = table.index().view(&filter, None, None, &never);
        Arc::new(OutRows::shown(Arc::new(TableView {
            table: Arc::clone(table),
            request: ViewRequest {
                filter,
                order: None,
            },
            view: view.expect("a view"),
        })))
    }

    let wix = Wix::of(Size::L);
    let mut desk = Setup::default().desk(None);
    desk.connect(&wix, &wix.key("full"));
    let folder = tempfile::tempdir().expect("a folder");
    // What ends with time differs, since the program has a clock of its own.
    let (team, sites) = desk.until("the lists", |m| Some((m.team.clone()?, m.sites.clone()?)));
    let mut files = Vec::new();
    for (word, source, filter) in [
        ("team", shown(&team, "designer"), "designer"),
        ("sites", shown(&sites, ""), ""),
    ] {
        let parts = source.parts().is_some();
        let all = source.columns(parts).into_iter();
        let wish = OutWish {
            columns: all.map(|c| c.id.into_owned()).collect(),
            parts,
            mark: true,
            source,
        };
        let path = folder.path().join(word);
        let bytes = saved(&mut desk, SaveKind::List(Box::new(wish)), &path);
        desk.until("the end of the job", |m| {
            let job = m.last_job(JobKind::Save)?;
            matches!(job.state, JobState::Done(_)).then_some(())
        });
        files.push((word, filter, bytes));
    }
    let data = desk.data();
    desk.handle.shutdown();
    for (word, filter, bytes) in files {
        assert!(bytes.len() > 300, "{word}");
        let more: &[&str] = if filter.is_empty() {
            &[]
        } else {
            &["--filter", filter]
        };
        let words = [&[word, "--format", "csv", "--mark"], more].concat();
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        let (there, here) = (text(exported(&data, &words)), text(bytes));
        let odd = there.lines().zip(here.lines()).find(|(a, b)| a != b);
        assert_eq!(odd, None, "{word}");
        assert_eq!(there.len(), here.len(), "{word}");
    }
}
