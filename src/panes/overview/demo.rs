//! A made-up account for the tests of the panes: 24 people, invites in all states, runs, notices.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::access::{
    ACCOUNT_ADMIN, AccountInvite, Assignment, Directory, Extra, InviteStatus, OWNER, Reach, Role,
    RoleId, RoleLimit, Team, TeamEntry, TeamMember, UserId,
};
use crate::index::{FacetsBuilder, Index, TextIndex};
use crate::journal::{Hash, Head, RunId};
use crate::model::{Model, Route};
use crate::plan::BrakeLimits;
use crate::worker::protocol::{
    Activity, Capability, Connection, DatasetInfo, ErrorCard, Event, JobCard, JobId, JobKind,
    JobState, JournalLine, KeyPlace, Notice, NoticeId, Numbers, PaceSettings, ProfileCard,
    ProfileId, Progress, Reading, RowKind, RunCard, Session, Settings, TeamRow, TeamTable, Tone,
    Trouble,
};

const ROLES: [(&str, &str); 11] = [
    (OWNER, "Owner"),
    (ACCOUNT_ADMIN, "Account admin"),
    ("6600344420111308827", "Website manager"),
    ("6671680840460001002", "Website designer"),
    ("6671680840460001003", "Back office manager"),
    ("6671680840460001004", "Blog editor"),
    ("6671680840460001005", "Content helper"),
    ("6671680840460001006", "Billing manager"),
    ("6671680840460001007", "SEO manager"),
    ("6671680840460001008", "Marketing manager"),
    (
        "6671680840460001009",
        "Translator for the shops in the north",
    ),
];

const NAMES: [(&str, &str); 8] = [
    ("Ana", "Díaz"),
    ("Bartosz", "Kowalski"),
    ("Dana", "Levi"),
    ("Emeka", "Okoro"),
    ("Fatima", "Haddad"),
    ("Greta", "Müller"),
    ("Hiro", "Tanaka"),
    ("Inês", "Silva"),
];

/// The time of all tests.
pub(in crate::panes) fn now() -> Timestamp {
    Timestamp::from_second(1_770_000_000).unwrap_or_default()
}

/// So many hours from now; negative is past.
pub(in crate::panes) fn hours(n: i64) -> Timestamp {
    now() + SignedDuration::from_hours(n)
}

fn holds(role: usize) -> Assignment {
    Assignment {
        role: RoleId::new(ROLES[role % ROLES.len()].0),
        id: None,
        reach: Reach::Account,
        subject: None,
    }
}

fn member(at: usize) -> Arc<TeamMember> {
    let days = i64::try_from(at).unwrap_or_default() * 11 + 3;
    let (first, last) = NAMES[at % NAMES.len()];
    let assignments = match at {
        0 => vec![holds(0)],
        1 => vec![holds(1), holds(7)],
        23 => Vec::new(),
        n => vec![holds(2 + n * n % 9)],
    };
    Arc::new(TeamMember {
        id: UserId::new(&format!("user-{at:02}")),
        email: format!("{}.{at}@northlight.example", first.to_lowercase()),
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        image: None,
        joined_at: Some(hours(-24 * days)),
        assignments,
        extra: Extra::new(),
    })
}

fn invite(at: usize) -> Arc<AccountInvite> {
    let days = i64::try_from(at).unwrap_or_default();
    let status = match at {
        0..=8 => InviteStatus::Pending,
        9..=12 => InviteStatus::Expired,
        13 | 14 => InviteStatus::Declined,
        _ => InviteStatus::Used,
    };
    Arc::new(AccountInvite {
        id: format!("invite-{at:02}").into(),
        email: format!("guest.{at}@partners.example"),
        status,
        accept_link: None,
        created_at: Some(hours(-300)),
        updated_at: None,
        expires_at: Some(hours(20 + days * 24)),
        assignments: vec![holds(2)],
        extra: Extra::new(),
    })
}

fn row(entry: TeamEntry, kind: RowKind, name: String, email: &str, holds: bool) -> TeamRow {
    TeamRow {
        id: email.to_owned(),
        name,
        email: email.to_owned(),
        roles: Vec::new(),
        holds_account: holds,
        reach: String::new(),
        joined: None,
        status: String::new(),
        kind,
        entry,
    }
}

/// The frozen team, with what the panes read of it.
pub(in crate::panes) fn table() -> Arc<TeamTable> {
    let roles = ROLES
        .iter()
        .map(|(id, title)| Role {
            id: RoleId::new(id),
            title: (*title).to_owned(),
            description: String::new(),
            limit: RoleLimit::None,
            custom: false,
            extra: Extra::new(),
        })
        .collect();
    let team = Team {
        members: (0..24).map(member).collect(),
        invites: (0..17).map(invite).collect(),
    };
    let directory = Directory::new(roles, Vec::new(), Vec::new());
    let members = team.members.iter().map(|m| {
        let holds = m
            .assignments
            .iter()
            .any(|a| [OWNER, ACCOUNT_ADMIN].contains(&a.role.as_str()));
        let entry = TeamEntry::Member(Arc::clone(m));
        row(entry, RowKind::Person, m.display_name(), &m.email, holds)
    });
    let invites = team.invites.iter().map(|i| {
        let entry = TeamEntry::Invite(Arc::clone(i));
        row(entry, RowKind::Invite, i.email.clone(), &i.email, false)
    });
    let rows: Vec<TeamRow> = members.chain(invites).collect();
    let text = TextIndex::build(rows.iter().map(|r| format!("{} {}", r.name, r.email)));
    let mut facets = FacetsBuilder::default();
    for _ in &rows {
        facets.row(&[]);
    }
    let index = Index::new(text, facets.finish(), Vec::<crate::index::Rank>::new())
        .expect("all parts have all rows");
    Arc::new(TeamTable {
        numbers: Numbers::new(None, rows.iter().map(TeamRow::key)),
        rows,
        index: Arc::new(index),
        team: Arc::new(team),
        directory: Arc::new(directory),
        info: datasets().into_iter().next(),
    })
}

/// What was read when.
pub(in crate::panes) fn datasets() -> Vec<DatasetInfo> {
    let set = |label: &'static str, rows: u64| DatasetInfo {
        label,
        read_at: Some(hours(-2)),
        complete: true,
        rows,
        pages: 1,
        note: None,
    };
    vec![
        set("Team", 41),
        set("Roles", 11),
        set("Sites", 40),
        set("Folders", 6),
        set("Child accounts", 3),
    ]
}

/// A profile.
pub(in crate::panes) fn profile(id: &str, name: &str) -> ProfileCard {
    ProfileCard {
        id: ProfileId(id.to_owned()),
        name: name.to_owned(),
        colour: 2,
        base_url: "https://www.wixapis.com".to_owned(),
        account: "8d3c1a2e-1111-4222-8333-944455556666".into(),
        account_name: "Northlight Studio".to_owned(),
        practice: None,
        read_only: false,
        sign_in: crate::worker::protocol::SignIn::default(),
        key: KeyPlace::System,
        parent: None,
        last_used: Some(hours(-30)),
        pace: PaceSettings::default(),
        brakes: BrakeLimits::default(),
    }
}

/// What a key can do: one row of each kind.
pub(in crate::panes) fn capabilities() -> Vec<Capability> {
    let row = |area: &str, reading: Reading, permission: &str, without: &str| Capability {
        closed: String::new(),
        area: area.to_owned(),
        reading,
        changing: "Shows at the first change".to_owned(),
        permission: permission.to_owned(),
        without: without.to_owned(),
        answer: None,
    };
    let team = "There is no team list and no invite list";
    let mut sites = row("Sites", Reading::No, "Read Site Data", "Sites show as ids");
    sites.answer = Some(ErrorCard {
        sentence: "Wix refuses this to the key".to_owned(),
        remedy: "Add the permission on the page of API keys".to_owned(),
        details: "GET /site-list/v2/sites\nStatus 403\nRequest id 1700.2".to_owned(),
        trouble: Trouble::NoAccess,
    });
    vec![
        row(
            "Team and account invites",
            Reading::Yes,
            "Manage Team Members",
            team,
        ),
        row("Roles", Reading::Unclear, "", "Roles show as numbers"),
        sites,
    ]
}

/// The open profile.
pub(in crate::panes) fn session() -> Session {
    Session {
        profile: profile("p-1", "Northlight"),
        connection: Connection::Online,
        no_writing: None,
        account: None,
        datasets: datasets(),
        capabilities: capabilities(),
        limit: None,
        identities: Arc::default(),
    }
}

/// An error with everything.
pub(in crate::panes) fn error() -> ErrorCard {
    ErrorCard {
        sentence: "Wix could not be reached".to_owned(),
        remedy: "Check the connection and try again".to_owned(),
        details: "POST /roles-management/v2/search\nconnection reset".to_owned(),
        trouble: Trouble::Offline,
    }
}

/// A job in this state.
pub(in crate::panes) fn job(id: u64, kind: JobKind, state: JobState) -> JobCard {
    let ended = (!state.is_active()).then(|| hours(-1));
    JobCard {
        id: JobId(id),
        kind,
        started: hours(-2),
        ended,
        progress: Progress {
            done: 12,
            total: Some(40),
            step: "Reading the team, page 3".to_owned(),
            per_minute: Some(180),
            ends_at: Some(now() + SignedDuration::from_secs(90)),
        },
        state,
    }
}

/// Notices, runs and journal lines.
pub(in crate::panes) fn activity() -> Activity {
    let notice = |id: &str, tone: Tone, read: bool| Notice {
        id: NoticeId(id.to_owned()),
        at: hours(-3),
        tone,
        text: error(),
        read,
    };
    let run = |id: &str, title: &str, summary: &str, early: bool| RunCard {
        run: RunId::new(id),
        title: title.to_owned(),
        started: hours(-26),
        ended: Some(hours(-25)),
        summary: summary.to_owned(),
        can_go_on: early,
        open: false,
        can_undo: !early,
    };
    let open = RunCard {
        open: true,
        ended: None,
        ..run("r0", "Invite 120 people", "80 done, 40 not tried", false)
    };
    Activity {
        loaded: true,
        notices: vec![
            notice("n1", Tone::Error, false),
            notice("n2", Tone::Success, false),
            notice("n3", Tone::Warning, true),
        ],
        runs: vec![
            run("r1", "Remove 12 people everywhere", "12 not tried", true),
            run("r2", "Give Website designer to 3 people", "3 done", false),
            RunCard {
                can_undo: false,
                ..open
            },
        ],
        journal: (1..=60)
            .rev()
            .map(|seq| JournalLine {
                seq,
                at: hours(-seq.cast_signed()),
                text: format!("About to take Website designer from person {seq}"),
            })
            .collect(),
        head: Head {
            hash: Hash::of(b"sixty"),
            count: 60,
        },
    }
}

/// Nothing is open; two profiles are known.
pub(in crate::panes) fn closed() -> Model {
    let mut model = Model::new(now(), Route::Welcome);
    model.apply(Event::Settings(Arc::new(Settings::default())));
    let mut second = profile("p-2", "Harbor Café and all the houses that belong to it");
    second.key = KeyPlace::Missing;
    second.colour = 5;
    second.read_only = true;
    model.apply(Event::Profiles(Arc::new(vec![
        profile("p-1", "Northlight"),
        second,
    ])));
    model
}

/// A profile is open and everything was read.
pub(in crate::panes) fn open() -> Model {
    let mut model = closed();
    model.route = Route::Overview;
    model.apply(Event::Session(Some(Arc::new(session()))));
    model.apply(Event::Team(Some(table())));
    model.apply(Event::Activity(Arc::new(activity())));
    let done = JobState::Done("Read 41 people and invites, 11 roles, 40 sites".to_owned());
    model.apply(Event::Jobs(Arc::new(vec![job(1, JobKind::Sync, done)])));
    model
}

/// The same with another session.
pub(in crate::panes) fn with_session(edit: impl FnOnce(&mut Session)) -> Model {
    let mut model = open();
    let mut session = session();
    edit(&mut session);
    model.apply(Event::Session(Some(Arc::new(session))));
    model
}
