//! What a template says under a key, as far as its text tells.

/// What stands behind a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said<'a> {
    /// A text, the same in every request.
    Text(&'a str),
    /// A text that is known when the template runs.
    Computed,
}

/// All that a template says under a key, in a JSON document, a map or a call of `put`: what stands
/// behind the key's text, a colon or a comma. What is no text is left out.
pub(super) fn said<'a>(template: &'a str, key: &str) -> Vec<Said<'a>> {
    let mut found = Vec::new();
    for quote in ['"', '\''] {
        let quoted = format!("{quote}{key}{quote}");
        for (at, _) in template.match_indices(&quoted) {
            if !is_in_comment(template, at) {
                found.extend(value(&template[at + quoted.len()..]));
            }
        }
    }
    found
}

fn value(behind: &str) -> Option<Said<'_>> {
    let value = behind.trim_start().strip_prefix([':', ','])?.trim_start();
    let quote = value.chars().next()?;
    if ['$', '#'].contains(&quote) {
        return Some(Said::Computed);
    }
    let inner = ['"', '\''].contains(&quote).then(|| &value[1..])?;
    let text = &inner[..inner.find(quote)?];
    Some(if text.contains(['$', '#', '\\']) { Said::Computed } else { Said::Text(text) })
}

/// Whether a byte stands in a comment: behind `##` in its line, or between `#*` and `*#`.
fn is_in_comment(template: &str, at: usize) -> bool {
    let before = &template[..at];
    let line = before.rsplit('\n').next().unwrap_or_default();
    let is_open = |start: usize| !before[start..].contains("*#");
    line.contains("##") || before.rfind("#*").is_some_and(is_open)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_a_key_is_found() {
        let text = |template| said(template, "operation");
        assert_eq!(text(r#"{ "operation" : "GetItem" }"#), [Said::Text("GetItem")]);
        assert_eq!(text("#set($x = {'operation': 'Query'})"), [Said::Text("Query")]);
        assert_eq!(text(r#"$x.put("operation", "Scan")"#), [Said::Text("Scan")]);
        assert_eq!(text(r#"{ "operation": "$op" }"#), [Said::Computed]);
        assert_eq!(text(r#"{ "operation": $util.toJson($op) }"#), [Said::Computed]);
        assert_eq!(text(r##"{ "operation": #if($a)"PutItem"#else"Scan"#end }"##), [Said::Computed]);
    }

    #[test]
    fn what_is_no_text_or_never_runs_is_left_out() {
        let none: [Said; 0] = [];
        for template in [
            "",
            r#"{ "operation": { "S": "GetItem" } }"#,
            r#"$ctx.args.get("operation")"#,
            r##"## { "operation": "GetItem" }"##,
            r##"#* { "operation": "GetItem" } *#"##,
            r#"{ "operation": "Get"#,
            r#"{ "operation""#,
        ] {
            assert_eq!(said(template, "operation"), none, "{template}");
        }
        let behind = "#* \"operation\": \"Scan\" *# \"operation\": \"Query\"";
        assert_eq!(said(behind, "operation"), [Said::Text("Query")]);
    }
}
