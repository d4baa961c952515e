//! Compares what is found with what is expected.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// The extent to which an expectation describes a value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Match {
    /// The whole value.
    #[default]
    Exact,
    /// Parts of it: an object may have more members than are expected, at every depth. Lists have
    /// the same length, and scalars are equal.
    Partial,
}

/// A part of a value that is not as expected.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// The part: a name of the caller's, and the members and positions below it
    /// (`result.items[0].id`).
    pub path: String,
    /// The expected value.
    pub expected: Json,
    /// The actual value; none if the part is missing.
    pub found: Option<Json>,
}

/// The parts of a value that are not as expected. An exact match reports the value as a whole, a
/// partial one the parts that differ.
pub fn compare(name: &str, expected: &Json, found: &Json, how: Match) -> Vec<Difference> {
    let mut differences = Vec::new();
    match how {
        Match::Exact if equal(expected, found) => {}
        Match::Exact => differences.push(difference(name, expected, Some(found))),
        Match::Partial => compare_parts(name, expected, found, &mut differences),
    }
    differences
}

fn compare_parts(path: &str, expected: &Json, found: &Json, differences: &mut Vec<Difference>) {
    match (expected, found) {
        (Json::Object(expected), Json::Object(members)) => {
            for (name, expected) in expected {
                let path = format!("{path}.{name}");
                match members.get(name) {
                    Some(found) => compare_parts(&path, expected, found, differences),
                    None => differences.push(difference(&path, expected, None)),
                }
            }
        }
        (Json::Array(expected), Json::Array(items)) if expected.len() == items.len() => {
            for (position, (expected, found)) in expected.iter().zip(items).enumerate() {
                compare_parts(&format!("{path}[{position}]"), expected, found, differences);
            }
        }
        (expected, found) if equal(expected, found) => {}
        (expected, found) => differences.push(difference(path, expected, Some(found))),
    }
}

fn difference(path: &str, expected: &Json, found: Option<&Json>) -> Difference {
    Difference { path: path.to_owned(), expected: expected.clone(), found: found.cloned() }
}

/// Whether two values are the same in JSON, where `1` and `1.0` are one number.
fn equal(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Number(a), Json::Number(b)) => {
            a == b || (a.is_f64() != b.is_f64() && a.as_f64() == b.as_f64())
        }
        (Json::Array(a), Json::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b))
        }
        (Json::Object(a), Json::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| equal(a, b)))
        }
        _ => one == other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn paths(expected: Json, found: Json, how: Match) -> Vec<String> {
        compare("r", &expected, &found, how).into_iter().map(|one| one.path).collect()
    }

    #[test]
    fn exact_is_the_whole_value() {
        assert!(
            paths(json!({ "a": 1, "b": [1.0] }), json!({ "b": [1], "a": 1 }), Match::Exact)
                .is_empty()
        );
        assert_eq!(paths(json!({ "a": 1 }), json!({ "a": 1, "b": 2 }), Match::Exact), ["r"]);
        assert_eq!(paths(json!(null), json!(false), Match::Exact), ["r"]);
        assert_eq!(paths(json!(1), json!("1"), Match::Exact), ["r"]);
    }

    #[test]
    fn partial_leaves_members_open_at_every_depth() {
        let found = json!({ "a": { "b": [ { "c": 1, "d": 2 } ] }, "e": 3 });
        assert!(
            paths(json!({ "a": { "b": [ { "c": 1 } ] } }), found.clone(), Match::Partial)
                .is_empty()
        );
        assert_eq!(
            paths(
                json!({ "a": { "b": [ { "c": 2, "x": null } ] } }),
                found.clone(),
                Match::Partial
            ),
            ["r.a.b[0].c", "r.a.b[0].x"]
        );
        assert_eq!(paths(json!({ "a": { "b": [] } }), found.clone(), Match::Partial), ["r.a.b"]);
        assert_eq!(paths(json!({ "e": {} }), found, Match::Partial), ["r.e"]);
    }

    #[test]
    fn a_missing_part_is_not_null() {
        let differences = compare("r", &json!({ "a": null }), &json!({}), Match::Partial);
        assert_eq!(differences[0].found, None);
    }

    #[test]
    fn large_integers_are_not_rounded() {
        let (a, b) = (json!(9_007_199_254_740_993_u64), json!(9_007_199_254_740_992_u64));
        assert_eq!(paths(a, b, Match::Exact), ["r"]);
    }
}
