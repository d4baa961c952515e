"""Forwards AppSync's searches to a collection, with the signature that collections require."""

import json
import os
import urllib.parse

import aws


def handler(event, context):
    query = urllib.parse.urlencode(event.get("query", {}))
    url = f"{os.environ['ENDPOINT']}{event['path']}?{query}"
    body = json.dumps(event["body"])
    headers = {"content-type": "application/json"}
    answer = aws.request("POST", url, body, os.environ["SERVICE"], os.environ["REGION"], headers)
    return json.loads(answer)
