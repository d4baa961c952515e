//! Schemas that nobody has thought of.

use burgeon::Compiler;
use proptest::prelude::*;
use proptest::sample::select;

const MODELS: usize = 3;

/// What it leads to, whether to many, and what it says.
type Connection = (usize, bool, &'static str);

/// A key, what stands between fields, and connections.
type Model = (&'static str, &'static str, Vec<Connection>);

fn connection() -> impl Strategy<Value = Connection> {
    let said = select(vec!["", "(limit: 5)", "(keyField: \"key\")", "(keyField: \"declared\")"]);
    (0..MODELS, any::<bool>(), said)
}

fn model() -> impl Strategy<Value = Model> {
    let key = select(vec![
        "",
        " @key(fields: [\"id\"])",
        "\n  @key(fields: [\"code\"]) # why\n",
        "\n  # of two parts\n  @key(fields: [\"code\", \"at\"])",
        " @key(name: \"byAt\", fields: [\"at\", \"code\"], queryField: null)\n",
        "@key(fields:[\"code\" \"at\" \"id\"])",
    ]);
    let space = select(vec!["\n  ", " ", "\r\n\t", ", ", " # text\n\n  "]);
    (key, space, prop::collection::vec(connection(), 0..3))
}

fn schema() -> impl Strategy<Value = String> {
    prop::collection::vec(model(), MODELS).prop_map(|models| {
        let write = |(number, (key, space, connections)): (usize, &Model)| {
            let fields = ["id: ID!", "code: ID!", "at: ID!", "declared: ID"].map(str::to_owned);
            let connections = connections.iter().enumerate().map(|(at, (to, is_many, said))| {
                let ty = if *is_many { format!("[M{to}]") } else { format!("M{to}") };
                format!("f{at}: {ty} @connection{said}")
            });
            let fields: Vec<String> = fields.into_iter().chain(connections).collect();
            format!("type M{number} @model{key} {{{space}{}{space}}}\n", fields.join(space))
        };
        models.iter().enumerate().map(write).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn whatever_is_migrated_compiles_and_stays_as_it_is(before in schema()) {
        let migrate = |schema: &str| Compiler::new().source("a.graphql", schema).migrate();
        let after = migrate(&before).unwrap().files[0].text.clone();
        prop_assert_eq!(&migrate(&after).unwrap().files[0].text, &after);
        let compiled = Compiler::new().source("a.graphql", after.as_str()).compile();
        prop_assert!(compiled.is_ok(), "{}\n{}", after, compiled.unwrap_err());
        prop_assert_eq!(after.matches('#').count(), before.matches('#').count());
    }
}
