//! The window's end of the worker.

use super::board::{Board, Reader, Wake, board};
use super::env::Environment;
use super::protocol::{Command, ErrorCard, Event};
use super::{engine, runtime};
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// Commands that fit before they wait on this side.
const QUEUE: usize = 64;

/// The window's end. None of its calls waits, except [`Handle::shutdown`].
pub struct Handle {
    commands: mpsc::Sender<Command>,
    waiting: VecDeque<Command>,
    reader: Reader,
    stop: CancellationToken,
    thread: Option<JoinHandle<()>>,
    /// The worker is gone.
    ended: Arc<AtomicBool>,
    /// That was told.
    told_end: bool,
}

/// Tells the window when the worker ends, in whatever way.
struct AtEnd(Arc<AtomicBool>, Wake);

impl Drop for AtEnd {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
        (self.1)();
    }
}

impl std::fmt::Debug for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Handle")
            .field("waiting", &self.waiting.len())
            .finish_non_exhaustive()
    }
}

impl Handle {
    /// Starts the worker on a thread of its own. `wake` is called after every change, from any
    /// thread; it must not block.
    ///
    /// # Errors
    /// An [`ErrorCard`] when the system gives no thread.
    pub fn start(env: Environment, wake: Wake) -> Result<Self, ErrorCard> {
        let ended = Arc::new(AtomicBool::new(false));
        let at_end = AtEnd(Arc::clone(&ended), Arc::clone(&wake));
        let (board, reader) = board(wake);
        let board: Arc<Board> = Arc::new(board);
        let (commands, inbox) = mpsc::channel(QUEUE);
        let stop = CancellationToken::new();
        let until = stop.clone();
        let thread = std::thread::Builder::new()
            .name("worker".to_owned())
            .spawn(move || {
                let _at_end = at_end;
                runtime::run(engine::run(env, board, inbox, until));
            })
            .map_err(|e| {
                ErrorCard::new(
                    format!("The program could not start its worker ({e})"),
                    "Close other programs and start again",
                )
            })?;
        Ok(Self {
            commands,
            waiting: VecDeque::new(),
            reader,
            stop,
            thread: Some(thread),
            ended,
            told_end: false,
        })
    }

    /// Hands a command over. A full queue keeps it here until there is room; none is lost.
    pub fn send(&mut self, command: Command) {
        self.waiting.push_back(command);
        self.flush();
    }

    fn flush(&mut self) {
        while let Some(command) = self.waiting.pop_front() {
            if let Err(mpsc::error::TrySendError::Full(command)) = self.commands.try_send(command) {
                self.waiting.push_front(command);
                return;
            }
        }
    }

    /// What changed since the last time. Call it once per frame.
    pub fn poll(&mut self) -> Vec<Event> {
        self.flush();
        let mut events = self.reader.poll();
        let gone = self.ended.load(Ordering::SeqCst);
        if gone && !self.told_end && !self.stop.is_cancelled() {
            self.told_end = true;
            let card = ErrorCard::new(
                "The program met an error of its own and cannot go on",
                "Close it and start it again; what was read or sent so far is kept, and a run that \
                 was under way goes on",
            );
            events.push(Event::Session(None));
            events.push(Event::Fatal(Arc::new(card)));
        }
        events
    }

    /// Whether commands wait for room: call [`Handle::poll`] again soon.
    pub fn is_behind(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Stops the worker and waits until every job has come to a safe place.
    pub fn shutdown(&mut self) {
        self.flush();
        self.stop.cancel();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the worker ended with a panic");
        }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.shutdown();
    }
}
