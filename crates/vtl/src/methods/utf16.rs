//! Java's view of a text: a sequence of UTF-16 units.

use ecow::EcoString;

/// The number of units.
pub(super) fn length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}

/// The units from `from` up to `to`; `None` if there are fewer. Half of a surrogate pair
/// becomes U+FFFD, since texts here are UTF-8.
pub(super) fn slice(text: &str, from: usize, to: usize) -> Option<EcoString> {
    if text.is_ascii() {
        return text.get(from..to).map(EcoString::from);
    }
    let units: Vec<u16> = text.encode_utf16().collect();
    units.get(from..to).map(|units| String::from_utf16_lossy(units).into())
}

/// The unit that the byte at `offset` belongs to.
pub(super) fn units_before(text: &str, offset: usize) -> usize {
    text.get(..offset).map_or(0, length)
}

/// The byte that the unit at `index` starts at, or the next one that starts a character; the
/// text's length if there are fewer units.
pub(super) fn offset(text: &str, index: usize) -> usize {
    if text.is_ascii() {
        return index.min(text.len());
    }
    let mut units = 0;
    for (offset, c) in text.char_indices() {
        if units >= index {
            return offset;
        }
        units += c.len_utf16();
    }
    text.len()
}
