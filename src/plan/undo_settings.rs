//! Taking back what was set for all members of a site.

use super::make::setting_line;
use super::settle::Finding;
use super::undo::Left;
use super::{
    AboutDeed, AppliesDeed, Line, LineResult, ObjectKey, Observed, SettingDeed, SettingSeen,
    SiteSetting, settle_setting,
};

fn left(reason: &str) -> Left {
    (reason.to_owned(), false)
}

/// The line that sets it back. What others changed since is left alone.
pub(super) fn setting_back(
    seen: Observed<'_>,
    (line, of): (&Line, &SiteSetting),
    back: &SettingDeed,
    result: &LineResult,
) -> Result<Line, Left> {
    let now = seen.found.get(&of.object());
    let now = now.ok_or_else(|| left("Could not be looked up"))?;
    if settle_setting::finding(&of.deed, now) != Finding::AsPlanned {
        if of.deed.makes() && now.is_absent() {
            return Err(("Is not on the site any more".to_owned(), true));
        }
        return Err(left("Was changed since"));
    }
    let now = now.setting();
    if of.deed.makes()
        && let (Some(made), Some(now)) = (&result.made, now)
        && now.id() != *made
    {
        return Err(left("Another one has this name now"));
    }
    let deed = filled(back, now)?;
    let back = SiteSetting {
        site: of.site.clone(),
        deed,
    };
    let object: ObjectKey = back.object();
    if !seen.found.contains_key(&object) {
        return Err(left("Could not be looked up"));
    }
    let place = seen.directory.site_name(&of.site);
    let reason = match &back.deed {
        SettingDeed::DeleteBadge { .. } => "Was made by the run; whoever wears it since loses it",
        SettingDeed::DeleteField { .. } => {
            "Was made by the run; values that members got in it since are lost"
        }
        SettingDeed::DeleteRole { .. } => {
            "Was made by the run; members who hold it since keep it until it is taken from each"
        }
        SettingDeed::About {
            deed: AboutDeed::Delete { .. },
            ..
        } => "Was written by the run; the member had no text before",
        _ => "Takes back what the run changed",
    };
    let made = setting_line(&of.site, place, back.deed, now, reason);
    Ok(match &of.deed {
        // Names of members, badges and roles stand in the line that is taken back.
        SettingDeed::About { .. } | SettingDeed::Applies { .. } => Line {
            who: line.who.clone(),
            before: line.after.clone(),
            after: line.before.clone(),
            ..made
        },
        _ => made,
    })
}

/// The deed with the id and the revision that stand now.
fn filled(back: &SettingDeed, now: Option<&SettingSeen>) -> Result<SettingDeed, Left> {
    let mut deed = back.clone();
    let makes_again = matches!(
        deed,
        SettingDeed::CreateRole { .. }
            | SettingDeed::About {
                deed: AboutDeed::Write { .. },
                ..
            }
            | SettingDeed::Applies {
                deed: AppliesDeed::Limit { .. },
                ..
            }
    );
    if makes_again {
        return Ok(deed);
    }
    let now = now.ok_or_else(|| left("Is not on the site any more"))?;
    match (&mut deed, now) {
        (SettingDeed::DeleteBadge { id }, SettingSeen::Badge(badge)) => {
            id.clone_from(&badge.id);
        }
        (SettingDeed::DeleteField { id, revision }, SettingSeen::Field(field)) => {
            id.clone_from(&field.id);
            revision.clone_from(&field.revision);
        }
        (
            SettingDeed::About {
                deed: AboutDeed::Delete { id },
                ..
            },
            SettingSeen::About(about),
        ) => id.clone_from(&about.id),
        (
            SettingDeed::About {
                deed: AboutDeed::Change { id, revision, .. },
                ..
            },
            SettingSeen::About(about),
        ) => {
            id.clone_from(&about.id);
            revision.clone_from(&about.revision);
        }
        (
            SettingDeed::ChangeBadge { revision, .. }
            | SettingDeed::ChangeRole { revision, .. }
            | SettingDeed::ChangeField { revision, .. }
            | SettingDeed::DefaultPrivacy { revision, .. }
            | SettingDeed::Privacy { revision, .. }
            | SettingDeed::Applies {
                deed: AppliesDeed::Change { revision, .. },
                ..
            },
            now,
        ) => now.revision().clone_into(revision),
        _ => {}
    }
    Ok(deed)
}
