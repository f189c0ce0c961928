//! Starting and stopping a sandbox.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    sync::Arc,
};

use tokio::task::JoinHandle;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::{
    config::Config,
    error::Error,
    hello::Hello,
    http::{self, App},
    listener::{Cut, CutListener},
    state::{State, time::Time},
};

/// A sandbox that holds its port and its account, but does not answer yet.
pub struct Sandbox {
    app: App,
    listener: TcpListener,
    address: SocketAddr,
}

impl Sandbox {
    /// Takes a port on 127.0.0.1 (0 = any free one) and opens the account.
    ///
    /// # Errors
    /// [`Error::Listen`] when the port is taken; the errors of the state file.
    pub fn bind(config: Config, port: u16) -> Result<Self, Error> {
        let listen = || -> io::Result<(TcpListener, SocketAddr)> {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
            listener.set_nonblocking(true)?;
            let address = listener.local_addr()?;
            Ok((listener, address))
        };
        let (listener, address) = listen().map_err(|source| Error::Listen { port, source })?;
        let state = State::open(&config, Arc::new(Time::new(config.clock.clone())))?;
        Ok(Self {
            app: App::new(config, state),
            listener,
            address,
        })
    }

    /// Where the sandbox is and which keys open it.
    pub fn hello(&self) -> Hello {
        let base_url = format!("http://{}", self.address);
        Hello::of(&self.app.state(), &self.app.keys, base_url)
    }

    /// Answers requests until the token is cancelled; running requests are finished first.
    ///
    /// # Errors
    /// [`Error::Stopped`] when the listener fails.
    pub async fn serve(self, stop: CancellationToken) -> Result<(), Error> {
        let listener = tokio::net::TcpListener::from_std(self.listener).map_err(Error::Stopped)?;
        let service = http::router(&self.app).into_make_service_with_connect_info::<Cut>();
        axum::serve(CutListener(listener), service)
            .with_graceful_shutdown(stop.cancelled_owned())
            .await
            .map_err(Error::Stopped)
    }

    /// Binds any free port and serves in the background, for tests.
    ///
    /// # Errors
    /// The errors of [`Sandbox::bind`]. Must be called within a tokio runtime.
    pub fn start(config: Config) -> Result<Running, Error> {
        let sandbox = Self::bind(config, 0)?;
        let hello = sandbox.hello();
        let stop = CancellationToken::new();
        let task = tokio::spawn(sandbox.serve(stop.clone()));
        Ok(Running {
            base_url: hello.base_url.clone(),
            hello,
            stop: stop.drop_guard(),
            task,
        })
    }
}

/// A sandbox that answers in the background; it stops when this is dropped.
#[derive(Debug)]
pub struct Running {
    /// Where the sandbox is and which keys open it.
    pub hello: Hello,
    /// The same as `hello.base_url`.
    pub base_url: String,
    stop: DropGuard,
    task: JoinHandle<Result<(), Error>>,
}

impl Running {
    /// Stops after the running requests and waits for it.
    pub async fn shutdown(self) {
        drop(self.stop);
        if let Ok(Err(error)) = self.task.await {
            tracing::warn!(%error, "the sandbox stopped with an error");
        }
    }
}
