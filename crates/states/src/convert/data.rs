//! The data of a state between its stages, as far as it is known without running it.

use std::rc::Rc;

use serde_json::{Map, Value as Json};

use super::code::{Code, Gives, quoted};
use super::{Converter, Refusal};
use crate::definition::{Selection, Template};
use crate::path::{Segment, Selector};

/// A value: what `$` is in a field, or what a stage results in.
#[derive(Debug, Clone)]
pub(super) enum Data {
    /// The value of an expression.
    Code(Code),
    /// The value of a template, and what `$` is in it.
    Template(Rc<Template>, Rc<Data>),
    /// A value with another one at a path of names, as `ResultPath` puts it.
    Merged { base: Code, path: Vec<String>, value: Rc<Data> },
}

impl Data {
    /// The input of the state.
    pub(super) fn input() -> Self {
        Self::Code(Code::root("$states.input"))
    }

    pub(super) fn template(template: &Template, input: &Self) -> Self {
        Self::Template(Rc::new(template.clone()), Rc::new(input.clone()))
    }

    pub(super) fn literal(value: Json) -> Self {
        Self::Template(Rc::new(Template::Literal(value)), Rc::new(Self::input()))
    }

    /// Whether this is the expression `text` and nothing else.
    pub(super) fn is(&self, text: &str) -> bool {
        matches!(self, Self::Code(code) if code.text == text)
    }

    /// Follows segments as far as the structure is known; the value there, and the segments that
    /// are left.
    pub(super) fn descend<'s>(&self, segments: &'s [Segment]) -> (Self, &'s [Segment]) {
        let Some((name, rest)) = first_name(segments) else { return (self.clone(), segments) };
        match self {
            Self::Template(template, input) => {
                let member = match &**template {
                    Template::Literal(Json::Object(members)) => {
                        members.get(name).map(|value| Template::Literal(value.clone()))
                    }
                    template => template.get(name).cloned(),
                };
                match member {
                    Some(member) => Self::Template(Rc::new(member), Rc::clone(input)).descend(rest),
                    None => (self.clone(), segments),
                }
            }
            Self::Merged { base, path, value } => match path.split_first() {
                Some((first, [])) if first == name => value.descend(rest),
                Some((first, deeper)) if first == name => {
                    let (base, path) = (base.member(name), deeper.to_vec());
                    Self::Merged { base, path, value: Rc::clone(value) }.descend(rest)
                }
                _ => (Self::Code(base.clone()), segments),
            },
            Self::Code(_) => (self.clone(), segments),
        }
    }
}

/// The name with which segments start, and the rest of them.
fn first_name(segments: &[Segment]) -> Option<(&str, &[Segment])> {
    match segments.split_first()? {
        (Segment::Child(Selector::Names(names)), rest) => match &names[..] {
            [name] => Some((name, rest)),
            _ => None,
        },
        _ => None,
    }
}

impl Converter {
    /// `InputPath` or `OutputPath` applied to a value.
    pub(super) fn selected(&self, selection: &Selection, of: &Data) -> Result<Data, Refusal> {
        match selection {
            Selection::Whole => Ok(of.clone()),
            Selection::Nothing => Ok(Data::literal(Json::Object(Map::new()))),
            Selection::Path(path) => self.path(path, of),
        }
    }

    /// `value` put into the state's input, as `ResultPath` says.
    pub(super) fn placed(&self, selection: &Selection, value: Data) -> Result<Data, Refusal> {
        let path = match selection {
            Selection::Whole => return Ok(value),
            Selection::Nothing => return Ok(Data::input()),
            Selection::Path(path) => path,
        };
        let mut names = Vec::new();
        let mut rest = &path.segments[..];
        while let Some((name, after)) = first_name(rest) {
            names.push(name.to_owned());
            rest = after;
        }
        if !rest.is_empty() {
            return Err(Refusal::new(
                format!("an index in the `ResultPath` `{}`", path.text),
                "put the result at a path of names",
            ));
        }
        match names.is_empty() {
            true => Ok(value),
            false => Ok(Data::Merged {
                base: Code::root("$states.input"),
                path: names,
                value: Rc::new(value),
            }),
        }
    }

    /// A value as JSON with `{% … %}` in the place of expressions.
    pub(super) fn json(&self, data: &Data) -> Result<Json, Refusal> {
        match data {
            Data::Template(template, input) => self.json_of_template(template, input),
            _ => Ok(expression(&self.code_of(data)?)),
        }
    }

    fn json_of_template(&self, template: &Template, input: &Data) -> Result<Json, Refusal> {
        match template {
            Template::Literal(value) => Ok(literal(value)),
            Template::Array(items) => {
                let items = items.iter().map(|item| self.json_of_template(item, input));
                items.collect::<Result<_, _>>().map(Json::Array)
            }
            Template::Object(members) => {
                let member = |(name, value): &(String, Template)| {
                    Ok((name.clone(), self.json_of_template(value, input)?))
                };
                members.iter().map(member).collect::<Result<Map<_, _>, _>>().map(Json::Object)
            }
            Template::Path(path) => match self.path(path, input)? {
                Data::Template(template, input) => self.json_of_template(&template, &input),
                data => self.json(&data),
            },
            Template::Intrinsic(call) => self.json_of_call(call, input),
            Template::Jsonata(code) => Ok(Json::String(format!("{{% {} %}}", code.text))),
        }
    }

    /// A value as one expression. Parts that can be absent are checked.
    pub(super) fn code_of(&self, data: &Data) -> Result<Code, Refusal> {
        match data {
            Data::Code(code) => Ok(code.clone()),
            Data::Template(template, input) => self.code_of_template(template, input),
            Data::Merged { base, path, value } => {
                let value = self.code_of(value)?;
                Ok(merged(base, path, &self.checked(&value)))
            }
        }
    }

    fn code_of_template(&self, template: &Template, input: &Data) -> Result<Code, Refusal> {
        match template {
            Template::Literal(value) => Ok(Code::literal(value)),
            Template::Array(items) => {
                let item = |item| Ok(self.as_item(&self.code_of_template(item, input)?));
                let items: Vec<_> = items.iter().map(item).collect::<Result<_, Refusal>>()?;
                Ok(Code::call(format!("[{}]", items.join(", ")), Gives::List))
            }
            Template::Object(members) => {
                let member = |(name, value): &(String, Template)| {
                    let code = self.code_of_template(value, input)?;
                    Ok((name.clone(), self.checked(&code)))
                };
                let members: Vec<(String, Code)> =
                    members.iter().map(member).collect::<Result<_, Refusal>>()?;
                Ok(Code::object(members.iter().map(|(name, code)| (name, code.clone()))))
            }
            Template::Path(path) => {
                let data = self.path(path, input)?;
                self.code_of(&data)
            }
            Template::Intrinsic(call) => self.call(call, input),
            Template::Jsonata(code) => Ok(Code::operation(&code.text, Gives::Unknown)),
        }
    }

    /// An expression that fails if it has no value, as a path of JSONPath does.
    pub(super) fn checked(&self, code: &Code) -> Code {
        if code.is_present || !self.keeps_checks() {
            return code.clone();
        }
        let Code { text, gives, .. } = code;
        let path = text.strip_prefix("$states.").unwrap_or(text);
        let message = quoted(&format!("no value at {path}"));
        Code::call(format!("($exists({text}) ? {text} : $error({message}))"), *gives)
    }

    /// An expression as an item of an array constructor, which flattens arrays.
    pub(super) fn as_item(&self, code: &Code) -> String {
        let checked = self.checked(code);
        match code.gives {
            Gives::Unknown if self.keeps_checks() && code.text != "null" => {
                format!("($type({0}) = 'array' ? [[{0}]] : {1})", code.text, checked.primary())
            }
            Gives::List if !code.text.starts_with('[') => format!("[{}]", checked.text),
            _ => checked.text,
        }
    }

    /// The same for an expression whose absence leaves out the item.
    pub(super) fn part(&self, code: &Code) -> String {
        match self.keeps_checks() {
            true => format!("($type({0}) = 'array' ? [[{0}]] : {0})", code.text),
            false => code.text.clone(),
        }
    }
}

/// `value` at a path of names in the value of `base`.
fn merged(base: &Code, path: &[String], value: &Code) -> Code {
    let Some((name, rest)) = path.split_first() else { return value.clone() };
    let inner = match rest.is_empty() {
        true => value.clone(),
        false => merged(&base.member(name), rest, value),
    };
    let text = format!("$merge([{}, {{ {}: {} }}])", base.text, quoted(name), inner.text);
    Code::call(text, Gives::Object)
}

/// An expression as a JSON value.
pub(super) fn expression(code: &Code) -> Json {
    Json::String(format!("{{% {} %}}", code.text))
}

/// A literal value of JSONPath in a field of JSONata, in which some texts are expressions.
pub(super) fn literal(value: &Json) -> Json {
    match value {
        Json::String(text) if text.trim_start().starts_with("{%") => {
            expression(&Code::literal(value))
        }
        Json::Array(items) => Json::Array(items.iter().map(literal).collect()),
        Json::Object(members) => {
            Json::Object(members.iter().map(|(name, v)| (name.clone(), literal(v))).collect())
        }
        other => other.clone(),
    }
}
