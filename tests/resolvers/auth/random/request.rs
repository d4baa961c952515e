//! Random objects, and random requests for them.

use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use serde_json::{Map, Value as Json, json};

use super::schema::FIELDS;

pub(super) type Object = Map<String, Json>;

/// Somebody's request.
#[derive(Debug, Clone)]
pub(super) struct Request {
    pub(super) caller: Index,
    /// Whether the caller uses a mode that some rule speaks of.
    pub(super) is_expected: bool,
    pub(super) model: Index,
    /// The object that it is about.
    pub(super) object: Index,
    pub(super) what: What,
}

#[derive(Debug, Clone)]
pub(super) enum What {
    Get,
    List { by_key: bool, sort: Sort, filter: Json },
    Index { sort: Sort, filter: Json },
    Related,
    Create { input: Object },
    Update { input: Object, condition: Json },
    Delete { condition: Json },
    Listen { event: &'static str, arguments: Object },
}

/// What is said of a sort key.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sort {
    None,
    /// That of the object at hand.
    Equal,
    AtLeast,
}

fn value(field: &'static str) -> BoxedStrategy<Json> {
    let names =
        ["sub-alice::alice", "alice", "sub-alice", "sub-dave::dave", "alice@example.com", "x"];
    let groups = ["Admin", "Staff", "Red", "x"];
    let one = |values: &'static [&'static str]| select(values).prop_map(Json::from);
    let some =
        |values: Vec<&'static str>| subsequence(values, 0..=2).prop_map(|values| json!(values));
    match field {
        "text" | "secret" => one(&["s", "t"]).boxed(),
        "kind" => one(&["k", "l"]).boxed(),
        "keepers" => some(names.to_vec()).boxed(),
        "teams" => some(groups.to_vec()).boxed(),
        "team" => select(groups.to_vec()).prop_map(Json::from).boxed(),
        "owner" | "keeper" => select(names.to_vec()).prop_map(Json::from).boxed(),
        _ => one(&["1", "2", "alice", "sub-alice"]).boxed(),
    }
}

/// Some fields with values, or null if that is allowed.
fn values(fields: Vec<&'static str>, nullable: bool) -> impl Strategy<Value = Object> {
    let count = fields.len();
    subsequence(fields, 0..=count).prop_flat_map(move |fields| {
        let one = |field: &'static str| {
            let value = match nullable {
                true => prop_oneof![1 => Just(Json::Null), 4 => value(field)].boxed(),
                false => value(field),
            };
            value.prop_map(move |value| (field.to_owned(), value))
        };
        let each: Vec<_> = fields.into_iter().map(one).collect();
        each.prop_map(|pairs| pairs.into_iter().collect())
    })
}

fn fields() -> Vec<&'static str> {
    FIELDS.iter().map(|(name, _)| *name).chain(["aId", "bId"]).collect()
}

/// Objects of a model; those of fields that a model does not have are to be left out.
pub(super) fn objects() -> impl Strategy<Value = Vec<Object>> {
    let object = values(fields(), false);
    prop::collection::vec(object, 1..5).prop_map(|mut objects| {
        for (number, object) in objects.iter_mut().enumerate() {
            // What relations ask for, and callers are called.
            let id = ["1", "sub-alice", "alice", "2"][number % 4];
            object.insert("id".to_owned(), json!(id));
            for (key, value) in [("owner", "x"), ("team", "x")] {
                object.entry(key).or_insert(json!(value));
            }
        }
        objects
    })
}

fn condition() -> impl Strategy<Value = Json> {
    let compared = select(vec!["text", "secret", "kind"]);
    let compared = (compared, select(vec!["s", "t", "k"]), select(vec!["eq", "ne"]));
    let compared =
        compared.prop_map(|(field, value, operator)| json!({ field: { operator: value } }));
    let nested = compared.clone().prop_map(|one| json!({ "or": [one, { "id": { "ne": "z" } }] }));
    prop_oneof![4 => Just(Json::Null), 2 => compared, 1 => nested, 1 => Just(json!({}))]
}

fn what() -> impl Strategy<Value = What> {
    let sort = || select(vec![Sort::None, Sort::Equal, Sort::AtLeast]);
    let listen = (
        select(vec!["Create", "Update", "Delete"]),
        values(vec!["owner", "keeper"], false),
        condition(),
    );
    let listen = listen.prop_map(|(event, mut arguments, filter)| {
        arguments
            .insert("filter".to_owned(), if filter["or"].is_null() { filter } else { Json::Null });
        What::Listen { event, arguments }
    });
    prop_oneof![
        2 => Just(What::Get),
        2 => (any::<bool>(), sort(), condition())
            .prop_map(|(by_key, sort, filter)| What::List { by_key, sort, filter }),
        2 => (sort(), condition()).prop_map(|(sort, filter)| What::Index { sort, filter }),
        2 => Just(What::Related),
        3 => values(fields(), true).prop_map(|input| What::Create { input }),
        4 => (values(fields(), true), condition())
            .prop_map(|(input, condition)| What::Update { input, condition }),
        2 => condition().prop_map(|condition| What::Delete { condition }),
        2 => listen,
    ]
}

pub(super) fn request() -> impl Strategy<Value = Request> {
    let picks = (any::<Index>(), prop::bool::weighted(0.9), any::<Index>(), any::<Index>());
    (picks, what()).prop_map(|((caller, is_expected, model, object), what)| Request {
        caller,
        is_expected,
        model,
        object,
        what,
    })
}
