//! What must not stand anywhere in the repository: folders of one machine, hosts of package
//! registries (the package tools know theirs).

use crate::tree::Finding;

/// Folders that exist on one machine only, or belong to one user. Told in two pieces, so that this
/// file does not find itself.
const FOLDERS: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/tm", "p/"),
];

/// The folder for temporary files: scripts take theirs from `mktemp`.
const TEMPORARY: &str = concat!("/tm", "p/");

/// Where registries live. The index that a lock file names is the package tool's own word for it.
const HOSTS: &[&str] = &[
    concat!("index.crates", ".io"),
    concat!("static.crates", ".io"),
    concat!("pypi", ".org"),
    concat!("pythonhosted", ".org"),
    concat!("registry.npmjs", ".org"),
    concat!("deb.debian", ".org"),
    concat!("archive.ubuntu", ".com"),
    concat!("proxy.golang", ".org"),
];

/// The lines of a file that name one.
pub(crate) fn check(path: &str, text: &str) -> Vec<Finding> {
    let finding = |(at, line): (usize, &str)| {
        Some(Finding {
            path: path.to_owned(),
            line: at + 1,
            rule: broken(path, line)?,
        })
    };
    text.lines().enumerate().filter_map(finding).collect()
}

fn broken(path: &str, line: &str) -> Option<String> {
    if let Some(host) = HOSTS.iter().find(|host| line.contains(**host)) {
        return Some(format!("names the host of a package registry: {host}"));
    }
    let named = |folder: &&&str| {
        let scratch = **folder == TEMPORARY && path.starts_with("packaging/");
        !(scratch && line.contains("mktemp")) && begins(line, folder)
    };
    let folder = FOLDERS.iter().find(named)?;
    Some(format!("names a folder of one machine: {folder}"))
}

/// Whether the line has a path that begins with this folder. In the middle of a longer path or of
/// a web address the same letters mean something else.
fn begins(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let inside = |c: char| c.is_alphanumeric() || "/._-~*}{$%+@)]>".contains(c);
        !before.is_some_and(inside)
    })
}
