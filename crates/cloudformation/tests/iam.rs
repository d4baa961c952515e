//! Policies say what their statements say, in one order, and within IAM's quotas.

use std::collections::BTreeSet;

use burgeon_cloudformation::iam::{
    Policy, Principal, REFERENCE_CHARACTERS, Statement, characters, split,
};
use burgeon_cloudformation::{LogicalId, Pseudo, Resource, Template, Value, quotas, to_yaml};
use proptest::prelude::*;

fn arn(name: &str) -> Value {
    Value::get_att(&LogicalId::from_name(name), "Arn")
}

#[test]
fn a_wildcard_is_a_character_unless_it_is_meant() {
    let literal = |value: Value| {
        let statement = Statement::allow(["a:b"], [value]);
        statement.resources().cloned().collect::<Vec<_>>()
    };
    assert_eq!(literal("arn:a/*b?".into()), [Value::from("arn:a/${*}b${?}")]);
    assert_eq!(
        literal(Value::sub("${T.Arn}/${!x*}/*")),
        [Value::sub("${T.Arn}/${!x*}/${!*}")],
        "for `{}`, `Fn::Sub` writes `{}`",
        "${!*}",
        "${*}"
    );
    let joined = |last: &str| Value::join("/", vec![arn("T"), last.into()]);
    assert_eq!(literal(joined("*")), [joined("${*}")]);
    let chosen = |last: &str| Value::if_then(&LogicalId::from_name("C"), last, arn("T"));
    assert_eq!(literal(chosen("*")), [chosen("${*}")]);
    assert_eq!(literal("$*${".into()), [Value::from("$${*}${")]);
    let actions = Statement::allow(["dynamodb:*"], ["arn"]);
    assert_eq!(actions.actions().collect::<Vec<_>>(), ["dynamodb:${*}"]);
    let matching = Value::sub("${T.Arn}/index/*");
    let statement = Statement::allow_matching(["a:*"], [matching.clone()]);
    assert_eq!(statement.actions().collect::<Vec<_>>(), ["a:*"]);
    assert_eq!(statement.resources().collect::<Vec<_>>(), [&matching]);
}

#[test]
fn a_list_of_nothing_is_no_statement() {
    let nothing: [&str; 0] = [];
    assert_eq!(Statement::allow_listed(nothing, ["arn"]), None);
    assert_eq!(Statement::allow_listed(["a:b"], nothing), None);
    assert_eq!(Statement::allow_listed_matching(nothing, ["*"]), None);
    assert_eq!(
        Statement::allow_listed(vec!["a:*"], vec!["arn"]),
        Some(Statement::allow(["a:*"], ["arn"]))
    );
    assert_eq!(
        Statement::allow_listed_matching(vec!["a:*"], vec!["*"]),
        Some(Statement::allow_matching(["a:*"], ["*"]))
    );
}

#[test]
fn policies_as_written() -> Result<(), Box<dyn std::error::Error>> {
    let policy = Policy::from_iter([
        Statement::allow(["dynamodb:PutItem", "dynamodb:GetItem"], [arn("TodoTable")]),
        Statement::allow(["dynamodb:Query"], [arn("TodoTable")]),
        Statement::allow_matching(["dynamodb:Query"], [Value::sub("${TodoTable.Arn}/index/*")]),
        Statement::allow(["dynamodb:DeleteItem"], [arn("TodoTable")]).denied().when(
            "StringNotEquals",
            "aws:RequestedRegion",
            [Value::reference(Pseudo::Region)],
        ),
    ]);
    let trust = Policy::from_iter([
        Statement::trust(Principal::Service("appsync.amazonaws.com".to_owned())),
        Statement::trust(Principal::Federated("cognito-identity.amazonaws.com".into())).when(
            "ForAnyValue:StringLike",
            "cognito-identity.amazonaws.com:amr",
            ["authenticated"],
        ),
    ]);
    let mut template = Template::new();
    template.add_resource(
        LogicalId::from_name("TodoRole"),
        Resource::new("AWS::IAM::Role")
            .property("AssumeRolePolicyDocument", &trust)
            .property("Policies", vec![Value::from(&policy)]),
    )?;
    insta::assert_snapshot!(to_yaml(&template)?);
    Ok(())
}

fn statements() -> impl Strategy<Value = Vec<Statement>> {
    let actions = prop::collection::vec("[a-c]", 1..4);
    let resources = prop::collection::vec("[x-z]", 1..4);
    let statement = (actions, resources, any::<bool>(), prop::option::of("[uv]")).prop_map(
        |(actions, resources, deny, when)| {
            let statement = Statement::allow_listed(actions, resources).expect("it is not empty");
            let statement = if deny { statement.denied() } else { statement };
            match when {
                Some(value) => statement.when("StringEquals", "key", [value]),
                None => statement,
            }
        },
    );
    prop::collection::vec(statement, 0..10)
}

/// Every single permission: statement with one action and one resource.
fn permissions<'a>(statements: impl IntoIterator<Item = &'a Statement>) -> BTreeSet<String> {
    let mut permissions = BTreeSet::new();
    for statement in statements {
        let Value::Map(map) = &statement_value(statement) else { panic!("a statement is a map") };
        for action in statement.actions() {
            for resource in statement.resources() {
                let (effect, condition) = (map.get("Effect"), map.get("Condition"));
                permissions.insert(format!("{action} {resource:?} {effect:?} {condition:?}"));
            }
        }
    }
    permissions
}

fn statement_value(statement: &Statement) -> Value {
    let Value::Map(document) = Value::from(Policy::from_iter([statement.clone()])) else {
        panic!("a policy is a map")
    };
    match document.get("Statement") {
        Some(Value::List(statements)) => statements[0].clone(),
        other => panic!("statements are a list, not {other:?}"),
    }
}

proptest! {
    #[test]
    fn merging_keeps_every_permission_and_adds_none(statements in statements()) {
        let policy = Policy::from_iter(statements.clone());
        prop_assert_eq!(permissions(policy.statements()), permissions(&statements));
    }

    #[test]
    fn the_order_of_statements_does_not_matter(
        (a, b) in statements().prop_flat_map(|s| (Just(s.clone()), Just(s).prop_shuffle())),
    ) {
        prop_assert_eq!(Policy::from_iter(a.clone()), Policy::from_iter(b.clone()));
        let mut grown = Policy::default();
        grown.extend(b);
        prop_assert_eq!(permissions(grown.statements()), permissions(&a));
    }

    #[test]
    fn parts_are_small_and_say_the_same(statements in statements(), limit in 60..400usize) {
        let policy = Policy::from_iter(statements);
        match split(&policy, limit, REFERENCE_CHARACTERS) {
            Ok(parts) => {
                for part in &parts {
                    prop_assert!(characters(part, REFERENCE_CHARACTERS) <= limit);
                    prop_assert!(!part.is_empty());
                }
                let statements = parts.iter().flat_map(Policy::statements);
                prop_assert_eq!(permissions(statements), permissions(policy.statements()));
            }
            Err(error) => prop_assert!(error.characters > limit && limit < 180, "{}", error),
        }
    }
}

#[test]
fn a_policy_for_many_tables_is_divided() {
    let tables = (0..100).map(|number| arn(&format!("Table{number}")));
    let statement =
        Statement::allow_listed(["dynamodb:GetItem"], tables).expect("there are tables");
    let parts = split(
        &Policy::from_iter([statement]),
        quotas::MANAGED_POLICY_CHARACTERS,
        REFERENCE_CHARACTERS,
    );
    let resources = |part: &Policy| part.statements().iter().map(|s| s.resources().count()).sum();
    let counts: Vec<usize> = parts.expect("it can be").iter().map(resources).collect();
    assert_eq!(counts.iter().sum::<usize>(), 100);
    assert!(counts.len() <= 10, "{counts:?}");
}
