//! Making plans, and reading them out of files. Sends nothing that changes anything.

use super::super::cards::capital;
use super::super::files::blocking;
use super::super::observe::Basis;
use super::super::open::{Open, ending};
use super::super::protocol::{ErrorCard, JobKind, PlanReview, PlanState, Trouble};
use super::super::shared::{Job, lock};
use super::look::{self, Breadth, Wanted};
use crate::access::{NewMember, SiteId};
use crate::plan::{MemberWish, ObjectKey, Plan, Tempo, Whom, Wish, WishError, file, make};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::future::Future;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Addresses that are looked up between two pictures of the progress.
const ADDRESSES_A_STEP: usize = 100;

/// Makes a plan of a wish and shows it.
pub(in crate::worker) async fn make_plan(open: Arc<Open>, wish: Wish) {
    make_plan_of(open, async { Ok(wish) }).await;
}

/// Makes a plan of a wish that has to be worked out first, and shows it.
pub(in crate::worker) async fn make_plan_of(
    open: Arc<Open>,
    wish: impl Future<Output = Result<Wish, ErrorCard>>,
) {
    open.shared.board.plan(Arc::new(PlanState::Making));
    let made = async { make_of(&open, wish.await?).await };
    let state = match made.await {
        Ok(plan) => ready(&open, plan).await,
        Err(error) => PlanState::Failed(error),
    };
    open.shared.board.plan(Arc::new(state));
}

/// Makes a plan of a wish, looking up first what it rests on.
pub(in crate::worker) async fn make_of(open: &Arc<Open>, wish: Wish) -> Result<Plan, ErrorCard> {
    let mut basis = Basis::of(open);
    if !basis.has_names() || !(open.knows_team() || wish.leaves_the_team_alone()) {
        let remedy = "Read the account first";
        return Err(ErrorCard::new("The account has not been read yet", remedy));
    }
    for part in wish.parts() {
        look_for(open, &mut basis, part).await?;
    }
    look_for_members(open, &mut basis, wish.parts()).await?;
    let (id, now) = ((open.shared.ids)(), open.shared.now());
    blocking(move || make(basis.observed(), &wish, id, now))
        .await
        .map_err(ending)?
        .map_err(|error| wish_card(&error))
}

/// Looks at what a wish rests on and no reading of the account tells.
async fn look_for(open: &Arc<Open>, basis: &mut Basis, wish: &Wish) -> Result<(), ErrorCard> {
    match wish {
        Wish::CreateMembers { site, members } if basis.directory().site(site).is_some() => {
            look_up(open, basis, site, members).await
        }
        Wish::CreateAccount(wanted) => {
            let children = Wanted {
                object: ObjectKey::ChildAccounts,
                email: wanted.email.clone(),
            };
            let children = BTreeSet::from([children]);
            look_at(open, basis, children, Breadth::Cheapest).await
        }
        Wish::RemoveEverywhere {
            addresses, look_on, ..
        } if !addresses.is_empty() && !look_on.is_empty() => {
            super::find_members::among(open, basis, addresses, look_on).await
        }
        Wish::SiteSetting { site, wish } if basis.directory().site(site).is_some() => {
            super::site_settings::named(open, basis, site, wish).await
        }
        _ => Ok(()),
    }
}

/// Looks at every member whom these wishes name, those of one site together.
async fn look_for_members(
    open: &Arc<Open>,
    basis: &mut Basis,
    wishes: &[Wish],
) -> Result<(), ErrorCard> {
    let mut by_site: BTreeMap<&SiteId, Vec<(&Whom, &MemberWish)>> = BTreeMap::new();
    for wish in wishes {
        if let Wish::Members { site, whom, wish } = wish {
            by_site.entry(site).or_default().push((whom, wish));
        }
    }
    for (site, wishes) in by_site {
        if basis.directory().site(site).is_some() {
            super::find_members::named(open, basis, site, &wishes).await?;
        }
    }
    Ok(())
}

fn wish_card(error: &WishError) -> ErrorCard {
    let text = capital(&error.to_string());
    let (sentence, remedy) = text.split_once(". ").unwrap_or((&text, ""));
    let trouble = match error {
        WishError::Nobody => Trouble::Nothing,
        _ => Trouble::BadInput,
    };
    ErrorCard::new(sentence, remedy).of(trouble)
}

/// Finds out which of these addresses are members already.
async fn look_up(
    open: &Arc<Open>,
    basis: &mut Basis,
    site: &SiteId,
    members: &[NewMember],
) -> Result<(), ErrorCard> {
    let wanted: BTreeSet<Wanted> = members
        .iter()
        .filter(|m| crate::plan::is_address(m.login_email.trim()))
        .map(|m| Wanted {
            object: ObjectKey::site_member(site, &m.login_email),
            email: m.login_email.trim().to_owned(),
        })
        .collect();
    look_at(open, basis, wanted, Breadth::Cheapest).await
}

/// Looks at these places and adds what was found to the basis.
pub(in crate::worker) async fn look_at(
    open: &Arc<Open>,
    basis: &mut Basis,
    wanted: BTreeSet<Wanted>,
    breadth: Breadth,
) -> Result<(), ErrorCard> {
    if wanted.is_empty() {
        return Ok(());
    }
    let client = open.client()?.urgent();
    let job = open
        .shared
        .start(JobKind::LookUp, "Looking up who is there");
    let Some(job) = job else {
        return Err(ErrorCard::new(
            "Another plan is being made",
            "Try again when it is there",
        ));
    };
    let (sites, team): (Vec<Wanted>, Vec<Wanted>) = wanted.into_iter().partition(|w| {
        matches!(
            w.object,
            ObjectKey::SiteMember(..) | ObjectKey::Member(..) | ObjectKey::Setting(..)
        )
    });
    // The team is read at once: its whole list may be cheaper than one search each.
    let parts = std::iter::once(&team[..]).chain(sites.chunks(ADDRESSES_A_STEP));
    let (all, mut done) = ((team.len() + sites.len()) as u64, 0);
    for part in parts.filter(|p| !p.is_empty()) {
        let (part, mut reads) = (part.iter().cloned().collect(), 0);
        let found = tokio::select! {
            () = job.token().cancelled() => Err(ErrorCard::new("Stopped", "")),
            found = look::look(open, &client, &part, breadth, &mut reads) => {
                if let Err(Some(error)) = found.as_ref().map_err(|e| e.wix().cloned()) {
                    open.heard::<()>(&Err(error));
                }
                found.map_err(|e| e.card())
            }
        };
        match found {
            Ok(found) => {
                basis.found.extend(found.found);
                if let Some(whole) = found.whole {
                    basis.team = Some(Arc::new(whole.into_team()));
                }
            }
            Err(error) => return Err(ended(job, error)),
        }
        done += part.len() as u64;
        job.progress(done, Some(all), "Looking up who is there");
    }
    job.done(format!("{all} looked up"));
    Ok(())
}

fn ended(job: Job, error: ErrorCard) -> ErrorCard {
    if job.token().is_cancelled() {
        job.cancelled("Stopped");
    } else {
        job.failed(error.clone());
    }
    error
}

/// Reads a plan out of a file and shows it.
pub(in crate::worker) async fn open_file(open: Arc<Open>, path: PathBuf) {
    open.shared.board.plan(Arc::new(PlanState::Making));
    let place = path.display().to_string();
    let shown = place.clone();
    let read = blocking(move || read_file(&path)).await;
    let plan = match read {
        Ok(Ok(bytes)) => blocking(move || file::from_bytes(&bytes))
            .await
            .map(|read| {
                read.map_err(|error| {
                    let sentence = format!("{place} cannot be used: {error}");
                    ErrorCard::new(sentence, error.remedy()).of(Trouble::BadInput)
                })
            }),
        Ok(Err(error)) => Ok(Err(ErrorCard::new(
            format!("{place} cannot be read: {}", super::unread::why(&error)),
            "Choose another file",
        )
        .of(Trouble::BadInput))),
        Err(ending) => Err(ending),
    };
    let state = match plan {
        Ok(Ok(plan)) if plan.account != open.account() => PlanState::Failed(
            ErrorCard::new(
                "This plan was made for another account",
                "Open the profile of that account first",
            )
            .of(Trouble::BadInput),
        ),
        Ok(Ok(plan)) => match plan.check_against(Basis::of(&open).observed()) {
            Ok(()) => ready(&open, plan).await,
            Err(error) => {
                let sentence = format!("{shown} cannot be used: {error}");
                let remedy = "Read the account, and make the plan again";
                PlanState::Failed(ErrorCard::new(sentence, remedy).of(Trouble::BadInput))
            }
        },
        Ok(Err(error)) => PlanState::Failed(error),
        Err(_) => PlanState::None,
    };
    open.shared.board.plan(Arc::new(state));
}

/// Reads a file, and no more of it than a plan can have.
fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    // One more than the largest plan, so that a larger file is found to be too large.
    let most = file::LARGEST as u64 + 1;
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The plan as it is shown.
pub(in crate::worker) async fn ready(open: &Open, plan: Plan) -> PlanState {
    match review(open, Arc::new(plan)).await {
        Ok(review) => PlanState::Ready(Arc::new(review)),
        Err(error) => PlanState::Failed(error),
    }
}

/// What has to be seen before a plan is confirmed.
async fn review(open: &Open, plan: Arc<Plan>) -> Result<PlanReview, ErrorCard> {
    super::who_may::check(open, &plan)?;
    let mut basis = Basis::of(open);
    if let Ok(client) = open.client() {
        basis.members = look::members_of(&client.urgent(), &plan).await;
    }
    let tempo = tempo(open);
    let forecast = match &plan.waves {
        Some(waves) => {
            let sent = super::apply::mails_sent(open).await?;
            let (now, mails) = (open.shared.now(), plan.sent().count());
            Some(waves.forecast(now, &sent, mails, tempo.per_minute))
        }
        None => None,
    };
    Ok(PlanReview {
        summary: plan.summary(tempo),
        forecast,
        brakes: open.brakes(&plan, &mut basis).await?,
        no_writing: open.no_writing(),
        plan,
    })
}

/// How fast calls go out now.
fn tempo(open: &Open) -> Tempo {
    let pace = lock(&open.pace).clone();
    let per_minute = match &pace {
        Some(pace) => pace.metrics().limit,
        None => Some(crate::wix::PER_MINUTE),
    };
    let ask = open.ask();
    Tempo {
        per_minute,
        creation_gap: pace.map_or(crate::wix::SHORTEST_GAP, |p| p.gap()),
        team_pages: open.pages_of_team(),
        site_roles: ask.roles.len(),
        locations: ask.locations.values().map(Vec::len).max().unwrap_or(0),
    }
}
