//! Where requests go.

use std::borrow::Cow;
use std::fmt;
use url::{Host, Url, form_urlencoded};

/// Address of Wix's REST API.
const WIX: &str = "https://www.wixapis.com";

/// Scheme, host and port that requests go to. Anything but `https` is taken for this machine only,
/// so that the key never travels in the clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    /// Scheme, host and port, without a slash at the end.
    origin: Cow<'static, str>,
    https: bool,
    loopback: bool,
}

/// Why an address is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BaseUrlError {
    /// It is not an address at all.
    #[error("this is not an address: {0}")]
    Address(String),
    /// It is neither `https` nor on this machine.
    #[error("the address must begin with https://; http:// is taken only for this machine")]
    Insecure,
    /// It carries a user name, a path, a query or a fragment.
    #[error("the address must have nothing beside host and port")]
    Extra,
}

impl BaseUrl {
    /// Reads an address such as `https://www.wixapis.com` or `http://127.0.0.1:8080`.
    ///
    /// # Errors
    /// [`BaseUrlError`] when it is no address, not safe, or has more than host and port.
    pub fn parse(text: &str) -> Result<Self, BaseUrlError> {
        let url = Url::parse(text.trim()).map_err(|e| BaseUrlError::Address(e.to_string()))?;
        let loopback = match url.host() {
            Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
            Some(Host::Ipv4(ip)) => ip.is_loopback(),
            Some(Host::Ipv6(ip)) => ip.is_loopback(),
            None => return Err(BaseUrlError::Insecure),
        };
        match url.scheme() {
            "https" => {}
            "http" if loopback => {}
            _ => return Err(BaseUrlError::Insecure),
        }
        let bare = url.username().is_empty()
            && url.password().is_none()
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none();
        if !bare {
            return Err(BaseUrlError::Extra);
        }
        Ok(Self {
            origin: Cow::Owned(url.origin().ascii_serialization()),
            https: url.scheme() == "https",
            loopback,
        })
    }

    /// Wix itself.
    pub fn wix() -> Self {
        Self {
            origin: Cow::Borrowed(WIX),
            https: true,
            loopback: false,
        }
    }

    /// Whether it is on this machine.
    pub fn is_loopback(&self) -> bool {
        self.loopback
    }

    /// Whether it is encrypted.
    pub(super) fn is_https(&self) -> bool {
        self.https
    }

    /// The address of one call. `path` begins with a slash; its parts are checked where they are
    /// put together.
    pub(super) fn join(&self, path: &str, query: &[(&'static str, String)]) -> String {
        let mut address = format!("{}{path}", self.origin);
        if !query.is_empty() {
            let query = form_urlencoded::Serializer::new(String::new())
                .extend_pairs(query)
                .finish();
            address.push('?');
            address.push_str(&query);
        }
        address
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_never_leaves_in_the_clear() {
        let why = |text: &str| BaseUrl::parse(text).unwrap_err();
        assert_eq!(why("http://www.wixapis.com"), BaseUrlError::Insecure);
        assert_eq!(why("http://127.0.0.1.example.com"), BaseUrlError::Insecure);
        assert_eq!(why("http://localhost.example.com"), BaseUrlError::Insecure);
        assert_eq!(why("ftp://localhost"), BaseUrlError::Insecure);
        assert_eq!(why("file:///etc/passwd"), BaseUrlError::Insecure);
        assert_eq!(why("http://127.0.0.1@evil.example"), BaseUrlError::Insecure);
        assert_eq!(why("https://a:b@www.wixapis.com"), BaseUrlError::Extra);
        assert_eq!(why("https://www.wixapis.com/x?y#z"), BaseUrlError::Extra);
        assert!(matches!(why("wix"), BaseUrlError::Address(_)));
    }

    #[test]
    fn this_machine_may_be_plain() {
        for text in [
            "http://127.0.0.1:80",
            "http://localhost:8080/",
            "http://[::1]:9",
        ] {
            assert!(BaseUrl::parse(text).unwrap().is_loopback(), "{text}");
        }
        assert!(!BaseUrl::wix().is_loopback());
        assert_eq!(BaseUrl::parse(WIX).unwrap(), BaseUrl::wix());
    }

    #[test]
    fn queries_are_encoded() {
        let address = BaseUrl::wix().join("/a", &[("filter.x", "b c&d".to_owned())]);
        assert_eq!(address, "https://www.wixapis.com/a?filter.x=b+c%26d");
    }
}
