//! `gatehouse plan site-settings field-for`: for whom a profile field is.

use super::about;
use super::end::{Failure, bad};
use super::session::Session;
use super::settings_args::On;
use super::settings_wish::{badge, field, role_id};
use crate::access::{AppliesTo, FieldTargets, SiteId};
use crate::plan::SettingWish;
use clap::Args;

/// For whom a field shall be.
#[derive(Debug, Args)]
pub struct FieldFor {
    /// The field, by name, key or id
    #[arg(value_name = "NAME|ID")]
    what: String,
    #[command(flatten)]
    to: To,
    #[command(flatten)]
    pub(super) on: On,
}

/// Whom.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
struct To {
    /// For every member again
    #[arg(long, conflicts_with_all = ["roles", "badges", "members", "plans"])]
    everybody: bool,
    /// For members with this role, by key or title; can be said several times
    #[arg(long = "role", value_name = "KEY|TITLE")]
    roles: Vec<String>,
    /// For members with this badge, by title or id; can be said several times
    #[arg(long = "badge", value_name = "TITLE|ID")]
    badges: Vec<String>,
    /// For this member, by login address or id; can be said several times
    #[arg(long = "member", value_name = "ADDRESS|ID")]
    members: Vec<String>,
    /// For members with this pricing plan, by id; can be said several times
    #[arg(long = "pricing-plan", value_name = "ID")]
    plans: Vec<String>,
    /// Not for members with this role, whatever else they have
    #[arg(long = "not-role", value_name = "KEY|TITLE")]
    not_roles: Vec<String>,
    /// Not for members with this badge, whatever else they have
    #[arg(long = "not-badge", value_name = "TITLE|ID")]
    not_badges: Vec<String>,
    /// Not for this member, whatever else it has
    #[arg(long = "not-member", value_name = "ADDRESS|ID")]
    not_members: Vec<String>,
}

/// The wish of `plan site-settings field-for`.
pub(super) fn wish(
    session: &mut Session<'_>,
    site: &SiteId,
    args: &FieldFor,
) -> Result<SettingWish, Failure> {
    let id = field(session, site, &args.what)?;
    let to = &args.to;
    if to.everybody {
        return Ok(SettingWish::FieldFor(id, None));
    }
    let mut applies = named(session, site, (&to.roles, &to.badges, &to.members))?;
    applies.extend(to.plans.iter().cloned().map(AppliesTo::Plan));
    let withheld = named(
        session,
        site,
        (&to.not_roles, &to.not_badges, &to.not_members),
    )?;
    if applies.is_empty() {
        return Err(bad(
            "It is not said whom the field is for",
            "Name at least one role, badge, member or pricing plan, such as --role PREMIUM",
        ));
    }
    Ok(SettingWish::FieldFor(
        id,
        Some(FieldTargets { applies, withheld }),
    ))
}

fn named(
    session: &mut Session<'_>,
    site: &SiteId,
    (roles, badges, members): (&[String], &[String], &[String]),
) -> Result<Vec<AppliesTo>, Failure> {
    let mut all = Vec::new();
    for what in roles {
        all.push(AppliesTo::Role(role_id(session, site, what)?));
    }
    for what in badges {
        let id = badge(session, site, what)?;
        all.push(AppliesTo::Badge(id.as_str().to_owned()));
    }
    for what in members {
        let id = if what.contains('@') {
            about::member(session, site, what)?.as_str().to_owned()
        } else {
            what.trim().to_owned()
        };
        all.push(AppliesTo::Member(id));
    }
    Ok(all)
}
