//! The board: one place per topic, where the newest value stands.
//!
//! Jobs put values, the window takes them when it draws. Nothing queues up behind a hidden window
//! and no job ever waits for it.

use super::protocol::{
    AccessTable, AccessView, Activity, ConnectState, ErrorCard, Event, InvitesTable, InvitesView,
    JobCard, JournalPart, PaceView, PlanState, ProfileCard, ReadingEnd, RunView, RunsList, Session,
    Settings, SiteSyncPlan, SitesTable, SitesView, TeamTable, TeamView,
};
use std::sync::Arc;
use tokio::sync::watch;

/// Wakes whoever draws.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

macro_rules! board {
    ($($topic:ident: $type:ty => $event:expr;)*) => {
        /// Where jobs put values.
        pub(super) struct Board {
            $($topic: watch::Sender<$type>,)*
            wake: Wake,
        }

        /// Where the window takes them.
        pub(super) struct Reader {
            $($topic: watch::Receiver<$type>,)*
        }

        /// An empty board.
        pub(super) fn board(wake: Wake) -> (Board, Reader) {
            $(let $topic = watch::channel(<$type>::default());)*
            (
                Board { $($topic: $topic.0,)* wake },
                Reader { $($topic: $topic.1,)* },
            )
        }

        impl Board {
            $(
                /// Puts a value in the place of the one before.
                pub(super) fn $topic(&self, value: $type) {
                    self.$topic.send_replace(value);
                    (self.wake)();
                }
            )*
        }

        impl Reader {
            /// What changed since the last time.
            pub(super) fn poll(&mut self) -> Vec<Event> {
                let mut events = Vec::new();
                $(
                    if self.$topic.has_changed().unwrap_or(false) {
                        let value = self.$topic.borrow_and_update().clone();
                        let wrap: fn($type) -> Option<Event> = $event;
                        events.extend(wrap(value));
                    }
                )*
                events
            }
        }
    };
}

board! {
    settings: Option<Arc<Settings>> => |v| v.map(Event::Settings);
    profiles: Arc<Vec<ProfileCard>> => |v| Some(Event::Profiles(v));
    session: Option<Arc<Session>> => |v| Some(Event::Session(v));
    connect: Arc<ConnectState> => |v| Some(Event::Connect(v));
    jobs: Arc<Vec<JobCard>> => |v| Some(Event::Jobs(v));
    team: Option<Arc<TeamTable>> => |v| Some(Event::Team(v));
    view: Option<Arc<TeamView>> => |v| Some(Event::TeamView(v));
    sites: Option<Arc<SitesTable>> => |v| Some(Event::Sites(v));
    sites_view: Option<Arc<SitesView>> => |v| Some(Event::SitesView(v));
    site_search: Option<Arc<SitesView>> => |v| Some(Event::SiteSearch(v));
    access: Option<Arc<AccessTable>> => |v| Some(Event::Access(v));
    access_view: Option<Arc<AccessView>> => |v| Some(Event::AccessView(v));
    invites: Option<Arc<InvitesTable>> => |v| Some(Event::Invites(v));
    invites_view: Option<Arc<InvitesView>> => |v| Some(Event::InvitesView(v));
    people: Option<Arc<super::protocol::PeopleTable>> => |v| Some(Event::People(v));
    people_view: Option<Arc<super::protocol::PeopleView>> => |v| Some(Event::PeopleView(v));
    roles: Option<Arc<super::protocol::RolesTable>> => |v| Some(Event::Roles(v));
    roles_view: Option<Arc<super::protocol::RolesView>> => |v| Some(Event::RolesView(v));
    members: Option<Arc<super::protocol::MembersTable>> => |v| Some(Event::Members(v));
    members_view: Option<Arc<super::protocol::MembersView>> => |v| Some(Event::MembersView(v));
    members_desk: Arc<super::protocol::MembersDesk> => |v| Some(Event::MembersDesk(v));
    members_sync: Arc<super::protocol::MembersSyncPlan> => |v| Some(Event::MembersSync(v));
    member: Option<Arc<super::protocol::MemberSheet>> => |v| Some(Event::Member(v));
    members_part: Option<Arc<super::protocol::MembersPart>> => |v| Some(Event::MembersPart(v));
    accounts: Option<Arc<super::protocol::AccountsTable>> => |v| Some(Event::Accounts(v));
    accounts_view: Option<Arc<super::protocol::AccountsView>> => |v| Some(Event::AccountsView(v));
    accounts_end: Option<Arc<Result<String, ErrorCard>>> => |v| Some(Event::AccountsEnd(v));
    everybody: Option<Arc<super::protocol::EverybodyTable>> => |v| Some(Event::Everybody(v));
    everybody_view: Option<Arc<super::protocol::EverybodyView>> => |v| Some(Event::EverybodyView(v));
    site_sync: Arc<SiteSyncPlan> => |v| Some(Event::SiteSync(v));
    plan: Arc<PlanState> => |v| Some(Event::Plan(v));
    run: Option<Arc<RunView>> => |v| Some(Event::Run(v));
    reading: Option<Arc<ReadingEnd>> => |v| Some(Event::Reading(v));
    runs: Option<Arc<RunsList>> => |v| Some(Event::Runs(v));
    journal_part: Option<Arc<JournalPart>> => |v| Some(Event::JournalPart(v));
    activity: Arc<Activity> => |v| Some(Event::Activity(v));
    pace: PaceView => |v| Some(Event::Pace(v));
    trouble: Option<Arc<ErrorCard>> => |v| Some(Event::Trouble(v));
    fatal: Option<Arc<ErrorCard>> => |v| v.map(Event::Fatal);
}

impl Board {
    /// Shows the pace if it differs from what stands there.
    pub(super) fn pace_if_changed(&self, view: PaceView) {
        let changed = self.pace.send_if_modified(|shown| {
            let differs = *shown != view;
            *shown = view;
            differs
        });
        if changed {
            (self.wake)();
        }
    }
}
