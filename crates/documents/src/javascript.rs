//! Documents in JavaScript and TypeScript: tagged templates, and templates after `/* GraphQL */`.

use std::path::Path;

use crate::Document;

/// The tags of templates that are documents.
const TAGS: [&str; 2] = ["gql", "graphql"];

pub(crate) fn find(path: &Path, code: &str) -> Vec<Document> {
    let mut scanner = Scanner { path, code, at: 0, documents: Vec::new() };
    scanner.code(None, 0);
    scanner.documents
}

/// The maximal nesting of templates; deeper ones are not searched.
const DEPTH: usize = 50;

struct Scanner<'a> {
    path: &'a Path,
    code: &'a str,
    at: usize,
    documents: Vec<Document>,
}

/// The previous token, as far as the next character's meaning depends on it.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    /// A tag of documents, or their comment.
    Mark,
    /// A value, after which `/` divides.
    Value,
    /// An operator or a keyword, after which `/` begins a regular expression.
    Operator,
}

impl Scanner<'_> {
    /// Searches code, up to the `}` of an interpolation if `end` is one.
    fn code(&mut self, end: Option<char>, depth: usize) {
        let mut before = Before::Operator;
        let mut open = 0_usize;
        while let Some(c) = self.peek() {
            match c {
                '}' if end == Some('}') && open == 0 => return,
                '{' => {
                    open += 1;
                    self.bump();
                    before = Before::Operator;
                }
                '}' => {
                    open = open.saturating_sub(1);
                    self.bump();
                    before = Before::Operator;
                }
                '`' => {
                    self.template(before == Before::Mark, depth);
                    before = Before::Value;
                }
                '\'' | '"' => {
                    self.string(c);
                    before = Before::Value;
                }
                '/' => before = self.slash(before),
                // `gql(` and `gql<Type>` are marks as `gql` is.
                '(' if before == Before::Mark => self.bump(),
                '<' if before == Before::Mark => self.type_arguments(),
                c if c.is_whitespace() => self.bump(),
                c if is_word(c) => before = self.word(),
                c => {
                    self.bump();
                    before = if matches!(c, ')' | ']') { Before::Value } else { Before::Operator };
                }
            }
        }
    }

    fn peek(&self) -> Option<char> {
        self.code[self.at..].chars().next()
    }

    fn bump(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    fn starts_with(&self, text: &str) -> bool {
        self.code[self.at..].starts_with(text)
    }

    /// Skips to the end of a text, or to the end.
    fn skip_behind(&mut self, text: &str) {
        let rest = &self.code[self.at..];
        self.at += rest.find(text).map_or(rest.len(), |found| found + text.len());
    }

    fn word(&mut self) -> Before {
        let rest = &self.code[self.at..];
        let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let word = &rest[..length];
        self.at += length;
        match word {
            word if TAGS.contains(&word) => Before::Mark,
            "return" | "typeof" | "case" | "in" | "of" | "do" | "else" | "await" | "yield" => {
                Before::Operator
            }
            _ => Before::Value,
        }
    }

    /// A comment, a division or a regular expression.
    fn slash(&mut self, before: Before) -> Before {
        if self.starts_with("//") {
            self.skip_behind("\n");
            return before;
        }
        if self.starts_with("/*") {
            let start = self.at;
            self.at += 2;
            self.skip_behind("*/");
            let comment = self.code[start..self.at].trim_matches(['/', '*']).trim();
            return if comment.eq_ignore_ascii_case("graphql") { Before::Mark } else { before };
        }
        // Ends of JSX's tags.
        if self.code[..self.at].ends_with('<') || self.starts_with("/>") {
            self.bump();
            return Before::Operator;
        }
        self.bump();
        if before == Before::Operator {
            self.regular_expression();
            return Before::Value;
        }
        Before::Operator
    }

    /// Skips `<…>`, if it ends before the next template.
    fn type_arguments(&mut self) {
        let mut open = 0_usize;
        while let Some(c) = self.peek() {
            match c {
                '<' => open += 1,
                '>' => open = open.saturating_sub(1),
                '`' => return,
                _ => {}
            }
            self.bump();
            if open == 0 {
                return;
            }
        }
    }

    fn regular_expression(&mut self) {
        let mut in_class = false;
        while let Some(c) = self.peek() {
            match c {
                // It was not one; only the rest of the line is skipped.
                '\n' => return,
                '\\' => self.bump(),
                '[' => in_class = true,
                ']' => in_class = false,
                '/' if !in_class => return self.bump(),
                _ => {}
            }
            self.bump();
        }
    }

    fn string(&mut self, quote: char) {
        self.bump();
        while let Some(c) = self.peek() {
            self.bump();
            match c {
                '\\' => self.bump(),
                // An apostrophe in the text of JSX does not begin a string.
                '\n' => return,
                c if c == quote => return,
                _ => {}
            }
        }
    }

    fn template(&mut self, is_document: bool, depth: usize) {
        self.bump();
        let mut document = Document::starting(self.path, self.at);
        // Interpolated expressions may contain documents, which come first.
        while let Some(c) = self.peek() {
            let start = self.at;
            match c {
                '`' => {
                    self.bump();
                    break;
                }
                '\\' => {
                    let value = self.escape();
                    document.push_escape(&value, start..self.at);
                }
                '$' if self.starts_with("${") && depth < DEPTH => {
                    self.at += 2;
                    self.code(Some('}'), depth + 1);
                    self.bump();
                    document.push_interpolation(&self.code[start..self.at]);
                }
                c => {
                    self.bump();
                    document.text.push(c);
                }
            }
        }
        if is_document {
            self.documents.push(document);
        }
    }

    /// The value of an escape.
    fn escape(&mut self) -> String {
        self.bump();
        let Some(c) = self.peek() else { return String::new() };
        self.bump();
        match c {
            'n' => "\n".to_owned(),
            't' => "\t".to_owned(),
            'r' => "\r".to_owned(),
            'b' | 'f' | 'v' | '0' => " ".to_owned(),
            '\n' => String::new(),
            'x' => self.code_point(2),
            'u' if self.starts_with("{") => {
                self.bump();
                let rest = &self.code[self.at..];
                let value = self.code_point(rest.find('}').unwrap_or(0));
                self.bump();
                value
            }
            'u' => self.code_point(4),
            other => other.to_string(),
        }
    }

    /// The character that so many hexadecimal digits name; half of a pair is a space.
    fn code_point(&mut self, digits: usize) -> String {
        let found = self.code[self.at..].get(..digits);
        let Some(found) = found.filter(|text| text.bytes().all(|b| b.is_ascii_hexdigit())) else {
            return String::new();
        };
        self.at += digits;
        let point = u32::from_str_radix(found, 16).ok().and_then(char::from_u32);
        point.unwrap_or(' ').to_string()
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(code: &str) -> Vec<String> {
        find("a.tsx".as_ref(), code).into_iter().map(|document| document.text).collect()
    }

    #[test]
    fn tagged_templates_and_generated_statements_are_found() {
        let code = "const a = gql`query A { a }`;\n\
                    export const b = /* GraphQL */ `query B { b }` as GeneratedQuery<B>;\n\
                    graphql`fragment C on D { e }`; const no = `query X { x }`; css`a {}`";
        assert_eq!(texts(code), ["query A { a }", "query B { b }", "fragment C on D { e }"]);
    }

    #[test]
    fn calls_and_type_arguments_are_marks_too() {
        let code = "graphql(`query A { a }`); gql<Map<A, B>>`query B { b }`; f(`query X { x }`);\n\
                    const c = <p>a / b</p>; const d = <br />; gql`query C { c }`";
        assert_eq!(texts(code), ["query A { a }", "query B { b }", "query C { c }"]);
    }

    #[test]
    fn comments_strings_and_regular_expressions_are_passed_over() {
        let code = "// gql`query A { a }`\n/* gql`query B { b }` */ 'gql`' + \"gql`\";\n\
                    x = /[`/]gql`/; y = a / b / gql`query C { c }`; <p>Don't</p>\n\
                    return /`/.test(gql`query D { d }`)";
        assert_eq!(texts(code), ["query C { c }", "query D { d }"]);
    }

    #[test]
    fn interpolations_are_spaces_and_searched_themselves() {
        let code = "gql`query A { ...B } ${gql`fragment B on C { d }`}`";
        let documents = find("a.ts".as_ref(), code);
        assert_eq!(documents[0].text, "fragment B on C { d }");
        assert_eq!(documents[1].text.trim_end(), "query A { ...B }");
        let interpolated = &documents[1].interpolations;
        assert_eq!(interpolated.first(), Some(&(17..documents[1].text.len())));
        assert_eq!(interpolated.len(), 1);
    }

    #[test]
    fn places_behind_escapes_and_interpolations_are_right() {
        let code = "x; gql`{ a(b: \"\\u00e9\\`\") ${ { c: '}' }.c } last }`";
        let documents = find("a.ts".as_ref(), code);
        let text = &documents[0].text;
        assert!(text.starts_with("{ a(b: \"é`\") "), "{text}");
        let last = text.find("last").unwrap();
        assert!(code[documents[0].offset_in_file(last)..].starts_with("last"));
    }

    #[test]
    fn documents_that_are_found_are_parsed() {
        let code = "export const listTodos = /* GraphQL */ `query ListTodos(\n  $limit: Int\n) {\n  \
                    listTodos(limit: $limit) { items { id } }\n}\n`;";
        for text in texts(code) {
            let parsed = apollo_compiler::ast::Document::parse(&text, "a.graphql");
            assert!(parsed.is_ok(), "{text}");
        }
    }
}
