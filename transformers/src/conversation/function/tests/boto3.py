"""Stands in for the library of the runtime: a language model that says what a test tells it to."""

import copy

asked = []
answers = []


class Refused(Exception):
    """An error as the library raises it."""

    def __init__(self, code):
        super().__init__(f"User: arn:aws:sts::123456789012:assumed-role/secret got {code}")
        self.response = {"Error": {"Code": code}}


def client(service):
    assert service == "bedrock-runtime", service
    return Model()


class Model:
    def converse_stream(self, **request):
        asked.append(copy.deepcopy(request))
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return {"stream": stream(answer)}


def stream(blocks):
    """The events of a message: texts in pieces, uses of tools, or errors on the way."""
    yield {"messageStart": {"role": "assistant"}}
    reason = "end_turn"
    for at, block in enumerate(blocks):
        if isinstance(block, Exception):
            raise block
        index = {"contentBlockIndex": at}
        if isinstance(block, dict):
            reason = "tool_use"
            start = {"toolUse": {"toolUseId": block["id"], "name": block["name"]}}
            yield {"contentBlockStart": {"start": start, **index}}
            for piece in block.get("input", []):
                yield {"contentBlockDelta": {"delta": {"toolUse": {"input": piece}}, **index}}
        else:
            for piece in block:
                yield {"contentBlockDelta": {"delta": {"text": piece}, **index}}
        yield {"contentBlockStop": index}
    yield {"messageStop": {"stopReason": reason}}
    yield {"metadata": {"usage": {}}}
