//! Relations: from objects to the objects that belong to them, and back.

use burgeon_simulator::Api;
use serde_json::{Value as Json, json};

use crate::api::{all_pages, answer, answer_of, open, values};

fn create(api: &Api, model: &str, input: Json) -> Json {
    answer(api, &format!("Mutation.create{model}"), json!({ "input": input }))
}

/// The requests that a field of an object makes, and its answer.
fn asked(api: &Api, source: &Json, field: &str) -> (Vec<Json>, Json) {
    let outcome = api.as_api_key().call_on(source, field, json!({})).expect("the resolver runs");
    let requests = outcome.requests.iter().map(|asked| asked.request.clone()).collect();
    (requests, outcome.ok().unwrap_or_else(|errors| panic!("{field}: {errors:?}")))
}

#[test]
fn implied_foreign_keys_lead_both_ways() {
    let api = open(
        "type Post @model { id: ID! comments: [Comment] @hasMany cover: Cover @hasOne }
         type Comment @model { id: ID! rank: Int post: Post @belongsTo }
         type Cover @model { id: ID! post: Post @belongsTo }",
    );
    let cover = create(&api, "Cover", json!({ "id": "c", "coverPostId": "p" }));
    let post = create(&api, "Post", json!({ "id": "p", "postCoverId": "c" }));
    for number in 0..5 {
        let input = json!({ "id": number.to_string(), "rank": number, "postCommentsId": "p" });
        create(&api, "Comment", input);
    }
    create(&api, "Comment", json!({ "id": "other", "postCommentsId": "q" }));

    let (found, _) = all_pages(2, |arguments| answer_of(&api, &post, "Post.comments", arguments));
    assert_eq!(found.len(), 5);
    let filter = json!({ "filter": { "rank": { "ge": 3 } } });
    assert_eq!(
        answer_of(&api, &post, "Post.comments", filter)["items"].as_array().unwrap().len(),
        2
    );
    let (requests, back) = asked(&api, &found[0], "Comment.post");
    assert_eq!((requests[0]["operation"].as_str(), &back["id"]), (Some("GetItem"), &json!("p")));
    assert_eq!(answer_of(&api, &post, "Post.cover", json!({}))["id"], "c");
    assert_eq!(answer_of(&api, &cover, "Cover.post", json!({}))["id"], "p");
}

#[test]
fn nothing_is_asked_where_there_is_no_key() {
    let api = open(
        "type Post @model { id: ID! author: Author @hasOne(fields: [\"name\", \"number\"])
           name: String number: Int
           tags: [Tag] @hasMany(indexName: \"byName\", fields: [\"name\"])
           ranked: [Tag] @hasMany(indexName: \"byRank\", fields: [\"name\", \"number\"])
           authors: [Author] @hasMany(fields: [\"name\"]) }
         type Author @model { name: String! @primaryKey(sortKeyFields: [\"number\"]) number: Int! }
         type Tag @model { id: ID! rank: Int name: String
           @index(name: \"byName\") @index(name: \"byRank\", sortKeyFields: [\"rank\"]) }",
    );
    let nothing = || (vec![], json!({ "items": [] }));
    let post = create(&api, "Post", json!({ "name": "n" }));
    assert_eq!(asked(&api, &post, "Post.author"), (vec![], Json::Null));
    assert_eq!(asked(&api, &post, "Post.ranked"), nothing());
    let post = create(&api, "Post", json!({ "number": 1 }));
    assert_eq!(asked(&api, &post, "Post.tags"), nothing());
    assert_eq!(asked(&api, &post, "Post.authors"), nothing());
    let post = create(&api, "Post", json!({ "name": "n", "number": 1 }));
    create(&api, "Author", json!({ "name": "n", "number": 1 }));
    create(&api, "Tag", json!({ "id": "t", "name": "n" }));
    assert_eq!(asked(&api, &post, "Post.author").1["number"], 1);
    assert_eq!(values(&asked(&api, &post, "Post.tags").1, "id"), ["t"]);
}

#[test]
fn references_hold_whole_composite_keys() {
    let api = open(
        "type Team @model {
           org: String! @primaryKey(sortKeyFields: [\"year\", \"name\"]) year: Int! name: String!
           members: [Member] @hasMany(references: [\"teamOrg\", \"teamYear\", \"teamName\"])
           captain: Captain @hasOne(references: [\"org\", \"year\", \"name\"]) }
         type Member @model { id: ID! teamOrg: String teamYear: Int teamName: String
           team: Team @belongsTo(references: [\"teamOrg\", \"teamYear\", \"teamName\"]) }
         type Captain @model { id: ID! org: String year: Int name: String
           team: Team @belongsTo(references: [\"org\", \"year\", \"name\"]) }",
    );
    let key = |name: &str| json!({ "org": "o", "year": 2030, "name": name });
    let [a, b] = ["a", "b"].map(|name| create(&api, "Team", key(name)));
    for (id, name) in [("1", "a"), ("2", "a"), ("3", "b")] {
        let input = json!({ "id": id, "teamOrg": "o", "teamYear": 2030, "teamName": name });
        create(&api, "Member", input);
    }
    let mut captain = key("b");
    captain["id"] = json!("c");
    create(&api, "Captain", captain);
    let members = |team: &Json| answer_of(&api, team, "Team.members", json!({}));
    let mut ids = values(&members(&a), "id");
    ids.sort_by_key(|id| id.to_string());
    assert_eq!(ids, ["1", "2"]);
    assert_eq!(answer_of(&api, &a, "Team.captain", json!({})), Json::Null);
    let captain = answer_of(&api, &b, "Team.captain", json!({}));
    assert_eq!(captain["id"], "c");
    let (requests, team) = asked(&api, &captain, "Captain.team");
    assert_eq!((requests[0]["operation"].as_str(), &team["name"]), (Some("GetItem"), &json!("b")));

    // Whoever leaves a team is no longer found through it.
    let input = json!({ "id": "1", "teamOrg": null, "teamYear": null, "teamName": null });
    answer(&api, "Mutation.updateMember", json!({ "input": input }));
    assert_eq!(values(&members(&a), "id"), ["2"]);
}

#[test]
fn what_the_object_does_not_say_of_the_sort_key_an_argument_may() {
    let api = open(
        "type Post @model { id: ID!
           comments: [Comment] @hasMany(indexName: \"byPost\", fields: [\"id\"], limit: 2) }
         type Comment @model { id: ID! postId: ID! @index(name: \"byPost\", sortKeyFields: [\"rank\"])
           rank: Int! post: Post @belongsTo }",
    );
    let post = create(&api, "Post", json!({ "id": "p" }));
    for rank in [4, 1, 3, 2] {
        create(&api, "Comment", json!({ "id": rank.to_string(), "postId": "p", "rank": rank }));
    }
    let ranks =
        |arguments: Json| values(&answer_of(&api, &post, "Post.comments", arguments), "rank");
    assert_eq!(ranks(json!({})), [1, 2]);
    assert_eq!(ranks(json!({ "limit": 9, "sortDirection": "DESC" })), [4, 3, 2, 1]);
    assert_eq!(ranks(json!({ "limit": 9, "rank": { "gt": 1 } })), [2, 3, 4]);
    let comment = answer(&api, "Query.getComment", json!({ "id": "3" }));
    assert_eq!(answer_of(&api, &comment, "Comment.post", json!({}))["id"], "p");
}

#[test]
fn many_lead_to_many_through_ties() {
    let api = open(
        "type Post @model { id: ID! @primaryKey(sortKeyFields: [\"year\"]) year: Int!
           tags: [Tag] @manyToMany(relationName: \"PostTags\") }
         type Tag @model { id: ID! posts: [Post] @manyToMany(relationName: \"PostTags\") }",
    );
    let post = create(&api, "Post", json!({ "id": "p", "year": 1 }));
    create(&api, "Post", json!({ "id": "p", "year": 2 }));
    let tag = create(&api, "Tag", json!({ "id": "t" }));
    create(&api, "Tag", json!({ "id": "u" }));
    for (year, tag) in [(1, "t"), (1, "u"), (2, "t")] {
        create(&api, "PostTags", json!({ "postId": "p", "postyear": year, "tagId": tag }));
    }
    let mut tags = values(&answer_of(&api, &post, "Post.tags", json!({})), "tagId");
    tags.sort_by_key(|id| id.to_string());
    assert_eq!(tags, ["t", "u"]);
    let ties = answer_of(&api, &tag, "Tag.posts", json!({}));
    let posts: Vec<Json> = ties["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tie| answer_of(&api, tie, "PostTags.post", json!({}))["year"].clone())
        .collect();
    assert_eq!(posts.len(), 2);
    assert!(posts.contains(&json!(1)) && posts.contains(&json!(2)));
    let by_post = json!({ "postId": "p", "postyear": { "eq": 2 } });
    let page = answer(&api, "Query.postTagsByPostIdAndPostyear", by_post);
    assert_eq!(values(&page, "tagId"), ["t"]);
}

#[test]
fn objects_of_one_model_lead_to_one_another() {
    let api = open(
        "type User @model { id: ID! manager: User @belongsTo reports: [User] @hasMany
           friends: [User] @manyToMany(relationName: \"Friendship\")
           friendOf: [User] @manyToMany(relationName: \"Friendship\") }",
    );
    let boss = create(&api, "User", json!({ "id": "boss" }));
    let ann = create(&api, "User", json!({ "id": "ann", "userReportsId": "boss" }));
    assert_eq!(values(&answer_of(&api, &boss, "User.reports", json!({})), "id"), ["ann"]);
    assert_eq!(answer_of(&api, &ann, "User.manager", json!({}))["id"], "boss");

    create(&api, "Friendship", json!({ "friendOfId": "ann", "friendId": "boss" }));
    let ties = answer_of(&api, &ann, "User.friends", json!({}));
    let friend = answer_of(&api, &ties["items"][0], "Friendship.friend", json!({}));
    assert_eq!(friend["id"], "boss");
    let ties = answer_of(&api, &boss, "User.friendOf", json!({}));
    assert_eq!(answer_of(&api, &ties["items"][0], "Friendship.friendOf", json!({}))["id"], "ann");
    assert_eq!(answer_of(&api, &ann, "User.friendOf", json!({}))["items"], json!([]));
}

#[test]
fn objects_with_composite_keys_lead_to_others_of_their_model() {
    let api = open(
        "type User @model { org: ID! @primaryKey(sortKeyFields: [\"name\", \"number\"])
           name: String! number: Int!
           friends: [User] @manyToMany(relationName: \"Friendship\")
           friendOf: [User] @manyToMany(relationName: \"Friendship\") }",
    );
    let user =
        |number: i64| create(&api, "User", json!({ "org": "o", "name": "n", "number": number }));
    let users: Vec<Json> = (0..4).map(user).collect();
    for (of, friend) in [(0, 1), (0, 2), (0, 3), (3, 0)] {
        let tie = json!({
            "friendOfOrg": "o", "friendOfname": "n", "friendOfnumber": of,
            "friendOrg": "o", "friendname": "n", "friendnumber": friend,
        });
        create(&api, "Friendship", tie);
    }
    let led_to = |user: &Json, field: &str, end: &str| {
        let ties = |arguments| answer_of(&api, user, &format!("User.{field}"), arguments);
        let (ties, _) = all_pages(2, ties);
        let other = |tie| answer_of(&api, tie, &format!("Friendship.{end}"), json!({}));
        let mut numbers: Vec<_> = ties.iter().map(|tie| other(tie)["number"].as_i64()).collect();
        numbers.sort_unstable();
        numbers.into_iter().flatten().collect::<Vec<_>>()
    };
    assert_eq!(led_to(&users[0], "friends", "friend"), [1, 2, 3]);
    assert_eq!(led_to(&users[0], "friendOf", "friendOf"), [3]);
    assert_eq!(led_to(&users[3], "friends", "friend"), [0]);
    assert_eq!(led_to(&users[1], "friends", "friend"), [] as [i64; 0]);
}

#[test]
fn a_part_of_a_key_leads_to_the_first_of_its_objects() {
    let api = open(
        "type Room @model { id: ID! house: House @belongsTo(fields: [\"id\"]) }
         type House @model { id: ID! @primaryKey(sortKeyFields: [\"number\"]) number: Int!
           room: Room @hasOne }",
    );
    let room = create(&api, "Room", json!({ "id": "r" }));
    assert_eq!(answer_of(&api, &room, "Room.house", json!({})), Json::Null);
    for number in [2, 1] {
        create(&api, "House", json!({ "id": "r", "number": number }));
    }
    assert_eq!(answer_of(&api, &room, "Room.house", json!({}))["number"], 1);
}
