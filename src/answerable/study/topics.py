"""What a title, a heading or a sentence says that its counts are of: the unit, the offence, a narrower part.

A count enters the headline only where its words leave no doubt that it counts the study's measure. So
words that narrow ("involving", "under 18", "online") are looked for, and so are other units ("victims").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from answerable.codebook import offences
from answerable.model import Period
from answerable.model import period as periods_

UNITS: tuple[tuple[str, str], ...] = (
    ("victims", r"victims?|complainants?|survivors?"),
    ("suspects", r"suspects?|offenders?|perpetrators?|accused|defendants?|nominals?"),
    ("arrests", r"arrests?|arrested"),
    ("charges", r"charges?|charged|summons(?:ed)?"),
    ("convictions", r"convictions?|convicted"),
    ("cautions", r"cautions?|cautioned"),
    ("prosecutions", r"prosecutions?|prosecuted"),
    ("detections", r"detections?|detected|solved"),
    ("outcomes", r"outcomes?|disposals?"),
    ("incidents", r"incidents?"),
    ("calls", r"calls?"),
    (
        "staff",
        r"officers?|staff|employees?|headcounts?|fte|wte|full[-\s]time\s+equivalents?|pcsos?|constables?|hours?|requests?",
    ),
)
_BREAKDOWN = (
    r"(?:(?:the|each|and|of|an?|their|at|time|per|group|groups|band|bands|type|types|category|recorded|current|latest|"
    r"financial|calendar|year|years|month|months|quarter|offence|offences|crime|crimes|home|office|code|codes|"
    r"class|subclass|age|ages|sex|gender|ethnicity|outcome|outcomes|disposal|platform|app|victims?|suspects?|"
    r"disposals|offenders?|force|district|area|status|method|result|title|description|sub|description)\b[\s,/&-]*)+"
)
_BY = re.compile(
    rf"\b(?:broken\s+down\s+|split\s+|and\s+)?(?:by|per|and\s+their|with\s+their)\s+{_BREAKDOWN}", re.I
)
_NARROW = re.compile(
    r"\b(?:involving|involved|where|whose|containing|contained|linked|flagged|flag|marker|against|resulted|resulting|"
    r"led|only|excluding|exclude|except|mentioning|mention|keyword|keywords|online|cyber|internet|digital|domestic|"
    r"child|children|juvenile|minors?|under|over|aged|age|adults?|male|males|female|females|women|men|girls|boys|hate|"
    r"knife|repeat|school|schools|university|transport|app|apps|platform|website|unsolved|undetected|of\s+(?:these|those|them|the\s+above)|"
    r"of\s+which|historic|historical|non-recent|average|proportion|percentage|rate|attempted|unrecorded|cancelled|"
    r"no\s+crimed|no-crimed|duplicates?)\b",
    re.I,
)
_NEVER = re.compile(
    r"\brates?\b|\bper\s+(?:1,?000|100,?000|head|cent|day)\b|%|percent|\bpopulation\b|\bchange\b|£", re.I
)
_PLAIN = frozenset(
    """
    a all an and are as at been between by calendar count counts crime crimes data during each
    figure figures financial following for force forces found from give given grand have held in
    information is it its new no number numbers of offence offences on our period police
    constabulary service provided question q record recorded records report reported reports
    requested response see set shown shows split sum table tables that the their there these this
    those to total totals type until up volume was we were which with within year years month months
    monthly annual annually quarter quarterly overall combined below above search carried out
    results result please find please note january february march april may june july august
    september october november december jan feb mar apr jun jul aug sep sept oct nov dec st nd rd th
    yr fy cy quantity offence(s) crime(s) total(s) column row sheet sheet1 tab part section answer
    request foi ref
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
# A label says less than a title, so fewer words are let pass in it.
_COUNTING = frozenset(
    [
        "number",
        "count",
        "counts",
        "total",
        "totals",
        "offences",
        "crimes",
        "recorded",
        "reported",
        "records",
        "volume",
    ]
)
_JOINING = frozenset(
    ["of", "the", "all", "for", "in", "per", "offence", "crime", "force", "police", "by", "year"]
)
_WORD = re.compile(r"[a-z][a-z'’&]*", re.I)
_TOTAL = re.compile(
    r"(?:grand|sub|overall|year(?:ly)?|annual|force|sum)?[\s-]*(?:totals?|sum)(?:\s+(?:number|count|volume|recorded|"
    r"offences?|crimes?|reports?|of|for|year|the|all|period))*|all|overall|all\s+(?:offences?|crimes?)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Topic:
    """What words say that counts are of.

    Attributes:
        unit: the study's measure, or the other unit that is named.
        offence: code of the offence named, or None.
        names_measure: True where the study's offence or measure is named.
        narrowed: the words that make it a part of the measure; empty where none do.
        unsaid: the words that leave it in doubt, where neither offence nor measure is named.
        period: the one period named, if one only is.
    """

    unit: str
    offence: str | None
    names_measure: bool
    narrowed: str
    unsaid: str
    period: Period | None


def is_total(label: str) -> bool:
    """True for a label that says no more than that it is a total."""
    return bool(_TOTAL.fullmatch(" ".join(label.split()).strip(" :.*")))


def never_counts(label: str) -> bool:
    """True for the label of a rate, a percentage, money or a population."""
    return bool(_NEVER.search(label))


def unit_of(text: str, *, by: bool = False) -> str:
    """The unit that ``text`` names, ``offences`` where it names none; ``by`` to look into breakdowns too."""
    bare = text if by else _BY.sub(" ", text)
    return next((unit for unit, words in UNITS if re.search(rf"\b(?:{words})\b", bare, re.I)), "offences")


def breakdown_of(text: str) -> str:
    """The part of a title that says how it is broken down: ``by age of victim``."""
    return " ".join(match[0] for match in _BY.finditer(text))


def words(text: str) -> frozenset[str]:
    """The words of ``text``, folded, singular, without those that say nothing about what is counted."""
    found = (word.lower() for word in _WORD.findall(text))
    return frozenset(word.rstrip("s") for word in found if word not in _PLAIN)


def is_plain(label: str, measure: str) -> bool:
    """True where a label says no more than the measure does, such as ``Number of offences``.

    A label with a number in it (``16 to 17``) or without a word for counting (``No``) says something else.
    """
    text = re.sub(r"(?<=[a-z)])\d{1,2}$", "", label.strip(), flags=re.I)  # a footnote mark
    said = {word.lower() for word in _WORD.findall(text)}
    counts = bool(said & _COUNTING) and not re.search(r"\d", text) and not never_counts(text)
    left = {word.rstrip("s") for word in said - _COUNTING - _JOINING}
    return counts and left <= words(measure) and unit_of(text) == unit_of(measure)


def topic_of(text: str, *, measure: str, offence: str | None, known: str = "") -> Topic:
    """What ``text`` says that its counts are of.

    Args:
        text: a table's title, a list's heading or a sentence.
        measure: the study's measure, whose own words narrow nothing.
        offence: the study's offence.
        known: names of the bodies and the question, whose words say nothing new either.
    """
    bare = _BY.sub(" ", text)
    found = offence_in(bare, offence)
    spans = list(periods_.find(bare))
    left = words(_without(bare, spans)) - words(known) - words(measure)
    title = offences.get(found).title if found else ""
    named = found == offence if found else bool(words(measure)) and words(measure) <= words(bare)
    left -= words(title)
    narrow = [
        hit[0] for hit in _NARROW.finditer(_without(bare, spans)) if hit[0].lower() not in measure.lower()
    ]
    narrow = [word for word in narrow if word.lower() not in title.lower()]
    unsaid = "" if found or named else ", ".join(sorted(left))
    period = spans[0][0] if len(spans) == 1 else None
    unit = unit_of(bare)
    unit = measure if unit == unit_of(measure) else unit
    return Topic(unit, found, named, ", ".join(dict.fromkeys(narrow)), unsaid, period)


def _without(text: str, spans: list[tuple[Period, int, int]]) -> str:
    for _, start, end in reversed(spans):
        text = text[:start] + " " + text[end:]
    return text


def offence_in(text: str, offence: str | None) -> str | None:
    """The code of the offence that ``text`` names: the longest title of the study's offence or its parts.

    Failing these, an offence elsewhere in the codebook that the whole text certainly names.
    """
    folded = f" {' '.join(re.findall(r'[a-z0-9]+', text.lower()))} "
    named: dict[str, int] = {}
    for part in parts_of(offence) if offence else ():
        title = " ".join(re.findall(r"[a-z0-9]+", offences.get(part).title.lower()))
        if f" {title} " in folded:
            named[part] = len(title)
    if offence and named and {child.code for child in offences.children(offence)} <= set(named):
        return offence  # "rape and other sexual offences" are all of them
    if named:
        return max(named, key=lambda part: named[part])
    core = " ".join(word for word in text.split() if word.lower().strip(".,:;()") not in _PLAIN)
    core = re.sub(r"[\d/]+", " ", core).strip(" .,:;-()")
    return offences.read(core).code if core else None


@cache
def parts_of(offence: str) -> tuple[str, ...]:
    """The offence and everything below it in the codebook."""
    return (offence, *(code for child in offences.children(offence) for code in parts_of(child.code)))
