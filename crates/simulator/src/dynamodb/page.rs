//! Pages: how much one query or scan reads, and where the next goes on.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value as Json, json};

use super::attribute_value::{
    Item, item_from_typed_json, item_size, item_to_json, item_to_typed_json,
};
use super::error::Error;
use super::expression::{Condition, Projection};
use super::view::View;

/// DynamoDB reads this many bytes for a page, before it filters.
const MAXIMUM_PAGE_BYTES: usize = 1024 * 1024;

/// The selection of the items of a page.
#[derive(Debug)]
pub struct PageRequest<'r> {
    /// The maximal number of items to read.
    pub limit: Option<usize>,
    /// Whether an index fetches the attributes that it does not hold from its table.
    pub fetch_all: bool,
    /// The filter of the returned items.
    pub filter: Option<&'r Condition>,
    /// The projection of the returned items.
    pub projection: Option<&'r Projection>,
}

/// The items of a page.
#[derive(Debug)]
pub struct Page {
    /// The items, filtered and projected.
    pub items: Vec<Item>,
    /// The number of items that were read.
    pub scanned: usize,
    /// The key after which the next page starts; none at the end.
    pub continuation: Option<Item>,
}

impl PageRequest<'_> {
    /// Reads a page of `items`, which are those of `view` in order.
    pub fn read(&self, view: &View<'_>, items: Vec<&Item>) -> Page {
        let mut page = Page { items: Vec::new(), scanned: 0, continuation: None };
        let mut bytes = 0;
        for item in items {
            let visible = if self.fetch_all { item.clone() } else { view.projected(item) };
            bytes += item_size(&visible);
            page.scanned += 1;
            if self.filter.is_none_or(|filter| filter.holds(&visible)) {
                page.items.push(match self.projection {
                    None => visible,
                    Some(projection) => projection.apply(&visible),
                });
            }
            if self.limit == Some(page.scanned) || bytes >= MAXIMUM_PAGE_BYTES {
                page.continuation = Some(view.continuation(item));
                break;
            }
        }
        page
    }
}

impl Page {
    /// The page as `$ctx.result` has it; `source` names what was read.
    pub fn to_json(&self, source: &str) -> Json {
        json!({
            "items": self.items.iter().map(item_to_json).collect::<Vec<_>>(),
            "nextToken": self.continuation.as_ref().map(|item| encode(source, item)),
            "scannedCount": self.scanned,
        })
    }
}

fn encode(source: &str, continuation: &Item) -> String {
    BASE64.encode(json!([source, item_to_typed_json(continuation)]).to_string())
}

/// The continuation in a `nextToken` of a page of the same `source`.
///
/// # Errors
/// The text is not such a token.
pub fn decode(source: &str, token: &str) -> Result<Item, Error> {
    let invalid = || Error::MappingTemplate("Invalid pagination token given.".into());
    let bytes = BASE64.decode(token).map_err(|_| invalid())?;
    let (from, key): (String, Json) = serde_json::from_slice(&bytes).map_err(|_| invalid())?;
    if from != source {
        return Err(invalid());
    }
    item_from_typed_json(&key).map_err(|_| invalid())
}
