//! Opening a pack: everything that can be checked with nothing but its bytes.

use super::files::{self, Decisions, Population, name};
use super::manifest::{Chain, FORMAT, Manifest};
use super::zip::{self, Part, ZipError};
use super::{AfterList, Carried, Pack, Told, chain};
use crate::access::review::{Campaign, Item};
use crate::journal::Hash;
use crate::plan::{Plan, Receipt, file};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The file itself.
    #[error("the pack cannot be read: {0}")]
    Zip(#[from] ZipError),
    /// It is another pack than the one whose digest was handed over.
    #[error("its digest is {found}, not {wanted}: it is another pack, or it was written anew")]
    Digest {
        /// The digest that was handed over.
        wanted: Hash,
        /// The digest of the file.
        found: Hash,
    },
    /// A file was changed after the pack was written.
    #[error("{0} was changed after the pack was written")]
    Changed(String),
    /// A file is not there.
    #[error("{0} is missing")]
    Missing(String),
    /// A file that nobody listed.
    #[error("{0} is in the pack and not in its manifest")]
    Unlisted(String),
    /// A file cannot be understood.
    #[error("{file} cannot be read: {why}")]
    Unreadable {
        /// Which.
        file: String,
        /// Why.
        why: String,
    },
    /// Two files contradict each other.
    #[error("{file} does not fit the rest of the pack: {why}")]
    Contradicts {
        /// Which.
        file: String,
        /// In what.
        why: String,
    },
}

impl Problem {
    /// The file that it names, if it names one.
    pub fn file(&self) -> Option<&str> {
        match self {
            Self::Zip(ZipError::Around(file))
            | Self::Changed(file)
            | Self::Missing(file)
            | Self::Unlisted(file)
            | Self::Unreadable { file, .. }
            | Self::Contradicts { file, .. } => Some(file),
            Self::Zip(_) | Self::Digest { .. } => None,
        }
    }
}

/// A pack that was looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// SHA-256 of the file.
    pub digest: Hash,
    /// The digest it was held against, if one was given.
    pub wanted: Option<Hash>,
    /// What is wrong; nothing in a sound one.
    pub problems: Vec<Problem>,
    /// The manifest, as far as it can be read.
    pub manifest: Option<Manifest>,
    /// The content, as far as it can be read.
    pub pack: Option<Pack>,
    /// Whether the files for readers were held against the data, which only works for packs of the
    /// form that this version writes.
    pub compared: bool,
}

impl Opened {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }
}

/// Checks a pack, and holds it against a digest that was handed over apart from it.
pub fn open(bytes: &[u8], wanted: Option<Hash>) -> Opened {
    let digest = Hash::of(bytes);
    let mut opened = Opened {
        digest,
        wanted,
        problems: Vec::new(),
        manifest: None,
        pack: None,
        compared: false,
    };
    if let Some(wanted) = wanted.filter(|w| *w != digest) {
        let found = digest;
        opened.problems.push(Problem::Digest { wanted, found });
    }
    match zip::read(bytes) {
        Ok(parts) => opened.look(&parts),
        Err(error) => opened.problems.push(error.into()),
    }
    opened
}

impl Opened {
    fn look(&mut self, parts: &[Part<'_>]) {
        let unsound = parts.iter().filter(|p| !p.sound);
        let changed = unsound.map(|p| Problem::Changed(p.name.to_owned()));
        self.problems.extend(changed);
        let files = Files(parts.iter().map(|p| (p.name, p.bytes)).collect());
        match files.json::<Manifest>(name::MANIFEST) {
            Ok(manifest) => {
                self.listed(parts, &manifest);
                self.manifest = Some(manifest);
            }
            Err(problem) => self.add(problem),
        }
        match files.pack() {
            Ok(pack) => {
                self.consistent(&pack);
                self.written_anew(&files, &pack);
                self.pack = Some(pack);
            }
            Err(problem) => self.add(problem),
        }
    }

    /// Names a problem; a file that was changed is named once.
    fn add(&mut self, problem: Problem) {
        let known = |p: &Problem| {
            matches!(p, Problem::Changed(_) | Problem::Missing(_)) && p.file() == problem.file()
        };
        if !self.problems.iter().any(known) {
            self.problems.push(problem);
        }
    }

    /// Holds the files against the manifest.
    fn listed(&mut self, parts: &[Part<'_>], manifest: &Manifest) {
        if manifest.gatehouse != "pack" {
            let why = format!("it says that it is a {}", manifest.gatehouse);
            self.add(unreadable(name::MANIFEST, why));
        }
        for listed in &manifest.files {
            match parts.iter().find(|p| p.name == listed.name) {
                None => self.add(Problem::Missing(listed.name.clone())),
                Some(part) => {
                    let same = part.bytes.len() as u64 == listed.bytes
                        && Hash::of(part.bytes) == listed.sha256;
                    if !same {
                        self.add(Problem::Changed(listed.name.clone()));
                    }
                }
            }
        }
        let known = |name: &str| manifest.files.iter().any(|f| f.name == name);
        for part in parts {
            if part.name != name::MANIFEST && !known(part.name) {
                self.add(Problem::Unlisted(part.name.to_owned()));
            }
        }
    }

    /// Whether plan, receipt, journal, decisions and items tell the same story.
    fn consistent(&mut self, pack: &Pack) {
        for entry in &pack.entries {
            let items = match &entry.word {
                crate::access::review::Word::Decided { items, .. }
                | crate::access::review::Word::Noted { items, .. } => items.as_slice(),
                _ => &[],
            };
            if items.iter().any(|n| *n as usize >= pack.items.len()) {
                let why = format!(
                    "number {} is about an entry that is not there",
                    entry.number
                );
                self.add(contradicts(name::DECISIONS, why));
            }
        }
        let ascends = |w: &[crate::access::review::Entry]| w[0].number < w[1].number;
        if !pack.entries.windows(2).all(ascends) {
            self.add(contradicts(name::DECISIONS, "its numbers do not ascend"));
        }
        let Some(carried) = &pack.carried else { return };
        let mut told = Told::default();
        let run = carried.receipt.as_ref().map(|r| r.run.clone());
        let walked = chain::walk(&carried.journal, |entry| {
            if entry.record.run() == run.as_ref() {
                told.see(&entry.record);
            }
        });
        match (&walked, &carried.receipt) {
            (Err(why), _) => self.add(contradicts(name::JOURNAL, why.as_str())),
            (Ok(_), None) => {}
            (Ok(Chain { to, .. }), Some(receipt)) => {
                if *to != receipt.journal {
                    let why = "it does not end where the receipt says";
                    self.add(contradicts(name::JOURNAL, why));
                }
                if let Some(why) = told.differs(receipt) {
                    let why = format!("by the journal, {why}");
                    self.add(contradicts(name::RECEIPT, why));
                }
                if carried.plan.hash().ok().as_ref() != Some(&receipt.plan_hash) {
                    self.add(contradicts(name::PLAN, "the receipt is of another plan"));
                }
            }
        }
    }

    /// Whether what readers see is what the data says: it is written again and compared.
    fn written_anew(&mut self, files: &Files<'_>, pack: &Pack) {
        let Some(manifest) = self.manifest.clone().filter(|m| m.format == FORMAT) else {
            return;
        };
        let Ok(again) = files::all(pack) else { return };
        self.compared = true;
        for (name, bytes) in &again {
            if files.0.get(name.as_str()) != Some(&bytes.as_slice()) {
                self.add(match files.0.get(name.as_str()) {
                    None => Problem::Missing(name.clone()),
                    Some(_) => contradicts(name, "it does not say what the data says"),
                });
            }
        }
        let wanted = super::manifest::of(pack, &again);
        let same = Manifest {
            files: manifest.files.clone(),
            ..wanted
        } == manifest;
        if !same {
            let why = "it does not say what the data says";
            self.add(contradicts(name::MANIFEST, why));
        }
    }
}

fn unreadable(file: &str, why: impl Into<String>) -> Problem {
    Problem::Unreadable {
        file: file.to_owned(),
        why: why.into(),
    }
}

fn contradicts(file: &str, why: impl Into<String>) -> Problem {
    Problem::Contradicts {
        file: file.to_owned(),
        why: why.into(),
    }
}

/// The files by their names.
struct Files<'a>(BTreeMap<&'a str, &'a [u8]>);

impl Files<'_> {
    fn bytes(&self, name: &str) -> Result<&[u8], Problem> {
        let found = self.0.get(name).copied();
        found.ok_or_else(|| Problem::Missing(name.to_owned()))
    }

    fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T, Problem> {
        let mut json = serde_json::Deserializer::from_slice(self.bytes(name)?);
        let read = serde_path_to_error::deserialize(&mut json);
        read.map_err(|e| unreadable(name, format!("{} ({})", e.inner(), e.path())))
    }

    fn optional<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Problem> {
        self.0
            .contains_key(name)
            .then(|| self.json(name))
            .transpose()
    }

    fn pack(&self) -> Result<Pack, Problem> {
        let (campaign, population): (Campaign, Population) = {
            let whole: Population = self.json(name::POPULATION)?;
            (whole.review.clone(), whole)
        };
        let items: Vec<Arc<Item>> = self.json(name::ITEMS)?;
        let decisions: Decisions = self.json(name::DECISIONS)?;
        let after: Option<AfterList> = self.optional(name::AFTER)?;
        Ok(Pack {
            account: population.account,
            campaign,
            parts: population.parts,
            items,
            entries: decisions.entries,
            titles: decisions.titles,
            carried: self.carried()?,
            after,
        })
    }

    fn carried(&self) -> Result<Option<Carried>, Problem> {
        if !self.0.contains_key(name::PLAN) {
            return Ok(None);
        }
        let plan: Plan = file::from_bytes(self.bytes(name::PLAN)?)
            .map_err(|e| unreadable(name::PLAN, e.to_string()))?;
        let receipt: Option<Receipt> = self.optional(name::RECEIPT)?;
        let journal = String::from_utf8(self.bytes(name::JOURNAL)?.to_vec())
            .map_err(|e| unreadable(name::JOURNAL, e.to_string()))?;
        Ok(Some(Carried {
            plan,
            receipt,
            journal,
        }))
    }
}
