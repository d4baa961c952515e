//! Any text is parsed or refused: no panic, no hang, and every fault is within the text.

#![no_main]

use appsync_vtl::Template;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let faults = match Template::parse(source) {
        Ok(template) => template.check(),
        Err(faults) => {
            assert!(!faults.0.is_empty());
            faults.0
        }
    };
    for fault in faults {
        let start = fault.span.offset();
        assert!(source.get(start..start + fault.span.len()).is_some(), "{fault:?}");
    }
});
