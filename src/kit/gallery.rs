//! The kit's own page.

/// The kit's own page.
#[derive(Debug, Default)]
pub struct Gallery;

impl Gallery {
    /// Draws it.
    pub fn ui(&mut self, ui: &mut egui::Ui) {
        super::table::gallery(ui);
    }
}
