//! Keeping up: what the worker tells, files that are dropped, the plan and its run.

use super::{ImportDialog, Importing, Step};
use crate::access::SiteId;
use crate::model::{Ask, Browsing, Model, Steps};
use crate::panes::Cx;
use crate::sheet::map::{Kind, Mapping};
use crate::worker::protocol::{Command, KnownShapes, PlanState, Settings, SheetSource, SheetWish};
use egui::Context;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// Where mappings are kept in the settings.
const SHAPES: &str = "import.columns";
/// Mappings that are kept.
const KEPT: usize = 40;

/// Mappings of earlier sheets.
fn shapes(model: &Model) -> KnownShapes {
    let kept = model.settings.as_ref().and_then(|s| s.views.get(SHAPES));
    let read = kept.map(|v| serde_json::from_value(v.clone()));
    match read {
        Some(Ok(shapes)) => shapes,
        Some(Err(error)) => {
            tracing::warn!(%error, "mappings of sheets in the settings cannot be read");
            KnownShapes::new()
        }
        None => KnownShapes::new(),
    }
}

/// Whether everybody on this site is known.
pub(super) fn members_whole(model: &Model, site: Option<&SiteId>) -> bool {
    let info = site.and_then(|s| model.members_desk.sites.get(s));
    info.is_some_and(crate::worker::protocol::MembersInfo::is_whole)
}

impl ImportDialog {
    /// Takes in a file that was dropped on the window.
    pub(super) fn take_drop(&mut self, ctx: &Context, cx: &Cx<'_>, covered: bool, free: bool) {
        let dropped: Vec<PathBuf> = ctx.input(|i| {
            let files = i.raw.dropped_files.iter();
            files.map(|f| f.path().to_owned()).collect()
        });
        let Some(first) = dropped.first() else { return };
        if self.open.is_none() && free {
            self.begin(Self::kind_of(cx.model.shown()), cx.model);
        }
        let Some(open) = self.open.as_mut().filter(|_| !covered) else {
            return;
        };
        if !matches!(open.step, Step::Choose | Step::File) {
            return;
        }
        if dropped.len() > 1 {
            open.step = Step::Choose;
            open.note = Some("One sheet at a time: drop a single file".to_owned());
            return;
        }
        open.path = first.display().to_string();
        open.begin(SheetSource::File(first.clone()), cx.model);
    }
}

impl Importing {
    /// Begins with these rows; what was said about others is gone.
    pub(super) fn begin(&mut self, source: SheetSource, model: &Model) {
        self.wish = Some(SheetWish {
            number: 0,
            source,
            stamp: None,
            kind: self.kind,
            site: self.site.clone(),
            said: crate::sheet::read::Said::default(),
            columns: BTreeMap::new(),
            shapes: Arc::new(shapes(model)),
            edits: crate::sheet::check::Edits::default(),
            rules: crate::sheet::check::Rules::default(),
        });
        self.view = None;
        self.note = None;
        self.group = None;
        self.draft = None;
        self.steps = Steps::default();
        self.stepped.clear();
        self.receipt = None;
        self.named = None;
        self.step = Step::File;
        self.changed = true;
    }

    /// The wish as it is now, to be read.
    pub(super) fn read_again(&mut self, number: u64, model: &Model) -> Option<Command> {
        self.changed = false;
        self.members = members_whole(model, self.site.as_ref());
        let wish = self.wish.as_mut()?;
        wish.number = number;
        Some(Command::ReadSheet(Box::new(wish.clone())))
    }

    /// Takes in what changed.
    pub(super) fn follow(&mut self, model: &Model) {
        let number = self.wish.as_ref().map(|w| w.number);
        if let Some(view) = model.sheet.as_ref().filter(|v| Some(v.number) == number) {
            let other = self.view.as_ref().is_none_or(|v| !Arc::ptr_eq(v, view));
            if other {
                self.take_view(view);
            }
        }
        self.hear(model);
        self.follow_plan(model);
        // Once everybody is known the rows are held against them.
        if self.kind.of_one_site()
            && self.wish.is_some()
            && !self.is_done()
            && !self.members
            && members_whole(model, self.site.as_ref())
        {
            self.changed = true;
        }
    }

    fn take_view(&mut self, view: &Arc<crate::worker::protocol::SheetView>) {
        if let (Some(wish), Some(stamp)) = (&mut self.wish, view.stamp) {
            wish.stamp.get_or_insert(stamp);
        }
        let groups = view.found.as_ref().map(|f| &f.checked.problems.groups);
        if let (Some(groups), Some(group)) = (groups, self.group)
            && !groups.contains_key(&group)
        {
            self.group = None;
        }
        let found = |v: &Arc<crate::worker::protocol::SheetView>| v.found.clone();
        let before = self.view.as_ref().and_then(found);
        let same = match (&before, &view.found) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        };
        if !same {
            self.selection.clear();
            self.draft = None;
        }
        if let Some(named) = view.named.clone().filter(|_| self.planning) {
            self.planning = false;
            if named.is_ok() {
                self.step = Step::Result;
            }
            self.named = Some(named);
        }
        self.view = Some(Arc::clone(view));
    }

    /// Takes in the answer of the system's file dialog.
    fn hear(&mut self, model: &Model) {
        if !self.browsing {
            return;
        }
        match &model.browsing {
            Browsing::Chosen(path) => {
                self.path.clone_from(path);
                self.take_path(model);
            }
            Browsing::Nothing(note) => self.note = Some(note.clone()),
            Browsing::None | Browsing::Open => return,
        }
        self.browsing = false;
    }

    /// Goes on with the file whose path was typed.
    pub(super) fn take_path(&mut self, model: &Model) {
        let path = PathBuf::from(self.path.trim());
        let known = self.wish.as_ref().is_some_and(|w| match &w.source {
            SheetSource::File(file) => *file == path,
            SheetSource::Pasted(_) => self.path.trim().is_empty(),
        });
        // Somebody who comes back to the same sheet keeps what was said about it. One that could
        // not be read, or was changed since, is looked at anew.
        if known && self.failed().is_none() {
            self.step = Step::File;
            return;
        }
        self.begin(SheetSource::File(path), model);
    }

    fn follow_plan(&mut self, model: &Model) {
        if self.planning && self.kind != Kind::AccountNames {
            match &*model.plan {
                PlanState::Ready(review) => {
                    self.plan = Some(review.plan.id.clone());
                    self.planning = false;
                }
                PlanState::Failed(_) => self.planning = false,
                PlanState::None | PlanState::Making => {}
            }
        }
        let run = model.run.as_ref();
        let own = run.filter(|r| Some(&r.plan.id) == self.plan.as_ref());
        if let Some(receipt) = own.and_then(|r| r.receipt.as_ref()) {
            self.receipt = Some(Arc::clone(receipt));
            self.step = Step::Result;
        }
    }

    /// Keeps what somebody said about the columns, for the next file of this shape.
    pub(super) fn remember(&self, cx: &mut Cx<'_>) {
        let said = self.wish.as_ref().is_some_and(|w| !w.columns.is_empty());
        let import = self.view.as_ref().and_then(|v| v.import.as_ref());
        let (Some(import), Some(settings), true) = (import, &cx.model.settings, said) else {
            return;
        };
        let mut all: KnownShapes = shapes(cx.model);
        let shape = import.mapping.shape();
        while all.len() >= KEPT && !all.contains_key(&shape) {
            all.pop_first();
        }
        let mapping: &Mapping = &import.mapping;
        all.insert(shape, mapping.clone());
        let mut changed: Settings = settings.as_ref().clone();
        match serde_json::to_value(&all) {
            Ok(value) => {
                changed.views.insert(SHAPES.to_owned(), value);
                cx.ask(Ask::Settings(Box::new(changed)));
            }
            Err(error) => tracing::error!(%error, "a mapping could not be kept"),
        }
    }
}
