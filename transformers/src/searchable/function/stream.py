"""Follows the stream of a table.

The last change of an item in a batch is all that counts. So each document is written once, and
trying again can never bring an older state back.
"""

import json

import aws
import documents
import index


def handle(records):
    """Brings the index up to date, and names the records that it has to be called with again."""
    last = {documents.id_of(record["dynamodb"]["Keys"]): record for record in records}
    changes, again = [], []
    for identifier, record in last.items():
        try:
            changes.append((record, change(identifier, record)))
        except Exception as fault:  # Whatever it is, the records behind it must not wait.
            again += give_up(record, repr(fault))
    index.bulk([action for _, action in changes])
    for record, action in changes:
        if action.is_transient:
            again.append(number_of(record))
        elif not action.is_done:
            again += give_up(record, json.dumps(action.answer))
    return {"batchItemFailures": [{"itemIdentifier": number} for number in again]}


def change(identifier, record):
    """What a record does to a document."""
    told, settings = record["dynamodb"], index.settings()
    about = {"_id": identifier}
    image = told.get("NewImage")
    seen = image or told.get("OldImage", {})
    if settings["versioned"] and "_version" in seen:
        version = documents.value(seen["_version"])
        # A removal is younger than the version that it removes.
        about |= {"version": version if image else version + 1, "version_type": "external"}
    if record["eventName"] == "REMOVE" or documents.is_gone(image):
        return index.Action("delete", about)
    return index.Action("index", about, documents.document(image, settings))


def give_up(record, reason):
    """Puts a record aside that can never be indexed; it comes again if even that fails."""
    message = {
        "index": record.get("eventSourceARN"),
        "keys": record["dynamodb"]["Keys"],
        "sequenceNumber": number_of(record),
        "reason": reason[:10_000],
    }
    print(f"set aside: {json.dumps(message)}")
    try:
        aws.set_aside(message)
        return []
    except aws.Refused as refused:
        print(f"the queue refused it: {refused}")
        return [number_of(record)]


def number_of(record):
    return record["dynamodb"]["SequenceNumber"]
