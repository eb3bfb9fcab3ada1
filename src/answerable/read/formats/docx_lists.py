"""The numbers that Word prints before the items of a list, which stand nowhere in the text.

A body that answers question by question writes "223" as the third item of a list: without its "3." nobody
can say what it answers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from answerable.read.formats.origin import column_letters
from answerable.read.formats.package import attribute

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LONGEST = 10_000


State = dict[str, dict[int, int]]
"""List → level → the number of its last item."""


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: how its numbers are written, and where they start."""

    form: str
    text: str
    start: int


class Lists:
    """The lists of one document, counting on as their items are met."""

    def __init__(self, root: ET.Element | None) -> None:
        nodes = [] if root is None else list(root)
        self._abstract = {attribute(n, "abstractNumId") or "": n for n in nodes if n.tag == "abstractNum"}
        self._numbers: dict[str, str] = {}
        for node in nodes:
            target = node.find("abstractNumId") if node.tag == "num" else None
            if target is not None:
                self._numbers[attribute(node, "numId") or ""] = attribute(target, "val") or ""
        self._at: defaultdict[str, dict[int, int]] = defaultdict(dict)

    def state(self) -> State:
        """Where every list stands, for :meth:`go_back`."""
        return {name: dict(levels) for name, levels in self._at.items()}

    def go_back(self, state: State) -> None:
        """Counts on from where the lists stood."""
        self._at = defaultdict(dict, state)

    def _level(self, list_id: str, level: int) -> _Level | None:
        node = self._abstract.get(self._numbers.get(list_id, ""))
        found = [] if node is None else node.findall("lvl")
        wanted = next((lvl for lvl in found if attribute(lvl, "ilvl") == str(level)), None)
        if wanted is None:
            return None
        told = {c.tag: attribute(c, "val") or "" for c in wanted if c.tag in {"numFmt", "lvlText", "start"}}
        start = told.get("start", "1")
        number = int(start) if start.isdecimal() and len(start) < 6 else 1
        return _Level(told.get("numFmt", "decimal"), told.get("lvlText", ""), number)

    def label(self, numbering: tuple[str, int] | None) -> str:
        """What is printed before the next item of a list, with a space after it; empty for no list."""
        if numbering is None:
            return ""
        list_id, depth = numbering
        level = self._level(list_id, depth)
        if level is None or list_id == "0":
            return ""
        if level.form == "bullet":
            return "• "
        counts = self._at[list_id]
        counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]

        def written(match: re.Match[str]) -> str:
            upper = int(match[1]) - 1
            found = self._level(list_id, upper)
            return _written(counts.get(upper, found.start if found else 1), found.form if found else "")

        text = re.sub(r"%(\d)", written, level.text)
        return f"{text} " if text.strip() else ""


def _written(number: int, form: str) -> str:
    """A number in one of Word's forms; decimal where the form is not known."""
    if not 0 < number < _LONGEST:
        return str(number)
    if form in {"lowerLetter", "upperLetter"}:
        letters = column_letters(number - 1)
        return letters if form == "upperLetter" else letters.lower()
    if form in {"lowerRoman", "upperRoman"} and number < 40:
        text = ""
        for value, letters in _ROMAN:
            text += letters * (number // value)
            number %= value
        return text if form == "lowerRoman" else text.upper()
    return "" if form == "none" else str(number)
