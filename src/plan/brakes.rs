//! Brakes: what holds a plan back before anything leaves.
//!
//! A brake names the number, the share and the first five people. Lifting one needs the account's
//! name typed, and the journal remembers it.

use super::{Line, Plan};
use crate::access::UserId;
use serde::{Deserialize, Serialize};

/// The brakes there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Brake {
    /// Too large a share of the team would lose all access.
    ShareRemoved,
    /// Too many people would lose all access.
    NumberRemoved,
    /// Too few people would hold the whole account.
    CoOwners,
    /// The person who works here would lose access.
    OwnAccess,
}

impl Brake {
    /// The word that stands in the journal.
    pub fn word(self) -> &'static str {
        match self {
            Self::ShareRemoved => "shareRemoved",
            Self::NumberRemoved => "numberRemoved",
            Self::CoOwners => "coOwners",
            Self::OwnAccess => "ownAccess",
        }
    }

    /// A title to show.
    pub fn label(self) -> &'static str {
        match self {
            Self::ShareRemoved => "A large share of the team loses access",
            Self::NumberRemoved => "Many people lose access",
            Self::CoOwners => "Too few co-owners are left",
            Self::OwnAccess => "Your own access would end",
        }
    }
}

/// Limits of a profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct BrakeLimits {
    /// Highest share of the team that may lose all access in one plan, in percent.
    pub share_percent: u32,
    /// The share counts from this many removals on.
    pub share_from: usize,
    /// Most people who may lose all access in one plan.
    pub number: usize,
    /// Least number of people who hold the whole account.
    pub co_owners: usize,
    /// The user who works with this profile, where it is known.
    pub own_user: Option<UserId>,
}

impl Default for BrakeLimits {
    fn default() -> Self {
        Self {
            share_percent: 25,
            share_from: 5,
            number: 50,
            co_owners: 2,
            own_user: None,
        }
    }
}

/// A brake that holds a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrakeHit {
    /// Which one.
    pub brake: Brake,
    /// Why, with number, share and limit.
    pub message: String,
    /// The first five people by name.
    pub first: Vec<String>,
    /// How many more there are.
    pub more: usize,
}

/// A brake that the owner lifted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lift {
    /// Which one.
    pub brake: Brake,
    /// What was typed.
    pub typed: String,
}

impl Lift {
    /// Whether the right name was typed. Blanks around it do not matter, letters do.
    pub fn is_valid(&self, account_name: &str) -> bool {
        !account_name.trim().is_empty() && self.typed.trim() == account_name.trim()
    }
}

fn hit(brake: Brake, message: String, lines: &[&Line]) -> BrakeHit {
    let first: Vec<String> = lines.iter().take(5).map(|l| l.who.name.clone()).collect();
    BrakeHit {
        brake,
        message,
        more: lines.len() - first.len(),
        first,
    }
}

/// Everything that holds this plan, worst first. Empty means that it may go.
pub fn check(plan: &Plan, limits: &BrakeLimits) -> Vec<BrakeHit> {
    let mut hits = Vec::new();
    if let Some(own) = &limits.own_user {
        let own: Vec<&Line> = plan
            .endings()
            .filter(|l| l.who.id == own.as_str())
            .collect();
        if !own.is_empty() {
            let message = "This plan ends the access of the person who works with this profile";
            hits.push(hit(Brake::OwnAccess, message.to_owned(), &own));
        }
    }
    let owners = plan.co_owners;
    if owners.after < limits.co_owners && owners.after < owners.before {
        let losing: Vec<&Line> = plan
            .lines
            .iter()
            .filter(|l| super::team::loses_account(l))
            .collect();
        let message = format!(
            "{} would hold the whole account afterwards, {} do now; at least {} should",
            owners.after, owners.before, limits.co_owners
        );
        hits.push(hit(Brake::CoOwners, message, &losing));
    }
    let endings: Vec<&Line> = plan.endings().collect();
    let percent = (endings.len() * 100)
        .checked_div(plan.team_size)
        .unwrap_or(100);
    let over = endings.len() * 100 > limits.share_percent as usize * plan.team_size;
    if endings.len() >= limits.share_from && over {
        let message = format!(
            "{} of {} people ({percent} %) would lose all access; the limit is {} %",
            endings.len(),
            plan.team_size,
            limits.share_percent
        );
        hits.push(hit(Brake::ShareRemoved, message, &endings));
    }
    if endings.len() > limits.number {
        let message = format!(
            "{} people would lose all access; the limit is {} in one plan",
            endings.len(),
            limits.number
        );
        hits.push(hit(Brake::NumberRemoved, message, &endings));
    }
    hits
}

/// The hits that no valid lift answers.
pub fn held(hits: Vec<BrakeHit>, lifts: &[Lift], account_name: &str) -> Vec<BrakeHit> {
    let lifted = |b: Brake| {
        lifts
            .iter()
            .any(|l| l.brake == b && l.is_valid(account_name))
    };
    hits.into_iter().filter(|h| !lifted(h.brake)).collect()
}
