//! An existing OpenSearch domain. The roles of the API grant the access to it.

use burgeon_cloudformation::{Pseudo, Value};
use burgeon_core::settings::ExistingDomain;

use super::{Engine, Searched, domain};

/// The domain for the other resources. Its owner maintains its policy.
pub(super) fn describe(settings: &ExistingDomain, models: &[Searched]) -> Engine {
    let arn = settings.arn.clone();
    let region = settings.arn.split(':').nth(3);
    Engine {
        endpoint: Value::from(settings.endpoint.as_str()),
        region: region.map_or_else(|| Value::reference(Pseudo::Region), Value::from),
        service: "es",
        reads: domain::reads(&arn, models),
        writes: Box::new(move |index| domain::writes(&arn, index)),
    }
}
