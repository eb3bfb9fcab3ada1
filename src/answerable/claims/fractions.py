"""Fractions and multiples in words: "three in five", "two thirds", "doubled", "seven times larger"."""

from __future__ import annotations

import re

from answerable.claims import numerals
from answerable.claims.numerals import Numeral

_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "twelfth": 12, "twentieth": 20, "hundredth": 100,
}  # fmt: skip
_PART = r"(?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|twentieth|hundredth)"
_SMALL = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
_BIG = rf"(?:{_SMALL}|eleven|twelve|fifteen|twenty|thirty|forty|fifty|a\s+hundred|one\s+hundred|hundred|thousand|a\s+thousand|\d{{1,3}}(?:,\d{{3}})?)"
# "a third man" is an ordinal: "a third" is a fraction where a word follows that fractions take.
_TAKES = (
    r"(?=\s*(?:$|[.,;:)–—%-]|\(|(?:of|in|on|more|less|fewer|higher|lower|larger|smaller|greater|bigger|since|were|was|"
    r"had|have|has|are|is|did|said|rise|increase|decrease|fall|drop|reduction|jump|growth|up|down|came|took|told|"
    r"from|compared|over|to|between|against|during|last|this|the|all|involved|ended|led|resulted|related|and|but|or|"
    r"with|as|went|reported|felt|knew|never|do|would|could|year-on-year|annually|who|that|which|by|for)\b))"
)
PORTION = (
    rf"(?:{_SMALL}\s+in(?:\s+every)?\s+{_BIG}|(?:one|two|three|four|five|six|seven|eight|nine)\s+out\s+of(?:\s+every)?\s+"
    rf"(?:two|three|four|five|six|seven|eight|nine|ten|twenty|a\s+hundred)"
    rf"|\d\s+out\s+of(?:\s+every)?\s+10)(?!\s*(?:%|per\s?cent|,\d|\.\d))"
)
WORDED = (
    rf"(?:(?:a|one)[\s-]half\b|half\b(?!\s+an?\s+(?:hundred|thousand|million|billion|dozen))"
    rf"|(?:two|three|four|five|six|seven|eight|nine|\d)[\s-]{_PART}s\b|(?:a|one)[\s-]{_PART}\b{_TAKES})"
)
_COMPARING = (
    r"(?=\s+(?:as\s+(?:many|much|high|likely|large|big|great|often|common)|more|higher|larger|greater|bigger|the\s|"
    r"that\s|its\s|their\s|last\s|what\s|what’s\s|«|\d|those\s|over\b))"
)
MULTIPLE = (
    rf"(?:(?:doubl|tripl|trebl|quadrupl|quintupl)(?:ed|es|ing|e)\b|halv(?:ed|es|ing|e)\b|twice\b{_COMPARING}|thrice\b|half(?=\s+as\s+(?:many|much|high|large|big|likely|great|often|common)\b|\s+the\s+\d)"
    rf"|(?:two|three|four|five|six|seven|eight|nine|ten|\d{{1,3}}(?:\.\d+)?)(?:\s|-)?fold\b"
    rf"|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|\d{{1,3}}(?:\.\d+)?|\d{{1,3}}\s?(?:and\s+a\s+half))"
    rf"(?:\s+and\s+a\s+half)?\s+times\b{_COMPARING})"
)
_ROOTS = {
    "doubl": 2.0,
    "tripl": 3.0,
    "trebl": 3.0,
    "quadrupl": 4.0,
    "quintupl": 5.0,
    "halv": 0.5,
    "twice": 2.0,
    "thrice": 3.0,
    "half": 0.5,
}


def share(text: str) -> float | None:
    """The fraction that the whole of ``text`` names, 0 to 1: ``three in five`` is 0.6; None for none.

    A fraction of one or more ("ten in three") is none.
    """
    text = " ".join(text.lower().replace("-", " ").split())
    if match := re.fullmatch(r"(.+?) (?:in|out of)(?: every)? (.+)", text):
        part, whole = _number(match[1]), _number(match[2])
        return part / whole if part and whole and part < whole else None
    if text in {"half", "a half", "one half"}:
        return 0.5
    first, _, last = text.rpartition(" ")
    count = 1.0 if first in {"a", "one"} else _number(first)
    parts = _PARTS.get(last) or _PARTS.get(last.rstrip("s"))
    return count / parts if count and parts and count < parts else None


def multiple(text: str) -> float | None:
    """What ``text`` multiplies by: ``doubled`` is 2, ``halved`` 0.5, ``seven times`` 7; None for none."""
    text = " ".join(text.lower().replace("-", " ").split())
    for root, value in _ROOTS.items():
        if text.startswith(root):
            return value
    match = re.fullmatch(r"(.+?)( and a half)? ?(?:times|fold)", text)
    number = _number(match[1]) if match else None
    return None if match is None or number is None else number + (0.5 if match[2] else 0)


def _number(text: str) -> float | None:
    found: Numeral | None = numerals.read("a " + text if text in {"hundred", "thousand"} else text)
    return found.value if found else None
