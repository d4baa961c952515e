//! Which parts of the tested files were run.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;
use serde_json::{Value as Json, json};

/// The kind of a file's part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum PartKind {
    /// A line, by its number from 1.
    Line,
    /// A branch of a condition.
    Branch,
    /// A state of a state machine.
    State,
    /// A transition between states.
    Transition,
}

/// A part of a file that a test can run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part {
    /// Its kind.
    pub kind: PartKind,
    /// Its name: digits are compared as numbers.
    pub name: String,
}

impl Part {
    /// A part of a kind.
    pub fn new(kind: PartKind, name: impl Into<String>) -> Self {
        Self { kind, name: name.into() }
    }

    /// A line, from 1.
    pub fn line(number: usize) -> Self {
        Self::new(PartKind::Line, number.to_string())
    }
}

/// The number of runs of each part of the tested files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    files: BTreeMap<String, BTreeMap<Part, u64>>,
}

impl Coverage {
    /// Adds a part that has not been run, unless it has.
    pub fn expect(&mut self, file: &str, part: Part) {
        self.part(file, part);
    }

    /// Counts a run of a part.
    pub fn hit(&mut self, file: &str, part: Part) {
        *self.part(file, part) += 1;
    }

    /// Adds the runs of another record.
    pub fn merge(&mut self, other: Self) {
        for (file, parts) in other.files {
            let own = self.files.entry(file).or_default();
            for (part, hits) in parts {
                *own.entry(part).or_default() += hits;
            }
        }
    }

    /// Whether there is no part.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The number of parts that were run, and of all parts.
    pub fn ratio(&self) -> (usize, usize) {
        let parts = self.files.values().flat_map(BTreeMap::values);
        (parts.clone().filter(|hits| **hits > 0).count(), parts.count())
    }

    /// The parts that were not run, by file.
    pub fn missed(&self) -> impl Iterator<Item = (&str, Vec<&Part>)> {
        self.files.iter().filter_map(|(file, parts)| {
            let mut missed: Vec<&Part> =
                parts.iter().filter(|(_, hits)| **hits == 0).map(|(part, _)| part).collect();
            missed.sort_by_key(|part| (part.kind, part.name.parse::<u64>().ok(), &part.name));
            (!missed.is_empty()).then_some((file.as_str(), missed))
        })
    }

    /// A line for each file with parts that were not run, and a summary.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for (file, parts) in self.missed() {
            let (lines, others): (Vec<&Part>, Vec<&Part>) =
                parts.into_iter().partition(|part| part.kind == PartKind::Line);
            let mut names = ranges(&lines);
            names.extend(others.into_iter().map(label));
            let _ = writeln!(text, "{file}: not run: {}", names.join(", "));
        }
        let (run, all) = self.ratio();
        let percent = if all == 0 { 100.0 } else { run as f64 * 100.0 / all as f64 };
        let _ = writeln!(text, "coverage: {run} of {all} ({percent:.1} %)");
        text
    }

    /// The record as JSON: `run`, `all`, and each file's parts with their hits.
    pub fn to_json(&self) -> Json {
        let (run, all) = self.ratio();
        let file = |(path, parts): (&String, &BTreeMap<Part, u64>)| {
            let part = |(part, hits): (&Part, &u64)| json!({ "kind": part.kind, "name": part.name, "hits": hits });
            json!({ "path": path, "parts": parts.iter().map(part).collect::<Vec<_>>() })
        };
        json!({ "run": run, "all": all, "files": self.files.iter().map(file).collect::<Vec<_>>() })
    }

    /// The lines of each file in lcov's format, which coverage services and editors read.
    ///
    /// Source of truth: `man geninfo`, "TRACE FILE FORMAT".
    pub fn to_lcov(&self) -> String {
        let mut text = String::new();
        for (path, parts) in &self.files {
            let line = |(part, hits): (&Part, &u64)| {
                let number = (part.kind == PartKind::Line).then(|| part.name.parse().ok())?;
                Some((number?, *hits))
            };
            let lines: BTreeMap<usize, u64> = parts.iter().filter_map(line).collect();
            // A line break would end the record.
            let _ = writeln!(text, "TN:\nSF:{}", path.replace(['\r', '\n'], " "));
            for (number, hits) in &lines {
                let _ = writeln!(text, "DA:{number},{hits}");
            }
            let run = lines.values().filter(|hits| **hits > 0).count();
            let _ = writeln!(text, "LF:{}\nLH:{run}\nend_of_record", lines.len());
        }
        text
    }

    fn part(&mut self, file: &str, part: Part) -> &mut u64 {
        self.files.entry(file.to_owned()).or_default().entry(part).or_default()
    }
}

/// Lines that follow each other, together: `line 2`, `lines 4-6`.
fn ranges(lines: &[&Part]) -> Vec<String> {
    let mut ranges: Vec<(u64, u64)> = Vec::new();
    for number in lines.iter().filter_map(|part| part.name.parse().ok()) {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    let text = |(first, last): (u64, u64)| match first == last {
        true => format!("line {first}"),
        false => format!("lines {first}-{last}"),
    };
    ranges.into_iter().map(text).collect()
}

fn label(part: &Part) -> String {
    let kind = match part.kind {
        PartKind::Line => "line",
        PartKind::Branch => "branch",
        PartKind::State => "state",
        PartKind::Transition => "transition",
    };
    format!("{kind} {}", part.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_counted_and_merged() {
        let mut coverage = Coverage::default();
        for line in [1, 2, 9, 10, 11] {
            coverage.expect("a.vtl", Part::line(line));
        }
        let mut other = Coverage::default();
        other.hit("a.vtl", Part::line(1));
        other.hit("b.asl.json", Part::new(PartKind::State, "Done"));
        coverage.merge(other);
        coverage.expect("b.asl.json", Part::new(PartKind::State, "Never"));
        assert_eq!(coverage.ratio(), (2, 7));
        assert_eq!(
            coverage.to_text(),
            "a.vtl: not run: line 2, lines 9-11\nb.asl.json: not run: state Never\n\
             coverage: 2 of 7 (28.6 %)\n"
        );
        coverage.expect("a.vtl", Part::line(1));
        assert_eq!(coverage.to_json()["files"][0]["parts"][0]["hits"], 1);
    }

    #[test]
    fn lcov_has_the_lines_in_their_order() {
        let mut coverage = Coverage::default();
        coverage.expect("a.vtl", Part::line(10));
        coverage.hit("a.vtl", Part::line(2));
        coverage.hit("a.vtl", Part::new(PartKind::Branch, "2"));
        let expected = "TN:\nSF:a.vtl\nDA:2,1\nDA:10,0\nLF:2\nLH:1\nend_of_record\n";
        assert_eq!(coverage.to_lcov(), expected);
    }

    #[test]
    fn nothing_to_run_is_all_of_it() {
        let coverage = Coverage::default();
        assert!(coverage.is_empty());
        assert_eq!(coverage.to_text(), "coverage: 0 of 0 (100.0 %)\n");
    }
}
