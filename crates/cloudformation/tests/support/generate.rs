//! Templates of every shape, with the texts in them that YAML readers stumble over.

use burgeon_cloudformation::{
    Condition, LogicalId, Map, Output, Parameter, Pseudo, Resource, Retention, Template, Value,
};
use proptest::collection::vec;
use proptest::prelude::*;

/// Texts that a YAML reader takes for something else, or that end a scalar early.
pub const NASTY: &[&str] = &[
    "",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\n \n",
    " \n",
    "\t",
    "\ta",
    "a\t",
    " a",
    "a ",
    "a\n",
    "a\n\n",
    "\na",
    "a\n b",
    " a\nb",
    "a \nb",
    "a\t\nb",
    "\n a\nb",
    "a\r\nb",
    "a\rb",
    "a\n\tb",
    "\ta\nb",
    "a\n   \nb",
    "y",
    "Y",
    "n",
    "N",
    "yes",
    "Yes",
    "YES",
    "no",
    "No",
    "NO",
    "on",
    "On",
    "ON",
    "off",
    "Off",
    "OFF",
    "true",
    "True",
    "TRUE",
    "false",
    "False",
    "FALSE",
    "null",
    "Null",
    "NULL",
    "~",
    "<<",
    "=",
    "0",
    "1",
    "-1",
    "+1",
    "0123",
    "012345678901",
    "0o7",
    "0x1F",
    "0b101",
    "1_000",
    "1e3",
    "1.5",
    ".5",
    "5.",
    "1.",
    "+.inf",
    ".inf",
    "-.INF",
    ".nan",
    ".NaN",
    "22:22",
    "1:2:3",
    "190:20:30.15",
    "0:0",
    "2010-09-09",
    "2001-1-1",
    "2001-12-14t21:59:43.10-05:00",
    "2001-12-14 21:59:43.10 -5",
    "!",
    "!x",
    "!Ref x",
    "*",
    "*a",
    "&",
    "&a",
    "%",
    "%YAML 1.1",
    "@",
    "@a",
    "`",
    "`a",
    "|",
    ">",
    "|-",
    "#",
    "# a",
    "a #",
    "a # b",
    "a#b",
    ":",
    "a:",
    "a: b",
    "a:b",
    ": a",
    "?",
    "? a",
    "-",
    "- a",
    "--",
    "---",
    "--- a",
    "...",
    "... a",
    "---a",
    "a\n---\nb",
    "a\n...\nb",
    ",",
    "a,b",
    "[",
    "]",
    "[a]",
    "{",
    "}",
    "{a: b}",
    "'",
    "''",
    "\"",
    "\"a\"",
    "'a'",
    "\\",
    "\\n",
    "a\\",
    "${A}",
    "${!A}",
    "${A.B}",
    "\u{0}",
    "\u{7}",
    "\u{1b}",
    "\u{7f}",
    "\u{80}",
    "\u{85}",
    "\u{9f}",
    "\u{a0}",
    "a\u{85}b\n",
    "\u{2028}",
    "\u{2029}",
    "a\u{2028}\nb",
    "\u{feff}",
    "a\u{feff}\n",
    "\u{fffe}",
    "\u{ffff}",
    "\u{fffd}",
    "é",
    "日本",
    "😀",
    "\u{10ffff}",
    "e\u{301}",
    "\u{202e}abc",
    "::",
    "AWS::Region",
    "<",
    ">a",
    "$",
    "^",
];

/// Any text, and often a nasty one.
pub fn text() -> impl Strategy<Value = String> {
    let nasty = || proptest::sample::select(NASTY).prop_map(str::to_owned);
    prop_oneof![
        3 => nasty(),
        2 => vec(nasty(), 1..6).prop_map(|parts| parts.concat()),
        2 => vec(prop_oneof![nasty(), "[ \ta-z:#]{0,6}"], 1..6).prop_map(|lines| lines.join("\n")),
        1 => any::<String>(),
        1 => "[0-9+_.:eExob TtZ-]{0,12}",
        1 => "[ -~\n]{0,40}",
    ]
}

fn name() -> impl Strategy<Value = String> {
    text().prop_filter("names are limited", |text| text.len() <= 255)
}

fn id() -> impl Strategy<Value = LogicalId> {
    prop_oneof!["[A-Za-z0-9]{1,6}", proptest::sample::select(NASTY).prop_map(str::to_owned)]
        .prop_map(|name| LogicalId::from_name(&name))
}

fn map(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Map> {
    vec((name(), value), 0..4).prop_map(Map::from_iter)
}

/// Any value, functions and all.
pub fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        4 => text().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => id().prop_map(|id| Value::reference(&id)),
        1 => Just(Value::reference(Pseudo::Region)),
        1 => (id(), "[A-Za-z.]{1,8}").prop_map(|(id, attribute)| Value::get_att(&id, attribute)),
        1 => text().prop_map(Value::sub),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            3 => vec(inner.clone(), 0..4).prop_map(Value::List),
            3 => map(inner.clone()).prop_map(Value::Map),
            1 => (text(), map(inner.clone())).prop_map(|(t, m)| Value::sub_with(t, m)),
            1 => (text(), inner.clone()).prop_map(|(text, list)| Value::join(text, list)),
            1 => (id(), pair.clone()).prop_map(|(id, (a, b))| Value::if_then(&id, a, b)),
            1 => (any::<u32>(), inner.clone()).prop_map(|(n, list)| Value::select(n, list)),
            1 => (text(), inner.clone()).prop_map(|(text, value)| Value::split(text, value)),
            1 => inner.prop_map(Value::import),
            1 => (id(), pair).prop_map(|(id, (a, b))| Value::find_in_map(&id, a, b)),
        ]
    })
}

fn condition() -> impl Strategy<Value = Condition> {
    let leaf = prop_oneof![
        (value(), value()).prop_map(|(a, b)| Condition::equals(a, b)),
        id().prop_map(Condition::Named),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 2..4).prop_map(Condition::All),
            vec(inner.clone(), 2..4).prop_map(Condition::Any),
            inner.prop_map(Condition::negated),
        ]
    })
}

fn resource() -> impl Strategy<Value = Resource> {
    (vec((name(), value()), 0..4), vec(id(), 0..3), text(), any::<bool>()).prop_map(
        |(properties, dependencies, kind, kept)| {
            let mut resource = Resource::new(kind);
            for (name, value) in properties {
                resource = resource.metadata(name.clone(), value.clone()).property(name, value);
            }
            for id in dependencies {
                resource = resource.depends_on(&id).condition(&id);
            }
            if kept { resource.retention(Retention::Retain) } else { resource }
        },
    )
}

/// Any template.
pub fn template() -> impl Strategy<Value = Template> {
    (
        text(),
        vec((id(), text(), value()), 0..3),
        vec((id(), name(), map(value())), 0..3),
        vec((id(), condition()), 0..3),
        vec((id(), resource()), 0..4),
        vec((id(), value(), text()), 0..3),
    )
        .prop_map(|(description, parameters, mappings, conditions, resources, outputs)| {
            let mut template = Template::new();
            template.set_description(description);
            // A second part of the same name is refused, which is not what is tested here.
            for (id, text, value) in parameters {
                let parameter = Parameter::string().description(text).default(value).no_echo();
                let _ = template.add_parameter(id, parameter);
            }
            for (id, name, map) in mappings {
                let _ = template.add_mapping(id, [(name, map)].into());
            }
            for (id, condition) in conditions {
                let _ = template.add_condition(id, condition);
            }
            for (id, resource) in resources {
                let _ = template.add_resource(id, resource);
            }
            for (id, value, text) in outputs {
                let output = Output::new(value.clone()).description(text).export(value);
                let _ = template.add_output(id, output);
            }
            template
        })
}
