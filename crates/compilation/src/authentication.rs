//! The authentication types of an API.

use burgeon_core::settings::Settings;
use serde::{Deserialize, Serialize};

/// The authentication types of the API, as in AppSync.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authentication {
    /// The API's own.
    pub default: String,
    /// The additional ones.
    pub additional: Vec<String>,
}

impl From<&Settings> for Authentication {
    fn from(settings: &Settings) -> Self {
        let additional = settings.auth.additional.iter();
        Self {
            default: settings.auth.default.authentication_type().to_owned(),
            additional: additional.map(|mode| mode.authentication_type().to_owned()).collect(),
        }
    }
}
