//! The tools of a language model in the event of the function that answers: their queries, and the
//! JSON Schemas of their arguments.

use burgeon_core::api::{Caller, Model};
use burgeon_core::schema::{Component, ExtendedType, FieldDefinition, ObjectType, Type};
use burgeon_core::{Api, Diagnostic, Expanding, Name};
use serde_json::{Map, Value as Json, json};

use super::codes;
use super::tool::{Tool, ToolQuery};
use crate::json_schema::{self, Fault};

/// The depth of a selection, from the query's fields on: a page, its objects, a page of related
/// objects, and its objects.
const DEPTH: usize = 4;

/// The tools' definitions.
pub(super) fn definitions(api: &mut Expanding<'_>, tools: &[Tool]) -> Json {
    let mut found = Vec::new();
    for tool in tools {
        match definition(api, tool) {
            Ok(definition) => found.push(definition),
            Err(fault) => api.report(*fault),
        }
    }
    Json::Array(found)
}

fn definition(api: &Api, tool: &Tool) -> Result<Json, Box<Diagnostic>> {
    let field = query(api, tool)?;
    let arguments = match tool.query {
        ToolQuery::Query(_) => field.arguments.as_slice(),
        // The selection of a list is that of its page.
        ToolQuery::List(_) => &[],
    };
    let input = json_schema::of_arguments(&api.schema, arguments)
        .map_err(|fault| arguments_fault(tool, &field.name, &fault))?;
    let described = |name: &Name| input["properties"].get(name.as_str()).is_some();
    let types = arguments.iter().filter(|argument| described(&argument.name));
    let types: Map<String, Json> =
        types.map(|argument| (argument.name.to_string(), json!(argument.ty.to_string()))).collect();
    let selection =
        Selection { api }.select(&field.ty, 0).ok_or_else(|| answer_fault(tool, &field))?;
    Ok(json!({
        "name": tool.name,
        "description": tool.description,
        "inputSchema": { "json": input },
        "graphqlRequestInputDescriptor": {
            "selectionSet": selection,
            "propertyTypes": types,
            "queryName": field.name.as_str(),
        },
    }))
}

/// The field of `Query` that a tool uses.
fn query(api: &Api, tool: &Tool) -> Result<Component<FieldDefinition>, Box<Diagnostic>> {
    let root = api.schema.schema_definition.query.as_ref();
    let fields = root.and_then(|root| api.schema.get_object(root)).map(|root| &root.fields);
    let name = match &tool.query {
        ToolQuery::Query(query) => query.as_str(),
        ToolQuery::List(model) => {
            let found = api.models.get(model.as_str());
            let list = found.and_then(|model| model.queries.list.as_ref());
            list.ok_or_else(|| no_list(api, tool, model, found))?
        }
    };
    fields.and_then(|fields| fields.get(name)).cloned().ok_or_else(|| {
        let known = fields.into_iter().flat_map(|fields| fields.keys()).map(Name::as_str);
        let message = format!("unknown query `{name}` in the tool `{}`", tool.name);
        Box::new(
            Diagnostic::error(&codes::TOOL_QUERY, message)
                .at_node(tool.span, "this tool")
                .help("name a field of `Query`")
                .did_you_mean(name, known),
        )
    })
}

fn no_list(api: &Api, tool: &Tool, name: &str, model: Option<&Model>) -> Box<Diagnostic> {
    let message = match model {
        None => format!("the tool `{}` reads a model `{name}`, and there is none", tool.name),
        Some(_) => format!("the tool `{}` lists `{name}`, which has no list query", tool.name),
    };
    let fault = Diagnostic::error(&codes::TOOL_QUERY, message).at_node(tool.span, "this tool");
    Box::new(match model {
        Some(_) => fault.help("give the model a list query, or the tool another model"),
        None => fault
            .help("name a type with `@model`")
            .did_you_mean(name, api.models.keys().map(Name::as_str)),
    })
}

fn arguments_fault(tool: &Tool, query: &Name, fault: &Fault) -> Box<Diagnostic> {
    let (message, help) = match fault {
        Fault::Unknown(name) => (
            format!("`{name}` has no JSON Schema"),
            "use scalars, enums and inputs of them".to_owned(),
        ),
        Fault::Recursive(name) => (
            format!("`{name}` holds inputs of its own type"),
            format!("give the query an input without the fields that lead back to `{name}`"),
        ),
        Fault::Required(name) => (
            format!("a model cannot be trusted to write a `{name}!`"),
            format!("make it `{name}`, which may be left out, or `String`"),
        ),
    };
    let label = format!("the arguments of `{query}`");
    let fault = Diagnostic::error(&codes::TOOL_TYPE, message).at_node(tool.span, label);
    Box::new(fault.help(help))
}

fn answer_fault(tool: &Tool, field: &FieldDefinition) -> Box<Diagnostic> {
    let message = format!("`{}` of `{}` has no fields to select", field.ty, field.name);
    Box::new(
        Diagnostic::error(&codes::TOOL_TYPE, message)
            .at_node(tool.span, "this tool")
            .help("return a scalar, an enum or an object with such fields"),
    )
}

struct Selection<'a> {
    api: &'a Api,
}

impl Selection<'_> {
    /// The selection of a type: empty for a scalar; `None` if no field can be selected.
    fn select(&self, ty: &Type, depth: usize) -> Option<String> {
        let name = ty.inner_named_type();
        let object = match self.api.schema.types.get(name) {
            Some(ExtendedType::Object(object)) => object,
            // Which fields an object of these has is not known.
            Some(ExtendedType::Interface(_) | ExtendedType::Union(_)) => return None,
            // AppSync's own scalars are not declared.
            _ => return Some(String::new()),
        };
        if depth == DEPTH {
            return None;
        }
        let selected: Vec<String> = object
            .fields
            .values()
            .filter(|field| field.arguments.iter().all(|argument| !argument.is_required()))
            .filter_map(|field| {
                let inner = self.select(&field.ty, depth + 1)?;
                Some(match inner.as_str() {
                    "" => field.name.to_string(),
                    inner => format!("{} {{ {inner} }}", field.name),
                })
            })
            .chain(self.owners(object))
            .collect();
        (!selected.is_empty()).then(|| selected.join(" "))
    }

    /// Fields that name owners and that are added to the type later.
    fn owners(&self, object: &ObjectType) -> Vec<String> {
        let model = self.api.models.get(&object.name);
        let callers = model.into_iter().flat_map(|model| model.policy.ruled_callers());
        let mut owners: Vec<String> = Vec::new();
        for field in callers.filter_map(Caller::owner_field) {
            if !object.fields.contains_key(field) && !owners.contains(&field.to_string()) {
                owners.push(field.to_string());
            }
        }
        owners
    }
}
