"""The answer in chunks.

Source of truth: Amazon Bedrock's API reference, `ConverseStream`.
"""

import json

import boto3

import history
from errors import Unanswered
from tools import Tools

# The maximal number of rounds of tool calls.
ROUNDS = 25

# The remaining time of the function at which an answer is aborted, in milliseconds.
SPARE = 5000


def parts(event, context):
    """The chunks of the answer, each as the input of the mutation that stores it."""
    tools = Tools(event)
    request = converse_request(event, tools)
    bedrock = boto3.client("bedrock-runtime")
    turn = Turn()
    for _ in range(ROUNDS):
        message = Message(turn, tools)
        for chunk in bedrock.converse_stream(**request)["stream"]:
            if context.get_remaining_time_in_millis() < SPARE:
                raise Unanswered("TimeoutError", "the answer took too long")
            yield from message.parts(chunk)
        uses = [block["toolUse"] for block in message.content if "toolUse" in block]
        calls_client = any(use["name"] in tools.of_client for use in uses)
        if message.stop_reason != "tool_use" or calls_client or not uses:
            yield turn.end(message.stop_reason)
            return
        request["messages"].append({"role": "assistant", "content": message.content})
        results = [tools.result(use) for use in uses]
        request["messages"].append({"role": "user", "content": results})
    raise Unanswered("ToolError", "the model called tools too often")


def converse_request(event, tools):
    model = event["modelConfiguration"]
    request = {"modelId": model["modelId"], "messages": history.messages(event)}
    if model.get("systemPrompt"):
        request["system"] = [{"text": model["systemPrompt"]}]
    if model.get("inferenceConfiguration"):
        request["inferenceConfig"] = model["inferenceConfiguration"]
    configuration = tools.configuration()
    if configuration:
        request["toolConfig"] = configuration
    return request


class Turn:
    """The visible part of an answer, over all messages of the model."""

    def __init__(self):
        self.content = []
        self.index = 0

    def part(self, open_blocks=(), **fields):
        content = [*self.content, *open_blocks]
        return {"accumulatedTurnContent": content, "contentBlockIndex": self.index, **fields}

    def close(self, block, **fields):
        """Ends a block of content."""
        self.content.append(block)
        made = self.part(**fields)
        self.index += 1
        return made

    def end(self, reason):
        made = self.part(stopReason=reason)
        return {**made, "contentBlockIndex": max(self.index - 1, 0)}


class Message:
    """A message of the model in chunks."""

    def __init__(self, turn, tools):
        self.turn = turn
        self.tools = tools
        self.content = []
        self.stop_reason = ""
        self.begin()

    def begin(self, start=None):
        self.use = (start or {}).get("toolUse")
        self.text = ""
        self.deltas = 0

    def parts(self, chunk):
        """The chunks of the answer for a chunk of the model's message."""
        if "contentBlockStart" in chunk:
            self.begin(chunk["contentBlockStart"].get("start"))
        elif "contentBlockDelta" in chunk:
            yield from self.delta(chunk["contentBlockDelta"]["delta"])
        elif "contentBlockStop" in chunk:
            yield from self.stop()
        elif "messageStop" in chunk:
            self.stop_reason = chunk["messageStop"].get("stopReason", "")

    def delta(self, delta):
        if "toolUse" in delta:
            self.text += delta["toolUse"].get("input") or ""
        elif delta.get("text"):
            self.text += delta["text"]
            yield self.turn.part(
                [{"text": self.text}],
                contentBlockText=delta["text"],
                contentBlockDeltaIndex=self.deltas,
            )
            self.deltas += 1

    def stop(self):
        if self.use:
            use = {**self.use, "input": json.loads(self.text or "{}")}
            self.content.append({"toolUse": use})
            if use["name"] in self.tools.of_client:
                published = {"toolUse": {**use, "input": json.dumps(use["input"])}}
                yield self.turn.close(published, contentBlockToolUse=json.dumps({"toolUse": use}))
        elif self.text:
            # Bedrock rejects blank texts.
            if self.text.strip():
                self.content.append({"text": self.text})
            last = max(self.deltas - 1, 0)
            yield self.turn.close({"text": self.text}, contentBlockDoneAtIndex=last)
        self.begin()
