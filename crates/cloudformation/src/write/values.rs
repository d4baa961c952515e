use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Form, In};
use crate::{Condition, Intrinsic, Map, Value};

impl Serialize for In<'_, Value> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.1 {
            Value::String(text) => serializer.serialize_str(text),
            Value::Integer(number) => serializer.serialize_i64(*number),
            Value::Bool(truth) => serializer.serialize_bool(*truth),
            Value::List(values) => self.sub(values.as_slice()).serialize(serializer),
            Value::Map(map) => self.sub(map).serialize(serializer),
            Value::Intrinsic(function) => self.sub(function.as_ref()).serialize(serializer),
        }
    }
}

impl Serialize for In<'_, Map> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.1.iter().map(|(name, value)| (name, self.sub(value))))
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
        match self.1 {
            Intrinsic::Ref(target) => function(serializer, "Ref", target.as_str()),
            Intrinsic::GetAtt(resource, attribute) if short => {
                let path = format!("{resource}.{attribute}");
                function(serializer, "Fn::GetAtt", &path)
            }
            Intrinsic::GetAtt(resource, attribute) => {
                let path = (resource.as_str(), attribute);
                function(serializer, "Fn::GetAtt", &path)
            }
            Intrinsic::Sub(template, variables) if variables.is_empty() => {
                function(serializer, "Fn::Sub", template)
            }
            Intrinsic::Sub(template, variables) => {
                let arguments = (template, In(form, variables));
                function(serializer, "Fn::Sub", &arguments)
            }
            Intrinsic::Join(delimiter, list) => {
                function(serializer, "Fn::Join", &(delimiter, value(list)))
            }
            Intrinsic::If(condition, then, otherwise) => {
                let arguments = (condition.as_str(), value(then), value(otherwise));
                function(serializer, "Fn::If", &arguments)
            }
            Intrinsic::Select(index, list) => {
                function(serializer, "Fn::Select", &(index, value(list)))
            }
            Intrinsic::Split(delimiter, whole) => {
                function(serializer, "Fn::Split", &(delimiter, value(whole)))
            }
            Intrinsic::ImportValue(Value::String(name)) => {
                function(serializer, "Fn::ImportValue", name)
            }
            // A YAML node carries one tag: a function of a function keeps its long form.
            Intrinsic::ImportValue(name) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("Fn::ImportValue", &value(name))?;
                map.end()
            }
            Intrinsic::FindInMap(mapping, first, second) => {
                let arguments = (mapping.as_str(), value(first), value(second));
                function(serializer, "Fn::FindInMap", &arguments)
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
                function(serializer, "Fn::Equals", &arguments)
            }
            Condition::All(conditions) => {
                function(serializer, "Fn::And", &In(form, conditions.as_slice()))
            }
            Condition::Any(conditions) => {
                function(serializer, "Fn::Or", &In(form, conditions.as_slice()))
            }
            Condition::Not(condition) => {
                function(serializer, "Fn::Not", &[In(form, condition.as_ref())])
            }
            Condition::Named(id) => function(serializer, "Condition", id.as_str()),
        }
    }
}

/// A function: `{"Fn::Sub": …}`, or `!Sub …` in the short form.
fn function<S: Serializer, T: Serialize + ?Sized>(
    serializer: S,
    name: &'static str,
    argument: &T,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_newtype_variant("Intrinsic", 0, name, argument)
}
