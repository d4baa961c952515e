"""Answers what somebody said in a conversation, with the help of a language model.

Called by the API, which does not wait for it: each piece of the answer is sent to the API as it is
written, in the name of who is answered. Source of truth for the event: the type
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
        graphql.ask(event, mutation, {"input": {**of_turn, **part}})

    try:
        for part in answer.parts(event, context):
            send(part)
    except Exception as error:
        send_error(send, error)
        # The function's log and figures know of it, too.
        raise


def send_error(send, error):
    """Tells the conversation why there is no answer, as far as it can be told."""
    try:
        send({"errors": [errors.told(error)]})
    except Exception as failed:
        # It must not hide what went wrong first.
        print("the conversation could not be told:", failed)
