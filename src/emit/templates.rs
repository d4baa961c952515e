//! The mapping templates as files.

use crate::plan::{Function, Kind, PlannedResolver};

use super::Files;

/// The paths of a resolver's templates, relative to the output folder.
pub(super) struct Paths<'a>(pub(super) &'a PlannedResolver);

impl Paths<'_> {
    /// `resolvers/<Type>.<field>.<what>.vtl`.
    pub(super) fn of(&self, what: &str) -> String {
        format!("resolvers/{}.{what}.vtl", self.0.at)
    }

    /// The request template of a function.
    pub(super) fn request(&self, function: &Function) -> String {
        self.of(&format!("{}.req", function.name))
    }

    /// The response template of a function.
    pub(super) fn response(&self, function: &Function) -> String {
        self.of(&format!("{}.res", function.name))
    }
}

/// The templates of all resolvers, by path.
pub(crate) fn templates(resolvers: Vec<PlannedResolver>) -> Files {
    let mut files = Files::new();
    for resolver in resolvers {
        let paths = Paths(&resolver);
        let mut texts = Vec::new();
        match &resolver.kind {
            Kind::Unit(_) => {
                texts.push(paths.of("req"));
                texts.push(paths.of("res"));
            }
            Kind::Pipeline { functions, .. } => {
                texts.push(paths.of("before"));
                for function in functions {
                    texts.push(paths.request(function));
                    texts.push(paths.response(function));
                }
                texts.push(paths.of("after"));
            }
        }
        files.extend(texts.into_iter().zip(resolver.kind.into_templates()));
    }
    files
}
