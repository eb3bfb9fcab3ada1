"""Which body a printed name means, in the codebook's words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from answerable.codebook import bodies


@dataclass(frozen=True, slots=True)
class Force:
    """One of the 43 territorial forces: ONS code, the name that tables print, mid-2019 population."""

    code: str
    name: str
    population: int


@cache
def forces() -> tuple[Force, ...]:
    """The 43 territorial forces of England and Wales, in the order of their codes."""
    found = [Force(b.code, b.short, b.population) for b in bodies.territorial() if b.population is not None]
    return tuple(sorted(found, key=lambda force: force.code))


@cache
def resolve(name: str) -> str | None:
    """The code of the body that ``name`` (or the code itself) means for certain, or None."""
    body = bodies.by_name(name)
    return body.code if body else None
