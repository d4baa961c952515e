"""Converts items of DynamoDB to documents of OpenSearch."""

import decimal
import hashlib
import json

LONGEST_ID = 512


def value(attribute):
    """The value of an attribute as JSON. Bytes stay in base64; sets become lists."""
    ((kind, content),) = attribute.items()
    if kind == "N":
        return number(content)
    if kind == "NULL":
        return None
    if kind == "M":
        return {name: value(inner) for name, inner in content.items()}
    if kind == "L":
        return [value(inner) for inner in content]
    if kind == "NS":
        return [number(text) for text in content]
    return content


def number(text):
    exact = decimal.Decimal(text)
    is_whole = exact == exact.to_integral_value()
    return int(exact) if is_whole and exact.adjusted() < 40 else float(exact)


def document(item, index):
    """The document of an item, with the names of the API's fields.

    OpenSearch reserves some names that begin with an underscore. GraphQL reserves those with
    two underscores, which are therefore free for documents.
    """
    fields = {}
    for attribute, content in item.items():
        name = index["names"].get(attribute, attribute)
        is_reserved = name.startswith("_") and not name.startswith("__")
        fields["_" + name if is_reserved else name] = value(content)
    for name in index["json"]:
        if fields.get(name) is not None:
            found = fields[name]
            fields["json:" + name] = found if isinstance(found, str) else json.dumps(found)
    fields["__typename"] = index["typename"]
    return fields


def key_of(item, index):
    """The key of an item in its table."""
    return {attribute: item[attribute] for attribute in index["key"]}


def id_of(key):
    """The id of a key's document: the values, in the order of the attributes' names."""
    values = [str(value(key[name])) for name in sorted(key)]
    if len(values) > 1:
        values = [text.replace("\\", "\\\\").replace("|", "\\|") for text in values]
    joined = "|".join(values)
    if len(joined.encode()) > LONGEST_ID:
        return "sha256:" + hashlib.sha256(joined.encode()).hexdigest()
    return joined


def is_gone(item):
    """Whether an item is the tombstone of conflict resolution."""
    return item.get("_deleted", {}).get("BOOL") is True
