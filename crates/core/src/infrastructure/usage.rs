use std::collections::{BTreeMap, BTreeSet};

use crate::data_source::DataSource;
use crate::deployment::Variable;
use crate::mapping_template::{Needs, Permission};
use crate::resolver::Use;

/// The use of data sources by the planned resolvers, which determines the permissions of roles.
#[derive(Debug, Clone, Default)]
pub struct Usage {
    by_source: BTreeMap<DataSource, DataSourceUsage>,
}

/// The use of one data source by resolvers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DataSourceUsage {
    /// The actions on the table, if it is the table of a model.
    pub table_actions: BTreeSet<Use>,
    /// The permissions of its role in addition to calling the data source.
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

    /// The use of a data source; `None` if no resolver calls it.
    pub fn for_data_source(&self, source: &DataSource) -> Option<&DataSourceUsage> {
        self.by_source.get(source)
    }

    /// Every data source that a resolver calls, with what resolvers do with it.
    pub fn data_sources(&self) -> impl Iterator<Item = (&DataSource, &DataSourceUsage)> {
        self.by_source.iter()
    }
}
