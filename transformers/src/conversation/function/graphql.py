"""Operations of the API, with the authorization of the user."""

import json
import os
import time
import urllib.error
import urllib.request

SECONDS = 30
TRIES = 4


class Failed(Exception):
    """An operation failed or returned errors."""

    def __init__(self, message, is_transient=False):
        super().__init__(message[:1000])
        self.is_transient = is_transient


def execute(event, query, variables):
    """Returns the data of an operation, with retries of transient failures.

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
    request = urllib.request.Request(event["graphqlApiEndpoint"], data=body, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as response:
            answer = json.load(response)
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
    """The value of an AWSJSON, which is transferred as text."""
    return json.loads(value) if isinstance(value, str) else value
