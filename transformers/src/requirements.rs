//! What directives require of the type that they are on.

use apollo_compiler::parser::SourceSpan;
use burgeon_core::model::Model;
use burgeon_core::schema::ExtendedType;
use burgeon_core::{Code, Diagnostic};

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
