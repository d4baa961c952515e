"""Answers a message of a conversation with a language model.

Invoked asynchronously by the API. Each chunk of the answer is sent to the API when it is received,
with the authorization of the user. Source of truth for the event: the type
`ConversationTurnEvent` of the npm package `@aws-amplify/ai-constructs`.
"""

import answer
import errors
import graphql

MUTATION = """mutation Answer($input: {inputTypeName}!) {{
  {name}(input: $input) {{ {selectionSet} }}
}}"""


def handler(event, context):
    mutation = MUTATION.format(**event["responseMutation"])
    of_turn = {
        "conversationId": event["conversationId"],
        "associatedUserMessageId": event["currentMessageId"],
    }

    def send(part):
        graphql.execute(event, mutation, {"input": {**of_turn, **part}})

    try:
        for part in answer.parts(event, context):
            send(part)
    except Exception as error:
        send_error(send, error)
        # For the function's log and metrics.
        raise


def send_error(send, error):
    """Sends the error to the conversation, if possible."""
    try:
        send({"errors": [errors.public(error)]})
    except Exception as failed:
        # It must not hide the first error.
        print("the error could not be sent to the conversation:", failed)
