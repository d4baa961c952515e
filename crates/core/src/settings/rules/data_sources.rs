//! Data sources of custom templates.

use super::super::tree::{Node, Value};
use super::super::{DataSourceKind, DataSourceSettings, PermissionSettings, Settings, codes};
use super::{Rules, is_made_of};
use crate::deployment::Variable;
use crate::diagnostics::{Code, Diagnostic};
use crate::slot::Slot;

const KINDS: &str = "`dynamodb`, `function`, `http`, `openSearch` and `eventBridge`";

impl Rules<'_> {
    pub(super) fn data_sources_are_usable(&mut self, settings: &Settings) {
        let root = self.root;
        let Some(Node { value: Value::Map(entries), .. }) = root.get(&["dataSources"]) else {
            return;
        };
        for (name, at, _) in entries {
            if !is_name(name) {
                let message = format!("`{name}` is not the name of a data source");
                let help =
                    "begin with a letter, use letters, digits and `_` only, and no slot's name";
                let place = at.clone();
                let fault = Diagnostic::error(&codes::UNUSABLE_NAME, message);
                self.found.push(fault.at(place, "files are called after it").help(help));
            }
            // What is not there was at fault.
            let Some(source) = settings.data_sources.get(name) else { continue };
            let path = ["dataSources", name.as_str()];
            self.has_one_kind(&path, source);
            self.has_a_role(&path, source);
            source.kinds().for_each(|kind| self.kind_is_usable(&path, kind));
            for (position, permission) in source.permissions.iter().enumerate() {
                self.permission_is_usable(&path, position, permission);
            }
        }
    }

    fn has_one_kind(&mut self, path: &[&str; 2], source: &DataSourceSettings) {
        let kinds = match source.kinds().count() {
            1 => return,
            // A misspelled kind, or one without a required key, has a diagnostic already.
            0 if self.has_more_than_permissions(path) => return,
            0 => "no kind",
            _ => "several kinds",
        };
        let message = format!("`{}` is of {kinds}", path.join("."));
        let help = format!("keep one of {KINDS}");
        self.blame(&codes::DATA_SOURCE_KIND, path, message, "this data source", &help);
    }

    fn has_more_than_permissions(&self, path: &[&str; 2]) -> bool {
        let Some(Value::Map(entries)) = self.value(path) else { return false };
        entries.iter().any(|(key, ..)| key != "permissions")
    }

    fn has_a_role(&mut self, path: &[&str; 2], source: &DataSourceSettings) {
        let Some(http) = &source.http else { return };
        let (message, label, help) = match (&http.signing, source.permissions.is_empty()) {
            (Some(_), true) => (
                "are signed and may do nothing",
                "its role allows nothing",
                "list the actions under `permissions`",
            ),
            (None, false) => (
                "are made in no role",
                "`permissions` has no effect here",
                "remove `permissions`, or add `signing: { service: … }` under `http`",
            ),
            _ => return,
        };
        let message = format!("the requests to `{}` {message}", path.join("."));
        self.blame(&codes::DATA_SOURCE_ROLE, path, message, label, help);
    }

    fn kind_is_usable(&mut self, [section, name]: &[&str; 2], kind: DataSourceKind) {
        let path = |kind, field| [*section, *name, kind, field];
        match kind {
            // Source of truth: DynamoDB's developer guide, "Naming rules".
            DataSourceKind::Dynamodb(table) => {
                let fixed = filled_in(&table.table);
                self.expect(
                    &path("dynamodb", "table"),
                    is_made_of(&fixed, "-_.", 255) && fixed.len() > 2,
                    "the name of a table",
                    "use letters, digits, `-`, `_` and `.` only, 3 to 255; `${env}` is the environment",
                );
                self.region_is_usable(&path("dynamodb", "region"), table.region.as_deref());
            }
            DataSourceKind::Function(function) => {
                let (region, account) =
                    (function.region.as_deref(), function.account_id.as_deref());
                let of = [*section, *name, "function"];
                self.function_is_usable(&of, &function.name, region, account);
            }
            DataSourceKind::Http(http) => {
                self.expect(
                    &path("http", "endpoint"),
                    is_origin(&http.endpoint),
                    "the address of a host",
                    "write `https://` or `http://`, the host and if need be a port, and no path",
                );
                let Some(signing) = &http.signing else { return };
                let of = |field| [*section, *name, "http", "signing", field];
                self.expect(
                    &of("service"),
                    is_made_of(&signing.service, "-", 64),
                    "a service of AWS",
                    "write it as signatures name it: `states`",
                );
                self.region_is_usable(&of("region"), signing.region.as_deref());
            }
            DataSourceKind::OpenSearch(domain) => {
                self.domain_is_usable(&[*section, *name, "openSearch"], domain);
            }
            // Source of truth: EventBridge's API reference, `CreateEventBus`, `Name`.
            DataSourceKind::EventBridge(bus) => {
                let fixed = filled_in(&bus.bus);
                let own = match fixed.splitn(6, ':').collect::<Vec<_>>()[..] {
                    ["arn", _, "events", region, account, bus] => {
                        let is_whole = is_made_of(region, "-", 40) && is_made_of(account, "", 12);
                        bus.strip_prefix("event-bus/").filter(|_| is_whole)
                    }
                    _ => Some(fixed.as_str()),
                };
                self.expect(
                    &path("eventBridge", "bus"),
                    own.is_some_and(|name| is_made_of(name, "-_./", 256)),
                    "a bus of EventBridge",
                    "write its name, or `arn:aws:events:<region>:<account>:event-bus/<name>`",
                );
            }
        }
    }

    fn permission_is_usable(
        &mut self,
        path: &[&str; 2],
        position: usize,
        permission: &PermissionSettings,
    ) {
        // Source of truth: IAM's user guide, "Action" and "Resource" of policies' elements.
        let is_action = |text: &String| {
            text.split_once(':').is_some_and(|(service, action)| {
                is_made_of(service, "-", 64) && is_made_of(action, "", 128)
            })
        };
        let is_arn = |text: &String| {
            let fixed = filled_in(text);
            let is_plain = fixed.chars().all(|c| c.is_ascii_graphic() && !"${}\"".contains(c));
            fixed.splitn(6, ':').count() == 6 && fixed.starts_with("arn:") && is_plain
        };
        let [actions, resources] = [&permission.actions, &permission.resources];
        let (message, help) = if actions.is_empty() || !actions.iter().all(is_action) {
            (
                "does not list actions of IAM",
                "write full names without wildcards: `states:StartExecution`",
            )
        } else if resources.is_empty() || !resources.iter().all(|it| it == "*" || is_arn(it)) {
            ("does not list ARNs", "write each whole: `arn:aws:s3:::bucket/key`")
        } else {
            return;
        };
        let message = format!("the permission {} of `{}` {message}", position + 1, path.join("."));
        let at = [path[0], path[1], "permissions"];
        self.blame(&codes::UNUSABLE_NAME, &at, message, "not accepted by AWS", help);
    }

    fn blame(
        &mut self,
        code: &'static Code,
        path: &[&str],
        message: String,
        label: &'static str,
        help: &str,
    ) {
        let Some(node) = self.root.get(path) else { return };
        let place = node.at.clone();
        self.found.push(Diagnostic::error(code, message).at(place, label).help(help));
    }
}

/// A text with something in the place of its variables.
fn filled_in(text: &str) -> String {
    Variable::ALL
        .into_iter()
        .fold(text.to_owned(), |text, variable| text.replace(&variable.placeholder(), "x"))
}

/// Source of truth: AppSync's API reference, `CreateDataSource`, `name`.
fn is_name(name: &str) -> bool {
    is_made_of(name, "_", 64)
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && Slot::from_name(name).is_none()
}

/// Whether a text is a scheme, a host and perhaps a port.
fn is_origin(text: &str) -> bool {
    let fixed = filled_in(text);
    let host = fixed.strip_prefix("https://").or_else(|| fixed.strip_prefix("http://"));
    let Some(host) = host else { return false };
    let (host, port) = host.split_once(':').map_or((host, None), |(host, port)| (host, Some(port)));
    is_made_of(host, ".-", 253) && port.is_none_or(|port| port.parse::<u16>().is_ok())
}
