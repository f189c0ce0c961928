//! The board: one place per topic, where the newest value stands.
//!
//! Jobs put values, the window takes them when it draws. Nothing queues up behind a hidden window
//! and no job ever waits for it. The value before the newest one is kept for a moment: the
//! window lets go of big tables without being the last to hold them, since freeing one takes longer
//! than a frame.

use super::protocol::{
    AccessTable, AccessView, Activity, ConnectState, ErrorCard, Event, InvitesTable, InvitesView,
    JobCard, JournalPart, PaceView, PlanState, ProfileCard, ReadingEnd, RunView, RunsList, Session,
    Settings, SiteSyncPlan, SitesTable, SitesView, TeamTable, TeamView,
};
use super::shared::lock;
use std::any::Any;
use std::sync::{Arc, Mutex};
use tokio::sync::watch;

/// Wakes whoever draws.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Where one value stands, and for a moment the one before it.
struct Topic<T> {
    newest: watch::Sender<T>,
    /// Replaced since the last tick, and before that.
    before: Mutex<[Option<T>; 2]>,
}

impl<T> Topic<T> {
    fn new(newest: watch::Sender<T>) -> Self {
        Self {
            newest,
            before: Mutex::new([None, None]),
        }
    }

    fn put(&self, value: T) {
        let before = self.newest.send_replace(value);
        // What falls off the end is freed here, on the worker's side, and outside of the lock.
        let freed = lock(&self.before)[0].replace(before);
        drop(freed);
    }

    /// What the window has had time to let go of.
    fn settle(&self) -> Option<T> {
        let mut before = lock(&self.before);
        let newer = before[0].take();
        std::mem::replace(&mut before[1], newer)
    }
}

macro_rules! board {
    ($($topic:ident: $type:ty => $event:expr;)*) => {
        /// Where jobs put values.
        pub(super) struct Board {
            $($topic: Topic<$type>,)*
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
                Board { $($topic: Topic::new($topic.0),)* wake },
                Reader { $($topic: $topic.1,)* },
            )
        }

        impl Board {
            $(
                /// Puts a value in the place of the one before.
                pub(super) fn $topic(&self, value: $type) {
                    self.$topic.put(value);
                    (self.wake)();
                }
            )*

            /// Values that were replaced before the last call of this, to be freed where it may
            /// take time.
            pub(super) fn settle(&self) -> Vec<Box<dyn Any + Send>> {
                let mut freed: Vec<Box<dyn Any + Send>> = Vec::new();
                $(
                    if let Some(value) = self.$topic.settle() {
                        freed.push(Box::new(value));
                    }
                )*
                freed
            }
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
    keeping: Arc<super::protocol::Keeping> => |v| Some(Event::Keeping(v));
    given_key: Option<Arc<super::protocol::GivenKey>> => |v| Some(Event::GivenKey(v));
    jobs: Arc<Vec<JobCard>> => |v| Some(Event::Jobs(v));
    team: Option<Arc<TeamTable>> => |v| Some(Event::Team(v));
    view: Option<Arc<TeamView>> => |v| Some(Event::TeamView(v));
    sites: Option<Arc<SitesTable>> => |v| Some(Event::Sites(v));
    sites_view: Option<Arc<SitesView>> => |v| Some(Event::SitesView(v));
    site_search: Option<Arc<SitesView>> => |v| Some(Event::SiteSearch(v));
    found: Option<Arc<super::protocol::FoundAll>> => |v| Some(Event::Found(v));
    access: Option<Arc<AccessTable>> => |v| Some(Event::Access(v));
    access_view: Option<Arc<AccessView>> => |v| Some(Event::AccessView(v));
    invites: Option<Arc<InvitesTable>> => |v| Some(Event::Invites(v));
    invites_view: Option<Arc<InvitesView>> => |v| Some(Event::InvitesView(v));
    people: Option<Arc<super::protocol::PeopleTable>> => |v| Some(Event::People(v));
    people_view: Option<Arc<super::protocol::PeopleView>> => |v| Some(Event::PeopleView(v));
    roles: Option<Arc<super::protocol::RolesTable>> => |v| Some(Event::Roles(v));
    roles_view: Option<Arc<super::protocol::RolesView>> => |v| Some(Event::RolesView(v));
    rules: Option<Arc<super::protocol::RulesTable>> => |v| Some(Event::Rules(v));
    rules_view: Option<Arc<super::protocol::RulesView>> => |v| Some(Event::RulesView(v));
    rules_end: Option<Arc<Result<String, ErrorCard>>> => |v| Some(Event::RulesEnd(v));
    members: Option<Arc<super::protocol::MembersTable>> => |v| Some(Event::Members(v));
    members_view: Option<Arc<super::protocol::MembersView>> => |v| Some(Event::MembersView(v));
    members_desk: Arc<super::protocol::MembersDesk> => |v| Some(Event::MembersDesk(v));
    members_sync: Arc<super::protocol::MembersSyncPlan> => |v| Some(Event::MembersSync(v));
    site_settings: Option<Arc<super::protocol::SiteSettings>> => |v| Some(Event::SiteSettings(v));
    member: Option<Arc<super::protocol::MemberSheet>> => |v| Some(Event::Member(v));
    members_part: Option<Arc<super::protocol::MembersPart>> => |v| Some(Event::MembersPart(v));
    accounts: Option<Arc<super::protocol::AccountsTable>> => |v| Some(Event::Accounts(v));
    accounts_view: Option<Arc<super::protocol::AccountsView>> => |v| Some(Event::AccountsView(v));
    accounts_end: Option<Arc<Result<String, ErrorCard>>> => |v| Some(Event::AccountsEnd(v));
    everybody: Option<Arc<super::protocol::EverybodyTable>> => |v| Some(Event::Everybody(v));
    everybody_view: Option<Arc<super::protocol::EverybodyView>> => |v| Some(Event::EverybodyView(v));
    site_sync: Arc<SiteSyncPlan> => |v| Some(Event::SiteSync(v));
    sheet: Option<Arc<super::protocol::SheetView>> => |v| Some(Event::Sheet(v));
    plan: Arc<PlanState> => |v| Some(Event::Plan(v));
    run: Option<Arc<RunView>> => |v| Some(Event::Run(v));
    reading: Option<Arc<ReadingEnd>> => |v| Some(Event::Reading(v));
    runs: Option<Arc<RunsList>> => |v| Some(Event::Runs(v));
    journal_part: Option<Arc<JournalPart>> => |v| Some(Event::JournalPart(v));
    snapshots: Option<Arc<super::protocol::SnapshotsList>> => |v| Some(Event::Snapshots(v));
    changes: Arc<super::protocol::ChangesState> => |v| Some(Event::Changes(v));
    reviews: Option<Arc<super::protocol::ReviewsList>> => |v| Some(Event::Reviews(v));
    review: Option<Arc<super::protocol::ReviewTable>> => |v| Some(Event::Review(v));
    review_view: Option<Arc<super::protocol::ReviewView>> => |v| Some(Event::ReviewView(v));
    review_draft: Option<Arc<super::protocol::ReviewDraft>> => |v| Some(Event::ReviewDraft(v));
    review_since: Option<Arc<super::protocol::ReviewSince>> => |v| Some(Event::ReviewSince(v));
    review_said: Option<Arc<super::protocol::ReviewSaid>> => |v| Some(Event::ReviewSaid(v));
    changes_table: Option<Arc<super::protocol::ChangesTable>> => |v| Some(Event::ChangesTable(v));
    changes_view: Option<Arc<super::protocol::ChangesView>> => |v| Some(Event::ChangesView(v));
    packed: Option<Arc<super::protocol::Packed>> => |v| Some(Event::Packed(v));
    pack_table: Option<Arc<super::protocol::ReviewTable>> => |v| Some(Event::PackTable(v));
    pack: Option<Arc<super::protocol::PackView>> => |v| Some(Event::Pack(v));
    pack_view: Option<Arc<super::protocol::ReviewView>> => |v| Some(Event::PackEntries(v));
    activity: Arc<Activity> => |v| Some(Event::Activity(v));
    pace: PaceView => |v| Some(Event::Pace(v));
    trouble: Option<Arc<ErrorCard>> => |v| Some(Event::Trouble(v));
    fatal: Option<Arc<ErrorCard>> => |v| v.map(Event::Fatal);
}

impl Board {
    /// Shows the pace if it differs from what stands there.
    pub(super) fn pace_if_changed(&self, view: PaceView) {
        let changed = self.pace.newest.send_if_modified(|shown| {
            let differs = *shown != view;
            *shown = view;
            differs
        });
        if changed {
            (self.wake)();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_replaced_is_kept_for_a_tick_and_then_given_away() {
        let (board, mut reader) = board(Arc::new(|| {}));
        let first = Arc::new(vec![]);
        board.jobs(Arc::clone(&first));
        let shown = reader.poll();
        board.jobs(Arc::default());
        drop(shown);
        assert_eq!(Arc::strong_count(&first), 2, "the window is not the last");
        assert!(board.settle().iter().all(|v| !is(v, &first)));
        assert!(board.settle().iter().any(|v| is(v, &first)));
        assert_eq!(Arc::strong_count(&first), 1);
    }

    fn is(value: &Box<dyn Any + Send>, jobs: &Arc<Vec<JobCard>>) -> bool {
        let found = value.downcast_ref::<Arc<Vec<JobCard>>>();
        found.is_some_and(|v| Arc::ptr_eq(v, jobs))
    }
}
