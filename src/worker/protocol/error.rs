//! An error as people see it.

/// What went wrong, what to do, and details for whoever helps.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct ErrorCard {
    /// One plain sentence.
    pub sentence: String,
    /// What to do next.
    pub remedy: String,
    /// Status, request id, Wix's words: for copying. Never holds the key.
    pub details: String,
}

impl ErrorCard {
    /// A sentence with a remedy and no details.
    pub fn new(sentence: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            sentence: sentence.into(),
            remedy: remedy.into(),
            details: String::new(),
        }
    }
}

impl std::fmt::Display for ErrorCard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.sentence)?;
        if !self.remedy.is_empty() {
            write!(f, ". {}", self.remedy)?;
        }
        Ok(())
    }
}
