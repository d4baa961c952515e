//! `@conversation`: what is kept, who may say something where, and what the function is told.

use burgeon::Settings;
use burgeon_core::source::Source;
use burgeon_simulator::data_source::{DataSourceError, Fake};
use burgeon_simulator::{Api, Identity, Outcome};
use serde_json::{Value as Json, json};

use crate::api::{values, with};

const SCHEMA: &str = r#"
type Todo @model @auth(rules: [{ allow: owner }]) { text: String }
type Query { weather(city: String!, days: [Int]): Weather }
type Weather { degrees: Float }
type Mutation {
  chat(
    conversationId: ID!
    content: [AmplifyAIContentBlockInput]
    aiContext: AWSJSON
    toolConfiguration: AmplifyAIToolConfigurationInput
  ): AmplifyAIConversationMessage @conversation(
    aiModel: "amazon.nova-lite-v1:0"
    systemPrompt: "It's $5 #if(true) ${ctx.identity} \"x\" \\ é"
    auth: { strategy: owner, provider: userPools }
    inferenceConfiguration: { maxTokens: 100, topP: 0.5 }
    tools: [
      { name: "weather", description: "It's warm", queryName: "weather" }
      { name: "todos", description: "Lists todos", modelName: "Todo", modelOperation: list }
    ]
  )
}
"#;

const SETTINGS: &str = "auth: { default: userPools, additional: [apiKey, iam], \
                        userPools: { userPoolId: us-east-1_abc123 } }";

fn api(function: &Fake) -> Api {
    of(SCHEMA, function)
}

fn of(schema: &str, function: &Fake) -> Api {
    let settings = Settings::read(&Source::new("burgeon.yaml", SETTINGS)).expect("they are read");
    let api = with(schema, settings).with_data_source("Chat_Conversation", function.clone());
    for (id, owner) in [("c1", "alice"), ("c2", "bob")] {
        let conversation = json!({ "id": id, "owner": format!("sub-{owner}::{owner}"),
            "__typename": "ConversationChat", "updatedAt": "2020-01-01T00:00:00.000Z" });
        api.seed("ConversationChatTable", [conversation]).expect("it is stored");
    }
    api
}

fn quiet() -> Fake {
    Fake::answering(Json::Null)
}

fn say(api: &Api, user: &str, arguments: Json) -> Outcome {
    let caller = api.as_user(user).header("authorization", "token");
    caller.call("Mutation.chat", arguments).expect("the resolver runs")
}

fn hello(conversation: &str) -> Json {
    json!({ "conversationId": conversation, "content": [{ "text": "Hello" }] })
}

fn stream(api: &Api, user: &str, input: Json) -> Outcome {
    let arguments = json!({ "input": input });
    let called = api.as_user(user).call("Mutation.createAssistantResponseStreamChat", arguments);
    called.expect("the resolver runs")
}

fn messages(api: &Api) -> Vec<Json> {
    api.items("ConversationMessageChatTable").expect("the table is there")
}

#[test]
fn messages_are_stored_and_the_function_is_invoked() {
    let function = quiet();
    let api = api(&function);
    let mut said = hello("c1");
    said["aiContext"] = json!({ "place": "here" });
    said["toolConfiguration"] = json!({ "tools": [
        { "toolSpec": { "name": "paint", "inputSchema": { "json": { "type": "object" } } } },
        { "toolSpec": null },
    ] });
    let answer = say(&api, "alice", said.clone()).ok().expect("it is answered");
    let [kept] = messages(&api).try_into().expect("there is one");
    assert_eq!(answer, kept);
    assert_eq!(kept["__typename"], "ConversationMessageChat");
    assert_eq!((&kept["role"], &kept["owner"]), (&json!("user"), &json!("sub-alice::alice")));
    for field in ["conversationId", "content", "aiContext", "toolConfiguration"] {
        assert_eq!(kept[field], said[field], "{field}");
    }
    let conversations = api.items("ConversationChatTable").unwrap();
    let touched = conversations.iter().find(|one| one["id"] == "c1").unwrap();
    assert_eq!(touched["updatedAt"], "2030-01-01T00:00:00.000Z");

    let request = &function.requests()[0];
    assert_eq!(
        (&request["operation"], &request["invocationType"]),
        (&json!("Invoke"), &json!("Event"))
    );
    let event = &request["payload"];
    assert_eq!(event["conversationId"], "c1");
    assert_eq!(event["currentMessageId"], kept["id"]);
    assert_eq!(event["streamResponse"], true);
    assert!(event["graphqlApiEndpoint"].as_str().unwrap().ends_with("/graphql"));
    assert_eq!(
        event["request"]["headers"],
        json!({ "authorization": "token", "x-amz-user-agent": "lib/burgeon" })
    );
    assert_eq!(
        event["modelConfiguration"],
        json!({
            "modelId": "amazon.nova-lite-v1:0",
            "systemPrompt": "It's $5 #if(true) ${ctx.identity} \"x\" \\ é",
            "inferenceConfiguration": { "maxTokens": 100, "topP": 0.5 },
        })
    );
    assert_eq!(
        event["messageHistoryQuery"],
        json!({
            "getQueryName": "getConversationMessageChat",
            "getQueryInputTypeName": "ID",
            "listQueryName": "listConversationMessageChats",
            "listQueryInputTypeName": "ModelConversationMessageChatFilterInput",
        })
    );
    let mutation = &event["responseMutation"];
    assert_eq!(mutation["name"], "createAssistantResponseStreamChat");
    assert_eq!(mutation["inputTypeName"], "CreateConversationMessageChatAssistantStreamingInput");
    assert_eq!(
        mutation["selectionSet"],
        "associatedUserMessageId contentBlockDeltaIndex \
        contentBlockDoneAtIndex contentBlockIndex contentBlockText contentBlockToolUse { toolUseId \
        name input } conversationId id stopReason owner errors { errorType message }"
    );
    let tools = &event["toolsConfiguration"];
    assert_eq!(tools["clientTools"].as_array().unwrap().len(), 1);
    assert_eq!(tools["clientTools"][0]["name"], "paint");
    assert_eq!(
        tools["dataTools"][0],
        json!({
            "name": "weather",
            "description": "It's warm",
            "inputSchema": { "json": {
                "type": "object",
                "properties": {
                    "city": { "type": "string" },
                    "days": { "type": "array", "items": { "type": "integer" } },
                },
                "required": ["city"],
            } },
            "graphqlRequestInputDescriptor": {
                "selectionSet": "degrees",
                "propertyTypes": { "city": "String!", "days": "[Int]" },
                "queryName": "weather",
            },
        })
    );
    assert_eq!(
        tools["dataTools"][1]["graphqlRequestInputDescriptor"],
        json!({
            "selectionSet": "items { text id createdAt updatedAt owner } nextToken",
            "propertyTypes": {},
            "queryName": "listTodos",
        })
    );
}

#[test]
fn clients_say_who_they_are_and_need_no_tools() {
    let function = quiet();
    let api = api(&function);
    let caller = api.as_user("alice").header("x-amz-user-agent", "aws-amplify/6");
    caller.call("Mutation.chat", hello("c1")).unwrap().ok().expect("it is answered");
    let event = &function.requests()[0]["payload"];
    assert_eq!(event["request"]["headers"]["x-amz-user-agent"], "aws-amplify/6 md/burgeon");
    assert_eq!(event["toolsConfiguration"].get("clientTools"), None);
    let [kept] = messages(&api).try_into().expect("there is one");
    assert_eq!(kept.get("aiContext"), None);
}

#[test]
fn no_user_writes_in_the_conversation_of_another() {
    let function = quiet();
    let api = api(&function);
    for conversation in ["c2", "nowhere"] {
        let outcome = say(&api, "alice", hello(conversation));
        assert_eq!(outcome.error_type(), Some("ResourceNotFound"), "{conversation}");
        assert_eq!(outcome.error.unwrap().message, "Conversation not found");
    }
    for caller in [Identity::api_key(), Identity::iam("role", "session")] {
        let outcome = api.caller(caller).call("Mutation.chat", hello("c1")).unwrap();
        assert!(outcome.is_unauthorized());
    }
    assert!(messages(&api).is_empty() && function.requests().is_empty());
}

#[test]
fn a_user_named_like_another_users_id_owns_nothing_of_theirs() {
    let api = api(&quiet());
    let impostor = Identity::user("sub-alice");
    let outcome = api.caller(impostor.clone()).call("Mutation.chat", hello("c1")).unwrap();
    assert_eq!(outcome.error_type(), Some("ResourceNotFound"));
    say(&api, "alice", hello("c1")).ok().unwrap();
    let listed =
        api.caller(impostor).call("Query.listConversationMessageChats", json!({})).unwrap();
    assert!(values(&listed.result, "id").is_empty());
}

#[test]
fn an_unavailable_function_is_reported_next_to_the_message() {
    let failing = Fake::failing(DataSourceError::new("Lambda:Unhandled", "it broke"));
    let api = api(&failing);
    let outcome = say(&api, "alice", hello("c1"));
    assert_eq!(outcome.out_errors[0].error_type.as_deref(), Some("Lambda:Unhandled"));
    assert_eq!(outcome.result["content"], json!([{ "text": "Hello" }]));
    assert_eq!(messages(&api).len(), 1);
}

#[test]
fn chunks_of_an_answer_are_stored_and_published() {
    let api = api(&quiet());
    let piece = |text: &str, whole: &str| {
        json!({
            "conversationId": "c1", "associatedUserMessageId": "m", "contentBlockIndex": 0,
            "contentBlockText": text, "contentBlockDeltaIndex": 0,
            "accumulatedTurnContent": [{ "text": whole }],
        })
    };
    let told = stream(&api, "alice", piece("Hel", "Hel")).ok().expect("it is kept");
    assert_eq!((&told["id"], &told["owner"]), (&json!("m#stream"), &json!("sub-alice::alice")));
    assert_eq!(told["contentBlockText"], "Hel");
    assert!(told["p"].as_str().unwrap().len() <= 36);
    assert_eq!(told.get("accumulatedTurnContent"), None);
    let [first] = messages(&api).try_into().expect("there is one");
    api.set_now(burgeon_simulator::DEFAULT_NOW + 60_000);
    stream(&api, "alice", piece("lo", "Hello")).ok().expect("it is kept");
    let [kept] = messages(&api).try_into().expect("there still is one");
    assert_eq!((&kept["id"], &kept["role"]), (&json!("m#response"), &json!("assistant")));
    assert_eq!(kept["content"], json!([{ "text": "Hello" }]));
    assert_eq!(kept["associatedUserMessageId"], "m");
    assert_eq!(kept["createdAt"], first["createdAt"]);
    assert_ne!(kept["updatedAt"], first["updatedAt"]);
}

#[test]
fn uses_of_tools_are_published_as_such() {
    let api = api(&quiet());
    let using = json!({ "toolUseId": "t", "name": "paint", "input": { "color": 1 } });
    let input = json!({
        "conversationId": "c1", "associatedUserMessageId": "m", "contentBlockIndex": 0, "p": "pad",
        "contentBlockToolUse": { "toolUse": using.clone() }, "accumulatedTurnContent": [],
    });
    let told = stream(&api, "alice", input).ok().expect("it is kept");
    assert_eq!((&told["contentBlockToolUse"], &told["p"]), (&using, &json!("pad")));
}

#[test]
fn errors_are_published_and_not_stored() {
    let api = api(&quiet());
    let errors = json!([{ "errorType": "ThrottlingException", "message": "busy" }]);
    let input = json!({ "conversationId": "c1", "associatedUserMessageId": "m", "errors": errors });
    let told = stream(&api, "alice", input.clone()).ok().expect("it is told");
    assert_eq!(
        told,
        json!({
            "id": "m#response", "conversationId": "c1", "associatedUserMessageId": "m",
            "errors": errors, "owner": "sub-alice::alice",
        })
    );
    assert!(messages(&api).is_empty());
    assert_eq!(stream(&api, "bob", input).error_type(), Some("ResourceNotFound"));
}

#[test]
fn no_user_answers_in_the_conversation_of_another() {
    let api = api(&quiet());
    let answer = |conversation: &str, message: &str| {
        json!({
            "conversationId": conversation, "associatedUserMessageId": message,
            "accumulatedTurnContent": [{ "text": "lies" }],
        })
    };
    assert_eq!(stream(&api, "alice", answer("c2", "m")).error_type(), Some("ResourceNotFound"));
    let input = json!({ "input": { "content": [], "associatedUserMessageId": "m" } });
    for conversation in [json!("c2"), json!("nowhere"), json!(""), Json::Null] {
        let mut input = input.clone();
        input["input"]["conversationId"] = conversation;
        let called = api.as_user("alice").call("Mutation.createAssistantResponseChat", input);
        assert_eq!(called.unwrap().error_type(), Some("ResourceNotFound"));
    }
    assert!(messages(&api).is_empty());

    // What bob was answered stays, although alice answers in a conversation of her own.
    stream(&api, "bob", answer("c2", "m")).ok().expect("it is kept");
    let mut forged = answer("c1", "m");
    forged["accumulatedTurnContent"] = json!([{ "text": "worse lies" }]);
    assert_eq!(stream(&api, "alice", forged).error_type(), Some("ResourceNotFound"));
    let [kept] = messages(&api).try_into().expect("there is one");
    assert_eq!(kept["content"], json!([{ "text": "lies" }]));
    assert_eq!(kept["owner"], "sub-bob::bob");
}

#[test]
fn whole_answers_are_kept() {
    let api = api(&quiet());
    let input = json!({ "conversationId": "c1", "associatedUserMessageId": "m", "content": [{ "text": "Hi" }] });
    let called = api
        .as_user("alice")
        .call("Mutation.createAssistantResponseChat", json!({ "input": input }))
        .unwrap();
    let kept = called.ok().expect("it is kept");
    assert_eq!((&kept["role"], &kept["owner"]), (&json!("assistant"), &json!("sub-alice::alice")));
    assert_eq!(messages(&api), [kept]);
}

#[test]
fn answers_are_published_to_their_owner() {
    let api = api(&quiet());
    let listen = |caller: Identity, arguments: Json| {
        api.caller(caller).call("Subscription.onCreateAssistantResponseChat", arguments).unwrap()
    };
    let opened = listen(Identity::user("alice"), json!({ "conversationId": "c1" }));
    let filter = opened.subscription_filter().expect("there is one").to_string();
    assert!(filter.contains("sub-alice::alice") && filter.contains("\"c1\""), "{filter}");
    let opened = listen(Identity::user("alice"), json!({}));
    let filter = opened.subscription_filter().expect("there is one").to_string();
    assert!(filter.contains("sub-alice::alice") && !filter.contains("conversationId"), "{filter}");
    assert!(listen(Identity::api_key(), json!({})).is_unauthorized());
}

#[test]
fn conversations_are_listed_by_when_they_were_last_spoken_in() {
    let api = api(&quiet());
    for (id, at) in [("c3", "2024"), ("c4", "2025"), ("c5", "2023")] {
        let conversation = json!({ "id": id, "owner": "sub-alice::alice", "updatedAt": at,
            "__typename": "ConversationChat" });
        api.seed("ConversationChatTable", [conversation]).unwrap();
    }
    let list = |arguments: Json| {
        let page = api.as_user("alice").call("Query.listConversationChats", arguments).unwrap();
        values(&page.ok().expect("it is answered"), "id")
    };
    assert_eq!(list(json!({})), ["c4", "c3", "c5", "c1"]);
    assert_eq!(list(json!({ "filter": { "id": { "ne": "c4" } } })), ["c3", "c5", "c1"]);
    assert!(
        api.as_api_key().call("Query.listConversationChats", json!({})).unwrap().is_unauthorized()
    );
}

#[test]
fn messages_are_listed_in_order() {
    let api = api(&quiet());
    let said = [
        ("m1", "c1", "1", "alice"),
        ("m2", "c1", "2", "alice"),
        ("m3", "c1", "3", "alice"),
        ("m4", "c3", "4", "alice"),
        ("m5", "c1", "5", "bob"),
    ];
    for (id, conversation, at, owner) in said {
        let message = json!({ "id": id, "conversationId": conversation, "createdAt": at,
            "role": if at == "2" { "assistant" } else { "user" },
            "owner": format!("sub-{owner}::{owner}") });
        api.seed("ConversationMessageChatTable", [message]).unwrap();
    }
    let page = |arguments: Json| {
        let called = api.as_user("alice").call("Query.listConversationMessageChats", arguments);
        called.unwrap()
    };
    let list = |arguments: Json| values(&page(arguments).ok().expect("it is answered"), "id");
    let in_first = json!({ "conversationId": { "eq": "c1" } });
    assert_eq!(list(json!({ "filter": in_first })), ["m1", "m2", "m3"]);
    assert_eq!(page(json!({ "filter": in_first })).requests_of("Query").len(), 1);
    assert_eq!(list(json!({ "filter": in_first, "limit": 3 })), ["m2", "m3"]);
    let users = json!({ "conversationId": { "eq": "c1" }, "role": { "eq": "user" } });
    assert_eq!(list(json!({ "filter": users })), ["m1", "m3"]);
    let later = json!({ "conversationId": { "eq": "c1" }, "createdAt": { "gt": "1" } });
    assert_eq!(list(json!({ "filter": later })), ["m2", "m3"]);
    let elsewhere = json!({ "conversationId": { "ne": "c1" } });
    assert_eq!(list(json!({ "filter": elsewhere })), ["m4"]);
    let mut all = list(json!({}));
    all.sort_by_key(Json::to_string);
    assert_eq!(all, ["m1", "m2", "m3", "m4"]);
}

#[test]
fn where_other_models_are_kept_changes_nothing() {
    for more in [
        "storage: { engine: postgres }\nmodels: { Todo: { storage: { engine: dynamodb } } }",
        "conflictResolution: { detection: VERSION, handler: AUTOMERGE }",
    ] {
        let source = Source::new("burgeon.yaml", format!("{SETTINGS}\n{more}"));
        let settings = Settings::read(&source).expect("they are read");
        let api = with(SCHEMA, settings).with_data_source("Chat_Conversation", quiet());
        let begun = api
            .as_user("alice")
            .call("Mutation.createConversationChat", json!({ "input": { "name": "a" } }))
            .unwrap();
        let conversation = begun.ok().expect("it is begun");
        assert_eq!(conversation.get("_version"), None, "{more}");
        let said = hello(conversation["id"].as_str().unwrap());
        say(&api, "alice", said).ok().expect("it is answered");
        assert_eq!(messages(&api).len(), 1, "{more}");
    }
}

#[test]
fn types_of_the_schema_s_own_are_taken_as_they_are() {
    let own = "type AmplifyAIConversationMessageStreamPart @aws_cognito_user_pools {
        id: ID! owner: String conversationId: ID! contentBlockToolUse: AWSJSON p: String }";
    let function = quiet();
    let api = of(&format!("{SCHEMA}\n{own}"), &function);
    say(&api, "alice", hello("c1")).ok().expect("it is answered");
    let mutation = &function.requests()[0]["payload"]["responseMutation"];
    assert_eq!(mutation["selectionSet"], "contentBlockToolUse conversationId id owner p");
}

#[test]
fn rules_of_the_field_s_own_narrow_who_may_speak() {
    let rule = "@auth(rules: [{ allow: groups, groups: [\"Staff\"] }]) @conversation";
    let api = of(&SCHEMA.replace("@conversation", rule), &quiet());
    assert!(say(&api, "alice", hello("c1")).is_unauthorized());
    let staff = |name: &str| {
        let caller = api.caller(Identity::user(name).groups(["Staff"]));
        caller.call("Mutation.chat", hello("c1")).expect("the resolver runs")
    };
    staff("alice").ok().expect("it is answered");
    assert_eq!(staff("bob").error_type(), Some("ResourceNotFound"));
}
