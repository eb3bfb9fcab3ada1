"""The declared schema: what a crime record and a victim are made of, and where they lie on disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "date", "flag", "age"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the native layout.

    Attributes:
        name: its name in the Parquet files.
        kind: what it holds.
        required: False where a system may not export it.
        meaning: what it is, in a sentence.
    """

    name: str
    kind: Kind
    required: bool
    meaning: str


CRIMES = (
    Column("crime_id", "text", required=True, meaning="What names the record; each is there once."),
    Column("recorded_on", "date", required=True, meaning="The day on which it was recorded."),
    Column("offence_code", "text", required=True, meaning="The Home Office code, such as 8S."),
    Column("offence_title", "text", required=False, meaning="What the code stands for."),
    Column("outcome", "text", required=False, meaning="The outcome, as the system words it."),
    Column("platform", "text", required=False, meaning="The online service, where one is recorded."),
    Column("mo", "text", required=True, meaning="The free text that is searched."),
    Column("committed_on", "date", required=False, meaning="The day on which it was committed."),
    Column("validated", "flag", required=False, meaning="Whether the crime has been validated."),
    Column("principal", "flag", required=False, meaning="Whether it is the incident's principal offence."),
)
VICTIMS = (
    Column("crime_id", "text", required=True, meaning="The record that the victim belongs to."),
    Column("age", "age", required=False, meaning="Whole years; blank where not known."),
    Column("sex", "text", required=False, meaning="As the system words it."),
)
