//! The settings of a build, as its folder records them.

use std::borrow::Cow;

use burgeon_core::settings::{DatabaseSettings, FunctionSettings, Logging, ModelSettings};
use burgeon_core::settings::{Storage, Tables};
use burgeon_core::{Defect, Settings};
use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::SETTINGS_FILE;

/// The settings that differ from their defaults, as JSON.
///
/// A value that equals its default is left out, so a new setting changes no build that does not use
/// it. A default that changes is read as the default of the version that reads the folder.
pub(crate) fn text(settings: &Settings) -> Result<String, Defect> {
    let set = different(&json(settings)?, &json(&Settings::default())?, &[])?;
    Ok(format!("{set:#}\n"))
}

fn json(settings: &impl Serialize) -> Result<Json, Defect> {
    let json = serde_json::to_value(settings);
    json.map_err(|reason| Defect::new(reason.to_string()).at(SETTINGS_FILE))
}

/// The parts of a value that differ from those of the default.
fn different(given: &Json, default: &Json, path: &[&str]) -> Result<Json, Defect> {
    let (Json::Object(given), Json::Object(defaults)) = (given, default) else {
        return Ok(given.clone());
    };
    let mut set = Map::new();
    for (name, value) in given {
        let path = [path, &[name.as_str()]].concat();
        let default = match defaults.get(name) {
            Some(default) if default == value => continue,
            Some(default @ Json::Object(_)) => Some(Cow::Borrowed(default)),
            _ => default_of(&path)?.map(Cow::Owned),
        };
        let value = match default {
            Some(default) => different(value, &default, &path)?,
            None => value.clone(),
        };
        set.insert(name.clone(), value);
    }
    Ok(Json::Object(set))
}

/// The default of a section that is absent unless it is given.
fn default_of(path: &[&str]) -> Result<Option<Json>, Defect> {
    let default = match path {
        ["databases", _] => json(&DatabaseSettings::default()),
        ["functions", _] => json(&FunctionSettings::default()),
        ["logging"] => json(&Logging::default()),
        ["models", _] => json(&ModelSettings::default()),
        ["models", _, "storage"] => json(&Storage::default()),
        ["models", _, "table"] => json(&Tables::default()),
        _ => return Ok(None),
    };
    default.map(Some)
}

#[cfg(test)]
mod tests {
    use burgeon_core::Settings;
    use burgeon_core::settings::{
        Billing, DatabaseSettings, FunctionSettings, Logging, ModelSettings, ResourceOverride,
        Storage, Tables,
    };
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
    fn a_section_with_its_defaults_is_recorded_as_given() {
        let mut settings = Settings { logging: Some(Logging::default()), ..Settings::default() };
        settings.tables.deletion_protection = !settings.tables.deletion_protection;
        settings.databases.insert("main".to_owned(), DatabaseSettings::default());
        let function =
            FunctionSettings { region: Some("eu-west-1".to_owned()), ..Default::default() };
        settings.functions.insert("echo".to_owned(), function);
        let own = ModelSettings {
            table: Some(Tables { stream: None, ..Tables::default() }),
            storage: Some(Storage::default()),
            ..ModelSettings::default()
        };
        settings.models.insert("Todo".to_owned(), own);
        let properties = json!({ "Name": null, "List": [null] });
        let properties = properties.as_object().unwrap().clone();
        settings.overrides.insert("Todo".to_owned(), ResourceOverride { properties });
        let recorded = text(&settings).unwrap();
        assert_eq!(read(&recorded), settings);
        let recorded: Json = serde_json::from_str(&recorded).unwrap();
        assert_eq!(recorded["logging"], json!({}));
        assert_eq!(recorded["functions"], json!({ "echo": { "region": "eu-west-1" } }));
        assert_eq!(recorded["models"]["Todo"]["storage"], json!({}));
        assert_eq!(recorded["overrides"]["Todo"]["properties"]["Name"], Json::Null);
    }

    /// Leaving out a part of an object is sound only if the rest of it is read with defaults.
    #[test]
    fn every_object_among_the_defaults_is_read_without_its_parts() {
        fn objects(at: &str, value: &Json, found: &mut Vec<String>) {
            let Json::Object(entries) = value else { return };
            found.push(at.to_owned());
            entries.iter().for_each(|(name, value)| objects(&format!("{at}/{name}"), value, found));
        }
        let own = ModelSettings {
            table: Some(Tables::default()),
            storage: Some(Storage::default()),
            ..ModelSettings::default()
        };
        let defaults = Settings {
            databases: [("main".to_owned(), DatabaseSettings::default())].into(),
            functions: [("echo".to_owned(), FunctionSettings::default())].into(),
            logging: Some(Logging::default()),
            models: [("Todo".to_owned(), own)].into(),
            ..Settings::default()
        };
        let maps = ["", "/databases", "/functions", "/models", "/models/Todo"];
        let whole = serde_json::to_value(&defaults).unwrap();
        let mut found = vec![];
        objects("", &whole, &mut found);
        found.retain(|at| !maps.contains(&at.as_str()));
        assert!(found.len() > 10, "{found:?}");
        for at in found {
            let mut emptied = whole.clone();
            *emptied.pointer_mut(&at).expect("it was found there") = json!({});
            assert_eq!(read(&emptied.to_string()), defaults, "{at}");
        }
    }
}
