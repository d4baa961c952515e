//! Reads test files.

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use thiserror::Error;

/// A test of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Case<T> {
    /// The file.
    pub path: PathBuf,
    /// The test's name in the file; none if the file is one test without a name.
    pub name: Option<String>,
    /// The input and the expectations of the test.
    pub test: T,
}

impl<T> Case<T> {
    /// The name that reports call the test by: its file, and its name in it.
    pub fn title(&self) -> String {
        match &self.name {
            Some(name) => format!("{}: {name}", self.path.display()),
            None => self.path.display().to_string(),
        }
    }
}

/// Why a test file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}", self.text())]
#[non_exhaustive]
pub struct ReadError {
    /// The file.
    pub path: PathBuf,
    /// The line and column, both from 1, if the text is not JSON or YAML.
    pub position: Option<(usize, usize)>,
    /// The test's name, or its number in the file, if one test among several is invalid.
    pub test: Option<String>,
    /// The reason.
    pub reason: String,
}

impl ReadError {
    fn text(&self) -> String {
        let position = self.position.map(|(line, column)| format!(":{line}:{column}"));
        let test = self.test.as_ref().map(|test| format!(" {test}:"));
        let (position, test) = (position.unwrap_or_default(), test.unwrap_or_default());
        format!("{}{position}:{test} {}", self.path.display(), self.reason)
    }
}

/// Reads the tests of a file: JSON if its name ends so, otherwise YAML.
///
/// The key `name` of a test is its name and not passed to `T`.
///
/// # Errors
///
/// The text is not JSON or YAML, or a test is not a `T`.
pub fn read<T: DeserializeOwned>(path: &Path, text: &str) -> Result<Vec<Case<T>>, ReadError> {
    let document = parse(path, text)?;
    match document {
        Json::Array(tests) => several(path, tests),
        Json::Object(mut members) if members.len() == 1 && members.contains_key("tests") => {
            match members.remove("tests") {
                Some(Json::Array(tests)) => several(path, tests),
                _ => Err(fault(path, "`tests` is not a list".to_owned())),
            }
        }
        test => Ok(vec![one(path, test, None)?]),
    }
}

fn parse(path: &Path, text: &str) -> Result<Json, ReadError> {
    if path.extension().is_some_and(|end| end == "json") {
        return serde_json::from_str(text).map_err(|reason| ReadError {
            position: Some((reason.line(), reason.column())),
            ..fault(path, format!("not JSON: {reason}"))
        });
    }
    serde_saphyr::from_str(text).map_err(|reason| {
        let place = reason.location();
        ReadError {
            position: place.map(|at| (at.line() as usize, at.column() as usize)),
            ..fault(path, format!("not YAML: {}", reason.without_snippet()))
        }
    })
}

fn several<T: DeserializeOwned>(path: &Path, tests: Vec<Json>) -> Result<Vec<Case<T>>, ReadError> {
    (1..).zip(tests).map(|(number, test)| one(path, test, Some(number))).collect()
}

fn one<T: DeserializeOwned>(
    path: &Path,
    mut test: Json,
    number: Option<usize>,
) -> Result<Case<T>, ReadError> {
    let name = test.as_object_mut().and_then(|members| members.shift_remove("name"));
    let name = match name {
        Some(Json::String(name)) => Some(name),
        Some(_) => return Err(fault(path, "`name` is not a string".to_owned())),
        None => number.map(|number| number.to_string()),
    };
    match serde_json::from_value(test) {
        Ok(test) => Ok(Case { path: path.to_owned(), name, test }),
        Err(reason) => Err(ReadError { test: name, ..fault(path, reason.to_string()) }),
    }
}

fn fault(path: &Path, reason: String) -> ReadError {
    ReadError { path: path.to_owned(), position: None, test: None, reason }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Test {
        given: i32,
    }

    fn titles(path: &str, text: &str) -> Result<Vec<String>, String> {
        let cases = read::<Test>(path.as_ref(), text).map_err(|fault| fault.to_string())?;
        Ok(cases.iter().map(|case| format!("{} = {}", case.title(), case.test.given)).collect())
    }

    #[test]
    fn a_file_is_one_test_or_several() {
        assert_eq!(titles("a.json", r#"{ "given": 1 }"#).unwrap(), ["a.json = 1"]);
        assert_eq!(titles("a.yaml", "name: x\ngiven: 1").unwrap(), ["a.yaml: x = 1"]);
        assert_eq!(
            titles("a.yaml", "- { given: 1 }\n- { given: 2, name: x }").unwrap(),
            ["a.yaml: 1 = 1", "a.yaml: x = 2"]
        );
        assert_eq!(titles("a.yml", "tests: [{ given: 1 }]").unwrap(), ["a.yml: 1 = 1"]);
    }

    #[test]
    fn faults_have_their_place() {
        let text = titles("a.json", "{\n  ?").unwrap_err();
        assert!(text.starts_with("a.json:2:3: not JSON: "), "{text}");
        let text = titles("a.yaml", "a: [1").unwrap_err();
        assert!(text.starts_with("a.yaml:") && text.contains("not YAML"), "{text}");
        let text = titles("a.json", r#"[{ "given": 1 }, { "name": "x", "gven": 1 }]"#).unwrap_err();
        assert!(text.starts_with("a.json: x: unknown field `gven`"), "{text}");
        assert_eq!(
            titles("a.json", r#"{ "tests": 1 }"#).unwrap_err(),
            "a.json: `tests` is not a list"
        );
        assert_eq!(
            titles("a.json", r#"{ "name": 1, "given": 1 }"#).unwrap_err(),
            "a.json: `name` is not a string"
        );
    }
}
