//! Reports as JUnit XML, in the form that Jenkins, GitLab and GitHub's actions read.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{seconds, text};
use crate::{Outcome, Report, Verdict};

pub(super) fn render(report: &Report, name: &str) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Writing to memory does not fail.
    let _ = write(&mut writer, report, name);
    let mut text = String::from_utf8_lossy(&writer.into_inner()).into_owned();
    text.push('\n');
    text
}

fn write(writer: &mut Writer<Vec<u8>>, report: &Report, name: &str) -> std::io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let counts = counts(report.outcomes.iter());
    let suites = writer.create_element("testsuites").with_attribute(("name", &*printable(name)));
    suites.with_attributes(counts.attributes()).write_inner_content(|writer| {
        for outcomes in report.outcomes.chunk_by(|one, next| one.path == next.path) {
            suite(writer, outcomes)?;
        }
        Ok(())
    })?;
    Ok(())
}

/// A file.
fn suite(writer: &mut Writer<Vec<u8>>, outcomes: &[Outcome]) -> std::io::Result<()> {
    let Some(first) = outcomes.first() else { return Ok(()) };
    let path = printable(&first.path.display().to_string());
    let counts = counts(outcomes.iter());
    let suite = writer.create_element("testsuite").with_attribute(("name", &*path));
    suite.with_attributes(counts.attributes()).write_inner_content(|writer| {
        outcomes.iter().try_for_each(|outcome| case(writer, &path, outcome))
    })?;
    Ok(())
}

fn case(writer: &mut Writer<Vec<u8>>, path: &str, outcome: &Outcome) -> std::io::Result<()> {
    let name = printable(outcome.name.as_deref().unwrap_or(path));
    let time = format!("{:.3}", seconds(outcome.duration));
    let element = writer.create_element("testcase").with_attributes([
        ("name", &*name),
        ("classname", path),
        ("file", path),
        ("time", &*time),
    ]);
    match &outcome.verdict {
        Verdict::Passed => _ = element.write_empty()?,
        Verdict::Failed(differences) => {
            let paths: Vec<&str> = differences.iter().map(|one| one.path.as_str()).collect();
            let message = printable(&format!("not as expected: {}", paths.join(", ")));
            let details: String = differences.iter().map(text::difference).collect();
            element.write_inner_content(|writer| {
                problem(writer, "failure", &message, &printable(&details))
            })?;
        }
        Verdict::Error(reason) => {
            let reason = printable(reason);
            let message = reason.lines().next().unwrap_or_default().to_owned();
            element.write_inner_content(|writer| problem(writer, "error", &message, &reason))?;
        }
    }
    Ok(())
}

fn problem(
    writer: &mut Writer<Vec<u8>>,
    kind: &str,
    message: &str,
    details: &str,
) -> std::io::Result<()> {
    let element = writer.create_element(kind).with_attribute(("message", message));
    element.write_text_content(BytesText::new(details))?;
    Ok(())
}

/// The numbers that JUnit repeats at each level.
struct Counts {
    tests: String,
    failures: String,
    errors: String,
    time: String,
}

impl Counts {
    fn attributes(&self) -> [(&str, &str); 4] {
        [
            ("tests", &self.tests),
            ("failures", &self.failures),
            ("errors", &self.errors),
            ("time", &self.time),
        ]
    }
}

fn counts<'a>(outcomes: impl Iterator<Item = &'a Outcome> + Clone) -> Counts {
    let count = |is: fn(&Verdict) -> bool| {
        outcomes.clone().filter(|one| is(&one.verdict)).count().to_string()
    };
    Counts {
        tests: outcomes.clone().count().to_string(),
        failures: count(|verdict| matches!(verdict, Verdict::Failed(_))),
        errors: count(|verdict| matches!(verdict, Verdict::Error(_))),
        time: format!("{:.3}", outcomes.map(|one| seconds(one.duration)).sum::<f64>()),
    }
}

/// The text without the characters that XML 1.0 cannot hold, escaped or not.
fn printable(text: &str) -> String {
    let is_allowed = |c: &char| {
        matches!(c, '\t' | '\n' | '\r') || (*c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'))
    };
    text.chars().filter(is_allowed).collect()
}

#[cfg(test)]
mod tests {
    use quick_xml::Reader;
    use quick_xml::events::Event;

    use super::super::tests::report;

    #[test]
    fn suites_are_files_and_hold_their_tests() {
        let xml = report().to_junit("burgeon eval");
        for text in [
            "<testsuites name=\"burgeon eval\" tests=\"3\" failures=\"1\" errors=\"1\" time=\"4.500\">",
            "<testsuite name=\"tests/a.yaml\" tests=\"3\"",
            "<testcase name=\"good\" classname=\"tests/a.yaml\" file=\"tests/a.yaml\" time=\"1.500\"/>",
            "<failure message=\"not as expected: result.id\">",
            "&lt;a &amp; ",
            "<error message=\"no template[0m\">no template[0m</error>",
        ] {
            assert!(xml.contains(text), "{text} is not in:\n{xml}");
        }
    }

    #[test]
    fn texts_of_tests_are_escaped() {
        let xml = report().to_junit("a \u{0} \"<&>");
        let mut reader = Reader::from_str(&xml);
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => break,
                _ => continue,
            }
        }
        assert!(!xml.contains(['\u{0}', '\u{1b}']));
    }
}
