//! Data sources that belong to no model and that no transformer deploys.

use burgeon_core::Settings;
use burgeon_core::api::DataSource;
use burgeon_core::infrastructure::{Connection, DataSourceUsage, StackFragment, Usage};

use super::{database, user_data_sources};

/// A fragment for each of the data sources that resolvers call.
pub(super) fn fragments(settings: &Settings, usage: &Usage) -> Vec<StackFragment> {
    usage.data_sources().filter_map(|(source, used)| fragment(settings, source, used)).collect()
}

fn fragment(
    settings: &Settings,
    source: &DataSource,
    usage: &DataSourceUsage,
) -> Option<StackFragment> {
    let mut fragment = StackFragment::for_data_source(source)?;
    let connection = match source {
        DataSource::Function(function) => Connection::function(fragment.function_arn(function)),
        DataSource::Http(endpoint) => {
            fragment.note_variables(&endpoint.origin);
            Connection::http(endpoint)
        }
        DataSource::Database(name) => database::connection(&mut fragment, settings, name),
        DataSource::Declared(name, _) => {
            user_data_sources::connection(&mut fragment, settings.data_sources.get(name)?)
        }
        DataSource::None | DataSource::Table(_) | DataSource::Deployed(_) => return None,
    };
    fragment.add_data_source(source, connection, usage);
    Some(fragment)
}
