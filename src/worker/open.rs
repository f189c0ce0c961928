//! The profile that is open.

use super::cards::{dataset, wix_card};
use super::env::PracticeServer;
use super::files::{Ending, Files};
use super::jobs::connect::Checked;
use super::jobs::view::Shelf;
use super::protocol::{
    AccessTable, Activity, Capability, Connection, DatasetInfo, ErrorCard, InvitesTable,
    JournalLine, Notice, NoticeId, ProfileCard, RunCard, Session, SiteLimit, SitesTable, TeamTable,
    Tone, Trouble, ViewRequest,
};
use super::protocol::{Numbered as _, freeze, freeze_access, freeze_invites, freeze_sites};
use super::shared::{Shared, lock};
use crate::access::{Account, AccountId, Directory, SiteId};
use crate::journal::RunId;
use crate::store::{NoticeRow, ProfileStore, RunHead, StoreError};
use crate::wix::{Client, Pace, WixError};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Language of role titles.
pub(super) const LOCALE: &str = "en";
/// Key of the last capability check in the ledger.
const CAPABILITIES: &str = "capabilities";
/// Key of the sites that a limited key reaches.
const LIMIT: &str = "siteLimit";
/// Lines of the journal and runs that the activity pane shows.
const SHOWN: usize = 200;

/// Roles in the language of the program.
pub(super) fn no_titles() -> watch::Sender<(String, Arc<Vec<crate::access::Role>>)> {
    watch::channel((LOCALE.to_owned(), Arc::default())).0
}

/// What changes about an open profile.
pub(super) struct State {
    pub(super) card: ProfileCard,
    pub(super) connection: Connection,
    pub(super) client: Option<Client>,
    pub(super) account: Option<Account>,
    pub(super) datasets: Vec<DatasetInfo>,
    pub(super) capabilities: Vec<Capability>,
    pub(super) limit: Option<SiteLimit>,
    pub(super) server: Option<PracticeServer>,
}

/// The profile that is open. Jobs hold it; it outlives its closing until they are done.
pub(super) struct Open {
    pub(super) shared: Arc<Shared>,
    pub(super) files: Files<ProfileStore>,
    pub(super) pace: Mutex<Option<Arc<Pace>>>,
    pub(super) state: Mutex<State>,
    /// Another process has the profile: this one only reads.
    pub(super) busy: Option<String>,
    /// Opened beside the profile that the window shows, to read a child account.
    pub(super) aside: bool,
    /// Runs that a job is working on.
    pub(super) runs: Mutex<BTreeSet<RunId>>,
    pub(super) closed: CancellationToken,
    pub(super) tasks: TaskTracker,
    pub(super) table: watch::Sender<Option<Arc<TeamTable>>>,
    /// Who can get into which site, as it is kept.
    pub(super) access: watch::Sender<Arc<super::access::Kept>>,
    pub(super) request: watch::Sender<ViewRequest>,
    pub(super) sites: Shelf<SitesTable>,
    /// The newest search among all sites for a choice elsewhere.
    pub(super) site_search: watch::Sender<ViewRequest>,
    /// What is looked for in everything that is kept.
    pub(super) find: watch::Sender<String>,
    pub(super) contributors: Shelf<AccessTable>,
    pub(super) invites: Shelf<InvitesTable>,
    pub(super) people: Shelf<super::protocol::PeopleTable>,
    pub(super) roles: Shelf<super::protocol::RolesTable>,
    /// What changed between the two snapshots that were compared last.
    pub(super) changes: Shelf<super::protocol::ChangesTable>,
    /// The house rules, and what breaks them.
    pub(super) rules: super::jobs::rules::Desk,
    pub(super) members: super::jobs::members::Desk,
    /// The sheet that is being imported.
    pub(super) sheets: super::jobs::import::Desk,
    /// This account, its children, and everybody in all of them.
    pub(super) family: super::jobs::accounts::Family,
    /// Access reviews.
    pub(super) reviews: super::jobs::reviews::Desk,
    /// Language of the roles that are shown, and the roles in it.
    pub(super) role_titles: watch::Sender<(String, Arc<Vec<crate::access::Role>>)>,
}

impl Open {
    pub(super) fn card(&self) -> ProfileCard {
        lock(&self.state).card.clone()
    }

    pub(super) fn account(&self) -> AccountId {
        lock(&self.state).card.account.clone()
    }

    /// The client, or why there is none.
    pub(super) fn client(&self) -> Result<Client, ErrorCard> {
        let state = lock(&self.state);
        state.client.clone().ok_or_else(|| match &state.connection {
            Connection::Offline(why) => {
                let trouble = if self.busy.is_some() {
                    Trouble::Busy
                } else {
                    Trouble::Offline
                };
                ErrorCard::new(why.clone(), "").of(trouble)
            }
            Connection::Trouble(card) => card.clone(),
            _ => ErrorCard::new("The connection is not ready yet", "Try again in a moment"),
        })
    }

    /// Why nothing can be written; `None` if it can.
    pub(super) fn no_writing(&self) -> Option<String> {
        if let Some(busy) = &self.busy {
            return Some(busy.clone());
        }
        if self.shared.read_only {
            return Some("The program was started for reading only".to_owned());
        }
        let state = lock(&self.state);
        if state.card.read_only {
            return Some("This profile is set to read only. Change it in Settings".to_owned());
        }
        match (&state.connection, &state.client) {
            (Connection::Offline(why), _) => Some(why.clone()),
            (_, None) => Some("There is no connection yet".to_owned()),
            _ => None,
        }
    }

    /// Whether the window shows this profile: it is not closed, and was not opened on the side.
    pub(super) fn shows(&self) -> bool {
        !self.aside && !self.closed.is_cancelled()
    }

    /// Changes the state and shows it, unless another profile is open by now.
    pub(super) fn edit(&self, edit: impl FnOnce(&mut State)) {
        edit(&mut lock(&self.state));
        self.publish();
    }

    /// Shows the session, unless another profile is open by now.
    pub(super) fn publish(&self) {
        if !self.shows() {
            return;
        }
        let no_writing = self.no_writing();
        let session = {
            let state = lock(&self.state);
            Session {
                profile: state.card.clone(),
                connection: state.connection.clone(),
                no_writing,
                account: state.account.clone(),
                datasets: state.datasets.clone(),
                capabilities: state.capabilities.clone(),
                limit: state.limit.clone(),
                identities: Arc::new(super::identities(Some(&state.card.sign_in))),
            }
        };
        self.shared.board.session(Some(Arc::new(session)));
        self.publish_pace();
    }

    /// Shows where the pace stands.
    pub(super) fn publish_pace(&self) {
        let metrics = lock(&self.pace).as_ref().map(|p| p.metrics());
        if let Some(metrics) = metrics
            && self.shows()
        {
            let view = super::cards::pace_view(&metrics, self.shared.now());
            self.shared.board.pace_if_changed(view);
        }
    }

    /// The same, if it is not what was shown last.
    pub(super) fn publish_pace_if_changed(&self) {
        let metrics = lock(&self.pace).as_ref().map(|p| p.metrics());
        if let Some(metrics) = metrics {
            let view = super::cards::pace_view(&metrics, self.shared.now());
            self.shared.board.pace_if_changed(view);
        }
    }

    /// Takes note of how a call ended.
    pub(super) fn heard<T>(&self, result: &Result<T, WixError>) {
        let connection = match result {
            Err(error) if error.is_network() => Connection::Trouble(wix_card(error)),
            // Wix answered, whatever it said.
            _ => Connection::Online,
        };
        if lock(&self.state).connection == connection {
            self.publish_pace();
        } else {
            self.edit(|s| s.connection = connection);
        }
    }

    /// Reads the cache again and shows the team as it is kept there.
    pub(super) async fn reload(&self) -> Result<(), ErrorCard> {
        let read = self.files.run(read_cache).await.map_err(ending)?;
        let kept = read.map_err(|e| super::cards::store_card(&e))?;
        let info = kept.datasets.iter().find(|d| d.label == "Team").cloned();
        let mut access = kept.access;
        let own = kept.account.as_ref().filter(|a| !a.name.is_empty());
        if let Some(own) = own {
            let name = crate::plan::AccountName {
                name: own.name.clone(),
                email: String::new(),
                from: "this account".to_owned(),
            };
            let names = &mut access.access.names;
            names.entry(own.id.clone()).or_insert(name);
        }
        self.access.send_replace(Arc::new(access));
        let team = Arc::new(kept.team);
        let directory = Arc::new(kept.directory);
        let before = self.table.borrow().clone();
        let freeze = move || freeze(team, directory, info).after(before.as_deref());
        let frozen = super::files::blocking(freeze).await.map_err(ending)?;
        // An app and a key that may not read the team read sites all the same.
        let known = frozen.info.is_some() || kept.has_sites;
        let table = known.then(|| Arc::new(frozen));
        self.edit(|s| {
            s.datasets = kept.datasets;
            if s.capabilities.is_empty() {
                s.capabilities = kept.capabilities;
                s.limit = kept.limit;
            }
            if let Some(account) = kept.account {
                if !account.name.is_empty() {
                    s.card.account_name.clone_from(&account.name);
                }
                s.account = Some(account);
            }
        });
        if let Some(table) = &table {
            self.freeze_sites(Arc::clone(&table.directory)).await?;
        }
        self.table.send_replace(table);
        let team = self.team();
        if let Some(table) = &team {
            self.freeze_invites(table).await?;
            let (team, directory) = (Arc::clone(&table.team), Arc::clone(&table.directory));
            self.freeze_people(team, directory).await?;
        }
        if self.shows() {
            self.shared.board.team(team);
        }
        Ok(())
    }

    /// The team, if it was ever read. An app has none, and what it reads stands beside an empty one.
    pub(super) fn team(&self) -> Option<Arc<TeamTable>> {
        let table = self.table.borrow().clone();
        table.filter(|t| t.info.is_some() || self.is_app())
    }

    /// Whether the team was ever read.
    pub(super) fn knows_team(&self) -> bool {
        self.team().is_some()
    }

    /// Shows sites and contributors as they are kept.
    async fn freeze_sites(&self, directory: Arc<Directory>) -> Result<(), ErrorCard> {
        let kept = self.access.borrow().clone();
        let info = lock(&self.state)
            .datasets
            .iter()
            .find(|d| d.label == "Sites")
            .cloned();
        let before = (
            self.sites.table.borrow().clone(),
            self.contributors.table.borrow().clone(),
        );
        let outside = self.outside();
        let (sites, access) = super::files::blocking(move || {
            let readings = kept.readings();
            let refused = &kept.refused;
            let sites = freeze_sites(&directory, &kept.access, &readings, &outside, refused, info);
            let access = Arc::new(kept.access.clone());
            let access = freeze_access(&directory, access, &readings);
            (
                sites.after(before.0.as_deref()),
                access.after(before.1.as_deref()),
            )
        })
        .await
        .map_err(ending)?;
        let (sites, access) = (Some(Arc::new(sites)), Some(Arc::new(access)));
        self.sites.table.send_replace(sites.clone());
        self.contributors.table.send_replace(access.clone());
        if self.shows() {
            self.shared.board.sites(sites);
            self.shared.board.access(access);
        }
        Ok(())
    }

    /// Shows the invites of both kinds as they are kept.
    async fn freeze_invites(&self, table: &Arc<TeamTable>) -> Result<(), ErrorCard> {
        let (kept, table, now) = (
            self.access.borrow().clone(),
            Arc::clone(table),
            self.shared.now(),
        );
        let before = self.invites.table.borrow().clone();
        let frozen = super::files::blocking(move || {
            let (team, names) = (&table.team, &table.directory);
            let read = table.info.as_ref().and_then(|i| i.read_at);
            freeze_invites(team, names, &kept.access, &kept.told, read, now)
                .after(before.as_deref())
        });
        let frozen = Some(Arc::new(frozen.await.map_err(ending)?));
        self.invites.table.send_replace(frozen.clone());
        if self.shows() {
            self.shared.board.invites(frozen);
        }
        Ok(())
    }

    /// Whether the profile signs in as an app.
    pub(super) fn is_app(&self) -> bool {
        lock(&self.state).card.sign_in.is_app()
    }

    /// The sites that the key is known not to reach.
    pub(super) fn outside(&self) -> BTreeSet<SiteId> {
        let state = lock(&self.state);
        let limit = state.limit.iter();
        limit.flat_map(|l| l.outside.iter().cloned()).collect()
    }

    /// Keeps and shows what the sign-in can do, and how far a limited key reaches.
    pub(super) async fn keep_check(&self, found: Checked) {
        let rows = found.capabilities.clone();
        let kept = self
            .files
            .run(move |s| s.ledger.set_value(CAPABILITIES, &rows))
            .await;
        if let Ok(Err(error)) = kept {
            tracing::error!(%error, "the check of the key could not be kept");
        }
        lock(&self.state).capabilities = found.capabilities;
        self.keep_limit(found.limit).await;
    }

    /// Keeps and shows how far a limited key reaches, with the profile too.
    pub(super) async fn keep_limit(&self, limit: Option<SiteLimit>) {
        let of_ledger = limit.clone();
        let kept = self.files.run(move |s| match &of_ledger {
            Some(limit) => s.ledger.set_value(LIMIT, limit),
            None => s.ledger.remove_value(LIMIT),
        });
        if let Ok(Err(error)) = kept.await {
            tracing::error!(%error, "the limit of the key could not be kept");
        }
        let numbers = limit.as_ref().map(super::jobs::connect::kept_limit);
        let id = self.card().id;
        let row = super::jobs::profiles::edit(&self.shared, Some(self), &id, move |row| {
            if let crate::store::SignIn::ApiKey { limit } = &mut row.sign_in {
                *limit = numbers;
            }
        });
        if let Err(error) = row.await {
            tracing::error!(%error, "the limit of the key could not be kept with the profile");
        }
        self.edit(|s| s.limit = limit);
        if let Err(error) = self.reload().await {
            tracing::error!(%error, "the sites could not be shown");
        }
    }

    /// What has to be asked for one by one to know a contributor's roles and locations.
    pub(super) fn ask(&self) -> super::jobs::look::Ask {
        let table = self.table.borrow().clone();
        let roles = table.iter().flat_map(|t| t.directory.roles());
        let roles = roles
            .filter(|r| r.at_site() || r.id.as_str() == crate::access::OWNER)
            .map(|r| r.id.clone());
        let access = self.access.borrow().clone();
        let locations = access.access.locations.iter();
        super::jobs::look::Ask {
            roles: roles.collect(),
            locations: locations
                .map(|(site, all)| (site.clone(), all.iter().map(|l| l.id.clone()).collect()))
                .collect(),
        }
    }

    /// Pages that reading the whole team takes, by what is kept of it.
    pub(super) fn pages_of_team(&self) -> usize {
        let rows = self
            .table
            .borrow()
            .as_ref()
            .map_or(1, |t| t.team.members.len() + t.team.invites.len());
        rows.div_ceil(super::jobs::look::PAGE as usize).max(1)
    }

    /// Keeps a notice and shows it.
    pub(super) async fn tell(&self, tone: Tone, text: ErrorCard) {
        let row = NoticeRow {
            id: (self.shared.ids)(),
            tone: tone.word().to_owned(),
            title: text.sentence,
            body: text.remedy,
            details: Some(text.details).filter(|d| !d.is_empty()),
            at: self.shared.now(),
            read: false,
        };
        let kept = self.files.run(move |s| s.ledger.put_notice(&row)).await;
        match kept {
            // The window that holds the profile keeps its own.
            Ok(Err(error)) if self.busy.is_some() => {
                tracing::debug!(%error, "a notice was not kept");
            }
            Ok(Err(error)) => tracing::error!(%error, "a notice could not be kept"),
            _ => {}
        }
        self.publish_activity().await;
    }

    /// Shows notices, runs and journal.
    pub(super) async fn publish_activity(&self) {
        let busy = lock(&self.runs).clone();
        match self.files.run(move |s| read_activity(s, &busy)).await {
            Ok(Ok(activity)) if self.shows() => {
                self.shared.board.activity(Arc::new(activity));
            }
            Ok(Err(error)) => tracing::error!(%error, "activity could not be read"),
            _ => {}
        }
    }
}

pub(super) fn ending(_: Ending) -> ErrorCard {
    ErrorCard::new("The program is ending", "")
}

/// What the cache holds.
struct Kept {
    team: crate::access::Team,
    directory: Directory,
    account: Option<Account>,
    datasets: Vec<DatasetInfo>,
    capabilities: Vec<Capability>,
    limit: Option<SiteLimit>,
    has_sites: bool,
    access: super::access::Kept,
}

fn read_cache(store: &mut ProfileStore) -> Result<Kept, StoreError> {
    let (team, team_meta) = store.cache.team()?;
    let access = super::access::read(store, &team)?;
    let cache = &store.cache;
    let (roles, roles_meta) = cache.roles(LOCALE)?;
    let (sites, sites_meta) = cache.sites()?;
    let (folders, folders_meta) = cache.folders()?;
    let (account, account_meta) = cache.account()?;
    let (_, children_meta) = cache.children()?;
    let has_sites = sites_meta.is_some();
    let datasets = [
        ("Team", team_meta),
        ("Roles", roles_meta),
        ("Sites", sites_meta),
        ("Folders", folders_meta),
        ("Account", account_meta),
        ("Child accounts", children_meta),
    ];
    // A check that cannot be read any more is as good as none.
    let capabilities = store.ledger.value(CAPABILITIES).unwrap_or_default();
    let limit = store.ledger.value(LIMIT).unwrap_or_default();
    Ok(Kept {
        access,
        limit,
        has_sites,
        capabilities: capabilities.unwrap_or_default(),
        team,
        directory: Directory::new(roles, sites, folders),
        account,
        datasets: datasets
            .into_iter()
            .filter_map(|(label, meta)| dataset(label, meta))
            .collect(),
    })
}

/// A run as lists show it; `busy` are the runs that a job is working on.
pub(super) fn run_card(head: RunHead, busy: &BTreeSet<RunId>) -> RunCard {
    RunCard {
        summary: super::jobs::words::of_run_state(&head.state),
        open: head.ended.is_none() && !busy.contains(&head.id),
        can_go_on: super::jobs::words::can_go_on(&head.state),
        can_undo: head.ended.is_some() && super::jobs::words::did_something(&head.state),
        run: head.id,
        title: head.title,
        started: head.started,
        ended: head.ended,
    }
}

fn read_activity(store: &mut ProfileStore, busy: &BTreeSet<RunId>) -> Result<Activity, StoreError> {
    let notices = store.ledger.notices(SHOWN as u32)?;
    let runs = store.ledger.runs(SHOWN as u32)?;
    let mut journal: Vec<JournalLine> = store
        .journal
        .tail(SHOWN)?
        .into_iter()
        .map(|entry| JournalLine {
            seq: entry.seq,
            at: entry.at,
            text: crate::sheet::of_record(&entry.record),
        })
        .collect();
    journal.sort_by_key(|line| std::cmp::Reverse(line.seq));
    Ok(Activity {
        loaded: true,
        notices: notices
            .into_iter()
            .map(|n| Notice {
                id: NoticeId(n.id),
                at: n.at,
                tone: Tone::from_word(&n.tone),
                text: ErrorCard {
                    sentence: n.title,
                    remedy: n.body,
                    details: n.details.unwrap_or_default(),
                    trouble: Trouble::Other,
                },
                read: n.read,
            })
            .collect(),
        runs: runs.into_iter().map(|r| run_card(r, busy)).collect(),
        journal,
        head: crate::journal::Sink::head(&store.journal),
    })
}
