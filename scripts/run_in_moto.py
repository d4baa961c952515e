"""Starts an execution of a deployed state machine in moto, through the compiled templates.

`deploy_to_moto.py` calls it for examples with a file in `scripts/moto/`, which names the fields, the
arguments, what the functions answer in turn, and the output that is expected.

The request templates are taken from the deployed stack, `Fn::Sub` and all, and evaluated with
`burgeon eval`; what they ask for is sent to moto as AppSync would send it, signed. The answer goes
through the response template.

moto's interpreter, which is off by default, knows machines of its own only: those that the stack
has made are described, and made there once more. Their functions answer what the file says.
"""

import io
import json
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest

EVAL = ["cargo", "run", "--quiet", "--bin", "burgeon", "--", "eval"]


def hand_over(endpoint: str) -> list:
    """Lets moto run the machines that the stack has made; their definitions."""
    client = boto3.client("stepfunctions")
    arns = [found["stateMachineArn"] for found in client.list_state_machines()["stateMachines"]]
    machines = [client.describe_state_machine(stateMachineArn=arn) for arn in arns]
    config = {"stepfunctions": {"execute_state_machine": True}, "lambda": {"use_docker": False}}
    post(f"{endpoint}/moto-api/config", config)
    for machine in machines:
        client.create_state_machine(**{key: machine[key] for key in ["name", "definition", "roleArn"]})
    return [json.loads(machine["definition"]) for machine in machines]


def create_functions(endpoint: str, definitions: list, answers: list) -> None:
    """Deploys the functions that definitions name, without any code of theirs: they answer what is
    given, one after the other."""
    results = [json.dumps(answer) for answer in answers]
    post(f"{endpoint}/moto-api/static/lambda-simple/response", {"results": results})
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("index.py", "")
    role = boto3.client("iam").create_role(RoleName="functions", AssumeRolePolicyDocument="{}")
    lambdas = boto3.client("lambda")
    for name in sorted(functions(definitions)):
        lambdas.create_function(
            FunctionName=name,
            Runtime="python3.13",
            Role=role["Role"]["Arn"],
            Handler="index.handler",
            Code={"ZipFile": code.getvalue()},
        )


def functions(value) -> set:
    """The names of the functions whose ARNs stand in a definition."""
    if isinstance(value, str):
        return {value.split(":function:", 1)[1]} if ":function:" in value else set()
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return set().union(*(functions(part) for part in parts))


def run(endpoint: str, build: Path, templates: dict, case: dict) -> None:
    """Starts an execution and polls it until it has ended."""
    create_functions(endpoint, hand_over(endpoint), case["answers"])
    started = ask(endpoint, build, templates, case["start"], case["arguments"])
    assert started["status"] == "RUNNING" and started["output"] is None, started
    execution = started["executionArn"]
    print(f"{case['start']} started {execution}")
    for _ in range(100):
        found = ask(endpoint, build, templates, case["describe"], {"executionArn": execution})
        if found["status"] != "RUNNING":
            break
        time.sleep(0.5)
    assert found["status"] == "SUCCEEDED", found
    assert found["output"] == case["output"], found
    assert found["startDate"] == started["startDate"] and found["stopDate"], found
    print(f"{case['describe']} told of its output: {json.dumps(found['output'])}")


def ask(endpoint: str, build: Path, templates: dict, field: str, arguments: dict) -> dict:
    """What a field answers."""
    request = json.loads(evaluate(templates[field], {"arguments": arguments}))
    assert request["method"] == "POST" and request["resourcePath"] == "/", request
    response = send(endpoint, request["params"])
    text = (build / f"resolvers/{field}.res.vtl").read_text()
    return json.loads(evaluate(text, {"arguments": arguments, "result": response}))


def evaluate(template: str, context: dict) -> str:
    """What `burgeon eval` makes of a template."""
    with tempfile.TemporaryDirectory() as folder:
        text, values = Path(folder, "template.vtl"), Path(folder, "context.json")
        text.write_text(template)
        values.write_text(json.dumps(context))
        done = subprocess.run([*EVAL, text, "--context", values], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout)
    assert not outcome.get("error"), outcome
    return outcome["evaluationResult"]


def send(endpoint: str, params: dict) -> dict:
    """Sends what AppSync's data source would send."""
    data = json.dumps(params["body"])
    request = AWSRequest("POST", f"{endpoint}/", headers=params["headers"], data=data)
    credentials = boto3.Session().get_credentials()
    SigV4Auth(credentials, "states", "us-east-1").add_auth(request)
    sent = urllib.request.Request(request.url, data.encode(), dict(request.headers))
    try:
        with urllib.request.urlopen(sent) as answer:
            return {"statusCode": answer.status, "body": answer.read().decode()}
    except urllib.error.HTTPError as refused:
        return {"statusCode": refused.code, "body": refused.read().decode()}


def post(url: str, body: dict) -> None:
    data, headers = json.dumps(body).encode(), {"Content-Type": "application/json"}
    urllib.request.urlopen(urllib.request.Request(url, data, headers)).close()
