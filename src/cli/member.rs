//! `gatehouse member`: everything that is known of one member of a site.

use super::World;
use super::end::{Failure, Report};
use super::exit::Exit;
use super::session::Session;
use super::shared_args::{Common, SiteName};
use super::text::{clean, clean_lines, line};
use super::{about, names};
use crate::access::{Member, MemberHeld, MemberId, SiteId, text_of};
use crate::worker::protocol::{AboutTold, Command, ErrorCard, HeldTold, MemberSheet, ReadAlone};
use clap::Args;
use serde_json::json;
use std::sync::Arc;

/// `member`.
#[derive(Debug, Args)]
pub struct ShowMember {
    /// The login address, among the members that were read
    #[arg(value_name = "ADDRESS", required_unless_present = "id")]
    address: Option<String>,
    /// The member by id
    #[arg(long, value_name = "ID", conflicts_with = "address")]
    id: Option<String>,
    #[command(flatten)]
    site: SiteName,
    /// Read the badges and roles that it holds, and what it tells about itself: three calls and more
    #[arg(long)]
    read: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

/// Shows it; without `--read` Wix is asked nothing.
pub(super) fn run(world: &World, args: &ShowMember) -> Result<Report, Failure> {
    let mut session = if args.read {
        Session::open(world, &args.common)?
    } else {
        Session::look(world, &args.common)?
    };
    let site = names::site(&session.team()?.directory, &args.site.name)?;
    let id = match (&args.id, &args.address) {
        (Some(id), _) => MemberId::new(id),
        (None, address) => {
            about::member(&mut session, &site, address.as_deref().unwrap_or_default())?
        }
    };
    let of = (site.clone(), id.clone());
    session.send(Command::ShowMember { site, id });
    let mut sheet = wait(&mut session, &of, |_| true)?;
    let mut refused = Vec::new();
    if args.read {
        session.connected()?;
        let (site, id) = of.clone();
        session.send(Command::ReadHeld { site, id });
        sheet = wait(&mut session, &of, |s| over(&sheet.held, &s.held))?;
        refused.extend(sheet.held.problem.clone());
        let (site, id) = of.clone();
        session.send(Command::ReadAbout { site, id });
        sheet = wait(&mut session, &of, |s| over(&sheet.about, &s.about))?;
        refused.extend(sheet.about.problem.clone());
    }
    session.close();
    let member = sheet
        .member
        .as_ref()
        .map_err(|e| Failure::from(e.clone()))?;
    Ok(told(&sheet, member, refused))
}

/// Whether a reading that was asked for has ended: something else is told than before.
fn over<T: PartialEq>(before: &ReadAlone<T>, now: &ReadAlone<T>) -> bool {
    !now.reading && (now.problem.is_some() || now.kept != before.kept)
}

fn wait(
    session: &mut Session<'_>,
    (site, id): &(SiteId, MemberId),
    so: impl Fn(&MemberSheet) -> bool,
) -> Result<Arc<MemberSheet>, Failure> {
    session.until(|m| {
        let sheet = m.member.clone()?;
        (sheet.site == *site && sheet.id == *id && so(&sheet)).then_some(Ok(sheet))
    })
}

fn told(sheet: &MemberSheet, member: &Member, refused: Vec<ErrorCard>) -> Report {
    let mut text = String::new();
    facts(&mut text, member);
    held(&mut text, &sheet.held);
    own_words(&mut text, &sheet.about);
    for error in &refused {
        line(&mut text, &clean(&error.to_string()));
    }
    let data = json!({
        "site": sheet.site,
        "member": member,
        "userId": sheet.user,
        "readAt": sheet.at,
        "held": sheet.held.kept.as_ref().map(|(held, _)| held),
        "heldReadAt": sheet.held.kept.as_ref().map(|(_, at)| at),
        "about": sheet.about.kept.as_ref().and_then(|(a, _)| a.as_ref()).map(|a| &a.words),
        "aboutReadAt": sheet.about.kept.as_ref().map(|(_, at)| at),
        "problems": refused,
    });
    let mut report = Report::new(text, data);
    if let Some(error) = refused.into_iter().next() {
        report.trouble = Some(error);
        report.exit = Some(Exit::Partly);
    }
    report
}

fn facts(text: &mut String, member: &Member) {
    let mut say = |key: &str, value: &str| {
        if !value.trim().is_empty() {
            line(text, &format!("{key}: {}", clean(value.trim())));
        }
    };
    let list = |all: Option<&Vec<String>>| all.map(|l| l.join(", ")).unwrap_or_default();
    let time = |at: Option<jiff::Timestamp>| at.map(|t| t.to_string()).unwrap_or_default();
    say(
        "Name",
        &format!("{} {}", member.first_name, member.last_name),
    );
    say("Nickname", &member.nickname);
    say("Login address", &member.login_email);
    say("Status", member.status.label());
    say("Activity", member.activity.label());
    say("Privacy", member.privacy.label());
    say("Made", &time(member.created_at));
    say("Changed", &time(member.updated_at));
    say("Last login", &time(member.last_login_at));
    say("Profile title", &member.title);
    say("Page address", &member.slug);
    say("Phones", &list(member.phones.as_ref()));
    say("Addresses", &list(member.emails.as_ref()));
    say("Date of birth", &member.birthdate);
    say("Company", &member.company);
    say("Job title", &member.job_title);
    for (key, field) in member.custom_fields.iter().flatten() {
        let name = if field.name.is_empty() {
            key
        } else {
            &field.name
        };
        say(&clean(name), &text_of(&field.value).unwrap_or_default());
    }
    say("Member id", member.id.as_str());
    say(
        "Contact id",
        member.contact.as_ref().map_or("", |c| c.as_str()),
    );
}

fn held(text: &mut String, told: &HeldTold) {
    let Some((MemberHeld { badges, roles, .. }, at)) = &told.kept else {
        return line(text, "Badges and roles: never read");
    };
    let titled = |title: &str, id: &str| match title {
        "" => id.to_owned(),
        title => format!("{title} ({id})"),
    };
    let some = |all: Vec<String>| {
        if all.is_empty() {
            "none".to_owned()
        } else {
            clean(&all.join(", "))
        }
    };
    let badges = badges.iter().map(|b| titled(&b.title, b.id.as_str()));
    line(text, &format!("Badges: {}", some(badges.collect())));
    let roles = roles.iter().map(|r| titled(&r.title, r.key.as_str()));
    line(
        text,
        &format!("Roles: {} (read {at})", some(roles.collect())),
    );
}

fn own_words(text: &mut String, told: &AboutTold) {
    match &told.kept {
        None => line(text, "About: never read"),
        Some((None, at)) => line(text, &format!("About: nothing (read {at})")),
        Some((Some(about), at)) => {
            line(text, &format!("About (read {at}):"));
            line(text, &clean_lines(&about.words));
        }
    }
}
