//! Values for placeholders `${NAME}`, from `--substitute NAME=VALUE`.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::Failed;

/// Parses values `NAME=VALUE`. A value is a number or a boolean if it parses as one.
pub(super) fn parse(given: &[String]) -> Result<BTreeMap<String, Json>, Failed> {
    let pair = |text: &String| {
        let Some((name, value)) = text.split_once('=').filter(|(name, _)| !name.is_empty()) else {
            let message = format!("`{text}` is not a substitution");
            return Err(Failed::Message(message, "write `--substitute NAME=VALUE`".to_owned()));
        };
        let json = serde_json::from_str::<Json>(value).ok();
        let json = json.filter(|json| !json.is_array() && !json.is_object());
        Ok((name.to_owned(), json.unwrap_or_else(|| value.into())))
    };
    given.iter().map(pair).collect()
}

/// A text with values in the place of its placeholders. Other placeholders stay.
pub(super) fn apply(text: &str, values: &BTreeMap<String, Json>) -> String {
    let mut text = text.to_owned();
    for (name, value) in values {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        text = text.replace(&format!("${{{name}}}"), &value);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_replace_their_placeholders_only() {
        let values = parse(&["A=x".to_owned(), "B=2".to_owned()]).ok().unwrap();
        assert_eq!(apply("${A} ${B} ${ctx.args.A} $A", &values), "x 2 ${ctx.args.A} $A");
        assert!(parse(&["A".to_owned()]).is_err() && parse(&["=x".to_owned()]).is_err());
    }
}
