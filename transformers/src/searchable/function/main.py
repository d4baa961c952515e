"""Keeps the index of one model up to date: invoked with records of its table's stream.

Invoked with anything else, it indexes the existing items of the table.
"""

import backfill
import stream


def handler(event, context):
    if "Records" in event:
        return stream.handle(event["Records"])
    return backfill.handle(event, context)
