"""Processes the stream of a table.

Only the last change of an item in a batch is applied. So each document is written once, and
a retry never restores an older state.
"""

import json

import aws
import documents
import index


def handle(records):
    """Updates the index, and returns the records to retry."""
    last = {documents.id_of(record["dynamodb"]["Keys"]): record for record in records}
    changes, again = [], []
    for identifier, record in last.items():
        try:
            changes.append((record, change(identifier, record)))
        except Exception as fault:  # Regardless of the error, later records must not wait.
            again += give_up(record, repr(fault))
    index.bulk([action for _, action in changes])
    for record, action in changes:
        if action.is_transient:
            again.append(number_of(record))
        elif not action.is_done:
            again += give_up(record, json.dumps(action.answer))
    return {"batchItemFailures": [{"itemIdentifier": number} for number in again]}


def change(identifier, record):
    """The action of a record on a document."""
    data, settings = record["dynamodb"], index.settings()
    about = {"_id": identifier}
    image = data.get("NewImage")
    seen = image or data.get("OldImage", {})
    if settings["versioned"] and "_version" in seen:
        version = documents.value(seen["_version"])
        # A removal is younger than the version that it removes.
        about |= {"version": version if image else version + 1, "version_type": "external"}
    if record["eventName"] == "REMOVE" or documents.is_gone(image):
        return index.Action("delete", about)
    return index.Action("index", about, documents.document(image, settings))


def give_up(record, reason):
    """Sends a record that can never be indexed to the dead letters. It is retried if that fails."""
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
