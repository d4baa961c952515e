//! Placements keep the capacity, place everything, and stay.

use std::collections::BTreeMap;

use burgeon_cloudformation::packing::{Group, PackError, Placement, Weight, pack};
use proptest::prelude::*;

const CAPACITY: Weight = Weight { resources: 20, parameters: 20, outputs: 20, bytes: 1_000 };

fn group(name: &str, stack: &str, resources: usize) -> Group {
    let weight = Weight { resources, ..Weight::default() };
    Group { name: name.to_owned(), stack: stack.to_owned(), weight }
}

fn packed(groups: &[Group], previous: &Placement) -> Placement {
    pack(groups, &CAPACITY, previous).expect("every group fits a stack")
}

#[test]
fn a_full_stack_overflows_into_numbered_ones() {
    let groups = ["a", "b", "c", "d"].map(|name| group(name, "Todo", 15));
    let placement = packed(&groups, &Placement::default());
    let stacks: Vec<_> = placement.iter().collect();
    assert_eq!(stacks, [("a", "Todo"), ("b", "Todo-2"), ("c", "Todo-3"), ("d", "Todo-4")]);
}

#[test]
fn a_group_that_outgrows_its_stack_moves_and_no_other_does() {
    let before = packed(&[group("a", "Todo", 9), group("b", "Todo", 9)], &Placement::default());
    let after = packed(&[group("a", "Todo", 9), group("b", "Todo", 12)], &before);
    assert_eq!(after.iter().collect::<Vec<_>>(), [("a", "Todo"), ("b", "Todo-2")]);
}

#[test]
fn a_group_that_is_gone_leaves_its_room() {
    let before = packed(&[group("a", "Todo", 15), group("b", "Todo", 15)], &Placement::default());
    let after = packed(&[group("b", "Todo", 15), group("c", "Todo", 15)], &before);
    assert_eq!(after.iter().collect::<Vec<_>>(), [("b", "Todo-2"), ("c", "Todo")]);
}

#[test]
fn every_error_is_reported() {
    let groups = [group("a", "x", 21), group("b", "x", 1), group("b", "y", 1), group("c", "x", 22)];
    let errors = pack(&groups, &CAPACITY, &Placement::default()).expect_err("three are wrong");
    let names: Vec<_> = errors
        .iter()
        .map(|error| match error {
            PackError::TooLarge { group, .. } => ("too large", group.as_str()),
            PackError::Duplicate { group } => ("duplicate", group.as_str()),
        })
        .collect();
    assert_eq!(names, [("too large", "a"), ("too large", "c"), ("duplicate", "b")]);
    assert_eq!(
        errors[0].to_string(),
        "`a` needs 21 resources, 0 parameters, 0 outputs, 0 bytes, and a stack has \
         20 resources, 20 parameters, 20 outputs, 1000 bytes"
    );
}

fn groups() -> impl Strategy<Value = Vec<Group>> {
    let weight = (0..=20usize, 0..=5usize, 0..=20usize, 0..=400usize)
        .prop_map(|(r, p, o, b)| Weight { resources: r, parameters: p, outputs: o, bytes: b });
    prop::collection::btree_map("[a-z]{1,2}", ("[AB]", weight), 0..40).prop_map(|groups| {
        let group = |(name, (stack, weight))| Group { name, stack, weight };
        groups.into_iter().map(group).collect()
    })
}

/// Placements as lock files have them: of any group in any stack.
fn previous() -> impl Strategy<Value = Placement> {
    prop::collection::vec(("[a-z]{1,2}", "[AB](-[23])?"), 0..40).prop_map(Placement::from_iter)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn everything_is_placed_once_and_no_stack_is_too_full(groups in groups(), previous in previous()) {
        let placement = packed(&groups, &previous);
        let mut load: BTreeMap<&str, Weight> = BTreeMap::new();
        for group in &groups {
            let stack = placement.stack_of(&group.name).expect("it is placed");
            let sum = load.entry(stack).or_default();
            *sum = sum.plus(&group.weight);
        }
        prop_assert_eq!(placement.iter().count(), groups.len());
        for (stack, load) in load {
            prop_assert!(load.fits(&CAPACITY), "{stack} holds {load}");
        }
    }

    #[test]
    fn the_order_of_the_groups_does_not_matter(
        (groups, shuffled) in groups().prop_flat_map(|g| (Just(g.clone()), Just(g).prop_shuffle())),
        previous in previous(),
    ) {
        prop_assert_eq!(packed(&groups, &previous), packed(&shuffled, &previous));
    }

    #[test]
    fn adding_and_removing_moves_no_other(
        groups in groups(),
        changed in prop::collection::vec(any::<bool>(), 40),
        previous in previous(),
    ) {
        let some = |wanted: bool| -> Vec<Group> {
            let kept = groups.iter().zip(&changed).filter(|(_, changed)| **changed != wanted);
            kept.map(|(group, _)| group.clone()).collect()
        };
        let before = packed(&some(true), &previous);
        let more = packed(&groups, &before);
        let less = packed(&some(true), &more);
        for (group, stack) in before.iter() {
            prop_assert_eq!(more.stack_of(group), Some(stack));
        }
        prop_assert_eq!(less, before);
    }

    #[test]
    fn a_lock_reads_back(groups in groups(), previous in previous()) {
        let placement = packed(&groups, &previous);
        let lock = placement.to_lock().expect("it can be written");
        prop_assert_eq!(Placement::from_lock(&lock), Ok(placement), "{}", lock);
    }

    #[test]
    fn a_lock_of_any_group_names_reads_back(names in prop::collection::vec(any::<String>(), 0..8)) {
        let placement = Placement::from_iter(names.into_iter().map(|name| (name, "Todo")));
        let lock = placement.to_lock().expect("it can be written");
        prop_assert_eq!(Placement::from_lock(&lock), Ok(placement), "{}", lock);
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        let _ = Placement::from_lock(&text);
    }
}

#[test]
fn a_lock_is_a_line_a_group() {
    let placement = Placement::from_iter([("Todo", "Todo"), ("Comment", "Todo-2"), ("on", "on")]);
    insta::assert_snapshot!(placement.to_lock().expect("it can be written"));
}

#[test]
fn a_faulty_lock_says_where() {
    let read = |text: &str| {
        let error = Placement::from_lock(text).expect_err("it is faulty");
        format!("{}:{}: {error}", error.line, error.column)
    };
    let faults = [
        "",
        "version: 2\nplacement: {}\n",
        "version: 1\nplacements: {}\n",
        "version: 1\nplacement:\n  Todo: Todo\n  Todo: Todo-2\n",
        "version: 1\nplacement:\n  Todo: ../../etc\n",
        "version: 1\nplacement:\n<<<<<<< ours\n  Todo: Todo\n=======\n",
        "version: 1\nplacement:\n  Todo: [Todo]\n",
    ];
    insta::assert_snapshot!(faults.map(read).join("\n---\n"));
}

#[test]
fn a_lock_may_be_long() {
    let names = (0..130_000).map(|number| (format!("group{number}"), "root-2"));
    let placement = Placement::from_iter(names);
    let lock = placement.to_lock().expect("it can be written");
    assert!(Placement::from_lock(&lock).is_ok_and(|read| read == placement));
}

#[test]
fn a_lock_of_deep_nesting_is_refused() {
    for opening in ["[", "{a: ", "- ", "? "] {
        let deep = opening.repeat(100_000);
        for text in
            [deep.clone(), format!("version: {deep}"), format!("version: 1\nplacement: {deep}")]
        {
            assert!(Placement::from_lock(&text).is_err());
        }
    }
}
