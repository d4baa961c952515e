//! AppSync's own directives, for every default mode, every set of others, and rules of every set of
//! modes.

use std::collections::BTreeSet;
use std::fmt::Write;

use apollo_compiler::{Name, Schema};

use crate::{compile_with, settings};

/// What the settings call a mode, how a rule lets in its callers, and the directive of it.
const MODES: [(&str, &str, &str); 5] = [
    ("apiKey", "allow: public", "aws_api_key"),
    ("userPools", "allow: private", "aws_cognito_user_pools"),
    ("iam", "allow: private, provider: identityPool", "aws_iam"),
    ("oidc", "allow: private, provider: oidc", "aws_oidc"),
    ("function", "allow: custom", "aws_lambda"),
];

/// Modes, as bits.
type Set = usize;
const IAM: Set = 1 << 2;

fn modes(
    set: Set,
) -> impl Iterator<Item = (usize, &'static (&'static str, &'static str, &'static str))> {
    MODES.iter().enumerate().filter(move |(at, _)| set & 1 << at != 0)
}

/// Settings with a default mode and a set of others.
fn auth(default: usize, additional: Set, opens_to_account: bool) -> burgeon::Settings {
    let names: Vec<&str> = modes(additional).map(|(_, (name, ..))| *name).collect();
    settings(&format!(
        "auth: {{ default: {}, additional: [{}], userPools: {{ userPoolId: us-east-1_abc123 }}, \
         iam: {{ authenticatedRole: members, unauthenticatedRole: guests, allowAllIdentities: {opens_to_account} }}, \
         oidc: {{ issuer: 'https://example.com' }}, function: {{ name: authorizer }} }}",
        MODES[default].0,
        names.join(", ")
    ))
}

/// A model that one set of modes may read and another one may write; names are made of both.
fn model(read: Set, write: Set) -> String {
    let mut rules = String::new();
    for (at, (_, rule, _)) in modes(read | write) {
        let operations = match (read & 1 << at != 0, write & 1 << at != 0) {
            (true, true) => "",
            (true, false) => ", operations: [read]",
            _ => ", operations: [create, update, delete]",
        };
        let _ = write!(rules, "{{ {rule}{operations} }} ");
    }
    format!(
        "type R{read}W{write} @model(queries: {{ get: \"get{read}W{write}\", list: \"list{read}W{write}\" }})
           @auth(rules: [{rules}]) {{ id: ID! part: P{read}W{write} }} type P{read}W{write} {{ x: Int }}\n"
    )
}

/// The directives that let a set of modes in: none are needed while that is the default alone.
fn directives(set: Set, default: usize) -> BTreeSet<String> {
    match set == 1 << default {
        true => BTreeSet::new(),
        false => modes(set).map(|(_, (.., directive))| (*directive).to_owned()).collect(),
    }
}

fn found<'a>(list: impl IntoIterator<Item = &'a Name>) -> BTreeSet<String> {
    let names = list.into_iter().map(ToString::to_string);
    names.filter(|name| MODES.iter().any(|(.., directive)| name == directive)).collect()
}

/// The sets of modes that a rule may speak of with these settings.
fn sets(offered: Set) -> impl Iterator<Item = Set> + Clone {
    (0..1 << MODES.len()).filter(move |set| set & !offered == 0)
}

#[test]
fn every_field_allows_only_the_modes_of_its_rules() {
    for default in 0..MODES.len() {
        for additional in sets((1 << MODES.len()) - 1).filter(|set| set & 1 << default == 0) {
            let offered = additional | 1 << default;
            let known = [false, true].into_iter().filter(|all| !all || offered & IAM != 0);
            for opens_to_account in known {
                let always_allowed = if opens_to_account { IAM } else { 0 };
                let pairs: Vec<(Set, Set)> = sets(offered)
                    .flat_map(|read| sets(offered).map(move |write| (read, write)))
                    .filter(|(read, write)| read | write != 0)
                    // All pairs are tried where few modes are offered.
                    .filter(|(read, write)| match offered.count_ones() {
                        0..=2 => true,
                        _ => read & write == 0 && (*write == 0 || read | write == offered),
                    })
                    .collect();
                let sdl: String = pairs.iter().map(|(read, write)| model(*read, *write)).collect();
                let compiled = compile_with(&sdl, auth(default, additional, opens_to_account));
                let schema = Schema::parse(compiled.schema(), "schema.graphql").expect("it parses");
                for (read, write) in pairs {
                    let name = format!("R{read}W{write}");
                    let who = format!("{default} {additional:b} {opens_to_account} {name}");
                    // Whom only the settings let in stands beside the default mode, whose callers
                    // the template refuses.
                    let beside =
                        |set: Set| if set == 0 && always_allowed != 0 { 1 << default } else { 0 };
                    let all = read | write | always_allowed;
                    let of_model = directives(all | beside(read) | beside(write), default);
                    let mut of_part = directives(all, default);
                    // Whatever the author declares beside models is open to the account as well.
                    of_part.extend(
                        modes(always_allowed).map(|(_, (.., directive))| (*directive).to_owned()),
                    );
                    let types = [(name.clone(), of_model), (format!("P{read}W{write}"), of_part)];
                    for (ty, expected) in types {
                        let object = schema.get_object(&ty).expect("it is there");
                        let directives = object.directives.iter().map(|directive| &directive.name);
                        assert_eq!(found(directives), expected, "{who}: {ty}");
                    }
                    let operations = [
                        (read, "Query", format!("get{read}W{write}")),
                        (read, "Query", format!("list{read}W{write}")),
                        (read, "Subscription", format!("onCreate{name}")),
                        (write, "Mutation", format!("create{name}")),
                        (write, "Mutation", format!("update{name}")),
                        (write, "Mutation", format!("delete{name}")),
                    ];
                    for (allowed, root, field) in operations {
                        let field =
                            &schema.get_object(root).expect("it is there").fields[field.as_str()];
                        let expected = match allowed | always_allowed {
                            0 => BTreeSet::new(),
                            set => directives(set | beside(allowed), default),
                        };
                        assert_eq!(
                            found(field.directives.iter().map(|directive| &directive.name)),
                            expected,
                            "{who}: {}",
                            field.name
                        );
                    }
                }
            }
        }
    }
}
