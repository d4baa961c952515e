"""What a conversation is told of errors. Messages of services name accounts and roles, which are
nobody's business; the function's log has them."""

import graphql

WORDS = {
    "AccessDeniedException": "the model is not enabled, or the API may not invoke it",
    "ModelNotReadyException": "the model is not ready yet",
    "ModelTimeoutException": "the model took too long",
    "ResourceNotFoundException": "there is no such model",
    "ServiceQuotaExceededException": "the model is asked too often",
    "ServiceUnavailableException": "the model cannot be reached",
    "ThrottlingException": "the model is asked too often",
    "ValidationException": "the model cannot make anything of the conversation",
}


class Unanswered(Exception):
    """There is no answer, for a reason that anybody may know."""

    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind


def told(error):
    """The error as a conversation is told of it."""
    if isinstance(error, Unanswered):
        return {"errorType": error.kind, "message": str(error)}
    if isinstance(error, graphql.Failed):
        return {"errorType": "GraphQLException", "message": "the conversation could not be read"}
    kind = code(error)
    message = WORDS.get(kind, "the model could not be invoked")
    return {"errorType": kind, "message": message}


def code(error):
    """The name of an error: that of the service, if it is one of its."""
    response = getattr(error, "response", None) or {}
    return response.get("Error", {}).get("Code") or type(error).__name__
