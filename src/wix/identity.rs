//! Which identity may call what: the table behind refusals, the capability check and the words
//! about permissions (contract 1; site contract 3).

/// Who a caller is to Wix (site contract 3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Identity {
    /// Nobody in particular, with a token for a session.
    Visitor,
    /// A member of a site who logged in there.
    Member,
    /// An owner or collaborator on wix.com. Nothing can be called over REST in their name.
    WixUser,
    /// An app that is installed on one site.
    App,
    /// Whoever has an API key that reaches some sites alone (contract 1: "site access").
    SiteKey,
    /// Whoever has an API key that an owner or co-owner made, for all sites.
    ApiKey,
}

impl Identity {
    /// All of them, from the weakest on.
    pub const ALL: [Self; 6] = [
        Self::Visitor,
        Self::Member,
        Self::WixUser,
        Self::App,
        Self::SiteKey,
        Self::ApiKey,
    ];

    /// A few words for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Visitor => "a visitor",
            Self::Member => "a site member",
            Self::WixUser => "a Wix user",
            Self::App => "a Wix app",
            Self::SiteKey => "an API key for some sites",
            Self::ApiKey => "an API key",
        }
    }

    /// The same for all of them, as in "Wix refuses this to app instances".
    pub fn all_of_them(self) -> &'static str {
        match self {
            Self::Visitor => "visitors",
            Self::Member => "site members",
            Self::WixUser => "Wix users",
            Self::App => "app instances",
            Self::SiteKey => "API keys for some sites",
            Self::ApiKey => "API keys",
        }
    }
}

/// A part of Wix's calls that one rule holds for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CallArea {
    /// Accounts (A1 to A5).
    Accounts,
    /// Team and account invites (U1, U3, U4, AI1).
    Team,
    /// Roles (U2).
    Roles,
    /// Sites and their folders (S1, S2, F1, F2).
    Sites,
    /// Contributors of a site (C1 to C4).
    Contributors,
    /// Site invites (SI1 to SI3).
    SiteInvites,
    /// Locations of a site (L1).
    Locations,
    /// Reading members of a site.
    Members,
    /// Making, changing and deleting members of a site.
    MemberChanges,
}

impl CallArea {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Accounts,
        Self::Team,
        Self::Roles,
        Self::Sites,
        Self::Contributors,
        Self::SiteInvites,
        Self::Locations,
        Self::Members,
        Self::MemberChanges,
    ];

    /// A few words for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::Team => "team and account invites",
            Self::Roles => "roles",
            Self::Sites => "the list of sites",
            Self::Contributors => "contributors",
            Self::SiteInvites => "site invites",
            Self::Locations => "locations",
            Self::Members => "site members",
            Self::MemberChanges => "changes of site members",
        }
    }

    /// The area of a call; `None` for calls that no rule is about, such as getting a token.
    pub fn of(method: &str, path: &str) -> Option<Self> {
        let starts = |start: &str| path.starts_with(start);
        Some(match () {
            () if starts("/accounts/") => Self::Accounts,
            () if starts("/roles-management/roles") => Self::Roles,
            () if starts("/roles-management/v2/contributors")
                || starts("/roles-management/contributor") =>
            {
                Self::Contributors
            }
            () if starts("/roles-management/") || starts("/invites/account-invite") => Self::Team,
            () if starts("/invites/site-invite") => Self::SiteInvites,
            () if starts("/site-list/") || starts("/site-folders/") => Self::Sites,
            () if starts("/locations/") => Self::Locations,
            () if starts("/members/") && (method == "GET" || path.ends_with("/query")) => {
                Self::Members
            }
            () if starts("/members/")
                || starts("/wix-sm/api/v1/auth/")
                || starts("/api/v1/members/") =>
            {
                Self::MemberChanges
            }
            () => return None,
        })
    }

    fn is_of_account(self) -> bool {
        matches!(
            self,
            Self::Accounts | Self::Team | Self::Roles | Self::Sites
        )
    }
}

/// What the documentation says about an identity in an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It may call there, given the permission.
    Allowed,
    /// It may not, whatever its permissions.
    Refused,
    /// The documentation does not tell, or tells it in two ways.
    Unknown,
}

/// One cell of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Who calls.
    pub identity: Identity,
    /// What is called.
    pub area: CallArea,
    /// Whether it may.
    pub verdict: Verdict,
    /// Why, in a few words.
    pub why: &'static str,
    /// Where the contract says so.
    pub source: &'static str,
}

/// The rule for an identity in an area.
pub fn rule(identity: Identity, area: CallArea) -> Rule {
    let (verdict, why, source) = decide(identity, area);
    Rule {
        identity,
        area,
        verdict,
        why,
        source,
    }
}

/// The whole table, row by row.
pub fn table() -> impl Iterator<Item = Rule> {
    Identity::ALL
        .into_iter()
        .flat_map(|identity| CallArea::ALL.map(|area| rule(identity, area)))
}

/// What a refusal of this call has to do with who calls; `None` where the identity is not in the
/// way.
pub(super) fn in_the_way(identity: Identity, method: &str, path: &str) -> Option<Rule> {
    let rule = rule(identity, CallArea::of(method, path)?);
    (rule.verdict != Verdict::Allowed).then_some(rule)
}

impl Rule {
    /// The rule as one sentence.
    pub fn told(&self) -> String {
        let may = match self.verdict {
            Verdict::Allowed => "may call",
            Verdict::Refused => "may not call",
            Verdict::Unknown => "perhaps may not call",
        };
        let (who, what) = (self.identity.label(), self.area.label());
        format!("{who} {may} {what}: {}", self.why)
    }
}

fn decide(identity: Identity, area: CallArea) -> (Verdict, &'static str, &'static str) {
    use CallArea as Area;
    match (identity, area) {
        (Identity::WixUser, _) => (
            Verdict::Refused,
            "nothing can be called over REST in the name of a Wix user",
            "site contract 3.1",
        ),
        (Identity::ApiKey, Area::Accounts) => (
            Verdict::Allowed,
            "some of these calls want a contract with Wix",
            "contract 1 and 2",
        ),
        (Identity::ApiKey, area) if area.is_of_account() => (
            Verdict::Allowed,
            "these calls are made for API keys of the account",
            "contract 1",
        ),
        (Identity::ApiKey, Area::Contributors | Area::SiteInvites) => (
            Verdict::Allowed,
            "the documentation names apps and Wix users, and a key counts as an administrator",
            "contract 1 and site contract 3.3",
        ),
        (Identity::ApiKey, _) => (
            Verdict::Allowed,
            "the key must be of the account that owns the site",
            "site contract 3.2",
        ),
        (Identity::SiteKey, Area::Sites) => (
            Verdict::Allowed,
            "every key may read the ids of all sites of its account",
            "contract 1",
        ),
        (Identity::SiteKey, area) if area.is_of_account() => (
            Verdict::Unknown,
            "these calls ask for an account-level key, and it is not told whether this is one",
            "contract 1",
        ),
        (Identity::SiteKey, _) => (
            Verdict::Allowed,
            "on the sites that the key was made for, and on no other",
            "contract 1",
        ),
        (Identity::App, area) if area.is_of_account() => (
            Verdict::Refused,
            "its token is good for one site only",
            "contract 1, OAuth alternatives",
        ),
        (Identity::App, _) => (
            Verdict::Allowed,
            "with the permissions that the app has on its site",
            "contract 1 and site contract 3.1",
        ),
        (Identity::Visitor | Identity::Member, area) if area.is_of_account() => (
            Verdict::Refused,
            "these calls are made for API keys of the account",
            "contract 1",
        ),
        (Identity::Visitor | Identity::Member, Area::Members) => (
            Verdict::Allowed,
            "it sees only members who are public",
            "site contract 1.3 and 3.1",
        ),
        (Identity::Member, Area::MemberChanges) => (
            Verdict::Unknown,
            "a member changes only itself",
            "site contract 3.1",
        ),
        (Identity::Visitor | Identity::Member, _) => (
            Verdict::Refused,
            "only apps, Wix users and API keys may call there",
            "contract 1 and site contract 3.3 and 5.3",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_tell_their_area() {
        for (method, path, area) in [
            (
                "GET",
                "/accounts/v1/account/child-accounts",
                Some(CallArea::Accounts),
            ),
            (
                "POST",
                "/roles-management/v3/team/search",
                Some(CallArea::Team),
            ),
            ("GET", "/roles-management/roles", Some(CallArea::Roles)),
            (
                "GET",
                "/roles-management/v2/contributors/query",
                Some(CallArea::Contributors),
            ),
            (
                "PUT",
                "/roles-management/contributor/change/role",
                Some(CallArea::Contributors),
            ),
            (
                "PATCH",
                "/roles-management/v2/team/assignments",
                Some(CallArea::Team),
            ),
            (
                "POST",
                "/invites/account-invite/create",
                Some(CallArea::Team),
            ),
            (
                "POST",
                "/invites/site-invite/x/revoke",
                Some(CallArea::SiteInvites),
            ),
            (
                "POST",
                "/site-folders/v2/folders/query",
                Some(CallArea::Sites),
            ),
            ("GET", "/locations/v1/locations", Some(CallArea::Locations)),
            ("POST", "/members/v1/members/query", Some(CallArea::Members)),
            ("POST", "/members/v1/members", Some(CallArea::MemberChanges)),
            (
                "DELETE",
                "/members/v1/members/x",
                Some(CallArea::MemberChanges),
            ),
            ("POST", "/oauth2/token", None),
        ] {
            assert_eq!(CallArea::of(method, path), area, "{method} {path}");
        }
    }

    #[test]
    fn the_table_is_whole_and_every_rule_has_a_source() {
        let all: Vec<Rule> = table().collect();
        assert_eq!(all.len(), Identity::ALL.len() * CallArea::ALL.len());
        assert!(
            all.iter()
                .all(|rule| rule.source.contains("contract") && !rule.why.is_empty())
        );
        let may = |identity| {
            let mine = all.iter().filter(move |rule| rule.identity == identity);
            mine.filter(|rule| rule.verdict == Verdict::Allowed).count()
        };
        assert_eq!(Identity::ALL.map(may), [1, 1, 0, 5, 6, 9]);
    }

    #[test]
    fn a_refusal_names_who_and_why() {
        let rule = in_the_way(Identity::App, "POST", "/roles-management/v3/team/search").unwrap();
        assert_eq!(
            rule.told(),
            "a Wix app may not call team and account invites: its token is good for one site only"
        );
        assert_eq!(
            in_the_way(Identity::App, "GET", "/locations/v1/locations"),
            None
        );
        assert_eq!(
            in_the_way(Identity::ApiKey, "GET", "/roles-management/roles"),
            None
        );
    }
}
