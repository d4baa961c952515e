//! The names of files that every output folder has.

/// The path of the manifest, relative to the output folder.
pub const MANIFEST_FILE: &str = "manifest.json";

/// The path of the access table's file, relative to the output folder.
pub const ACCESS_FILE: &str = "access.json";

/// The path of the settings' file, relative to the output folder.
pub const SETTINGS_FILE: &str = "settings.json";
