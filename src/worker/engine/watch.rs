//! What the engine watches over: jobs that break, and keys behind a passphrase.

use super::super::jobs::{keys, open_profile, settle};
use super::super::protocol::{ErrorCard, Tone};
use super::super::shared::BROKE;
use super::{Engine, start_reading};
use std::future::Future;
use std::sync::Arc;

impl Engine {
    /// Starts a job. One that breaks is told.
    pub(super) fn spawn(&self, job: impl Future<Output = ()> + Send + 'static) {
        let Some(open) = &self.open else {
            self.tasks.spawn(job);
            return;
        };
        let job = open.tasks.spawn(job);
        let told = Arc::clone(open);
        open.tasks.spawn(async move {
            if job.await.is_err_and(|e| e.is_panic()) {
                let remedy = "Start it again; what was read or sent so far is kept. A crash report \
                              lies in the support bundle, under Settings";
                told.tell(Tone::Error, ErrorCard::new(BROKE, remedy)).await;
            }
        });
    }

    /// Forgets what the passphrase opened, if that was asked for and no job needs it any more.
    pub(super) fn forget_keys(&mut self) {
        if self.locking && keys::forget(&self.shared, self.open.as_deref()) {
            self.locking = false;
        }
    }

    /// Opens the keys, and with them the connection of the open profile if it has none.
    pub(super) async fn unlock(&mut self, typed: String) {
        if !keys::unlock(&self.shared, typed).await {
            return;
        }
        self.locking = false;
        let Some(open) = self.open.clone() else {
            return;
        };
        keys::moved(&open).await;
        if open.client().is_err() {
            // After the lock everything is there; at the start, what a start does was left out.
            let begins = open.shared.by_itself && !keys::was_locked(&open);
            self.spawn(async move {
                open_profile::connect(&open).await;
                if begins {
                    settle::run(Arc::clone(&open)).await;
                    start_reading(open).await;
                }
            });
        }
    }
}
