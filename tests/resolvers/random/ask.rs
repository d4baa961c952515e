//! How a client asks for pages, and what it must be told.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value as Json, json};

use super::shape::Stored;
use crate::api::all_pages;

/// Pages of so many objects, in some order, of those whose `rank` is high enough.
#[derive(Debug, Clone)]
pub(super) struct Ask {
    limit: usize,
    direction: Option<&'static str>,
    least: Option<i64>,
}

/// An object that lies where it is looked for.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) number: usize,
    pub(super) rank: i64,
    /// Its sort key, if objects come in an order.
    pub(super) order: Option<Stored>,
}

pub(super) fn asks() -> impl Strategy<Value = Ask> {
    let direction = select(vec![None, Some("ASC"), Some("DESC")]);
    let least = prop::option::of(ranks());
    (1_usize..6, direction, least).prop_map(|(limit, direction, least)| Ask {
        limit,
        direction,
        least,
    })
}

/// What objects have beside their keys.
pub(super) fn ranks() -> impl Strategy<Value = i64> {
    0_i64..4
}

/// The number by which a test knows an object.
pub(super) fn number(object: &Json) -> Option<usize> {
    object["number"].as_u64().and_then(|number| usize::try_from(number).ok())
}

impl Ask {
    /// The same where there is no order to choose.
    pub(super) fn without_direction(&self) -> Self {
        Self { direction: None, ..self.clone() }
    }

    /// Pages of the same size, in no order and of all objects.
    pub(super) fn pages_only(&self) -> Self {
        Self { limit: self.limit, direction: None, least: None }
    }

    /// Reads all pages: of the candidates, exactly those that pass the filter are found, each once,
    /// in order. Gives what was found.
    pub(super) fn check(
        &self,
        candidates: &[Candidate],
        mut page: impl FnMut(Json) -> Json,
    ) -> Result<Vec<Json>, TestCaseError> {
        let (objects, pages) = all_pages(self.limit, |mut arguments| {
            arguments["sortDirection"] = json!(self.direction);
            arguments["filter"] = match self.least {
                Some(least) => json!({ "rank": { "ge": least } }),
                None => Json::Null,
            };
            page(arguments)
        });
        prop_assert!(pages <= candidates.len() / self.limit + 1, "{} pages", pages);
        let found: Vec<usize> = objects.iter().filter_map(number).collect();
        let is_meant =
            |candidate: &&Candidate| self.least.is_none_or(|least| candidate.rank >= least);
        let meant: Vec<&Candidate> = candidates.iter().filter(is_meant).collect();
        let numbers = meant.iter().map(|candidate| candidate.number).collect();
        prop_assert_eq!(sorted(found.clone()), sorted(numbers));
        let of = |number| meant.iter().find(|candidate| candidate.number == number);
        let order: Vec<_> =
            found.into_iter().filter_map(|number| of(number)?.order.as_ref()).collect();
        let is_ordered = order.windows(2).all(|pair| match self.direction {
            Some("DESC") => pair[0] >= pair[1],
            _ => pair[0] <= pair[1],
        });
        prop_assert!(is_ordered, "{:?}", order);
        Ok(objects)
    }
}

fn sorted(mut numbers: Vec<usize>) -> Vec<usize> {
    numbers.sort_unstable();
    numbers
}
