//! From an expanded API to a [`Compilation`], or to the parts of it that need no planning.

use std::collections::BTreeMap;
use std::sync::Arc;

use burgeon_compilation::{Authentication, ExpandedSchema, Recorded, StateMachine};
use burgeon_core::diagnostics::RenderedDiagnostic;
use burgeon_core::infrastructure::{Infrastructure, Usage};
use burgeon_core::{Api, Diagnostic, Diagnostics, Severity, Transformer};
use rayon::prelude::*;

use super::expand::Expanded;
use super::{Compiler, Failure};
use crate::codes::codes;
use crate::data_model::DataModel;
use crate::plan::PlannedResolver;
use crate::{AccessTable, Compilation, access_table, custom_resolvers, emit, lint, plan};

impl Compiler {
    /// Compiles. No file is rendered: [`Compilation::files`] and [`Compilation::write_to`] do that.
    ///
    /// # Errors
    ///
    /// Every error of the schema, the templates, the settings and the stacks. What compiles can
    /// be written.
    pub fn compile(&self) -> Result<Compilation, Failure> {
        let transformers = self.transformers();
        let expanded = self.expand(&transformers)?;
        let Expanded { api, mut diagnostics, previous, referred_files } = expanded;
        let ((resolvers, unplanned), access) =
            rayon::join(|| plan::plan(&api), || access_table::derive(&api));
        let usage = plan::usage(&resolvers);
        let mut infrastructure = deploy(&transformers, &api, &usage);
        let deploy_faults = infrastructure.take_diagnostics();
        let deployed = emit::Deployed { usage, infrastructure };
        let (defects, (emitted, found)) = rayon::join(
            || plan::defects(&resolvers),
            || emit::emit(&api, &resolvers, &deployed, &access, self.format, &previous),
        );
        let taken = custom_resolvers::taken_names(&api, &resolvers);
        let uncacheable = plan::caching_faults(&api.settings, &resolvers);
        let found = found.into_iter().chain(deploy_faults).chain(taken).chain(uncacheable);
        let unplanned = unplanned.into_iter().map(Diagnostic::from);
        found.chain(defects).chain(unplanned).for_each(|found| diagnostics.push(found));
        let has_errors = diagnostics.has_errors();
        let reports = self.leveled(&transformers, !has_errors, &diagnostics);
        let is_error = |report: &RenderedDiagnostic| report.severity == Severity::Error;
        let emitted = emitted.filter(|_| !reports.iter().any(is_error));
        let Some(emitted) = emitted else { return Err(Failure::from_reports(reports)) };
        let Api { schema, settings, .. } = api;
        let (resolvers, schema) = rayon::join(
            || resolvers.into_par_iter().map(PlannedResolver::into_compiled).collect::<Vec<_>>(),
            || ExpandedSchema::new(schema),
        );
        let is_advice = |report: &RenderedDiagnostic| report.severity == Severity::Advice;
        let (advice, warnings) = reports.into_iter().partition(is_advice);
        Ok(Compilation {
            name: settings.name.clone(),
            schema,
            authentication: Authentication::from(&settings),
            settings: Recorded::Recorded(settings),
            resolvers: resolvers.into_iter().collect(),
            data_sources: emitted.data_sources,
            tables: emitted.tables,
            databases: emitted.databases,
            state_machines: emitted.state_machines,
            sections: deployed.infrastructure.into_manifest(),
            access: Recorded::Recorded(access),
            stacks: emitted.stacks,
            placement: Recorded::Recorded(emitted.placement),
            assets: emitted.assets,
            referred_files,
            warnings,
            advice,
        })
    }

    /// The access table: caller × type × field × operation. Nothing is planned or emitted for it.
    ///
    /// # Errors
    ///
    /// Every error of the schema, the templates or the settings.
    pub fn access_table(&self) -> Result<AccessTable, Failure> {
        Ok(access_table::derive(&self.expand(&self.transformers())?.api))
    }

    /// The models, their keys and their relations. Nothing is planned or emitted for them.
    ///
    /// # Errors
    ///
    /// Every error of the schema, the templates or the settings.
    pub fn data_model(&self) -> Result<DataModel, Failure> {
        Ok(DataModel::new(&self.expand(&self.transformers())?.api))
    }

    /// The state machines, by name. No resolver is planned and no stack is emitted for them.
    ///
    /// # Errors
    ///
    /// Every error of the schema, the templates or the settings.
    pub fn state_machines(&self) -> Result<BTreeMap<String, StateMachine>, Failure> {
        let transformers = self.transformers();
        let api = self.expand(&transformers)?.api;
        Ok(emit::state_machines(&deploy(&transformers, &api, &Usage::default())))
    }

    /// The diagnostics at the levels of the settings.
    pub(super) fn leveled(
        &self,
        transformers: &[Arc<dyn Transformer>],
        is_whole: bool,
        diagnostics: &Diagnostics,
    ) -> Vec<RenderedDiagnostic> {
        let mut known = codes();
        known.extend(transformers.iter().flat_map(|transformer| transformer.codes()));
        let reports = diagnostics.reports();
        lint::apply(&self.settings, &known, self.denies_warnings, is_whole, reports)
    }
}

/// Collects what the transformers deploy.
fn deploy(transformers: &[Arc<dyn Transformer>], api: &Api, usage: &Usage) -> Infrastructure {
    let mut infrastructure = Infrastructure::default();
    for transformer in transformers {
        transformer.deploy(api, usage, &mut infrastructure);
    }
    infrastructure
}
