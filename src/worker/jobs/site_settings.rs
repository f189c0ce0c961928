//! What a site sets for all of its members: shown from what is kept, read sort by sort (site
//! contract 4.2, 4.3, 4.5, 4.6, 4.8), and counted before something is lost.

use super::super::cards::{store_card, wix_card};
use super::super::files::blocking;
use super::super::observe::Basis;
use super::super::open::{Open, ending};
use super::super::protocol::{ErrorCard, JobKind, SettingTold, SiteSettings, Tone, Trouble};
use super::super::shared::lock;
use super::look::{self, Breadth, Unread, Wanted};
use super::plans::look_at;
use crate::access::{
    AppliesTo, CustomFieldId, FieldTargets, MemberId, SettingKind, SettingSet, SiteId,
};
use crate::plan::{
    Action, FieldValues, ObjectKey, Plan, Seen, SettingDeed, SettingSeen, SettingWish,
};
use crate::store::{Cache, ProfileId, StoreError};
use crate::wix::ErrorKind;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

impl Open {
    /// Changes what is told about a site's settings and shows it, unless another site is looked
    /// at by now.
    fn edit_settings(&self, site: &SiteId, edit: impl FnOnce(&mut SiteSettings)) {
        let told = {
            let mut desk = lock(&self.members.settings);
            match desk.as_mut().filter(|s| s.site == *site) {
                Some(settings) => edit(settings),
                None => return,
            }
            desk.clone()
        };
        if !self.closed.is_cancelled() {
            self.shared.board.site_settings(told.map(Arc::new));
        }
    }

    /// Shows again what is kept of the site that is looked at: something was read beside it.
    pub(in crate::worker) async fn show_settings(&self) {
        let site = lock(&self.members.settings)
            .as_ref()
            .map(|s| s.site.clone());
        if let Some(site) = site
            && let Err(error) = take_kept(self, &site).await
        {
            tracing::error!(error = %error.sentence, "the settings of a site could not be shown");
        }
    }
}

/// Takes in what is kept of a site.
async fn take_kept(open: &Open, site: &SiteId) -> Result<(), ErrorCard> {
    let of = site.clone();
    let kept = open.files.run(move |s| s.cache.site_settings(&of)).await;
    let kept = kept.map_err(ending)?.map_err(|e| store_card(&e))?;
    open.edit_settings(site, |settings| {
        for (set, at) in kept {
            let told = settings.sorts.entry(set.kind()).or_default();
            told.kept = Some((set, at));
        }
    });
    Ok(())
}

/// Looks at the settings of a site, as they are kept.
pub(in crate::worker) async fn open_site(open: Arc<Open>, site: SiteId) {
    let name = open.site_name(&site);
    *lock(&open.members.settings) = Some(SiteSettings {
        site: site.clone(),
        site_name: name,
        sorts: BTreeMap::default(),
        reading: false,
        read: false,
    });
    if let Err(error) = take_kept(&open, &site).await {
        open.tell(Tone::Error, error).await;
    }
    // Also where nothing is kept.
    open.edit_settings(&site, |_| {});
}

/// Reads the settings of a site: one call for each sort, two where a list is long.
pub(in crate::worker) async fn read(open: Arc<Open>, site: SiteId) {
    if lock(&open.members.settings).as_ref().map(|s| &s.site) != Some(&site) {
        open_site(Arc::clone(&open), site.clone()).await;
    }
    let ready = match &open.busy {
        Some(busy) => {
            let remedy = "Read them in the other window";
            Err(ErrorCard::new(busy.clone(), remedy).of(Trouble::Busy))
        }
        None => open.client(),
    };
    let client = match ready {
        Ok(client) => client.urgent(),
        Err(error) => {
            return open.edit_settings(&site, |settings| {
                for kind in SettingKind::ALL {
                    settings.sorts.entry(kind).or_default().problem = Some(error.clone());
                }
                settings.read = true;
            });
        }
    };
    let step = "Reading badges, roles and fields";
    let Some(job) = open.shared.start(JobKind::SiteSettings, step) else {
        return;
    };
    open.edit_settings(&site, |settings| settings.reading = true);
    let (mut refused, mut reads) = (Vec::new(), 0);
    for (done, kind) in (1..).zip(SettingKind::ALL) {
        let answer = tokio::select! {
            () = job.token().cancelled() => break,
            () = open.closed.cancelled() => break,
            answer = look::read_settings(&client, &site, kind, &mut reads) => answer,
        };
        match &answer {
            Ok(_) => open.heard::<()>(&Ok(())),
            Err(error) => {
                if let Some(wix) = error.wix() {
                    open.heard::<()>(&Err(wix.clone()));
                }
            }
        }
        let told = match answer {
            Ok(set) => {
                let at = open.shared.now();
                match keep(&open, &site, set.clone(), at).await {
                    Ok(()) => SettingTold {
                        kept: Some((set, at)),
                        problem: None,
                    },
                    Err(error) => SettingTold {
                        kept: Some((set, at)),
                        problem: Some(error),
                    },
                }
            }
            Err(error) => SettingTold {
                kept: None,
                problem: Some(problem(kind, &error)),
            },
        };
        refused.extend(told.problem.clone());
        open.edit_settings(&site, |settings| {
            let place = settings.sorts.entry(kind).or_default();
            if told.kept.is_some() {
                place.kept = told.kept;
            }
            place.problem = told.problem;
        });
        job.progress(done, Some(SettingKind::ALL.len() as u64), step);
    }
    let stopped = job.token().is_cancelled() || open.closed.is_cancelled();
    open.edit_settings(&site, |settings| {
        settings.reading = false;
        settings.read = true;
    });
    match refused.first() {
        _ if stopped => job.cancelled("Stopped"),
        Some(error) if refused.len() == SettingKind::ALL.len() => job.failed(error.clone()),
        Some(_) => {
            let (refused, all) = (refused.len(), SettingKind::ALL.len());
            job.done(format!("Read; {refused} of {all} were not told"));
        }
        None => job.done("Badges, roles, fields and privacy were read"),
    }
}

/// Why Wix does not tell a sort, and what to do about it. What it answers where there is no
/// Members Area is not known (site contract 8.12).
fn problem(kind: SettingKind, error: &Unread) -> ErrorCard {
    let card = match error.wix() {
        Some(wix) => wix_card(wix),
        None => error.card(),
    };
    let absent = error
        .wix()
        .is_some_and(|e| matches!(e.kind, ErrorKind::NotFound | ErrorKind::Precondition));
    if !absent {
        return card;
    }
    ErrorCard {
        sentence: format!("Wix does not tell this of the site: {}", kind.label()),
        remedy: "Perhaps the site has no Members Area: add it in the Wix editor, then read again"
            .to_owned(),
        details: format!("{}\n{}", card.sentence, card.details),
        trouble: Trouble::Nothing,
    }
}

async fn keep(open: &Open, site: &SiteId, set: SettingSet, at: Timestamp) -> Result<(), ErrorCard> {
    let site = site.clone();
    let kept = open
        .files
        .run(move |s| s.cache.put_site_setting(&site, &set, at));
    let kept = kept.await.map_err(ending)?;
    kept.map_err(|e| store_card(&e))
}

/// Reads what a wish is about as it is now, and counts who loses something by it.
pub(in crate::worker) async fn named(
    open: &Arc<Open>,
    basis: &mut Basis,
    site: &SiteId,
    wish: &SettingWish,
) -> Result<(), ErrorCard> {
    let object = ObjectKey::Setting(site.clone(), wish.object());
    let wanted = Wanted {
        object: object.clone(),
        email: String::new(),
    };
    look_at(open, basis, BTreeSet::from([wanted]), Breadth::Cheapest).await?;
    match wish {
        SettingWish::DeleteBadge(id) => {
            let client = open.client()?.urgent();
            match look::wearers(&client, site, id).await {
                Ok(wear) => {
                    basis.known(|m| m.wearers.extend([((site.clone(), id.clone()), wear)]));
                }
                Err(error) => tracing::info!(%error, "who wears a badge was not told"),
            }
        }
        SettingWish::DeleteField(id) | SettingWish::HideField(id) => {
            let key = match basis.found.get(&object).and_then(Seen::setting) {
                Some(SettingSeen::Field(field)) if !field.key.is_empty() => field.key.clone(),
                _ => return Ok(()),
            };
            if let Some(counted) = count_values(open, site, key).await? {
                basis.known(|m| m.values.extend([((site.clone(), id.clone()), counted)]));
            }
        }
        SettingWish::About(..) | SettingWish::FieldFor(..) => {
            label(open, basis, site, wish).await?;
        }
        _ => {}
    }
    Ok(())
}

/// Finds the names of what such a wish is about among what is kept here; an id stands where none is.
async fn label(
    open: &Arc<Open>,
    basis: &mut Basis,
    site: &SiteId,
    wish: &SettingWish,
) -> Result<(), ErrorCard> {
    let object = basis
        .found
        .get(&ObjectKey::Setting(site.clone(), wish.object()));
    let now = match object.and_then(Seen::setting) {
        Some(SettingSeen::Applies(now)) => Some(now.targets()),
        _ => None,
    };
    let mut members: Vec<MemberId> = Vec::new();
    let mut add = |to: &FieldTargets| {
        let all = to.applies.iter().chain(&to.withheld);
        members.extend(all.filter_map(|target| match target {
            AppliesTo::Member(id) => Some(MemberId::new(id)),
            _ => None,
        }));
    };
    now.iter().for_each(&mut add);
    match wish {
        SettingWish::FieldFor(_, Some(to)) => add(to),
        SettingWish::About(member, _) => members.push(member.clone()),
        _ => {}
    }
    titles(open, basis, site, members).await
}

/// Takes in the names of what a site sets, and of these members, as they are kept here.
pub(in crate::worker) async fn titles(
    open: &Arc<Open>,
    basis: &mut Basis,
    site: &SiteId,
    members: Vec<MemberId>,
) -> Result<(), ErrorCard> {
    let of = site.clone();
    let kept = open.files.run(move |s| {
        let mut labels: BTreeMap<String, String> = BTreeMap::new();
        for (set, _) in s.cache.site_settings(&of)? {
            match set {
                SettingSet::Badges(all) => {
                    labels.extend(all.into_iter().map(|b| (b.id.as_str().to_owned(), b.title)));
                }
                SettingSet::Roles(all) => {
                    for role in all {
                        labels.insert(role.key.as_str().to_owned(), role.title.clone());
                        labels.insert(role.id, role.title);
                    }
                }
                SettingSet::Fields(all) => {
                    labels.extend(all.into_iter().map(|f| (f.id.as_str().to_owned(), f.name)));
                }
                _ => {}
            }
        }
        for id in members {
            if let Some((member, _)) = s.cache.member(&of, &id)? {
                labels.insert(id.as_str().to_owned(), member.display_name());
            }
        }
        labels.retain(|_, name| !name.is_empty());
        Ok(labels)
    });
    let kept = kept.await.map_err(ending)?;
    let kept = kept.map_err(|e: StoreError| store_card(&e))?;
    let named = kept
        .into_iter()
        .map(|(id, name)| ((site.clone(), id), name));
    basis.known(|m| m.labels.extend(named));
    Ok(())
}

/// Counts the values that a plan would lose with the fields it deletes. A field that is not known
/// here, or whose site's members were never read, is missing.
pub(in crate::worker) async fn values_lost(
    open: &Open,
    plan: &Plan,
) -> Result<BTreeMap<(SiteId, CustomFieldId), FieldValues>, ErrorCard> {
    let deleted = plan.lines.iter().filter_map(|line| match &line.action {
        Action::Setting(setting) => match &setting.deed {
            SettingDeed::DeleteField { id, .. } => Some((setting.site.clone(), id.clone())),
            _ => None,
        },
        _ => None,
    });
    let mut counted = BTreeMap::new();
    for (site, id) in deleted {
        let of = site.clone();
        let kept = open.files.run(move |s| s.cache.site_settings(&of)).await;
        let kept = kept.map_err(ending)?.map_err(|e| store_card(&e))?;
        let key = kept.into_iter().find_map(|(set, _)| match set {
            SettingSet::Fields(fields) => {
                let field = fields.into_iter().find(|f| f.id == id)?;
                Some(field.key).filter(|key| !key.is_empty())
            }
            _ => None,
        });
        if let Some(key) = key
            && let Some(values) = count_values(open, &site, key).await?
        {
            counted.insert((site, id), values);
        }
    }
    Ok(counted)
}

/// Counts the members that are kept here and have a value in a field; `None` where none is kept.
async fn count_values(
    open: &Open,
    site: &SiteId,
    key: String,
) -> Result<Option<FieldValues>, ErrorCard> {
    let of = site.clone();
    let known = open.files.run(move |s| {
        s.cache.prepare_members(&of)?;
        s.cache.members_state(&of)
    });
    let known = known.await.map_err(ending)?;
    let Some(state) = known.map_err(|e| store_card(&e))?.filter(|s| s.kept > 0) else {
        return Ok(None);
    };
    let whole = state.full_at.is_some() && state.under_way.is_none() && state.note.is_none();
    let profile = ProfileId::new(&open.card().id.0).map_err(|e| store_card(&e))?;
    let (path, of) = (open.shared.dir.profile(&profile).cache(), site.clone());
    // A connection of its own: there may be a million members.
    let counted = blocking(move || {
        let cache = Cache::open_read_only(&path)?;
        let mut values = FieldValues {
            whole,
            ..FieldValues::default()
        };
        cache.visit_members(&of, |_, brief| {
            values.of += 1;
            values.with += usize::from(brief.custom.iter().any(|f| f.key == key));
        })?;
        Ok(values)
    });
    let counted = counted.await.map_err(ending)?;
    counted.map(Some).map_err(|e: StoreError| store_card(&e))
}
