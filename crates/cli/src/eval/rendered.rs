//! Rendered templates as JSON.

use serde_json::Value as Json;

/// Parses rendered JSON. Like AppSync, it accepts a comma after the last member or item.
pub(super) fn parse(text: &str) -> Result<Json, serde_json::Error> {
    serde_json::from_str(text)
        .or_else(|error| serde_json::from_str(&without_trailing_commas(text)).map_err(|_| error))
}

/// Removes commas that precede a closing bracket.
fn without_trailing_commas(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let (mut is_quoted, mut is_escaped) = (false, false);
    for (at, c) in text.char_indices() {
        let closes = |rest: &str| rest.trim_start().starts_with(['}', ']']);
        if c == ',' && !is_quoted && text.get(at + 1..).is_some_and(closes) {
            let follows_value = !kept.trim_end().ends_with(['[', '{', ',', ':']);
            if follows_value {
                continue;
            }
        }
        if c == '"' && !is_escaped {
            is_quoted = !is_quoted;
        }
        is_escaped = c == '\\' && is_quoted && !is_escaped;
        kept.push(c);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::parse;
    use serde_json::json;

    #[test]
    fn commas_after_the_last_member_are_accepted() {
        let text = "{ \"a\": [1, 2, ], \"b\": \",}\\\",]\",\n}";
        assert_eq!(parse(text).unwrap(), json!({ "a": [1, 2], "b": ",}\",]" }));
        assert!(parse("{ \"a\": 1,, }").is_err() && parse("[,]").is_err());
        // The error is that of the text as it is.
        assert_eq!(parse("{ \"a\": 1,\n \"b\" }").unwrap_err().line(), 2);
    }
}
