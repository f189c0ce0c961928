//! What is known of the account when a sheet is checked. All of it may be missing: the plan looks
//! at the account itself before anything is sent.

use crate::access::{
    AccountId, Directory, FolderId, Member, MemberId, Reach, RoleId, SiteId, Team, fold_email,
};
use crate::plan::{AccountName, SiteAccess};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use strsim::jaro_winkler;

/// Members of the one site that a sheet is about, as they were read last.
#[derive(Debug, Clone, Default)]
pub struct MembersOf {
    by_login: HashMap<String, Vec<Arc<Member>>>,
    by_id: HashMap<MemberId, Arc<Member>>,
}

impl MembersOf {
    /// Adds one.
    pub fn add(&mut self, member: Member) {
        let member = Arc::new(member);
        let login = fold_email(&member.login_email);
        if !login.is_empty() {
            let same = self.by_login.entry(login).or_default();
            same.push(Arc::clone(&member));
        }
        self.by_id.insert(member.id.clone(), member);
    }

    /// Everybody with this login address, folded.
    pub fn with_login(&self, folded: &str) -> &[Arc<Member>] {
        self.by_login.get(folded).map_or(&[], Vec::as_slice)
    }

    /// The member with this id.
    pub fn with_id(&self, id: &str) -> Option<&Arc<Member>> {
        self.by_id.get(&MemberId::new(id))
    }

    /// Everybody, in no order.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Member>> {
        self.by_id.values()
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }
}

/// What a sheet is held against.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known<'a> {
    /// Members of the site it is about.
    pub members: Option<&'a MembersOf>,
    /// Names of roles and sites.
    pub directory: Option<&'a Directory>,
    /// The team.
    pub team: Option<&'a Team>,
    /// Contributors and locations of sites.
    pub access: Option<&'a SiteAccess>,
    /// What accounts are called here.
    pub accounts: Option<&'a BTreeMap<AccountId, AccountName>>,
}

/// A name that fits nothing or several things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::sheet) struct Unfit {
    pub(super) says: String,
    pub(super) nearest: Option<String>,
}

/// Finds what is meant by a name or an id among these.
pub(super) fn pick<'a>(
    what: &str,
    wanted: &str,
    all: impl Iterator<Item = (&'a str, &'a str)> + Clone,
) -> Result<String, Unfit> {
    let lower = wanted.trim().to_lowercase();
    if let Some((id, _)) = all.clone().find(|(id, _)| *id == wanted.trim()) {
        return Ok(id.to_owned());
    }
    let mut same = all
        .clone()
        .filter(|(_, name)| name.trim().to_lowercase() == lower);
    match (same.next(), same.next()) {
        (Some((id, _)), None) => return Ok(id.to_owned()),
        (Some(_), Some(_)) => {
            return Err(Unfit {
                says: format!("several {what}s are called “{wanted}”: write the id"),
                nearest: None,
            });
        }
        _ => {}
    }
    // What stands in brackets behind a name is often left out.
    let near = |name: &str| {
        let name = name.to_lowercase();
        let short = name.split(" (").next().unwrap_or(&name);
        jaro_winkler(&lower, &name).max(jaro_winkler(&lower, short))
    };
    let scored = all.map(|(_, name)| (near(name), name));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0));
    Err(Unfit {
        says: format!("no {what} is called “{wanted}”"),
        nearest: best.filter(|(s, _)| *s >= 0.85).map(|(_, n)| n.to_owned()),
    })
}

impl Known<'_> {
    /// A role by title or id.
    pub(super) fn role(&self, wanted: &str) -> Result<RoleId, Unfit> {
        let all = self.directory.into_iter().flat_map(Directory::roles);
        let all = all.map(|r| (r.id.as_str(), r.title.as_str()));
        pick("role", wanted, all.collect::<Vec<_>>().into_iter()).map(|id| RoleId::new(&id))
    }

    /// A site by name or id.
    pub(super) fn site(&self, wanted: &str) -> Result<SiteId, Unfit> {
        let all = self.directory.into_iter().flat_map(Directory::sites);
        let all = all.map(|s| (s.id.as_str(), s.label()));
        pick("site", wanted, all.collect::<Vec<_>>().into_iter()).map(|id| SiteId::new(&id))
    }

    /// What a role holds for: the account, a site or a folder, by name, path or id; `site:` and
    /// `folder:` before it leave no doubt.
    pub(in crate::sheet) fn reach(&self, wanted: &str) -> Result<Reach, Unfit> {
        let wanted = wanted.trim();
        if is_account(wanted) {
            return Ok(Reach::Account);
        }
        if wanted.contains(PLACES)
            && self.site(wanted).is_err()
            && wanted.split(PLACES).all(|one| self.reach(one).is_ok())
        {
            let says = "these are several places, and which role holds where is not told: write \
                        one line for each role and place";
            return Err(Unfit {
                says: says.to_owned(),
                nearest: None,
            });
        }
        if wanted.contains(';') && self.site(wanted).is_err() {
            return self.folders(wanted);
        }
        if let Some(name) = behind(wanted, &["site:"]) {
            return self.site(name).map(|id| Reach::site(&id));
        }
        if let Some(path) = behind(wanted, &["folder:", "folder "])
            && let found = self.folder(path)
            && (found.is_ok() || self.site(wanted).is_err())
        {
            return found;
        }
        match (self.site(wanted), self.folder(wanted)) {
            (Ok(_), Ok(_)) => Err(Unfit {
                says: format!(
                    "a site and a folder are called “{wanted}”: write site: or folder: before it"
                ),
                nearest: None,
            }),
            (Ok(site), _) => Ok(Reach::site(&site)),
            (_, Ok(folder)) => Ok(folder),
            (Err(site), Err(folder)) => Err(Unfit {
                says: format!("{}, and no folder", site.says),
                nearest: site.nearest.or(folder.nearest),
            }),
        }
    }

    /// Several folders, semicolons between them: one role that holds for the sites of all of them.
    fn folders(&self, wanted: &str) -> Result<Reach, Unfit> {
        let mut all = Vec::new();
        for part in wanted.split(';').map(str::trim).filter(|p| !p.is_empty()) {
            let path = behind(part, &["folder:", "folder "]).unwrap_or(part);
            if let Reach::Conditions(one) = self.folder(path)? {
                all.extend(one);
            }
        }
        Ok(Reach::Conditions(all))
    }

    fn folder(&self, wanted: &str) -> Result<Reach, Unfit> {
        let parts = wanted.split('/').map(str::trim);
        let path = parts.filter(|p| !p.is_empty()).collect::<Vec<_>>();
        let all = self.directory.into_iter().flat_map(|d| {
            let path = |f: &crate::access::Folder| d.folder_path(&f.id);
            d.folders().map(move |f| (f.id.as_str(), path(f)))
        });
        let all: Vec<(&str, String)> = all.collect();
        let all = all.iter().map(|(id, path)| (*id, path.as_str()));
        let id = pick("folder", &path.join(" / "), all)?;
        Ok(Reach::folder(&FolderId::new(&id)))
    }
}

/// Between the places of somebody who holds roles at several of them, in lists with one line for
/// each person. Which role holds where is not told there, so that no such line can be carried out.
pub const PLACES: &str = " + ";

/// What stands behind one of these words, in any case.
fn behind<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    let found = words.iter().find_map(|word| {
        let head = text.get(..word.len())?;
        head.eq_ignore_ascii_case(word).then(|| &text[word.len()..])
    });
    found.map(str::trim)
}

/// Whether a cell for sites means all of them.
pub(in crate::sheet) fn is_account(text: &str) -> bool {
    matches!(
        text.to_lowercase().as_str(),
        "account" | "whole account" | "all" | "all sites" | "*"
    )
}
