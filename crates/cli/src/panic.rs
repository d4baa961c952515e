//! A panic is a defect of Burgeon, and is reported as one.

use std::panic::{self, PanicHookInfo, UnwindSafe};
use std::process::ExitCode;
use std::sync::Mutex;

use super::console;

/// The message of the last panic, and its location.
static LAST: Mutex<Option<String>> = Mutex::new(None);

/// Runs the program; a panic becomes a message and exit status 1.
pub(super) fn reported(run: impl FnOnce() -> ExitCode + UnwindSafe) -> ExitCode {
    panic::set_hook(Box::new(remember));
    panic::catch_unwind(run).unwrap_or_else(|_| {
        let last = LAST.lock().ok().and_then(|mut last| last.take());
        console::eprint(&message(last.as_deref().unwrap_or("no reason was given")));
        ExitCode::FAILURE
    })
}

fn remember(panic: &PanicHookInfo<'_>) {
    let payload = panic.payload();
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let message = text.unwrap_or("no reason was given");
    let place = panic.location().map(|at| format!(" ({at})")).unwrap_or_default();
    if let Ok(mut last) = LAST.lock() {
        *last = Some(format!("{message}{place}"));
    }
}

fn message(reason: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let home = match env!("CARGO_PKG_REPOSITORY") {
        "" => "the place that you have burgeon from",
        home => home,
    };
    format!(
        "error: this is a defect in burgeon {version}, not a fault of yours: {reason}\n  \
         help: please report it at {home}, with the command line and, if you may, the schema;\n        \
         the last build is unchanged\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_exit_status_1() {
        let status = reported(|| panic!("there is no {}", "spoon"));
        assert_eq!(format!("{status:?}"), format!("{:?}", ExitCode::FAILURE));
        let text = message("there is no spoon (src/a.rs:1:2)");
        assert!(text.contains("defect in burgeon") && text.contains("src/a.rs:1:2"), "{text}");
    }
}
