//! Postal addresses in a form: those that are there, and one more.

use crate::access::Address;
use crate::kit::button::Button;
use crate::kit::field::Field;
use crate::kit::text;
use egui::Ui;

/// Addresses that Wix takes.
const MOST: usize = 20;

/// What is typed into the fields of one more.
#[derive(Debug, Default)]
pub(super) struct Postal {
    open: bool,
    new: Address,
}

impl Postal {
    /// Draws the addresses with a button to take each away, and the fields of one more.
    pub(super) fn show(&mut self, ui: &mut Ui, all: &mut Vec<Address>) {
        ui.label(text::caption("Postal addresses"));
        if all.is_empty() && !self.open {
            ui.label(text::muted("None"));
        }
        let mut gone = None;
        for (at, address) in all.iter().enumerate() {
            ui.horizontal(|ui| {
                let words = words(address);
                let button = Button::quiet("Take away").hint(format!("Take away {words}"));
                if button.show(ui).clicked() {
                    gone = Some(at);
                }
                text::ellipsis(ui, words);
            });
        }
        if let Some(at) = gone {
            all.remove(at);
        }
        if self.open {
            self.fields(ui, all);
            return;
        }
        let full = (all.len() >= MOST).then_some("Take one away first");
        let more = Button::secondary("Add a postal address").enabled_or(full);
        self.open = more.show(ui).clicked();
    }

    fn fields(&mut self, ui: &mut Ui, all: &mut Vec<Address>) {
        let new = &mut self.new;
        for (label, text, most) in [
            ("Street and number", &mut new.line, 250),
            ("Second line", &mut new.line2, 250),
            ("City", &mut new.city, 100),
            ("Postal code", &mut new.postal_code, 20),
            (
                "Part of the country (such as US-CA)",
                &mut new.subdivision,
                10,
            ),
            ("Country (two letters)", &mut new.country, 2),
        ] {
            Field::text(label, text).limit(most).show(ui);
        }
        let blocked = self.blocked();
        ui.horizontal(|ui| {
            let add = Button::secondary("Add it").enabled_or(blocked);
            if add.show(ui).clicked() {
                all.push(trimmed(&std::mem::take(&mut self.new)));
                self.open = false;
            }
            if Button::quiet("Leave it").show(ui).clicked() {
                *self = Self::default();
            }
        });
    }

    /// What was typed into fields whose address was not added yet.
    pub(super) fn is_pending(&self) -> bool {
        self.open && trimmed(&self.new) != Address::default()
    }

    fn blocked(&self) -> Option<&'static str> {
        let country = self.new.country.trim();
        let two = country.len() == 2 && country.bytes().all(|b| b.is_ascii_alphabetic());
        if trimmed(&self.new) == Address::default() {
            Some("Type an address first")
        } else if !country.is_empty() && !two {
            Some("A country has two letters, such as IL")
        } else {
            None
        }
    }
}

fn trimmed(address: &Address) -> Address {
    let trim = |text: &String| text.trim().to_owned();
    Address {
        id: String::new(),
        line: trim(&address.line),
        street: trim(&address.street),
        number: trim(&address.number),
        line2: trim(&address.line2),
        city: trim(&address.city),
        subdivision: trim(&address.subdivision).to_uppercase(),
        country: trim(&address.country).to_uppercase(),
        postal_code: trim(&address.postal_code),
    }
}

/// An address in one line.
pub(in crate::panes::members) fn words(address: &Address) -> String {
    let street = format!("{} {}", address.street, address.number);
    let city = format!("{} {}", address.postal_code, address.city);
    let country = format!("{} {}", address.subdivision, address.country);
    [&address.line, &street, &address.line2, &city, &country]
        .into_iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}
