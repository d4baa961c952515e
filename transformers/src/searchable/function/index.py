"""The index of one model: its mappings, and bulk writes."""

import json
import os
import pathlib

import aws

INDEXES = json.loads((pathlib.Path(__file__).parent / "indexes.json").read_text())
LARGEST_REQUEST = 5_000_000

is_there = False


def settings():
    """The compiler's description of the index."""
    return INDEXES[os.environ["INDEX"]]


def ask(method, path, body, content_type="application/json"):
    url = f"{os.environ['ENDPOINT']}/{os.environ['INDEX']}{path}"
    service, region = os.environ["SERVICE"], os.environ["REGION"]
    return aws.request(method, url, body, service, region, {"content-type": content_type})


def prepare():
    """Creates the index before its first document, or adds new fields."""
    global is_there
    if is_there:
        return
    index = settings()
    whole = {"mappings": index["mappings"]}
    if os.environ["SERVICE"] == "es":
        whole["settings"] = {"index": {"auto_expand_replicas": "0-1"}}
    try:
        ask("PUT", "", json.dumps(whole))
    except aws.Refused as refused:
        if "resource_already_exists_exception" not in refused.body:
            raise
        add_fields(index)
    is_there = True


def add_fields(index):
    try:
        ask("PUT", "/_mapping", json.dumps(index["mappings"]))
    except aws.Refused as refused:
        if refused.is_transient:
            raise
        # Other mappings, or a field of another type: the existing ones stay.
        print(f"the mappings stay as they are: {refused}")


class Action:
    """An action on a document, and its result."""

    def __init__(self, kind, about, document=None):
        self.lines = json.dumps({kind: about}) + "\n"
        if document is not None:
            self.lines += json.dumps(document) + "\n"
        self.answer = None

    @property
    def status(self):
        return self.answer["status"]

    @property
    def is_transient(self):
        """Whether a retry may succeed."""
        return self.status == 429 or self.status >= 500 or self.lacks_index

    @property
    def is_done(self):
        """Whether the index is up to date, or newer."""
        return self.status < 300 or self.status in (404, 409) and not self.lacks_index

    @property
    def lacks_index(self):
        return "index_not_found" in json.dumps(self.answer.get("error", ""))


def bulk(actions):
    """Executes all actions in as few requests as the engine accepts, with retries."""
    global is_there
    waiting = actions
    for number in range(aws.TRIES):
        prepare()
        for part in parts(waiting):
            answer = json.loads(ask("POST", "/_bulk", lines(part), "application/x-ndjson"))
            for action, item in zip(part, answer["items"]):
                (action.answer,) = item.values()
        waiting = [action for action in waiting if action.is_transient]
        if not waiting or number == aws.TRIES - 1:
            return
        is_there = not any(action.lacks_index for action in waiting)
        aws.pause(number)


def parts(actions):
    part, size = [], 0
    for action in actions:
        if part and size + len(action.lines) > LARGEST_REQUEST:
            yield part
            part, size = [], 0
        part.append(action)
        size += len(action.lines)
    if part:
        yield part


def lines(actions):
    return "".join(action.lines for action in actions)
