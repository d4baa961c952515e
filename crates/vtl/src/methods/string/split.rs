//! `split`.

use crate::methods::Answer;
use crate::state::State;

/// The parts between the matches of a regular expression; at most `limit` if that is positive.
/// With a limit of 0 empty parts at the end are left out.
pub(super) fn split(s: &str, pattern: &str, limit: i32, state: &mut State<'_>) -> Answer {
    let pattern = state.regex(pattern)?;
    let most = usize::try_from(limit).ok().filter(|limit| *limit > 0).unwrap_or(usize::MAX);
    let mut parts = Vec::new();
    let mut start = 0;
    let mut from = 0;
    while parts.len() + 1 < most && from <= s.len() {
        let Some(found) = pattern.find(s, from, state)? else {
            break;
        };
        // An empty match at the start has no part before it, and one at the end no part after it.
        let useless = found.end == 0 || (found.is_empty() && found.start == s.len());
        if !useless {
            parts.push(part(s, start, found.start, state)?);
            start = found.end;
        }
        from = match s.get(found.end..).and_then(|rest| rest.chars().next()) {
            _ if !found.is_empty() => found.end,
            Some(next) => found.end + next.len_utf8(),
            None => break,
        };
    }
    if parts.is_empty() && start == 0 {
        return state.list(vec![s.into()]);
    }
    parts.push(part(s, start, s.len(), state)?);
    if limit == 0 {
        while parts.last().is_some_and(|part| part.as_str() == Some("")) {
            parts.pop();
        }
    }
    state.list(parts)
}

fn part(s: &str, from: usize, to: usize, state: &mut State<'_>) -> Answer {
    let part = s.get(from..to).unwrap_or_default();
    state.string(part)
}
