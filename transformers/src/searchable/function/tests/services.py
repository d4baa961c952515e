"""A search engine, a table and a queue in one HTTP server, which fail when they are told to."""

import http.server
import json
import os
import threading
import urllib.parse

INDEX = "post"
TABLE = "PostTable"


class Services:
    def __init__(self):
        self.documents = {}
        self.mappings = None
        self.sequence = 0
        self.requests = []
        self.statuses = []  # of the next requests to the engine, in place of answers
        self.refusals = {}  # of documents, by id: the statuses of the next actions
        self.items = []
        self.page = 100
        self.on_scan = lambda: None
        self.letters = []
        self.letter_status = 200
        services = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def respond(self):
                body = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
                status, answer = services.answer(self.command, self.path, self.headers, body)
                self.send_response(status)
                self.end_headers()
                self.wfile.write(answer.encode())

            do_GET = do_POST = do_PUT = respond

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=[0.01], daemon=True).start()
        address = f"http://127.0.0.1:{self.server.server_port}"
        os.environ |= {
            "ENDPOINT": address,
            "DYNAMODB": address + "/dynamodb",
            "DEAD_LETTERS": address + "/queue",
            "INDEX": INDEX,
            "TABLE": TABLE,
        }

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def paths(self):
        return [(method, path) for method, path, _ in self.requests]

    def answer(self, method, path, headers, body):
        assert headers["authorization"].startswith("AWS4-HMAC-SHA256 "), "everything is signed"
        if path == "/queue":
            if self.letter_status == 200:
                form = urllib.parse.parse_qs(body)
                self.letters.append(json.loads(form["MessageBody"][0]))
            return self.letter_status, "<ok/>"
        if path == "/dynamodb/":
            operation = headers["x-amz-target"].split(".")[1]
            return 200, json.dumps(getattr(self, operation)(json.loads(body)))
        self.requests.append((method, path, body))
        if self.statuses:
            status = self.statuses.pop(0)
            if status != 200:
                return status, "refused"
        return self.engine(method, path, body)

    def engine(self, method, path, body):
        if (method, path) == ("PUT", f"/{INDEX}"):
            if self.mappings is not None:
                error = {"error": {"type": "resource_already_exists_exception"}}
                return 400, json.dumps(error)
            self.mappings = json.loads(body)["mappings"]["properties"]
            return 200, "{}"
        if (method, path) == ("PUT", f"/{INDEX}/_mapping"):
            self.mappings |= json.loads(body)["properties"]
            return 200, "{}"
        if (method, path) == ("POST", f"/{INDEX}/_bulk"):
            return 200, json.dumps(self.bulk([json.loads(line) for line in body.splitlines()]))
        if method == "POST" and urllib.parse.urlsplit(path).path.endswith("/_search"):
            return 200, json.dumps({"asked": json.loads(body), "path": path})
        return 400, "no such request"

    def bulk(self, lines):
        items = []
        while lines:
            ((kind, about),) = lines.pop(0).items()
            document = None if kind == "delete" else lines.pop(0)
            items.append({kind: {"_id": about["_id"], **self.act(kind, about, document)}})
        return {"errors": any("error" in next(iter(item.values())) for item in items), "items": items}

    def act(self, kind, about, document):
        identifier = about["_id"]
        if self.refusals.get(identifier):
            status = self.refusals[identifier].pop(0)
            if status != 200:
                return {"status": status, "error": {"type": "refused"}}
        if self.mappings is None:
            return {"status": 404, "error": {"type": "index_not_found_exception"}}
        there = self.documents.get(identifier)
        conflict = {"status": 409, "error": {"type": "version_conflict_engine_exception"}}
        version = about.get("version")
        if version is not None and there and there["version"] >= version:
            return conflict
        if "if_seq_no" in about and (not there or there["_seq_no"] != about["if_seq_no"]):
            return conflict
        if kind == "create" and there:
            return conflict
        if kind == "delete":
            self.documents.pop(identifier, None)
            return {"status": 200 if there else 404}
        self.sequence += 1
        entry = {"document": document, "version": version or 1, "_seq_no": self.sequence}
        self.documents[identifier] = entry
        return {"status": 201, "_seq_no": self.sequence, "_primary_term": 1}

    def Scan(self, asked):
        assert asked["TableName"] == TABLE
        start = int(asked.get("ExclusiveStartKey", {"at": {"N": "0"}})["at"]["N"])
        items = self.items[start : start + self.page]
        end = start + self.page
        more = {"LastEvaluatedKey": {"at": {"N": str(end)}}} if end < len(self.items) else {}
        answer = {"Items": list(items), **more}
        self.on_scan()
        return answer

    def BatchGetItem(self, asked):
        wanted = asked["RequestItems"][TABLE]
        assert wanted["ConsistentRead"]
        keys, rest = wanted["Keys"][:40], wanted["Keys"][40:]
        found = [item for item in self.items if {"id": item["id"]} in keys]
        again = {"UnprocessedKeys": {TABLE: {**wanted, "Keys": rest}}} if rest else {}
        return {"Responses": {TABLE: found}, **again}
