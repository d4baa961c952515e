//! Changes of a text that leave the rest of it alone.

use std::ops::Range;

/// Changes of one text, by the bytes of the text as it was.
#[derive(Debug, Clone, Default)]
pub(crate) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// Replaces a range by a text.
    pub(crate) fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.0.push((range, text.into()));
    }

    /// Inserts a text; texts at the same position follow each other.
    pub(crate) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    /// Removes a range.
    pub(crate) fn remove(&mut self, range: Range<usize>) {
        self.replace(range, "");
    }

    /// The text with all changes made. What would change a place twice is made once.
    pub(crate) fn apply(mut self, text: &str) -> String {
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
        let mut changed = String::with_capacity(text.len());
        let mut done = 0;
        for (range, new) in self.0 {
            let Some(kept) = text.get(done..range.start) else { continue };
            changed += kept;
            changed += &new;
            done = range.end;
        }
        changed + text.get(done..).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Edits;

    #[test]
    fn insertions_stand_before_what_is_removed_behind_them() {
        let mut edits = Edits::default();
        edits.remove(1..3);
        edits.insert(1, "x");
        edits.insert(1, "y");
        edits.replace(2..3, "never");
        assert_eq!(edits.apply("abcd"), "axyd");
        assert_eq!(Edits::default().apply("abcd"), "abcd");
    }
}
