//! The address of a web service.

use burgeon_core::deployment::Variable;

use super::text::{InvalidPlaceholder, Text};

/// An address, cut into what is the same for all requests and what is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// Scheme, host and port, in small letters.
    pub(super) origin: String,
    /// The path, beginning with a slash.
    pub(super) path: Text,
    /// The query with its question mark, if there is one.
    pub(super) search: Text,
}

/// Why a text is not a URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// It has no scheme.
    Scheme,
    /// It has no host, or an invalid one.
    Host(String),
    /// It has a fragment, which is never sent.
    Fragment,
    /// Its path goes up: `..`.
    Up,
    /// It has an invalid placeholder.
    InvalidPlaceholder(InvalidPlaceholder),
}

impl Address {
    /// Reads an address.
    pub(super) fn read(url: &str) -> Result<Self, Vec<Fault>> {
        let scheme = ["https://", "http://"].into_iter().find(|scheme| {
            url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        });
        let Some(scheme) = scheme else { return Err(vec![Fault::Scheme]) };
        let rest = &url[scheme.len()..];
        let (host, rest) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let (path, search) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
        let path = if path.is_empty() { "/" } else { path };
        let mut faults = Vec::new();
        if !is_host(host) {
            faults.push(Fault::Host(host.to_owned()));
        }
        if rest.contains('#') {
            faults.push(Fault::Fragment);
        }
        if path.split('/').any(|segment| [".", ".."].contains(&segment)) {
            faults.push(Fault::Up);
        }
        let mut read = |text| {
            Text::read(text, true).unwrap_or_else(|misread| {
                faults.extend(misread.into_iter().map(Fault::InvalidPlaceholder));
                Text::default()
            })
        };
        let (path, search) = (read(path), read(search));
        let origin = format!("{scheme}{}", host.to_ascii_lowercase());
        if faults.is_empty() { Ok(Self { origin, path, search }) } else { Err(faults) }
    }
}

/// Whether a text is a host, with a port or without, once its variables are filled in.
fn is_host(text: &str) -> bool {
    let filled_in = Variable::ALL
        .into_iter()
        .fold(text.to_owned(), |text, variable| text.replace(&variable.placeholder(), "x"));
    let (host, port) = match filled_in.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (filled_in.as_str(), None),
    };
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    };
    host.split('.').all(is_label) && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_cut() {
        let address = Address::read("HTTPS://API.x.com:8080/a/:id?b=:c").unwrap();
        assert_eq!(address.origin, "https://api.x.com:8080");
        assert_eq!(address.path.parameters(), ["id"]);
        assert_eq!(address.search.parameters(), ["c"]);
        let bare = Address::read("http://${env}.x.com").unwrap();
        assert_eq!(
            (bare.origin.as_str(), bare.path),
            ("http://${env}.x.com", Text::read("/", true).unwrap())
        );
    }

    #[test]
    fn invalid_urls_are_reported() {
        assert_eq!(Address::read("www.x.com/a"), Err(vec![Fault::Scheme]));
        for host in ["", "a b", "a@b", "x..y", "x:99999", "${ctx.source.host}", ":x"] {
            let fault_of = Address::read(&format!("http://{host}/a"));
            assert_eq!(fault_of, Err(vec![Fault::Host(host.to_owned())]), "{host}");
        }
        assert_eq!(Address::read("http://x/a#b"), Err(vec![Fault::Fragment]));
        assert_eq!(Address::read("http://x/a/../b"), Err(vec![Fault::Up]));
    }
}
