//! What a sheet can be about, and what its columns can hold.

use serde::{Deserialize, Serialize};
use strum::EnumIter;

/// What the rows of a sheet are.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, EnumIter,
)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// New members of a site; who is there already is left as they are.
    Members,
    /// Changes of members who are there.
    MemberUpdates,
    /// What the members of a site shall be: new ones are made, others changed.
    MemberTruth,
    /// Approve, block, mute or delete members, each as its row says.
    MemberActions,
    /// Invites to the account, each row with roles and reach of its own.
    TeamInvites,
    /// Invites to sites, each row with roles and sites of its own.
    SiteInvites,
    /// Roles and locations of contributors, one row for each person and site.
    Contributors,
    /// Roles to give to people of the team, or to take away; several rows for one person.
    TeamAssignments,
    /// Names of the owner's own for accounts and contributors. They stay on this computer.
    AccountNames,
}

impl Kind {
    /// The word for the command line and files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Members => "members",
            Self::MemberUpdates => "member-updates",
            Self::MemberTruth => "member-truth",
            Self::MemberActions => "member-actions",
            Self::TeamInvites => "team-invites",
            Self::SiteInvites => "site-invites",
            Self::Contributors => "contributors",
            Self::TeamAssignments => "team-assignments",
            Self::AccountNames => "account-names",
        }
    }

    /// Its name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Members => "New members",
            Self::MemberUpdates => "Changes of members",
            Self::MemberTruth => "Members as they shall be",
            Self::MemberActions => "Approve, block, mute or delete members",
            Self::TeamInvites => "Invites to the account",
            Self::SiteInvites => "Invites to sites",
            Self::Contributors => "Roles and locations of contributors",
            Self::TeamAssignments => "Roles of people in the team",
            Self::AccountNames => "Names of your own for accounts",
        }
    }

    /// Whether it is about members of one site.
    pub fn of_one_site(self) -> bool {
        matches!(
            self,
            Self::Members | Self::MemberUpdates | Self::MemberTruth | Self::MemberActions
        )
    }

    /// Whether an empty cell leaves what is there and a dash clears it. Elsewhere nothing is there.
    pub fn changes(self) -> bool {
        matches!(
            self,
            Self::MemberUpdates | Self::MemberTruth | Self::Contributors | Self::AccountNames
        )
    }

    /// The columns of its template, in their order.
    pub fn fields(self) -> &'static [Field] {
        use Field as F;
        // New members have no id yet.
        const EDIT: [Field; 12] = [
            F::MemberId,
            F::Login,
            F::FirstName,
            F::LastName,
            F::Nickname,
            F::ProfileTitle,
            F::Company,
            F::JobTitle,
            F::Birthdate,
            F::Phones,
            F::Emails,
            F::Privacy,
        ];
        match self {
            Self::Members => &EDIT[1..],
            Self::MemberUpdates | Self::MemberTruth => &EDIT,
            Self::MemberActions => &[F::MemberId, F::Login, F::Action],
            Self::TeamInvites => &[F::Email, F::Roles, F::Sites],
            Self::SiteInvites => &[F::Email, F::Sites, F::Roles],
            Self::Contributors => &[
                F::Site,
                F::SiteId,
                F::AccountId,
                F::Email,
                F::Roles,
                F::Locations,
            ],
            Self::TeamAssignments => &[F::UserId, F::Email, F::Roles, F::Reach, F::Action],
            Self::AccountNames => &[F::AccountId, F::Email, F::LocalName],
        }
    }

    /// Whether a column may hold this.
    pub fn takes(self, field: Field) -> bool {
        self.fields().contains(&field)
            || (field == Field::RowKind && self == Self::TeamAssignments)
            || (field == Field::FullName && self.fields().contains(&Field::FirstName))
    }

    /// Columns of which one must be there, and the words for them.
    pub fn needs(self) -> &'static [(&'static [Field], &'static str)] {
        use Field as F;
        match self {
            Self::Members => &[(&[F::Login], "login addresses")],
            Self::MemberUpdates | Self::MemberTruth => {
                &[(&[F::Login, F::MemberId], "login addresses or member ids")]
            }
            Self::MemberActions => &[
                (&[F::Login, F::MemberId], "login addresses or member ids"),
                (&[F::Action], "what to do"),
            ],
            Self::TeamInvites => &[(&[F::Email], "addresses"), (&[F::Roles], "roles")],
            Self::SiteInvites => &[
                (&[F::Email], "addresses"),
                (&[F::Sites], "sites"),
                (&[F::Roles], "roles"),
            ],
            Self::Contributors => &[
                (&[F::Email, F::AccountId], "addresses or account ids"),
                (&[F::Site, F::SiteId], "sites"),
                (&[F::Roles, F::Locations], "roles or locations"),
            ],
            Self::TeamAssignments => &[
                (&[F::Email, F::UserId], "addresses or user ids"),
                (&[F::Roles], "roles"),
                (&[F::Reach], "where the roles hold"),
            ],
            Self::AccountNames => &[
                (&[F::Email, F::AccountId], "addresses or account ids"),
                (&[F::LocalName], "names"),
            ],
        }
    }
}

/// What a column holds.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, EnumIter,
)]
#[serde(rename_all = "camelCase")]
pub enum Field {
    /// Id of a member.
    MemberId,
    /// Login address of a member.
    Login,
    /// First name.
    FirstName,
    /// Last name.
    LastName,
    /// Both names in one cell.
    FullName,
    /// Name that others see.
    Nickname,
    /// Title of the profile.
    ProfileTitle,
    /// Company.
    Company,
    /// Job title.
    JobTitle,
    /// Date of birth.
    Birthdate,
    /// Telephone numbers, semicolons between them.
    Phones,
    /// Addresses of the contact, semicolons between them.
    Emails,
    /// Who sees the profile.
    Privacy,
    /// What to do with a member.
    Action,
    /// Address of somebody who is no member.
    Email,
    /// Sites, semicolons between them.
    Sites,
    /// Roles, semicolons between them.
    Roles,
    /// One site.
    Site,
    /// Id of a site.
    SiteId,
    /// Id of an account.
    AccountId,
    /// Id of a user of the team.
    UserId,
    /// Locations of a site, semicolons between them.
    Locations,
    /// What a role holds for: the account, a site or a folder.
    Reach,
    /// The owner's own name for an account.
    LocalName,
    /// What a row of an export of the team is: a person, an invite, an app.
    RowKind,
}

impl Field {
    /// The name in templates and exports.
    pub fn header(self) -> &'static str {
        match self {
            Self::MemberId => "Member id",
            Self::Login => "Login address",
            Self::FirstName => "First name",
            Self::LastName => "Last name",
            Self::FullName => "Full name",
            Self::Nickname => "Nickname",
            Self::ProfileTitle => "Profile title",
            Self::Company => "Company",
            Self::JobTitle => "Job title",
            Self::Birthdate => "Date of birth",
            Self::Phones => "Phones",
            Self::Emails => "Contact addresses",
            Self::Privacy => "Privacy",
            Self::Action => "Action",
            Self::Email => "Address",
            Self::Sites => "Sites",
            Self::Roles => "Roles",
            Self::Site => "Site",
            Self::SiteId => "Site id",
            Self::AccountId => "Account id",
            Self::UserId => "User id",
            Self::Locations => "Locations",
            Self::Reach => "Reach",
            Self::LocalName => "Local name",
            Self::RowKind => "Kind",
        }
    }

    /// Whether its cells are mail addresses, one each.
    pub fn is_address(self) -> bool {
        matches!(self, Self::Login | Self::Email)
    }

    /// What is written into such a cell, for a template's legend.
    pub fn example(self) -> &'static str {
        match self {
            Self::Login | Self::Email => "pat@example.com",
            Self::FirstName | Self::Nickname => "Pat",
            Self::LastName => "Okonjo",
            Self::FullName => "Pat Okonjo",
            Self::ProfileTitle => "Baker",
            Self::Company => "Northlight",
            Self::JobTitle => "Head of bread",
            Self::Birthdate => "1990-05-17",
            Self::Phones => "+44 20 7946 0000",
            Self::Emails => "pat.home@example.com",
            Self::Privacy => "PRIVATE",
            Self::Action => "block",
            Self::MemberId | Self::SiteId | Self::AccountId | Self::UserId => "",
            Self::Locations => "Northlight Downtown",
            Self::Reach => "account, a site or folder: Clients / Bakeries",
            Self::LocalName => "Bakery (Pat)",
            Self::RowKind => "person",
            Self::Sites | Self::Site => "Northlight Bakery",
            Self::Roles => "Website Manager",
        }
    }
}
