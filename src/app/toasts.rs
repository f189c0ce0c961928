//! New notices, shown for a moment at the lower right. Errors stay until they were read.

use crate::kit::notice::{Notices, toasts};
use crate::kit::tokens::size;
use crate::kit::tone::Tone;
use crate::worker::protocol::{self, Activity, Command, NoticeId};
use egui::Context;
use std::collections::{BTreeMap, BTreeSet};

/// Seconds for which good news stays.
const LASTING: f64 = 6.0;

/// Which notices were shown already.
#[derive(Default)]
pub(super) struct Toasts {
    shown: Notices,
    known: BTreeSet<NoticeId>,
    ids: BTreeMap<u64, NoticeId>,
    begun: bool,
    /// Whether the notices that were there at the start are known.
    baseline: bool,
    /// What the window itself said last.
    said: Option<u64>,
}

fn tone(tone: protocol::Tone) -> Tone {
    match tone {
        protocol::Tone::Info => Tone::Info,
        protocol::Tone::Success => Tone::Success,
        protocol::Tone::Warning => Tone::Warning,
        protocol::Tone::Error => Tone::Danger,
    }
}

impl Toasts {
    /// Takes in the list; notices that were there at the start are not news.
    pub(super) fn take_in(&mut self, activity: &Activity) {
        if !activity.loaded {
            return;
        }
        let news = std::mem::replace(&mut self.baseline, true);
        for notice in activity.notices.iter().rev() {
            if !self.known.insert(notice.id.clone()) || notice.read || !news {
                continue;
            }
            let text = &notice.text;
            let id = self.shown.push(
                tone(notice.tone),
                text.sentence.clone(),
                text.remedy.clone(),
                text.details.clone(),
            );
            self.ids.insert(id, notice.id.clone());
        }
        for (id, notice) in &self.ids {
            if activity.notices.iter().any(|n| n.id == *notice && n.read) {
                self.shown.mark_read(*id);
            }
        }
    }

    /// Says something about what was just done in the window. The next such word takes its place.
    pub(super) fn say(&mut self, good: bool, words: &str) {
        if let Some(before) = self.said.take() {
            self.shown.mark_read(before);
        }
        let tone = if good { Tone::Success } else { Tone::Warning };
        self.said = Some(self.shown.push(tone, words, "", ""));
    }

    /// Says something that stays until it was read.
    pub(super) fn say_until_read(&mut self, good: bool, words: &str) {
        let tone = if good { Tone::Success } else { Tone::Warning };
        self.shown.push_until_read(tone, words);
    }

    /// Another profile is open: its notices are not news.
    pub(super) fn begin(&mut self, open: bool) {
        if open != self.begun {
            *self = Self::default();
            self.begun = open;
        }
    }

    /// Draws them; gives what was read by now. They wait while what they say stands elsewhere: under
    /// Activity, or while a dialog is open, on whose buttons they would lie.
    pub(super) fn show(&mut self, ctx: &Context, now: f64, elsewhere: bool) -> Vec<Command> {
        if !elsewhere {
            toasts(ctx, &mut self.shown, now, LASTING, size::STATUS);
        }
        let read: BTreeSet<u64> = self.shown.iter().filter(|n| n.read).map(|n| n.id).collect();
        let done: Vec<u64> = self
            .ids
            .keys()
            .copied()
            .filter(|id| read.contains(id))
            .collect();
        done.into_iter()
            .filter_map(|id| self.ids.remove(&id))
            .map(Command::ReadNotice)
            .collect()
    }
}
