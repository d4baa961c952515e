use proptest::prelude::*;
use serde_json::json;

use super::{call, check};

#[test]
fn matches_as_java_does() {
    for (pattern, text, expected) in [
        // Documented.
        ("a*b", "aaaaab", true),
        // The whole text has to match.
        ("a", "ba", false),
        ("a|b", "b", true),
        ("(?i)AB", "ab", true),
        (r"^\d+$", "123", true),
        // The classes are ASCII.
        (r"\d", "٣", false),
        (r"\w+", "é", false),
        (r"[\w-]+", "a-b", true),
        (r"[^\d]", "a", true),
        (r"\p{Alpha}+\p{Punct}", "ab!", true),
        (r"\p{Alpha}", "é", false),
        (r"\p{L}\P{Lu}", "éa", true),
        (r"\p{IsGreek}", "α", true),
        (r"\h\R", "\t\r\n", true),
        (r"\Qa.b\E+", "a.bb", true),
        (r"\Q[", "[", true),
        (r"\u0041\x42\0103\cC\e", "ABC\u{3}\u{1b}", true),
        (r"\<\@\-\ ", "<@- ", true),
        ("(?<=a)b|(?=c)c", "c", true),
        (r"(a)\1", "aa", true),
        ("a++b", "aab", true),
        ("[a-z&&[^b]]", "b", false),
        ("[(?U]+", "(?U", true),
        ("(?U)a", "a", true),
        ("(?ui:A)", "a", true),
    ] {
        check("util.matches", &[(json!([pattern, text]), json!(expected))]);
    }
}

#[test]
fn a_bad_pattern_is_an_error() {
    for pattern in
        ["(", "[", "a{2,1}", "*", r"\p{Nonsense}", r"\", r"\u12", "a{", "{", "a{,2}", "a{2"]
    {
        let message = call("util.matches", json!([pattern, "a"])).unwrap_err();
        let expected = format!("`{pattern}` is not a regular expression: ");
        assert!(message.starts_with(&expected), "{message}");
    }
}

#[test]
fn a_pattern_cannot_run_for_ever() {
    let text = "a".repeat(64);
    let message = call("util.matches", json!([r"(a*)*\1b", text])).unwrap_err();
    assert!(message.ends_with("tries too many ways to match"), "{message}");
    for pattern in ["((a{0,99}){0,99}){0,99}", &"(".repeat(10_000), &"a?".repeat(10_000)] {
        let _ = call("util.matches", json!([pattern, text]));
    }
}

proptest! {
    #[test]
    fn any_pattern_is_answered(pattern in r"[\\()\[\]{}?*+.|^$a-eA-Z0-9&<>=!:,-]{0,24}", text in "[a-c]{0,8}") {
        let _ = call("util.matches", json!([pattern, text]));
    }

    #[test]
    fn a_quoted_text_matches_itself(text in any::<String>()) {
        prop_assume!(!text.contains("\\E"));
        let pattern = format!("\\Q{text}\\E");
        prop_assert_eq!(call("util.matches", json!([pattern, text])), Ok(json!(true)));
    }
}
