//! Archives: the same files make the same bytes.

use flate2::Crc;
use std::collections::BTreeMap;
use std::io;

/// 1 January 1980, the first day that the format knows.
const FIRST_DAY: u16 = 0x0021;
/// Version 2.0 of the format, which every program reads.
const VERSION: u16 = 20;
/// Names are UTF-8.
const UTF_8: u16 = 0x0800;

/// An archive of these files by name: sorted, not compressed, without times or owners.
///
/// # Errors
/// If there are more than 65,535 files, or more bytes than the format's plain form can tell.
pub fn zip(files: &BTreeMap<String, Vec<u8>>) -> io::Result<Vec<u8>> {
    let mut all = Vec::new();
    let mut list = Vec::new();
    for (name, bytes) in files {
        let mut crc = Crc::new();
        crc.update(bytes);
        let at = small(all.len())?;
        let mut about = Vec::new();
        for n in [VERSION, UTF_8, 0, 0, FIRST_DAY] {
            about.extend(n.to_le_bytes());
        }
        about.extend(crc.sum().to_le_bytes());
        about.extend(small(bytes.len())?.to_le_bytes());
        about.extend(small(bytes.len())?.to_le_bytes());
        about.extend(number(name.len())?.to_le_bytes());
        about.extend(0_u16.to_le_bytes());
        all.extend(b"PK\x03\x04");
        all.extend(&about);
        all.extend(name.as_bytes());
        all.extend(bytes);
        list.extend(b"PK\x01\x02");
        list.extend(VERSION.to_le_bytes());
        list.extend(&about);
        // No comment, one disk, nothing about the file's kind.
        list.extend([0; 10]);
        list.extend(at.to_le_bytes());
        list.extend(name.as_bytes());
    }
    let begins = small(all.len())?;
    all.extend(&list);
    all.extend(b"PK\x05\x06");
    all.extend([0; 4]);
    for _ in 0..2 {
        all.extend(number(files.len())?.to_le_bytes());
    }
    all.extend(small(list.len())?.to_le_bytes());
    all.extend(begins.to_le_bytes());
    all.extend([0; 2]);
    Ok(all)
}

fn small(n: usize) -> io::Result<u32> {
    u32::try_from(n).map_err(|e| io::Error::new(io::ErrorKind::FileTooLarge, e))
}

fn number(n: usize) -> io::Result<u16> {
    u16::try_from(n).map_err(|e| io::Error::new(io::ErrorKind::FileTooLarge, e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_files_are_the_same_bytes_and_can_be_read() {
        let files: BTreeMap<String, Vec<u8>> = [
            ("b.txt".to_owned(), b"second".to_vec()),
            ("a/one.txt".to_owned(), b"first".to_vec()),
        ]
        .into();
        let made = zip(&files).unwrap();
        assert_eq!(made, zip(&files.clone()).unwrap());
        // The signature, then the first name in order, then its bytes as they are.
        assert_eq!(&made[..4], b"PK\x03\x04");
        assert_eq!(&made[30..39], b"a/one.txt");
        assert_eq!(&made[39..44], b"first");
        let end = &made[made.len() - 22..];
        assert_eq!(&end[..4], b"PK\x05\x06");
        assert_eq!(u16::from_le_bytes([end[10], end[11]]), 2);
        let at = u32::from_le_bytes([end[16], end[17], end[18], end[19]]) as usize;
        assert_eq!(&made[at..at + 4], b"PK\x01\x02");
        // The sum of "first", as every tool computes it.
        assert_eq!(made[14..18], 0x9271_ee57_u32.to_le_bytes());
    }
}
