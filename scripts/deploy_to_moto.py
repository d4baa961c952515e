"""Packages and deploys a build to moto and compares the tables with the manifest.

Called by `deploy-to-moto`, which starts moto and sets the environment.

moto's CloudFormation does not support AppSync. This has two consequences, which the output
reports:

- Resources of AppSync's are left out of what is deployed, and what refers to them with them. They
  are listed.
- Nested stacks are given an id of an API that does not exist.

Of definitions of state machines in S3 it knows nothing either, nor of what their placeholders stand
for: they are written into the stack, put together by `Fn::Join`. A machine waits for a second where its definition
says more.

All else is what `aws cloudformation package` made of the build: templates in S3, nested stacks by
their URL in S3, tables, roles, log groups.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import boto3
import run_in_moto
import yaml

BUCKET = "artifacts"
STACK = "example"
API_ID = "api-of-moto"

# The parameters of nested stacks that name the API.
PARAMETERS = {
    "ApiId": API_ID,
    "GraphQLEndpointArn": f"arn:aws:appsync:us-east-1:123456789012:endpoints/graphql-api/{API_ID}",
}

# What the pseudo parameters stand for in moto.
PSEUDO = {
    "AWS::Partition": "aws",
    "AWS::Region": "us-east-1",
    "AWS::AccountId": "123456789012",
    "ApiId": API_ID,
    "env": "NONE",
}


def main() -> None:
    build = Path(sys.argv[1])
    manifest = json.loads((build / "manifest.json").read_text())
    s3, cloudformation = boto3.client("s3"), boto3.client("cloudformation")
    s3.create_bucket(Bucket=BUCKET)

    packaged = package(build)
    uploaded = check_uploads(s3, build)
    left_out = []
    case = Path(__file__).parent / "moto" / f"{manifest['name']}.json"
    deployable = without_appsync(packaged, s3, left_out)
    deploy(cloudformation, deployable)
    check_tables(cloudformation, manifest)
    if case.exists():
        endpoint, requests = os.environ["AWS_ENDPOINT_URL"], request_templates(build)
        run_in_moto.run(endpoint, build, requests, json.loads(case.read_text()))

    print(f"uploaded by `aws cloudformation package`: {uploaded} files, as they were built")
    print(f"left out, because moto knows no AppSync: {len(left_out)} resources")
    for kind in sorted(set(left_out)):
        print(f"  {left_out.count(kind):>3} {kind}")


def package(build: Path) -> dict:
    """What `aws cloudformation package` makes of the root template."""
    target = build.parent / "packaged.json"
    command = ["aws", "cloudformation", "package", "--use-json"]
    command += ["--template-file", str(build / "template.yaml")]
    command += ["--s3-bucket", BUCKET, "--output-template-file", str(target)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(target.read_text())


def check_uploads(s3, build: Path) -> int:
    """The schema, the definitions and every template that is not written into a stack must be in
    the bucket, byte by byte."""
    objects = s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET)
    keys = [entry["Key"] for page in objects for entry in page.get("Contents", [])]
    uploaded = {s3.get_object(Bucket=BUCKET, Key=key)["Body"].read() for key in keys}
    written = {f"{field}.req.vtl" for field in request_templates(build)}
    templates = [path for path in build.glob("resolvers/*.vtl") if path.name not in written]
    definitions = build.glob("state-machines/*.json")
    expected = [build / "schema.graphql", *sorted(templates), *sorted(definitions)]
    missing = [path.name for path in expected if path.read_bytes() not in uploaded]
    assert not missing, f"not uploaded: {missing}"
    return len(expected)


def without_appsync(template: dict, s3, left_out: list) -> dict:
    """The template without AppSync's resources and what refers to them, nested ones too."""
    resources = template["Resources"]
    gone = set()
    for name, resource in list(resources.items()):
        if resource["Type"].startswith("AWS::AppSync::"):
            left_out.append(resource["Type"])
            gone.add(name)
            del resources[name]
    for name, resource in list(resources.items()):
        if resource["Type"] == "AWS::CloudFormation::Stack":
            properties = resource["Properties"]
            properties["TemplateURL"] = deployable_copy(properties["TemplateURL"], s3, left_out)
            declared = properties["Parameters"]
            known = {name: PARAMETERS[name] for name in declared if name in PARAMETERS}
            properties["Parameters"] = known
        elif resource["Type"] == "AWS::StepFunctions::StateMachine":
            define_machine(resource["Properties"], s3)
        elif refers_to(resource.get("Properties"), gone):
            left_out.append(resource["Type"])
            gone.add(name)
            del resources[name]
        after = [other for other in resource.pop("DependsOn", []) if other not in gone]
        if after:
            resource["DependsOn"] = after
    # What a removed resource was referred to by, removed in its turn.
    for name, resource in list(resources.items()):
        if refers_to(resource.get("Properties"), gone):
            left_out.append(resource["Type"])
            del resources[name]
            gone.add(name)
    outputs = template.get("Outputs", {})
    template["Outputs"] = {
        name: output for name, output in outputs.items() if not refers_to(output, gone)
    }
    return template


def deployable_copy(url: str, s3, left_out: list) -> str:
    """Uploads the nested template at a URL again, without AppSync's resources."""
    key = url.split(f"/{BUCKET}/", 1)[1]
    text = s3.get_object(Bucket=BUCKET, Key=key)["Body"].read().decode()
    template = without_appsync(load(text), s3, left_out)
    s3.put_object(Bucket=BUCKET, Key=f"moto-{key}", Body=json.dumps(template).encode())
    return url.replace(key, f"moto-{key}")


def define_machine(properties: dict, s3) -> None:
    """Writes the definition of a machine into the template."""
    place = properties.pop("DefinitionS3Location")
    text = s3.get_object(Bucket=place["Bucket"], Key=place["Key"])["Body"].read().decode()
    definition = json.loads(text)
    hurry(definition)
    parts = [json.dumps(definition)]
    for name, value in properties.pop("DefinitionSubstitutions", {}).items():
        parts = [piece for part in parts for piece in split(part, f"${{{name}}}", value)]
    properties["DefinitionString"] = {"Fn::Join": ["", parts]}


def split(part, placeholder: str, value) -> list:
    """The pieces of a text around a placeholder, with its value between them."""
    if not isinstance(part, str):
        return [part]
    pieces = part.split(placeholder)
    return [piece for text in pieces for piece in (value, text)][1:]


def hurry(value) -> None:
    """Lets states wait for no more than a second."""
    if isinstance(value, dict):
        if value.get("Type") == "Wait" and value.get("Seconds", 0) > 1:
            value["Seconds"] = 1
        value = list(value.values())
    for part in value if isinstance(value, list) else []:
        hurry(part)


def request_templates(build: Path) -> dict:
    """The request templates that stand in the stacks, with everything filled in, by field."""
    found = {}
    for stack in (build / "stacks").glob("*.yaml"):
        for resource in load(stack.read_text())["Resources"].values():
            properties = resource.get("Properties", {})
            template = properties.get("RequestMappingTemplate")
            if resource["Type"] == "AWS::AppSync::Resolver" and template:
                text = template["Fn::Sub"]
                for name, value in PSEUDO.items():
                    text = text.replace(f"${{{name}}}", value)
                field = f"{properties['TypeName']}.{properties['FieldName']}"
                found[field] = text.replace("${!", "${")
    return found


def load(text: str) -> dict:
    """A template, JSON or YAML with short forms of the intrinsic functions."""

    class Loader(yaml.SafeLoader):
        pass

    def intrinsic(loader, name, node):
        if isinstance(node, yaml.SequenceNode):
            value = loader.construct_sequence(node, deep=True)
        elif isinstance(node, yaml.MappingNode):
            value = loader.construct_mapping(node, deep=True)
        else:
            value = loader.construct_scalar(node)
            value = value.split(".", 1) if name == "GetAtt" else value
        return {name if name in ("Ref", "Condition") else f"Fn::{name}": value}

    Loader.add_multi_constructor("!", intrinsic)
    return yaml.load(text, Loader)


def refers_to(value, names: set) -> bool:
    """Whether a value refers to one of the resources."""
    if isinstance(value, dict):
        target = value.get("Ref")
        if isinstance(target, str) and target in names:
            return True
        target = value.get("Fn::GetAtt")
        if isinstance(target, list) and target[0] in names:
            return True
        text = value.get("Fn::Sub")
        if isinstance(text, str) and any(f"${{{n}}}" in text or f"${{{n}." in text for n in names):
            return True
        return any(refers_to(part, names) for part in value.values())
    if isinstance(value, list):
        return any(refers_to(part, names) for part in value)
    return False


def deploy(cloudformation, template: dict) -> None:
    cloudformation.create_stack(
        StackName=STACK, TemplateBody=json.dumps(template), Capabilities=["CAPABILITY_IAM"]
    )
    stacks = cloudformation.describe_stacks()["Stacks"]
    failed = [stack["StackName"] for stack in stacks if stack["StackStatus"] != "CREATE_COMPLETE"]
    assert not failed, f"failed stacks: {failed}"
    print(f"deployed {len(stacks)} stacks")


def check_tables(cloudformation, manifest: dict) -> None:
    """Every table of the manifest must be there, with its keys and indexes, and no other."""
    dynamodb = boto3.client("dynamodb")
    exports = cloudformation.list_exports()["Exports"]
    names = {export["Name"]: export["Value"] for export in exports}
    for table, expected in manifest["tables"].items():
        name = names[f"{API_ID}:{table}:Name"]
        described = dynamodb.describe_table(TableName=name)["Table"]
        assert keys(described["KeySchema"]) == pairs(expected["keySchema"]), table
        found = {
            entry["AttributeName"]: entry["AttributeType"]
            for entry in described["AttributeDefinitions"]
        }
        due = {
            entry["attributeName"]: entry["attributeType"]
            for entry in expected["attributeDefinitions"]
        }
        assert found == due, f"{table}: {found}, not {due}"
        for of_table, of_manifest in [
            ("GlobalSecondaryIndexes", "globalSecondaryIndexes"),
            ("LocalSecondaryIndexes", "localSecondaryIndexes"),
        ]:
            found = {
                index["IndexName"]: keys(index["KeySchema"])
                for index in described.get(of_table) or []
            }
            due = {
                index["indexName"]: pairs(index["keySchema"]) for index in expected[of_manifest]
            }
            assert found == due, f"{table}: {found}, not {due}"
        print(f"{table}: {name} with the key {dict(keys(described['KeySchema']))}")
    count = len(dynamodb.list_tables()["TableNames"])
    assert count == len(manifest["tables"]), f"{count} tables"


def keys(schema: list) -> list:
    return [(entry["AttributeName"], entry["KeyType"]) for entry in schema]


def pairs(schema: list) -> list:
    return [(entry["attributeName"], entry["keyType"]) for entry in schema]


main()
