//! `@sql`: a field that is resolved by a SQL statement.

mod arguments;
mod codes;
mod request;
mod statement;

use std::sync::Arc;

use burgeon_core::api::{ModelPolicy, Operation};
use burgeon_core::relational::Dialect;
use burgeon_core::resolver::{Action, Slot, Step};
use burgeon_core::schema::ExtendedType;
use burgeon_core::steps::guard::{Guard, Subject};
use burgeon_core::{Api, Code, Declaring, Name, Transformer};

use crate::custom_field::{self, CustomField};
use arguments::Arguments;
use request::{Shape, SqlRequest, Variable};

/// The statements of a text of SQL, which semicolons part, in the words of a dialect.
pub fn split(text: &str, dialect: Dialect) -> Vec<String> {
    statement::statements(text, dialect).into_iter().map(|one| one.text).collect()
}

/// The transformer of `@sql`.
#[derive(Debug, Clone, Copy)]
pub struct SqlTransformer;

const DIRECTIVE: &str = "sql";

impl Transformer for SqlTransformer {
    fn name(&self) -> &'static str {
        DIRECTIVE
    }

    fn definitions(&self) -> &'static str {
        include_str!("directive.graphql")
    }

    fn documentation(&self) -> &'static str {
        include_str!("sql.md")
    }

    fn codes(&self) -> &'static [&'static Code] {
        codes::ALL
    }

    fn declare(&self, api: &mut Declaring<'_>) {
        api.report_all(custom_field::on_interfaces(&api.schema, DIRECTIVE));
        for field in custom_field::all(&api.schema, DIRECTIVE) {
            match Arguments::read(api, &field) {
                Ok(arguments) => {
                    let guard = guard(api, &field);
                    let request = Action::Request(Arc::new(request(api, &field, arguments)));
                    let data = Step::new(Slot::Data, request);
                    field.declare_resolver(api, guard.into_iter().chain([data]));
                }
                Err(fault) => api.report(*fault),
            }
        }
    }
}

/// The guard of a field without rules: it allows the callers that the settings allow everywhere.
fn guard(api: &Api, field: &CustomField) -> Option<Step> {
    let policy = ModelPolicy::of_settings(&api.settings.auth).for_operation(Operation::Get);
    let guard = Guard { policy, subject: Subject::None };
    let is_ruled = field.field.directives.has("auth");
    (!is_ruled).then(|| Step::new(Slot::Auth, Action::Guard(guard)))
}

fn request(api: &Api, field: &CustomField, arguments: Arguments) -> SqlRequest {
    let is_object = |name: &Name| {
        let ty = api.schema.types.get(name);
        ty.is_some_and(|ty| matches!(ty, ExtendedType::Object(_) | ExtendedType::InputObject(_)))
    };
    let declared = field.field.arguments.iter();
    let named = declared.filter(|argument| {
        arguments
            .statements
            .iter()
            .flat_map(|one| &one.variables)
            .any(|name| name == argument.name.as_str())
    });
    let variables = named.map(|argument| {
        let inner = argument.ty.inner_named_type();
        let is_json = argument.ty.is_list() || inner == "AWSJSON" || is_object(inner);
        Variable { name: argument.name.clone(), is_json }
    });
    let ty = &field.field.ty;
    SqlRequest {
        database: arguments.database,
        variables: variables.collect(),
        statements: arguments.statements,
        shape: Shape { is_list: ty.is_list(), is_object: is_object(ty.inner_named_type()) },
    }
}
