//! `generate`: the man pages and the completions of shells, out of the definition of the arguments
//! itself, so that a package cannot tell something else than `--help`.
//!
//! A page for the program, and one for each command with a section for each of its sub commands.

use super::args::{Args, GenerateArgs, GenerateWhat};
use super::exit::HELP;
use clap::{Command, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man;
use std::io;
use std::path::Path;

/// Shells that completions are made for.
const SHELLS: [Shell; 4] = [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell];

/// What the definition of the arguments does not tell: variables and places.
const PLACES: &str = r".SH ENVIRONMENT
.TP
\fBGATEHOUSE_DATA_DIR\fR
The folder that everything is kept in; \fB\-\-data\-dir\fR goes before it.
.TP
\fBGATEHOUSE_API_KEY\fR, \fBGATEHOUSE_APP_SECRET\fR
The key of an account, or the secret of an app, for one run of a command.
.TP
\fBGATEHOUSE_PASSPHRASE_FD\fR
The number of an open descriptor from which the passphrase of keys in files is read.
.TP
\fBGATEHOUSE_LOG\fR
How much the log tells: error, warn, info, debug or trace. No key and no body of a call is in it.
.SH FILES
.TP
\fI~/.local/share/gatehouse\fR
Profiles, settings, what was read, plans, runs, receipts, snapshots, the journal and the log. On
macOS it is \fI~/Library/Application Support/Gatehouse\fR, on Windows
\fI%APPDATA%\\Gatehouse\\data\fR. Keys are in the key store of the system, or in files here that a
passphrase opens.
";

/// Writes man pages or completions into a folder, which is made if need be. Files of the same name
/// are written anew.
///
/// # Errors
/// When the folder or a file in it cannot be written.
pub fn generate(args: &GenerateArgs) -> io::Result<()> {
    std::fs::create_dir_all(&args.dir)?;
    match args.what {
        GenerateWhat::Man => {
            for (name, page) in pages()? {
                std::fs::write(args.dir.join(name), page)?;
            }
        }
        GenerateWhat::Completions => completions(&args.dir)?,
    }
    Ok(())
}

fn completions(dir: &Path) -> io::Result<()> {
    let mut program = Args::command();
    for shell in SHELLS {
        clap_complete::generate_to(shell, &mut program, "gatehouse", dir)?;
    }
    Ok(())
}

/// All pages with the names of their files.
fn pages() -> io::Result<Vec<(String, String)>> {
    let mut pages = vec![("gatehouse.1".to_owned(), page_of_program()?)];
    // What holds for all commands is told once, on the page of the program.
    let mut program = Args::command()
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .mut_args(|arg| {
            let told = arg.is_global_set();
            arg.hide(told)
        });
    program.build();
    for command in visible(&program) {
        let name = format!("gatehouse-{}.1", command.get_name());
        pages.push((name, page_of_command(command)?));
    }
    Ok(pages)
}

fn visible(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|c| !c.is_hide_set())
}

/// The first line of a page. It has no date, so that the same sources make the same page, and the
/// place of the date has to be kept.
fn title(name: &str) -> String {
    let (name, version) = (escaped(name), env!("CARGO_PKG_VERSION"));
    format!(".TH \"{name}\" \"1\" \"\" \"gatehouse {version}\" \"Gatehouse\"\n")
}

fn page_of_program() -> io::Result<String> {
    let program = Args::command()
        .disable_help_subcommand(true)
        .subcommand_help_heading("COMMANDS");
    let mut page = title("gatehouse").into_bytes();
    let man = Man::new(program);
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    page.extend_from_slice(b".PP\nWithout a command the window opens on the profile used last.\n");
    man.render_options_section(&mut page)?;
    man.render_subcommands_section(&mut page)?;
    let mut page = tidy(&page);
    page.push_str(".SH EXIT STATUS\n.nf\n");
    page.push_str(&escaped(HELP));
    page.push_str("\n.fi\n");
    page.push_str(PLACES);
    Ok(page)
}

fn page_of_command(command: &Command) -> io::Result<String> {
    let mut page = title(&format!("gatehouse-{}", command.get_name())).into_bytes();
    let man = Man::new(command.clone());
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    if has_options(command) {
        man.render_options_section(&mut page)?;
    }
    let mut page = tidy(&page);
    sections(command, &mut page)?;
    page.push_str(
        ".SH SEE ALSO\n\\fBgatehouse\\fR(1) tells the options that hold for all commands, and \
         with which number a command ends.\n",
    );
    Ok(page)
}

/// A section for each sub command, and for those below it.
fn sections(command: &Command, page: &mut String) -> io::Result<()> {
    for below in visible(command) {
        let called = below.get_bin_name().unwrap_or(below.get_name());
        let man = Man::new(below.clone());
        page.push_str(&format_heading("SH", called));
        let mut part = Vec::new();
        man.render_description_section(&mut part)?;
        page.push_str(&without_heading(&tidy(&part)));
        let mut part = Vec::new();
        man.render_synopsis_section(&mut part)?;
        page.push_str(".PP\n");
        page.push_str(&without_heading(&tidy(&part)));
        if has_options(below) {
            let mut part = Vec::new();
            man.render_options_section(&mut part)?;
            page.push_str(&without_heading(&tidy(&part)));
        }
        sections(below, page)?;
    }
    Ok(())
}

fn has_options(command: &Command) -> bool {
    command.get_arguments().any(|a| !a.is_hide_set())
}

fn format_heading(kind: &str, text: &str) -> String {
    format!(".{kind} \"{}\"\n", escaped(text))
}

/// Text as roff takes it: no line is a request, no backslash an escape.
fn escaped(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let line = line.replace('\\', "\\e").replace('-', "\\-");
        match line.chars().next() {
            Some('.' | '\'') => format!("\\&{line}"),
            _ => line,
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A rendered part without the head that defines quotes, which every part brings along, and
/// without lines that are empty or break a line twice.
fn tidy(part: &[u8]) -> String {
    let part = String::from_utf8_lossy(part);
    let mut out = String::with_capacity(part.len());
    for line in part.lines() {
        let head = line.starts_with(".ie \\n(.g") || line.starts_with(".el .ds");
        let again = line == ".br" && out.ends_with(".br\n");
        if line.is_empty() || head || again {
            continue;
        }
        out.push_str(&line.replace("\\*(Aq", "\\(aq"));
        out.push('\n');
    }
    out
}

fn without_heading(part: &str) -> String {
    let lines = part.lines().filter(|line| !line.starts_with(".SH "));
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves<'a>(command: &'a Command, out: &mut Vec<&'a Command>) {
        for below in visible(command) {
            out.push(below);
            leaves(below, out);
        }
    }

    #[test]
    fn every_command_has_a_page_and_every_sub_command_a_section_with_its_options() {
        let pages = pages().unwrap();
        let mut program = Args::command().disable_help_subcommand(true);
        program.build();
        let mut all = Vec::new();
        leaves(&program, &mut all);
        assert!(all.len() > 60, "{}", all.len());
        for command in all {
            let called = command.get_bin_name().unwrap();
            let words: Vec<&str> = called.split(' ').collect();
            let name = format!("gatehouse-{}.1", words[1]);
            let (_, page) = pages.iter().find(|(n, _)| *n == name).expect(called);
            let from = if words.len() == 2 {
                ".SH NAME".to_owned()
            } else {
                format_heading("SH", called)
            };
            let at = page
                .find(&from)
                .unwrap_or_else(|| panic!("{called}: no section"));
            let section = &page[at..];
            for arg in command.get_arguments().filter(|a| !a.is_global_set()) {
                let Some(long) = arg.get_long().filter(|l| *l != "help") else {
                    continue;
                };
                let option = escaped(&format!("--{long}"));
                assert!(section.contains(&option), "{called}: {option}");
            }
            let about = command.get_about().expect(called).to_string();
            let first = about.split(['-', '\'']).next().unwrap();
            assert!(section.contains(first), "{called}: {about}");
        }
    }

    #[test]
    fn the_page_of_the_program_tells_options_commands_numbers_and_places() {
        let page = page_of_program().unwrap();
        for part in [
            ".SH NAME",
            ".SH SYNOPSIS",
            ".SH OPTIONS",
            ".SH COMMANDS",
            "gatehouse\\-reviews(1)",
            ".SH EXIT STATUS",
            "  10  busy",
            ".SH ENVIRONMENT",
            ".SH FILES",
        ] {
            assert!(page.contains(part), "{part}");
        }
        assert!(!page.contains("generate"), "a hidden command is told");
    }

    #[test]
    fn files_are_written_and_written_anew() {
        let dir = tempfile::tempdir().unwrap();
        let here = dir.path().join("made");
        for what in [GenerateWhat::Man, GenerateWhat::Completions] {
            let args = GenerateArgs {
                what,
                dir: here.clone(),
            };
            generate(&args).unwrap();
            generate(&args).unwrap();
        }
        for (file, word) in [
            ("gatehouse.1", ".TH"),
            ("gatehouse-plan.1", "set\\-roles"),
            ("gatehouse.bash", "set-roles"),
            ("_gatehouse", "#compdef gatehouse"),
            ("gatehouse.fish", "set-roles"),
            ("_gatehouse.ps1", "set-roles"),
        ] {
            let text = std::fs::read_to_string(here.join(file)).expect(file);
            assert!(text.contains(word), "{file}: {word}");
        }
    }
}
