//! Paths as JSONata.

use super::code::{Code, Gives};
use super::data::Data;
use super::{Converter, Refusal};
use crate::path::{Path, Root, Segment, Selector};

/// The members of the context object that every execution has, and their types.
const CONTEXT: &[(&[&str], Gives)] = &[
    (&["Execution"], Gives::Object),
    (&["Execution", "Id"], Gives::Text),
    (&["Execution", "Input"], Gives::Unknown),
    (&["Execution", "Name"], Gives::Text),
    (&["Execution", "RoleArn"], Gives::Text),
    (&["Execution", "StartTime"], Gives::Text),
    (&["Map", "Item", "Index"], Gives::Number),
    (&["Map", "Item", "Value"], Gives::Unknown),
    (&["State"], Gives::Object),
    (&["State", "EnteredTime"], Gives::Text),
    (&["State", "Name"], Gives::Text),
    (&["State", "RetryCount"], Gives::Number),
    (&["StateMachine"], Gives::Object),
    (&["StateMachine", "Id"], Gives::Text),
    (&["StateMachine", "Name"], Gives::Text),
    (&["Task", "Token"], Gives::Text),
];

impl Converter {
    /// The value that a path selects, where `$` is `input`.
    pub(super) fn path(&self, path: &Path, input: &Data) -> Result<Data, Refusal> {
        let root = match &path.root {
            Root::Input => {
                let (data, rest) = input.descend(&path.segments);
                if rest.is_empty() {
                    return Ok(data);
                }
                let code = self.code_of(&data)?;
                return self.segments(code, rest, path, input).map(Data::Code);
            }
            Root::Context => Code::root("$states.context"),
            Root::Variable(name) => Code::root(format!("${name}")),
            Root::Placeholder => {
                return Err(Refusal::new(
                    format!("the path `{}`, which has a placeholder", path.text),
                    "fill it in with `--substitute NAME=VALUE`",
                ));
            }
        };
        let mut code = self.segments(root, &path.segments, path, input)?;
        if path.root == Root::Context
            && let Some(gives) = context_type(&path.segments)
        {
            (code.is_present, code.gives) = (true, gives);
        }
        Ok(Data::Code(code))
    }

    /// Appends segments to an expression. If they can select several values, the result is a list.
    pub(super) fn segments(
        &self,
        from: Code,
        segments: &[Segment],
        path: &Path,
        input: &Data,
    ) -> Result<Code, Refusal> {
        let mut code = from;
        let mut is_list = false;
        let mut after_wildcard = false;
        let refused = |what: &str| {
            let help = "select the values with `Assign` or with another path first";
            Err(Refusal::new(format!("{what} in the path `{}`", path.text), help))
        };
        for segment in segments {
            let is_first_list = !is_list;
            let wildcard = matches!(segment, Segment::Child(Selector::All));
            match segment {
                Segment::Child(Selector::Names(names)) if names.len() == 1 => {
                    code = code.member(&names[0]);
                    after_wildcard = false;
                    continue;
                }
                Segment::Child(Selector::Indices(indices)) if indices.len() == 1 && !is_list => {
                    code = code.item(&indices[0].to_string());
                    continue;
                }
                Segment::Child(Selector::Names(names)) if is_first_list => {
                    let members = names.iter().map(|name| self.part(&code.member(name)));
                    let members: Vec<_> = members.collect();
                    code = Code::call(format!("[{}]", members.join(", ")), Gives::List);
                }
                Segment::Child(Selector::Indices(indices)) if is_first_list => {
                    let indices: Vec<_> = indices.iter().map(ToString::to_string).collect();
                    code = code.item(&format!("[{}]", indices.join(", ")));
                }
                Segment::Child(Selector::Slice { start, end, step }) if is_first_list => {
                    code = slice(&code, *start, *end, *step);
                }
                Segment::Child(Selector::All) if is_first_list => code = self.all(&code, path),
                // A further step flattens lists by itself.
                Segment::Child(Selector::All) if !after_wildcard && path.text.contains("[*]") => {}
                Segment::Child(Selector::Filter(filter)) => {
                    let condition = self.filter(filter, path, input)?;
                    code = code.item(&condition);
                }
                Segment::Descendant(Selector::Names(names)) if names.len() == 1 => {
                    code = Code::path(format!("{}.**", code.primary())).member(&names[0]);
                }
                Segment::Descendant(_) => return refused("`..` without a name"),
                Segment::Child(Selector::Names(_)) => return refused("several names after a list"),
                Segment::Child(Selector::Indices(_)) => return refused("an index after a list"),
                Segment::Child(Selector::Slice { .. }) => return refused("a slice after a list"),
                Segment::Child(Selector::All) => return refused("a wildcard after a wildcard"),
            }
            is_list = true;
            after_wildcard = wildcard;
        }
        Ok(match is_list && !code.text.starts_with('[') {
            true => Code::call(format!("[{}]", code.text), Gives::List),
            false => code,
        })
    }

    /// The items of an array or the members of an object.
    fn all(&self, code: &Code, path: &Path) -> Code {
        if code.gives == Gives::List {
            return code.clone();
        }
        let base = code.primary();
        match (self.keeps_checks(), path.text.contains("[*]")) {
            (true, _) => Code::path(format!("($type({base}) = 'object' ? {base}.* : {base})")),
            (false, true) => code.clone(),
            (false, false) => Code::path(format!("{base}.*")),
        }
    }
}

/// The type of a member of the context object that always exists.
fn context_type(segments: &[Segment]) -> Option<Gives> {
    let name = |segment: &Segment| match segment {
        Segment::Child(Selector::Names(names)) => names.first().cloned(),
        _ => None,
    };
    let names: Vec<String> = segments.iter().map(name).collect::<Option<_>>()?;
    CONTEXT.iter().find(|(known, _)| *known == names).map(|(_, gives)| *gives)
}

/// The items between two positions; negative ones count from the end.
fn slice(code: &Code, start: Option<i64>, end: Option<i64>, step: Option<i64>) -> Code {
    let bound = |at: i64| match at < 0 {
        true => format!("$count($items) - {}", at.unsigned_abs()),
        false => at.to_string(),
    };
    let mut conditions = Vec::new();
    if let Some(start) = start.filter(|start| *start != 0) {
        conditions.push(format!("$index >= {}", bound(start)));
    }
    if let Some(end) = end {
        conditions.push(format!("$index < {}", bound(end)));
    }
    if let Some(step) = step.filter(|step| *step > 1) {
        let first = start.unwrap_or(0).max(0);
        conditions.push(format!("($index - {first}) % {step} = 0"));
    }
    if conditions.is_empty() {
        return code.clone();
    }
    let conditions = conditions.join(" and ");
    let text =
        format!("$filter({}, function($item, $index, $items) {{ {conditions} }})", code.text);
    Code::call(text, Gives::Unknown)
}
