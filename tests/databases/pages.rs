//! Lists, queries of indexes and relations: what they find, in which order, page by page.

use burgeon_simulator::Api;
use burgeon_simulator::data_source::Sql;
use serde_json::{Value as Json, json};

use crate::database::{ALL, answer, answer_of, open_to_all, outcome, values};

const SCHEMA: &str = "\
type Blog @model {
  id: ID! @primaryKey
  name: String
  posts: [Post] @hasMany(references: [\"blogId\"])
  cover: Cover @hasOne(references: [\"blogId\"])
}
type Post @model {
  id: ID! @primaryKey
  blogId: ID @refersTo(name: \"blog_id\") @index(name: \"byBlog\", sortKeyFields: [\"year\", \"month\"], queryField: \"postsByBlog\")
  year: Int
  month: Int
  title: String! @index(name: \"byTitle\", sortKeyFields: [\"at\"], queryField: \"postsByTitle\")
  at: AWSDateTime
  tags: [String]
  kind: Kind
  kinds: [Kind]
  blog: Blog @belongsTo(references: [\"blogId\"])
}
type Cover @model {
  id: ID! @primaryKey
  blogId: ID
  blog: Blog @belongsTo(references: [\"blogId\"])
}
enum Kind { NEWS STORY }";

fn filled(sql: Sql) -> Api {
    let api = open_to_all(sql, SCHEMA);
    let caller = api.as_api_key();
    for id in ["b1", "b2"] {
        let input = json!({ "id": id, "name": id });
        answer(&caller, "Mutation.createBlog", json!({ "input": input }));
    }
    for number in 1..=9 {
        let input = json!({
            "id": format!("p{number}"),
            "blogId": if number < 8 { json!("b1") } else { Json::Null },
            "title": if number % 2 == 0 { "even" } else { "odd" },
            "year": 2020 + number / 4, "month": number,
            "at": format!("2024-01-0{number}T00:00:00.000Z"),
            "tags": [format!("t{number}"), "all"],
            "kind": if number == 5 { Json::Null } else { json!("NEWS") },
            "kinds": if number == 1 { json!(["NEWS", "STORY"]) } else { json!([]) },
        });
        answer(&caller, "Mutation.createPost", json!({ "input": input }));
    }
    answer(&caller, "Mutation.createCover", json!({ "input": { "id": "c1", "blogId": "b1" } }));
    api
}

fn ids(numbers: &[i32]) -> Vec<Json> {
    numbers.iter().map(|number| json!(format!("p{number}"))).collect()
}

#[test]
#[ignore = "needs databases"]
fn pages_follow_one_another() {
    for sql in ALL {
        let api = filled(sql);
        let caller = api.as_api_key();
        let (mut found, mut token, mut pages) = (vec![], Json::Null, 0);
        loop {
            let arguments = json!({ "limit": 4, "nextToken": token, "sortDirection": "DESC" });
            let page = answer(&caller, "Query.listPosts", arguments);
            found.extend(values(&page, "id"));
            (token, pages) = (page["nextToken"].clone(), pages + 1);
            if token.is_null() {
                break;
            }
        }
        assert_eq!((found, pages), (ids(&[9, 8, 7, 6, 5, 4, 3, 2, 1]), 3));
        let whole = answer(&caller, "Query.listPosts", json!({ "limit": 9 }));
        assert_eq!(whole.get("nextToken"), None);
        for bad in [json!({ "limit": 0 }), json!({ "nextToken": "MSBPUiAx" })] {
            assert!(outcome(&caller, "Query.listPosts", bad).error.is_some());
        }
    }
}

#[test]
#[ignore = "needs databases"]
fn filters_find_what_they_say() {
    for sql in ALL {
        let api = filled(sql);
        let caller = api.as_api_key();
        let found = |filter: Json| {
            let page = answer(&caller, "Query.listPosts", json!({ "filter": filter }));
            values(&page, "id")
        };
        let cases = [
            (json!({ "title": { "eq": "even" } }), vec![2, 4, 6, 8]),
            (json!({ "title": { "ne": "even" } }), vec![1, 3, 5, 7, 9]),
            (json!({ "title": { "beginsWith": "ev" } }), vec![2, 4, 6, 8]),
            (json!({ "title": { "contains": "d" } }), vec![1, 3, 5, 7, 9]),
            (json!({ "title": { "notContains": "d" } }), vec![2, 4, 6, 8]),
            (json!({ "title": { "size": { "gt": 3 } } }), vec![2, 4, 6, 8]),
            (json!({ "title": { "size": { "between": [1, 3] } } }), vec![1, 3, 5, 7, 9]),
            (json!({ "month": { "between": [3, 5] } }), vec![3, 4, 5]),
            (json!({ "month": { "lt": 3 }, "title": { "eq": "odd" } }), vec![1]),
            (json!({ "month": { "ge": 2, "le": 3 } }), vec![2, 3]),
            (json!({ "at": { "gt": "2024-01-08T01:00:00+01:00" } }), vec![9]),
            (json!({ "blogId": { "attributeExists": false } }), vec![8, 9]),
            (json!({ "blogId": { "eq": null } }), vec![8, 9]),
            (json!({ "blogId": { "ne": "b1" } }), vec![8, 9]),
            (json!({ "blogId": { "attributeType": "_null" } }), vec![8, 9]),
            (json!({ "blogId": { "attributeType": "number" } }), vec![]),
            (json!({ "tags": { "contains": "t4" } }), vec![4]),
            (json!({ "tags": { "notContains": "all" } }), vec![]),
            (json!({ "tags": { "size": { "eq": 2 } }, "month": { "eq": 1 } }), vec![1]),
            (json!({ "kind": { "eq": "NEWS" }, "month": { "gt": 7 } }), vec![8, 9]),
            (json!({ "kind": { "ne": "NEWS" } }), vec![5]),
            (json!({ "kinds": { "contains": "STORY" } }), vec![1]),
            (json!({ "kinds": { "eq": ["NEWS", "STORY"] } }), vec![1]),
            (json!({ "not": { "kind": { "eq": "NEWS" } } }), vec![5]),
            (
                json!({ "or": [{ "month": { "eq": 1 } }, { "and": [{ "month": { "gt": 7 } }, { "title": { "eq": "odd" } }] }] }),
                vec![1, 9],
            ),
            (json!({ "and": { "month": { "eq": 2 } } }), vec![2]),
            (
                json!({ "not": { "or": [{ "title": { "eq": "odd" } }, { "month": { "lt": 6 } }] } }),
                vec![6, 8],
            ),
            (json!({ "month": null, "title": { "eq": "even" } }), vec![2, 4, 6, 8]),
        ];
        for (filter, numbers) in cases {
            assert_eq!(found(filter.clone()), ids(&numbers), "{sql:?} {filter}");
        }
        for bad in [json!({ "or": [] }), json!({ "title": {} }), json!({ "title": { "lt": null } })]
        {
            let refused = outcome(&caller, "Query.listPosts", json!({ "filter": bad }));
            assert_eq!(refused.error_type(), Some("InvalidFilter"), "{sql:?} {bad}");
        }
    }
}

#[test]
#[ignore = "needs databases"]
fn deep_filters_are_compiled_or_refused() {
    for sql in ALL {
        let api = filled(sql);
        let caller = api.as_api_key();
        let mut deep = json!({ "month": { "eq": 3 } });
        for _ in 0..40 {
            deep = json!({ "not": { "not": deep } });
        }
        let page = answer(&caller, "Query.listPosts", json!({ "filter": deep }));
        assert_eq!(values(&page, "id"), ids(&[3]));
        let many: Vec<Json> = (0..1100).map(|month| json!({ "month": { "eq": month } })).collect();
        let refused = outcome(&caller, "Query.listPosts", json!({ "filter": { "or": many } }));
        assert!(refused.error.is_some() && refused.requests.is_empty());
    }
}

#[test]
#[ignore = "needs databases"]
fn indexes_are_queried_by_their_keys() {
    for sql in ALL {
        let api = filled(sql);
        let caller = api.as_api_key();
        let by_title = |arguments: Json| {
            let mut all = json!({ "title": "even" });
            all.as_object_mut().unwrap().extend(arguments.as_object().unwrap().clone());
            values(&answer(&caller, "Query.postsByTitle", all), "id")
        };
        assert_eq!(by_title(json!({ "sortDirection": "DESC" })), ids(&[8, 6, 4, 2]));
        assert_eq!(by_title(json!({ "at": { "gt": "2024-01-05T00:00:00Z" } })), ids(&[6, 8]));
        let between =
            json!({ "at": { "between": ["2024-01-03T00:00:00Z", "2024-01-07T00:00:00Z"] } });
        assert_eq!(by_title(between), ids(&[4, 6]));
        assert_eq!(by_title(json!({ "filter": { "month": { "eq": 2 } } })), ids(&[2]));

        let by_blog = |comparison: Json| {
            let arguments = json!({ "blogId": "b1", "yearMonth": comparison });
            values(&answer(&caller, "Query.postsByBlog", arguments), "id")
        };
        // 2020: 1, 2, 3; 2021: 4, 5, 6, 7
        assert_eq!(by_blog(Json::Null), ids(&[1, 2, 3, 4, 5, 6, 7]));
        assert_eq!(by_blog(json!({ "eq": { "year": 2021, "month": 5 } })), ids(&[5]));
        assert_eq!(by_blog(json!({ "eq": { "year": 2020 } })), ids(&[1, 2, 3]));
        assert_eq!(by_blog(json!({ "gt": { "year": 2020, "month": 2 } })), ids(&[3, 4, 5, 6, 7]));
        assert_eq!(by_blog(json!({ "le": { "year": 2021, "month": 4 } })), ids(&[1, 2, 3, 4]));
        let between =
            json!({ "between": [{ "year": 2020, "month": 3 }, { "year": 2021, "month": 5 }] });
        assert_eq!(by_blog(between), ids(&[3, 4, 5]));
        let gap = json!({ "blogId": "b1", "yearMonth": { "eq": { "month": 5 } } });
        assert!(outcome(&caller, "Query.postsByBlog", gap).error.is_some());
    }
}

#[test]
#[ignore = "needs databases"]
fn relations_lead_to_what_belongs() {
    for sql in ALL {
        let api = filled(sql);
        let caller = api.as_api_key();
        let blog = answer(&caller, "Query.getBlog", json!({ "id": "b1" }));
        let arguments = json!({ "limit": 3, "filter": { "title": { "eq": "odd" } } });
        let posts = answer_of(&caller, &blog, "Blog.posts", arguments);
        assert_eq!(values(&posts, "id"), ids(&[1, 3, 5]));
        assert!(posts["nextToken"].is_string());
        let cover = answer_of(&caller, &blog, "Blog.cover", json!({}));
        assert_eq!(cover["id"], "c1");
        let back = answer_of(&caller, &posts["items"][0], "Post.blog", json!({}));
        assert_eq!(back["name"], "b1");
        let lone = answer(&caller, "Query.getPost", json!({ "id": "p9" }));
        assert_eq!(answer_of(&caller, &lone, "Post.blog", json!({})), Json::Null);
        let empty = answer(&caller, "Query.getBlog", json!({ "id": "b2" }));
        assert_eq!(values(&answer_of(&caller, &empty, "Blog.posts", json!({})), "id").len(), 0);
        assert_eq!(answer_of(&caller, &empty, "Blog.cover", json!({})), Json::Null);
        let stray = json!({ "input": { "id": "x", "title": "x", "blogId": "none" } });
        assert!(outcome(&caller, "Mutation.createPost", stray).error.is_some());
    }
}
