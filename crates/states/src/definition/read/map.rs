//! The `Map` state.

use serde_json::Value as Json;

use super::Reader;
use super::fields::Fields;
use crate::definition::{Batcher, ExecutionType, Map, Storage, Template};
use crate::document::Node;
use crate::fault::Problem;

/// Counts have no limit.
const COUNT: (u64, u64) = (0, 999_999_999);

/// The most bytes of a batch.
const BATCH_BYTES: u64 = 262_144;

/// The longest `Label`, in characters.
const LABEL: usize = 40;

/// The members of `ReaderConfig`.
const READER: &[&str] = &[
    "InputType",
    "Transformation",
    "CSVHeaderLocation",
    "CSVHeaders",
    "CSVDelimiter",
    "MaxItems",
    "MaxItemsPath",
    "ManifestType",
    "ItemsPointer",
];

impl Reader<'_> {
    pub(super) fn map(&mut self, fields: &Fields<'_>) -> Option<Map> {
        fields.at_most_one(&["ItemProcessor", "Iterator"], self);
        fields.at_most_one(&["ItemSelector", "Parameters"], self);
        let (node, name) = match (fields.get("ItemProcessor"), fields.get("Iterator")) {
            (Some(node), _) => (node, "ItemProcessor"),
            (None, Some(node)) => (node, "Iterator"),
            (None, None) => {
                self.missing(fields, "has no `ItemProcessor`", "add `ItemProcessor`".to_owned());
                return None;
            }
        };
        let processor = self.inner(node, &format!("`{name}`"), &["ProcessorConfig"]);
        let distributed = self.processor_config(node);
        let config =
            node.as_object().and_then(|m| m.iter().find(|(k, _)| k.name == "ProcessorConfig"));
        let mode = config.and_then(|(_, node)| node.as_object());
        let mode = mode.and_then(|m| m.iter().find(|(key, _)| key.name == "Mode"));
        let is_open = mode.is_some_and(|(_, mode)| mode.is_placeholder())
            || config.is_some_and(|(_, config)| config.is_placeholder());
        if distributed.is_none() && !is_open {
            for name in ["ItemReader", "ItemBatcher", "ResultWriter", "Label"] {
                self.distributed_only(fields, name, config.is_some());
            }
            for name in ["ToleratedFailureCount", "ToleratedFailurePercentage"] {
                self.distributed_only(fields, name, config.is_some());
                self.distributed_only(fields, &format!("{name}Path"), config.is_some());
            }
        }
        let selector =
            if fields.get("Parameters").is_some() { "Parameters" } else { "ItemSelector" };
        Some(Map {
            distributed,
            items: self.items(fields),
            item_selector: self.payload(fields, selector, !self.jsonata()),
            reader: self.storage(fields, "ItemReader", "ReaderConfig"),
            batcher: self.batcher(fields),
            writer: self.storage(fields, "ResultWriter", "WriterConfig"),
            max_concurrency: self.quantity(fields, "MaxConcurrency", COUNT),
            tolerated_count: self.quantity(fields, "ToleratedFailureCount", COUNT),
            tolerated_percentage: self.quantity(fields, "ToleratedFailurePercentage", (0, 100)),
            label: self.label(fields),
            processor: processor?,
        })
    }

    /// Reports a field that only distributed maps have. AWS accepts it without a `ProcessorConfig`
    /// that makes the map inline.
    fn distributed_only(&mut self, fields: &Fields<'_>, name: &str, is_inline: bool) {
        let Some((key, _)) = fields.members.iter().find(|(key, _)| key.name == name) else {
            return;
        };
        let message = format!("an inline map has no `{name}`");
        let problem = Problem::new("states::unknown_field", message, &key.span)
            .help("give its `ItemProcessor` a `ProcessorConfig` with `\"Mode\": \"DISTRIBUTED\"`");
        self.report(match is_inline {
            true => problem,
            false => problem.warning().label("without `ProcessorConfig`, the map is inline"),
        });
    }

    fn processor_config(&mut self, node: &Node) -> Option<ExecutionType> {
        let members = node.as_object()?;
        let (_, node) = members.iter().find(|(key, _)| key.name == "ProcessorConfig")?;
        let fields = Fields::of(node, "`ProcessorConfig`", self)?;
        fields.only(&["Mode", "ExecutionType"], self);
        let mode = fields.get("Mode");
        let mode = mode.and_then(|node| self.word(node, "Mode", &["INLINE", "DISTRIBUTED"]));
        let kind = fields.get("ExecutionType");
        let kind = kind.and_then(|n| self.word(n, "ExecutionType", &["STANDARD", "EXPRESS"]));
        match (mode, kind) {
            (Some("DISTRIBUTED"), None) => {
                fields.required("ExecutionType", self);
                Some(ExecutionType::Standard)
            }
            (Some("DISTRIBUTED"), Some("EXPRESS")) => Some(ExecutionType::Express),
            (Some("DISTRIBUTED"), Some(_)) => Some(ExecutionType::Standard),
            // Only a distributed map has a type.
            (_, Some(kind)) if fields.get("Mode").is_some_and(Node::is_placeholder) => {
                let express = kind == "EXPRESS";
                Some(if express { ExecutionType::Express } else { ExecutionType::Standard })
            }
            (_, Some(_)) => {
                self.report(
                    Problem::new(
                        "states::unknown_field",
                        "an inline map has no `ExecutionType`",
                        &fields.span("ExecutionType"),
                    )
                    .help("write `\"Mode\": \"DISTRIBUTED\"`, or remove it"),
                );
                None
            }
            _ => None,
        }
    }

    fn items(&mut self, fields: &Fields<'_>) -> Option<Template> {
        if let Some(node) = fields.get("ItemsPath") {
            return self.reference(node, "ItemsPath").map(Template::Path);
        }
        let node = fields.get("Items")?;
        if node.as_str().is_some() {
            return self.required_expression(node, "Items").map(Template::Jsonata);
        }
        if node.as_array().is_none() && node.as_object().is_none() {
            self.mistyped(node, "`Items`", "an array");
        }
        self.template(node)
    }

    fn label(&mut self, fields: &Fields<'_>) -> Option<String> {
        let label = fields.string("Label", self)?;
        let forbidden =
            |c: char| c.is_whitespace() || c.is_control() || "?*<>{}[]:;,\\|^~$#%&`\"".contains(c);
        let is_placeholder = fields.get("Label").is_some_and(Node::is_placeholder);
        if !is_placeholder && (label.chars().count() > LABEL || label.contains(forbidden)) {
            self.report(
                Problem::new(
                    "states::field_value",
                    format!("`{label}` is not a label"),
                    &fields.span("Label"),
                )
                .help(format!("use letters, digits, `-` and `_`, {LABEL} characters at most")),
            );
        }
        Some(label.to_owned())
    }

    fn storage(&mut self, fields: &Fields<'_>, name: &str, config: &str) -> Option<Storage> {
        let fields = Fields::of(fields.get(name)?, &format!("`{name}`"), self)?;
        let arguments = if self.jsonata() { "Arguments" } else { "Parameters" };
        fields.only(&["Resource", arguments, config], self);
        // A writer that only shapes its results writes nowhere.
        let optional = config == "WriterConfig" && fields.get(config).is_some();
        let node =
            if optional { fields.get("Resource") } else { fields.required("Resource", self) };
        let resource = node.and_then(|node| self.text(node, "`Resource`")).map(str::to_owned);
        let span = node.map_or_else(|| Self::place(&fields.node.span), |node| node.span.clone());
        let arguments = self.payload(&fields, arguments, true);
        let (config, max_items) = match fields.get(config) {
            Some(node) => self.storage_config(node, config),
            None => (None, None),
        };
        Some(Storage { resource, arguments, config, max_items, span })
    }

    /// `ReaderConfig` or `WriterConfig`, and the most items that are read.
    fn storage_config(&mut self, node: &Node, name: &str) -> (Option<Json>, Option<Template>) {
        let Some(fields) = Fields::of(node, &format!("`{name}`"), self) else {
            return (None, None);
        };
        if name == "WriterConfig" {
            fields.only(&["OutputType", "Transformation"], self);
            self.words(&fields, "OutputType", &["JSON", "JSONL"]);
            self.words(&fields, "Transformation", &["NONE", "COMPACT", "FLATTEN"]);
            return (Some(node.to_json()), None);
        }
        fields.only(READER, self);
        self.words(&fields, "InputType", &["CSV", "JSON", "JSONL", "MANIFEST", "PARQUET"]);
        self.words(&fields, "CSVHeaderLocation", &["FIRST_ROW", "GIVEN"]);
        self.words(&fields, "CSVDelimiter", &["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"]);
        self.words(&fields, "Transformation", &["NONE", "LOAD_AND_FLATTEN"]);
        self.words(&fields, "ManifestType", &["ATHENA_DATA", "S3_INVENTORY"]);
        self.csv_headers(&fields);
        let max_items = self.quantity(&fields, "MaxItems", (1, 100_000_000));
        (Some(node.to_json()), max_items)
    }

    fn words(&mut self, fields: &Fields<'_>, name: &str, words: &[&str]) {
        if let Some(node) = fields.get(name) {
            self.word(node, name, words);
        }
    }

    /// A CSV file has its headers in its first row, or in the definition.
    fn csv_headers(&mut self, fields: &Fields<'_>) {
        let is = |name: &str, value: &str| {
            fields.get(name).and_then(Node::as_str).is_some_and(|text| text == value)
        };
        if is("InputType", "CSV") {
            fields.required("CSVHeaderLocation", self);
        }
        if is("CSVHeaderLocation", "GIVEN") {
            fields.required("CSVHeaders", self);
        }
        let Some(headers) = fields.get("CSVHeaders") else { return };
        if is("CSVHeaderLocation", "FIRST_ROW") {
            self.report(
                Problem::new(
                    "states::conflicting_fields",
                    "`CSVHeaders` are given, and read from the first row",
                    &headers.span,
                )
                .help("write `\"CSVHeaderLocation\": \"GIVEN\"`, or remove `CSVHeaders`"),
            );
        }
        for header in self.array(headers, "`CSVHeaders`").unwrap_or_default() {
            self.text(header, "a header");
        }
    }

    fn batcher(&mut self, fields: &Fields<'_>) -> Option<Batcher> {
        let fields = Fields::of(fields.get("ItemBatcher")?, "`ItemBatcher`", self)?;
        let mut known = vec!["MaxItemsPerBatch", "MaxInputBytesPerBatch", "BatchInput"];
        if !self.jsonata() {
            known.extend(["MaxItemsPerBatchPath", "MaxInputBytesPerBatchPath"]);
        }
        fields.only(&known, self);
        let batcher = Batcher {
            max_items: self.quantity(&fields, "MaxItemsPerBatch", (1, COUNT.1)),
            max_bytes: self.quantity(&fields, "MaxInputBytesPerBatch", (1, BATCH_BYTES)),
            input: self.payload(&fields, "BatchInput", true),
        };
        if !fields.members.iter().any(|(key, _)| key.name.starts_with("Max")) {
            let help = "add `MaxItemsPerBatch` or `MaxInputBytesPerBatch`";
            self.missing(&fields, "does not bound its batches", help.to_owned());
        }
        Some(batcher)
    }
}
