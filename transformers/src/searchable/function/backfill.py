"""Indexes the existing items of a table, page by page, in addition to the stream.

The stream takes precedence: existing documents are not changed. An item that is removed between
reading it and writing its document is read again afterwards. Its
document is then removed, unless it has changed since.
"""

import os

import aws
import documents
import index

PAGE = 100
MILLISECONDS_LEFT = 60_000


def handle(event, context):
    """Continues at the key in the event, as long as there is time. Returns the next event."""
    start, count = event.get("from"), event.get("indexed", 0)
    while context.get_remaining_time_in_millis() > MILLISECONDS_LEFT:
        request = {"TableName": os.environ["TABLE"], "Limit": PAGE}
        if start:
            request["ExclusiveStartKey"] = start
        page = aws.dynamodb("Scan", request)
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
    """The ids of those whose items are currently in the table."""
    found = set()
    request = {os.environ["TABLE"]: {"Keys": keys, "ConsistentRead": True}} if keys else {}
    while request:
        answer = aws.dynamodb("BatchGetItem", {"RequestItems": request})
        items = answer["Responses"].get(os.environ["TABLE"], [])
        alive = [item for item in items if not documents.is_gone(item)]
        found |= {documents.id_of(documents.key_of(item, index.settings())) for item in alive}
        request = answer.get("UnprocessedKeys")
    return found
