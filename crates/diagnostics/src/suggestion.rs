//! "did you mean …"

/// The candidate nearest to a mistyped name, if one is near enough.
///
/// Up to a third of the characters may be missing, added, replaced or swapped with their
/// neighbour; upper and lower case are the same.
pub fn closest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().count();
    // A name of one letter has nothing in common with one that differs in a letter.
    let allowed = (length / 3).clamp(1, 3).min(length.saturating_sub(1));
    let lower = name.to_lowercase();
    let near = |candidate: &'a str| {
        let distance = strsim::damerau_levenshtein(&lower, &candidate.to_lowercase());
        (distance <= allowed && candidate != name).then_some((distance, candidate))
    };
    candidates.into_iter().filter_map(near).min().map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn near_names_are_suggested_and_far_ones_are_not() {
        assert_eq!(closest("modle", ["model", "auth"]), Some("model"));
        assert_eq!(closest("Strnig", ["String", "Int"]), Some("String"));
        assert_eq!(closest("string", ["String"]), Some("String"));
        assert_eq!(closest("searchable", ["model", "auth"]), None);
        assert_eq!(closest("Z", ["A", "B"]), None);
        assert_eq!(closest("", ["A"]), None);
    }
}
