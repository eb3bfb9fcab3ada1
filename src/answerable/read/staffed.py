"""Officers and staff beside crimes: they are counted too, but nobody asked for them, and no sum may hold both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from answerable.model import Finding, Table
from answerable.model.table import Path
from answerable.read import tokens

_STAFF = re.compile(
    r"""(?:(?:total|the|overall|number|nos?\.?|sum|count)\s+(?:of\s+)?)*
        (?:(?:police|full[\s-]time|part[\s-]time|sworn|specialist|dedicated|deployable|serving|warranted|trained)\s+)*
        (?:officers?|staff|employees|pcsos?|constables|sergeants|detectives|investigators|headcount|workforce|establishment|(?:officer|staff)\s+strength|vacanc(?:y|ies))
        (?:\s*(?:/|&|and)\s*(?:police\s+)?(?:staff|officers|pcsos?))?(?:\s+(?:in\s+post|employed|headcount|numbers?|strength|available|posts?|(?:trained|deployed|assigned|dedicated|working|in|on|within)(?:\s(?!.*(?:assault|injur|attack|dismiss)).*)?))?(?:\s*\(.*\))?""",
    re.I | re.X,
)
_COUNTED = re.compile(
    r"\b(?:offences|crimes|incidents|arrests|charges|victims|suspects|reports|occurrences|outcomes|cases|complaints)\b|\bcrime\b",
    re.I,
)


@lru_cache(maxsize=8192)
def counts_staff(label: str) -> bool:
    """True for a heading or a row's label under which the police count themselves: "Officers", "Number of staff"."""
    return _STAFF.fullmatch(tokens.clean_label(label)) is not None


def staff_among(paths: Sequence[Path]) -> list[bool]:
    """True for each line of a table that counts officers or staff, where others count crimes, people or years.

    A breakdown of victims into officers, staff and others names none of those, and stays as it is.
    """
    leaves = [path[-1] if path else "" for path in paths]
    staff = [counts_staff(leaf) for leaf in leaves]
    if not any(staff):
        return staff
    others = [leaf for leaf, is_staff in zip(leaves, staff, strict=True) if not is_staff]
    if any(_COUNTED.search(leaf) or tokens.kind(leaf) in {"year", "period"} for leaf in others):
        return staff
    return [False] * len(leaves)


def staff_told(tables: Sequence[Table]) -> list[Finding]:
    """A note for each table in which officers or staff stand beside what was asked for."""
    found = []
    for table in tables:
        named = [
            path[-1]
            for paths in (table.columns, table.rows)
            for path, is_staff in zip(paths, staff_among(paths), strict=True)
            if is_staff
        ]
        if named and table.status == "read":
            shown = ", ".join(f"“{name}”" for name in dict.fromkeys(named))
            what = f"{shown} stand beside its counts, and count those whom the body employs."
            do = "They were not read as counts; key them in if they were asked for."
            found.append(Finding("note", table.source.where, what, do, "staff"))
    return found
