//! Any text is a definition or refused: no panic, no hang, and every fault is within the text. What
//! is a definition can be drawn, has a policy, and its data can be followed.

#![no_main]

use amazon_states_language::shape::Flow;
use amazon_states_language::{Definition, Faults, Policy, draw};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let faults = match Definition::parse(source) {
        Ok(definition) => {
            let machine = &definition.machine;
            let _ = (draw::mermaid(machine), draw::graphviz(machine), draw::svg(machine));
            let _ = Policy::of(machine);
            for read in Flow::of(&definition).reads {
                assert!(source.get(read.span.clone()).is_some(), "{read:?}");
            }
            definition.warnings
        }
        Err(Faults(faults)) => {
            assert!(!faults.is_empty());
            faults
        }
    };
    for fault in faults {
        let start = fault.span.offset();
        assert!(source.get(start..start + fault.span.len()).is_some(), "{fault:?}");
    }
});
