//! Templates and values as text.

mod scalar;
mod sections;
mod values;
mod yaml;

use crate::Template;

/// An error of writing a template.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// YAML refused it: a name of more than 255 bytes, which its readers would refuse too.
    #[error("cannot write the template as YAML: {0}")]
    Yaml(#[from] serde_saphyr::ser::Error),
    /// JSON refused it.
    #[error("cannot write the template as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// The form of intrinsic functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `!GetAtt A.B`: YAML only.
    Short,
    /// `{"Fn::GetAtt": ["A", "B"]}`
    Long,
}

/// A part of a template together with the form it is to be written in.
pub(crate) struct In<'a, T: ?Sized>(pub(crate) Form, pub(crate) &'a T);

/// The template as YAML, functions in their short form, text of several lines as literal blocks.
///
/// A YAML 1.1 reader gets every text back as the same text.
pub fn to_yaml(template: &Template) -> Result<String, WriteError> {
    Ok(yaml::document(&In(Form::Short, template))?)
}

/// The template as JSON, two spaces an indent, with a line feed at the end.
pub fn to_json(template: &Template) -> Result<String, WriteError> {
    let mut text = serde_json::to_string_pretty(&In(Form::Long, template))?;
    text.push('\n');
    Ok(text)
}

impl<T: ?Sized> In<'_, T> {
    fn sub<'b, U: ?Sized>(&self, part: &'b U) -> In<'b, U> {
        In(self.0, part)
    }
}
