//! The mapping templates as files.

use rayon::prelude::*;

use crate::plan::{Function, Kind, PlannedResolver};

/// The paths of a resolver's templates.
pub(super) struct Paths<'a> {
    /// The path of the output folder, as seen from where the paths are written down.
    pub(super) output: &'a str,
    pub(super) resolver: &'a PlannedResolver,
}

impl Paths<'_> {
    /// `resolvers/<Type>.<field>.<what>.vtl`.
    pub(super) fn of(&self, what: &str) -> String {
        let at = &self.resolver.at;
        [self.output, "resolvers/", at.ty.as_str(), ".", at.field.as_str(), ".", what, ".vtl"]
            .concat()
    }

    /// The request template of a function.
    pub(super) fn request(&self, function: &Function) -> String {
        self.of(&[&function.name, ".req"].concat())
    }

    /// The response template of a function.
    pub(super) fn response(&self, function: &Function) -> String {
        self.of(&[&function.name, ".res"].concat())
    }
}

/// The templates of all resolvers, by path.
pub(crate) fn templates(resolvers: Vec<PlannedResolver>) -> Vec<(String, String)> {
    let of_resolver = |resolver: PlannedResolver| {
        let paths = Paths { output: "", resolver: &resolver };
        let mut names = Vec::new();
        match &resolver.kind {
            Kind::Unit(_) => {
                names.push(paths.of("req"));
                names.push(paths.of("res"));
            }
            Kind::Pipeline { functions, .. } => {
                names.push(paths.of("before"));
                for function in functions {
                    names.push(paths.request(function));
                    names.push(paths.response(function));
                }
                names.push(paths.of("after"));
            }
        }
        names.into_iter().zip(resolver.kind.into_templates())
    };
    resolvers.into_par_iter().flat_map_iter(of_resolver).collect()
}
