//! The requests to Step Functions.
//!
//! Source of truth: Step Functions' API reference, with AWS's JSON protocol 1.0; AppSync's
//! developer guide, "Resolver mapping template reference for HTTP".

use std::collections::BTreeSet;

use askama::Template;
use burgeon_core::Name;
use burgeon_core::api::DataSource;
use burgeon_core::deployment::{StackText, Variable};
use burgeon_core::resolver::{MappingTemplate, Needs, Permission, Request};
use burgeon_core::steps::RAISE_ERROR;
use burgeon_core::vtl::property;
use burgeon_quotas::step_functions::INPUT_BYTES;

use super::execution::{ExecutionFields, Fact, Field, Shown};
use super::machine::{MachineRequest, StateMachine};
use burgeon_core::mapping_template as template;

/// The prefix of the ARNs of the API's state machines, up to the `-` before their names.
static ARN_PREFIX: StackText = StackText {
    name: "state_machines",
    sub: StateMachine::ARN_PREFIX,
    sample: "arn:aws:states:us-east-1:123456789012:stateMachine:api",
};

/// A request about a machine.
#[derive(Debug, Clone, Template)]
#[template(path = "state_machine/request.vtl", escape = "none")]
pub(super) struct MachineCall {
    /// The machine's name.
    pub(super) machine: String,
    /// The request.
    pub(super) request: MachineRequest,
    /// The field's arguments, which are the input of an execution that is started.
    pub(super) arguments: Vec<Name>,
    /// The conversion of the response.
    pub(super) answer: Answer,
}

/// The conversion of the response.
#[derive(Debug, Clone)]
pub(super) enum Answer {
    /// The output of the machine.
    Output,
    /// The properties of the execution.
    Execution(ExecutionFields),
    /// The same, of one that has ended.
    Ended(ExecutionFields),
}

impl MachineCall {
    fn starts(&self) -> bool {
        starts(self.request)
    }

    /// The input of the execution as a map of VTL. Absent arguments are null, and definitions can read
    /// them.
    fn input(&self) -> String {
        let entry = |name: &Name| format!("\"{name}\": $ctx.args{}", property(name));
        let entries: Vec<String> = self.arguments.iter().map(entry).collect();
        if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
    }

    /// The length in Base64 of a text of as many bytes as an input may have.
    fn most_encoded(&self) -> usize {
        INPUT_BYTES.div_ceil(3) * 4
    }

    fn action(&self) -> &'static str {
        self.request.action()
    }

    /// The last statements of the response, and what it prints.
    fn answer(&self) -> (String, String) {
        match &self.answer {
            Answer::Output => {
                (include_str!("failed.vtl").to_owned(), "$answer.output\n".to_owned())
            }
            Answer::Execution(fields) => (self.dates(fields), self.value(fields)),
            Answer::Ended(fields) => {
                let still_running = include_str!("running.vtl");
                (format!("{still_running}{}", self.dates(fields)), self.value(fields))
            }
        }
    }

    fn dates(&self, fields: &ExecutionFields) -> String {
        match fields {
            ExecutionFields::Arn => String::new(),
            ExecutionFields::Object(fields) => template::render(&Dates::new(fields, self.request)),
        }
    }

    fn value(&self, fields: &ExecutionFields) -> String {
        let started_with = self.starts().then(|| self.input());
        match fields {
            ExecutionFields::Arn => "$util.toJson($answer.executionArn)\n".to_owned(),
            ExecutionFields::Object(fields) => {
                template::render(&Shape { fields, started_with }) + "\n"
            }
        }
    }
}

fn starts(request: MachineRequest) -> bool {
    request != MachineRequest::Describe
}

/// Statements that raise what Step Functions refuses, and set `$answer`.
#[derive(Template)]
#[template(path = "state_machine/status.vtl", escape = "none")]
struct Status {
    request: MachineRequest,
}

impl Status {
    fn starts(&self) -> bool {
        starts(self.request)
    }
}

/// The field's value, from `$answer`.
#[derive(Template)]
#[template(path = "state_machine/execution.vtl", escape = "none")]
struct Shape<'a> {
    fields: &'a [Field],
    /// The input as an expression, if the answer is that of a start, which does not contain it.
    started_with: Option<String>,
}

impl Shape<'_> {
    /// A field's value, as an expression that gives JSON.
    fn value(&self, field: &Field) -> String {
        if let Some(input) = &self.started_with {
            match field.fact {
                // The last part of `arn:…:execution:<machine>:<name>`.
                Fact::Name => {
                    return "$util.toJson($answer.executionArn.replaceAll('^.*:', ''))".to_owned();
                }
                Fact::Status => return "\"RUNNING\"".to_owned(),
                Fact::Input if field.shown == Shown::Parsed => {
                    return format!("$util.toJson({input})");
                }
                Fact::Input => return format!("$util.toJson($util.toJson({input}))"),
                fact if !fact.is_always_there() => return "null".to_owned(),
                _ => {}
            }
        }
        let name = field.fact.name();
        match field.shown {
            Shown::AsItIs => format!("$util.toJson($answer.{name})"),
            Shown::DateTime => format!("${name}"),
            Shown::Seconds => format!("${name}Seconds"),
            // A text of JSON is JSON.
            Shown::Parsed => format!("$util.defaultIfNull($answer.{name}, 'null')"),
        }
    }
}

/// Statements that set `$<date>` and `$<date>Seconds` to JSON.
#[derive(Template)]
#[template(path = "state_machine/dates.vtl", escape = "none")]
struct Dates<'a> {
    fields: Vec<&'a Field>,
}

impl<'a> Dates<'a> {
    /// The dates that an answer contains.
    fn new(fields: &'a [Field], request: MachineRequest) -> Self {
        let is_date = |field: &&Field| matches!(field.shown, Shown::DateTime | Shown::Seconds);
        let is_present = |field: &&Field| !starts(request) || field.fact.is_always_there();
        Self { fields: fields.iter().filter(is_date).filter(is_present).collect() }
    }
}

impl Request for MachineCall {
    fn data_source(&self) -> DataSource {
        self.request.data_source(&self.machine)
    }

    fn request(&self) -> MappingTemplate {
        template::request(self)
    }

    fn response(&self) -> MappingTemplate {
        let (last, output) = self.answer();
        let status = template::render(&Status { request: self.request });
        let statements = format!("{RAISE_ERROR}{status}\n{last}");
        MappingTemplate { statements, output }
    }

    fn needs(&self) -> Needs {
        let machine = format!("{}-{}", StateMachine::ARN_PREFIX, self.machine);
        let (action, resource) = match self.request {
            MachineRequest::Start => ("states:StartExecution", machine),
            MachineRequest::StartSync => ("states:StartSyncExecution", machine),
            MachineRequest::Describe => {
                let executions = machine.replace(":stateMachine:", ":execution:");
                ("states:DescribeExecution", format!("{executions}:*"))
            }
        };
        Needs {
            permissions: BTreeSet::from([Permission { action, resource }]),
            variables: BTreeSet::from([Variable::Text(&ARN_PREFIX)]),
            ..Needs::default()
        }
    }
}
