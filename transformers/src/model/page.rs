//! The pages in which a model's objects come.

use burgeon_core::names::name;
use burgeon_core::schema::{
    InputValueDefinition, ObjectType, Type, add_missing, input_value, named,
};
use burgeon_core::{Api, Name};

use super::{filters, names, types};

/// The page of a model's objects, with all types that it needs in the schema.
pub(crate) struct Page {
    model: Name,
}

impl Page {
    /// Adds what is missing for pages of a model.
    pub(crate) fn add(api: &mut Api, object: &ObjectType) -> Self {
        filters::add_enums(api, object);
        add_missing(&mut api.schema, types::connection(&object.name));
        let filter = filters::filter_input(&api.schema, object);
        add_missing(&mut api.schema, filter);
        Self { model: object.name.clone() }
    }

    /// The type of a field that answers with a page.
    pub(crate) fn ty(&self) -> Type {
        named(names::connection(&self.model))
    }

    /// The arguments of such a field.
    pub(crate) fn arguments(&self) -> [InputValueDefinition; 3] {
        [
            input_value(name("filter"), named(names::filter_input(&self.model))),
            input_value(name("limit"), named(name("Int"))),
            input_value(name("nextToken"), named(name("String"))),
        ]
    }
}
