"""The messages so far for Amazon Bedrock: users and the assistant in turn."""

import base64
import json

import graphql

DOCUMENT = "document { format name source { bytes } }"
IMAGE = "image { format source { bytes } }"
MESSAGE = f"""
  id associatedUserMessageId role aiContext
  content {{
    text {DOCUMENT} {IMAGE}
    toolResult {{ content {{ {DOCUMENT} {IMAGE} json text }} status toolUseId }}
    toolUse {{ input name toolUseId }}
  }}
"""
LIST = """query List($filter: {listQueryInputTypeName}!, $limit: Int) {{
  {listQueryName}(filter: $filter, limit: $limit) {{ items {{ {message} }} }}
}}"""
GET = """query Get($id: {getQueryInputTypeName}!) {{ {getQueryName}(id: $id) {{ {message} }} }}"""

# The limit of a page; the API returns the latest messages.
LIMIT = 1000


def messages(event):
    """All messages up to the current one."""
    found = read(event)
    current = event["currentMessageId"]
    answers = {one["associatedUserMessageId"]: one for one in found if one["role"] == "assistant"}
    turns = []
    for one in found:
        if one["role"] != "user":
            continue
        if one["id"] == current:
            turns.append(user_turn(one))
        # Another invocation answers messages without an answer.
        elif one["id"] in answers:
            turns.append(user_turn(one))
            turns.append({"role": "assistant", "content": blocks(answers[one["id"]])})
    # The current message is the last one, regardless of later ones.
    at = next(at for at, one in enumerate(turns) if one.get("id") == current)
    turns = turns[: at + 1]
    return joined(without_old_tools(turns))


def read(event):
    """The latest messages, and the current one if it is not among them yet."""
    query = event["messageHistoryQuery"]
    variables = {
        "filter": {"conversationId": {"eq": event["conversationId"]}},
        "limit": query.get("listQueryLimit") or LIMIT,
    }
    page = graphql.execute(event, LIST.format(**query, message=MESSAGE), variables)
    messages = [one for one in page[query["listQueryName"]]["items"] if one]
    if not any(one["id"] == event["currentMessageId"] for one in messages):
        variables = {"id": event["currentMessageId"]}
        found = graphql.execute(event, GET.format(**query, message=MESSAGE), variables)
        messages.append(found[query["getQueryName"]])
    return messages


def user_turn(message):
    content = blocks(message)
    if message.get("aiContext"):
        content.append({"text": text_of(message["aiContext"])})
    return {"role": "user", "content": content, "id": message["id"]}


def blocks(message):
    """The content, without nulls and without blank texts, which Bedrock rejects."""
    found = [block(one) for one in message.get("content") or []]
    return [one for one in found if one and (one.get("text") is None or one["text"].strip())]


def block(given):
    """A block of content, with the API's texts decoded."""
    made = {}
    for kind, value in given.items():
        if value is None:
            continue
        if kind in ("image", "document"):
            data = base64.b64decode(value["source"]["bytes"])
            value = {**value, "source": {"bytes": data}}
        elif kind == "toolUse":
            value = {**value, "input": graphql.json_of(value["input"])}
        elif kind == "toolResult":
            value = {name: part for name, part in value.items() if part is not None}
            value["content"] = [block(one) for one in value["content"]]
        elif kind == "json":
            value = graphql.json_of(value)
        made[kind] = value
    return made


def text_of(value):
    return value if isinstance(value, str) else json.dumps(value)


def without_old_tools(turns):
    """Removes the tools' results of former turns, which cost tokens.

    A turn begins with a message of the user that is not the result of a tool.
    """

    def is_message(one):
        return "toolUse" not in one and "toolResult" not in one

    begins = [
        at
        for at, turn in enumerate(turns)
        if turn["role"] == "user" and any(is_message(one) for one in turn["content"])
    ]
    start = begins[-1] if begins else 0
    for turn in turns[:start]:
        turn["content"] = [one for one in turn["content"] if is_message(one)]
    return turns


def joined(turns):
    """Users and the assistant in turn, the user first, as Bedrock requires."""
    made = []
    for turn in turns:
        if not turn["content"] or (not made and turn["role"] == "assistant"):
            continue
        if made and made[-1]["role"] == turn["role"]:
            made[-1]["content"].extend(turn["content"])
        else:
            made.append({"role": turn["role"], "content": list(turn["content"])})
    return made
