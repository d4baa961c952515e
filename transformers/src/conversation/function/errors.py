"""The errors that a conversation shows. Messages of services contain accounts and roles, so they
are only in the function's log."""

import graphql

WORDS = {
    "AccessDeniedException": "the model is not enabled, or the API may not invoke it",
    "ModelNotReadyException": "the model is not ready yet",
    "ModelTimeoutException": "the model took too long",
    "ResourceNotFoundException": "there is no such model",
    "ServiceQuotaExceededException": "too many requests to the model",
    "ServiceUnavailableException": "the model cannot be reached",
    "ThrottlingException": "too many requests to the model",
    "ValidationException": "the model rejected the conversation",
}


class Unanswered(Exception):
    """An error that users may see."""

    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind


def public(error):
    """The error as the conversation shows it."""
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
