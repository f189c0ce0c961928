//! The program on a screen that nobody sees: frames, waiting, and what stands on it.

use crate::hands::Hands;
use crate::paint::Textures;
use crate::support::{Setup, Wix, signal, start};
use egui::{Theme, vec2};
use egui_kittest::Harness;
use gatehouse::app::{Options, Part, Shell, Start};
use gatehouse::kit::theme;
use gatehouse::model::{Model, Route};
use gatehouse::worker::Handle;
use gatehouse::worker::protocol::{Practice, Size, ThemeWish};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;
use tempfile::TempDir;

/// One look at the screen while nothing happens.
const LOOK: Duration = Duration::from_millis(100);
/// Looks one after the other without news after which waiting is over.
const QUIET: u32 = 300;
/// Looks after which waiting is over, news or not.
const LOOKS: u32 = 20_000;

/// The shell; made in the first frame, since it needs the context of the window.
pub(crate) struct Stage {
    parts: Option<(Handle, Options)>,
    shell: Option<Shell>,
    hands: Hands,
    /// The keyboard was somewhere, and nobody let go of it: it is never nowhere from then on.
    keyboard: bool,
}

impl Stage {
    fn frame(&mut self, ui: &mut egui::Ui) {
        ui.input(|i| self.hands.check(&i.raw));
        if let Some((handle, options)) = self.parts.take() {
            self.shell = Some(Shell::new(ui.ctx(), handle, options));
            theme::still(ui.ctx());
        }
        let shell = self.shell.as_mut().expect("a shell");
        shell.logic(ui.ctx());
        shell.ui(ui);
    }
}

/// The running program.
pub(crate) struct Screen {
    pub(crate) harness: Harness<'static, Stage>,
    pub(crate) textures: Textures,
    woken: Receiver<()>,
    /// Its files stay as long as it runs.
    _dir: Arc<TempDir>,
}

/// How the program is started.
pub(crate) fn options() -> Options {
    Options {
        start: Start::Last,
        route: None,
        theme: None,
        zoom: None,
        window: None,
        screenshot: None,
        data_dir: String::new(),
        base_url: None,
        now: Arc::new(start),
        notify: Arc::new(|_| {}),
    }
}

impl Stage {
    /// Has a part of the window break from now on, or none.
    pub(crate) fn break_part(&mut self, part: Option<Part>) {
        self.shell.as_mut().expect("a shell").break_part(part);
    }

    /// Draws in this theme and size of text from now on; `None` as the settings say.
    pub(crate) fn look(&mut self, look: Option<(ThemeWish, f32)>) {
        let shell = self.shell.as_mut().expect("a shell");
        shell.look(look.map(|l| l.0), look.map(|l| l.1));
    }
}

impl Screen {
    /// Starts the program on the files of this setup, in a window of this size.
    pub(crate) fn sized(
        setup: &Setup,
        wix: Option<&Wix>,
        size: (f32, f32),
        options: Options,
    ) -> Self {
        let (wake, woken) = signal();
        let handle = Handle::start(setup.environment(wix), wake).expect("a worker");
        let stage = Stage {
            parts: Some((handle, options)),
            shell: None,
            hands: Hands::of_this_run(),
            keyboard: false,
        };
        let textures = Textures::default();
        let harness = Harness::builder()
            .renderer(textures.clone())
            .with_size(vec2(size.0, size.1))
            .with_theme(Theme::Light)
            .with_max_steps(40)
            // The practice people have names in scripts that come from the system in the window.
            .allow_missing_glyphs()
            .with_context_setup(|ctx| {
                // Fonts come in between two frames, so they have to be there before the first.
                theme::install(ctx);
                theme::still(ctx);
            })
            .build_ui_state(|ui, stage: &mut Stage| stage.frame(ui), stage);
        Self {
            harness,
            textures,
            woken,
            _dir: Arc::clone(&setup.dir),
        }
    }

    /// What the program is used with.
    pub(crate) fn hands(&self) -> Hands {
        self.harness.state().hands
    }

    /// Whether the keyboard has to be somewhere.
    pub(crate) fn has_keyboard(&self) -> bool {
        self.harness.state().keyboard
    }

    /// From now on it has to, or need not.
    pub(crate) fn set_keyboard(&mut self, has: bool) {
        self.harness.state_mut().keyboard = has;
    }

    /// Takes other hands from now on.
    pub(crate) fn set_hands(&mut self, hands: Hands) {
        self.harness.state_mut().hands = hands;
    }

    /// Starts the program in a window of ordinary size.
    pub(crate) fn open(setup: &Setup, wix: Option<&Wix>, options: Options) -> Self {
        Self::sized(setup, wix, (1280.0, 800.0), options)
    }

    /// Starts it on the practice account and waits for the team.
    pub(crate) fn practice(setup: &Setup, wix: &Wix) -> Self {
        let options = Options {
            start: Start::Practice(Practice {
                size: Size::L,
                seed: 7,
            }),
            route: Some(Route::Team),
            ..options()
        };
        let mut screen = Self::open(setup, Some(wix), options);
        screen.until_read();
        screen
    }

    /// Waits until the account was read to its end.
    pub(crate) fn until_read(&mut self) {
        self.until("the team, read", |s| {
            let idle = s.model().jobs.iter().all(|j| !j.state.is_active());
            (idle && s.model().team.is_some() && s.model().view.is_some()).then_some(())
        });
    }

    /// What the screen shows from.
    pub(crate) fn model(&self) -> &Model {
        self.harness
            .state()
            .shell
            .as_ref()
            .expect("a shell")
            .model()
    }

    /// Draws frames until none is wanted any more.
    pub(crate) fn settle(&mut self) {
        // Frames without an end are no failure of their own: the sizes of this limit and of the
        // patience below are.
        self.harness.run_ok();
    }

    /// Draws and waits for the worker until this is so.
    pub(crate) fn until<T>(&mut self, what: &str, mut so: impl FnMut(&Self) -> Option<T>) -> T {
        let (mut quiet, mut looks) = (0, 0);
        while quiet < QUIET && looks < LOOKS {
            self.settle();
            if let Some(value) = so(self) {
                return value;
            }
            looks += 1;
            match self.woken.recv_timeout(LOOK) {
                Ok(()) => quiet = 0,
                Err(RecvTimeoutError::Timeout) => quiet += 1,
                Err(RecvTimeoutError::Disconnected) => panic!("the worker is gone before {what}"),
            }
        }
        panic!("waited in vain for {what}:\n{}", self.dump());
    }
}
