use std::collections::{BTreeMap, BTreeSet};

use crate::data_source::DataSource;
use crate::deployment::Variable;
use crate::mapping_template::{Needs, Permission};
use crate::resolver::Use;

/// What the planned resolvers do with data sources: what their roles have to allow.
#[derive(Debug, Clone, Default)]
pub struct Usage {
    by_source: BTreeMap<DataSource, DataSourceUsage>,
}

/// What resolvers do with one data source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DataSourceUsage {
    /// The actions on the table, if it is the table of a model.
    pub table_actions: BTreeSet<Use>,
    /// What its role has to allow in addition to calling the data source itself.
    pub permissions: BTreeSet<Permission>,
    /// The variables that request templates read.
    pub variables: BTreeSet<Variable>,
}

impl Usage {
    /// Records a request.
    pub fn record(&mut self, source: &DataSource, table_actions: &[Use], needs: &Needs) {
        // Most requests are to a data source that is known already, and do nothing new.
        if !self.by_source.contains_key(source) {
            self.by_source.insert(source.clone(), DataSourceUsage::default());
        }
        let Some(usage) = self.by_source.get_mut(source) else { return };
        usage.table_actions.extend(table_actions.iter().cloned());
        usage.permissions.extend(needs.permissions.iter().cloned());
        usage.variables.extend(&needs.variables);
    }

    /// What resolvers do with a data source; `None` if no resolver calls it.
    pub fn of(&self, source: &DataSource) -> Option<&DataSourceUsage> {
        self.by_source.get(source)
    }

    /// Every data source that a resolver calls, with what resolvers do with it.
    pub fn data_sources(&self) -> impl Iterator<Item = (&DataSource, &DataSourceUsage)> {
        self.by_source.iter()
    }
}
