"""Invented records for trying the holder's desk out: clinical, made from a few templates, of any size."""

from __future__ import annotations

import shutil
import uuid
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from answerable.records.errors import RecordsError

YEARS = range(2020, 2025)
_OFFENCES = (  # code, title, weight, the openings of its notes
    ("8S", "Disclose private images without consent", 2, (
        "{s} has shared an intimate image of {v} without consent on {p}",
        "{v} reports revenge porn posted on {p} by {s}",
        "{s} has made a deepfake image of {v} and linked it to a porn website",
        "{s} sent intimate photos of {v} to others via {p}")),
    ("8T", "Threaten to disclose private images", 2, (
        "{s} has threatened to share intimate images of {v} via {p}",
        "{s} threatens revenge porn on {p} and asks for {n} pounds")),
    ("8L", "Harassment", 16, (
        "{s} has sent {n} unwanted messages to {v} via {p}", "{v} receives repeated calls from {s}")),
    ("8R", "Malicious communications", 16, (
        "{s} has sent offensive messages to {v} via {p}", "{s} posted comments on {p} in revenge for a court case")),
    ("46", "Shoplifting", 30, (
        "{s} left the shop with goods worth {n} pounds without paying", "cctv image of {s} leaving with goods")),
    ("49", "Other theft", 20, ("unknown {s} took a phone from {v}, café on the High Street",)),
    ("53", "Fraud by false representation", 14, ("{v} paid {n} pounds to {s} on {p}, item didn't arrive",)),
)  # fmt: skip
_FILL = (
    "no witnesses identified", "cctv requested", "{v} does not support prosecution", "screenshots provided by {v}",
    "linked to crime {n}", "no intimate images involved", "image of receipt provided", "log {n} refers",
    "e-mail address not known", "{v} informed of outcome", "{s} intimated that he would return",
)  # fmt: skip
_OUTCOMES = (
    ("1: Charged/Summonsed", 8), ("8: Community resolution", 4), ("14: Evidential difficulties: suspect not identified; victim does not support further action", 6),
    ("15: Evidential difficulties: suspect identified; victim supports action", 18),
    ("16: Evidential difficulties: suspect identified; victim does not support further action", 26),
    ("18: Investigation complete: no suspect identified", 38),
)  # fmt: skip
_WORDS = {"v": ("victim", "IP", "aggd", "victm"), "s": ("suspect", "susp", "Suspect", "ex-partner"),
          "p": ("WhatsApp", "Snapchat", "Instagram", "Facebook", "X")}  # fmt: skip
_SLIPS = (("intimate", "intimte"), ("deepfake", "deep-fake"), ("deepfake", "deepfke"), ("image", "imgae"))


def make_demo(path: Path, rows: int = 20_000, seed: int = 1) -> None:
    """Writes invented records in the native layout.

    Args:
        path: the folder to make; it must not be there yet.
        rows: how many records, over five years.
        seed: the same seed gives the same records.

    Raises:
        RecordsError: where the folder is there already, or ``rows`` is below 1.
    """
    if rows < 1:
        raise RecordsError("Records to make must be 1 or more.")
    if path.exists():
        raise RecordsError(f"{path} is there already; name a folder that is not.")
    draw = np.random.default_rng(seed)
    fresh = path.with_name(f".{path.name}-{uuid.uuid4().hex[:8]}")
    try:
        made = 0
        for place, year in enumerate(YEARS):
            number = rows * (place + 1) // len(YEARS) - made
            if number:
                _write_year(fresh, year, np.arange(made, made + number), draw)
            made += number
        fresh.rename(path)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _write_year(folder: Path, year: int, ids: np.ndarray, draw: np.random.Generator) -> None:
    weights = np.array([offence[2] for offence in _OFFENCES], float)
    offence = draw.choice(len(_OFFENCES), ids.size, p=weights / weights.sum())
    days = np.datetime64(f"{year}-01-01") + np.sort(draw.integers(0, 365, ids.size))
    chances = np.array([weight for _, weight in _OUTCOMES], float)
    outcome = draw.choice(len(_OUTCOMES), ids.size, p=chances / chances.sum())
    names = [f"D{i:07d}" for i in ids]
    notes = [_note(int(one), draw) for one in offence]
    crimes = pa.table({
        "crime_id": names, "recorded_on": pa.array(days),
        "offence_code": [_OFFENCES[i][0] for i in offence], "offence_title": [_OFFENCES[i][1] for i in offence],
        "outcome": [_OUTCOMES[i][0] for i in outcome],
        "platform": pa.array([platform for _, platform in notes], pa.string()), "mo": [text for text, _ in notes],
        "committed_on": pa.array(days - draw.integers(0, 40, ids.size)),
        "validated": draw.random(ids.size) < 0.97, "principal": draw.random(ids.size) < 0.9,
    })  # fmt: skip
    number = draw.choice(4, ids.size, p=(0.18, 0.72, 0.08, 0.02))
    ages = np.clip(draw.gamma(5, 7.6, number.sum()), 18, 98).astype(np.int16)
    victims = pa.table({
        "crime_id": np.repeat(names, number), "age": pa.array(ages, mask=draw.random(ages.size) < 0.05),
        "sex": np.array(["Female", "Male", "Unknown"])[draw.choice(3, ages.size, p=(0.49, 0.47, 0.04))],
    })  # fmt: skip
    for name, table in (("crimes", crimes), ("victims", victims)):
        place = folder / name / f"year={year}"
        place.mkdir(parents=True)
        pq.write_table(table, place / "part-0.parquet", compression="zstd")


def _note(offence: int, draw: np.random.Generator) -> tuple[str, str | None]:
    """A note and the platform that it names, if any."""
    openings = _OFFENCES[offence][3]
    parts = [openings[draw.integers(len(openings))]]
    parts += [_FILL[draw.integers(len(_FILL))] for _ in range(draw.integers(0, 4))]
    words = {key: values[draw.integers(len(values))] for key, values in _WORDS.items()}
    text = ". ".join(part.format(n=draw.integers(10, 9000), **words) for part in parts)
    if draw.random() < 0.03:
        right, wrong = _SLIPS[draw.integers(len(_SLIPS))]
        text = text.replace(right, wrong)
    return (text.upper() if draw.random() < 0.1 else text), words["p"] if "{p}" in parts[0] else None
