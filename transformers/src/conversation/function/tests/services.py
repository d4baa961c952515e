"""The API in an HTTP server, which fails when it is told to, and a turn of a conversation."""

import http.server
import json
import threading

import boto3

QUERY = {
    "name": "weather",
    "description": "tells the weather",
    "inputSchema": {
        "json": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
    },
    "graphqlRequestInputDescriptor": {
        "queryName": "getWeather",
        "selectionSet": "value unit",
        "propertyTypes": {"city": "String!"},
    },
}


class Api:
    def __init__(self):
        self.messages = [user("u1", "Hello")]
        self.unlisted = []  # only found one by one
        self.statuses = []  # of the next requests, in place of answers
        self.errors = {}  # by the word behind `query` or `mutation`
        self.sent = []
        self.operations = []
        self.headers = []
        boto3.asked.clear()
        boto3.answers.clear()
        api = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                api.headers.append({name.lower(): text for name, text in self.headers.items()})
                status = api.statuses.pop(0) if api.statuses else 200
                answer = api.answer(body) if status == 200 else {"message": "refused"}
                self.send_response(status)
                self.end_headers()
                self.wfile.write(json.dumps(answer).encode())

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=[0.01], daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, body):
        query, variables = body["query"], body["variables"]
        word = query.split()[1].split("(")[0]
        self.operations.append((word, query, variables))
        if self.errors.get(word):
            return {"data": None, "errors": [{"message": self.errors[word]}]}
        return {"data": getattr(self, word)(variables)}

    def List(self, variables):
        assert variables == {"filter": {"conversationId": {"eq": "c"}}, "limit": 1000}, variables
        return {"listConversationMessageChats": {"items": self.messages}}

    def Get(self, variables):
        found = [one for one in self.unlisted if one["id"] == variables["id"]]
        return {"getConversationMessageChat": found[0]}

    def Tool(self, variables):
        return {"getWeather": {"value": 20, "unit": "C"}}

    def Answer(self, variables):
        self.sent.append(variables["input"])
        return {"createAssistantResponseStreamChat": {"id": "u1#stream"}}

    def event(self, **more):
        return {
            "conversationId": "c",
            "currentMessageId": "u1",
            "responseMutation": {
                "name": "createAssistantResponseStreamChat",
                "inputTypeName": "CreateConversationMessageChatAssistantStreamingInput",
                "selectionSet": "id owner",
            },
            "graphqlApiEndpoint": f"http://127.0.0.1:{self.server.server_port}/graphql",
            "modelConfiguration": {"modelId": "model", "systemPrompt": "Be kind."},
            "request": {"headers": {"authorization": "token", "x-amz-user-agent": "agent"}},
            "messageHistoryQuery": {
                "getQueryName": "getConversationMessageChat",
                "getQueryInputTypeName": "ID",
                "listQueryName": "listConversationMessageChats",
                "listQueryInputTypeName": "ModelConversationMessageChatFilterInput",
            },
            "toolsConfiguration": {},
            "streamResponse": True,
            **more,
        }


class Context:
    """What a function is told of its own time."""

    def __init__(self, milliseconds=300_000):
        self.milliseconds = milliseconds

    def get_remaining_time_in_millis(self):
        return self.milliseconds


def content(**block):
    """A block of content as GraphQL gives it: with null for what is not there."""
    kinds = ("text", "document", "image", "toolResult", "toolUse")
    return {kind: block.get(kind) for kind in kinds}


def user(name, text, **more):
    blocks = [content(text=text)] if isinstance(text, str) else text
    message = {"id": name, "role": "user", "content": blocks, "aiContext": None}
    return {**message, "associatedUserMessageId": None, **more}


def assistant(of, text):
    message = user(f"{of}#response", text, associatedUserMessageId=of)
    return {**message, "role": "assistant"}
