import unittest

import index
import main
from services import Services


def item(identifier, **fields):
    return {"id": {"S": str(identifier)}, "title": {"S": f"t{identifier}"}, **fields}


class Time:
    """Says how much time is left: less each time it is asked."""

    def __init__(self, pages=1000):
        self.left = 60_000 + pages

    def get_remaining_time_in_millis(self):
        self.left -= 1
        return self.left + 1


class Backfill(unittest.TestCase):
    def setUp(self):
        index.is_there = False
        self.services = Services()
        self.addCleanup(self.services.close)

    def ids(self):
        return sorted(self.services.documents, key=int)

    def test_every_page_is_indexed(self):
        self.services.items = [item(number) for number in range(250)]
        answer = main.handler({}, Time())
        self.assertEqual(answer, {"done": True, "indexed": 250})
        self.assertEqual(self.ids(), [str(number) for number in range(250)])

    def test_it_goes_on_where_it_stopped(self):
        self.services.items, self.services.page = [item(number) for number in range(5)], 2
        first = main.handler({}, Time(pages=2))
        self.assertEqual((first["done"], first["indexed"]), (False, 4))
        self.assertEqual(main.handler(first, Time()), {"done": True, "indexed": 5})

    def test_the_stream_knows_better(self):
        self.services.items = [item(1)]
        newer = {"document": {"title": "newer"}, "version": 1, "_seq_no": 0}
        self.services.documents["1"] = newer
        self.assertEqual(main.handler({}, Time())["indexed"], 0)
        self.assertEqual(self.services.documents["1"], newer)

    def test_an_item_that_is_removed_meanwhile_does_not_come_back(self):
        self.services.items = [item(1), item(2)]
        self.services.on_scan = lambda: self.services.items.pop(0)
        self.assertEqual(main.handler({}, Time()), {"done": True, "indexed": 1})
        self.assertEqual(self.ids(), ["2"])

    def test_what_conflict_resolution_leaves_is_not_indexed(self):
        self.services.items = [item(1, _deleted={"BOOL": True}), item(2)]
        main.handler({}, Time())
        self.assertEqual(self.ids(), ["2"])

    def test_a_refused_document_stops_it(self):
        self.services.items, self.services.refusals = [item(1), item(2)], {"1": [400]}
        with self.assertRaises(RuntimeError):
            main.handler({}, Time())
