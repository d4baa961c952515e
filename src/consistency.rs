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
    use burgeon_core::{Declaring, Expanding, Transformer};

    use crate::Compiler;

    const SCHEMA: &str = "type Post @model { id: ID! comments: [Comment] @hasMany }
        type Comment @model { id: ID! post: Post @belongsTo }";

    /// Plants a defect in one of the stages.
    enum Planted {
        Declared(fn(&mut Declaring<'_>)),
        Expanded(fn(&mut Expanding<'_>)),
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

        fn declare(&self, api: &mut Declaring<'_>) {
            if let Self::Declared(plant) = self {
                plant(api);
            }
        }

        fn expand(&self, api: &mut Expanding<'_>) {
            if let Self::Expanded(plant) = self {
                plant(api);
            }
        }
    }

    fn found(planted: Planted) -> Vec<String> {
        let compiler = Compiler::new().source("schema.graphql", SCHEMA);
        let failure = compiler.transformer(planted).compile().expect_err("it has a defect");
        let defects = failure.reports.iter().filter(|found| found.code.name == "internal/defect");
        defects.map(|found| found.message.clone()).collect()
    }

    #[test]
    fn a_relation_leads_to_a_model() {
        let planted = Planted::Declared(|api| {
            for (at, mut relation) in api.relations.clone() {
                relation.to = name("Gone");
                api.add_relation(at, relation);
            }
        });
        assert_eq!(
            found(planted),
            [
                "internal error: `Comment.post`: the relation leads to `Gone`, which is not a model",
                "internal error: `Post.comments`: the relation leads to `Gone`, which is not a model",
            ]
        );
    }

    #[test]
    fn a_relation_has_its_index_and_its_resolver() {
        let planted = Planted::Declared(|api| {
            api.models_mut().values_mut().for_each(|model| model.indexes.clear());
        });
        assert_eq!(
            found(planted),
            ["internal error: `Post.comments`: the relation uses an index that `Comment` does \
                 not have",]
        );
        let planted = Planted::Expanded(|api| {
            api.resolvers_mut().retain(|at, _| at.to_string() != "Comment.post");
        });
        assert_eq!(
            found(planted),
            ["internal error: `Comment.post`: the relation has no resolver"]
        );
    }

    #[test]
    fn a_model_has_a_type() {
        let planted = Planted::Declared(|api| {
            let Some(mut model) = api.models.get("Post").cloned() else { return };
            model.name = name("Gone");
            api.models_mut().insert(model.name.clone(), model);
        });
        assert_eq!(found(planted), ["internal error: `Gone`: the model has no type"]);
    }
}
