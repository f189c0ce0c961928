//! What stands on the screen, control by control.

use egui::accesskit::{Action, NodeId, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;
use std::collections::{HashMap, HashSet};
use std::fmt;

/// Roles of what a person does something with.
const CONTROLS: [Role; 22] = [
    Role::Button,
    Role::DefaultButton,
    Role::CheckBox,
    Role::Switch,
    Role::RadioButton,
    Role::Link,
    Role::Tab,
    Role::TextInput,
    Role::MultilineTextInput,
    Role::PasswordInput,
    Role::SearchInput,
    Role::ComboBox,
    Role::SpinButton,
    Role::Slider,
    Role::ListBoxOption,
    Role::MenuItem,
    Role::ColumnHeader,
    Role::Row,
    Role::TreeItem,
    Role::DisclosureTriangle,
    Role::ColorWell,
    Role::Splitter,
];

/// Roles of what holds others and has a name of its own to tell equal names apart.
const HOLDERS: [Role; 20] = [
    Role::Window,
    Role::Dialog,
    Role::Group,
    Role::Grid,
    Role::Table,
    Role::Row,
    Role::Cell,
    Role::List,
    Role::ListItem,
    Role::Note,
    Role::Alert,
    Role::Log,
    Role::Tree,
    Role::TreeItem,
    Role::TabList,
    Role::RadioGroup,
    Role::ListBox,
    Role::Region,
    Role::Complementary,
    Role::Status,
];

/// One node of the tree.
#[derive(Debug, Clone)]
pub(super) struct Control {
    pub(super) id: NodeId,
    pub(super) role: Role,
    pub(super) name: String,
    pub(super) reason: String,
    pub(super) disabled: bool,
    pub(super) click: bool,
    pub(super) focus: bool,
    /// The next holder above it, and what it is called.
    pub(super) holder: (Option<NodeId>, String),
    /// The keyboard may come here: nothing modal lies over it.
    pub(super) needs_key: bool,
    /// Its words can be selected.
    pub(super) text: bool,
    /// What it says about itself names a key that does the same.
    pub(super) by_key: bool,
}

impl Control {
    pub(super) fn is_control(&self) -> bool {
        CONTROLS.contains(&self.role)
    }

    /// The row of headings is no row of the table.
    pub(super) fn is_heading_row(&self) -> bool {
        self.role == Role::Row && self.name == "Columns"
    }

    /// What tells it apart from others for the rest of a walk: figures in names change.
    pub(super) fn key(&self, stage: &str) -> (String, Role, String) {
        // Rows of one table are reached in one way, whoever stands in them.
        let name = match self.role {
            Role::Row => self.holder.1.clone(),
            _ => plain(&self.name),
        };
        (stage.to_owned(), self.role, name)
    }
}

impl fmt::Display for Control {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} “{}” in “{}”", self.role, self.name, self.holder.1)
    }
}

/// Words without their figures.
pub(super) fn plain(words: &str) -> String {
    words.chars().filter(|c| !c.is_numeric()).collect()
}

/// Something that a click does something to, and where.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) id: NodeId,
    pub(super) rect: egui::Rect,
}

/// The whole screen.
#[derive(Debug)]
pub(super) struct Seen {
    /// In the order in which they are read.
    pub(super) all: Vec<Control>,
    /// What takes clicks, whether it is in the tree or not.
    pub(super) spots: Vec<Spot>,
    pub(super) screen: egui::Rect,
}

impl Seen {
    /// Reads what the last frame showed.
    pub(super) fn of<S>(harness: &Harness<'_, S>) -> Self {
        let ctx = &harness.ctx;
        let mut layers = HashMap::new();
        let mut spots = Vec::new();
        // Windows and menus take clicks to come to the front.
        let areas: HashSet<_> = ctx.memory(|m| {
            let layers = m.areas().visible_layer_ids();
            layers.into_iter().map(|l| l.id.with("move")).collect()
        });
        // A click on the ground below the last row selects nothing, as Escape does.
        let mut grounds = HashSet::new();
        let mut dragged = HashSet::new();
        ctx.viewport(|v| {
            for (layer, widgets) in v.prev_pass.widgets.layers() {
                for w in widgets {
                    layers.insert(w.id.accesskit_id(), *layer);
                    grounds.insert(w.id.with("blank").accesskit_id());
                    if w.sense.senses_drag() {
                        dragged.insert(w.id.accesskit_id());
                    }
                    if w.enabled && w.visible && w.sense.senses_click() && !areas.contains(&w.id) {
                        let rect = w.interact_rect;
                        let id = w.id.accesskit_id();
                        spots.push(Spot { id, rect });
                    }
                }
            }
        });
        spots.retain(|s| !grounds.contains(&s.id));
        let mut all = Vec::new();
        let mut way = vec![(harness.root(), (None, String::new()), None)];
        while let Some((node, holder, layer)) = way.pop() {
            let it = node.accesskit_node();
            let id = it.locate().0;
            let layer = layers.get(&id).copied().or(layer);
            // Headings of a grid that do nothing are read with each of its cells.
            let acts = [Action::Click, Action::Focus];
            let acts = acts.into_iter().any(|a| it.data().supports_action(a));
            let words = it.role() == Role::ColumnHeader && !acts && holder.1 != "Columns";
            let control = Control {
                id,
                role: it.role(),
                name: crate::tree::name(&node),
                reason: it.description().unwrap_or_default(),
                disabled: it.is_disabled(),
                click: it.data().supports_action(Action::Click),
                focus: it.data().supports_action(Action::Focus),
                holder: holder.clone(),
                needs_key: !words && layer.is_none_or(|l| ctx.memory(|m| m.allows_interaction(l))),
                text: it.role() == Role::Label && dragged.contains(&id),
                by_key: it.description().is_some_and(|d| d.starts_with("Ctrl with")),
            };
            let below = if HOLDERS.contains(&control.role) && !control.name.is_empty() {
                (Some(id), control.name.clone())
            } else {
                holder
            };
            let children: Vec<_> = node.children().collect();
            way.extend(
                children
                    .into_iter()
                    .rev()
                    .map(|c| (c, below.clone(), layer)),
            );
            all.push(control);
        }
        let screen = ctx.content_rect();
        Self { all, spots, screen }
    }

    /// What a person does something with.
    pub(super) fn controls(&self) -> impl Iterator<Item = &Control> {
        let all = self.all.iter();
        all.filter(|c| c.is_control() && !c.is_heading_row())
    }
}
