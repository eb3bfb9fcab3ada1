"""Rows of a table's body: which lines are rows of their own, and which go on a wrapped label."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.read.formats.pdf.columns import Span
from answerable.read.formats.pdf.geometry import Line, Rule
from answerable.read.formats.pdf.lines import is_value

_GOES_ON = re.compile(
    r"(?:[,(/&+–—-]|\b(?:and|or|(?<!City )of|with|to|the|(?-i:a)|an|in|on|for|from|by|at|than|under|over|non))$",
    re.I,
)
_REMARK = re.compile(r"[A-Z]\S*\s.*(?<!\betc)\.")
"""A sentence right under the last row is no part of its label."""

_CARRIED = re.compile(r"[a-z(&/]")
_TIGHTER = 0.93
"""Lines nearer than this share of the space between rows belong together."""

_LOOSER = 1.15
"""Lines further apart than the nearest by more than this are not of one label."""

_ROOMY = 1.3
"""Lines as far apart as this many heights, and as far as rows are, are rows."""

_ONE_LABEL = 1.45
"""Lines of one label are never further apart than this many heights."""


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of each row, and what is not certain about them; empty where nothing is."""

    rows: list[list[Line]]
    doubt: str = ""


def body_rows(lines: Sequence[Line], rules: Sequence[Rule]) -> Body:
    """Gathers the lines of each row.

    Args:
        lines: the body's lines from the top down.
        rules: horizontal ruled lines: no row crosses one.
    """
    anchors = [i for i, line in enumerate(lines) if _has_values(line)]
    if not anchors:
        return Body([[line] for line in lines])
    stack = _Stack(lines, rules, _pitch(lines, anchors))
    owner = list(range(len(lines)))
    doubts: list[str] = []
    for above, below in zip([None, *anchors], [*anchors, None], strict=True):
        start = 0 if above is None else above + 1
        end = len(lines) if below is None else below
        if start < end:
            doubts += stack.share(owner, above, below, range(start, end))
    rows: dict[int, list[Line]] = {}
    for index, line in enumerate(lines):
        rows.setdefault(owner[index], []).append(line)
    return Body([rows[key] for key in sorted(rows)], doubts[0] if doubts else "")


def said_on(label: str, text: str) -> bool:
    """True where the words of two label lines, one under the other, are one phrase."""
    if is_value(label) or is_value(text):
        return False
    return bool(_GOES_ON.search(label) or _CARRIED.match(text)) or label.count("(") > label.count(")")


def body_begins(lines: Sequence[Line], first: int, spans: Sequence[Span]) -> int:
    """The first line of the body: that of the first values, or of the label that begins above them.

    Lines of one piece in the label column are labels where the headings above them head that column too, or
    where the values' own line has no label.
    """
    start = first
    while start > 0 and len(lines[start - 1].pieces) == 1 and lines[start - 1].right <= spans[1][0]:
        start -= 1
    if start == first:
        return first
    bare = lines[first].left >= spans[1][0] - 2
    heads = lines[:start]
    headed = bool(heads) and (
        heads[-1].left < spans[0][1]
        or any(len(line.pieces) > 1 and line.left < spans[0][1] for line in heads)
    )
    if headed:
        return start
    return first - 1 if bare else first


def _has_values(line: Line) -> bool:
    return any(is_value(piece.text) for piece in line.pieces[1:]) or (
        len(line.pieces) == 1 and is_value(line.pieces[0].text) and not line.pieces[0].text[0].isalpha()
    )


def _pitch(lines: Sequence[Line], anchors: Sequence[int]) -> float | None:
    """The least space between two rows of one line each, or None where every row has several."""
    steps = [lines[b].middle - lines[a].middle for a, b in itertools.pairwise(anchors) if b == a + 1]
    return min(steps) if steps else None


@dataclass(slots=True)
class _Stack:
    """Lines one under another."""

    lines: Sequence[Line]
    rules: Sequence[Rule]
    pitch: float | None

    def share(self, owner: list[int], above: int | None, below: int | None, between: range) -> list[str]:
        """Gives the label lines between two rows of values to the one above, the one below, or themselves.

        They are parted at the widest space among them, where it is clearly the widest; and nothing joins a
        row from further off than the lines of one label stand.
        """
        cut = self._cut(above, below, between)
        if cut < 0:  # evenly spaced, and the words do not tell
            return [doubt for index in between if (doubt := self._doubt(index, above, below))]
        for index in between:
            if index >= cut or above is None or not self._joined(index - 1, index):
                break
            if below is None and _REMARK.fullmatch(self.lines[index].text):
                break
            owner[index] = above
        for index in reversed(between):
            if index < cut or below is None or owner[index] != index or not self._joined(index, index + 1):
                break
            owner[index] = below
        left = [index for index in between if owner[index] == index]
        return [doubt for index in left if (doubt := self._doubt(index, above, below))]

    def _cut(self, above: int | None, below: int | None, between: range) -> int:
        """The first line of those given to the row below."""
        if above is None:
            return between.start
        if below is None:
            return between.stop
        gaps = [(self._gap(i - 1, i), i) for i in range(between.start, between.stop + 1)]
        widest, cut = max(gaps)
        clear = all(gap < _TIGHTER * widest for gap, i in gaps if i != cut)
        if clear or len(gaps) == 1:
            return cut
        words = [i for _, i in gaps if not self._said_on(i - 1, i)]
        return words[0] if len(words) == 1 else (cut if self._bare(above) or self._bare(below) else -1)

    def _joined(self, upper: int, lower: int) -> bool:
        """True where two lines are of one row: nearer than rows stand, or one phrase."""
        if not self._near(upper, lower):
            return False
        gap = self._gap(upper, lower)
        roomy = gap >= _ROOMY * self.lines[lower].pieces[0].height
        return self._tight(gap) or (not roomy and self._said_on(upper, lower))

    def _gap(self, upper: int, lower: int) -> float:
        return self.lines[lower].middle - self.lines[upper].middle

    def _near(self, upper: int, lower: int) -> bool:
        """True where two lines stand nearer than rows do, with no ruled line between."""
        a, b = self.lines[upper], self.lines[lower]
        gap = b.middle - a.middle
        if gap > _ONE_LABEL * max(a.pieces[0].height, b.pieces[0].height):
            return False
        left = min(a.left, b.left)
        return not any(
            a.middle < r.at < b.middle and r.start <= left + 10 and r.length > 40 for r in self.rules
        )

    def _tight(self, gap: float) -> bool:
        """True where lines stand nearer than rows; where every row has several lines, as near as the nearest."""
        if self.pitch is not None:
            return gap < _TIGHTER * self.pitch
        labels = [line.middle for i, line in enumerate(self.lines) if not self._bare(i)]
        steps = [b - a for a, b in itertools.pairwise(labels)]
        return bool(steps) and gap < _LOOSER * min(*steps, self.lines[0].pieces[0].height)

    def _bare(self, index: int) -> bool:
        """True where a row of values has no label of its own: it stands half way down beside one."""
        return is_value(self.lines[index].pieces[0].text)

    def _said_on(self, upper: int, lower: int) -> bool:
        return said_on(self.lines[upper].pieces[0].text, self.lines[lower].pieces[0].text)

    def _doubt(self, index: int, above: int | None, below: int | None) -> str:
        """What to say of a label line that was given to no row, where it might belong to one."""
        line = self.lines[index]
        near = (above is not None and index - 1 >= above and self._near(index - 1, index)) or (
            below is not None and self._near(index, index + 1)
        )
        labelled = (self.lines[i] for i in (above, below) if i is not None and not self._bare(i))
        other = next(labelled, line)
        gaps = [self._gap(i, i + 1) for i in (index - 1, index) if 0 <= i < len(self.lines) - 1]
        roomy = self.pitch is not None and min(gaps) >= max(
            _TIGHTER * self.pitch, _ROOMY * line.pieces[0].height
        )
        apart = roomy or line.pieces[0].bold != other.pieces[0].bold or abs(line.left - other.left) > 3
        if not near or apart:
            return ""
        return f"it is not certain whether “{line.text}” is a row of its own or part of a label"
