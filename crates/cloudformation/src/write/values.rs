use serde::ser::{Error, Serialize, SerializeMap, SerializeTuple, Serializer};
use serde_saphyr::{DoubleQuoted, Tagged};

use super::{Form, In};
use crate::{Condition, Intrinsic, Map, Value};

/// YAML readers give up on a name that is longer than 1,024 characters as written, and escaping
/// turns a byte into four at most. CloudFormation's own names end at 255 characters.
const NAME_BYTES: usize = 255;

impl Serialize for In<'_, Value> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.1 {
            Value::String(text) => self.sub(text.as_str()).serialize(serializer),
            Value::Integer(number) => serializer.serialize_i64(*number),
            Value::Bool(truth) => serializer.serialize_bool(*truth),
            Value::List(values) => self.sub(values.as_slice()).serialize(serializer),
            Value::Map(map) => self.sub(map).serialize(serializer),
            Value::Intrinsic(function) => self.sub(function.as_ref()).serialize(serializer),
        }
    }
}

impl Serialize for In<'_, str> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // libyaml, on which most YAML 1.1 readers stand, refuses a literal block whose first line
        // starts with a tab: it is still looking for the indentation.
        let confusing = self.0 == Form::Short
            && self.1.contains('\n')
            && self.1.trim_start_matches([' ', '\n']).starts_with('\t');
        if confusing {
            DoubleQuoted(self.1).serialize(serializer)
        } else {
            serializer.serialize_str(self.1)
        }
    }
}

impl Serialize for In<'_, Map> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.1.len()))?;
        for (name, value) in self.1.iter() {
            if self.0 == Form::Short && name.len() > NAME_BYTES {
                return Err(S::Error::custom(format!(
                    "a name is {} bytes long, and {NAME_BYTES} are allowed",
                    name.len()
                )));
            }
            map.serialize_entry(name, &self.sub(value))?;
        }
        map.end()
    }
}

impl<'a, T> Serialize for In<'a, [T]>
where
    In<'a, T>: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.1.iter().map(|item| In(self.0, item)))
    }
}

impl Serialize for In<'_, Intrinsic> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let form = self.0;
        let short = form == Form::Short;
        let value = |value| In(form, value);
        let text = |text| In::<str>(form, text);
        match self.1 {
            Intrinsic::Ref(target) => form.function(serializer, "!Ref", "Ref", target.as_str()),
            Intrinsic::GetAtt(resource, attribute) if short => {
                let path = format!("{resource}.{attribute}");
                form.function(serializer, "!GetAtt", "Fn::GetAtt", &path)
            }
            Intrinsic::GetAtt(resource, attribute) => {
                let path = (resource.as_str(), attribute);
                form.function(serializer, "!GetAtt", "Fn::GetAtt", &path)
            }
            Intrinsic::Sub(template, variables) if variables.is_empty() => {
                form.function(serializer, "!Sub", "Fn::Sub", &text(template))
            }
            Intrinsic::Sub(template, variables) => {
                let arguments = (text(template), In(form, variables));
                form.function(serializer, "!Sub", "Fn::Sub", &arguments)
            }
            Intrinsic::Join(delimiter, list) => {
                form.function(serializer, "!Join", "Fn::Join", &(text(delimiter), value(list)))
            }
            Intrinsic::If(condition, then, otherwise) => {
                let arguments = (condition.as_str(), value(then), value(otherwise));
                form.function(serializer, "!If", "Fn::If", &arguments)
            }
            Intrinsic::Select(index, list) => {
                form.function(serializer, "!Select", "Fn::Select", &(index, value(list)))
            }
            Intrinsic::Split(delimiter, whole) => {
                form.function(serializer, "!Split", "Fn::Split", &(text(delimiter), value(whole)))
            }
            Intrinsic::ImportValue(Value::String(name)) => {
                form.function(serializer, "!ImportValue", "Fn::ImportValue", &text(name))
            }
            // A YAML node carries one tag: a function of a function keeps its long form.
            Intrinsic::ImportValue(name) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("Fn::ImportValue", &value(name))?;
                map.end()
            }
            Intrinsic::FindInMap(mapping, first, second) => {
                let arguments = (mapping.as_str(), value(first), value(second));
                form.function(serializer, "!FindInMap", "Fn::FindInMap", &arguments)
            }
        }
    }
}

impl Serialize for In<'_, Condition> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let form = self.0;
        match self.1 {
            Condition::Equals(left, right) => {
                let arguments = (In(form, left), In(form, right));
                form.function(serializer, "!Equals", "Fn::Equals", &arguments)
            }
            Condition::All(conditions) => {
                form.function(serializer, "!And", "Fn::And", &In(form, conditions.as_slice()))
            }
            Condition::Any(conditions) => {
                form.function(serializer, "!Or", "Fn::Or", &In(form, conditions.as_slice()))
            }
            Condition::Not(condition) => {
                form.function(serializer, "!Not", "Fn::Not", &Single(In(form, condition.as_ref())))
            }
            Condition::Named(id) => {
                form.function(serializer, "!Condition", "Condition", id.as_str())
            }
        }
    }
}

/// A list of one.
struct Single<T>(T);

impl<T: Serialize> Serialize for Single<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_tuple(1)?;
        list.serialize_element(&self.0)?;
        list.end()
    }
}

impl Form {
    fn function<S: Serializer, T: Serialize + ?Sized>(
        self,
        serializer: S,
        short: &str,
        long: &str,
        argument: &T,
    ) -> Result<S::Ok, S::Error> {
        match self {
            Self::Short => Tagged(argument, Some(short.to_owned())).serialize(serializer),
            Self::Long => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry(long, argument)?;
                map.end()
            }
        }
    }
}
