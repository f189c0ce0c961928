//! `--screenshot`: a picture of the real window, once it is settled.

use crate::model::{Model, Route};
use crate::worker::protocol::ChangesState;
use egui::{ColorImage, Context, ViewportCommand};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};

/// Seconds without a change that count as settled.
const SETTLED: f64 = 0.6;
/// Seconds after which the picture is taken anyway.
const LATEST: f64 = 60.0;

/// Takes the picture and ends the program.
pub(super) struct Picture {
    file: PathBuf,
    quiet_since: Option<f64>,
    asked: bool,
    written: Option<Receiver<Result<(), String>>>,
}

impl Picture {
    pub(super) fn new(file: PathBuf) -> Self {
        Self {
            file,
            quiet_since: None,
            asked: false,
            written: None,
        }
    }

    /// Looks whether the window is settled, asks for the picture, and ends when it is on disk.
    /// Gives the error that the program should end with, if there is one.
    pub(super) fn step(&mut self, ctx: &Context, model: &Model, now: f64) -> Option<String> {
        if let Some(written) = &self.written {
            return match written.try_recv() {
                Ok(Ok(())) => {
                    ctx.send_viewport_cmd(ViewportCommand::Close);
                    None
                }
                Ok(Err(error)) => {
                    ctx.send_viewport_cmd(ViewportCommand::Close);
                    Some(error)
                }
                Err(_) => {
                    ctx.request_repaint_after(std::time::Duration::from_millis(50));
                    None
                }
            };
        }
        if self.asked {
            return None;
        }
        if settled(model) || now > LATEST {
            let since = *self.quiet_since.get_or_insert(now);
            if now - since >= SETTLED {
                self.asked = true;
                self.ask(ctx);
            }
        } else {
            self.quiet_since = None;
        }
        ctx.request_repaint_after(std::time::Duration::from_millis(50));
        None
    }

    /// Asks for the picture; it is written on a thread of its own, since the window's thread does
    /// not wait for the disk.
    fn ask(&mut self, ctx: &Context) {
        let (tell, written) = sync_channel(1);
        self.written = Some(written);
        let (file, wake) = (self.file.clone(), ctx.clone());
        ctx.request_screenshot(move |picture| {
            let failed = tell.clone();
            let started = std::thread::Builder::new()
                .name("picture".to_owned())
                .spawn(move || {
                    if tell.send(write(&file, &picture)).is_ok() {
                        wake.request_repaint();
                    }
                });
            if let Err(error) = started {
                // The window looks every 50 ms, so a full channel cannot happen here.
                failed.try_send(Err(error.to_string())).unwrap_or_default();
            }
        });
    }
}

fn write(file: &Path, picture: &ColorImage) -> Result<(), String> {
    let [width, height] = picture.size;
    let bytes: Vec<u8> = picture
        .pixels
        .iter()
        .flat_map(|p| [p.r(), p.g(), p.b(), 255])
        .collect();
    let (width, height) = (width as u32, height as u32);
    image::save_buffer(file, &bytes, width, height, image::ExtendedColorType::Rgba8)
        .map_err(|e| format!("{} could not be written: {e}", file.display()))
}

fn settled(model: &Model) -> bool {
    let idle = model.jobs.iter().all(|j| !j.state.is_active());
    let known = model.profiles.is_some() && model.settings.is_some();
    let shown = match (&model.session, model.shown()) {
        (Some(session), route) => {
            let read = model.team.is_some()
                || matches!(
                    session.connection,
                    crate::worker::protocol::Connection::Offline(_)
                        | crate::worker::protocol::Connection::Trouble(_)
                );
            let shown = match route {
                Route::Team => model.view.is_some(),
                Route::Sites => model.sites_view.is_some(),
                Route::Changes => {
                    let all = model.snapshots.as_ref().map(|l| l.all.as_ref());
                    let several = all.is_some_and(|all| all.is_ok_and(|a| a.len() > 1));
                    let state = &*model.changes;
                    let made = matches!(state, ChangesState::Ready(_));
                    let over = !matches!(state, ChangesState::None | ChangesState::Working);
                    all.is_some() && (!several || (over && made == model.changes_view.is_some()))
                }
                Route::Members => {
                    let desk = &model.members_desk;
                    let kept = desk.info().is_some();
                    !desk.opening && (!kept || model.members_view.is_some())
                }
                _ => true,
            };
            read && (model.team.is_none() || shown)
        }
        (None, Route::Pack) => model.pack.as_ref().is_some_and(|p| p.found.is_some()),
        (None, _) => true,
    };
    (idle && known && shown) || model.fatal.is_some() || model.trouble.is_some()
}
