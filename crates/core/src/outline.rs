//! Which definition a place of a schema file is in, as a schema coordinate.
//!
//! Source of truth: <https://spec.graphql.org/draft/#sec-Schema-Coordinates>.

use std::ops::Range;

use apollo_compiler::Node;
use apollo_compiler::ast::{
    Definition, Document, EnumValueDefinition, FieldDefinition, InputValueDefinition,
};
use apollo_compiler::parser::SourceSpan;

use crate::Name;

/// The definitions of a file, with their fields, values and arguments, in the order of the text.
///
/// It holds offsets alone, and no name: every compilation makes one, and few need it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outline(Vec<Entry>);

#[derive(Debug, Clone)]
struct Entry {
    range: Range<u32>,
    name: Range<u32>,
    kind: Kind,
    /// The position of the definition that encloses this one.
    parent: Option<u32>,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Type,
    Directive,
    /// A field, or a value of an enum.
    Member,
    Argument,
}

impl Outline {
    /// The outline of a file as the parser read it.
    pub fn new(document: &Document) -> Self {
        let mut outline = Self::default();
        document.definitions.iter().for_each(|definition| outline.definition(definition));
        outline
    }

    /// The coordinate of the innermost definition that encloses a range of the file's text.
    pub fn enclosing(&self, text: &str, range: &Range<usize>) -> Option<String> {
        let (start, end) = (u32::try_from(range.start).ok()?, u32::try_from(range.end).ok()?);
        let after = self.0.partition_point(|entry| entry.range.start <= start);
        let mut entry = self.0.get(after.checked_sub(1)?)?;
        while entry.range.end < end {
            entry = self.parent(entry)?;
        }
        self.coordinate(text, entry)
    }

    fn parent(&self, entry: &Entry) -> Option<&Entry> {
        self.0.get(usize::try_from(entry.parent?).ok()?)
    }

    fn coordinate(&self, text: &str, entry: &Entry) -> Option<String> {
        let Range { start, end } = entry.name;
        let name = text.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)?;
        let enclosing = || self.coordinate(text, self.parent(entry)?);
        Some(match entry.kind {
            Kind::Type => name.to_owned(),
            Kind::Directive => format!("@{name}"),
            Kind::Member => format!("{}.{name}", enclosing()?),
            Kind::Argument => format!("{}({name}:)", enclosing()?),
        })
    }

    fn definition(&mut self, definition: &Definition) {
        let kind = match definition {
            Definition::DirectiveDefinition(_) => Kind::Directive,
            _ => Kind::Type,
        };
        let span = definition.location();
        let Some(parent) = self.push(span, type_name(definition), kind, None) else { return };
        match definition {
            Definition::ObjectTypeDefinition(ty) => self.fields(&ty.fields, parent),
            Definition::ObjectTypeExtension(ty) => self.fields(&ty.fields, parent),
            Definition::InterfaceTypeDefinition(ty) => self.fields(&ty.fields, parent),
            Definition::InterfaceTypeExtension(ty) => self.fields(&ty.fields, parent),
            Definition::InputObjectTypeDefinition(ty) => {
                self.inputs(&ty.fields, Kind::Member, parent);
            }
            Definition::InputObjectTypeExtension(ty) => {
                self.inputs(&ty.fields, Kind::Member, parent);
            }
            Definition::EnumTypeDefinition(ty) => self.values(&ty.values, parent),
            Definition::EnumTypeExtension(ty) => self.values(&ty.values, parent),
            Definition::DirectiveDefinition(directive) => {
                self.inputs(&directive.arguments, Kind::Argument, parent);
            }
            _ => {}
        }
    }

    fn fields(&mut self, fields: &[Node<FieldDefinition>], parent: u32) {
        for field in fields {
            let name = Some(&field.name);
            if let Some(position) = self.push(field.location(), name, Kind::Member, Some(parent)) {
                self.inputs(&field.arguments, Kind::Argument, position);
            }
        }
    }

    fn inputs(&mut self, inputs: &[Node<InputValueDefinition>], kind: Kind, parent: u32) {
        for input in inputs {
            self.push(input.location(), Some(&input.name), kind, Some(parent));
        }
    }

    fn values(&mut self, values: &[Node<EnumValueDefinition>], parent: u32) {
        for value in values {
            self.push(value.location(), Some(&value.value), Kind::Member, Some(parent));
        }
    }

    /// Adds an entry and returns its position; nothing without a location, and nothing behind the
    /// first four gigabytes.
    fn push(
        &mut self,
        span: Option<SourceSpan>,
        name: Option<&Name>,
        kind: Kind,
        parent: Option<u32>,
    ) -> Option<u32> {
        let bytes = |span: SourceSpan| {
            Some(u32::try_from(span.offset()).ok()?..u32::try_from(span.end_offset()).ok()?)
        };
        let position = u32::try_from(self.0.len()).ok()?;
        let entry = Entry { range: bytes(span?)?, name: bytes(name?.location()?)?, kind, parent };
        self.0.push(entry);
        Some(position)
    }
}

/// The name of a type, also of one that is extended, or of a directive.
fn type_name(definition: &Definition) -> Option<&Name> {
    match definition {
        Definition::ScalarTypeExtension(ty) => Some(&ty.name),
        Definition::ObjectTypeExtension(ty) => Some(&ty.name),
        Definition::InterfaceTypeExtension(ty) => Some(&ty.name),
        Definition::UnionTypeExtension(ty) => Some(&ty.name),
        Definition::EnumTypeExtension(ty) => Some(&ty.name),
        Definition::InputObjectTypeExtension(ty) => Some(&ty.name),
        _ => definition.name(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: &str = r#"
"""Notes."""
type Todo @model @rules(list: [{ allow: owner }]) {
  "its ä title"
  title(long: Boolean = true): String @other(value: "new")
  done: Boolean
}
extend type Todo { late: Int }
enum Color { RED @tag BLUE }
input Filter { text: String = "any" }
directive @tag(name: String) on ENUM_VALUE
schema { query: Query }
union Any = Todo
"#;

    fn coordinate(part: &str) -> Option<String> {
        let parsed = Document::parse(SCHEMA, "a.graphql").unwrap_or_else(|broken| broken.partial);
        let start = SCHEMA.find(part).expect("a part of the schema");
        Outline::new(&parsed).enclosing(SCHEMA, &(start..start + part.len()))
    }

    #[test]
    fn every_place_has_the_coordinate_of_its_definition() {
        for (part, expected) in [
            ("\"\"\"Notes", Some("Todo")),
            ("allow: owner", Some("Todo")),
            ("its ä", Some("Todo.title")),
            ("long", Some("Todo.title(long:)")),
            ("= true", Some("Todo.title(long:)")),
            ("): String", Some("Todo.title")),
            ("value: \"new\"", Some("Todo.title")),
            ("done: Boolean\n}", Some("Todo")),
            ("late: Int", Some("Todo.late")),
            ("RED @tag BLUE", Some("Color")),
            ("@tag BLUE", Some("Color")),
            ("BLUE", Some("Color.BLUE")),
            ("\"any\"", Some("Filter.text")),
            ("directive", Some("@tag")),
            ("name: String", Some("@tag(name:)")),
            ("query: Query", None),
            ("Any", Some("Any")),
            ("\n\"\"\"", None),
        ] {
            assert_eq!(coordinate(part).as_deref(), expected, "{part}");
        }
    }
}
