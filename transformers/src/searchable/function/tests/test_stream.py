import unittest

import index
import main
from services import Services

number = 0


def change(kind, identifier, **fields):
    global number
    number += 1
    item = {"id": {"S": identifier}, **fields}
    about = {"Keys": {"id": {"S": identifier}}, "SequenceNumber": str(number)}
    images = {"OldImage": item} if kind == "REMOVE" else {"NewImage": item}
    return {
        "eventName": kind,
        "eventSourceARN": "arn:aws:dynamodb:us-east-1:1:table/PostTable/stream/1",
        "dynamodb": about | images,
    }


def put(identifier, title):
    return change("MODIFY", identifier, title={"S": title})


def remove(identifier):
    return change("REMOVE", identifier)


def sequence(record):
    return record["dynamodb"]["SequenceNumber"]


class Stream(unittest.TestCase):
    def setUp(self):
        index.is_there = False
        self.services = Services()
        self.addCleanup(self.services.close)

    def follow(self, *records):
        answer = main.handler({"Records": list(records)}, None)
        return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]

    def titles(self):
        documents = self.services.documents.items()
        return {identifier: entry["document"]["title"] for identifier, entry in documents}

    def test_the_index_is_made_before_its_first_document(self):
        self.assertEqual(self.follow(put("1", "a")), [])
        paths = [("PUT", "/post"), ("POST", "/post/_bulk")]
        self.assertEqual(self.services.paths(), paths)
        keyword = self.services.mappings["title"]["fields"]["keyword"]
        self.assertEqual(keyword["type"], "keyword")
        self.follow(put("2", "b"))
        self.assertEqual(len(self.services.requests), 3, "it is made once")

    def test_new_fields_are_added_to_an_index_that_is_there(self):
        self.services.mappings = {}
        self.follow(put("1", "a"))
        self.assertIn("title", self.services.mappings)

    def test_an_index_that_was_removed_is_made_again(self):
        self.follow(put("1", "a"))
        self.services.mappings = None
        self.assertEqual(self.follow(put("2", "b")), [])
        self.assertIn("2", self.titles())
        self.assertIn("title", self.services.mappings)

    def test_the_last_change_counts(self):
        changes = [put("1", "a"), put("2", "a"), put("1", "b"), remove("2")]
        changes += [remove("3"), put("3", "c")]
        self.assertEqual(self.follow(*changes), [])
        self.assertEqual(self.titles(), {"1": "b", "3": "c"})

    def test_what_is_removed_is_gone_and_may_be_gone_before(self):
        self.follow(put("1", "a"))
        self.assertEqual(self.follow(remove("1"), remove("2")), [])
        self.assertEqual(self.titles(), {})

    def test_a_document_is_tried_again(self):
        self.services.refusals = {"1": [429, 503, 200]}
        self.assertEqual(self.follow(put("1", "a"), put("2", "b")), [])
        self.assertEqual(self.titles(), {"1": "a", "2": "b"})

    def test_a_document_that_is_refused_for_now_comes_again(self):
        self.services.refusals = {"2": [429] * 4}
        records = [put("1", "a"), put("2", "b"), put("3", "c")]
        self.assertEqual(self.follow(*records), [sequence(records[1])])
        self.assertEqual(self.titles(), {"1": "a", "3": "c"})
        self.assertEqual(self.follow(*records[1:]), [])
        self.assertEqual(self.titles(), {"1": "a", "2": "b", "3": "c"})
        self.assertEqual(self.services.letters, [])

    def test_a_document_that_can_never_be_indexed_is_set_aside(self):
        self.services.refusals = {"1": [400]}
        records = [put("1", "a"), put("2", "b")]
        self.assertEqual(self.follow(*records), [])
        self.assertEqual(self.titles(), {"2": "b"})
        (letter,) = self.services.letters
        self.assertEqual(letter["keys"], {"id": {"S": "1"}})
        self.assertEqual(letter["sequenceNumber"], sequence(records[0]))
        self.assertIn("refused", letter["reason"])

    def test_a_record_that_makes_no_document_is_set_aside(self):
        odd = change("INSERT", "1", title={"X": "?"}, count={"N": "many"})
        self.assertEqual(self.follow(odd, put("2", "b")), [])
        self.assertEqual((len(self.services.letters), self.titles()), (1, {"2": "b"}))

    def test_nothing_is_lost_when_the_queue_fails_too(self):
        self.services.refusals, self.services.letter_status = {"1": [400]}, 500
        records = [put("1", "a"), put("2", "b")]
        self.assertEqual(self.follow(*records), [sequence(records[0])])

    def test_the_engine_may_be_away_for_a_moment(self):
        self.services.statuses = [503, 200, 429, 500, 200]
        self.assertEqual(self.follow(put("1", "a")), [])
        self.assertEqual(self.titles(), {"1": "a"})

    def test_the_whole_batch_comes_again_when_the_engine_is_away(self):
        self.services.statuses = [200] + [503] * 4
        with self.assertRaises(Exception):
            self.follow(put("1", "a"))
        self.services.close()
        index.is_there = False
        with self.assertRaises(Exception):
            self.follow(put("1", "a"))

    def test_large_batches_are_parted(self):
        text = "x" * 400_000
        self.assertEqual(self.follow(*(put(str(at), text) for at in range(30))), [])
        bulk = [body for _, path, body in self.services.requests if path.endswith("_bulk")]
        self.assertEqual(len(self.titles()), 30)
        self.assertGreater(len(bulk), 2)
        self.assertLess(max(map(len, bulk)), 6_000_000)


class Versions(Stream):
    """With conflict resolution, versions decide, and removed items stay for a while."""

    def setUp(self):
        super().setUp()
        index.settings()["versioned"] = True
        self.addCleanup(index.settings().update, versioned=False)

    def written(self, version, **fields):
        return change("MODIFY", "1", title={"S": str(version)}, _version={"N": str(version)}, **fields)

    def test_an_older_version_never_comes_back(self):
        self.follow(self.written(2))
        self.assertEqual(self.follow(self.written(1)), [])
        self.assertEqual(self.titles(), {"1": "2"})
        self.assertEqual(self.services.documents["1"]["document"]["__version"], 2)

    def test_marked_items_are_removed(self):
        self.follow(self.written(1))
        self.assertEqual(self.follow(self.written(2, _deleted={"BOOL": True})), [])
        self.assertEqual(self.titles(), {})
        forgotten = change("REMOVE", "1", _version={"N": "2"})
        self.assertEqual(self.follow(forgotten), [])
