"""Excel workbooks (xlsx, xlsm): ECMA-376 part 1, read as a stream so that memory stays bounded.

Values are those that Excel last worked out and saved; no formula is worked out here.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from answerable.model import Finding
from answerable.read.formats.layout import Sheet
from answerable.read.formats.notices import hidden_sheet, pivot_cache
from answerable.read.formats.numberformat import BUILT_IN
from answerable.read.formats.origin import Origin
from answerable.read.formats.package import Package, attribute
from answerable.read.formats.xlsx_sheet import Book, Style, read_sheet, rich_text


@dataclass(frozen=True, slots=True)
class _Link:
    kind: str
    target: str


def _links(package: Package, part: str) -> Mapping[str, _Link]:
    """The relationships of a part: id → the kind and path of what it points to."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in package.names:
        return {}
    found = {}
    for link in package.tree(rels):
        if link.get("TargetMode") == "External":
            continue
        target = link.get("Target", "")
        path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[link.get("Id", "")] = _Link(link.get("Type", "").rpartition("/")[2], path)
    return found


def _only(links: Mapping[str, _Link], kind: str) -> str | None:
    return next((link.target for link in links.values() if link.kind == kind), None)


def _strings(package: Package, name: str | None) -> list[str]:
    if name is None or name not in package.names:
        return []
    strings: list[str] = []
    root: ET.Element | None = None
    for event, element in package.elements(name):
        if root is None:
            root = element
        if event == "end" and element.tag == "si":
            strings.append(rich_text(element))
            root.clear()
    return strings


def _truth(text: str | None) -> bool:
    return text in {"1", "true", "on"}


def _styles(package: Package, name: str | None) -> tuple[Style, ...]:
    """The number format and weight of each cell style, by its number."""
    if name is None or name not in package.names:
        return ()
    codes = dict(BUILT_IN)
    bolds: list[bool] = []
    styles: list[Style] = []
    for group in package.tree(name):
        for item in group:
            if group.tag == "numFmts":
                codes[_number(item.get("numFmtId"))] = item.get("formatCode", "General")
            elif group.tag == "fonts":
                bold = next((child for child in item if child.tag == "b"), None)
                bolds.append(bold is not None and bold.get("val", "1") in {"1", "true"})
            elif group.tag == "cellXfs":
                font = _number(item.get("fontId"))
                code = codes.get(_number(item.get("numFmtId")), "General")
                styles.append(Style(code, 0 <= font < len(bolds) and bolds[font]))
    return tuple(styles)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _comments(package: Package, name: str | None) -> tuple[str, ...]:
    """Addresses of the cells that carry a comment."""
    if name is None or name not in package.names:
        return ()
    return tuple(e.get("ref", "") for e in package.tree(name).iter() if e.tag == "comment")


def read_xlsx(data: bytes, origin: Origin) -> Iterator[tuple[Sheet | None, tuple[Finding, ...]]]:
    """Each worksheet in order, with what to know about it; None for a sheet that is hidden.

    Raises:
        UnreadableError: the workbook is damaged, locked or unsafe.
    """
    package = Package(data, origin)
    main = _only(_links(package, ""), "officeDocument") or "xl/workbook.xml"
    workbook = package.tree(main)
    links = _links(package, main)
    if any("pivotCache" in name for name in package.names):
        yield None, (pivot_cache(origin),)
    properties = {element.tag: element for element in workbook}
    book = Book(
        _strings(package, _only(links, "sharedStrings")),
        _styles(package, _only(links, "styles")),
        from_1904=_truth(properties["workbookPr"].get("date1904")) if "workbookPr" in properties else False,
        stale=_truth(properties["calcPr"].get("fullCalcOnLoad")) if "calcPr" in properties else False,
    )
    for entry in properties.get("sheets", ()):
        link = links.get(attribute(entry, "id") or "")
        name = entry.get("name", "")
        if link is None or link.kind != "worksheet":
            continue  # a chart or a macro sheet holds no cells
        if entry.get("state", "visible") != "visible":
            yield None, (hidden_sheet(name, origin),)
            continue
        comments = _comments(package, _only(_links(package, link.target), "comments"))
        sheet, notices = read_sheet(package, link.target, name, book, comments)
        yield sheet, notices.findings(sheet, origin)
