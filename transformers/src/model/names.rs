//! The names of what is generated for a model.

use burgeon_core::Name;
use burgeon_core::names::{camel_case, name, pascal_case, plural};
use md5::{Digest, Md5};

/// Letters that the name of a subscription has at most.
///
/// Source of truth: what the published compiler does; AppSync itself allows 65,536.
const SUBSCRIPTION_LENGTH: usize = 50;

pub(crate) fn get(model: &str) -> Name {
    camel_case(&["get", model])
}

pub(crate) fn list(model: &str) -> Name {
    camel_case(&["list", &plural(model)])
}

pub(crate) fn mutation(verb: &str, model: &str) -> Name {
    camel_case(&[verb, model])
}

/// The name of a subscription. A long name is truncated, and ends in five digits of a hash.
pub(crate) fn subscription(event: &str, model: &str) -> Name {
    let whole = camel_case(&[event, model]);
    if whole.len() <= SUBSCRIPTION_LENGTH {
        return whole;
    }
    let digest = Md5::digest(whole.as_bytes());
    let digits: String = digest.iter().take(3).map(|byte| format!("{byte:02x}")).collect();
    name(&format!("{}{}", &whole[..45], &digits[..5]))
}

pub(crate) fn connection(model: &str) -> Name {
    pascal_case(&["model", model, "connection"])
}

pub(crate) fn filter_input(model: &str) -> Name {
    pascal_case(&["model", model, "filterInput"])
}

pub(crate) fn condition_input(model: &str) -> Name {
    pascal_case(&["model", model, "conditionInput"])
}

pub(crate) fn subscription_filter_input(model: &str) -> Name {
    pascal_case(&["modelSubscription", model, "filterInput"])
}

pub(crate) fn mutation_input(verb: &str, model: &str) -> Name {
    pascal_case(&[verb, model, "input"])
}

pub(crate) fn nested_input(ty: &str) -> Name {
    pascal_case(&[ty, "input"])
}

#[cfg(test)]
mod tests {
    #[test]
    fn long_subscriptions_are_truncated_and_distinct() {
        let model = "ThisIsAVeryLongNameModelThatShouldNotGenerateIAMRoleNamesOver64Characters";
        assert_eq!(
            super::subscription("onCreate", model),
            "onCreateThisIsAVeryLongNameModelThatShouldNot320d1"
        );
        assert_eq!(super::subscription("onCreate", "Todo"), "onCreateTodo");
    }

    #[test]
    fn lists_are_named_in_the_plural() {
        assert_eq!(super::list("Entity"), "listEntities");
        assert_eq!(super::list("Baz"), "listBazs");
        assert_eq!(super::list("fish"), "listFish");
    }
}
