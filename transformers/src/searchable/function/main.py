"""Keeps the index of one model up to date: called with records of its table's stream.

Called with anything else, it indexes what the table holds already.
"""

import backfill
import stream


def handler(event, context):
    if "Records" in event:
        return stream.handle(event["Records"])
    return backfill.handle(event, context)
