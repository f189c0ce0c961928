//! An error as people see it.

/// What kind of trouble it is: what a script can act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Trouble {
    /// Anything else.
    #[default]
    Other,
    /// What was given cannot be used.
    BadInput,
    /// There is nothing to do.
    Nothing,
    /// The account changed after the plan was made.
    Stale,
    /// A brake holds the plan.
    Held,
    /// The key may not do this.
    NoAccess,
    /// Wix asks to wait.
    Quota,
    /// It stands still in the middle and can go on.
    Interrupted,
    /// Another process has the profile.
    Busy,
    /// There is no connection.
    Offline,
}

/// What went wrong, what to do, and details for whoever helps.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct ErrorCard {
    /// One plain sentence.
    pub sentence: String,
    /// What to do next.
    pub remedy: String,
    /// Status, request id, Wix's words: for copying. Never holds the key.
    pub details: String,
    /// What kind of trouble it is.
    #[serde(default)]
    pub trouble: Trouble,
}

impl ErrorCard {
    /// The same, of this kind.
    #[must_use]
    pub fn of(mut self, trouble: Trouble) -> Self {
        self.trouble = trouble;
        self
    }

    /// A sentence with a remedy and no details.
    pub fn new(sentence: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            sentence: sentence.into(),
            remedy: remedy.into(),
            details: String::new(),
            trouble: Trouble::Other,
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
