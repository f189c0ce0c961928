//! The one form of zip file that a pack has: stored, in the order of the names, without times,
//! extra fields and comments. Every archiver opens it, and the same content is the same bytes.
//!
//! Reading takes this form and no other, so that no byte is free: a changed one shows in the check
//! sum of its file or in the structure around it. Nothing is ever unpacked to a disk and nothing
//! is inflated; sizes, names and numbers have limits.

use flate2::Crc;

/// Largest pack, in bytes.
pub const LARGEST: usize = 256 << 20;
/// Most files.
const MOST: usize = 32;
/// Longest name.
const LONGEST: usize = 64;

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
/// Length of a header without its name.
const LOCAL_LEN: usize = 30;
const CENTRAL_LEN: usize = 46;
const END_LEN: usize = 22;
/// Version 2.0, which every archiver reads.
const VERSION: u16 = 20;
/// 1980-01-01, the first day there is.
const DAY: u16 = 0x0021;

/// Why some bytes are not such a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ZipError {
    /// Larger than any pack.
    #[error("it has {0} bytes, more than any pack")]
    TooLarge(usize),
    /// No end of a zip file stands at its end.
    #[error("it is no zip file, or its end is cut off or changed")]
    NoEnd,
    /// The list of files is not as it was written.
    #[error("the zip file's list of files was changed")]
    List,
    /// What stands around a file is not as it was written.
    #[error("the zip file was changed at the entry of {0}")]
    Around(String),
    /// Something that cannot be written in this form.
    #[error("{0} cannot be a file of a pack")]
    Unfit(String),
}

/// A file in the zip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
    /// Whether it has the check sum that was written with it.
    pub sound: bool,
}

/// Check sum, size and place of a file.
#[derive(Debug, Clone, Copy)]
struct Facts {
    crc: u32,
    size: u32,
    at: u32,
}

fn is_name(name: &str) -> bool {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.' || b == b'-';
    !name.is_empty() && name.len() <= LONGEST && !name.starts_with('.') && name.bytes().all(fits)
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}

fn put16(out: &mut Vec<u8>, values: &[u16]) {
    for value in values {
        out.extend(value.to_le_bytes());
    }
}

fn put32(out: &mut Vec<u8>, values: &[u32]) {
    for value in values {
        out.extend(value.to_le_bytes());
    }
}

/// What stands before a file.
fn local(name: &str, of: Facts) -> Vec<u8> {
    let mut out = Vec::with_capacity(LOCAL_LEN + name.len());
    put32(&mut out, &[LOCAL]);
    put16(&mut out, &[VERSION, 0, 0, 0, DAY]);
    put32(&mut out, &[of.crc, of.size, of.size]);
    put16(&mut out, &[name.len() as u16, 0]);
    out.extend(name.as_bytes());
    out
}

/// What stands in the list of files.
fn central(name: &str, of: Facts) -> Vec<u8> {
    let mut out = Vec::with_capacity(CENTRAL_LEN + name.len());
    put32(&mut out, &[CENTRAL]);
    put16(&mut out, &[VERSION, VERSION, 0, 0, 0, DAY]);
    put32(&mut out, &[of.crc, of.size, of.size]);
    put16(&mut out, &[name.len() as u16, 0, 0, 0, 0]);
    put32(&mut out, &[0, of.at]);
    out.extend(name.as_bytes());
    out
}

/// What stands at the end.
fn end(files: u16, list: u32, at: u32) -> Vec<u8> {
    let mut out = Vec::with_capacity(END_LEN);
    put32(&mut out, &[END]);
    put16(&mut out, &[0, 0, files, files]);
    put32(&mut out, &[list, at]);
    put16(&mut out, &[0]);
    out
}

/// Writes files, which may come in any order.
///
/// # Errors
/// [`ZipError::Unfit`] names a file whose name is none or comes twice; [`ZipError::TooLarge`].
pub(super) fn write(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, ZipError> {
    let mut sorted: Vec<_> = files.iter().collect();
    sorted.sort_by(|a, b| a.0.cmp(&b.0));
    let twice = sorted.windows(2).find(|w| w[0].0 == w[1].0).map(|w| w[0]);
    let unfit = sorted.iter().find(|(name, _)| !is_name(name));
    if let Some((name, _)) = twice.or(unfit.copied()) {
        return Err(ZipError::Unfit(name.clone()));
    }
    let total: usize = sorted.iter().map(|(_, bytes)| bytes.len()).sum();
    if total > LARGEST || sorted.len() > MOST {
        return Err(ZipError::TooLarge(total));
    }
    let mut out = Vec::with_capacity(total + sorted.len() * 160 + END_LEN);
    let mut list = Vec::new();
    for (name, bytes) in &sorted {
        let facts = Facts {
            crc: crc(bytes),
            size: bytes.len() as u32,
            at: out.len() as u32,
        };
        list.extend(central(name, facts));
        out.extend(local(name, facts));
        out.extend(bytes);
    }
    let at = out.len() as u32;
    out.extend(&list);
    out.extend(end(sorted.len() as u16, list.len() as u32, at));
    if out.len() > LARGEST {
        return Err(ZipError::TooLarge(out.len()));
    }
    Ok(out)
}

fn get16(bytes: &[u8], at: usize) -> Option<u16> {
    let part = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(part.try_into().ok()?))
}

fn get32(bytes: &[u8], at: usize) -> Option<u32> {
    let part = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(part.try_into().ok()?))
}

/// Where list and files are.
fn ending(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let at = bytes.len().checked_sub(END_LEN)?;
    let tail = &bytes[at..];
    let (files, list, start) = (get16(tail, 10)?, get32(tail, 12)?, get32(tail, 16)?);
    let exact = tail == end(files, list, start);
    let fits = (start as usize).checked_add(list as usize)? == at;
    (exact && fits && usize::from(files) <= MOST)
        .then(|| (usize::from(files), &bytes[start as usize..at]))
}

/// Reads the files in their order. Whether each is sound is told with it.
///
/// # Errors
/// [`ZipError`], naming the place where there is one.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Part<'_>>, ZipError> {
    if bytes.len() > LARGEST {
        return Err(ZipError::TooLarge(bytes.len()));
    }
    let (files, mut list) = ending(bytes).ok_or(ZipError::NoEnd)?;
    let body = &bytes[..bytes.len() - END_LEN - list.len()];
    let mut parts: Vec<Part<'_>> = Vec::with_capacity(files);
    let mut at = 0_usize;
    for _ in 0..files {
        let (name, facts, length) = listed(list).ok_or(ZipError::List)?;
        let after = parts.last().is_none_or(|before| before.name < name);
        if list.get(..length) != Some(&central(name, facts)) || !after {
            return Err(ZipError::Around(name.to_owned()));
        }
        list = &list[length..];
        let head = local(name, facts);
        let around = || ZipError::Around(name.to_owned());
        let from = at.checked_add(head.len()).ok_or_else(around)?;
        let to = from.checked_add(facts.size as usize).ok_or_else(around)?;
        if facts.at as usize != at || body.get(at..from) != Some(&head) {
            return Err(around());
        }
        let content = body.get(from..to).ok_or_else(around)?;
        parts.push(Part {
            name,
            bytes: content,
            sound: crc(content) == facts.crc,
        });
        at = to;
    }
    if !list.is_empty() || at != body.len() {
        return Err(ZipError::List);
    }
    Ok(parts)
}

/// The first file in a list: its name, its facts, and how long its entry is.
fn listed(list: &[u8]) -> Option<(&str, Facts, usize)> {
    let length = usize::from(get16(list, 28)?);
    let to = CENTRAL_LEN.checked_add(length)?;
    let name = std::str::from_utf8(list.get(CENTRAL_LEN..to)?).ok()?;
    let facts = Facts {
        crc: get32(list, 16)?,
        size: get32(list, 24)?,
        at: get32(list, 42)?,
    };
    is_name(name).then_some((name, facts, to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample() -> Vec<u8> {
        let files = [("b.csv", "2,3\n"), ("a.json", "{}\n"), ("empty", "")];
        write(&files.map(|(n, t)| (n.to_owned(), t.as_bytes().to_vec()))).unwrap()
    }

    #[test]
    fn files_come_back_in_the_order_of_their_names_and_order_makes_no_difference() {
        let bytes = sample();
        let parts = read(&bytes).unwrap();
        let names: Vec<&str> = parts.iter().map(|p| p.name).collect();
        assert_eq!(names, ["a.json", "b.csv", "empty"]);
        assert!(parts.iter().all(|p| p.sound));
        assert_eq!(parts[1].bytes, b"2,3\n");
        let again: Vec<(String, Vec<u8>)> = parts
            .iter()
            .rev()
            .map(|p| (p.name.to_owned(), p.bytes.to_vec()))
            .collect();
        assert_eq!(write(&again).unwrap(), bytes);
    }

    #[test]
    fn names_that_lead_elsewhere_and_names_that_come_twice_are_refused() {
        for name in ["", "../a", "a/b", "C:a", ".hidden", "Ä", &"x".repeat(65)] {
            let file = [(name.to_owned(), Vec::new())];
            assert!(write(&file).is_err(), "{name}");
        }
        let twice = [("a".to_owned(), vec![1]), ("a".to_owned(), vec![2])];
        assert_eq!(write(&twice), Err(ZipError::Unfit("a".to_owned())));
    }

    /// What a stranger could send: sizes that are lies, files in files, bytes around them.
    #[test]
    fn hostile_files_are_refused() {
        let sound = sample();
        assert_eq!(read(b""), Err(ZipError::NoEnd));
        assert_eq!(read(&end(0, 0, 0)), Ok(Vec::new()));
        assert_eq!(read(&end(33, 0, 0)), Err(ZipError::NoEnd));
        assert_eq!(read(&end(1, u32::MAX, u32::MAX)), Err(ZipError::NoEnd));
        assert_eq!(
            read(&[b"#!".as_slice(), &sound].concat()),
            Err(ZipError::NoEnd)
        );
        assert_eq!(
            read(&[&sound, b"x".as_slice()].concat()),
            Err(ZipError::NoEnd)
        );
        assert_eq!(
            read(&vec![0; LARGEST + 1]),
            Err(ZipError::TooLarge(LARGEST + 1))
        );
        // A file that claims to be as large as can be.
        let facts = Facts {
            crc: 0,
            size: u32::MAX,
            at: 0,
        };
        let (head, list) = (local("a", facts), central("a", facts));
        let tail = end(1, list.len() as u32, head.len() as u32);
        let bomb = [head, list, tail].concat();
        assert_eq!(read(&bomb), Err(ZipError::Around("a".to_owned())));
        // Two entries for the same bytes.
        let facts = Facts {
            crc: crc(b"x"),
            size: 1,
            at: 0,
        };
        let head = [local("a", facts), b"x".to_vec()].concat();
        let list = [central("a", facts), central("b", facts)].concat();
        let tail = end(2, list.len() as u32, head.len() as u32);
        let overlap = [head, list, tail].concat();
        assert_eq!(read(&overlap), Err(ZipError::Around("b".to_owned())));
    }

    proptest! {
        #[test]
        fn whatever_comes_is_read_or_refused_and_what_is_read_is_canonical(
            bytes in proptest::collection::vec(any::<u8>(), 0..400),
        ) {
            if let Ok(parts) = read(&bytes) {
                let files: Vec<_> = parts.iter().map(|p| (p.name.to_owned(), p.bytes.to_vec())).collect();
                if parts.iter().all(|p| p.sound) {
                    prop_assert_eq!(write(&files).unwrap(), bytes);
                }
            }
        }
    }

    #[test]
    fn every_changed_byte_shows() {
        let sound = sample();
        for at in 0..sound.len() {
            for bit in 0..8 {
                let mut changed = sound.clone();
                changed[at] ^= 1 << bit;
                let shows = read(&changed).map_or(true, |parts| parts.iter().any(|p| !p.sound));
                assert!(shows, "byte {at}, bit {bit}");
            }
        }
    }
}
