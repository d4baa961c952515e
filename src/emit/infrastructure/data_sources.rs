//! Data sources that belong to no model and that no transformer deploys.

use burgeon_core::api::DataSource;
use burgeon_core::infrastructure::{Connection, DataSourceUsage, StackFragment, Usage};
use burgeon_core::{Defect, Settings};

use super::{database, user_data_sources};

/// A fragment for each of the data sources that resolvers call.
///
/// # Errors
///
/// A data source is called that the settings do not declare.
pub(super) fn fragments(settings: &Settings, usage: &Usage) -> Result<Vec<StackFragment>, Defect> {
    let called = usage.data_sources();
    called.filter_map(|(source, used)| fragment(settings, source, used).transpose()).collect()
}

/// The fragment of a data source; `None` for those that the root stack, a model's stack or a
/// transformer declares.
fn fragment(
    settings: &Settings,
    source: &DataSource,
    usage: &DataSourceUsage,
) -> Result<Option<StackFragment>, Defect> {
    let Some(mut fragment) = StackFragment::for_data_source(source) else { return Ok(None) };
    let connection = match source {
        DataSource::Function(function) => Connection::function(fragment.function_arn(function)),
        DataSource::Http(endpoint) => {
            fragment.note_variables(&endpoint.origin);
            Connection::http(endpoint)
        }
        DataSource::Database(name) => database::connection(&mut fragment, settings, name),
        DataSource::Declared(name, _) => {
            let declared = settings.data_sources.get(name);
            let kind = declared.and_then(|declared| declared.kinds().next());
            let (Some(declared), Some(kind)) = (declared, kind) else {
                let what = format!("the settings declare no data source `{name}`");
                return Err(Defect::new(what));
            };
            user_data_sources::connection(&mut fragment, declared, kind)
        }
        DataSource::None | DataSource::Table(_) | DataSource::Deployed(_) => return Ok(None),
    };
    fragment.add_data_source(source, connection, usage);
    Ok(Some(fragment))
}

#[cfg(test)]
mod tests {
    use burgeon_core::resolver::Needs;

    use super::*;

    #[test]
    fn a_data_source_that_nothing_declares_is_a_defect() {
        let mut usage = Usage::default();
        let source = DataSource::Declared("gone".to_owned(), "HTTP");
        usage.record(&source, &[], &Needs::default());
        let found = fragments(&Settings::default(), &usage).map(|fragments| fragments.len());
        assert_eq!(found, Err(Defect::new("the settings declare no data source `gone`")));
    }
}
