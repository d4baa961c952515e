//! Relational databases in the settings.

use std::collections::BTreeMap;

use super::super::tree::{Node, Value};
use super::super::{Engine, Settings, Storage, codes};
use super::{Rules, is_made_of};
use crate::diagnostics::Diagnostic;
use crate::relational::Dialect;
use crate::store::Store;

impl Rules<'_> {
    pub(super) fn databases_are_usable(&mut self, settings: &Settings) {
        self.databases_have_one_dialect(settings);
        let root = self.root;
        let Some(Node { value: Value::Map(entries), .. }) = root.get(&["databases"]) else {
            return;
        };
        for (name, at, _) in entries {
            if !is_name(name) {
                let place = at.clone();
                let message = format!("`{name}` is not the name of a database");
                let fault = Diagnostic::error(&codes::UNUSABLE_NAME, message);
                self.found.push(fault.at(place, "a file is called after it").help(NAME_HELP));
            }
            let own = settings.databases.get(name);
            // Source of truth: RDS's user guide, "Amazon Resource Names (ARNs) in Amazon RDS".
            let cluster = own.and_then(|own| own.cluster.as_deref());
            self.expect(
                &["databases", name, "cluster"],
                cluster.is_none_or(|arn| is_arn(arn, ":rds:") && arn.contains(":cluster:")),
                "the ARN of a cluster",
                "write `arn:aws:rds:<region>:<account>:cluster:<name>`",
            );
            let secret = own.and_then(|own| own.secret.as_deref());
            self.expect(
                &["databases", name, "secret"],
                secret.is_none_or(|arn| is_arn(arn, ":secretsmanager:")),
                "the ARN of a secret",
                "write `arn:aws:secretsmanager:<region>:<account>:secret:<name>`",
            );
        }
    }

    /// A database has one engine, and only relational ones have names.
    fn databases_have_one_dialect(&mut self, settings: &Settings) {
        let models = settings.models.iter().filter_map(|(model, own)| {
            Some((vec!["models", model.as_str(), "storage"], own.storage.as_ref()?))
        });
        let all = [(vec!["storage"], &settings.storage)].into_iter().chain(models);
        let mut dialects: BTreeMap<String, Dialect> = BTreeMap::new();
        for (path, storage) in all {
            let Storage { engine, database: given } = storage;
            let named = [path.as_slice(), &["database"]].concat();
            if given.is_some() && *engine == Engine::Dynamodb {
                let message = "models in DynamoDB are in no database".to_owned();
                let help = "add `engine: postgres` or `engine: mysql`, or remove it";
                self.misplaced(&named, message, "names a database", help);
            }
            self.expect(
                &named,
                given.as_deref().is_none_or(is_name),
                "the name of a database",
                NAME_HELP,
            );
            let Store::Relational(database) = settings.store(storage) else { continue };
            let first = *dialects.entry(database.name.clone()).or_insert(database.dialect);
            if first != database.dialect {
                let place = if given.is_some() { &named } else { &path };
                self.two_engines(place, &database.name, [database.dialect, first]);
            }
        }
        for (name, own) in &settings.databases {
            let Some(dialect) = own.engine else { continue };
            let first = dialects.get(name).copied().unwrap_or(dialect);
            if first != dialect {
                self.two_engines(&["databases", name, "engine"], name, [dialect, first]);
            }
        }
    }

    fn two_engines(&mut self, path: &[&str], name: &str, [here, elsewhere]: [Dialect; 2]) {
        let message = format!("the database `{name}` has two engines");
        let label = format!("{} here, and {} elsewhere", here.name(), elsewhere.name());
        let help = "give the databases of the two engines different names";
        self.misplaced(path, message, label, help);
    }

    fn misplaced(&mut self, path: &[&str], message: String, label: impl Into<String>, help: &str) {
        let Some(node) = self.root.get(path) else { return };
        let place = node.at.clone();
        let fault = Diagnostic::error(&codes::MISPLACED_DATABASE, message);
        self.found.push(fault.at(place, label).help(help));
    }
}

const NAME_HELP: &str = "begin with a small letter, and use small letters, digits and `_` only";

fn is_name(name: &str) -> bool {
    is_made_of(name, "_", 40)
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && !name.contains(|c: char| c.is_ascii_uppercase())
}

fn is_arn(text: &str, service: &str) -> bool {
    text.starts_with("arn:") && text.contains(service) && !text.contains(char::is_whitespace)
}
