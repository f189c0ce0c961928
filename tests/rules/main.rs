//! The rules of the house, checked on the source text: which room may use which, how large files
//! are, and what must not stand anywhere in the repository.
//!
//! `house` says what is allowed. A finding is told as `file:line: rule`.

mod house;
mod layers;
mod lex;
mod paths;
mod sizes;
mod snippets;
mod tree;
mod uses;
mod words;

use tree::{Finding, Tree};

/// The rules look at something: a wrong root must not pass as a clean house.
#[test]
fn the_tree_is_found() {
    let tree = Tree::read().expect("the repository can be read");
    assert!(tree.rust("src/").any(|file| file.path == "src/lib.rs"));
    assert!(tree.rust("tests/").count() > 5);
}

#[test]
fn rooms_use_only_what_they_may() {
    assert_clean(|tree| {
        let check = |file: &tree::File| layers::check(&file.path, &file.text);
        tree.rust("src/").flat_map(check).collect()
    });
}

#[test]
fn no_source_hides_behind_a_path_or_an_include() {
    assert_clean(|tree| {
        let check = |file: &tree::File| layers::hidden(&file.path, &file.text);
        tree.rust("src/").flat_map(check).collect()
    });
}

#[test]
fn lints_are_expected_with_a_reason_and_never_allowed() {
    assert_clean(|tree| {
        let both = tree.rust("src/").chain(tree.rust("tests/"));
        both.flat_map(|file| sizes::allowed(&file.path, &file.text))
            .collect()
    });
}

#[test]
fn files_are_short() {
    assert_clean(|tree| {
        let both = tree.rust("src/").chain(tree.rust("tests/"));
        sizes::lengths(
            &both
                .map(|f| (f.path.as_str(), f.text.as_str()))
                .collect::<Vec<_>>(),
        )
    });
}

#[test]
fn every_source_file_says_what_it_is() {
    assert_clean(|tree| {
        let check = |file: &tree::File| sizes::documented(&file.path, &file.text);
        tree.rust("src/").filter_map(check).collect()
    });
}

#[test]
fn nothing_speaks_of_one_machine_or_of_registry_hosts() {
    assert_clean(|tree| {
        let check = |file: &tree::File| words::check(&file.path, &file.text);
        tree.files.iter().flat_map(check).collect()
    });
}

#[track_caller]
fn assert_clean(check: impl FnOnce(&Tree) -> Vec<Finding>) {
    let tree = Tree::read();
    assert!(tree.is_ok(), "the repository cannot be read: {tree:?}");
    let findings = tree.map(|tree| check(&tree)).unwrap_or_default();
    let told: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "\n{}\n", told.join("\n"));
}
