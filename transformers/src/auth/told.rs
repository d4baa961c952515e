//! What subscribers are told: whatever a mutation answers, whoever asked for it.

use std::collections::BTreeSet;
use std::sync::Arc;

use burgeon_core::api::{Model, SubscriptionLevel};
use burgeon_core::resolver::{Action, Resolver, Slot, Statements, Step};
use burgeon_core::steps::dynamodb::Request;
use burgeon_core::steps::source_field::OPERATION;
use burgeon_core::{Api, Name};

/// The models whose objects subscribers may be told of.
pub(super) struct Told(BTreeSet<Name>);

impl Told {
    /// Finds them: those with subscriptions, and all that relations lead to from there.
    pub(super) fn find(api: &Api) -> Self {
        let is_told = |model: &&Model| model.subscriptions.level == SubscriptionLevel::On;
        let mut waiting: Vec<Name> =
            api.models.values().filter(is_told).map(|model| model.name.clone()).collect();
        let mut found = BTreeSet::new();
        while let Some(model) = waiting.pop() {
            if found.insert(model.clone()) {
                let relations = api.relations.iter().filter(|(at, _)| at.ty == model);
                waiting.extend(relations.map(|(_, relation)| relation.to.clone()));
            }
        }
        Self(found)
    }

    /// Whether subscribers may be told of a model's objects.
    pub(super) fn contains(&self, model: &Name) -> bool {
        self.0.contains(model)
    }

    /// Lets everything below mutations know that it is, down to what has to be left out there.
    pub(super) fn mark(&self, api: &mut Api, hiding: &BTreeSet<Name>) {
        let leading = leading_to(api, hiding);
        let relations: Vec<_> = api
            .relations
            .iter()
            .filter(|(at, relation)| self.contains(&at.ty) && leading.contains(&relation.to))
            .map(|(at, relation)| {
                let led_to = api.models.get(&relation.to);
                let answer = answer(led_to.is_some_and(|model| model.database.is_some()));
                (at.clone(), relation.kind.is_many(), answer)
            })
            .collect();
        for (at, is_many, answer) in relations {
            if let Some(resolver) = api.resolvers.get_mut(&at) {
                let mark = if is_many { Mark::Items(answer) } else { Mark::Related(answer) };
                resolver.add(Step::new(Slot::PostDataLoad, Action::Statements(Arc::new(mark))));
            }
        }
        for resolver in api.resolvers.values_mut() {
            let writes = |step: &Step| match &step.action {
                Action::DynamoDb(operation) if leading.contains(&operation.model) => matches!(
                    operation.request,
                    Request::PutItem(_) | Request::UpdateItem(_) | Request::DeleteItem(_)
                ),
                Action::Relational(operation) => {
                    leading.contains(&operation.model) && operation.is_write()
                }
                _ => false,
            };
            if resolver.steps.iter().any(writes) {
                let is_relational = |step: &Step| matches!(step.action, Action::Relational(_));
                let answer = answer(resolver.steps.iter().any(is_relational));
                let mark = Action::Statements(Arc::new(Mark::Answer(answer)));
                resolver.add(Step::new(Slot::PostDataLoad, mark));
            }
        }
    }
}

/// The models from which relations lead to one of those given, and those themselves.
fn leading_to(api: &Api, models: &BTreeSet<Name>) -> BTreeSet<Name> {
    let mut leading = models.clone();
    loop {
        let before = leading.len();
        for (at, relation) in &api.relations {
            if leading.contains(&relation.to) {
                leading.insert(at.ty.clone());
            }
        }
        if leading.len() == before {
            return leading;
        }
    }
}

/// Where a template finds what was answered.
fn answer(is_relational: bool) -> &'static str {
    if is_relational { "answer" } else { "ctx.result" }
}

/// Where the templates of a resolver find what was answered.
pub(super) fn answer_of(resolver: &Resolver) -> &'static str {
    let data = resolver.steps.iter().find(|step| step.slot == Slot::Data);
    match data.map(|step| &step.action) {
        Some(Action::Request(request)) => request.answer(),
        Some(Action::Relational(_)) => answer(true),
        _ => answer(false),
    }
}

/// Says in an answer, which stands at the reference, that it is part of what a mutation answers.
#[derive(Debug)]
pub(super) enum Mark {
    /// The mutation's own answer.
    Answer(&'static str),
    /// An object that a relation leads to.
    Related(&'static str),
    /// The objects of a page that a relation leads to.
    Items(&'static str),
    /// An object that is part of another, or a list of such objects.
    Part { answer: &'static str, is_list: bool },
}

impl Statements for Mark {
    fn after(&self) -> String {
        let mark =
            |object: &str| format!("$util.qr(${object}.put(\"{OPERATION}\", \"Mutation\"))\n");
        let below =
            format!("$util.defaultIfNull($ctx.source.get(\"{OPERATION}\"), \"\") == \"Mutation\"");
        let of_each = |list: &str| {
            let mark = mark("item");
            format!("#if( {below} )\n  #foreach( $item in ${list} )\n    {mark}  #end\n#end\n")
        };
        match self {
            Self::Answer(answer) => mark(answer),
            Self::Related(answer) | Self::Part { answer, is_list: false } => {
                format!("#if( {below} && !$util.isNull(${answer}) )\n  {}#end\n", mark(answer))
            }
            Self::Items(answer) => of_each(&format!("{answer}.items")),
            Self::Part { answer, is_list: true } => of_each(answer),
        }
    }
}
