//! Texts in which something is filled in when a request is made: paths and headers.

use std::collections::BTreeSet;

use burgeon_core::Name;
use burgeon_core::deployment::Variable;
use burgeon_core::vtl::property;

/// A text, cut at what is filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Text(pub(super) Vec<Piece>);

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A fixed text.
    Fixed(String),
    /// A value that is known when the stack is deployed.
    Variable(Variable),
    /// A value of the request, as an expression of VTL that is empty if the value is missing.
    Value(Value),
}

/// A value of the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    /// Its name in the schema.
    pub(super) name: String,
    /// The way to it from `$ctx`.
    way: Vec<String>,
}

/// The invalid text after a `$`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct InvalidPlaceholder(pub(super) String);

/// The parts of `$ctx` that a text may refer to.
const ROOTS: [&str; 4] = ["source", "args", "identity", "request"];

impl Text {
    /// Reads a text. `:name` is an argument of the path if `has_parameters`.
    pub(super) fn read(text: &str, has_parameters: bool) -> Result<Self, Vec<InvalidPlaceholder>> {
        let mut reader = Reader { rest: text, ..Reader::default() };
        reader.run(has_parameters);
        match reader.invalid_placeholder.is_empty() {
            true => Ok(Self(reader.pieces)),
            false => Err(reader.invalid_placeholder),
        }
    }

    /// The names of the arguments of the path, each once, in their order.
    pub(super) fn parameters(&self) -> Vec<Name> {
        let mut names: Vec<Name> = Vec::new();
        for piece in &self.0 {
            if let Piece::Value(Value { way, .. }) = piece
                && let [args, params, name] = way.as_slice()
                && args == "args"
                && params == "params"
                && let Ok(name) = Name::new(name)
                && !names.contains(&name)
            {
                names.push(name);
            }
        }
        names
    }

    /// The values of the request in it.
    pub(super) fn values(&self) -> impl Iterator<Item = &Value> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Value(value) => Some(value),
            Piece::Fixed(_) | Piece::Variable(_) => None,
        })
    }

    /// The variables in it.
    pub(super) fn variables(&self) -> BTreeSet<Variable> {
        let variables = self.0.iter().filter_map(|piece| match piece {
            Piece::Variable(variable) => Some(*variable),
            Piece::Fixed(_) | Piece::Value(_) => None,
        });
        variables.collect()
    }
}

impl Value {
    /// The value as a text: nothing if there is none.
    pub(super) fn expression(&self) -> String {
        let way: String = self.way.iter().map(|name| step(name)).collect();
        format!("\"$!{{ctx{way}}}\"")
    }

    /// Whether it is an argument that callers no longer give by that name.
    pub(super) fn is_lost_argument(&self) -> bool {
        self.way.first().is_some_and(|root| root == "args")
            && !self.way.get(1).is_some_and(|part| ["params", "query", "body"].contains(&&**part))
    }
}

fn step(name: &str) -> String {
    match name.contains('-') {
        true => format!(".get('{name}')"),
        false => property(name),
    }
}

#[derive(Default)]
struct Reader<'a> {
    rest: &'a str,
    fixed: String,
    pieces: Vec<Piece>,
    invalid_placeholder: Vec<InvalidPlaceholder>,
}

impl<'a> Reader<'a> {
    fn run(&mut self, has_parameters: bool) {
        while let Some(next) = self.rest.chars().next() {
            match next {
                '$' => self.reference(),
                ':' if has_parameters => self.parameter(),
                _ => self.keep(next.len_utf8()),
            }
        }
        self.flush();
    }

    /// Takes a number of bytes unchanged.
    fn keep(&mut self, bytes: usize) {
        let (kept, rest) = self.rest.split_at(bytes);
        self.fixed.push_str(kept);
        self.rest = rest;
    }

    fn flush(&mut self) {
        if !self.fixed.is_empty() {
            self.pieces.push(Piece::Fixed(std::mem::take(&mut self.fixed)));
        }
    }

    fn add(&mut self, piece: Piece, rest: &'a str) {
        self.flush();
        self.pieces.push(piece);
        self.rest = rest;
    }

    fn parameter(&mut self) {
        let name = word(&self.rest[1..], false);
        if name.is_empty() || Name::new(name).is_err() {
            return self.keep(1);
        }
        let way = vec!["args".to_owned(), "params".to_owned(), name.to_owned()];
        let rest = &self.rest[1 + name.len()..];
        self.add(Piece::Value(Value { name: name.to_owned(), way }), rest);
    }

    fn reference(&mut self) {
        let whole = self.rest;
        for variable in Variable::ALL {
            if let Some(rest) = whole.strip_prefix(&variable.placeholder()) {
                return self.add(Piece::Variable(variable), rest);
            }
        }
        let behind = whole[1..].trim_start_matches('!');
        let (inner, is_braced) = match behind.strip_prefix('{') {
            Some(inner) => (inner, true),
            None => (behind, false),
        };
        let root = word(inner, false);
        if !["ctx", "context"].contains(&root) {
            match is_braced || ["util", "utils"].contains(&root) {
                true => return self.invalid_placeholder(behind),
                false => return self.keep(1),
            }
        }
        let mut way: Vec<String> = Vec::new();
        let mut rest = &inner[root.len()..];
        while let Some(behind) = rest.strip_prefix('.') {
            let name = word(behind, is_braced);
            if name.is_empty() {
                break;
            }
            way.push(name.to_owned());
            rest = &behind[name.len()..];
        }
        let closed = if is_braced { rest.strip_prefix('}') } else { Some(rest) };
        if let Some(first) = way.first_mut().filter(|first| *first == "arguments") {
            *first = "args".to_owned();
        }
        let is_known = way.len() > 1 && way.first().is_some_and(|root| ROOTS.contains(&&**root));
        match closed {
            Some(rest) if is_known && !rest.starts_with('(') => {
                let name = way.last().cloned().unwrap_or_default();
                self.add(Piece::Value(Value { name, way }), rest);
            }
            _ => self.invalid_placeholder(behind),
        }
    }

    fn invalid_placeholder(&mut self, behind: &str) {
        let end = behind.find(['}', '/', '?', '&', ' ']).map_or(behind.len(), |end| end + 1);
        let text = &behind[..end];
        self.invalid_placeholder
            .push(InvalidPlaceholder(format!("${}", text.trim_end_matches(['/', '?', '&', ' ']))));
        self.keep(1);
    }
}

/// The letters, digits and underscores at the start of a text; optionally hyphens as well.
fn word(text: &str, has_hyphens: bool) -> &str {
    let is_in = |c: char| c.is_ascii_alphanumeric() || c == '_' || (has_hyphens && c == '-');
    let end = text.find(|c| !is_in(c)).unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let shown = |piece: Piece| match piece {
            Piece::Fixed(text) => text,
            Piece::Variable(variable) => format!("<{}>", variable.name()),
            Piece::Value(value) => value.expression(),
        };
        let read = Text::read(text, true).expect("it can be read");
        read.0.into_iter().map(shown).collect()
    }

    #[test]
    fn what_is_filled_in_is_found() {
        assert_eq!(
            shown("/a/:id/${ctx.source._id}-${env}/$ctx.args.query.a?$top=1&x=${aws_region}"),
            [
                "/a/",
                "\"$!{ctx.args.params.id}\"",
                "/",
                "\"$!{ctx.source.get('_id')}\"",
                "-",
                "<env>",
                "/",
                "\"$!{ctx.args.query.a}\"",
                "?$top=1&x=",
                "<aws_region>",
            ]
        );
        assert_eq!(shown("${ctx.request.headers.x-y}"), ["\"$!{ctx.request.headers.get('x-y')}\""]);
        assert_eq!(shown("a: b:"), ["a: b:"]);
    }

    #[test]
    fn invalid_placeholders_are_reported() {
        let invalid_placeholder = |text| Text::read(text, true).unwrap_err()[0].0.clone();
        assert_eq!(invalid_placeholder("/${foo}/x"), "${foo}");
        assert_eq!(invalid_placeholder("/$util.urlEncode($x)"), "$util.urlEncode($x)");
        assert_eq!(invalid_placeholder("${ctx.stash.x}"), "${ctx.stash.x}");
        assert_eq!(invalid_placeholder("$ctx.source.x()"), "$ctx.source.x()");
        assert_eq!(invalid_placeholder("${ctx.source.é"), "${ctx.source.é");
    }
}
