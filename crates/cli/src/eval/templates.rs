//! The templates of a test, and the lines of them that it ran.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;

use appsync_vtl::{Context, Environment, Evaluation, Template, evaluate};
use burgeon::core::source::Source;
use burgeon_expectations::{Coverage, Part};
use serde_json::Value as Json;

use crate::Failed;

/// Evaluates the templates of a test.
pub(super) struct Templates {
    /// The values of placeholders.
    values: BTreeMap<String, Json>,
    /// The lines that ran, if they are recorded.
    coverage: Option<RefCell<Coverage>>,
}

impl Templates {
    /// Templates with values for their placeholders.
    pub fn new(values: BTreeMap<String, Json>, is_recorded: bool) -> Self {
        Self { values, coverage: is_recorded.then(RefCell::default) }
    }

    /// Evaluates the template of a file, and records its lines.
    pub fn evaluate(
        &self,
        path: &Path,
        context: &Context,
        environment: &mut Environment,
    ) -> Result<Evaluation, Failed> {
        let mut template = super::read_template(path, &self.values)?;
        let Some(coverage) = &self.coverage else {
            return Ok(evaluate(&template, context, environment));
        };
        template = Template::parse_for_coverage(Source::new(template.name(), template.source()))
            .map_err(|faults| Failed::Reported(faults.0))?;
        let evaluation = evaluate(&template, context, environment);
        record(&shown(path), &template, &evaluation, &mut coverage.borrow_mut());
        Ok(evaluation)
    }

    /// The lines that ran so far.
    pub fn into_coverage(self) -> Coverage {
        self.coverage.map(RefCell::into_inner).unwrap_or_default()
    }
}

/// Adds the lines of a template, and those that an evaluation ran.
fn record(file: &str, template: &Template, evaluation: &Evaluation, coverage: &mut Coverage) {
    template.lines().into_iter().for_each(|line| coverage.expect(file, Part::line(line)));
    evaluation.lines.iter().for_each(|line| coverage.hit(file, Part::line(*line)));
}

/// One path for a file, however tests name it: from the current folder if it is in there.
fn shown(file: &Path) -> String {
    let Ok(absolute) = file.canonicalize() else { return file.display().to_string() };
    let folder = std::env::current_dir().and_then(|folder| folder.canonicalize());
    let relative =
        folder.ok().and_then(|folder| absolute.strip_prefix(folder).ok().map(Path::to_owned));
    relative.unwrap_or(absolute).to_string_lossy().replace('\\', "/")
}
