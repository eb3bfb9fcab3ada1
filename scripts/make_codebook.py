"""Makes ``offences.csv`` of the codebook from the Home Office list of notifiable offences.

    python scripts/make_codebook.py notifiable_offences_2026-04.csv [OUT]

The list has one row an offence; several rows share a Home Office code, and some codes are divided among
several categories. What the list no longer holds is kept by hand in ``offences_gone.csv`` beside the output.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

OUT = Path(__file__).parents[1] / "src/answerable/codebook/data/offences.csv"
FIELDS = ("code", "title", "level", "parent", "current", "ended", "divided", "aliases")
CATEGORY = re.compile(r"(NFIB\s*\d+[A-Z]?|\d+(?:/\d+)?[A-Z]?)\s+(.+)")
REPLACED = re.compile(r"Replaced codes ((?:\d+/\d+(?:, | and )?)+)")
Row = dict[str, str]


def clean(text: str) -> str:
    """One space between words, none at the ends."""
    return " ".join(text.split())


def slug(kind: str, name: str) -> str:
    """The code of a class or sub class: ``class:sexual-offences``."""
    return f"{kind}:{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}"


def sentence(name: str) -> str:
    """Sentence case; the list itself mixes cases for one and the same name."""
    return name if name.startswith("NFIB") else name[:1].upper() + name[1:].lower()


def category(row: Row) -> tuple[str, str] | None:
    """Code and title of the row's category, or None where the list names none."""
    match = CATEGORY.fullmatch(clean(row["Offence category"]))
    return (match[1].replace(" ", ""), match[2]) if match else None


def home(row: Row) -> str:
    """The code of the row's sub class, or of its class where it has none."""
    return (
        slug("subclass", clean(row["Sub class"]))
        if clean(row["Sub class"])
        else slug("class", clean(row["Class"]))
    )


def groups(rows: list[Row]) -> dict[str, Row]:
    """Classes and sub classes, in the list's order."""
    made: dict[str, Row] = {}
    for row in rows:
        upper, lower = clean(row["Class"]), clean(row["Sub class"])
        code = slug("class", upper)
        made.setdefault(code, {"code": code, "title": sentence(upper), "level": "class"})
        if lower:
            sub = slug("subclass", lower)
            made.setdefault(sub, {"code": sub, "title": sentence(lower), "level": "subclass", "parent": code})
    return made


def categories(rows: list[Row]) -> dict[str, Row]:
    """Categories; where rows disagree on the sub class, the one that most rows give."""
    titles: dict[str, list[str]] = defaultdict(list)
    homes: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if found := category(row):
            titles[found[0]].append(found[1])
            # A blank sub class says less than a filled one, so it counts only where there is no other.
            homes[found[0]][home(row)] += 1 if home(row).startswith("class") else 1000
    return {
        code: {
            "code": code,
            "title": names[0],
            "level": "category",
            "parent": homes[code].most_common(1)[0][0],
            "aliases": "|".join(dict.fromkeys(n for n in names if n.lower() != names[0].lower())),
        }
        for code, names in titles.items()
    }


def chain(code: str, entries: dict[str, Row]) -> list[str]:
    """The code and everything above it, nearest first."""
    found = [code]
    while parent := entries[found[-1]].get("parent"):
        found.append(parent)
    return found


def codes(rows: list[Row], above: dict[str, Row]) -> dict[str, Row]:
    """Home Office codes: under their category, or where that is divided, under what its categories share."""
    by_code: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_code[clean(row["Home Office code"])].append(row)
    made: dict[str, Row] = {}
    for code, group in by_code.items():
        parents = list(dict.fromkeys(c[0] if (c := category(r)) else home(r) for r in group))
        chains = [chain(parent, above) for parent in parents]
        shared = next(c for c in chains[0] if all(c in other for other in chains))
        names = list(dict.fromkeys(clean(row["Offence"]) for row in group))
        made[code] = {
            "code": code,
            "title": "; ".join(names) if len(names) <= 3 else f"{names[0]}, and {len(names) - 1} others",
            "level": "code",
            "parent": shared,
            "divided": "|".join(parents) if len(parents) > 1 else "",
            "aliases": "|".join(names) if len(names) > 1 else "",
        }
    return made


def replaced(rows: list[Row]) -> dict[str, Row]:
    """Codes that the list's own comments say were replaced; the merger of April 2010 ended them all."""
    made: dict[str, Row] = {}
    for row in rows:
        if (match := REPLACED.search(row["Comment"])) and (found := category(row)):
            for number in re.findall(r"\d+/\d+", match[1]):
                first, second = number.split("/")
                code = f"{int(first):03d}/{int(second):02d}"
                made[code] = {
                    "code": code,
                    "title": f"{clean(row['Offence'])} (now {clean(row['Home Office code'])})",
                    "level": "code",
                    "parent": found[0],
                    "current": "no",
                    "ended": "2010-04-01",
                }
    return made


def main(source: Path, out: Path) -> None:
    """Writes the list of classes, sub classes, categories and codes."""
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    entries = groups(rows) | categories(rows)
    entries |= codes(rows, entries)
    entries |= {code: entry for code, entry in replaced(rows).items() if code not in entries}
    with out.open("w", encoding="utf-8", newline="") as file:
        file.write(
            f"# Home Office, notifiable offences list ({source.stem}); made by scripts/make_codebook.py.\n"
        )
        writer = csv.DictWriter(file, FIELDS, restval="", lineterminator="\n")
        writer.writeheader()
        for entry in entries.values():
            writer.writerow({"current": "yes", **entry})
    print(f"{len(entries)} entries from {len(rows)} rows")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else OUT)
