"""Answers, piece by piece."""

import json
import unittest

import boto3
import main
from services import QUERY, Api, Context

CLIENT = {"name": "paint", "description": "", "inputSchema": {"json": '{"type": "object"}'}}
USE = {"id": "t1", "name": "weather", "input": ['{"city": "Par', 'is", "x": 1}']}


class Answers(unittest.TestCase):
    def setUp(self):
        self.api = Api()
        self.addCleanup(self.api.close)

    def turn(self, *answers, context=None, **event):
        boto3.answers.extend(answers)
        main.handler(self.api.event(**event), context or Context())

    def test_each_piece_is_sent_with_all_that_came_before(self):
        self.turn([["Hel", "lo!"], ["Bye"]])
        whole = {"conversationId": "c", "associatedUserMessageId": "u1"}
        texts = [[["Hel"]], [["Hello!"]], [["Hello!"]], [["Hello!"], ["Bye"]]]
        for sent, blocks in zip(self.api.sent, texts):
            so_far = [{"text": text} for [text] in blocks]
            self.assertEqual(sent["accumulatedTurnContent"], so_far)
            self.assertEqual({name: sent[name] for name in whole}, whole)
        first, second, done, *_, last_done, end = self.api.sent
        self.assertEqual((first["contentBlockText"], first["contentBlockDeltaIndex"]), ("Hel", 0))
        self.assertEqual((second["contentBlockText"], second["contentBlockDeltaIndex"]), ("lo!", 1))
        self.assertEqual((done["contentBlockIndex"], done["contentBlockDoneAtIndex"]), (0, 1))
        self.assertEqual(last_done["contentBlockIndex"], 1)
        self.assertEqual((end["contentBlockIndex"], end["stopReason"]), (1, "end_turn"))
        self.assertEqual(end["accumulatedTurnContent"], [{"text": "Hello!"}, {"text": "Bye"}])

    def test_the_model_is_asked_as_the_schema_says(self):
        settings = {"maxTokens": 100, "temperature": 0.5}
        model = {"modelId": "m", "systemPrompt": "Hi", "inferenceConfiguration": settings}
        self.turn([["x"]], modelConfiguration=model)
        [asked] = boto3.asked
        self.assertEqual(asked["modelId"], "m")
        self.assertEqual(asked["system"], [{"text": "Hi"}])
        self.assertEqual(asked["inferenceConfig"], settings)
        self.assertEqual(asked["messages"], [{"role": "user", "content": [{"text": "Hello"}]}])
        self.assertNotIn("toolConfig", asked)

    def test_everything_is_done_in_the_name_of_the_user(self):
        self.turn([["x"]])
        for headers in self.api.headers:
            self.assertEqual(headers["authorization"], "token")
            self.assertEqual(headers["x-amz-user-agent"], "agent")

    def test_queries_are_run_and_their_answers_told(self):
        self.turn([["Let me see."], USE], [["20 C"]], toolsConfiguration={"dataTools": [QUERY]})
        first, second = boto3.asked
        [tool] = first["toolConfig"]["tools"]
        self.assertEqual(tool["toolSpec"]["name"], "weather")
        self.assertEqual(tool["toolSpec"]["inputSchema"], QUERY["inputSchema"])
        [(_, query, variables)] = [one for one in self.api.operations if one[0] == "Tool"]
        asked = "query Tool($city: String!) { getWeather(city: $city) { value unit } }"
        self.assertEqual((query, variables), (asked, {"city": "Paris"}))
        _, said, result = second["messages"]
        use = {"toolUseId": "t1", "name": "weather", "input": {"city": "Paris", "x": 1}}
        self.assertEqual(said["content"], [{"text": "Let me see."}, {"toolUse": use}])
        [told] = result["content"]
        self.assertEqual(told["toolResult"]["status"], "success")
        data = {"getWeather": {"value": 20, "unit": "C"}}
        self.assertEqual(told["toolResult"]["content"], [{"json": data}])
        end = self.api.sent[-1]
        self.assertEqual(end["accumulatedTurnContent"], [{"text": "Let me see."}, {"text": "20 C"}])
        self.assertEqual(end["stopReason"], "end_turn")

    def test_queries_that_fail_are_told_to_the_model(self):
        self.api.errors["Tool"] = "Not Authorized"
        unknown = {"id": "t2", "name": "other"}
        self.turn([USE, unknown], [["Sorry"]], toolsConfiguration={"dataTools": [QUERY]})
        results = boto3.asked[1]["messages"][-1]["content"]
        statuses = [one["toolResult"]["status"] for one in results]
        self.assertEqual(statuses, ["error", "error"])
        self.assertIn("Not Authorized", results[0]["toolResult"]["content"][0]["text"])
        self.assertNotIn("errors", self.api.sent[-1])

    def test_tools_of_the_client_end_the_answer(self):
        use = {"id": "t1", "name": "paint", "input": ['{"color": 1}']}
        tools = {"dataTools": [QUERY], "clientTools": [CLIENT]}
        self.turn([["Look:"], USE, use], toolsConfiguration=tools)
        self.assertEqual(len(boto3.asked), 1)
        spec = boto3.asked[0]["toolConfig"]["tools"][1]["toolSpec"]
        self.assertEqual(spec, {"name": "paint", "inputSchema": {"json": {"type": "object"}}})
        told, end = self.api.sent[-2:]
        told = json.loads(told["contentBlockToolUse"])["toolUse"]
        self.assertEqual(told, {"toolUseId": "t1", "name": "paint", "input": {"color": 1}})
        self.assertEqual(end["stopReason"], "tool_use")
        kept = {"toolUseId": "t1", "name": "paint", "input": '{"color": 1}'}
        self.assertEqual(end["accumulatedTurnContent"], [{"text": "Look:"}, {"toolUse": kept}])

    def test_two_tools_of_one_name_are_refused(self):
        tools = {"dataTools": [QUERY], "clientTools": [{**CLIENT, "name": "weather"}]}
        with self.assertRaises(Exception):
            self.turn([["x"]], toolsConfiguration=tools)
        [error] = self.api.sent[-1]["errors"]
        self.assertEqual(error["errorType"], "ValidationError")

    def test_a_model_that_never_ends_is_ended(self):
        with self.assertRaises(Exception):
            self.turn(*[[USE]] * 30, toolsConfiguration={"dataTools": [QUERY]})
        self.assertEqual(self.api.sent[-1]["errors"][0]["errorType"], "ToolError")

    def test_no_answer_takes_longer_than_there_is_time(self):
        with self.assertRaises(Exception):
            self.turn([["x"]], context=Context(1000))
        self.assertEqual(self.api.sent[-1]["errors"][0]["errorType"], "TimeoutError")


class Errors(unittest.TestCase):
    def setUp(self):
        self.api = Api()
        self.addCleanup(self.api.close)

    def fails(self, *answers):
        boto3.answers.extend(answers)
        with self.assertRaises(Exception) as raised:
            main.handler(self.api.event(), Context())
        return raised.exception

    def test_errors_of_the_model_are_told_without_its_words(self):
        refused = boto3.Refused("AccessDeniedException")
        self.assertIs(self.fails(refused), refused)
        [sent] = self.api.sent
        [error] = sent.pop("errors")
        self.assertEqual(sent, {"conversationId": "c", "associatedUserMessageId": "u1"})
        self.assertEqual(error["errorType"], "AccessDeniedException")
        self.assertNotIn("arn:", error["message"])

    def test_errors_on_the_way_are_told_too(self):
        self.fails([["Hel", "lo"], boto3.Refused("ModelStreamErrorException")])
        self.assertEqual(self.api.sent[-1]["errors"][0]["errorType"], "ModelStreamErrorException")
        self.assertEqual(self.api.sent[0]["contentBlockText"], "Hel")

    def test_a_history_that_cannot_be_read_is_told(self):
        self.api.errors["List"] = "secret"
        self.fails([["x"]])
        [error] = self.api.sent[-1]["errors"]
        self.assertEqual(error["errorType"], "GraphQLException")
        self.assertNotIn("secret", error["message"])

    def test_what_may_succeed_is_tried_again(self):
        self.api.statuses = [500, 429, 200]
        boto3.answers.append([["x"]])
        main.handler(self.api.event(), Context())
        self.assertEqual(self.api.sent[-1]["stopReason"], "end_turn")

    def test_what_cannot_succeed_is_not(self):
        self.api.statuses = [401]
        self.fails([["x"]])
        self.assertEqual([word for word, *_ in self.api.operations], ["Answer"])

    def test_an_api_that_takes_nothing_hides_no_error(self):
        self.api.errors["Answer"] = "gone"
        refused = boto3.Refused("ThrottlingException")
        self.assertIs(self.fails(refused), refused)
