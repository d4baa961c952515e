//! Random keys and relations: whatever their shape, exactly the related objects are found, in the
//! order of the sort key, page by page without loss or repetition.

use std::fmt::Write;

use burgeon_simulator::Api;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value as Json, json};

use crate::api::{all_pages, answer, answer_of, open};

/// The types that keys are made of here, each with a few values.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    Id,
    Text,
    Number,
    Kind,
}

impl Part {
    fn ty(self) -> &'static str {
        match self {
            Self::Id => "ID",
            Self::Text => "String",
            Self::Number => "Int",
            Self::Kind => "Kind",
        }
    }

    fn values(self) -> Vec<Json> {
        match self {
            Self::Id => vec![json!("1"), json!("2")],
            Self::Text => vec![json!("a"), json!("b c"), json!("")],
            Self::Number => vec![json!(-3), json!(7), json!(10)],
            Self::Kind => vec![json!("X"), json!("Y")],
        }
    }

    /// Values that can be a key: DynamoDB has no empty strings there.
    fn key_values(self) -> Vec<Json> {
        self.values().into_iter().filter(|value| value != "").collect()
    }
}

fn part() -> impl Strategy<Value = Part> {
    select(vec![Part::Id, Part::Text, Part::Number, Part::Kind])
}

/// The types of a primary key: the partition's, then those of the sort key.
fn shape() -> impl Strategy<Value = Vec<Part>> {
    prop::collection::vec(part(), 1..=4)
}

/// All keys of a shape, as lists of values.
fn keys(shape: &[Part]) -> Vec<Vec<Json>> {
    let single = shape.len() == 1;
    shape.iter().enumerate().fold(vec![vec![]], |keys, (position, part)| {
        // Only what is joined with others may be empty.
        let is_alone = single || position == 0 || shape.len() == 2;
        let values = if is_alone { part.key_values() } else { part.values() };
        let longer = |key: Vec<Json>| {
            values
                .iter()
                .map(move |value| [key.clone(), vec![value.clone()]].concat())
                .collect::<Vec<_>>()
        };
        keys.into_iter().flat_map(longer).collect()
    })
}

/// `p`, `s0`, `s1`, …, with something before each.
fn names(prefix: &str, shape: &[Part]) -> Vec<String> {
    let sort = (1..shape.len()).map(|position| format!("{prefix}s{}", position - 1));
    std::iter::once(format!("{prefix}p")).chain(sort).collect()
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}

fn fields(names: &[String], values: &[Json]) -> Map<String, Json> {
    names.iter().cloned().zip(values.iter().cloned()).collect()
}

/// How the objects of `B` belong to those of `A`.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    Implied,
    References,
    Joined,
}

impl Way {
    /// The fields of `B`, or of the joining model, that hold the key of an `A`.
    fn foreign(self, shape: &[Part]) -> Vec<String> {
        let own = names("", shape);
        match self {
            Self::Implied => own.iter().map(|name| format!("aBs{}", capitalized(name))).collect(),
            Self::References => names("f", shape),
            Self::Joined => {
                let sort = own[1..].iter().map(|name| format!("a{name}"));
                std::iter::once("aP".to_owned()).chain(sort).collect()
            }
        }
    }

    fn schema(self, shape: &[Part]) -> String {
        let own = names("", shape);
        let mut sdl = "enum Kind { X Y } type A @model { ".to_owned();
        for (position, (name, part)) in own.iter().zip(shape).enumerate() {
            let key = match position {
                0 => format!("@primaryKey(sortKeyFields: [{}])", quoted(&own[1..])),
                _ => String::new(),
            };
            let _ = write!(sdl, "{name}: {}! {key} ", part.ty());
        }
        let foreign = self.foreign(shape);
        let references = quoted(&foreign);
        sdl += &match self {
            Self::Implied => {
                "bs: [B] @hasMany } type B @model { id: ID! a: A @belongsTo }".to_owned()
            }
            Self::References => {
                let held =
                    foreign.iter().zip(shape).map(|(name, part)| format!("{name}: {}", part.ty()));
                format!(
                    "bs: [B] @hasMany(references: [{references}]) }} type B @model {{ id: ID! {} \
                     a: A @belongsTo(references: [{references}]) }}",
                    held.collect::<Vec<_>>().join(" ")
                )
            }
            Self::Joined => "bs: [B] @manyToMany(relationName: \"Tie\") }
                type B @model { id: ID! as: [A] @manyToMany(relationName: \"Tie\") }"
                .to_owned(),
        };
        sdl
    }
}

fn capitalized(name: &str) -> String {
    name[..1].to_uppercase() + &name[1..]
}

fn create(api: &Api, model: &str, input: Map<String, Json>) -> Json {
    answer(api, &format!("Mutation.create{model}"), json!({ "input": input }))
}

fn sorted(mut ids: Vec<String>) -> Vec<String> {
    ids.sort();
    ids
}

#[derive(Debug, Clone)]
struct Related {
    way: Way,
    shape: Vec<Part>,
    /// The keys of the objects of `A`.
    keys: Vec<Vec<Json>>,
    /// To which key each object of `B` belongs; it may be that of no object.
    owners: Vec<Option<Vec<Json>>>,
    limit: usize,
}

fn related() -> impl Strategy<Value = Related> {
    let way = select(vec![Way::Implied, Way::References, Way::Joined]);
    (way, shape()).prop_flat_map(|(way, shape)| {
        let all = keys(&shape);
        let some = subsequence(all.clone(), 0..=all.len().min(6));
        let owners = prop::collection::vec(prop::option::of(select(all)), 0..14);
        (Just(way), Just(shape), some, owners, 1_usize..5).prop_map(
            |(way, shape, keys, owners, limit)| Related { way, shape, keys, owners, limit },
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn exactly_the_related_objects_are_found(case in related()) {
        let api = open(&case.way.schema(&case.shape));
        let own = names("", &case.shape);
        let foreign = case.way.foreign(&case.shape);
        let owners: Vec<Json> =
            case.keys.iter().map(|key| create(&api, "A", fields(&own, key))).collect();
        for (number, owner) in case.owners.iter().enumerate() {
            let mut input = owner.iter().flat_map(|key| fields(&foreign, key)).collect::<Map<_, _>>();
            match (case.way, owner) {
                (Way::Joined, None) => continue,
                (Way::Joined, Some(_)) => {
                    input.insert("bId".to_owned(), json!(number.to_string()));
                    create(&api, "Tie", input);
                }
                _ => {
                    input.insert("id".to_owned(), json!(number.to_string()));
                    let object = create(&api, "B", input);
                    let back = answer_of(&api, &object, "B.a", json!({}));
                    let expected = owner.as_ref().and_then(|owner| {
                        owners.iter().find(|a| own.iter().zip(owner).all(|(name, value)| a[name] == *value))
                    });
                    prop_assert_eq!(&back, expected.unwrap_or(&Json::Null));
                }
            }
        }
        let id = if case.way == Way::Joined { "bId" } else { "id" };
        for (a, key) in owners.iter().zip(&case.keys) {
            let (found, pages) =
                all_pages(case.limit, |arguments| answer_of(&api, a, "A.bs", arguments));
            let found: Vec<String> =
                found.iter().map(|object| object[id].as_str().unwrap_or_default().to_owned()).collect();
            let mine = case.owners.iter().enumerate().filter(|(_, owner)| owner.as_ref() == Some(key));
            let expected: Vec<String> = mine.map(|(number, _)| number.to_string()).collect();
            prop_assert!(pages <= expected.len() / case.limit + 1);
            prop_assert_eq!(sorted(found), sorted(expected));
        }
    }
}

/// A condition on a sort key, as a client gives it.
#[derive(Debug, Clone)]
enum Condition {
    None,
    Compared(&'static str, Vec<Json>),
    Between(Vec<Json>, Vec<Json>),
}

#[derive(Debug, Clone)]
struct Indexed {
    shape: Vec<Part>,
    /// The sort key of each object, in two partitions.
    objects: Vec<(bool, Vec<Json>)>,
    condition: Condition,
    descending: bool,
    limit: usize,
}

fn indexed() -> impl Strategy<Value = Indexed> {
    shape().prop_flat_map(|shape| {
        // The first part is that of the sort key here, so that none may be empty alone.
        let all = match shape.as_slice() {
            [part] => part.key_values().into_iter().map(|value| vec![value]).collect(),
            parts => keys(&[&[Part::Id], parts].concat())
                .into_iter()
                .map(|key| key[1..].to_vec())
                .collect::<Vec<_>>(),
        };
        let is_text = shape.len() > 1 || shape[0] != Part::Number;
        let signs: &[&str] = match is_text {
            true => &["eq", "lt", "le", "gt", "ge", "beginsWith"],
            false => &["eq", "lt", "le", "gt", "ge"],
        };
        let value = || select(all.clone());
        let condition = prop_oneof![
            1 => Just(Condition::None),
            6 => (select(signs), value()).prop_map(|(sign, value)| Condition::Compared(sign, value)),
            2 => (value(), value()).prop_map({
                let shape = shape.clone();
                move |(one, other)| match stored(&shape, &one) <= stored(&shape, &other) {
                    true => Condition::Between(one, other),
                    false => Condition::Between(other, one),
                }
            }),
        ];
        let objects = prop::collection::vec((any::<bool>(), value()), 0..16);
        (Just(shape), objects, condition, any::<bool>(), 1_usize..5).prop_map(
            |(shape, objects, condition, descending, limit)| Indexed {
                shape,
                objects,
                condition,
                descending,
                limit,
            },
        )
    })
}

/// A sort key as DynamoDB orders it: a number, or a text by its bytes.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
enum Stored {
    Number(i64),
    Text(String),
}

fn stored(shape: &[Part], values: &[Json]) -> Stored {
    let text = |value: &Json| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match (shape, values) {
        ([Part::Number], [value]) => Stored::Number(value.as_i64().unwrap_or_default()),
        _ => Stored::Text(values.iter().map(text).collect::<Vec<_>>().join("#")),
    }
}

impl Condition {
    fn holds(&self, shape: &[Part], key: &Stored) -> bool {
        match self {
            Self::None => true,
            Self::Compared(sign, value) => {
                let value = stored(shape, value);
                match *sign {
                    "eq" => *key == value,
                    "lt" => *key < value,
                    "le" => *key <= value,
                    "gt" => *key > value,
                    "ge" => *key >= value,
                    _ => match (key, value) {
                        (Stored::Text(key), Stored::Text(start)) => key.starts_with(&start),
                        _ => unreachable!("numbers have no beginning"),
                    },
                }
            }
            Self::Between(low, high) => stored(shape, low) <= *key && *key <= stored(shape, high),
        }
    }

    fn argument(&self, names: &[String]) -> Json {
        let value = |values: &[Json]| match values {
            [single] => single.clone(),
            several => Json::Object(fields(names, several)),
        };
        match self {
            Self::None => Json::Null,
            Self::Compared(sign, values) => json!({ *sign: value(values) }),
            Self::Between(low, high) => json!({ "between": [value(low), value(high)] }),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn an_index_finds_what_its_condition_says_in_order(case in indexed()) {
        let sort: Vec<String> = (0..case.shape.len()).map(|n| format!("s{n}")).collect();
        let held = sort.iter().zip(&case.shape).map(|(name, part)| format!("{name}: {}", part.ty()));
        let held = held.collect::<Vec<_>>().join(" ");
        let api = open(&format!(
            "enum Kind {{ X Y }} type A @model {{ id: ID! {held}
               p: Boolish @index(name: \"byP\", sortKeyFields: [{}], queryField: \"found\") }}
             enum Boolish {{ YES NO }}",
            quoted(&sort)
        ));
        let partition = |yes: bool| if yes { "YES" } else { "NO" };
        for (number, (yes, key)) in case.objects.iter().enumerate() {
            let mut input = fields(&sort, key);
            input.insert("id".to_owned(), json!(number.to_string()));
            input.insert("p".to_owned(), json!(partition(*yes)));
            create(&api, "A", input);
        }
        let argument = match sort.as_slice() {
            [single] => single.clone(),
            several => several.iter().enumerate().map(|(n, name)| if n == 0 { name.clone() } else { capitalized(name) }).collect(),
        };
        let (found, _) = all_pages(case.limit, |mut arguments| {
            arguments["p"] = json!("YES");
            arguments[&argument] = case.condition.argument(&sort);
            arguments["sortDirection"] = json!(if case.descending { "DESC" } else { "ASC" });
            answer(&api, "Query.found", arguments)
        });
        let ids = |items: &[Json]| items.iter().map(|item| item["id"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>();
        let expected = case.objects.iter().enumerate().filter(|(_, (yes, key))| {
            *yes && case.condition.holds(&case.shape, &stored(&case.shape, key))
        });
        prop_assert_eq!(sorted(ids(&found)), sorted(expected.map(|(number, _)| number.to_string()).collect()));
        let order: Vec<Stored> = found
            .iter()
            .map(|item| stored(&case.shape, &sort.iter().map(|name| item[name].clone()).collect::<Vec<_>>()))
            .collect();
        let is_ordered = order.windows(2).all(|pair| match case.descending {
            true => pair[0] >= pair[1],
            false => pair[0] <= pair[1],
        });
        prop_assert!(is_ordered, "{:?}", order);
    }
}
