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
    last = {}
    for record in records:
        change = record["dynamodb"]
        identifier = documents.id_of(change["Keys"])
        last.pop(identifier, None)
        last[identifier] = record
    changes, again = [], []
    for identifier, record in last.items():
        try:
            changes.append((record, action(identifier, record)))
        except Exception as fault:  # Whatever it is, the records behind it must not wait.
            again += give_up(record, repr(fault))
    index.bulk([action for _, action in changes])
    for record, action_done in changes:
        if action_done.is_done:
            continue
        if action_done.is_transient or action_done.is_missing_index:
            again.append(number_of(record))
        else:
            again += give_up(record, json.dumps(action_done.answer))
    return {"batchItemFailures": [{"itemIdentifier": number} for number in again]}


def action(identifier, record):
    change, settings = record["dynamodb"], index.settings()
    about = {"_id": identifier}
    image = change.get("NewImage")
    seen = image or change.get("OldImage", {})
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
