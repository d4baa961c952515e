//! Values of the engine as JSON, and JSON as values of the engine.
//!
//! The engine's own `JSON.stringify` cannot be interrupted, and an object that holds another one twice
//! doubles its text at each level. So this counts what it goes through.

use rquickjs::{Array, Ctx, Exception, IntoJs, Object, Result, Value};
use serde_json::Value as Json;

/// Values that one conversion goes through.
const MOST_VALUES: usize = 300_000;
/// How deep objects and arrays may nest.
const DEEPEST: usize = 200;

/// What a conversion may still go through.
struct Reader<'c, 'js> {
    ctx: &'c Ctx<'js>,
    values_left: usize,
    bytes: usize,
}

/// A value as JSON, and about how many bytes of text that is. `None` for undefined and functions.
///
/// # Errors
/// An exception: the value is too large, nests too deep (as one that contains itself does), or holds a
/// text that is not Unicode.
pub(super) fn to_json<'js>(ctx: &Ctx<'js>, value: &Value<'js>) -> Result<(Option<Json>, usize)> {
    let mut reader = Reader { ctx, values_left: MOST_VALUES, bytes: 0 };
    let json = reader.value(value, 0)?;
    Ok((json, reader.bytes))
}

impl<'js> Reader<'_, 'js> {
    fn value(&mut self, value: &Value<'js>, depth: usize) -> Result<Option<Json>> {
        let Some(left) = self.values_left.checked_sub(1) else {
            return Err(self.refused("the value is too large"));
        };
        self.values_left = left;
        self.bytes += 8;
        if depth > DEEPEST {
            return Err(self.refused("the value nests too deep"));
        }
        Ok(Some(if value.is_null() {
            Json::Null
        } else if let Some(value) = value.as_bool() {
            value.into()
        } else if let Some(value) = value.as_int() {
            value.into()
        } else if let Some(value) = value.as_float() {
            number(value)
        } else if let Some(text) = value.as_string() {
            let text = text.to_string()?;
            self.bytes += text.len();
            Json::String(text)
        } else if value.is_undefined() || value.is_function() {
            return Ok(None);
        } else if let Some(array) = value.as_array() {
            self.array(array, depth)?
        } else if let Some(object) = value.as_object() {
            self.object(object, depth)?
        } else {
            return Ok(None);
        }))
    }

    fn array(&mut self, array: &Array<'js>, depth: usize) -> Result<Json> {
        // `Array::len` panics for more elements than an i32 counts.
        let length: f64 = array.as_object().get("length")?;
        if length > self.values_left as f64 {
            return Err(self.refused("the value is too large"));
        }
        let mut elements = Vec::new();
        for index in 0..array.len() {
            let element: Value<'js> = array.get(index)?;
            elements.push(self.value(&element, depth + 1)?.unwrap_or_default());
        }
        Ok(Json::Array(elements))
    }

    fn object(&mut self, object: &Object<'js>, depth: usize) -> Result<Json> {
        let mut entries = serde_json::Map::new();
        for property in object.props::<String, Value<'js>>() {
            let (name, value) = property?;
            self.bytes += name.len();
            if name == "toJSON" && value.is_function() {
                return Err(Exception::throw_type(self.ctx, "`toJSON` is not supported"));
            }
            if let Some(value) = self.value(&value, depth + 1)? {
                entries.insert(name, value);
            }
        }
        Ok(Json::Object(entries))
    }

    fn refused(&self, reason: &str) -> rquickjs::Error {
        Exception::throw_range(self.ctx, reason)
    }
}

/// A number as JSON: an integer if it is one, null if it is not a number.
fn number(value: f64) -> Json {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < EXACT {
        #[expect(clippy::cast_possible_truncation, reason = "an integer of less than 54 bits")]
        return (value as i64).into();
    }
    value.into()
}

/// JSON as a value.
///
/// # Errors
/// An exception: there is too little memory for it.
pub(super) fn to_js<'js>(ctx: &Ctx<'js>, json: Json) -> Result<Value<'js>> {
    match json {
        Json::Null => Ok(Value::new_null(ctx.clone())),
        Json::Bool(value) => Ok(Value::new_bool(ctx.clone(), value)),
        Json::Number(number) => {
            Ok(Value::new_number(ctx.clone(), number.as_f64().unwrap_or(f64::NAN)))
        }
        Json::String(text) => text.into_js(ctx),
        containers => ctx.json_parse(containers.to_string()),
    }
}
