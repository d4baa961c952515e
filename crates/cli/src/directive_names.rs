//! The names of directives in SDL.

/// The names of the directives that an SDL text defines.
pub(super) fn directive_names(definitions: &str) -> impl Iterator<Item = &str> {
    let named = definitions.lines().filter_map(|line| line.trim().strip_prefix("directive @"));
    named
        .map(|rest| rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_are_found_in_their_definitions() {
        let sdl = "\"\"\"x\"\"\"\ndirective @one(a: Int) on OBJECT\n  directive @two_2 on OBJECT";
        assert_eq!(directive_names(sdl).collect::<Vec<_>>(), ["one", "two_2"]);
    }
}
