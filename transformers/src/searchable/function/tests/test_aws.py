import datetime
import unittest

import aws
import search
from services import Services

CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    "AWS_SESSION_TOKEN": "a+token/==",
}


class Signature(unittest.TestCase):
    def test_it_is_the_one_that_botocore_makes(self):
        now = datetime.datetime(2030, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc)
        url = "https://search-a.us-east-1.es.amazonaws.com/model._post/_search?b=2 3&a=%C3%A9"
        headers = {"content-type": "application/json"}
        made = aws.signed(
            "POST", url.replace(" ", "%20"), b'{"a": 1}', "es", "us-east-1", headers, CREDENTIALS, now
        )
        names = "content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token"
        self.assertEqual(
            made["authorization"],
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20300102/us-east-1/es/aws4_request, "
            f"SignedHeaders={names}, Signature=725701ad2f1b66749547183914d3c2fb1d1095c3c6fb2e7f8fbb20764c79b621",
        )


class Search(unittest.TestCase):
    def test_searches_are_passed_on(self):
        services = Services()
        self.addCleanup(services.close)
        event = {"path": "/post/_search", "query": {"a": "b c"}, "body": {"size": 1}}
        answer = search.handler(event, None)
        self.assertEqual(answer, {"asked": {"size": 1}, "path": "/post/_search?a=b+c"})
