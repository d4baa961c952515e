//! English plurals and singulars, as the published compiler forms them.
//!
//! Names of operations contain plurals, which must be equal to the letter. No crate has these rules:
//! similar ones follow later versions, and take most of the time of a small build to initialize.
//!
//! Source of truth: npm's `pluralize` 8.0.0, which `tests/data/plurals.txt` was made with.

use super::irregular::{IRREGULAR, UNCOUNTABLE};

/// A rule for the ending of a noun.
struct Rule {
    /// The kept part of the ending: a pattern, see [`matches`].
    stems: &'static [&'static str],
    /// The part after it, which is replaced.
    endings: &'static [&'static str],
    /// The replacement.
    becomes: &'static str,
}

const fn rule(
    stems: &'static [&'static str],
    endings: &'static [&'static str],
    becomes: &'static str,
) -> Rule {
    Rule { stems, endings, becomes }
}

/// Nouns that are the same in both numbers.
const SAME: Rule = rule(
    &["sheep", "pox", "o[iu]s", "measles", "fish", "deer", "[^aeiou]ese", "pokemon"],
    &[""],
    "",
);

/// The first that fits is taken.
const PLURALS: &[Rule] = &[
    SAME,
    rule(&["<"], &["thou"], "you"),
    rule(&["m"], &["an", "en"], "en"),
    rule(&["eaux"], &[""], ""),
    rule(&["child"], &["ren", ""], "ren"),
    rule(&["pe"], &["rson", "ople"], "ople"),
    rule(&["<titm", "<m", "<l"], &["ice", "ouse"], "ice"),
    rule(&["matr", "cod", "mur", "sil", "vert", "ind", "append"], &["ix", "ex"], "ices"),
    rule(&["x", "ch", "ss", "sh", "zz"], &[""], "es"),
    rule(&["[^ch][ieo][ln]"], &["ey"], "ies"),
    rule(&["qu", "[^aeiouy]"], &["y"], "ies"),
    rule(&["kni", "wi", "li"], &["fe"], "ves"),
    rule(&["ar", "l", "ea", "eo", "oa", "hoo"], &["f"], "ves"),
    rule(&[""], &["sis"], "ses"),
    rule(GREEK, &["a", "on"], "a"),
    rule(LATIN, &["a", "um"], "a"),
    rule(&["automat"], &["a", "um"], "a"),
    rule(&["her", "at", "gr"], &["o"], "oes"),
    rule(&["seraph", "cherub"], &["im", ""], "im"),
    rule(&["alumn", "alg", "vertebr"], &["ae", "a"], "ae"),
    rule(US, &["us", "i"], "i"),
    rule(&["[^l]ias", "[aeiou]las", "[ejzr]as", "[iu]am"], &[""], ""),
    rule(&["e[mn]u"], &["s", ""], "s"),
    rule(&["alias", "[^aou]us", "t[lm]as", "gas", "ris"], &[""], "es"),
    rule(&["ax", "test"], &["is"], "es"),
    rule(&["[^aeiou]ese"], &[""], ""),
    rule(&[""], &["s"], "s"),
];

/// The first that fits is taken.
const SINGULARS: &[Rule] = &[
    SAME,
    rule(&["m"], &["en"], "an"),
    rule(&["eau"], &["x", ""], ""),
    rule(&["child"], &["ren"], ""),
    rule(&["pe"], &["rson", "ople"], "rson"),
    rule(&["matr", "append"], &["ices"], "ix"),
    rule(&["cod", "mur", "sil", "vert", "ind"], &["ices"], "ex"),
    rule(&["alumn", "alg", "vertebr"], &["ae"], "a"),
    rule(GREEK, &["a"], "on"),
    rule(LATIN, &["a"], "um"),
    rule(US, &["us", "i"], "us"),
    rule(&["test"], &["is", "es"], "is"),
    rule(&["movie", "twelve", "abuse", "e[mn]u"], &["s"], ""),
    rule(
        &["analy", "diagno", "parenthe", "progno", "synop", "the", "empha", "cri", "ne"],
        &["sis", "ses"],
        "sis",
    ),
    rule(
        &[
            "alias",
            "[aeiou]ris",
            "[^aou]us",
            "t[lm]as",
            "gas",
            "hero",
            "ato",
            "gro",
            "tto",
            "cho",
            "go",
            "ch",
            "ss",
            "sh",
            "zz",
            "x",
        ],
        &["es", ""],
        "",
    ),
    rule(&["seraph", "cherub"], &["im"], ""),
    rule(&["<titm", "<m", "<l"], &["ice"], "ouse"),
    rule(&["<mon", "<smil"], &["ies"], "ey"),
    rule(
        &[
            "<p", "<l", "<zomb", "<neckt", "<crosst", "<t", "<coll", "<faer", "<food", "<gen",
            "<goon", "<group", "<lass", "<talk", "<goal", "<cut",
        ],
        &["ies"],
        "ie",
    ),
    rule(&[""], &["ies"], "y"),
    rule(&["ar", "wol", "[ae]l", "[eo][ao]"], &["ves"], "f"),
    rule(
        &["wi", "kni", "afterli", "halfli", "highli", "lowli", "midli", "nonli", "nightli", "<li"],
        &["ves"],
        "fe",
    ),
    rule(&["ss"], &[""], ""),
    rule(&[""], &["s"], ""),
];

const GREEK: &[&str] = &[
    "apheli",
    "hyperbat",
    "periheli",
    "asyndet",
    "noumen",
    "phenomen",
    "criteri",
    "organ",
    "prolegomen",
    "hedr",
    "automat",
];

const LATIN: &[&str] = &[
    "agend",
    "addend",
    "millenni",
    "dat",
    "extrem",
    "bacteri",
    "desiderat",
    "strat",
    "candelabr",
    "errat",
    "ov",
    "symposi",
    "curricul",
    "quor",
];

const US: &[&str] = &[
    "alumn", "syllab", "vir", "radi", "nucle", "fung", "cact", "stimul", "termin", "bacill", "foc",
    "uter", "loc", "strat",
];

/// The English plural of a word, as in the published compiler's names of lists (`Todo`: `Todos`,
/// `Category`: `Categories`).
pub fn plural(word: &str) -> String {
    changed(word, IRREGULAR.iter().copied(), PLURALS).unwrap_or_else(|| {
        let last = word.chars().last().map(String::from).unwrap_or_default();
        word.to_owned() + &in_case_of(&last, "s")
    })
}

/// The English singular of a word.
pub fn singular(word: &str) -> String {
    let irregular = IRREGULAR.iter().map(|&(one, many)| (many, one));
    changed(word, irregular, SINGULARS).unwrap_or_else(|| word.to_owned())
}

/// The noun in the other number, if a rule applies. `irregular` holds exceptions, each with its
/// result.
fn changed(
    word: &str,
    irregular: impl DoubleEndedIterator<Item = (&'static str, &'static str)> + Clone,
    rules: &[Rule],
) -> Option<String> {
    let lower = word.to_ascii_lowercase();
    if let Some((_, is_already)) = irregular.clone().find(|&(_, to)| to == lower) {
        return Some(in_case_of(word, is_already));
    }
    // Of two exceptions for one noun, the later one applies.
    if let Some((_, becomes)) = irregular.rev().find(|&(from, _)| from == lower) {
        return Some(in_case_of(word, becomes));
    }
    if UNCOUNTABLE.contains(&lower.as_str()) {
        return Some(word.to_owned());
    }
    rules.iter().find_map(|rule| rule.apply(word, &lower))
}

impl Rule {
    fn apply(&self, word: &str, lower: &str) -> Option<String> {
        for ending in self.endings {
            let Some(kept) = lower.strip_suffix(ending) else { continue };
            if let Some(start) = self.stems.iter().find_map(|stem| matches(kept, stem)) {
                let (before, found) = word.split_at_checked(start)?;
                let stem = word.get(start..kept.len())?;
                return Some(
                    before.to_owned() + &in_case_of(found, &(stem.to_owned() + self.becomes)),
                );
            }
        }
        None
    }
}

/// The position at which a pattern at the end of the text begins: letters, `[…]` for one of
/// several, `[^…]` for any other, and `<` for the beginning of the text.
fn matches(text: &str, pattern: &str) -> Option<usize> {
    let mut text = text.as_bytes();
    let mut pattern = pattern.as_bytes();
    while let Some((&last, rest)) = pattern.split_last() {
        pattern = rest;
        let fits: &dyn Fn(u8) -> bool = match last {
            b'<' => return text.is_empty().then_some(0),
            b']' => {
                let open = pattern.iter().rposition(|&byte| byte == b'[')?;
                let class = &pattern[open + 1..];
                pattern = &pattern[..open];
                match class.strip_prefix(b"^") {
                    Some(others) => &move |byte| !others.contains(&byte),
                    None => &move |byte| class.contains(&byte),
                }
            }
            letter => &move |byte| byte == letter,
        };
        let (&byte, before) = text.split_last()?;
        if !fits(byte) {
            return None;
        }
        text = before;
    }
    Some(text.len())
}

/// A noun in the case of the model: small letters, capitals or a capital first letter.
fn in_case_of(model: &str, word: &str) -> String {
    if model == word {
        return word.to_owned();
    }
    if model == model.to_ascii_lowercase() {
        return word.to_ascii_lowercase();
    }
    if model == model.to_ascii_uppercase() {
        return word.to_ascii_uppercase();
    }
    match model.starts_with(|first: char| first.is_ascii_uppercase()) {
        true => super::capitalized(&word.to_ascii_lowercase()),
        false => word.to_ascii_lowercase(),
    }
}
