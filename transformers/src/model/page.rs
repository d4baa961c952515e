//! The pages in which a model's objects come.

use burgeon_core::api::ApiShape;
use burgeon_core::names::name;
use burgeon_core::schema::{
    ExtendedType, InputValueDefinition, ObjectType, Type, input_value, named,
};
use burgeon_core::{Expanding, Name};

use super::{filters, provisioned, types};

/// The page of a model's objects, with all types that it needs in the schema.
pub(crate) struct Page {
    connection: Name,
    filter: Name,
}

impl Page {
    /// Adds what is missing for pages of a model.
    pub(crate) fn add(api: &mut Expanding<'_>, object: &ObjectType) -> Self {
        let form = api.models.get(&object.name).map(|model| model.form);
        let (connection, filter) = match form.unwrap_or_default() {
            ApiShape::Amplify => {
                filters::add_enums(api, object);
                (types::connection(&object.name), filters::filter_input(&api.schema, object))
            }
            ApiShape::Provisioned => {
                (provisioned::connection(&object.name), provisioned::filter_input(api, object))
            }
        };
        let [connection, filter] = [connection, filter].map(|added: ExtendedType| {
            let name = added.name().clone();
            api.add_type(added);
            name
        });
        Self { connection, filter }
    }

    /// The type of a field that answers with a page.
    pub(crate) fn ty(&self) -> Type {
        named(self.connection.clone())
    }

    /// The arguments of such a field.
    pub(crate) fn arguments(&self) -> [InputValueDefinition; 3] {
        [
            input_value(name("filter"), named(self.filter.clone())),
            input_value(name("limit"), named(name("Int"))),
            input_value(name("nextToken"), named(name("String"))),
        ]
    }
}
