//! Prints the API that the build script has made of `schema.graphql`.

/// The expanded schema.
const SCHEMA: &str = include_str!(concat!(env!("OUT_DIR"), "/burgeon/schema.graphql"));

fn main() {
    print!("{SCHEMA}");
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_build_script_has_expanded_the_schema() {
        assert!(super::SCHEMA.contains("listTodos("), "{}", super::SCHEMA);
    }
}
