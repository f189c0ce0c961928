//! What the program hands in from outside: clock, chance, and practice accounts.

use crate::cli::Rate;
use crate::sandbox::{Config, Sandbox, Size};
use crate::worker::protocol::{self, Practice};
use crate::worker::{PracticeInvite, PracticeLauncher, PracticeServer};
use jiff::Timestamp;
use std::future::Future;
use std::hash::{BuildHasher as _, RandomState};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// The system's clock.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place where the clock comes in"
)]
pub(super) fn clock() -> Arc<dyn Fn() -> Timestamp + Send + Sync> {
    Arc::new(Timestamp::now)
}

/// Random numbers from 0 up to 1, good enough to spread waits.
pub(super) fn jitter() -> Arc<dyn Fn() -> f64 + Send + Sync> {
    Arc::new(|| {
        let bits = RandomState::new().hash_one(0_u8) >> 11;
        bits as f64 / (1_u64 << 53) as f64
    })
}

/// Who is logged in to the computer, by the name that the system tells; empty where it tells none.
pub(super) fn person() -> String {
    ["USER", "LOGNAME", "USERNAME"]
        .into_iter()
        .find_map(|name| {
            std::env::var(name)
                .ok()
                .filter(|who| !who.trim().is_empty())
        })
        .unwrap_or_default()
}

/// The sandbox's word for a size.
pub(super) fn size(size: protocol::Size) -> Size {
    match size {
        protocol::Size::S => Size::S,
        protocol::Size::L => Size::L,
        protocol::Size::Xl => Size::Xl,
    }
}

/// The sandbox's word for a rate.
pub(super) fn rate(rate: Rate) -> Option<u32> {
    match rate {
        Rate::PerMinute(n) => Some(n),
        Rate::Off => None,
    }
}

/// Starts practice accounts inside the program, on loopback.
pub(super) struct Launcher {
    pub(super) rate: Rate,
}

impl PracticeLauncher for Launcher {
    fn launch(
        &self,
        practice: Practice,
        state: PathBuf,
    ) -> Pin<Box<dyn Future<Output = Result<PracticeServer, String>> + Send>> {
        let mut config = Config::new(size(practice.size), clock());
        config.seed = practice.seed;
        config.rate_per_minute = rate(self.rate);
        config.state_file = Some(state);
        let unlimited = self.rate == Rate::Off;
        Box::pin(async move {
            let sandbox = Sandbox::bind(config, 0).map_err(|e| e.to_string())?;
            let hello = sandbox.hello();
            // It serves until the runtime ends with the program.
            tokio::spawn(async move {
                if let Err(error) = sandbox.serve(CancellationToken::new()).await {
                    tracing::error!(%error, "the practice account stopped");
                }
            });
            Ok(PracticeServer {
                base_url: hello.base_url,
                api_key: hello.api_key,
                account: hello.account_id,
                unlimited,
                site_invites: hello
                    .site_invites
                    .into_iter()
                    .map(|i| PracticeInvite {
                        id: i.id,
                        site: i.site_id,
                        email: i.email,
                        roles: i.roles,
                        status: i.status,
                        expires_at: i.expires_at,
                    })
                    .collect(),
            })
        })
    }
}
