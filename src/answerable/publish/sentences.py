"""The words of the report: headlines, ranges, reasons, in the language of newsrooms and not of statistics."""

from __future__ import annotations

from answerable.model import Figure
from answerable.study.picture import Growth, NationalTotal, Picture, RegisterRow

REASONS = {
    "silent": "no reply",
    "refused": "refused",
    "not held": "not held",
    "neither confirm nor deny": "neither confirmed nor denied",
    "not given": "not given",
    "other year": "other years given",
    "part year": "part year only",
    "unreadable": "we could not read this",
    "suppressed": "suppressed",
    "needs a decision": "needs a decision",
}
STATES = {
    "answered": "answered",
    "part": "answered in part",
    "refused": "refused",
    "not_held": "says it is not held",
    "ncnd": "neither confirmed nor denied",
    "unknown": "no answer in what it sent",
    "silent": "no reply",
}
EXEMPTIONS = {
    "12": "cost limit",
    "14": "vexatious or repeated",
    "21": "already accessible",
    "22": "to be published",
    "23": "security bodies",
    "24": "national security",
    "30": "investigations",
    "31": "law enforcement",
    "38": "health and safety",
    "40": "personal data",
    "41": "given in confidence",
    "42": "legal privilege",
    "43": "commercial interests",
    "44": "prohibited by another law",
}


def exemption(section: str) -> str:
    """``s.12(1)`` with what it is about: ``s.12(1) (cost limit)``."""
    number = "".join(c for c in section.removeprefix("s.").split("(")[0] if c.isdigit())
    meaning = EXEMPTIONS.get(number)
    return f"{section} ({meaning})" if meaning else section


def number(value: float) -> str:
    """A whole number with commas, or a percentage with one decimal."""
    return f"{value:,.0f}"


def figure_text(figure: Figure) -> str:
    """A count or percentage as printed in tables: one number, or a range."""
    if figure.unit == "per cent":
        low = signed(figure.low) if figure.operation == "growth" else f"{figure.low:.1f}%"
        if figure.high is None or f"{figure.high:.1f}" == f"{figure.low:.1f}":
            return low
        high = signed(figure.high) if figure.operation == "growth" else f"{figure.high:.1f}%"
        return f"{low} to {high}"
    if figure.high is None:
        return f"{number(figure.low)} or more"
    if figure.is_exact:
        return number(figure.low)
    return f"{number(figure.low)} to {number(figure.high)}"


def signed(percent: float) -> str:
    """A change with its sign: ``+19.7%``, ``−2.0%``, ``0.0%``."""
    text = f"{abs(percent):.1f}%"
    if text == "0.0%":
        return text
    return f"+{text}" if percent > 0 else f"−{text}"


def share(value: float) -> str:
    """A share of the population in whole per cent."""
    return f"{value * 100:.0f}%"


def counted(picture: Picture) -> str:
    """What the figures count."""
    return picture.counted or picture.measure


def year(total: NationalTotal) -> str:
    """A period as the sentences name it."""
    kind = total.period.kind
    if kind == "financial year":
        assert total.period.end is not None
        return f"the year to March {total.period.end.year}"
    return str(total.period)


def headline(picture: Picture) -> str:
    """The sentence that a journalist may print: the latest total, who is in it, and of how many."""
    total = picture.totals[-1] if picture.totals else None
    if total is None or total.figure is None:
        return f"No force gave a figure that can be added up for {total.period if total else 'any period'}."
    figure = total.figure
    forces = f"{total.bodies} of {total.of} police forces"
    covering = f"covering {share(total.population_share)} of the population"
    if figure.high is None:
        amount = f"At least {number(figure.low)} {counted(picture)}"
    elif figure.is_exact:
        everyone = total.bodies == total.of
        amount = f"{'' if everyone else 'At least '}{number(figure.low)} {counted(picture)}"
    else:
        amount = f"Between {number(figure.low)} and {number(figure.high)} {counted(picture)}"
    return f"{amount} were recorded by {forces}, {covering}, in {year(total)}."


def growth_sentence(growth: Growth) -> str:
    """Growth over the same forces, in a sentence."""
    count = sum(len(unit.bodies) for unit in growth.units)
    if growth.figure is None:
        return f"From {growth.first} to {growth.second} no growth can be given: too few forces gave both."
    figure = growth.figure
    change = figure_text(figure)
    same = f"the same {count} forces"
    if abs(figure.low) < 0.05 and figure.high is not None and abs(figure.high) < 0.05:
        return f"From {growth.first} to {growth.second} the number over {same} did not change."
    return f"From {growth.first} to {growth.second} the number over {same} changed by {change}."


def who_answered(picture: Picture) -> str:
    """How many answered, and how many of those gave the latest period whole."""
    answered = sum(row.state in {"answered", "part"} for row in picture.register)
    total = picture.totals[-1] if picture.totals else None
    of = len(picture.register)
    if total is None or total.bodies == answered:
        return f"{answered} of {of} forces answered."
    return (
        f"{answered} of {of} forces answered; {total.bodies} of them gave a figure for the whole of "
        f"{total.period} that can be added to the others."
    )


def register_note(row: RegisterRow) -> str:
    """What is to be said of a force beyond its state: lateness and the collator's note."""
    parts = []
    if row.late and row.answered_on and row.due:
        parts.append(f"late: due {row.due:%-d %B %Y}")
    if row.note:
        parts.append(row.note)
    return "; ".join(parts)
