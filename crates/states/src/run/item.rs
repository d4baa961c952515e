//! The items of a map.

use std::rc::Rc;

use serde_json::{Value as Json, json};

use super::data::Frame;
use super::{Failure, World};
use crate::definition::Map;

/// The input of one run of the processor.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) input: Json,
    /// `$$.Map.Item`
    pub(super) context: Json,
}

/// The items of a map, selected and put together; `read` are those of its reader.
pub(super) fn items(
    world: &Rc<World<'_>>,
    frame: &Frame<'_, '_>,
    map: &Map,
    input: &Json,
    read: Option<Json>,
) -> Result<Vec<Item>, Failure> {
    let jsonata = frame.is_jsonata();
    let (field, source) = match (read, &map.items) {
        (Some(read), _) => ("ItemReader", read),
        (None, Some(template)) => ("Items", frame.field("Items", template, input)?),
        (None, None) => (if jsonata { "Items" } else { "ItemsPath" }, input.clone()),
    };
    let values: Vec<(Option<String>, Json)> = match source {
        Json::Array(items) => items.into_iter().map(|item| (None, item)).collect(),
        Json::Object(members) => {
            members.into_iter().map(|(name, value)| (Some(name), value)).collect()
        }
        other => {
            let field = if map.items.is_some() && !jsonata { "ItemsPath" } else { field };
            return Err(frame.invalid(field, format!("expected an array, found `{other}`")));
        }
    };
    if values.len() > world.limits.items {
        let cause = format!("a map has more than {} items", world.limits.items);
        return Err(Failure::runtime(cause));
    }
    let mut items = Vec::new();
    let mut total = 0usize;
    for (index, (key, value)) in values.into_iter().enumerate() {
        let mut context = json!({"Index": index, "Value": value});
        if let (Some(key), Some(members)) = (key, context.as_object_mut()) {
            members.insert("Key".to_owned(), key.into());
        }
        let item = match &map.item_selector {
            Some(template) => frame.evaluate_item("ItemSelector", template, input, &context)?,
            None => value,
        };
        // As many as all runs at once could hold.
        total = total.saturating_add(item.to_string().len());
        if total > world.limits.payload.saturating_mul(64) {
            let cause = "the items of a map are too large together";
            return Err(Failure::new("States.DataLimitExceeded", cause));
        }
        items.push(Item { input: item, context });
    }
    match &map.batcher {
        Some(_) => batches(frame, map, input, items),
        None => Ok(items),
    }
}

/// Groups items, up to a number of items and of bytes.
fn batches(
    frame: &Frame<'_, '_>,
    map: &Map,
    input: &Json,
    items: Vec<Item>,
) -> Result<Vec<Item>, Failure> {
    let Some(batcher) = &map.batcher else { return Ok(items) };
    let most = |template: &Option<_>, field| match template {
        Some(template) => {
            let most = frame.whole(field, template, input, (1, 999_999_999))?;
            Ok(usize::try_from(most).unwrap_or(usize::MAX))
        }
        None => Ok(usize::MAX),
    };
    let most_items = most(&batcher.max_items, "ItemBatcher.MaxItemsPerBatch")?;
    let most_bytes = most(&batcher.max_bytes, "ItemBatcher.MaxInputBytesPerBatch")?;
    let shared = match &batcher.input {
        Some(template) => Some(frame.evaluate("ItemBatcher.BatchInput", template, input)?),
        None => None,
    };
    let mut batches: Vec<Vec<Json>> = Vec::new();
    let mut bytes = 0usize;
    for item in items {
        let size = item.input.to_string().len();
        match batches.last_mut() {
            Some(batch) if batch.len() < most_items && bytes.saturating_add(size) <= most_bytes => {
                bytes += size;
                batch.push(item.input);
            }
            _ => {
                bytes = size;
                batches.push(vec![item.input]);
            }
        }
    }
    let item = |(index, batch): (usize, Vec<Json>)| {
        let mut input = json!({"Items": batch});
        if let (Some(shared), Some(members)) = (&shared, input.as_object_mut()) {
            members.insert("BatchInput".to_owned(), shared.clone());
        }
        Item { context: json!({"Index": index, "Value": input}), input }
    };
    Ok(batches.into_iter().enumerate().map(item).collect())
}
