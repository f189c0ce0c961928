//! `gatehouse plan members`: members of a site by id, by login address, or out of a file.

use super::end::{Failure, bad};
use super::people::expected;
use super::plan_args::CreateMembers;
use super::session::Session;
use super::shared_args::{Expect, Output, SiteName};
use super::{files, filter, names, plan};
use crate::access::{BadgeId, Directory, MemberChange, MemberId, Privacy, RoleKey, SiteId};
use crate::plan::{MemberWish, Selection, Whom, Wish};
use crate::worker::protocol::{Command, MembersTable};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::sync::Arc;

/// What to plan about members of a site.
#[derive(Debug, Subcommand)]
pub enum OfMembers {
    /// Make members out of a file
    Create(CreateMembers),
    /// Change fields; an empty text clears one
    Update(Box<Update>),
    /// Let those who wait log in
    Approve(Chosen),
    /// Keep members from logging in
    Block(Chosen),
    /// Let blocked members log in again
    Unblock(Chosen),
    /// Keep members from writing and reacting
    Mute(Chosen),
    /// Let muted members write again
    Unmute(Chosen),
    /// Make members offline for good: nothing brings them back
    Disconnect(Chosen),
    /// Delete members for good
    Delete(Chosen),
    /// Give the page of one member another address
    Slug(One),
    /// Give one member another login address; Wix may not offer that
    LoginEmail(One),
    /// Write, change or delete what one member tells about itself
    About(Box<super::about::About>),
    /// Mail links to set a password; a link lives 3 hours. With a number a day or hours they go out
    /// in waves: the run waits until each is due, and can be stopped and gone on with
    #[command(visible_alias = "password-mail")]
    SetPassword(Box<super::password_mail::PasswordMail>),
    /// Give a role of the site's members, by its key
    GiveRole(Held),
    /// Take such a role away
    TakeRole(Held),
    /// Give a badge, by its id
    GiveBadge(Held),
    /// Take a badge away
    TakeBadge(Held),
}

/// Which members.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
pub(super) struct Which {
    /// A member by id; can be said several times
    #[arg(long = "id", value_name = "ID")]
    ids: Vec<String>,
    /// A member by login address; can be said several times
    #[arg(long = "address", value_name = "ADDRESS")]
    addresses: Vec<String>,
    /// A file with one address or id a line; what follows a # does not count
    #[arg(id = "people", long, value_name = "FILE")]
    people: Option<PathBuf>,
    /// Everybody among those that were read whom this filter matches: words, and status:,
    /// privacy:, activity:, domain:, created:, lastLogin:, has:, lacks:
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["ids", "addresses", "people"])]
    filter: Option<String>,
}

/// Some members of a site.
#[derive(Debug, Args)]
pub struct Chosen {
    #[command(flatten)]
    site: SiteName,
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    expect: Expect,
    #[command(flatten)]
    pub(super) output: Output,
}

/// One member of a site, and the new value.
#[derive(Debug, Args)]
pub struct One {
    /// What it shall be
    #[arg(value_name = "NEW")]
    new: String,
    #[command(flatten)]
    some: Chosen,
}

/// Members of a site, and what they shall hold or hold no longer.
#[derive(Debug, Args)]
pub struct Held {
    /// Key of the role, or id of the badge
    #[arg(value_name = "KEY|ID")]
    what: String,
    #[command(flatten)]
    some: Chosen,
}

/// Who sees a profile.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Seen {
    Private,
    Public,
}

/// `plan members update`.
#[derive(Debug, Args)]
pub struct Update {
    /// First name
    #[arg(long, value_name = "TEXT")]
    first_name: Option<String>,
    /// Last name
    #[arg(long, value_name = "TEXT")]
    last_name: Option<String>,
    /// Name that others see
    #[arg(long, value_name = "TEXT")]
    nickname: Option<String>,
    /// Title of the profile
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Company
    #[arg(long, value_name = "TEXT")]
    company: Option<String>,
    /// Job title
    #[arg(long, value_name = "TEXT")]
    job_title: Option<String>,
    /// Date of birth, such as 1990-05-17
    #[arg(long, value_name = "DATE")]
    birthdate: Option<String>,
    /// A telephone number; all of them are replaced; can be said several times
    #[arg(long = "phone", value_name = "NUMBER", conflicts_with = "no_phones")]
    phones: Vec<String>,
    /// Take all telephone numbers away
    #[arg(long)]
    no_phones: bool,
    /// An address of the contact; all of them are replaced; the login address is another thing
    #[arg(long = "email", value_name = "ADDRESS", conflicts_with = "no_emails")]
    emails: Vec<String>,
    /// Take all addresses of the contact away; the login address stays
    #[arg(long)]
    no_emails: bool,
    /// Take all postal addresses away
    #[arg(long)]
    no_addresses: bool,
    /// A custom field; without a value it is cleared; can be said several times
    #[arg(long = "field", value_name = "KEY=VALUE")]
    fields: Vec<String>,
    /// Who sees the profile
    #[arg(long, value_name = "WHO")]
    privacy: Option<Seen>,
    #[command(flatten)]
    some: Chosen,
}

impl Update {
    fn change(&self) -> Result<MemberChange, Failure> {
        let list = |some: &[String], none: bool| match (some, none) {
            (_, true) => Some(Vec::new()),
            ([], false) => None,
            (some, false) => Some(some.to_vec()),
        };
        let mut custom = std::collections::BTreeMap::new();
        for field in &self.fields {
            let Some((key, value)) = field.split_once('=').filter(|(key, _)| !key.is_empty())
            else {
                let what = format!("“{}” is no custom field", super::text::clean(field));
                return Err(bad(what, "Write it as custom.key=value"));
            };
            custom.insert(key.to_owned(), value.into());
        }
        let change = MemberChange {
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            nickname: self.nickname.clone(),
            title: self.title.clone(),
            company: self.company.clone(),
            job_title: self.job_title.clone(),
            birthdate: self.birthdate.clone(),
            phones: list(&self.phones, self.no_phones),
            emails: list(&self.emails, self.no_emails),
            addresses: self.no_addresses.then(Vec::new),
            custom_fields: custom,
            privacy: self.privacy.map(|p| match p {
                Seen::Private => Privacy::Private,
                Seen::Public => Privacy::Public,
            }),
        };
        if change.is_empty() {
            let remedy = "Give at least one, such as --nickname";
            return Err(bad("No field is named", remedy));
        }
        Ok(change)
    }
}

impl OfMembers {
    /// Where the plan goes, and with which profile it is made.
    pub(super) fn output(&self) -> &Output {
        let some = match self {
            Self::Create(args) => return &args.output,
            Self::About(args) => return &args.output,
            Self::Update(args) => &args.some,
            Self::Approve(some)
            | Self::Block(some)
            | Self::Unblock(some)
            | Self::Mute(some)
            | Self::Unmute(some)
            | Self::Disconnect(some)
            | Self::Delete(some) => some,
            Self::SetPassword(args) => &args.some,
            Self::Slug(one) | Self::LoginEmail(one) => &one.some,
            Self::GiveRole(held)
            | Self::TakeRole(held)
            | Self::GiveBadge(held)
            | Self::TakeBadge(held) => &held.some,
        };
        &some.output
    }
}

/// The wish of `plan members`.
pub(super) fn wish(
    session: &mut Session,
    names: &Directory,
    what: &OfMembers,
) -> Result<Wish, Failure> {
    let (some, wish) = match what {
        OfMembers::Create(args) => return plan::creation(names, args),
        OfMembers::About(args) => return super::about::wish(session, names, args),
        OfMembers::Update(args) => {
            let change = Box::new(args.change()?);
            (&args.some, MemberWish::Update(change))
        }
        OfMembers::Approve(some) => (some, MemberWish::Approve),
        OfMembers::Block(some) => (some, MemberWish::Block),
        OfMembers::Unblock(some) => (some, MemberWish::Unblock),
        OfMembers::Mute(some) => (some, MemberWish::Mute),
        OfMembers::Unmute(some) => (some, MemberWish::Unmute),
        OfMembers::Disconnect(some) => (some, MemberWish::Disconnect),
        OfMembers::Delete(some) => (some, MemberWish::Delete),
        OfMembers::SetPassword(args) => {
            let a_day = session.model.brakes().mails_per_day;
            let waves = args.waves(a_day)?;
            (&args.some, MemberWish::PasswordMail(waves))
        }
        OfMembers::Slug(one) => (&one.some, MemberWish::Slug(one.new.clone())),
        OfMembers::LoginEmail(one) => (&one.some, MemberWish::Login(one.new.clone())),
        OfMembers::GiveRole(held) => (&held.some, MemberWish::GiveRole(role(held))),
        OfMembers::TakeRole(held) => (&held.some, MemberWish::TakeRole(role(held))),
        OfMembers::GiveBadge(held) => (&held.some, MemberWish::GiveBadge(badge(held))),
        OfMembers::TakeBadge(held) => (&held.some, MemberWish::TakeBadge(badge(held))),
    };
    let site = names::site(names, &some.site.name)?;
    let (whom, by) = match &some.which.filter {
        Some(text) => chosen(session, &site, text)?,
        None => (whom(&some.which)?, None),
    };
    let found = whom.ids.len() + whom.logins.len();
    expected(found, some.expect.expect)?;
    let wish = Wish::Members { site, whom, wish };
    Ok(match by {
        Some(by) => Wish::Chosen {
            by,
            wish: Box::new(wish),
        },
        None => wish,
    })
}

/// The members of a site as a table.
pub(super) fn table(session: &mut Session, site: &SiteId) -> Result<Arc<MembersTable>, Failure> {
    session.send(Command::OpenMembers(Some(site.clone())));
    let opened = session.until(|m| {
        let desk = &m.members_desk;
        let done = desk.site.as_ref() == Some(site) && !desk.opening;
        done.then(|| match &desk.error {
            Some(error) => Err(error.clone().into()),
            None => Ok(m.members.clone().filter(|t| t.site == *site)),
        })
    })?;
    opened.ok_or_else(|| {
        bad(
            "The members of this site have not been read yet",
            "Read them first: gatehouse sync --members SITE",
        )
    })
}

/// Whom a filter chooses among the members that were read.
fn chosen(
    session: &mut Session,
    site: &SiteId,
    text: &str,
) -> Result<(Whom, Option<Selection>), Failure> {
    let table = table(session, site)?;
    let (ids, by) = filter::members(&table, text)?;
    let logins = Vec::new();
    Ok((Whom { ids, logins }, Some(by)))
}

fn role(held: &Held) -> RoleKey {
    RoleKey::new(&held.what)
}

fn badge(held: &Held) -> BadgeId {
    BadgeId::new(&held.what)
}

/// Everybody who is named. Ids have no `@`.
fn whom(which: &Which) -> Result<Whom, Failure> {
    let mut whom = Whom {
        ids: which.ids.iter().map(|id| MemberId::new(id)).collect(),
        logins: which.addresses.clone(),
    };
    if let Some(path) = &which.people {
        for (_, line) in files::list(path)? {
            if line.contains('@') {
                whom.logins.push(line);
            } else {
                whom.ids.push(MemberId::new(&line));
            }
        }
    }
    Ok(whom)
}
