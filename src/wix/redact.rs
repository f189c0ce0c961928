//! Keeps the key out of every text that came from outside.

use std::collections::BTreeSet;

/// Pieces of the key of this length are hidden wherever they stand. Shorter pieces would hide
/// ordinary words.
const PIECE: usize = 12;

/// What stands where the key was.
const MARK: &str = "(hidden)";

/// Replaces a key, a secret or a token, and every longer piece of it, by a mark.
pub(in crate::wix) fn redact(key: &str, text: &str) -> String {
    let key = key.as_bytes();
    if key.is_empty() {
        return text.to_owned();
    }
    let piece = PIECE.min(key.len());
    let pieces: BTreeSet<&[u8]> = key.windows(piece).collect();
    let bytes = text.as_bytes();
    let mut clean = String::with_capacity(text.len());
    let mut done = 0; // bytes before this are in `clean` or hidden
    let mut hidden_to = 0; // bytes before this are hidden
    for (start, window) in bytes.windows(piece).enumerate() {
        if !pieces.contains(window) {
            continue;
        }
        if start >= hidden_to {
            // A piece is plain ASCII, so both ends of it are ends of characters.
            clean.push_str(text.get(done..start).unwrap_or_default());
            clean.push_str(MARK);
        }
        hidden_to = start + piece;
        done = hidden_to;
    }
    clean.push_str(text.get(done..).unwrap_or_default());
    clean
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_whole_key_and_its_pieces_are_hidden() {
        let key = "IST.abcdefghijklmnopqrstuvwxyz";
        assert_eq!(
            redact(key, "key «IST.abcdefghijklmnopqrstuvwxyz» bad"),
            "key «(hidden)» bad"
        );
        assert_eq!(redact(key, "…nopqrstuvwxyz!"), "…(hidden)!");
        assert_eq!(redact(key, "nothing of it: IST."), "nothing of it: IST.");
    }

    #[test]
    fn short_keys_are_hidden_whole() {
        assert_eq!(redact("k1", "k1 k2"), "(hidden) k2");
    }

    proptest! {
        #[test]
        fn no_piece_survives(key in "IST\\.[A-Za-z0-9._-]{12,80}", before in ".*", after in ".*") {
            let clean = redact(&key, &format!("{before}{key}{after}"));
            for piece in key.as_bytes().windows(PIECE) {
                let piece = std::str::from_utf8(piece).unwrap();
                prop_assert!(!clean.contains(piece));
            }
        }
    }
}
