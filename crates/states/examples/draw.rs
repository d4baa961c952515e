//! Draws definitions as SVG files beside them and reports what is wrong with the layouts:
//! `cargo run -p amazon-states-language --example draw -- FILE…`.

use amazon_states_language::Definition;
use amazon_states_language::draw::Diagram;
use burgeon_diagram::inspect::defects;

fn main() -> std::io::Result<()> {
    let (mut drawn, mut with_defects) = (0, 0);
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path)?;
        let definition = match Definition::parse_named(&path, &text) {
            Ok(definition) => definition,
            Err(faults) => {
                eprintln!("{path}: {faults}");
                continue;
            }
        };
        let diagram = Diagram::new(&definition.machine).linked(&text, "#L{line}");
        let found = defects(&diagram.layout());
        for defect in &found {
            println!("{path}: {defect}");
        }
        drawn += 1;
        with_defects += usize::from(!found.is_empty());
        std::fs::write(format!("{path}.svg"), diagram.svg())?;
    }
    println!("{drawn} drawn, {with_defects} with defects");
    Ok(())
}
