//! Requirements of directives on their types.

use apollo_compiler::Node;
use apollo_compiler::ast::Directive;
use apollo_compiler::parser::SourceSpan;
use burgeon_core::model::{Model, Models};
use burgeon_core::schema::{ExtendedType, Schema};
use burgeon_core::{Code, Diagnostic};

use crate::custom_field::CustomField;

/// A directive that requires a model is on another type.
pub(crate) static NO_MODEL: Code = Code {
    name: "schema/no-model",
    explanation: "The directive is about how objects are stored or found, and only objects of \
models are: types with `@model`. Add `@model` to the type, or remove the directive. Fields of \
interfaces cannot have it either; write it on the fields of the models that implement them.",
};

/// The fault of a directive on a type that is not a model.
pub(crate) fn requires_model(
    code: &'static Code,
    directive: &str,
    ty: &ExtendedType,
    place: Option<SourceSpan>,
) -> Diagnostic {
    let name = ty.name();
    let help = match ty {
        ExtendedType::Object(_) => format!("write `type {name} @model`"),
        _ => "write it on the fields of the models that implement the interface".to_owned(),
    };
    let message = format!("`@{directive}` requires `@model`, and `{name}` is not a model");
    Diagnostic::error(code, message).at_node(place, "requires a model").help(help)
}

/// The fault of a directive on a field that is not a query, if it is not one.
pub(crate) fn requires_query(
    code: &'static Code,
    schema: &Schema,
    field: &CustomField,
    directive: &Node<Directive>,
) -> Option<Diagnostic> {
    let query = schema.schema_definition.query.as_ref();
    query.is_none_or(|root| root.name != field.at.ty).then(|| {
        let name = &directive.name;
        let message = format!("`@{name}` requires a query, and `{}` is not one", field.at);
        Diagnostic::error(code, message)
            .at_node(directive.location(), "not supported here")
            .help("move the field to `Query`")
    })
}

/// The model of a type with a directive that requires a model in DynamoDB, or the fault that it has
/// none.
pub(crate) fn dynamodb_model<'m>(
    models: &'m mut Models,
    ty: &ExtendedType,
    directive: &Directive,
    place: Option<SourceSpan>,
    store: &'static Code,
) -> Result<&'m mut Model, Diagnostic> {
    let missing = || requires_model(&NO_MODEL, &directive.name, ty, place);
    let model = models.get_mut(ty.name()).ok_or_else(missing)?;
    match model.is_relational() {
        true => Err(requires_dynamodb(store, &directive.name, model, place)),
        false => Ok(model),
    }
}

/// The fault of a directive on a model that is not stored in DynamoDB.
pub(crate) fn requires_dynamodb(
    code: &'static Code,
    directive: &str,
    model: &Model,
    place: Option<SourceSpan>,
) -> Diagnostic {
    let store = model.database().map_or("DynamoDB", |database| database.dialect.name());
    Diagnostic::error(code, format!("`@{directive}` is not supported for SQL models"))
        .at_node(place, format!("`{}` is stored in {store}", model.name))
        .help(format!("remove `@{directive}`, or store the model in DynamoDB"))
}
