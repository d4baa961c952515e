//! Reads the common fields of states, and checks which type has which.

use std::ops::Range;

use super::fields::{Fields, list};
use super::{AFTER, BEFORE, Reader};
use crate::definition::{QueryLanguage, State, Transition};
use crate::document::{Key, Node};
use crate::fault::Problem;

const TYPES: &[&str] = &["Task", "Parallel", "Map", "Choice", "Wait", "Pass", "Succeed", "Fail"];

const FLOW: &[&str] = &["Task", "Parallel", "Map", "Wait", "Pass"];
const WORK: &[&str] = &["Task", "Parallel", "Map"];
const ALL_BUT_FAIL: &[&str] = &["Task", "Parallel", "Map", "Choice", "Wait", "Pass", "Succeed"];

const PATH: Option<QueryLanguage> = Some(QueryLanguage::JsonPath);
const ATA: Option<QueryLanguage> = Some(QueryLanguage::Jsonata);

/// Every field of states, its language if it belongs to one, and the types that have it.
const FIELDS: &[(&str, Option<QueryLanguage>, &[&str])] = &[
    ("Type", None, TYPES),
    ("Comment", None, TYPES),
    ("QueryLanguage", None, TYPES),
    ("Next", None, FLOW),
    ("End", None, FLOW),
    ("InputPath", PATH, ALL_BUT_FAIL),
    ("OutputPath", PATH, ALL_BUT_FAIL),
    ("Parameters", PATH, &["Task", "Parallel", "Map", "Pass"]),
    ("ResultPath", PATH, &["Task", "Parallel", "Map", "Pass"]),
    ("ResultSelector", PATH, WORK),
    ("Arguments", ATA, &["Task", "Parallel"]),
    ("Output", ATA, ALL_BUT_FAIL),
    ("Assign", None, &["Task", "Parallel", "Map", "Choice", "Wait", "Pass"]),
    ("Retry", None, WORK),
    ("Catch", None, WORK),
    ("Resource", None, &["Task"]),
    ("TimeoutSeconds", None, &["Task"]),
    ("TimeoutSecondsPath", PATH, &["Task"]),
    ("HeartbeatSeconds", None, &["Task"]),
    ("HeartbeatSecondsPath", PATH, &["Task"]),
    ("Credentials", None, &["Task"]),
    ("Branches", None, &["Parallel"]),
    ("ItemProcessor", None, &["Map"]),
    ("Iterator", PATH, &["Map"]),
    ("Items", ATA, &["Map"]),
    ("ItemsPath", PATH, &["Map"]),
    ("ItemSelector", None, &["Map"]),
    ("ItemReader", None, &["Map"]),
    ("ItemBatcher", None, &["Map"]),
    ("ResultWriter", None, &["Map"]),
    ("MaxConcurrency", None, &["Map"]),
    ("MaxConcurrencyPath", PATH, &["Map"]),
    ("ToleratedFailureCount", None, &["Map"]),
    ("ToleratedFailureCountPath", PATH, &["Map"]),
    ("ToleratedFailurePercentage", None, &["Map"]),
    ("ToleratedFailurePercentagePath", PATH, &["Map"]),
    ("Label", None, &["Map"]),
    ("Choices", None, &["Choice"]),
    ("Default", None, &["Choice"]),
    ("Seconds", None, &["Wait"]),
    ("SecondsPath", PATH, &["Wait"]),
    ("Timestamp", None, &["Wait"]),
    ("TimestampPath", PATH, &["Wait"]),
    ("Result", PATH, &["Pass"]),
    ("Error", None, &["Fail"]),
    ("ErrorPath", PATH, &["Fail"]),
    ("Cause", None, &["Fail"]),
    ("CausePath", PATH, &["Fail"]),
];

/// The fields of one query language and their counterparts in the other.
const COUNTERPARTS: &[(&str, &str)] = &[
    ("Parameters", "Arguments"),
    ("Parameters", "Output"),
    ("ItemsPath", "Items"),
    ("OutputPath", "Output"),
    ("ResultSelector", "Output"),
    ("ResultPath", "Output"),
    ("Iterator", "ItemProcessor"),
    ("Result", "Output"),
];

/// The longest name of a state, in characters.
const NAME: usize = 80;

pub(super) fn query_language(
    fields: &Fields<'_>,
    reader: &mut Reader<'_>,
) -> Option<QueryLanguage> {
    let node = fields.get("QueryLanguage")?;
    Some(match reader.word(node, "QueryLanguage", &["JSONPath", "JSONata"])? {
        "JSONata" => QueryLanguage::Jsonata,
        _ => QueryLanguage::JsonPath,
    })
}

impl Reader<'_> {
    pub(super) fn state(&mut self, key: &Key, node: &Node) -> Option<State> {
        let fields = Fields::of(node, &format!("the state `{}`", key.name), self)?;
        if key.name.chars().count() > NAME || key.name.is_empty() {
            self.report(
                Problem::new(
                    "states::state_name",
                    format!("the name of a state has 1 to {NAME} characters"),
                    &key.span,
                )
                .help("choose a shorter name; details belong into `Comment`"),
            );
        }
        (self.reads, self.assigns) = (Vec::new(), Vec::new());
        self.language = self.state_language(&fields);
        let kind = fields.required("Type", self).and_then(|node| self.word(node, "Type", TYPES));
        // The fields depend on the type.
        let kind = kind?;
        self.fields_of(&fields, kind);
        let comment = fields.string("Comment", self).map(str::to_owned);
        let transition = self.transition(&fields, kind);
        let after = if WORK.contains(&kind) { AFTER } else { BEFORE };
        let mut state = State {
            name: key.name.clone(),
            comment,
            query_language: self.language,
            transition: transition.unwrap_or(Transition::None),
            input_path: self.selection(&fields, "InputPath"),
            arguments: None,
            result_selector: self.payload(&fields, "ResultSelector", true),
            result_path: self.selection(&fields, "ResultPath"),
            output_path: self.selection(&fields, "OutputPath"),
            output: self.seeing(after, |reader| reader.payload(&fields, "Output", false)),
            assign: self.seeing(after, |reader| reader.assignment(&fields)),
            retry: self.retriers(&fields),
            catch: self.catchers(&fields),
            kind: self.kind(&fields, kind)?,
            span: key.span.clone(),
            reads: Vec::new(),
            assigns: Vec::new(),
        };
        state.arguments = match (self.jsonata(), kind) {
            (true, _) => self.payload(&fields, "Arguments", false),
            // What a map calls `Parameters` is its `ItemSelector`.
            (false, "Map") => None,
            (false, _) => self.payload(&fields, "Parameters", false),
        };
        (state.reads, state.assigns) =
            (std::mem::take(&mut self.reads), std::mem::take(&mut self.assigns));
        Some(state)
    }

    fn state_language(&mut self, fields: &Fields<'_>) -> QueryLanguage {
        let own = query_language(fields, self);
        if self.top == QueryLanguage::Jsonata && own == Some(QueryLanguage::JsonPath) {
            self.report(
                Problem::new(
                    "states::query_language",
                    format!("{} uses JSONPath in a machine of JSONata", fields.what),
                    &fields.span("QueryLanguage"),
                )
                .help("let the machine use JSONPath, and states JSONata where they need it"),
            );
        }
        own.unwrap_or(self.top)
    }

    /// Reports fields that a state of this type and language does not have.
    fn fields_of(&mut self, fields: &Fields<'_>, kind: &str) {
        let language = self.language;
        let fits = |of: &Option<QueryLanguage>| of.is_none_or(|of| of == language);
        let known: Vec<&str> = FIELDS
            .iter()
            .filter(|(_, of, types)| fits(of) && types.contains(&kind))
            .map(|(name, ..)| *name)
            .collect();
        for (key, _) in fields.members {
            if known.contains(&key.name.as_str()) {
                continue;
            }
            let Some((name, of, types)) = FIELDS.iter().find(|(name, ..)| *name == key.name) else {
                self.unknown(fields, key, &known);
                continue;
            };
            if !fits(of) && types.contains(&kind) {
                let counterpart = COUNTERPARTS.iter().find_map(|(path, ata)| {
                    let (from, to) = if self.jsonata() { (path, ata) } else { (ata, path) };
                    (from == name && known.contains(to)).then_some(*to)
                });
                let help = match (counterpart, name.strip_suffix("Path")) {
                    (Some(to), _) => format!("write `{to}`"),
                    (None, Some(base)) if known.contains(&base) => {
                        format!("write `{base}` with an expression")
                    }
                    _ => "remove it, or change `QueryLanguage`".to_owned(),
                };
                self.report(
                    Problem::new(
                        "states::query_language",
                        format!("`{name}` is not a field of a state that uses {language}"),
                        &key.span,
                    )
                    .help(help),
                );
            } else {
                self.report(
                    Problem::new(
                        "states::unknown_field",
                        format!("a `{kind}` state has no `{name}`"),
                        &key.span,
                    )
                    .help(format!("states of type {} have it", list(types))),
                );
            }
        }
    }

    fn transition(&mut self, fields: &Fields<'_>, kind: &str) -> Option<Transition> {
        match kind {
            "Succeed" | "Fail" => return Some(Transition::End),
            "Choice" => {
                let Some(node) = fields.get("Default") else { return Some(Transition::None) };
                return self.target(node, "Default").map(Transition::Next);
            }
            _ => {}
        }
        fields.at_most_one(&["Next", "End"], self);
        match (fields.get("Next"), fields.get("End")) {
            (Some(node), _) => self.target(node, "Next").map(Transition::Next),
            (None, Some(node)) => {
                if node.to_json() != true && !node.is_placeholder() {
                    self.report(
                        Problem::new("states::field_value", "`End` is not true", &node.span)
                            .help("write `\"End\": true`, or name the `Next` state"),
                    );
                }
                Some(Transition::End)
            }
            (None, None) => {
                self.missing(
                    fields,
                    "has neither `Next` nor `End`",
                    "name the `Next` state, or write `\"End\": true`".to_owned(),
                );
                None
            }
        }
    }

    /// An empty place after a value, for what should follow it.
    pub(super) fn place(span: &Range<usize>) -> Range<usize> {
        span.start..span.start + 1
    }
}
