//! `@sql`: statements of the author's own.

use burgeon_simulator::Api;
use burgeon_simulator::data_source::Sql;
use serde_json::{Value as Json, json};

use crate::database::{ALL, answer, open, outcome};

const SCHEMA: &str = "\
type Product @model { id: ID! @primaryKey name: String! price: Int }
type Summary { lowest: Int number: Int }
type Query {
  summary(name: String): Summary @sql(reference: \"summary\")
  products(ids: [ID!]!): [Product] @sql(reference: \"products\")
  names(below: Int!): [String] @sql(statement: \"SELECT name FROM product WHERE price < :below ORDER BY name\")
  price(name: String!): Int @sql(statement: \"SELECT price FROM product WHERE name = :name\")
}
type Mutation {
  raise(by: Int!, name: String!): Int
    @sql(statement: \"UPDATE product SET price = price + :by WHERE name = :name; SELECT price FROM product WHERE name = :name\")
}";

fn products(sql: Sql) -> Api {
    let (engine, listed) = match sql {
        Sql::Postgres => ("postgres", "(SELECT jsonb_array_elements_text(CAST(:ids AS jsonb)))"),
        Sql::Mysql => {
            ("mysql", "(SELECT v FROM JSON_TABLE(:ids, '$[*]' COLUMNS (v TEXT PATH '$')) j)")
        }
    };
    let statements = json!({
        "summary": "SELECT min(price) AS lowest, count(*) AS number FROM product WHERE name = :name",
        "products": format!("SELECT id, name, price FROM product WHERE id IN {listed} ORDER BY id"),
    });
    let extra = json!({
        "auth": { "sandbox": true },
        "databases": { engine: { "statements": statements } },
    });
    let schema =
        SCHEMA.replace("type Product @model", "type Product @model @refersTo(name: \"product\")");
    let api = open(sql, &schema, extra);
    for (id, name, price) in [("1", "a", 5), ("2", "a", 3), ("3", "it's", 9)] {
        let input = json!({ "input": { "id": id, "name": name, "price": price } });
        answer(&api.as_api_key(), "Mutation.createProduct", input);
    }
    api
}

#[test]
#[ignore = "needs databases"]
fn the_type_says_what_is_made_of_the_rows() {
    for sql in ALL {
        let api = products(sql);
        let caller = api.as_api_key();
        let found = |field: &str, arguments: Json| answer(&caller, field, arguments);
        assert_eq!(
            found("Query.summary", json!({ "name": "a" })),
            json!({ "lowest": 3, "number": 2 })
        );
        let listed = found("Query.products", json!({ "ids": ["3", "1"] }));
        assert_eq!(listed[0], json!({ "id": 1, "name": "a", "price": 5 }));
        assert_eq!(listed.as_array().unwrap().len(), 2);
        assert_eq!(found("Query.names", json!({ "below": 6 })), json!(["a", "a"]));
        assert_eq!(found("Query.price", json!({ "name": "it's" })), json!(9));
        assert_eq!(found("Query.price", json!({ "name": "none" })), Json::Null);
        assert_eq!(found("Query.names", json!({ "below": 0 })), json!([]));
        assert_eq!(found("Mutation.raise", json!({ "name": "it's", "by": 2 })), json!(11));
    }
}

#[test]
#[ignore = "needs databases"]
fn arguments_stay_values() {
    for sql in ALL {
        let api = products(sql);
        let caller = api.as_api_key();
        for text in ["' OR '1'='1", "a' --", "\\", ":name", "\"; DROP TABLE product; --", "$where"]
        {
            assert_eq!(answer(&caller, "Query.price", json!({ "name": text })), Json::Null);
            let listed = answer(&caller, "Query.products", json!({ "ids": [text, "'"] }));
            assert_eq!(listed, json!([]));
        }
        assert_eq!(
            answer(&caller, "Query.names", json!({ "below": 100 })).as_array().unwrap().len(),
            3
        );
    }
}

#[test]
#[ignore = "needs databases"]
fn errors_of_the_database_are_reported() {
    let schema = "type Product @model { id: ID! @primaryKey }\n\
                  type Query { wrong: Int @sql(statement: \"SELECT nothing FROM nowhere\") }";
    for sql in ALL {
        let api = crate::database::open_to_all(sql, schema);
        let failed = outcome(&api.as_api_key(), "Query.wrong", json!({}));
        assert!(failed.error.is_some_and(|error| error.message.contains("nowhere")));
    }
}
