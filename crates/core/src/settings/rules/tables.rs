//! Tables that exist already, and how others are set up.

use std::collections::BTreeMap;

use super::super::{Billing, Encryption, Engine, ExistingTable, Settings, TableArn, Tables, codes};
use super::{Rules, is_arn_of, is_made_of};
use crate::deployment::{Piece, pieces};
use crate::diagnostics::Diagnostic;

impl Rules<'_> {
    pub(super) fn table_settings_are_consistent(&mut self, settings: &Settings) {
        self.table_is_consistent(&["tables"], &settings.tables);
        for (model, own) in &settings.models {
            if let Some(table) = &own.table {
                self.table_is_consistent(&["models", model, "table"], table);
            }
        }
    }

    fn table_is_consistent(&mut self, path: &[&str], table: &Tables) {
        if let Encryption::KmsKey(arn) = &table.encryption {
            self.expect(
                &[path, &["encryption", "kmsKey"]].concat(),
                is_arn_of(arn, "kms", "key/"),
                "the ARN of a KMS key",
                KMS_HELP,
            );
        }
        let is_provisioned = matches!(table.billing, Billing::Provisioned { .. });
        if is_provisioned && table.on_demand_ceiling.is_some() {
            let ceiling = [path, &["onDemandCeiling"]].concat();
            let message =
                format!("`{}` has no effect with provisioned capacity", ceiling.join("."));
            let help = "remove it, or set `billing: onDemand`";
            self.conflict(&ceiling, &message, "limits tables that are billed by the request", help);
        }
    }

    pub(super) fn existing_tables_are_usable(&mut self, settings: &Settings) {
        let mut models: BTreeMap<&str, &str> = BTreeMap::new();
        for (model, own) in &settings.models {
            let Some(existing) = &own.existing_table else { continue };
            self.existing_table_is_usable(model, existing);
            let here = ["models", model, "existingTable"];
            if own.table.is_some() {
                let message = format!("the table of `{model}` is set up already");
                let help = "remove `table`, which configures tables that Burgeon creates";
                self.misplaced_table(&here, message, "refers to a table that exists", help);
            }
            if settings.engine_of(model) != Engine::Dynamodb {
                let message = format!("`{model}` is kept in a relational database");
                let help = "remove `existingTable`, or set `storage: { engine: dynamodb }` for it";
                self.misplaced_table(&here, message, "a table of DynamoDB", help);
            }
            if let Some(other) = models.insert(&existing.name, model) {
                let message = format!("`{other}` and `{model}` cannot share a table");
                let help = "give each model a separate table";
                let named = ["models", model, "existingTable", "name"];
                self.misplaced_table(&named, message, format!("the table of `{other}`"), help);
            }
        }
    }

    fn existing_table_is_usable(&mut self, model: &str, existing: &ExistingTable) {
        let is_plain = |arn: &TableArn<'_>| arn.rest.is_none() && is_table_name(arn.table);
        self.expect(
            &["models", model, "existingTable", "name"],
            match is_arn(&existing.name) {
                true => existing.arn().is_some_and(|arn| is_plain(&arn)),
                false => is_table_name(&existing.name),
            },
            "the name or the ARN of a table",
            "use 3 to 255 letters, digits, `_`, `-` and `.`, or write \
             `arn:aws:dynamodb:<region>:<account>:table/<name>`",
        );
        self.expect(
            &["models", model, "existingTable", "kmsKey"],
            existing.kms_key.as_deref().is_none_or(|arn| is_arn_of(arn, "kms", "key/")),
            "the ARN of a KMS key",
            KMS_HELP,
        );
        let is_stream = |arn: TableArn<'_>| {
            is_table_name(arn.table) && arn.rest.is_some_and(|rest| rest.starts_with("stream/"))
        };
        self.expect(
            &["models", model, "existingTable", "streamArn"],
            existing
                .stream_arn
                .as_deref()
                .is_none_or(|text| is_arn(text) && TableArn::parse(text).is_some_and(is_stream)),
            "the ARN of a table's stream",
            "write `arn:aws:dynamodb:<region>:<account>:table/<name>/stream/<label>`, the `LatestStreamArn` \
             of `describe-table`",
        );
    }

    fn misplaced_table(
        &mut self,
        path: &[&str],
        message: String,
        label: impl Into<String>,
        help: &str,
    ) {
        let Some(node) = self.root.get(path) else { return };
        let place = node.at.clone();
        let fault = Diagnostic::error(&codes::MISPLACED_TABLE, message);
        self.found.push(fault.at(place, label).help(help));
    }
}

const KMS_HELP: &str = "write `arn:aws:kms:<region>:<account>:key/<id>`";

/// Whether a text is an ARN of nothing but the characters that those of tables have.
fn is_arn(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ":/_-.".contains(c);
    let is_plain = |piece: Piece<'_>| match piece {
        Piece::Text(text) => text.chars().all(is_plain),
        Piece::Variable(_) => true,
    };
    text.starts_with("arn:") && pieces(text).into_iter().all(is_plain)
}

/// Whether a name is valid in DynamoDB, with any values of its variables.
///
/// Source of truth: DynamoDB's developer guide, "Naming rules".
fn is_table_name(name: &str) -> bool {
    let pieces = pieces(name);
    let is_whole =
        pieces.iter().any(|piece| matches!(piece, Piece::Variable(_))) || name.len() >= 3;
    let is_usable = |piece: &Piece<'_>| match piece {
        Piece::Text(text) => is_made_of(text, "_-.", 255),
        Piece::Variable(_) => true,
    };
    is_whole && !pieces.is_empty() && pieces.iter().all(is_usable)
}
