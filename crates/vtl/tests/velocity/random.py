#!/usr/bin/env python3
"""Writes random cases to standard output: random.py COUNT SEED.

Each is a sequence of fragments, a few of them damaged: what the cases of cases/ do not think of.
"""

import random
import sys

CONTEXT = (
    '{"x": "v", "n": 5, "d": 1.5, "t": true, "f": false, "l": ["a", 2, null, true], '
    '"m": {"a": 1, "b": {"c": "deep"}, "k-1": [1, 2]}, "s": "Hello World", "e": "", "z": 0}'
)

NAMES = ["x", "n", "d", "t", "f", "l", "m", "s", "e", "z", "u", "foo-bar", "true", "m.a", "m.b.c",
         "m.b.q", "l[0]", "l[1]", "m['a']", 'm["b"].c', "s.length()", "s.substring(1, 3)",
         "m.get('a')", "l.size()", "l.get(0)", "u.x.y", "u.f(1)", "m.keySet()", "s.indexOf('o')",
         "foreach.index", "foreach.count", "velocityCount", "i", "n.x", "m.size()"]

TEXT = [" ", "\n", "\t", "a", "b c", "{", "}", "(", ")", "[", "]", '"', "'", ",", ":", ".", "!",
        "-", "1", "42", "1..3", "\\", "\\\\", "#", "$", "##", "$!", "${", "#{", "$[", "$.", "#[[",
        "]]#", "#*", "*#", "#**", "@", "=", "==", "true", "end", "if", "\r\n", "é", "  \n", "..",
        "#1", "$1", "&&", "||", "<", "%", "+"]


def reference(r):
    name = r.choice(NAMES)
    form = r.choice(["$%s", "${%s}", "$!%s", "$!{%s}", "\\$%s", "\\\\$%s", "$$%s", "\\${%s}"])
    return form % name


def value(r, depth=0):
    pick = r.randrange(13 if depth < 3 else 7)
    if pick < 3:
        return reference(r) if r.random() < 0.3 else "$" + r.choice(NAMES)
    if pick == 3:
        return r.choice(["0", "1", "-2", "7", "2147483647", "99999999999"])
    if pick == 4:
        return r.choice(["1.5", ".5", "-2.0", "1e3"])
    if pick == 5:
        return r.choice(["true", "false"])
    if pick == 6:
        return r.choice(["'a'", '"b"', '"$x"', "'$x'", '"a ${n}b"', '""', "''", '"a""b"', '"#if($t)y#end"'])
    if pick == 7:
        return "[" + ", ".join(value(r, depth + 1) for _ in range(r.randrange(3))) + "]"
    if pick == 8:
        return "{" + ", ".join('"k%d": %s' % (i, value(r, depth + 1)) for i in range(r.randrange(3))) + "}"
    if pick == 9:
        return "[%s..%s]" % (r.choice(["1", "$n", "-1", "$z"]), r.choice(["3", "$n", "0", "$u"]))
    if pick == 10:
        return "(" + expression(r, depth + 1) + ")"
    return "$" + r.choice(["s.concat(%s)", "m.get(%s)", "l.contains(%s)", "m.containsKey(%s)", "x.equals(%s)", "l.indexOf(%s)"]) % value(r, depth + 1)


OPERATORS = ["+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||", "and", "or",
             "eq", "ne", "lt", "gt", "le", "ge"]


def expression(r, depth=0):
    parts = [value(r, depth)]
    for _ in range(r.choice([0, 0, 0, 1, 1, 2, 3])):
        parts.append(r.choice(OPERATORS))
        parts.append(r.choice(["", "", "", "!", "not "]) + value(r, depth))
    space = r.choice([" ", " ", " ", "", "  "])
    return space.join(parts)


def fragment(r, depth=0):
    pick = r.randrange(20)
    inner = lambda: "".join(fragment(r, depth + 1) for _ in range(r.randrange(4))) if depth < 4 else "z"
    space = lambda: r.choice(["", "", "", " ", "\n", "  \n", "\t"])
    if pick < 5:
        return r.choice(TEXT)
    if pick < 9:
        return reference(r)
    if pick < 11:
        target = r.choice(["x", "y", "u", "m.a", "m.q", "m['z']", "l[0]", "i", "{y}", "!y", "m.b.c"])
        return space() + "#set(%s$%s%s=%s)" % (space(), target, space(), expression(r)) + space()
    if pick < 14:
        text = "#if(%s)%s%s" % (expression(r), space(), inner())
        for _ in range(r.choice([0, 0, 1])):
            text += "#elseif(%s)%s%s" % (expression(r), space(), inner())
        if r.random() < 0.4:
            text += r.choice(["#else", "#{else}"]) + space() + inner()
        return text + r.choice(["#end", "#end", "#{end}"]) + space()
    if pick < 16:
        return "#foreach($%s in %s)%s%s#end%s" % (r.choice("ixy"), value(r), space(), inner(), space())
    if pick == 16:
        return r.choice(["#break", "#stop", "#nope", "#nope()", "#nope(1 $x)", "#fff", "#mac", "#mac()", "#mac($x)", "#mac('a' $u)"])
    if pick == 17:
        return "#macro(mac $a $b)%s[$a|$b]#end" % inner()
    if pick == 18:
        return r.choice(["#define($w)%s#end$w", "#[[%s]]#", "#*%s*#", "##%s\n", "#literal()z%s#end", "#@mac('q')%s#end"]) % inner()
    return r.choice(["\\#if", "\\\\#if($t)a#end", "\\#end", "\\#mac", "\\#nope", "#evaluate('$x')", "#set($u)", "\\#set"])


def damaged(r, text):
    for _ in range(r.choice([0, 0, 0, 0, 0, 0, 1, 2])):
        at = r.randrange(len(text) + 1)
        pick = r.randrange(3)
        if pick == 0:
            text = text[:at] + text[at + 1:]
        elif pick == 1:
            text = text[:at] + r.choice(TEXT) + text[at:]
        else:
            text = text[:at]
    return text


def main():
    count, seed = int(sys.argv[1]), sys.argv[2]
    r = random.Random(seed)
    out = open(1, "w", encoding="utf-8", newline="", closefd=False)
    for index in range(count):
        text = damaged(r, "".join(fragment(r) for _ in range(r.randrange(1, 6))))
        out.write("=== %s-%d\n--- %s\n%s\n" % (seed, index, CONTEXT, text))


main()
