//! Add site invites by their ids: pasted, or out of a file.

use crate::access::{InviteIds, SiteId};
use crate::kit::button::Button;
use crate::kit::choice::segmented;
use crate::kit::field::Field;
use crate::kit::icons::Icon;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::tone::Tone;
use crate::kit::{a11y, text, toggle};
use crate::model::{Ask, Browsing, Model, count, grouped};
use crate::panes::Cx;
use crate::panes::team::dialogs::site_set::SiteSet;
use crate::worker::protocol::{Command, NewInviteIds, TeamTable};
use egui::{Context, Ui};
use std::path::PathBuf;
use std::sync::Arc;

/// Lines that cannot be used and are listed; more are counted.
const LISTED: usize = 6;
/// Longest text that can be pasted, in characters.
const LONGEST: usize = 400_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum From {
    #[default]
    Text,
    File,
}

/// The form.
#[derive(Debug, Default)]
pub(in crate::panes::invites) struct Add {
    table: Option<Arc<TeamTable>>,
    from: From,
    text: String,
    path: String,
    /// Whether the system's dialog was asked for, and what came of it.
    browsing: bool,
    note: Option<String>,
    /// Whether ids that stand alone belong to one chosen site.
    alone: bool,
    sites: SiteSet,
    read: InviteIds,
    read_for: Option<(String, Option<SiteId>)>,
    begun: bool,
}

impl Add {
    /// Draws the form; false when it was answered.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let Some(table) = &cx.model.team else {
            return false;
        };
        if self.table.as_ref().is_none_or(|t| !Arc::ptr_eq(t, table)) {
            self.sites = SiteSet::of(&table.directory, std::mem::take(&mut self.sites));
            self.table = Some(Arc::clone(table));
            self.read_for = None;
        }
        self.look();
        self.hear(cx.model);
        let words = match (self.from, self.read.found.len()) {
            (From::Text, n) if n > 0 => format!("Add {}", count(n, "invite", "invites")),
            _ => "Add".to_owned(),
        };
        let mut dialog = Dialog::new("add site invites", "Add site invites")
            .subtitle("Their ids are kept here, so that they can be sent again or revoked. Nothing is sent")
            .width(600.0)
            .primary(Button::primary(words).enabled_or(self.blocked(cx.model)));
        if self.from == From::File {
            let open =
                (cx.model.browsing == Browsing::Open).then_some("The system’s dialog is open");
            let browse = Button::secondary("Browse…").icon(Icon::Folder);
            dialog = dialog.other(browse.enabled_or(open));
        }
        let shown = dialog.show(ctx, |ui| self.body(ui));
        match shown.did {
            Did::Primary => {
                cx.ask(Command::AddSiteInvites(self.ids()));
                false
            }
            Did::Other(_) => {
                self.browsing = true;
                self.note = None;
                cx.ask(Ask::Browse {
                    title: "Invite ids out of a file",
                    files: ("Lists", &["csv", "txt"]),
                    from: self.path.trim().to_owned(),
                });
                true
            }
            Did::Cancel => false,
            Did::Nothing => true,
        }
    }

    /// Takes in what came of the system's dialog.
    fn hear(&mut self, model: &Model) {
        if !self.browsing {
            return;
        }
        match &model.browsing {
            Browsing::Chosen(path) => self.path.clone_from(path),
            Browsing::Nothing(note) => self.note = Some(note.clone()),
            Browsing::None | Browsing::Open => return,
        }
        self.browsing = false;
    }

    /// The site of ids that stand alone.
    fn site(&self) -> Option<SiteId> {
        let only = self.alone && self.sites.chosen.len() == 1;
        self.sites.chosen.first().filter(|_| only).cloned()
    }

    fn ids(&self) -> NewInviteIds {
        match self.from {
            From::Text => NewInviteIds::Rows(self.read.found.clone()),
            From::File => NewInviteIds::File {
                path: PathBuf::from(self.path.trim()),
                site: self.site(),
            },
        }
    }

    /// Reads the text again when it or the site is another one.
    fn look(&mut self) {
        let Some(table) = &self.table else { return };
        let basis = (self.text.clone(), self.site());
        if self.read_for.as_ref() == Some(&basis) {
            return;
        }
        let known = |site: &SiteId| table.directory.site(site).is_some();
        self.read = InviteIds::of(&basis.0, basis.1.as_ref(), known);
        self.read_for = Some(basis);
    }

    fn blocked(&self, model: &Model) -> Option<String> {
        if self.alone && self.sites.chosen.len() > 1 {
            return Some("Choose one site: an id that stands alone belongs to one".to_owned());
        }
        let path = PathBuf::from(self.path.trim());
        let why = match self.from {
            From::Text if !self.read.bad.is_empty() => "Correct the lines that are named first",
            From::Text if self.read.found.is_empty() => "Paste at least one id",
            From::File if !path.is_absolute() || path.file_name().is_none() => {
                "Type the whole path of the file"
            }
            _ => return super::super::no_adding(model),
        };
        Some(why.to_owned())
    }

    fn body(&mut self, ui: &mut Ui) {
        let words = "Wix lists no site invites. An id stands in the answer of the program or script \
                     that sent the invite.";
        text::paragraph(ui, text::small_muted(words));
        let ways = [(From::Text, "Paste"), (From::File, "Out of a file")];
        segmented(ui, "From", &mut self.from, &ways);
        let begun = std::mem::replace(&mut self.begun, true);
        let help = "A row “site id, invite id” for each; what follows a # does not count";
        match self.from {
            From::Text => {
                Field::lines("Ids", &mut self.text, 6)
                    .help(help)
                    .limit(LONGEST)
                    .focus(!begun)
                    .show(ui);
            }
            From::File => {
                Field::text("File", &mut self.path)
                    .hint("/home/me/invites.csv")
                    .help(help)
                    .error(self.note.clone())
                    .show(ui);
            }
        }
        let label = "Ids stand alone, all of one site";
        toggle::checkbox(ui, &mut self.alone, label);
        if self.alone {
            self.sites.show(ui);
        }
        if self.from == From::Text && !self.text.trim().is_empty() {
            self.counted(ui);
        }
    }

    fn counted(&self, ui: &mut Ui) {
        let mut words = format!(
            "{} found",
            count(self.read.found.len(), "invite", "invites")
        );
        if self.read.doubles > 0 {
            let doubles = count(self.read.doubles, "double", "doubles");
            words = format!("{words}, {doubles} left out");
        }
        a11y::announce(ui, &words);
        text::paragraph(ui, text::strong(words));
        let bad = &self.read.bad;
        if bad.is_empty() {
            return;
        }
        let lines: Vec<String> = bad.iter().take(LISTED).map(ToString::to_string).collect();
        let mut listed = lines.join("\n");
        if bad.len() > LISTED {
            listed = format!("{listed}\nand {} more", grouped(bad.len() - LISTED));
        }
        let title = count(bad.len(), "line cannot be used", "lines cannot be used");
        Note::new(Tone::Warning, listed).title(title).show(ui);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panes::team::tests::fixture;
    use crate::worker::protocol::Event;
    use egui::accesskit::Role;
    use egui_kittest::Harness;
    use egui_kittest::kittest::{NodeT as _, Queryable as _};

    struct World {
        model: Model,
        form: Add,
        asked: Vec<Ask>,
    }

    type Window = Harness<'static, World>;

    fn window() -> Window {
        let mut model = Model::new(fixture::now(), crate::model::Route::Invites);
        model.apply(Event::Session(Some(Arc::new(fixture::session()))));
        model.apply(Event::Team(Some(fixture::table(3, 0))));
        let world = World {
            model,
            form: Add::default(),
            asked: Vec::new(),
        };
        let mut window = Harness::builder()
            .with_size(egui::vec2(1000.0, 800.0))
            .with_max_steps(40)
            .with_context_setup(|ctx| {
                crate::kit::theme::install(ctx);
                crate::kit::theme::still(ctx);
            })
            .build_ui_state(
                |ui, world: &mut World| {
                    let mut asks = Vec::new();
                    let mut cx = Cx {
                        model: &world.model,
                        asks: &mut asks,
                    };
                    world.form.show(ui.ctx(), &mut cx);
                    if asks.iter().any(|a| matches!(a, Ask::Browse { .. })) {
                        // As the shell does, before the next frame is drawn.
                        world.model.browsing = Browsing::Open;
                    }
                    world.asked.extend(asks);
                },
                world,
            );
        window.run_ok();
        window
    }

    fn click(window: &mut Window, role: Role, name: &str) {
        window.get_by_role_and_label(role, name).click();
        window.run_ok();
    }

    fn told(window: &mut Window, answer: Browsing) {
        window.state_mut().model.browsing = answer;
        window.run_ok();
    }

    #[test]
    fn a_file_of_ids_is_chosen_in_the_systems_dialog_or_typed() {
        let mut window = window();
        assert!(
            window.query_by_label("Browse…").is_none(),
            "nothing to browse for"
        );
        click(&mut window, Role::RadioButton, "Out of a file");
        click(&mut window, Role::Button, "Browse…");
        let asked = window.state().asked.clone();
        assert!(
            matches!(asked.as_slice(), [Ask::Browse { files: (_, endings), .. }]
                if endings.contains(&"csv")),
            "{asked:?}"
        );
        let browse = window.get_by_role_and_label(Role::Button, "Browse…");
        assert!(
            browse.accesskit_node().is_disabled(),
            "one dialog at a time"
        );
        told(
            &mut window,
            Browsing::Nothing("No file was chosen there".to_owned()),
        );
        assert!(
            window
                .query_by_label_contains("No file was chosen there")
                .is_some()
        );
        click(&mut window, Role::Button, "Browse…");
        told(&mut window, Browsing::Open);
        told(
            &mut window,
            Browsing::Chosen("/home/ana/ids.csv".to_owned()),
        );
        assert_eq!(window.state().form.path, "/home/ana/ids.csv");
        window.state_mut().form.path.push('2');
        window.run_ok();
        assert_eq!(
            window.state().form.path,
            "/home/ana/ids.csv2",
            "what is typed afterwards counts"
        );
        click(&mut window, Role::Button, "Add");
        let ids = NewInviteIds::File {
            path: PathBuf::from("/home/ana/ids.csv2"),
            site: None,
        };
        let add = Ask::from(Command::AddSiteInvites(ids));
        assert_eq!(window.state().asked.last(), Some(&add));
    }
}
