//! What the account looks like and what may be changed: one file per area that decides.
//!
//! Writes are judged against the truth; queries see the truth of a moment ago (`lag`), as Wix's queries do.

pub(crate) mod accounts;
pub(crate) mod change;
pub(crate) mod contributors;
pub(crate) mod file;
pub(crate) mod filter;
pub(crate) mod folders;
pub(crate) mod invites;
pub(crate) mod jobs;
pub(crate) mod locations;
pub(crate) mod log_file;
pub(crate) mod mails;
pub(crate) mod members;
pub(crate) mod outside;
pub(crate) mod outside_site;
pub(crate) mod paging;
pub(crate) mod records;
pub(crate) mod refusal;
pub(crate) mod roles;
pub(crate) mod scope;
pub(crate) mod search;
pub(crate) mod shelf;
pub(crate) mod site_invites;
pub(crate) mod sites;
pub(crate) mod team;
pub(crate) mod time;

use std::{
    cell::RefCell,
    collections::{BTreeMap, VecDeque},
    sync::Arc,
};

use jiff::{SignedDuration, Timestamp};

use self::{
    change::{Change, View},
    file::{MadeOf, Saved},
    log_file::{Kept, Step},
    members::order::FoundLists,
    refusal::Refusal,
    time::Time,
};
use super::{
    config::{Config, Switches},
    error::Error,
    seed::{World, after, rng},
};

/// The account and everything that has happened to it.
pub(crate) struct State {
    pub(crate) world: World,
    pub(crate) switches: Switches,
    /// What is so.
    pub(crate) truth: View,
    /// What queries show.
    shown: View,
    /// Changes that queries do not show yet, with the moment when they will.
    coming: VecDeque<(Timestamp, Change)>,
    /// The last change of each record: the distance between the seed and the truth.
    overlay: BTreeMap<String, Change>,
    /// Counter behind the ids of new records.
    made: u64,
    /// Mails that would have been sent.
    mails: u64,
    lag: SignedDuration,
    time: Arc<Time>,
    kept: Option<Kept>,
    /// What the fresh account followed from.
    made_of: MadeOf,
    /// Shortest time between two creations of members on a site; `None` means none.
    creation_gap: Option<SignedDuration>,
    /// When a member was last created, by site id.
    last_creation: BTreeMap<String, Timestamp>,
    /// What the queries of a moment ago found.
    found: RefCell<FoundLists>,
    /// Site and id of jobs that are not at their end.
    open_jobs: Vec<(String, String)>,
}

impl State {
    /// The state of a fresh or a kept account.
    ///
    /// # Errors
    /// When the state file cannot be read, is something else, or cannot be written.
    pub(crate) fn open(config: &Config, time: Arc<Time>) -> Result<Self, Error> {
        let made_of = MadeOf {
            size: config.size,
            seed: config.seed,
            members: config.members,
        };
        let (old, kept) = match config.state_file.as_deref() {
            Some(path) => {
                let (old, kept) = Kept::open(path, made_of)?;
                (old, Some(kept))
            }
            None => (None, None),
        };
        let real = time.real();
        let fresh = old.is_none();
        let saved = old.unwrap_or_else(|| {
            let start = config.now.unwrap_or(real);
            // Whole seconds keep the dates of the world short.
            let epoch = Timestamp::from_second(start.as_second()).unwrap_or(start);
            Saved::new(made_of, epoch, start.duration_since(real))
        });
        time.set_offset(SignedDuration::from_nanos(saved.offset_ns));
        let world = World::new(config.size, config.seed, saved.epoch).with_members(config.members);
        let mut truth = world.view();
        saved.changes.iter().for_each(|change| truth.apply(change));
        let mut state = Self {
            world,
            switches: config.switches.clone(),
            shown: truth.clone(),
            truth,
            coming: VecDeque::new(),
            overlay: saved
                .changes
                .into_iter()
                .map(|change| (change.key(), change))
                .collect(),
            made: saved.made,
            mails: saved.mails,
            lag: SignedDuration::try_from(config.lag).unwrap_or(SignedDuration::MAX),
            time,
            kept,
            made_of,
            creation_gap: config
                .rate_per_minute
                .and(SignedDuration::try_from(config.creation_gap).ok()),
            last_creation: BTreeMap::new(),
            found: RefCell::default(),
            open_jobs: Vec::new(),
        };
        state.reopen_jobs();
        if fresh {
            state.save()?;
        }
        state.settle();
        Ok(state)
    }

    /// What the sandbox's clock shows.
    pub(crate) fn now(&self) -> Timestamp {
        self.time.now()
    }

    /// The sandbox's clock itself.
    pub(crate) fn time(&self) -> Arc<Time> {
        self.time.clone()
    }

    /// Moves the sandbox's clock.
    pub(crate) fn advance(&mut self, by: SignedDuration) -> Result<(), Error> {
        self.time.set_offset(self.time.offset().saturating_add(by));
        self.settle();
        self.keep(&[])
    }

    /// Lets jobs do and queries see what they should by now. Called before every request.
    pub(crate) fn settle(&mut self) {
        self.run_jobs();
        self.show_due();
    }

    fn show_due(&mut self) {
        let now = self.now();
        while let Some((_, change)) = self.coming.pop_front_if(|(at, _)| *at <= now) {
            if matches!(change, Change::SiteMember { .. }) {
                self.found.get_mut().clear();
            }
            self.shown.apply(&change);
        }
    }

    /// What queries show.
    pub(crate) fn shown(&self) -> &View {
        &self.shown
    }

    /// Makes changes true, keeps them on disk, and shows them to queries after the lag.
    pub(crate) fn commit(&mut self, changes: Vec<Change>, mails: u64) -> Result<(), Refusal> {
        let visible = after(self.now(), self.lag);
        for change in &changes {
            self.truth.apply(change);
            self.overlay.insert(change.key(), change.clone());
        }
        self.mails += mails;
        let kept = self.keep(&changes);
        self.coming
            .extend(changes.into_iter().map(|change| (visible, change)));
        self.show_due();
        kept.map_err(|error| {
            tracing::error!(%error, "the sandbox could not keep a change");
            Refusal::Internal
        })
    }

    /// Puts changes and counters on disk.
    fn keep(&mut self, changes: &[Change]) -> Result<(), Error> {
        let offset = self.time.offset().as_nanos();
        match &mut self.kept {
            None => Ok(()),
            Some(kept) if !kept.wants_whole() => kept.append(&Step {
                offset_ns: i64::try_from(offset).unwrap_or_default(),
                made: self.made,
                mails: self.mails,
                changes,
            }),
            Some(_) => self.save(),
        }
    }

    /// Puts everything on disk.
    fn save(&mut self) -> Result<(), Error> {
        let Some(kept) = &mut self.kept else {
            return Ok(());
        };
        let mut saved = Saved::new(self.made_of, self.world.epoch, self.time.offset());
        saved.made = self.made;
        saved.mails = self.mails;
        saved.changes = self.overlay.values().cloned().collect();
        kept.write_whole(saved)
    }

    /// Forgets all changes and starts the clock anew.
    pub(crate) fn reset(&mut self, config: &Config) -> Result<(), Error> {
        if let Some(path) = &config.state_file {
            log_file::remove(path)?;
        }
        *self = Self::open(config, self.time.clone())?;
        Ok(())
    }

    /// A number for a new record, the same in every run with the same calls.
    fn next_number(&mut self) -> u64 {
        self.made += 1;
        self.made
    }

    /// A GUID for a new record.
    pub(crate) fn new_guid(&mut self, kind: &str) -> String {
        let number = self.next_number();
        rng::guid(self.world.seed, &format!("new-{kind}"), number)
    }

    /// A 19-digit id for a new record.
    pub(crate) fn new_number_id(&mut self, kind: &str) -> String {
        let number = self.next_number();
        rng::number_id(self.world.seed, &format!("new-{kind}"), number)
    }

    /// A place after all records of the seed.
    pub(crate) fn new_seq(&mut self) -> u64 {
        1_000_000_000 + self.next_number()
    }

    /// Mails that would have been sent so far.
    pub(crate) fn mails(&self) -> u64 {
        self.mails
    }

    /// How many records were changed, and how many changes queries do not show yet.
    pub(crate) fn change_counts(&self) -> (usize, usize) {
        (self.overlay.len(), self.coming.len())
    }
}
