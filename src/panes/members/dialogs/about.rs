//! The text that one member tells about itself. It is a rich document: words become plain
//! paragraphs, and what would be lost with the rest is shown first.

use crate::access::{AboutText, MemberId, SiteId};
use crate::kit::button::Button;
use crate::kit::field::Field;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::state::skeleton;
use crate::kit::tone::Tone;
use crate::kit::{text, toggle};
use crate::model::{Model, age};
use crate::panes::{Cx, refused};
use crate::plan::{AboutWish, SettingWish, Wish};
use crate::worker::protocol::{AboutTold, Command};
use egui::{Context, Ui};

/// Longest text of the form, in characters; Wix tells no limit.
const LONGEST: usize = 20_000;

/// The text as it was read; `None` for a member who tells nothing.
#[derive(Debug, Clone, PartialEq)]
struct Was(Option<AboutText>);

/// The form.
#[derive(Debug)]
pub(in crate::panes::members) struct About {
    site: SiteId,
    id: MemberId,
    name: String,
    /// Once it was read.
    was: Option<Was>,
    text: String,
    insist: bool,
    asked: bool,
    fresh: bool,
}

impl About {
    /// About this member.
    pub(in crate::panes::members) fn new(site: SiteId, id: MemberId, name: String) -> Self {
        Self {
            site,
            id,
            name,
            was: None,
            text: String::new(),
            insist: false,
            asked: false,
            fresh: true,
        }
    }

    fn told<'m>(&self, model: &'m Model) -> Option<&'m AboutTold> {
        let sheet = model.member.as_deref();
        let sheet = sheet.filter(|s| s.id == self.id && s.site == self.site)?;
        Some(&sheet.about)
    }

    fn words(&self) -> &str {
        let was = self.was.as_ref().and_then(|was| was.0.as_ref());
        was.map_or("", |was| was.words.as_str())
    }

    /// Takes in what was read, unless something was typed since.
    fn follow(&mut self, model: &Model) {
        let Some((kept, _)) = self.told(model).and_then(|told| told.kept.as_ref()) else {
            return;
        };
        let typed = self.was.is_some() && self.text.trim() != self.words().trim();
        if !typed && self.was.as_ref().map(|was| &was.0) != Some(kept) {
            self.was = Some(Was(kept.clone()));
            self.text = self.words().to_owned();
            self.insist = false;
        }
    }

    fn beyond(&self) -> &[String] {
        let was = self.was.as_ref().and_then(|was| was.0.as_ref());
        was.map_or(&[], |was| was.beyond.as_slice())
    }

    fn wish(&self) -> AboutWish {
        if self.text.trim().is_empty() {
            return AboutWish::Gone;
        }
        AboutWish::Words {
            text: self.text.trim().to_owned(),
            insist: self.insist,
        }
    }

    fn blocked(&self, model: &Model) -> Option<String> {
        let Some(was) = &self.was else {
            let told = self.told(model);
            let problem = told.and_then(|told| told.problem.as_ref());
            return Some(
                problem.map_or("The text is being read".to_owned(), |error| {
                    error.sentence.clone()
                }),
            );
        };
        let none = self.text.trim().is_empty();
        if none && was.0.is_none() {
            return Some("Type what the member tells about itself".to_owned());
        }
        let same = !none && self.text.trim() == self.words().trim();
        if same && (self.beyond().is_empty() || !self.insist) {
            return Some("Nothing is otherwise yet".to_owned());
        }
        if !self.beyond().is_empty() && !self.insist {
            return Some("Say first that the rest may be lost".to_owned());
        }
        model.no_writing()
    }

    /// Draws the form; false when it was answered.
    pub(in crate::panes::members) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        if !std::mem::replace(&mut self.asked, true) {
            for command in [
                Command::ShowMember {
                    site: self.site.clone(),
                    id: self.id.clone(),
                },
                Command::ReadAbout {
                    site: self.site.clone(),
                    id: self.id.clone(),
                },
            ] {
                cx.ask(command);
            }
        }
        self.follow(cx.model);
        let plan = Button::primary("Make the plan…").enabled_or(self.blocked(cx.model));
        let dialog = Dialog::new("about of a member", format!("About {}", self.name))
            .subtitle("What the member tells about itself, in plain paragraphs")
            .width(600.0)
            .enter(false)
            .primary(plan);
        let model = cx.model;
        let shown = dialog.show(ctx, |ui| self.body(ui, model));
        match shown.did {
            Did::Primary => {
                cx.ask(Command::MakePlan(Wish::SiteSetting {
                    site: self.site.clone(),
                    wish: SettingWish::About(self.id.clone(), self.wish()),
                }));
                false
            }
            Did::Cancel => false,
            _ => true,
        }
    }

    fn body(&mut self, ui: &mut Ui, model: &Model) {
        ui.spacing_mut().item_spacing.y = 8.0;
        let told = self.told(model);
        let problem = told.and_then(|told| told.problem.as_ref());
        if let Some(problem) = problem {
            refused::told(problem).show(ui);
        }
        if self.was.is_none() {
            if problem.is_none() {
                skeleton(ui, "The text is being read", 3);
            }
            return;
        }
        if !self.beyond().is_empty() {
            let lost = self.beyond().join(", ");
            Note::new(
                Tone::Warning,
                format!(
                    "It has {lost}. Here only its words can be changed, and the rest would be \
                     lost with them. In the dashboard it can be changed without that. Taking the \
                     run back brings the old text whole."
                ),
            )
            .title("This text has more than words")
            .show(ui);
            toggle::checkbox(ui, &mut self.insist, "Replace it by plain paragraphs");
        }
        let fresh = std::mem::take(&mut self.fresh);
        Field::lines("Text", &mut self.text, 7)
            .help("One paragraph a line. An empty text is deleted")
            .limit(LONGEST)
            .focus(fresh)
            .show(ui);
        if let Some((_, at)) = self.told(model).and_then(|told| told.kept.as_ref()) {
            let words = format!("Read {}", age(*at, model.now));
            text::paragraph(ui, text::small_muted(words));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Route;
    use crate::worker::protocol::{ErrorCard, HeldTold, MemberSheet};
    use std::sync::Arc;

    fn told(model: &mut Model, kept: Was) {
        model.member = Some(Arc::new(MemberSheet {
            site: "s".into(),
            id: "m".into(),
            member: Err(ErrorCard::new("", "")),
            user: None,
            at: None,
            about: AboutTold {
                kept: Some((kept.0, jiff::Timestamp::UNIX_EPOCH)),
                ..AboutTold::default()
            },
            held: HeldTold::default(),
        }));
    }

    fn text(words: &str, beyond: &[&str]) -> Was {
        Was(Some(AboutText {
            words: words.to_owned(),
            beyond: beyond.iter().map(|b| (*b).to_owned()).collect(),
        }))
    }

    #[test]
    fn what_is_typed_stays_and_pictures_go_only_when_somebody_says_so() {
        let mut model = Model::new(jiff::Timestamp::UNIX_EPOCH, Route::Members);
        let mut form = About::new("s".into(), "m".into(), "Dana".to_owned());
        let why = |form: &About, model: &Model| form.blocked(model).unwrap_or_default();
        assert_eq!(why(&form, &model), "The text is being read");
        told(&mut model, text("Hello", &["1 picture"]));
        form.follow(&model);
        assert_eq!(form.text, "Hello");
        assert_eq!(why(&form, &model), "Nothing is otherwise yet");
        form.text.push_str(" you");
        assert_eq!(why(&form, &model), "Say first that the rest may be lost");
        form.insist = true;
        assert!(!why(&form, &model).contains("lost"));
        let wish = AboutWish::Words {
            text: "Hello you".to_owned(),
            insist: true,
        };
        assert_eq!(form.wish(), wish);
        // It is read again meanwhile.
        told(&mut model, text("Something else", &[]));
        form.follow(&model);
        assert_eq!(form.text, "Hello you");
        form.text.clear();
        assert_eq!(form.wish(), AboutWish::Gone);
    }

    #[test]
    fn who_tells_nothing_can_be_given_a_text() {
        let mut model = Model::new(jiff::Timestamp::UNIX_EPOCH, Route::Members);
        let mut form = About::new("s".into(), "m".into(), "Dana".to_owned());
        told(&mut model, Was(None));
        form.follow(&model);
        assert_eq!(
            form.blocked(&model).unwrap_or_default(),
            "Type what the member tells about itself"
        );
    }
}
