//! What a sandbox is started with: its size, its clock and the choices the contract leaves open.

use std::{fmt, path::PathBuf, sync::Arc, time::Duration};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    choices::{EmptyLocations, LocationFilter, NoSeat, RemoveMethod, RevokeClosed, TokenInfo},
    fault::Fault,
};

/// Where the sandbox reads the time from. It is asked from several threads.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// How large the made-up account is.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::Display,
    strum::EnumString,
    strum::VariantNames,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Size {
    /// 3 sites, 12 team members, 10 account invites, 200 site members.
    #[default]
    S,
    /// 40 sites, 260 team members, 140 account invites, 12 child accounts, 50,000 site members.
    L,
    /// 2,000 sites, 2,500 team members, a site with 1,000,000 members; computed, not stored.
    Xl,
}

/// Everything a sandbox is started with.
#[derive(Clone)]
pub struct Config {
    /// How large the account is.
    pub size: Size,
    /// Same size and seed give the same ids and names.
    pub seed: u64,
    /// Members of the first site; `None` means what the size says. They are computed, so a million cost nothing.
    pub members: Option<u64>,
    /// What the sandbox's clock shows at its first start. `None` means the caller's time.
    pub now: Option<Timestamp>,
    /// The caller's clock. The sandbox keeps a fixed distance to it, which the control API can change.
    pub clock: Clock,
    /// Calls per minute and key before 429; `None` means no limit. (Contract 9, "Rate limits".)
    pub rate_per_minute: Option<u32>,
    /// Shortest time between two creations of members on one site (site contract 7.1); kept only where there is a rate.
    pub creation_gap: Duration,
    /// How long queries go on showing the state before a write.
    pub lag: Duration,
    /// Faults that are armed from the start.
    pub faults: Vec<Fault>,
    /// Choices the contract leaves open.
    pub switches: Switches,
    /// Where changes are kept between starts. Without it a restart begins with a fresh account.
    pub state_file: Option<PathBuf>,
}

impl Config {
    /// A sandbox of this size with no limits, no lag and no faults.
    pub fn new(size: Size, clock: Clock) -> Self {
        Self {
            size,
            seed: 1,
            members: None,
            now: None,
            clock,
            rate_per_minute: None,
            creation_gap: Duration::from_secs(1),
            lag: Duration::ZERO,
            faults: Vec::new(),
            switches: Switches::default(),
            state_file: None,
        }
    }

    /// A sandbox whose clock stands still at `at`; it moves only through the control API.
    pub fn fixed(size: Size, at: Timestamp) -> Self {
        Self::new(size, Arc::new(move || at))
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("size", &self.size)
            .field("seed", &self.seed)
            .field("members", &self.members)
            .field("now", &self.now)
            .field("rate_per_minute", &self.rate_per_minute)
            .field("creation_gap", &self.creation_gap)
            .field("lag", &self.lag)
            .field("faults", &self.faults.len())
            .field("switches", &self.switches)
            .field("state_file", &self.state_file)
            .finish_non_exhaustive()
    }
}

/// What the contract calls unknown, one switch each, so that a client can be tried both ways.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Switches {
    /// U1: rows when the request names no limit.
    pub team_page_default: u32,
    /// U1: the largest limit.
    pub team_page_max: u32,
    /// U1: a limit above the largest is cut down to it instead of refused with 400.
    pub clamp_paging: bool,
    /// U1: a filter on `inviteType` for given values leaves only invites; if false, users stay in the answer.
    pub invite_filter_hides_users: bool,
    /// U3: which assignments the answer lists.
    pub assignments_answer: AssignmentsAnswer,
    /// U4: removing somebody who is not in the team answers `{}` instead of 404.
    pub remove_unknown_is_ok: bool,
    /// AI1, SI1: what inviting an address with a pending invite does.
    pub invite_again: InviteAgain,
    /// A parent's key may name a child account in `wix-account-id`; if false such calls answer 403. How a parent's key
    /// addresses a child is not documented (contract 1, "Parent/child").
    pub child_by_parent_key: bool,
    /// A parent's key may name a site of a child account in `wix-site-id`. Wix's pages say both: keys of a parent can
    /// call APIs that touch sites in child accounts, and a key works only for sites of the account that made it.
    pub child_sites_by_parent_key: bool,
    /// A1, A4: the account has the contract that the Accounts API asks for; if false they answer 403.
    pub contract: bool,
    /// A5: the undocumented call exists; if false it answers 404 like any unknown path.
    pub my_account: bool,
    /// U3, AI1: `restrictFromLevel` of a role is enforced.
    pub strict_role_level: bool,
    /// S1, S2: trashed sites are part of the answers.
    pub show_trashed: bool,
    /// Query and List Members: rows when the request names no limit.
    pub member_page_default: u32,
    /// Query and List Members: the largest limit.
    pub member_page_max: u32,
    /// Query and List Members: limits up to 1,000 are taken.
    pub large_member_pages: bool,
    /// Query Members: which filters are understood.
    pub member_filters: MemberFilters,
    /// Query Members: login addresses in filters must have the very same case.
    pub exact_login_filter: bool,
    /// Create Member: the answer for an address that a member has already.
    pub duplicate_member: DuplicateMember,
    /// Create Member: sites approve by hand, and members made by a key wait as `PENDING`.
    pub new_members_wait: bool,
    /// Whether sites have the Members Area app, and what is answered without it.
    pub members_area: MembersArea,
    /// Update Member: `contact.emails` is immutable, as the SDK's types say, and is passed over in silence (site contract 8.9).
    pub fixed_member_emails: bool,
    /// Block Member: a key counts as its owner, so that blocking the owner's member is blocking oneself.
    pub owner_block_is_self_block: bool,
    /// Update Member and its neighbours: the answer has the fieldset PUBLIC, since none is published (site contract 8.11).
    pub narrow_member_answers: bool,
    /// Change Login Email: nobody may call it, as is likely for keys (site contract 8.16).
    pub login_change_denied: bool,
    /// Send Set Password Email: mails a day and site before 429; whether the daily quota of another call holds for this one
    /// is unknown (site contract 7.1), and `None` means that it does not.
    pub set_password_a_day: Option<u32>,
    /// Query User Members: nobody may call it, as the documentation's note suggests for keys (site contract 8.17).
    pub user_members_denied: bool,
    /// Async jobs: nobody may read them, since the key lacks that permission (site contract 7.6).
    pub jobs_denied: bool,
    /// Async jobs: how long one waits before it begins, in milliseconds.
    pub job_wait_ms: u32,
    /// Async jobs: items a second; 0 means all at once.
    pub job_items_a_second: u32,
    /// C1: the site owner's own account is in the list.
    pub owner_among_contributors: bool,
    /// C1: what a filter by locations finds.
    pub location_filter: LocationFilter,
    /// C2: only PATCH works, as one old example says; PUT answers 404.
    pub role_by_patch: bool,
    /// C3: nobody may call it, since its permission is unclear.
    pub locations_denied: bool,
    /// C3: the answer is `{}`, since its form is not documented.
    pub bare_locations_answer: bool,
    /// C3: what a list without locations does.
    pub empty_locations: EmptyLocations,
    /// C4: which method works.
    pub contributor_remove: RemoveMethod,
    /// SI1: seats of every site; `None` means 1, 5 in Studio sites, 100 with a plan.
    pub seats: Option<u32>,
    /// SI1: how a missing seat shows.
    pub no_seat: NoSeat,
    /// SI2: the invite gets a new id, and the old one is deleted.
    pub resend_new_id: bool,
    /// SI3: what an invite that is not open answers.
    pub revoke_closed: RevokeClosed,
    /// L1: `pagingMetadata` tells the total, which the declared type has not.
    pub location_total: bool,
    /// Tokens are taken with `Bearer` only; without it answers 401.
    pub token_needs_bearer: bool,
    /// What is told about a token (site contract 3.4).
    pub token_info: TokenInfo,
    /// Whether a key that is limited to some sites may make account-level calls; the contract asks for an "account-level
    /// API key" and does not tell whether such a key is one.
    pub site_key_on_account: bool,
    /// S1: a key that is limited to some sites lists all of them (contract 1: "returning the ids of all the account's
    /// sites" is always on) or only its own.
    pub site_key_lists_all: bool,
    /// How long a token of an app is good, in seconds.
    pub token_seconds: u32,
    /// The body of a 403 for an identity that may not make the call.
    pub wrong_identity: DeniedBody,
    /// 429 comes with `Retry-After`.
    pub retry_after: bool,
    /// Too many calls are answered with an empty 403 instead of 429, as one Wix service does.
    pub throttle_with_empty_403: bool,
    /// The body of a 403.
    pub denied_body: DeniedBody,
    /// A call without any key is answered with an HTML 403 instead of a JSON 401.
    pub html_without_key: bool,
    /// Empty strings, empty lists, `false`, 0 and null are left out of answers, as proto JSON may do.
    pub leave_out_defaults: bool,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            team_page_default: 50,
            team_page_max: 100,
            clamp_paging: false,
            invite_filter_hides_users: true,
            assignments_answer: AssignmentsAnswer::OnlyNew,
            remove_unknown_is_ok: false,
            invite_again: InviteAgain::Refuse,
            child_by_parent_key: true,
            child_sites_by_parent_key: false,
            contract: true,
            my_account: true,
            strict_role_level: true,
            show_trashed: true,
            member_page_default: 50,
            member_page_max: 100,
            large_member_pages: false,
            member_filters: MemberFilters::All,
            exact_login_filter: false,
            duplicate_member: DuplicateMember::Exists,
            new_members_wait: false,
            members_area: MembersArea::Installed,
            fixed_member_emails: false,
            owner_block_is_self_block: false,
            narrow_member_answers: false,
            login_change_denied: false,
            set_password_a_day: None,
            user_members_denied: false,
            jobs_denied: false,
            job_wait_ms: 500,
            job_items_a_second: 200,
            owner_among_contributors: false,
            location_filter: LocationFilter::Assigned,
            role_by_patch: false,
            locations_denied: false,
            bare_locations_answer: false,
            empty_locations: EmptyLocations::NoLimit,
            contributor_remove: RemoveMethod::Post,
            seats: None,
            no_seat: NoSeat::FailedEmails,
            resend_new_id: false,
            revoke_closed: RevokeClosed::Refuse,
            location_total: true,
            token_needs_bearer: false,
            token_info: TokenInfo::Full,
            site_key_on_account: true,
            site_key_lists_all: true,
            token_seconds: 14_400,
            wrong_identity: DeniedBody::Empty,
            retry_after: true,
            throttle_with_empty_403: false,
            denied_body: DeniedBody::Json,
            html_without_key: false,
            leave_out_defaults: false,
        }
    }
}

/// U3: the two readings of `assignments` in the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AssignmentsAnswer {
    /// Only the assignments that this call made.
    OnlyNew,
    /// All assignments of the person after the change.
    All,
}

/// AI1: what a second invite to the same address does while the first is pending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum InviteAgain {
    /// The address lands in `failedInvites` or `failedEmails`.
    Refuse,
    /// A second invite with an id of its own is made.
    Second,
    /// The pending invite is renewed: same id, new expiry, one more mail.
    Renew,
}

/// Query Members: which operators a server knows (site contract 1.3 has two lists that differ).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MemberFilters {
    /// All that any documentation names.
    All,
    /// No lists of values: `$in` is refused.
    NoLists,
    /// Neither lists nor `$or`.
    OnlyEquality,
}

/// Create Member: the answer for an address that is taken; its code is not published (site contract 8.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DuplicateMember {
    /// 409 `ALREADY_EXISTS`.
    Exists,
    /// 400 with a word that ends so.
    BadRequest,
    /// 409 with digits.
    Digits,
}

/// Whether sites have the Members Area app; what is answered without it is unknown (site contract 8.12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MembersArea {
    /// They have it.
    Installed,
    /// They have not: 428.
    Precondition,
    /// They have not: 404.
    NotFound,
    /// They have not: lists are empty, creating answers 428.
    EmptyLists,
}

/// What a 403 carries. Wix is known to answer all three ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DeniedBody {
    /// The documented JSON error with `PERMISSION_DENIED`.
    Json,
    /// Nothing.
    Empty,
    /// A small HTML page.
    Html,
}
