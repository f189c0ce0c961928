//! How the letters of a file are written down as bytes.

use encoding_rs as enc;
use serde::{Deserialize, Serialize};
use std::io;

/// An encoding, with or without a mark at the start of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding {
    set: &'static enc::Encoding,
    /// Whether the file begins with a mark that names it.
    pub mark: bool,
}

/// The encodings that somebody can choose from when the guess is wrong, most usual first.
const OFFERED: [&enc::Encoding; 14] = [
    enc::UTF_8,
    enc::WINDOWS_1252,
    enc::UTF_16LE,
    enc::UTF_16BE,
    enc::WINDOWS_1255,
    enc::SHIFT_JIS,
    enc::WINDOWS_1250,
    enc::WINDOWS_1251,
    enc::WINDOWS_1253,
    enc::WINDOWS_1254,
    enc::WINDOWS_1256,
    enc::GBK,
    enc::BIG5,
    enc::EUC_KR,
];

impl Encoding {
    /// UTF-8 without a mark.
    pub const UTF_8: Self = Self::of(enc::UTF_8);

    pub(super) const fn of(set: &'static enc::Encoding) -> Self {
        Self { set, mark: false }
    }

    /// The encodings to choose from.
    pub fn offered() -> impl Iterator<Item = Self> {
        OFFERED.into_iter().map(Self::of)
    }

    /// By a usual name, such as `utf-8` or `windows-1255`.
    pub fn named(name: &str) -> Option<Self> {
        let set = enc::Encoding::for_label(name.trim().as_bytes())?;
        // Labels of the replacement encoding stand for what nobody should read.
        (set != enc::REPLACEMENT).then(|| Self::of(set))
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.set.name()
    }

    pub(super) fn is_utf8(self) -> bool {
        self.set == enc::UTF_8
    }

    /// The bytes of the mark that stands, or would stand, at the start.
    pub(super) fn mark_bytes(self) -> &'static [u8] {
        match self.set {
            s if s == enc::UTF_8 => b"\xef\xbb\xbf",
            s if s == enc::UTF_16LE => b"\xff\xfe",
            s if s == enc::UTF_16BE => b"\xfe\xff",
            _ => b"",
        }
    }

    /// Writes a text in this encoding, without a mark.
    ///
    /// # Errors
    /// The first character that it does not have.
    pub fn encode(self, text: &str, into: &mut Vec<u8>) -> Result<(), char> {
        if self.is_utf8() {
            into.extend_from_slice(text.as_bytes());
            return Ok(());
        }
        if self.set == enc::UTF_16LE || self.set == enc::UTF_16BE {
            let little = self.set == enc::UTF_16LE;
            for unit in text.encode_utf16() {
                into.extend(if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                });
            }
            return Ok(());
        }
        let (bytes, _, lost) = self.set.encode(text);
        if !lost {
            into.extend_from_slice(&bytes);
            return Ok(());
        }
        let mut one = [0; 4];
        let cannot = |c: &char| self.set.encode(c.encode_utf8(&mut one)).2;
        Err(text.chars().find(cannot).unwrap_or('\u{fffd}'))
    }
}

impl Serialize for Encoding {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (self.name(), self.mark).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Encoding {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let (name, mark) = <(String, bool)>::deserialize(from)?;
        let known = Self::named(&name);
        let known = known.ok_or_else(|| serde::de::Error::custom("an encoding nobody knows"))?;
        Ok(Self { mark, ..known })
    }
}

/// Bytes that become UTF-8 as they are read. Never holds more than one piece.
pub(super) struct Decoder<R> {
    from: R,
    /// `None` where the bytes are UTF-8 already; what is wrong in them is found row by row.
    through: Option<enc::Decoder>,
    piece: Vec<u8>,
    to_skip: usize,
    ended: bool,
}

impl<R: io::Read> Decoder<R> {
    pub(super) fn new(from: R, encoding: Encoding, piece: usize) -> Self {
        let through =
            (!encoding.is_utf8()).then(|| encoding.set.new_decoder_without_bom_handling());
        Self {
            from,
            through,
            piece: vec![0; piece],
            to_skip: if encoding.mark {
                encoding.mark_bytes().len()
            } else {
                0
            },
            ended: false,
        }
    }

    /// Adds one more piece; tells how many bytes of the file it took. Nothing at the end.
    pub(super) fn fill(&mut self, into: &mut Vec<u8>) -> io::Result<usize> {
        if self.ended {
            return Ok(0);
        }
        let mut read = 0;
        while read == 0 {
            let got = match self.from.read(&mut self.piece) {
                Ok(got) => got,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(e),
            };
            let skipped = got.min(self.to_skip);
            self.to_skip -= skipped;
            self.ended = got == 0;
            let bytes = self.piece.get(skipped..got).unwrap_or_default();
            match &mut self.through {
                None => into.extend_from_slice(bytes),
                Some(through) => {
                    let most = through.max_utf8_buffer_length(bytes.len()).unwrap_or(0);
                    let from = into.len();
                    into.resize(from + most, 0);
                    let to = into.get_mut(from..).unwrap_or_default();
                    let (_, _, written, _) = through.decode_to_utf8(bytes, to, self.ended);
                    into.truncate(from + written);
                }
            }
            read = got;
            if self.ended {
                break;
            }
        }
        Ok(read)
    }

    pub(super) fn is_over(&self) -> bool {
        self.ended
    }
}
