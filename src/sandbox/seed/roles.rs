//! The roles of the made-up account.
//!
//! Ids that Wix's documentation shows are the real ones; the others are invented. The documentation does not name role
//! 6600344420111308827, so its title here is the sandbox's own choice and must not be taken for a fact about Wix.

use super::{World, rng};

/// Id of the Owner role.
pub(crate) const OWNER: &str = "6601492336091027458";
/// Id of the Account Admin (Co-Owner) role; account level only.
pub(crate) const ACCOUNT_ADMIN: &str = "6642345101181663232";
/// Id of the Admin (Co-Owner) role; site level only.
pub(crate) const SITE_ADMIN: &str = "6732588207941061632";
/// The role that the documentation's examples use without naming it.
pub(crate) const EXAMPLE: &str = "6600344420111308827";

/// One role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Role {
    pub(crate) id: String,
    pub(crate) title: String,
    /// Title in German; empty if there is none.
    pub(crate) title_de: String,
    pub(crate) description: String,
    /// `Site`, `Account`, `NoRestriction` or nothing (contract U2).
    pub(crate) restrict_from: Option<&'static str>,
    pub(crate) custom: bool,
    /// Has permissions for Bookings or Restaurants, the only ones that a limit to locations binds. The contract tells no
    /// permissions of roles: this follows from the descriptions, and no answer shows it.
    pub(crate) binds: bool,
    /// Editor types that know the role; empty means all.
    pub(crate) editors: &'static [&'static str],
}

type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    Option<&'static str>,
);

/// Id (empty = invented), title, German title, description, `restrictFromLevel`.
const PREDEFINED: [Row; 17] = [
    (
        OWNER,
        "Owner",
        "Inhaber",
        "Owns the account or the site and holds every permission.",
        None,
    ),
    (
        ACCOUNT_ADMIN,
        "Account Admin (Co-Owner)",
        "Konto-Admin (Mitinhaber)",
        "Full access to the whole account and all its sites, except what only the owner may do.",
        Some("Site"),
    ),
    (
        SITE_ADMIN,
        "Admin (Co-Owner)",
        "Admin (Mitinhaber)",
        "Full access to a single site, except deleting, duplicating or transferring it.",
        Some("Account"),
    ),
    (
        "",
        "Website Manager",
        "Website-Manager",
        "Edits the site and manages its dashboard; no billing, domains or deleting.",
        None,
    ),
    (
        "",
        "Website Designer",
        "Website-Designer",
        "Edits and publishes the design and settings of the site.",
        Some("NoRestriction"),
    ),
    (
        "",
        "Back Office Manager",
        "Backoffice-Manager",
        "Works in the dashboard and the business tools; cannot edit the design.",
        None,
    ),
    (
        "",
        "Billing Manager",
        "Abrechnungsmanager",
        "Handles subscriptions, invoices and payment methods.",
        None,
    ),
    (
        EXAMPLE,
        "Blog Editor",
        "Blog-Redakteur",
        "Manages all blog posts and blog settings.",
        None,
    ),
    (
        "",
        "Domain Manager",
        "Domain-Manager",
        "Connects and manages domains.",
        None,
    ),
    (
        "",
        "Content Collection Manager",
        "CMS-Manager",
        "Manages content collections and their items.",
        None,
    ),
    (
        "",
        "Marketing Manager",
        "Marketing-Manager",
        "Runs the marketing tools.",
        None,
    ),
    (
        "",
        "SEO Manager",
        "SEO-Manager",
        "Manages search engine settings.",
        None,
    ),
    (
        "",
        "Customer Relations Manager",
        "Kundenbetreuer",
        "Manages contacts, inbox and customer communication.",
        None,
    ),
    (
        "",
        "Store Manager",
        "Shop-Manager",
        "Manages the online store: products, orders and settings.",
        None,
    ),
    (
        "",
        "Payment Manager",
        "Zahlungsmanager",
        "Manages payment providers and transactions.",
        None,
    ),
    (
        "",
        "Blog Writer",
        "Blog-Autor",
        "Writes and publishes posts.",
        None,
    ),
    (
        "",
        "Guest Writer",
        "Gastautor",
        "Writes drafts that others publish.",
        None,
    ),
];

/// Title, description, `restrictFromLevel`. Custom roles have no translation: their words are the owner's own.
const CUSTOM: [(&str, &str, Option<&str>); 4] = [
    (
        "Content helper",
        "Edits posts and pictures of the seasonal pages",
        None,
    ),
    (
        "Réception & bookings",
        "Sees bookings and answers guests",
        None,
    ),
    ("Night auditor", "", None),
    (
        "צוות הזמנות",
        "Orders desk of the Haifa kitchen",
        Some("Account"),
    ),
];

/// Titles of roles that work with bookings or restaurant orders: whole sites, the dashboard, or one of the two.
const BINDING: [&str; 7] = [
    "Owner",
    "Account Admin (Co-Owner)",
    "Admin (Co-Owner)",
    "Website Manager",
    "Back Office Manager",
    "Réception & bookings",
    "צוות הזמנות",
];

/// How many predefined and custom roles an account of this size has.
fn counts(world: &World) -> (usize, usize) {
    if world.sizes.many_roles {
        (PREDEFINED.len(), 23)
    } else {
        (8, 4)
    }
}

/// All roles of the main account, predefined ones first.
pub(crate) fn roles(world: &World) -> Vec<Role> {
    let (predefined, custom) = counts(world);
    let mut roles = Vec::new();
    for (index, (id, title, title_de, description, restrict_from)) in
        PREDEFINED.iter().take(predefined).enumerate()
    {
        roles.push(Role {
            // Predefined ids look global, so they do not depend on the seed.
            id: if id.is_empty() {
                rng::number_id(0, "predefined-role", index as u64)
            } else {
                (*id).to_owned()
            },
            title: (*title).to_owned(),
            title_de: (*title_de).to_owned(),
            description: (*description).to_owned(),
            restrict_from: *restrict_from,
            custom: false,
            binds: BINDING.contains(title),
            editors: if *title == "Website Designer" {
                &["UNINITIALIZED", "EDITORX", "STUDIO"]
            } else {
                &[]
            },
        });
    }
    for index in 0..custom {
        let (title, description, restrict_from) = CUSTOM[index % CUSTOM.len()];
        let round = index / CUSTOM.len();
        roles.push(Role {
            id: rng::number_id(world.seed, "custom-role", index as u64),
            title: if round == 0 {
                title.to_owned()
            } else {
                format!("{title} {}", round + 1)
            },
            title_de: String::new(),
            description: description.to_owned(),
            restrict_from,
            custom: true,
            binds: BINDING.contains(&title),
            editors: &[],
        });
    }
    roles
}
