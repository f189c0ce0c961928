//! Plans about what one member tells about itself, and about for whom a field is (site contract
//! 4.6, 4.7).

use super::deeds::{Left, already, left};
use crate::access::{
    AppliesTo, FieldTargets, MemberAbout, SiteId, beyond, plain_document, tells_the_same, words_of,
};
use crate::plan::{
    AboutDeed, AboutWish, Action, AppliesDeed, Grant, Line, Observed, SettingDeed, SettingSeen,
    SettingWish, Undo, Who, form_setting,
};

const UNREVISED: &str = "Wix did not tell its revision, which a change needs";

pub(super) fn check_wish(wish: &SettingWish) -> Result<(), String> {
    match wish {
        SettingWish::About(_, AboutWish::Words { text, .. }) if text.trim().is_empty() => {
            Err("the text has no words; delete it instead".to_owned())
        }
        SettingWish::FieldFor(_, Some(to)) => form_setting::check_targets(to),
        _ => Ok(()),
    }
}

/// The deed that fulfils such a wish; `None` for wishes about other settings.
pub(super) fn deed(
    wish: &SettingWish,
    now: Option<&SettingSeen>,
) -> Option<Result<SettingDeed, Left>> {
    match wish {
        SettingWish::About(member, wish) => {
            let now = now.and_then(about);
            Some(about_deed(wish, now).map(|deed| SettingDeed::About {
                member: member.clone(),
                deed,
            }))
        }
        SettingWish::FieldFor(field, to) => {
            Some(
                applies_deed(to.as_ref(), now).map(|deed| SettingDeed::Applies {
                    field: field.clone(),
                    deed,
                }),
            )
        }
        _ => None,
    }
}

fn about(now: &SettingSeen) -> Option<&MemberAbout> {
    match now {
        SettingSeen::About(about) => Some(about),
        _ => None,
    }
}

fn about_deed(wish: &AboutWish, now: Option<&MemberAbout>) -> Result<AboutDeed, Left> {
    let (content, insist) = match wish {
        AboutWish::Gone => {
            let now = now.ok_or_else(|| already("Has no text about itself"))?;
            return Ok(AboutDeed::Delete { id: now.id.clone() });
        }
        AboutWish::Words { text, insist } => (plain_document(text), *insist),
    };
    let Some(now) = now else {
        return Ok(AboutDeed::Write { content });
    };
    if tells_the_same(&content, &now.content) {
        return Err(already("Is so already"));
    }
    let lost = beyond(&now.content);
    if !lost.is_empty() && !insist {
        let lost = lost.join(", ");
        return Err(left(&format!(
            "The text has more than words, which plain paragraphs would lose: {lost}. Insist to \
             replace it all the same"
        )));
    }
    if now.revision.is_empty() {
        return Err(left(UNREVISED));
    }
    Ok(AboutDeed::Change {
        id: now.id.clone(),
        revision: now.revision.clone(),
        content,
    })
}

fn applies_deed(to: Option<&FieldTargets>, now: Option<&SettingSeen>) -> Result<AppliesDeed, Left> {
    let now = match now {
        Some(SettingSeen::Applies(now)) => Some(now),
        _ => None,
    };
    match (to, now) {
        (None, None) => Err(already("Is for everybody already")),
        (None, Some(_)) => Ok(AppliesDeed::Everybody),
        (Some(to), None) => Ok(AppliesDeed::Limit { to: to.clone() }),
        (Some(to), Some(now)) if now.targets().same_as(to) => Err(already("Is so already")),
        (Some(_), Some(now)) if now.revision.is_empty() => Err(left(UNREVISED)),
        (Some(to), Some(now)) => Ok(AppliesDeed::Change {
            revision: now.revision.clone(),
            to: to.clone(),
        }),
    }
}

/// The name of the member or the field that such a wish is about, where it is known here.
pub(super) fn name(seen: Observed<'_>, site: &SiteId, wish: &SettingWish, who: &mut Who) {
    let id = match wish {
        SettingWish::About(member, _) => member.as_str(),
        SettingWish::FieldFor(field, _) => field.as_str(),
        _ => return,
    };
    id.clone_into(&mut who.id);
    label(seen, site, id).clone_into(&mut who.name);
}

/// The name of what has this id on a site; the id itself where none is known.
pub(super) fn label<'a>(seen: Observed<'a>, site: &SiteId, id: &'a str) -> &'a str {
    let labels = &seen.sites.members.labels;
    let known = labels.get(&(site.clone(), id.to_owned()));
    known.map_or(id, String::as_str)
}

/// Why the line is there, with what is lost by it.
pub(super) fn reason(deed: &SettingDeed, now: Option<&SettingSeen>) -> Option<String> {
    match (deed, now) {
        (
            SettingDeed::About {
                deed: AboutDeed::Change { .. },
                ..
            },
            Some(SettingSeen::About(was)),
        ) => {
            let lost = beyond(&was.content);
            (!lost.is_empty()).then(|| {
                let lost = lost.join(", ");
                format!("Loses {lost}; taking it back brings the old text whole")
            })
        }
        (
            SettingDeed::About {
                deed: AboutDeed::Delete { .. },
                ..
            },
            _,
        ) => Some("The text is lost; taking it back writes it again".to_owned()),
        (
            SettingDeed::Applies {
                deed: AppliesDeed::Limit { .. },
                ..
            },
            _,
        ) => Some("Everybody else has the field no more".to_owned()),
        _ => None,
    }
}

/// Gives the line of such a deed the name it is about, and what stands before and after.
pub(super) fn tell(seen: Observed<'_>, who: &Who, now: Option<&SettingSeen>, line: &mut Line) {
    let Action::Setting(of) = &line.action else {
        return;
    };
    let (before, after) = match &of.deed {
        SettingDeed::About { deed, .. } => about_words(deed, now),
        SettingDeed::Applies { deed, .. } => {
            let was = match now {
                Some(SettingSeen::Applies(now)) => Some(now.targets()),
                _ => None,
            };
            let to = match deed {
                AppliesDeed::Limit { to } | AppliesDeed::Change { to, .. } => Some(to),
                AppliesDeed::Everybody => None,
            };
            let words = |to: Option<&FieldTargets>| target_words(seen, &of.site, to);
            (words(was.as_ref()), words(to))
        }
        _ => return,
    };
    let place = seen.directory.site_name(&of.site);
    let grants = |texts: Vec<String>| {
        let grant = |role| Grant {
            role,
            reach: place.to_owned(),
        };
        texts.into_iter().map(grant).collect()
    };
    line.who = who.clone();
    line.before = grants(before);
    line.after = grants(after);
}

fn about_words(deed: &AboutDeed, now: Option<&SettingSeen>) -> (Vec<String>, Vec<String>) {
    let none = || vec!["No text about itself".to_owned()];
    let said = |content: &serde_json::Value| {
        let words = words_of(content);
        let words = if words.is_empty() {
            "A text without words".to_owned()
        } else {
            format!("“{words}”")
        };
        let mut all = vec![words];
        let more = beyond(content);
        if !more.is_empty() {
            all.push(format!("With {}", more.join(", ")));
        }
        all
    };
    let was = now.and_then(about);
    let was = was.map_or_else(none, |about| said(&about.content));
    let after = match deed {
        AboutDeed::Write { content } | AboutDeed::Change { content, .. } => said(content),
        AboutDeed::Delete { .. } => none(),
    };
    (was, after)
}

fn target_words(seen: Observed<'_>, site: &SiteId, to: Option<&FieldTargets>) -> Vec<String> {
    let Some(to) = to else {
        return vec!["For everybody".to_owned()];
    };
    let words = |target: &AppliesTo| target.words(label(seen, site, target.wire().1));
    let applies = to.applies.iter().map(|t| format!("For: {}", words(t)));
    let withheld = to.withheld.iter().map(|t| format!("Not for: {}", words(t)));
    applies.chain(withheld).collect()
}

/// How such a deed is taken back. The old document is kept whole.
pub(super) fn back(deed: &SettingDeed, now: Option<&SettingSeen>) -> Undo {
    let deed = match (deed, now) {
        (SettingDeed::About { member, deed }, now) => {
            let id = crate::access::AboutId::from("");
            let was = now.and_then(about).map(|about| about.content.clone());
            let deed = match (deed, was) {
                (AboutDeed::Write { .. }, _) => AboutDeed::Delete { id },
                (AboutDeed::Change { .. }, Some(content)) => AboutDeed::Change {
                    id,
                    revision: String::new(),
                    content,
                },
                (AboutDeed::Delete { .. }, Some(content)) => AboutDeed::Write { content },
                (_, None) => return unknown(),
            };
            SettingDeed::About {
                member: member.clone(),
                deed,
            }
        }
        (SettingDeed::Applies { field, deed }, now) => {
            let was = match now {
                Some(SettingSeen::Applies(now)) => Some(now.targets()),
                _ => None,
            };
            let deed = match (deed, was) {
                (AppliesDeed::Limit { .. }, _) => AppliesDeed::Everybody,
                (AppliesDeed::Change { .. }, Some(to)) => AppliesDeed::Change {
                    revision: String::new(),
                    to,
                },
                (AppliesDeed::Everybody, Some(to)) => AppliesDeed::Limit { to },
                (_, None) => return unknown(),
            };
            if let AppliesDeed::Change { to, .. } | AppliesDeed::Limit { to } = &deed
                && let Err(why) = form_setting::check_targets(to)
            {
                let why = format!("What stood there before cannot be sent: {why}");
                return Undo::Never { why };
            }
            SettingDeed::Applies {
                field: field.clone(),
                deed,
            }
        }
        _ => return unknown(),
    };
    Undo::SettingBack {
        deed: Box::new(deed),
    }
}

fn unknown() -> Undo {
    Undo::Never {
        why: "It is not known what was there before".to_owned(),
    }
}
