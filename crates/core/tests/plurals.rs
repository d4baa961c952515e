//! Plurals and singulars against those of npm's `pluralize` 8.0.0.
//!
//! `data/plurals.txt` has a line for each word: the word, its plural and its singular. Every ending
//! and every exception that the rules know is among them, in small, capital and mixed letters.

use burgeon_core::names::{plural, singular};

#[test]
fn words_are_the_same_as_published() {
    let mut count = 0;
    for line in include_str!("data/plurals.txt").lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let [word, many, one] = words.as_slice() else { panic!("{line}") };
        assert_eq!(plural(word), *many, "the plural of {word}");
        assert_eq!(singular(word), *one, "the singular of {word}");
        count += 1;
    }
    assert!(count > 1_000, "{count} words");
}
