//! The client: cheap to clone, with a view for people and one for long jobs.

use super::error::{ErrorKind, WixError};
use super::exchange::{self, Lost, Way};
use super::identity::Identity;
use super::options::Options;
use super::retry::Reached;
use super::transport::{self, Answer, Call};
use super::write::{Meta, SendError, Sent, Unread, Write};
use super::{Auth, Level, Pace, Urgency};
use crate::access::SiteId;
use crate::journal::Permit;
use reqwest::Method;
use serde_json::Value;
use std::fmt;
use std::sync::Arc;

/// Why there is no client.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// The HTTP client could not be made; without certificates on this computer, for example.
    #[error(
        "no secure connections can be made on this computer; are its certificates installed? ({0})"
    )]
    Build(String),
    /// The limiter was made for this machine and may be too fast for Wix.
    #[error("the pace was set for an address on this machine and is not used for another one")]
    Pace,
}

/// A client for one key. Clones share connections and the pace.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
    urgency: Urgency,
}

pub(super) struct Inner {
    pub(super) options: Options,
    pub(super) http: reqwest::Client,
}

impl Client {
    /// A client that counts as [`Urgency::Waiting`].
    ///
    /// # Errors
    /// [`ClientError`] when this computer cannot make secure connections, or when the pace belongs
    /// to an address on this machine and the base does not.
    pub fn new(options: Options) -> Result<Self, ClientError> {
        if options.pace.is_for_loopback() && !options.base.is_loopback() {
            return Err(ClientError::Pace);
        }
        let http = transport::build(&options)?;
        Ok(Self {
            inner: Arc::new(Inner { options, http }),
            urgency: Urgency::Waiting,
        })
    }

    /// The same client for calls that a person waits for: they go before bulk work.
    #[must_use]
    pub fn urgent(&self) -> Self {
        self.with(Urgency::Waiting)
    }

    /// The same client for long jobs.
    #[must_use]
    pub fn bulk(&self) -> Self {
        self.with(Urgency::Bulk)
    }

    /// The same client with this urgency.
    #[must_use]
    pub fn with(&self, urgency: Urgency) -> Self {
        Self {
            inner: Arc::clone(&self.inner),
            urgency,
        }
    }

    /// Whether it asks nobody.
    pub fn is_offline(&self) -> bool {
        self.inner.options.offline
    }

    /// Who it is to Wix.
    pub fn identity(&self) -> Identity {
        self.inner.options.auth.identity()
    }

    /// The one site that it can call about, if it is an app's.
    pub fn only_site(&self) -> Option<&SiteId> {
        match &self.inner.options.auth {
            Auth::App(app) => app.site(),
            Auth::Key(_) => None,
        }
    }

    pub(super) fn auth(&self) -> &Auth {
        &self.inner.options.auth
    }

    pub(super) fn inner(&self) -> &Inner {
        &self.inner
    }

    pub(super) fn urgency(&self) -> Urgency {
        self.urgency
    }

    /// The limiter it shares.
    pub fn pace(&self) -> &Pace {
        &self.inner.options.pace
    }

    /// Sends one write, if the permit was made for exactly this request. The permit is used up
    /// either way. A write with a lane ([`Write::spaced`]) waits for its turn there, each try anew,
    /// and for the limiter after that. Dropping the future after the first poll leaves the outcome unknown.
    ///
    /// ```compile_fail
    /// # async fn no_permit(client: gatehouse::wix::Client, write: gatehouse::wix::team::RemoveMember) {
    /// client.send(&write).await.unwrap(); // a write without a permit does not compile
    /// # }
    /// ```
    ///
    /// ```compile_fail
    /// # async fn twice(client: gatehouse::wix::Client, write: gatehouse::wix::team::RemoveMember,
    /// #     permit: gatehouse::journal::Permit) {
    /// client.send(&write, permit).await.unwrap();
    /// client.send(&write, permit).await.unwrap(); // a permit is good for one write
    /// # }
    /// ```
    ///
    /// ```
    /// # async fn once(client: gatehouse::wix::Client, write: gatehouse::wix::team::RemoveMember,
    /// #     permit: gatehouse::journal::Permit) {
    /// client.send(&write, permit).await.unwrap();
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`SendError`]: refused by Wix, unknown, or never sent. Nothing is sent again that may have
    /// reached Wix.
    pub async fn send<W: Write>(
        &self,
        write: &W,
        permit: Permit,
    ) -> Result<Sent<W::Answer>, SendError> {
        let request = write.request();
        let fail = |kind, detail: &str| {
            WixError::new(kind, request.method, &request.path).with_detail(detail)
        };
        if !permit.covers(&request.hash()) {
            return Err(SendError::NotSent(fail(
                ErrorKind::Unexpected,
                "the journal's entry is about another request",
            )));
        }
        let Ok(method) = Method::from_bytes(request.method.as_bytes()) else {
            return Err(SendError::NotSent(fail(
                ErrorKind::Unexpected,
                "the method is not one of HTTP",
            )));
        };
        let call = Call {
            method,
            path: request.path,
            query: Vec::new(),
            level: request.level,
            body: (!request.body.is_empty()).then_some(request.body),
        };
        let lane = write.spaced();
        let way = Way {
            urgency: self.urgency,
            read: false,
            lane: lane.as_deref(),
        };
        match exchange::run(&self.inner, way, &call).await {
            Ok((answer, tries)) => match write.read(&answer.body) {
                Ok(told) => Ok(Sent {
                    answer: told,
                    meta: Meta {
                        request_id: self.clean(answer.request_id.as_deref()),
                        tries,
                    },
                }),
                Err(unread) => Err(SendError::Unknown(
                    self.unreadable(&call, &answer, tries, &unread),
                )),
            },
            Err(Lost { error, reached }) => Err(match reached {
                Reached::No => SendError::NotSent(error),
                Reached::Refused => SendError::Refused(error),
                Reached::Maybe => SendError::Unknown(error),
            }),
        }
    }

    /// A read with GET.
    pub(super) async fn get<T>(
        &self,
        path: &str,
        query: Vec<(&'static str, String)>,
        level: Level,
        read: impl FnOnce(&[u8]) -> Result<T, Unread>,
    ) -> Result<T, WixError> {
        let call = Call {
            method: Method::GET,
            path: path.to_owned(),
            query,
            level,
            body: None,
        };
        self.ask(call, read).await
    }

    /// A read that Wix wants as POST with a JSON body.
    pub(super) async fn query<T>(
        &self,
        path: &str,
        body: &Value,
        level: Level,
        read: impl FnOnce(&[u8]) -> Result<T, Unread>,
    ) -> Result<T, WixError> {
        let call = Call {
            method: Method::POST,
            path: path.to_owned(),
            query: Vec::new(),
            level,
            body: Some(body.to_string().into_bytes()),
        };
        self.ask(call, read).await
    }

    async fn ask<T>(
        &self,
        call: Call,
        read: impl FnOnce(&[u8]) -> Result<T, Unread>,
    ) -> Result<T, WixError> {
        let way = Way {
            urgency: self.urgency,
            read: true,
            lane: None,
        };
        let (answer, tries) = exchange::run(&self.inner, way, &call)
            .await
            .map_err(|lost| lost.error)?;
        read(&answer.body).map_err(|unread| self.unreadable(&call, &answer, tries, &unread))
    }

    fn unreadable(&self, call: &Call, answer: &Answer, tries: u32, unread: &Unread) -> WixError {
        exchange::unreadable(&self.inner, call, answer, tries, unread)
    }

    fn clean(&self, text: Option<&str>) -> Option<String> {
        text.map(|t| self.inner.options.auth.redact(t))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base", &self.inner.options.base)
            .field("urgency", &self.urgency)
            .finish_non_exhaustive()
    }
}
