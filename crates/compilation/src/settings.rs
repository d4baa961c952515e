//! The settings of a build, as its folder records them.

use burgeon_core::{Defect, Settings};
use serde_json::{Map, Value as Json};

use crate::SETTINGS_FILE;

/// The settings that differ from their defaults, as JSON.
///
/// A value that equals its default is left out, so a new setting changes no build that does not use
/// it. A default that changes is read as the default of the version that reads the folder.
pub(crate) fn text(settings: &Settings) -> Result<String, Defect> {
    let given = json(settings)?;
    let set = different(given, &json(&Settings::default())?);
    Ok(format!("{:#}\n", set.unwrap_or_else(|| Json::Object(Map::new()))))
}

fn json(settings: &Settings) -> Result<Json, Defect> {
    let json = serde_json::to_value(settings);
    json.map_err(|reason| Defect::new(reason.to_string()).at(SETTINGS_FILE))
}

/// What of a value differs from the default; `None` if nothing does.
fn different(given: Json, default: &Json) -> Option<Json> {
    if given == *default {
        return None;
    }
    let (Json::Object(given), Json::Object(defaults)) = (&given, default) else {
        return Some(given);
    };
    let entry = |(name, value): (&String, &Json)| {
        let value = match defaults.get(name) {
            Some(default) => different(value.clone(), default)?,
            None => value.clone(),
        };
        Some((name.clone(), value))
    };
    Some(Json::Object(given.iter().filter_map(entry).collect()))
}

#[cfg(test)]
mod tests {
    use burgeon_core::Settings;
    use burgeon_core::settings::{Billing, ModelSettings, Tables};
    use serde_json::{Value as Json, json};

    use super::text;

    fn read(text: &str) -> Settings {
        serde_json::from_str(text).expect("settings are read back")
    }

    #[test]
    fn defaults_are_not_recorded() {
        assert_eq!(text(&Settings::default()).unwrap(), "{}\n");
    }

    #[test]
    fn a_setting_is_recorded_alone() {
        let mut settings = Settings { x_ray: true, ..Settings::default() };
        settings.tables.billing = Billing::Provisioned { read: 5, write: 1 };
        settings.auth.api_key.expires_in_days = 30;
        let recorded: Json = serde_json::from_str(&text(&settings).unwrap()).unwrap();
        let expected = json!({
            "auth": { "apiKey": { "expiresInDays": 30 } },
            "tables": { "billing": { "provisioned": { "read": 5, "write": 1 } } },
            "xRay": true,
        });
        assert_eq!(recorded, expected);
        assert_eq!(read(&text(&settings).unwrap()), settings);
    }

    #[test]
    fn a_model_with_the_defaults_of_all_keeps_them() {
        let mut settings = Settings::default();
        settings.tables.deletion_protection = !settings.tables.deletion_protection;
        let own = ModelSettings { table: Some(Tables::default()), ..ModelSettings::default() };
        settings.models.insert("Todo".to_owned(), own);
        assert_eq!(read(&text(&settings).unwrap()), settings);
    }

    /// Leaving out a part of an object is sound only if the rest of it is read with defaults.
    #[test]
    fn every_object_among_the_defaults_is_read_without_its_parts() {
        fn objects(at: &str, value: &Json, found: &mut Vec<String>) {
            let Json::Object(entries) = value else { return };
            found.push(at.to_owned());
            entries.iter().for_each(|(name, value)| objects(&format!("{at}/{name}"), value, found));
        }
        let defaults = serde_json::to_value(Settings::default()).unwrap();
        let mut found = vec![];
        objects("", &defaults, &mut found);
        assert!(found.len() > 5, "{found:?}");
        for at in found {
            let mut emptied = defaults.clone();
            *emptied.pointer_mut(&at).expect("it was found there") = json!({});
            assert_eq!(read(&emptied.to_string()), Settings::default(), "{at}");
        }
    }
}
