//! Paths, payload templates and JSONata strings.

use std::ops::Range;

use serde_json::Value as Json;

use super::Reader;
use super::fields::Fields;
use crate::definition::template::{Assignment, Template};
use crate::definition::{QueryLanguage, Selection};
use crate::document::{Node, Value};
use crate::fault::Problem;
use crate::intrinsic::{Function, Intrinsic};
use crate::jsonata::Expression;
use crate::path::{Path, PathError};

impl Reader<'_> {
    pub(super) fn jsonata(&self) -> bool {
        self.language == QueryLanguage::Jsonata
    }

    pub(super) fn path(&mut self, node: &Node, field: &str) -> Option<Path> {
        let text = self.text(node, &format!("`{field}`"))?;
        match Path::parse(text) {
            Ok(path) => {
                self.read_by(&path, &node.span);
                Some(path)
            }
            Err(error) => {
                self.malformed(node, &error, "path", None);
                None
            }
        }
    }

    /// A path that denotes one place.
    pub(super) fn reference(&mut self, node: &Node, field: &str) -> Option<Path> {
        let path = self.path(node, field)?;
        if !path.is_reference() {
            self.tell(
                Problem::new(
                    "states::path",
                    format!("`{}` may select more than one value", path.text),
                    &node.span,
                )
                .label(format!("`{field}` takes the path of one place"))
                .help("use names and indices only: `$.a.b[0]`"),
            );
            return None;
        }
        Some(path)
    }

    /// `InputPath`, `OutputPath` or `ResultPath`.
    pub(super) fn selection(&mut self, fields: &Fields<'_>, name: &str) -> Selection {
        let Some(node) = fields.get(name) else { return Selection::Whole };
        if node.is_null() {
            return Selection::Nothing;
        }
        let path = match name {
            "ResultPath" => self.reference(node, name).filter(|path| self.is_own(path, node)),
            _ => self.path(node, name),
        };
        path.map_or(Selection::Whole, Selection::Path)
    }

    /// Whether a path leads into the input, where alone a result can be put.
    fn is_own(&mut self, path: &Path, node: &Node) -> bool {
        let own = path.root == crate::path::Root::Input;
        if !own {
            self.tell(
                Problem::new(
                    "states::path",
                    format!("nothing can be put at `{}`", path.text),
                    &node.span,
                )
                .help("`ResultPath` starts with `$.`; variables are set by `Assign`"),
            );
        }
        own
    }

    /// A path or the call of an intrinsic function.
    pub(super) fn path_or_call(&mut self, node: &Node, text: &str) -> Option<Template> {
        let parsed = if text.starts_with('$') {
            Path::parse(text).map(Template::Path)
        } else {
            Intrinsic::parse(text).map(Template::Intrinsic)
        };
        match &parsed {
            Ok(Template::Path(path)) => self.read_by(path, &node.span),
            Ok(Template::Intrinsic(call)) => {
                for path in call.paths() {
                    self.read_by(path, &node.span);
                }
            }
            Ok(_) => {}
            Err(error) if text.starts_with('$') => self.malformed(node, error, "path", None),
            Err(error) => {
                let help = "write a path such as `$.a`, or a call such as `States.Array($.a)`";
                self.malformed(node, error, "intrinsic", Some(help));
            }
        }
        parsed.ok()
    }

    fn malformed(&mut self, node: &Node, error: &PathError, what: &str, help: Option<&str>) {
        let code = if what == "path" { "states::path" } else { "states::intrinsic" };
        let text = node.as_str().unwrap_or_default();
        let place = error.offset.min(text.len());
        let length =
            text.get(place..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let problem = Problem::new(code, &error.message, &node.span_of(place..place + length));
        let name = text.get(place..).unwrap_or("");
        let name: String = name.chars().take_while(|c| c.is_alphanumeric() || *c == '.').collect();
        let problem = match help {
            Some(help) if Function::named(name.trim_start_matches("States.")).is_some() => {
                problem.help(help)
            }
            Some(help) => {
                let known: Vec<_> = Function::NAMES.iter().map(|n| format!("States.{n}")).collect();
                problem.help(help).meant(&name, known.iter().map(String::as_str))
            }
            None => problem.help("a path looks like `$.a.b[0]`, `$$.Execution.Id` or `$variable`"),
        };
        self.tell(problem);
    }

    fn read_by(&mut self, path: &Path, span: &Range<usize>) {
        if let Some(name) = path.variable() {
            self.reads.push(Assignment { name: name.to_owned(), span: span.clone() });
        }
    }

    /// A JSONata string, if `text` is one.
    fn expression(&mut self, node: &Node, text: &str) -> Option<Option<Template>> {
        let inner = text.strip_prefix("{%")?.strip_suffix("%}")?;
        match Expression::parse(inner) {
            Ok(expression) => {
                for name in expression.variables() {
                    self.reads.push(Assignment { name, span: node.span.clone() });
                }
                for (message, help) in expression.faults() {
                    self.tell(Problem::new("states::jsonata", message, &node.span).help(help));
                }
                Some(Some(Template::Jsonata(expression)))
            }
            Err(message) => {
                self.tell(
                    Problem::new("states::jsonata", message, &node.span)
                        .label("this expression does not parse")
                        .help("see jsonata.org for the language"),
                );
                Some(None)
            }
        }
    }

    /// A value with expressions in the language of the state.
    pub(super) fn template(&mut self, node: &Node) -> Option<Template> {
        match &node.value {
            Value::Scalar(Json::String(text)) if self.jsonata() => {
                match self.expression(node, text) {
                    Some(template) => template,
                    None => Some(Template::Literal(Json::String(text.clone()))),
                }
            }
            Value::Scalar(value) => Some(Template::Literal(value.clone())),
            Value::Array(items) => {
                let items: Vec<_> = items.iter().map(|item| self.template(item)).collect();
                items.into_iter().collect::<Option<_>>().map(Template::Array)
            }
            Value::Object(members) => {
                let mut complete = true;
                let mut read: Vec<(String, Template)> = Vec::new();
                for (key, node) in members {
                    let (name, value) = match key.name.strip_suffix(".$") {
                        Some(name) if !self.jsonata() => {
                            let text = self.text(node, &format!("`{}`", key.name));
                            (name, text.and_then(|text| self.path_or_call(node, text)))
                        }
                        _ => (key.name.as_str(), self.template(node)),
                    };
                    if name != key.name && members.iter().any(|(other, _)| other.name == name) {
                        self.tell(
                            Problem::new(
                                "states::duplicate_field",
                                format!("both `{name}` and `{}` are given", key.name),
                                &key.span,
                            )
                            .label("the same field")
                            .help("keep one of them"),
                        );
                    }
                    match value {
                        Some(value) => read.push((name.to_owned(), value)),
                        None => complete = false,
                    }
                }
                complete.then_some(Template::Object(read))
            }
        }
    }

    /// A field that is a payload template, of an object if `object`.
    pub(super) fn payload(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
        object: bool,
    ) -> Option<Template> {
        let node = fields.get(name)?;
        let expression = self.jsonata() && node.as_str().is_some();
        if object && !expression {
            self.object(node, &format!("`{name}`"))?;
        }
        self.template(node)
    }

    /// A text that has to be a JSONata expression.
    pub(super) fn required_expression(&mut self, node: &Node, field: &str) -> Option<Expression> {
        let text = self.text(node, &format!("`{field}`"))?;
        match self.expression(node, text) {
            Some(Some(Template::Jsonata(expression))) => Some(expression),
            Some(_) => None,
            None => {
                self.tell(
                    Problem::new(
                        "states::jsonata",
                        format!("`{field}` is not an expression"),
                        &node.span,
                    )
                    .help("write `{% … %}`"),
                );
                None
            }
        }
    }

    /// `name` as a literal, `namePath` as a path, or `name` as a JSONata expression.
    pub(super) fn quantity(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
        (least, most): (u64, u64),
    ) -> Option<Template> {
        let by_path = format!("{name}Path");
        if !self.jsonata() {
            fields.at_most_one(&[name, &by_path], self);
            if let Some(node) = fields.get(&by_path) {
                return self.reference(node, &by_path).map(Template::Path);
            }
        }
        let node = fields.get(name)?;
        if self.jsonata() && node.as_str().is_some() {
            return self.required_expression(node, name).map(Template::Jsonata);
        }
        self.whole(node, name, least, most).map(|whole| Template::Literal(whole.into()))
    }

    /// `Assign`: names of variables and their values.
    pub(super) fn assignment(&mut self, fields: &Fields<'_>) -> Option<Template> {
        let node = fields.get("Assign")?;
        for (key, _) in self.object(node, "`Assign`")? {
            let name = match self.jsonata() {
                true => key.name.as_str(),
                false => key.name.strip_suffix(".$").unwrap_or(&key.name),
            };
            let mut letters = name.chars();
            let starts = letters.next().is_some_and(|c| c.is_alphabetic() || c == '_');
            if !starts || !letters.all(|c| c.is_alphanumeric() || c == '_') || name.len() > 80 {
                self.tell(
                    Problem::new(
                        "states::variable_name",
                        format!("`{name}` is no name of a variable"),
                        &key.span,
                    )
                    .help("use letters, digits and `_`, 80 characters at most"),
                );
            } else if name == "states" {
                self.tell(
                    Problem::new("states::variable_name", "`states` is reserved", &key.span)
                        .help("use another name"),
                );
            }
            self.assigns.push(Assignment { name: name.to_owned(), span: key.span.clone() });
        }
        self.template(node)
    }
}
