//! The command line clients of databases.

use std::io::Write;
use std::process::{Command, Stdio};

use super::super::DataSourceError;
use super::Sql;

/// The result of a statement.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<Option<String>>>,
}

/// The client's output for null.
const NULL: &str = "\u{1}NULL\u{1}";

/// The output between two scripts.
const END: &str = "\u{1}END\u{1}";

/// Runs scripts as one transaction in one session, and returns the rows of each.
pub(super) fn run(
    sql: Sql,
    command: &[String],
    scripts: &[String],
) -> Result<Vec<Rows>, DataSourceError> {
    let failed = |reason: String| DataSourceError::new("BadRequestException", reason.trim());
    let (program, arguments) =
        command.split_first().ok_or_else(|| failed("no client is named".to_owned()))?;
    let null = format!("null={NULL}");
    let options: &[&str] = match sql {
        Sql::Postgres => &["-X", "-q", "--csv", "-v", "ON_ERROR_STOP=1", "-P", &null],
        Sql::Mysql => &["--batch", "--raw", "--default-character-set=utf8mb4"],
    };
    let mut child = Command::new(program)
        .args(arguments)
        .args(options)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|reason| failed(format!("`{program}` cannot be run: {reason}")))?;
    if let Some(mut input) = child.stdin.take() {
        // The error output of a client that ends early holds the reason.
        let between = format!("SELECT '{END}' AS answered;\n");
        let script = scripts.join(&between);
        let whole = match scripts {
            [_] => script,
            _ => format!("BEGIN;\n{script}COMMIT;\n"),
        };
        let _ = input.write_all(whole.as_bytes());
    }
    let output = child.wait_with_output().map_err(|reason| failed(reason.to_string()))?;
    if !output.status.success() {
        return Err(failed(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let lines = match sql {
        Sql::Postgres => comma_separated(&text),
        Sql::Mysql => tab_separated(&text),
    };
    let is_end = |line: &Vec<Option<String>>| *line == [Some(END.to_owned())];
    let mut answers: Vec<&[_]> = lines.split(is_end).collect();
    // What is answered between has a name above it.
    let between = answers.len() - 1;
    for answer in &mut answers[..between] {
        *answer = answer.split_last().map_or(&[], |(_, before)| before);
    }
    Ok(answers.into_iter().map(rows).collect())
}

fn rows(lines: &[Vec<Option<String>>]) -> Rows {
    let Some((columns, rows)) = lines.split_first() else { return Rows::default() };
    Rows { columns: columns.iter().flatten().cloned().collect(), rows: rows.to_vec() }
}

fn tab_separated(text: &str) -> Vec<Vec<Option<String>>> {
    let cell = |cell: &str| (cell != "NULL").then(|| cell.to_owned());
    text.lines().map(|line| line.split('\t').map(cell).collect()).collect()
}

fn comma_separated(text: &str) -> Vec<Vec<Option<String>>> {
    let (mut lines, mut line, mut cell, mut quoted) = (vec![], vec![], String::new(), false);
    let end = |cell: &mut String| Some(std::mem::take(cell)).filter(|text| text != NULL);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => line.push(end(&mut cell)),
            '\n' if !quoted => {
                line.push(end(&mut cell));
                lines.push(std::mem::take(&mut line));
            }
            other => cell.push(other),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_hold_commas_quotes_and_lines() {
        let text = format!("a,b\n\"x,\"\"y\"\"\nz\",{NULL}\n");
        let lines = comma_separated(&text);
        assert_eq!(lines[1], [Some("x,\"y\"\nz".to_owned()), None]);
    }
}
