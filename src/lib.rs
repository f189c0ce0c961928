//! Gatehouse: see, plan and prove who can get into what across a Wix account.
//!
//! An owner opens a window, sees who can get into what (team, invites, roles, sites), decides what
//! should be different, reads the plan of exactly what will be sent, applies it, and keeps a
//! receipt. Everything seen is kept on this computer, so looking and comparing work with no
//! network.
//!
//! Three verbs carry the design, and the code reads the same way: **observe** (read what the APIs
//! say into the [`store`]), **plan** (pure: observed state and a wish become actions, [`plan`]),
//! **apply** (journal, send, read back, receipt: [`worker`]). There is one way to write to Wix: a
//! plan. Buttons and commands differ only in how they make one.
//!
//! # Rooms
//!
//! | room | what it is | may use |
//! |---|---|---|
//! | [`access`] | the words of the field as plain data: ids, account, site, role, assignment, member, invite | nothing |
//! | [`journal`] | entries, hash chain, and the permit without which no write is sent | nothing |
//! | [`index`] | search, facets and order over a million rows | access |
//! | [`plan`] | wish, action, plan, brakes, outcome, receipt | access, journal |
//! | [`sheet`] | tables as files: out, and in ([`sheet::read`], [`sheet::map`], [`sheet::check`], joined by [`sheet::Import`]) | access, journal, plan |
//! | [`evidence`] | what proves a review, as one file that a stranger can check: written, opened, compared, sampled | access, journal, plan, sheet |
//! | [`wix`] | the REST client in Wix's words, with one pace per key | access, journal |
//! | [`store`] | cache (can be read again), ledger and snapshots (cannot), journal file, profiles | access, journal |
//! | [`secrets`] | where the key lives | nothing |
//! | [`worker`] | the only place that joins wix, store and plan; commands in, values out | all of these |
//! | [`model`] | what the screen shows, without egui | `worker::protocol` and the pure rooms |
//! | [`kit`] | the design kit: knows egui, not the field | nothing |
//! | [`panes`] | one folder per pane: draws from the model, asks for things; lists share [`panes::listing`] | kit, model, `worker::protocol` |
//! | [`app`] | the shell: window, frame, commands, palette | panes, kit, model, the worker's handle |
//! | [`cli`] | commands without a window: arguments, waiting, words, exit codes | model, worker, secrets, the pure rooms; store, to check files that belong to no profile |
//! | [`sandbox`] | a stand-in for Wix that decides from the contract, with wire types of its own | nothing |
//! | [`program`] | arguments, the log, crash reports, what is handed in, and then window or command | all of these |
//!
//! [`program`] hands clock, chance, key store and the sandbox's launcher in from outside; it is all
//! that `gatehouse` is, and `gatehousew`, which is the same for the start menu of Windows. The test
//! `rules` finds every path that crosses a line of this table, and files that grow too long.
//!
//! # Contracts
//!
//! - **Frame.** The window's thread never waits: no file, no network, no job. Tables are frozen
//!   and shared, filters and sorts run on the worker, the newest request wins. Work per frame does
//!   not grow with the number of rows.
//! - **Board.** The worker puts whole values on a board, one place per topic; the window takes what
//!   changed. A hidden window misses nothing and holds nothing up. A full command queue keeps
//!   commands on the window's side.
//! - **Values keep their last good state.** Reading again never blanks a pane. "Incomplete" is a
//!   state of a data set that is kept and shown; only a reading that reached its end removes rows.
//!   An answer never overwrites a known value with a missing one ([`access::Merge`]).
//! - **Writes.** Plan, brakes, confirm, check that nobody moved, journal entry on disk, permit,
//!   send, outcome on disk, read back. The value confirmed is the value executed. Brakes are
//!   measured against the account, never against what a plan says of itself, since a plan can come
//!   out of a file; the file carries a seal.
//! - **Lines and calls.** A line is one action on one object. Calls carry several lines where Wix
//!   takes that ([`plan::calls()`]); calls of one lane (a person, a site) go out one after the
//!   other, several lanes at once. Answers are mapped back to lines.
//! - **A sheet is one plan.** What its rows ask for becomes one wish of several parts; nobody stands
//!   in two of them. A pass over a file keeps problems and doubles, never rows; rows that are left
//!   out are named in the plan with their number. Content decides what there is to do, not the name
//!   of the file.
//! - **A sheet in the window** ([`panes::import`]) is read by the worker alone: the window keeps what
//!   was said and sends all of it with every change, the newest wins, and what is told names the
//!   change it is for. First rows come before the rest is looked at. A file that was changed since
//!   it was first seen is refused, since corrections stand by the numbers of its rows.
//! - **A list on its way out** ([`worker::protocol::Outgoing`]) has its columns and cells in one
//!   place for window and command line: the bytes are the same. Names are written so that an import
//!   finds the same thing again ([`sheet::SureNames`]), a cell that reads like what is so asks for
//!   nothing, and one that tells less than what is so is refused ([`sheet::PLACES`]). Rows are
//!   streamed into a private file that takes its place when it is whole.
//! - **A run is one run.** It can be paused, left and killed; it goes on as the same run and ends
//!   with one receipt. Lines whose last look is old are looked at again before they are sent; what
//!   moved meanwhile is left alone and named. One run at a time; a plan that was carried out sends
//!   nothing a second time.
//! - **Waves.** A plan of mails can have hours, days and a number within 24 hours ([`plan::Waves`]).
//!   Its run waits in between, by the clock of its time zone, and counts what went out from the
//!   ledger, on all sites of the profile together: Wix publishes a quota of a site, but all of them go
//!   out in one owner's name. Who has logged in since the plan was made gets no mail. The brake of a
//!   day holds such a plan only if its number is above the limit.
//! - **Taking back** makes a plan. It leaves alone what others changed since, line by line, and
//!   never calls a mail undone.
//! - **A lost answer is neither a failure nor a success.** It is [`plan::Outcome::Unknown`] until
//!   reading settles it; since queries lag behind writes, "not done" takes repeated looks. Nothing
//!   that may have reached Wix is sent again.
//! - **A crash is tellable.** The run stands in the ledger before the journal names it, the journal
//!   names a call before it is sent. The next start settles what has an intent and no outcome.
//! - **Three databases and a file.** The cache may be thrown away. The ledger is copied before each
//!   change of its form and never set aside silently. Snapshots are evidence and lie in a file of
//!   their own, whatever becomes of the cache. The journal is append-only and hash-chained;
//!   its head stands in every receipt.
//! - **Snapshots.** A reading of the account that came to its end leaves one, complete or not, and
//!   why not is a part of it. What one moment never knew is no difference to another: it is named
//!   as not compared ([`access::compare`]). An incomplete one is compared only if somebody insists,
//!   and the report says so. Bodies are shared by their hash and checked when they are read; a
//!   difference is ours only where a line of a run did exactly that ([`plan::did`]).
//!   Readings of sites and members leave snapshots too, which are counted by themselves. Putting
//!   back compares the same two moments anew, makes one plan of the lines that were chosen by their
//!   names, and names what no call restores ([`plan::put_back()`]).
//! - **Reviews.** A campaign stands on one snapshot and keeps its items whole; what is said in it is
//!   only ever added to ([`access::review::Entry`], enforced by the ledger), on the disk before it
//!   shows, and the newest word counts. Snapshots that a campaign stands on stay. Deciding asks
//!   nothing of Wix; what has to be done becomes one wish ([`plan::wish_of_review`]), a plan with its
//!   brakes, and a look at a later snapshot ([`access::review::after`]). Once its run has begun,
//!   decisions stand. What is more than one review takes is reviewed in parts that everybody stays in
//!   ([`access::review::Share`]).
//! - **Evidence packs** ([`evidence`]) have one exact form: the same review is the same bytes, whenever
//!   it is packed, and its digest is handed over apart from it. Checking one takes its bytes and
//!   nothing else, no profile, no key and no network, and names the file in which a byte changed. What
//!   readers see in it is written again from its data and compared, as long as the form is the same;
//!   a change of what is written is another form ([`evidence::FORMAT`]).
//! - **House rules.** What was read is held against them whenever it or they are another, and each
//!   hour, since invites turn old and waivers end by the clock alone; beside everything else and with
//!   no network ([`plan::rules`]). A finding names the wish that would put it right; several become
//!   one plan in which nothing is changed twice. Words about findings are only added to the ledger:
//!   the last counts, and one that has ended takes those before it back.
//! - **One writer.** A profile has a lock; a second window reads only.
//! - **A child account is a profile below a profile.** It has files and a lock of its own and uses
//!   the key of its parent, which lies under the parent's profile alone, until it is given one of
//!   its own. Whether Wix lets a parent's key act there is tried, kept and said. One key has one
//!   pace, whichever accounts it is used for.
//! - **Secrets.** The key is a redacting type and lies only in the key store, in a file that the
//!   owner's passphrase opens, or in memory for one run ([`secrets::Vault`]). It is readable in no
//!   file, log, error or export. The passphrase is asked for once per start and kept nowhere.
//! - **The lock** draws nothing else, so nothing can be seen or heard behind it. It has the key
//!   forgotten where a passphrase brings it back, as soon as no job needs it.
//! - **Nothing personal** is in the log, a crash report or the support bundle: fixed words and numbers
//!   are written, values are not.
//! - **A part that breaks** becomes a report ([`app::CrashReport`]); the rest of the window, the worker
//!   and what the pane holds stay. Commands do nothing to a pane that is not shown again; one that
//!   breaks again can begin anew, which forgets what the settings keep of it, too.
//! - **Search over everything** ([`worker::protocol::FoundAll`]) asks the frozen tables of the open
//!   profile and, for members of other sites, what is kept of them, up to a bound that is told. The
//!   newest text wins, nothing is asked of Wix, and what was looked for is kept nowhere.
//! - **Edits that are not sent** ([`model::Edit`]) are asked for with what takes them back, so that
//!   window and worker need to know no more of undoing than commands. They go with their profile.
//! - **Outside of the window** ([`app::Notification`]) fixed words and counts are told, never a name,
//!   and behind the lock only that something ended. Nothing waits for the desktop.
//! - **What is remembered** of the window holds nothing personal, but the filters of a profile: they
//!   are kept under its id and go with it.
//! - **Keyboard and ear.** Whatever can be clicked has a role, a name, a key path, and a reason where it is
//!   blocked; what has the keyboard is in sight and has a ring. A test goes through every state and
//!   finds what has not (`tests/app/crawl`). The keyboard is never lost ([`kit::focus`]): what goes away
//!   leaves it to what follows, F6 goes from part to part. Every flow of every pane is done by key events
//!   alone (`GATEHOUSE_HANDS=keys`, listed in `tests/app/keyboard_flows`). A key that is handled stands in one of the tables that the
//!   sheet of shortcuts is made from: the commands, [`kit::keys`], [`panes::keys`].
//! - **Texts of any script** are drawn by [`kit::text`], which sets lines from right to left in
//!   reading order; what is heard, copied and searched stays as it is written.
//! - **Clock, ids and chance** come in from outside, so that tests fix them.
//!
//! # From endpoint to pane
//!
//! Letters and numbers are those of the contract, the facts about Wix's APIs that client and
//! sandbox are both built from.
//!
//! | endpoint | client | sandbox | action or job | pane | test |
//! |---|---|---|---|---|---|
//! | A1 create account | `wix::account::CreateAccount` | `http/accounts` | `Action::CreateAccount` | accounts, plan | `worker::accounts`, `app::accounts` |
//! | A2 create account as collaborator | not used: the form of the request is not published | – | – | – | – |
//! | A3 get account | `wix::account::{get, get_as}` | `http/accounts` | sync, facts of child accounts, names of accounts | accounts, overview, contributors | `worker::accounts`, `app::contributors` |
//! | A4 list child accounts | `wix::account::children` | `http/accounts` | sync, reading child accounts, check, read back | accounts, overview | `worker::accounts`, `program::accounts` |
//! | A5 my account | `wix::account::my_account` | `http/accounts` | connect | welcome | `worker::connect` |
//! | account codes | not used: for channel partners only | – | – | – | – |
//! | U1 search team | `wix::team::{search, page}` | `http/team` | sync, check, read back | team | `worker::sync`, `worker::apply` |
//! | U2 get roles info | `wix::roles::list` | `http/roles` | sync, roles in another language | team, roles | `worker::sync`, `app::people` |
//! | U3 update assignments | `wix::team::UpdateAssignments` | `http/team` | `Action::UpdateAssignments` | team, plan | `worker::apply`, `worker::faults`, `program::sheets_access` |
//! | U4 remove member | `wix::team::RemoveMember` | `http/team` | `Action::RemoveTeamMember` | team, plan | `worker::apply` |
//! | AI1 create invites | `wix::invites::CreateAccountInvites` | `http/invites` | `Action::InviteToAccount` | team, plan | `worker::batches`, `app::invite` |
//! | S1 query sites | `wix::sites::query` | `http/sites` | sync | team (facets, reach) | `worker::sync` |
//! | S2 count sites | `wix::sites::count` | `http/sites` | not needed by a pane yet | – | `wix`, `sandbox` |
//! | F1 query folders | `wix::folders::list` | `http/folders` | sync | team (facets, reach) | `worker::sync` |
//! | F2 folder of a site | `wix::folders::of_site` | `http/folders` | not needed by a pane yet | – | `wix`, `sandbox` |
//! | F3 to F7 change folders | not used: no matter of access | – | – | – | – |
//! | C1 query contributors | `wix::contributors::query` | `http/contributors` | sync of sites, plan, check, read back | sites, contributors, people | `worker::sites`, `app::sites` |
//! | C2 change roles of a contributor | `wix::contributors::ChangeRoles` | `http/contributors` | `Action::ChangeContributorRoles` | contributors, plan | `worker::contributors`, `app::contributors`, `program::lists`, `program::sheets_access` |
//! | C3 change locations of a contributor | `wix::contributors::ChangeLocations` | `http/contributors` | `Action::ChangeContributorLocations` | contributors, plan | `worker::contributors`, `app::contributors`, `program::lists`, `program::sheets_access` |
//! | C4 remove contributor | `wix::contributors::Remove` | `http/contributors` | `Action::RemoveContributor` | contributors, people, plan | `worker::everyone`, `app::contributors` |
//! | SI1 invite to a site | `wix::site_invites::BulkInvite` | `http/site_invites` | `Action::InviteToSite` | invites, plan | `worker::sites`, `app::invites`, `program::sheets` |
//! | SI2 resend site invite | `wix::site_invites::Resend` | `http/site_invites` | `Action::ResendSiteInvite` | invites, plan | `app::invites`, `program::lists` |
//! | SI3 revoke site invite | `wix::site_invites::Revoke` | `http/site_invites` | `Action::RevokeSiteInvite` | invites, people, plan | `app::invites`, `worker::everyone`, `program::lists` |
//! | L1 list locations | `wix::locations::page` | `http/locations` | sync of sites | sites, contributors | `worker::sites` |
//! | site 5.3 Query Locations | not used, List tells the same | `http/locations` | – | – | `sandbox` |
//! | site 5.3 Get Location | `wix::locations::get` | `http/locations` | not needed by a pane yet | – | `wix`, `sandbox` |
//! | site 5.3 Create, Update, Archive, Set Default, types of a location | not used: no matter of access | `http/locations` | – | – | `sandbox` |
//! | site 3.4 token of an app | `wix::Auth::App` | `http/token` | every call of an app | welcome, settings | `worker::identities`, `app::identities` |
//! | site 3.4 token info | `wix::Client::token_info` | `http/token` | connect (the site of an app) | welcome | `worker::identities` |
//! | site 3.4 keys of tokens, user info, older tokens | not used: they are for people who log in | – | – | – | – |
//! | site 1.4 Get Member | `wix::members::get` | `http/members` | check, read back of few members | plan | `wix`, `sandbox` |
//! | site 1.4 List Members | not used, Query tells the same | `http/members` | – | – | `sandbox` |
//! | site 1.4 Query Members | `wix::members::{query, page, by_login}` | `http/members` | capability check, plan, check, read back; reading of members, Wix's own search | welcome, plan, members | `worker::undo`, `program::kill`, `worker::members`, `app::members` |
//! | site 1.4 Create Member | `wix::members::CreateMember` | `http/members` | `Action::CreateMember` | plan | `worker::undo`, `program::kill`, `program::sheets` |
//! | site 1.4 Update Member | `wix::members::UpdateMember` | `http/members/update` | `Deed::Update` | plan | `worker::members`, `wix`, `program::sheets` |
//! | site 1.4 Update Member Slug | `wix::members::ChangeSlug` | `http/members/update` | `Deed::Slug` | plan | `worker::members`, `wix` |
//! | site 1.4 Delete Member Phones, Emails, Addresses | `wix::members::ClearList` | `http/members/update` | `Deed::Clear` | plan | `worker::members`, `wix` |
//! | site 1.4 Approve, Block, Mute, Unmute, Disconnect | `wix::members::TakeStep` | `http/members/standing` | `Deed::{Approve, Unblock, Block, Mute, Unmute, Disconnect}`, one call a member | plan | `worker::members`, `program::members` |
//! | site 1.4 Delete Member | `wix::members::DeleteMember` | `http/members` | `Action::DeleteMember` (takes a creation back), `Deed::Delete`, alone | plan | `worker::undo` |
//! | site 1.4 Bulk Delete Members | `wix::members::BulkDeleteMembers` | `http/members` | the same, up to 100 of a site in one call | plan | `worker::undo`, `wix` |
//! | site 1.4 Bulk Delete By Filter, Bulk Approve, Bulk Block | `wix::members::BulkByFilter` | `http/members/by_filter` | not sent by plans: who signs up in between would be meant too | – | `wix`, `sandbox` |
//! | site 1.4 Get My Member and what else only a member may | not used: a key is no member | `http/members/my` (no caller is a member) | – | – | `sandbox` |
//! | site 2.1 Send Set Password Email | `wix::member_login::SendPasswordMail` (the first of the published paths; after a 404 nothing else is tried) | `http/member_auth/mail` | `Deed::PasswordMail`, in a plan of its own, at once or in waves | members, plan | `worker::members`, `worker::waves`, `app::members_change`, `wix` |
//! | site 2.2 Change Login Email | `wix::member_login::ChangeLogin` | `http/member_auth/login` | `Deed::ChangeLogin`; may not be available | plan | `worker::members`, `wix` |
//! | site 2.3, 2.4 Approve, Block by address | not used, the calls by id tell more | `http/member_auth/legacy` | – | – | `sandbox` |
//! | site 2.5 Send Activation Email | `wix::member_login::SendActivationMail` | `http/member_auth/mail` | not offered: no page of the documentation has it | – | `wix` |
//! | site 2.6 Send Recovery Email | not used: for visitors | `http/member_auth/mail` | – | – | `sandbox` |
//! | site 4.1 roles of members | `wix::member_roles::{of_member, of_members, ChangeRole}` | `http/community/roles` | `Command::ReadHeld`, `Deed::{GiveRole, TakeRole}` | members (inspector, Badges and roles), plan | `worker::member_held`, `app::members_held`, `program::members_parts`, `worker::members`, `wix` |
//! | site 4.2 definitions of those roles | `wix::member_roles::{definitions, definition, Define}` | `http/community/role_definitions` | `Command::ReadSiteSettings`, `SettingDeed::{CreateRole, ChangeRole, DeleteRole}` | members (Badges, roles and fields), plan | `worker::site_settings`, `app::site_settings`, `wix` |
//! | site 4.3 badges | `wix::badges::{query, get, SaveBadge, DeleteBadge}` | `http/community/badges` | `Command::ReadSiteSettings`, `SettingDeed::{CreateBadge, ChangeBadge, DeleteBadge}` | members (Badges, roles and fields), plan | `worker::site_settings`, `app::site_settings`, `wix` |
//! | site 4.3 move a badge | `wix::badges::MoveBadge` | `http/community/badges` | not offered: no list tells the order, so nothing could be read back | – | `wix::site_settings` |
//! | site 4.3 order of badges | not used: past the day on which Wix removes it | `http/community/badges` | – | – | `sandbox` |
//! | site 4.3 badges v3 | not used: past the day on which Wix removes them | – | – | – | – |
//! | site 4.4 badge assignments | `wix::badges::{assignments, AssignBadge, UnassignBadge}` | `http/community/assignments` | `Command::ReadHeld`, `Deed::{GiveBadge, TakeBadge}`, up to 100 in one call | members (inspector, Badges and roles), plan | `worker::member_held`, `app::members_held`, `program::members_parts`, `worker::members`, `wix` |
//! | site 4.4 tags of badge assignments | not used: the fields of the request are not published | `http/community/tags` | – | – | `sandbox` |
//! | site 4.5 custom fields | `wix::custom_fields::{list, get, ChangeField}` | `http/community/fields` | `Command::ReadSiteSettings`, `SettingDeed::{CreateField, ChangeField, HideField, DeleteField}`; values go with `Deed::Update` | members (Badges, roles and fields), plan | `worker::site_settings`, `app::site_settings`, `wix` |
//! | site 4.5 order of fields | `wix::custom_fields::OrderFields` | `http/community/fields` | not offered: the list has an order of its own, so nothing could be read back | – | `wix::site_settings` |
//! | site 4.6 custom field applications | `wix::field_applications::{get, of_fields, of_members, Apply}`; not by roles, whose answer is not published | `http/community/field_applications` | `Command::ReadSiteSettings`, `SettingDeed::Applies` | members (Badges, roles and fields), plan | `worker::member_parts`, `app::members_parts`, `program::members_parts`, `wix::site_settings` |
//! | site 4.6 custom field suggestions | `wix::field_applications::suggestions` | `http/community/field_suggestions` | `Command::ReadSiteSettings`; adding one as it is: no published call | members (Badges, roles and fields) | `worker::member_parts`, `app::members_parts` |
//! | site 4.7 abouts | `wix::abouts::{query, get, ChangeAbout}` | `http/community/abouts` | `Command::ReadAbout`, `SettingDeed::About` | members (inspector, About), plan | `worker::member_parts`, `app::members_parts`, `program::members_parts`, `wix::site_settings` |
//! | site 4.8 default privacy, privacy settings | `wix::member_privacy::{default, settings, SetDefault, SetSettings}` | `http/community/privacy` | `Command::ReadSiteSettings`, `SettingDeed::{DefaultPrivacy, Privacy}` | members (Badges, roles and fields), plan | `worker::site_settings`, `app::site_settings`, `wix` |
//! | site 4.9 Query User Members | `wix::user_members::query` | `http/community/user_members` | read with the members: marks those of the owner and of contributors and names contributors; asked by user when names are looked up, and again when a plan is made | members, plan | `worker::site_members`, `worker::members`, `wix` |
//! | site 4.10 reports, blocks between members, followers | not used: what members do among themselves decides no access | – | – | – | – |
//! | site 6 contacts | not used: a contact gets nobody in; its id is shown beside that of the member | – | – | – | – |
//! | site 7.6 async jobs | `wix::jobs` | `http/jobs` | not needed: plans send no call by filter | – | `wix` |

pub mod access;
pub mod app;
pub mod cli;
pub mod evidence;
pub mod index;
pub mod journal;
pub mod kit;
pub mod model;
pub mod panes;
pub mod plan;
pub mod program;
pub mod sandbox;
pub mod secrets;
pub mod sheet;
pub mod store;
pub mod wix;
pub mod worker;
