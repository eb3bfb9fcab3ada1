"""Public authorities that are asked: the 43 territorial forces of England and Wales, and four others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from answerable.codebook.lookup import NO_READING, Lookup, Reading, fold, rows, split, unmarked

_SUFFIX = re.compile(r" (?:police service|police force|police|constabulary|constabularies)$")
_JOIN = re.compile(r"\s+(?:and|with)\s+|\s*[&/+,]\s*", re.I)
_ANOTHER_AFTER = re.compile(
    r"""(?:['’]s?)? (?: [\s\-]+ \(?O?PF?CC\b
      | [\s\-,]+ (?:police[\s,]+)? (?:fire[\s,]+)? (?:and|&) \s+ crime \s+ (?:commissioner|panel)
      | [\s\-]+ (?:police\s+)? (?:authority|federation)\b )""",
    re.I | re.X,
)
"""What stands after a force's name where its commissioner, panel, authority or federation is meant."""

_ANOTHER_BEFORE = re.compile(
    r"(?:crime\s+(?:commissioner|panel)|\bO?PF?CC)s?\s+(?:for|of)\s+(?:the\s+)?(?:areas?\s+of\s+)?$", re.I
)
_TOGETHER = re.compile(r"\s*\((?:combined|joint|jointly|merged|together|alliance)\)\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Body:
    """A public authority.

    Attributes:
        code: ONS police force area code, or our own short code where it has none.
        name: full name.
        short: the name that tables print.
        region: region of England, or the nation; empty for bodies that police no area.
        nation: England, Wales, Scotland, Northern Ireland, Great Britain or United Kingdom.
        population: mid-2019 residents of its area, or None where it polices no area.
        territorial: True where it polices an area, in whichever nation.
        aliases: other printed names; one that two bodies share is certain for neither.
        domains: web and e-mail domains.
        tile: (row, column) in the tile map of the 43, from the top left; None for the others.
    """

    code: str
    name: str
    short: str
    region: str
    nation: str
    population: int | None
    territorial: bool
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    tile: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A body named in running text, at ``text[start:end]``.

    ``strong`` is True for a full name (``Norfolk Constabulary``) or a domain, False for a name that is
    also a county or a place (``Norfolk``).
    """

    body: Body
    start: int
    end: int
    strong: bool


@cache
def all_bodies() -> tuple[Body, ...]:
    """Every body: the 43 in the ONS order of police force areas, then the others."""
    return tuple(
        Body(
            code=row["code"],
            name=row["name"],
            short=row["short"],
            region=row["region"],
            nation=row["nation"],
            population=int(row["population"]) if row["population"] else None,
            territorial=row["territorial"] == "yes",
            aliases=split(row["aliases"]),
            domains=split(row["domains"]),
            tile=(int(row["row"]), int(row["column"])) if row["row"] else None,
        )
        for row in rows("bodies.csv")
    )


@cache
def territorial() -> tuple[Body, ...]:
    """The 43 territorial forces of England and Wales."""
    return tuple(b for b in all_bodies() if b.territorial and b.nation in {"England", "Wales"})


@cache
def _by_code() -> dict[str, Body]:
    return {body.code: body for body in all_bodies()}


@cache
def lookup() -> Lookup:
    """Every printed form of every body."""
    return Lookup((b.code, b.name, (b.short, *b.aliases, *b.domains)) for b in all_bodies())


def get(code: str) -> Body:
    """The body with that code.

    Raises:
        KeyError: with a sentence that says what codes look like.
    """
    if (body := _by_code().get(code)) is None:
        others = ", ".join(b.code for b in all_bodies() if b not in territorial())
        raise KeyError(
            f"no body has the code {code!r}; codes are ONS police force area codes "
            f"such as E23000013 (Cleveland), or {others}"
        )
    return body


def _forms(label: str) -> Iterator[str]:
    """The label and what is left of it without marks, article, inversion and words such as Police."""
    seen = [label, unmarked(label)]
    # A digit after a name is a footnote mark: "Durham 1", "area1"; no body has one in its name.
    seen.append(re.sub(r"(?<=[A-Za-z.)])\s*\d{1,2}(?:\s*,\s*\d{1,2})*$", "", seen[-1]))
    if match := re.fullmatch(r"([^,]+),\s*([^,]+ of)", seen[-1], re.I):
        seen.append(f"{match[2]} {match[1]}")
    for form in dict.fromkeys(seen):
        key = re.sub(r"^(?:the|heddlu) ", "", fold(form))
        yield fold(form)
        yield key
        yield _SUFFIX.sub("", key)


@lru_cache(maxsize=4096)
def read(label: str) -> Reading:
    """The bodies that a whole label names: one where certain, several where the name is shared.

    Case, accents, ``&``, footnote marks, ``Police`` or ``Constabulary``, inversion (``London, City of``)
    and the Welsh names make no difference. A county inside a longer name is not a reading.
    """
    for number, form in enumerate(_forms(label)):
        reading = lookup().read(form)
        if reading.codes:
            own = number == 0 and reading.how == "exact"
            shorts = number == 0 and any(fold(get(code).short) == form for code in reading.codes)
            return Reading(reading.codes, "exact" if own or shorts else "alias")
    return NO_READING


def by_name(label: str) -> Body | None:
    """The body that the label names for certain, or None (see :func:`read`)."""
    code = read(label).code
    return get(code) if code else None


def merged(label: str) -> tuple[Body, ...]:
    """The bodies that a label names together.

    Returns:
        Two or more for merged bodies (``Warwickshire/West Mercia``), one where the whole label names one
        (``Devon and Cornwall``), none where any part is uncertain or the parts can be told in two ways.
    """
    label = _TOGETHER.sub("", unmarked(label))
    if one := by_name(label):
        return (one,)
    found = {parts for parts in _partitions(label) if len(set(parts)) == len(parts)}
    return found.pop() if len(found) == 1 else ()


def _partitions(label: str) -> Iterator[tuple[Body, ...]]:
    """Every way to cut the label at its joining words into names that are certain."""
    if whole := by_name(label):
        yield (whole,)
    for join in _JOIN.finditer(label):
        if head := by_name(label[: join.start()]):
            for tail in _partitions(label[join.end() :]):
                yield (head, *tail)


def _loose(name: str) -> str:
    """A pattern for a name in running text, whatever its dashes and ampersands."""
    words = re.split(r"[\s\-/]+", name.replace(",", ""))
    patterns = [r"(?:and|&)" if word.lower() in {"and", "&"} else re.escape(word) for word in words]
    return r"[\s\-–/]+".join(patterns)


@cache
def _owners() -> dict[str, Body]:
    """The body of each folded name that one body alone has."""
    owner: dict[str, Body] = {}
    for body in all_bodies():
        names = (body.name, _bare(body.name), body.short, *body.aliases)
        welsh = [f"Heddlu {name}" for name in names if body.code.startswith("W")]
        for name in (*names, *welsh):
            key = fold(name)
            if key and by_name(name) == body and key not in {"met", "the met", "metropolitan"}:
                owner[key] = body
    return owner


_WORD = re.compile(r"\w+")
_Begun = dict[str, tuple[list[str], list[str]]]


@cache
def _begun() -> _Begun:
    """Names and hosts by their first word: one of some two hundred that nearly no word of a letter is."""
    begun: _Begun = {}
    hosts = (domain[: -len(".police.uk")] for body in all_bodies() for domain in body.domains)
    for place, texts in enumerate((_owners(), hosts)):
        for text in texts:
            begun.setdefault(_WORD.findall(text)[0], ([], []))[place].append(text)
    return begun


@cache
def _finder(first: str) -> re.Pattern[str]:
    """A pattern for every name and host that begins with a word, longest first."""
    texts, domains = _begun().get(first, ([], []))
    names = "|".join(sorted((_loose(text) for text in texts), key=len, reverse=True)) or r"\b\B"
    hosts = "|".join(sorted((re.escape(text) for text in domains), key=len, reverse=True)) or r"\b\B"
    return re.compile(
        rf"(?:(?P<host>{hosts})(?:\.pnn)?\.police\.uk|(?P<name>{names})"
        r"(?P<suffix>[\s\-]+(?:police|constabulary|constabularies)(?:[\s\-]+(?:service|force)\b)?)?)(?!\w)",
        re.I,
    )


def _bare(name: str) -> str:
    return re.sub(r" (?:Police Service|Police|Constabulary)$", "", name) if name.count(" ") else name


@cache
def _hosts() -> dict[str, Body]:
    return {domain: body for body in all_bodies() for domain in body.domains}


def _mention(match: re.Match[str]) -> Mention | None:
    around = match.string[max(0, match.start() - 60) : match.start()]
    if _ANOTHER_AFTER.match(match.string, match.end()) or _ANOTHER_BEFORE.search(around):
        return None
    if match["host"]:
        body = _hosts()[f"{match['host'].lower()}.police.uk"]
        return Mention(body, match.start(), match.end(), strong=True)
    named = fold(match["name"])
    full = bool(match["suffix"]) or re.search(r"\b(?:police|heddlu|constabulary|psni)\b", named)
    if not full and not match["name"][0].isupper():
        return None  # "kent" in lower case is part of an address or another word, not a name
    return Mention(_owners()[named], match.start(), match.end(), strong=bool(full))


def mentions(text: str) -> Iterator[Mention]:
    """Every place in running text where a body is named, in order.

    The longest name wins where two overlap (``West Mercia``, never ``Mercia``). A police and crime
    commissioner, a police authority or a federation is another body than the force whose name it bears.
    """
    at = 0
    begun = _begun()
    for word in _WORD.finditer(text):
        if (first := word[0].lower()) not in begun or word.start() < at:
            continue
        match = _finder(first).match(text, word.start())
        if match is None:
            continue
        if mention := _mention(match):
            yield mention
        at = match.end()


def find(text: str) -> tuple[Mention, ...]:
    """Every body named in running text (see :func:`mentions`), in order of first mention, each once.

    Where a body is named both by its full name and by its county, the mention handed back is the first full
    one.
    """
    return each_once(mentions(text))


def each_once(named: Iterable[Mention]) -> tuple[Mention, ...]:
    """The same for mentions that were found before."""
    found: dict[str, Mention] = {}
    for mention in named:
        earlier = found.get(mention.body.code)
        if earlier is None or (mention.strong and not earlier.strong):
            found[mention.body.code] = mention
    return tuple(found.values())
