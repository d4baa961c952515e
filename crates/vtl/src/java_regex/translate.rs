//! Converts patterns of `java.util.regex.Pattern` to the syntax of the `regex` crate.

use std::iter::Peekable;
use std::str::Chars;

/// Converts a pattern of Java to the syntax of the `regex` crate: Java's `\d`, `\w` and `\s` are
/// ASCII, and it has other classes and quotes.
///
/// # Errors
/// Braces without numbers of repetitions, which are literals in the other syntax.
pub(super) fn translate(pattern: &str) -> Result<String, String> {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut chars = pattern.chars().peekable();
    let mut classes = 0_usize;
    while let Some(c) = chars.next() {
        match c {
            '\\' => escape(&mut chars, &mut out)?,
            '[' => {
                classes += 1;
                out.push('[');
            }
            ']' => {
                classes = classes.saturating_sub(1);
                out.push(']');
            }
            '(' if classes == 0 => {
                out.push('(');
                if chars.next_if_eq(&'?').is_some() {
                    out.push('?');
                    flags(&mut chars, &mut out);
                }
            }
            '{' if classes == 0 => {
                let range = braced(&mut chars)?;
                repetition(&range)?;
                out.push_str(&format!("{{{range}}}"));
            }
            c => out.push(c),
        }
    }
    Ok(out)
}

/// The text up to a closing brace.
fn braced(chars: &mut Peekable<Chars<'_>>) -> Result<String, String> {
    let mut text = String::new();
    loop {
        match chars.next() {
            Some('}') => return Ok(text),
            Some(c) => text.push(c),
            None => return Err("a brace is not closed".into()),
        }
    }
}

/// Whether `range`, the text in braces, is `2`, `2,` or `2,3`.
fn repetition(range: &str) -> Result<(), String> {
    let (least, most) = range.split_once(',').unwrap_or((range, ""));
    let number = |digits: &str| digits.parse::<u32>().ok();
    match (number(least), number(most)) {
        (Some(least), Some(most)) if least <= most => Ok(()),
        (Some(_), None) if most.is_empty() => Ok(()),
        _ => Err(format!("{{{range}}} is not a number of repetitions")),
    }
}

/// Leaves out the flags that the other syntax lacks or means something else by.
fn flags(chars: &mut Peekable<Chars<'_>>, out: &mut String) {
    while let Some(c) = chars.next_if(|c| c.is_ascii_alphabetic() || *c == '-') {
        if !matches!(c, 'd' | 'u' | 'U') {
            out.push(c);
        }
    }
    // `(?)` would repeat nothing; `(?:)` matches nothing.
    if out.ends_with('?') && chars.peek() == Some(&')') {
        out.push(':');
    }
}

/// Writes the escape after a backslash.
fn escape(chars: &mut Peekable<Chars<'_>>, out: &mut String) -> Result<(), String> {
    let c = chars.next().ok_or("nothing is escaped")?;
    match c {
        'd' => out.push_str("[0-9]"),
        'D' => out.push_str("[^0-9]"),
        'w' => out.push_str("[A-Za-z0-9_]"),
        'W' => out.push_str("[^A-Za-z0-9_]"),
        's' => out.push_str(r"[ \t\n\x0B\f\r]"),
        'S' => out.push_str(r"[^ \t\n\x0B\f\r]"),
        'h' => {
            out.push_str(r"[ \t\x{A0}\x{1680}\x{180E}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}]")
        }
        'v' => out.push_str(r"[\n\x0B\f\r\x{85}\x{2028}\x{2029}]"),
        'R' => out.push_str(r"(?:\r\n|[\n\x0B\f\r\x{85}\x{2028}\x{2029}])"),
        'Z' => out.push_str(r"(?=\n?\z)"),
        'e' => out.push_str(r"\x1B"),
        'u' => {
            let digits: String = chars.by_ref().take(4).collect();
            if digits.len() != 4 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
                return Err("`\\u` is not followed by four hexadecimal digits".into());
            }
            out.push_str(&format!("\\x{{{digits}}}"));
        }
        '0' => {
            let mut code = 0;
            for _ in 0..3 {
                match chars.next_if(|c| c.is_digit(8) && code < 32).and_then(|c| c.to_digit(8)) {
                    Some(digit) => code = code * 8 + digit,
                    None => break,
                }
            }
            out.push_str(&format!("\\x{{{code:X}}}"));
        }
        'c' => {
            let code = chars.next().map_or(0, |c| u32::from(c) ^ 64);
            out.push_str(&format!("\\x{{{code:X}}}"));
        }
        'Q' => quoted(chars, out),
        'p' | 'P' => property(c, chars, out)?,
        c if c.is_ascii_alphanumeric() => out.extend(['\\', c]),
        c => literal(c, out),
    }
    Ok(())
}

/// Adds the text up to `\E` as a literal.
fn quoted(chars: &mut Peekable<Chars<'_>>, out: &mut String) {
    while let Some(c) = chars.next() {
        if c == '\\' && chars.next_if_eq(&'E').is_some() {
            return;
        }
        literal(c, out);
    }
}

fn literal(c: char, out: &mut String) {
    if c.is_ascii_punctuation() && !matches!(c, '<' | '>') {
        out.push('\\');
    }
    out.push(c);
}

/// `\p{Alpha}` and its like are ASCII; `\p{IsGreek}` is a script or a property of Unicode.
fn property(letter: char, chars: &mut Peekable<Chars<'_>>, out: &mut String) -> Result<(), String> {
    let mut name = String::new();
    if chars.next_if_eq(&'{').is_some() {
        name = braced(chars)?;
    } else {
        name.extend(chars.next());
    }
    let class = match name.as_str() {
        "Lower" => "a-z",
        "Upper" => "A-Z",
        "ASCII" => r"\x00-\x7F",
        "Alpha" => "A-Za-z",
        "Digit" => "0-9",
        "Alnum" => "A-Za-z0-9",
        "Punct" => r"!-/:-@\[-`{-~",
        "Graph" => "!-~",
        "Print" => " -~",
        "Blank" => r" \t",
        "Cntrl" => r"\x00-\x1F\x7F",
        "XDigit" => "0-9A-Fa-f",
        "Space" => r" \t\n\x0B\f\r",
        other => {
            let name = other.strip_prefix("Is").unwrap_or(other);
            out.push_str(&format!("\\{letter}{{{name}}}"));
            return Ok(());
        }
    };
    out.push_str(if letter == 'p' { "[" } else { "[^" });
    out.push_str(class);
    out.push(']');
    Ok(())
}
