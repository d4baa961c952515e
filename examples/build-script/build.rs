//! Compiles `schema.graphql` whenever it changes.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    burgeon::build_script::compile("schema.graphql")?;
    Ok(())
}
