//! A message of the system, for what has to be told where there is no window and no console.

/// Tells these words on the screen and waits until they were read. Where the system has no way to do
/// that, nothing is told.
pub fn message(words: &str) {
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title("Gatehouse")
        .set_description(words)
        .show();
}
