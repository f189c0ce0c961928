//! The rules tried on snippets: what they must catch, and what they must let pass.

use crate::layers::{check, hidden};
use crate::{sizes, words};

/// Lines at which a snippet crosses a line of the house.
fn lines(path: &str, source: &str) -> Vec<usize> {
    check(path, source).into_iter().map(|f| f.line).collect()
}

#[track_caller]
fn caught(path: &str, source: &str) {
    let found = lines(path, source);
    assert_eq!(
        found.len(),
        1,
        "in {path}: {source}\n{:?}",
        check(path, source)
    );
}

#[track_caller]
fn passes(path: &str, source: &str) {
    assert_eq!(check(path, source), [], "in {path}: {source}");
}

#[test]
fn imports_are_caught() {
    caught("src/panes/team/mod.rs", "use crate::store::Ledger;");
    caught(
        "src/panes/team/mod.rs",
        "use crate::{kit, model::{Remote, self}, wix::{Client}};",
    );
    caught(
        "src/panes/team/mod.rs",
        "pub(crate) use crate::secrets as hidden;",
    );
    caught(
        "src/panes/team/mod.rs",
        "fn f() { use crate::worker::engine; }",
    );
    caught("src/panes/team/mod.rs", "use crate::worker;");
    caught("src/kit/table.rs", "use crate::access::Role;");
    caught("src/kit/table.rs", "use gatehouse::access::Role;");
    caught("src/access/role.rs", "use crate::journal::Head;");
    caught(
        "src/wix/auth.rs",
        "use {serde::Serialize, crate::store::Cache};",
    );
    caught(
        "src/worker/protocol/mod.rs",
        "use crate::worker::engine::Engine;",
    );
    caught("src/worker/protocol.rs", "use crate::wix::Error;");
    caught("src/sandbox/state/mod.rs", "use crate::access::SiteId;");
    caught("src/worker/jobs/sync.rs", "use crate::sandbox::Sandbox;");
}

#[test]
fn inline_paths_are_caught() {
    caught(
        "src/panes/team/mod.rs",
        "fn f() { let a = crate::store::open(); }",
    );
    caught(
        "src/panes/team/mod.rs",
        "fn f(x: Vec<crate::wix::Client>) {}",
    );
    caught(
        "src/panes/team/mod.rs",
        "type X = <crate::wix::Client as Clone>::Owned;",
    );
    caught(
        "src/panes/team/mod.rs",
        "fn f() { x.map(crate::secrets::read::<u8>) }",
    );
    caught(
        "src/panes/team/mod.rs",
        "#[serde(with = \"crate::store::time\")]\nstruct S;",
    );
    caught(
        "src/panes/team/mod.rs",
        "macro_rules! m { () => { $crate::store::open() } }",
    );
    caught(
        "src/panes/team/mod.rs",
        "fn f() -> S { S { ..crate::store::empty() } }",
    );
    assert_eq!(
        lines("src/panes/a.rs", "\n/* \n */ fn f() {\n crate::wix::g() }"),
        [4]
    );
}

#[test]
fn chains_of_super_are_caught() {
    caught(
        "src/panes/team/table.rs",
        "use super::super::super::store::Ledger;",
    );
    caught(
        "src/panes/team/mod.rs",
        "fn f() { super::super::store::open() }",
    );
    caught(
        "src/panes/team/mod.rs",
        "fn f() { self::super::super::store::open() }",
    );
    caught(
        "src/panes/mod.rs",
        "mod a { mod b { use super::super::super::store; } }",
    );
    caught(
        "src/panes/mod.rs",
        "mod a { } fn f() { if x { super::store::open() } }",
    );
    caught("src/panes/mod.rs", "use super::*;");
    caught("src/panes/team/mod.rs", "use crate::*;");
}

#[test]
fn renamed_roads_are_caught() {
    caught(
        "src/panes/a.rs",
        "use crate as root;\nfn f() { root::store::open() }",
    );
    caught(
        "src/panes/a.rs",
        "use super::super as up;\nuse up::store::open;",
    );
    caught(
        "src/panes/a.rs",
        "use crate::{self as r};\nuse r as s;\nfn f() { s::wix::x() }",
    );
    caught(
        "src/panes/mod.rs",
        "use super as up;\nmod t { use super::*; fn f() { up::wix::x() } }",
    );
    caught("src/panes/a.rs", "fn f() { b::wix::x() }\nuse crate as b;");
    caught(
        "src/kit/a.rs",
        "extern crate gatehouse as g;\nfn f() { g::access::x() }",
    );
}

#[test]
fn other_crates_are_caught() {
    caught("src/model/mod.rs", "use egui::Ui;");
    caught("src/worker/engine.rs", "fn f(ui: &mut ::egui::Ui) {}");
    caught(
        "src/worker/engine.rs",
        "fn f() -> ::rusqlite::Result<()> {}",
    );
    caught("src/plan/mod.rs", "#[tokio::test]\nasync fn t() {}");
    caught("src/panes/mod.rs", "fn f() { tokio::select! {} }");
    caught("src/panes/mod.rs", "use std::{collections::BTreeMap, fs};");
    caught("src/panes/mod.rs", "fn f() { std::fs::read(p) }");
    caught("src/wix/mod.rs", "use rusqlite as db;");
    caught("src/store/mod.rs", "extern crate reqwest;");
    caught("src/app/mod.rs", "use keyring::Entry;");
    caught("src/worker/protocol/mod.rs", "use tokio::sync::watch;");
    caught("src/attic/mod.rs", "");
    caught("src/lib.rs", "pub mod store; pub use store::Cache;");
}

#[test]
fn what_is_allowed_passes() {
    passes(
        "src/panes/team/mod.rs",
        "use crate::{kit, model::Remote, worker::protocol::{self, A}};",
    );
    passes(
        "src/panes/team/mod.rs",
        "use super::shared; use crate::panes::people; use egui::Ui;",
    );
    passes(
        "src/panes/mod.rs",
        "pub mod store; fn f() { store::draw(); self::store::draw() }",
    );
    passes(
        "src/worker/jobs/sync.rs",
        "use super::super::protocol::Event; use crate::{wix, store};",
    );
    passes(
        "src/worker/protocol/job.rs",
        "use super::Event; use crate::worker::protocol::Id;",
    );
    passes(
        "src/app/mod.rs",
        "use crate::worker::{Handle, protocol::Command, handle::Start};",
    );
    passes(
        "src/program/mod.rs",
        "use crate::{app, sandbox, secrets}; mod own; use own::x;",
    );
    passes(
        "src/main.rs",
        "use gatehouse::program; mod own; use crate::own::x;",
    );
    passes("src/lib.rs", "pub mod access;\npub mod store;");
    passes(
        "src/store/mod.rs",
        "use rusqlite::Connection; use std::fs; use tokio::sync::mpsc;",
    );
    passes(
        "src/access/ids.rs",
        "mod tests { use super::*; use proptest::prelude::*; }",
    );
    passes(
        "src/access/ids.rs",
        "pub(crate) struct A; pub(in crate::access) struct B;",
    );
    passes(
        "src/access/ids.rs",
        "fn f<'a>() -> impl Sized + use<'a> { x.store::<u8>() }",
    );
}

#[test]
fn talk_about_a_path_passes() {
    passes(
        "src/kit/mod.rs",
        "//! See [`crate::store`].\n/* use crate::wix; */ // crate::wix::x",
    );
    passes(
        "src/kit/mod.rs",
        "fn f() { let a = \"crate::wix::x\"; let b = r#\"use crate::wix;\"#; }",
    );
    passes(
        "src/kit/mod.rs",
        "#[expect(x, reason = \"as tokio::spawn does\")]\nfn f() {}",
    );
    passes(
        "src/kit/mod.rs",
        "fn f() { let c = '\"'; let d = '\\''; /* \" */ let e = \"\\\"\"; }",
    );
}

#[test]
fn moved_and_included_source_is_caught() {
    let found = |source| hidden("src/kit/mod.rs", source).len();
    assert_eq!(found("#[path = \"../wix/mod.rs\"]\nmod wix;"), 1);
    assert_eq!(
        found("#[cfg_attr(unix, path = \"../wix/mod.rs\")]\nmod wix;"),
        1
    );
    assert_eq!(found("include!(\"../wix/mod.rs\");"), 1);
    assert_eq!(
        found("const A: &str = include_str!(\"a.txt\"); fn f() { path = 1; }"),
        0
    );
}

#[test]
fn allowed_lints_are_caught() {
    let found = |source| sizes::allowed("src/kit/mod.rs", source).len();
    assert_eq!(found("#![allow(dead_code)]"), 1);
    assert_eq!(found("#[cfg_attr(test, allow(dead_code))]\nfn f() {}"), 1);
    assert_eq!(
        found("#[expect(dead_code)]\nfn f() { allow(1); } // #[allow(x)]"),
        0
    );
}

#[test]
fn long_and_silent_files_are_caught() {
    let long = "x\n".repeat(601);
    let short = "x\n".repeat(201);
    assert_eq!(
        sizes::lengths(&[("a", ""), ("b", ""), ("c", &long)]).len(),
        1
    );
    assert_eq!(
        sizes::lengths(&[("a", ""), ("b", &short), ("c", &short)]).len(),
        1
    );
    assert_eq!(
        sizes::lengths(&[("a", ""), ("b", ""), ("c", &long[2..])]).len(),
        0
    );
    assert!(sizes::documented("a", "use x;\n//! late").is_some());
    assert!(sizes::documented("a", "//! In time.").is_none());
}

#[test]
fn machine_words_are_caught() {
    let found = |path, line: &str| words::check(path, line).len();
    let [work, root, tmp] = ["wo!rk", "ro!ot", "tm!p"].map(|w| format!("/{}/", w.replace('!', "")));
    let host = ["deb.debian", "org"].join(".");
    assert_eq!(found("src/a.rs", &format!("open(\"{work}main\")")), 1);
    assert_eq!(found("README.md", &format!("see {root}x")), 1);
    assert_eq!(found("tests/a.rs", &format!("{tmp}x")), 1);
    assert_eq!(found("packaging/try", &format!("cd {tmp}x")), 1);
    assert_eq!(found("packaging/try", &format!("mktemp {tmp}x.XXXX")), 0);
    assert_eq!(found("packaging/try", &format!("http://{host}/debian")), 1);
    assert_eq!(
        found(
            "README.md",
            &format!("https://example.com{work} or frame{work}")
        ),
        0
    );
    assert_eq!(
        found(
            "src/a.rs",
            &format!("\"/sites/{{id}}{root}\" and $HOME{tmp}")
        ),
        0
    );
}
