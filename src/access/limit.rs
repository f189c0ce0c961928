//! Whether a limit to some of a site's locations does anything.

use super::{Directory, Role, RoleId};
use serde::{Deserialize, Serialize};

/// Whether a limit to locations does anything for the holder of a role. Such a limit binds the
/// permissions of Bookings and Restaurants only; with any other permission the person still
/// reaches all locations (help page on locations of collaborators).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LimitEffect {
    /// The role works with Bookings or Restaurants, so the limit binds.
    Binds,
    /// It does not, so the limit does nothing.
    Nothing,
    /// Nobody can tell from outside: a custom role, or a title that is not known.
    Unknown,
}

/// Predefined roles that work with the whole dashboard, Bookings and Restaurants included.
const BINDING: &[&str] = &[
    "Owner",
    "Account Admin (Co-Owner)",
    "Admin (Co-Owner)",
    "Website Manager",
    "Back Office Manager",
];

/// Predefined roles with another trade.
const OTHER: &[&str] = &[
    "Website Designer",
    "Billing Manager",
    "Domain Manager",
    "Content Collection Manager",
    "Marketing Manager",
    "SEO Manager",
    "Customer Relations Manager",
    "Store Manager",
    "Payment Manager",
    "Blog Editor",
    "Blog Writer",
    "Guest Writer",
];

impl LimitEffect {
    /// The effect for one role. Wix tells nobody what a role permits (contract 7), so this goes by
    /// the English titles of predefined roles and their published descriptions, which may change;
    /// a custom role, or a title in another language, is [`LimitEffect::Unknown`].
    pub fn of(role: &Role) -> Self {
        let title = role.title.trim();
        if role.custom {
            Self::Unknown
        } else if BINDING.contains(&title)
            || [super::OWNER, super::ACCOUNT_ADMIN, super::SITE_ADMIN].contains(&role.id.as_str())
        {
            Self::Binds
        } else if OTHER.contains(&title) {
            Self::Nothing
        } else {
            Self::Unknown
        }
    }

    /// The effect for somebody who holds all these roles: one role that is bound is enough, and
    /// one that nobody knows leaves it open. `None` stands for a role whose words are not known.
    pub fn of_all<'a>(roles: impl IntoIterator<Item = Option<&'a Role>>) -> Self {
        let mut effect = None;
        for role in roles {
            let one = role.map_or(Self::Unknown, Self::of);
            effect = Some(match (effect, one) {
                (Some(Self::Binds), _) | (_, Self::Binds) => Self::Binds,
                (Some(Self::Unknown), _) | (_, Self::Unknown) => Self::Unknown,
                _ => Self::Nothing,
            });
        }
        effect.unwrap_or(Self::Unknown)
    }

    /// Why a limit to locations does nothing for somebody who holds these roles; `None` where it
    /// binds, and where nobody can tell.
    pub fn why_nothing(directory: &Directory, roles: &[RoleId]) -> Option<String> {
        let all = roles.iter().map(|r| directory.role(r));
        if Self::of_all(all) != Self::Nothing {
            return None;
        }
        let titles: Vec<&str> = roles.iter().map(|r| directory.role_name(r)).collect();
        let verb = if titles.len() == 1 { "has" } else { "have" };
        Some(format!(
            "A limit to locations counts only for permissions of Bookings and Restaurants. {} \
             {verb} none of them, so the person reaches every location",
            titles.join(", ")
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Extra, RoleId, RoleLimit, SITE_ADMIN};

    fn role(id: &str, title: &str, custom: bool) -> Role {
        Role {
            id: RoleId::new(id),
            title: title.to_owned(),
            description: String::new(),
            limit: RoleLimit::None,
            custom,
            extra: Extra::new(),
        }
    }

    #[test]
    fn only_known_predefined_roles_tell_the_effect() {
        assert_eq!(
            LimitEffect::of(&role("1", "Blog Writer", false)),
            LimitEffect::Nothing
        );
        assert_eq!(
            LimitEffect::of(&role("1", "Website Manager", false)),
            LimitEffect::Binds
        );
        assert_eq!(
            LimitEffect::of(&role("1", "Blog Writer", true)),
            LimitEffect::Unknown
        );
        assert_eq!(
            LimitEffect::of(&role("1", "Blog-Autor", false)),
            LimitEffect::Unknown
        );
        assert_eq!(
            LimitEffect::of(&role(SITE_ADMIN, "Mitinhaber", false)),
            LimitEffect::Binds
        );
    }

    #[test]
    fn one_bound_role_is_enough_and_one_unknown_role_leaves_it_open() {
        let (blog, manager) = (
            role("1", "Blog Editor", false),
            role("2", "Website Manager", false),
        );
        let own = role("3", "Night auditor", true);
        let of = |roles: &[Option<&Role>]| LimitEffect::of_all(roles.iter().copied());
        assert_eq!(of(&[Some(&blog)]), LimitEffect::Nothing);
        assert_eq!(of(&[Some(&blog), Some(&own)]), LimitEffect::Unknown);
        assert_eq!(of(&[None, Some(&blog)]), LimitEffect::Unknown);
        assert_eq!(of(&[Some(&own), Some(&manager)]), LimitEffect::Binds);
        assert_eq!(of(&[]), LimitEffect::Unknown);
    }
}
