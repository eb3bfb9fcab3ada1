"""The words of the report: headlines, ranges, reasons. One place, so that every output says the same.

A phrase is a row of plain texts and figures; the report turns each figure into a link to its source, and
everything else into plain text.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from answerable.model import Figure, Period
from answerable.study.picture import Entry, Growth, MissingReason, NationalTotal, Picture, RegisterRow
from answerable.study.site import SiteState


@dataclass(frozen=True, slots=True)
class Linked:
    """A piece of a phrase that links: to a figure's source, or to a place of the report (``#in-2013-14``)."""

    text: str
    figure: Figure | None = None
    place: str = ""


Phrase = tuple[str | Linked, ...]

REASONS: Mapping[MissingReason, str] = {
    "silent": "no reply",
    "refused": "refused",
    "not held": "not held",
    "neither confirm nor deny": "neither confirmed nor denied",
    "not given": "not given",
    "other year": "other year",
    "part year": "part of the year",
    "unreadable": "we could not read this",
    "suppressed": "suppressed",
    "needs a decision": "needs a decision",
}
REASONS_EXPLAINED: Mapping[MissingReason, str] = {
    "silent": "The force did not reply.",
    "refused": "The force refused; the section of the Act that it relied on is in the list of who did not answer.",
    "not held": "The force says that it does not hold the information.",
    "neither confirm nor deny": "The force would neither confirm nor deny that it holds the information.",
    "not given": "The force replied, and its reply has no number for this.",
    "other year": "The force gave other years than those asked about, so its number cannot be added.",
    "part year": "The force gave a part of the year only, so its number cannot be added.",
    "unreadable": "The reply holds something that we could not read.",
    "suppressed": "The force hid the number, and nothing that it prints bounds it.",
    "needs a decision": "A person has to look at the reply before its number can be used.",
}
STATES: Mapping[str, str] = {
    "answered": "answered",
    "part": "answered in part",
    "refused": "refused",
    "not_held": "not held",
    "ncnd": "neither confirmed nor denied",
    "unknown": "unclear",
    "silent": "no reply",
}
SITE_STATES: Mapping[SiteState, str] = {
    SiteState.WAITING_RESPONSE: "waiting for a reply",
    SiteState.OVERDUE: "overdue",
    SiteState.VERY_OVERDUE: "long overdue",
    SiteState.WAITING_CLASSIFICATION: "reply not yet classified",
    SiteState.WAITING_CLARIFICATION: "waiting for clarification",
    SiteState.GONE_POSTAL: "answered by post",
    SiteState.NOT_HELD: "not held",
    SiteState.REJECTED: "refused",
    SiteState.SUCCESSFUL: "answered",
    SiteState.PARTIALLY_SUCCESSFUL: "answered in part",
    SiteState.INTERNAL_REVIEW: "under internal review",
    SiteState.ERROR_MESSAGE: "not delivered",
    SiteState.REQUIRES_ADMIN: "with the staff of the site",
    SiteState.USER_WITHDRAWN: "withdrawn",
    SiteState.ATTENTION_REQUESTED: "with the staff of the site",
    SiteState.VEXATIOUS: "vexatious",
    SiteState.NOT_FOI: "no request for information",
}
# Freedom of Information Act 2000, and the Scottish Act of 2002 whose numbers differ.
_SECTIONS = {
    "1": "clarification asked for", "12": "cost limit", "14": "vexatious or repeated", "21": "already accessible",
    "22": "to be published", "23": "security bodies", "24": "national security", "27": "international relations",
    "30": "investigations", "31": "law enforcement", "32": "court records", "35": "government policy",
    "36": "conduct of public affairs", "38": "health and safety", "40": "personal data",
    "41": "given in confidence", "42": "legal privilege", "43": "commercial interests", "44": "prohibited by law",
}  # fmt: skip
_SCOTTISH_SECTIONS = {
    "12": "cost limit", "14": "vexatious or repeated", "17": "not held", "18": "neither confirm nor deny",
    "25": "otherwise accessible", "27": "to be published", "30": "conduct of public affairs",
    "34": "investigations", "35": "law enforcement", "36": "confidentiality", "38": "personal data",
    "39": "health and safety",
}  # fmt: skip


def exemption(section: str, body: str = "") -> str:
    """A section with what it is about: ``s.12`` → ``s.12 (cost limit)``; ``body`` tells the Scottish Act."""
    digits = section.removeprefix("s.").strip().split("(")[0]
    meaning = (_SCOTTISH_SECTIONS if body == "SCO" else _SECTIONS).get(digits)
    return f"{section} ({meaning})" if meaning else section


def exemptions(row: RegisterRow) -> str:
    """All sections that a force relied on, in words."""
    return ", ".join(exemption(section, row.body) for section in row.exemptions)


def on_site(row: RegisterRow) -> str:
    """What the request site says of the requests to a force, in words; empty where none is known."""
    states = ((SITE_STATES[one.state] if one.state else one.says) for one in row.requests)
    return " and ".join(dict.fromkeys(state for state in states if state))


def messages(row: RegisterRow) -> str:
    """When messages of a batch came from a force, in sentences; empty where none came."""
    came = "A message came" if len(row.received) == 1 else "Messages came"
    came = f"{came} on {listed(map(day, row.received))}." if row.received else ""
    clarified = [
        f"Its question was answered on {day(one.clarified)}, and the time for a reply runs from that day."
        for one in row.requests
        if one.clarified
    ]
    return " ".join(part for part in (came, *clarified) if part)


def day(value: date) -> str:
    """A date in words: ``30 June 2014``."""
    return f"{value.day} {value:%B %Y}"


def when(period: Period) -> str:
    """A period inside a sentence: ``the year to March 2014``, ``2014``, ``Oct 2022 to Sep 2024``."""
    if period.kind == "financial year" and period.end is not None:
        return f"the year to March {period.end.year}"
    if period.kind == "range" and period.end is not None and _whole_months(period):
        return f"the {period.months} months from {period.start:%B %Y} to {period.end:%B %Y}"
    return str(period)


def _whole_months(period: Period) -> bool:
    return period.end is not None and period.start.day == (period.end + timedelta(days=1)).day == 1


def noun(measure: str) -> str:
    """What is counted, fit to stand before ``were recorded``: ``sexual offences recorded`` loses its verb."""
    words = measure.strip().rstrip(".")
    for ending in (" recorded by police", " recorded"):
        words = words.removesuffix(ending)
    return words.removeprefix("recorded ").removeprefix("number of ") or "counts"


def percent(value: float, rounding: str = "nearest") -> str:
    """A percentage to one decimal; ``down`` and ``up`` round an interval outwards, so that it still holds."""
    if rounding == "nearest":
        tenths = math.floor(abs(value) * 10 + 0.5) * (1 if value >= 0 else -1)
    else:
        # 1e-7: a tenth that floating point missed by a hair is still that tenth.
        tenths = math.floor(value * 10 + 1e-7) if rounding == "down" else math.ceil(value * 10 - 1e-7)
    sign = "−" if tenths < 0 else ""
    return f"{sign}{abs(tenths) / 10:,.1f}%"


def between(low: float, high: float) -> str:
    """``50.0%``, or ``between 49.2% and 50.8%`` with the ends rounded outwards."""
    if abs(high - low) < 1e-9:
        return percent(low)
    return f"between {percent(low, 'down')} and {percent(high, 'up')}"


def number(figure: Figure) -> str:
    """A figure in a table: ``1,234``, ``3 to 7``, ``12 or more``, ``19.7%``."""
    if figure.unit == "per cent":
        if figure.high is None:
            return f"{percent(figure.low, 'down')} or more"
        low, high = percent(figure.low, "down"), percent(figure.high, "up")
        return percent(figure.low) if figure.is_exact else f"{low} to {high}"
    return str(figure.count)


def counted(figure: Figure, *, complete: bool) -> str:
    """A national sum at the head of a sentence: ``At least 48,213``, ``Between 3 and 7``, ``48,213``."""
    low = f"{int(figure.low):,}"
    if figure.is_exact and complete:
        return low
    if figure.is_exact or figure.high is None:
        return f"At least {low}"
    return f"Between {low} and {int(figure.high):,}"


def share(part: float) -> str:
    """A share of the population, never rounded to all or nothing: 0.997 → ``more than 99%``."""
    if part >= 1:
        return "100%"
    if part > 0.99:
        return "more than 99%"
    return "less than 1%" if part < 0.01 else f"{part * 100:.0f}%"


def forces(count: int, of: int) -> str:
    """``33 of 43 police forces``, ``all 43 police forces``, ``the police force``."""
    if count == of:
        return (
            f"all {of} police forces" if of > 2 else ("both police forces" if of == 2 else "the police force")
        )
    return f"{count} of {of} police forces"


def latest(picture: Picture) -> NationalTotal | None:
    """The last period for which anybody gave a number."""
    return next((total for total in reversed(picture.totals) if total.figure), None)


def headline(picture: Picture) -> Phrase:
    """The sentence that a journalist could print: a number, who gave it, how many people, when."""
    total = latest(picture)
    if total is None:
        return ("No police force gave a number that can be used.",)
    assert total.figure is not None
    text = counted(total.figure, complete=total.bodies == total.of)
    who = Linked(forces(total.bodies, total.of), place=f"#in-{period_id(total.period)}")
    covering: Phrase = ()
    if total.population_share > 0 and total.bodies < total.of:
        people = Linked(f"{share(total.population_share)} of the population", place="#register")
        covering = (", covering ", people, ",")
    verb = f" {noun(picture.what)} were recorded by "
    return (Linked(text, total.figure), verb, who, *covering, f" in {when(total.period)}.")


def growth_sentence(picture: Picture, growth: Growth) -> Phrase:
    """Growth over the same forces in a sentence, with the words up, down or between."""
    span = f"between {when(growth.first)} and {when(growth.second)}"
    if growth.figure is None:
        return (f"Growth {span} cannot be worked out: no force gave a number above nought for both.",)
    bodies = sum(len(unit.bodies) for unit in growth.units)
    who = Linked(f"{bodies} {plural(bodies, 'force')}", place=f"#{growth_id(growth)}")
    first, second = growth.figure.parts
    numbers: Phrase = (" (from ", Linked(number(first), first), " to ", Linked(number(second), second), ").")
    return (
        "Across the same ",
        who,
        f", {noun(picture.what)} ",
        *_moved(growth.figure),
        f" {span}",
        *numbers,
    )


def _moved(figure: Figure) -> Phrase:
    low, high = figure.low, figure.high
    assert high is not None
    down, up = percent(low, "down").removeprefix("−"), percent(high, "up").removeprefix("−")
    if figure.is_exact:
        text = percent(low).removeprefix("−")
        if text == "0.0%":
            return (Linked("did not change" if low == 0 else "hardly changed", figure),)
        return ("rose by " if low > 0 else "fell by ", Linked(text, figure))
    if low >= 0:
        return ("rose by ", Linked(f"between {down} and {up}", figure))
    if high <= 0:
        return ("fell by ", Linked(f"between {up} and {down}", figure))
    return ("changed by ", Linked(f"between {percent(low, 'down')} and +{up}", figure))


def plural(count: int, word: str) -> str:
    """The word with an s unless there is one of it."""
    return word if count == 1 else f"{word}s"


def plain(phrase: Phrase) -> str:
    """The phrase as text."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in phrase)


def listed(names: Iterable[str]) -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    names = list(names)
    return " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} and {names[-1]}"


def missing(entry: Entry) -> str:
    """Why there is no number, in a word or two."""
    return REASONS[entry.reason or "not given"]


def period_id(period: Period) -> str:
    """A period as part of an anchor or file name: ``2013-14``; dates where it has no short name."""
    if period.is_whole_year:
        return str(period).replace("/", "-")
    return f"{period.start}-to-{period.end}" if period.end else f"from-{period.start}"


def growth_id(growth: Growth) -> str:
    """The anchor of the lists of forces behind a growth figure."""
    return f"growth-{period_id(growth.first)}-{period_id(growth.second)}"
