//! Rejects input types that would take exponential time to validate.
//!
//! apollo-compiler follows every path through required input fields, and every path from a
//! directive's argument, without a set of visited types. A schema of a few hundred bytes can
//! have too many such paths. This module counts them first, up to a limit.

use apollo_compiler::Name;
use apollo_compiler::ast::Type;
use apollo_compiler::schema::{ExtendedType, Schema};
use burgeon_core::Diagnostics;
use burgeon_core::diagnostics::{Code, Diagnostic};

static INPUT_EXPLOSION: Code = Code {
    name: "schema/input-explosion",
    explanation: "Input types refer to one another along so many paths that validation would take \
exponential time: required fields with many branches (a value needs every branch), or a \
directive's argument with such a type. Make some of the fields nullable, or remove the argument from the \
directive.",
};

pub(super) static CODES: &[&Code] = &[&INPUT_EXPLOSION];

/// The limit of steps, far above what real schemas need.
const FREE_STEPS: usize = 200_000;

/// Reports input types with too many paths for validation. Returns whether there are any.
pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) -> bool {
    let mut walk = Walk { schema, steps_left: FREE_STEPS, path: vec![] };
    for (name, ty) in schema.types.iter().filter(|(_, ty)| ty.is_input_object()) {
        if !walk.enter(name, true) {
            let place = ty.location();
            diagnostics
                .push(fault(format!("`{name}` leads to too many paths of required fields"), place));
            return true;
        }
    }
    for directive in schema.directive_definitions.values() {
        for argument in &directive.arguments {
            if !walk.enter(argument.ty.inner_named_type(), false) {
                let message = format!(
                    "the argument `{}` of `@{}` leads to input types that refer to one another \
                     in too many ways",
                    argument.name, directive.name
                );
                diagnostics.push(fault(message, argument.location()));
                return true;
            }
        }
    }
    false
}

fn fault(message: String, place: Option<apollo_compiler::parser::SourceSpan>) -> Diagnostic {
    Diagnostic::error(&INPUT_EXPLOSION, message)
        .at_node(place, "the paths begin here")
        .help("make some of the fields that lead from one input type to the next nullable")
}

struct Walk<'a> {
    schema: &'a Schema,
    steps_left: usize,
    path: Vec<&'a Name>,
}

impl<'a> Walk<'a> {
    /// Walks every path from a type. Returns false when no steps are left.
    fn enter(&mut self, name: &'a Name, only_required: bool) -> bool {
        let Some(ExtendedType::InputObject(ty)) = self.schema.types.get(name) else {
            return true;
        };
        if self.path.contains(&name) {
            return true;
        }
        if self.steps_left == 0 {
            return false;
        }
        self.steps_left -= 1;
        self.path.push(name);
        let within = ty.fields.values().all(|field| {
            let required = matches!(*field.ty, Type::NonNullNamed(_));
            (only_required && !required) || self.enter(field.ty.inner_named_type(), only_required)
        });
        self.path.pop();
        within
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn explodes(sdl: &str) -> bool {
        check(&Schema::parse(sdl, "a.graphql").unwrap(), &mut Diagnostics::default())
    }

    fn chain(length: usize) -> String {
        let link = |n: usize| format!("input I{n} {{ a: I{}! b: I{}! }}\n", n + 1, n + 1);
        (0..length).map(link).collect::<String>() + &format!("input I{length} {{ x: Int }}")
    }

    fn clique(size: usize) -> String {
        let all = |_| (0..size).map(|n| format!("f{n}: I{n} ")).collect::<String>();
        (0..size).map(|n| format!("input I{n} {{ {} }}\n", all(n))).collect()
    }

    #[test]
    fn required_inputs_that_branch_too_often_are_refused() {
        assert!(!explodes(&chain(10)));
        assert!(explodes(&chain(40)));
    }

    #[test]
    fn nullable_inputs_may_all_refer_to_one_another() {
        assert!(!explodes(&clique(16)));
    }

    #[test]
    fn unless_a_directive_leads_to_them() {
        let directive = "directive @d(a: I0) on OBJECT\n";
        assert!(!explodes(&(directive.to_owned() + &clique(4))));
        assert!(explodes(&(directive.to_owned() + &clique(16))));
    }
}
