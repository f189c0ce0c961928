//! What stands on the screen, as a screen reader finds it.

use crate::screen::Screen;
use egui::accesskit::Role;
use egui_kittest::Node;
use egui_kittest::kittest::NodeT as _;
use std::fmt::Write as _;

/// Lines of a dump; the rest is left out.
const DUMP: usize = 400;

impl Screen {
    /// Waits until these words stand somewhere.
    pub(crate) fn until_says(&mut self, words: &str) {
        self.until(words, |s| s.says(words).then_some(()));
    }

    /// Waits until a control is there.
    pub(crate) fn until_there(&mut self, role: Role, name: &str) {
        self.until(&format!("{role:?} “{name}”"), |s| {
            s.find(role, name).map(|_| ())
        });
    }

    /// Waits until a control is gone.
    pub(crate) fn until_gone(&mut self, role: Role, name: &str) {
        self.until(&format!("no {role:?} “{name}”"), |s| {
            s.find(role, name).is_none().then_some(())
        });
    }

    /// Every node, in the order in which a screen reader reads them.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        self.harness.root().children_recursive()
    }

    /// The first control with this role and exactly this name.
    pub(crate) fn find(&self, role: Role, name: &str) -> Option<Node<'_>> {
        self.nodes()
            .find(|n| n.accesskit_node().role() == role && self::name(n) == name)
    }

    /// The control with this role and name; there must be one.
    pub(crate) fn get(&self, role: Role, name: &str) -> Node<'_> {
        let found = self.find(role, name);
        found.unwrap_or_else(|| panic!("no {role:?} “{name}”:\n{}", self.dump()))
    }

    /// Names of all controls with this role.
    pub(crate) fn names(&self, role: Role) -> Vec<String> {
        let all = self.nodes();
        all.filter(|n| n.accesskit_node().role() == role)
            .map(|n| name(&n))
            .collect()
    }

    /// The name of the control whose name begins like this, once it is there.
    pub(crate) fn beginning(&mut self, role: Role, words: &str) -> String {
        self.until(&format!("a {role:?} “{words}…”"), |s| {
            let mut names = s.names(role).into_iter();
            names.find(|n| n.starts_with(words))
        })
    }

    /// Whether these words stand somewhere.
    pub(crate) fn says(&self, words: &str) -> bool {
        self.nodes().any(|n| name(&n).contains(words))
    }

    /// Whether a control can be used, and what is said about it.
    pub(crate) fn about(&self, role: Role, name: &str) -> (bool, String) {
        let node = self.get(role, name).accesskit_node();
        (!node.is_disabled(), node.description().unwrap_or_default())
    }

    /// What has the keyboard, as a screen reader tells it.
    pub(crate) fn focused(&self) -> Option<Node<'_>> {
        self.nodes().find(|n| n.accesskit_node().is_focused())
    }

    /// The tree in words.
    pub(crate) fn dump(&self) -> String {
        let mut out = String::new();
        let mut left = DUMP;
        // What lies on top comes first: dialogs, menus, notices.
        let layers: Vec<Node<'_>> = self.harness.root().children().collect();
        for layer in layers.iter().rev() {
            dump(layer, 0, &mut left, &mut out);
        }
        out
    }
}

/// What a screen reader calls a node.
pub(crate) fn name(node: &Node<'_>) -> String {
    let node = node.accesskit_node();
    let words = match node.role() {
        Role::Label => node.value(),
        _ => node.label(),
    };
    words.unwrap_or_default()
}

fn dump(node: &Node<'_>, depth: usize, left: &mut usize, out: &mut String) {
    if *left == 0 {
        return;
    }
    *left -= 1;
    let it = node.accesskit_node();
    let value = it.value().filter(|_| it.role() != Role::Label);
    let mut states = Vec::new();
    for (state, on) in [
        ("disabled", it.is_disabled()),
        ("focused", it.is_focused()),
        ("selected", it.is_selected() == Some(true)),
    ] {
        if on {
            states.push(state);
        }
    }
    let toggled = it.toggled();
    let indent = "  ".repeat(depth);
    writeln!(
        out,
        "{indent}{:?} “{}” {value:?} {toggled:?} {states:?} {:?}",
        it.role(),
        name(node),
        it.description().unwrap_or_default()
    )
    .expect("a text grows");
    for child in node.children() {
        dump(&child, depth + 1, left, out);
    }
}
