//! Intrinsic functions as JSONata.

use serde_json::Value as Json;

use super::code::{Code, Gives, quoted};
use super::data::{Data, expression, literal};
use super::{Converter, Refusal};
use crate::intrinsic::{Argument, Function, Intrinsic};

impl Converter {
    /// A call as the value of a field: an array of the arguments of `States.Array`, or an expression.
    pub(super) fn json_of_call(&self, call: &Intrinsic, input: &Data) -> Result<Json, Refusal> {
        if call.function != Function::Array {
            return Ok(expression(&self.call(call, input)?));
        }
        let item = |argument: &Argument| match argument {
            Argument::Literal(value) => Ok(literal(value)),
            Argument::Path(path) => self.json(&self.path(path, input)?),
            Argument::Call(call) => self.json_of_call(call, input),
        };
        call.arguments.iter().map(item).collect::<Result<_, _>>().map(Json::Array)
    }

    /// A call as an expression.
    pub(super) fn call(&self, call: &Intrinsic, input: &Data) -> Result<Code, Refusal> {
        let arguments: Vec<Code> = call
            .arguments
            .iter()
            .map(|argument| Ok(self.checked(&self.argument(argument, input)?)))
            .collect::<Result<_, Refusal>>()?;
        let text = |index: usize| arguments.get(index).map(|a| a.text.as_str()).unwrap_or_default();
        let primary = |index: usize| arguments.get(index).map(Code::primary).unwrap_or_default();
        let plain = |name: &str, gives| Code::call(format!("${name}({})", text(0)), gives);
        Ok(match call.function {
            Function::Format => self.format(call, &arguments)?,
            Function::StringToJson => plain("parse", Gives::Unknown),
            Function::JsonToString => match call.arguments.first() {
                Some(argument) => self.json_text(&self.argument(argument, input)?),
                None => plain("string", Gives::Text),
            },
            Function::Array => {
                let arguments = call.arguments.iter();
                let item = |a| Ok(self.as_item(&self.argument(a, input)?));
                let items: Vec<_> = arguments.map(item).collect::<Result<_, Refusal>>()?;
                Code::call(format!("[{}]", items.join(", ")), Gives::List)
            }
            Function::ArrayPartition => {
                Code::call(format!("$partition({}, {})", text(0), text(1)), Gives::List)
            }
            Function::ArrayContains => {
                Code::operation(format!("{} in {}", primary(1), primary(0)), Gives::Boolean)
            }
            Function::ArrayRange => {
                let range = format!("[$range({}, {}, {})]", text(0), text(1), text(2));
                Code::call(range, Gives::List)
            }
            Function::ArrayGetItem => match arguments.first() {
                Some(array) => array.item(text(1)),
                None => Code::path("null"),
            },
            Function::ArrayLength => plain("count", Gives::Number),
            Function::ArrayUnique => plain("distinct", Gives::List),
            Function::Base64Encode => plain("base64encode", Gives::Text),
            Function::Base64Decode => plain("base64decode", Gives::Text),
            Function::Hash => {
                let data = arguments.first().map(as_text).unwrap_or_default();
                Code::call(format!("$hash({data}, {})", text(1)), Gives::Text)
            }
            Function::JsonMerge => {
                Code::call(format!("$merge([{}, {}])", text(0), text(1)), Gives::Object)
            }
            Function::MathRandom => {
                let draw = match arguments.get(2) {
                    Some(seed) => format!("$random({})", seed.text),
                    None => "$random()".to_owned(),
                };
                let width = format!("({} - {})", primary(1), primary(0));
                let text = format!("$floor({draw} * {width}) + {}", primary(0));
                Code::operation(text, Gives::Number)
            }
            Function::MathAdd => {
                Code::operation(format!("{} + {}", primary(0), primary(1)), Gives::Number)
            }
            Function::StringSplit => split(call, text(0))?,
            Function::UUID => Code::call("$uuid()", Gives::Text),
        })
    }

    fn argument(&self, argument: &Argument, input: &Data) -> Result<Code, Refusal> {
        match argument {
            Argument::Literal(value) => Ok(Code::literal(value)),
            Argument::Path(path) => {
                let data = self.path(path, input)?;
                self.code_of(&data)
            }
            Argument::Call(call) => self.call(call, input),
        }
    }

    /// `States.Format` as a concatenation.
    fn format(&self, call: &Intrinsic, arguments: &[Code]) -> Result<Code, Refusal> {
        let Some(Argument::Literal(Json::String(template))) = call.arguments.first() else {
            return Err(Refusal::new(
                "`States.Format` with a template that is not a literal",
                "write the template into the call",
            ));
        };
        let mut values = arguments.iter().skip(1);
        let mut parts: Vec<String> = Vec::new();
        let mut text = String::new();
        let mut characters = template.chars();
        while let Some(c) = characters.next() {
            match c {
                '\\' => text.extend(characters.next()),
                '{' if characters.as_str().starts_with('}') => {
                    characters.next();
                    if !text.is_empty() {
                        parts.push(quoted(&std::mem::take(&mut text)));
                    }
                    parts.extend(values.next().map(Code::primary));
                }
                c => text.push(c),
            }
        }
        if !text.is_empty() {
            parts.push(quoted(&text));
        }
        Ok(match (&parts[..], arguments) {
            ([], _) => Code::literal(&"".into()),
            // One value alone becomes a text.
            ([_], [_, value]) => Code::call(as_text(value), Gives::Text),
            ([part], _) => Code::call(part, Gives::Text),
            _ => Code::operation(parts.join(" & "), Gives::Text),
        })
    }

    /// `States.JsonToString`, which quotes texts as `$string` does not.
    fn json_text(&self, value: &Code) -> Code {
        let checked = self.checked(value);
        let is_known = !matches!(value.gives, Gives::Unknown | Gives::Text);
        if is_known || !self.keeps_checks() {
            return Code::call(format!("$string({})", checked.text), Gives::Text);
        }
        let (checked, text) = (checked.text, &value.text);
        let list = format!("$string([{text}])");
        let quoted = format!("$substring({list}, 1, $length({list}) - 2)");
        let text = format!("($type({checked}) = 'string' ? {quoted} : $string({text}))");
        Code::call(text, Gives::Text)
    }
}

/// An expression whose value is a text.
fn as_text(code: &Code) -> String {
    match code.gives {
        Gives::Text => code.text.clone(),
        _ => format!("$string({})", code.text),
    }
}

/// `States.StringSplit`, which splits at each of several characters and omits empty parts.
fn split(call: &Intrinsic, text: &str) -> Result<Code, Refusal> {
    let Some(Argument::Literal(Json::String(characters))) = call.arguments.get(1) else {
        return Err(Refusal::new(
            "`States.StringSplit` with a splitter that is not a literal",
            "write the splitter into the call",
        ));
    };
    let mut several = characters.chars();
    let separator = match (several.next(), several.next()) {
        (Some(_), None) => quoted(characters),
        (None, _) => return Ok(Code::call(format!("[{text}[$ != '']]"), Gives::List)),
        _ => format!("/[{}]/", escaped(characters)),
    };
    Ok(Code::call(format!("[$split({text}, {separator})[$ != '']]"), Gives::List))
}

/// Characters inside the brackets of a regular expression.
fn escaped(characters: &str) -> String {
    let mut text = String::new();
    for c in characters.chars() {
        match c {
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            c if "\\]^-/[".contains(c) => text.extend(['\\', c]),
            c => text.push(c),
        }
    }
    text
}
