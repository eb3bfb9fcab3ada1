"""Online platforms that replies name, and how they print them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from answerable.codebook.lookup import Lookup, Reading, rows, split, unmarked


@dataclass(frozen=True, slots=True)
class Platform:
    """An online platform.

    Attributes:
        code: ``snapchat``, ``x-twitter``; ``other`` and ``unknown`` for what is not named.
        name: the name that people use.
        parent: the platform or owner that it is counted under (``meta``), else None.
        aliases: other printed names.
    """

    code: str
    name: str
    parent: str | None
    aliases: tuple[str, ...]


@cache
def all_platforms() -> tuple[Platform, ...]:
    """Every platform; ``other`` and ``unknown`` last."""
    return tuple(
        Platform(row["code"], row["name"], row["parent"] or None, split(row["aliases"]))
        for row in rows("platforms.csv")
    )


@cache
def _by_code() -> dict[str, Platform]:
    return {platform.code: platform for platform in all_platforms()}


def get(code: str) -> Platform:
    """The platform with that code.

    Raises:
        KeyError: with a sentence that says what codes look like.
    """
    if (platform := _by_code().get(code)) is None:
        raise KeyError(
            f"no platform has the code {code!r}; codes look like snapchat, whatsapp, other, unknown"
        )
    return platform


@cache
def lookup() -> Lookup:
    """Every printed name. A lone ``X`` is left out: in a table of counts it marks a cell withheld."""
    return Lookup((p.code, p.name, p.aliases) for p in all_platforms())


def read(label: str) -> Reading:
    """The platforms that a whole label names, apart from case, spacing and stops."""
    return lookup().read(unmarked(label))
