//! Checks that what an [`Api`] refers to exists. Later stages then need no fall-back where they
//! look it up.

use burgeon_core::api::{Coordinate, Relation};
use burgeon_core::{Api, Defect};

/// The references of a valid API that lead nowhere. Transformers leave none.
pub(crate) fn defects(api: &Api) -> Vec<Defect> {
    let models = api.models.keys().filter(|name| api.schema.get_object(name).is_none());
    let models = models.map(|name| Defect::new("the model has no type").at(name));
    let relations =
        api.relations.iter().filter_map(|(at, relation)| of_relation(api, at, relation));
    models.chain(relations).collect()
}

fn of_relation(api: &Api, at: &Coordinate, relation: &Relation) -> Option<Defect> {
    let what = if !api.models.contains_key(&relation.to) {
        format!("the relation leads to `{}`, which is not a model", relation.to)
    } else if relation.key(&api.models).is_none() {
        format!("the relation uses an index that `{}` does not have", relation.to)
    } else if !api.resolvers.contains_key(at) {
        "the relation has no resolver".to_owned()
    } else {
        return None;
    };
    Some(Defect::new(what).at(at))
}

#[cfg(test)]
mod tests {
    use burgeon_core::names::name;
    use burgeon_core::{Api, Transformer};

    use crate::Compiler;

    const SCHEMA: &str = "type Post @model { id: ID! comments: [Comment] @hasMany }
        type Comment @model { id: ID! post: Post @belongsTo }";

    /// Plants a defect.
    struct Planted(fn(&mut Api));

    impl std::fmt::Debug for Planted {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("Planted")
        }
    }

    impl Transformer for Planted {
        fn name(&self) -> &'static str {
            "planted"
        }

        fn definitions(&self) -> &'static str {
            ""
        }

        fn documentation(&self) -> &'static str {
            ""
        }

        fn expand(&self, api: &mut Api) {
            (self.0)(api);
        }
    }

    fn found(plant: fn(&mut Api)) -> Vec<String> {
        let compiler = Compiler::new().source("schema.graphql", SCHEMA);
        let failure = compiler.transformer(Planted(plant)).compile().expect_err("it has a defect");
        let defects = failure.reports.iter().filter(|found| found.code.name == "internal/defect");
        defects.map(|found| found.message.clone()).collect()
    }

    #[test]
    fn what_does_not_exist_is_a_defect() {
        assert_eq!(
            found(|api| api.relations.values_mut().for_each(|one| one.to = name("Gone"))),
            [
                "internal error: `Comment.post`: the relation leads to `Gone`, which is not a model",
                "internal error: `Post.comments`: the relation leads to `Gone`, which is not a model",
            ]
        );
        assert_eq!(
            found(|api| api.models.values_mut().for_each(|model| model.indexes.clear())),
            ["internal error: `Post.comments`: the relation uses an index that `Comment` does \
                 not have",]
        );
        assert_eq!(
            found(|api| api.resolvers.retain(|at, _| at.to_string() != "Comment.post")),
            ["internal error: `Comment.post`: the relation has no resolver"]
        );
        let without_type = found(|api| drop(api.schema.types.shift_remove("Comment")));
        assert_eq!(without_type, ["internal error: `Comment`: the model has no type"]);
    }
}
