//! One look over the bytes of a file, before anybody decides what they mean.

use super::foreign::Foreign;
use std::io::{self, Read};

/// Bytes read at once.
const PIECE: usize = 64 * 1024;
/// Bytes kept from the start.
const HEAD: usize = 128 * 1024;
/// Bytes kept of lines with more than ASCII in them.
const SAMPLE: usize = 32 * 1024;

/// What a look over the bytes found. Memory does not grow with the file.
#[derive(Debug, Clone, Default)]
pub struct Survey {
    /// Bytes looked at.
    pub bytes: u64,
    /// Whether that was the whole file.
    pub whole: bool,
    /// The first bytes.
    pub(super) head: Vec<u8>,
    /// Lines with more than ASCII in them, for those who tell languages apart.
    pub(super) sample: Vec<u8>,
    /// Characters of more than one byte, if it is UTF-8.
    pub(super) wide: u64,
    /// Places that are not UTF-8.
    pub(super) broken: u64,
    /// Zero bytes at even and at odd places.
    pub(super) zeros: [u64; 2],
    /// Line feeds, and carriage returns without one.
    pub(super) feeds: u64,
    pub(super) returns: u64,
    carry: Vec<u8>,
    after_return: bool,
}

impl Survey {
    /// Looks at the start of a file only: enough for its first rows, at once.
    ///
    /// # Errors
    /// What the file said.
    pub fn of_start(source: &mut impl Read) -> io::Result<Self> {
        let mut start = source.take(HEAD as u64);
        let mut survey = Self::of_whole(&mut start, &mut |_| true)?;
        survey.whole = start.limit() > 0;
        Ok(survey)
    }

    /// Looks at the whole file. `progress` hears of the bytes so far; when it says no, the look
    /// ends there.
    ///
    /// # Errors
    /// What the file said.
    pub fn of_whole(
        source: &mut impl Read,
        progress: &mut dyn FnMut(u64) -> bool,
    ) -> io::Result<Self> {
        let mut survey = Self::default();
        let mut piece = vec![0; PIECE];
        loop {
            let got = match source.read(&mut piece) {
                Ok(0) => break,
                Ok(got) => got,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(e),
            };
            survey.add(piece.get(..got).unwrap_or_default());
            if !progress(survey.bytes) {
                return Ok(survey);
            }
        }
        survey.broken += u64::from(!survey.carry.is_empty());
        survey.whole = true;
        Ok(survey)
    }

    /// What the file is, if it is no text.
    pub fn foreign(&self) -> Option<Foreign> {
        Foreign::of(&self.head)
    }

    fn add(&mut self, bytes: &[u8]) {
        let room = HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..room]);
        self.line_ends(bytes);
        if !bytes.is_ascii() {
            self.wide += bytes.iter().filter(|b| **b >= 0xc2).count() as u64;
            self.keep_sample(bytes);
        }
        if memchr::memchr(0, bytes).is_some() {
            for at in memchr::memchr_iter(0, bytes) {
                self.zeros[(self.bytes as usize + at) % 2] += 1;
            }
        }
        self.utf8(bytes);
        self.bytes += bytes.len() as u64;
    }

    fn line_ends(&mut self, bytes: &[u8]) {
        self.feeds += memchr::memchr_iter(b'\n', bytes).count() as u64;
        if self.after_return && bytes.first() != Some(&b'\n') {
            self.returns += 1;
        }
        self.after_return = bytes.last() == Some(&b'\r');
        let inside = memchr::memchr_iter(b'\r', bytes)
            .filter(|at| bytes.get(at + 1).is_some_and(|next| *next != b'\n'));
        self.returns += inside.count() as u64;
    }

    fn keep_sample(&mut self, bytes: &[u8]) {
        if self.sample.len() >= SAMPLE {
            return;
        }
        for line in bytes.split(|b| matches!(b, b'\n' | b'\r')) {
            if !line.is_ascii() {
                let room = SAMPLE.saturating_sub(self.sample.len());
                let line = line.get(..room).unwrap_or(line);
                self.sample.extend_from_slice(line);
                self.sample.push(b'\n');
            }
        }
    }

    fn utf8(&mut self, bytes: &[u8]) {
        // What was cut off at the end of the last piece comes first.
        let joined;
        let mut rest = if self.carry.is_empty() {
            bytes
        } else {
            joined = [self.carry.as_slice(), bytes].concat();
            &joined
        };
        self.carry = Vec::new();
        while let Err(error) = std::str::from_utf8(rest) {
            let (_, bad) = rest.split_at(error.valid_up_to());
            let Some(len) = error.error_len() else {
                self.carry = bad.to_vec();
                return;
            };
            self.broken += 1;
            rest = bad.get(len..).unwrap_or_default();
        }
    }
}
