//! The conditions of filters as JSONata predicates.

use serde_json::Value as Json;

use super::code::{Code, Gives};
use super::data::Data;
use super::{Converter, Refusal};
use crate::path::filter::{Filter, Operand, Operator};
use crate::path::{Path, Segment, Selector};

impl Converter {
    /// A filter as a predicate, in which names are those of the item.
    pub(super) fn filter(
        &self,
        filter: &Filter,
        path: &Path,
        input: &Data,
    ) -> Result<String, Refusal> {
        let all = |filters: &[Filter], operator: &str| -> Result<String, Refusal> {
            let parts: Result<Vec<_>, _> =
                filters.iter().map(|filter| self.filter(filter, path, input)).collect();
            Ok(parts?.iter().map(|part| format!("({part})")).collect::<Vec<_>>().join(operator))
        };
        match filter {
            Filter::Any(filters) => all(filters, " or "),
            Filter::All(filters) => all(filters, " and "),
            Filter::Not(filter) => Ok(format!("$not({})", self.filter(filter, path, input)?)),
            Filter::Exists(operand) => {
                Ok(format!("$exists({})", self.operand(operand, path, input)?.text))
            }
            Filter::Compare(left, operator, right) => {
                let left = self.operand(left, path, input)?;
                let right = self.operand(right, path, input)?;
                self.comparison(&left, *operator, &right, path)
            }
            Filter::Matches(..) => Err(Refusal::new(
                format!("a regular expression in the path `{}`", path.text),
                "filter with `$filter` and `$contains` in a state that uses JSONata",
            )),
        }
    }

    fn comparison(
        &self,
        left: &Code,
        operator: Operator,
        right: &Code,
        path: &Path,
    ) -> Result<String, Refusal> {
        let (l, r) = (left.primary(), right.primary());
        let ordered = |sign: &str| match (self.keeps_checks(), left.gives, right.gives) {
            (true, Gives::Unknown, Gives::Number) => {
                format!("$type({l}) = 'number' and {l} {sign} {r}")
            }
            (true, Gives::Unknown, Gives::Text) => {
                format!("$type({l}) = 'string' and {l} {sign} {r}")
            }
            (true, ..) => format!(
                "$type({l}) = $type({r}) and $type({l}) in ['number', 'string'] and {l} {sign} {r}"
            ),
            (false, ..) => format!("{l} {sign} {r}"),
        };
        Ok(match operator {
            Operator::Equal => format!("{l} = {r}"),
            Operator::NotEqual => format!("{l} != {r}"),
            Operator::Less => ordered("<"),
            Operator::AtMost => ordered("<="),
            Operator::Greater => ordered(">"),
            Operator::AtLeast => ordered(">="),
            Operator::In => format!("{l} in {r}"),
            Operator::NotIn => format!("$not({l} in {r})"),
            Operator::Size => format!("$count({l}) = {r}"),
            Operator::Type => format!("$type({l}) = {r}"),
            _ => {
                return Err(Refusal::new(
                    format!("an operator of Jayway's JsonPath in the path `{}`", path.text),
                    "filter with `$filter` in a state that uses JSONata",
                ));
            }
        })
    }

    fn operand(&self, operand: &Operand, path: &Path, input: &Data) -> Result<Code, Refusal> {
        let (root, segments) = match operand {
            Operand::Literal(value) => return Ok(Code::literal(value)),
            Operand::Path { root, segments } => (root, segments),
        };
        let is_definite = segments.iter().all(|segment| match segment {
            Segment::Child(Selector::Names(names)) => names.len() == 1,
            Segment::Child(Selector::Indices(indices)) => indices.len() == 1,
            _ => false,
        });
        if !is_definite {
            return Err(Refusal::new(
                format!("a list as an operand in the path `{}`", path.text),
                "filter with `$filter` in a state that uses JSONata",
            ));
        }
        match root {
            Some(root) => {
                let of = Path {
                    text: path.text.clone(),
                    root: root.clone(),
                    segments: segments.clone(),
                };
                let data = self.path(&of, input)?;
                self.code_of(&data)
            }
            None => item(segments, path),
        }
    }
}

/// A path from the current item.
fn item(segments: &[Segment], path: &Path) -> Result<Code, Refusal> {
    let mut code: Option<Code> = None;
    for segment in segments {
        code = Some(match (segment, code) {
            (Segment::Child(Selector::Names(names)), None) => {
                let name = names.first().map(String::as_str).unwrap_or_default();
                let step = super::code::step(name).ok_or_else(|| {
                    let construct = format!("the name `{name}` in the path `{}`", path.text);
                    Refusal::new(construct, "rename the member")
                })?;
                Code::path(step)
            }
            (Segment::Child(Selector::Names(names)), Some(code)) => {
                code.member(names.first().map(String::as_str).unwrap_or_default())
            }
            (Segment::Child(Selector::Indices(indices)), code) => {
                let index = indices.first().copied().unwrap_or_default();
                code.unwrap_or_else(|| Code::root("$")).item(&Json::from(index).to_string())
            }
            (_, code) => code.unwrap_or_else(|| Code::root("$")),
        });
    }
    Ok(code.unwrap_or_else(|| Code::root("$")))
}
