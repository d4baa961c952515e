//! What the build itself changes.

use std::path::{Component, Path, PathBuf};

use burgeon::LOCK_FILE;

/// The files that a build writes, whose changes are no reason to build.
pub(super) struct Ignored {
    output: PathBuf,
}

impl Ignored {
    /// What a build into this folder writes.
    pub fn new(output: &Path) -> Self {
        let absolute = std::path::absolute(output).unwrap_or_else(|_| output.to_owned());
        Self { output: absolute.canonicalize().unwrap_or(absolute) }
    }

    /// Whether a build may read what is at a path.
    pub fn may_be_input(&self, path: &Path) -> bool {
        let output = self.output.file_name().unwrap_or_default().to_string_lossy();
        let aside = format!(".{output}.burgeon-");
        let is_own = |part: Component<'_>| {
            let name = part.as_os_str().to_string_lossy();
            name == LOCK_FILE || name.starts_with(&aside) || name.starts_with(".burgeon-")
        };
        !path.starts_with(&self.output) && !path.components().any(is_own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_build_does_itself_is_no_change() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().canonicalize().unwrap();
        let ignored = Ignored::new(&folder.join("build"));
        let is_input = |path: &str| ignored.may_be_input(&folder.join(path));
        assert!(is_input("schema.graphql") && is_input("resolvers/Query.a.init.1.req.vtl"));
        assert!(!is_input("build") && !is_input("build/schema.graphql"));
        assert!(!is_input(".build.burgeon-x1/new/schema.graphql"));
        assert!(!is_input("burgeon.lock") && !is_input(".burgeon-x1/new"));
    }
}
