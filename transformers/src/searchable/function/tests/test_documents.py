import unittest

import documents

INDEX = {"typename": "Post", "key": ["id"], "names": {}, "json": [], "versioned": False}


class Values(unittest.TestCase):
    def test_every_type_of_dynamodb(self):
        for attribute, expected in [
            ({"S": "a\u2028é😀"}, "a\u2028é😀"),
            ({"N": "42"}, 42),
            ({"N": "-0.5"}, -0.5),
            ({"N": "1E+3"}, 1000),
            ({"N": "9.99E+125"}, 9.99e125),
            ({"N": "12345678901234567890123456789012345678"}, 12345678901234567890123456789012345678),
            ({"N": "0"}, 0),
            ({"B": "AQI="}, "AQI="),
            ({"BOOL": False}, False),
            ({"NULL": True}, None),
            ({"M": {"a": {"L": [{"N": "1"}, {"M": {}}]}}}, {"a": [1, {}]}),
            ({"L": []}, []),
            ({"SS": ["a", "b"]}, ["a", "b"]),
            ({"NS": ["1", "2.5"]}, [1, 2.5]),
            ({"BS": ["AQI="]}, ["AQI="]),
        ]:
            self.assertEqual(documents.value(attribute), expected)

    def test_documents_have_the_names_of_the_api(self):
        index = {**INDEX, "names": {"postNotesId": "articleNotesId"}}
        item = {"_version": {"N": "3"}, "__typename": {"S": "Old"}, "postNotesId": {"S": "1"}}
        expected = {"__version": 3, "__typename": "Post", "articleNotesId": "1"}
        self.assertEqual(documents.document(item, index), expected)

    def test_json_is_found_as_a_text_and_kept_as_it_is(self):
        index = {**INDEX, "json": ["a", "b", "c", "d"]}
        item = {"a": {"M": {"x": {"N": "1"}}}, "b": {"S": "{}"}, "c": {"NULL": True}}
        found = documents.document(item, index)
        self.assertEqual((found["a"], found["json:a"]), ({"x": 1}, '{"x": 1}'))
        self.assertEqual(found["json:b"], "{}")
        self.assertFalse({"json:c", "json:d"} & found.keys())


class Ids(unittest.TestCase):
    def test_ids_are_the_values_of_the_key(self):
        self.assertEqual(documents.id_of({"id": {"S": "a|b"}}), "a|b")
        self.assertEqual(documents.id_of({"z": {"S": "1"}, "a": {"N": "2"}}), "2|1")

    def test_no_two_keys_have_the_same_id(self):
        keys = [("a|b", "c"), ("a", "b|c"), ("a\\", "b|c"), ("a\\|b", "c"), ("a", "b\\|c")]
        ids = [documents.id_of({"p": {"S": p}, "s": {"S": s}}) for p, s in keys]
        self.assertEqual(len(set(ids)), len(keys))

    def test_long_ids_are_shortened(self):
        long = [documents.id_of({"id": {"S": "é" * 300 + end}}) for end in "ab"]
        self.assertEqual([len(text) for text in long], [71, 71])
        self.assertNotEqual(*long)
