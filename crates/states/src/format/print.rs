//! Prints JSON with its comments.

use super::read::{Document, Element, List, Value};

/// The longest line of an array that is on one line, in characters.
const WIDTH: usize = 100;

/// The blanks of a level.
const INDENT: &str = "  ";

pub(super) fn print(document: &Document) -> String {
    let mut text = String::new();
    for comment in &document.before {
        line(&mut text, &[comment]);
    }
    value(&document.value, 0, &mut text);
    text.push('\n');
    for comment in &document.after {
        line(&mut text, &[comment]);
    }
    text
}

fn value(of: &Value, level: usize, text: &mut String) {
    match of {
        Value::Scalar(scalar) => text.push_str(scalar),
        Value::List(list) => match on_one_line(list, text) {
            Some(line) => text.push_str(&line),
            None => lines(list, level, text),
        },
    }
}

/// An empty list, or an array of scalars that is short enough.
fn on_one_line(list: &List, before: &str) -> Option<String> {
    let [open, close] = brackets(list);
    if !list.end.is_empty() {
        return None;
    }
    let scalar = |element: &Element| match &element.value {
        Value::Scalar(scalar) if element.before.is_empty() && element.after.is_none() => {
            Some(scalar.clone())
        }
        _ => None,
    };
    if list.is_object && !list.elements.is_empty() {
        return None;
    }
    let items: Vec<String> = list.elements.iter().map(scalar).collect::<Option<_>>()?;
    let line = format!("{open}{}{close}", items.join(", "));
    let used = before.rsplit('\n').next().unwrap_or_default().chars().count();
    (used + line.chars().count() <= WIDTH).then_some(line)
}

fn brackets(list: &List) -> [char; 2] {
    if list.is_object { ['{', '}'] } else { ['[', ']'] }
}

fn lines(list: &List, level: usize, text: &mut String) {
    let [open, close] = brackets(list);
    let inner = INDENT.repeat(level + 1);
    text.push(open);
    text.push('\n');
    let last = list.elements.len().saturating_sub(1);
    for (index, element) in list.elements.iter().enumerate() {
        if element.is_apart {
            text.push('\n');
        }
        for comment in &element.before {
            line(text, &[&inner, comment]);
        }
        text.push_str(&inner);
        if let Some(name) = &element.name {
            text.push_str(name);
            text.push_str(": ");
        }
        value(&element.value, level + 1, text);
        text.push_str(if index == last { "" } else { "," });
        if let Some(comment) = &element.after {
            text.push(' ');
            text.push_str(comment);
        }
        text.push('\n');
    }
    for comment in &list.end {
        line(text, &[&inner, comment]);
    }
    text.push_str(&INDENT.repeat(level));
    text.push(close);
}

fn line(text: &mut String, parts: &[&str]) {
    for part in parts {
        text.push_str(part);
    }
    text.push('\n');
}
