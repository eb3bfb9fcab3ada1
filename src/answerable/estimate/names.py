"""Which body a printed name means, in the codebook's words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from answerable.codebook import bodies

JOIN = "+"
"""What joins the codes of bodies that answer with one number."""


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
    """The code of the body that ``name`` (or the code itself) means for certain, or None.

    Bodies named together (``Warwickshire and West Mercia``, or their codes joined by ``+``) have the sorted
    codes joined by ``+``.
    """
    named = bodies.merged(name)
    return JOIN.join(sorted(body.code for body in named)) or None


def label(code: str) -> str:
    """The short names of the bodies that ``code`` stands for; the code itself where it is no body's."""
    try:
        return " and ".join(bodies.get(part).short for part in members(code))
    except KeyError:
        return code


def members(code: str) -> tuple[str, ...]:
    """The codes of the bodies that answer together under ``code``; itself alone for most."""
    return tuple(code.split(JOIN))
