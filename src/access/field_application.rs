//! To whom custom fields of a site apply, and fields that could be added (site contract 4.6).

use super::{CustomFieldId, Extra, MemberId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a custom field can apply to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AppliesTo {
    /// Members with this role, by the id of its definition.
    Role(String),
    /// Members with this badge, by id.
    Badge(String),
    /// Members with this pricing plan, by id.
    Plan(String),
    /// One member, by id.
    Member(String),
    /// A word that this version does not know, with its id. It is kept and never sent.
    Other(String, String),
}

impl AppliesTo {
    /// Whom it names, with the name of what the id stands for.
    pub fn words(&self, name: &str) -> String {
        match self {
            Self::Role(_) => format!("Members with the role {name}"),
            Self::Badge(_) => format!("Members with the badge {name}"),
            Self::Plan(_) => format!("Members with the pricing plan {name}"),
            Self::Member(_) => format!("The member {name}"),
            Self::Other(word, _) => format!("{word} {name}"),
        }
    }

    /// The word of the wire and the id.
    pub fn wire(&self) -> (&str, &str) {
        match self {
            Self::Role(id) => ("ROLE", id),
            Self::Badge(id) => ("BADGE", id),
            Self::Plan(id) => ("PRICING_PLAN", id),
            Self::Member(id) => ("MEMBER", id),
            Self::Other(word, id) => (word, id),
        }
    }

    /// From the word of the wire.
    pub fn from_wire(word: &str, id: String) -> Self {
        match word {
            "ROLE" => Self::Role(id),
            "BADGE" => Self::Badge(id),
            "PRICING_PLAN" => Self::Plan(id),
            "MEMBER" => Self::Member(id),
            other => Self::Other(other.to_owned(), id),
        }
    }
}

/// To whom a custom field applies. A field without one applies to everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldApplication {
    /// The field.
    pub field: CustomFieldId,
    /// Whom it is for (at most 100).
    pub applies: Vec<AppliesTo>,
    /// From whom it is withheld all the same (at most 100).
    pub withheld: Vec<AppliesTo>,
    /// Its revision, as Wix wrote it; empty for a new one.
    pub revision: String,
}

/// For whom a custom field shall be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FieldTargets {
    /// Whom it is for (at most 100).
    pub applies: Vec<AppliesTo>,
    /// From whom it is withheld all the same (at most 100).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withheld: Vec<AppliesTo>,
}

impl FieldTargets {
    /// Whether the same are named, in whatever order.
    pub fn same_as(&self, other: &Self) -> bool {
        let set = |of: &[AppliesTo]| of.iter().cloned().collect::<BTreeSet<_>>();
        set(&self.applies) == set(&other.applies) && set(&self.withheld) == set(&other.withheld)
    }
}

impl FieldApplication {
    /// For whom it is.
    pub fn targets(&self) -> FieldTargets {
        FieldTargets {
            applies: self.applies.clone(),
            withheld: self.withheld.clone(),
        }
    }
}

/// Whether a custom field applies to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldApplies {
    /// The key of the field.
    pub key: String,
    /// Whether it does; `None` if it is not told.
    pub applies: Option<bool>,
}

/// The fields of one member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldsOfMember {
    /// The member.
    pub member: MemberId,
    /// Each field and whether it applies.
    pub fields: Vec<FieldApplies>,
}

/// A field that could be added to members' profiles. Beside name and type nothing of it is
/// published.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldSuggestion {
    /// Its name.
    pub name: String,
    /// TEXT, NUMBER, DATE, URL or SOCIAL; empty if not told.
    pub kind: String,
    /// What else was told.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}
