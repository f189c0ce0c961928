//! What the worker tells.

use super::{
    AccessTable, AccessView, Activity, ConnectState, InvitesTable, InvitesView, JobCard,
    JournalPart, PaceView, PlanState, ProfileCard, ReadingEnd, RunView, RunsList, Session,
    Settings, SiteSyncPlan, SitesTable, SitesView, TeamTable, TeamView,
};
use std::sync::Arc;

/// A value that changed. It replaces the one before.
#[derive(Debug, Clone)]
pub enum Event {
    /// All profiles.
    Profiles(Arc<Vec<ProfileCard>>),
    /// The open profile, or none.
    Session(Option<Arc<Session>>),
    /// How connecting stands.
    Connect(Arc<ConnectState>),
    /// Where keys are kept, and whether a passphrase is asked for.
    Keeping(Arc<super::Keeping>),
    /// How the trial of a child account's own key stands.
    GivenKey(Option<Arc<super::GivenKey>>),
    /// Jobs, newest first.
    Jobs(Arc<Vec<JobCard>>),
    /// The whole team, frozen; nothing before it is read or kept.
    Team(Option<Arc<TeamTable>>),
    /// The team as filtered and sorted.
    TeamView(Option<Arc<TeamView>>),
    /// The sites, frozen.
    Sites(Option<Arc<SitesTable>>),
    /// The sites as filtered and sorted.
    SitesView(Option<Arc<SitesView>>),
    /// What was found in everything that is kept; `None` while nothing is looked for.
    Found(Option<Arc<super::FoundAll>>),
    /// The sites that were searched for beside the list.
    SiteSearch(Option<Arc<SitesView>>),
    /// Contributors of every site that was read, frozen.
    Access(Option<Arc<AccessTable>>),
    /// The contributors as filtered and sorted.
    AccessView(Option<Arc<AccessView>>),
    /// Invites of both kinds, frozen.
    Invites(Option<Arc<InvitesTable>>),
    /// The invites as filtered and sorted.
    InvitesView(Option<Arc<InvitesView>>),
    /// Everybody, frozen.
    People(Option<Arc<super::PeopleTable>>),
    /// Everybody, filtered and sorted.
    PeopleView(Option<Arc<super::PeopleView>>),
    /// The roles with their holders, frozen.
    Roles(Option<Arc<super::RolesTable>>),
    /// The roles as filtered and sorted.
    RolesView(Option<Arc<super::RolesView>>),
    /// What breaks house rules, frozen.
    Rules(Option<Arc<super::RulesTable>>),
    /// The same, filtered and sorted.
    RulesView(Option<Arc<super::RulesView>>),
    /// What came of the last change of rules or waivers: a sentence, or why it did not work.
    RulesEnd(Option<Arc<Result<String, super::ErrorCard>>>),
    /// The members of the site that is looked at, frozen.
    Members(Option<Arc<super::MembersTable>>),
    /// The members as filtered and sorted.
    MembersView(Option<Arc<super::MembersView>>),
    /// Which site's members are looked at, and how those of all sites are known.
    MembersDesk(Arc<super::MembersDesk>),
    /// What reading a site's members would take.
    MembersSync(Arc<super::MembersSyncPlan>),
    /// What a site sets for all of its members, of the site that was asked for last.
    SiteSettings(Option<Arc<super::SiteSettings>>),
    /// The member that was asked for last.
    Member(Option<Arc<super::MemberSheet>>),
    /// The part of a site's members that was asked for last.
    MembersPart(Option<Arc<super::MembersPart>>),
    /// This account, its parent and its children, frozen.
    Accounts(Option<Arc<super::AccountsTable>>),
    /// The accounts as filtered and sorted.
    AccountsView(Option<Arc<super::AccountsView>>),
    /// What came of the last reading of accounts: a sentence, or why it did not work.
    AccountsEnd(Option<Arc<Result<String, super::ErrorCard>>>),
    /// Everybody in all accounts that were read, frozen.
    Everybody(Option<Arc<super::EverybodyTable>>),
    /// The same, filtered and sorted.
    EverybodyView(Option<Arc<super::EverybodyView>>),
    /// What reading sites would take.
    SiteSync(Arc<SiteSyncPlan>),
    /// The sheet that is being imported.
    Sheet(Option<Arc<super::SheetView>>),
    /// The plan that is being looked at.
    Plan(Arc<PlanState>),
    /// The run that is being looked at.
    Run(Option<Arc<RunView>>),
    /// What came of the last reading of the account.
    Reading(Option<Arc<ReadingEnd>>),
    /// The runs that were asked for last.
    Runs(Option<Arc<RunsList>>),
    /// The part of the journal that was asked for last.
    JournalPart(Option<Arc<JournalPart>>),
    /// The snapshots.
    Snapshots(Option<Arc<super::SnapshotsList>>),
    /// What changed between the two snapshots that were asked for last.
    Changes(Arc<super::ChangesState>),
    /// All access reviews.
    Reviews(Option<Arc<super::ReviewsList>>),
    /// The review that is open, frozen.
    Review(Option<Arc<super::ReviewTable>>),
    /// The same, filtered and sorted.
    ReviewView(Option<Arc<super::ReviewView>>),
    /// What a scope would take.
    ReviewDraft(Option<Arc<super::ReviewDraft>>),
    /// What changed since a review's snapshot.
    ReviewSince(Option<Arc<super::ReviewSince>>),
    /// What came of the last thing that was asked about reviews.
    ReviewSaid(Option<Arc<super::ReviewSaid>>),
    /// The same as a table, frozen.
    ChangesTable(Option<Arc<super::ChangesTable>>),
    /// The same, filtered and sorted.
    ChangesView(Option<Arc<super::ChangesView>>),
    /// What came of writing an evidence pack.
    Packed(Option<Arc<super::Packed>>),
    /// The evidence pack that is looked at.
    Pack(Option<Arc<super::PackView>>),
    /// Its entries, frozen.
    PackTable(Option<Arc<super::ReviewTable>>),
    /// The same, filtered and sorted.
    PackEntries(Option<Arc<super::ReviewView>>),
    /// Notices, runs, journal.
    Activity(Arc<Activity>),
    /// Pace.
    Pace(PaceView),
    /// The program's settings, once at the start.
    Settings(Arc<Settings>),
    /// Why the profile that was asked for last could not be opened or forgotten.
    Trouble(Option<Arc<super::ErrorCard>>),
    /// The worker cannot go on at all.
    Fatal(Arc<super::ErrorCard>),
}
