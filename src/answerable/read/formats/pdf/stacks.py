"""Lines one under another in a table: which label lines belong to which row of values."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.read.formats.pdf.geometry import Line, Rule
from answerable.read.formats.pdf.lines import is_value
from answerable.read.formats.pdf.phrases import ONE_LABEL, REMARK, are_two, label_beside, said_on, unsure

_CLOSE = 1.04
"""Of the height: lines no further apart are set without any space between, as rows seldom are."""

_SAME = 0.04
"""Of the height: distances that differ by less are the same."""

_OVERLAPPING = 0.8
"""Of the height: lines nearer than this overlap, as a footnote mark and its text do."""

_TIGHTER = 0.93
"""Lines nearer than this share of the space between rows belong together."""

_LOOSER = 1.15
"""Lines further apart than the nearest by more than this are not of one label."""

_ROOMY = 1.3
"""Lines as far apart as this many heights, and as far as rows are, are rows."""

_INDENT = 2.0
"""Points by which the left ends of labels may differ."""

_ROOM = 0.6
"""Of the height: so much room behind a line, and the next word, would have held that word."""

_STEPS = 0.8
"""Points: a browser sets lines on the dots of a screen, so that rows of one height stand by so much more or less apart."""

_TWO_LINES = 2.0
"""Nor are those further apart than this, whatever does."""


@dataclass(slots=True)
class Stack:
    """Lines one under another; ``edges`` is where their labels begin."""

    lines: Sequence[Line]
    rules: Sequence[Rule]
    edges: Sequence[float]
    pitch: float | None
    pitches: int
    steady: bool

    def share(self, owner: list[int], above: int | None, below: int | None, between: range) -> list[str]:
        """Gives the label lines between two rows of values to the one above, the one below, or themselves.

        They are parted at the widest space among them, where it is clearly the widest; and nothing joins a
        row from further off than the lines of one label stand.
        """
        odd = self._odd_one(above, below, between, _STEPS)
        if odd is not None:
            for index in between:
                row = above if index < odd else below
                owner[index] = index if row is None else row
            return []
        if self.steady and self._odd_one(above, below, between, 0.0) is not None:
            return [unsure(self.lines[between.start])]
        cut = self._cut(above, below, between)
        if cut < 0:  # evenly spaced, and the words do not tell
            self._nearest(owner, above, below, between)
            between = range(
                next((i for i in between if owner[i] == i), between.stop),
                next((i + 1 for i in reversed(between) if owner[i] == i), between.start),
            )
            return [doubt for index in between if (doubt := self._doubt(index, above, below))]
        doubts: list[str] = []
        for index in between:
            if index >= cut or above is None or not self._joined(index - 1, index):
                break
            if below is None and REMARK.fullmatch(self.lines[index].text):
                break
            owner[index] = above
            doubts += self._unproved(index - 1, index)
        for index in reversed(between):
            if index < cut or below is None or owner[index] != index or not self._joined(index, index + 1):
                break
            owner[index] = below
            doubts += self._unproved(index, index + 1)
        left = [index for index in between if owner[index] == index]
        if below is None and left and not self._has_blanks():
            doubts += [unsure(self.lines[index]) for index in left if self._near(index - 1, index)]
        return doubts + [doubt for index in left if (doubt := self._doubt(index, above, below))]

    def _has_blanks(self) -> bool:
        """True where a row of values prints fewer than another: a label alone may then be a row of blanks."""
        counts = {
            sum(map(is_value, (p.text for p in line.pieces))) for line in self.lines if len(line.pieces) > 1
        }
        return len(counts) > 1

    def _odd_one(self, above: int | None, below: int | None, between: range, least: float) -> int | None:
        """The first line of the row below, where one distance alone is that of rows and the others are another one.

        Rows of one line stand equally far apart. So a line that stands off its neighbour by more or by less, and
        off the other by as much as rows do, is of one label with the former. Distances that differ by ``least`` points
        or less are the same.
        """
        if above is None or below is None or not self._alike(above, below, between):
            return None
        gaps = [self._gap(i - 1, i) for i in range(between.start, between.stop + 1)]
        height = self.lines[between.start].pieces[0].height
        same = max(least, _SAME * height)
        known = self.pitch if self.pitch is not None and self.pitches > 1 else None
        inner = self._within()
        if known is not None:
            as_rows = [i for i, gap in enumerate(gaps, between.start) if abs(gap - known) < same]
        elif inner is not None:
            as_rows = [i for i, gap in enumerate(gaps, between.start) if abs(gap - inner) >= same]
        else:
            return None
        others = [gap for i, gap in enumerate(gaps, between.start) if i not in as_rows]
        if len(as_rows) != 1 or max(others) - min(others) > same:
            return None
        return as_rows[0] if max(others) < _TWO_LINES * height else None

    def _within(self) -> float | None:
        """How far the lines of one label are apart, where words that a hyphen broke show it and agree."""
        pairs = itertools.pairwise(range(len(self.lines)))
        gaps = [
            self._gap(a, b)
            for a, b in pairs
            if self.lines[a].pieces[0].text[-1] == "-"
            and self._said_on(a, b)
            and not (self._bare(a) or self._bare(b))
        ]
        agree = bool(gaps) and max(gaps) - min(gaps) < _SAME * self.lines[0].pieces[0].height
        return gaps[0] if agree else None

    def _alike(self, above: int, below: int, between: range) -> bool:
        """True where lines begin at one edge in one weight and height with no ruled line among them, and have labels."""
        if self._bare(above) or self._bare(below):
            return False
        first = self.lines[between.start].pieces[0]
        pieces = [self.lines[i].pieces[0] for i in range(above, below + 1)]
        if any(are_two(a.text, b.text) for a, b in itertools.pairwise(pieces)):
            return False
        return all(
            abs(piece.left - first.left) < _INDENT
            and abs(piece.height - first.height) < _SAME * first.height
            and piece.bold == first.bold
            for piece in pieces
        ) and not any(self._ruled_off(i, i + 1) for i in range(above, below))

    def begun_above(self, owner: Sequence[int], anchors: Sequence[int]) -> list[str]:
        """What to say of the first label alone beginning above its values: the line may be the end of the heading of labels."""
        first, others = anchors[0], [a for a in anchors[1:] if not self._bare(a)]
        if not first or owner[first - 1] != first or self._bare(first) or len(others) + 1 < len(anchors):
            return []
        wrapped = sum(a + 1 < len(owner) and owner[a + 1] == a for a in others)
        above = any(owner[a - 1] == a for a in others)
        return [unsure(self.lines[first - 1])] if wrapped > 1 and not above else []

    def torn(self, owner: Sequence[int]) -> list[str]:
        """What to say of lines that were given to two rows although their words are one phrase."""
        anchors = set(owner)
        return [
            unsure(self.lines[upper if lower in anchors and owner[lower] == lower else lower])
            for upper, lower in itertools.pairwise(range(len(self.lines)))
            if owner[upper] != owner[lower]
            and (len(self.lines[upper].pieces) == 1 or len(self.lines[lower].pieces) == 1)
            and not (self._bare(upper) or self._bare(lower))
            and self.lines[upper].text[-1] != ":" != self.lines[lower].text[-1]
            and self._gap(upper, lower) < _TWO_LINES * self.lines[lower].pieces[0].height
            and not self._ruled_off(upper, lower)
            and self._said_on(upper, lower)
            and (
                upper == 0
                or owner[upper - 1] != owner[upper]
                or said_on(self._both(upper), self.lines[lower].text)
            )
        ]

    def with_room(self, owner: Sequence[int]) -> list[str]:
        """What to say of two lines taken for one label, where the first word of the second had room on the first."""
        reach: dict[int, float] = {}
        for line in self.lines:
            if len(line.pieces) > 1:
                for piece in line.pieces:
                    if not is_value(piece.text):
                        at = round(piece.left / _INDENT)
                        reach[at] = max(reach.get(at, 0.0), piece.right)
        found = []
        for upper, lower in itertools.pairwise(range(len(self.lines))):
            if owner[upper] != owner[lower] or self._bare(upper) or self._bare(lower):
                continue
            above, below = self.lines[upper].pieces[0], self.lines[lower].pieces[0]
            word = self.lines[lower].words[0]
            most = max(reach.get(round(above.left / _INDENT) + i, 0.0) for i in (-1, 0, 1))
            room = most - above.right - (word.right - word.left)
            if (
                abs(above.left - below.left) < _INDENT
                and room > _ROOM * above.height
                and not self._said_on(upper, lower)
            ):
                found.append(unsure(self.lines[lower if len(self.lines[lower].pieces) == 1 else upper]))
        return found

    def _both(self, index: int) -> str:
        """The label on a line with that of the line before: "and" over "over" says nothing on."""
        return f"{self.lines[index - 1].pieces[0].text} {self.lines[index].pieces[0].text}"

    def _nearest(self, owner: list[int], above: int | None, below: int | None, between: range) -> None:
        """Gives lines to the row above or below where they overlap it, though rows of blanks stand between."""
        reach = _OVERLAPPING * self.lines[between.start].pieces[0].height
        reach = min(reach, _TIGHTER * self.pitch) if self.pitch is not None else reach  # rows may overlap too
        for index in between:
            if above is None or self._gap(index - 1, index) >= reach or not self._near(index - 1, index):
                break
            owner[index] = above
        for index in reversed(between):
            if below is None or owner[index] != index or self._gap(index, index + 1) >= reach:
                break
            if not self._near(index, index + 1):
                break
            owner[index] = below

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

    def _unproved(self, upper: int, lower: int) -> list[str]:
        """What to say of two lines taken for one label by their distance alone, where a row's own label is one."""
        if self._bare(upper) or self._bare(lower) or self._said_on(upper, lower):
            return []
        gap, line = self._gap(upper, lower), self.lines[lower].pieces[0]
        spoken = not self._is_even() and any(
            abs(gap - known) < _SAME * line.height for known in self._spoken()
        )
        if gap < _CLOSE * line.height or spoken:
            return []
        alone = upper if len(self.lines[upper].pieces) == 1 else lower
        return [unsure(self.lines[alone])]

    def _is_even(self) -> bool:
        """True where all lines with labels are equally far apart, so that distances tell nothing."""
        labels = [i for i in range(len(self.lines)) if not self._bare(i)]
        gaps = [self._gap(a, b) for a, b in itertools.pairwise(labels)]
        return max(gaps) - min(gaps) < _SAME * self.lines[0].pieces[0].height

    def _spoken(self) -> list[float]:
        """How far lines are apart whose words are one phrase."""
        pairs = itertools.pairwise(range(len(self.lines)))
        return [self._gap(a, b) for a, b in pairs if self._said_on(a, b)]

    def _gap(self, upper: int, lower: int) -> float:
        return self.lines[lower].middle - self.lines[upper].middle

    def _near(self, upper: int, lower: int) -> bool:
        """True where two lines stand nearer than rows do, with no ruled line between."""
        a, b = self.lines[upper], self.lines[lower]
        gap = b.middle - a.middle
        if gap > ONE_LABEL * max(a.pieces[0].height, b.pieces[0].height):
            return False
        if are_two(a.pieces[0].text, b.pieces[0].text):
            return False
        return not self._ruled_off(upper, lower)

    def _ruled_off(self, upper: int, lower: int) -> bool:
        a, b = self.lines[upper], self.lines[lower]
        left = min(a.left, b.left)
        return any(a.middle < r.at < b.middle and r.start <= left + 10 and r.length > 40 for r in self.rules)

    def _tight(self, gap: float) -> bool:
        """True where lines stand nearer than rows; where every row has several lines, as near as the nearest."""
        labels = [line.middle for i, line in enumerate(self.lines) if not self._bare(i)]
        steps = [b - a for a, b in itertools.pairwise(labels)]
        height = self.lines[0].pieces[0].height
        if self.pitch is None:
            return bool(steps) and gap < _LOOSER * min(*steps, height)
        nearest = min((step for step in steps if step > _OVERLAPPING * height), default=gap)
        return gap < _TIGHTER * self.pitch and gap < _LOOSER * nearest

    def leaning(self, owner: Sequence[int], anchor: int) -> str:
        """What to say of values half way down beside a label of which more lines stand on one side than on the other."""
        if not self._bare(anchor):
            return ""
        above = [i for i in range(anchor) if owner[i] == anchor]
        below = sum(owner[i] == anchor for i in range(anchor + 1, len(owner)))
        if len(above) == below or not (above and below):
            return ""
        first = self.lines[above[0] if len(above) > below else anchor + below]
        return unsure(first)

    def _bare(self, index: int) -> bool:
        """True where a row of values has no label of its own: it stands half way down beside one."""
        first = self.lines[index].pieces[0]
        return is_value(first.text) and not any(abs(first.left - edge) < _INDENT for edge in self.edges)

    def _said_on(self, upper: int, lower: int) -> bool:
        a, b = self.lines[upper], self.lines[lower]
        return said_on(label_beside(a, b), label_beside(b, a))

    def _doubt(self, index: int, above: int | None, below: int | None) -> str:
        """What to say of a label line that was given to no row, where it might belong to one."""
        line = self.lines[index]
        near = (above is not None and index - 1 >= above and self._near(index - 1, index)) or (
            below is not None and self._near(index, index + 1)
        )
        labelled = (self.lines[i] for i in (above, below) if i is not None and not self._bare(i))
        other = next(labelled, line)
        gaps = [self._gap(i, i + 1) for i in (index - 1, index) if 0 <= i < len(self.lines) - 1]
        height = line.pieces[0].height
        roomy = self.pitch is not None and min(gaps) >= max(self.pitch - 2 * _SAME * height, _ROOMY * height)
        said = any(0 <= i < len(self.lines) - 1 and self._said_on(i, i + 1) for i in (index - 1, index))
        spoken = self._spoken()
        if said or any(abs(gap - known) < _SAME * height for gap in gaps for known in spoken):
            roomy = False  # as the lines of other labels are
        apart = roomy or line.pieces[0].bold != other.pieces[0].bold or abs(line.left - other.left) > 3
        if not near or apart:
            return ""
        return unsure(line)
