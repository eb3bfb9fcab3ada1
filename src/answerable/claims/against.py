"""Sentences against a study: which of its figures a number is, and whether it is right.

A sentence is held to a figure only where period, place and group leave one: a count of a period that the
study has, of one force or of all, without words that narrow what is counted. Anything else can be borne out
by a figure, and is never refuted by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answerable.claims import facts
from answerable.claims.claim import Relation, judge
from answerable.claims.facts import Fact
from answerable.claims.grammar import direction
from answerable.claims.growth import way
from answerable.claims.interval import Interval
from answerable.claims.quantity import Parsed, Quantity, content
from answerable.claims.tabled import period_of
from answerable.codebook import bodies
from answerable.model import Period
from answerable.study.picture import Picture, Unit

_NARROW = re.compile(
    r"\b(?:involving|against|where|whose|online|cyber|child|children|minors?|aged|under|women|men|girls|boys|female|male|repeat|domestic"
    r"|knife|platform|app|victims?|suspects?|charged?|cautions?|arrests?|rapes?|of\s+(?:these|those|whom|which)|average|an?\s+day|per|each"
    r"|estimated?|estimates?|would|could|might|if|population|rate|share|exclud\w+|without)\b"
)
_BODIES = re.compile(r"^(?:[\w’'-]+\s+){0,3}?(?:forces?|constabular(?:y|ies)|bodies)\b", re.I)
_COVERS = re.compile(
    r"(?:\b(?:from|by|across|of|data\s+from|figures\s+from|replies\s+from|among)\s+(?:the\s+|all\s+|just\s+|only\s+)*$)"
)
_ANSWERED = re.compile(
    r"^(?:[\w’'-]+\s+){0,3}?(?:forces?|constabularies|bodies)\s+(?:had\s+|have\s+)?(?:answered|replied|responded|gave|provided|sent|supplied|recorded)\b",
    re.I,
)
_OFFICIAL = re.compile(r"\b(?:official|home\s+office|national\s+statistics|ons)\b")
_UNIT_WORDS = frozenset({"offence", "crime", "case", "incident", "report"})


@dataclass(frozen=True)
class Study:
    """A picture with its facts, listed once."""

    picture: Picture
    counts: tuple[Fact, ...]
    shares: tuple[Fact, ...]
    coverage: tuple[Fact, ...]

    @classmethod
    def of(cls, picture: Picture) -> Study:
        """The facts of a picture."""
        return cls(
            picture,
            tuple(facts.counts(picture)),
            tuple(facts.shares(picture)),
            tuple(facts.coverage(picture)),
        )


def relations(parsed: Parsed, study: Study) -> Iterator[Relation]:
    """Every way in which the study bears on the numbers of a sentence."""
    units = _places(parsed, study.picture)
    for stated in parsed.quantities:
        if stated.kind == "count" and _BODIES.match(stated.after):
            yield from _coverage(parsed, stated, study)
        elif stated.kind == "count":
            yield from _count(parsed, stated, study, units)
        elif stated.kind in {"percent", "multiple"} and (stated.kind == "multiple" or way(parsed, stated)):
            yield from _growth(parsed, stated, study, units)
        elif stated.kind == "percent":
            yield from _share(parsed, stated, study)


def _places(parsed: Parsed, picture: Picture) -> tuple[Unit, ...]:
    """The units that the sentence names."""
    named = {mention.body.code for mention in bodies.find(parsed.text)}
    return tuple(unit for unit in picture.units if named & set(unit.bodies))


def _relation(parsed: Parsed, stated: Quantity, fact: Fact, *, certain: bool, note: str = "") -> Relation:
    notes = " ".join(text for text in (note, fact.note) if text)
    return Relation(
        fact.kind, parsed, stated, fact.interval, fact.inputs, fact.label, certain=certain, note=notes
    )


def _best(parsed: Parsed, stated: Quantity, found: Sequence[Fact], *, certain: bool) -> Iterator[Relation]:
    """The fact that bears the number out; where none does and there is one to hold it to, that one."""
    for fact in found:
        if judge(stated, fact.interval) == "consistent" and fact.interval.is_bounded:
            yield _relation(parsed, stated, fact, certain=certain)
            return
    if certain and len(found) == 1:
        yield _relation(parsed, stated, found[0], certain=True)


def _count(parsed: Parsed, stated: Quantity, study: Study, units: tuple[Unit, ...]) -> Iterator[Relation]:
    """A count of the measure, of a period and a force or of all that answered."""
    picture = study.picture
    period = period_of(parsed, stated)
    kin = stated.nouns & (content(picture.what) | _UNIT_WORDS)
    words = content(parsed.text)
    wanted = [f for f in study.counts if period is None or f.periods == (period,)]
    if _OFFICIAL.search(parsed.text.lower()):
        found = [f for f in wanted if f.group]
    else:
        place = units[0].id if len(units) == 1 else ""
        found = [f for f in wanted if f.place == place and not f.group]
    plain = bool(kin) and not _NARROW.search(_around(parsed, stated)) and not direction(parsed, stated)
    sure = plain and period in picture.periods and len(units) < 2 and len(found) == 1
    yield from _best(
        parsed, stated, found if kin or sure else (), certain=sure and not _compared(parsed, stated)
    )
    yield from _level(parsed, stated, study, units)
    parts = [
        f for f in study.shares if f.kind == "count" and f.group <= words and period in (None, *f.periods)
    ]
    yield from _best(parsed, stated, parts, certain=False)


def _level(parsed: Parsed, stated: Quantity, study: Study, units: tuple[Unit, ...]) -> Iterator[Relation]:
    """One end of a growth over the same forces: "rose by 20% … (from 40,572 to 48,560)"."""
    ends, _ = _ends(parsed, study.picture)
    fact = (
        facts.growth(study.picture, *ends, units[0] if units else None) if ends and len(units) < 2 else None
    )
    for item in fact.inputs if fact else ():
        if stated.strict.meets(item.interval) and stated.low >= item.interval.low * 0.9:
            yield Relation("count", parsed, stated, item.interval, (item,), item.label)


def _around(parsed: Parsed, stated: Quantity) -> str:
    """The clause of a number: its words up to a comma or the end on either side."""
    before = re.split(r"[,;:–—(]", parsed.text[: stated.start].lower())[-1]
    after = re.split(r"[,;:–—)]", parsed.text[stated.end :].lower())[0]
    return f"{before} {after}"


def _compared(parsed: Parsed, stated: Quantity) -> bool:
    """True for a difference ("5,000 more than") or a number that only stands for a comparison."""
    after = parsed.text[stated.end :].lower()
    return re.match(r"\s+(?:[a-z]+\s+){0,2}?(?:more|fewer|less|extra|additional)\b", after) is not None


def _growth(parsed: Parsed, stated: Quantity, study: Study, units: tuple[Unit, ...]) -> Iterator[Relation]:
    """A growth between two periods of the study, over the same forces."""
    picture = study.picture
    ends, sure = _ends(parsed, picture)
    if ends is None or len(units) > 1:
        return
    fact = facts.growth(picture, *ends, units[0] if units else None)
    if fact is None:
        return
    plain = not _NARROW.search(parsed.text.lower()) and not _OFFICIAL.search(parsed.text.lower())
    sign = way(parsed, stated) or 1
    worked = _turned(fact.interval, sign)
    if stated.kind == "multiple":
        worked = Interval(1 + fact.interval.low / 100, 1 + fact.interval.high / 100)
    others = [
        (_turned(interval, sign), words) for interval, words in fact.others if stated.kind != "multiple"
    ]
    note = fact.note
    loose: tuple[Interval, ...] = ()
    if judge(stated, worked) != "consistent":
        for interval, words in others:
            if stated.strict.meets(interval):
                loose, note = (interval,), f"{fact.note} {words}"
    yield Relation(
        "growth",
        parsed,
        stated,
        worked,
        fact.inputs,
        fact.label,
        certain=sure and plain,
        others=loose,
        note=note,
    )


def _turned(interval: Interval, sign: int) -> Interval:
    return interval if sign > 0 else Interval(-interval.high, -interval.low)


def _ends(parsed: Parsed, picture: Picture) -> tuple[tuple[Period, Period] | None, bool]:
    """The two periods of a growth, and whether the sentence says both."""
    held = picture.periods
    named = list(dict.fromkeys(q.period for q in parsed.of("period") if q.period in held and q.period))
    if len(named) >= 2:
        return (min(named), max(named)), len(named) == 2
    if not held:
        return None, False
    if len(named) == 1 and re.search(r"\bsince\b", parsed.text.lower()) and named[0] != held[-1]:
        return (named[0], held[-1]), True
    place = held.index(named[0]) if named else len(held) - 1
    yearly = re.search(
        r"\b(?:previous\s+year|year\s+before|year\s+on\s+year|last\s+year|in\s+a\s+year|year-on-year)\b",
        parsed.text.lower(),
    )
    return ((held[place - 1], held[place]), bool(named and yearly)) if place else (None, False)


def _share(parsed: Parsed, stated: Quantity, study: Study) -> Iterator[Relation]:
    """A share of a breakdown, or of the population or the forces that a total covers."""
    words = content(parsed.text)
    periods = [q.period for q in parsed.of("period")]
    found = [f for f in study.shares if f.kind == "share" and f.group <= words]
    found = [f for f in found if not periods or f.periods[0] in periods]
    yield from _best(parsed, stated, found, certain=False)
    if "population" in stated.nouns:
        covers = [f for f in study.coverage if "population" in f.group]
        covers = [f for f in covers if not periods or f.periods[0] in periods]
        yield from _best(parsed, stated, covers, certain=bool(periods))


def _coverage(parsed: Parsed, stated: Quantity, study: Study) -> Iterator[Relation]:
    """How many forces: that gave a period, were asked, or answered."""
    periods = [q.period for q in parsed.of("period")]
    found = [f for f in study.coverage if "force" in f.group]
    fitting = [f for f in found if not periods or not f.periods or set(f.periods) & set(periods)]
    yield from _best(parsed, stated, fitting, certain=False)
    said = _COVERS.search(parsed.text[: stated.start].lower()) or _ANSWERED.match(stated.after)
    of_all = re.match(r"\s*of\s+(?:the\s+)?\d", parsed.text[stated.end :])
    gave = [f for f in found if len(f.periods) == 1 and f.periods[0] in periods]
    if (
        (said or of_all)
        and len(gave) == 1
        and not any(judge(stated, f.interval) == "consistent" for f in found)
    ):
        yield _relation(parsed, stated, gave[0], certain=True)
