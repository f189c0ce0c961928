//! Files that are no text at all, given by mistake: most often a spreadsheet program's own.

use memchr::memmem;

/// What a file is, if it is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// A workbook of Excel, `.xlsx`, or what another program makes for it.
    Excel,
    /// A workbook of older versions of Excel, `.xls`.
    OldExcel,
    /// A workbook of Excel as XML.
    XmlExcel,
    /// A spreadsheet of `LibreOffice` and others, `.ods`.
    OpenDocument,
    /// A spreadsheet of Apple's Numbers.
    Numbers,
    /// A zip archive with something else in it.
    Archive,
    /// A file packed with gzip.
    Packed,
    /// A PDF.
    Pdf,
    /// A web page: some programs give a table of one the ending `.xls`.
    Page,
    /// A picture.
    Picture,
}

/// Bytes in which a spreadsheet names its kind.
const LOOKED_AT: usize = 16 * 1024;

impl Foreign {
    /// What the first bytes of a file say; `None` if it may be a sheet of text.
    pub fn of(start: &[u8]) -> Option<Self> {
        let start = start.get(..LOOKED_AT).unwrap_or(start);
        if let Some(zip) = start.strip_prefix(b"PK\x03\x04") {
            return Some(zipped(zip));
        }
        let marks: [(&[u8], Self); 7] = [
            (b"\xd0\xcf\x11\xe0", Self::OldExcel),
            (b"\x1f\x8b", Self::Packed),
            (b"PK\x05\x06", Self::Archive),
            (b"%PDF-", Self::Pdf),
            (b"\x89PNG\r\n", Self::Picture),
            (b"\xff\xd8\xff", Self::Picture),
            (b"GIF8", Self::Picture),
        ];
        let known = marks.iter().find(|(mark, _)| start.starts_with(mark));
        known.map(|(_, what)| *what).or_else(|| marked_up(start))
    }

    /// What it is, as the end of a sentence that begins with its name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Excel | Self::OldExcel | Self::XmlExcel => {
                "is a workbook of Excel, and no sheet of text"
            }
            Self::OpenDocument => "is a spreadsheet of LibreOffice, and no sheet of text",
            Self::Numbers => "is a spreadsheet of Numbers, and no sheet of text",
            Self::Archive => "is a zip archive, and no sheet of text",
            Self::Packed => "is packed with gzip, and no sheet of text",
            Self::Pdf => "is a PDF, and no sheet of text",
            Self::Page => "is a web page, and no sheet of text",
            Self::Picture => "is a picture, and no sheet of text",
        }
    }

    /// What to do about it.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Excel | Self::OldExcel | Self::XmlExcel => {
                "Save it as CSV in Excel: File, Save As, CSV UTF-8"
            }
            Self::OpenDocument => "Save it as CSV in LibreOffice: File, Save As, Text CSV",
            Self::Numbers => "Save it as CSV in Numbers: File, Export To, CSV",
            Self::Page => "Open it in a spreadsheet program, and save it as CSV there",
            Self::Archive | Self::Packed => "Unpack it, and give the sheet in it",
            Self::Pdf | Self::Picture => "Give the sheet that it was made of, saved as CSV",
        }
    }

    /// Whether a program shows it as rows, which can be copied there and pasted.
    pub fn has_rows(self) -> bool {
        !matches!(
            self,
            Self::Archive | Self::Packed | Self::Pdf | Self::Picture
        )
    }
}

/// What lies in a zip archive, by the names at its beginning.
fn zipped(zip: &[u8]) -> Foreign {
    let names = |name: &str| memmem::find(zip, name.as_bytes()).is_some();
    if names("mimetypeapplication/vnd.oasis.opendocument.spreadsheet") {
        Foreign::OpenDocument
    } else if names(".iwa") || names("Index.zip") {
        Foreign::Numbers
    } else if names("xl/") || (names("[Content_Types].xml") && !names("word/")) {
        Foreign::Excel
    } else {
        Foreign::Archive
    }
}

fn marked_up(start: &[u8]) -> Option<Foreign> {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    let start = start.trim_ascii_start();
    let begins = |words: &str| {
        let there = start.get(..words.len());
        there.is_some_and(|s| s.eq_ignore_ascii_case(words.as_bytes()))
    };
    if begins("<!doctype html") || begins("<html") || begins("<table") {
        return Some(Foreign::Page);
    }
    let excel = || memmem::find(start, b"urn:schemas-microsoft-com:office:spreadsheet").is_some();
    (begins("<?xml") && excel()).then_some(Foreign::XmlExcel)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_known_by_its_first_bytes() {
        let zip = |name: &str| [b"PK\x03\x04\x14\0\x06\0\x08\0", name.as_bytes()].concat();
        let all: [(Vec<u8>, Foreign); 13] = [
            (zip("[Content_Types].xml"), Foreign::Excel),
            (zip("_rels/.rels..xl/workbook.xml"), Foreign::Excel),
            (
                zip("mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK"),
                Foreign::OpenDocument,
            ),
            (zip("Index/Document.iwa"), Foreign::Numbers),
            (zip("people.csv"), Foreign::Archive),
            (b"PK\x05\x06\0\0".to_vec(), Foreign::Archive),
            (b"\xd0\xcf\x11\xe0\xa1\xb1".to_vec(), Foreign::OldExcel),
            (b"\x1f\x8b\x08".to_vec(), Foreign::Packed),
            (b"%PDF-1.7".to_vec(), Foreign::Pdf),
            (b"\n<HTML><body>".to_vec(), Foreign::Page),
            (b"\xef\xbb\xbf<table>".to_vec(), Foreign::Page),
            (
                b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>"
                    .to_vec(),
                Foreign::XmlExcel,
            ),
            (b"\x89PNG\r\n\x1a\n".to_vec(), Foreign::Picture),
        ];
        for (bytes, what) in all {
            assert_eq!(Foreign::of(&bytes), Some(what), "{bytes:?}");
            assert!(!what.words().is_empty() && !what.remedy().is_empty());
        }
        for text in ["", "PK,Name\n1,a\n", "<ana@example.com>,Ana\n", "%,name\n"] {
            assert_eq!(Foreign::of(text.as_bytes()), None, "{text}");
        }
    }
}
