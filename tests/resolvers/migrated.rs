//! Objects that an API of the first generation has stored are found by what its schema becomes.

use burgeon::core::appsync::AuthorizationMode;
use burgeon::core::settings::UserPools;
use burgeon::{Compiler, Settings};
use burgeon_simulator::Api;
use serde_json::{Value as Json, json};

use crate::api::{answer_of, values, with};

/// The API of a schema of the first generation; callers are those of the API key by default, and
/// users of a pool.
fn open(schema: &str) -> Api {
    let mut settings = Settings::default();
    settings.auth.additional = vec![AuthorizationMode::UserPools];
    settings.auth.user_pools = Some(UserPools { user_pool_id: "us-east-1_a".to_owned() });
    let compiler = Compiler::new().settings(settings.clone()).source("schema.graphql", schema);
    let migration = compiler.migrate().unwrap_or_else(|failure| panic!("{failure}"));
    with(&migration.files[0].text, settings)
}

fn seed<const COUNT: usize>(api: &Api, table: &str, items: [Json; COUNT]) {
    api.seed(table, items).unwrap_or_else(|fault| panic!("{table}: {fault:?}"));
}

#[test]
fn lists_and_objects_are_found_by_the_attributes_that_nobody_wrote_down() {
    let api = open(
        "type Blog @model @key(fields: [\"slug\"]) {
           slug: String!
           posts: [Post] @connection(name: \"BlogPosts\", sortField: \"at\")
           readers: [Reader] @connection
         }
         type Post @model {
           id: ID! at: String!
           blog: Blog @connection(name: \"BlogPosts\")
           comments: [Comment] @connection
         }
         type Comment @model { id: ID! post: Post @connection author: Reader @connection(keyField: \"by\") }
         type Reader @model { id: ID! }",
    );
    let blog = json!({ "slug": "b" });
    let post = |id: &str, at: &str| json!({ "id": id, "at": at, "postBlogId": "b" });
    seed(&api, "BlogTable", [blog.clone()]);
    seed(
        &api,
        "PostTable",
        [post("late", "2"), post("early", "1"), json!({ "id": "o", "at": "0" })],
    );
    let comment =
        json!({ "id": "c", "postCommentsId": "late", "commentPostId": "early", "by": "r" });
    seed(&api, "CommentTable", [comment.clone()]);
    seed(&api, "ReaderTable", [json!({ "id": "r", "blogReadersId": "b" })]);

    let answer = |source: &Json, field: &str| answer_of(&api, source, field, json!({}));
    assert_eq!(values(&answer(&blog, "Blog.posts"), "id"), ["early", "late"]);
    assert_eq!(values(&answer(&blog, "Blog.readers"), "id"), ["r"]);
    assert_eq!(answer(&post("late", "2"), "Post.blog")["slug"], "b");
    assert_eq!(values(&answer(&json!({ "id": "late" }), "Post.comments"), "id"), ["c"]);
    assert_eq!(answer(&comment, "Comment.post")["id"], "early");
    assert_eq!(answer(&comment, "Comment.author")["id"], "r");
}

#[test]
fn owners_keep_what_is_theirs_and_one_name_where_a_key_holds_it() {
    let api = open(
        "type Note @model @auth(rules: [{ allow: owner }]) { id: ID! }
         type Letter @model @auth(rules: [{ allow: owner }])
           @key(name: \"byOwner\", fields: [\"owner\"], queryField: \"lettersOf\") { id: ID! owner: String }",
    );
    seed(&api, "NoteTable", [json!({ "id": "n", "owner": "ann" })]);
    seed(&api, "LetterTable", [json!({ "id": "old", "owner": "ann" })]);
    let ask = |user: &str, field: &str, arguments: Json| {
        api.as_user(user).call(field, arguments).expect("the resolver runs").ok()
    };
    assert_eq!(ask("ann", "Query.getNote", json!({ "id": "n" })).unwrap()["id"], "n");
    assert!(ask("bob", "Query.getNote", json!({ "id": "n" })).is_err());

    ask("ann", "Mutation.createLetter", json!({ "input": { "id": "new" } })).unwrap();
    let stored = api.items("LetterTable").expect("the table is there");
    assert_eq!(stored.iter().map(|letter| &letter["owner"]).collect::<Vec<_>>(), ["ann", "ann"]);
}
