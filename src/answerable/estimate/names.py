"""Which body a printed name means. One function, so that the codebook can take its place."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

_SUFFIX = re.compile(r"\s+(?:police service|police force|police|constabulary)$")


@dataclass(frozen=True, slots=True)
class Force:
    """One of the 43 territorial forces: ONS code, name, mid-2019 population."""

    code: str
    name: str
    population: int


@cache
def forces() -> tuple[Force, ...]:
    """The 43 territorial forces of England and Wales, in the order of their codes."""
    text = resources.files("answerable.estimate").joinpath("data/forces.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(Force(r["code"], r["name"], int(r["population"])) for r in rows)


def _key(label: str) -> str:
    words = " ".join(label.replace("&", " and ").casefold().split())
    if match := re.fullmatch(r"([^,]+), (.+ of)", words):
        words = f"{match[2]} {match[1]}"
    return _SUFFIX.sub("", words).replace("-", " ").replace(".", "")


@cache
def _codes() -> dict[str, str]:
    known = {_key(force.name): force.code for force in forces()}
    return known | {force.code.casefold(): force.code for force in forces()}


def resolve(name: str) -> str | None:
    """The ONS code of the force that ``name`` (or the code itself) means, or None."""
    return _codes().get(_key(name))
