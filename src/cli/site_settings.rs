//! `gatehouse site-settings` and `gatehouse plan site-settings`: badges, roles, fields and privacy
//! of a site's members.

use super::World;
use super::commands::{Common, Output};
use super::end::{Failure, Report, bad};
use super::exit::Exit;
use super::field_for::FieldFor;
use super::names;
use super::session::Session;
use super::text::{clean, line};
use crate::access::{
    AppliesTo, BadgeChange, BadgeId, CustomFieldId, Directory, FieldApplication,
    MemberRoleDefinition, NewBadge, Privacy, PublicVisibility, RoleKey, SettingKind, SiteId,
    field_kind_label,
};
use crate::plan::{SettingWish, Wish};
use crate::worker::protocol::{Command, JobKind, SiteSettings};
use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;
use std::sync::Arc;

/// `site-settings`.
#[derive(Debug, Args)]
pub struct ShowSettings {
    /// The site, by name or id
    #[arg(long, value_name = "NAME|ID")]
    site: String,
    /// Show what is kept, and ask Wix nothing
    #[arg(long)]
    kept: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

/// What to plan about the settings of a site.
#[derive(Debug, Subcommand)]
pub enum OfSettings {
    /// Make a badge
    CreateBadge(CreateBadge),
    /// Change a badge; what is not named stays
    ChangeBadge(ChangeBadge),
    /// Delete a badge; nobody wears it any more
    DeleteBadge(One),
    /// Make a role that members can hold
    CreateRole(CreateRole),
    /// Keep a role from blocked members, or not
    ChangeRole(ChangeRole),
    /// Delete a role; members keep it until it is taken from each
    DeleteRole(One),
    /// Make a profile field
    CreateField(CreateField),
    /// Give a field another name, or show it to others
    ChangeField(ChangeField),
    /// Take a field out of all profiles; its values stay with the contacts
    HideField(One),
    /// Delete a field with its values
    DeleteField(One),
    /// Say for whom a field is: everybody, or members with some roles or badges
    FieldFor(Box<FieldFor>),
    /// Set who sees the profile of a new member
    DefaultPrivacy(DefaultPrivacy),
    /// Set who sees public members, and whether members may become public
    Privacy(PublicMembers),
}

/// Which site, and where the plan goes.
#[derive(Debug, Args)]
pub(super) struct On {
    /// The site, by name or id
    #[arg(long, value_name = "NAME|ID")]
    site: String,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    common: Common,
}

/// One badge, role or field.
#[derive(Debug, Args)]
pub struct One {
    /// Its name or id; of a role its title or key
    #[arg(value_name = "NAME|ID")]
    what: String,
    #[command(flatten)]
    on: On,
}

/// `create-badge`.
#[derive(Debug, Args)]
pub struct CreateBadge {
    /// Its title
    #[arg(value_name = "TITLE")]
    title: String,
    /// What it is for
    #[arg(long, value_name = "TEXT", default_value = "")]
    description: String,
    /// Colour behind the title, such as #20303c
    #[arg(long, value_name = "COLOUR")]
    background: String,
    /// Colour of the letters
    #[arg(long, value_name = "COLOUR", default_value = "#ffffff")]
    letters: String,
    #[command(flatten)]
    on: On,
}

/// `change-badge`.
#[derive(Debug, Args)]
pub struct ChangeBadge {
    /// Its title or id
    #[arg(value_name = "TITLE|ID")]
    what: String,
    /// Another title
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Another description; an empty one clears it
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// Another colour behind the title
    #[arg(long, value_name = "COLOUR")]
    background: Option<String>,
    /// Another colour of the letters
    #[arg(long, value_name = "COLOUR")]
    letters: Option<String>,
    #[command(flatten)]
    on: On,
}

/// `create-role`.
#[derive(Debug, Args)]
pub struct CreateRole {
    /// Its key, in capital letters; it cannot be changed later
    #[arg(value_name = "KEY")]
    key: String,
    /// Its title
    #[arg(value_name = "TITLE")]
    title: String,
    /// Whether blocked members may hold it
    #[arg(long, value_name = "YES|NO", default_value = "no")]
    for_blocked: YesNo,
    #[command(flatten)]
    on: On,
}

/// `change-role`.
#[derive(Debug, Args)]
pub struct ChangeRole {
    /// Its key or title
    #[arg(value_name = "KEY|TITLE")]
    what: String,
    /// Whether blocked members may hold it
    #[arg(long, value_name = "YES|NO")]
    for_blocked: YesNo,
    #[command(flatten)]
    on: On,
}

/// `create-field`.
#[derive(Debug, Args)]
pub struct CreateField {
    /// Its name
    #[arg(value_name = "NAME")]
    name: String,
    /// What stands in it; it cannot be changed later
    #[arg(long = "type", value_name = "TYPE", default_value = "text")]
    kind: FieldType,
    /// The network of a social field, such as youtube
    #[arg(long, value_name = "NETWORK")]
    network: Option<String>,
    /// Who sees it unless a member chooses otherwise
    #[arg(long, value_name = "WHO", default_value = "private")]
    privacy: Seen,
    #[command(flatten)]
    on: On,
}

/// `change-field`.
#[derive(Debug, Args)]
pub struct ChangeField {
    /// Its name, key or id
    #[arg(value_name = "NAME|ID")]
    what: String,
    /// Another name
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// Who sees it unless a member chooses otherwise
    #[arg(long, value_name = "WHO")]
    privacy: Option<Seen>,
    #[command(flatten)]
    on: On,
}

/// `default-privacy`.
#[derive(Debug, Args)]
pub struct DefaultPrivacy {
    /// What it shall be
    #[arg(value_name = "WHO")]
    privacy: Seen,
    #[command(flatten)]
    on: On,
}

/// `privacy`.
#[derive(Debug, Args)]
pub struct PublicMembers {
    /// Who sees public members
    #[arg(long, value_name = "WHO")]
    seen_by: Option<SeenBy>,
    /// Whether members may become public
    #[arg(long, value_name = "YES|NO")]
    may_be_public: Option<YesNo>,
    #[command(flatten)]
    on: On,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum YesNo {
    Yes,
    No,
}

impl YesNo {
    fn is_yes(self) -> bool {
        matches!(self, Self::Yes)
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Seen {
    Private,
    Public,
}

impl From<Seen> for Privacy {
    fn from(seen: Seen) -> Self {
        match seen {
            Seen::Private => Self::Private,
            Seen::Public => Self::Public,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum SeenBy {
    Members,
    Everybody,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FieldType {
    Text,
    Number,
    Date,
    Url,
    Social,
}

impl FieldType {
    fn wire(self) -> &'static str {
        match self {
            Self::Text => "TEXT",
            Self::Number => "NUMBER",
            Self::Date => "DATE",
            Self::Url => "URL",
            Self::Social => "SOCIAL",
        }
    }
}

impl OfSettings {
    fn on(&self) -> &On {
        match self {
            Self::CreateBadge(args) => &args.on,
            Self::ChangeBadge(args) => &args.on,
            Self::DeleteBadge(args)
            | Self::DeleteRole(args)
            | Self::HideField(args)
            | Self::DeleteField(args) => &args.on,
            Self::CreateRole(args) => &args.on,
            Self::ChangeRole(args) => &args.on,
            Self::CreateField(args) => &args.on,
            Self::ChangeField(args) => &args.on,
            Self::FieldFor(args) => &args.on,
            Self::DefaultPrivacy(args) => &args.on,
            Self::Privacy(args) => &args.on,
        }
    }

    /// Where the plan goes, and with which profile.
    pub(super) fn common(&self) -> (&Output, &Common) {
        let on = self.on();
        (&on.output, &on.common)
    }
}

/// Shows what a site sets for all of its members.
pub(super) fn show(world: &World, args: &ShowSettings) -> Result<Report, Failure> {
    let mut session = if args.kept {
        Session::look(world, &args.common)?
    } else {
        Session::open(world, &args.common)?
    };
    let site = names::site(&session.team()?.directory, &args.site)?;
    let settings = if args.kept {
        session.send(Command::OpenSiteSettings(site.clone()));
        session.until(|m| {
            let told = m.site_settings.clone().filter(|s| s.site == site)?;
            Some(Ok(told))
        })?
    } else {
        read(&mut session, &site)?
    };
    session.close();
    Ok(told(&settings))
}

/// Reads the settings of a site.
fn read(session: &mut Session<'_>, site: &SiteId) -> Result<Arc<SiteSettings>, Failure> {
    session.connected()?;
    session.send(Command::ReadSiteSettings(site.clone()));
    session.until(|m| {
        let over = m
            .last_job(JobKind::SiteSettings)
            .is_none_or(|j| !j.state.is_active());
        let told = m
            .site_settings
            .clone()
            .filter(|s| s.site == *site && s.read)?;
        over.then_some(Ok(told))
    })
}

fn told(settings: &SiteSettings) -> Report {
    let mut text = String::new();
    let head = |text: &mut String, kind: SettingKind| {
        line(text, kind.label());
        if let Some(problem) = settings.problem(kind) {
            line(text, &format!("  {}", clean(&problem.to_string())));
        }
        if settings.set(kind).is_none() && settings.problem(kind).is_none() {
            line(text, "  Never read");
        }
    };
    head(&mut text, SettingKind::Badges);
    for one in settings.badges().unwrap_or_default() {
        let words = format!(
            "  {}  {} on {}  {}",
            clean(&one.title),
            one.text,
            one.background,
            one.id
        );
        line(&mut text, &words);
    }
    head(&mut text, SettingKind::Roles);
    for one in settings.roles().unwrap_or_default() {
        let kept = match one.blockable {
            Some(true) => "kept from blocked members",
            Some(false) => "blocked members may hold it",
            None => "",
        };
        line(
            &mut text,
            &format!("  {}  {}  {kept}", one.key, clean(&one.title)),
        );
    }
    head(&mut text, SettingKind::Fields);
    for one in settings.fields().unwrap_or_default() {
        let words = format!(
            "  {}  {}  {}  {}",
            clean(&one.name),
            one.kind_label().to_lowercase(),
            one.privacy.label().to_lowercase(),
            clean(&one.key)
        );
        line(&mut text, &words);
    }
    head(&mut text, SettingKind::Applications);
    for one in settings.applications().unwrap_or_default() {
        line(&mut text, &format!("  {}", clean(&whom(settings, one))));
    }
    head(&mut text, SettingKind::Suggestions);
    for one in settings.suggestions().unwrap_or_default() {
        let kind = field_kind_label(&one.kind).to_lowercase();
        line(&mut text, &format!("  {}  {kind}", clean(&one.name)));
    }
    head(&mut text, SettingKind::DefaultPrivacy);
    if let Some(now) = settings.default_privacy() {
        line(&mut text, &format!("  {}", now.privacy.label()));
    }
    head(&mut text, SettingKind::Privacy);
    if let Some(now) = settings.privacy() {
        line(&mut text, &format!("  {}", now.visibility.label()));
        let may = match now.may_be_public {
            Some(true) => "  Any member may be public",
            Some(false) => "  No member may be public",
            None => "  Not told who may be public",
        };
        line(&mut text, may);
    }
    let sorts = SettingKind::ALL.into_iter().map(|kind| {
        let one = json!({
            "readAt": settings.read_at(kind),
            "is": settings.set(kind),
            "problem": settings.problem(kind),
        });
        (kind.word().to_owned(), one)
    });
    let sorts: serde_json::Map<String, serde_json::Value> = sorts.collect();
    let data = json!({ "site": settings.site, "name": settings.site_name, "settings": sorts });
    let mut report = Report::new(text, data);
    let problem = SettingKind::ALL
        .into_iter()
        .find_map(|k| settings.problem(k));
    if let Some(problem) = problem {
        report.trouble = Some(problem.clone());
        report.exit = Some(Exit::Partly);
    }
    report
}

/// For whom one field is, in a line.
fn whom(settings: &SiteSettings, of: &FieldApplication) -> String {
    let mut fields = settings.fields().unwrap_or_default().iter();
    let field = fields.find(|f| f.id == of.field);
    let words = |target: &AppliesTo| {
        let (_, id) = target.wire();
        target.words(settings.name_of(target).unwrap_or(id))
    };
    let list = |all: &[AppliesTo]| all.iter().map(words).collect::<Vec<_>>().join(", ");
    let name = field.map_or(of.field.as_str(), |f| f.name.as_str());
    let mut line = format!("{name}  {}", list(&of.applies));
    if !of.withheld.is_empty() {
        line.push_str("; not: ");
        line.push_str(&list(&of.withheld));
    }
    line
}

/// The wish of `plan site-settings`. Names are looked up among what is read just now.
pub(super) fn wish(
    session: &mut Session<'_>,
    directory: &Directory,
    what: &OfSettings,
) -> Result<Wish, Failure> {
    let site = names::site(directory, &what.on().site)?;
    let wish = match what {
        OfSettings::CreateBadge(args) => SettingWish::CreateBadge(NewBadge {
            title: args.title.clone(),
            description: args.description.clone(),
            background: args.background.clone(),
            text: args.letters.clone(),
        }),
        OfSettings::ChangeBadge(args) => {
            let change = BadgeChange {
                title: args.title.clone(),
                description: args.description.clone(),
                background: args.background.clone(),
                text: args.letters.clone(),
            };
            if change == BadgeChange::default() {
                return Err(bad(
                    "Nothing is named",
                    "Give at least one, such as --title",
                ));
            }
            SettingWish::ChangeBadge(badge(session, &site, &args.what)?, change)
        }
        OfSettings::DeleteBadge(one) => SettingWish::DeleteBadge(badge(session, &site, &one.what)?),
        OfSettings::CreateRole(args) => SettingWish::CreateRole(
            RoleKey::new(&args.key),
            args.title.clone(),
            !args.for_blocked.is_yes(),
        ),
        OfSettings::ChangeRole(args) => {
            let key = role(session, &site, &args.what)?;
            SettingWish::ChangeRole(key, !args.for_blocked.is_yes())
        }
        OfSettings::DeleteRole(one) => SettingWish::DeleteRole(role(session, &site, &one.what)?),
        OfSettings::CreateField(args) => SettingWish::CreateField(
            args.name.clone(),
            args.kind.wire().to_owned(),
            args.network.as_ref().map(|n| n.to_uppercase()),
            args.privacy.into(),
        ),
        OfSettings::ChangeField(args) => {
            let id = field(session, &site, &args.what)?;
            SettingWish::ChangeField(id, args.name.clone(), args.privacy.map(Privacy::from))
        }
        OfSettings::HideField(one) => SettingWish::HideField(field(session, &site, &one.what)?),
        OfSettings::DeleteField(one) => SettingWish::DeleteField(field(session, &site, &one.what)?),
        OfSettings::FieldFor(args) => super::field_for::wish(session, &site, args)?,
        OfSettings::DefaultPrivacy(args) => SettingWish::DefaultPrivacy(args.privacy.into()),
        OfSettings::Privacy(args) => SettingWish::Privacy(
            args.seen_by.map(|who| match who {
                SeenBy::Members => PublicVisibility::Members,
                SeenBy::Everybody => PublicVisibility::All,
            }),
            args.may_be_public.map(YesNo::is_yes),
        ),
    };
    Ok(Wish::SiteSetting { site, wish })
}

pub(super) fn badge(
    session: &mut Session<'_>,
    site: &SiteId,
    what: &str,
) -> Result<BadgeId, Failure> {
    let settings = known(session, site, SettingKind::Badges)?;
    let all = settings.badges().unwrap_or_default().iter();
    let found = all.filter(|b| b.id.as_str() == what || is_named(&b.title, what));
    one(found.map(|b| b.id.clone()), "badge", what)
}

fn role(session: &mut Session<'_>, site: &SiteId, what: &str) -> Result<RoleKey, Failure> {
    found_role(session, site, what).map(|role| role.key)
}

/// The id of the definition of a role, by which fields name it.
pub(super) fn role_id(
    session: &mut Session<'_>,
    site: &SiteId,
    what: &str,
) -> Result<String, Failure> {
    found_role(session, site, what).map(|role| role.id)
}

fn found_role(
    session: &mut Session<'_>,
    site: &SiteId,
    what: &str,
) -> Result<MemberRoleDefinition, Failure> {
    let settings = known(session, site, SettingKind::Roles)?;
    let all = settings.roles().unwrap_or_default();
    if let Some(role) = all.iter().find(|r| r.key.as_str() == what) {
        return Ok(role.clone());
    }
    let found = all.iter().filter(|r| is_named(&r.title, what));
    one(found.cloned(), "role", what)
}

pub(super) fn field(
    session: &mut Session<'_>,
    site: &SiteId,
    what: &str,
) -> Result<CustomFieldId, Failure> {
    let settings = known(session, site, SettingKind::Fields)?;
    let all = settings.fields().unwrap_or_default().iter();
    let found = all.filter(|f| f.id.as_str() == what || f.key == what || is_named(&f.name, what));
    one(found.map(|f| f.id.clone()), "field", what)
}

fn is_named(name: &str, what: &str) -> bool {
    name.trim().to_lowercase() == what.trim().to_lowercase()
}

fn known(
    session: &mut Session<'_>,
    site: &SiteId,
    kind: SettingKind,
) -> Result<Arc<SiteSettings>, Failure> {
    let settings = read(session, site)?;
    match settings.problem(kind) {
        Some(problem) => Err(problem.clone().into()),
        None => Ok(settings),
    }
}

fn one<T>(mut found: impl Iterator<Item = T>, sort: &str, what: &str) -> Result<T, Failure> {
    let what = clean(what);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => Err(bad(
            format!("No {sort} of the site is called “{what}”"),
            "See what there is with gatehouse site-settings",
        )),
        (Some(_), Some(_)) => Err(bad(
            format!("Several are called “{what}”"),
            "Name it by its id",
        )),
    }
}
