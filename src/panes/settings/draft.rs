//! Values that are edited before they are sent.

use egui::Ui;

use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::worker::protocol::ProfileId;

/// A value while it is edited. It follows the known value until somebody changes it, and starts
/// anew with another profile.
#[derive(Debug)]
pub(super) struct Draft<T> {
    of: Option<(ProfileId, T)>,
    /// The value as edited.
    pub(super) edit: T,
}

impl<T: Default> Default for Draft<T> {
    fn default() -> Self {
        Self {
            of: None,
            edit: T::default(),
        }
    }
}

impl<T: Clone + PartialEq> Draft<T> {
    /// Takes in the value as it is known now.
    pub(super) fn follow(&mut self, profile: &ProfileId, known: &T) {
        let untouched = match &self.of {
            Some((id, before)) if id == profile => *before == self.edit,
            _ => true,
        };
        if untouched {
            self.edit = known.clone();
        }
        if self
            .of
            .as_ref()
            .is_none_or(|(id, before)| id != profile || before != known)
        {
            self.of = Some((profile.clone(), known.clone()));
        }
    }

    /// Whether it differs from the known value.
    pub(super) fn is_changed(&self) -> bool {
        self.of
            .as_ref()
            .is_some_and(|(_, known)| *known != self.edit)
    }

    /// Save and Undo. Gives the value that shall be saved. `trouble` says why it cannot be.
    pub(super) fn buttons(&mut self, ui: &mut Ui, what: &str, trouble: Option<&str>) -> Option<T> {
        let same = (!self.is_changed()).then_some("Nothing was changed");
        let mut saved = None;
        ui.horizontal_wrapped(|ui| {
            let save = Button::secondary(format!("Save {what}")).enabled_or(same.or(trouble));
            if save.show(ui).clicked() {
                saved = Some(self.edit.clone());
            }
            let undo = Button::quiet(format!("Undo changes of {what}"))
                .icon(Icon::Undo)
                .enabled_or(same);
            if undo.show(ui).clicked()
                && let Some((_, known)) = &self.of
            {
                self.edit = known.clone();
            }
        });
        saved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_survives_news_and_ends_with_the_profile() {
        let (one, two) = (ProfileId("1".to_owned()), ProfileId("2".to_owned()));
        let mut draft = Draft::<u32>::default();
        draft.follow(&one, &200);
        assert_eq!(draft.edit, 200);
        draft.follow(&one, &150);
        assert_eq!(draft.edit, 150, "nobody touched it");
        draft.edit = 90;
        draft.follow(&one, &120);
        assert_eq!((draft.edit, draft.is_changed()), (90, true));
        draft.follow(&one, &90);
        assert!(!draft.is_changed());
        draft.edit = 10;
        draft.follow(&two, &60);
        assert_eq!((draft.edit, draft.is_changed()), (60, false));
    }
}
