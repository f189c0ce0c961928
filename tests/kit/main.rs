//! x
#![cfg(test)]
use egui_kittest::Harness;
use gatehouse::kit::{layout::Head, theme};
#[test]
fn probe() {
    let h = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_context_setup(theme::install)
        .build_ui(|ui| {
            println!("before {:?} {:?}", ui.max_rect(), ui.available_width());
            Head::new("Design kit").line("x").bare().buttons(ui, &[]);
            println!("after {:?} {:?}", ui.max_rect(), ui.min_rect());
        });
    drop(h);
}
