//! `gatehouse verify` of an evidence pack.

use super::end::{Failure, Report, bad};
use super::files;
use super::text::{clean, line};
use super::verify::{Verify, damaged};
use crate::evidence::{LARGEST, LINES, Opened, Pack, open, sample};
use crate::journal::Hash;
use serde_json::{Value, json};
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// A digest as people hand it over: in letters of any size, with blanks around it.
pub(super) fn digest(text: &str) -> Result<Hash, String> {
    let found = Hash::parse(&text.trim().to_ascii_lowercase());
    found.ok_or_else(|| "give the 64 digits and letters of a SHA-256".to_owned())
}

/// Checks the pack.
pub(super) fn run(args: &Verify) -> Result<Report, Failure> {
    let bytes = read(&args.file)?;
    let opened = open(&bytes, args.digest);
    let place = files::place(&args.file);
    let data = data(&opened, args.sample);
    if !opened.is_sound() {
        let problems: Vec<String> = opened
            .problems
            .iter()
            .map(|p| clean(&p.to_string()))
            .collect();
        return Ok(damaged(format!("{place}: {}", problems.join("; ")), data));
    }
    let mut text = String::new();
    line(&mut text, &format!("{place} is sound"));
    if let Some(manifest) = &opened.manifest {
        let decided = format!("{} of {} decided", manifest.decided, manifest.entries);
        let name = clean(&manifest.name);
        let files = manifest.files.len() + 1;
        line(
            &mut text,
            &format!(
                "Review “{name}”, {decided}, as of {}, {files} files",
                manifest.as_of
            ),
        );
        for gap in &manifest.missing {
            line(&mut text, &format!("Incomplete: {}", clean(gap)));
        }
    }
    match opened.wanted {
        Some(_) => line(&mut text, "It is the pack that the digest is of"),
        None => line(
            &mut text,
            &format!(
                "Its digest is {}. Compare it with the one that was handed over: a pack that was \
                 written anew as a whole is sound in itself",
                opened.digest
            ),
        ),
    }
    if !opened.compared {
        let why = "It was written by another version, so the tables and the report in it were not \
                   held against its data";
        line(&mut text, why);
    }
    if let (Some(seed), Some(pack)) = (args.sample, &opened.pack) {
        draw(&mut text, pack, seed);
    }
    Ok(Report::new(text, data))
}

/// No more than a pack can have is read, whatever the file is.
fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read =
        File::open(path).and_then(|file| file.take(LARGEST as u64 + 1).read_to_end(&mut bytes));
    match read {
        Ok(_) => Ok(bytes),
        Err(error) => {
            let what = format!("{} cannot be read: {error}", files::place(path));
            Err(bad(what, "Give another file"))
        }
    }
}

fn data(opened: &Opened, seed: Option<u64>) -> Value {
    let problems: Vec<Value> = opened
        .problems
        .iter()
        .map(|p| json!({ "file": p.file(), "problem": p.to_string() }))
        .collect();
    let drawn = seed.zip(opened.pack.as_ref());
    let drawn = drawn.map(|(seed, pack)| {
        let numbers = sample(seed, pack.items.len() as u32, LINES);
        json!({ "seed": seed, "entries": numbers.iter().map(|n| n + 1).collect::<Vec<_>>() })
    });
    json!({
        "kind": "pack",
        "sound": opened.is_sound(),
        "digest": opened.digest,
        "held": opened.wanted,
        "compared": opened.compared,
        "problems": problems,
        "manifest": opened.manifest,
        "sample": drawn,
    })
}

/// The entries that a seed draws.
fn draw(text: &mut String, pack: &Pack, seed: u64) {
    let standing = pack.standing();
    line(text, &format!("Drawn by the seed {seed}:"));
    for n in sample(seed, pack.items.len() as u32, LINES) {
        let Some(item) = pack.items.get(n as usize) else {
            continue;
        };
        let made = standing.made.get(&n);
        let words = [
            item.name.clone(),
            item.role_words(),
            item.place.clone(),
            made.map_or("Undecided", |m| m.verdict.label()).to_owned(),
            made.map(|m| m.by.clone()).unwrap_or_default(),
            made.map(|m| m.reason.clone()).unwrap_or_default(),
        ];
        let words: Vec<String> = words.into_iter().filter(|w| !w.is_empty()).collect();
        line(
            text,
            &format!("{:>6}  {}", n + 1, clean(&words.join(" | "))),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_taken_as_people_write_them() {
        let hash = Hash::of(b"x");
        let shown = hash.to_string();
        assert_eq!(digest(&format!(" {}\n", shown.to_uppercase())), Ok(hash));
        assert!(digest(&shown[1..]).is_err());
    }
}
