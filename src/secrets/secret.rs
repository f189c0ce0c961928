//! A text that does not show itself.

use zeroize::Zeroizing;

/// A key. It has no `Display`, its `Debug` shows nothing of it (not even its length), it cannot be
/// serialized, and its memory is overwritten when it goes.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the text without the blanks and line ends around it, as a copied key often has them.
    /// `None` if nothing is left.
    pub fn new(text: String) -> Option<Self> {
        let text = Zeroizing::new(text);
        let trimmed = text.trim();
        (!trimmed.is_empty()).then(|| Self(Zeroizing::new(trimmed.to_owned())))
    }

    /// The text, for the one place that sends or keeps it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_does_not_show_itself() {
        let secret = Secret::new(" IST.abc\n".to_owned()).unwrap();
        assert_eq!(secret.expose(), "IST.abc");
        assert_eq!(format!("{secret:?} {secret:#?}").matches("IST").count(), 0);
        assert_eq!(Secret::new(" \r\n".to_owned()), None);
    }
}
