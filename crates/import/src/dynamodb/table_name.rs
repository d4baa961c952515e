//! Derives the name of a model from that of its table.

use burgeon_core::names::{capitalized, singular};

use crate::names::is_name;

/// The name of a type for what a table holds.
pub(super) fn type_name(table: &str) -> String {
    let parts: Vec<&str> = table.split('-').collect();
    let made = match parts.as_slice() {
        // Amplify: the model, the API's id, the environment.
        [model, api, environment] if is_api_id(api) && is_environment(environment) => Some(*model),
        // CloudFormation: the stack, the resource, and a random suffix.
        [.., resource, suffix] if parts.len() > 2 && is_suffix(suffix) => {
            Some(resource.strip_suffix("Table").filter(|rest| !rest.is_empty()).unwrap_or(resource))
        }
        _ => None,
    };
    if let Some(model) = made.filter(|model| is_name(model)) {
        return capitalized(model);
    }
    let words = table.split(|c: char| !c.is_ascii_alphanumeric());
    let name = singular(&words.map(capitalized).collect::<String>());
    // DynamoDB's names may begin with a digit, or have neither letters nor digits.
    if is_name(&name) { name } else { format!("Table{name}") }
}

fn is_api_id(text: &str) -> bool {
    text.len() >= 6
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        && text.contains(|c: char| c.is_ascii_digit())
        && text.contains(|c: char| c.is_ascii_lowercase())
}

fn is_environment(text: &str) -> bool {
    text == "NONE"
        || ((2..=10).contains(&text.len()) && text.chars().all(|c| c.is_ascii_lowercase()))
}

fn is_suffix(text: &str) -> bool {
    text.len() >= 10
        && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        && text.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::type_name;

    #[test]
    fn what_was_put_around_a_model_is_taken_off() {
        let cases = [
            ("Todo-abc123-dev", "Todo"),
            ("Posts-2bqhqyhmnbf4vczqkvbwqyqm3a-NONE", "Posts"),
            ("shop-prod-TodoTable-1ABCDEFGHIJK", "Todo"),
            ("orders", "Order"),
            ("my-app.order_lines", "MyAppOrderLine"),
            ("one-two-three", "OneTwoThree"),
            ("2024-logs", "Table2024Log"),
            ("---", "Table"),
        ];
        for (table, model) in cases {
            assert_eq!(type_name(table), model, "{table}");
        }
    }
}
