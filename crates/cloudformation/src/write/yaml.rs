//! Nodes of YAML, each in its place.

use std::fmt::Display;

use serde::ser::{
    Error as _, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeTuple, Serializer,
};
use serde_saphyr::ser::Error;

use super::scalar;

type Result<T = ()> = std::result::Result<T, Error>;

/// Values that the serializer does not support.
type Nothing = Impossible<(), Error>;

/// The indentation of a node's children.
const INDENT: usize = 2;

/// Lines start with these: added at once, since a fifth of a document is white space.
const SPACES: &str = "                                ";

/// A document of one node.
pub(super) fn document(node: &impl Serialize) -> Result<String> {
    let mut text = String::new();
    node.serialize(Node { out: &mut text, column: 0, role: Role::Root })?;
    Ok(text)
}

/// The position of a node relative to the text before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Root,
    /// A name in a map.
    Name,
    /// The value of a name.
    Value,
    /// An item after a dash.
    Item,
    /// The argument after a function's tag.
    Argument,
}

/// The position of a node in the output.
///
/// Every node except a name ends its last line, and begins right after its parent's text.
struct Node<'w> {
    out: &'w mut String,
    /// The column of the name or the dash of the node.
    column: usize,
    role: Role,
}

impl<'w> Node<'w> {
    fn scalar(self, text: &str) -> Result {
        if !matches!(self.role, Role::Root | Role::Name) {
            self.out.push(' ');
        }
        self.out.push_str(text);
        if self.role != Role::Name {
            self.out.push('\n');
        }
        Ok(())
    }

    fn display(self, value: impl Display) -> Result {
        self.scalar(&value.to_string())
    }

    fn unsupported<T>(self, what: &str) -> Result<T> {
        Err(Error::custom(format!("a template holds no {what}")))
    }

    /// The children of a map or a list; a list under a name has the indentation of the name.
    fn parts(self, empty: &'static str, under_name: usize) -> Result<Parts<'w>> {
        let (column, inline) = match self.role {
            Role::Root => (self.column, true),
            Role::Name => return self.unsupported("name that is a map or a list"),
            Role::Value => (self.column + under_name, false),
            Role::Item => (self.column + INDENT, true),
            Role::Argument => (self.column + INDENT, false),
        };
        Ok(Parts { out: self.out, role: self.role, column, inline, empty, is_empty: true })
    }
}

/// The parts of a map or a list.
struct Parts<'w> {
    out: &'w mut String,
    /// The role of the whole.
    role: Role,
    /// The column at which each of them starts.
    column: usize,
    /// Whether the first child is on the line of its parent.
    inline: bool,
    /// The text of an empty one.
    empty: &'static str,
    is_empty: bool,
}

impl Parts<'_> {
    /// Goes to where the next one starts.
    fn start(&mut self) {
        match (self.is_empty, self.inline, self.role) {
            (true, true, Role::Root) => {}
            (true, true, _) => self.out.push(' '),
            (true, false, _) => {
                self.out.push('\n');
                self.indent();
            }
            (false, ..) => self.indent(),
        }
        self.is_empty = false;
    }

    fn indent(&mut self) {
        let mut missing = self.column;
        while missing > 0 {
            let some = missing.min(SPACES.len());
            self.out.push_str(&SPACES[..some]);
            missing -= some;
        }
    }

    fn part(&mut self, role: Role) -> Node<'_> {
        Node { out: self.out, column: self.column, role }
    }

    fn finish(self) -> Result {
        if self.is_empty {
            Node { out: self.out, column: self.column, role: self.role }.scalar(self.empty)?;
        }
        Ok(())
    }
}

impl SerializeMap for Parts<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result {
        self.start();
        name.serialize(self.part(Role::Name))?;
        self.out.push(':');
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result {
        value.serialize(self.part(Role::Value))
    }

    fn end(self) -> Result {
        self.finish()
    }
}

impl SerializeSeq for Parts<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result {
        self.start();
        self.out.push('-');
        item.serialize(self.part(Role::Item))
    }

    fn end(self) -> Result {
        self.finish()
    }
}

impl SerializeTuple for Parts<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result {
        SerializeSeq::serialize_element(self, item)
    }

    fn end(self) -> Result {
        self.finish()
    }
}

/// Methods for what no template holds.
macro_rules! unsupported {
    ($($method:ident($($argument:ty),*) -> $answer:ty, $what:literal;)*) => {
        $(fn $method(self, $(_: $argument),*) -> Result<$answer> {
            self.unsupported($what)
        })*
    };
}

impl<'w> Serializer for Node<'w> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Parts<'w>;
    type SerializeTuple = Parts<'w>;
    type SerializeMap = Parts<'w>;
    type SerializeTupleStruct = Nothing;
    type SerializeTupleVariant = Nothing;
    type SerializeStruct = Nothing;
    type SerializeStructVariant = Nothing;

    fn serialize_bool(self, truth: bool) -> Result {
        self.scalar(if truth { "true" } else { "false" })
    }

    fn serialize_i64(self, number: i64) -> Result {
        self.display(number)
    }

    fn serialize_u32(self, number: u32) -> Result {
        self.display(number)
    }

    fn serialize_str(self, text: &str) -> Result {
        if self.role == Role::Name {
            let name = scalar::name(text)?;
            return self.scalar(&name);
        }
        let text = scalar::value(text, self.column)?;
        self.scalar(&text)
    }

    /// A function: its name as a tag, without the `Fn::` of the long form.
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        function: &'static str,
        argument: &T,
    ) -> Result {
        if matches!(self.role, Role::Name | Role::Argument) {
            return self.unsupported("function of a function in the short form");
        }
        if self.role != Role::Root {
            self.out.push(' ');
        }
        self.out.push('!');
        self.out.push_str(function.strip_prefix("Fn::").unwrap_or(function));
        argument.serialize(Node { role: Role::Argument, ..self })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts<'w>> {
        self.parts("{}", INDENT)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'w>> {
        self.parts("[]", 0)
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts<'w>> {
        self.parts("[]", 0)
    }

    unsupported! {
        serialize_i8(i8) -> (), "number of 8 bits";
        serialize_i16(i16) -> (), "number of 16 bits";
        serialize_i32(i32) -> (), "number of 32 bits with a sign";
        serialize_u8(u8) -> (), "number of 8 bits";
        serialize_u16(u16) -> (), "number of 16 bits";
        serialize_u64(u64) -> (), "number of 64 bits without a sign";
        serialize_f32(f32) -> (), "fraction";
        serialize_f64(f64) -> (), "fraction";
        serialize_char(char) -> (), "single character";
        serialize_bytes(&[u8]) -> (), "bytes";
        serialize_none() -> (), "null";
        serialize_unit() -> (), "null";
        serialize_unit_struct(&'static str) -> (), "null";
        serialize_unit_variant(&'static str, u32, &'static str) -> (), "choice";
        serialize_struct(&'static str, usize) -> Nothing, "struct";
        serialize_tuple_struct(&'static str, usize) -> Nothing, "struct";
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Nothing, "struct";
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Nothing, "struct";
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result {
        self.unsupported("value that may be missing")
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, _: &T) -> Result {
        self.unsupported("struct")
    }
}
