//! What is to be known about Wix's model, in plain words. Every sentence stands in the contract, or
//! says what this program does; what Wix does not tell is called unknown.

use super::Route;

/// Something to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Topic {
    /// Its name.
    pub title: &'static str,
    /// What it is, a paragraph each.
    pub says: &'static [&'static str],
    /// What is not told or not possible; may be empty.
    pub unknown: &'static str,
    /// Where it can be seen.
    pub links: &'static [(&'static str, Route)],
}

/// A way in, for the table on top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WayIn {
    /// Who.
    pub who: &'static str,
    /// Where they get in.
    pub place: &'static str,
    /// What Wix tells about them.
    pub told: &'static str,
    /// Where they are listed.
    pub route: Route,
}

/// Who gets in where (contract 3 to 6, site contract 1).
pub const WAYS: [WayIn; 4] = [
    WayIn {
        who: "Team member",
        place: "The account: all its sites, unless a restriction names some",
        told: "Name, address, roles, when they joined",
        route: Route::Team,
    },
    WayIn {
        who: "Contributor",
        place: "One site",
        told: "The id of their account and of its owner; no name and no address",
        route: Route::Contributors,
    },
    WayIn {
        who: "Invited",
        place: "Nowhere before the invite is accepted",
        told: "Invites to the account are listed; invites to a site are not",
        route: Route::Invites,
    },
    WayIn {
        who: "Member",
        place: "A login on one site; no role in the account",
        told: "Profile, login address, status, last login",
        route: Route::Members,
    },
];

/// How a change goes, step by step.
pub const STEPS: [(&str, &str); 6] = [
    ("Plan", "every call that would be sent"),
    ("Brakes", "what is large or grave waits for you"),
    ("Journal", "each call is noted before it goes"),
    ("Send", "at the pace that Wix allows"),
    ("Read back", "what really became of it"),
    ("Receipt", "the proof, line by line"),
];

/// All of it, in an order in which it can be read.
pub const TOPICS: [Topic; 9] = [
    Topic {
        title: "Role",
        says: &[
            "A role is a set of permissions with a name. Some roles come from Wix, others were made \
             by the account. A role can be for the account, for sites, or for both.",
        ],
        unknown: "Wix does not tell which permissions are inside a role. Roles are made and changed \
                  in the Wix dashboard only.",
        links: &[("Show roles", Route::Roles)],
    },
    Topic {
        title: "Assignment",
        says: &[
            "An assignment gives one role to one subject: a person, an account, an app or a group. \
             Somebody can hold several. Changing roles of team members adds some assignments and \
             takes others away; the rest stays.",
        ],
        unknown: "Wix does not tell who gave an assignment.",
        links: &[("Show the team", Route::Team)],
    },
    Topic {
        title: "Restriction",
        says: &[
            "A restriction limits an assignment to a site or to folders of sites. Without one, the \
             role holds for the whole account. Gatehouse gives a role on three sites as three \
             assignments.",
        ],
        unknown: "A kind of restriction that Gatehouse does not know is shown as unclear, never as \
                  the whole account.",
        links: &[("Show the team", Route::Team)],
    },
    Topic {
        title: "Contributor",
        says: &[
            "A contributor is an account that was let into one site, whether or not its owner is in \
             the team. Changing a contributor’s roles replaces all roles that they had on that \
             site. Locations of the site can limit them further.",
        ],
        unknown: "Wix tells no name, no address and no date. Names come from the team, from members of \
                  sites, from accounts that your key may read, or from you.",
        links: &[
            ("Show contributors", Route::Contributors),
            ("Show sites", Route::Sites),
        ],
    },
    Topic {
        title: "Member",
        says: &[
            "A member belongs to one site and logs in there. Members wait for approval, are \
             approved, blocked, or offline, which means that they cannot log in. They can have \
             badges, roles and fields of the site, which are other things than the roles of the \
             account.",
        ],
        unknown: "A member’s id is never taken for the id of a contact, an account or a user, and \
                  the same address does not prove the same person.",
        links: &[("Show members", Route::Members)],
    },
    Topic {
        title: "Invite",
        says: &[
            "An invite gives nothing before it is accepted. It can be accepted with another address \
             than it was sent to. Invites to a site can be sent again and revoked here.",
        ],
        unknown: "No call resends or revokes invites to the account: that is done in the dashboard. \
                  No call lists invites to sites, so Gatehouse knows those that it sent and those \
                  whose ids you add.",
        links: &[("Show invites", Route::Invites)],
    },
    Topic {
        title: "Account and child account",
        says: &[
            "Team, sites and roles belong to an account. A child account names the account above it \
             as its parent. Each child account is a profile of its own here.",
        ],
        unknown: "How a parent’s key is used in a child account is not documented. Gatehouse tries \
                  it, and says what Wix answered.",
        links: &[("Show accounts", Route::Accounts)],
    },
    Topic {
        title: "API key",
        says: &[
            "Only the owner and co-owners make keys, in the dashboard. A key has permissions, and it \
             reaches all sites or some of them. Settings show what yours was let do.",
        ],
        unknown: "No public call resends or revokes invites to the account, makes or changes roles \
                  of the account, or lists the invites of a site. Some calls may be open to partners \
                  only; where Wix refuses, Gatehouse says so.",
        links: &[("Show settings", Route::Settings)],
    },
    Topic {
        title: "Plan, brakes, journal, receipt",
        says: &[
            "Nothing is changed at Wix without a plan that you read and confirmed. Brakes hold back \
             what is large or grave until you type the account’s name. The journal notes every call \
             before it is sent, so that nothing goes out twice after a crash. The receipt says what \
             became of each line, and mails cannot be taken back.",
        ],
        unknown: "Where an answer got lost, the line is unknown until reading settles it. It is not \
                  sent again blindly.",
        links: &[
            ("Show runs and the journal", Route::Activity),
            ("Show the brakes", Route::Settings),
        ],
    },
];
