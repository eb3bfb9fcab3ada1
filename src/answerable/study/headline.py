"""One document, one period: the figure for the study's measure, or why it gives none.

A parent and its children are never added. The order of choice is the printed total, then a sum over a set
of children that is known to be complete: months or quarters that fill the period, or all the offences that
the codebook holds directly under the study's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from answerable.codebook import offences
from answerable.model import Figure, Finding, Period
from answerable.study.coding import Coded, joined
from answerable.study.picture import MissingReason


@dataclass(frozen=True, slots=True)
class Way:
    """A way to the figure, or why there is none.

    Attributes:
        figure: the figure, or None.
        reason: why there is none.
        note: what a person should know about it, in a sentence.
        findings: what was found on the way.
    """

    figure: Figure | None
    reason: MissingReason | None = None
    note: str = ""
    findings: tuple[Finding, ...] = ()


def headline(
    coded: Sequence[Coded],
    offence: str | None,
    period: Period,
    label: str,
    complete: frozenset[str] = frozenset(),
) -> Way:
    """The figure that one document gives for ``period``.

    Args:
        coded: every coded count of the document.
        offence: the study's offence, or None.
        period: the period asked for.
        label: what the figure is, in words.
        complete: ids of tables whose rows a person knows to be all there are.
    """
    usable = [item for item in coded if item.standing == "usable" and _only_offence(item)]
    named: dict[str | None, list[Coded]] = defaultdict(list)
    for item in usable:
        named[item.observation.offence].append(item)
    way = _whole(named, offence, offence, period, label)
    if way.figure is None and way.reason is None:
        way = Way(_by_decision(coded, offence, period, label, complete))
    if way.figure is not None and not way.figure.count.is_open:
        return way
    if way.figure is not None:
        return Way(None, "suppressed", f"prints '{_printed(way.figure)}', which could be any number")
    return way if way.reason else _why_not(coded, usable, offence, period)


def _printed(figure: Figure) -> str:
    return "', '".join(source.printed for source in figure.sources())


def _only_offence(item: Coded) -> bool:
    return not set(item.observation.dimensions) - {"offence"}


def _counts(item: Coded, wanted: str | None, offence: str | None) -> bool:
    """True where the item counts ``wanted``; one that names no offence counts the study's own."""
    named = item.observation.offence
    return named == wanted or (named is None and wanted == offence)


def _whole(
    named: Mapping[str | None, Sequence[Coded]],
    wanted: str | None,
    offence: str | None,
    period: Period,
    label: str,
) -> Way:
    about = [*named.get(wanted, ()), *(named.get(None, ()) if wanted and wanted == offence else ())]
    printed = _printed_way([item for item in about if item.observation.period == period], period, label)
    if printed.reason:
        return printed
    sums = [found for found in (_by_time(about, period, label),) if found]
    if wanted is not None and (by_offence := _by_offence(named, wanted, offence, period, label)):
        sums.append(by_offence)
    # A sentence is a check on a table and never stands before it.
    in_words = (
        bool(sums)
        and any(item.table for item in about)
        and not any(item.table for item in about if item.observation.period == period)
    )
    ways = [*sums, printed.figure] if in_words else [printed.figure, *sums]
    figures = [figure for figure in ways if figure is not None]
    if not figures:
        return Way(None)
    chosen = next((figure for figure in figures if not figure.count.is_open), figures[0])
    differing = tuple(_differs(chosen, other, period) for other in figures if not chosen.count & other.count)
    return Way(chosen, findings=printed.findings + differing)


def _differs(chosen: Figure, other: Figure, period: Period) -> Finding:
    source = next(chosen.sources())
    ways = {"sum": "parts that add up to "}
    return Finding(
        "warning",
        f"{source.file}, {source.where}",
        f"For {period} it gives {ways.get(chosen.operation, '')}{chosen.count}, "
        f"and also {ways.get(other.operation, '')}{other.count}; the first is used.",
        "Ask the body which is right.",
        "differs-from-own-total",
    )


def _printed_way(items: Sequence[Coded], period: Period, label: str) -> Way:
    """What is printed for the whole period: cells before sentences, named offences before presumed ones."""
    ranked = sorted(items, key=_rank)
    if not ranked:
        return Way(None)
    best = [item for item in ranked if _rank(item) == _rank(ranked[0])]
    known = [item for item in best if not item.observation.count.is_open] or best
    figures = [Figure.printed(label, item.observation.count, item.observation.source) for item in known]
    others = [Figure.printed(label, item.observation.count, item.observation.source) for item in ranked]
    for figure in figures[1:]:
        if figure.count != figures[0].count:
            finding = _two_printed(figures[0], figure, period)
            return Way(None, "needs a decision", finding.what, (finding,))
    differing = [
        _differs(figures[0], other, period) for other in others if not figures[0].count & other.count
    ]
    return Way(figures[0], findings=tuple(differing))


def _rank(item: Coded) -> tuple[bool, bool]:
    return (not item.table, not item.explicit)


def _two_printed(first: Figure, second: Figure, period: Period) -> Finding:
    one, two = next(first.sources()), next(second.sources())
    return Finding(
        "warning",
        f"{one.file}, {one.where}",
        f"For {period} it prints both {first.count} and {second.count} ({two.where}), and neither is used.",
        "Say which of them is the figure.",
        "needs-decision",
    )


def _by_time(about: Sequence[Coded], period: Period, label: str) -> Figure | None:
    """The sum of months, else of quarters, of one table (or of the sentences) that fill the period."""
    for table in dict.fromkeys(item.table for item in about):
        for kind in ("month", "quarter"):
            parts = [
                item
                for item in about
                if item.table == table and item.observation.period.kind == kind
                and item.observation.period.is_part_of(period)
            ]  # fmt: skip
            spans = [item.observation.period for item in parts]
            if len(set(spans)) == len(spans) and joined(spans) == period:
                parts.sort(key=lambda item: item.observation.period)
                return Figure.sum(label, [_part(item) for item in parts])
    return None


def _part(item: Coded) -> Figure:
    seen = item.observation
    return Figure.printed(f"{seen.source.printed} in {seen.period}", seen.count, seen.source)


def _by_offence(
    named: Mapping[str | None, Sequence[Coded]], wanted: str, offence: str | None, period: Period, label: str
) -> Figure | None:
    """The sum over the offences directly under ``wanted``, where every one of them is given."""
    below = [child.code for child in offences.children(wanted)]
    if not below:
        return None
    parts = []
    for child in below:
        title = f"{offences.get(child).title}, {period}"
        found = _whole(named, child, offence, period, title)
        if found.figure is None:
            return None
        parts.append(found.figure)
    return Figure.sum(label, parts)


def _by_decision(
    coded: Sequence[Coded], offence: str | None, period: Period, label: str, complete: frozenset[str]
) -> Figure | None:
    """The sum over the rows of a table that a person knows to be all there are, its totals left out."""
    for table in dict.fromkeys(item.table for item in coded if item.table in complete):
        rows = [
            item
            for item in coded
            if item.table == table
            and item.observation.period == period
            and not item.observation.is_total
            and item.standing in {"usable", "unknown label"}
        ]
        printed = {item.observation.offence for item in rows} - {offence}
        # A child is left out where its parent is printed: the parent holds it.
        whole = [item for item in rows if not printed & set(_above(item))]
        if whole:
            return Figure.sum(label, [_part(item) for item in whole])
    return None


def _above(item: Coded) -> tuple[str, ...]:
    return offences.ancestors(item.observation.offence) if item.observation.offence else ()


def _why_not(coded: Sequence[Coded], usable: Sequence[Coded], offence: str | None, period: Period) -> Way:
    """The reason why a document that was read gives no figure for ``period``."""
    near = [item for item in coded if item.observation.period.overlap(period)]
    for standing in ("review", "hidden", "unclear period", "narrower", "unknown label"):
        held = [item for item in near if item.standing == standing and _may_count(item, offence)]
        if held:
            return Way(None, "needs a decision", _held(held[0]))
    about = {item.observation.period for item in usable if _counts(item, offence, offence)}
    if parts := sorted(span for span in about if span.is_part_of(period)):
        return Way(None, "part year", f"gives {_list(parts)} only")
    near_by = sorted(span for span in about if span.overlap(period))
    if near_by and not any(span.contains(period) for span in near_by):
        return Way(None, "other year", f"gives {_list(sorted(about))} instead")
    if near_by:
        return Way(None, findings=(_pooled(usable, near_by[0]),))
    below = [
        item
        for item in usable
        if item.observation.offence not in {None, offence} and item.observation.period == period
    ]
    if offence and (inside := [item for item in below if offence in _above(item)]):
        return Way(
            None,
            "needs a decision",
            f"gives {len(inside)} offences for {period} without their total, not known to be all",
        )
    return Way(None)


def _pooled(usable: Sequence[Coded], span: Period) -> Finding:
    source = next(item.observation.source for item in usable if item.observation.period == span)
    return Finding(
        "note",
        f"{source.file}, {source.where}",
        f"It gives one count, '{source.printed}', for {span} together, which cannot be divided into years.",
        "Ask the body for each year.",
        "other-year",
    )


def _may_count(item: Coded, offence: str | None) -> bool:
    named = item.observation.offence
    return named is None or offence is None or named == offence


def _held(item: Coded) -> str:
    source = item.observation.source
    return {
        "review": f"the table at {source.where} cannot be read with certainty",
        "hidden": f"the count at {source.where} is hidden in the file",
        "unclear period": f"the count at {source.where} names no clear period",
        "narrower": f"the count at {source.where} may be of a part only: '{item.why}'",
        "unknown label": f"the count at {source.where} stands under '{item.why}', not in the codebook",
    }[item.standing]


def _list(spans: Iterable[Period]) -> str:
    texts = [str(span) for span in spans]
    return ", ".join(texts[:3]) + (f" and {len(texts) - 3} more" if len(texts) > 3 else "")
