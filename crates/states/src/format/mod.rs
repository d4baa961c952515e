//! Formats definitions in JSON. Comments, the order of members and the notation of values stay.

mod print;
mod read;

use std::sync::Arc;

use crate::document;
use crate::fault::{Faults, Problem};

/// Formats a definition in JSON, comments and placeholders without quotes included: two spaces a
/// level, one member a line, and short arrays of scalars on one line.
///
/// # Errors
///
/// The text is neither JSON nor JSON with comments, such as a definition in YAML. The faults name
/// `name`, such as the path of the file.
pub fn format(name: &str, text: &str) -> Result<String, Faults> {
    let source: Arc<str> = text.into();
    let failed = |problem: Problem| Faults(vec![problem.in_definition(name, &source)]);
    let (document, _) = document::read(text).map_err(failed)?;
    let formatted = read::read(text).map(|value| print::print(&value)).map_err(failed)?;
    // A text that the reader takes for something else must not replace the definition.
    match document::read(&formatted) {
        Ok((same, _)) if same.to_json() == document.to_json() => Ok(formatted),
        _ => Err(failed(not_json(0))),
    }
}

/// The text is not JSON at a byte.
fn not_json(at: usize) -> Problem {
    Problem::new("states::not_json", "expected JSON", &(at..at + 1))
        .label("not JSON from here on")
        .help("write the definition in JSON; comments and placeholders `${NAME}` are allowed")
}

#[cfg(test)]
mod tests {
    use super::format;

    #[test]
    fn members_have_lines_and_short_arrays_have_one() {
        let text = r#"{"a":[1,"x" , null],"b":{},"c":[ ],"d":[{"e":"\u00e9"}],}"#;
        let expected = "{\n  \"a\": [1, \"x\", null],\n  \"b\": {},\n  \"c\": [],\n  \"d\": [\n    {\n      \"e\": \"\\u00e9\"\n    }\n  ]\n}\n";
        assert_eq!(format("d", text).unwrap(), expected);
        assert_eq!(format("d", expected).unwrap(), expected);
    }

    #[test]
    fn comments_placeholders_and_single_blank_lines_stay() {
        let text = "// head\n{ \"a\": ${max}, // first\n\n\n  /* second */ \"b\": \"${c}\"\n# end\n}\n// tail";
        let expected = "// head\n{\n  \"a\": ${max}, // first\n\n  /* second */\n  \"b\": \"${c}\"\n  # end\n}\n// tail\n";
        assert_eq!(format("d", text).unwrap(), expected);
        assert_eq!(format("d", expected).unwrap(), expected);
    }

    #[test]
    fn long_arrays_have_a_line_for_each_item() {
        let long = format!("[\"{}\", \"b\"]", "a".repeat(100));
        let formatted = format("d", &long).unwrap();
        assert_eq!(formatted, format!("[\n  \"{}\",\n  \"b\"\n]\n", "a".repeat(100)));
    }

    #[test]
    fn other_texts_are_refused_at_their_place() {
        for (text, line) in [("StartAt: A\nStates: {}\n", 1), ("{\n  a: 1 }", 2)] {
            let faults = format("d", text).unwrap_err();
            let fault = faults.0.first().unwrap();
            assert_eq!((fault.code, fault.location.line), ("states::not_json", line), "{text}");
        }
        assert_eq!(format("d", "{ \"a\": ").unwrap_err().0[0].code, "states::syntax");
    }
}
