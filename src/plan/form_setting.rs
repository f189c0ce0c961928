//! Whether a setting for all members of a site can be sent.

use super::{AboutDeed, AppliesDeed, SettingDeed, SiteSetting};
use crate::access::{AppliesTo, FieldTargets, NewBadge, Privacy, PublicVisibility, RoleKey};

/// Longest title of a badge (site contract 4.3).
pub const LONGEST_BADGE_TITLE: usize = 50;
/// Longest description of a badge.
pub const LONGEST_BADGE_TEXT: usize = 1500;
/// Longest name of a field (site contract 4.5).
pub const LONGEST_FIELD_NAME: usize = 150;
/// Most whom a field is for, or from whom it is withheld (site contract 4.6).
pub const MOST_TARGETS: usize = 100;
/// Types of fields.
pub const FIELD_KINDS: [&str; 5] = ["TEXT", "NUMBER", "DATE", "URL", "SOCIAL"];
/// Networks of fields for profiles elsewhere, with what people call them.
pub const NETWORKS: [(&str, &str); 14] = [
    ("FACEBOOK", "Facebook"),
    ("INSTAGRAM", "Instagram"),
    ("LINKEDIN", "LinkedIn"),
    ("TWITTER", "Twitter"),
    ("YOUTUBE", "YouTube"),
    ("PINTEREST", "Pinterest"),
    ("TIKTOK", "TikTok"),
    ("DEVIANTART", "DeviantArt"),
    ("SOUNDCLOUD", "SoundCloud"),
    ("TUMBLR", "Tumblr"),
    ("VIMEO", "Vimeo"),
    ("VKONTAKTE", "VKontakte"),
    ("ODNOKLASSNIKI", "Odnoklassniki"),
    ("OTHER", "Another one"),
];

/// Checks a setting, wherever it came from.
///
/// # Errors
/// A sentence about what is wrong.
pub(super) fn check(of: &SiteSetting) -> Result<(), String> {
    if of.site.is_empty() {
        return Err("the site is missing".to_owned());
    }
    let revised = |revision: &str| given("the revision", revision);
    match &of.deed {
        SettingDeed::CreateBadge { badge } => check_badge(badge),
        SettingDeed::ChangeBadge {
            id,
            revision,
            badge,
        } => {
            given("the badge", id.as_str())?;
            revised(revision)?;
            check_badge(badge)
        }
        SettingDeed::DeleteBadge { id } => given("the badge", id.as_str()),
        SettingDeed::CreateRole { role, title, .. } => check_role(role, title),
        SettingDeed::ChangeRole { role, revision, .. } => {
            given("the role", role.as_str())?;
            revised(revision)
        }
        SettingDeed::DeleteRole { role } => given("the role", role.as_str()),
        SettingDeed::CreateField {
            name,
            kind,
            network,
            privacy,
        } => {
            check_field_name(name)?;
            check_kind(kind, network.as_ref())?;
            check_privacy(privacy)
        }
        SettingDeed::ChangeField {
            id,
            revision,
            name,
            privacy,
        } => {
            given("the field", id.as_str())?;
            revised(revision)?;
            if name.is_none() && privacy.is_none() {
                return Err("it changes nothing".to_owned());
            }
            name.as_deref().map_or(Ok(()), check_field_name)?;
            privacy.as_ref().map_or(Ok(()), check_privacy)
        }
        SettingDeed::HideField { id, revision } | SettingDeed::DeleteField { id, revision } => {
            given("the field", id.as_str())?;
            revised(revision)
        }
        SettingDeed::DefaultPrivacy { privacy, revision } => {
            revised(revision)?;
            check_privacy(privacy)
        }
        SettingDeed::Privacy {
            visibility,
            revision,
            ..
        } => {
            revised(revision)?;
            match visibility {
                PublicVisibility::Members | PublicVisibility::All => Ok(()),
                _ => Err("public members are shown to members or to everybody".to_owned()),
            }
        }
        SettingDeed::About { member, deed } => {
            given("the member", member.as_str())?;
            let document = |content: &serde_json::Value| {
                let is = content.is_object();
                is.then_some(()).ok_or("the text is no document".to_owned())
            };
            match deed {
                AboutDeed::Write { content } => document(content),
                AboutDeed::Change {
                    id,
                    revision,
                    content,
                } => {
                    given("the text", id.as_str())?;
                    revised(revision)?;
                    document(content)
                }
                AboutDeed::Delete { id } => given("the text", id.as_str()),
            }
        }
        SettingDeed::Applies { field, deed } => {
            given("the field", field.as_str())?;
            match deed {
                AppliesDeed::Limit { to } => check_targets(to),
                AppliesDeed::Change { revision, to } => {
                    revised(revision)?;
                    check_targets(to)
                }
                AppliesDeed::Everybody => Ok(()),
            }
        }
    }
}

/// Checks the type of a new field, and the network of a profile elsewhere.
fn check_kind(kind: &str, network: Option<&String>) -> Result<(), String> {
    if !FIELD_KINDS.contains(&kind) {
        return Err(format!("“{kind}” is no type of a field"));
    }
    let known = |n: &String| NETWORKS.iter().any(|(word, _)| word == n);
    match network {
        None if kind == "SOCIAL" => Err("the network is missing".to_owned()),
        Some(_) if kind != "SOCIAL" => Err("only a profile elsewhere has a network".to_owned()),
        Some(network) if !known(network) => {
            Err(format!("“{network}” is no network that Wix knows"))
        }
        _ => Ok(()),
    }
}

/// Checks for whom a field shall be: at most 100 each (site contract 4.6), and somebody at all.
///
/// # Errors
/// A sentence about what Wix would not take.
pub fn check_targets(to: &FieldTargets) -> Result<(), String> {
    if to.applies.is_empty() {
        return Err("it is not said whom the field is for".to_owned());
    }
    for list in [&to.applies, &to.withheld] {
        if list.len() > MOST_TARGETS {
            let n = list.len();
            return Err(format!("{n} are named; Wix takes {MOST_TARGETS}"));
        }
        for target in list {
            if let AppliesTo::Other(word, _) = target {
                return Err(format!(
                    "a field is for “{word}”, which this version does not know"
                ));
            }
            given("an id", target.wire().1)?;
        }
    }
    if let Some(both) = to.applies.iter().find(|t| to.withheld.contains(t)) {
        let (_, id) = both.wire();
        return Err(format!("it is for {id} and withheld from it"));
    }
    Ok(())
}

fn given(what: &str, text: &str) -> Result<(), String> {
    if text.trim().is_empty() {
        return Err(format!("{what} is missing"));
    }
    Ok(())
}

fn within(what: &str, text: &str, most: usize) -> Result<(), String> {
    match text.trim().chars().count() {
        n if n > most => Err(format!("{what} has {n} characters; Wix takes {most}")),
        _ => Ok(()),
    }
}

/// Checks how a badge shall look.
///
/// # Errors
/// A sentence about the first part that Wix would not take.
pub fn check_badge(badge: &NewBadge) -> Result<(), String> {
    given("the title", &badge.title)?;
    within("the title", &badge.title, LONGEST_BADGE_TITLE)?;
    within("the description", &badge.description, LONGEST_BADGE_TEXT)?;
    for colour in [&badge.background, &badge.text] {
        let digits = colour.trim().strip_prefix('#').unwrap_or_default();
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(format!("“{colour}” is no colour such as #20303c"));
        }
    }
    Ok(())
}

/// Checks key and title of a role: upper case letters, digits, dashes and underscores.
///
/// # Errors
/// A sentence about what Wix would not take.
pub fn check_role(role: &RoleKey, title: &str) -> Result<(), String> {
    given("the key", role.as_str())?;
    let fits = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b"_-".contains(&b);
    if !role.as_str().bytes().all(fits) {
        return Err("the key has other signs than capital letters, digits, - and _".to_owned());
    }
    given("the title", title)
}

/// Checks the name of a field.
///
/// # Errors
/// A sentence about what Wix would not take.
pub fn check_field_name(name: &str) -> Result<(), String> {
    given("the name", name)?;
    within("the name", name, LONGEST_FIELD_NAME)
}

fn check_privacy(privacy: &Privacy) -> Result<(), String> {
    match privacy {
        Privacy::Private | Privacy::Public => Ok(()),
        _ => Err("it is private or public".to_owned()),
    }
}
