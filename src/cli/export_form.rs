//! Where an export goes, and in which form: as it is said, else as the name of the file ends.

use super::end::{Failure, bad};
use super::files;
use super::shared_args::Common;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// A table or a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Comma-separated values.
    Csv,
    /// JSON.
    Json,
}

/// A table or lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum JournalFormat {
    /// Comma-separated values.
    Csv,
    /// JSON, one entry a line.
    Jsonl,
}

/// Where an export goes, and of which profile it is.
#[derive(Debug, Args)]
pub(super) struct ExportTo {
    /// Write into FILE instead of standard output
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(super) file: Option<PathBuf>,
    /// Overwrite FILE
    #[arg(long)]
    pub(super) force: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

impl ExportTo {
    /// The form of the file: what was said, else what its name ends with, else the first form.
    ///
    /// # Errors
    /// The name ends like another form than this export has.
    pub(super) fn form<F: ValueEnum>(&self, said: Option<F>) -> Result<Option<F>, Failure> {
        let path = self.file.as_deref().filter(|p| *p != Path::new("-"));
        let (None, Some(path)) = (&said, path) else {
            return Ok(said);
        };
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        let ending = ending.to_lowercase();
        if !["csv", "json", "jsonl"].contains(&ending.as_str()) {
            return Ok(None);
        }
        let word = |form: &F| form.to_possible_value().map(|v| v.get_name().to_owned());
        let forms = F::value_variants();
        let found = forms.iter().find(|f| word(f).as_deref() == Some(&*ending));
        if found.is_none() {
            let known: Vec<String> = forms.iter().filter_map(word).collect();
            let what = format!(
                "{} ends with .{ending}, a form that this export does not have",
                files::place(path)
            );
            let remedy = format!(
                "Let its name end with .{}, or say --format {}",
                known.join(" or ."),
                known.join(" or --format ")
            );
            return Err(bad(what, remedy));
        }
        Ok(found.cloned())
    }

    /// The same for what is a table or a document; a table unless something says otherwise.
    pub(super) fn table_or_json(&self, said: Option<Format>) -> Result<Format, Failure> {
        Ok(self.form(said)?.unwrap_or(Format::Csv))
    }

    /// The same for what is a table or lines.
    pub(super) fn table_or_lines(
        &self,
        said: Option<JournalFormat>,
    ) -> Result<JournalFormat, Failure> {
        Ok(self.form(said)?.unwrap_or(JournalFormat::Csv))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser as _;

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        to: ExportTo,
    }

    fn to(file: Option<&str>) -> ExportTo {
        let said = file.into_iter().flat_map(|file| ["-o", file]);
        Line::parse_from(["export"].into_iter().chain(said)).to
    }

    #[test]
    fn the_name_of_the_file_chooses_the_form_unless_it_is_said() {
        let form = |file, said| to(file).table_or_json(said).ok();
        assert_eq!(form(None, None), Some(Format::Csv));
        assert_eq!(form(Some("-"), None), Some(Format::Csv));
        assert_eq!(form(Some("team"), None), Some(Format::Csv));
        assert_eq!(form(Some("team.txt"), None), Some(Format::Csv));
        assert_eq!(form(Some("team.csv"), None), Some(Format::Csv));
        assert_eq!(form(Some("a.csv/TEAM.JSON"), None), Some(Format::Json));
        assert_eq!(form(Some("a.json"), Some(Format::Csv)), Some(Format::Csv));
        assert_eq!(
            form(Some("a.jsonl"), Some(Format::Json)),
            Some(Format::Json)
        );
        assert_eq!(form(Some("a.jsonl"), None), None);
        let lines = |file| to(Some(file)).table_or_lines(None).ok();
        assert_eq!(lines("journal.jsonl"), Some(JournalFormat::Jsonl));
        assert_eq!(lines("journal.csv"), Some(JournalFormat::Csv));
        assert_eq!(lines("journal.json"), None);
    }
}
