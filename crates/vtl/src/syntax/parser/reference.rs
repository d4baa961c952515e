//! References.

use ecow::EcoString;

use super::{Parsed, Parser};
use crate::syntax::ast::{Accessor, Method, Reference, Utility};
use crate::syntax::token::Kind;
use crate::syntax::well_known;
use crate::util::{EXTENSIONS, UTIL};
use crate::utility::Namespace;

impl Parser<'_, '_> {
    /// A reference, at an identifier or `{`. In the error of the inner result: the text that is
    /// printed for what is read as one but has no `$`, or has a `\` between `$` and `!`.
    pub(super) fn reference(&mut self) -> Parsed<Result<Reference, String>> {
        let first = self.next;
        let braces = self.eat(Kind::ReferenceLeftCurly)?;
        let identifier = self.next;
        self.expect(Kind::Identifier)?;
        let mut accessors = Vec::new();
        self.indices(&mut accessors)?;
        while self.peek()? == Kind::Dot && self.peek_at(1)? == Kind::Identifier {
            self.next += 1;
            let accessor = self.property_or_method()?;
            accessors.push(accessor);
            self.indices(&mut accessors)?;
        }
        if braces && !self.eat(Kind::ReferenceRightCurly)? {
            return Err(self
                .unexpected("`}`")
                .help("a reference that starts with `${` ends with `}`"));
        }
        Ok(self.finish_reference(first, identifier, accessors))
    }

    fn indices(&mut self, accessors: &mut Vec<Accessor>) -> Parsed<()> {
        while self.eat(Kind::IndexLeft)? {
            let first = self.next - 1;
            let index = self.nested(Self::index_argument)?;
            self.expect(Kind::IndexRight)?;
            accessors.push(Accessor::Index(index, self.span_from(first)));
        }
        Ok(())
    }

    /// Parses a property or a method call after the dot.
    fn property_or_method(&mut self) -> Parsed<Accessor> {
        let first = self.next;
        let name = self.image(first);
        let calls = self.peek_at(1)? == Kind::LeftParen && starts_argument(self.peek_at(2)?);
        self.next += 1;
        if !calls {
            return Ok(Accessor::Property(name.into(), self.span_from(first)));
        }
        self.next += 1;
        let mut arguments = Vec::new();
        if self.peek()? != Kind::MethodRightParen {
            arguments.push(self.nested(Self::parameter)?);
            while self.eat(Kind::Comma)? {
                arguments.push(self.nested(Self::parameter)?);
            }
        }
        self.expect(Kind::MethodRightParen)?;
        Ok(Accessor::Method(Method { name: name.into(), arguments, span: self.span_from(first) }))
    }

    /// Works out which notation it is from the image of its first token, as Velocity does.
    fn finish_reference(
        &mut self,
        first: usize,
        identifier: usize,
        accessors: Vec<Accessor>,
    ) -> Result<Reference, String> {
        let image = self.image(first);
        let span = self.span_from(first);
        if let Some(slash) = image.find('\\').and_then(|_| image.find("\\!")) {
            return Err(without_one_backslash(image, slash));
        }
        let backslashes = image.bytes().take_while(|b| *b == b'\\').count();
        let escaped = backslashes % 2 == 1;
        let escape_prefix = &image[..backslashes / 2];
        let image = &image[backslashes..];
        let dollar = image.rfind('$').unwrap_or(0);
        let (more_prefix, image) = image.split_at(dollar);
        if let Some(token) = self.tokens.get_mut(first) {
            token.start = token.end - image.len();
        }
        if !image.starts_with('$') {
            return Err(image.to_owned());
        }
        let quiet = image.starts_with("$!");
        let name = match image {
            "${" => self.image(identifier),
            _ if image.starts_with("$!{") => self.image(identifier),
            _ if quiet => &image[2..],
            _ => &image[1..],
        };
        let plain = accessors.is_empty() && !quiet && image != "${";
        let variable = self.names.variable(name);
        let null_text = if quiet && !escaped { EcoString::new() } else { self.literal(first) };
        Ok(Reference {
            variable,
            utility: utility(variable, &accessors),
            accessors,
            escape_prefix: escape_prefix.into(),
            more_prefix: more_prefix.into(),
            null_text,
            escaped,
            plain,
            span,
        })
    }
}

/// Whether a token can start an argument of a method, or end the empty list of them.
fn starts_argument(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::MethodRightParen
            | Kind::Whitespace
            | Kind::String
            | Kind::Integer
            | Kind::Float
            | Kind::LeftBracket
            | Kind::LeftCurly
            | Kind::True
            | Kind::False
            | Kind::Identifier
            | Kind::ReferenceLeftCurly
    )
}

/// `$\!x` loses the last `\` of the run that `slash` is in.
fn without_one_backslash(image: &str, slash: usize) -> String {
    let start = image
        .find('$')
        .map_or(slash, |dollar| image[dollar..].find('\\').map_or(slash, |offset| dollar + offset));
    let end = start + image[start..].bytes().take_while(|b| *b == b'\\').count();
    format!("{}{}", &image[..end.saturating_sub(1)], &image[end..])
}

/// The function that a reference calls if its variable is the namespace of that name.
fn utility(variable: usize, accessors: &[Accessor]) -> Option<Utility> {
    let root: &'static Namespace = match variable {
        well_known::UTIL | well_known::UTILS => &UTIL,
        well_known::EXTENSIONS => &EXTENSIONS,
        _ => return None,
    };
    let mut namespace = root;
    for (index, accessor) in accessors.iter().enumerate() {
        match accessor {
            Accessor::Property(name, _) => namespace = namespace.child(name)?,
            Accessor::Method(method) => {
                let function = namespace.function(&method.name, method.arguments.len())?;
                return Some(Utility { root, accessors: index + 1, function });
            }
            Accessor::Index(..) => return None,
        }
    }
    None
}
