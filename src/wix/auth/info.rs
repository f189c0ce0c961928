//! What Wix tells about a token (site contract 3.4): the site that an app is installed on.

use super::{Auth, TOKEN_INFO_PATH, token};
use crate::access::{AccountId, SiteId};
use crate::wix::wire;
use crate::wix::{Client, ErrorKind, Level, Unread, WixError};
use serde_json::json;

/// What is known about an app's token. Every part of it may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TokenInfo {
    /// Whether Wix takes the token; `None` where it does not say.
    pub active: Option<bool>,
    /// The account that owns the site.
    pub account: Option<AccountId>,
    /// The site that the app is installed on.
    pub site: Option<SiteId>,
    /// Id of the installation.
    pub instance: Option<String>,
}

impl Client {
    /// Asks what the token of this app is good for; fetches one if there is none. The call carries
    /// the token in its body and no header, as the official SDK sends it.
    ///
    /// # Errors
    /// [`WixError`]; for a client with an API key at once, since keys are no tokens (contract 3.4
    /// does not tell whether the call takes them).
    pub async fn token_info(&self) -> Result<TokenInfo, WixError> {
        let Auth::App(app) = self.auth() else {
            let error = WixError::new(ErrorKind::Unexpected, "POST", TOKEN_INFO_PATH);
            return Err(error.with_detail("an API key is not a token"));
        };
        let token = token::current(app, self.inner(), self.urgency()).await;
        let token = token.map_err(|lost| lost.error)?;
        let body = json!({ "token": token.as_str() });
        self.query(TOKEN_INFO_PATH, &body, Level::None, read).await
    }
}

fn read(body: &[u8]) -> Result<TokenInfo, Unread> {
    let mut fields = wire::object(body)?;
    Ok(TokenInfo {
        active: fields.flag("active"),
        account: fields.id("accountId").map(AccountId::from),
        site: fields.id("siteId").map(SiteId::from),
        instance: fields.id("instanceId"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_may_be_missing() {
        assert_eq!(read(b"{}").unwrap(), TokenInfo::default());
        let told = read(
            br#"{"active":true,"subjectType":"APP","siteId":"s1","accountId":null,"exp":"1"}"#,
        );
        let told = told.unwrap();
        assert_eq!(told.site, Some(SiteId::new("s1")));
        assert_eq!((told.active, told.account), (Some(true), None));
        assert!(read(b"[]").is_err());
    }
}
