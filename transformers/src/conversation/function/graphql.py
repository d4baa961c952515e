"""Operations of the API, in the name of who said something."""

import json
import os
import time
import urllib.error
import urllib.request

SECONDS = 30
TRIES = 4


class Failed(Exception):
    """An operation failed, or was answered with errors."""

    def __init__(self, message, is_transient=False):
        super().__init__(message[:1000])
        self.is_transient = is_transient


def ask(event, query, variables):
    """Gives the data that an operation is answered with; tries again what may succeed.

    Raises Failed.
    """
    for number in range(TRIES):
        try:
            return send(event, query, variables)
        except Failed as failed:
            if not failed.is_transient or number == TRIES - 1:
                raise
        time.sleep(float(os.environ.get("PAUSE", "0.2")) * 2**number)


def send(event, query, variables):
    body = json.dumps({"query": query, "variables": variables}).encode()
    given = event["request"]["headers"]
    headers = {"content-type": "application/json"}
    for name in ("authorization", "x-amz-user-agent"):
        if given.get(name):
            headers[name] = given[name]
    asked = urllib.request.Request(event["graphqlApiEndpoint"], data=body, headers=headers)
    try:
        with urllib.request.urlopen(asked, timeout=SECONDS) as answered:
            answer = json.load(answered)
    except urllib.error.HTTPError as error:
        is_transient = error.code in (408, 429) or error.code >= 500
        text = error.read().decode(errors="replace")
        raise Failed(f"{error.code}: {text}", is_transient) from error
    except OSError as error:
        raise Failed(str(error), True) from error
    except ValueError as error:
        raise Failed(f"no JSON: {error}") from error
    if answer.get("errors"):
        raise Failed(json.dumps(answer["errors"]))
    return answer["data"]


def json_of(value):
    """What a value of the type AWSJSON stands for: it is text on its way."""
    return json.loads(value) if isinstance(value, str) else value
