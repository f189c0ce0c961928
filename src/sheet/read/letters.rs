//! Which encoding a file has. A mark decides; then zero bytes, then whether it is UTF-8; only what
//! is left is a matter of languages, for which a library is asked, with some sense of our own.

use super::encoding::Encoding;
use super::survey::Survey;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs as enc;

/// What the bytes say, and what else they could be if that is not sure.
pub(super) struct Letters {
    pub(super) encoding: Encoding,
    /// Other encodings that fit as well; empty when there is no doubt.
    pub(super) others: Vec<Encoding>,
}

impl Letters {
    fn sure(set: &'static enc::Encoding, mark: bool) -> Self {
        let mut encoding = Encoding::of(set);
        encoding.mark = mark;
        Self {
            encoding,
            others: Vec::new(),
        }
    }
}

/// More broken places than one in so many characters, and it is not UTF-8.
const DAMAGE: u64 = 20;

pub(super) fn of(survey: &Survey) -> Letters {
    let head = survey.head.as_slice();
    for set in [enc::UTF_8, enc::UTF_16LE, enc::UTF_16BE] {
        if head.starts_with(Encoding::of(set).mark_bytes()) {
            return Letters::sure(set, true);
        }
    }
    if let Some(set) = sixteen(survey) {
        return Letters::sure(set, false);
    }
    if survey.broken == 0 || survey.wide > survey.broken * DAMAGE {
        return Letters::sure(enc::UTF_8, false);
    }
    one_byte(&survey.sample)
}

/// UTF-16 without a mark: commas and line ends have a zero byte, always on the same side.
fn sixteen(survey: &Survey) -> Option<&'static enc::Encoding> {
    let [even, odd] = survey.zeros;
    let enough = (survey.bytes / 32).max(2);
    if even + odd < enough {
        return None;
    }
    if odd > even * 8 {
        Some(enc::UTF_16LE)
    } else if even > odd * 8 {
        Some(enc::UTF_16BE)
    } else {
        None
    }
}

/// How letters above ASCII stand beside the others.
#[derive(Default)]
struct Neighbours {
    /// Words that mix both, as European languages do.
    mixed: u32,
    /// Words of nothing else, as Hebrew and Russian do.
    alone: u32,
}

fn neighbours(sample: &[u8]) -> Neighbours {
    let mut found = Neighbours::default();
    let is_letter = |b: &u8| b.is_ascii_alphabetic() || *b >= 0x80;
    for word in sample.split(|b| !is_letter(b)) {
        let high = word.iter().filter(|b| **b >= 0x80).count();
        if high == 0 {
            continue;
        }
        if high * 2 > word.len() && word.len() > 1 {
            found.alone += 1;
        } else {
            found.mixed += 1;
        }
    }
    found
}

fn one_byte(sample: &[u8]) -> Letters {
    let told = detected(sample);
    let near = neighbours(sample);
    if near.mixed > near.alone {
        return latin(sample, told);
    }
    // Letters of another script. Japanese in two bytes fails to decode as soon as it is none.
    if is_japanese(sample) {
        return Letters::sure(enc::SHIFT_JIS, false);
    }
    if is_hebrew(sample) {
        return Letters::sure(enc::WINDOWS_1255, false);
    }
    let few = sample.iter().filter(|b| **b >= 0x80).count() < 6;
    let others = if few {
        let usual = [enc::WINDOWS_1252, enc::WINDOWS_1255, enc::SHIFT_JIS];
        let usual = usual.into_iter().filter(|s| *s != told && fits(s, sample));
        usual.map(Encoding::of).collect()
    } else {
        Vec::new()
    };
    Letters {
        encoding: Encoding::of(told),
        others,
    }
}

fn detected(sample: &[u8]) -> &'static enc::Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    detector.guess(None, Utf8Detection::Deny)
}

fn fits(set: &'static enc::Encoding, sample: &[u8]) -> bool {
    let text = set.decode_without_bom_handling_and_without_replacement(sample);
    text.is_some_and(|t| !t.chars().any(|c| c.is_control() && c != '\n' && c != '\t'))
}

/// European words. Everything that reads as letters of Western Europe is that; signs in the middle
/// of words speak for another part of Europe, which the library tells better.
fn latin(sample: &[u8], told: &'static enc::Encoding) -> Letters {
    let odd = |b: &u8| match *b {
        // Quotes, dashes, the euro and letters with a hook; a dot or sign between words.
        0x80..=0x9f => matches!(*b, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d),
        0xd7 | 0xf7 => true,
        _ => false,
    };
    let in_word = |i: usize| {
        let letter = |at: Option<&u8>| at.is_some_and(u8::is_ascii_alphabetic);
        letter(i.checked_sub(1).and_then(|i| sample.get(i))) && letter(sample.get(i + 1))
    };
    let sign = |(i, b): (usize, &u8)| {
        odd(b) || (in_word(i) && matches!(*b, 0xa1..=0xb6 | 0xb8..=0xbf | 0x82..=0x89))
    };
    let signs = sample.iter().enumerate().filter(|(i, b)| sign((*i, b)));
    let western = signs.count() == 0;
    let other = [
        enc::WINDOWS_1250,
        enc::ISO_8859_2,
        enc::WINDOWS_1254,
        enc::WINDOWS_1257,
    ]
    .contains(&told);
    if western || told == enc::WINDOWS_1252 {
        // Czech or Turkish words may read as letters of the west as well; the library is right
        // about them only where it has seen enough.
        let seen = sample.iter().filter(|b| **b >= 0x80).count();
        let set = if other && seen >= 40 {
            told
        } else {
            enc::WINDOWS_1252
        };
        return Letters::sure(set, false);
    }
    Letters {
        encoding: Encoding::of(told),
        others: if other {
            Vec::new()
        } else {
            vec![Encoding::of(enc::WINDOWS_1252)]
        },
    }
}

fn is_japanese(sample: &[u8]) -> bool {
    let set = enc::SHIFT_JIS;
    let Some(text) = set.decode_without_bom_handling_and_without_replacement(sample) else {
        return false;
    };
    let wide = text.chars().filter(|c| *c as u32 >= 0x80).count();
    // Half-width syllables are what other encodings look like when they are read as this one.
    let usual = |c: &char| matches!(*c as u32, 0x3000..=0x30ff | 0x4e00..=0x9fff | 0xff01..=0xff5e);
    let usual = text.chars().filter(usual).count();
    usual * 10 >= wide * 7
}

fn is_hebrew(sample: &[u8]) -> bool {
    let high = sample.iter().filter(|b| **b >= 0x80).count();
    let letters = sample.iter().filter(|b| (0xe0..=0xfa).contains(*b));
    // Russian words have capitals below these, and end beyond them.
    let beyond = sample
        .iter()
        .filter(|b| matches!(**b, 0xc0..=0xdf | 0xfb..=0xff));
    letters.count() * 10 >= high * 8 && beyond.count() * 20 <= high
}
