//! Why a file of this computer cannot be read, in plain words.

use std::io;

/// The reason without numbers of the system.
pub(super) fn why(error: &io::Error) -> String {
    let plain = match error.kind() {
        io::ErrorKind::NotFound => "it is not there",
        io::ErrorKind::PermissionDenied => "this computer does not let you",
        io::ErrorKind::IsADirectory => "it is a folder",
        _ => {
            let words = error.to_string();
            let end = words.find(" (os error").unwrap_or(words.len());
            return words[..end].to_owned();
        }
    };
    plain.to_owned()
}

#[cfg(test)]
mod tests {
    use super::why;
    use std::io;

    #[test]
    fn reasons_have_no_numbers() {
        let gone = io::Error::from_raw_os_error(2);
        assert_eq!(why(&gone), "it is not there");
        let broken = io::Error::from_raw_os_error(5);
        assert!(!why(&broken).contains("os error"), "{}", why(&broken));
        assert_eq!(why(&io::Error::other("too long")), "too long");
    }
}
