//! What a person does: mouse, keyboard, typing.

use crate::hands::Hands;
use crate::screen::Screen;
use crate::tree::name;
use egui::accesskit::{NodeId, Role};
use egui::{Key, Modifiers, Pos2};
use egui_kittest::kittest::NodeT as _;

/// Ctrl, as the window reports it.
pub(crate) const CTRL: Modifiers = Modifiers {
    ctrl: true,
    command: true,
    ..Modifiers::NONE
};

/// Tab stops after which a control counts as out of reach.
const STOPS: usize = 150;
/// Moves of the pointer after which a control that always gets away is a failure.
const MOVES: usize = 10;

impl Screen {
    /// Clicks on a control once it is there and not blocked.
    pub(crate) fn click(&mut self, role: Role, name: &str) {
        self.click_with(role, name, Modifiers::NONE);
    }

    /// The same with a key held down.
    pub(crate) fn click_with(&mut self, role: Role, name: &str, modifiers: Modifiers) {
        self.until(&format!("a free {role:?} “{name}”"), |s| {
            let node = s.find(role, name)?;
            (!node.accesskit_node().is_disabled()).then_some(())
        });
        let id = self.get(role, name).accesskit_node().locate().0;
        self.click_node(id, modifiers);
    }

    /// Clicks on what has this id, or goes there and presses it, whichever hands there are.
    pub(crate) fn click_node(&mut self, id: NodeId, modifiers: Modifiers) {
        if self.hands() == Hands::Keys {
            return self.press_at(id, modifiers);
        }
        self.node(id).expect("what is clicked").scroll_to_me();
        self.settle();
        let pos = self.over(id);
        // News of the worker may move things in any frame. The button goes down and up in one,
        // so that it is met where the frame before has drawn it.
        let buttons = [true, false].map(|pressed| egui::Event::PointerButton {
            pos,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers,
        });
        let input = self.harness.input_mut();
        input.events.push(egui::Event::ModifiersChanged(modifiers));
        input.events.extend(buttons);
        self.harness.step();
        self.harness
            .event(egui::Event::ModifiersChanged(Modifiers::NONE));
        self.settle();
    }

    /// Moves the pointer over a control until both stay there, and says where that is.
    fn over(&mut self, id: NodeId) -> Pos2 {
        let window = self.harness.ctx.content_rect();
        for _ in 0..MOVES {
            let pos = self.node(id).expect("what is clicked").rect().center();
            assert!(
                window.contains(pos),
                "{} is at {pos:?}, outside of the window {window:?}",
                self.told(id)
            );
            self.harness.event(egui::Event::PointerMoved(pos));
            self.settle();
            let node = self.node(id).expect("what is clicked");
            if node.rect().center() == pos {
                return pos;
            }
        }
        panic!("{} does not stay where it is", self.told(id));
    }

    /// Presses a button.
    pub(crate) fn press(&mut self, name: &str) {
        self.click(Role::Button, name);
    }

    /// Opens the menu with what else a list can do.
    pub(crate) fn open_further(&mut self) {
        self.press("What else the list can do");
    }

    /// Presses a line of that menu.
    pub(crate) fn press_further(&mut self, name: &str) {
        self.open_further();
        self.press(name);
    }

    /// Puts the cursor into a field and types.
    pub(crate) fn fill(&mut self, role: Role, name: &str, text: &str) {
        self.click(role, name);
        self.write(text);
    }

    /// Types into what has the keyboard.
    pub(crate) fn write(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.settle();
    }

    /// Presses a key.
    pub(crate) fn key(&mut self, key: Key) {
        self.chord(Modifiers::NONE, key);
    }

    /// Presses keys together.
    pub(crate) fn chord(&mut self, modifiers: Modifiers, key: Key) {
        if key == Key::Escape {
            // What lets go of the keyboard on purpose.
            self.set_keyboard(false);
        }
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// What a key puts on the clipboard; empty if nothing.
    pub(crate) fn copied(&mut self, key: Key) -> String {
        self.harness.key_down(key);
        let mut copied = String::new();
        for frame in 0..8 {
            if frame == 4 {
                self.harness.key_up(key);
            }
            self.harness.step();
            for command in &self.harness.output().platform_output.commands {
                if let egui::OutputCommand::CopyText(text) = command {
                    copied.clone_from(text);
                }
            }
        }
        copied
    }

    /// Role and name of what has the keyboard.
    pub(crate) fn at(&self) -> (Role, String) {
        self.focused().map_or((Role::Unknown, String::new()), |n| {
            (n.accesskit_node().role(), name(&n))
        })
    }

    /// Goes with the Tab key until the keyboard is there.
    pub(crate) fn tab_to(&mut self, role: Role, name: &str) {
        self.tab_until(&format!("{role:?} “{name}”"), |r, n| {
            r == role && n == name
        });
    }

    /// Goes with the Tab key into the table; gives the row that is read out.
    pub(crate) fn tab_to_rows(&mut self) -> String {
        self.tab_until("the rows", |role, _| role == Role::Row);
        self.at().1
    }

    fn tab_until(&mut self, what: &str, there: impl Fn(Role, &str) -> bool) {
        let mut stops = Vec::new();
        for _ in 0..STOPS {
            self.key(Key::Tab);
            let (role, name) = self.at();
            if there(role, &name) {
                return;
            }
            let stop = format!("{role:?} “{name}”");
            if stops.first() == Some(&stop) {
                break;
            }
            stops.push(stop);
        }
        panic!(
            "Tab never comes to {what}, only to {stops:#?}\n{}",
            self.dump()
        );
    }
}
