//! `@mapsTo`: a renamed model finds what it wrote under its former name.

use serde_json::{Value as Json, json};

use crate::api::{answer, answer_of, open, values};

const RENAMED: &str = "
    type Article @model @mapsTo(name: \"Post\") {
      id: ID! title: String remarks: [Remark] @hasMany cover: Cover @hasOne
      tags: [Tag] @manyToMany(relationName: \"Tagged\") }
    type Remark @model { id: ID! text: String article: Article @belongsTo }
    type Cover @model { id: ID! }
    type Tag @model { id: ID! articles: [Article] @manyToMany(relationName: \"Tagged\") }";

fn create(api: &burgeon_simulator::Api, model: &str, input: Json) -> Json {
    answer(api, &format!("Mutation.create{model}"), json!({ "input": input }))
}

#[test]
fn the_table_and_what_it_holds_are_kept() {
    let api = open(RENAMED);
    let old = json!({ "id": "1", "title": "old", "__typename": "Post", "postCoverId": "c" });
    api.seed("PostTable", [old]).unwrap();
    api.seed("RemarkTable", [json!({ "id": "r", "postRemarksId": "1" })]).unwrap();
    create(&api, "Cover", json!({ "id": "c" }));
    let article = answer(&api, "Query.getArticle", json!({ "id": "1" }));
    assert_eq!((&article["title"], &article["__typename"]), (&json!("old"), &json!("Article")));
    assert_eq!(answer_of(&api, &article, "Article.cover", json!({}))["id"], "c");
    let remarks = answer_of(&api, &article, "Article.remarks", json!({}));
    assert_eq!(values(&remarks, "articleRemarksId"), ["1"]);
    let back = answer_of(&api, &remarks["items"][0], "Remark.article", json!({}));
    assert_eq!(back["title"], "old");
}

#[test]
fn what_is_written_has_the_names_of_before() {
    let api = open(RENAMED);
    let remark = create(&api, "Remark", json!({ "id": "r", "articleRemarksId": "1" }));
    assert_eq!((&remark["articleRemarksId"], remark.get("postRemarksId")), (&json!("1"), None));
    let stored = &api.items("RemarkTable").unwrap()[0];
    assert_eq!((&stored["postRemarksId"], stored.get("articleRemarksId")), (&json!("1"), None));
    let input = json!({ "id": "r", "articleRemarksId": null });
    let changed = answer(&api, "Mutation.updateRemark", json!({ "input": input }));
    assert_eq!(changed["articleRemarksId"], Json::Null);
    assert_eq!(api.items("RemarkTable").unwrap()[0].get("postRemarksId"), None);
}

#[test]
fn a_change_leaves_alone_what_it_does_not_give() {
    let api = open(RENAMED);
    create(&api, "Remark", json!({ "id": "r", "articleRemarksId": "1" }));
    let input = json!({ "id": "r", "text": "new" });
    let changed = answer(&api, "Mutation.updateRemark", json!({ "input": input }));
    assert_eq!((&changed["text"], &changed["articleRemarksId"]), (&json!("new"), &json!("1")));
    let remark = create(&api, "Remark", json!({ "id": "free" }));
    assert_eq!(remark["articleRemarksId"], Json::Null);
}

#[test]
fn the_queries_of_indexes_and_the_way_back_read_what_was_stored() {
    let api = open(
        "type Article @model @mapsTo(name: \"Post\") {
           id: ID! kind: Int @index(name: \"byKind\", queryField: \"articlesOfKind\")
           cover: Cover @hasOne remarks: [Remark] @hasMany }
         type Cover @model { id: ID! }
         type Remark @model { id: ID! article: Article @belongsTo }",
    );
    api.seed("PostTable", [json!({ "id": "1", "kind": 7, "postCoverId": "c" })]).unwrap();
    api.seed("RemarkTable", [json!({ "id": "r", "postRemarksId": "1" })]).unwrap();
    let found = answer(&api, "Query.articlesOfKind", json!({ "kind": 7 }));
    assert_eq!(values(&found, "articleCoverId"), ["c"]);
    let remark = answer(&api, "Query.getRemark", json!({ "id": "r" }));
    let article = answer_of(&api, &remark, "Remark.article", json!({}));
    assert_eq!(article["articleCoverId"], "c");
}

#[test]
fn filters_and_conditions_speak_of_the_new_names() {
    let api = open(RENAMED);
    for (id, article) in [("1", "a"), ("2", "b"), ("3", "b")] {
        let text = "\"articleRemarksId\":";
        create(&api, "Remark", json!({ "id": id, "articleRemarksId": article, "text": text }));
    }
    let filter = json!({ "or": [
        { "not": { "articleRemarksId": { "eq": "b" } } },
        { "and": [{ "articleRemarksId": { "eq": "b" } }, { "id": { "eq": "2" } }] },
    ] });
    let page = answer(&api, "Query.listRemarks", json!({ "filter": filter }));
    let mut ids = values(&page, "id");
    ids.sort_by_key(|id| id.to_string());
    assert_eq!(ids, ["1", "2"]);
    assert_eq!(values(&page, "text")[0], "\"articleRemarksId\":");
    let filter = json!({ "text": { "eq": "\"articleRemarksId\":" } });
    let page = answer(&api, "Query.listRemarks", json!({ "filter": filter }));
    assert_eq!(values(&page, "id").len(), 3);
    let condition = json!({ "articleRemarksId": { "eq": "a" } });
    let arguments = json!({ "input": { "id": "1", "text": "x" }, "condition": condition });
    assert_eq!(answer(&api, "Mutation.updateRemark", arguments)["text"], "x");
    let arguments = json!({ "input": { "id": "2" }, "condition": condition });
    assert!(crate::api::call(&api, "Mutation.deleteRemark", arguments).ok().is_err());
}

#[test]
fn ties_keep_their_names_too() {
    let api = open(RENAMED);
    let article = create(&api, "Article", json!({ "id": "a" }));
    let tag = create(&api, "Tag", json!({ "id": "t" }));
    create(&api, "Tagged", json!({ "id": "x", "articleId": "a", "tagId": "t" }));
    assert_eq!(api.items("TaggedTable").unwrap()[0]["postId"], "a");
    let ties = answer_of(&api, &article, "Article.tags", json!({}));
    assert_eq!(values(&ties, "tagId"), ["t"]);
    let ties = answer_of(&api, &tag, "Tag.articles", json!({}));
    assert_eq!(answer_of(&api, &ties["items"][0], "Tagged.article", json!({}))["id"], "a");
    let page = answer(&api, "Query.taggedsByPostId", json!({ "postId": "a" }));
    assert_eq!(values(&page, "articleId"), ["a"]);
}
