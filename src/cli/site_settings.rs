//! `gatehouse site-settings`: badges, roles, fields and privacy of a site's members.

use super::World;
use super::end::{Failure, Report};
use super::exit::Exit;
use super::names;
use super::session::Session;
use super::shared_args::{Common, SiteName};
use super::text::{clean, line};
use crate::access::{AppliesTo, FieldApplication, SettingKind, SiteId, field_kind_label};
use crate::worker::protocol::{Command, JobKind, SiteSettings};
use clap::Args;
use serde_json::json;
use std::sync::Arc;

/// `site-settings`.
#[derive(Debug, Args)]
pub struct ShowSettings {
    #[command(flatten)]
    site: SiteName,
    /// Show what is kept, and ask Wix nothing
    #[arg(long)]
    kept: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

/// Shows what a site sets for all of its members.
pub(super) fn show(world: &World, args: &ShowSettings) -> Result<Report, Failure> {
    let mut session = if args.kept {
        Session::look(world, &args.common)?
    } else {
        Session::open(world, &args.common)?
    };
    let site = names::site(&session.team()?.directory, &args.site.name)?;
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
pub(super) fn read(session: &mut Session<'_>, site: &SiteId) -> Result<Arc<SiteSettings>, Failure> {
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
