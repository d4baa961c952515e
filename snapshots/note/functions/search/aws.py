"""Requests to AWS services, signed with Python's standard library.

Source of truth: IAM's user guide, "Create a signed AWS API request".
"""

import datetime
import hashlib
import hmac
import json
import os
import time
import urllib.error
import urllib.parse
import urllib.request

SECONDS = 30
TRIES = 4


class Refused(Exception):
    """A request failed, or had no response."""

    def __init__(self, status, body):
        super().__init__(f"{status}: {body[:500]}")
        self.status = status
        self.body = body

    @property
    def is_transient(self):
        """Whether a retry may succeed. New permissions take effect after a while."""
        return self.status is None or self.status in (401, 403, 408, 429) or self.status >= 500


def request(method, url, body, service, region, headers=None):
    """Sends a signed request and returns the response's text. Retries transient failures.

    Raises Refused.
    """
    for number in range(TRIES):
        try:
            return send(method, url, body, service, region, headers or {})
        except Refused as refused:
            if not refused.is_transient or number == TRIES - 1:
                raise
        pause(number)


def pause(number):
    """Waits before a retry, with exponential backoff."""
    time.sleep(float(os.environ.get("PAUSE", "0.2")) * 2**number)


def send(method, url, body, service, region, headers):
    data = body.encode()
    now = datetime.datetime.now(datetime.timezone.utc)
    headers = signed(method, url, data, service, region, headers, os.environ, now)
    request = urllib.request.Request(url, data=data, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        raise Refused(error.code, error.read().decode(errors="replace")) from error
    except OSError as error:
        raise Refused(None, str(error)) from error


def signed(method, url, data, service, region, headers, credentials, now):
    """The headers, with those of the signature."""
    parts = urllib.parse.urlsplit(url)
    stamp = now.strftime("%Y%m%dT%H%M%SZ")
    payload = hashlib.sha256(data).hexdigest()
    all_headers = {
        **{name.lower(): value for name, value in headers.items()},
        "host": parts.netloc,
        "x-amz-content-sha256": payload,
        "x-amz-date": stamp,
    }
    if credentials.get("AWS_SESSION_TOKEN"):
        all_headers["x-amz-security-token"] = credentials["AWS_SESSION_TOKEN"]
    names = sorted(all_headers)
    query = sorted(urllib.parse.parse_qsl(parts.query, keep_blank_values=True))
    canonical = [
        method,
        urllib.parse.quote(parts.path or "/", safe="/-_.~"),
        urllib.parse.urlencode(query, quote_via=urllib.parse.quote, safe="-_.~"),
        *(f"{name}:{all_headers[name].strip()}" for name in names),
        "",
        ";".join(names),
        payload,
    ]
    scope = f"{stamp[:8]}/{region}/{service}/aws4_request"
    hashed = hashlib.sha256("\n".join(canonical).encode()).hexdigest()
    key = ("AWS4" + credentials["AWS_SECRET_ACCESS_KEY"]).encode()
    for word in scope.split("/"):
        key = hmac.digest(key, word.encode(), "sha256")
    text = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{hashed}"
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    all_headers["authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={credentials['AWS_ACCESS_KEY_ID']}/{scope}, "
        f"SignedHeaders={';'.join(names)}, Signature={signature}"
    )
    return all_headers


def dynamodb(operation, arguments):
    """Sends a request to DynamoDB."""
    headers = {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": f"DynamoDB_20120810.{operation}",
    }
    url = os.environ["DYNAMODB"] + "/"
    body = json.dumps(arguments)
    return json.loads(request("POST", url, body, "dynamodb", os.environ["AWS_REGION"], headers))


def set_aside(message):
    """Sends a message to the queue of dead letters."""
    form = {"Action": "SendMessage", "Version": "2012-11-05", "MessageBody": json.dumps(message)}
    headers = {"content-type": "application/x-www-form-urlencoded"}
    body = urllib.parse.urlencode(form)
    request("POST", os.environ["DEAD_LETTERS"], body, "sqs", os.environ["AWS_REGION"], headers)
