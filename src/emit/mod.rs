//! From the planned API to the parts of a compilation.

mod data_sources;
mod databases;
pub(crate) mod infrastructure;
mod limits;

use std::collections::BTreeMap;

use burgeon_cloudformation::packing::Placement;
use burgeon_compilation::{
    AccessTable, DataSource, Database, Stacks, StateMachine, Table, TemplateFormat,
};
use burgeon_core::Api;
use burgeon_core::api::DataSource as Source;
use burgeon_core::diagnostics::Diagnostic;
use burgeon_core::infrastructure::{Infrastructure, Usage};

use crate::plan::PlannedResolver;
use infrastructure::{StackSet, delta_sync, role_policies};

/// Texts by their paths in the output folder.
pub(crate) type Files = BTreeMap<String, String>;

/// The result of emission.
pub(crate) struct Emitted {
    pub(crate) tables: BTreeMap<String, Table>,
    pub(crate) databases: BTreeMap<String, Database>,
    pub(crate) data_sources: BTreeMap<String, DataSource>,
    pub(crate) state_machines: BTreeMap<String, StateMachine>,
    pub(crate) stacks: Stacks,
    pub(crate) assets: Files,
    pub(crate) placement: Placement,
}

/// What is deployed in addition to the API, its resolvers and its tables.
pub(crate) struct Deployed {
    /// The use of data sources by resolvers.
    pub(crate) usage: Usage,
    /// The parts that transformers add.
    pub(crate) infrastructure: Infrastructure,
}

/// Describes tables, databases, data sources, state machines and stacks. Returns nothing if one
/// of the diagnostics is an error.
pub(crate) fn emit(
    api: &Api,
    resolvers: &[PlannedResolver],
    deployed: &Deployed,
    access: &AccessTable,
    format: TemplateFormat,
    previous: &Placement,
) -> (Option<Emitted>, Vec<Diagnostic>) {
    let (roles, mut found) = role_policies(api, access);
    let ((databases, data_sources), described) = rayon::join(
        || rayon::join(|| databases::databases(api), || data_sources::data_sources(api, deployed)),
        || StackSet::describe(api, resolvers, deployed, &roles, format, previous),
    );
    let databases = databases.map_err(|defect| found.push(defect.into())).ok();
    match described {
        Ok(StackSet { stacks, assets, placement }) => {
            found.extend(limits::faults(&stacks));
            let (tables, state_machines) = (tables(api), state_machines(&deployed.infrastructure));
            let emitted = databases.map(|databases| Emitted {
                tables,
                databases,
                data_sources,
                state_machines,
                stacks,
                assets,
                placement,
            });
            (emitted, found)
        }
        Err(faults) => {
            found.extend(faults);
            (None, found)
        }
    }
}

/// The tables of models, and the table of changes if data sources are versioned.
fn tables(api: &Api) -> BTreeMap<String, Table> {
    let stored = api.models.values().filter(|model| !model.is_relational());
    let tables = stored
        .map(|model| (Source::Table(model.stored.name.clone()).name(), Table::for_model(model)));
    let delta = api.settings.conflict_resolution.as_ref();
    let delta =
        delta.map(|_| (delta_sync::NAME.to_owned(), Table::with_string_key(delta_sync::KEY)));
    tables.chain(delta).collect()
}

/// The state machines that are deployed with an API, by name.
pub(crate) fn state_machines(infrastructure: &Infrastructure) -> BTreeMap<String, StateMachine> {
    let machines = infrastructure.state_machines();
    machines.map(|(name, machine)| (name.to_owned(), machine.clone())).collect()
}
