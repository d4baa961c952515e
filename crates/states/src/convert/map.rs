//! The fields of `Map` states, and the machines inside states.

use serde_json::{Map as Members, Value as Json};

use super::Converter;
use super::data::Data;
use crate::definition::{Kind, Map, Selection, State, Storage, Template};

impl Converter {
    /// A field of a `Map` state, apart from its machine.
    pub(super) fn map_field(
        &mut self,
        state: &State,
        map: &Map,
        input: &Data,
        (name, value): (&str, &Json),
        fields: &mut Members<String, Json>,
    ) {
        let quantity = match name {
            "MaxConcurrencyPath" => &map.max_concurrency,
            "ToleratedFailureCountPath" => &map.tolerated_count,
            "ToleratedFailurePercentagePath" => &map.tolerated_percentage,
            "ItemsPath" => {
                return self.items(state, map, input, fields);
            }
            "ItemSelector" => return self.item_selector(state, map, input, fields),
            "ItemReader" => {
                let storage = self.storage(state, map.reader.as_ref(), input, value);
                fields.insert(name.to_owned(), storage);
                return;
            }
            "ResultWriter" => {
                let storage = self.storage(state, map.writer.as_ref(), input, value);
                fields.insert(name.to_owned(), storage);
                return;
            }
            "ItemBatcher" => {
                let batcher = self.batcher(state, map, input, value);
                fields.insert(name.to_owned(), batcher);
                return;
            }
            _ => &None,
        };
        match (quantity, name.strip_suffix("Path")) {
            (Some(template), Some(base)) => self.number(state, base, template, input, fields),
            _ => _ = fields.insert(name.to_owned(), value.clone()),
        }
    }

    /// `Items`, if they are not the whole input of the state.
    pub(super) fn items(
        &mut self,
        state: &State,
        map: &Map,
        input: &Data,
        fields: &mut Members<String, Json>,
    ) {
        self.set(state, "Items", fields, |converter| match &map.items {
            Some(template) => converter.json(&Data::template(template, input)),
            None => converter.json(input),
        });
    }

    /// `ItemSelector`, also where it is called `Parameters`.
    pub(super) fn item_selector(
        &mut self,
        state: &State,
        map: &Map,
        input: &Data,
        fields: &mut Members<String, Json>,
    ) {
        let Some(template) = &map.item_selector else { return };
        self.set(state, "ItemSelector", fields, |converter| {
            converter.json(&Data::template(template, input))
        });
    }

    /// A reader or a writer.
    fn storage(
        &mut self,
        state: &State,
        storage: Option<&Storage>,
        input: &Data,
        document: &Json,
    ) -> Json {
        let Some((storage, members)) = storage.zip(document.as_object()) else {
            return document.clone();
        };
        let mut fields = Members::new();
        for (name, value) in members {
            match (name.as_str(), &storage.arguments) {
                ("Parameters", Some(template)) => {
                    self.set(state, "Arguments", &mut fields, |converter| {
                        converter.json(&Data::template(template, input))
                    });
                }
                ("ReaderConfig", _) => {
                    let config =
                        self.sized(state, input, value, &[("MaxItems", &storage.max_items)]);
                    fields.insert(name.clone(), config);
                }
                _ => _ = fields.insert(name.clone(), value.clone()),
            }
        }
        Json::Object(fields)
    }

    fn batcher(&mut self, state: &State, map: &Map, input: &Data, document: &Json) -> Json {
        let Some(batcher) = &map.batcher else { return document.clone() };
        let sizes = [
            ("MaxItemsPerBatch", &batcher.max_items),
            ("MaxInputBytesPerBatch", &batcher.max_bytes),
        ];
        let mut document = self.sized(state, input, document, &sizes);
        if let (Json::Object(fields), Some(template)) = (&mut document, &batcher.input) {
            self.set(state, "BatchInput", fields, |converter| {
                converter.json(&Data::template(template, input))
            });
        }
        document
    }

    /// An object whose quantities may be given by paths.
    fn sized(
        &mut self,
        state: &State,
        input: &Data,
        document: &Json,
        quantities: &[(&str, &Option<Template>)],
    ) -> Json {
        let Json::Object(members) = document else { return document.clone() };
        let mut fields = Members::new();
        for (name, value) in members {
            let quantity = quantities
                .iter()
                .find(|(base, _)| name.strip_suffix("Path") == Some(*base))
                .and_then(|(base, template)| Some((base, template.as_ref()?)));
            match quantity {
                Some((base, template)) => self.number(state, base, template, input, &mut fields),
                None => _ = fields.insert(name.clone(), value.clone()),
            }
        }
        Json::Object(fields)
    }

    /// Converts the machines inside a state, and gives `Iterator` its present name.
    pub(super) fn inner_machines(&mut self, state: &State, fields: &mut Members<String, Json>) {
        match &state.kind {
            Kind::Map(map) => {
                let processor =
                    fields.get("ItemProcessor").or_else(|| fields.get("Iterator")).cloned();
                let Some(processor) = processor else { return };
                let converted = self.machine(&map.processor, &processor, false);
                let renamed = fields.iter().map(|(name, value)| match name.as_str() {
                    "Iterator" | "ItemProcessor" => ("ItemProcessor".to_owned(), converted.clone()),
                    _ => (name.clone(), value.clone()),
                });
                *fields = renamed.collect();
            }
            Kind::Parallel(branches) => {
                let Some(Json::Array(documents)) = fields.get_mut("Branches") else { return };
                for (document, branch) in documents.iter_mut().zip(branches) {
                    *document = self.machine(branch, document, false);
                }
            }
            _ => {}
        }
    }

    /// Whether a map without `ItemsPath` needs `Items`, since its items are a part of its input.
    pub(super) fn needs_items(state: &State, map: &Map) -> bool {
        map.items.is_none() && map.reader.is_none() && !matches!(state.input_path, Selection::Whole)
    }
}
