//! Tags.

use std::collections::BTreeMap;

use super::super::Settings;
use super::Rules;

/// The most tags that a resource can have.
///
/// Source of truth: the tagging guide, "Tag naming limits and requirements".
const MAX_TAGS: usize = 50;

impl Rules<'_> {
    pub(super) fn tags_are_usable(&mut self, settings: &Settings) {
        self.are_tags(&["tags"], &settings.tags);
        self.are_tags(&["tables", "tags"], &settings.tables.tags);
        self.are_few(&["tables", "tags"], &settings.tags, &settings.tables.tags);
        for (model, own) in &settings.models {
            if let Some(table) = &own.table {
                let path = ["models", model, "table", "tags"];
                self.are_tags(&path, &table.tags);
                self.are_few(&path, &settings.tags, &table.tags);
            }
        }
    }

    fn are_tags(&mut self, path: &[&str], tags: &BTreeMap<String, String>) {
        for (key, value) in tags {
            let of = [path, &[key.as_str()]].concat();
            self.expect(
                &of,
                is_tag_text(key, 1, 128) && !key.to_ascii_lowercase().starts_with("aws:"),
                "the key of a tag",
                "use letters, digits, spaces and `_.:/=+-@` only, 128 at most, and do not begin with \
                 `aws:`",
            );
            self.expect(
                &of,
                is_tag_text(value, 0, 256),
                "the value of a tag",
                "use letters, digits, spaces and `_.:/=+-@` only, 256 at most",
            );
        }
        self.are_few(path, tags, &BTreeMap::new());
    }

    fn are_few(
        &mut self,
        path: &[&str],
        general: &BTreeMap<String, String>,
        own: &BTreeMap<String, String>,
    ) {
        let added = own.keys().filter(|key| !general.contains_key(*key)).count();
        self.expect(
            path,
            general.len() + added <= MAX_TAGS,
            "what AWS accepts: a resource would have too many tags",
            "keep 50 at most, those of all resources included",
        );
    }
}

fn is_tag_text(text: &str, least: usize, most: usize) -> bool {
    let is_allowed = |c: char| c.is_alphanumeric() || " _.:/=+-@".contains(c);
    (least..=most).contains(&text.chars().count()) && text.chars().all(is_allowed)
}
