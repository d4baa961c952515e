"""The model's tools: queries of the API, which are executed here, and tools of the client."""

import errors
import graphql


class Tools:
    """The tools of a turn."""

    def __init__(self, event):
        given = event.get("toolsConfiguration") or {}
        self.event = event
        self.of_api = {tool["name"]: tool for tool in given.get("dataTools") or []}
        self.of_client = {}
        for tool in given.get("clientTools") or []:
            if tool["name"] in self.of_api or tool["name"] in self.of_client:
                message = f"two tools are called {tool['name']}"
                raise errors.Unanswered("ValidationError", message)
            self.of_client[tool["name"]] = tool

    def configuration(self):
        """The tools for Bedrock; None without tools."""
        tools = [*self.of_api.values(), *self.of_client.values()]
        return {"tools": [{"toolSpec": specification(tool)} for tool in tools]} if tools else None

    def result(self, use):
        """The result of a tool of the API. The model receives failures as well."""
        made = {"toolUseId": use["toolUseId"]}
        try:
            data = self.run(use)
            return {"toolResult": {**made, "content": [{"json": data}], "status": "success"}}
        except graphql.Failed as failed:
            text = {"text": str(failed)}
            return {"toolResult": {**made, "content": [text], "status": "error"}}

    def run(self, use):
        tool = self.of_api.get(use["name"])
        if tool is None:
            raise graphql.Failed(f"unknown tool {use['name']}")
        variables = use["input"] if isinstance(use["input"], dict) else {}
        types = tool["graphqlRequestInputDescriptor"].get("propertyTypes") or {}
        given = {name: value for name, value in variables.items() if name in types}
        return graphql.execute(self.event, query(tool), given)


def specification(tool):
    """A tool in Bedrock's form."""
    schema = graphql.json_of(tool["inputSchema"]["json"])
    known = {"name": tool["name"], "inputSchema": {"json": schema}}
    if tool.get("description"):
        known["description"] = tool["description"]
    return known


def query(tool):
    """The operation of a tool of the API, with a variable for each argument."""
    request = tool["graphqlRequestInputDescriptor"]
    types = request.get("propertyTypes") or {}
    variables = ", ".join(f"${name}: {kind}" for name, kind in types.items())
    arguments = ", ".join(f"{name}: ${name}" for name in types)
    selection = f" {{ {request['selectionSet']} }}" if request["selectionSet"] else ""
    declared, given = (f"({variables})", f"({arguments})") if types else ("", "")
    return f"query Tool{declared} {{ {request['queryName']}{given}{selection} }}"
