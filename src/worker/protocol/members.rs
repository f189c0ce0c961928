//! Members of one site as a frozen table: columns side by side, so that a million of them take
//! little room, and the state of their reading.

use super::table::{Frozen, TableView};
use super::{ErrorCard, Numbers};
use crate::access::{
    AboutText, ActivityStatus, Held, Member, MemberEvent, MemberHeld, MemberId, MemberStatus,
    Privacy, SiteId, UserId,
};
use crate::index::Index;
use crate::plan::{CrewPlace, KnownBy};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Keys of the facet groups, and of the numbers that spans name.
pub mod member_groups {
    /// Whether it may log in.
    pub const STATUS: &str = "status";
    /// Who sees the profile.
    pub const PRIVACY: &str = "privacy";
    /// Whether it may take part.
    pub const ACTIVITY: &str = "activity";
    /// How long ago it was made; also the number of the exact time.
    pub const CREATED: &str = "created";
    /// How long ago it last logged in; also the number of the exact time.
    pub const LAST_LOGIN: &str = "lastLogin";
    /// When it last changed; a number only.
    pub const UPDATED: &str = "updated";
    /// Domain of the login address.
    pub const DOMAIN: &str = "domain";
    /// What it has.
    pub const HAS: &str = "has";
    /// What it lacks.
    pub const LACKS: &str = "lacks";
    /// What is to be known about it.
    pub const MARK: &str = "mark";
    /// Found by Wix's own search.
    pub const FOUND: &str = "found";
    /// Beginning of the groups of custom fields; the key follows.
    pub const CUSTOM: &str = "custom:";
}

/// Columns of the table, in the order of its ranks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::EnumIter)]
pub enum MemberColumn {
    /// Name, else nickname, else login address.
    Name,
    /// Name that others see.
    Nickname,
    /// Login address.
    Login,
    /// Whether it may log in.
    Status,
    /// When it was made.
    Created,
    /// When it last logged in.
    LastLogin,
    /// When it last changed.
    Updated,
    /// Who sees the profile.
    Privacy,
    /// Whether it may take part.
    Activity,
    /// End of the address of its page.
    Slug,
    /// Company.
    Company,
    /// Job title.
    JobTitle,
    /// Title of the profile.
    Title,
    /// Telephone numbers.
    Phones,
    /// Addresses beside the login address.
    Emails,
    /// City and country.
    Place,
}

impl MemberColumn {
    /// Its name in saved views.
    pub fn id(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Nickname => "nickname",
            Self::Login => "login",
            Self::Status => "status",
            Self::Created => "created",
            Self::LastLogin => "lastLogin",
            Self::Updated => "updated",
            Self::Privacy => "privacy",
            Self::Activity => "activity",
            Self::Slug => "slug",
            Self::Company => "company",
            Self::JobTitle => "jobTitle",
            Self::Title => "title",
            Self::Phones => "phones",
            Self::Emails => "emails",
            Self::Place => "place",
        }
    }

    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Nickname => "Nickname",
            Self::Login => "Login address",
            Self::Status => "Status",
            Self::Created => "Made",
            Self::LastLogin => "Last login",
            Self::Updated => "Changed",
            Self::Privacy => "Privacy",
            Self::Activity => "Activity",
            Self::Slug => "Slug",
            Self::Company => "Company",
            Self::JobTitle => "Job title",
            Self::Title => "Profile title",
            Self::Phones => "Phones",
            Self::Emails => "Further addresses",
            Self::Place => "Place",
        }
    }

    /// Its place among the texts of a row, if it is one of them.
    pub(super) fn text(self) -> Option<usize> {
        Some(match self {
            Self::Name => 0,
            Self::Nickname => 1,
            Self::Login => 2,
            Self::Slug => 3,
            Self::Title => 4,
            Self::Company => 5,
            Self::JobTitle => 6,
            Self::Phones => 7,
            Self::Emails => 8,
            Self::Place => 9,
            _ => return None,
        })
    }
}

/// Something to be known about a member; each is a bit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::EnumIter)]
pub enum MemberMark {
    /// Wix says that it belongs to a contributor of the site. Wix makes such members by itself and
    /// does not let them be deleted or blocked (site contract 1.4).
    Contributor,
    /// The same for the owner of the site.
    Owner,
    /// Its login address is that of a contributor, and Wix does not tell whose it is.
    ContributorAddress,
    /// The same for the owner of the site.
    OwnerAddress,
    /// Found by Wix's own search.
    Found,
    /// Wix says that it belongs to a Wix user, and nothing tells what this user is to the site.
    WixUser,
}

impl MemberMark {
    /// The marks of members whom Wix neither deletes nor blocks.
    pub const CREW: [Self; 4] = [
        Self::Owner,
        Self::Contributor,
        Self::OwnerAddress,
        Self::ContributorAddress,
    ];

    /// For a member of somebody of the crew.
    pub fn of(place: CrewPlace, by: KnownBy) -> Self {
        match (place, by) {
            (CrewPlace::Owner, KnownBy::User) => Self::Owner,
            (CrewPlace::Owner, KnownBy::Address) => Self::OwnerAddress,
            (CrewPlace::Contributor, KnownBy::User) => Self::Contributor,
            (CrewPlace::Contributor, KnownBy::Address) => Self::ContributorAddress,
        }
    }

    /// Its bit.
    pub fn bit(self) -> u8 {
        1 << self as u8
    }

    /// The word of filters.
    pub fn key(self) -> &'static str {
        match self {
            Self::Contributor => "contributor",
            Self::Owner => "owner",
            Self::ContributorAddress => "contributorAddress",
            Self::OwnerAddress => "ownerAddress",
            Self::Found => "wix",
            Self::WixUser => "user",
        }
    }

    /// A word to show.
    pub fn label(self) -> &'static str {
        match self {
            Self::Contributor => "Member of a contributor",
            Self::Owner => "Member of the owner",
            Self::ContributorAddress => "Address of a contributor",
            Self::OwnerAddress => "Address of the owner",
            Self::Found => "Found at Wix",
            Self::WixUser => "Member of a Wix user",
        }
    }
}

/// Everything that is drawn of all members, column by column.
#[derive(Debug, Default)]
pub struct MemberColumns {
    /// The texts of all rows, one after the other, with a separator between the cells of a row.
    pub(super) texts: String,
    /// By row: where its texts end.
    pub(super) ends: Vec<u32>,
    /// By row: its id as a number.
    pub(super) ids: Vec<u128>,
    /// Ids that are no GUID in its usual form.
    pub(super) odd_ids: BTreeMap<u32, String>,
    /// By row: numbers of words in the lists below.
    pub(super) words: Vec<[u8; 3]>,
    pub(super) statuses: Vec<MemberStatus>,
    pub(super) privacies: Vec<Privacy>,
    pub(super) activities: Vec<ActivityStatus>,
    /// By row: made, changed, last login, in seconds since 1970; 0 is not told.
    pub(super) times: Vec<[u32; 3]>,
    pub(super) has: Vec<u16>,
    pub(super) marks: Vec<u8>,
}

/// Stands between the cells of a row.
pub(super) const CELL: char = '\u{1f}';

impl MemberColumns {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The texts of a row with a separator between them.
    pub(super) fn line(&self, row: usize) -> &str {
        let start = row.checked_sub(1).and_then(|r| self.ends.get(r));
        let (start, end) = (start.copied().unwrap_or(0), self.ends.get(row));
        let end = end.copied().unwrap_or(start);
        let text = self.texts.get(start as usize..end as usize);
        text.unwrap_or_default()
    }

    /// A text of a row.
    pub(super) fn text(&self, row: usize, cell: usize) -> &str {
        self.line(row).split(CELL).nth(cell).unwrap_or_default()
    }

    /// The name to show of a row.
    pub(super) fn name(&self, row: usize) -> &str {
        let mut cells = self.line(row).split(CELL).take(3);
        cells.find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// The words of a row.
    pub(super) fn word(&self, row: usize, which: usize) -> &str {
        let at = self.words.get(row).map_or(0, |w| usize::from(w[which]));
        match which {
            0 => self.statuses.get(at).map(MemberStatus::label),
            1 => self.privacies.get(at).map(Privacy::label),
            _ => self.activities.get(at).map(ActivityStatus::label),
        }
        .unwrap_or_default()
    }

    /// A time of a row in seconds: made, changed, last login.
    pub(super) fn time(&self, row: usize, which: usize) -> Option<i64> {
        let seconds = self.times.get(row)?[which];
        (seconds > 0).then_some(i64::from(seconds))
    }
}

/// One member of a table. Its texts are cut out of the columns when they are drawn.
#[derive(Debug, Clone)]
pub struct MemberRow {
    pub(super) columns: Arc<MemberColumns>,
    pub(super) at: u32,
}

impl MemberRow {
    /// Its id.
    pub fn id(&self) -> MemberId {
        if let Some(odd) = self.columns.odd_ids.get(&self.at) {
            return MemberId::new(odd);
        }
        let number = self.columns.ids.get(self.at as usize);
        let id = uuid::Uuid::from_u128(number.copied().unwrap_or_default());
        MemberId::new(&id.hyphenated().to_string())
    }

    /// Name, else nickname, else login address, else id.
    pub fn name(&self) -> String {
        match self.columns.name(self.at as usize) {
            "" => self.id().as_str().to_owned(),
            name => name.to_owned(),
        }
    }

    /// The text of a column; empty where there is none. Times are [`MemberRow::time`].
    pub fn text(&self, column: MemberColumn) -> &str {
        let row = self.at as usize;
        match column {
            MemberColumn::Name => self.columns.name(row),
            MemberColumn::Status => self.columns.word(row, 0),
            MemberColumn::Privacy => self.columns.word(row, 1),
            MemberColumn::Activity => self.columns.word(row, 2),
            other => other.text().map_or("", |cell| self.columns.text(row, cell)),
        }
    }

    /// Whether it may log in.
    pub fn status(&self) -> &MemberStatus {
        let columns = &self.columns;
        let at = columns.words.get(self.at as usize).map_or(0, |w| w[0]);
        let status = columns.statuses.get(usize::from(at));
        status.unwrap_or(&MemberStatus::Unknown)
    }

    /// Whether it may only read.
    pub fn is_muted(&self) -> bool {
        let columns = &self.columns;
        let at = columns.words.get(self.at as usize).map_or(0, |w| w[2]);
        columns.activities.get(usize::from(at)) == Some(&ActivityStatus::Muted)
    }

    /// The time of a column, if it is one and was told.
    pub fn time(&self, column: MemberColumn) -> Option<Timestamp> {
        let which = match column {
            MemberColumn::Created => 0,
            MemberColumn::Updated => 1,
            MemberColumn::LastLogin => 2,
            _ => return None,
        };
        let seconds = self.columns.time(self.at as usize, which)?;
        Timestamp::from_second(seconds).ok()
    }

    /// Whether it has something.
    pub fn has(&self, held: Held) -> bool {
        let bits = self.columns.has.get(self.at as usize);
        bits.is_some_and(|bits| bits & held.bit() != 0)
    }

    /// What it is to the owner or to a contributor of the site, if it is theirs.
    pub fn crew(&self) -> Option<MemberMark> {
        MemberMark::CREW.into_iter().find(|mark| self.is(*mark))
    }

    /// Whether it bears a mark.
    pub fn is(&self, mark: MemberMark) -> bool {
        let bits = self.columns.marks.get(self.at as usize);
        bits.is_some_and(|bits| bits & mark.bit() != 0)
    }
}

/// How the reading of a site's members stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MembersInfo {
    /// Members that are kept.
    pub kept: u64,
    /// Members that Wix counted last.
    pub total: Option<u64>,
    /// A reading of everybody that was left: when it began, and rows that it told.
    pub left: Option<(Timestamp, u64)>,
    /// When a reading of everybody last came to its end.
    pub full_at: Option<Timestamp>,
    /// When the new and changed ones were last read.
    pub newest_at: Option<Timestamp>,
    /// When anything was last read.
    pub read_at: Option<Timestamp>,
    /// What is odd about it.
    pub note: Option<String>,
}

impl MembersInfo {
    /// Whether everybody who was there at the last reading is in the table.
    pub fn is_whole(&self) -> bool {
        self.full_at.is_some() && self.left.is_none()
    }

    /// Why somebody may be missing, in a sentence; `None` if nobody is.
    pub fn missing(&self) -> Option<String> {
        if let Some(note) = &self.note {
            return Some(note.clone());
        }
        match (self.left, self.full_at) {
            (Some(_), _) => Some("Reading everybody has not come to its end".to_owned()),
            (None, None) => Some("Everybody was never read, only some".to_owned()),
            (None, Some(_)) => None,
        }
    }
}

/// What Wix's own search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundAtWix {
    /// What was looked for.
    pub text: String,
    /// How many it found in all, if Wix told it.
    pub total: Option<u64>,
    /// How many of them were fetched and are marked.
    pub fetched: usize,
    /// When.
    pub at: Timestamp,
}

/// The members of one site, frozen.
#[derive(Debug)]
pub struct MembersTable {
    /// The site.
    pub site: SiteId,
    /// Its name.
    pub site_name: String,
    /// Rows in the order in which they were first told.
    pub rows: Vec<MemberRow>,
    /// Search, facets and ranks over them.
    pub index: Index,
    /// Numbers that rows keep: their places in the cache.
    pub numbers: Numbers<u32>,
    /// How the reading stands.
    pub info: MembersInfo,
    /// Why Wix does not tell all the users behind members, if it does not.
    pub users_untold: Option<String>,
    /// What Wix's own search found last, if it was asked.
    pub found: Option<FoundAtWix>,
    /// What happened between readings, newest first; and how much there is in all.
    pub changes: (Vec<MemberEvent>, u64),
}

impl Frozen for MembersTable {
    fn index(&self) -> &Index {
        &self.index
    }
}

super::numbers::numbered!(MembersTable, MemberRow, u32, |row| row.at);

/// The members as filtered and sorted.
pub type MembersView = TableView<MembersTable>;

/// The site whose members are looked at, while their table is not there or beside it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MembersDesk {
    /// The site.
    pub site: Option<SiteId>,
    /// Its table is being made of what is kept.
    pub opening: bool,
    /// How each site's members are known.
    pub sites: BTreeMap<SiteId, MembersInfo>,
    /// Why the last thing that was asked about this site was not done.
    pub error: Option<ErrorCard>,
    /// Wix's own search is under way: what for.
    pub searching: Option<String>,
}

impl MembersDesk {
    /// How the members of the site that is looked at are known.
    pub fn info(&self) -> Option<&MembersInfo> {
        self.sites.get(self.site.as_ref()?)
    }
}

/// How to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MembersReading {
    /// The new and changed ones, then a look whether somebody is gone.
    Newest,
    /// Everybody; only this finds who was deleted. Goes on with what was left.
    Everybody,
    /// Everybody, from the start.
    Anew,
}

/// What reading a site's members would take.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MembersSyncPlan {
    /// The site.
    pub site: Option<SiteId>,
    /// Members that Wix counts now.
    pub total: Option<u64>,
    /// Calls for everybody from the start, and seconds at the present pace.
    pub everybody: (u64, u64),
    /// The same for what an interrupted reading has left; `None` if it left nothing.
    pub left: Option<(u64, u64)>,
    /// Members that changed lately take at least so many calls, and seconds; `None` before
    /// everybody was read once.
    pub newest: Option<(u64, u64)>,
    /// Why it cannot begin now.
    pub blocked: Option<ErrorCard>,
}

/// A part of a site's members with everything, for whoever goes through all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct MembersPart {
    /// Number of the first place that was asked for.
    pub from: u32,
    /// The members, or why they could not be read.
    pub members: Result<Vec<Member>, ErrorCard>,
    /// Where the next part begins; `None` at the end.
    pub next: Option<u32>,
}

/// One member with everything that is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberSheet {
    /// The site.
    pub site: SiteId,
    /// The member, or why there is nothing to show.
    pub member: Result<Member, ErrorCard>,
    /// Its id.
    pub id: MemberId,
    /// The Wix user behind it, where Wix tells one.
    pub user: Option<UserId>,
    /// When it was last told.
    pub at: Option<Timestamp>,
    /// What it tells about itself.
    pub about: AboutTold,
    /// The badges and roles that it holds.
    pub held: HeldTold,
}

/// Something about one member that is read by itself, when somebody asks for it. A reading that
/// fails leaves what was known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadAlone<T> {
    /// As it was read last, and when.
    pub kept: Option<(T, Timestamp)>,
    /// Why the last reading did not tell it.
    pub problem: Option<ErrorCard>,
    /// Whether it is being read.
    pub reading: bool,
}

impl<T> Default for ReadAlone<T> {
    fn default() -> Self {
        Self {
            kept: None,
            problem: None,
            reading: false,
        }
    }
}

/// The text that a member tells about itself; `None` for no text.
pub type AboutTold = ReadAlone<Option<AboutText>>;

/// What a member holds on its site.
pub type HeldTold = ReadAlone<MemberHeld>;
