//! What can be asked of the worker.

use super::{
    JobId, NewProfile, NoticeId, PaceSettings, Practice, ProfileId, Settings, ViewRequest,
};
use crate::journal::RunId;
use crate::plan::{BrakeLimits, Lift, Plan, Receipt, Wish};
use std::path::PathBuf;
use std::sync::Arc;

/// What to write into a file that the owner chose.
#[derive(Debug, Clone, PartialEq)]
pub enum SaveKind {
    /// What helps to find an error, with nothing personal; needs no profile.
    Support,
    /// A plan as JSON.
    Plan(Arc<Plan>),
    /// A receipt as JSON.
    ReceiptJson(Arc<Receipt>),
    /// A receipt as CSV.
    ReceiptCsv(Arc<Receipt>),
    /// All runs, a line for each.
    Runs(LineForm),
    /// The whole journal, entry by entry.
    Journal(LineForm),
    /// Rows of a list as CSV.
    List(Box<super::OutWish>),
    /// How many people hold which role where, as lines of cells for CSV.
    RolesBySite(Arc<Vec<Vec<String>>>),
    /// What changed between two moments, as a report to read.
    ChangesText(Arc<super::Changes>),
    /// An empty sheet with the right names of columns.
    SheetTemplate(crate::sheet::map::Kind),
    /// A sheet with its corrections, in its own encoding.
    SheetCorrected(Arc<super::SheetWish>),
    /// What became of every row of the sheet that the last plan was made of.
    SheetResult(Arc<super::SheetWish>, Arc<Receipt>),
    /// The rows of that sheet that were not done, as a sheet.
    SheetLeft(Arc<super::SheetWish>, Arc<Receipt>),
    /// A review as an evidence pack: the review's id.
    Pack(String),
    /// What became of every row of the sheet of names that was kept last.
    SheetNames(Arc<super::SheetWish>),
}

/// How lines stand in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineForm {
    /// Comma-separated values, with the names of the columns first.
    Csv,
    /// JSON, one object a line.
    JsonLines,
}

impl LineForm {
    /// The ending of such files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::JsonLines => "jsonl",
        }
    }
}

/// A wish of window or command line. No command waits for an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Open a profile and close the one that is open.
    OpenProfile(ProfileId),
    /// Open the profile that was open last, if there is one.
    OpenLast,
    /// Close the open profile; the welcome screen shows.
    CloseProfile,
    /// Open the practice account of this size and seed, made if it is not there.
    OpenPractice(Practice),
    /// Try a key and make a profile of it.
    Connect(NewProfile),
    /// Leave the connect form; what was found is forgotten.
    ConnectAside,
    /// Give the open profile its key again.
    GiveKey {
        /// Which profile.
        profile: ProfileId,
        /// The key as typed.
        key: Secret,
    },
    /// Give the passphrase of the keys in this run, or choose it.
    Passphrase(Secret),
    /// Forget what the passphrase opened, as soon as no job needs it.
    Lock,
    /// Remove the passphrase and every key behind it.
    RemoveSealedKeys,
    /// Change name, colour and read-only switch of a profile.
    EditProfile {
        /// Which.
        profile: ProfileId,
        /// Name.
        name: String,
        /// Hue.
        colour: u8,
        /// Whether writing is switched off.
        read_only: bool,
    },
    /// Change the pace of the open profile.
    SetPace(PaceSettings),
    /// Use this pace until the program ends, with whatever profile is open; nothing is kept.
    PaceForRun(PaceSettings),
    /// Change the brakes of the open profile.
    SetBrakes(BrakeLimits),
    /// Remove a profile with its key and everything that was kept for it.
    ForgetProfile {
        /// Which.
        profile: ProfileId,
        /// Those of its child accounts too. Where one of them cannot be removed, because it is open
        /// somewhere, the rest stays as well.
        below: bool,
    },
    /// Ask what the key of the open profile can do.
    CheckKey,
    /// Read the account.
    Sync,
    /// Filter and sort the team; the newest request wins.
    ViewTeam(ViewRequest),
    /// Filter and sort the sites; the newest request wins.
    ViewSites(ViewRequest),
    /// Search all sites beside the list of sites, for a choice elsewhere.
    SearchSites(ViewRequest),
    /// Look for a text in everything that is kept; the newest text wins, an empty one ends it.
    FindAll(String),
    /// Filter and sort the contributors; the newest request wins.
    ViewAccess(ViewRequest),
    /// Filter and sort the invites; the newest request wins.
    ViewInvites(ViewRequest),
    /// Keep site invites of which only the ids are known.
    AddSiteInvites(super::NewInviteIds),
    /// Filter and sort everybody; the newest request wins.
    ViewPeople(ViewRequest),
    /// Filter and sort the roles; the newest request wins.
    ViewRoles(ViewRequest),
    /// Filter and sort the findings of the house rules; the newest request wins.
    ViewRules(ViewRequest),
    /// Set house rules or speak about findings. Needs no network.
    Rules(super::RulesCommand),
    /// Confirm that these two stand for one human, or take that back.
    LinkPeople {
        /// One.
        a: crate::access::Mark,
        /// The other.
        b: crate::access::Mark,
        /// Whether they are one.
        same: bool,
    },
    /// Show titles of roles in this language (two letters), read from Wix if they are not kept.
    RolesIn(String),
    /// Work out what reading these sites would take; an empty list means every site with
    /// contributors. What an interrupted reading left counts first.
    PlanSiteSync(Vec<crate::access::SiteId>),
    /// Read contributors and locations of these sites.
    SyncSites(Vec<crate::access::SiteId>),
    /// Look at the members of this site; `None`: at none.
    OpenMembers(Option<crate::access::SiteId>),
    /// Filter and sort the members; the newest request wins.
    ViewMembers(ViewRequest),
    /// Work out what reading a site's members would take. Asks Wix for their number.
    PlanMembers(crate::access::SiteId),
    /// Read a site's members.
    SyncMembers {
        /// The site.
        site: crate::access::SiteId,
        /// Which of them.
        how: super::MembersReading,
    },
    /// Show one member with everything that is known of it.
    ShowMember {
        /// The site.
        site: crate::access::SiteId,
        /// The member.
        id: crate::access::MemberId,
    },
    /// Read what a member tells about itself. One call, which Wix may refuse a key.
    ReadAbout {
        /// The site.
        site: crate::access::SiteId,
        /// The member.
        id: crate::access::MemberId,
    },
    /// Read the badges and roles that a member holds. Two calls, and one for each badge whose title
    /// is not known.
    ReadHeld {
        /// The site.
        site: crate::access::SiteId,
        /// The member.
        id: crate::access::MemberId,
    },
    /// Take a part of a site's members out of what is kept.
    ReadMembersPart {
        /// The site.
        site: crate::access::SiteId,
        /// Number of the first place.
        from: u32,
        /// Most members.
        most: u32,
    },
    /// Let Wix search a site's members; what it finds is kept and marked.
    SearchMembers {
        /// The site.
        site: crate::access::SiteId,
        /// What for, 1 to 100 characters.
        text: String,
    },
    /// Look at what a site sets for all of its members, as it is kept.
    OpenSiteSettings(crate::access::SiteId),
    /// Read it.
    ReadSiteSettings(crate::access::SiteId),
    /// Give an account a name of the owner's own; an empty one takes it away.
    NameAccount(crate::access::AccountId, String),
    /// The same for many, all of them or none.
    NameAccounts(Vec<(crate::access::AccountId, String)>),
    /// Filter and sort the accounts; the newest request wins.
    ViewAccounts(ViewRequest),
    /// Filter and sort everybody in all accounts; the newest request wins.
    ViewEverybody(ViewRequest),
    /// Read the list of child accounts and the facts of these, or everything in these; an empty
    /// list means all of them.
    ReadAccounts {
        /// Which.
        accounts: Vec<crate::access::AccountId>,
        /// Whether team, roles and sites are read too, into a profile for each.
        whole: bool,
    },
    /// Open the profile of a child account, made if it is not there.
    OpenAccount(crate::access::AccountId),
    /// Give a child account a key of its own, if it works there.
    GiveAccountKey {
        /// Number of the form it was typed into, which the answer names.
        form: u64,
        /// Which.
        account: crate::access::AccountId,
        /// The key as typed.
        key: Secret,
    },
    /// Ask Wix for the names of contributors that nobody knows, as far as the key may read their
    /// accounts.
    LookUpNames,
    /// Look at an evidence pack, with the digest that was handed over apart from it; the newest
    /// wins. It needs no profile.
    OpenPack {
        /// The file.
        path: PathBuf,
        /// The digest, if there is one.
        digest: Option<crate::journal::Hash>,
    },
    /// Let go of it.
    ClosePack,
    /// Filter and sort its entries; the newest request wins.
    ViewPack(ViewRequest),
    /// Read a sheet and check it; the newest wins.
    ReadSheet(Box<super::SheetWish>),
    /// Stop reading it.
    StopSheet,
    /// Let go of it.
    CloseSheet,
    /// Make a plan of its rows.
    PlanSheet {
        /// The sheet.
        wish: Box<super::SheetWish>,
        /// What happens to members whom it does not name.
        others: super::SheetOthers,
        /// Language of mails for people without a Wix login.
        language: Option<String>,
    },
    /// Keep the names for accounts that its rows give. They stay here, so there is no plan.
    NameSheet(Box<super::SheetWish>),
    /// Make a plan of a wish.
    MakePlan(Wish),
    /// Close the plan dialog.
    DropPlan,
    /// Carry out exactly this plan.
    Apply {
        /// The plan that was confirmed.
        plan: Arc<Plan>,
        /// Brakes that were lifted by typing a name.
        lifts: Vec<Lift>,
    },
    /// Read a plan out of a file and show it.
    OpenPlan(PathBuf),
    /// Go on with a run that stands still.
    Resume(RunId),
    /// End a run that stands still; what was not tried stays untried.
    EndRun(RunId),
    /// Make a plan of what a run left that ended early.
    GoOn(RunId),
    /// Make a plan that takes a run back.
    Undo(RunId),
    /// Show a run that is over.
    ShowRun(RunId),
    /// List at most so many runs, newest first.
    ListRuns(u32),
    /// Read a part of the journal.
    ReadJournal {
        /// Number of the first entry, counted from 1.
        from: u64,
        /// Most entries.
        most: usize,
    },
    /// List the snapshots.
    ListSnapshots,
    /// Take a snapshot of what is known now.
    TakeSnapshot,
    /// Keep snapshots for so long from now on.
    KeepSnapshots(crate::access::Retention),
    /// Keep a snapshot whatever that setting says, or no longer.
    KeepSnapshot(String, bool),
    /// Delete a snapshot.
    DeleteSnapshot(String),
    /// Compare two snapshots.
    Compare(super::CompareRequest),
    /// Something about access reviews.
    Reviews(Box<super::ReviewCommand>),
    /// Filter and sort the entries of the review that is open; the newest request wins.
    ViewReview(ViewRequest),
    /// Filter and sort what changed between them; the newest request wins.
    ViewChanges(ViewRequest),
    /// Make a plan that puts changes back.
    PutBack(super::PutBackRequest),
    /// Leave the run's view.
    CloseRun,
    /// Let a job stand still, or go on.
    Pause(JobId, bool),
    /// Stop a job at the next safe place.
    Cancel(JobId),
    /// Write something into a file.
    Save {
        /// What.
        what: SaveKind,
        /// Where.
        path: PathBuf,
    },
    /// Mark a notice as read.
    ReadNotice(NoticeId),
    /// Mark all notices as read.
    ReadAllNotices,
    /// Tell something through the notices.
    Tell {
        /// How it sounds.
        tone: super::Tone,
        /// What.
        text: super::ErrorCard,
    },
    /// Keep the program's settings.
    KeepSettings(Box<Settings>),
}

/// A key on its way to the worker.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl Drop for Secret {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.0);
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(hidden)")
    }
}
