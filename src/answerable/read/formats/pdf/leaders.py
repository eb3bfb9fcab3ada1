"""Dots that lead the eye from a label to its values, as printed statistics have them.

They are no words. Left on the page they make rows of their own, since some files give them smaller boxes
than letters have, and they fill the gap by which a label's column is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answerable.read.formats.pdf.geometry import Word, union
from answerable.read.formats.pdf.lines import is_value

LEADER = "...."
"""What stands for the dots of a line that are kept."""

_DOTS = ".…"
_FEWEST = 4  # dots: three are an ellipsis, and two a mark for what is not known
_NEXT_LINE = 2.0  # of the height
_STEP = 14.0  # points: dots further from one another lead nowhere
_LEVEL = 1.5  # points: what stands on one line is no further up or down


@dataclass(frozen=True, slots=True)
class _Leader:
    """The dots between a label and its values.

    Attributes:
        words: those that are nothing but dots.
        label: the word before them, which may end in some of them; None where none stands there.
        left, right, base: where they begin and end, and the line that they stand on.
    """

    words: tuple[Word, ...]
    label: Word | None
    left: float
    right: float
    base: float

    def is_level(self, word: Word) -> bool:
        """True for a word on the line of the dots."""
        return word.top < self.base < word.bottom + _LEVEL


def without_leaders(words: Sequence[Word]) -> list[Word]:
    """The words of a page without the dots that lead to several values.

    Dots before a single value stay, as one word: a list of contents has them, and its numbers count nothing.
    """
    if not any(word.text[-1] in _DOTS and _may_lead(word.text) for word in words):
        return list(words)  # as nearly all pages
    changed: dict[int, Word | None] = {}
    found = list(_leaders(words))
    for leader in [*found, *(_short(words, found) if found else ())]:
        led_to = [w for w in words if w.left >= leader.right - _LEVEL and leader.is_level(w)]
        changed.update((id(word), None) for word in leader.words)
        if leader.label is not None:
            changed[id(leader.label)] = _bare(leader.label)
        if sum(is_value(word.text) for word in led_to) < 2:
            first = leader.words[0] if leader.words else leader.label
            assert first is not None
            changed[id(first)] = _as_one(leader, first)
    kept = (changed.get(id(word), word) for word in words)
    return [*(word for word in kept if word is not None), *_without_room(words, found)]


def _without_room(words: Sequence[Word], leaders: Sequence[_Leader]) -> Iterator[Word]:
    """A leader, as one word, for each line next to one with dots whose label left room for none before its only number."""
    ends = [
        (leader.base, value.right)
        for leader in leaders
        if len(led := [w for w in words if w.left >= leader.right - _LEVEL and leader.is_level(w)]) == 1
        and is_value((value := led[0]).text)
    ]
    for word in words if len(ends) > 1 else ():
        near = any(
            abs(word.right - right) < _LEVEL and 1 < abs(word.bottom - base) < _NEXT_LINE * word.height
            for base, right in ends
        )
        if not near or not is_value(word.text) or any(leader.is_level(word) for leader in leaders):
            continue
        level = [w for w in words if w is not word and w.top < word.middle < w.bottom]
        before = max(level, key=lambda w: w.right, default=None)
        if before is not None and 0 < word.left - before.right < _STEP and not is_value(before.text):
            yield Word(LEADER, before.right, word.top, word.left, word.bottom)


def _as_one(leader: _Leader, first: Word) -> Word:
    """The dots as one word, on the line of the label; behind the label's own where they are glued to it."""
    on = leader.label or first
    label = on.text.rstrip(_DOTS) if on is first else ""
    return Word(f"{label} {LEADER}".strip(), first.left, on.top, leader.right, on.bottom)


def _leaders(words: Sequence[Word]) -> Iterator[_Leader]:
    for run in _runs([word for word in words if not word.text.strip(_DOTS)]):
        left, _, right, base = union([word.box for word in run])
        leader = _Leader(tuple(run), None, left, right, base)
        before = [
            w for w in words if leader.is_level(w) and -_LEVEL < left - w.right < _STEP and w not in run
        ]
        label = max(before, key=lambda w: w.right, default=None)
        if sum(map(_dots, run)) + (0 if label is None else _dots(label)) >= _FEWEST:
            yield _Leader(tuple(run), label, left, right, base)
    for word in words:
        if _dots(word) >= _FEWEST and word.text.strip(_DOTS):
            yield _Leader((), word, word.left, word.right, word.bottom)


def _short(words: Sequence[Word], leaders: Sequence[_Leader]) -> Iterator[_Leader]:
    """The dot or two behind a label that left no room for more, on a line next to one with a leader, before a number."""
    for dot in words:
        if dot.text.strip(_DOTS) or any(word is dot for leader in leaders for word in leader.words):
            continue
        leader = _Leader((dot,), None, dot.left, dot.right, dot.bottom)
        level = [w for w in words if leader.is_level(w) and w is not dot]
        led_to = [w for w in level if dot.right - _LEVEL < w.left]
        near = (
            any(abs(other.base - dot.bottom) < _NEXT_LINE * level[0].height for other in leaders)
            if level
            else False
        )
        if near and len(led_to) == 1 and is_value(led_to[0].text) and led_to[0].left - dot.right < _STEP:
            yield leader


def _runs(dots: Sequence[Word]) -> Iterator[list[Word]]:
    """Dots that stand on one line, each near the one before it."""
    run: list[Word] = []
    for word in sorted(dots, key=lambda w: (round(w.bottom), w.left)):
        near = (
            run and abs(word.bottom - run[-1].bottom) < _LEVEL and -_LEVEL < word.left - run[-1].right < _STEP
        )
        if run and not near:
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _may_lead(text: str) -> bool:
    return not text.strip(_DOTS) or len(text) - len(text.rstrip(_DOTS)) > 1


def _dots(word: Word) -> int:
    """How many dots a word ends in; one sign for three counts as three."""
    end = word.text[len(word.text.rstrip(_DOTS)) :]
    return len(end) + 2 * end.count("…")


def _bare(word: Word) -> Word:
    """A word without the dots at its end."""
    text = word.text.rstrip(_DOTS)
    return Word(text, word.left, word.top, word.right, word.bottom, bold=word.bold)
