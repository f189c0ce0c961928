//! The loop that takes commands and starts jobs.

mod kept;
mod views;
mod watch;

use super::board::Board;
use super::cards::store_card;
use super::env::Environment;
use super::files::{Files, blocking};
use super::jobs::{
    accounts, apply, check, connect, import, import_names, import_plan, keys, lists, members,
    names, open_profile, pack, people, plans, profiles, roles, rules, runs, save, settle,
    site_invites, site_settings, sites, snapshots, support, sync,
};
use super::open::Open;
use super::protocol::{
    Command, ConnectState, ErrorCard, JobKind, PlanState, ProfileId, SaveKind, Tone,
};
use super::shared::{Jobs, Shared, lock};
use crate::store::{DataDir, RootLedger};
use crate::wix::Sources;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// How long a closing profile may take to bring its jobs to a safe place. A call that is under way
/// takes at most its own time limit; what is cut off here is settled at the next start.
const CLOSE_WITHIN: Duration = Duration::from_secs(40);
/// How often the pace is shown while a profile is open.
const PACE_EVERY: Duration = Duration::from_secs(1);

/// Runs until `stop`.
pub(super) async fn run(
    env: Environment,
    board: Arc<Board>,
    mut inbox: mpsc::Receiver<Command>,
    stop: CancellationToken,
) {
    let shared = match prepare(env, Arc::clone(&board)).await {
        Ok(shared) => shared,
        Err(error) => {
            board.fatal(Some(Arc::new(error)));
            board.profiles(Arc::default());
            stop.cancelled().await;
            return;
        }
    };
    profiles::show_settings(&shared).await;
    keys::show(&shared);
    shared.publish_profiles().await;
    let mut engine = Engine {
        shared,
        open: None,
        locking: false,
        tasks: TaskTracker::new(),
    };
    pack::begin(&engine.shared, &engine.tasks);
    let mut pace = tokio::time::interval(PACE_EVERY);
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            command = inbox.recv() => match command {
                Some(command) => engine.handle(command).await,
                None => break,
            },
            _ = pace.tick() => {
                if let Some(open) = &engine.open {
                    open.publish_pace_if_changed();
                }
                engine.forget_keys();
                let freed = board.settle();
                if !freed.is_empty() {
                    tokio::task::spawn_blocking(move || drop(freed));
                }
            }
        }
    }
    // Commands that were handed over before the end still count.
    while let Ok(command) = inbox.try_recv() {
        if matches!(command, Command::KeepSettings(_) | Command::Tell { .. }) {
            engine.handle(command).await;
        }
    }
    engine.close().await;
    engine.shared.packs.end();
    engine.tasks.close();
    engine.tasks.wait().await;
}

async fn prepare(env: Environment, board: Arc<Board>) -> Result<Arc<Shared>, ErrorCard> {
    let Environment {
        data,
        offline,
        read_only,
        by_itself,
        person,
        now,
        ids,
        jitter,
        keys,
        practice,
        patience,
    } = env;
    let at = now();
    let opened = blocking(move || {
        let dir = DataDir::new(&data)?;
        let root = RootLedger::open(&dir, at)?;
        Ok((dir, root))
    });
    let (opened, keys) = tokio::join!(opened, blocking(keys));
    let (dir, root) = opened
        .map_err(super::open::ending)?
        .map_err(|e: crate::store::StoreError| store_card(&e))?;
    let (keys, keys_note) = keys.map_err(super::open::ending)?;
    Ok(Arc::new(Shared {
        board,
        dir,
        root: Files::new(root),
        keys_in_memory: keys_note.is_some(),
        keys,
        keys_note,
        keeping: Mutex::default(),
        offline,
        read_only,
        by_itself,
        person,
        practice,
        servers: tokio::sync::Mutex::default(),
        pace_for_run: Mutex::new(None),
        patience,
        sources: Sources { now, jitter },
        ids,
        jobs: Mutex::new(Jobs::default()),
        packs: pack::Reading::default(),
    }))
}

struct Engine {
    shared: Arc<Shared>,
    open: Option<Arc<Open>>,
    /// What the passphrase opened is to be forgotten once no job needs it.
    locking: bool,
    /// Jobs that belong to no profile.
    tasks: TaskTracker,
}

impl Engine {
    async fn handle(&mut self, command: Command) {
        match command {
            Command::OpenProfile(id) => self.open_profile(&id).await,
            Command::OpenPractice(practice) => {
                match open_profile::practice_profile(&self.shared, practice).await {
                    Ok(id) => self.open_profile(&id).await,
                    Err(error) => self.shared.board.trouble(Some(Arc::new(error))),
                }
            }
            Command::OpenLast => {
                if let Some(id) = profiles::last(&self.shared).await {
                    self.open_profile(&id).await;
                }
            }
            Command::CloseProfile => {
                self.close().await;
                profiles::remember(&self.shared, None).await;
            }
            Command::Connect(wanted) => {
                if let Some((id, found)) = connect::connect(&self.shared, wanted).await {
                    self.open_profile(&id).await;
                    if let Some(open) = &self.open {
                        open.keep_check(found).await;
                    }
                }
            }
            Command::OpenPack { path, digest } => {
                let job = pack::open(Arc::clone(&self.shared), path, digest);
                self.tasks.spawn(job);
            }
            Command::ClosePack => pack::close(&self.shared),
            Command::ViewPack(request) => self.shared.packs.view(request),
            Command::ConnectAside => self.shared.board.connect(Arc::new(ConnectState::Idle)),
            Command::Passphrase(typed) => self.unlock(typed.0.clone()).await,
            Command::Save {
                what: SaveKind::Support,
                path,
            } => {
                let (shared, open) = (Arc::clone(&self.shared), self.open.clone());
                self.spawn(support::save(shared, open, path));
            }
            Command::Lock => {
                self.locking = true;
                self.forget_keys();
            }
            Command::RemoveSealedKeys => keys::remove_all(&self.shared).await,
            Command::EditProfile {
                profile,
                name,
                colour,
                read_only,
            } => {
                let edit =
                    profiles::edit(&self.shared, self.open.as_deref(), &profile, move |row| {
                        if !name.trim().is_empty() {
                            name.trim().clone_into(&mut row.name);
                        }
                        row.colour = colour.to_string();
                        row.read_only = read_only;
                    });
                let done = edit.await;
                self.tell_failure(done).await;
            }
            Command::ForgetProfile { profile, below } => self.forget(&profile, below).await,
            Command::KeepSettings(settings) => {
                profiles::keep_settings(&self.shared, *settings).await;
            }
            Command::PaceForRun(pace) => {
                *lock(&self.shared.pace_for_run) = Some(pace);
                if let Some(open) = &self.open {
                    open_profile::reconnect(open).await;
                }
            }
            Command::Cancel(job) => self.shared.cancel(job),
            Command::Pause(job, pause) => self.shared.pause(job, pause),
            other => self.handle_open(other).await,
        }
    }

    /// Commands about the open profile; without one they are about nothing.
    async fn handle_open(&mut self, command: Command) {
        let Some(open) = self.open.clone() else {
            tracing::debug!(?command, "no profile is open");
            return;
        };
        let Some(command) = seen_otherwise(&open, command) else {
            return;
        };
        let Some(command) = self.handle_kept(&open, command).await else {
            return;
        };
        match command {
            Command::GiveKey { profile, key } if open.card().id == profile => {
                self.spawn(async move {
                    match check::give_key(&open, key.0.clone()).await {
                        Ok(()) => start_reading(open).await,
                        Err(error) => open.tell(Tone::Error, error).await,
                    }
                });
            }
            Command::SetPace(pace) => {
                let done = profiles::set_pace(&self.shared, &open, pace).await;
                self.tell_failure(done).await;
            }
            Command::SetBrakes(limits) => {
                let done = profiles::set_brakes(&self.shared, &open, limits).await;
                self.tell_failure(done).await;
            }
            Command::CheckKey => self.spawn(async move { check::check_key(&open).await }),
            Command::Sync => self.spawn(sync::run(open)),
            Command::AddSiteInvites(ids) => self.spawn(site_invites::add(open, ids)),
            Command::ViewEverybody(request) => {
                open.family.everybody.request.send_replace(request);
                self.spawn(accounts::want_everybody(open));
            }
            Command::ReadAccounts {
                accounts: wanted,
                whole,
            } => self.spawn(accounts::read_accounts(open, wanted, whole)),
            Command::OpenAccount(account) => match accounts::profile_of(&open, &account).await {
                Ok(id) => self.open_profile(&id).await,
                Err(error) => open.tell(Tone::Error, error).await,
            },
            Command::GiveAccountKey { form, account, key } => {
                self.spawn(accounts::give_key(open, form, account, key.0.clone()));
            }
            Command::LinkPeople { a, b, same } => self.spawn(people::link(open, a, b, same)),
            Command::Rules(command) => self.spawn(rules::carry_out(open, command)),
            Command::RolesIn(locale) => self.spawn(roles::read_in(open, locale)),
            Command::PlanSiteSync(sites) => self.spawn(sites::plan(open, sites)),
            Command::SyncSites(sites) => self.spawn(sites::run(open, sites)),
            Command::OpenMembers(site) => self.spawn(members::open_site(open, site)),
            Command::PlanMembers(site) => self.spawn(members::plan(open, site)),
            Command::SyncMembers { site, how } => self.spawn(members::run(open, site, how)),
            Command::ReadAbout { site, id } => self.spawn(members::read_about(open, site, id)),
            Command::ReadHeld { site, id } => self.spawn(members::read_held(open, site, id)),
            Command::ShowMember { site, id } => self.spawn(members::show(open, site, id)),
            Command::ReadMembersPart { site, from, most } => {
                self.spawn(members::part(open, site, from, most));
            }
            Command::SearchMembers { site, text } => {
                self.spawn(members::search(open, site, text));
            }
            Command::OpenSiteSettings(site) => self.spawn(site_settings::open_site(open, site)),
            Command::ReadSiteSettings(site) => self.spawn(site_settings::read(open, site)),
            Command::NameAccount(account, name) => {
                self.spawn(sites::name(open, vec![(account, name)]));
            }
            Command::NameAccounts(names) => self.spawn(sites::name(open, names)),
            Command::LookUpNames => self.spawn(names::look_up(open)),
            Command::ReadSheet(wish) => self.spawn(import::read(open, *wish)),
            Command::PlanSheet {
                wish,
                others,
                language,
            } => self.spawn(import_plan::plan(open, *wish, others, language)),
            Command::NameSheet(wish) => self.spawn(import_names::name(open, *wish)),
            Command::MakePlan(wish) => self.spawn(plans::make_plan(open, wish)),
            Command::Apply { plan, lifts } => self.spawn(apply::run(open, plan, lifts)),
            Command::OpenPlan(path) => self.spawn(plans::open_file(open, path)),
            Command::Resume(run) => self.spawn(apply::go_on(open, run)),
            Command::EndRun(run) => self.spawn(settle::end(open, run)),
            Command::GoOn(run) => self.spawn(runs::go_on(open, run)),
            Command::Undo(run) => self.spawn(runs::undo(open, run)),
            Command::ShowRun(run) => self.spawn(runs::show(open, run)),
            Command::ListRuns(most) => lists::runs(&open, most).await,
            Command::ReadJournal { from, most } => self.spawn(lists::journal(open, from, most)),
            Command::Save { what, path } => self.spawn(save::run(open, what, path)),
            Command::ReadNotice(id) => self.spawn(async move {
                open.mark_read(Some(id.0)).await;
            }),
            Command::ReadAllNotices => self.spawn(async move { open.mark_read(None).await }),
            Command::Tell { tone, text } => self.spawn(async move { open.tell(tone, text).await }),
            other => tracing::debug!(?other, "not for the open profile"),
        }
    }

    async fn tell_failure(&self, done: Result<(), ErrorCard>) {
        if let (Err(error), Some(open)) = (done, &self.open) {
            open.tell(Tone::Error, error).await;
        }
    }

    /// Closes what is open and opens this profile: files at once, the network in the background.
    async fn open_profile(&mut self, id: &ProfileId) {
        if self.open.as_ref().is_some_and(|o| o.card().id == *id) {
            return;
        }
        self.close().await;
        self.shared.board.trouble(None);
        match open_profile::open(&self.shared, id).await {
            Ok(open) => {
                if self.shared.by_itself {
                    // The window comes back to what it showed, whatever was asked beside it.
                    profiles::remember(&self.shared, Some(id)).await;
                }
                self.open = Some(Arc::clone(&open));
                self.show_views(&open);
                if !open.shared.by_itself {
                    // Nobody looks at a window meanwhile: what is asked next finds it connected.
                    return open_profile::connect(&open).await;
                }
                snapshots::begin_visit(&open).await;
                self.spawn(snapshots::list(Arc::clone(&open)));
                self.spawn(async move {
                    open_profile::connect(&open).await;
                    settle::run(Arc::clone(&open)).await;
                    start_reading(open).await;
                });
            }
            Err(error) => self.shared.board.trouble(Some(Arc::new(error))),
        }
    }

    /// Brings the open profile's jobs to a safe place and lets go of its files.
    async fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        open.closed.cancel();
        self.shared.cancel_all();
        open.tasks.close();
        if tokio::time::timeout(CLOSE_WITHIN, open.tasks.wait())
            .await
            .is_err()
        {
            tracing::warn!("a job was cut off; the next start settles what it left");
        }
        self.clear_board();
    }

    /// Those below go first: what cannot be removed leaves the profile above in the list.
    async fn forget(&mut self, id: &ProfileId, below: bool) {
        let mut all = if below {
            profiles::below(&self.shared, id).await
        } else {
            Vec::new()
        };
        all.push(id.clone());
        for one in &all {
            if let Err(error) = self.forget_one(one).await {
                self.shared.board.trouble(Some(Arc::new(error)));
                return;
            }
        }
    }

    async fn forget_one(&mut self, id: &ProfileId) -> Result<(), ErrorCard> {
        if self.open.as_ref().is_some_and(|o| o.card().id == *id) {
            self.close().await;
            profiles::remember(&self.shared, None).await;
        }
        profiles::forget(&self.shared, id).await
    }
}

/// Reads the account after opening, when there is a connection.
async fn start_reading(open: Arc<Open>) {
    if open.client().is_ok() && !open.shared.offline && open.busy.is_none() {
        sync::run(open).await;
    }
}

impl Open {
    async fn mark_read(&self, id: Option<String>) {
        let marked = self
            .files
            .run(move |s| s.ledger.mark_notices_read(id.as_deref()))
            .await;
        if let Ok(Err(error)) = marked {
            tracing::error!(%error, "a notice could not be marked as read");
        }
        self.publish_activity().await;
    }
}

impl Shared {
    /// Asks every running job to stop at its next safe place.
    pub(super) fn cancel_all(&self) {
        let ids: Vec<_> = self.running(&[
            JobKind::Sync,
            JobKind::Check,
            JobKind::LookUp,
            JobKind::SyncSites,
            JobKind::SyncMembers,
            JobKind::SearchMembers,
            JobKind::SiteSettings,
            JobKind::Names,
            JobKind::Accounts,
            JobKind::Apply,
            JobKind::Settle,
            JobKind::Save,
        ]);
        for id in ids {
            self.cancel(id);
        }
    }
}

/// What a list is to show, for commands that say nothing else; gives other commands back.
fn seen_otherwise(open: &Open, command: Command) -> Option<Command> {
    match command {
        Command::ViewTeam(request) => drop(open.request.send_replace(request)),
        Command::ViewSites(request) => drop(open.sites.request.send_replace(request)),
        Command::SearchSites(request) => drop(open.site_search.send_replace(request)),
        Command::FindAll(text) => drop(open.find.send_replace(text)),
        Command::ViewAccess(request) => drop(open.contributors.request.send_replace(request)),
        Command::ViewInvites(request) => drop(open.invites.request.send_replace(request)),
        Command::ViewPeople(request) => drop(open.people.request.send_replace(request)),
        Command::ViewAccounts(request) => drop(open.family.accounts.request.send_replace(request)),
        Command::ViewRoles(request) => drop(open.roles.request.send_replace(request)),
        Command::CloseRun => open.shared.board.run(None),
        Command::DropPlan => open.shared.board.plan(Arc::new(PlanState::None)),
        Command::StopSheet => import::stop(open),
        Command::CloseSheet => import::close(open),
        Command::ViewChanges(request) => drop(open.changes.request.send_replace(request)),
        Command::ViewRules(request) => drop(open.rules.shelf.request.send_replace(request)),
        Command::ViewMembers(request) => drop(open.members.shelf.request.send_replace(request)),
        Command::ViewReview(request) => drop(open.reviews.shelf.request.send_replace(request)),
        other => return Some(other),
    }
    None
}
