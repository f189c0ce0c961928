//! A worker without a window: commands in, and waiting for what was asked. It wakes when something
//! changed and never looks in between.

use super::end::{Failure, bad};
use super::exit::Exit;
use super::progress::Progress;
use super::shared_args::Common;
use super::{World, key, profile, signals};
use crate::model::{Model, Route};
use crate::secrets::{KeyStore, MemoryKeyStore, Secret};
use crate::worker::protocol::{
    Command, Connection, ErrorCard, KeepIn, KeyPlace, RunCard, TeamTable, Trouble,
};
use crate::worker::{Environment, Handle, Keys, Patience, Wake};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

/// While commands wait for room on this side, it looks again after this long.
const BEHIND: Duration = Duration::from_millis(50);

/// A worker, and everything it told.
pub(super) struct Session<'a> {
    handle: Handle,
    pub(super) model: Model,
    woken: Receiver<()>,
    stopped: Arc<AtomicBool>,
    progress: Progress,
    world: &'a World,
}

/// What a command does with its profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Reads or writes: takes the profile's lock, and the key.
    Work,
    /// Looks at what is kept: takes no lock, asks no key store, opens no socket.
    Look,
}

impl<'a> Session<'a> {
    /// Starts a worker that does nothing by itself.
    pub(super) fn start(
        world: &'a World,
        keys: Box<dyn FnOnce() -> Keys + Send>,
        wait: Duration,
    ) -> Result<Self, Failure> {
        Self::begin(world, keys, wait, Use::Work)
    }

    fn begin(
        world: &'a World,
        keys: Box<dyn FnOnce() -> Keys + Send>,
        wait: Duration,
        what: Use,
    ) -> Result<Self, Failure> {
        let env = Environment {
            data: world.data.clone(),
            offline: world.offline || what == Use::Look,
            read_only: what == Use::Look,
            by_itself: false,
            person: world.person.clone(),
            now: Arc::clone(&world.now),
            ids: Arc::clone(&world.ids),
            jitter: Arc::clone(&world.jitter),
            keys,
            practice: world.practice.clone(),
            patience: Patience {
                outage: Some(wait),
                ..Patience::default()
            },
        };
        let (tell, woken) = sync_channel(1);
        let tell = Arc::new(tell);
        let stopped = Arc::new(AtomicBool::new(false));
        signals::listen(Arc::clone(&stopped), Arc::downgrade(&tell))
            .map_err(|e| super::end::failed(format!("Signals cannot be heard: {e}"), ""))?;
        // A full channel means that it is going to look anyway.
        let wake: Wake = Arc::new(move || tell.try_send(()).unwrap_or_default());
        let handle = Handle::start(env, wake)?;
        Ok(Self {
            handle,
            model: Model::new((world.now)(), Route::Team),
            woken,
            stopped,
            progress: Progress::new(),
            world,
        })
    }

    /// Starts a worker and opens the profile that is meant.
    pub(super) fn open(world: &'a World, common: &Common) -> Result<Self, Failure> {
        let given = key::given(common)?;
        Self::open_for(world, common, key::store(given, world)?, Use::Work)
    }

    /// The same with the keys of the system, whatever key was given for this run.
    pub(super) fn open_keeping(world: &'a World, common: &Common) -> Result<Self, Failure> {
        let keys = key::store(key::Given::default(), world)?;
        Self::open_for(world, common, keys, Use::Work)
    }

    /// Opens the profile that is meant to look at what is kept; nobody else is kept from it.
    pub(super) fn look(world: &'a World, common: &Common) -> Result<Self, Failure> {
        let none = || (Arc::new(MemoryKeyStore::new()) as Arc<dyn KeyStore>, None);
        Self::open_for(world, common, Box::new(none), Use::Look)
    }

    fn open_for(
        world: &'a World,
        common: &Common,
        keys: Box<dyn FnOnce() -> Keys + Send>,
        what: Use,
    ) -> Result<Self, Failure> {
        let wait = Duration::from_mins(u64::from(common.wait));
        let mut session = Self::begin(world, keys, wait, what)?;
        if let Some(pace) = common.pace {
            session.send(Command::PaceForRun(pace));
        }
        let open = profile::choose(&mut session, common.profile.as_deref())?;
        session.send(open);
        // The answer comes after everything of the profile was shown.
        session.runs(u32::MAX)?;
        Ok(session)
    }

    /// Says of a missing key, or app secret, how it is given here.
    pub(super) fn advise(&self, mut failure: Failure) -> Failure {
        let session = self.model.session.as_ref();
        // With a key that was given for this run there is a connection, whatever is closed.
        let shut = self.model.keeping.keeps == KeepIn::Closed
            && session.is_some_and(|s| matches!(s.connection, Connection::Trouble(_)));
        if shut && failure.exit == Exit::NoAccess {
            let remedy = "Give the passphrase in the descriptor whose number \
                          GATEHOUSE_PASSPHRASE_FD tells";
            remedy.clone_into(&mut failure.card.remedy);
            return failure;
        }
        if let Some(session) = session
            && session.profile.key == KeyPlace::Missing
            && failure.exit == Exit::NoAccess
        {
            let remedy = if session.profile.sign_in.is_app() {
                "Give the app secret with GATEHOUSE_APP_SECRET or --key-fd"
            } else {
                "Give the key with GATEHOUSE_API_KEY or --key-fd"
            };
            remedy.clone_into(&mut failure.card.remedy);
        }
        failure
    }

    /// What the program was started with.
    pub(super) fn world(&self) -> &'a World {
        self.world
    }

    /// Gives a command to the worker.
    pub(super) fn send(&mut self, command: Command) {
        self.handle.send(command);
    }

    fn take_in(&mut self) {
        self.model.now = (self.world.now)();
        for event in self.handle.poll() {
            self.model.apply(event);
        }
    }

    /// Waits until this is so.
    ///
    /// # Errors
    /// What the caller finds in the model, why the worker cannot go on, or that somebody stopped
    /// it.
    pub(super) fn until<T>(
        &mut self,
        mut so: impl FnMut(&Model) -> Option<Result<T, Failure>>,
    ) -> Result<T, Failure> {
        loop {
            self.take_in();
            self.progress.show(&self.model);
            // First: a worker that could not begin shows empty lists, which mean nothing.
            if let Some(fatal) = &self.model.fatal {
                return Err(fatal.as_ref().clone().into());
            }
            if let Some(done) = so(&self.model) {
                self.progress.clear();
                return done.map_err(|failure| self.advise(failure));
            }
            if self.stopped.load(Ordering::SeqCst) {
                self.progress.clear();
                return Err(ErrorCard::new("Stopped", "")
                    .of(Trouble::Interrupted)
                    .into());
            }
            let woken = if self.handle.is_behind() {
                self.woken.recv_timeout(BEHIND)
            } else {
                self.woken.recv().map_err(RecvTimeoutError::from)
            };
            if woken == Err(RecvTimeoutError::Disconnected) {
                let why = "The worker ended before it was done";
                return Err(super::end::failed(why, "Start the command again"));
            }
        }
    }

    /// The runs of the open profile, newest first.
    pub(super) fn runs(&mut self, most: u32) -> Result<Vec<RunCard>, Failure> {
        self.model.runs = None;
        self.model.trouble = None;
        self.send(Command::ListRuns(most));
        let runs = self.until(|m| {
            if let Some(trouble) = &m.trouble {
                return Some(Err(trouble.as_ref().clone().into()));
            }
            let list = m.runs.as_ref()?;
            Some(list.runs.clone().map_err(Failure::from))
        });
        // What was shown just before the answer is taken in with it.
        self.take_in();
        runs
    }

    /// The team as it was read last.
    pub(super) fn team(&self) -> Result<Arc<TeamTable>, Failure> {
        self.model.team.clone().ok_or_else(|| {
            let remedy = "Read the account first: gatehouse sync";
            super::end::failed("The account has not been read yet", remedy)
        })
    }

    /// Whether there is somebody to ask.
    pub(super) fn connected(&self) -> Result<(), Failure> {
        let Some(session) = &self.model.session else {
            return Err(bad("No profile is open", ""));
        };
        match &session.connection {
            Connection::Trouble(card) => Err(self.advise(card.clone().into())),
            Connection::Offline(why) if self.world.offline => {
                let remedy = "Start the command again without --offline";
                let card = ErrorCard::new(why.clone(), remedy);
                Err(card.of(Trouble::Offline).into())
            }
            // Else somebody else has the profile.
            Connection::Offline(why) => {
                let card = ErrorCard::new(why.clone(), "Wait until it is done, or close it");
                Err(card.of(Trouble::Busy).into())
            }
            _ => Ok(()),
        }
    }

    /// Brings everything to a safe place and ends the worker.
    pub(super) fn close(mut self) {
        self.handle.shutdown();
    }
}

/// What was given by hand, for the one place that needs it as text.
pub(super) fn expose(key: &Secret) -> String {
    key.expose().to_owned()
}
