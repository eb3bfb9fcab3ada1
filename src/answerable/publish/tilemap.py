"""The tile map: one square a force, whoever it is, so that a large area does not outshout a large number.

Each square prints its number or, where there is none, a letter over a pattern; no meaning hangs on hue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.codebook import bodies
from answerable.model import Count
from answerable.publish import sentences as say
from answerable.publish.svg import FONT, Drawing, finished
from answerable.publish.templating import environment
from answerable.study.picture import Entry, MissingReason, NationalTotal, Picture

_SIDE, _GAP, _LINE = 92, 6, 14
_LONGEST = 16
"""Letters of "Northamptonshire", the longest word in a force's name."""
# Shades of one colour with the text colour that stands on each at 4.5:1 or better.
_SHADES = (("#eaf2f6", "#1b2733"), ("#b9d0dc", "#1b2733"), ("#4f86a0", "#0b141b"), ("#1d5b79", "#ffffff"))


@dataclass(frozen=True, slots=True)
class Tile:
    """One place of the map: a body at (row, column) from the top left."""

    code: str
    name: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Mark:
    """How a tile without a number is drawn: its letter, its words and its pattern."""

    letter: str
    words: str
    pattern: str


_MARKS: dict[MissingReason, Mark] = {
    "silent": Mark("N", "No reply", "lines"),
    "refused": Mark("R", "Refused, not held, or neither confirmed nor denied", "cross"),
    "suppressed": Mark("S", "Suppressed: hidden by the force", "dots"),
    "other year": Mark("P", "Part of the year or another year only", "bars"),
    "unreadable": Mark("U", "We could not read this, or it needs a decision", "waves"),
    "not given": Mark("G", "Replied without this number", "rings"),
}
_SAME: dict[MissingReason, MissingReason] = {
    "not held": "refused", "neither confirm nor deny": "refused", "part year": "other year",
    "needs a decision": "unreadable",
}  # fmt: skip
_NOT_ASKED = Mark("–", "Not asked", "none")


@dataclass(frozen=True, slots=True)
class Square:
    """One tile as drawn."""

    x: int
    y: int
    lines: tuple[str, ...]
    text: str
    fill: str
    ink: str
    mark: Mark | None
    joint: bool


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the legend."""

    words: str
    fill: str
    ink: str
    mark: Mark | None


def layout() -> tuple[Tile, ...]:
    """The 43 territorial forces of England and Wales and their places in the map."""
    return tuple(
        Tile(body.code, body.short, *body.tile) for body in bodies.territorial() if body.tile is not None
    )


def drawing(picture: Picture, latest: NationalTotal, tiles: Sequence[Tile]) -> Drawing | None:
    """The tile map of one period; None where no body that was asked has a place in it."""
    asked = {code: unit for unit in picture.units for code in unit.bodies}
    if not any(tile.code in asked for tile in tiles):
        return None
    found = {code: picture.entry(unit, latest.period) for code, unit in asked.items()}
    counts = [entry.figure.count for entry in found.values() if entry.figure]
    steps = _steps(counts)
    squares = [_square(tile, found.get(tile.code), steps) for tile in tiles]
    title = f"Who gave a number, and how large: {say.noun(picture.what)}, {say.when(latest.period)}"
    alt_text = _alt(found, tiles)
    keys = _keys(squares, steps)
    columns = 1 + max(tile.column for tile in tiles)
    rows = 1 + max(tile.row for tile in tiles)
    raw = environment().get_template("tilemap.svg.j2").render(
        squares=squares, keys=keys, side=_SIDE, gap=_GAP, font=FONT, name="tile-map",
        width=columns * (_SIDE + _GAP) + _GAP, top=rows * (_SIDE + _GAP) + 18,
        height=rows * (_SIDE + _GAP) + 26 + 30 * len(keys),
    )  # fmt: skip
    data = tuple(_row(tile, found.get(tile.code)) for tile in tiles)
    header = ("code", "force", "row", "column", "low", "high", "reason")
    return Drawing("tile-map", title, alt_text, finished(raw, "tile-map", title, alt_text), header, data)


def _row(tile: Tile, entry: Entry | None) -> tuple[str | int | None, ...]:
    place = (tile.code, tile.name, tile.row, tile.column)
    if entry is None:
        return (*place, None, None, "not asked")
    if entry.figure is None:
        return (*place, None, None, say.missing(entry))
    return (*place, entry.figure.count.low, entry.figure.count.high, None)


def _steps(counts: Sequence[Count]) -> tuple[int, ...]:
    """Three lower ends that cut the numbers into quarters, each once."""
    lows = sorted(count.low for count in counts)
    return tuple(sorted({lows[len(lows) * part // 4] for part in (1, 2, 3)})) if lows else ()


def _square(tile: Tile, entry: Entry | None, steps: Sequence[int]) -> Square:
    x, y = _GAP + tile.column * (_SIDE + _GAP), _GAP + tile.row * (_SIDE + _GAP)
    lines = _lines(tile.name)
    if entry is None:
        return Square(x, y, lines, "", "#ffffff", "#55606b", _NOT_ASKED, joint=False)
    joint = len(entry.unit.bodies) > 1
    if entry.figure is None:
        return Square(x, y, lines, "", "#ffffff", "#1b2733", _mark(entry), joint)
    fill, ink = _SHADES[sum(entry.figure.count.low >= step for step in steps)]
    return Square(x, y, lines, _short(entry.figure.count), fill, ink, None, joint)


def _short(count: Count) -> str:
    """A count that fits a tile: an interval with a dash."""
    if count.is_exact or count.high is None:
        return f"{count.low:,}" if count.is_exact else f"{count.low:,}+"
    return f"{count.low:,}–{count.high:,}"


def _mark(entry: Entry) -> Mark:
    reason = entry.reason or "not given"
    return _MARKS[_SAME.get(reason, reason)]


def _lines(name: str) -> tuple[str, ...]:
    """A name in at most three lines of about 13 letters; a longer word is printed smaller, a yet longer one is cut."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > 13:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    shown = [line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…" for line in lines]
    return tuple(shown) if len(shown) <= 3 else (*shown[:2], shown[2][:12] + "…")


def _keys(squares: Sequence[Square], steps: Sequence[int]) -> list[Key]:
    """The legend: the shades in use, then the marks in use."""
    result = []
    bounds = [0, *steps]
    for place, low in enumerate(bounds):
        if any(square.fill == _SHADES[place][0] for square in squares):
            upper = f"fewer than {bounds[place + 1]:,}" if place + 1 < len(bounds) else ""
            words = (
                f"{low:,} or more" + (f", {upper}" if upper else "")
                if low
                else upper.capitalize() or "Any number"
            )
            result.append(Key(words, *_SHADES[place], None))
    marks = dict.fromkeys(square.mark for square in squares if square.mark)
    order = [*_MARKS.values(), _NOT_ASKED]
    result += [Key(mark.words, "#ffffff", "#1b2733", mark) for mark in order if mark in marks]
    if any(square.joint for square in squares):
        result.append(Key("(joint) One number for forces that answered together", "#ffffff", "#1b2733", None))
    return result


def _alt(found: dict[str, Entry], tiles: Sequence[Tile]) -> str:
    """Which forces gave a number and which did not, in sentences."""
    shown = [(tile, found[tile.code]) for tile in tiles if tile.code in found]
    given = sum(entry.figure is not None for _, entry in shown)
    sentences = [f"{given} of the {len(shown)} forces asked on this map gave a number."]
    for mark in _MARKS.values():
        names = [tile.name for tile, entry in shown if entry.figure is None and _mark(entry) == mark]
        if names:
            sentences.append(f"{mark.words}: {say.listed(names)}.")
    return " ".join(sentences)
