"""Indexes what a table holds already, page by page, beside the stream.

The stream knows better: a document that is there is left as it is. An item that is removed between
the moment it is read and the moment its document is made is looked for again afterwards; its
document is removed then, unless it has changed since.
"""

import os

import aws
import documents
import index

PAGE = 100
MILLISECONDS_LEFT = 60_000


def handle(event, context):
    """Goes on from where the event says, as long as there is time; gives the next event."""
    start, count = event.get("from"), event.get("indexed", 0)
    while context.get_remaining_time_in_millis() > MILLISECONDS_LEFT:
        asked = {"TableName": os.environ["TABLE"], "Limit": PAGE}
        if start:
            asked["ExclusiveStartKey"] = start
        page = aws.dynamodb("Scan", asked)
        count += index_items([item for item in page["Items"] if not documents.is_gone(item)])
        start = page.get("LastEvaluatedKey")
        if not start:
            return {"done": True, "indexed": count}
    return {"done": False, "indexed": count, "from": start}


def index_items(items):
    settings = index.settings()
    made = [(documents.key_of(item, settings), make(item, settings)) for item in items]
    index.bulk([action for _, action in made])
    failed = [action.answer for _, action in made if not action.is_done]
    if failed:
        raise RuntimeError(f"{len(failed)} documents were refused, for example: {failed[0]}")
    new = [(key, action) for key, action in made if action.status < 300]
    there = present([key for key, _ in new])
    gone = [(key, action) for key, action in new if documents.id_of(key) not in there]
    index.bulk([remove(key, action) for key, action in gone])
    return len(new) - len(gone)


def make(item, settings):
    about = {"_id": documents.id_of(documents.key_of(item, settings))}
    document = documents.document(item, settings)
    if settings["versioned"] and "_version" in item:
        about |= {"version": documents.value(item["_version"]), "version_type": "external"}
        return index.Action("index", about, document)
    return index.Action("create", about, document)


def remove(key, action):
    seen = action.answer
    about = {"if_seq_no": seen["_seq_no"], "if_primary_term": seen["_primary_term"]}
    return index.Action("delete", {"_id": documents.id_of(key), **about})


def present(keys):
    """The ids of those whose items are in the table, now."""
    found = set()
    asked = {os.environ["TABLE"]: {"Keys": keys, "ConsistentRead": True}} if keys else {}
    while asked:
        answer = aws.dynamodb("BatchGetItem", {"RequestItems": asked})
        items = answer["Responses"].get(os.environ["TABLE"], [])
        alive = [item for item in items if not documents.is_gone(item)]
        found |= {documents.id_of(documents.key_of(item, index.settings())) for item in alive}
        asked = answer.get("UnprocessedKeys")
    return found
