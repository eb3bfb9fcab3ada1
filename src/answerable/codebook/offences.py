"""Offences: classes, sub classes, categories and Home Office codes, gone ones included.

The tree is that of the Home Office notifiable offences list: a class (Sexual offences) holds sub classes
(Rape), those hold categories (``19C Rape of a female aged 16 and over``), and those hold Home Office codes
(``019/08``). Some classes have no sub classes. Counts may be added only at a level that all of them share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz import fuzz

from answerable.codebook.lookup import NO_READING, Lookup, Reading, fold, narrowed, rows, split, unmarked

Level = Literal["class", "subclass", "category", "code"]
LEVELS: tuple[Level, ...] = ("class", "subclass", "category", "code")


@dataclass(frozen=True, slots=True)
class Offence:
    """A class, sub class, category or Home Office code.

    Attributes:
        code: ``class:sexual-offences``, ``subclass:rape``, ``8Q`` or ``008/71``.
        title: its title in the list.
        level: where it stands in the tree.
        parent: the code above it, or None for a class.
        current: True where the list of April 2026 holds it.
        ended: the day from which it was no longer used (``2024-01-31``), or empty.
        aliases: other printed titles.
        divided: the categories that share this code, where it is divided (028/03 among eight kinds of
            burglary); its parent is then the nearest group that holds them all.
    """

    code: str
    title: str
    level: Level
    parent: str | None
    current: bool
    ended: str
    aliases: tuple[str, ...]
    divided: tuple[str, ...] = ()

    @property
    def printed(self) -> str:
        """Code and title as a person would write them: ``8Q Stalking``; the title alone for groups."""
        return self.title if ":" in self.code else f"{self.code} {self.title}"


def _level(text: str) -> Level:
    return next(level for level in LEVELS if level == text)


@cache
def all_offences() -> tuple[Offence, ...]:
    """Every entry: the current list in its own order, then what is gone from it."""
    further: dict[str, list[str]] = {}
    for row in rows("offence_aliases.csv"):
        further.setdefault(row["code"], []).append(row["alias"])
    listed = [*rows("offences.csv"), *rows("offences_gone.csv")]
    return tuple(
        Offence(
            code=row["code"],
            title=row["title"],
            level=_level(row["level"]),
            parent=row["parent"] or None,
            current=row.get("current") == "yes",
            ended=row["ended"],
            aliases=(*split(row["aliases"]), *further.get(row["code"], ())),
            divided=split(row.get("divided", "")),
        )
        for row in listed
    )


@cache
def _by_code() -> dict[str, Offence]:
    return {offence.code: offence for offence in all_offences()}


def get(code: str) -> Offence:
    """The offence with that code, in the list's own form.

    Raises:
        KeyError: with a sentence that says what codes look like.
    """
    if (offence := _by_code().get(code)) is None:
        raise KeyError(
            f"no offence has the code {code!r}; codes look like 008/71, 8Q, subclass:rape or "
            "class:sexual-offences (other printed forms go through match)"
        )
    return offence


@cache
def _children() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for offence in all_offences():
        for parent in dict.fromkeys((offence.parent, *offence.divided)):
            if parent is not None and not (offence.divided and parent == offence.parent):
                found.setdefault(parent, []).append(offence.code)
    return {parent: tuple(below) for parent, below in found.items()}


def children(code: str) -> tuple[Offence, ...]:
    """What stands right below a code, in the list's order.

    A code that is divided among categories stands below each of them, so children may overlap.
    """
    get(code)
    return tuple(get(below) for below in _children().get(code, ()))


def ancestors(code: str) -> tuple[str, ...]:
    """The codes above this one, nearest first, ending in a class; empty for a class."""
    found: list[str] = []
    parent = get(code).parent
    while parent is not None:
        found.append(parent)
        parent = get(parent).parent
    return tuple(found)


def at_level(code: str, level: Level) -> str | None:
    """The code or the one above it that stands at ``level``; None where there is none."""
    return next((c for c in (code, *ancestors(code)) if get(c).level == level), None)


def common_level(codes: Iterable[str]) -> Level | None:
    """The finest level at which all the codes can be stated, and so added up without counting twice.

    Returns:
        ``category`` for 8Q and 008/65, ``subclass`` for 8Q and Rape, and so on; None for no codes.
    """
    listed = list(codes)
    if not listed:
        return None
    shared = (level for level in reversed(LEVELS) if all(at_level(code, level) for code in listed))
    return next(shared, None)


def contains(upper: str, lower: str) -> bool:
    """True where ``upper`` is ``lower`` or stands above it; a divided code is inside none of its shares."""
    return upper == lower or upper in ancestors(lower)


@cache
def lookup() -> Lookup:
    """Every printed title, alone and with its code before it."""
    return Lookup((o.code, o.title, (*o.aliases, *_with_code(o))) for o in all_offences())


def _with_code(offence: Offence) -> Iterator[str]:
    if offence.level in {"category", "code"}:
        for title in (offence.title, *offence.aliases):
            yield f"{offence.code} {title}"


_CODE = r"(?P<code>NFIB\s?\d{1,2}[A-Z]?|\d{1,3}\s?/\s?\d{1,2}|\d{5}|\d{1,3}[A-Z]|\d{1,3})"
_PREFIX = (
    r"(?:(?:h\.?\s?o\.?(?:\s?c\.?)?|home\s+office)\s*(?:offence\s+)?"
    r"(?:code|class|classification)?\s*[:\-–]?\s*)?"
)
_BEFORE = re.compile(rf"{_PREFIX}{_CODE}(?:\s*[:\-–—.)|]\s*|\s+|$)(?P<rest>.*)", re.I)
_AFTER = re.compile(
    rf"(?P<rest>.+?)\s*(?:[(\[]\s*{_PREFIX}{_CODE}\s*[)\]]"
    rf"|\s[\-–—]\s*{_PREFIX}{_CODE.replace('<code>', '<last>')})",
    re.I,
)


_AS_GOOD_AS_SAME = 92
_ANOTHER = re.compile(r"(?:[&+,;/]|and\b|or\b|to\b)\s*\d", re.I)  # "8Q & 8R" names two


def _named_by(printed: str) -> tuple[str, ...]:
    """The codes that a printed code may be: ``08805`` and ``8/71`` are filled up to three digits and two."""
    text = re.sub(r"\s", "", printed.upper())
    if text.isdigit() and len(text) == 5:
        text = f"{text[:3]}/{text[3:]}"
    forms = [text.lstrip("0") or text]
    if "/" in text:
        first, second = text.split("/")
        forms.append(f"{int(first):03d}/{int(second):02d}")
        if len(first) == 3 or len(second) == 2:  # 4/4 may be a category; 004/04 and 4/04 can not
            forms = [forms[0], forms[1]] if second[0] != "0" and text[0] != "0" else forms[1:]
    return tuple(dict.fromkeys(form for form in forms if form in _by_code()))


def _kin(one: str, other: str) -> bool:
    """True where one holds the other, or is divided among categories that the other is one of."""
    shares = (*get(one).divided, *get(other).divided)
    return contains(one, other) or contains(other, one) or one in shares or other in shares


def _widest(codes: tuple[str, ...]) -> tuple[str, ...]:
    """The one code that holds the others, if they are Home Office codes or all that it holds."""
    for code in codes:
        inside = (
            (contains(code, other) or code in get(other).divided)
            and (get(other).level == "code" or _only_line(code, other))
            for other in codes
            if other != code
        )
        if all(inside):
            return (code,)
    return codes


def _only_line(upper: str, lower: str) -> bool:
    """True where everything in ``upper`` that is current is in ``lower`` too."""
    while upper != lower:
        below = [child.code for child in children(upper) if child.current]
        if len(below) != 1:
            return False
        upper = below[0]
    return True


def _titles(code: str) -> Iterator[str]:
    """Titles of a code, of what holds it, and of what it holds: any may stand beside it in print."""
    for near in (code, *ancestors(code)[:1], *get(code).divided, *(c.code for c in children(code))):
        for title in (get(near).title, *get(near).aliases):
            yield fold(title)


def _agrees(code: str, rest: str, *, plain: bool) -> bool:
    """True where the words beside a code are like its own titles, and are no other offence's title.

    Two digits alone may be an age or a day (``21 and over``), so beside them the words must be nearly
    the title; a code that can be nothing else needs less.
    """
    rivals = _widest(lookup().most_alike(rest, _AS_GOOD_AS_SAME))
    if rivals and not any(_kin(code, other) for other in rivals):
        return False
    key, titles = fold(rest), tuple(_titles(code))
    if not key or narrowed(key, titles):
        return False
    if plain:
        return any(fuzz.token_set_ratio(key, t) >= 75 and fuzz.token_sort_ratio(key, t) >= 50 for t in titles)
    return max(fuzz.token_set_ratio(key, title) for title in titles) >= 50


def _is_plain(printed: str) -> bool:
    """True for a bare number, or two that may be years: too little to go by without a title."""
    text = re.sub(r"\s", "", printed)
    if re.fullmatch(r"[1-9]\d/\d\d", text):  # 22/23 is a year as well as a code
        return int(text[3:]) == (int(text[:2]) + 1) % 100
    return text.isdigit() and not (len(text) == 5 and text[0] == "0")


def _coded(label: str) -> Reading:
    """What a label with a code in it names: certain where its other words do not speak against it."""
    for pattern in (_BEFORE, _AFTER):
        match = pattern.fullmatch(label)
        if match is None:
            continue
        groups = match.groupdict()
        printed, rest = groups["code"] or groups["last"], groups["rest"].strip()
        plain = _is_plain(printed)
        if (plain and not rest) or _ANOTHER.match(rest):
            return NO_READING
        codes = _named_by(printed)
        if rest:
            codes = tuple(c for c in codes if _agrees(c, rest, plain=plain))
        # 4/1 is a category and the only code in it; 4/4 is a category and one code of several in it.
        codes = next(((c,) for c in codes if all(_only_line(c, other) for other in codes)), codes)
        if codes:
            return Reading(codes, "exact" if codes == (label,) else "alias")
    return NO_READING


def hints(label: str) -> tuple[str, ...]:
    """The offences whose code the label prints, for a person to look at first."""
    text = " ".join(unmarked(label).split())
    match = _BEFORE.fullmatch(text) or _AFTER.fullmatch(text)
    return _named_by(match["code"] or match.groupdict()["last"]) if match else ()


def _still_said(code: str, label: str) -> bool:
    """False for the title alone of a category that is gone: today's replies mean something else by it."""
    offence = get(code)
    return offence.current or offence.level != "category" or fold(label).startswith(fold(code))


@lru_cache(maxsize=4096)
def read(label: str) -> Reading:
    """The offences that a whole label names: one where certain, several where they share the form.

    A title that a group and codes inside it share names the group. Words beside a code must be like its
    title and must not be the title of another offence. A bare number, or two that may be a year
    (``22/23``), is no reading.
    """
    label = " ".join(unmarked(label).split())
    bare = re.fullmatch(_CODE, label, re.I) or fold(label).isdigit()
    if not bare and (found := lookup().read(label).codes):
        codes = tuple(c for c in _widest(found) if _still_said(c, label))
        own = len(codes) == 1 and fold(label) in _own(codes[0])
        return Reading(codes, "exact" if own else "alias")
    return _coded(label)


def _own(code: str) -> tuple[str, ...]:
    offence = get(code)
    return fold(code), fold(offence.title), fold(offence.printed)
