"""Mappings: which column of an export is which column of the declared schema, from TOML or a preset."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping as Pairs
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from answerable.records.errors import RecordsError
from answerable.records.schema import CRIMES, VICTIMS, Column

PRESETS = ("native", "hotline", "helpline", "prosecutor")


@dataclass(frozen=True, slots=True)
class Mapping:
    """How an export is read.

    Attributes:
        title: what kind of export it is.
        crimes, victims: column of the schema → column of the export.
        day_first: True where 03/04/2023 is the third of April; ISO dates are read either way.
        encoding: the text encoding, or empty to find it out.
    """

    title: str
    crimes: Pairs[str, str]
    victims: Pairs[str, str]
    day_first: bool = True
    encoding: str = ""


def read_mapping(source: str | Path) -> Mapping:
    """Reads a mapping.

    Args:
        source: the name of a preset, or a TOML file with ``[crimes.columns]``, ``[victims.columns]`` and, as
            they are wanted, ``preset``, ``title``, ``day_first`` and ``encoding``. With ``preset`` the file
            only says what differs.

    Raises:
        RecordsError: where it is neither, or names a column that the schema does not have.
    """
    if str(source) in PRESETS:
        text = resources.files("answerable.records").joinpath("presets", f"{source}.toml").read_text("utf-8")
        return _mapping(tomllib.loads(text), str(source))
    try:
        said = tomllib.loads(Path(source).read_text("utf-8-sig"))
    except OSError as error:
        known = ", ".join(PRESETS)
        raise RecordsError(
            f"{source} is no preset ({known}) and cannot be opened: {error.strerror}."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RecordsError(f"{source} is no TOML file: {error}.") from None
    return _mapping(said, str(source))


def _mapping(said: dict[str, Any], name: str) -> Mapping:
    if unknown := set(said) - {"preset", "title", "crimes", "victims", "day_first", "encoding"}:
        raise RecordsError(f"{name} says “{min(unknown)}”, which no mapping holds.")
    if (preset := said.get("preset")) is not None and preset not in PRESETS:
        raise RecordsError(f"{name} names the preset “{preset}”; there are {', '.join(PRESETS)}.")
    for key, kind, wanted in (
        ("title", str, "words in quotation marks"), ("encoding", str, 'a name in quotation marks, such as "utf-8"'),
        ("day_first", bool, "true or false, without quotation marks"),
    ):  # fmt: skip
        if not isinstance(said.get(key, kind()), kind):
            raise RecordsError(f"{name}: {key} is {wanted}, and not {said[key]!r}.")
    base = read_mapping(preset) if preset else Mapping("", {}, {})
    return Mapping(
        str(said.get("title", base.title)),
        {**base.crimes, **_columns(said, "crimes", CRIMES, name)},
        {**base.victims, **_columns(said, "victims", VICTIMS, name)},
        said.get("day_first", base.day_first),
        said.get("encoding", base.encoding),
    )


def _columns(said: dict[str, Any], part: str, schema: tuple[Column, ...], name: str) -> dict[str, str]:
    inside = said.get(part, {})
    columns = inside.get("columns", {}) if isinstance(inside, dict) else None
    if not isinstance(columns, dict) or set(inside) - {"columns"}:
        raise RecordsError(f"{name}: write the columns of {part} under [{part}.columns], one a line.")
    known = [column.name for column in schema]
    if unknown := [column for column in columns if column not in known]:
        raise RecordsError(f"{name}: {part} have no column “{unknown[0]}”; there are {', '.join(known)}.")
    return {column: str(theirs) for column, theirs in columns.items()}
