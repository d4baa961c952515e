"""What the model is told of what was said."""

import base64
import unittest

import boto3
import main
from services import Api, Context, assistant, content, user

USE = content(toolUse={"toolUseId": "t", "name": "n", "input": '{"a": 1}'})
RESULT = content(
    toolResult={
        "toolUseId": "t",
        "status": None,
        "content": [{"json": '{"b": 2}', "text": None, "image": None, "document": None}],
    }
)


class History(unittest.TestCase):
    def setUp(self):
        self.api = Api()
        self.addCleanup(self.api.close)

    def told(self, *messages, **event):
        self.api.messages = list(messages)
        boto3.answers.append([["x"]])
        main.handler(self.api.event(**event), Context())
        return boto3.asked[-1]["messages"]

    def texts(self, *messages, **event):
        told = self.told(*messages, **event)
        return [(one["role"], [block["text"] for block in one["content"]]) for one in told]

    def test_answers_follow_what_they_answer(self):
        answers = [assistant("b", "1"), assistant("a", "2")]
        found = self.texts(user("a", "A"), user("b", "B"), *answers, user("u1", "C"))
        expected = [("user", ["A"]), ("assistant", ["2"]), ("user", ["B"]), ("assistant", ["1"])]
        self.assertEqual(found, [*expected, ("user", ["C"])])

    def test_what_nobody_answered_is_left_out(self):
        before = [user("a", "A"), user("b", "B"), assistant("b", "1")]
        found = self.texts(*before, user("u1", "C"), user("z", "Z"))
        self.assertEqual(found, [("user", ["B"]), ("assistant", ["1"]), ("user", ["C"])])

    def test_an_answer_that_was_begun_is_begun_anew(self):
        self.assertEqual(self.texts(user("u1", "C"), assistant("u1", "half")), [("user", ["C"])])

    def test_what_is_not_listed_yet_is_looked_up(self):
        self.api.unlisted = [user("u1", "C")]
        found = self.texts(user("a", "A"), assistant("a", "1"))
        self.assertEqual(found, [("user", ["A"]), ("assistant", ["1"]), ("user", ["C"])])

    def test_context_is_told_as_text(self):
        found = self.texts(user("u1", "C", aiContext='{"place": "here"}'))
        self.assertEqual(found, [("user", ["C", '{"place": "here"}'])])

    def test_blank_texts_are_left_out(self):
        said = [content(text=" "), content(text="C")]
        self.assertEqual(self.texts(user("u1", said)), [("user", ["C"])])

    def test_pictures_and_documents_are_decoded(self):
        source = {"bytes": base64.b64encode(b"data").decode()}
        image = content(image={"format": "png", "source": source})
        paper = content(document={"format": "pdf", "name": "n", "source": source})
        [told] = self.told(user("u1", [image, paper, content(text="?")]))
        decoded = {"bytes": b"data"}
        self.assertEqual(told["content"][0], {"image": {"format": "png", "source": decoded}})
        self.assertEqual(told["content"][1]["document"]["source"], decoded)

    def test_tools_of_this_turn_are_told(self):
        asked = [content(text="Hm"), USE]
        told = self.told(user("a", "A"), assistant("a", asked), user("u1", [RESULT]))
        self.assertEqual([one["role"] for one in told], ["user", "assistant", "user"])
        use = {"toolUseId": "t", "name": "n", "input": {"a": 1}}
        self.assertEqual(told[1]["content"][1], {"toolUse": use})
        result = {"toolUseId": "t", "content": [{"json": {"b": 2}}]}
        self.assertEqual(told[2]["content"], [{"toolResult": result}])

    def test_tools_of_former_turns_are_not(self):
        messages = [user("a", "A"), assistant("a", [content(text="Hm"), USE])]
        messages += [user("b", [RESULT]), assistant("b", "Ah")]
        found = self.texts(*messages, user("u1", "C"))
        self.assertEqual(found, [("user", ["A"]), ("assistant", ["Hm", "Ah"]), ("user", ["C"])])

    def test_the_user_speaks_first(self):
        messages = [user("a", [RESULT]), assistant("a", "1"), user("u1", "C")]
        self.assertEqual(self.texts(*messages), [("user", ["C"])])
