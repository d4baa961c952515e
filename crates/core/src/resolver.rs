//! What stands behind a field: an ordered list of steps.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use crate::Name;
use crate::api::{DataSource, Policy};
use crate::deployment::Variable;
use crate::source::Source;
use crate::steps::dynamodb;
use crate::steps::guard::Guard;
use crate::steps::relational;
use crate::steps::search::Search;
use crate::steps::subscribe::Subscribe;

/// What stands behind a field.
#[derive(Debug, Clone)]
pub struct Resolver {
    /// The model whose stack the resolver stands in; absent: the root stack.
    pub model: Option<Name>,
    /// What happens, in the order of the slots; within a slot in the order of the list.
    pub steps: Vec<Step>,
}

/// One thing that a resolver does.
#[derive(Debug, Clone)]
pub struct Step {
    /// When.
    pub slot: Slot,
    /// What, as data.
    pub action: Action,
}

/// The places in a resolver where steps stand, in the order in which they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// Before everything.
    Init,
    /// Before the caller is judged.
    PreAuth,
    /// Where the caller is let in or refused.
    Auth,
    /// After the caller was let in.
    PostAuth,
    /// Before the data source is asked.
    PreDataLoad,
    /// Where the data source is asked.
    Data,
    /// After the data source has answered.
    PostDataLoad,
    /// After everything.
    Finish,
}

impl Slot {
    /// Every slot, in order.
    pub const ALL: [Self; 8] = [
        Self::Init,
        Self::PreAuth,
        Self::Auth,
        Self::PostAuth,
        Self::PreDataLoad,
        Self::Data,
        Self::PostDataLoad,
        Self::Finish,
    ];

    /// Its name in file names and in the manifest.
    pub fn name(self) -> &'static str {
        match self {
            Self::Init => "init",
            Self::PreAuth => "preAuth",
            Self::Auth => "auth",
            Self::PostAuth => "postAuth",
            Self::PreDataLoad => "preDataLoad",
            Self::Data => "data",
            Self::PostDataLoad => "postDataLoad",
            Self::Finish => "finish",
        }
    }

    /// The slot of a name; mutations and subscriptions may also use the names that the published
    /// compiler has for them.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "preUpdate" | "preSubscribe" => Some(Self::PreDataLoad),
            "postUpdate" => Some(Self::PostDataLoad),
            _ => Self::ALL.into_iter().find(|slot| slot.name() == name),
        }
    }
}

/// What a step does.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant, reason = "a resolver has a handful of steps")]
pub enum Action {
    /// Refuses callers whom the policy does not let in.
    Guard(Guard),
    /// Asks a DynamoDB table.
    DynamoDb(Box<dynamodb::Operation>),
    /// Asks a table of a relational database.
    Relational(Box<relational::Operation>),
    /// Asks the search engine.
    Search(Box<Search>),
    /// Opens a subscription.
    Subscribe(Subscribe),
    /// Something that needs no data source, rendered by the transformer that added it.
    Statements(Arc<dyn Statements>),
    /// A request to a data source that the transformer which added it renders. Of the rules that
    /// are judged by it, those that look at an object let nobody in: it shows them none.
    Request(Arc<dyn Request>),
    /// Templates of the author's own, run as a function of their own.
    Own(OwnTemplates),
}

impl Action {
    /// Asks the table of a model.
    pub fn table(model: Name, request: dynamodb::Request) -> Self {
        let (disclosure, limited) = (None, vec![]);
        Self::DynamoDb(Box::new(dynamodb::Operation { model, request, disclosure, limited }))
    }

    /// Asks the table of a model in a relational database.
    pub fn relational(model: Name, request: relational::Request) -> Self {
        Self::Relational(Box::new(relational::Operation { model, request, limited: vec![] }))
    }
}

/// Statements of VTL that ask no data source: they melt into the step they stand beside.
pub trait Statements: fmt::Debug + Send + Sync {
    /// Run before the next request is made; may end the request with an error.
    fn before(&self) -> String {
        String::new()
    }

    /// Run after the last request was answered, with `$ctx.result` at hand; what came of a
    /// statement of SQL is in `$answer`.
    fn after(&self) -> String {
        String::new()
    }

    /// Run when all else has been, the author's own templates among it, on what the field answers,
    /// which stands at the reference.
    fn at_last(&self, _answer: &str) -> String {
        String::new()
    }
}

/// A request to a data source and what is made of its answer, as VTL.
pub trait Request: fmt::Debug + Send + Sync {
    /// The data source that is asked.
    fn data_source(&self) -> DataSource;

    /// The request template; its output is the request.
    fn request(&self) -> MappingTemplate;

    /// The response template; its output is the result.
    fn response(&self) -> MappingTemplate;

    /// The IAM actions that it needs on the table, if it asks one.
    fn table_actions(&self) -> &'static [&'static str] {
        &[]
    }

    /// What the request needs beside its templates.
    fn needs(&self) -> Needs {
        Needs::default()
    }
}

/// What a request needs beside its templates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needs {
    /// What the data source's role must allow, beyond asking the data source itself.
    pub permissions: BTreeSet<Permission>,
    /// The variables that the request template reads.
    pub variables: BTreeSet<Variable>,
    /// How many requests of one operation AppSync may hand to the data source at once; absent:
    /// each by itself.
    pub max_batch_size: Option<u16>,
}

/// Something that a role allows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Permission {
    /// The IAM action.
    pub action: &'static str,
    /// The resource's ARN, as `Fn::Sub` takes it: `${AWS::Partition}`, `${AWS::Region}`,
    /// `${AWS::AccountId}` and `${env}` are filled in, and so is a
    /// [`StackParameter`](crate::deployment::StackParameter) among the needs'
    /// [`variables`](Needs::variables).
    pub resource: String,
}

/// A mapping template in two parts, so that others can be put between them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MappingTemplate {
    /// Lines that run and print nothing.
    pub statements: String,
    /// The JSON that is printed.
    pub output: String,
}

impl MappingTemplate {
    /// The reference whose value is all that is printed, if it is one.
    pub fn printed(&self) -> Option<&str> {
        let reference = self.output.trim_end().strip_prefix("$util.toJson($")?.strip_suffix(')')?;
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '.';
        reference.chars().all(is_name).then_some(reference)
    }
}

/// Templates that the author keeps beside the schema.
#[derive(Debug, Clone)]
pub struct OwnTemplates {
    /// Their order among those of the same slot; absent: they answer the field by themselves.
    pub number: Option<u32>,
    /// What they ask.
    pub data_source: DataSource,
    /// What they do there, if it is the table of a model.
    pub uses: Vec<Use>,
    /// What the request needs beside its template.
    pub needs: Needs,
    /// The request template; absent: an empty payload.
    pub request: Option<Arc<Source>>,
    /// The response template; absent: the result as it came, or what the step before gave where
    /// they do not stand in the slot of the answer. An error of the data source is the field's.
    pub response: Option<Arc<Source>>,
}

/// An action on a table of DynamoDB that a request needs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The IAM action.
    pub action: &'static str,
    /// The index that is asked; absent: the table itself.
    pub index: Option<String>,
}

impl Step {
    /// A step in a slot.
    pub fn new(slot: Slot, action: Action) -> Self {
        Self { slot, action }
    }

    /// Refuses whom the policy does not let in, judging by what the resolver's request asks for.
    pub fn guard(policy: Policy) -> Self {
        Self::new(Slot::Auth, Action::Guard(Guard::of_request(policy)))
    }
}

impl Resolver {
    /// A resolver of the stack of a model, its steps put into the order of their slots.
    pub fn of_model(model: Name, steps: impl IntoIterator<Item = Step>) -> Self {
        let mut resolver = Self { model: Some(model), steps: steps.into_iter().collect() };
        resolver.steps.sort_by_key(|step| step.slot);
        resolver
    }

    /// Puts a step behind those of its slot.
    pub fn add(&mut self, step: Step) {
        let after = self.steps.partition_point(|other| other.slot <= step.slot);
        self.steps.insert(after, step);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_run_in_the_order_of_their_slots() {
        let guard = || Action::Guard(Guard::of_request(Policy::nobody()));
        let late = Step::new(Slot::Finish, guard());
        let mut resolver = Resolver::of_model(Name::new_unchecked("Todo"), [late]);
        resolver.add(Step::new(Slot::Init, guard()));
        resolver.add(Step::new(Slot::Data, guard()));
        let slots: Vec<_> = resolver.steps.iter().map(|step| step.slot.name()).collect();
        assert_eq!(slots, ["init", "data", "finish"]);
    }

    #[test]
    fn what_is_printed_is_known_where_it_is_one_reference() {
        let printed = |output: &str| {
            let template = MappingTemplate { output: output.to_owned(), ..Default::default() };
            template.printed().map(str::to_owned)
        };
        assert_eq!(printed("$util.toJson($ctx.result)\n").as_deref(), Some("ctx.result"));
        for other in
            ["null\n", "$answer.output\n", "$util.toJson({})\n", "$util.toJson($a.b($c))\n"]
        {
            assert_eq!(printed(other), None, "{other}");
        }
    }

    #[test]
    fn slots_are_known_by_their_names() {
        for slot in Slot::ALL {
            assert_eq!(Slot::from_name(slot.name()), Some(slot));
        }
        assert_eq!(Slot::from_name("preUpdate"), Some(Slot::PreDataLoad));
        assert_eq!(Slot::from_name("later"), None);
    }
}
