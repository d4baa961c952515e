"""What was said so far, as Amazon Bedrock takes it: users and the assistant in turn."""

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

# What a page holds at most; the API gives the latest.
LIMIT = 1000


def messages(event):
    """All that was said, up to what is to be answered."""
    said = read(event)
    current = event["currentMessageId"]
    answers = {one["associatedUserMessageId"]: one for one in said if one["role"] == "assistant"}
    turns = []
    for one in said:
        if one["role"] != "user":
            continue
        if one["id"] == current:
            turns.append(as_asked(one))
        # What is not answered yet is answered by somebody else.
        elif one["id"] in answers:
            turns.append(as_asked(one))
            turns.append({"role": "assistant", "content": blocks(answers[one["id"]])})
    # What is to be answered comes last, whatever was said meanwhile.
    at = next(at for at, one in enumerate(turns) if one.get("id") == current)
    turns = turns[: at + 1]
    return joined(without_old_tools(turns))


def read(event):
    """The latest messages; what is to be answered may not be among them yet."""
    query = event["messageHistoryQuery"]
    variables = {
        "filter": {"conversationId": {"eq": event["conversationId"]}},
        "limit": query.get("listQueryLimit") or LIMIT,
    }
    page = graphql.ask(event, LIST.format(**query, message=MESSAGE), variables)
    said = [one for one in page[query["listQueryName"]]["items"] if one]
    if not any(one["id"] == event["currentMessageId"] for one in said):
        variables = {"id": event["currentMessageId"]}
        found = graphql.ask(event, GET.format(**query, message=MESSAGE), variables)
        said.append(found[query["getQueryName"]])
    return said


def as_asked(message):
    content = blocks(message)
    if message.get("aiContext"):
        content.append({"text": text_of(message["aiContext"])})
    return {"role": "user", "content": content, "id": message["id"]}


def blocks(message):
    """The content, without what is null and without texts that Bedrock takes for none."""
    found = [block(one) for one in message.get("content") or []]
    return [one for one in found if one and (one.get("text") is None or one["text"].strip())]


def block(given):
    """A block of content: what the API gives as text is decoded."""
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
    """Leaves out what tools said in turns that are over: it costs tokens, and matters no more.

    A turn begins with what the user said last that is no tool's result.
    """

    def is_said(one):
        return "toolUse" not in one and "toolResult" not in one

    begins = [
        at
        for at, turn in enumerate(turns)
        if turn["role"] == "user" and any(is_said(one) for one in turn["content"])
    ]
    start = begins[-1] if begins else 0
    for turn in turns[:start]:
        turn["content"] = [one for one in turn["content"] if is_said(one)]
    return turns


def joined(turns):
    """Users and the assistant in turn, the user first, as Bedrock wants it."""
    made = []
    for turn in turns:
        if not turn["content"] or (not made and turn["role"] == "assistant"):
            continue
        if made and made[-1]["role"] == turn["role"]:
            made[-1]["content"].extend(turn["content"])
        else:
            made.append({"role": turn["role"], "content": list(turn["content"])})
    return made
