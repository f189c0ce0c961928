//! A made-up account, and a stand-in for shell and worker that carries out what is asked.

use crate::access::{
    ACCOUNT_ADMIN, AccountId, AccountInvite, Assignment, AssignmentId, Condition, ConditionKind,
    Directory, Extra, Folder, FolderId, InviteStatus, OWNER, Reach, Role, RoleId, RoleLimit, Site,
    SiteId, Subject, SubjectKind, Team, TeamMember, UserId,
};
use crate::index::{Order, never};
use crate::model::{Ask, Model, Route};
use crate::panes::plan::PlanDialog;
use crate::panes::team::TeamPane;
use crate::panes::{Cx, Pane as _};
use crate::plan::{BrakeLimits, Found, Observed, Tempo, brakes, make};
use crate::worker::protocol::freeze;
use crate::worker::protocol::{
    Command, Connection, DatasetInfo, Event, KeyPlace, PaceSettings, PlanReview, PlanState,
    ProfileCard, ProfileId, Session, Settings, TeamTable, TeamView,
};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// Name that lifts a brake.
pub(in crate::panes) const ACCOUNT: &str = "Northlight Studio";

const ROLES: [(&str, &str, RoleLimit); 12] = [
    (OWNER, "Owner", RoleLimit::None),
    (ACCOUNT_ADMIN, "Account admin", RoleLimit::NotAtSite),
    ("6600344420111308801", "Website manager", RoleLimit::None),
    ("6600344420111308802", "Website designer", RoleLimit::None),
    (
        "6600344420111308803",
        "Back office manager",
        RoleLimit::None,
    ),
    (
        "6600344420111308804",
        "Blog editor",
        RoleLimit::NotAtAccount,
    ),
    ("6600344420111308805", "Content helper", RoleLimit::None),
    (
        "6600344420111308806",
        "Billing manager",
        RoleLimit::NotAtSite,
    ),
    ("6600344420111308807", "SEO manager", RoleLimit::None),
    ("6600344420111308808", "Marketing manager", RoleLimit::None),
    ("6600344420111308809", "Shop helper", RoleLimit::None),
    ("6600344420111308810", "Translator", RoleLimit::None),
];

const FIRST: [&str; 13] = [
    "Ana", "Bartosz", "Chen", "Dana", "Emeka", "Fatima", "Greta", "Hiro", "Inês", "Jakub", "Katya",
    "Liam", "Maya",
];
const LAST: [&str; 11] = [
    "Díaz", "Kowalski", "Wei", "Levi", "Okoro", "Haddad", "Müller", "Tanaka", "Silva", "Novák",
    "Rahman",
];
const SITES: [&str; 8] = [
    "Harbor Café",
    "Rosewood Hotel",
    "Bluebird Books",
    "Cedar Dental",
    "Kite School",
    "Old Mill Bakery",
    "Lumen Gallery",
    "Vega Cycles",
];

/// The time of all tests.
pub(in crate::panes) fn now() -> Timestamp {
    Timestamp::from_second(1_770_000_000).unwrap_or_default()
}

fn days_ago(days: usize) -> Timestamp {
    now() - SignedDuration::from_hours(24) * i32::try_from(days).unwrap_or(i32::MAX)
}

fn role_id(at: usize) -> RoleId {
    RoleId::new(ROLES[at % ROLES.len()].0)
}

fn assignment(number: usize, role: usize, reach: Reach) -> Assignment {
    Assignment {
        role: role_id(role),
        id: Some(AssignmentId::new(&format!("73000000000000{number:05}"))),
        reach,
        subject: None,
    }
}

fn site_reach(at: usize) -> Reach {
    Reach::Site {
        id: SiteId::new(&format!("site-{at}")),
        name: None,
    }
}

fn folder_reach(id: &str, value: &str) -> Reach {
    Reach::Conditions(vec![Condition {
        kind: ConditionKind::Folder,
        id: id.to_owned(),
        value: Some(value.to_owned()),
    }])
}

fn holds(i: usize) -> Vec<Assignment> {
    let number = i * 10;
    match i {
        0 => vec![assignment(number, 0, Reach::Account)],
        1..=5 => vec![
            assignment(number, 1, Reach::Account),
            assignment(number + 1, 7, Reach::Account),
        ],
        6 => (0..9)
            .map(|k| assignment(number + k, 2 + k % 9, site_reach(k)))
            .collect(),
        7 => Vec::new(),
        _ if i.is_multiple_of(7) => {
            vec![assignment(number, 5, folder_reach("folder-1", "/Clients"))]
        }
        _ if i.is_multiple_of(5) => vec![
            assignment(number, 2, site_reach(i % SITES.len())),
            assignment(number + 1, 5, site_reach((i + 3) % SITES.len())),
        ],
        _ => vec![assignment(number, 2 + i % 9, Reach::Account)],
    }
}

fn member(i: usize) -> TeamMember {
    let (first, last) = (FIRST[i % FIRST.len()], LAST[(i / 3) % LAST.len()]);
    let mut member = TeamMember {
        id: UserId::new(&format!("8a1f2c3d-0000-4000-8000-{i:012}")),
        email: format!("{}.{i}@northlight.example", first.to_lowercase()),
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        image: None,
        joined_at: (i % 9 != 8).then(|| days_ago(30 + 11 * i)),
        assignments: holds(i),
        extra: Extra::new(),
    };
    if i == 3 {
        member
            .extra
            .insert("loginProvider".to_owned(), serde_json::json!("sso"));
    }
    if i == 9 {
        "Review robot".clone_into(&mut member.first_name);
        member.last_name.clear();
        for a in &mut member.assignments {
            a.subject = Some(Subject {
                id: "app-71f2".to_owned(),
                kind: SubjectKind::App,
            });
        }
    }
    member
}

fn invite(i: usize) -> AccountInvite {
    let status = match i % 4 {
        0 | 1 => InviteStatus::Pending,
        2 => InviteStatus::Expired,
        _ => InviteStatus::Declined,
    };
    AccountInvite {
        id: format!("5b00c0de-0000-4000-8000-{i:012}").into(),
        email: format!("guest{i}@partners.example"),
        status,
        accept_link: Some(format!("https://manage.wix.com/invites/{i}")),
        created_at: Some(days_ago(i % 20 + 1)),
        updated_at: None,
        expires_at: Some(days_ago(i % 20) + SignedDuration::from_hours(24 * 14)),
        assignments: vec![Assignment {
            id: None,
            ..assignment(0, 2 + i % 6, site_reach(i % 8))
        }],
        extra: Extra::new(),
    }
}

fn directory() -> Directory {
    let roles = ROLES.iter().map(|(id, title, limit)| Role {
        id: RoleId::new(id),
        title: (*title).to_owned(),
        description: format!("What {title} may do"),
        limit: limit.clone(),
        custom: *title == "Shop helper",
        extra: Extra::new(),
    });
    let site = |(i, name): (usize, &&str)| Site {
        display_name: (*name).to_owned(),
        published: Some(true),
        folder: Some(FolderId::new(if i < 5 { "folder-2" } else { "folder-3" })),
        ..Site::bare(SiteId::new(&format!("site-{i}")))
    };
    let folder = |id: &str, name: &str, parent: Option<&str>| Folder {
        id: FolderId::new(id),
        name: name.to_owned(),
        parent: parent.map(FolderId::new),
        site_count: None,
        extra: Extra::new(),
    };
    Directory::new(
        roles.collect(),
        SITES.iter().enumerate().map(site).collect(),
        vec![
            folder("folder-1", "Clients", None),
            folder("folder-2", "Hotels", Some("folder-1")),
            folder("folder-3", "Internal", None),
        ],
    )
}

/// When the team was read.
pub(in crate::panes) fn team_info(complete: bool) -> DatasetInfo {
    DatasetInfo {
        label: "Team",
        read_at: Some(now() - SignedDuration::from_secs(130)),
        complete,
        rows: 400,
        pages: 3,
        note: None,
    }
}

/// A frozen team of this size. Ids are the same in every table.
pub(in crate::panes) fn table(people: usize, invites: usize) -> Arc<TeamTable> {
    let team = Team {
        members: (0..people).map(|i| Arc::new(member(i))).collect(),
        invites: (0..invites).map(|i| Arc::new(invite(i))).collect(),
    };
    Arc::new(freeze(
        Arc::new(team),
        Arc::new(directory()),
        Some(team_info(true)),
    ))
}

/// The profile that is open.
pub(in crate::panes) fn session() -> Session {
    Session {
        profile: ProfileCard {
            id: ProfileId("p-1".to_owned()),
            name: "Northlight".to_owned(),
            colour: 2,
            base_url: "http://127.0.0.1".to_owned(),
            account: AccountId::new("acc-1"),
            account_name: ACCOUNT.to_owned(),
            practice: None,
            read_only: false,
            sign_in: crate::worker::protocol::SignIn::default(),
            key: KeyPlace::System,
            parent: None,
            last_used: None,
            pace: PaceSettings::default(),
            brakes: BrakeLimits::default(),
        },
        connection: Connection::Online,
        no_writing: None,
        account: None,
        datasets: vec![team_info(true)],
        capabilities: Vec::new(),
        limit: None,
        identities: Arc::default(),
    }
}

/// Model, pane and plan dialog, with a stand-in for shell and worker.
pub(in crate::panes) struct World {
    pub(in crate::panes) model: Model,
    pub(in crate::panes) team: TeamPane,
    pub(in crate::panes) plan: PlanDialog,
    /// Everything that was asked, in order.
    pub(in crate::panes) asked: Vec<Ask>,
    /// Whether filters are answered and plans are made.
    pub(in crate::panes) working: bool,
    /// Whether the team pane is drawn behind the plan dialog.
    pub(in crate::panes) with_team: bool,
}

impl World {
    /// A world in which nothing was read yet.
    pub(in crate::panes) fn unread() -> Self {
        let mut model = Model::new(now(), Route::Team);
        model.apply(Event::Settings(Arc::new(Settings::default())));
        let mut bare = session();
        bare.datasets.clear();
        model.apply(Event::Session(Some(Arc::new(bare))));
        Self {
            model,
            team: TeamPane::default(),
            plan: PlanDialog::default(),
            asked: Vec::new(),
            working: true,
            with_team: true,
        }
    }

    /// A world with a team of this size, read two minutes ago.
    pub(in crate::panes) fn with(people: usize, invites: usize) -> Self {
        let mut world = Self::unread();
        world.model.apply(Event::Session(Some(Arc::new(session()))));
        world.model.apply(Event::Team(Some(table(people, invites))));
        world
    }

    /// Draws one frame and carries out what was asked.
    pub(in crate::panes) fn frame(&mut self, ui: &mut egui::Ui) {
        let mut asks = Vec::new();
        let mut cx = Cx {
            model: &self.model,
            asks: &mut asks,
        };
        if self.with_team {
            self.team.ui(ui, &mut cx);
            self.team.dialogs(ui.ctx(), &mut cx);
        }
        self.plan.ui(ui.ctx(), &mut cx);
        if !asks.is_empty() {
            // The worker wakes the window when it has something to tell.
            ui.ctx().request_repaint();
        }
        for ask in asks {
            self.carry_out(&ask);
            self.asked.push(ask);
        }
    }

    pub(in crate::panes) fn carry_out(&mut self, ask: &Ask) {
        match ask {
            Ask::Open(dialog) => {
                assert_eq!(self.team.open_dialog(dialog.clone()), None);
            }
            Ask::Settings(settings) => self.model.settings = Some(Arc::new((**settings).clone())),
            Ask::Worker(command) if self.working => self.work(command),
            _ => {}
        }
    }

    fn work(&mut self, command: &Command) {
        let Some(table) = self.model.team.clone() else {
            return;
        };
        match command {
            Command::ViewTeam(request) => {
                let order = request
                    .order
                    .map(|(column, descending)| Order { column, descending });
                if let Ok(view) = table.index.view(&request.filter, order, None, &never) {
                    let request = request.clone();
                    let view = TeamView {
                        table,
                        request,
                        view,
                    };
                    self.model.apply(Event::TeamView(Some(Arc::new(view))));
                }
            }
            Command::MakePlan(wish) => {
                let id = format!("plan-{}", self.asked.len());
                let plan = with_observed(&table, |seen| make(seen, wish, id, now()));
                let state = plan.map_or(PlanState::None, |plan| {
                    let review = review(&table, plan, &BrakeLimits::default());
                    PlanState::Ready(Arc::new(review))
                });
                self.model.apply(Event::Plan(Arc::new(state)));
            }
            Command::DropPlan => self.model.apply(Event::Plan(Arc::default())),
            Command::CloseRun => self.model.apply(Event::Run(None)),
            _ => {}
        }
    }

    /// Commands to the worker, in order.
    pub(in crate::panes) fn commands(&self) -> impl Iterator<Item = &Command> {
        self.asked.iter().filter_map(|ask| match ask {
            Ask::Worker(command) => Some(&**command),
            _ => None,
        })
    }
}

/// The account as this table has it.
pub(in crate::panes) fn with_observed<T>(
    table: &TeamTable,
    then: impl FnOnce(Observed<'_>) -> T,
) -> T {
    let account = AccountId::new("acc-1");
    let (found, members) = (Found::new(), BTreeMap::new());
    then(Observed {
        account: &account,
        team: &table.team,
        directory: &table.directory,
        found: &found,
        members: &members,
        sites: &crate::plan::SiteAccess::default(),
        read_at: table.info.as_ref().and_then(|i| i.read_at),
        complete: true,
    })
}

/// What the worker shows of a plan.
pub(in crate::panes) fn review(
    table: &TeamTable,
    plan: crate::plan::Plan,
    limits: &BrakeLimits,
) -> PlanReview {
    let tempo = Tempo {
        per_minute: Some(200),
        creation_gap: Duration::from_secs(1),
        team_pages: 3,
        site_roles: 12,
        locations: 2,
    };
    let brakes = with_observed(table, |seen| brakes::check(&plan, seen, ACCOUNT, limits, 0));
    PlanReview {
        forecast: None,
        summary: plan.summary(tempo),
        brakes,
        no_writing: None,
        plan: Arc::new(plan),
    }
}
