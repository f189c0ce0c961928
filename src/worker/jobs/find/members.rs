//! Members of the sites whose table is not open. Their names and addresses are read once from what
//! is kept and stay at hand while somebody searches.

use super::super::super::files::blocking;
use super::super::super::open::Open;
use super::super::super::protocol::{FoundAt, FoundGroup, FoundKind, FoundRow, Numbered as _};
use super::super::super::shared::lock;
use super::tables::{best, joined};
use crate::access::SiteId;
use crate::index::{TextBuilder, TextIndex};
use crate::store::{Cache, ProfileId, StoreError};
use jiff::Timestamp;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// Most members that are looked through beside those of the site that is looked at.
const AT_MOST: u64 = 200_000;

/// What is kept of which site: how many, and when they were read.
type Stamp = Vec<(SiteId, u64, Option<Timestamp>)>;

/// One member.
struct Row {
    site: u32,
    place: u32,
    name: Box<str>,
    login: Box<str>,
}

/// The members of these sites.
struct Built {
    of: Stamp,
    names: Vec<String>,
    rows: Vec<Row>,
    index: TextIndex,
    left: u64,
}

/// The members of other sites, read when somebody searches.
#[derive(Default)]
pub(super) struct Others(Arc<Mutex<Option<Arc<Built>>>>);

impl Others {
    /// Whether they have to be read first.
    pub(super) fn is_due(&self, open: &Open) -> bool {
        let of = stamp(open);
        !of.is_empty() && lock(&self.0).as_ref().is_none_or(|b| b.of != of)
    }

    /// What has this text, and how many members were not looked at; `None` if something else was
    /// typed meanwhile.
    pub(super) async fn find(
        &self,
        open: &Arc<Open>,
        text: &str,
        stale: impl Fn() -> bool + Send + 'static,
    ) -> Option<(FoundGroup, u64)> {
        let of = stamp(open);
        let names = of.iter().map(|(site, ..)| open.site_name(site)).collect();
        let id = ProfileId::new(&open.card().id.0).ok()?;
        let path = open.shared.dir.profile(&id).cache();
        let (kept, text) = (Arc::clone(&self.0), text.to_owned());
        let found = blocking(move || {
            // Who comes second waits here and finds what the first one read.
            let mut kept = lock(&kept);
            if stale() {
                return None;
            }
            let known = kept.clone().filter(|b| b.of == of);
            let built = match known {
                Some(built) => built,
                None => match read(&path, of, names) {
                    Ok(built) => Arc::new(built),
                    Err(error) => {
                        tracing::warn!(%error, "members could not be looked through");
                        return None;
                    }
                },
            };
            *kept = Some(Arc::clone(&built));
            drop(kept);
            built.find(&text, &stale)
        });
        found.await.ok().flatten()
    }
}

impl Built {
    fn find(&self, text: &str, stale: &dyn Fn() -> bool) -> Option<(FoundGroup, u64)> {
        let row = |hit: u32| {
            let row = self.rows.get(hit as usize)?;
            let site = &self.of.get(row.site as usize)?.0;
            let name = self.names.get(row.site as usize)?;
            let login = if row.name == row.login {
                ""
            } else {
                &row.login
            };
            Some(FoundRow {
                title: row.name.to_string(),
                detail: joined(&[login, name]),
                at: FoundAt::Member(site.clone(), row.place),
            })
        };
        let found = best(FoundKind::Member, &self.index, text, stale, row).ok()?;
        Some((found, self.left))
    }
}

/// Sites with members that are kept, without the one whose table is open.
fn stamp(open: &Open) -> Stamp {
    let table = open.members.shelf.table.borrow().clone();
    let shown = table.filter(|t| !t.rows().is_empty());
    let kept = open.members_kept();
    let others = kept
        .into_iter()
        .filter(|(site, info)| info.kept > 0 && shown.as_ref().is_none_or(|t| t.site != *site));
    others.map(|(site, i)| (site, i.kept, i.read_at)).collect()
}

fn read(path: &Path, of: Stamp, names: Vec<String>) -> Result<Built, StoreError> {
    // A connection of its own: nobody who writes waits meanwhile.
    let cache = Cache::open_read_only(path)?;
    let (mut rows, mut texts, mut left) = (Vec::new(), TextBuilder::default(), 0);
    for (site, (id, kept, _)) in (0_u32..).zip(&of) {
        if rows.len() as u64 + kept > AT_MOST {
            left += kept;
            continue;
        }
        cache.visit_members(id, |place, brief| {
            let name = [brief.name, brief.nickname, brief.login, brief.id];
            let name = name.into_iter().find(|n| !n.is_empty());
            texts.row(&[
                brief.name,
                brief.nickname,
                brief.login,
                brief.slug,
                brief.emails,
                brief.company,
            ]);
            rows.push(Row {
                site,
                place,
                name: name.unwrap_or_default().into(),
                login: brief.login.into(),
            });
        })?;
    }
    Ok(Built {
        of,
        names,
        rows,
        index: texts.finish(),
        left,
    })
}
