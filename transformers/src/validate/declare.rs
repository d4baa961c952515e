//! Turns `@validate(…)` into [`FieldRule`]s.

use appsync_vtl::{Context, Environment, Template, evaluate};
use burgeon_core::api::{FieldRule, Rule};
use burgeon_core::arguments::{arguments, arguments_or_fault};
use burgeon_core::model::DefaultValue;
use burgeon_core::vtl::Expression;
use burgeon_core::{Api, Declaring, Diagnostic};
use serde::Deserialize;
use serde_json::Number;

use super::{codes, contradiction, step};
use crate::field_use::FieldUse;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Arguments {
    #[serde(rename = "type")]
    ty: ValidationType,
    value: String,
    error_message: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum ValidationType {
    Gt,
    Lt,
    Gte,
    Lte,
    MinLength,
    MaxLength,
    StartsWith,
    EndsWith,
    Matches,
}

impl ValidationType {
    fn is_numeric(self) -> bool {
        matches!(self, Self::Gt | Self::Lt | Self::Gte | Self::Lte)
    }

    /// The rule with an operand, or what the operand should be.
    fn rule(self, operand: &str) -> Result<Rule, &'static str> {
        let number = || operand.parse::<Number>().map_err(|_| "a number");
        let length = || operand.parse::<u32>().map_err(|_| "a whole number, 0 or above");
        Ok(match self {
            Self::Gt => Rule::Above(number()?),
            Self::Lt => Rule::Below(number()?),
            Self::Gte => Rule::AtLeast(number()?),
            Self::Lte => Rule::AtMost(number()?),
            Self::MinLength => Rule::MinLength(length()?),
            Self::MaxLength => Rule::MaxLength(length()?),
            Self::StartsWith => Rule::StartsWith(operand.to_owned()),
            Self::EndsWith => Rule::EndsWith(operand.to_owned()),
            Self::Matches => Rule::Matches(operand.to_owned()),
        })
    }
}

/// Declares a rule for each use of `@validate`.
pub(super) fn rules(api: &mut Declaring<'_>) {
    for used in FieldUse::all(api, "validate") {
        match read(&used) {
            Err(faults) => api.report_all(faults),
            Ok(rule) => {
                let doubts = [
                    check_pattern(&used, &rule.rule),
                    check_default(api, &used, &rule),
                    contradiction::check(api, &used, &rule),
                ];
                api.report_all(doubts.into_iter().flatten());
                if let Some(model) = api.model_mut(used.model()) {
                    model.rules.push(rule);
                }
            }
        }
    }
}

fn read(used: &FieldUse) -> Result<FieldRule, Vec<Diagnostic>> {
    let arguments: Arguments =
        arguments_or_fault(&used.directive, &codes::OPERAND).map_err(|fault| vec![fault])?;
    let mut faults: Vec<_> =
        [check_type(used, arguments.ty), check_order(used), check_once(used, arguments.ty)]
            .into_iter()
            .flatten()
            .collect();
    match arguments.ty.rule(&arguments.value) {
        Err(expected) => faults.push(
            Diagnostic::error(&codes::OPERAND, format!("`{}` is not {expected}", arguments.value))
                .at_node(used.place_of("value"), format!("not {expected}"))
                .help(format!("give {expected}, as a string")),
        ),
        Ok(rule) if faults.is_empty() => {
            let field = used.field.name.clone();
            let custom = arguments.error_message.filter(|message| !message.is_empty());
            let message = custom
                .unwrap_or_else(|| format!("Field {field} of type {} must {rule}", used.model()));
            return Ok(FieldRule { field, rule, message });
        }
        Ok(_) => {}
    }
    Err(faults)
}

fn check_type(used: &FieldUse, ty: ValidationType) -> Option<Diagnostic> {
    let (name, field_ty) = (&used.field.name, &used.field.ty);
    let inner = field_ty.inner_named_type();
    let fault = |message: String| {
        Diagnostic::error(&codes::FIELD_TYPE, message)
            .at_node(used.ty_place(), "the field's type")
            .at_node(used.place_of("type"), "the rule")
    };
    if field_ty.is_list() {
        let fault = fault(format!("`{name}` is a list, and rules are for single values"));
        return Some(fault.help("remove `@validate`; the items of a list cannot be checked"));
    }
    if ty.is_numeric() && !matches!(inner.as_str(), "Int" | "Float") {
        let fault = fault(format!("`{name}` holds `{inner}`, and this rule is for numbers"));
        return Some(fault.help("use it on `Int` and `Float`"));
    }
    if !ty.is_numeric() && inner != "String" {
        let fault = fault(format!("`{name}` holds `{inner}`, and this rule is for strings"));
        return Some(fault.help("use it on `String`"));
    }
    None
}

/// The order of directives reads as what happens: first the default, then the rules.
fn check_order(used: &FieldUse) -> Option<Diagnostic> {
    let directives = &used.field.directives;
    let own = directives.iter().position(|other| other == &used.directive)?;
    let default = directives.iter().position(|other| other.name == "default")?;
    (own < default).then(|| {
        Diagnostic::error(
            &codes::ORDER,
            format!("`{}` is validated before its default is set", used.field.name),
        )
        .at_node(used.directive.location(), "this rule is before `@default`")
        .at_node(directives[default].location(), "the default")
        .help("write `@default` first, and `@validate` after it")
    })
}

fn check_once(used: &FieldUse, ty: ValidationType) -> Option<Diagnostic> {
    let same = |other: &&burgeon_core::schema::Node<burgeon_core::schema::Directive>| {
        arguments::<Arguments>(other).is_ok_and(|arguments| arguments.ty == ty)
    };
    let first = used.field.directives.get_all("validate").find(same)?;
    (first.location() != used.directive.location()).then(|| {
        Diagnostic::error(
            &codes::DUPLICATE,
            format!("`{}` has the same rule twice", used.field.name),
        )
        .at_node(used.directive.location(), "again")
        .at_node(first.location(), "the first time")
        .help("keep the stricter one")
    })
}

/// Whether VTL can make sense of a regular expression.
fn check_pattern(used: &FieldUse, rule: &Rule) -> Option<Diagnostic> {
    let Rule::Matches(pattern) = rule else { return None };
    keeps(rule, &Expression::string("")).is_none().then(|| {
        Diagnostic::warning(&codes::PATTERN, format!("`{pattern}` may not be a regular expression"))
            .at_node(used.place_of("value"), "unsupported pattern")
            .help("write it in the syntax of Java's `java.util.regex.Pattern`")
    })
}

/// Whether the field's default satisfies the rule.
fn check_default(api: &Api, used: &FieldUse, rule: &FieldRule) -> Option<Diagnostic> {
    let model = api.models.get(used.model())?;
    let default = model.defaults.iter().find(|default| default.field == rule.field)?;
    let DefaultValue::Expression(value) = &default.value else { return None };
    (keeps(&rule.rule, value) == Some(false)).then(|| {
        let given = used.field.directives.get("default");
        Diagnostic::error(
            &codes::DEFAULT,
            format!("the default of `{}` breaks its rule", rule.field),
        )
        .at_node(used.directive.location(), "the rule")
        .at_node(given.and_then(|given| given.location()), "the default")
        .help(format!("the default must {}", rule.rule))
    })
}

/// Whether a value keeps a rule, as the compiled resolver decides it; nothing if it cannot.
fn keeps(rule: &Rule, value: &Expression) -> Option<bool> {
    let condition = step::condition(rule, "$value");
    let text = format!("#set( $value = {value} )#if( {condition} )yes#{{else}}no#end");
    let template = Template::parse(&text).ok()?;
    let evaluation = evaluate(&template, &Context::default(), &mut Environment::system());
    match evaluation.output.as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}
