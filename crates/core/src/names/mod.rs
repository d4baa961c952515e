//! Derives names from names.

mod irregular;
mod number;

pub use number::{plural, singular};

use apollo_compiler::Name;

/// Joins words, each with a capital first letter: `["create", "todo", "input"]` is
/// `CreateTodoInput`. Only first letters change.
pub fn pascal_case(words: &[&str]) -> Name {
    name(&joined(words))
}

/// Joins words like [`pascal_case`], but the first begins with a small letter: `getTodo`.
pub fn camel_case(words: &[&str]) -> Name {
    let mut text = joined(words);
    change_first(&mut text, str::make_ascii_lowercase);
    name(&text)
}

fn joined(words: &[&str]) -> String {
    let mut text = String::with_capacity(words.iter().map(|word| word.len()).sum());
    for word in words {
        let start = text.len();
        text.push_str(word);
        change_first(&mut text[start..], str::make_ascii_uppercase);
    }
    text
}

/// The word with a capital first letter.
pub fn capitalized(word: &str) -> String {
    let mut word = word.to_owned();
    change_first(&mut word, str::make_ascii_uppercase);
    word
}

/// The word with a small first letter.
pub fn uncapitalized(word: &str) -> String {
    let mut word = word.to_owned();
    change_first(&mut word, str::make_ascii_lowercase);
    word
}

/// Changes the first letter, if it is one of ASCII's.
fn change_first(word: &mut str, change: impl Fn(&mut str)) {
    if let Some(first) = word.get_mut(..1) {
        change(first);
    }
}

/// A GraphQL name made of parts of names, which is one whenever its parts are.
///
/// Source of truth: <https://spec.graphql.org/October2021/#Name>.
pub fn name(text: &str) -> Name {
    debug_assert!(Name::new(text).is_ok(), "{text} is made of names only");
    Name::new_unchecked(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_first_letters_change() {
        assert_eq!(pascal_case(&["Delete", "modelType", "input"]), "DeleteModelTypeInput");
        assert_eq!(camel_case(&["onCreate", "URL_thing"]), "onCreateURL_thing");
        assert_eq!(camel_case(&["Get", "x"]), "getX");
    }

    #[test]
    fn plural_endings_take_the_case_of_the_last_letter() {
        assert_eq!(plural("ModelA"), "ModelAS");
        assert_eq!(plural("ModelX"), "ModelXES");
        assert_eq!(plural("Model1"), "Model1s");
        assert_eq!(plural("Story"), "Stories");
    }
}
