//! The requests that the steps of a resolver make to data sources.

use burgeon_core::api::{DataSource, Model, Policy};
use burgeon_core::resolver::{Action, MappingTemplate, Needs, Slot, Step};
use burgeon_core::steps::{dynamodb, relational};
use burgeon_core::{Api, Defect, Name};

use super::{RequestPair, Use};

/// A step that may make requests to data sources.
pub(super) trait IntoRequests {
    /// Its requests; the step's main request is the last one. The policies apply if the step is
    /// guarded.
    ///
    /// # Errors
    ///
    /// The step is about a model, a table or a column that the API does not have.
    fn requests(&self, api: &Api, policies: &[&Policy]) -> Result<Vec<PlannedRequest>, Defect>;
}

impl IntoRequests for Step {
    fn requests(&self, api: &Api, policies: &[&Policy]) -> Result<Vec<PlannedRequest>, Defect> {
        let policies = if self.is_guarded() { policies } else { &[] };
        let slot = self.slot;
        match &self.action {
            Action::DynamoDb(operation) => of_table(slot, operation, api, policies),
            Action::Relational(operation) => {
                of_database(slot, operation, api, policies).map(|request| vec![request])
            }
            Action::GuardedRequest(request) => Ok(vec![PlannedRequest {
                data_source: request.data_source(),
                uses: of_whole_table(request.table_actions()),
                needs: request.needs(),
                request: request.request(policies),
                response: request.response(policies),
                ..PlannedRequest::nothing(slot)
            }]),
            Action::Request(request) => Ok(vec![PlannedRequest {
                data_source: request.data_source(),
                uses: of_whole_table(request.table_actions()),
                needs: request.needs(),
                request: request.request(),
                response: request.response(),
                ..PlannedRequest::nothing(slot)
            }]),
            Action::Guard(_) | Action::Statements(_) | Action::Custom(_) => Ok(vec![]),
        }
    }
}

/// The actions on a table itself, not on an index.
fn of_whole_table(actions: &[&'static str]) -> Vec<Use> {
    actions.iter().map(|action| Use { action, index: None }).collect()
}

/// The requests of an operation on a table of DynamoDB: those that look at an object first, and its
/// own.
fn of_table(
    slot: Slot,
    operation: &dynamodb::Operation,
    api: &Api,
    policies: &[&Policy],
) -> Result<Vec<PlannedRequest>, Defect> {
    let stored = &model(api, &operation.model)?.stored;
    let request = |request_pair: dynamodb::RequestPair| {
        // A lookup reads the table, not the index.
        let index = operation.index().filter(|_| !request_pair.is_lookup);
        let used = |action| Use { action, index: index.map(str::to_owned) };
        PlannedRequest {
            data_source: DataSource::Table(stored.name.clone()),
            versioned: !request_pair.is_lookup && operation.is_versioned_write(),
            uses: request_pair.actions.iter().copied().map(used).collect(),
            request: request_pair.request,
            response: request_pair.response,
            ..PlannedRequest::nothing(if request_pair.is_lookup { Slot::Auth } else { slot })
        }
    };
    Ok(operation.request_pairs(stored, policies).into_iter().map(request).collect())
}

/// The request of an operation on a table of a relational database.
fn of_database(
    slot: Slot,
    operation: &relational::Operation,
    api: &Api,
    policies: &[&Policy],
) -> Result<PlannedRequest, Defect> {
    let model = model(api, &operation.model)?;
    let table = api.relational_table(model).ok_or_else(|| {
        Defect::new(format!("a step queries the SQL table of `{}`, which has none", model.name))
    })?;
    if let Some(field) = operation.missing_column(&table) {
        let what = format!("a step looks for `{field}`, a column that `{}` lacks", table.name);
        return Err(Defect::new(what));
    }
    let request_pair = operation.request_pair(&table, policies);
    Ok(PlannedRequest {
        data_source: DataSource::Database(table.database.name),
        request: request_pair.request,
        response: request_pair.response,
        ..PlannedRequest::nothing(slot)
    })
}

/// The model that a step is about.
fn model<'a>(api: &'a Api, name: &Name) -> Result<&'a Model, Defect> {
    let missing = || Defect::new(format!("a step is about `{name}`, which is not a model"));
    api.models.get(name).ok_or_else(missing)
}

/// A request, with its templates split into statements and output.
pub(super) struct PlannedRequest {
    pub(super) slot: Slot,
    pub(super) data_source: DataSource,
    pub(super) uses: Vec<Use>,
    pub(super) versioned: bool,
    pub(super) needs: Needs,
    pub(super) request: MappingTemplate,
    pub(super) response: MappingTemplate,
}

impl PlannedRequest {
    /// A request to the `NONE` data source, with empty templates.
    pub(super) fn nothing(slot: Slot) -> Self {
        Self {
            slot,
            data_source: DataSource::None,
            uses: vec![],
            versioned: false,
            needs: Needs::default(),
            request: MappingTemplate::default(),
            response: MappingTemplate::default(),
        }
    }

    /// The request with complete templates.
    pub(super) fn request_pair(self) -> RequestPair {
        let text = |template: MappingTemplate| template.statements + &template.output;
        RequestPair {
            data_source: self.data_source,
            uses: self.uses,
            versioned: self.versioned,
            needs: self.needs,
            request: text(self.request),
            response: text(self.response),
        }
    }
}

#[cfg(test)]
mod tests {
    use burgeon_core::names::name;
    use burgeon_core::resolver::Action;
    use burgeon_core::settings::{Engine, Settings, Storage};
    use burgeon_core::steps::relational::Request;
    use burgeon_core::{Expanding, Transformer};

    use crate::Compiler;

    /// Plants a defect in every step.
    #[derive(Debug)]
    struct Defective(Defects);

    #[derive(Debug, Clone, Copy)]
    enum Defects {
        /// Its model does not exist.
        Model,
        /// It looks for a column that does not exist.
        Column,
    }

    impl Transformer for Defective {
        fn name(&self) -> &'static str {
            "defective"
        }

        fn definitions(&self) -> &'static str {
            ""
        }

        fn documentation(&self) -> &'static str {
            ""
        }

        fn expand(&self, api: &mut Expanding<'_>) {
            let resolvers = api.resolvers_mut().values_mut();
            for step in resolvers.flat_map(|resolver| &mut resolver.steps) {
                match (&mut step.action, self.0) {
                    (Action::DynamoDb(operation), Defects::Model) => {
                        operation.model = name("Gone");
                    }
                    (Action::Relational(operation), Defects::Model) => {
                        operation.model = name("Gone");
                    }
                    (Action::Relational(operation), Defects::Column) => {
                        let Request::Get(get) = &mut operation.request else { continue };
                        get.matches.iter_mut().for_each(|one| one.field = name("gone"));
                    }
                    _ => {}
                }
            }
        }
    }

    /// The diagnostics of an API with one query, each as its code and message.
    fn diagnostics(engine: Engine, planted: Defects) -> Vec<(&'static str, String)> {
        let schema = "type Todo @model(queries: { list: null }, mutations: null, \
                      subscriptions: null) { id: ID! @primaryKey }";
        let settings =
            Settings { storage: Storage { engine, database: None }, ..Settings::default() };
        let compiler = Compiler::new().source("schema.graphql", schema).settings(settings);
        let failure =
            compiler.transformer(Defective(planted)).compile().expect_err("it has a defect");
        let found = failure.reports.into_iter();
        found.map(|found| (found.code.name, found.message)).collect()
    }

    #[test]
    fn a_step_without_its_model_is_a_defect() {
        for engine in [Engine::Dynamodb, Engine::Postgres] {
            let expected =
                "internal error: `Query.getTodo`: a step is about `Gone`, which is not a model";
            let found = diagnostics(engine, Defects::Model);
            assert_eq!(found, [("internal/defect", expected.to_owned())]);
        }
    }

    #[test]
    fn a_condition_without_its_column_is_a_defect() {
        let expected = "internal error: `Query.getTodo`: a step looks for `gone`, a column that \
                        `Todo` lacks";
        let found = diagnostics(Engine::Postgres, Defects::Column);
        assert_eq!(found, [("internal/defect", expected.to_owned())]);
    }
}
