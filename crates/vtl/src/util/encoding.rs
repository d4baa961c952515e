//! `$util.escapeJavaScript`, `urlEncode`, `urlDecode`, `base64Encode`, `base64Decode`.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::arguments::text;
use crate::state::{Interrupt, State};
use crate::value::Value;

/// Escapes a text for a string of JavaScript: quotes of both kinds, slashes, control
/// characters and every character outside ASCII.
pub fn escape_java_script(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let text = text(args, 0)?;
    state.step(text.len() / 16)?;
    let mut out = String::with_capacity(text.len() + 16);
    for unit in text.encode_utf16() {
        match u8::try_from(unit) {
            Ok(c @ (b'"' | b'\'' | b'\\' | b'/')) => out.extend(['\\', char::from(c)]),
            Ok(b'\n') => out.push_str("\\n"),
            Ok(b'\t') => out.push_str("\\t"),
            Ok(b'\r') => out.push_str("\\r"),
            Ok(0x08) => out.push_str("\\b"),
            Ok(0x0c) => out.push_str("\\f"),
            Ok(c @ 0x20..=0x7f) => out.push(char::from(c)),
            _ => write!(out, "\\u{unit:04X}").unwrap_or_default(),
        }
    }
    state.string(&out)
}

/// Encodes a text as `application/x-www-form-urlencoded`.
pub fn url_encode(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let text = text(args, 0)?;
    state.step(text.len() / 16)?;
    let encoded: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
    state.string(&encoded)
}

/// Decodes what [`url_encode`] encodes.
pub fn url_decode(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let text = text(args, 0)?;
    state.step(text.len() / 16)?;
    let is_hex = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_hexdigit);
    for (at, _) in text.match_indices('%') {
        if !is_hex(at + 1) || !is_hex(at + 2) {
            return Err(Interrupt::exception("`%` is not followed by two hexadecimal digits"));
        }
    }
    let spaced = text.replace('+', " ");
    let decoded = percent_encoding::percent_decode_str(&spaced).decode_utf8_lossy();
    state.string(&decoded)
}

/// Encodes the UTF-8 bytes of a text in Base64.
pub fn base64_encode(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let text = text(args, 0)?;
    state.step(text.len() / 32)?;
    state.string(&STANDARD.encode(text))
}

/// The text whose UTF-8 bytes are encoded in Base64. What is not UTF-8 becomes U+FFFD.
pub fn base64_decode(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let text = text(args, 0)?;
    state.step(text.len() / 32)?;
    let bytes = STANDARD
        .decode(text)
        .map_err(|e| Interrupt::exception(format!("the text is not Base64: {e}").to_lowercase()))?;
    state.string(&String::from_utf8_lossy(&bytes))
}
