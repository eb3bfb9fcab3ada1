"""The table that turns a number as stated into an interval: its rounding, and what its hedge allows.

The table is ``data/readings.toml``; docs/claims.md prints it, and ``Readings.load`` takes another.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from answerable.claims.interval import Interval

Side = Literal["", "low", "high"]
ABOUT, IN_WORDS = "about", "in-words"


@dataclass(frozen=True, slots=True)
class Hedge:
    """What one kind of hedge allows, as factors of the number that it stands before.

    Attributes:
        name: such as ``almost``.
        words: the wordings that stand before a number.
        after: the wordings that stand after one.
        strict: what the words say.
        loose: what a careless writer may mean.
        open: which end is itself left out.
    """

    name: str
    words: tuple[str, ...]
    after: tuple[str, ...]
    strict: tuple[float, float]
    loose: tuple[float, float]
    open: Side = ""

    def around(self, low: float, high: float, *, loose: bool = False) -> Interval:
        """The interval of a number that is itself known to lie from ``low`` to ``high``."""
        below, above = self.loose if loose else self.strict
        # A bound is on the number as printed; only the reach of the hedge scales with it.
        start = low if below >= 1 else low * below
        end = high if above <= 1 else high * above
        return Interval(
            min(start, end),
            max(start, end),
            self.open == "low" and below >= 1,
            self.open == "high" and above <= 1,
        )


@dataclass(frozen=True)
class Readings:
    """The whole table.

    Attributes:
        hedges: hedge name → what it allows.
        noughts: trailing noughts from which a whole number counts as rounded to them.
        careless_units: how far an inexact percentage may miss, in units of its last digit.
        about_least: the least that "about" allows a number in figures, as a share of it.
    """

    hedges: Mapping[str, Hedge]
    noughts: int
    careless_units: float
    about_least: float

    @classmethod
    def load(cls, path: Path | None = None) -> Readings:
        """The table in that TOML file; by default the one in the package.

        Raises:
            OSError: where the file cannot be read.
            ValueError: where it does not hold such a table (``tomllib.TOMLDecodeError`` is one).
        """
        own = files("answerable.claims").joinpath("data/readings.toml")
        text = (path or own).read_text(encoding="utf-8")
        table = tomllib.loads(text)
        try:
            hedges = {name: _hedge(name, row) for name, row in table["hedge"].items()}
            rounding = table["rounding"]
            return cls(
                hedges, int(rounding["noughts"]),
                float(rounding["careless_units"]), float(rounding["about_least"]),
            )  # fmt: skip
        except (KeyError, TypeError, AttributeError) as problem:
            raise ValueError(f"the table of readings lacks or misuses {problem}") from problem

    @cached_property
    def before(self) -> Mapping[str, str]:
        """Wording before a number → hedge name."""
        return {words: hedge.name for hedge in self.hedges.values() for words in hedge.words}

    @cached_property
    def after(self) -> Mapping[str, str]:
        """Wording after a number → hedge name."""
        return {words: hedge.name for hedge in self.hedges.values() for words in hedge.after}

    @cached_property
    def before_pattern(self) -> str:
        """A pattern for any wording before a number, the longest first."""
        return _either(self.before)

    @cached_property
    def after_pattern(self) -> str:
        """A pattern for any wording after a number, the longest first."""
        return _either(self.after)


def _either(words: Mapping[str, str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered) + ")"


def _hedge(name: str, row: Mapping[str, Any]) -> Hedge:
    return Hedge(
        name, tuple(row["words"]), tuple(row.get("after", ())), _pair(row["strict"]), _pair(row["loose"]),
        row.get("open", ""),
    )  # fmt: skip


def _pair(ends: list[Any]) -> tuple[float, float]:
    low, high = (float(end) for end in ends)
    if not low <= high:
        raise ValueError(f"a reading runs from {low} down to {high}")
    return low, high
