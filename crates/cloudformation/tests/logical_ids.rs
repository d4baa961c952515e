//! Logical ids are valid, and different for different names.

use std::collections::HashMap;

use burgeon_cloudformation::LogicalId;
use proptest::prelude::*;

fn id(name: &str) -> String {
    LogicalId::from_name(name).to_string()
}

#[test]
fn a_plain_name_is_its_own_id() {
    for name in ["Todo", "todo", "TODO", "Todo2", "a", "9", "Log20240101"] {
        assert_eq!(id(name), name);
    }
}

#[test]
fn what_cannot_stand_in_an_id_becomes_a_hash() {
    // These are names of deployed resources: a change here replaces them in every stack there is.
    assert_eq!(id("Foo_Bar"), "FooBar61db3f22d0");
    assert_eq!(id(""), "e3b0c44298");
}

#[test]
fn names_that_lose_the_same_characters_stay_apart() {
    let names =
        ["FooBar", "Foo_Bar", "_FooBar", "FooBar_", "Foo__Bar", "Foo-Bar", "FoöBar", "fooBar"];
    let ids: HashMap<_, _> = names.iter().map(|name| (id(name), name)).collect();
    assert_eq!(ids.len(), names.len(), "{ids:?}");
}

#[test]
fn a_name_that_looks_shortened_is_shortened() {
    let shortened = id("Foo_Bar");
    assert_ne!(id(&shortened), shortened);
}

#[test]
fn a_long_name_keeps_its_beginning() {
    let (a, b) = (format!("{}A", "x".repeat(300)), format!("{}B", "x".repeat(300)));
    assert_eq!(id(&a).len(), 255);
    assert_ne!(id(&a), id(&b));
    let whole = LogicalId::from_name(&"x".repeat(250));
    assert_ne!(whole.suffixed("Table"), LogicalId::from_name(&"x".repeat(251)).suffixed("Table"));
}

/// Names that come close to one another.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[aA_]{0,5}",
        "[ab_é-]{0,4}",
        "A[0-9a-f]{9,12}",
        "[_A-Za-z][_0-9A-Za-z]{0,12}",
        "x{252,258}[ab_]{0,2}",
        any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn every_id_is_valid(name in name(), word in "[A-Za-z]{0,12}") {
        let id = LogicalId::from_name(&name);
        prop_assert!(LogicalId::new(id.as_str()).is_ok(), "{id}");
        prop_assert!(LogicalId::new(id.suffixed(&word).as_str()).is_ok(), "{id}");
    }

    #[test]
    fn different_names_have_different_ids(names in prop::collection::btree_set(name(), 2..8)) {
        // No suffix is the ending of another one, which is what the promise rests on.
        let suffixes = ["Table", "Role", "QueryResolver", "FieldResolver"];
        let mut ids = HashMap::new();
        for name in &names {
            for suffix in suffixes {
                let id = LogicalId::from_name(name).suffixed(suffix);
                let other = ids.insert(id, (name, suffix));
                prop_assert_eq!(other, None, "the same id as {:?}", (name, suffix));
            }
        }
    }
}
