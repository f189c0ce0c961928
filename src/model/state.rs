//! The newest value of every topic.

use super::{Freshness, Remote, Route};
use crate::plan::BrakeLimits;
use crate::worker::protocol::{
    self, AccessTable, AccessView, AccountsTable, AccountsView, Activity, ConnectState, Connection,
    ErrorCard, Event, EverybodyTable, EverybodyView, GivenKey, InvitesTable, InvitesView, JobCard,
    JobKind, JobState, JournalPart, PaceView, PlanState, ProfileCard, ReadingEnd, RunView,
    RunsList, Session, Settings, SiteSyncPlan, SitesTable, SitesView, TeamTable, TeamView,
};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;

/// After this long a complete reading counts as stale.
const STALE_AFTER: SignedDuration = SignedDuration::from_hours(8);

/// Everything the screen shows.
#[derive(Debug, Clone)]
pub struct Model {
    /// The time of this frame; comes in from outside.
    pub now: Timestamp,
    /// Where the owner is, while a profile is open.
    pub route: Route,
    /// The program's settings; `None` until the worker told them.
    pub settings: Option<Arc<Settings>>,
    /// All profiles; `None` until the worker told them.
    pub profiles: Option<Arc<Vec<ProfileCard>>>,
    /// The open profile.
    pub session: Option<Arc<Session>>,
    /// What was edited in it and can be taken back.
    pub edits: super::Edits,
    /// How connecting stands.
    pub connect: Arc<ConnectState>,
    /// Where keys are kept, and whether a passphrase is asked for.
    pub keeping: Arc<protocol::Keeping>,
    /// How the trial of a child account's own key stands.
    pub given_key: Option<Arc<GivenKey>>,
    /// Jobs, newest first.
    pub jobs: Arc<Vec<JobCard>>,
    /// The whole team.
    pub team: Option<Arc<TeamTable>>,
    /// The team as filtered and sorted.
    pub view: Option<Arc<TeamView>>,
    /// The sites.
    pub sites: Option<Arc<SitesTable>>,
    /// The sites as filtered and sorted.
    pub sites_view: Option<Arc<SitesView>>,
    /// The sites that were searched for beside the list.
    pub site_search: Option<Arc<SitesView>>,
    /// What was found in everything that is kept.
    pub found: Option<Arc<protocol::FoundAll>>,
    /// Contributors of every site that was read.
    pub access: Option<Arc<AccessTable>>,
    /// The contributors as filtered and sorted.
    pub access_view: Option<Arc<AccessView>>,
    /// Invites of both kinds.
    pub invites: Option<Arc<InvitesTable>>,
    /// The invites as filtered and sorted.
    pub invites_view: Option<Arc<InvitesView>>,
    /// Everybody.
    pub people: Option<Arc<protocol::PeopleTable>>,
    /// Everybody, filtered and sorted.
    pub people_view: Option<Arc<protocol::PeopleView>>,
    /// The roles with their holders.
    pub roles: Option<Arc<protocol::RolesTable>>,
    /// The roles as filtered and sorted.
    pub roles_view: Option<Arc<protocol::RolesView>>,
    /// What breaks house rules.
    pub rules: Option<Arc<protocol::RulesTable>>,
    /// The same, filtered and sorted.
    pub rules_view: Option<Arc<protocol::RulesView>>,
    /// What came of the last change of rules or waivers.
    pub rules_end: Option<Arc<Result<String, ErrorCard>>>,
    /// The members of the site that is looked at.
    pub members: Option<Arc<protocol::MembersTable>>,
    /// The members as filtered and sorted.
    pub members_view: Option<Arc<protocol::MembersView>>,
    /// Which site's members are looked at, and how those of all sites are known.
    pub members_desk: Arc<protocol::MembersDesk>,
    /// What reading a site's members would take.
    pub members_sync: Arc<protocol::MembersSyncPlan>,
    /// What a site sets for all of its members, of the site that was asked for last.
    pub site_settings: Option<Arc<protocol::SiteSettings>>,
    /// The member that was asked for last.
    pub member: Option<Arc<protocol::MemberSheet>>,
    /// The part of a site's members that was asked for last.
    pub members_part: Option<Arc<protocol::MembersPart>>,
    /// What reading sites would take.
    pub site_sync: Arc<SiteSyncPlan>,
    /// This account, its parent and its children.
    pub accounts: Option<Arc<AccountsTable>>,
    /// The accounts as filtered and sorted.
    pub accounts_view: Option<Arc<AccountsView>>,
    /// What came of the last reading of accounts.
    pub accounts_end: Option<Arc<Result<String, ErrorCard>>>,
    /// Everybody in all accounts that were read; `None` until somebody asks.
    pub everybody: Option<Arc<EverybodyTable>>,
    /// The same, filtered and sorted.
    pub everybody_view: Option<Arc<EverybodyView>>,
    /// The sheet that is being imported.
    pub sheet: Option<Arc<protocol::SheetView>>,
    /// The plan that is being looked at.
    pub plan: Arc<PlanState>,
    /// The run that is being looked at.
    pub run: Option<Arc<RunView>>,
    /// What came of the last reading of the account.
    pub reading: Option<Arc<ReadingEnd>>,
    /// The runs that were asked for last.
    pub runs: Option<Arc<RunsList>>,
    /// The part of the journal that was asked for last.
    pub journal_part: Option<Arc<JournalPart>>,
    /// The snapshots.
    pub snapshots: Option<Arc<protocol::SnapshotsList>>,
    /// What changed between the two that were asked for last.
    pub changes: Arc<protocol::ChangesState>,
    /// All access reviews; `None` until somebody asks.
    pub reviews: Option<Arc<protocol::ReviewsList>>,
    /// The review that is open.
    pub review: Option<Arc<protocol::ReviewTable>>,
    /// The same, filtered and sorted.
    pub review_view: Option<Arc<protocol::ReviewView>>,
    /// What the scope of a new review would take.
    pub review_draft: Option<Arc<protocol::ReviewDraft>>,
    /// What changed since a review's snapshot.
    pub review_since: Option<Arc<protocol::ReviewSince>>,
    /// What came of the last thing that was asked about reviews.
    pub review_said: Option<Arc<protocol::ReviewSaid>>,
    /// The same as a table.
    pub changes_table: Option<Arc<protocol::ChangesTable>>,
    /// The same, filtered and sorted.
    pub changes_view: Option<Arc<protocol::ChangesView>>,
    /// What came of the last writing of an evidence pack.
    pub packed: Option<Arc<protocol::Packed>>,
    /// The evidence pack that is looked at.
    pub pack: Option<Arc<protocol::PackView>>,
    /// The pane from which an evidence pack was opened: closing it leads back there.
    pub pack_from: Option<Route>,
    /// Its entries.
    pub pack_table: Option<Arc<protocol::ReviewTable>>,
    /// The same, filtered and sorted.
    pub pack_view: Option<Arc<protocol::ReviewView>>,
    /// Notices, runs, journal.
    pub activity: Arc<Activity>,
    /// Pace.
    pub pace: PaceView,
    /// The file dialog that a pane asked for.
    pub browsing: super::Browsing,
    /// Why the profile that was asked for last could not be opened or forgotten.
    pub trouble: Option<Arc<ErrorCard>>,
    /// Why the program cannot go on.
    pub fatal: Option<Arc<ErrorCard>>,
}

impl Model {
    /// Nothing is known yet.
    pub fn new(now: Timestamp, route: Route) -> Self {
        Self {
            now,
            route,
            settings: None,
            profiles: None,
            session: None,
            edits: super::Edits::default(),
            connect: Arc::default(),
            keeping: Arc::default(),
            given_key: None,
            jobs: Arc::default(),
            team: None,
            view: None,
            sites: None,
            sites_view: None,
            site_search: None,
            found: None,
            access: None,
            access_view: None,
            invites: None,
            invites_view: None,
            people: None,
            people_view: None,
            roles: None,
            roles_view: None,
            rules: None,
            rules_view: None,
            rules_end: None,
            members: None,
            members_view: None,
            members_desk: Arc::default(),
            members_sync: Arc::default(),
            site_settings: None,
            member: None,
            members_part: None,
            accounts: None,
            accounts_view: None,
            accounts_end: None,
            everybody: None,
            everybody_view: None,
            site_sync: Arc::default(),
            sheet: None,
            plan: Arc::default(),
            run: None,
            reading: None,
            runs: None,
            journal_part: None,
            snapshots: None,
            changes: Arc::default(),
            reviews: None,
            review: None,
            review_view: None,
            review_draft: None,
            review_since: None,
            review_said: None,
            changes_table: None,
            changes_view: None,
            packed: None,
            pack: None,
            pack_from: None,
            pack_table: None,
            pack_view: None,
            activity: Arc::default(),
            pace: PaceView::default(),
            browsing: super::Browsing::None,
            trouble: None,
            fatal: None,
        }
    }

    /// Takes in what the worker told.
    pub fn apply(&mut self, event: Event) {
        match event {
            Event::Settings(v) => self.settings = Some(v),
            Event::Profiles(v) => self.profiles = Some(v),
            Event::Session(v) => self.open(v),
            Event::Connect(v) => self.connect = v,
            Event::Keeping(v) => self.keeping = v,
            Event::GivenKey(v) => self.given_key = v,
            Event::Jobs(v) => self.jobs = v,
            Event::Team(v) => self.team = v,
            Event::TeamView(v) => self.view = v,
            Event::Sites(v) => self.sites = v,
            Event::SitesView(v) => self.sites_view = v,
            Event::SiteSearch(v) => self.site_search = v,
            Event::Found(v) => self.found = v,
            Event::Access(v) => self.access = v,
            Event::AccessView(v) => self.access_view = v,
            Event::Invites(v) => self.invites = v,
            Event::InvitesView(v) => self.invites_view = v,
            Event::People(v) => self.people = v,
            Event::PeopleView(v) => self.people_view = v,
            Event::Roles(v) => self.roles = v,
            Event::RolesView(v) => self.roles_view = v,
            Event::Rules(v) => self.rules = v,
            Event::RulesView(v) => self.rules_view = v,
            Event::RulesEnd(v) => self.rules_end = v,
            Event::Members(v) => self.members = v,
            Event::MembersView(v) => self.members_view = v,
            Event::MembersDesk(v) => self.members_desk = v,
            Event::MembersSync(v) => self.members_sync = v,
            Event::SiteSettings(v) => self.site_settings = v,
            Event::Member(v) => self.member = v,
            Event::MembersPart(v) => self.members_part = v,
            Event::Accounts(v) => self.accounts = v,
            Event::AccountsView(v) => self.accounts_view = v,
            Event::AccountsEnd(v) => self.accounts_end = v,
            Event::Everybody(v) => self.everybody = v,
            Event::EverybodyView(v) => self.everybody_view = v,
            Event::SiteSync(v) => self.site_sync = v,
            Event::Sheet(v) => self.sheet = v,
            Event::Plan(v) => self.plan = v,
            Event::Run(v) => self.run = v,
            Event::Reading(v) => self.reading = v,
            Event::Runs(v) => self.runs = v,
            Event::JournalPart(v) => self.journal_part = v,
            Event::Snapshots(v) => self.snapshots = v,
            Event::Changes(v) => self.changes = v,
            Event::Reviews(v) => self.reviews = v,
            Event::Review(v) => self.review = v,
            Event::ReviewView(v) => self.review_view = v,
            Event::ReviewDraft(v) => self.review_draft = v,
            Event::ReviewSince(v) => self.review_since = v,
            Event::ReviewSaid(v) => self.review_said = v,
            Event::ChangesTable(v) => self.changes_table = v,
            Event::ChangesView(v) => self.changes_view = v,
            Event::Packed(v) => self.packed = v,
            Event::Pack(v) => self.pack = v,
            Event::PackTable(v) => self.pack_table = v,
            Event::PackEntries(v) => self.pack_view = v,
            Event::Activity(v) => self.activity = v,
            Event::Pace(v) => self.pace = v,
            Event::Trouble(v) => self.trouble = v,
            Event::Fatal(v) => self.fatal = Some(v),
        }
    }

    /// What came of the last reading belongs to the profile that was read.
    fn open(&mut self, session: Option<Arc<Session>>) {
        let of = |s: &Option<Arc<Session>>| s.as_ref().map(|s| s.profile.id.clone());
        if of(&self.session) != of(&session) {
            self.reading = None;
        }
        self.edits.of_profile(of(&session).as_ref());
        self.session = session;
    }

    /// The pane to draw: the welcome screen as long as no profile is open.
    pub fn shown(&self) -> Route {
        match (&self.session, self.route) {
            (None, Route::Kit | Route::Help) => self.route,
            // A pack needs no profile.
            (_, Route::Pack) if self.pack.is_some() => Route::Pack,
            (Some(_), Route::Pack) => self.pack_from.unwrap_or(Route::Overview),
            (None, _) | (_, Route::Welcome) => Route::Welcome,
            (Some(_), route) => route,
        }
    }

    /// The running job of a kind.
    pub fn running(&self, kind: JobKind) -> Option<&JobCard> {
        self.jobs
            .iter()
            .find(|j| j.kind == kind && j.state.is_active())
    }

    /// The job that reads the account, its sites or their members.
    pub fn being_read(&self) -> Option<&JobCard> {
        let sites = || self.running(JobKind::SyncSites);
        let members = || self.running(JobKind::SyncMembers);
        self.running(JobKind::Sync).or_else(sites).or_else(members)
    }

    /// The newest job of a kind, running or not.
    pub fn last_job(&self, kind: JobKind) -> Option<&JobCard> {
        self.jobs.iter().find(|j| j.kind == kind)
    }

    /// How many reviews are open, if any are, and whether one is late.
    pub fn open_reviews(&self) -> (Option<usize>, bool) {
        let all = self.reviews.as_ref().and_then(|l| l.all.as_ref().ok());
        let all = all.map_or(&[][..], Vec::as_slice);
        let open = all.iter().filter(|c| c.locked().is_none()).count();
        let late = all
            .iter()
            .any(|c| c.due().is_some_and(|due| due <= self.now));
        ((open > 0).then_some(open), late)
    }

    /// The brakes of the open profile; the usual ones while none is open.
    pub fn brakes(&self) -> BrakeLimits {
        let session = self.session.as_ref();
        session.map_or_else(BrakeLimits::default, |s| s.profile.brakes.clone())
    }

    /// Why nothing can be written; `None` if it can.
    pub fn no_writing(&self) -> Option<String> {
        match &self.session {
            None => Some("No profile is open".to_owned()),
            Some(session) => session.no_writing.clone(),
        }
    }

    /// Why no run that stands still can go on or be ended now; `None` if one can.
    pub fn no_going_on(&self) -> Option<String> {
        if let Some(why) = self.no_writing() {
            return Some(why);
        }
        let why = if self.running(JobKind::Apply).is_some() {
            "Another plan is being applied"
        } else if self.running(JobKind::Settle).is_some() {
            "What had been sent is looked up first"
        } else {
            return None;
        };
        Some(why.to_owned())
    }

    /// Why the account cannot be read now; `None` if it can.
    pub fn no_reading(&self) -> Option<String> {
        let session = self.session.as_ref()?;
        if let Connection::Offline(why) = &session.connection {
            return Some(why.clone());
        }
        self.running(JobKind::Sync)
            .map(|_| "The account is being read".to_owned())
    }

    /// The team with its age and state.
    pub fn team_remote(&self) -> Remote<Arc<TeamTable>> {
        let info = self.session.as_ref().and_then(|s| s.dataset("Team"));
        let read_at = info.and_then(|i| i.read_at);
        Remote {
            value: self.team.clone(),
            read_at,
            freshness: self.freshness("Team"),
        }
    }

    /// How a data set stands.
    pub fn freshness(&self, label: &str) -> Freshness {
        let Some(session) = &self.session else {
            return Freshness::Unread;
        };
        let info = session.dataset(label);
        if self.running(JobKind::Sync).is_some() {
            return Freshness::Reading;
        }
        if let Connection::Offline(why) = &session.connection {
            return Freshness::Offline(why.clone());
        }
        if let Some(job) = self.last_job(JobKind::Sync)
            && let JobState::Failed(error) = &job.state
        {
            return Freshness::Failed(error.clone());
        }
        // A reading that came to its end can have left out single data sets.
        if let Some(end) = &self.reading
            && let Some((_, error)) = end.gaps.iter().find(|(of, _)| *of == label)
        {
            return Freshness::Failed(error.clone());
        }
        match info {
            None => Freshness::Unread,
            Some(i) if !i.complete => Freshness::Incomplete(
                i.note
                    .clone()
                    .unwrap_or_else(|| "The last reading did not come to its end".to_owned()),
            ),
            Some(i) => match i.read_at {
                Some(at) if self.now.duration_since(at) > STALE_AFTER => Freshness::Stale,
                _ => Freshness::Fresh,
            },
        }
    }
}
