//! Melts the steps of a resolver into as few requests as it needs.

use burgeon_core::Api;
use burgeon_core::api::{Coordinate, DataSource};
use burgeon_core::resolver::{Action, MappingTemplate, Needs, OwnTemplates, Resolver, Slot, Step};
use burgeon_core::steps::guard;

use super::{Exchange, Function, Kind, PlannedResolver, Use};

/// What stands in for a template that the author left out.
const EMPTY_OBJECT: &str = "$util.toJson({})\n";
const BEFORE: &str = EMPTY_OBJECT;
const AFTER: &str = "$util.toJson($ctx.prev.result)\n";

pub(super) fn fuse(api: &Api, at: Coordinate, resolver: &Resolver) -> PlannedResolver {
    let mut pipeline = Pipeline { api, parts: vec![], waiting: String::new() };
    for (position, step) in resolver.steps.iter().enumerate() {
        if pipeline.refuses(step) {
            let rest = &resolver.steps[position..];
            pipeline.refuse(rest.iter().find_map(|step| request_of(api, step)));
            break;
        }
        pipeline.add(step);
    }
    let model = resolver.model.as_ref();
    let model = model.map(|name| api.models.get(name).map_or(name, |model| &model.stored.name));
    PlannedResolver { at, model: model.cloned(), kind: pipeline.kind() }
}

/// What a step asks of a data source, if it asks one.
fn request_of(api: &Api, step: &Step) -> Option<Asked> {
    let asked = match &step.action {
        Action::DynamoDb(operation) => {
            let stored = &api.models.get(&operation.model)?.stored;
            let index = operation.index();
            let used = |action| Use { action, index: index.map(str::to_owned) };
            Asked {
                slot: step.slot,
                data_source: DataSource::Table(stored.name.clone()),
                versioned: operation.is_versioned_write(),
                needs: Needs::default(),
                uses: operation.actions().iter().copied().map(used).collect(),
                request: operation.request(stored),
                response: operation.response(stored),
            }
        }
        Action::Subscribe(subscribe) => Asked {
            slot: step.slot,
            data_source: DataSource::None,
            uses: vec![],
            versioned: false,
            needs: Needs::default(),
            request: subscribe.request(),
            response: subscribe.response(),
        },
        Action::Request(request) => Asked {
            slot: step.slot,
            data_source: request.data_source(),
            uses: vec![],
            versioned: false,
            needs: request.needs(),
            request: request.request(),
            response: request.response(),
        },
        Action::Guard(_) | Action::Statements(_) | Action::Own(_) => return None,
    };
    Some(asked)
}

struct Asked {
    slot: Slot,
    data_source: DataSource,
    uses: Vec<Use>,
    versioned: bool,
    needs: Needs,
    request: MappingTemplate,
    response: MappingTemplate,
}

enum Part {
    Asked(Asked),
    Own(Slot, OwnTemplates),
}

/// The requests found so far, and the statements that wait for the next one.
struct Pipeline<'a> {
    api: &'a Api,
    parts: Vec<Part>,
    waiting: String,
}

impl Pipeline<'_> {
    /// Whether nothing behind the step can ever run.
    fn refuses(&self, step: &Step) -> bool {
        matches!(&step.action, Action::Guard(policy) if policy.is_nobody())
    }

    fn refuse(&mut self, asked: Option<Asked>) {
        let Some(mut asked) = asked else { return };
        asked.uses.clear();
        asked.needs = Needs::default();
        asked.request = MappingTemplate {
            statements: guard::statements(&Default::default()),
            output: String::new(),
        };
        asked.response = MappingTemplate { statements: String::new(), output: "null\n".to_owned() };
        self.ask(asked);
    }

    fn add(&mut self, step: &Step) {
        match &step.action {
            Action::Guard(policy) => self.run(&guard::statements(policy)),
            Action::Statements(statements) => {
                self.run(&statements.before());
                self.run_after(&statements.after());
            }
            Action::Own(templates) => self.parts.push(Part::Own(step.slot, templates.clone())),
            Action::DynamoDb(_) | Action::Subscribe(_) | Action::Request(_) => {
                if let Some(asked) = request_of(self.api, step) {
                    self.ask(asked);
                }
            }
        }
    }

    fn ask(&mut self, mut asked: Asked) {
        asked.request.statements.insert_str(0, &std::mem::take(&mut self.waiting));
        self.parts.push(Part::Asked(asked));
    }

    /// Statements before the next request, or after the last one once there was one.
    fn run(&mut self, statements: &str) {
        match self.parts.iter_mut().rev().find_map(Part::asked) {
            Some(asked) => asked.response.statements.push_str(statements),
            None => self.waiting.push_str(statements),
        }
    }

    fn run_after(&mut self, statements: &str) {
        if let Some(asked) = self.parts.iter_mut().rev().find_map(Part::asked) {
            asked.response.statements.push_str(statements);
        }
    }

    fn kind(self) -> Kind {
        let mut parts = self.parts;
        if let [Part::Asked(_)] = parts.as_slice()
            && let Some(Part::Asked(asked)) = parts.pop()
        {
            return Kind::Unit(asked.exchange());
        }
        let mut functions: Vec<Function> = Vec::new();
        for mut function in parts.into_iter().map(Part::function) {
            let slot = function.slot.name();
            let mut number = 1;
            while functions.iter().any(|other| other.name == function.name) {
                number += 1;
                function.name = format!("{slot}.{number}");
            }
            functions.push(function);
        }
        Kind::Pipeline { before: BEFORE.to_owned(), functions, after: AFTER.to_owned() }
    }
}

impl Part {
    fn asked(&mut self) -> Option<&mut Asked> {
        match self {
            Self::Asked(asked) => Some(asked),
            Self::Own(..) => None,
        }
    }

    fn function(self) -> Function {
        match self {
            Self::Asked(asked) => Function {
                name: asked.slot.name().to_owned(),
                slot: asked.slot,
                exchange: asked.exchange(),
            },
            Self::Own(slot, own) => {
                let text = |template: Option<std::sync::Arc<burgeon_core::source::Source>>| {
                    template.map_or_else(|| EMPTY_OBJECT.to_owned(), |source| source.text.clone())
                };
                let exchange = Exchange {
                    data_source: DataSource::None,
                    uses: vec![],
                    versioned: false,
                    needs: Needs::default(),
                    request: text(own.request),
                    response: text(own.response),
                };
                Function { name: format!("{}.{}", slot.name(), own.number), slot, exchange }
            }
        }
    }
}

impl Asked {
    fn exchange(self) -> Exchange {
        let text = |template: MappingTemplate| template.statements + &template.output;
        Exchange {
            data_source: self.data_source,
            uses: self.uses,
            versioned: self.versioned,
            needs: self.needs,
            request: text(self.request),
            response: text(self.response),
        }
    }
}
