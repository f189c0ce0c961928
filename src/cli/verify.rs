//! `gatehouse verify`: whether a file is as it was written. Needs nothing but the file.

use super::end::{Failure, Report, bad, failed};
use super::exit::Exit;
use super::text::{clean, line};
use super::{files, verify_pack, verify_run};
use crate::journal::Hash;
use crate::plan::{Receipt, file};
use crate::store::{Expected, VerifyReport, verify_journal};
use crate::worker::protocol::ErrorCard;
use clap::Args;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};

/// `verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// A journal, a receipt as JSON, a plan, or an evidence pack
    pub(super) file: PathBuf,
    /// A receipt whose end the journal must hold
    #[arg(long, value_name = "RECEIPT.json", conflicts_with = "journal")]
    pub(super) receipt: Option<PathBuf>,
    /// The journal of a receipt; else journal.log beside it
    #[arg(long, value_name = "FILE")]
    pub(super) journal: Option<PathBuf>,
    /// The digest of an evidence pack, as it was handed over apart from it
    #[arg(long, value_name = "SHA256", value_parser = verify_pack::digest)]
    #[arg(conflicts_with_all = ["receipt", "journal"])]
    pub(super) digest: Option<Hash>,
    /// Draw 25 entries of an evidence pack by this number; the same number draws the same ones
    #[arg(long, value_name = "SEED", conflicts_with_all = ["receipt", "journal"])]
    pub(super) sample: Option<u64>,
    /// One JSON object on standard output
    #[arg(long)]
    pub(super) json: bool,
}

/// Bytes at the beginning of a file that tell what it is.
const HEAD: u64 = 4096;
/// Name of the journal beside a receipt.
const JOURNAL: &str = "journal.log";

enum Kind {
    Journal,
    Plan,
    Receipt(Box<Receipt>),
}

/// Checks the file.
pub(super) fn run(args: &Verify) -> Result<Report, Failure> {
    if args.digest.is_some() || args.sample.is_some() || is_pack(&args.file) {
        return verify_pack::run(args);
    }
    let receipt = args.receipt.as_deref().map(receipt).transpose()?;
    match kind(&args.file)? {
        Kind::Journal => journal(&args.file, receipt.as_ref()),
        Kind::Plan => plan(&args.file),
        Kind::Receipt(found) => {
            let beside = args.journal.clone().unwrap_or_else(|| beside(&args.file));
            if !beside.is_file() {
                return Err(bad(
                    format!(
                        "A receipt is checked against its journal, and {} is not there",
                        files::place(&beside)
                    ),
                    "Name the journal with --journal",
                ));
            }
            journal(&beside, Some(&found))
        }
    }
}

/// Whether it begins like a zip file, or is called one.
fn is_pack(path: &Path) -> bool {
    let mut head = Vec::new();
    let open = File::open(path).and_then(|file| file.take(4).read_to_end(&mut head));
    let called = path
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("zip"));
    called || open.is_ok_and(|_| head == b"PK\x03\x04")
}

fn beside(receipt: &Path) -> PathBuf {
    receipt.with_file_name(JOURNAL)
}

/// What kind of file it is.
fn kind(path: &Path) -> Result<Kind, Failure> {
    let unreadable = |e: std::io::Error| {
        let what = format!("{} cannot be read: {e}", files::place(path));
        bad(what, "Give another file")
    };
    let mut head = Vec::new();
    let open = File::open(path).map_err(unreadable)?;
    BufReader::new(open.take(HEAD))
        .read_until(b'\n', &mut head)
        .map_err(unreadable)?;
    let text = String::from_utf8_lossy(&head);
    // A line of a journal: a hash, and an object that begins with its number.
    if text.contains(" {\"seq\":") || path.file_name().is_some_and(|n| n == JOURNAL) {
        return Ok(Kind::Journal);
    }
    let bytes = files::read(path)?;
    let Ok(value) = serde_json::from_slice::<Value>(&bytes) else {
        return Err(no_kind(path));
    };
    if value.get("gatehouse").is_some() {
        return Ok(Kind::Plan);
    }
    if value.get("planHash").is_some() {
        return Ok(Kind::Receipt(Box::new(receipt(path)?)));
    }
    Err(no_kind(path))
}

fn no_kind(path: &Path) -> Failure {
    bad(
        format!(
            "{} is no journal, no receipt, no plan and no evidence pack",
            files::place(path)
        ),
        "Give a journal.log, a receipt as JSON, a plan, or an evidence pack",
    )
}

fn receipt(path: &Path) -> Result<Receipt, Failure> {
    let bytes = files::read(path)?;
    serde_json::from_slice(&bytes).map_err(|e| {
        let what = format!("{} cannot be read as a receipt: {e}", files::place(path));
        bad(what, "Give a receipt that was saved as JSON")
    })
}

fn plan(path: &Path) -> Result<Report, Failure> {
    let bytes = files::read(path)?;
    let place = files::place(path);
    match file::from_bytes(&bytes) {
        Ok(plan) => {
            let mut text = String::new();
            let lines = plan.lines.len();
            let title = clean(&plan.title);
            line(
                &mut text,
                &format!("{place} is sound: the plan “{title}” with {lines} lines"),
            );
            let data = json!({
                "kind": "plan", "sound": true, "plan": plan.id, "title": plan.title,
                "lines": lines, "hash": plan.hash().unwrap_or_default(),
            });
            Ok(Report::new(text, data))
        }
        Err(error) => {
            let data = json!({ "kind": "plan", "sound": false, "problem": error.to_string() });
            Ok(damaged(format!("{place} cannot be used: {error}"), data))
        }
    }
}

pub(super) fn damaged(sentence: String, data: Value) -> Report {
    let mut report = Report::new(String::new(), data).ending(Exit::Partly);
    report.trouble = Some(ErrorCard::new(sentence, ""));
    report
}

/// A journal, and what a receipt says about it.
fn journal(path: &Path, receipt: Option<&Receipt>) -> Result<Report, Failure> {
    let found =
        verify_journal(path, receipt.map(|r| r.journal)).map_err(|e| failed(e.to_string(), ""))?;
    let place = files::place(path);
    let mut data = json!({
        "kind": if receipt.is_some() { "receipt" } else { "journal" },
        "sound": found.is_sound(),
        "journal": path.display().to_string(),
        "entries": found.head.count,
        "hash": found.head.hash,
        "bytes": found.bytes,
    });
    if let Some(problem) = &found.problem {
        data["line"] = json!(problem.line);
        data["problem"] = json!(problem.error.to_string());
        let sentence = format!(
            "{place} is damaged in {problem}. The {} lines before it are sound",
            found.head.count
        );
        return Ok(damaged(sentence, data));
    }
    if let Some(why) = wrong_end(&found) {
        data["problem"] = json!(why);
        return Ok(damaged(format!("{place}: {why}"), data));
    }
    let mut text = String::new();
    let entries = found.head.count;
    line(
        &mut text,
        &format!(
            "{place} is sound: {entries} entries, head {}",
            found.head.hash
        ),
    );
    if let Some(receipt) = receipt {
        if let Some(why) = verify_run::differs(path, receipt)? {
            data["sound"] = json!(false);
            data["problem"] = json!(why);
            return Ok(damaged(
                format!("The receipt is not what the journal says: {why}"),
                data,
            ));
        }
        let (title, lines) = (clean(&receipt.title), receipt.lines.len());
        line(
            &mut text,
            &format!("The receipt of “{title}” fits it, all {lines} lines"),
        );
        data["run"] = json!(receipt.run);
        data["lines"] = json!(lines);
    }
    Ok(Report::new(text, data))
}

fn wrong_end(found: &VerifyReport) -> Option<&'static str> {
    match found.expected {
        Some(Expected::CutOff) => Some("it ends before the line that the receipt quotes"),
        Some(Expected::Other) => Some("another line stands where the receipt quotes one"),
        Some(Expected::Found) | None => None,
    }
}
