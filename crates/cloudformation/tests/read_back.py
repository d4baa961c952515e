"""Reads templates with PyYAML, a YAML 1.1 reader, and compares them with their JSON.

Standard input: a JSON object a line, with the texts "yaml" and "json". Exit status 1 if any pair
differs, with the YAML on standard error.
"""

import json
import sys

import yaml


def function(loader, name, node):
    if isinstance(node, yaml.ScalarNode):
        value = node.value
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    if name == "GetAtt":
        value = value.split(".", 1)
    return {name if name in ("Ref", "Condition") else f"Fn::{name}": value}


def equal(left, right):
    if type(left) is not type(right):
        return False
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(equal(left[k], right[k]) for k in left)
    if isinstance(left, list):
        return len(left) == len(right) and all(map(equal, left, right))
    return left == right


def main():
    loaders = [yaml.SafeLoader] + ([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])
    for loader in loaders:
        loader.add_multi_constructor("!", function)
    count = 0
    for line in sys.stdin:
        pair = json.loads(line)
        for loader in loaders:
            try:
                same = equal(yaml.load(pair["yaml"], loader), json.loads(pair["json"]))
                reason = "" if same else "reads as something else"
            except yaml.YAMLError as error:
                reason = str(error)
            if reason:
                sys.exit(f"{loader.__name__}: {reason}\n{pair['yaml']}")
        count += 1
    names = " and ".join(loader.__name__ for loader in loaders)
    print(f"{count} templates read back the same with {names}")


if __name__ == "__main__":
    main()
