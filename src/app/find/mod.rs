//! Search over everything (Ctrl P): one box that finds people, sites, runs, settings and commands and
//! goes there. What is large is looked through by the worker; the short lists that the window holds
//! anyway are looked through here.

mod here;
mod hit;
mod recent;
mod words;

pub(super) use recent::Recent;

use super::shell::Shell;
use crate::kit::finder;
use crate::model::Route;
use crate::panes::Reveal;
use crate::worker::protocol::{Command, ReviewCommand};
use egui::Context;
use hit::{Hits, Target};

/// The box while it is open.
#[derive(Default)]
pub(super) struct Find {
    state: finder::State,
    /// The text that the worker was told last.
    sent: Option<String>,
}

impl Shell {
    /// Opens the box.
    pub(super) fn open_find(&mut self) {
        self.find = Some(Find::default());
        if self.model.session.is_some() && self.model.reviews.is_none() {
            self.handle
                .send(Command::Reviews(Box::new(ReviewCommand::List)));
        }
    }

    /// Closes it and lets go of what was found.
    pub(super) fn close_find(&mut self) {
        if self.find.take().is_some() {
            self.handle.send(Command::FindAll(String::new()));
        }
    }

    /// Draws it, and goes where it leads.
    pub(super) fn show_find(&mut self, ctx: &Context) {
        self.recent.follow(&self.model);
        let Some(mut find) = self.find.take() else {
            return;
        };
        let typed = find.state.typed().trim().to_owned();
        if find.sent.as_ref() != Some(&typed) && self.model.session.is_some() {
            self.handle.send(Command::FindAll(typed.clone()));
            find.sent = Some(typed.clone());
        }
        let hits = self.hits(&typed);
        let words = words::Words::of(&self.model, &typed, &hits);
        let did = finder::show(ctx, &hits.groups(), &words.of_box(), &mut find.state);
        self.find = Some(find);
        match did {
            finder::Did::Nothing => {}
            finder::Did::Closed => self.close_find(),
            finder::Did::Chose(group, row) => {
                let hit = hits.at(group, row).cloned();
                self.close_find();
                if let Some(hit) = hit {
                    self.go_to(ctx, &hit.target);
                    self.recent.note(&self.model, hit);
                }
            }
        }
    }

    /// What stands in the box for this text.
    fn hits(&mut self, typed: &str) -> Hits {
        let mut hits = Hits::default();
        if typed.is_empty() {
            hits.add("Recently visited", self.recent.hits(&self.model));
            hits.add("Go to", here::panes(self, ""));
            return hits;
        }
        let found = self.model.found.clone();
        // While the answer to the newest text is on its way, the one before it stays.
        let text = found
            .as_ref()
            .map_or(typed.to_owned(), |f| f.text.trim().to_owned());
        hits.stale = self.model.session.is_some() && (found.is_none() || text != typed);
        hits.add("Go to", here::panes(self, &text));
        for group in found.iter().flat_map(|f| &f.groups) {
            hits.found(group, &text);
        }
        hits.add("Runs", here::runs(&self.model, &text));
        hits.add("Reviews", here::reviews(&self.model, &text));
        hits.add("Settings", here::settings(&self.model, &text));
        hits.add("Help", here::topics(&text));
        hits.add("Commands", here::commands(self, &text));
        if hits.total == 0 && !hits.stale {
            hits.next("What you can do", here::next_steps(self));
        }
        if hits.stale {
            hits.wait();
        }
        hits
    }

    fn go_to(&mut self, ctx: &Context, target: &Target) {
        match target {
            Target::Command(command) => self.execute(ctx, *command),
            Target::Row(route, number) => self.reveal(
                *route,
                Reveal {
                    number: *number,
                    site: None,
                },
            ),
            Target::Member(site, number) => {
                if self.model.members_desk.site.as_ref() != Some(site) {
                    self.handle.send(Command::OpenMembers(Some(site.clone())));
                }
                let row = Reveal {
                    number: *number,
                    site: Some(site.clone()),
                };
                self.reveal(Route::Members, row);
            }
            Target::All(route, text) => {
                if let Some(list) = self.panes.list(*route) {
                    list.search_for(text);
                }
                self.model.route = *route;
            }
            Target::Review(id) => {
                self.model.route = Route::Reviews;
                let open = ReviewCommand::Open(Some(id.clone()));
                self.handle.send(Command::Reviews(Box::new(open)));
            }
            Target::Run(run) => {
                self.model.route = Route::Activity;
                self.panes.activity.show_runs();
                let under_way = self.model.run.as_ref().is_some_and(|r| r.run == *run);
                if under_way {
                    self.panes.plan.reveal();
                } else {
                    self.handle.send(Command::ShowRun(run.clone()));
                }
            }
            Target::Topic(title) => {
                self.model.route = Route::Help;
                self.panes.help.go_to(title);
            }
            Target::Section(title) => {
                self.model.route = Route::Settings;
                self.panes.settings.go_to(title);
            }
        }
    }

    fn reveal(&mut self, route: Route, row: Reveal) {
        if let Some(list) = self.panes.list(route) {
            list.reveal(row);
        }
        self.model.route = route;
    }
}
