//! Text as a YAML scalar.
//!
//! Nearly all text in a template is a plain word, which is cheap to recognize here.
//! `serde-saphyr` writes everything else.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::ser::Error as _;
use serde_saphyr::DoubleQuoted;
use serde_saphyr::ser::Error;

use crate::extent::NAME_BYTES;

/// A name of a map.
pub(super) fn name(text: &str) -> Result<Cow<'_, str>, Error> {
    if text.len() > NAME_BYTES {
        let bytes = text.len();
        let reason = format!("a name is {bytes} bytes long, and {NAME_BYTES} are allowed");
        return Err(Error::custom(reason));
    }
    if is_word(text, |byte| byte.is_ascii_alphanumeric()) {
        return Ok(text.into());
    }
    let mut entry = serde_saphyr::to_string(&BTreeMap::from([(text, 0)]))?;
    entry.truncate(entry.len() - ": 0\n".len());
    Ok(entry.into())
}

/// Text under a name or a dash in `column`, without the line end.
pub(super) fn value(text: &str, column: usize) -> Result<Cow<'_, str>, Error> {
    let is_inner =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'/' | b':');
    // Templates are reached by paths that lead upwards.
    let word = text.strip_prefix("../").unwrap_or(text);
    if is_word(word, is_inner) && !text.ends_with(':') {
        return Ok(text.into());
    }
    // Folded blocks would wrap long texts, and a reviewer's search for a phrase would miss them.
    let options = serde_saphyr::ser_options! { folded_wrap_chars: usize::MAX };
    let entry = if confuses_libyaml(text) {
        serde_saphyr::to_string_with_options(&BTreeMap::from([("", DoubleQuoted(text))]), options)
    } else {
        serde_saphyr::to_string_with_options(&BTreeMap::from([("", text)]), options)
    }?;
    let spelled = entry.strip_prefix("\"\": ").unwrap_or(&entry);
    let spelled = spelled.strip_suffix('\n').unwrap_or(spelled);
    // The lines of a block are indented relative to its name.
    Ok(indented(spelled, column).into())
}

/// Whether a text is a letter with inner characters after it, and not a word that parsers read as
/// another type.
fn is_word(text: &str, is_inner: impl Fn(u8) -> bool) -> bool {
    let Some((first, rest)) = text.as_bytes().split_first() else { return false };
    first.is_ascii_alphabetic() && rest.iter().all(|byte| is_inner(*byte)) && !is_special(text)
}

/// Whether a text of letters is true, false, null or a number that is none to some reader of YAML
/// 1.1 or 1.2.
fn is_special(text: &str) -> bool {
    const WORDS: [&[&str]; 6] = [
        &[],
        &["y", "n"],
        &["no", "on"],
        &["yes", "off", "nan", "inf"],
        &["true", "null"],
        &["false"],
    ];
    let of_length = WORDS.get(text.len()).copied().unwrap_or_default();
    of_length.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// libyaml, which most YAML 1.1 readers use, refuses a literal block whose first line starts with a
/// tab: it is still looking for the indentation.
fn confuses_libyaml(text: &str) -> bool {
    text.contains('\n') && text.trim_start_matches([' ', '\n']).starts_with('\t')
}

/// A text, all lines but the first and empty ones moved to the right.
fn indented(text: &str, columns: usize) -> String {
    let mut moved = String::with_capacity(text.len());
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            moved.push('\n');
            if !line.is_empty() {
                moved.extend(std::iter::repeat_n(' ', columns));
            }
        }
        moved.push_str(line);
    }
    moved
}
