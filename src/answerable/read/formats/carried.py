"""What an Office file carries beside what it prints: other files, the rows behind pivot tables, links elsewhere.

None of it is read: a body that answers with counts seldom means to send it, and it can hold records of people.
What is told names the place and how much there is, never what it says.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from answerable.model import Finding
from answerable.read.formats.origin import Origin, many
from answerable.read.formats.package import Package, attribute

_TELL = "Tell the body that sent it: such rows can hold personal data."
_MAX_NAMED = 5
_ELSEWHERE = re.compile(r"\[\d+\]|file://|\\\\|\bhttps?://", re.I)
_OLD_CACHE = "_SX_DB_CUR".encode("utf-16-le")
_OLD_EMBEDDED = re.compile(rb"M\0B\0D\0(?:[0-9A-F]\0){8}")


@dataclass(frozen=True, slots=True)
class Link:
    """A relation of a part.

    Attributes:
        kind: what the target is to the part, such as ``worksheet``.
        target: the path of another part, or what is linked outside the file.
        external: True where the target lies outside the file.
    """

    kind: str
    target: str
    external: bool = False


def links_of(package: Package, part: str) -> Mapping[str, Link]:
    """The relations of a part by their id; those of the whole package where ``part`` is empty."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in package.names:
        return {}
    found = {}
    for link in package.tree(rels):
        kind, target = link.get("Type", "").rpartition("/")[2], link.get("Target", "")
        external = link.get("TargetMode") == "External"
        if not external:
            joined = posixpath.normpath(posixpath.join(folder, target))
            target = target[1:] if target.startswith("/") else joined
        found[link.get("Id", "")] = Link(kind, target, external)
    return found


def embedded(package: Package, origin: Origin, sheets: Mapping[str, str] | None = None) -> Iterator[Finding]:
    """A finding for each file inside a workbook or a Word document.

    Args:
        package: the file.
        origin: where it came from.
        sheets: part → name of each worksheet, for workbooks.
    """
    inside = sorted(name for name in package.names if "/embeddings/" in name and not name.endswith("/"))
    owners = _owners(package) if inside else {}
    for name in inside:
        owner = owners.get(name, "")
        place = f"sheet {sheets[owner]}" if sheets and owner in sheets else posixpath.basename(name)
        behind = " behind a chart" if "/charts/" in owner else ""
        what = f"Another file stands in this one{behind} ({posixpath.basename(name)}), and was not read."
        do = "Open it there if the body meant to send it; it can hold records behind the counts."
        yield origin.finding("warning", "embedded", what, do, place)


def _owners(package: Package) -> Mapping[str, str]:
    """Part → the part that holds it."""
    owners = {}
    for rels in package.names:
        folder, name = posixpath.split(rels)
        if name.endswith(".rels") and folder.endswith("/_rels"):
            owner = posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))
            owners.update({link.target: owner for link in links_of(package, owner).values()})
    return owners


def pivot_caches(package: Package, origin: Origin) -> Iterator[Finding]:
    """A finding for each set of rows that a workbook keeps behind its pivot tables."""
    for name in sorted(package.names):
        if not re.search(r"/pivotCacheDefinition[^/]*\.xml$", name):
            continue
        root = package.tree(name)
        source = next((e for e in root.iter() if e.tag == "worksheetSource"), None)
        place = _range(source) if source is not None else ""
        kept = any(link.kind == "pivotCacheRecords" for link in links_of(package, name).values())
        yield pivot_cache(origin, _rows(root) if kept else None, place, records=kept)


def pivot_cache(origin: Origin, rows: int | None = None, place: str = "", *, records: bool = True) -> Finding:
    """What to say of the rows behind a pivot table: how many where that is known, and where they came from."""
    amount = many(rows, "row") if rows is not None else "the rows"
    whose = f" of {place}" if place else ""
    what = f"The workbook keeps {amount} of record-level data{whose} behind a pivot table, not read."
    if not records:
        what = f"The workbook keeps every value{whose} that a pivot table can show, not read."
    return origin.finding("warning", "pivot-cache", what, _TELL, place)


def _rows(root: ET.Element) -> int | None:
    text = root.get("recordCount", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _range(source: ET.Element) -> str:
    sheet, ref, name = (source.get(key, "") for key in ("sheet", "ref", "name"))
    return ", ".join(filter(None, [f"sheet {sheet}" if sheet else "", ref or name]))


def elsewhere(package: Package, main: str, workbook: ET.Element, origin: Origin) -> Iterator[Finding]:
    """Findings about other files that a workbook draws on, and the names in it that point there."""
    for link in links_of(package, main).values():
        if link.kind != "externalLink" or link.target not in package.names:
            continue
        files = [_last(other.target) for other in links_of(package, link.target).values() if other.external]
        cells = sum(e.tag == "cell" for e in package.tree(link.target).iter())
        copied = f", and keeps a copy of {many(cells, 'cell')} of it" if cells else ""
        what = f"The workbook draws on another file ({', '.join(files) or 'not named'}){copied}; it was not read."
        do = "Figures that come from it are as they last were: ask the body whether they still hold."
        yield origin.finding("warning", "external-link", what, do, posixpath.basename(link.target))
    names = [attribute(e, "name") or "" for e in workbook.iter() if e.tag == "definedName" and _is_away(e)]
    if names:
        shown = ", ".join(names[:_MAX_NAMED]) + (" and more" if len(names) > _MAX_NAMED else "")
        what = f"{many(len(names), 'defined name')} in the workbook point to another file ({shown})."
        yield origin.finding("note", "external-link", what, "Nothing there was read.", "defined names")


def _is_away(name: ET.Element) -> bool:
    return _ELSEWHERE.search(name.text or "") is not None


def is_elsewhere(formula: str) -> bool:
    """True for a formula that draws on another workbook."""
    return re.search(r"\[\d+\][^\[\]!]*!", formula) is not None


def _last(path: str) -> str:
    """The name of a file without the folders before it, which can name people."""
    return re.split(r"[/\\]", path.replace("%20", " "))[-1]


def in_old_workbook(data: bytes, origin: Origin) -> Iterator[Finding]:
    """The same of an Excel 97-2003 workbook, as far as the names of its streams tell."""
    if _OLD_CACHE in data:
        yield pivot_cache(origin)
    count = len(set(_OLD_EMBEDDED.findall(data)))
    if count:
        what = f"{many(count, 'other file')} stand in the workbook, not read."
        do = "Open them there if the body meant to send them; they can hold records behind the counts."
        yield origin.finding("warning", "embedded", what, do)
