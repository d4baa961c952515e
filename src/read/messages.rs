//! Translates messages of apollo-compiler, which uses the terms of the specification and of its
//! lexer, to the terms of schema authors.

use apollo_compiler::parser::SourceSpan;
use apollo_compiler::schema::{ExtendedType, Schema};

/// The texts of a diagnostic.
pub(super) struct Wording {
    pub(super) message: String,
    pub(super) label: &'static str,
    pub(super) help: Option<String>,
    /// A name that is not known, and those that are.
    pub(super) mistyped: Option<(String, Vec<String>)>,
    /// A second, related location.
    pub(super) other: Option<(Option<SourceSpan>, &'static str)>,
}

impl Wording {
    fn new(message: impl Into<String>, label: &'static str) -> Self {
        Self { message: message.into(), label, help: None, mistyped: None, other: None }
    }

    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    fn mistyped(self, written: &str, known: Vec<String>) -> Self {
        Self { mistyped: Some((written.to_owned(), known)), ..self }
    }
}

/// The texts for an error of apollo-compiler, from its kind and its message.
pub(super) fn translate(kind: Option<&str>, message: &str, schema: &Schema) -> Wording {
    let names: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match (kind, names.as_slice()) {
        (Some("UndefinedDefinition"), [name]) => unknown_type(name, schema),
        (Some("UndefinedDirective"), [name]) => unknown_directive(name, schema),
        (Some("UndefinedArgument"), [name, owner]) => unknown_argument(name, owner, schema),
        (Some("UndefinedInputValue" | "UndefinedEnumValue"), [name, ty]) => {
            unknown_part(name, ty, schema)
        }
        (Some("UnsupportedValueType"), _) => wrong_value(message, schema),
        (Some("RequiredArgument"), [coordinate]) => missing_argument(coordinate),
        (Some("RequiredField"), [coordinate]) => {
            let (ty, field) = coordinate.split_once('.').unwrap_or(("", coordinate));
            Wording::new(format!("a value of `{ty}` needs the field `{field}`"), "it lacks one")
        }
        (Some("UniqueDirective"), _) => {
            let name = word_after(message, "non-repeatable directive ");
            Wording::new(format!("duplicate directive `@{name}`"), "the second")
                .help("remove one of them")
        }
        (Some("UniqueArgument" | "UniqueInputValue"), [name]) => {
            Wording::new(format!("`{name}` is given twice"), "the second").help("remove one")
        }
        (Some("UnsupportedLocation"), _) => misplaced(message, schema),
        (Some("OutputType"), [field]) => {
            Wording::new(format!("`{field}` cannot return an input"), "an input type")
                .help("return a scalar, an enum, an object type, an interface or a union")
        }
        (Some("InputType"), [field]) => {
            Wording::new(format!("`{field}` cannot take an object"), "not an input type")
                .help("take a scalar, an enum or an input")
        }
        (Some("RecursiveInputObjectDefinition"), [name]) => {
            let message = format!("no value of `{name}` can ever be written");
            Wording::new(message, "its required fields lead back to it")
                .help("make one of the fields on the way nullable")
        }
        (Some("RootOperationObjectType"), [name]) => {
            let message = format!("`{name}` cannot hold operations");
            Wording::new(message, "not an object type").help("name an object type")
        }
        (Some("DuplicateRootOperationType"), [name]) => {
            let message = format!("`{name}` cannot hold two kinds of operations");
            Wording::new(message, "named already").help("give each kind a type of its own")
        }
        (Some("UnionMemberObjectType"), [name]) => {
            let message = format!("`{name}` cannot be a member of a union");
            Wording::new(message, "not an object type").help("name object types only")
        }
        (Some("RecursiveInterfaceDefinition"), _) => {
            let name = word_after(message, "interface ");
            Wording::new(format!("`{name}` implements itself"), "its own name")
                .help(format!("remove `{name}` here"))
        }
        (Some("MissingInterfaceField"), [ty, interface, field]) => {
            let message = format!("`{ty}` implements `{interface}` and lacks its field `{field}`");
            Wording::new(message, "the field is missing here").help(format!("add `{field}`"))
        }
        (Some("InvalidImplementationFieldType"), [field, expected, own, actual]) => Wording::new(
            format!("`{own}` is `{actual}`, and `{field}`, which it implements, `{expected}`"),
            "another type than the interface's",
        )
        .help(format!("declare it as `{expected}`")),
        (Some("EmptyFieldSet" | "EmptyInputValueSet"), [name]) => empty(name, "fields"),
        (Some("EmptyValueSet"), [name]) => empty(name, "values"),
        (Some("EmptyMemberSet"), [name]) => empty(name, "members"),
        (Some("ReservedName"), [name]) => {
            let message = format!("`{name}` begins with `__`, as GraphQL's own names do");
            Wording::new(message, "a reserved name").help("choose another name")
        }
        (None, [name]) if message.contains("defined multiple times") => twice(name, schema),
        (None, [name, ty]) if message.contains("duplicate definitions") => {
            Wording::new(format!("`{ty}` has two parts called `{name}`"), "the second")
                .help("remove one of them")
        }
        (None, [name]) if message.starts_with("adding ") => {
            let kind = message.rsplit("` is ").next().unwrap_or("something else");
            Wording::new(format!("`{name}` is {kind}"), "extended as something else")
                .help("use `extend` with its kind")
        }
        (None, ["schema"]) => Wording::new("`schema` is defined twice", "the second")
            .help("write `extend schema`, or make one of both"),
        (None, _) if is_limit(message) => {
            Wording::new("the schema is nested too deeply to be read", "too deep here")
                .help("nest brackets in at most 200 levels")
        }
        (None, _) => match message.strip_prefix("syntax error: ") {
            Some(fault) => syntax(fault),
            None => plain(message),
        },
        (Some(_), _) => plain(message),
    }
}

/// Whether the parser stopped because the text is nested too deeply.
pub(super) fn is_limit(message: &str) -> bool {
    message.contains("recursion") || message.contains("nesting")
}

fn plain(message: &str) -> Wording {
    Wording::new(message.trim_end_matches('.'), "this breaks the rule")
        .help("see `burgeon explain schema/invalid` for the specification of GraphQL")
}

fn unknown_type(name: &str, schema: &Schema) -> Wording {
    let worded = Wording::new(format!("unknown type `{name}`"), "no such type");
    let of_appsync = format!("AWS{name}");
    if schema.types.contains_key(of_appsync.as_str()) {
        return worded.help(format!("did you mean `{of_appsync}`?"));
    }
    let known = schema.types.keys().filter(|known| !known.starts_with("__"));
    worded
        .help("define the type, or use one that is defined")
        .mistyped(name, known.map(ToString::to_string).collect())
}

fn unknown_directive(name: &str, schema: &Schema) -> Wording {
    let bare = name.trim_start_matches('@');
    if matches!(bare, "key" | "connection") {
        return first_generation(format!("`@{bare}` is a directive of Amplify's first generation"));
    }
    let known = schema.directive_definitions.keys();
    Wording::new(format!("unknown directive `@{bare}`"), "no such directive")
        .help("`burgeon print-directives` prints the directives that are known")
        .mistyped(bare, known.map(ToString::to_string).collect())
}

/// A directive that `burgeon migrate` rewrites.
fn first_generation(message: String) -> Wording {
    Wording::new(message, "unknown")
        .help("run `burgeon migrate`: it rewrites the schema with the current directives")
}

fn unknown_argument(name: &str, owner: &str, schema: &Schema) -> Wording {
    let directive = owner.trim_start_matches('@');
    let definition = schema.directive_definitions.get(directive);
    let known = definition.into_iter().flat_map(|definition| &definition.arguments);
    let known: Vec<String> = known.map(|argument| argument.name.to_string()).collect();
    let worded = Wording::new(format!("`{owner}` has no argument `{name}`"), "no such argument");
    listed(worded, &known).mistyped(name, known)
}

fn unknown_part(name: &str, ty: &str, schema: &Schema) -> Wording {
    if ty == "AuthRule" && matches!(name, "queries" | "mutations" | "identityField") {
        return first_generation(format!("`{name}` is of the rules of Amplify's first generation"));
    }
    let (what, known): (_, Vec<String>) = match schema.types.get(ty) {
        Some(ExtendedType::Enum(definition)) => {
            ("value", definition.values.keys().map(ToString::to_string).collect())
        }
        Some(ExtendedType::InputObject(definition)) => {
            ("field", definition.fields.keys().map(ToString::to_string).collect())
        }
        _ => ("part", vec![]),
    };
    let label = if what == "field" { "the value of that field" } else { "no such value" };
    let worded = Wording::new(format!("`{ty}` has no {what} `{name}`"), label);
    listed(worded, &known).mistyped(name, known)
}

/// Adds the list of known names as the help for a name that resembles none of them.
fn listed(worded: Wording, known: &[String]) -> Wording {
    let quoted: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => worded.help("remove it"),
        [only] => worded.help(format!("there is only {only}")),
        [several @ .., last] => worded.help(format!("there are {} and {last}", several.join(", "))),
    }
}

fn wrong_value(message: &str, schema: &Schema) -> Wording {
    let rest = message.strip_prefix("expected value of type ").unwrap_or(message);
    let Some((ty, found)) = rest.split_once(", found ") else { return plain(message) };
    let worded = Wording::new(format!("expected `{ty}`, found {found}"), "wrong type");
    match schema.types.get(ty.trim_matches(['[', ']', '!'])) {
        Some(ExtendedType::Enum(definition)) => {
            let values: Vec<String> = definition.values.keys().map(ToString::to_string).collect();
            listed(worded, &values)
        }
        Some(ExtendedType::InputObject(definition)) => match definition.fields.keys().next() {
            Some(field) => worded.help(format!("write an object, for example `{{ {field}: … }}`")),
            None => worded,
        },
        _ if ty == "String" => worded.help("write a text in quotes"),
        _ => worded,
    }
}

fn missing_argument(coordinate: &str) -> Wording {
    let (owner, argument) = coordinate.split_once('(').unwrap_or((coordinate, ""));
    let argument = argument.trim_end_matches([':', ')']);
    Wording::new(format!("`{owner}` needs the argument `{argument}`"), "it is missing here")
        .help(format!("write `{owner}({argument}: …)`"))
}

fn misplaced(message: &str, schema: &Schema) -> Wording {
    let name = message.split(' ').next().unwrap_or_default();
    let here = word_after(message, "not supported for ");
    let definition = schema.directive_definitions.get(name);
    let places = definition.into_iter().flat_map(|definition| &definition.locations);
    let places: Vec<String> = places.map(|place| spoken(place.name())).collect();
    let message = format!("`@{name}` is not allowed on {}", spoken(here));
    Wording::new(message, "not supported here").help(format!("use it on {}", places.join(" or ")))
}

/// A directive's location as people call it: `FIELD_DEFINITION` is a field.
///
/// Source of truth: <https://spec.graphql.org/October2021/#TypeSystemDirectiveLocation>.
fn spoken(location: &str) -> String {
    let spoken = match location {
        "SCHEMA" => "the schema",
        "SCALAR" => "a scalar",
        "OBJECT" => "an object type",
        "FIELD_DEFINITION" => "a field",
        "ARGUMENT_DEFINITION" => "an argument",
        "INTERFACE" => "an interface",
        "UNION" => "a union",
        "ENUM" => "an enum",
        "ENUM_VALUE" => "an enum's value",
        "INPUT_OBJECT" => "an input",
        "INPUT_FIELD_DEFINITION" => "an input's field",
        other => other,
    };
    spoken.to_owned()
}

fn empty(name: &str, parts: &str) -> Wording {
    Wording::new(format!("`{name}` has no {parts}"), "empty")
        .help(format!("give it {parts}, or remove it"))
}

fn twice(name: &str, schema: &Schema) -> Wording {
    let first = match name.strip_prefix('@') {
        Some(directive) => {
            schema.directive_definitions.get(directive).and_then(|first| first.name.location())
        }
        None => schema.types.get(name).and_then(|first| first.name().location()),
    };
    let worded = Wording::new(format!("`{name}` is defined twice"), "defined again here")
        .help("remove one of them, or write `extend` if both are meant to be one");
    Wording { other: Some((first, "defined here first")), ..worded }
}

/// The parser's words, and their replacements.
const TOKENS: [(&str, &str); 12] = [
    ("R_CURLY", "`}`"),
    ("L_CURLY", "`{`"),
    ("R_BRACK", "`]`"),
    ("L_BRACK", "`[`"),
    ("R_PAREN", "`)`"),
    ("L_PAREN", "`(`"),
    ("COLON", "`:`"),
    ("EQ", "`=`"),
    ("EOF", "the end of the file"),
    ("<EOF>", "the end of the file"),
    ("StringValue", "description"),
    ("OperationDefinition", "operation"),
];

fn syntax(fault: &str) -> Wording {
    let known = |word: &str| {
        let token = TOKENS.iter().find(|(token, _)| *token == word);
        token.map(|(_, written)| (*written).to_owned())
    };
    let fault = fault.trim_end_matches('.');
    let (due, found) = fault.split_once(", got ").unwrap_or((fault, ""));
    let word = |word: &str| {
        let is_term = word.chars().all(|letter| letter.is_ascii_alphabetic());
        let spoken = if is_term { word.to_lowercase() } else { word.replace('"', "`") };
        known(word).unwrap_or(spoken)
    };
    let mut worded_as = due.split(' ').map(word).collect::<Vec<_>>().join(" ");
    if !found.is_empty() {
        let found = known(found).unwrap_or_else(|| format!("`{found}`"));
        worded_as = format!("{worded_as} in place of {found}");
    }
    let worded = Wording::new(format!("syntax error: {worded_as}"), "detected here");
    match worded_as.as_str() {
        "unterminated string value" => worded.help("close it with `\"`"),
        "expected a type" => worded.help("write `name: Type`"),
        "expected field definition" => worded.help("a type has one field at least"),
        "expected enum value definition" => worded.help("an enum has one value at least"),
        _ => worded,
    }
}

fn word_after<'a>(text: &'a str, before: &str) -> &'a str {
    let rest = text.split_once(before).map_or("", |(_, rest)| rest);
    rest.split(' ').next().unwrap_or_default()
}
