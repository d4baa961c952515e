//! `@exportable`: a mutation exports the table of a model to a bucket.

mod deploy;
mod request;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use burgeon::cloudformation::LogicalId;
use burgeon::core::api::{DataSource, DeployedDataSource, Model, Operation, identifier};
use burgeon::core::infrastructure::{Infrastructure, Usage};
use burgeon::core::names::{camel_case, name};
use burgeon::core::resolver::{Action, Resolver, Slot, Step};
use burgeon::core::schema::{OperationType, field, named};
use burgeon::core::{Api, Code, Declaring, Diagnostic, Expanding, Name, Transformer};

use request::StartExport;

/// The transformer of `@exportable`.
#[derive(Debug, Clone, Copy)]
pub struct ExportableTransformer;

static NO_TABLE: Code = Code {
    name: "exportable/no-table",
    explanation: "`@exportable` exports the DynamoDB table that the stack of a model declares. Add \
`@model` to the type; a table that exists already, and a table of a relational database, cannot be \
exported this way.",
};

static CODES: &[&Code] = &[&NO_TABLE];

/// The models with the directive, from `declare` to `deploy`.
#[derive(Debug, Clone, Default)]
struct Exportable(Vec<Name>);

impl Transformer for ExportableTransformer {
    fn name(&self) -> &'static str {
        "exportable"
    }

    fn definitions(&self) -> &'static str {
        "\"Adds a mutation that exports the model's table to a bucket.\"\n\
         directive @exportable on OBJECT\n"
    }

    fn documentation(&self) -> &'static str {
        "# `@exportable`\n\nAdds a mutation that exports the model's table to a bucket."
    }

    fn codes(&self) -> &'static [&'static Code] {
        CODES
    }

    fn declare(&self, api: &mut Declaring<'_>) {
        let mut exportable = Vec::new();
        let mut faults = Vec::new();
        for ty in api.schema.types.values() {
            let Some(directive) = ty.directives().get("exportable") else { continue };
            let has_table = |model: &Model| {
                !model.is_relational() && api.settings.existing_table_of(&model.name).is_none()
            };
            match api.models.get(ty.name()) {
                Some(model) if has_table(model) => exportable.push(ty.name().clone()),
                _ => faults.push(
                    Diagnostic::error(&NO_TABLE, format!("`{}` has no table to export", ty.name()))
                        .at_node(directive.location(), "requires a table of the model's stack")
                        .help("add `@model`, or remove `@exportable`"),
                ),
            }
        }
        api.report_all(faults);
        *api.extension_mut() = Exportable(exportable);
    }

    fn expand(&self, api: &mut Expanding<'_>) {
        for model in models(api) {
            // Callers that may list all objects may export them.
            let guard = Step::guard(model.policy.for_operation(Operation::List));
            let start = Action::Request(Arc::new(StartExport { data_source: data_source(&model) }));
            let steps = [guard, Step::new(Slot::Data, start)];
            let resolver = Resolver::of_model(model.name.clone(), steps);
            let mutation = field(camel_case(&["export", &model.name]), named(name("String")));
            api.add_root_field(OperationType::Mutation, mutation, resolver, model.span);
        }
    }

    fn deploy(&self, api: &Api, usage: &Usage, infrastructure: &mut Infrastructure) {
        deploy::exports(&models(api), usage, infrastructure);
    }
}

fn models(api: &Api) -> Vec<Model> {
    let Exportable(names) = api.extensions.get().cloned().unwrap_or_default();
    names.iter().filter_map(|name| api.models.get(name).cloned()).collect()
}

/// The function of a model, as AppSync calls it. Its stack depends on the stacks of the models,
/// whose tables it exports, so the resolvers that call it belong to the same stack.
fn data_source(model: &Model) -> DataSource {
    let name = format!("{}_Export", identifier(&[&model.stored.name]));
    let id = LogicalId::from_name(&model.stored.name).suffixed("ExportDataSource");
    let source = DeployedDataSource::new(name, "AWS_LAMBDA").in_stack(deploy::STACK, id);
    DataSource::Deployed(source)
}
