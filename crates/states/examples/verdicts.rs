//! Checks definitions: prints `PATH: valid` or `PATH: CODE, …` for each file named.

fn main() {
    for path in std::env::args().skip(1) {
        let verdict = match std::fs::read_to_string(&path) {
            Err(error) => error.to_string(),
            Ok(text) => match amazon_states_language::Definition::parse_named(&path, &text) {
                Ok(_) => "valid".to_owned(),
                Err(faults) => {
                    let errors = faults.0.iter().filter(|fault| !fault.warning);
                    let codes: Vec<_> = errors.map(|fault| fault.code).collect();
                    codes.join(", ")
                }
            },
        };
        println!("{path}: {verdict}");
    }
}
