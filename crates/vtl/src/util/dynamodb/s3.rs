//! S3 objects as attributes: `{"S": "{\"s3\":{\"key\":…,\"bucket\":…,\"region\":…}}"}`.

use serde_json::{Value as Json, json};

use crate::state::{Interrupt, State};
use crate::util::arguments::{any, optional_text, text};
use crate::util::json;
use crate::value::{Map, Value};

/// The attribute of an object's key, bucket, region and version.
pub fn to_s3_object(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let mut object = json!({
        "key": text(args, 0)?,
        "bucket": text(args, 1)?,
        "region": text(args, 2)?,
    });
    if let Some(version) = optional_text(args, 3)? {
        object["version"] = version.into();
    }
    let object = json::print_json(state, &json!({ "s3": object }))?;
    state.allocate(160)?;
    Ok(Map::from_iter([("S", object)]).into())
}

/// [`to_s3_object`], as JSON.
pub fn to_s3_object_json(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let object = to_s3_object(state, args)?;
    json::print(state, &object)
}

/// The key, bucket, region and version of an attribute, or of its text.
pub fn from_s3_object_json(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let mut json = match any(args, 0) {
        Value::Map(_) => any(args, 0).to_json(state)?,
        _ => json::parse(state, text(args, 0)?)?,
    };
    if let Some(text) = json.get("S").and_then(Json::as_str) {
        json = json::parse(state, text)?;
    }
    let object = json.get("s3").filter(|object| object.is_object());
    let object = object.ok_or_else(|| Interrupt::exception("the text is not a S3 object"))?;
    let parts = ["key", "bucket", "region", "version"].into_iter();
    let parts = parts.filter_map(|part| Some((part.to_owned(), object.get(part)?.clone())));
    state.value(&Json::Object(parts.collect()))
}
