//! Commands about what is kept: snapshots and reviews.

use super::super::jobs::{reviews, snapshots};
use super::super::open::Open;
use super::super::protocol::{Command, ReviewCommand};
use super::Engine;
use std::sync::Arc;

impl Engine {
    /// Does what was asked about snapshots and reviews; gives back any other command.
    pub(super) async fn handle_kept(&self, open: &Arc<Open>, command: Command) -> Option<Command> {
        let open = Arc::clone(open);
        match command {
            Command::ListSnapshots => self.spawn(snapshots::list(open)),
            Command::TakeSnapshot => self.spawn(snapshots::take_now(open)),
            Command::KeepSnapshots(wanted) => self.spawn(snapshots::keep(open, wanted)),
            Command::KeepSnapshot(id, kept) => self.spawn(snapshots::keep_one(open, id, kept)),
            Command::DeleteSnapshot(id) => self.spawn(snapshots::delete(open, id)),
            Command::Compare(request) => self.spawn(snapshots::compare(open, request)),
            Command::Reviews(command) => self.review(open, *command).await,
            Command::PutBack(request) => self.spawn(snapshots::put_back(open, request)),
            other => return Some(other),
        }
        None
    }

    /// Words keep their order: each is on the disk before the next is taken.
    async fn review(&self, open: Arc<Open>, command: ReviewCommand) {
        match command {
            ReviewCommand::Say(id, word) => reviews::say(&open, id, word).await,
            ReviewCommand::Undo(id) => reviews::undo(&open, id).await,
            other => self.spawn(reviews::run(open, other)),
        }
    }
}
