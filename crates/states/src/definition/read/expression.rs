//! Paths, payload templates and JSONata strings.

use std::ops::Range;

use serde_json::Value as Json;

use super::Reader;
use super::fields::Fields;
use crate::definition::template::{Assignment, Reference, Template};
use crate::definition::{QueryLanguage, Selection};
use crate::document::{Node, Value, has_placeholder};
use crate::fault::Problem;
use crate::intrinsic::{Function, Intrinsic};
use crate::jsonata::Expression;
use crate::path::{Path, PathError};

/// The quantity that may have a fraction.
const PERCENTAGE: &str = "ToleratedFailurePercentage";

/// Reads a path; one with a placeholder may become any path.
fn parse_path(text: &str) -> Result<Path, PathError> {
    match Path::parse(text) {
        Err(_) if has_placeholder(text) => Ok(Path::placeholder(text)),
        parsed => parsed,
    }
}

impl Reader<'_> {
    pub(super) fn jsonata(&self) -> bool {
        self.language == QueryLanguage::Jsonata
    }

    pub(super) fn path(&mut self, node: &Node, field: &str) -> Option<Path> {
        let text = self.text(node, &format!("`{field}`"))?;
        match parse_path(text) {
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
            self.report(
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

    /// Whether a path is in the input. Results can be written there only.
    fn is_own(&mut self, path: &Path, node: &Node) -> bool {
        let own = matches!(path.root, crate::path::Root::Input | crate::path::Root::Placeholder);
        if !own {
            self.report(
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
        let is_path = text.trim_start().starts_with('$') || text.contains("${");
        let parsed = if is_path {
            parse_path(text).map(Template::Path)
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
            Err(error) if is_path => self.malformed(node, error, "path", None),
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
        self.report(problem);
    }

    fn read_by(&mut self, path: &Path, span: &Range<usize>) {
        if let Some(name) = path.variable() {
            let (name, span) = (name.to_owned(), span.clone());
            self.reads.push(Reference { name, span, is_tested: false });
        }
    }

    /// A JSONata string, if `text` is one.
    fn expression(&mut self, node: &Node, text: &str) -> Option<Option<Template>> {
        let Some(inner) = text.strip_prefix("{%").and_then(|rest| rest.strip_suffix("%}")) else {
            return if self.is_unclosed(node, text) { Some(None) } else { None };
        };
        match Expression::parse(inner) {
            Ok(expression) => {
                for (name, is_tested) in expression.variables() {
                    self.reads.push(Reference { name, span: node.span.clone(), is_tested });
                }
                for (message, help) in expression.faults(self.members) {
                    self.report(Problem::new("states::jsonata", message, &node.span).help(help));
                }
                Some(Some(Template::Jsonata(expression)))
            }
            // The value of the placeholder can make it one.
            Err(_) if has_placeholder(inner) => {
                Some(Some(Template::Jsonata(Expression::placeholder(inner))))
            }
            Err(message) => {
                self.report(
                    Problem::new("states::jsonata", message, &node.span)
                        .label("this expression does not parse")
                        .help("see jsonata.org for the language"),
                );
                Some(None)
            }
        }
    }

    /// Reports the brackets of an expression that do not enclose the whole text: a fault at an end
    /// of the text, a warning inside of it, where they have no effect.
    fn is_unclosed(&mut self, node: &Node, text: &str) -> bool {
        let trimmed = text.trim();
        let (opens, closes) = (trimmed.starts_with("{%"), trimmed.ends_with("%}"));
        let problem = |message: &str| Problem::new("states::jsonata", message, &node.span);
        if opens || closes {
            let message = match (opens, closes) {
                (true, true) => "blanks around the brackets of an expression",
                (true, false) => "the brackets of the expression do not close",
                _ => "the brackets of the expression do not open",
            };
            self.report(problem(message).help("begin the text with `{%`, and end it with `%}`"));
            return true;
        }
        if text.contains("{%") && text.contains("%}") {
            self.report(
                problem("an expression inside a text is not evaluated")
                    .warning()
                    .help("make the whole text an expression: `{% 'a' & $states.input.b %}`"),
            );
        }
        false
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
                        self.report(
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
            None if node.is_placeholder() => Some(Expression::placeholder(text)),
            None => {
                self.report(
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
        if node.is_placeholder() {
            return Some(Template::Literal(node.to_json()));
        }
        if name == PERCENTAGE {
            let bounds = (least as f64, most as f64);
            return self.number(node, name, bounds).map(|number| Template::Literal(number.into()));
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
            let is_name = starts && letters.all(|c| c.is_alphanumeric() || c == '_');
            if (!is_name || name.len() > 80) && !has_placeholder(name) {
                self.report(
                    Problem::new(
                        "states::variable_name",
                        format!("`{name}` is not a name of a variable"),
                        &key.span,
                    )
                    .help("use letters, digits and `_`, 80 characters at most"),
                );
            } else if name == "states" {
                self.report(
                    Problem::new("states::variable_name", "`states` is reserved", &key.span)
                        .help("use another name"),
                );
            }
            let (name, span) = (name.to_owned(), key.span.clone());
            self.assigns.push(Assignment { name, span, by_catcher: self.in_catcher });
        }
        self.template(node)
    }
}
