//! The table as Markdown: one line per grant; a change of access is a changed line.

use std::fmt::Write;

use super::{AccessTable, Kind, OperationAccess, TypeAccess};

impl AccessTable {
    /// Renders the table as Markdown. Each line is complete: no line depends on another.
    pub fn to_markdown(&self) -> String {
        let mut text = format!(
            "# Access table: {}\n\nEverything that is not listed is denied.\n",
            code(&self.name)
        );
        for ty in &self.types {
            let _ = write!(text, "\n## {}\n", code(&ty.name));
            section(ty, &mut text);
        }
        text
    }
}

fn section(ty: &TypeAccess, text: &mut String) {
    let mut lines = String::new();
    for operation in &ty.operations {
        for access in &operation.allowed {
            let (of, what) = (code(&subject(ty, operation)), operation.operation.name());
            let who = code(&access.caller.to_string());
            let fields = access.fields.to_text(|name| code(name));
            let _ = writeln!(lines, "| {of} | {what} | {who} | {fields} |");
        }
    }
    match lines.is_empty() {
        true => text.push_str("\nEvery caller is denied.\n"),
        false => {
            let _ = write!(text, "\n| of | what | who | fields |\n|---|---|---|---|\n{lines}");
        }
    }
    for (position, relation) in ty.relations.iter().enumerate() {
        let before = if position == 0 { "\n" } else { "" };
        let (field, to) = (code(&relation.field), code(&relation.to));
        let _ = writeln!(text, "{before}- {field} can be followed by readers of {to}.");
    }
}

/// The subject of an operation: the type, or a field of a root type.
fn subject(ty: &TypeAccess, operation: &OperationAccess) -> String {
    match (ty.kind, operation.by.first()) {
        (Kind::Root, Some(field)) => field.to_string(),
        _ => ty.name.to_string(),
    }
}

/// A code span, with its end and that of the table's cell escaped.
///
/// Source of truth: CommonMark 0.31, "Code spans"; GitHub Flavored Markdown, "Tables".
fn code(text: &str) -> String {
    let text = text.replace('|', "\\|");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if longest > 0 { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn nothing_gets_out_of_a_code_span() {
        assert_eq!(code("group \"a\""), "`group \"a\"`");
        assert_eq!(code("a|b"), "`a\\|b`");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("``` </script>"), "```` ``` </script> ````");
    }
}
